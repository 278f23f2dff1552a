//! How common a word is in abstracts, and where in a sentence it stands.
//!
//! `words.fst` holds counts from 36,908 abstracts of conference papers and their
//! titles, and no sentences; `examples/lexicon.rs` makes it from any corpus.
//! What a key counts shows in its form:
//!
//! | key | counts |
//! |---|---|
//! | `word` | a word, and the places in sentences that it takes ([`Places`]) |
//! | `one-two` | a compound |
//! | `one-`, `-two` | the different compounds that begin, and end, so |
//! | `one two` | a pair of words that was counted ten times or more |
//! | `*ing` | all words of a class ([`class`]) |
//!
//! Of words that abstracts seldom or never use [`is_known`] and [`knowledge`] tell whether a
//! dictionary holds them.

mod asked;
mod combining;
mod common;
mod dictionary;
mod forms;
pub mod packed;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

pub use self::combining::{has_combining_form_across, is_combining_form};
pub use self::common::Word;
use self::common::Words;
pub use self::dictionary::{
    Knowledge, folded, is_compound, is_known, is_name, is_place, knowledge,
};
pub use self::forms::{GRAMMAR, is_grammar};
use fst::Streamer;
use xxhash_rust::xxh3::xxh3_64;

/// All words that were counted, in millions: what is expected of a pair follows from it.
const MILLIONS: f64 = 4.36;

/// How often two words that were counted so often would stand side by side by chance.
pub fn expected(head: u64, tail: u64) -> f64 {
    head as f64 * tail as f64 / (MILLIONS * 1e6)
}

/// A word that was counted so often is common.
pub const COMMON: u64 = 20;

/// A word that was counted no more often may be a slip.
pub const SLIPS: u64 = 2;

/// What is asked of `words.fst`: the automaton is compact, but some ten times as slow to ask.
#[derive(Default)]
struct Tables {
    /// Counts by the hash of the key.
    counts: HashMap<u64, u64, BuildHasherDefault<Itself>>,
    /// The common words: most of what a text consists of.
    common: Words,
    /// Those that are no slips: nearly all of the rest.
    counted: Words,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let Ok(words) = fst::Map::new(&include_bytes!("words.fst")[..]) else {
        return Tables::default();
    };
    let (mut counts, mut common, mut counted) = (HashMap::default(), Vec::new(), Vec::new());
    let mut stream = words.stream();
    while let Some((key, value)) = stream.next() {
        counts.insert(xxh3_64(key), value);
        if count(value) > SLIPS && key.iter().all(u8::is_ascii_lowercase) {
            let of_its_kind = if count(value) >= COMMON { &mut common } else { &mut counted };
            of_its_kind.extend(Word::at(key, 0, key.len()));
        }
    }
    Tables { counts, common: Words::of(&common), counted: Words::of(&counted) }
});

fn count(value: u64) -> u64 {
    value & u64::from(u32::MAX)
}

/// A hash is its own hash.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// In which places of a sentence a word stands, as log-odds in steps of 1/16.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// It is the last word of its sentence.
    pub last: i8,
    /// It is the last but one.
    pub second: i8,
    /// How much more common it is in the last sentence of an abstract than in all of it.
    pub closing: i8,
}

impl Places {
    /// The steps in 1.
    pub const STEPS: f32 = 16.0;

    /// With a count in one number, as the lexicon keeps them.
    pub fn with_count(self, count: u64) -> u64 {
        let bytes =
            [self.last, self.second, self.closing].map(|step| u64::from(step.cast_unsigned()));
        count.min(u64::from(u32::MAX)) | bytes[0] << 32 | bytes[1] << 40 | bytes[2] << 48
    }

    fn of(value: u64) -> Places {
        let [.., last, second, closing, _] = value.to_le_bytes();
        Places {
            last: last.cast_signed(),
            second: second.cast_signed(),
            closing: closing.cast_signed(),
        }
    }
}

fn value(key: &[u8]) -> Option<u64> {
    TABLES.counts.get(&xxh3_64(key)).copied()
}

/// How often `key` (in lower case) was counted; 0 for one that is not known.
pub fn frequency(key: &str) -> u64 {
    count(value(key.as_bytes()).unwrap_or(0))
}

