//! The runs of letters of a text that abstracts seldom or never use: what was damaged is among them.

use crate::lexicon::{Word, is_common, is_counted};
use crate::text::TextFacts;
use crate::text::letter_runs::{Run, each_run};

/// They are told once for a text, and asked for by every check of words.
struct Uncommon(Vec<Run>);

/// Each run of at least five ASCII letters of a text that is no word that was counted more often
/// than a slip, from left to right; one of which the capitals are mixed is among them.
pub(super) fn uncommon_runs<'f>(facts: &'f TextFacts<'_>) -> &'f [Run] {
    let Uncommon(runs) = facts.fact(|| {
        let mut runs = Vec::new();
        let bytes = facts.text().as_bytes();
        each_run(bytes, |run| {
            let word = Word::at(bytes, run.start, run.end).filter(|word| !word.is_mixed);
            if word.is_none_or(|word| !is_common(word) && !is_counted(word)) {
                runs.push(run);
            }
        });
        Uncommon(runs)
    });
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_common_or_counted_are_left_out() {
        let text = "a method for floccinaucinihil, ResNet and thegraph of sheep";
        let facts = TextFacts::new(text);
        let words: Vec<&str> =
            uncommon_runs(&facts).iter().map(|run| &text[run.start..run.end]).collect();
        assert_eq!(words, ["floccinaucinihil", "ResNet", "thegraph"]);
    }
}
