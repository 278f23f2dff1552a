//! Spaces inside round brackets: `( rain )`.

use super::lost;
use super::sides::{char_before, holds_pair, inside, last_word};
use crate::check::Hit;
use crate::edit::Edit;
use crate::span::Span;
use crate::text::TextFacts;

/// Signs of mathematics and programs, which put spaces where they like.
const SIGNS: &[char] = &[
    '=', '<', '>', '|', '+', '*', '^', '_', '{', '}', '\\', '$', '~', '?', '`', '∈', '→', '×', '≤',
    '≥', '·', '±', '∼', '≈', '−', '∀', '∃', '∞', '√', '∑',
];

/// Whether it is worth to look.
pub(super) fn may_be_found(text: &str) -> bool {
    holds_pair(text, |one, other| {
        ((one == b'(') & (other == b' ')) | ((one == b' ') & (other == b')'))
    })
}

/// Each bracket with a space at one of its inner edges, with edits that take them away.
pub(super) fn found(facts: &TextFacts<'_>) -> Vec<Hit> {
    let text = facts.text();
    let opens = memchr::memchr_iter(b'(', text.as_bytes());
    opens.filter_map(|open| trimmed(facts, open)).collect()
}

fn trimmed(facts: &TextFacts<'_>, open: usize) -> Option<Hit> {
    let text = facts.text();
    let held = inside(text, open)?;
    let (from, to) = (open + 1, open + 1 + held.len());
    let (head, tail) = (
        held.len() - held.trim_start_matches(' ').len(),
        held.len() - held.trim_end_matches(' ').len(),
    );
    if head + tail == 0
        // With one space, `( 45%)`, a sign before the number may be lost.
        || !(is_prose(held.trim()) || head > 0 && tail > 0 && is_figure(held.trim()))
        || is_applied(text, open)
        || lost::of(facts).has_gaps()
    {
        return None;
    }
    let edits = [(from, from + head), (to - tail, to)]
        .into_iter()
        .filter(|(start, end)| start < end)
        .filter_map(|(start, end)| Some(Edit::new(Span::new(text, start, end)?, "")))
        .collect();
    Some(Hit { edits, ..Hit::at(Span::new(text, open, to + 1)?) })
}

/// A word of two letters or more or a year, no signs of mathematics, and nothing at the edges that
/// waits for a word that is lost (`(e.g., )`).
fn is_prose(held: &str) -> bool {
    let is_open_ended = held.starts_with([',', ';', ':', '.', '/', ')'])
        || held.ends_with([',', ';', ':', '/', '(', '-'])
        || ["e.g.", "i.e.", "cf.", "see", "and", "or", "of", "the"]
            .iter()
            .any(|end| held.ends_with(end));
    let is_year = held.len() == 4 && held.bytes().all(|b| b.is_ascii_digit());
    let has_word = held
        .split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    (has_word || is_year) && !is_open_ended && !held.contains(SIGNS)
}

/// `P = 0.4`, `n = 12`, `3 m`, `14C`: a statistic, and a number with what it counts.
fn is_figure(held: &str) -> bool {
    let is_number = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || ".,%".contains(c))
    };
    let statistic = held
        .strip_prefix(['P', 'p', 'N', 'n'])
        .map(str::trim_start)
        .and_then(|rest| rest.strip_prefix(['=', '<', '>', '≤', '≥']));
    let digits = held.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    let unit = digits.trim_start();
    let is_counted = digits.len() < held.len()
        && (1..=5).contains(&unit.chars().count())
        && unit.chars().all(|c| c.is_alphabetic() || c == '%');
    statistic.is_some_and(|value| is_number(value.trim_start())) || is_counted
}

/// Whether a function or a letter is applied to what the bracket holds: `O ( log n )`, `g( rain )`.
fn is_applied(text: &str, open: usize) -> bool {
    let word = last_word(text, open);
    let is_function =
        ["log", "exp", "sin", "cos", "max", "min", "poly", "polylog", "ln"].contains(&word);
    char_before(text, open).is_some_and(|c| c.is_alphanumeric() || "_)]}".contains(c))
        || word.chars().count() == 1 && word != "a" && word != "I"
        || is_function
}
