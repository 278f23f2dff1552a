//! `mojibake`: UTF-8 that some program read in another encoding (`schÃ¶n`).
//!
//! The method is that of ftfy 6 (`fix_encoding`): as long as a text looks bad
//! (`badness`), find a single-byte encoding (`encodings`) that it can be
//! written in, so that the bytes are UTF-8 in turn, and read them as such. Where
//! the whole text cannot be mended so, the parts that look like misread UTF-8
//! are, each by itself.

mod badness;
mod encodings;
mod meant;

use std::sync::LazyLock;

use regex::Regex;
use regex::bytes::Regex as BytesRegex;
use schemars::JsonSchema;
use serde::Deserialize;

use self::badness::is_bad;
use self::encodings::{ALL, Encoding, latin_1, latin_like, windows_1252};
use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// The settings of a `mojibake` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mojibake {}

impl TextCheck for Mojibake {
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        self.hits_in(facts.text())
    }

    fn may_hit(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> bool {
        facts.holds(ByteClasses::BEYOND_ASCII)
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

impl Mojibake {
    /// A hit for each part that changes, with the edit that mends it.
    fn hits_in(&self, text: &str) -> Vec<Hit> {
        if !is_bad(text) {
            return Vec::new();
        }
        let fixed = repaired(text);
        if fixed == text {
            Vec::new()
        } else {
            let edits =
                differences(text, &fixed).into_iter().filter(|edit| !meant::is_meant(text, edit));
            edits.filter_map(|edit| hit(text, edit)).collect()
        }
    }
}

fn hit(text: &str, edit: Edit) -> Option<Hit> {
    let span = Span::new(text, edit.start, edit.end)?;
    Some(Hit { edits: vec![edit], ..Hit::at(span) })
}

/// More rounds than mojibake of mojibake of mojibake needs.
const MAX_ROUNDS: usize = 8;

/// `text` as it was before it was misread; unchanged if it does not look bad.
pub fn repaired(text: &str) -> String {
    let mut current = text.to_owned();
    for _ in 0..MAX_ROUNDS {
        match one_step(&current) {
            Some(next) if next != current => current = next,
            _ => break,
        }
    }
    current
}

/// One misreading undone.
fn one_step(text: &str) -> Option<String> {
    if !is_bad(text) {
        return None;
    }
    if let Some(read) = ALL.iter().find_map(|encoding| read_as_utf8(text, encoding)) {
        return Some(read);
    }
    let patched = patched(text);
    if patched != text {
        return Some(patched);
    }
    // Latin-1 and Windows-1252 are the same but for the control characters, which nobody means.
    if latin_1().encode(text).is_some() && windows_1252().encode(text).is_some() {
        return None;
    }
    Some(without_controls(text))
}

/// Control characters as what Windows-1252 has in their place; a quote beside one that is there
/// already was set twice.
fn without_controls(text: &str) -> String {
    let is_quote = |c: Option<char>| matches!(c, Some('\'' | '"' | '‘' | '’' | '“' | '”'));
    let mut before = None;
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        let is_double = matches!(c, '\u{91}'..='\u{94}')
            && (is_quote(before) || is_quote(rest.peek().copied()));
        if !is_double {
            out.push(without_c1(c));
        }
        before = Some(c);
    }
    out
}

fn without_c1(c: char) -> char {
    match u8::try_from(c) {
        Ok(byte @ 0x80..=0x9F) => windows_1252().decode(byte),
        _ => c,
    }
}

/// The text written in `encoding` and read as UTF-8, if it can be.
fn read_as_utf8(text: &str, encoding: &Encoding) -> Option<String> {
    let mut bytes = encoding.encode(text)?;
    if !encoding.is_macintosh {
        bytes = with_no_break_spaces(&bytes);
    }
    if encoding.is_sloppy {
        bytes = LOSSY.replace_all(&bytes, "\u{FFFD}".as_bytes()).into_owned();
    }
    match String::from_utf8(bytes) {
        Ok(read) => Some(read),
        Err(error) => read_variant(error.as_bytes()),
    }
}

/// UTF-8 in which a program replaced byte 0xA0 by a space (`ftfy.chardata.ALTERED_UTF8_RE`).
static ALTERED: LazyLock<BytesRegex> = LazyLock::new(|| {
    BytesRegex::new(concat!(
        r"(?-u)[\xC2\xC3\xC5\xCE\xD0\xD9] ",
        r"|[\xE2\xE3] [\x80-\x84\x86-\x9F\xA1-\xBF]",
        r"|[\xE0-\xE3][\x80-\x84\x86-\x9F\xA1-\xBF] ",
        r"|\xF0 [\x80-\xBF][\x80-\xBF]|\xF0[\x80-\xBF] [\x80-\xBF]|\xF0[\x80-\xBF][\x80-\xBF] ",
    ))
    .expect("a valid expression")
});

/// UTF-8 of which bytes were lost (`ftfy.chardata.LOSSY_UTF8_RE`); byte 0x1A marks the place.
static LOSSY: LazyLock<BytesRegex> = LazyLock::new(|| {
    BytesRegex::new(concat!(
        r"(?-u)[\xC2-\xDF]\x1A|[\xC2-\xC3]\?",
        r"|\xED[\xA0-\xAF][\x1A?]\xED[\xB0-\xBF][\x1A?\x80-\xBF]|\xED[\xA0-\xAF][\x1A?\x80-\xBF]\xED[\xB0-\xBF][\x1A?]",
        r"|[\xE0-\xEF][\x1A?][\x1A\x80-\xBF]|[\xE0-\xEF][\x1A\x80-\xBF][\x1A?]",
        r"|[\xF0-\xF4][\x1A?][\x1A\x80-\xBF][\x1A\x80-\xBF]|[\xF0-\xF4][\x1A\x80-\xBF][\x1A?][\x1A\x80-\xBF]",
        r"|[\xF0-\xF4][\x1A\x80-\xBF][\x1A\x80-\xBF][\x1A?]|\x1A",
    ))
    .expect("a valid expression")
});

/// Puts byte 0xA0 back where a space breaks a sequence of UTF-8.
fn with_no_break_spaces(bytes: &[u8]) -> Vec<u8> {
    if !ALTERED.is_match(bytes) {
        return bytes.to_owned();
    }
    // `à` by itself is a word, and the space behind it was one too; in Portuguese it also begins a
    // few.
    let begins_word = |rest: &[u8]| {
        ["  ", " quele", " quela", " quilo", " s "]
            .iter()
            .any(|word| rest.starts_with(word.as_bytes()))
    };
    let mut words = Vec::with_capacity(bytes.len() + 8);
    for (at, &byte) in bytes.iter().enumerate() {
        words.push(byte);
        let rest = &bytes[at + 1..];
        if byte == 0xC3 && rest.first() == Some(&b' ') && !begins_word(rest) {
            words.push(0xA0);
        }
    }
    let restore = |found: &regex::bytes::Captures<'_>| {
        found[0].iter().map(|&b| if b == b' ' { 0xA0 } else { b }).collect::<Vec<u8>>()
    };
    ALTERED.replace_all(&words, restore).into_owned()
}

