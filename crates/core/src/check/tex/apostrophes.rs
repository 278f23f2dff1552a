//! Acutes that are apostrophes: `l´objet`, `Sant´Anna`, `d\'une`.
//!
//! A keyboard has both, and programs put a backslash before each apostrophe (`addslashes` of PHP,
//! dumps of SQL). French and Italian drop a vowel before another one, so that an apostrophe stands
//! just where TeX would spell an accent: `l\'objet` and `L\'evy`.

use std::cell::OnceCell;

use crate::lexicon;
use crate::math::marks;
use crate::text::language;
use crate::text::sentence::{letters_before, letters_behind};

/// What an apostrophe stands behind, in lower case: articles, pronouns and prepositions without
/// their last vowel.
const ELIDED: &[&str] = &[
    "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
    "quelqu", "all", "dall", "dell", "nell", "sull", "coll", "un", "quest", "quell", "bell",
    "sant", "grand",
];

/// What an acute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Acute {
    /// The accent of the letter behind it.
    Accent,
    /// An apostrophe.
    Apostrophe,
    /// It may be either.
    Unclear,
}

/// The acutes of a text, and what the whole text says of them.
pub(super) struct Acutes<'t> {
    text: &'t str,
    has_spelt: OnceCell<bool>,
}

impl<'t> Acutes<'t> {
    pub(super) fn of(text: &'t str) -> Acutes<'t> {
        Acutes { text, has_spelt: OnceCell::new() }
    }

    /// What `\'` at byte `at` is.
    pub(super) fn escaped(&self, at: usize) -> Acute {
        let (head, tail) = (letters_before(&self.text[..at]), letters_behind(&self.text[at + 2..]));
        if is_contraction(&self.text[..at], tail) || splits_word(head, tail) {
            Acute::Apostrophe
        } else if head.is_empty() && opens_quotation(&self.text[at + 2..]) {
            Acute::Unclear
        } else if !is_elided(head) || self.has_spelt_accents() {
            Acute::Accent
        } else if has_accents(self.text) && head.ends_with(char::is_lowercase) {
            Acute::Apostrophe
        } else if is_one_word(head, tail) {
            Acute::Accent
        } else {
            Acute::Unclear
        }
    }

    /// Whether the text spells accents as TeX does, where nothing else can be meant.
    fn has_spelt_accents(&self) -> bool {
        let is_spelt = |(at, _)| spells_accent(&self.text[..at], &self.text[at + 1..]);
        *self.has_spelt.get_or_init(|| self.text.match_indices('\\').any(is_spelt))
    }
}

/// Whether what stands behind a backslash is an accent and can be nothing else: `\c{c}`, `` \`a ``.
fn spells_accent(before: &str, behind: &str) -> bool {
    let Some(mark) = behind.chars().next().filter(|mark| marks::of_tex(*mark).is_some()) else {
        return false;
    };
    let letters = &behind[1..];
    let (head, tail) = (letters_before(before), letters_behind(letters));
    match mark {
        _ if letters.starts_with('{') => true,
        '\'' => {
            !head.is_empty()
                && !is_elided(head)
                && tail.starts_with(|c: char| c.is_ascii_lowercase())
                && !is_contraction(before, tail)
        }
        '`' | '^' | '~' => {
            tail.starts_with(|c: char| c.is_ascii_alphabetic()) && !before.ends_with('/')
        }
        _ => false,
    }
}

/// Whether `´` between these two is an apostrophe, or may be one.
pub(super) fn may_be_apostrophe(before: &str, behind: &str) -> bool {
    let (head, tail) = (letters_before(before), letters_behind(behind));
    let is_small = head.len() == 1 && head.starts_with(char::is_lowercase);
    splits_word(head, tail) || is_elided(head) && (is_small || !is_one_word(head, tail))
}

/// Whether `´` between these two is the apostrophe of English: `author´s`, `doesn´t`, `EU´s`.
pub(super) fn is_english(before: &str, behind: &str) -> bool {
    let (head, tail) = (letters_before(before), letters_behind(behind));
    let is_word = match tail {
        "t" => head.ends_with('n'),
        "s" | "re" | "ve" | "ll" | "d" => true,
        _ => false,
    };
    let is_acronym = head.len() > 1 && head.bytes().all(|b| b.is_ascii_uppercase());
    let is_small = (head.len() > 2 || matches!(head, "we" | "he" | "it"))
        && head.bytes().all(|b| b.is_ascii_lowercase());
    is_word
        && (is_acronym && tail == "s"
            || is_small && (lexicon::knows(head) || lexicon::is_known(head)))
}

/// `author\'s`, `don\'t`, `1990\'s`: behind a word, and before what English contracts.
fn is_contraction(before: &str, tail: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || ")]}".contains(c))
        && ["s", "t", "re", "ll", "ve", "d", "m"].contains(&tail)
}

