//! What stands on both sides of a sign.

use crate::lexicon;
use crate::text::sentence;

/// No bracket that is looked through is longer, in bytes.
const LONGEST_BRACKET: usize = 400;

/// Whether two bytes stand side by side that `are_wanted`.
///
/// Every pair is compared in the same way, without a branch, so that the compiler compares sixteen
/// at a time: `are_wanted` should have none, either.
pub(super) fn holds_pair(text: &str, are_wanted: impl Fn(u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    let pairs = bytes.iter().zip(behind).map(|(one, other)| are_wanted(*one, *other));
    pairs.fold(false, |any, one| any | one)
}

/// Whether a bracket, or a stop that is in none of the classes of bytes, touches a word in a way
/// that prose does not: much cheaper than the look.
pub(super) fn touches_a_word(text: &str) -> bool {
    let is_digit = |byte: u8| byte.wrapping_sub(b'0') < 10;
    let is_word =
        |byte: u8| ((byte | 0x20).wrapping_sub(b'a') < 26) | is_digit(byte) | (byte >= 0x80);
    let ends_sentence = |byte: u8| (byte == b'!') | (byte == b'?');
    let is_stop = |byte: u8| {
        (byte == b'.') | (byte == b',') | (byte == b';') | (byte == b':') | ends_sentence(byte)
    };
    holds_pair(text, |one, other| {
        let closes = ends_sentence(one) | (one == b')') | (one == b']');
        let opens = (other == b'(') | (other == b'[');
        (is_stop(one) & (other == b'('))
            | (is_digit(one) & (other == b')'))
            | (closes & is_word(other))
            | (opens & (is_word(one) | (one == b'%') | (one == b'.')))
    })
}

/// Where the stops and brackets are, in order.
pub(super) fn signs(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.bytes()
        .enumerate()
        .filter(|(_, byte)| {
            matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'[' | b']')
        })
        .map(|(at, _)| at)
}

/// The character at byte `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character before byte `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The letters that end at byte `at`.
pub(super) fn word_before(text: &str, at: usize) -> &str {
    sentence::letters_before(text.get(..at).unwrap_or_default())
}

/// The letters that begin at byte `at`.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    sentence::letters_behind(text.get(at..).unwrap_or_default())
}

/// The last word before byte `at`, whatever number of spaces stands between.
pub(super) fn last_word(text: &str, at: usize) -> &str {
    word_before(text, text.get(..at).unwrap_or_default().trim_end().len())
}

/// How many lower-case letters end at byte `at`.
pub(super) fn lower_before(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().chars().rev().take_while(|c| c.is_lowercase()).count()
}

/// Where the stretch without spaces that ends at byte `at` begins.
pub(super) fn start_of_chunk(text: &str, at: usize) -> usize {
    at - sentence::chunk_before(text, at).len()
}

/// Where the stretch without spaces that begins at byte `at` ends.
pub(super) fn end_of_chunk(text: &str, at: usize) -> usize {
    at + sentence::chunk_behind(text, at).len()
}

/// What the bracket that opens at byte `at` holds; `None` if it does not close within
/// [`LONGEST_BRACKET`].
pub(super) fn inside(text: &str, at: usize) -> Option<&str> {
    let (open, close) = shape(char_at(text, at)?)?;
    let tail = &text[at + 1..text.floor_char_boundary(at + 1 + LONGEST_BRACKET)];
    let mut depth = 0;
    for (n, c) in tail.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close && depth == 0 {
            return Some(&tail[..n]);
        } else if c == close {
            depth -= 1;
        }
    }
    None
}

/// Where the bracket opened that closes at byte `at`.
pub(super) fn opening(text: &str, at: usize) -> Option<usize> {
    let (open, close) = shape(char_at(text, at)?)?;
    let from = text.ceil_char_boundary(at.saturating_sub(LONGEST_BRACKET));
    let mut depth = 0;
    for (n, c) in text.get(from..at)?.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open && depth == 0 {
            return Some(from + n);
        } else if c == open {
            depth -= 1;
        }
    }
    None
}

fn shape(bracket: char) -> Option<(char, char)> {
    match bracket {
        '(' | ')' => Some(('(', ')')),
        '[' | ']' => Some(('[', ']')),
        _ => None,
    }
}

/// Whether `word` is one that prose is made of: a lower-case word that dictionaries hold.
pub(super) fn is_plain_word(word: &str) -> bool {
    word.chars().skip(1).all(char::is_lowercase) && lexicon::is_known(word)
}

/// Whether nearly all words of a text are common in English, and none has an accent.
pub(super) fn has_english_words(text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() >= 3);
    let is_common = |word: &str| lexicon::frequency(&word.to_lowercase()) >= lexicon::COMMON;
    let known = words().filter(|word| is_common(word)).count();
    let has_accent = text.chars().any(|c| matches!(c, '\u{C0}'..='\u{24F}'));
    !has_accent && known * 3 >= words().count() * 2
}
