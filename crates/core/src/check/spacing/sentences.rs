//! Stops with the next sentence right behind them, in other languages than English.
//!
//! Little is known of the words of these, so that the stop needs a word in small letters before it,
//! and behind it a word of grammar with a capital (`une norme.Nous montrons`). Russian has no hosts
//! and no names of code in its own letters: there any word will do.

use super::sides::{char_at, char_before, lower_before, word_at};
use crate::text::language::is_function_word;

/// Whether a space is missing behind the stop at byte `at`.
pub(super) fn is_glued_behind(text: &str, at: usize) -> bool {
    matches!(char_at(text, at), Some('.' | '!' | '?'))
        && ends_sentence(text, at)
        && begins_sentence(text, at + 1)
}

/// Whether a word, a bracket or a percentage stands before byte `at` that a sentence may end with.
fn ends_sentence(text: &str, at: usize) -> bool {
    match char_before(text, at) {
        Some(')') => lower_before(text, at - 1) >= 3,
        Some('%') => text[..at - 1].ends_with(|c: char| c.is_ascii_digit()),
        _ => lower_before(text, at) >= 3 && !is_in_address(text, at),
    }
}

/// Whether the word at byte `at` is one that sentences begin with: `Nous`, `L’`, `Метод`.
fn begins_sentence(text: &str, at: usize) -> bool {
    let word = word_at(text, at);
    let behind = char_at(text, at + word.len());
    let is_title =
        word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    let is_apart = behind.is_some_and(char::is_whitespace);
    let is_elided = matches!(behind, Some('\'' | '’'));
    let is_cyrillic = word.starts_with(|c| ('А'..='Я').contains(&c)) && word.chars().count() > 1;
    is_title
        && (is_apart && (is_cyrillic || is_function_word(&word.to_lowercase()))
            || is_elided && matches!(word, "L" | "D" | "C" | "S" | "N" | "Qu" | "Dell" | "Un"))
}

/// Whether the word before byte `at` is a part of an address: `www.ejemplo.La`.
fn is_in_address(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end_matches(char::is_lowercase);
    head.ends_with(|c: char| "./_@-:".contains(c) || c.is_ascii_digit())
}
