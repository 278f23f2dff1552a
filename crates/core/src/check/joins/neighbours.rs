//! Short words that the words on both sides of them tell: `one isbag of` is `one is` and `bag of`.

use super::glued::Parting;
use super::split::Evidence;
use crate::lexicon::{Lexicon, frequency_of, is_known};
use crate::text::letter_runs::Run;
use crate::text::sentence::{letters_before, letters_behind};

/// What begins many words, so that the word behind it says nothing alone.
const HEADS: &[&str] =
    &["is", "as", "by", "in", "to", "of", "on", "at", "an", "or", "we", "it", "be"];

/// What seldom stands before any of them, though counts know it: `the role of aswell`.
const SELDOM: &[&str] =
    &["of", "in", "to", "by", "for", "on", "at", "with", "from", "as", "and", "the", "a", "an"];

/// How to part a short run, `lower` in lower case, of which the first part often stands behind the
/// word before it, and the second before the word behind it.
pub(super) fn parting(text: &str, lower: &str, run: Run, lexicon: &Lexicon) -> Option<Parting> {
    /// Longer ones tell by themselves, in bytes.
    const LONGEST: usize = 7;
    let before = letters_before(text[..run.start].strip_suffix(' ')?);
    let behind = letters_behind(text[run.end..].strip_prefix(' ')?);
    let is_unknown = lower.len() <= LONGEST && lexicon.frequency(lower) == 0 && !is_known(lower);
    if before.is_empty() || SELDOM.contains(&before) || behind.is_empty() || !is_unknown {
        return None;
    }
    let meet = |first: &str, second: &str| frequency_of(&[&first.to_lowercase(), " ", second]) > 0;
    let head = HEADS.iter().find(|head| {
        lower.strip_prefix(**head).is_some_and(|tail| {
            tail.len() > 2 && lexicon.is_common(tail) && meet(before, head) && meet(tail, behind)
        })
    })?;
    Some(Parting::of(run, head.len(), " ", Evidence::Certain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(text: &str, run: &str) -> Option<usize> {
        let start = text.find(run).unwrap();
        let run = Run { start, end: start + run.len() };
        parting(text, &text[run.start..run.end], run, &Lexicon::default()).map(|found| found.head)
    }

    #[test]
    fn the_words_on_both_sides_tell() {
        for (text, run, head) in [
            ("The first one isbag of words", "isbag", 2),
            ("It is better interms of speed", "interms", 2),
            ("a grid that isable to move", "isable", 2),
            ("we see it asset of rules", "asset", 0),
            ("the same isinto that", "isinto", 0),
            ("of the inset", "inset", 0),
            ("the part of aswell and", "aswell", 0),
            ("a foo isbag quux", "isbag", 0),
        ] {
            assert_eq!(parted(text, run), Some(head).filter(|head| *head > 0), "{text}");
        }
    }
}
