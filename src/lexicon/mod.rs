//! How common a word is in abstracts.
//!
//! `words.fst` holds the counts of the words of 36,908 abstracts of conference
//! papers and their titles; `examples/lexicon.rs` makes it from any corpus.

use std::sync::LazyLock;

static WORDS: LazyLock<Option<fst::Map<&'static [u8]>>> = LazyLock::new(|| fst::Map::new(&include_bytes!("words.fst")[..]).ok());

/// How often `word` (in lower case) was counted; 0 for a word that is not known.
pub fn frequency(word: &str) -> u64 {
    WORDS.as_ref().and_then(|words| words.get(word)).unwrap_or(0)
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
