//! Markdown in a text: emphasis, code, headings, rules between parts, and fences round code.
//!
//! What is marked is told by pairs of marks at the edges of words (J. MacFarlane, *CommonMark*,
//! section 6.2, of which this is the cautious half): `5 * 3 * 2`, `**kwargs`, `snake_case`, `A*`
//! and the stars of footnotes are none. Where one emphasis is certain, marks count that could be
//! something else by themselves (`*A*`, `_word_`).

mod blocks;
mod emphasis;
#[cfg(test)]
mod tests;
mod underscores;

use self::emphasis::Before;
use crate::span::Span;

/// Marked text is no longer than this, in bytes.
const LONGEST: usize = 120;

/// What a mark needs to count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// It stands by itself.
    Alone,
    /// An emphasis of the text is certain.
    Company,
}

/// Marks of Markdown with what each stands for, in order of place.
pub fn marks(text: &str) -> Vec<(Span, String)> {
    let mut found = inline(text, Trust::Alone);
    let is_emphasis = |(span, _): &(Span, String)| !span.slice(text).starts_with('`');
    if found.iter().any(is_emphasis) {
        found = inline(text, Trust::Company);
    }
    found.extend(blocks::marks(text));
    found.sort_by_key(|(span, _)| *span);
    found.dedup_by(|later, first| later.0.start() < first.0.end());
    found
}

/// Marks within lines.
fn inline(text: &str, trust: Trust) -> Vec<(Span, String)> {
    let mut found = underscores::marks(text, trust);
    let mut at = 0;
    let mut before =
        Before { trust, marks_letters: false, stars_are_signs: emphasis::are_signs(text) };
    while let Some(len) = text[at..].find(['*', '`']) {
        at += len;
        let mark = match text.as_bytes()[at] {
            b'*' => emphasis::emphasis(text, at, before).or_else(|| emphasis::nested(text, at)),
            _ => code(text, at),
        };
        at = mark.as_ref().map_or_else(|| behind_run(text, at), |(span, _)| span.end());
        let is_in_word = mark.is_some() && text[at..].starts_with(char::is_lowercase);
        before.marks_letters |= is_in_word;
        found.extend(mark);
    }
    found
}

/// The byte behind all marks of one kind that stand here.
fn behind_run(text: &str, at: usize) -> usize {
    let mark = text.as_bytes()[at];
    at + text.as_bytes()[at..].iter().take_while(|byte| **byte == mark).count()
}

/// `` `x` ``: code between single backticks.
fn code(text: &str, at: usize) -> Option<(Span, String)> {
    let start = behind_run(text, at);
    if start != at + 1 || text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '\\') {
        return None;
    }
    let room = &text[start..text.floor_char_boundary(start + LONGEST)];
    let len = room.find('`').filter(|len| *len > 0)?;
    let (inner, end) = (&room[..len], start + len + 1);
    let closes =
        behind_run(text, start + len) == end && !text[end..].starts_with(char::is_alphanumeric);
    // TeX opens a quote with a backtick, and closes it with an apostrophe.
    let is_tight = inner.trim() == inner && !inner.contains(['\n', '\'']);
    if !closes || !is_tight {
        return None;
    }
    Some((Span::new(text, at, end)?, inner.to_owned()))
}
