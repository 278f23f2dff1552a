//! Edits: replacing spans of a text, once from left to right, and keeping account.
//!
//! A clean-up runs passes until no rule has anything left to mend. Each pass is
//! a [`Script`] from the text before it to the text after it; [`Script::then`]
//! composes them, so that however many passes it took there is one list of
//! edits from the original text, which can be spliced into the file it came from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How far a fix can be trusted; ordered, so that a policy is one comparison.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// Shown, never applied.
    Display,
    /// Applied only when asked for: it may change what the author meant.
    Unsafe,
    /// Applied by `clean`: it restores what was lost and invents nothing.
    Safe,
}

/// Replace `start..end` (bytes) by `replacement`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// First byte replaced.
    pub start: usize,
    /// The byte after the last one replaced.
    pub end: usize,
    /// What stands there instead.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    pub fn new(span: Span, replacement: impl Into<String>) -> Edit {
        Edit { start: span.start(), end: span.end(), replacement: replacement.into() }
    }

    /// The same edit of `text` without the leading and trailing characters that it leaves as they
    /// are.
    pub fn trimmed(&self, text: &str) -> Edit {
        let old = text.get(self.start..self.end).unwrap_or_default();
        let same = |a: char, b: char| (a == b).then(|| a.len_utf8());
        let head: usize =
            old.chars().zip(self.replacement.chars()).map_while(|(a, b)| same(a, b)).sum();
        let (old, new) = (&old[head..], &self.replacement[head..]);
        let tail: usize =
            old.chars().rev().zip(new.chars().rev()).map_while(|(a, b)| same(a, b)).sum();
        Edit {
            start: self.start + head,
            end: self.end - tail,
            replacement: new[..new.len() - tail].to_owned(),
        }
    }

    /// Whether it can be made together with `other`, which begins before it. Where two touch, what
    /// one writes may be what the other looked at, unless one of them makes a sign a space: that
    /// ends, and begins, what stands on both sides.
    fn is_behind(&self, other: &Edit, text: &str) -> bool {
        let parts = |edit: &Edit| {
            let old = text.get(edit.start..edit.end).unwrap_or_default();
            edit.replacement == " " && old.len() == 1 && !old.starts_with(char::is_whitespace)
        };
        let replaces = |edit: &Edit| edit.start < edit.end;
        self.start > other.end
            || self.start == other.end
                && replaces(self)
                && replaces(other)
                && (parts(self) || parts(other))
    }

    fn changes_nothing(&self) -> bool {
        self.start == self.end && self.replacement.is_empty()
    }
}

/// Edits of one text that do not overlap, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    edits: Vec<Edit>,
}

