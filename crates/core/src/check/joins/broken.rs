//! Words that a page broke at the end of a line.

use super::PREFIXES;
use crate::check::Hit;
use crate::edit::Edit;
use crate::span::Span;
use crate::lexicon::{Lexicon, frequency_of};
use crate::text::sentence;

/// Words behind a hyphen and a space that stands for a part left out: `pre- and post-processing`.
const SUSPENDING: &[&str] = &["and", "or", "to", "nor", "versus", "vs", "but", "than", "as", "through", "then", "plus", "rather"];

/// Words broken at a hyphen, with a space behind it or without.
pub(super) fn broken(text: &str, lexicon: &Lexicon) -> Vec<Hit> {
    // Hyphens are common, breaks are not: one piece of memory serves for all that are looked up.
    let mut whole = String::new();
    memchr::memchr_iter(b'-', text.as_bytes()).filter_map(|at| break_at(text, at)?.hit(text, lexicon, &mut whole)).collect()
}

/// Words broken at the hyphen that only shows at the end of a line.
pub(super) fn soft_hyphens(text: &str, lexicon: &Lexicon) -> Vec<Hit> {
    let marks = ["\u{AD}", "(cid:173)"].into_iter().flat_map(|mark| text.match_indices(mark));
    let hit = |(at, mark): (usize, &str)| {
        let behind = &text[at + mark.len()..];
        let second = text.len() - behind.trim_start().len();
        let letters = |part: &str| part.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let head_len: usize = text[..at].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let (head, tail) = (&text[at - head_len..at], &text[second..second + letters(&text[second..])]);
        if head.is_empty() || !tail.starts_with(char::is_lowercase) {
            return None;
        }
        let between = if is_compound(&head.to_lowercase(), tail, lexicon) { "-" } else { "" };
        let edit = Edit::new(Span::new(text, at, second)?, between);
        Some(Hit { edits: vec![edit], ..Hit::at(Span::new(text, at - head_len, second + tail.len())?) })
    };
    marks.filter_map(hit).collect()
}

/// Whether two parts make a compound rather than a word.
fn is_compound(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    /// A part of a word may be a rare word by itself.
    const COMMON: u64 = 300;
    let whole = lexicon.frequency(&format!("{head}{tail}"));
    let compound = frequency_of(&[head, "-", tail]);
    compound > whole || whole + compound == 0 && [head, tail].iter().all(|part| part.len() > 3 && lexicon.frequency(part) > COMMON)
}

/// Two runs of letters with a hyphen, and perhaps white space, between them.
struct Break<'t> {
    head: &'t str,
    tail: &'t str,
    spaced: bool,
    start: usize,
    end: usize,
}

fn break_at(text: &str, at: usize) -> Option<Break<'_>> {
    let bytes = text.as_bytes();
    let spaced = bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace);
    let second = at + 1 + usize::from(spaced);
    let (start, end) = sentence::letters_round(text, at, second);
    let (head, tail) = (text.get(start..at)?, text.get(second..end)?);
    let is_part = |c: char| c.is_alphanumeric() || "-_/\\@.'’".contains(c);
    let in_word = text[..start].ends_with(is_part) || text[end..].starts_with(|c: char| c.is_alphanumeric() || "-_/\\@".contains(c));
    let plain = head.bytes().skip(1).chain(tail.bytes()).all(|b| b.is_ascii_lowercase());
    (head.len() >= 2 && tail.len() >= 2 && plain && !in_word).then_some(Break { head, tail, spaced, start, end })
}

impl Break<'_> {
    fn hit(&self, text: &str, lexicon: &Lexicon, whole: &mut String) -> Option<Hit> {
        whole.clear();
        whole.extend([self.head, self.tail]);
        whole.make_ascii_lowercase();
        let (head, tail) = whole.split_at(self.head.len());
        let whole = lexicon.frequency(whole);
        // Most hyphens are those of compounds, of which the whole is no word.
        if !self.spaced && whole == 0 {
            return None;
        }
        let compound = frequency_of(&[head, "-", tail]);
        let parts = (lexicon.frequency(head), lexicon.frequency(tail));
        let written = if !self.spaced {
            is_break(head, tail, parts, whole, compound).then(|| format!("{}{tail}", self.head))
        } else if SUSPENDING.contains(&tail) {
            None
        } else if whole > 0 && whole >= compound || whole + parts.0 + parts.1 == 0 {
            Some(format!("{}{tail}", self.head))
        } else {
            (compound > 0).then(|| format!("{}-{tail}", self.head))
        }?;
        let span = Span::new(text, self.start, self.end)?;
        Some(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
    }
}

/// Whether a hyphen without a space is the end of a line, not that of a compound.
fn is_break(head: &str, tail: &str, (head_count, tail_count): (u64, u64), whole: u64, compound: u64) -> bool {
    /// A whole so common that nobody writes it with a hyphen.
    const COMMON: u64 = 300;
    /// So many times as often in one piece as in two.
    const RATIO: u64 = 20;
    /// So many different compounds make a part productive.
    const PRODUCTIVE: u64 = 3;
    if compound * RATIO > whole {
        return false;
    }
    // British spelling keeps these apart: `co-operate`, `pre-empt`.
    let keeps_hyphen = matches!(head, "co" | "non" | "out" | "over" | "under" | "self" | "mis" | "multi" | "semi" | "anti")
        || head == "pre" && whole < COMMON;
    let is_prefix = PREFIXES.contains(&head) || head.len() >= 4 && head.ends_with('o') || head.ends_with('i') && tail_count >= COMMON;
    let (begins, ends) = (frequency_of(&[head, "-"]), frequency_of(&["-", tail]));
    match (head_count > 1, tail_count > 1) {
        _ if keeps_hyphen => false,
        (_, true) if is_prefix => false,
        (_, true) if begins >= PRODUCTIVE => tail_count * 50 <= whole && ends == 0,
        (true, _) if ends >= PRODUCTIVE => head_count * 50 <= whole && begins == 0,
        (true, true) => whole >= COMMON && begins + ends <= 2 && whole > head_count.min(tail_count),
        _ => true,
    }
}
