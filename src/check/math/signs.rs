//! A cheap look at a text: is there any sign of mathematics in it?
//!
//! Nearly all abstracts have none, and this look is all that they cost. One
//! automaton finds script signs, braces, backslashes and the names of the
//! table; a name within a longer run of letters counts only if that run is no
//! word of the language (`circle`, `hyperparameter`).

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::symbols::{Reading, Role, SYMBOLS};

/// Names of at most this many bytes count only where they stand alone; within words they are too common to look at.
const SHORT: usize = 3;

static SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let names = SYMBOLS.iter().filter(|s| s.reading != Reading::Word && s.role != Role::Function).map(|s| s.name);
    let (short, long): (Vec<&str>, Vec<&str>) = names.partition(|name| name.len() <= SHORT);
    let alone = short.iter().flat_map(|name| {
        [' ', '(', '/', '-', ',', '=']
            .into_iter()
            .flat_map(move |before| [' ', '-', ')', ',', '.', '/', '='].map(|behind| format!("{before}{name}{behind}")))
    });
    let numbered = ('0'..='9').flat_map(|digit| {
        ["le", "ge", "pm"].map(|name| format!("{name}{digit}")).into_iter().chain([
            format!("{digit}pm"),
            format!("{digit}mu"),
            format!("{digit} mu"),
        ])
    });
    let words = ["times", "sim", " pm ", "approx", "^", "_", "{", "\\"].map(str::to_owned);
    let patterns: Vec<String> = long.into_iter().map(str::to_owned).chain(alone).chain(numbered).chain(words).collect();
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(patterns).ok()
});

/// Whether `text` has to be looked at closely.
pub fn any(text: &str) -> bool {
    let Some(signs) = &*SIGNS else { return true };
    signs.find_overlapping_iter(text).any(|found| is_sign(text, found.start(), found.end()))
}

/// Script signs and names that stand alone are; a name within a word that the language knows is not.
fn is_sign(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    if !bytes[start..end].iter().all(u8::is_ascii_alphabetic) {
        return true;
    }
    let letter = |b: &&u8| b.is_ascii_alphabetic();
    let head = bytes[..start].iter().rev().take_while(letter).count();
    let tail = bytes[end..].iter().take_while(letter).count();
    head + tail == 0 || head + tail > 30 || !is_word(&text[start - head..end + tail])
}

fn is_word(run: &str) -> bool {
    // Words of the corpus are in lower case; of a name in camel case nothing is known.
    if run.bytes().any(|b| b.is_ascii_uppercase()) {
        crate::lexicon::frequency(&run.to_ascii_lowercase()) > 0
    } else {
        crate::lexicon::frequency(run) > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_has_no_sign() {
        assert!(!any("Circles, hyperparameters and fractions tell well of a model in multiple metadata, at 25% of the cost (sometimes)."));
    }

    #[test]
    fn every_kind_of_damage_has_one() {
        for text in [
            "256times256",
            "sim0.6",
            "Phicirc Psi",
            "x_t",
            "U^2",
            "mathcal{O}",
            "ell",
            "0.8pm0.1",
            "the rho-mode",
            "VSEinfty",
            "le13",
            "thetain",
        ] {
            assert!(any(text), "{text}");
        }
    }
}
