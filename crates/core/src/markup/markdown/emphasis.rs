//! Emphasis by stars: `*x*`, `**x**`, and letters of a word that make an acronym.

use super::{LONGEST, Trust, behind_run};
use crate::span::Span;

/// Words between single stars; more are hardly emphasised.
const WORDS: usize = 6;

/// What the marks before one say.
#[derive(Clone, Copy)]
pub(super) struct Before {
    pub trust: Trust,
    /// Whether a letter of an acronym was marked: `**R**ainy`.
    pub marks_letters: bool,
    /// Whether single stars are signs of the text's matter ([`are_signs`]).
    pub stars_are_signs: bool,
}

/// Whether a text speaks of what has stars of its own: sentences that are wrong (`*he go*`), words
/// that nobody wrote down (`*deiwos`), and the ends of search terms (`*virus*`).
pub(super) fn are_signs(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "grammatical", "acceptability", "acceptable", "asterisk", "starred", "reconstruct",
        "proto-", "wildcard", "truncat", "search term", "search string", "searched for",
    ];
    let text = text.to_lowercase();
    text.contains('*') && WORDS.iter().any(|word| text.contains(word))
}

/// `he go`: a pronoun and what it does is a sentence that is given, not a stress.
fn is_clause(inner: &str) -> bool {
    const PRONOUNS: [&str; 7] = ["I", "he", "she", "it", "they", "we", "you"];
    inner.split_once(' ').is_some_and(|(first, _)| PRONOUNS.contains(&first))
}

/// `*x*`, `**x**`, `***x***`
pub(super) fn emphasis(text: &str, at: usize, before: Before) -> Option<(Span, String)> {
    let start = behind_run(text, at);
    let marks = &text[at..start];
    let room = &text[start..text.floor_char_boundary(start + LONGEST)];
    let len = room.find('*').filter(|len| *len > 0)?;
    let (inner, end) = (&room[..len], start + len + marks.len());
    if marks.len() > 3 || behind_run(text, start + len) != end {
        return None;
    }
    let is_opened = opens_word(&text[..at], before.trust);
    let is_word = is_opened
        && ends_word(&text[end..], before.trust)
        && !(marks.len() == 1 && before.stars_are_signs)
        && !(marks.len() == 1 && is_clause(inner))
        && is_marked(inner, marks.len(), before.trust);
    let is_letter =
        || is_opened && marks.len() == 1 && is_variable(text, at, end, inner, before.trust);
    let is_in_word = || {
        let is_end = before.marks_letters && is_end_of_word(text, at, end);
        let is_letters = inner.chars().all(char::is_alphabetic);
        marks.len() == 2 && is_letters && (is_end || is_part_of_word(text, at, end, inner))
    };
    if !is_word && !is_letter() && !is_in_word() {
        return None;
    }
    Some((Span::new(text, at, end)?, inner.to_owned()))
}

fn opens_word(before: &str, trust: Trust) -> bool {
    before.chars().next_back().is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '"' | '“' | '‘' | '—' | '–')
            || trust == Trust::Company && matches!(c, '-' | '/' | '+' | '=' | ':')
    })
}

fn ends_word(behind: &str, trust: Trust) -> bool {
    behind.chars().next().is_none_or(|c| {
        c.is_whitespace()
            || ".,;:!?)]\"”’—–-".contains(c)
            || trust == Trust::Company && "/(+='".contains(c)
    })
}

