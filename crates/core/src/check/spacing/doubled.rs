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

/// Each run of two or more spaces and tabs, with an edit that leaves one; round an empty line, and
/// between a line end and a word, none is left. Where the text lost words only those behind the end
/// of a sentence: any other may be the place of one. Nor those between two words that hardly stand
/// side by side.
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
        let left = match at - start {
            _ if is_beside_line_end(text, start, at) => Some(""),
            _ if text[..start].ends_with('\n') && text[at..].starts_with(BULLETS) => None,
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

/// Signs of the items of a list.
const BULLETS: [char; 7] = ['-', '*', '+', '•', '–', '·', '◦'];

/// Whether the spaces from byte `start` to `end` end a paragraph, or begin a line with a word; what
/// an item of a list is indented by stays.
fn is_beside_line_end(text: &str, start: usize, end: usize) -> bool {
    let behind = &text[end..];
    behind.starts_with("\n\n")
        || text[..start].ends_with("\n\n") && !behind.is_empty()
        || text[..start].ends_with('\n') && behind.starts_with(char::is_alphabetic)
}