/// How often these, one behind the other, were counted as one key; the same as [`frequency`], and
/// nothing is put together for most of them.
pub fn frequency_of(parts: &[&str]) -> u64 {
    /// Bytes of the longest key that needs no memory of its own.
    const LONGEST: usize = 64;
    let mut key = [0; LONGEST];
    let mut length = 0;
    for part in parts {
        let Some(room) = key.get_mut(length..length + part.len()) else {
            return frequency(&parts.concat());
        };
        room.copy_from_slice(part.as_bytes());
        length += part.len();
    }
    count(value(&key[..length]).unwrap_or(0))
}

/// Whether `word` is known, in whatever case.
pub fn knows(word: &str) -> bool {
    if word.bytes().any(|b| b.is_ascii_uppercase()) {
        frequency(&word.to_ascii_lowercase()) > 0
    } else {
        frequency(word) > 0
    }
}

/// Whether a word is [`COMMON`], by the counts alone.
pub fn is_common(word: Word) -> bool {
    TABLES.common.has(word)
}

/// Whether a word is counted more often than a slip ([`SLIPS`]) and is not [`COMMON`].
pub fn is_counted(word: Word) -> bool {
    TABLES.counted.has(word)
}

/// Where `word` (in lower case) stands in sentences; for a word that is not known, where words like
/// it do.
pub fn places(word: &str) -> Places {
    value(word.as_bytes())
        .or_else(|| value(class(word).as_bytes()))
        .map(Places::of)
        .unwrap_or_default()
}

/// The class of a word: its ending, or that it is a number or a sign.
pub fn class(word: &str) -> &'static str {
    const ENDINGS: &[&str] = &[
        "*ations", "*ation", "*ings", "*ing", "*ities", "*ity", "*ness", "*ments", "*ment", "*ed",
        "*ly", "*al", "*ous", "*ive", "*ic", "*able", "*ers", "*er", "*ss", "*es", "*s", "*e",
        "*y",
    ];
    match word.chars().next() {
        Some(c) if c.is_ascii_digit() => "*0",
        Some(c) if c.is_alphabetic() => {
            ENDINGS.iter().find(|ending| word.ends_with(&ending[1..])).copied().unwrap_or("*")
        }
        _ => "*.",
    }
}

/// The lexicon and the words that a user adds to it.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    own: HashSet<String>,
}

impl Lexicon {
    /// The lexicon with more words, one a line.
    pub fn with_words(words: &str) -> Lexicon {
        Lexicon {
            own: words
                .lines()
                .map(|line| line.trim().to_lowercase())
                .filter(|word| !word.is_empty())
                .collect(),
        }
    }

    /// The words that a user added, in no order.
    pub fn own_words(&self) -> impl Iterator<Item = &str> {
        self.own.iter().map(String::as_str)
    }

    /// Adds the words of another.
    pub fn extend(&mut self, other: Lexicon) {
        self.own.extend(other.own);
    }

    /// How often `word` (in lower case) was counted; a word that a user added counts as very
    /// common.
    pub fn frequency(&self, word: &str) -> u64 {
        let counted = frequency(word);
        if self.has_own(word) { counted.max(50 * COMMON) } else { counted }
    }

    /// Whether `word` (ASCII letters in lower case) is [`COMMON`]; faster than to ask for its
    /// frequency.
    pub fn is_common(&self, word: &str) -> bool {
        let is_counted = match Word::at(word.as_bytes(), 0, word.len()) {
            Some(word) => is_common(word),
            None => frequency(word) >= COMMON,
        };
        is_counted || self.has_own(word)
    }

    fn has_own(&self, word: &str) -> bool {
        !self.own.is_empty() && self.own.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_known_and_fragments_are_not() {
        assert!(frequency("the") > frequency("circle") && frequency("circle") > 3);
        assert_eq!(frequency("epsilonin"), 0);
        assert!(
            frequency("end-effector") > 10
                && frequency("-based") > 100
                && frequency("neural network") > 100
        );
    }

    #[test]
    fn places_tell_what_ends_a_sentence() {
        assert!(places("methods").last > places("the").last && places("proposes").last < 0);
        assert_eq!(
            Places::of(Places { last: -128, second: 5, closing: -1 }.with_count(7)),
            Places { last: -128, second: 5, closing: -1 }
        );
        assert_eq!(class("frobnications"), "*ations");
    }

    #[test]
    fn a_user_adds_words() {
        let lexicon = Lexicon::with_words("Frobnicator\n\n");
        assert!(
            lexicon.frequency("frobnicator") > 0 && lexicon.frequency("the") == frequency("the")
        );
    }
}
