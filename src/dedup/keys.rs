//! Canonical text, and the keys and ids that are derived from it.
//!
//! Canonical are the letters and digits of a text in compatibility
//! decomposition (NFKD, Unicode Standard Annex 15), in lower case: what is left
//! when markup, spacing, punctuation and typography are taken away. Hashes are
//! XXH3 (<https://xxhash.com>), whose values are fixed by its specification.

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// The letters and digits of `text`, folded.
pub fn canonical(text: &str) -> String {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    text.nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What two records are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Of the abstract.
    pub abstract_: u128,
    /// Of the title; `None` if there is none.
    pub title: Option<u64>,
    /// Letters and digits of the abstract.
    pub letters: u32,
}

impl Keys {
    /// The keys of a record, from its texts after repair.
    pub fn of(title: Option<&str>, abstract_: Option<&str>) -> Keys {
        let title = canonical(title.unwrap_or_default());
        let abstract_ = canonical(abstract_.unwrap_or_default());
        Keys {
            abstract_: xxh3_128(abstract_.as_bytes()),
            title: (!title.is_empty()).then(|| xxh3_64(title.as_bytes())),
            letters: u32::try_from(abstract_.len()).unwrap_or(u32::MAX),
        }
    }

    /// Whether both are of the same paper: the same abstract, and no two titles.
    pub fn same_paper(&self, other: &Keys) -> bool {
        let same_title = self.title.is_none() || other.title.is_none() || self.title == other.title;
        self.abstract_ == other.abstract_ && self.letters > 0 && same_title
    }
}

/// The id of a record that brings none: 16 hexadecimal digits.
pub fn derived_id(title: Option<&str>, abstract_: Option<&str>) -> String {
    let canonical = [canonical(title.unwrap_or_default()), canonical(abstract_.unwrap_or_default())].join("\n");
    format!("{:016x}", xxh3_64(canonical.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_case_and_spacing_do_not_matter() {
        assert_eq!(canonical("U²-Net:  ﬁne–tuning É!"), "u2netfinetuninge\u{301}".replace('\u{301}', ""));
        assert_eq!(canonical("A b-C 1."), "abc1");
    }

    #[test]
    fn a_missing_title_agrees_with_any() {
        let keys = |title, text| Keys::of(title, Some(text));
        assert!(keys(Some("T"), "x y").same_paper(&keys(Some("t."), "X-y")));
        assert!(keys(None, "x y").same_paper(&keys(Some("t"), "xy")));
        assert!(!keys(Some("A"), "xy").same_paper(&keys(Some("B"), "xy")), "two titles");
        assert!(!keys(Some("A"), "").same_paper(&keys(Some("A"), "")), "nothing to compare");
    }

    #[test]
    fn ids_are_fixed_for_good() {
        assert_eq!(derived_id(Some("A title"), Some("An abstract.")), derived_id(Some("a TITLE"), Some("An  abstract")));
        assert_eq!(derived_id(Some("A title"), Some("An abstract.")), "2270bae76d07b6fa");
    }
}
