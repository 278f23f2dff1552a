//! Brackets with nothing in them, or with the mark of a reference that was not resolved.

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::span::Span;

/// A bracket that holds nothing.
static NOTHING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:\(\s*[,;]?\s*\)|\[\s*[,;]?\s*\])").ok());

/// A bracket with the mark of a reference that was not resolved, or with what stood before it.
static UNRESOLVED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^ (?:
        \[\s*\?+\s*(?:,\s*\?+\s*)*\] | \(\s*\?\?+\s*\)
        | \(\s*CITATIONS?\s*\)
        | \[\s*(?:CITATIONS?|CITE|REF|REFERENCE|citation\ needed)\s*\]
        | \([\p{L}][\p{L}\ ]{0,8}[<>=≤≥]\s*\)
        | \((?:e\.g|i\.e|cf|[Ss]ee|Figs?|Eqs?|Secs?|Refs?)\b[.,;\ ]*\)
        )",
    )
    .ok()
});

/// The name of a figure or a section whose number was not resolved.
static UNNUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:Figs?\.|Figure|Table|Sec\.|Section|Eq\.|Equation|Appendix)[~ ]*\?\?+").ok()
});

/// Those of a text.
pub(super) fn brackets(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let opens = memchr::memchr2_iter(b'(', b'[', bytes);
    let mut found: Vec<Span> = opens.filter_map(|open| empty(text, open)).collect();
    if !found.is_empty() && speaks_of_brackets(text) {
        found.retain(|span| !span.slice(text).bytes().all(|b| b"()[] ".contains(&b)));
    }
    let has_marks = memchr::memmem::find(bytes, b"??").is_some();
    if let Some(unnumbered) = UNNUMBERED.as_ref().filter(|_| has_marks) {
        found.extend(unnumbered.find_iter(text).map(Span::of));
    }
    found
}

/// Whether brackets are what a text is about: it says so, or shows those of two shapes, or one that
/// is called, or braces.
fn speaks_of_brackets(text: &str) -> bool {
    const SAID: [&str; 6] = ["bracket", "tuple", "parenthes", "unit type", "checkbox", "tick box"];
    let has = |open: char, close: char| {
        text.split(open).skip(1).any(|behind| behind.trim_start().starts_with(close))
    };
    let lower = text.to_ascii_lowercase();
    SAID.iter().any(|word| lower.contains(word)) || has('{', '}') || has('(', ')') && has('[', ']')
}

/// The bracket that opens at byte `open`, if it holds nothing, or as little as that.
fn empty(text: &str, open: usize) -> Option<Span> {
    /// Bytes of the longest.
    const LONGEST: usize = 24;
    let (before, behind) = (&text[..open], &text[open..text.floor_char_boundary(open + LONGEST)]);
    let span = |found: Match<'_>| Span::new(text, open, open + found.end());
    if let Some(found) = UNRESOLVED.as_ref()?.find(behind) {
        return span(found);
    }
    let found = NOTHING.as_ref()?.find(behind)?;
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    let next = text[open + found.end()..].chars().next();
    let is_closed = next.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c));
    if is_apart && is_closed { span(found) } else { None }
}