/// Whether words are such as somebody emphasises. Two stars hold what does not begin or end with a
/// space or with the wrong half of a pair of brackets.
fn is_marked(inner: &str, stars: usize, trust: Trust) -> bool {
    let is_edge = |c: char| {
        c.is_alphanumeric()
            || matches!(
                c,
                '(' | ')' | '"' | '.' | '!' | '?' | ':' | '“' | '”' | '’' | '+' | '²' | '%'
            )
    };
    if inner.contains(['\n', '\\', '$', '|']) || inner.contains('<') && inner.contains('>') {
        return false;
    }
    if stars > 1 {
        let starts = !inner.starts_with(|c: char| c.is_whitespace() || ")].,;:!?".contains(c));
        let ends = !inner.ends_with(|c: char| c.is_whitespace() || "([".contains(c));
        return starts && ends && inner.contains(char::is_alphanumeric);
    }
    let tight = inner.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '‘'))
        && inner.ends_with(is_edge);
    // `*p < 0.05, A*`: the star of a footnote, and that of a name.
    let last = inner.rsplit([' ', '-', '/']).next().unwrap_or_default();
    let is_name = last.chars().count() == 1;
    tight
        && (!is_name || trust == Trust::Company && last.len() < inner.len() && !inner.contains(','))
        && !inner.contains(['=', '<', '>'])
        && inner.split_whitespace().count() <= WORDS
        && !inner.contains(". ")
}

/// `*p* < .01`, `*F*(2, 33)`, `*n*-back`: one letter, before what follows the name of a quantity.
/// Among other marks it may stand before anything (`gene *A*`).
fn is_variable(text: &str, at: usize, end: usize, inner: &str, trust: Trust) -> bool {
    let mut chars = inner.chars();
    let is_letter = chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none();
    let behind = &text[end..];
    let is_after = |link: &str, wanted: fn(char) -> bool| {
        behind.strip_prefix(link).is_some_and(|rest| rest.starts_with(wanted))
    };
    let is_quantity = is_after(" ", |c| "=<>≤≥≈".contains(c))
        || is_after("(", |c| c.is_ascii_digit())
        || is_after("-", char::is_lowercase);
    // `2 *x* = 6` is a product.
    let is_product =
        text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit() || "*+=/".contains(c));
    let stands = trust == Trust::Company && ends_word(behind, trust);
    is_letter && !is_product && (is_quantity || stands)
}

/// `***R**ainy **N**et*`: an emphasis that begins with a stronger one.
pub(super) fn nested(text: &str, at: usize) -> Option<(Span, String)> {
    /// In bytes.
    const LONGEST_NAME: usize = 250;
    let room = &text[at..text.floor_char_boundary(at + LONGEST_NAME)];
    let opens = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
    if !opens || behind_run(room, 0) != 3 || !room[3..].starts_with(char::is_alphabetic) {
        return None;
    }
    let mut strong = 1;
    let mut from = 3;
    let end = loop {
        let star = from + room[from..].find('*')?;
        from = behind_run(room, star);
        match from - star {
            2 => strong += 1,
            1 => break star,
            _ => return None,
        }
    };
    let inner = room[1..end].replace("**", "");
    let closes =
        room[from..].chars().next().is_none_or(|c| c.is_whitespace() || ",.;:!?)".contains(c));
    let is_whole = strong % 2 == 0 && closes && !inner.contains(['\n', '=', '\\', '$']);
    if !is_whole {
        return None;
    }
    Some((Span::new(text, at, at + from)?, inner))
}

/// `**R**ainy **Net**`: letters of a word that are marked because they make an acronym.
fn is_part_of_word(text: &str, at: usize, end: usize, inner: &str) -> bool {
    // `a**b**c` is a power.
    let shortest = if text[..at].ends_with(char::is_alphabetic) { 4 } else { 3 };
    let is_word = |c: &char| c.is_alphabetic() || matches!(c, '*' | '-');
    let letters = |chars: &mut dyn Iterator<Item = char>| {
        chars.take(LONGEST).take_while(is_word).filter(|c| c.is_alphabetic()).count()
    };
    let count = letters(&mut text[..at].chars().rev())
        + inner.chars().count()
        + letters(&mut text[end..].chars());
    let is_edge = |c: char| c.is_whitespace() || c.is_lowercase() || c == '-' || c == '(';
    count >= shortest
        && text[..at].chars().next_back().is_none_or(is_edge)
        && text[end..].starts_with(|c: char| c.is_lowercase() || c == '-')
}

/// `Rain**fall**`, `T2**R**`: behind two letters or more, with none behind it.
fn is_end_of_word(text: &str, at: usize, end: usize) -> bool {
    let head = text[..at].chars().rev().take(2).filter(char::is_ascii_alphanumeric).count();
    head == 2 && !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '*')
}
