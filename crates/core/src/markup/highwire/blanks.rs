//! Names of signs that are none: blanks of a template, of an address or of a key (`/songs/{times}`).
//!
//! A sign touches a word or a number. Where its name stands by itself, and the text has blanks with
//! other names, speaks of them or quotes them, it is a blank, too.

use crate::markup::mentions;

/// Words of texts that speak of blanks.
const TEMPLATES: [&str; 6] =
    ["template", "templates", "placeholder", "placeholders", "route", "routes"];

/// Words that name the blank behind them.
const KINDS: [&str; 5] = ["variable", "field", "parameter", "key", "slot"];

/// Whether the names in braces from byte `at` to byte `end` are such blanks; `is_sign` knows the names
/// of signs.
pub(super) fn is_blank(text: &str, at: usize, end: usize, is_sign: fn(&str) -> bool) -> bool {
    let (before, behind) = (&text[..at], &text[end..]);
    if is_in_path(before, behind) {
        return true;
    }
    let opens =
        before.chars().next_back().is_none_or(|c| c.is_whitespace() || "(\"'`“‘".contains(c));
    let closes =
        behind.chars().next().is_none_or(|c| c.is_whitespace() || ".,;:?!)\"'`”’".contains(c));
    let is_behind_number = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    opens
        && closes
        && !is_behind_number
        && (is_quoted(before, behind)
            || KINDS.iter().any(|kind| before.trim_end().ends_with(kind))
            || has_other_names(text, is_sign)
            || speaks_of_templates(text))
}

/// `/songs/{times}`, `https://x.org/{degrees}/{minutes}`.
fn is_in_path(before: &str, behind: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(['(', '"', '`', '“']);
    let is_path = word.starts_with('/') || word.contains("://");
    is_path && before.ends_with(['/', '=', '}']) && !behind.starts_with(char::is_alphanumeric)
}

/// `"{beta}"`, `"write of {beta}"`: quotes are open before it, and close behind it.
fn is_quoted(before: &str, behind: &str) -> bool {
    let is_open = before.matches('"').count() % 2 == 1 && behind.contains('"');
    mentions::is_quoted(before, behind) || is_open
}

/// Whether other braces of the text hold an ordinary name: `{date}`.
fn has_other_names(text: &str, is_sign: fn(&str) -> bool) -> bool {
    let inner = |rest: &'_ str| rest.split_once('}').map(|(inner, _)| inner.to_owned());
    text.split('{').skip(1).filter_map(inner).any(|inner| {
        inner.len() > 1
            && inner.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && !is_sign(&inner)
    })
}

fn speaks_of_templates(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| TEMPLATES.contains(&word))
}
