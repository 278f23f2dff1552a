//! What a record that stays can take from a copy that goes: the words that stand in the copy where
//! it is damaged itself.
//!
//! The two texts are aligned word by word. Where they differ, and the one that
//! stays is damaged there and the copy is not, the words of the copy are taken:
//! the rest of a text that was cut off, a link, a formula.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use abslint_core::comparison::MOST_WORDS;
use abslint_core::edit::Edit;
use abslint_core::span::Span;

/// A text, and what is damaged in it, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Version<'t> {
    /// The text.
    pub text: &'t str,
    /// The damage.
    pub damage: &'t [Range<usize>],
}

/// The words of a text with their places in it.
struct Words<'t> {
    version: Version<'t>,
    words: Vec<&'t str>,
}

impl<'t> Words<'t> {
    fn of(version: Version<'t>) -> Self {
        Words { version, words: version.text.split_whitespace().collect() }
    }

    /// From the first to the last byte of some words; `None` of no words.
    fn bytes(&self, words: Range<usize>) -> Option<Span> {
        let (first, last) =
            (self.words.get(words.start)?, self.words.get(words.end.checked_sub(1)?)?);
        let [first, last] = [first, last].map(|word| Span::part(self.version.text, word));
        Span::new(self.version.text, first.start(), last.end())
    }

    fn is_damaged(&self, span: Span) -> bool {
        self.version
            .damage
            .iter()
            .any(|damage| damage.start < span.end() && span.start() < damage.end)
    }
}

/// The edits of `kept` that put words of `copy` where it is damaged and the copy is not; none
/// overlap.
pub fn grafts(kept: Version<'_>, copy: Version<'_>) -> Vec<Edit> {
    let (kept, copy) = (Words::of(kept), Words::of(copy));
    if kept.version.damage.is_empty() || kept.words.len().max(copy.words.len()) > MOST_WORDS {
        return Vec::new();
    }
    let operations = capture_diff_slices(Algorithm::Myers, &kept.words, &copy.words);
    let differing = operations
        .iter()
        .filter(|operation| matches!(operation, DiffOp::Insert { .. } | DiffOp::Replace { .. }));
    differing
        .filter_map(|operation| graft(&kept, &copy, operation.old_range(), operation.new_range()))
        .collect()
}

/// The words `new` of the copy in place of the words `old`, together with a word before them, which
/// both have.
fn graft(kept: &Words<'_>, copy: &Words<'_>, old: Range<usize>, new: Range<usize>) -> Option<Edit> {
    let before = usize::from(old.start > 0 && new.start > 0);
    let old = kept.bytes(old.start - before..old.end)?;
    let new = copy.bytes(new.start - before..new.end)?;
    (kept.is_damaged(old) && !copy.is_damaged(new))
        .then(|| Edit::new(old, new.slice(copy.version.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use abslint_core::edit::Script;

    fn grafted(kept: &str, damage: Option<&str>, copy: &str, its_damage: Option<&str>) -> String {
        let place = |text: &str, damage: Option<&str>| -> Vec<Range<usize>> {
            damage
                .map(|damage| text.find(damage).map(|at| at..at + damage.len()).unwrap())
                .into_iter()
                .collect()
        };
        let (damage, its) = (place(kept, damage), place(copy, its_damage));
        let edits =
            grafts(Version { text: kept, damage: &damage }, Version { text: copy, damage: &its });
        Script::select(kept, &edits).0.apply(kept)
    }

    #[test]
    fn words_are_taken_only_where_the_text_is_damaged_and_the_copy_is_not() {
        let (kept, copy) = (
            "It runs in OnlogN steps on large graphs.",
            "It runs in O(n log n) steps on big graphs.",
        );
        assert_eq!(
            grafted(kept, Some("OnlogN"), copy, None),
            "It runs in O(n log n) steps on large graphs."
        );
        assert_eq!(grafted(kept, None, copy, None), kept);
        assert_eq!(grafted(kept, Some("OnlogN"), copy, Some("O(n")), kept);
    }

    #[test]
    fn what_is_missing_comes_back_and_nothing_goes() {
        assert_eq!(
            grafted("We study the", Some("the"), "We study the copies.\nThen more.", None),
            "We study the copies.\nThen more."
        );
        assert_eq!(
            grafted("Code is at .", Some("is at"), "Code is at https://x.org .", None),
            "Code is at https://x.org ."
        );
        assert_eq!(
            grafted("We study many copies.", Some("many"), "We study copies.", None),
            "We study many copies."
        );
        assert_eq!(grafted("", None, "text", None), "");
    }
}
