//! Citations: by number, by author and year, by a command of TeX, and by a key alone.

use super::window;

/// Words that may stand before or between the names of authors.
const BETWEEN: &[&str] = &[
    "et", "al.", "al", "and", "&", "und", "e.g.", "see", "cf.", "also", "von", "van", "de", "der",
    "den", "la", "le", "di",
];

/// Capitalised words before a year that are no authors.
const NO_AUTHORS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December", "Spring", "Summer", "Autumn", "Fall", "Winter", "Figure",
    "Fig", "Table", "Section", "Version", "Since", "In", "Until", "Before", "After", "By",
];

/// The byte behind a citation in round or square brackets.
pub(super) fn in_brackets(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let (close, is_square) = if rest.starts_with('[') { (']', true) } else { (')', false) };
    let end = rest.find(close)?;
    let inner = &rest[1..end];
    let before = &text[..at];
    let is_index = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ']');
    let is_year = !is_square && is_year(inner) && before.trim_end().ends_with("al.");
    let is_citation = is_square && !is_index && (are_numbers(inner) || is_label(inner))
        || is_year
        || are_authors(inner);
    is_citation.then_some(at + end + 1)
}

/// `12`, `3, 5`, `7-9`; an interval begins with nought or has a point.
fn are_numbers(inner: &str) -> bool {
    let is_number = |one: &str| {
        (1..=3).contains(&one.len())
            && !one.starts_with('0')
            && one.bytes().all(|b| b.is_ascii_digit())
    };
    inner.split([',', ';', '-', '–']).map(str::trim).all(is_number)
}

/// `Smi20`, `Vas+17`: the style `alpha` of BibTeX.
fn is_label(inner: &str) -> bool {
    let letters = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = letters.trim_end_matches('+');
    inner.len() - letters.len() == 2
        && (2..=5).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphabetic())
        && name.bytes().any(|b| b.is_ascii_lowercase())
}

/// `2020`, `2020a`
fn is_year(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    word.len() - digits.len() <= 1
        && digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `Smith et al., 2020; Jones & Lee, 2021`
fn are_authors(inner: &str) -> bool {
    !inner.contains(['(', '[']) && inner.split(';').all(|one| is_work(one.trim()))
}

/// Names and a year, with a comma or more than one name between.
fn is_work(work: &str) -> bool {
    let Some((names, year)) = work.rsplit_once(' ') else { return false };
    let words: Vec<&str> = names.split_whitespace().collect();
    let is_name = |word: &str| {
        let name = word.trim_end_matches([',', '.', '\'']);
        name.starts_with(char::is_uppercase)
            && !NO_AUTHORS.contains(&name)
            && (name.len() == 1 || name.chars().any(char::is_lowercase))
    };
    let has_name = words.iter().any(|word| is_name(word));
    let is_together = names.ends_with(',')
        || words.iter().any(|word| matches!(*word, "et" | "and" | "&" | "und"));
    is_year(year)
        && has_name
        && is_together
        && words.len() <= 10
        && words.iter().all(|word| is_name(word) || BETWEEN.contains(&word.trim_end_matches(',')))
}

/// The byte behind `\cite`, or a command of its family, with its options and keys.
pub(super) fn command(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let name = rest[1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |len| len + 1);
    let is_cite = rest[1..name].to_ascii_lowercase().contains("cite");
    let mut end = name + usize::from(rest[name..].starts_with('*'));
    while rest[end..].starts_with('[') {
        end += rest[end..].find(']')? + 1;
    }
    let keys = rest[end..].strip_prefix('{')?.find('}')?;
    is_cite.then_some(at + end + keys + 2)
}

/// The byte behind a key of BibTeX that stands alone: the first author, the year, and the first
/// word of the title.
pub(super) fn key(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let all = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let author = rest.find(|c: char| !c.is_ascii_lowercase())?;
    let year = rest.get(author..author + 4)?;
    let title = rest.get(author + 4..all)?;
    let is_key = author >= 2
        && is_year(year)
        && title.len() >= 2
        && title.bytes().all(|b| b.is_ascii_lowercase());
    (is_key && !rest[all..].starts_with(['_', '@', '/'])).then_some(at + all)
}
