//! Letters that have a command of their own: `S\o ren`, `{\L}ukasz`, `Stra\ss e`, `7 \AA`.

use crate::math::syntax;
use crate::text::sentence;

/// A range, and what is written for it, if that is certain.
pub(super) type Place = (usize, usize, Option<String>);

/// The range that spells a letter, from the backslash at `at`, and the letter. No name of one begins
/// as that of an accent does.
pub(super) fn letter(text: &str, at: usize) -> Option<Place> {
    let rest = &text[at + 1..];
    let (letter, len) = special(rest)?;
    if !is_letter_of_word(&text[..at], &rest[..len], &rest[len..]) {
        return None;
    }
    // `\o ` swallows the space behind it, `{\o}` its braces, `\o{}` an empty group.
    let (start, end) = unbraced(text, at, at + 1 + len);
    let behind = &text[end..];
    let (swallowed, gap) = match () {
        () if start < at => (0, ""),
        () if behind.starts_with("{}") => (2, ""),
        // `\ ` is a space; the blank behind a unit is one, too, whatever TeX makes of it.
        () if behind.starts_with("\\ ") => (2, " "),
        () if letter == ANGSTROM && is_unit(&text[..at]) => (0, ""),
        () => (usize::from(behind.starts_with(' ')), ""),
    };
    Some((start, end + swallowed, Some(format!("{letter}{gap}"))))
}

/// With a pair of braces that holds nothing else.
pub(super) fn unbraced(text: &str, start: usize, end: usize) -> (usize, usize) {
    if text[..start].ends_with('{') && text[end..].starts_with('}') {
        (start - 1, end + 1)
    } else {
        (start, end)
    }
}

/// A letter, and a unit of length.
const ANGSTROM: &str = "Å";

/// Whether a number stands before a unit: `12 \AA`, `1640\,\AA`.
fn is_unit(before: &str) -> bool {
    let number = before.trim_end_matches([' ', '~']);
    number.strip_suffix(r"\,").unwrap_or(number).ends_with(|c: char| c.is_ascii_digit() || c == '$')
}

/// Letters that have a command of their own, and its length.
fn special(rest: &str) -> Option<(&'static str, usize)> {
    const LETTERS: [(&str, &str); 13] = [
        ("ss", "ß"),
        ("ae", "æ"),
        ("AE", "Æ"),
        ("oe", "œ"),
        ("OE", "Œ"),
        ("aa", "å"),
        ("AA", "Å"),
        ("o", "ø"),
        ("O", "Ø"),
        ("l", "ł"),
        ("L", "Ł"),
        ("i", "ı"),
        ("S", "§"),
    ];
    let name = syntax::name(rest);
    LETTERS.iter().find(|(known, _)| *known == name).map(|(known, letter)| (*letter, known.len()))
}

/// Whether a command stands for a letter of a name or a word, `S\o ren`, `{\L}ukasz`, `Malm\o`, or a
/// sign before its number (`\S 5`); and for no difference of sets (`V\S`), no unit (`mg\L`), no
/// abbreviation (`w\o`) and no path.
fn is_letter_of_word(before: &str, name: &str, behind: &str) -> bool {
    /// A head of fewer small letters is an abbreviation or a unit.
    const SHORTEST: usize = 3;
    if before.ends_with('{') && behind.starts_with('}') {
        return true;
    }
    let head = sentence::letters_before(before);
    let touches = before.ends_with(|c: char| c.is_alphanumeric() || ")]}:\\/".contains(c));
    let has_group = behind.starts_with("{}");
    let next = behind.trim_start_matches("{}").trim_start_matches([' ', '~']);
    let is_in_word = head.starts_with(char::is_uppercase) || head.len() >= SHORTEST;
    match name {
        "S" => {
            let next =
                next.strip_prefix(r"\S").map_or(next, |next| next.trim_start_matches([' ', '~']));
            let touches = touches && !before.ends_with(r" \S") && !before.ends_with('§');
            !touches && next.starts_with(|c: char| c.is_ascii_digit())
        }
        // Nothing else has this name, but a folder.
        "AA" => {
            let is_folder = before.ends_with([':', '\\'])
                || behind.starts_with('\\') && !behind.starts_with("\\ ");
            let touches = before.ends_with(|c: char| c.is_alphabetic() || ")]}".contains(c));
            !touches && !is_folder
        }
        // Without its dot it is only for an accent.
        "i" => false,
        _ if name.starts_with(char::is_uppercase) => {
            !touches && (has_group || next.starts_with(char::is_alphabetic))
        }
        _ if has_group || behind.starts_with("\\ ") => true,
        _ if behind.starts_with(' ') => {
            next.starts_with(char::is_lowercase) && (is_in_word || !touches)
        }
        _ => is_in_word,
    }
}
