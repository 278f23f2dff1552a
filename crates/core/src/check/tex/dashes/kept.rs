//! Hyphens that are no dash: marks of what they touch, gaps of sequences, signs of Morse, minuses.

use super::LONGEST_CHUNK;

/// Whether two hyphens behind `before` are a part of what they touch: `i-- and`, `SO4-- ions`, `the
/// 1-- states`. Where a number follows they are the dash of a range.
pub(super) fn ends_in_a_mark(before: &str, behind: &str) -> bool {
    /// No longer name has them.
    const LONGEST: usize = 2;
    let head = &before[before.trim_end_matches(char::is_alphanumeric).len()..];
    let has_digit = head.contains(|c: char| c.is_ascii_digit());
    let is_number = head.bytes().all(|b| b.is_ascii_digit());
    // `0.86-- about nine in ten`.
    let is_long_number =
        is_number && (head.len() > 1 || before[..before.len() - head.len()].ends_with(['.', ',']));
    let is_short = (head.len() <= LONGEST || has_digit) && !is_long_number;
    !head.is_empty()
        && is_short
        && behind.starts_with(|c: char| c.is_whitespace() || ",.;)".contains(c))
        && !behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the hyphens are gaps of an aligned sequence, of capitals and other gaps: `AC--GT---A`.
pub(super) fn is_in_sequence(head: &str, behind: &str) -> bool {
    let room = &behind[..behind.floor_char_boundary(LONGEST_CHUNK)];
    let tail = &room[..room.find(char::is_whitespace).unwrap_or(room.len())];
    let tail = tail.trim_end_matches(['.', ',', ';', ')']);
    let is_part = |c: char| c.is_ascii_uppercase() || c == '-';
    [head, tail].iter().all(|part| part.chars().all(is_part))
        && [head, tail].iter().any(|part| part.contains('-'))
}

/// Anions by their formulas, with the figure of their charge or without: their minus stands before
/// the hyphen of `NO3--N`.
#[rustfmt::skip]
const ANIONS: &[&str] = &[
    "NO3", "NO2", "SO4", "SO42", "SO3", "SO32", "S2O3", "S2O32", "HSO4", "PO4", "PO43", "HPO4",
    "HPO42", "H2PO4", "HCO3", "CO3", "CO32", "ClO4", "ClO3", "ClO2", "MnO4", "CrO4", "CrO42",
    "Cr2O7", "Cr2O72", "AsO4", "AsO43", "VO4", "MoO4", "MoO42", "WO4", "SiO3", "SiO4", "BrO3",
    "IO3", "BF4", "PF6", "O2", "OH", "Cl", "Br", "CN", "SCN", "HS", "OCl",
];

/// Whether the first hyphen is a minus: of an ion (`SO42--S`), of the second number of a range of
/// negative ones (`-5.1--1.3`), of a particle (`e--e+`), or of a lost gene (`Apoe-/--deficient`).
pub(super) fn ends_in_a_sign(before: &str, behind: &str) -> bool {
    let head = &before[before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_negative = number.len() < before.len()
        && number.strip_suffix(['-', '−']).is_some_and(|rest| {
            rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || "([,;:=".contains(c))
        })
        && behind.starts_with(|c: char| c.is_ascii_digit());
    let end = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
    let is_particle = head == "e" && behind[end..].starts_with('+');
    ANIONS.contains(&head) || is_negative || is_particle || before.ends_with('/')
}

/// Whether a text grades by signs, of which two hyphens are one: `++, +, -, --`; genotypes `+-`.
pub(super) fn has_signs(text: &str) -> bool {
    let stands_alone = |(at, sign): (usize, &str)| {
        let is_edge = |c: char| c.is_whitespace() || "(),;/.:“”\"'".contains(c);
        let before = text[..at].chars().next_back();
        before.is_none_or(is_edge) && text[at + sign.len()..].chars().next().is_none_or(is_edge)
    };
    let holds = |sign: &str| text.match_indices(sign).any(stands_alone);
    holds("--") && ["++", "+-"].into_iter().any(holds)
}

/// Whether signs of Morse's alphabet stand beside the hyphens: `-- --- .-.`.
pub(super) fn is_morse(before: &str, behind: &str) -> bool {
    let is_letter = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.len() > 1 && word.contains('-') && word.bytes().all(|b| matches!(b, b'.' | b'-'))
        })
    };
    is_letter(before.split_whitespace().next_back()) || is_letter(behind.split_whitespace().next())
}

/// Whether another dash closes behind more than one word: `nets --often torn-- are`.
pub(super) fn is_closed(behind: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 150;
    let room = &behind[..behind.floor_char_boundary(LONGEST)];
    let room = &room[..room.find(". ").unwrap_or(room.len())];
    room.split_once("--").is_some_and(|(inner, rest)| {
        inner.contains(' ')
            && inner.ends_with(char::is_alphanumeric)
            && !ends_in_a_mark(inner, rest)
            && rest.starts_with([' ', ',', ';'])
    })
}
