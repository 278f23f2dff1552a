//! Compounds with hyphens of which one was lost: `state-ofthe-art`, `coarse-tofine`.

use super::PREFIXES;
use super::glued::Parting;
use super::grammar::is_plain;
use super::split::Evidence;
use crate::lexicon::{Lexicon, SLIPS, frequency_of, is_combining_form, is_grammar, is_known};
use crate::text::letter_runs::Run;

/// Words of grammar within compounds, and that no word begins with in great number: `of` in
/// `out-of-vocabulary`.
const LINKS: &[&str] = &["of", "to", "the", "by", "and"];
/// Those that begin many words: only before another word of grammar (`human-inthe-loop`).
const RISKY_LINKS: &[&str] = &["in", "on", "at", "for"];

/// How to part a run of letters with a hyphen on one of its sides, or both.
pub(super) fn parting(text: &str, run: Run, lexicon: &Lexicon) -> Option<Parting> {
    let Run { start, end } = run;
    let written = &text[start..end];
    if !written.bytes().all(|b| b.is_ascii_lowercase())
        || lexicon.frequency(written) > SLIPS
        || is_known(written)
        || PREFIXES.contains(&written)
        || is_combining_form(written)
    {
        return None;
    }
    let before = part_before(&text[..start]);
    let behind = part_behind(&text[end..]);
    let found = |head: usize| Parting {
        is_in_compound: true,
        ..Parting::of(run, head, "-", Evidence::Hyphen)
    };
    let first = before.and_then(|_| link_first(written, behind.is_some(), lexicon));
    let last = || behind.and_then(|_| link_last(written, lexicon));
    first.or_else(last).map(found)
}

/// The letters before the hyphen that `before` ends with, if they are a part of a compound.
fn part_before(before: &str) -> Option<&str> {
    let rest = before.strip_suffix('-')?;
    let part = &rest[rest.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..];
    let is_alone = !rest[..rest.len() - part.len()]
        .ends_with(|c: char| c.is_alphanumeric() || "/\\_@.+".contains(c));
    (part.len() > 1 && is_alone).then_some(part)
}

/// The letters behind the hyphen that `behind` begins with, if they are a part of a compound.
fn part_behind(behind: &str) -> Option<&str> {
    let rest = behind.strip_prefix('-')?;
    let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
    let tail = &rest[end..];
    let goes_on = tail.starts_with(|c: char| c.is_alphanumeric() || "/\\_@+".contains(c));
    let is_host =
        tail.strip_prefix('.').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_alphanumeric()));
    (end > 1 && !goes_on && !is_host).then(|| &rest[..end])
}

/// Where a run is parted that begins with a link: `tofine`, `ofthe`.
fn link_first(run: &str, goes_on: bool, lexicon: &Lexicon) -> Option<usize> {
    let is_link = |link: &&&str| {
        run.strip_prefix(**link).is_some_and(|rest| {
            let is_word = rest.len() >= 3 && is_plain(rest, lexicon);
            is_word && (LINKS.contains(*link) || goes_on && is_grammar(rest))
        })
    };
    LINKS.iter().chain(RISKY_LINKS).find(is_link).map(|link| link.len())
}

/// Where a run is parted that ends with a link: `endto`, `stateof`.
fn link_last(run: &str, lexicon: &Lexicon) -> Option<usize> {
    // Terms end in `to` before a hyphen (`planto-`), so that the pair must be known to meet.
    let is_link = |link: &&&str| {
        run.strip_suffix(**link).is_some_and(|rest| {
            rest.len() >= 3
                && is_plain(rest, lexicon)
                && (**link != "to" || frequency_of(&[rest, "-", "to"]) > 0 || rest == "end")
        })
    };
    LINKS.iter().find(is_link).map(|link| run.len() - link.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with the hyphens that its runs lack.
    fn mended(text: &str) -> String {
        let lexicon = Lexicon::default();
        let mut mended = text.to_owned();
        let mut at = text.len();
        while let Some(end) = text[..at].rfind(|c: char| c.is_ascii_alphabetic()).map(|n| n + 1) {
            let start = text[..end].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
            if let Some(found) = parting(text, Run { start, end }, &lexicon) {
                mended.insert_str(found.start + found.head, found.between);
            }
            at = start;
        }
        mended
    }

    #[test]
    fn compounds_get_their_hyphens_back() {
        for (damaged, whole) in [
            ("a state-ofthe-art parser", "a state-of-the-art parser"),
            ("a state-of-theart parser", "a state-of-the-art parser"),
            ("a stateof-the-art parser", "a state-of-the-art parser"),
            ("from fine-tocoarse grids", "from fine-to-coarse grids"),
            ("an endto-end test", "an end-to-end test"),
            ("an out-ofrange value", "an out-of-range value"),
            ("a human-inthe-loop test", "a human-in-the-loop test"),
            ("a divide-andconquer sort", "a divide-and-conquer sort"),
            ("a bottleby-bottle count", "a bottle-by-bottle count"),
            ("a one-tomany relation", "a one-to-many relation"),
        ] {
            assert_eq!(mended(damaged), whole);
        }
    }

    #[test]
    fn compounds_that_are_whole_stay() {
        for text in [
            "a fault-tolerant, bio-inspired and non-invasive robot",
            "force-torque and time-invariant systems",
            "the auto-tuned proto-type of a photo-realistic view",
            "hepato-renal, recto-vaginal and musculo-skeletal pain",
            "the Mid-Atlantic co-op",
            "non-toxic on-topic by-products",
            "at https://example.org/a-tofine/b-ofthe",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