/// `D´Annunzio`, `O\'Brien`: a capital behind letters, in a word that has small ones.
fn splits_word(head: &str, tail: &str) -> bool {
    let is_small = |part: &str| part.contains(char::is_lowercase);
    !head.is_empty() && tail.starts_with(char::is_uppercase) && (is_small(head) || is_small(tail))
}

fn is_elided(head: &str) -> bool {
    ELIDED.contains(&head.to_lowercase().as_str())
}

/// Whether dictionaries hold both as one word (`Levy`, `lesion`), and what stands behind as none: in
/// a name an E may begin one by chance (`Neel`), for it is the vowel that most acutes stand on. In
/// capitals `L` and `D` are those of titles as often as of names.
fn is_one_word(head: &str, tail: &str) -> bool {
    let rest = tail.to_lowercase();
    let is_name = head.starts_with(char::is_uppercase);
    let is_title = tail.starts_with(char::is_uppercase) && matches!(head, "L" | "D");
    let is_by_chance = is_name && rest.starts_with('e');
    let is_rest_a_word =
        language::is_function_word(&rest) || !is_by_chance && lexicon::is_known(&rest);
    !is_title && !is_rest_a_word && lexicon::is_known(&format!("{head}{tail}"))
}

/// Whether a quotation that is escaped closes behind it: `\'all of it\'`.
fn opens_quotation(behind: &str) -> bool {
    /// Bytes of the longest that is looked through.
    const LONGEST: usize = 200;
    let room = &behind[..behind.floor_char_boundary(LONGEST)];
    room.match_indices(r"\'").any(|(at, mark)| {
        let next = behind[at + mark.len()..].chars().next();
        !room[..at].ends_with(char::is_whitespace)
            && next.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c))
    })
}

/// Whether a text has letters with their accents, so that it does not spell them.
fn has_accents(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'À'..='ɏ') && c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> Vec<Acute> {
        let acutes = Acutes::of(text);
        text.match_indices(r"\'").map(|(at, _)| acutes.escaped(at)).collect()
    }

    #[test]
    fn what_a_text_spells_tells_accents_from_apostrophes() {
        use Acute::{Accent, Apostrophe, Unclear};
        for (text, expected) in [
            (r"O\'Brien", vec![Apostrophe]),
            (r"Sant\'Anna", vec![Apostrophe]),
            (r"L\'Aquila and D\'Annunzio", vec![Apostrophe, Apostrophe]),
            (r"à l\'objet d\'une", vec![Apostrophe, Apostrophe]),
            (r"è dell\'acqua", vec![Apostrophe]),
            (r"the 1990\'s, the Erdős\'s and (A)\'s", vec![Apostrophe; 3]),
            (r"L\'evy and R\'enyi", vec![Accent, Accent]),
            (r"FR\'ECHET and N\'eel", vec![Accent, Accent]),
            (r"la d\'efinition de l\'age \`a", vec![Accent, Accent]),
            (r"la d\'ecada del r\'apido", vec![Accent, Accent]),
            (r"\'area of L\'evy", vec![Accent, Accent]),
            (r"of a l\'esion", vec![Accent]),
            (r"à l\'eau de L\'evy", vec![Apostrophe, Accent]),
            (r"L\'une", vec![Unclear]),
            (r"D\'ARTAGNAN", vec![Unclear]),
            (r"a coup d\'etat", vec![Unclear]),
            (r"so-called \'over\' of", vec![Unclear, Accent]),
        ] {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }

    #[test]
    fn an_acute_between_two_words_is_an_apostrophe() {
        for word in [
            "L´Oréal", "D´Annunzio", "D´Artagnan", "Sant´Anna", "O´Higgins", "dell´Orso",
            "l´objet", "d´Alembert", "qu´elle", "McD´Arcy", "L´air", "D´une", "D´ARTAGNAN",
        ] {
            let (before, behind) = word.split_once('´').unwrap_or_default();
            assert!(may_be_apostrophe(before, behind), "{word}");
        }
        for word in [
            "L´evy", "N´eel", "R´enyi", "L´opez", "C´ordoba", "M´exico", "GARC´IA", "D´iaz",
            "P´olya", "Qu´ebec", "Cram´er", "Nystr´om",
        ] {
            let (before, behind) = word.split_once('´').unwrap_or_default();
            assert!(!may_be_apostrophe(before, behind), "{word}");
        }
    }
}