impl Script {
    /// Takes from `wanted` what can be applied to `text` together, in order of
    /// place; of two that overlap or touch at an insertion, the first named wins
    /// its place and the other waits for the next pass. Returns the script and,
    /// for each edit in it, the number of the wanted edit it came from.
    pub fn select(text: &str, wanted: &[Edit]) -> (Script, Vec<usize>) {
        let mut queue: Vec<(usize, Edit)> = wanted
            .iter()
            .map(|e| e.trimmed(text))
            .enumerate()
            .filter(|(_, e)| !e.changes_nothing())
            .collect();
        queue.sort_by_key(|(number, edit)| (edit.start, edit.end, *number));
        let mut script = Script::default();
        let mut chosen = Vec::new();
        for (number, edit) in queue {
            let is_free = script.edits.last().is_none_or(|last| edit.is_behind(last, text));
            if is_free && text.get(edit.start..edit.end).is_some() {
                script.edits.push(edit);
                chosen.push(number);
            }
        }
        (script, chosen)
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The edits, in order of place.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// `text` with all edits made; built once, left to right.
    pub fn apply(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for edit in &self.edits {
            out.push_str(&text[done..edit.start]);
            out.push_str(&edit.replacement);
            done = edit.end;
        }
        out.push_str(&text[done..]);
        out
    }

    /// The one script that does what `self` and then `next` do.
    ///
    /// Both are cut into stretches of the text between them: a stretch that
    /// neither touches separates two edits of the result, and each group of
    /// touching edits becomes one.
    pub fn then(&self, next: &Script, between: &str) -> Script {
        let mut out = Script::default();
        let (mut first, mut second) = (self.edits.iter().peekable(), next.edits.iter().peekable());
        // How far a place in the text between lies behind its place in the original text.
        let mut shift: isize = 0;
        loop {
            let a = first.peek().map(|e| (e.start as isize + shift) as usize);
            let b = second.peek().map(|e| e.start);
            let start = match (a, b) {
                (None, None) => return out,
                (a, b) => a.unwrap_or(usize::MAX).min(b.unwrap_or(usize::MAX)),
            };
            let origin = (start as isize - shift) as usize;
            let mut end = start;
            let mut replacement = String::new();
            let mut done = start;
            loop {
                if let Some(edit) = first.next_if(|e| ((e.start as isize + shift) as usize) <= end)
                {
                    let at = (edit.start as isize + shift) as usize;
                    shift += edit.replacement.len() as isize - (edit.end - edit.start) as isize;
                    end = end.max(at + edit.replacement.len());
                } else if let Some(edit) = second.next_if(|e| e.start <= end) {
                    replacement.push_str(&between[done..edit.start]);
                    replacement.push_str(&edit.replacement);
                    done = edit.end;
                    end = end.max(edit.end);
                } else {
                    break;
                }
            }
            replacement.push_str(&between[done..end]);
            out.edits.push(Edit {
                start: origin,
                end: (end as isize - shift) as usize,
                replacement,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        Edit { start, end, replacement: replacement.into() }
    }

    #[test]
    fn an_edit_is_trimmed_to_what_it_changes() {
        assert_eq!(edit(0, 11, "256×256").trimmed("256times256"), edit(3, 8, "×"));
        assert_eq!(edit(0, 2, "aa").trimmed("aa"), edit(2, 2, ""));
        assert_eq!(edit(0, 3, "aa").trimmed("aaa"), edit(2, 3, ""));
    }

    #[test]
    fn of_two_overlapping_edits_one_waits() {
        let (script, chosen) =
            Script::select("abcdef", &[edit(1, 4, "X"), edit(0, 2, "Y"), edit(5, 6, "Z")]);
        assert_eq!(script.apply("abcdef"), "YcdeZ");
        assert_eq!(chosen, [1, 2]);
    }

    #[test]
    fn a_sign_that_becomes_a_space_is_made_beside_another_edit() {
        let select = |text: &str, wanted: &[Edit]| Script::select(text, wanted).0.apply(text);
        assert_eq!(select("$x$~$y$", &[edit(0, 3, "x"), edit(3, 4, " "), edit(4, 7, "y")]), "x y");
        assert_eq!(select("a~ b", &[edit(1, 2, " "), edit(2, 2, "!")]), "a  b");
        assert_eq!(select("abcd", &[edit(0, 2, "x"), edit(2, 4, "y")]), "xcd");
    }

    proptest! {
        #[test]
        fn composing_is_applying_one_after_the_other(
            text in "[abc]{0,12}",
            one in prop::collection::vec((0usize..13, 0usize..4, "[xy ]{0,3}"), 0..4),
            two in prop::collection::vec((0usize..16, 0usize..4, "[zé]{0,3}"), 0..4),
        ) {
            let script = |text: &str, raw: &[(usize, usize, String)]| {
                let wanted: Vec<Edit> = raw.iter().filter(|(s, n, _)| s + n <= text.len()).map(|(s, n, r)| edit(*s, s + n, r)).collect();
                Script::select(text, &wanted).0
            };
            let first = script(&text, &one);
            let between = first.apply(&text);
            let second = script(&between, &two);
            let both = first.then(&second, &between);
            prop_assert_eq!(both.apply(&text), second.apply(&between));
        }
    }
}
