//! Canonical text, and the keys and ids that are derived from it.
//!
//! Canonical are the letters and digits of a text in compatibility
//! decomposition (NFKD, Unicode Standard Annex 15), in lower case: what is left
//! when markup, spacing, punctuation and typography are taken away. Hashes are
//! XXH3 (<https://xxhash.com>), whose values are fixed by its specification.

use serde::{Deserialize, Serialize};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::shingles::Shingles;

/// The letters and digits of `text`, folded.
pub fn canonical(text: &str) -> String {
    letters(&folded(text))
}

/// What is left of a [`folded`] text without its gaps.
pub fn letters(folded: &str) -> String {
    let mut letters = vec![0; folded.len()];
    let mut length = 0;
    for byte in folded.bytes() {
        // Written in any case and kept only if it is a letter: no branch to guess.
        letters[length] = byte;
        length += usize::from(byte != GAP);
    }
    letters.truncate(length);
    String::from_utf8(letters).unwrap_or_default()
}

/// What stands for everything that is neither a letter nor a digit in [`folded`].
pub const GAP: u8 = b' ';

/// `text` in lower case, without accents, and with [`GAP`] for each character that is no letter or
/// digit.
pub fn folded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len() + 1);
    let mut rest = text;
    loop {
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        out.extend(rest.as_bytes()[..ascii].iter().map(|byte| folded_ascii(*byte)));
        let mut chars = rest[ascii..].chars();
        let Some(other) = chars.next() else { return String::from_utf8(out).unwrap_or_default() };
        // The parts of a character one by one: their order only matters for marks, which are
        // dropped.
        decompose_compatible(other, |part| {
            if part.is_alphanumeric() {
                part.to_lowercase().for_each(|lower| {
                    out.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes())
                });
            } else if !is_combining_mark(part) {
                out.push(GAP);
            }
        });
        rest = chars.as_str();
    }
}

/// An ASCII character, folded: without a branch and without a table, so that many are folded at
/// once.
fn folded_ascii(byte: u8) -> u8 {
    let lower = byte | 0x20;
    let is_letter = lower.wrapping_sub(b'a') < 26;
    let is_digit = byte.wrapping_sub(b'0') < 10;
    if is_letter {
        lower
    } else if is_digit {
        byte
    } else {
        GAP
    }
}

/// What two records are compared by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// The high and the low half of the hash of the abstract.
    pub abstract_: [u64; 2],
    /// The hash of the title; `None` if there is none.
    pub title: Option<u64>,
    /// Of the first words of the abstract, and of its last; 0 if there are too few.
    pub head: u32,
    /// The same of its last words.
    pub tail: u32,
}

impl Keys {
    /// The keys of a record without those of its first and last words, from its texts after repair.
    /// `None` if the abstract has neither letters nor digits.
    pub fn of(title: &str, abstract_: &str) -> Option<Keys> {
        let title = (!title.is_empty()).then(|| xxh3_64(title.as_bytes()));
        let hash = xxh3_128(abstract_.as_bytes());
        let keys = Keys { abstract_: [(hash >> 64) as u64, hash as u64], title, ..Keys::default() };
        (!abstract_.is_empty()).then_some(keys)
    }

    /// The same keys with those of the first and the last words.
    pub fn with_edges(self, shingles: &Shingles) -> Keys {
        Keys { head: shingles.head, tail: shingles.tail, ..self }
    }
}

/// The id of a record that brings none, from its canonical texts: 16 hexadecimal digits.
pub fn derived_id(title: &str, abstract_: &str) -> String {
    format!("{:016x}", xxh3_64([title, abstract_].join("\n").as_bytes()))
}

/// Whether an id has the form of those.
pub fn may_be_derived(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_case_and_spacing_do_not_matter() {
        assert_eq!(
            canonical("U²-Net:  ﬁne–tuning É!"),
            "u2netfinetuninge\u{301}".replace('\u{301}', "")
        );
        assert_eq!(canonical("A b-C 1."), "abc1");
    }

    #[test]
    fn a_text_without_letters_has_no_keys() {
        assert!(Keys::of("", "").is_none() && Keys::of("title", "").is_none());
        assert_eq!(Keys::of("", "text").unwrap().title, None);
        assert_eq!(
            Keys::of("title", "text"),
            Keys::of(&canonical("Title!"), &canonical("t e x t"))
        );
    }

    #[test]
    fn ids_are_fixed_for_good() {
        let id = |title, text| derived_id(&canonical(title), &canonical(text));
        assert_eq!(id("A title", "An abstract."), id("a TITLE", "An  abstract"));
        assert_eq!(id("A title", "An abstract."), "2270bae76d07b6fa");
    }
}
