//! What dictionaries hold that the counts of abstracts do not: whether a word is English at all.
//!
//! `known.bin` holds 900,000 words of free lists (`SOURCES.md` names them) and
//! a [`Knowledge`] of each: of which kinds it is, and how common; it holds no
//! meanings and no sentences. `examples/dictionary.rs` makes it from word lists.
//! It is asked where it lies, some 2 µs a word, for the few words that the counts
//! do not know; nothing is loaded before that. What was told of a word lately is kept (`asked`).
//!
//! Four questions, from the most careful to the least:
//!
//! | question | yes to | no to |
//! |---|---|---|
//! | [`knowledge`] | storybook, zinc, köhler | storybooky, retrofibrillate |
//! | [`is_known`] | besides, regular forms and prefixed words: nonstorybooks | filterout, thelargest |
//! | [`is_name`], [`is_place`] | Mayfield, Bologna, in whatever case | newtask |
//! | [`is_compound`] | two words that often form others, and seldom meet: photoscan | newtask |

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::asked::asked;
use super::forms;
use super::packed::{Index, Packed};
use super::{COMMON, SLIPS, frequency};

/// The list, and where the words begin that share two letters.
static LIST: LazyLock<Option<(Packed<'static>, Index)>> = LazyLock::new(|| {
    let list = Packed::new(include_bytes!("known.bin"))?;
    Some((list, Index::of(&list)?))
});

/// What the dictionaries say of a word; the default is that they do not hold it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Knowledge(u16);

impl Knowledge {
    /// A word of the general language.
    pub const GENERAL: u16 = 1;
    /// A word of medicine, chemistry or biology.
    pub const SCIENCE: u16 = 2;
    /// A given or family name, or another word that is written with a capital.
    pub const NAME: u16 = 4;
    /// A town, a country, or a part of its name.
    pub const PLACE: u16 = 8;
    /// Many words of the dictionaries are compounds that begin with this one.
    pub const BEGINS: u16 = 16;
    /// Many words of the dictionaries are compounds that end with this one.
    pub const ENDS: u16 = 32;
    /// The level of the rarest words, and of lists that were made with less care.
    pub const RAREST: u16 = 7;
    const LEVEL: u32 = 6;

    /// Of these kinds, and of a level from 1 to [`Self::RAREST`].
    pub const fn new(kinds: u16, level: u16) -> Knowledge {
        Knowledge(kinds | level << Self::LEVEL)
    }

    /// From the number that the packed list holds.
    pub const fn from_bits(bits: u16) -> Knowledge {
        Knowledge(bits)
    }

    /// As one number.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Whether any dictionary holds the word.
    pub const fn is_any(self) -> bool {
        self.0 != 0
    }

    /// Whether it is of one of these kinds.
    pub const fn is(self, kinds: u16) -> bool {
        self.0 & kinds != 0
    }

    /// Whether it is a word in its own right, and no mere name.
    pub const fn is_ordinary(self) -> bool {
        self.is(Self::GENERAL | Self::SCIENCE)
    }

    /// How rare the word is: 0 if it is not held, 1 for SCOWL's sizes 10 and 20, 2 to 40, 3 to 60,
    /// 4 for 70, 5 for 80, 6 for 95, and 7 for lists made with less care. Of a word that is a name
    /// too, the word's.
    pub const fn level(self) -> u16 {
        self.0 >> Self::LEVEL
    }
}

/// What the dictionaries say of `word` itself, in whatever case, with its accents or without.
pub fn knowledge(word: &str) -> Knowledge {
    let word = folded(word);
    let tell = || {
        let (list, index) = LIST.as_ref()?;
        list.get_by(index, word.as_bytes())
    };
    Knowledge(asked(word.as_bytes(), || tell().unwrap_or_default()))
}

/// Whether `word` (letters, and perhaps `'s`) is a word: one that was counted more often than a
/// slip, or one of the dictionaries, or a regular form or a prefixed form of such a word.
///
/// Names and places count where they are written with a capital, but for those that abstracts often
/// hold (the counts keep no case). Two words that stand side by side are no word, even if they
/// could make a compound (see [`is_compound`]).
pub fn is_known(word: &str) -> bool {
    let word = without_possessive(word);
    let folded = folded(word);
    if !folded.bytes().all(|b| b.is_ascii_lowercase()) || folded.is_empty() {
        return false;
    }
    // The counts are asked first, for they answer soonest.
    if frequency(&folded) > SLIPS {
        return true;
    }
    let knowledge = knowledge(&folded);
    let is_name =
        knowledge.is(Knowledge::NAME | Knowledge::PLACE) && word.starts_with(char::is_uppercase);
    knowledge.is_ordinary() || is_name || forms::is_derived(&folded)
}

/// Whether `word`, in whatever case, is a given or family name or another word that is written with
/// a capital. Many are words too (King, Long).
pub fn is_name(word: &str) -> bool {
    knowledge(without_possessive(word)).is(Knowledge::NAME)
}

