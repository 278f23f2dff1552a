//! French within a text in English: a title, a question or a label that is cited as it stands.

use super::sides::{has_english_words, word_before};

/// Whether the stop at byte `at`, behind a space, stands in words that are cited from French, which
/// has a space there: in guillemets, in quotes round words that are not English, or behind a label
/// with an accent (`Mots-clés : chouette`).
pub(super) fn is_cited(text: &str, at: usize) -> bool {
    let word = word_before(text, text[..at].trim_end_matches(' ').len());
    !word.is_ascii()
        || is_between(text, at, '«', '»').is_some()
        || [('“', '”'), ('"', '"')].into_iter().any(|(open, close)| {
            is_between(text, at, open, close).is_some_and(|cited| !has_english_words(cited))
        })
}

/// What stands between the marks that open and close round byte `at`.
fn is_between(text: &str, at: usize, open: char, close: char) -> Option<&str> {
    /// Nothing longer is cited, in bytes.
    const LONGEST: usize = 200;
    let from = text.ceil_char_boundary(at.saturating_sub(LONGEST));
    let to = text.floor_char_boundary(at + LONGEST);
    let is_open = if open == close {
        text[..at].matches(open).count() % 2 == 1
    } else {
        text[from..at].rfind(open) > text[from..at].rfind(close)
    };
    let start = from + text[from..at].rfind(open)? + open.len_utf8();
    let end = at + text[at..to].find(close)?;
    is_open.then_some(&text[start..end])
}
