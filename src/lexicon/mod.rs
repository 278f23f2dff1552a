//! How common a word is in abstracts.
//!
//! `words.fst` holds the counts of the words of 36,908 abstracts of conference
//! papers and their titles; `examples/lexicon.rs` makes it from any corpus.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use fst::Streamer;
use xxhash_rust::xxh3::xxh3_64;

/// Counts by the hash of the word: the automaton is compact, but some ten times as slow to ask.
static COUNTS: LazyLock<HashMap<u64, u64, BuildHasherDefault<Itself>>> = LazyLock::new(|| {
    let mut counts = HashMap::default();
    if let Ok(words) = fst::Map::new(&include_bytes!("words.fst")[..]) {
        let mut stream = words.stream();
        while let Some((word, count)) = stream.next() {
            counts.insert(xxh3_64(word), count);
        }
    }
    counts
});

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

/// How often `word` (in lower case) was counted; 0 for a word that is not known.
pub fn frequency(word: &str) -> u64 {
    COUNTS.get(&xxh3_64(word.as_bytes())).copied().unwrap_or(0)
}

/// Whether `word` is known, in whatever case.
pub fn knows(word: &str) -> bool {
    if word.bytes().any(|b| b.is_ascii_uppercase()) { frequency(&word.to_ascii_lowercase()) > 0 } else { frequency(word) > 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_known_and_fragments_are_not() {
        assert!(frequency("the") > frequency("circle") && frequency("circle") > 3);
        assert_eq!(frequency("epsilonin"), 0);
    }
}
