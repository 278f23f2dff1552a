//! Whether what stands round a word is English, which the lexicon knows.

use crate::lexicon::{Lexicon, is_known};
use crate::span::Span;
use crate::text::{Language, TextFacts};

/// Whether the sentence that `span` begins in, or else the text, is in English: by its function
/// words, or, in a title of a few words, by those that the lexicon knows. What stands by itself is
/// English if it is a common word.
pub(super) fn reads_english(facts: &TextFacts<'_>, span: Span, lexicon: &Lexicon) -> bool {
    let sentences = facts.sentences();
    let at = sentences.partition_point(|sentence| sentence.end() < span.start());
    let of_sentence = facts.languages().get(at).copied().unwrap_or(Language::Unknown);
    if of_sentence == Language::English {
        return true;
    }
    let text = facts.text();
    let (from, to) = match sentences.get(at) {
        Some(one) if one.start() <= span.start() && span.end() <= one.end() => {
            (one.start(), one.end())
        }
        _ => (0, text.len()),
    };
    let (before, behind) = (&text[from..span.start()], &text[span.end()..to]);
    has_known_words(before, behind).unwrap_or_else(|| {
        let letters = |c: &char| c.is_ascii_alphabetic();
        let whole: String = span.slice(text).chars().filter(letters).collect();
        lexicon.is_common(&whole.to_ascii_lowercase())
    })
}

/// Whether most words before and behind a place are known; `None` if there are none.
fn has_known_words(before: &str, behind: &str) -> Option<bool> {
    /// Shorter words are words of many languages.
    const SHORTEST: usize = 3;
    let words = || {
        [before, behind].into_iter().flat_map(whole_chunks).filter(|word| word.len() >= SHORTEST)
    };
    let count = words().count();
    let known = words().filter(|word| is_known(word)).count();
    (count > 0).then_some(known * 3 >= count * 2)
}

/// The words of a part of a text that no hyphen touches: others may be halves.
fn whole_chunks(part: &str) -> impl Iterator<Item = &str> {
    let mut is_halved = false;
    part.split_whitespace()
        .filter(move |chunk| {
            let is_half = std::mem::replace(&mut is_halved, chunk.ends_with('-'));
            !is_half && !chunk.contains('-')
        })
        .flat_map(|chunk| chunk.split(|c: char| !c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the text round its `|` reads as English.
    fn is_english(text: &str) -> bool {
        let (before, behind) = text.split_once('|').unwrap();
        let text = [before, behind].concat();
        let span = Span::new(&text, before.len(), before.len() + 1).unwrap();
        reads_english(&TextFacts::new(&text), span, &Lexicon::default())
    }

    #[test]
    fn english_is_told_by_its_words() {
        for text in [
            "|x of the flock is counted by a drone and a dog.",
            "Thermal |x of wooden barns",
            "prac- |x mecha- nism of moving carts",
            "|x Stability of concrete dams",
        ] {
            assert!(is_english(text), "{text}");
        }
        for text in [
            "|x kuntien palvelut",
            "Pembelajaran |x sekolah dasar di kota",
            "Stosunki |x gospodarcze w regionie",
            "Varhaiskasvatuksen |x opettajien koulutus",
            "Az iskolai |x eredmények vizsgálata",
            "|x",
        ] {
            assert!(!is_english(text), "{text}");
        }
    }
}
