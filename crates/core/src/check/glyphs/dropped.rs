//! Ligatures that were lost without a trace, or left a blank: `unied`, `classication`, `speci c`.
//!
//! A font whose ligatures have no meaning is read without them. What is left is no word, and one
//! ligature in one place makes a common word of it. A slip of the pen can look so, too: two words of
//! a text have to.

use std::collections::HashSet;

use super::LIGATURES;
use crate::check::Hit;
use crate::check::uncommon::uncommon_runs;
use crate::edit::Edit;
use crate::lexicon::{Lexicon, SLIPS, knowledge};
use crate::span::Span;
use crate::text::{TextFacts, sentence};

/// So many different words of a text make the repair of each safe.
const COMPANY: usize = 2;

/// A word that is common in every field stands so often in the lexicon.
const LEAST: u64 = 100;

/// A hit for each word that lost a ligature, with the edit that writes it where others did, too.
pub(super) fn hits(facts: &TextFacts<'_>, lexicon: &Lexicon) -> Vec<Hit> {
    let text = facts.text();
    let runs = uncommon_runs(facts).iter().filter(|run| stands_alone(text, run.start, run.end));
    let mut hits: Vec<Hit> =
        runs.filter_map(|run| hit(text, run.start, run.end, lexicon)).collect();
    if !hits.is_empty() {
        let found: Vec<Span> = hits.iter().map(|hit| hit.span).collect();
        let is_free = |span: Span| !found.iter().any(|one| one.overlaps(span));
        hits.extend(pairs(text).filter_map(|(start, gap, end)| {
            Span::new(text, start, end).filter(|span| is_free(*span))?;
            parted(text, start, gap, end, lexicon)
        }));
        hits.sort_by_key(|hit| hit.span.start());
    }
    let different: HashSet<&str> = hits.iter().map(|hit: &Hit| hit.span.slice(text)).collect();
    if different.len() < COMPANY {
        hits.iter_mut().for_each(|hit| hit.edits.clear());
    }
    hits
}

/// Whether nothing but blanks and stops touches the letters in `start..end`, in bytes.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || "@#/\\_-.'’:=".contains(c);
    let behind = text[end..].trim_start_matches(['.', ':']);
    !text[..start].ends_with(joins) && !behind.starts_with(joins)
}

fn hit(text: &str, start: usize, end: usize, lexicon: &Lexicon) -> Option<Hit> {
    let word = &text[start..end];
    let is_unknown =
        word.bytes().all(|b| b.is_ascii_lowercase()) && lexicon.frequency(word) <= SLIPS;
    // A form that could be derived (`un-ied`) is no word; what dictionaries hold is one.
    if !is_unknown || knowledge(word).is_ordinary() {
        return None;
    }
    if let Some((at, ligature)) = dropped(word, lexicon) {
        let gap = Span::new(text, start + at, start + at)?;
        let whole = Span::new(text, start, end)?;
        return Some(Hit { edits: vec![Edit::new(gap, ligature)], ..Hit::at(whole) });
    }
    let left = text[..start].strip_suffix(' ').map(sentence::letters_before);
    let right = text[end..].strip_prefix(' ').map(sentence::letters_behind);
    let left = left.map(|word| (start - 1 - word.len(), start - 1, end));
    let right = right.map(|word| (start, end, end + 1 + word.len()));
    let mut sides = [left, right].into_iter().flatten();
    sides.find_map(|(start, gap, end)| parted(text, start, gap, end, lexicon))
}

/// Each two words with a blank between them: where the first begins, the blank, and where the second
/// ends, in bytes.
fn pairs(text: &str) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
    text.match_indices(' ').map(|(gap, _)| {
        let (before, behind) = (&text[..gap], &text[gap + 1..]);
        let start = gap - sentence::letters_before(before).len();
        (start, gap, gap + 1 + sentence::letters_behind(behind).len())
    })
}

/// Two words, round the blank at `gap`, that are one with the ligature that stood there: `speci c`,
/// `di erent`.
fn parted(text: &str, start: usize, gap: usize, end: usize, lexicon: &Lexicon) -> Option<Hit> {
    let is_small = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase());
    let is_word = |word: &str| match word {
        "a" => true,
        _ => word.len() > 1 && knowledge(word).is_ordinary(),
    };
    let (head, tail) = (&text[start..gap], &text[gap + 1..end]);
    let is_pair = !head.is_empty() && !tail.is_empty() && is_small(head) && is_small(tail);
    if !is_pair || is_word(head) && is_word(tail) || !stands_alone(text, start, end) {
        return None;
    }
    let ligature = joined(head, tail, lexicon)?;
    let edits = vec![Edit::new(Span::new(text, gap, gap + 1)?, ligature)];
    Some(Hit { edits, ..Hit::at(Span::new(text, start, end)?) })
}

/// The ligature that makes one common word of two parts; of the others, none does.
fn joined(head: &str, tail: &str, lexicon: &Lexicon) -> Option<&'static str> {
    let common = |ligature: &&&str| lexicon.frequency(&format!("{head}{ligature}{tail}")) >= LEAST;
    let mut made = LIGATURES.iter().filter(common);
    let ligature = made.next()?;
    made.next().is_none().then_some(*ligature)
}

/// Where in `word` which ligature makes the one word of it that is much more common than any other.
fn dropped(word: &str, lexicon: &Lexicon) -> Option<(usize, &'static str)> {
    /// So many times as common as any other.
    const CLEARLY: u64 = 20;
    let mut made = String::new();
    let (mut best, mut second) = ((0, None), 0);
    for at in 0..word.len() {
        for ligature in LIGATURES {
            made.clear();
            made.extend([&word[..at], ligature, &word[at..]]);
            let count = lexicon.frequency(&made);
            if count > best.0 {
                second = best.0;
                best = (count, Some((at, ligature)));
            } else {
                second = second.max(count);
            }
        }
    }
    let (count, place) = best;
    place.filter(|_| count >= LEAST && count >= second * CLEARLY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    #[test]
    fn words_get_their_ligatures_back() {
        for (text, expected) in [
            ("a unied and ecient way", "a unified and efficient way"),
            ("classication of dierent sheep", "classification of different sheep"),
            ("the scientic inuence is signicant.", "the scientific influence is significant."),
            ("the ndings on exibility", "the findings on flexibility"),
            (
                "a speci c e ect of di erent coe cients",
                "a specific effect of different coefficients",
            ),
            ("a unied con guration and coe cient", "a unified configuration and coefficient"),
            ("a dicult and eective (dened) one", "a difficult and effective (defined) one"),
        ] {
            let hits = hits(&TextFacts::new(text), &Lexicon::default());
            assert_eq!(hit::repaired(text, hits), expected);
        }
    }

    #[test]
    fn a_single_word_is_told_and_left() {
        let hits = hits(&TextFacts::new("a unied view"), &Lexicon::default());
        assert!(matches!(&hits[..], [hit] if hit.edits.is_empty()));
    }

    #[test]
    fn words_and_names_stay() {
        for text in [
            "the prole and the conned ling",
            "a benet or Unied and Ecient",
            "unied-ecient dened_x",
            "of actin, conation, niter and gure",
            "dierent.org/unied",
            "the genus erent di Roma and speci in vivo c",
            "of the e ectors and a c sharp",
        ] {
            let left: Vec<String> = hits(&TextFacts::new(text), &Lexicon::default())
                .iter()
                .map(|hit| hit.span.slice(text).to_owned())
                .collect();
            assert!(left.is_empty(), "{text}: {left:?}");
        }
    }
}
