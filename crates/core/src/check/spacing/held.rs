//! What a bracket holds: a measure, an acronym, a part of the word before it, an argument.

use crate::lexicon;
use crate::text::roman;

/// `Matrigel(TM)`, `Lipitor(R)`.
pub(super) fn is_mark_of_a_brand(word: &str, held: &str) -> bool {
    word.starts_with(char::is_uppercase) && matches!(held, "TM" | "R" | "C" | "SM" | "tm" | "r")
}

/// `200 ms`, `0–20 cm`, `SD 6.2`, `2008-2020`: a number with its unit or its name, and two years.
pub(super) fn is_measured(held: &str) -> bool {
    const STATISTICS: &[&str] = &["SD", "SE", "SEM", "CI", "OR", "RR", "HR", "IRR", "IQR", "range"];
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || ".,-–%".contains(c))
    };
    let is_unit = |word: &str| {
        (1..=5).contains(&word.chars().count())
            && word.chars().all(|c| c.is_alphabetic() || "/°".contains(c))
    };
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("1") || word.starts_with("20"));
    match held.split(' ').collect::<Vec<_>>()[..] {
        [number, unit] if is_number(number) => is_unit(unit),
        [name, number] => STATISTICS.contains(&name) && is_number(number),
        [years] if is_number(years) => {
            years.split_once(['-', '–']).is_some_and(|(a, b)| is_year(a) && is_year(b))
        }
        _ => false,
    }
}

/// `s` of `node(s)`, `III` of `iron(III)`, `x` of a function, `x, y`, `cid:12`.
pub(super) fn is_part_or_argument(held: &str, word: &str) -> bool {
    let initial = word.chars().next().map(|c| c.to_ascii_uppercase());
    let is_symbol = held.len() == 1 && held.chars().next() == initial;
    let is_ending = held.len() <= 3 && held.chars().all(char::is_lowercase);
    let is_list = held.split(',').all(|part| part.trim().chars().count() <= 1);
    let is_number = held.bytes().all(|b| b.is_ascii_digit()) && held.len() < 4;
    held.trim() != held
        || held.starts_with("cid:")
        || is_ending
        || is_number
        || is_roman(held)
        || !is_symbol && is_list
        || held.contains(['{', '_', '\\', '|'])
        || lexicon::is_known(&format!("{word}{held}"))
}

/// Whether `held` abbreviates `word` and what stands before it: its last capital is the initial of
/// the word.
pub(super) fn is_acronym_of(held: &str, word: &str) -> bool {
    let name = held.strip_suffix('s').unwrap_or(held);
    let initial = word.chars().next().map(|c| c.to_ascii_uppercase());
    let capitals = name.bytes().filter(u8::is_ascii_uppercase).count();
    let is_mixed = (3..=8).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && capitals >= 2
        && name.len() - capitals <= 2;
    (is_acronym(name, 2) || is_mixed && !is_roman(name))
        && name.chars().rev().find(|c| c.is_uppercase()) == initial
}

/// Whether `held` is a name that ends as `word` does: `Map(SH-Map)`.
pub(super) fn is_named_again(held: &str, word: &str) -> bool {
    word.len() >= 3
        && word.starts_with(char::is_uppercase)
        && held.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && held.strip_suffix(word).is_some_and(|head| head.contains(char::is_uppercase))
}

/// An acronym that no charge, group of atoms or argument looks like.
pub(super) fn is_free_acronym(held: &str) -> bool {
    let name = held.strip_suffix('s').unwrap_or(held);
    is_acronym(name, 3) && !name.bytes().all(|b| b"CHNOSPFBIKVWYU0123456789".contains(&b))
}

/// Capitals, hyphens and digits, of which at least so many are capitals; no Roman number.
pub(super) fn is_acronym(name: &str, capitals: usize) -> bool {
    name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-' || b.is_ascii_digit())
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().filter(u8::is_ascii_uppercase).count() >= capitals
        && !is_roman(name)
}

/// Whether a name is a Roman number without C, D and M, of which acronyms are made.
pub(super) fn is_roman(name: &str) -> bool {
    /// From here on numbers have a C.
    const NINETY: u32 = 90;
    roman::parse(name).is_some_and(|number| number < NINETY)
}

/// Whether the words of a bracket begin as the acronym before it does: `FLOCK(Fast Localisation)`.
pub(super) fn is_spelt_out(held: &str, acronym: &str) -> bool {
    let words: Vec<&str> = held.split([' ', '-']).collect();
    let initials: Vec<u8> = words.iter().filter_map(|word| word.bytes().next()).collect();
    let letters = acronym.as_bytes();
    acronym.len() >= 2
        && acronym.bytes().all(|b| b.is_ascii_uppercase())
        && words.len() >= 2
        && words.iter().all(|word| word.len() >= 2 && word.bytes().all(|b| b.is_ascii_alphabetic()))
        && initials.len() >= letters.len()
        && initials.iter().zip(letters).all(|(a, b)| a.eq_ignore_ascii_case(b))
}
