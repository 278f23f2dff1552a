//! Emphasis by underscores: `_not_`, `_Lasius niger_`, `__Aims__: …`.
//!
//! Underscores are parts of names (`snake_case`, `__init__`) and fill gaps, so that only words of
//! prose between them count, and those only beside other marks or beside each other.

use super::{LONGEST, Trust};
use crate::span::Span;

/// Names of Python that have two underscores on both sides.
const NAMES: &[&str] = &[
    "all", "call", "class", "contains", "del", "dict", "doc", "enter", "eq", "exit", "file", "get",
    "getattr", "getitem", "hash", "init", "iter", "len", "main", "name", "new", "next", "repr",
    "set", "setattr", "setitem", "str",
];

/// Words that are stressed; as the name of a blank they are unlikely.
const STRESSED: &[&str] = &[
    "a", "after", "all", "always", "and", "any", "are", "before", "both", "can", "do", "does",
    "each", "every", "how", "if", "is", "must", "never", "no", "not", "only", "or", "should",
    "some", "the", "very", "was", "were", "what", "when", "why", "will", "with", "without",
];

/// What is between underscores.
struct Mark<'t> {
    span: Span,
    inner: &'t str,
    is_double: bool,
}

/// The emphasis by underscores in a text.
pub(super) fn marks(text: &str, trust: Trust) -> Vec<(Span, String)> {
    let has_other = text.contains(['\\', '$', '^', '{']);
    let found = all(text);
    let says_so = |mark: &&Mark<'_>| match mark.is_double {
        true => mark.inner.ends_with(':') || text[mark.span.end()..].starts_with(':'),
        false => mark.inner.contains(' ') || STRESSED.contains(&mark.inner),
    };
    let is_sure = match trust {
        Trust::Company => true,
        Trust::Alone => !has_other && found.len() > 1 && found.iter().any(|mark| says_so(&mark)),
    };
    let stays = |mark: &Mark<'_>| mark.is_double && NAMES.contains(&mark.inner);
    let sure = found.into_iter().filter(|mark| is_sure && !stays(mark));
    sure.map(|mark| (mark.span, mark.inner.to_owned())).collect()
}

/// All words of prose between underscores that stand as words.
fn all(text: &str) -> Vec<Mark<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(len) = text[at..].find('_') {
        at += len;
        let start = super::behind_run(text, at);
        let mark = mark(text, at, start);
        at = mark.as_ref().map_or(start, |mark| mark.span.end());
        found.extend(mark);
    }
    found
}

fn mark(text: &str, at: usize, start: usize) -> Option<Mark<'_>> {
    let opens = text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '‘' | '—' | '–'));
    let room = &text[start..text.floor_char_boundary(start + LONGEST)];
    let len = room.find('_')?;
    let (inner, end) = (&room[..len], super::behind_run(text, start + len));
    let is_pair = matches!(start - at, 1 | 2) && end - (start + len) == start - at;
    let closes = text[end..]
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || ".,;:!?)]\"”’—–-".contains(c));
    let is_prose = inner.starts_with(char::is_alphabetic)
        && inner.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ':' | '?' | '!'))
        && inner.chars().all(|c| c.is_alphabetic() || " -’'.:?!".contains(c));
    (opens && is_pair && closes && is_prose).then(|| {
        Some(Mark { span: Span::new(text, at, end)?, inner, is_double: start - at == 2 })
    })?
}
