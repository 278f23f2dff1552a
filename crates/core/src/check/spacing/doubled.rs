//! More than one space where one is enough.

use super::lost;
use crate::check::Hit;
use crate::edit::Edit;
use crate::span::Span;
use crate::text::TextFacts;

/// Whether it is worth to look.
pub(super) fn may_be_found(text: &str) -> bool {
    let bytes = text.as_bytes();
    ["  ", "\t", "\n ", " \n"]
        .iter()
        .any(|sign| memchr::memmem::find(bytes, sign.as_bytes()).is_some())
}

/// Each run of two or more spaces and tabs, with an edit that leaves one; round the empty line
/// between two paragraphs none is left. Where the text lost words only those behind the end of a
/// sentence: any other may be the place of one. Nor those between two words that hardly stand side
/// by side.
pub(super) fn found(facts: &TextFacts<'_>) -> Vec<Hit> {
    let text = facts.text();
    let is_space = |byte: u8| byte == b' ' || byte == b'\t';
    let bytes = text.as_bytes();
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(|byte| is_space(*byte)).map(|n| at + n) {
        at = start + bytes[start..].iter().take_while(|byte| is_space(**byte)).count();
        let lost = || lost::of(facts);
        let may_be_word = || !text[..start].ends_with(['.', '!', '?']) && lost().has_gaps();
        let is_between_paragraphs =
            text[at..].starts_with("\n\n") || text[..start].ends_with("\n\n") && at < text.len();
        let left = match at - start {
            _ if is_between_paragraphs => Some(""),
            2.. if !may_be_word() && !lost().may_be_at(start) => Some(" "),
            _ => None,
        };
        hits.extend(left.and_then(|left| {
            let span = Span::new(text, start, at)?;
            Some(Hit { edits: vec![Edit::new(span, left)], ..Hit::at(span) })
        }));
    }
    hits
}