/// Reads CESU-8 (surrogates as three bytes each) and Java's two-byte NUL beside plain UTF-8.
fn read_variant(bytes: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let valid = match std::str::from_utf8(rest) {
            Ok(all) => all.len(),
            Err(error) => error.valid_up_to(),
        };
        text.push_str(std::str::from_utf8(&rest[..valid]).ok()?);
        rest = match &rest[valid..] {
            [] => &[],
            [0xC0, 0x80, rest @ ..] => {
                text.push('\0');
                rest
            }
            [
                0xED,
                a @ 0xA0..=0xAF,
                b @ 0x80..=0xBF,
                0xED,
                c @ 0xB0..=0xBF,
                d @ 0x80..=0xBF,
                rest @ ..,
            ] => {
                let bits = [(a & 0x0F, 16), (b & 0x3F, 10), (c & 0x0F, 6), (d & 0x3F, 0)];
                text.push(char::from_u32(
                    0x1_0000
                        + bits.iter().map(|(bits, shift)| u32::from(*bits) << shift).sum::<u32>(),
                )?);
                rest
            }
            _ => return None,
        };
    }
    Some(text)
}

/// Runs of characters that would be UTF-8 in one of the Latin-like encodings
/// (`ftfy.chardata.UTF8_DETECTOR_RE`).
static SEQUENCES: LazyLock<Regex> = LazyLock::new(|| {
    let class = |bytes: &[(u8, u8)]| -> String {
        let chars = latin_like().iter().flat_map(|encoding| {
            bytes.iter().flat_map(|(low, high)| (*low..=*high).map(|byte| encoding.decode(byte)))
        });
        chars.map(|c| format!("\\x{{{:X}}}", u32::from(c))).collect()
    };
    let two = class(&[(0xC2, 0xDF)]);
    let three = class(&[(0xE0, 0xEF)]);
    let four = class(&[(0xF0, 0xF0), (0xF3, 0xF3)]);
    let next = format!("{}\\x20", class(&[(0x80, 0xBF)]));
    Regex::new(&format!("(?:[{two}][{next}]|[{three}][{next}]{{2}}|[{four}][{next}]{{3}})+"))
        .expect("classes of characters are an expression")
});

