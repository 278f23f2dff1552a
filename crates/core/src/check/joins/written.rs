//! What the record itself writes: its words, and pairs of them with a hyphen or a slash between.
//!
//! Both are found once for a text and sorted, so that one is looked up in as many steps as the
//! logarithm of their number: a text of nothing but broken compounds takes linear time, too.

use std::cmp::Ordering;

use crate::check::Context;
use crate::span::Span;
use crate::text::TextFacts;

/// How often the record writes `head` and `tail` with `sign` (`-` or `/`) between them. Of a longer
/// compound only its first two parts count.
pub(super) fn count_of_pair(head: &str, sign: &str, tail: &str, context: Context<'_>) -> usize {
    let count = |facts: &TextFacts<'_>| {
        let Pairs(pairs) = facts.fact(|| Pairs::of(facts.text()));
        let order = |pair: &Span| {
            let wanted = head.bytes().chain(sign.bytes()).chain(tail.bytes());
            pair.slice(facts.text()).bytes().cmp(wanted)
        };
        let first = pairs.partition_point(|pair| order(pair) == Ordering::Less);
        pairs[first..].partition_point(|pair| order(pair) == Ordering::Equal)
    };
    context.texts().map(count).sum()
}

/// Whether the record writes the word `whole`.
pub(super) fn has_word(whole: &str, context: Context<'_>) -> bool {
    let is_whole = |facts: &TextFacts<'_>| words_from(whole, facts).next() == Some(whole);
    context.texts().any(is_whole)
}

/// Whether the record writes `run` more than once, as a word or as the beginning of one.
pub(super) fn occurs_twice(run: &str, context: Context<'_>) -> bool {
    let begun = |facts| words_from(run, facts).take(2).filter(|word| word.starts_with(run)).count();
    context.texts().map(begun).sum::<usize>() > 1
}

/// The words of a text in the order of their bytes, from `first` on.
fn words_from<'t>(first: &str, facts: &'t TextFacts<'_>) -> impl Iterator<Item = &'t str> {
    let Words(words) = facts.fact(|| Words::of(facts.text()));
    let from = words.partition_point(|word| word.slice(facts.text()) < first);
    words[from..].iter().map(|word| word.slice(facts.text()))
}

/// Runs of letters and digits, in the order of their bytes.
struct Words(Vec<Span>);

impl Words {
    fn of(text: &str) -> Words {
        let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
        Words(sorted(text, runs.map(|run| Span::part(text, run))))
    }
}

/// Two of them with a sign between, behind no other hyphen, in the order of their bytes.
struct Pairs(Vec<Span>);

impl Pairs {
    fn of(text: &str) -> Pairs {
        let signs = memchr::memchr2_iter(b'-', b'/', text.as_bytes());
        let pairs = signs.filter_map(|at| {
            let start = text[..at].trim_end_matches(char::is_alphanumeric).len();
            let rest = &text[at + 1..];
            let end = text.len() - rest.trim_start_matches(char::is_alphanumeric).len();
            let is_pair = start < at && end > at + 1 && !text[..start].ends_with('-');
            Span::new(text, start, end).filter(|_| is_pair)
        });
        Pairs(sorted(text, pairs))
    }
}

fn sorted(text: &str, spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_by_key(|span| span.slice(text));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts};
    use crate::record::FieldName;

    #[test]
    fn words_and_pairs_stand_by_themselves() {
        let background = Background::default();
        let text = "Tick-tock; a big-tick-tock (tick-tock), tick/tock, tick-tocks, tétick-tock";
        let record = RecordFacts::new(Some("On tick-tock"), Some(text), &[], &background);
        let context = record.seen_from(FieldName::Abstract);
        let count = |sign| count_of_pair("tick", sign, "tock", context);
        assert_eq!((count("-"), count("/"), count("+")), (2, 1, 0));
        assert_eq!(count_of_pair("big", "-", "tick", context), 1);
        let known = ["tock", "tocks", "On", "toc", "Big", "zz"].map(|word| has_word(word, context));
        assert_eq!(known, [true, true, true, false, false, false]);
        let twice = ["tocks", "Tick", "big", "tick", "toc"].map(|run| occurs_twice(run, context));
        assert_eq!(twice, [false, false, false, true, true]);
    }
}
