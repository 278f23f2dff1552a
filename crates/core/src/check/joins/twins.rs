//! Words that lost the hyphen which the same record writes elsewhere: `handobject` beside
//! `hand-object`.

use super::glued::Parting;
use super::split::Evidence;
use super::written::{count_of_pair, occurs_twice};
use super::{PREFIXES, meant};
use crate::check::Context;
use crate::lexicon::{SLIPS, is_grammar};
use crate::text::letter_runs::Run;

/// A part of a compound has so many letters at least.
const SHORTEST: usize = 3;
/// A part of an acronym has.
const SHORTEST_CAPITALS: usize = 2;

/// How to part a run of letters as its twin is parted.
pub(super) fn parting(text: &str, run: Run, context: Context<'_>) -> Option<Parting> {
    let Run { start, end } = run;
    let written = &text[start..end];
    // Where an acronym is explained, it is written as its author writes it.
    let is_explained = text[..start].ends_with('(') && text[end..].starts_with(')');
    let head = if written.bytes().all(|b| b.is_ascii_lowercase()) {
        compound(written, context)?
    } else if written.bytes().all(|b| b.is_ascii_uppercase()) && !is_explained {
        acronym(written, context)?
    } else {
        return None;
    };
    let touches = text[..start].ends_with('-') || text[end..].starts_with('-');
    // `straightand`, beside `straight-and curved`, lost a space as well.
    if !touches && [&written[..head], &written[head..]].into_iter().any(is_grammar) {
        return None;
    }
    // Who writes both more than once means both.
    (!occurs_twice(written, context)).then(|| Parting::of(run, head, "-", Evidence::Certain))
}

/// Bytes of the first part of the compound of two words that the record has.
fn compound(run: &str, context: Context<'_>) -> Option<usize> {
    let lexicon = context.lexicon();
    let is_word = |part: &str| lexicon.frequency(part) > SLIPS;
    let head = (SHORTEST..=run.len().saturating_sub(SHORTEST)).find(|head| {
        let (first, last) = run.split_at(*head);
        count_of_pair(first, "-", last, context) > 0
            && is_word(first)
            && is_word(last)
            && !PREFIXES.contains(&first)
    })?;
    (!meant::is_inflected(run, lexicon)).then_some(head)
}

/// Bytes of the first part of the acronym that the record has with a hyphen, more than once.
fn acronym(run: &str, context: Context<'_>) -> Option<usize> {
    (SHORTEST_CAPITALS..=run.len().saturating_sub(SHORTEST_CAPITALS)).find(|head| {
        let (first, last) = run.split_at(*head);
        count_of_pair(first, "-", last, context) > 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts};
    use crate::record::FieldName;

    /// Bytes of the first part of the first `run` in a text.
    fn head(run: &str, text: &str) -> Option<usize> {
        let background = Background::default();
        let record = RecordFacts::of_abstract(text, &background);
        let start = text.find(run)?;
        let found = Run { start, end: start + run.len() };
        parting(text, found, record.seen_from(FieldName::Abstract)).map(|parting| parting.head)
    }

    #[test]
    fn the_compound_of_the_record_tells() {
        for (run, text, expected) in [
            ("handobject", "handobject: a hand-object pair", 4),
            ("actorcritic", "the actor-critic and actorcritic", 5),
            ("reducedorder", "reducedorder of reduced-order models", 7),
            ("lightpath", "a (light-path) of lightpath", 5),
            ("saddlenode", "saddle-node points, saddlenode", 6),
            ("taskrelevant", "taskrelevant are task-relevant.", 4),
            ("HACNN", "the HA-CNN; this HA-CNN; a HACNN", 2),
            ("handeye", "hand-eye work by handeye", 4),
            ("goalbased", "goal-based, goalbased", 4),
            ("marketbased", "marketbased x-y and market-based", 6),
        ] {
            assert_eq!(head(run, text), Some(expected), "{run}");
        }
    }

    #[test]
    fn forms_names_and_halves_have_no_twin() {
        for (run, text) in [
            ("codebases", "codebases of code-bases and"),
            ("functionalisations", "functionalisations: surface function-alisations"),
            ("multiagent", "multiagent multi-agent games"),
            ("coattention", "a co-attention net, coattention"),
            ("handobject", "hand and object, handobject"),
            ("HACNN", "one HA-CNN, HACNN"),
            ("ResNet", "a Res-Net and a Res-Net, ResNet"),
            ("swashplateless", "a swash-plateless drone, swashplateless"),
            ("handobject", "a left-hand-object, handobject"),
            ("handobject", "handobject and handobject of hand-object"),
            ("straightand", "straight-and curved, straightand"),
            ("UDASS", "(UDASS) of UDA-SS and UDA-SS"),
        ] {
            assert!(text.contains(run));
            assert_eq!(head(run, text), None, "{run}");
        }
    }
}
