//! `glyphs`: a ligature that text extraction did not know (`e(cid:14)cient`, `de�ned`).
//!
//! Where a font does not say what its glyphs mean, extraction writes the number
//! of the glyph, a control character or U+FFFD. Most such glyphs within a word
//! are ligatures, and the [lexicon](crate::lexicon) tells which: of `eff`, `efi`,
//! `efl`, `effi` and `effl` before `cient` only one makes a word. Ligatures that are one character
//! (`ﬁ`) are written as their letters; where a font took one for another (`diﬁerent`), the lexicon
//! tells that, too.

mod dropped;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{Lexicon, is_known};
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts, sentence};

/// The settings of a `glyphs` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Glyphs {
    finds: GlyphsTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum GlyphsTarget {
    /// Ligatures in one character.
    Characters,
    /// Words in which the lexicon can tell what was lost.
    Ligatures,
    /// Numbers of glyphs of which it cannot.
    Numbers,
    /// Words that lost a ligature without a trace.
    Dropped,
}

/// U+FFFD is beyond ASCII.
const UNREADABLE: ByteClasses =
    ByteClasses::BEYOND_ASCII.or(ByteClasses::CONTROL).or(ByteClasses::GLYPH_NUMBER);

/// Those of Unicode's block "Alphabetic Presentation Forms", with their letters.
const CHARACTERS: [(char, &str); 7] =
    [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st")];

/// The ligatures of Latin fonts.
const LIGATURES: [&str; 5] = ["fi", "ff", "fl", "ffi", "ffl"];

impl TextCheck for Glyphs {
    /// A hit for each word with a lost ligature, with the edit that writes it; or one for each
    /// other number.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        let lexicon = context.lexicon();
        let is_worth_it = match self.finds {
            GlyphsTarget::Characters | GlyphsTarget::Numbers => facts.holds(UNREADABLE),
            GlyphsTarget::Ligatures => facts.holds(UNREADABLE) || text.contains('?'),
            GlyphsTarget::Dropped => true,
        };
        if !is_worth_it {
            return Vec::new();
        }
        // Number 173 is the soft hyphen, which `joins` mends.
        let marks =
            || marks(text).into_iter().filter(|(start, end)| &text[*start..*end] != "(cid:173)");
        match self.finds {
            GlyphsTarget::Characters => characters(text, lexicon),
            GlyphsTarget::Ligatures => marks()
                .filter_map(|(start, end)| word(text, start, end, lexicon))
                .chain(quotes(text))
                .collect(),
            GlyphsTarget::Dropped => dropped::hits(facts, lexicon),
            GlyphsTarget::Numbers => {
                let numbers = marks().filter(|(start, end)| {
                    end - start > 4 && word(text, *start, *end, lexicon).is_none()
                });
                let quotes = quotes(text);
                // Quotations are in order, and hold no others.
                let numbers = numbers.filter(|(start, end)| {
                    let at = quotes.partition_point(|hit| hit.span.end() < *end);
                    quotes.get(at).is_none_or(|hit| hit.span.start() > *start)
                });
                numbers
                    .filter_map(|(start, end)| Span::new(text, start, end))
                    .map(Hit::at)
                    .collect()
            }
        }
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

/// A hit for each ligature that is one character, with the letters that it stands for.
fn characters(text: &str, lexicon: &Lexicon) -> Vec<Hit> {
    let hit = |(at, c): (usize, char)| {
        let (_, letters) = CHARACTERS.iter().find(|(character, _)| *character == c)?;
        let end = at + c.len_utf8();
        let (from, to) = sentence::letters_round(text, at, end);
        let (head, tail) = (&text[from..at], &text[end..to]);
        let word = [head, letters, tail].concat();
        let is_word = lexicon.frequency(&word.to_lowercase()) > 0 || is_known(&word);
        let other = if is_word { None } else { ligature(head, tail, lexicon) };
        let span = Span::new(text, at, end)?;
        let edit = Edit::new(span, other.unwrap_or(letters));
        Some(Hit { edits: vec![edit], ..Hit::at(span) })
    };
    text.char_indices().filter_map(hit).collect()
}

/// What stands for a glyph: `(cid:N)`, U+FFFD, a control character, or a question mark in a word.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let is_control = |b: u8| matches!(b, 0x01..=0x08 | 0x0B | 0x0C | 0x0E..=0x1F);
    let bytes = text.as_bytes();
    let controls =
        bytes.iter().enumerate().filter(|(_, b)| is_control(**b)).map(|(at, _)| (at, at + 1));
    let lost =
        memchr::memmem::find_iter(bytes, "\u{FFFD}").map(|at| (at, at + '\u{FFFD}'.len_utf8()));
    let numbers = memchr::memmem::find_iter(bytes, "(cid:").filter_map(|at| {
        let digits = bytes[at + 5..].iter().take_while(|b| b.is_ascii_digit()).count();
        let end = at + 5 + digits;
        ((1..=5).contains(&digits) && bytes.get(end) == Some(&b')')).then_some((at, end + 1))
    });
    let questions = memchr::memchr_iter(b'?', bytes).filter(|at| {
        let is_before =
            |c: char| c.is_ascii_lowercase() || c.is_whitespace() || "([“\"-".contains(c);
        text[..*at].chars().next_back().is_none_or(is_before)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    });
    controls.chain(lost).chain(numbers).chain(questions.map(|at| (at, at + 1))).collect()
}

/// A quotation is not longer, in bytes.
const LONGEST_QUOTE: usize = 200;

/// `(cid:147)so(cid:148)`: quotes by their numbers in Windows-1252, where they stand in a pair round
/// words.
fn quotes(text: &str) -> Vec<Hit> {
    const OPEN: &str = "(cid:147)";
    const CLOSE: &str = "(cid:148)";
    let pair = |(at, _): (usize, &str)| {
        let from = at + OPEN.len();
        let room = &text[from..text.floor_char_boundary(from + LONGEST_QUOTE)];
        let inner = &room[..room.find(CLOSE)?];
        let end = from + inner.len() + CLOSE.len();
        let is_word = |c: char| c.is_alphanumeric();
        let fits = inner.starts_with(is_word)
            && inner.ends_with(|c: char| is_word(c) || ".,!?)".contains(c))
            && !inner.contains("(cid:")
            && !text[..at].ends_with(is_word)
            && !text[end..].starts_with(is_word);
        let span = Span::new(text, at, end)?;
        let edits = vec![Edit::new(span, format!("“{inner}”"))];
        fits.then(|| Hit { edits, ..Hit::at(span) })
    };
    text.match_indices(OPEN).filter_map(pair).collect()
}

/// The word round a mark, with the ligature that it lost.
fn word(text: &str, start: usize, end: usize, lexicon: &Lexicon) -> Option<Hit> {
    let (from, to) = sentence::letters_round(text, start, end);
    let ligature = ligature(&text[from..start], &text[end..to], lexicon)?;
    let edit = Edit::new(Span::new(text, start, end)?, ligature);
    Some(Hit { edits: vec![edit], ..Hit::at(Span::new(text, from, to)?) })
}

/// The ligature that makes a word of the two parts, if one alone does.
fn ligature(head: &str, tail: &str, lexicon: &Lexicon) -> Option<&'static str> {
    /// The word is no slip, and so many times as common as any other.
    const LEAST: u64 = 5;
    const CLEARLY: u64 = 20;
    if head.len() + tail.len() < 3 {
        return None;
    }
    let word = |ligature: &str| format!("{head}{ligature}{tail}").to_ascii_lowercase();
    let mut counts = LIGATURES.map(|ligature| (lexicon.frequency(&word(ligature)), ligature));
    counts.sort_unstable();
    let [.., (second, _), (first, ligature)] = counts;
    (first >= LEAST && first >= second * CLEARLY).then_some(ligature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_tells_which_ligature_was_lost() {
        let told = |head, tail| ligature(head, tail, &Lexicon::default());
        assert_eq!(told("e", "cient"), Some("ffi"));
        assert_eq!(told("de", "ned"), Some("fi"));
        assert_eq!(told("", "eld"), Some("fi"));
        assert_eq!(told("di", "erent"), Some("ff"));
        assert_eq!(told("re", "ects"), Some("fl"));
        assert_eq!(told("a", "b"), None);
        assert_eq!(told("work", "s"), None);
    }

    #[test]
    fn marks_of_all_kinds() {
        assert_eq!(marks("a\u{0C}b \u{FFFD} (cid:12)x (cid:) (cid:1"), [(1, 2), (4, 7), (8, 16)]);
        assert_eq!(marks("e?cient, ?xed. What? No; a?B, /?x=1"), [(1, 2), (9, 10)]);
    }
}
