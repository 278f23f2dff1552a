//! Code, tags, entities, and commands of TeX.

use super::window;
use crate::markup::elements;

/// The byte behind code between backticks: as many close it as opened it.
pub(super) fn code(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let inner = &rest[ticks..];
    let len = inner.find(&rest[..ticks])?;
    let code = &inner[..len];
    // TeX's quotes open with a backtick, too: `one' and `two'.
    let is_quote = code.contains("''")
        || code.split('\'').skip(1).any(|behind| !behind.starts_with(char::is_alphanumeric))
            && !code.starts_with('\'');
    let is_tight = !code.starts_with(char::is_whitespace) && !code.ends_with(char::is_whitespace);
    let closes = !inner[len + ticks..].starts_with('`');
    (!code.is_empty()
        && ticks <= 3
        && closes
        && (ticks == 3 || is_tight && !is_quote && !code.contains('\n')))
    .then_some(at + 2 * ticks + len)
}

/// The byte behind the tag of an element that stands in texts.
pub(super) fn tag(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let inner = &rest[1..rest.find('>')?];
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let name = &inner[..inner
        .find(|c: char| !c.is_ascii_alphanumeric() && !":-".contains(c))
        .unwrap_or(inner.len())];
    let attributes = &inner[name.len()..];
    let has_attributes = attributes.starts_with(char::is_whitespace) && attributes.contains('=');
    let is_tag = (attributes.trim().is_empty() || has_attributes) && !attributes.contains('<');
    (is_tag && elements::is_element(&name.to_ascii_lowercase()))
        .then(|| at + rest.find('>').unwrap_or(0) + 1)
}

/// The byte behind an entity of HTML.
pub(super) fn entity(text: &str, at: usize) -> Option<usize> {
    /// The longest name is `CounterClockwiseContourIntegral`.
    const LONGEST: usize = 33;
    let rest = &text[at..text.floor_char_boundary(at + LONGEST)];
    let end = rest.find(';')? + 1;
    let name = &rest[1..end - 1];
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
    (is_name && htmlize::unescape(&rest[..end]) != rest[..end]).then_some(at + end)
}

/// The byte behind a backslash and the letters, or the one sign, that it makes a command of.
pub(super) fn command(text: &str, at: usize) -> Option<usize> {
    let name = super::run(text, at + 1, |c| c.is_ascii_alphabetic());
    if name > at + 1 {
        return Some(name);
    }
    text[at + 1..]
        .chars()
        .next()
        .filter(char::is_ascii_punctuation)
        .map(|sign| at + 1 + sign.len_utf8())
}