/// The text with every part mended that looks like misread UTF-8 by itself.
fn patched(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = SEQUENCES.find_at(text, at) {
        if text[..found.start()].ends_with(is_strict_continuation) {
            at = found.start() + text[found.start()..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        at = found.end();
        if found.len() < text.len() && is_bad(found.as_str()) {
            out.push_str(&text[from..found.start()]);
            out.push_str(&repaired(found.as_str()));
            from = found.end();
        }
    }
    out.push_str(&text[from..]);
    out
}

/// A character that stands for a continuation byte and is no ordinary dash, quote or ellipsis.
fn is_strict_continuation(c: char) -> bool {
    let is_ordinary = matches!(c, '–' | '—' | '―' | '‘' | '’' | '‚' | '“' | '”' | '„' | '•' | '…');
    !is_ordinary
        && latin_like().iter().any(|encoding| (0x80..=0xBF).any(|byte| encoding.decode(byte) == c))
}

/// The edits from `text` to `fixed`, of which the ASCII letters and digits are the same.
fn differences(text: &str, fixed: &str) -> Vec<Edit> {
    let anchors = |text: &str| -> Vec<usize> {
        text.bytes()
            .enumerate()
            .filter(|(_, b)| b.is_ascii_alphanumeric())
            .map(|(at, _)| at)
            .collect()
    };
    let (before, after) = (anchors(text), anchors(fixed));
    if before.len() != after.len()
        || before.iter().zip(&after).any(|(a, b)| text.as_bytes()[*a] != fixed.as_bytes()[*b])
    {
        return vec![Edit { start: 0, end: text.len(), replacement: fixed.to_owned() }];
    }
    let mut edits = Vec::new();
    let (mut from, mut from_fixed) = (0, 0);
    for (to, to_fixed) in before.into_iter().zip(after).chain([(text.len(), fixed.len())]) {
        if text[from..to] != fixed[from_fixed..to_fixed] {
            edits.push(narrowed(from, &text[from..to], &fixed[from_fixed..to_fixed]));
        }
        (from, from_fixed) = (to + 1, to_fixed + 1);
    }
    edits
}

/// The edit of `before`, which starts at byte `start`, without what is the same at its edges.
fn narrowed(start: usize, before: &str, after: &str) -> Edit {
    let same = |one: &mut dyn Iterator<Item = (char, char)>| {
        one.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>()
    };
    let head = same(&mut before.chars().zip(after.chars()));
    let tail = same(&mut before[head..].chars().rev().zip(after[head..].chars().rev()));
    Edit {
        start: start + head,
        end: start + before.len() - tail,
        replacement: after[head..after.len() - tail].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misread_utf8_is_read_again() {
        let cases = [
            ("schÃ¶n", "schön"),
            ("the â€œbestâ€\u{9d} method", "the “best” method"),
            ("rÃ©sumÃ© â‰¤ 3", "résumé ≤ 3"),
            ("already schön, and schÃ¶n", "already schön, and schön"),
            ("the author\u{92}s", "the author’s"),
            ("Ã la mode", "à la mode"),
            ("caf\u{c3}\u{83}\u{c2}\u{a9}", "café"),
            ("d\u{92}'ici à l\u{92}’autre", "d'ici à l’autre"),
            ("\u{93}\"here\"\u{94} and \u{93}there\u{94}", "\"here\" and “there”"),
        ];
        for (bad, good) in cases {
            assert_eq!(repaired(bad), good);
        }
    }

    #[test]
    fn languages_are_left_alone() {
        for text in [
            "",
            "Schrödinger’s “cat” — ε ≤ 5 µm",
            "İstanbul, Łódź, Ærø",
            "Привет",
            "50 €",
            "naïve Bayes: 25 °C ± 3",
            "let Â be an estimate of A, and Ã another one; the matrix Â is low rank, xÂ = b",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn only_the_damage_is_edited() {
        let hits = Mojibake {}.hits_in("a schÃ¶n and rÃ©sumÃ© of it");
        let edits: Vec<(usize, &str)> = hits
            .iter()
            .flat_map(|hit| &hit.edits)
            .map(|edit| (edit.start, edit.replacement.as_str()))
            .collect();
        assert_eq!(edits, [(5, "ö"), (16, "é"), (23, "é")]);
    }
}
