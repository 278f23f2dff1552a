//! Hyphens that are neither the end of a line nor that of a compound: of a part left out, of what
//! lacks a thing, of syllables and prefixes that a text speaks of.

use super::hyphen::is_whole;
use super::line_end::break_at;
use crate::check::Context;
use crate::lexicon::SLIPS;
use crate::span::Span;
use crate::text::language::is_function_word;

/// Words behind a hyphen and a space that stands for a part left out: `pre- and post-processing`.
pub(in crate::check) const SUSPENDING: &[&str] = &[
    "and", "or", "to", "nor", "versus", "vs", "but", "than", "as", "through", "then", "plus",
    "rather", "of", "including", "using", "namely", "especially", "und", "oder", "bis", "bzw",
    "sowie", "samt", "et", "ou", "en", "og", "och", "eller", "oraz",
];

/// "And" and "or" in other languages that are written in Latin letters.
const LINKS: &[&str] = &[
    "ja", "tai", "sekä", "või", "vagy", "és", "ir", "ar", "arba", "un", "vai", "lub", "albo",
    "czy", "nebo", "alebo", "či", "ili", "ali", "in", "și", "şi", "sau", "dhe", "ose", "eta",
    "edo", "dan", "atau", "serta", "at", "ve", "veya", "və", "va", "yoki", "na", "au", "en", "of",
    "og", "eða", "agus", "nó", "neu", "kaj", "aŭ", "và", "hoặc",
];

/// Whether a hyphen before `tail` (in lower case) stands for a part left out: `luku- ja
/// kirjoitustaito`. `whole`, which was counted so often, is both parts: syllables of English are
/// function words elsewhere (`insul- in`).
pub(super) fn is_left_out(whole: &str, tail: &str, count: u64) -> bool {
    (LINKS.contains(&tail) || is_function_word(tail)) && count <= SLIPS && !is_whole(whole, count)
}

/// Letters, particles and charges that have a sign behind them: `the beta- decay`.
pub(super) const GREEK: &[&str] = &[
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
    "upsilon",
];

/// What is said to have a thing or to lack it: `the amyloid- group`.
pub(super) const CARRIERS: &[&str] = &[
    "group", "groups", "subgroup", "subgroups", "cohort", "cohorts", "patient", "patients",
    "subject", "subjects", "participants", "individuals", "persons", "people", "women", "men",
    "children", "controls", "cases", "mice", "rats", "animals", "plants", "mutant", "mutants",
    "strain", "strains", "isolate", "isolates", "cells", "tumors", "tumours", "carcinomas",
    "lines", "clones",
];

/// Whether the record has `head` with the opposite sign: `Nif+` beside `Nif-`.
pub(super) fn has_positive(head: &str, context: Context<'_>) -> bool {
    let positive = [head, "+"].concat();
    context.texts().any(|facts| {
        memchr::memmem::find_iter(facts.text().as_bytes(), positive.as_bytes())
            .any(|at| !facts.text()[..at].ends_with(char::is_alphanumeric))
    })
}

/// What a text that speaks of hyphens, or of what they part, calls them.
const SUBJECTS: &[&str] = &[
    "prefix", "suffix", "affix", "infix", "syllab", "morphem", "hyphen", "orthograph", "phonolog",
    "portmanteau", "compound word", "word formation", "word-formation",
];

/// Whether the record speaks of the hyphens in it.
pub(super) fn is_subject(context: Context<'_>) -> bool {
    context.texts().any(|facts| {
        let text = facts.text().to_lowercase();
        SUBJECTS
            .iter()
            .any(|subject| memchr::memmem::find(text.as_bytes(), subject.as_bytes()).is_some())
    })
}

/// Signs and words between the members of a row.
const BETWEEN: &[&str] = &[", and ", ", or ", " and ", " or ", ", ", "; "];

/// Whether a word with a hyphen, at `span`, stands in a row of words that are cut into syllables:
/// `ta-ble, win-dow`. Line ends do not meet so.
pub(super) fn is_in_row(text: &str, span: Span) -> bool {
    if text[span.start()..span.end()].contains(char::is_whitespace) {
        return false;
    }
    let is_cut = |at: usize| {
        break_at(text, at).is_some_and(|found| {
            let (whole, compound) = found.counts();
            !found.has_gap() && compound * 20 <= whole && whole > 0
        })
    };
    let behind = || {
        let between = BETWEEN.iter().find(|sign| text[span.end()..].starts_with(**sign))?;
        let from = span.end() + between.len();
        let rest = &text[from..];
        let end = rest.find(|c: char| c.is_whitespace() || ",;".contains(c)).unwrap_or(rest.len());
        rest[..end].find('-').map(|at| from + at)
    };
    let before = || {
        let between = BETWEEN.iter().find(|sign| text[..span.start()].ends_with(**sign))?;
        let head = &text[..span.start() - between.len()];
        let from =
            head.rfind(|c: char| c.is_whitespace() || ",;".contains(c)).map_or(0, |at| at + 1);
        head.get(from..)?.rfind('-').map(|at| from + at)
    };
    behind().is_some_and(is_cut) || before().is_some_and(is_cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts};
    use crate::lexicon::frequency;
    use crate::record::FieldName;

    #[test]
    fn parts_are_left_out_before_and_or_of_any_language() {
        for (head, tail) in [
            ("talous", "ja"),
            ("kevad", "või"),
            ("bal", "vagy"),
            ("ciemno", "lub"),
            ("pasca", "dan"),
            ("eri", "tai"),
            ("binnen", "en"),
            ("vor", "nach"),
            ("jug", "ali"),
            ("sosyo", "ve"),
        ] {
            let whole = [head, tail].concat();
            assert!(is_left_out(&whole, tail, frequency(&whole)), "{head}- {tail}");
        }
        for (head, tail) in [
            ("nin", "ja"),
            ("gar", "den"),
            ("insul", "in"),
            ("bur", "den"),
            ("rea", "son"),
            ("per", "son"),
            ("form", "al"),
            ("process", "es"),
            ("cat", "ion"),
        ] {
            let whole = [head, tail].concat();
            let count = frequency(&whole);
            assert!(!is_left_out(&whole, tail, count), "{head}- {tail}");
        }
    }

    #[test]
    fn rows_of_syllables_are_told_from_line_ends() {
        let is_row = |text: &str, word: &str| {
            let at = text.find(word).unwrap();
            is_in_row(text, Span::new(text, at, at + word.len()).unwrap())
        };
        for (text, word) in [
            ("as in ta-ble, win-dow and", "ta-ble"),
            ("as in ta-ble, win-dow and", "win-dow"),
            ("mar-ket and gar-den", "gar-den"),
            ("prob-lem; pic-ture", "prob-lem"),
            ("paint-er or farm-er", "farm-er"),
        ] {
            assert!(is_row(text, word), "{text}");
        }
        for (text, word) in [
            ("low-cost and effi-cient", "effi-cient"),
            ("a func-tion of real-time, multi-view", "func-tion"),
            ("of prob-lems in the pic-ture", "prob-lem"),
            ("the algo-rithm, which", "algo-rithm"),
        ] {
            assert!(!is_row(text, word), "{text}");
        }
    }

    #[test]
    fn the_opposite_sign_and_the_subject_are_the_records() {
        let background = Background::default();
        let text = "Lac+ and Lac- strains; the syllables of a word";
        let record = RecordFacts::of_abstract(text, &background);
        let context = record.seen_from(FieldName::Abstract);
        assert!(has_positive("Lac", context) && !has_positive("ac", context));
        assert!(is_subject(context));
    }
}