/// Whether `word`, in whatever case, is a place or a part of the name of one. Many are words too
/// (Bath, Reading).
pub fn is_place(word: &str) -> bool {
    knowledge(without_possessive(word)).is(Knowledge::PLACE)
}

/// Whether two words of the dictionaries make up `word`, which no dictionary needs to hold.
///
/// No question can tell every compound from two words that lost their space.
/// Yes is said only where compounds often begin with the first and often end
/// with the second, neither is a word of grammar, and both are so seldom that
/// they would hardly have met by chance. So most compounds of common words
/// are not said to be any: a yes is evidence, a no is none.
pub fn is_compound(word: &str) -> bool {
    let folded = folded(word);
    folded.is_ascii() && forms::is_compound(&folded)
}

/// Whether other words are made from this one: a word of the dictionaries up to `level`, or one
/// that is common in abstracts.
pub(super) fn is_base(word: &str, level: u16) -> bool {
    let knowledge = knowledge(word);
    (knowledge.is_ordinary() && knowledge.level() <= level) || frequency(word) >= COMMON
}

fn without_possessive(word: &str) -> &str {
    ["'s", "’s", "s'", "s’"]
        .iter()
        .find_map(|ending| {
            word.strip_suffix(ending)
                .map(|stem| &word[..stem.len() + usize::from(ending.starts_with('s'))])
        })
        .unwrap_or(word)
}

/// In lower case and without accents, as the lists are kept.
pub fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd().flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36F}' => {}
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            _ => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(is_so: fn(&str) -> bool, words: &str, expected: bool) {
        let wrong: Vec<&str> =
            words.split_whitespace().filter(|word| is_so(word) != expected).collect();
        assert!(wrong.is_empty(), "{wrong:?} should be {expected}");
    }

    #[test]
    fn ten_words_of_each_kind_are_known() {
        check(
            is_known,
            "withstood meadow teapots whispering alphabetical stubborn lighthouse parsley untidy gardener",
            true,
        );
        check(
            is_known,
            "Aardvark MEADOW Stubborn colour color analyse analyze centre gaol grey",
            true,
        );
        check(
            is_known,
            "zinc pion amide toluene ibuprofen haemoglobin hemoglobin tibialis keratin streptococcus",
            true,
        );
        check(
            is_known,
            "Theodor Mayfield Nguyen's Hasan Nakamura Kowalski Aaron Siobhan Heisenberg Allstate",
            true,
        );
        check(
            is_known,
            "Bologna Reykjavik Zürich Zurich Toulouse Wisconsin Kyoto Nairobi Auckland Peru",
            true,
        );
    }

    #[test]
    fn forms_of_known_words_are_known() {
        check(
            is_known,
            "lighthouse's gardeners’ subdimension nonlighthouse remeasurable cyberattackers microdroplets",
            true,
        );
        check(
            is_known,
            "antimeadow prewhispering multigardener tomographers neurogardening renormalisers",
            true,
        );
    }

    #[test]
    fn ten_of_each_kind_of_what_is_no_word_are_not() {
        check(
            is_known,
            "thelargest filterout complicatesthe newtask ofthe inthe withour ourmethod isthe thatcan",
            false,
        );
        check(
            is_known,
            "datapoor modelthat learningto networkand methodsfor resultson showthat pointsin lossof usingthe",
            false,
        );
        check(is_known, "tion ments ized ality ibly ously ering ations therest qzx", false);
        check(
            is_known,
            "theodor mayfield nakamura kowalski siobhan heisenberg hasan noam allstate bothwell",
            false,
        );
        check(
            is_known,
            "bandwith recieve seperate whcih acommodate experiement prefomance algorthm langugae paramter",
            false,
        );
        check(is_known, "θ x2 4th word-word データ слово e.g. i18n 's", false);
        assert!(!is_known(""));
    }

    #[test]
    fn names_and_places_are_told_in_every_case() {
        check(is_name, "Theodor nakamura HEISENBERG Siobhan king", true);
        check(is_place, "Bologna zürich Kyoto NAIROBI reading", true);
        check(is_name, "toluene newtask whispering", false);
        check(is_place, "toluene newtask whispering", false);
    }

    #[test]
    fn common_words_have_low_levels_and_kinds_add_up() {
        assert!(
            knowledge("house").level() == 1
                && knowledge("lighthouse").level() <= 3
                && knowledge("newtask") == Knowledge::default()
        );
        assert!(knowledge("paris").is(Knowledge::PLACE) && knowledge("paris").is(Knowledge::NAME));
        assert!(
            knowledge("zinc").is(Knowledge::SCIENCE)
                && knowledge("zinc").is_ordinary()
                && !knowledge("nakamura").is_ordinary()
        );
        assert_eq!(knowledge("Köhler"), knowledge("kohler"));
    }

    #[test]
    fn compounds_are_two_productive_words_that_seldom_meet() {
        check(is_compound, "storybook bookhouse woodstone", true);
        check(
            is_compound,
            "newtask thelargest filterout ourmethod datapoint complicatesthe withand fromthe imageset spoon",
            false,
        );
    }
}
