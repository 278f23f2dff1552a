//! Spaces before a stop: `it rains .`, `rain , snow`, `5% .`.

use super::sides::{char_at, char_before, holds_pair, start_of_chunk, word_at, word_before};
use super::{french, is_english, lost, partners};
use crate::check::Hit;
use crate::edit::Edit;
use crate::span::Span;
use crate::text::TextFacts;
use crate::text::token::TokenKind;

/// Behind these a link is missing, and the rules on links say so.
const BEFORE_LINKS: &[&str] = &["at", "via", "on", "from", "see", "under"];

/// Whether it is worth to look.
pub(super) fn may_be_found(text: &str) -> bool {
    spaced_stops(text).next().is_some()
}

/// Where a stop stands behind a space, and before one or the end.
pub(super) fn spaced_stops(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let is_stop = |byte: u8| {
        ((byte == b'.') | (byte == b',') | (byte == b';'))
            | ((byte == b':') | (byte == b'?') | (byte == b'!'))
    };
    // Spaces are common, and most texts have none that is looked for.
    let holds_any = holds_pair(text, |one, other| (one == b' ') & is_stop(other));
    let spaces = memchr::memchr_iter(b' ', if holds_any { bytes } else { &[] });
    spaces.map(|space| space + 1).filter(move |&at| {
        bytes.get(at).is_some_and(|byte| is_stop(*byte))
            && char_at(text, at + 1).is_none_or(|c| c.is_whitespace() || c == ')')
    })
}

/// Each space before a stop, with an edit that takes it away; none where the text lost words, of
/// which it may be the place.
pub(super) fn found(facts: &TextFacts<'_>) -> Vec<Hit> {
    let text = facts.text();
    let is_apart = |at: &usize| stands_apart(facts, *at);
    let places: Vec<usize> = spaced_stops(text).filter(|at| !is_apart(at)).collect();
    if places.is_empty() || lost::of(facts).has_gaps() {
        return Vec::new();
    }
    // Who puts a space before other stops put it before these.
    let may_be_lost = |at: &usize| lost::of(facts).may_be_at(*at);
    let has_habit = !places.iter().all(may_be_lost);
    // French, and it alone, puts a space before these.
    let is_french_habit = |at: usize| {
        matches!(text.as_bytes()[at], b':' | b';' | b'?' | b'!')
            && (!is_english(facts) || french::is_cited(text, at))
    };
    places
        .into_iter()
        .filter(|at| has_habit || !may_be_lost(at))
        .filter(|at| !is_french_habit(*at))
        .filter_map(|at| {
            let start = text[..at].trim_end_matches(' ').len();
            let edits = vec![Edit::new(Span::new(text, start, at)?, "")];
            Some(Hit { edits, ..Hit::at(Span::new(text, start, at + 1)?) })
        })
        .collect()
}

/// Whether the stop at byte `at` belongs to a formula, a row of dots or a link, or opens something,
/// so that the space before it is meant.
fn stands_apart(facts: &TextFacts<'_>, at: usize) -> bool {
    let text = facts.text();
    let start = text[..at].trim_end_matches(' ').len();
    let before = char_before(text, start);
    let closes = |c: char| "/-%)]}_”’\"'*".contains(c);
    let is_behind_text = before.is_some_and(|c| c.is_alphanumeric() || closes(c));
    let behind = text[at + 1..].trim_start().chars().next();
    let is_link = {
        let chunk = &text[start_of_chunk(text, start)..start];
        chunk.contains("://") || chunk.starts_with("www.")
    };
    let word = word_before(text, start);
    let behind_word =
        word_at(text, at + 1 + text[at + 1..].len() - text[at + 1..].trim_start().len());
    let is_letter = word.chars().count() == 1 && !is_word_of_one_letter(word);
    let is_operand = is_letter || is_formula(facts, start);
    // `45 . 6`, `1 , 234`, and in other languages `12 , 5`.
    let is_in_number = before.is_some_and(|c| c.is_ascii_digit())
        && behind.is_some_and(|c| c.is_ascii_digit())
        && match text.as_bytes()[at] {
            b'.' => true,
            b',' => {
                let digits = text[at + 1..].trim_start();
                let len = digits.bytes().take_while(u8::is_ascii_digit).count();
                len == 3 || !is_english(facts)
            }
            _ => false,
        };
    !is_behind_text
        || is_link
        || is_in_number
        || match text.as_bytes()[at] {
            b'.' => {
                behind.is_some_and(|c| c == '.' || c.is_lowercase())
                    || BEFORE_LINKS.contains(&word)
                    || is_letter && behind_word.chars().count() == 1
                    || is_unit(text, behind_word)
            }
            b':' => {
                let is_ratio = before.is_some_and(|c| c.is_ascii_digit())
                    && behind.is_some_and(|c| c.is_ascii_digit());
                is_ratio
                    || is_operand
                    || behind == Some(':')
                    || is_face(text, at)
                    || BEFORE_LINKS.contains(&word)
                    || is_in_set(text, at)
                    || is_in_proportion(text, at)
                    || partners::are_round(text, at)
            }
            // `;)`: a face.
            b';' => is_operand || is_in_set(text, at) || is_face(text, at),
            b'?' | b'!' => {
                is_operand
                    || before.is_some_and(|c| c.is_ascii_digit())
                    || behind.is_some_and(|c| !c.is_uppercase() && c != '"' && c != '“')
            }
            _ => false,
        }
}

/// Whether another ratio stands beside the one at byte `at`: `man : woman = king : queen`, `a : b ::
/// c : d`, `rams : ewes was 1 : 2`.
fn is_in_proportion(text: &str, at: usize) -> bool {
    /// So far, in bytes.
    const REACH: usize = 40;
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let near = &text[from..text.ceil_char_boundary((at + REACH).min(text.len()))];
    let is_number = |side: Option<char>| side.is_some_and(|c| c.is_ascii_digit());
    let is_ratio = near.match_indices(" : ").any(|(colon, _)| {
        is_number(near[..colon].chars().next_back()) && is_number(near[colon + 3..].chars().next())
    });
    near.contains(" :: ") || is_ratio || near.contains(" = ") && near.matches(" : ").count() > 1
}

/// Whether a stop is the eyes of a face: `:)`, `;-)`.
fn is_face(text: &str, at: usize) -> bool {
    text[at + 1..].trim_start_matches('-').starts_with([')', '(', 'D', 'P'])
}

/// Whether an exponent stands behind `word`, a part of `text`: a point between units is no stop.
fn is_unit(text: &str, word: &str) -> bool {
    let end = Span::part(text, word).end();
    !word.is_empty()
        && ["(-", "^", "⁻", "-1", "-2"].iter().any(|sign| text[end..].starts_with(sign))
}

/// `a` and `I` are words by themselves.
fn is_word_of_one_letter(word: &str) -> bool {
    matches!(word, "a" | "I")
}

/// Whether mathematics ends at byte `end`.
fn is_formula(facts: &TextFacts<'_>, end: usize) -> bool {
    end > 0
        && facts.token_at(end - 1).is_some_and(|token| {
            matches!(token.kind, TokenKind::BareFormula | TokenKind::DelimitedFormula)
        })
}

/// Whether a brace stands open before byte `at`: `{ i : i > 0 }`.
fn is_in_set(text: &str, at: usize) -> bool {
    /// So many bytes a set may have before its condition.
    const LONGEST: usize = 60;
    let from = text.floor_char_boundary(at.saturating_sub(LONGEST));
    text[from..at].rfind('{').is_some_and(|open| !text[from + open..at].contains('}'))
}
