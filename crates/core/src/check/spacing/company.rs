//! Places where a space is missing, and that alone say too little: `soil.Sand`, `Lima,Cusco`,
//! `springs(warm)flow`. They are told where the text lost several others for certain.

use super::brackets::{HAVE_INDICES, HYPHENATED, touches_both};
use super::held::{is_measured, is_part_or_argument};
use super::sides::{
    char_at, char_before, end_of_chunk, inside, is_plain_word, opening, start_of_chunk,
};
use super::sides::{word_at, word_before};
use crate::lexicon;

/// So many certain places make the others likely.
pub(super) const LEAST: usize = 2;

/// Whether a space may be missing behind the sign at byte `at`.
pub(super) fn may_be_glued_behind(text: &str, at: usize) -> bool {
    let behind = word_at(text, at + 1);
    let is_whole = char_at(text, at + 1 + behind.len())
        .is_none_or(|c| c.is_whitespace() || ",.;:)(".contains(c));
    if is_in_address(text, at) {
        return false;
    }
    match char_at(text, at) {
        Some('.') => is_whole && begins_sentence(text, at, behind),
        Some(',') => is_whole && is_behind_prose(text, at) && goes_on(behind),
        Some(';') => {
            let is_number = char_at(text, at + 1).is_some_and(|c| c.is_ascii_digit());
            is_behind_prose(text, at) && (is_number || is_whole && goes_on(behind))
        }
        Some(')') => opening(text, at).is_some_and(|open| is_wedged(text, open)),
        Some(']') if lexicon::is_grammar(behind) => {
            opening(text, at).is_some_and(|open| is_cited_at(text, open))
        }
        _ => false,
    }
}

/// Whether a space may be missing before the bracket that opens at byte `at`.
pub(super) fn may_be_glued_before(text: &str, at: usize) -> bool {
    may_be_glued_round(text, at) || is_cited_at(text, at)
}

/// `work[4]`, `Bedford[11]to`: the number of a reference behind a word.
fn is_cited_at(text: &str, at: usize) -> bool {
    /// A shorter word may be a variable.
    const SHORTEST: usize = 4;
    let Some(held) = inside(text, at).filter(|_| char_at(text, at) == Some('[')) else {
        return false;
    };
    let word = word_before(text, at);
    let close = at + 1 + held.len();
    let behind = word_at(text, close + 1);
    let ends = char_at(text, close + 1).is_none_or(|c| c.is_whitespace() || ",.;:)".contains(c));
    let is_number = (1..=3).contains(&held.len())
        && !held.starts_with('0')
        && held.bytes().all(|b| b.is_ascii_digit());
    is_number
        && (ends || lexicon::is_grammar(behind))
        && word.chars().count() >= SHORTEST
        && is_plain_word(word)
        && !HAVE_INDICES.contains(&word)
}

/// Functions, verbs of programs and polymers: what stands in the bracket is theirs.
const TAKE_ARGUMENTS: &[&str] = &[
    "arg", "argmax", "argmin", "call", "close", "cos", "cosh", "count", "delete", "det", "diag",
    "dim", "exp", "filter", "find", "fit", "fold", "free", "func", "get", "grad", "int", "len",
    "list", "load", "log", "main", "malloc", "map", "max", "min", "oligo", "open", "parent",
    "poly", "pop", "predict", "print", "prob", "push", "range", "rank", "read", "reduce", "return",
    "run", "save", "search", "send", "set", "sin", "sinh", "size", "sizeof", "sleep", "sort",
    "span", "sqrt", "sum", "tan", "tanh", "trace", "train", "tr", "type", "var", "void", "wait",
    "while", "write",
];

fn may_be_glued_round(text: &str, at: usize) -> bool {
    /// A shorter word is a function or a prefix.
    const SHORTEST: usize = 3;
    let Some(held) = inside(text, at).filter(|_| char_at(text, at) == Some('(')) else {
        return false;
    };
    let word = word_before(text, at);
    let is_cited = held.len() > SHORTEST
        && (held.contains(' ') || lexicon::is_known(held) || is_year(held) || is_measured(held));
    let next = char_at(text, at + held.len() + 2);
    let ends = next.is_none_or(|c| c.is_whitespace() || ",.;:".contains(c));
    is_wedged(text, at)
        || ends
            && is_cited
            && word.chars().count() >= SHORTEST
            && is_plain_word(word)
            && !TAKE_ARGUMENTS.contains(&word)
            && !text[..at - word.len()].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && !is_part_or_argument(held, word)
}

fn is_year(held: &str) -> bool {
    held.len() == 4 && held.parse::<u32>().is_ok_and(|year| (1500..2100).contains(&year))
}

/// A bracket between two words of prose.
fn is_wedged(text: &str, open: usize) -> bool {
    touches_both(text, open)
        .is_some_and(|word| goes_on(word) && !HYPHENATED.contains(&word) && word.len() >= 3)
}

/// A word of prose, in small letters or with a capital.
fn goes_on(word: &str) -> bool {
    let is_name = word.starts_with(char::is_uppercase);
    word.chars().count() >= 2 + usize::from(is_name) && is_plain_word(word)
}

/// Behind the last word of a sentence, and before the first of another.
fn begins_sentence(text: &str, at: usize, behind: &str) -> bool {
    let word = word_before(text, at);
    let is_acronym = word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    let is_end = word.chars().count() >= 2 && is_plain_word(word)
        || is_acronym
        || char_before(text, at).is_some_and(|c| ")]%".contains(c));
    is_end && behind.starts_with(char::is_uppercase) && goes_on(behind)
}

fn is_behind_prose(text: &str, at: usize) -> bool {
    let word = word_before(text, at);
    let is_figure = char_before(text, at).is_some_and(|c| c.is_ascii_digit() || c == '%');
    word.chars().count() >= 2 && is_plain_word(word) || is_figure && !is_in_tuple(text, at)
}

/// `(3,rams)`: no comma of the stretch has a space.
fn is_in_tuple(text: &str, at: usize) -> bool {
    text[start_of_chunk(text, at)..at].contains(['(', '[', '{'])
}

/// Whether the stretch round byte `at` is an address, a path or code.
fn is_in_address(text: &str, at: usize) -> bool {
    let chunk = &text[start_of_chunk(text, at)..end_of_chunk(text, at)];
    ["://", "www.", "@", "_", "/", "::", "\\", "=", "--"].iter().any(|sign| chunk.contains(sign))
}
