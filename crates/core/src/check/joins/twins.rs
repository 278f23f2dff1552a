//! Words that lost the hyphen which the same record writes elsewhere: `handobject` beside
//! `hand-object`.

use super::glued::Parting;
use super::letter_runs::Run;
use super::spaced::occurrences;
use super::split::Evidence;
use super::{PREFIXES, meant};
use crate::check::Context;
use crate::lexicon::{SLIPS, is_grammar};

/// A part of a compound has so many letters at least.
const SHORTEST: usize = 3;

/// How to part a run of letters as its twin is parted.
pub(super) fn parting(
    text: &str,
    Run { start, end }: Run,
    context: Context<'_>,
) -> Option<Parting> {
    let run = &text[start..end];
    let head = twin(run, context)?;
    let touches = text[..start].ends_with('-') || text[end..].starts_with('-');
    // `straightand`, beside `straight-and curved`, lost a space as well.
    if !touches && [&run[..head], &run[head..]].into_iter().any(is_grammar) {
        return None;
    }
    // Who writes both more than once means both.
    (!meant::occurs_twice(run, context)).then_some(Parting {
        start,
        head,
        between: "-",
        evidence: Evidence::Certain,
        is_in_compound: false,
        is_safe: false,
        len: end - start,
    })
}

/// Bytes of the first part of the compound that the record has, with the letters of `run`.
fn twin(run: &str, context: Context<'_>) -> Option<usize> {
    let texts = [context.title(), context.abstract_()].into_iter().flatten();
    let mut hyphens =
        texts.flat_map(|text| memchr::memchr_iter(b'-', text.as_bytes()).map(move |at| (text, at)));
    let is_acronym = run.bytes().all(|b| b.is_ascii_uppercase());
    let is_lower = run.bytes().all(|b| b.is_ascii_lowercase());
    let head = hyphens.find_map(|(text, at)| {
        let before = &text[..at];
        let len = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let head = &before[before.len() - len..];
        let rest = run.strip_prefix(head)?;
        let is_twin = text[at + 1..].starts_with(rest) && !rest.is_empty();
        is_twin.then_some(head.len())
    })?;
    let (first, last) = run.split_at(head);
    let whole = [first, "-", last].concat();
    let seen = occurrences(&whole, context);
    let is_word = |part: &str| part.len() >= SHORTEST && context.lexicon().frequency(part) > SLIPS;
    let are_words = is_lower
        && is_word(first)
        && is_word(last)
        && !PREFIXES.contains(&first)
        && !meant::is_inflected(run, context.lexicon())
        && seen > 0;
    // Where an acronym is explained, it is written as its author writes it.
    let is_explained = || occurrences(&["(", run, ")"].concat(), context) > 0;
    let are_acronyms =
        is_acronym && first.len() > 1 && last.len() > 1 && seen > 1 && !is_explained();
    (are_words || are_acronyms).then_some(head)
}

#[cfg(test)]
mod tests {
    use crate::check::{Background, RecordFacts};
    use crate::record::FieldName;

    fn twin(run: &str, text: &str) -> Option<usize> {
        let background = Background::default();
        let record = RecordFacts::of_abstract(text, &background);
        super::twin(run, record.seen_from(FieldName::Abstract))
    }

    #[test]
    fn the_compound_of_the_record_tells() {
        for (run, text, head) in [
            ("handobject", "a hand-object pair", 4),
            ("actorcritic", "the actor-critic and", 5),
            ("reducedorder", "of reduced-order models", 7),
            ("lightpath", "a (light-path) of", 5),
            ("saddlenode", "saddle-node points", 6),
            ("taskrelevant", "are task-relevant.", 4),
            ("HACNN", "the HA-CNN; this HA-CNN", 2),
            ("handeye", "hand-eye work", 4),
            ("goalbased", "goal-based", 4),
            ("marketbased", "x-y and market-based", 6),
        ] {
            assert_eq!(twin(run, text), Some(head), "{run}");
        }
    }

    #[test]
    fn forms_names_and_halves_have_no_twin() {
        for (run, text) in [
            ("codebases", "of code-bases and"),
            ("functionalisations", "surface function-alisations"),
            ("multiagent", "multi-agent games"),
            ("coattention", "a co-attention net"),
            ("handobject", "hand and object"),
            ("HACNN", "one HA-CNN"),
            ("ResNet", "a Res-Net and a Res-Net"),
            ("swashplateless", "a swash-plateless drone"),
            ("handobject", "a left-hand-object"),
            ("UDASS", "(UDASS) of UDA-SS and UDA-SS"),
        ] {
            assert_eq!(twin(run, text), None, "{run}");
        }
    }
}
