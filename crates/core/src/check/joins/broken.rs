//! Words that a page broke at the end of a line, and compounds with a space behind their hyphen.

use std::cell::OnceCell;

use super::hyphen::{Judgement, is_part};
use super::kept::{is_in_row, is_subject};
use super::line_end::{Break, Surroundings, break_at};
use super::reader::reads_english;
use super::written::count_of_pair;
use super::{PREFIXES, spaced};
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{Lexicon, frequency_of, is_grammar, is_known};
use crate::span::Span;
use crate::text::{TextFacts, sentence};

/// Words broken at a hyphen, with a space behind it or without; compounds with a space behind
/// theirs; and dashes at the end of a line.
pub(super) fn broken(facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
    let text = facts.text();
    let hyphens = || memchr::memchr_iter(b'-', text.as_bytes());
    let mut hits = broken_words(facts, context);
    hits.extend(hyphens().filter_map(|at| number_behind(text, at, context)));
    hits.extend(
        text.match_indices('—').filter_map(|(at, dash)| dash_at_end(text, at + dash.len())),
    );
    let mut spaced = spaced::hits(text, context);
    spaced.retain(|hit| !hits.iter().any(|other| other.span.overlaps(hit.span)));
    hits.extend(spaced);
    // Who speaks of prefixes and syllables shows them by their hyphens.
    if !hits.is_empty() && is_subject(context) {
        hits.retain(|hit| is_sure_line_end(text, hit.span, context.lexicon()));
    }
    hits.sort_by_key(|hit| hit.span.start());
    hits
}

/// Words broken at a hyphen, and compounds with a space behind theirs.
fn broken_words(facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
    let text = facts.text();
    let lexicon = context.lexicon();
    let breaks = || memchr::memchr_iter(b'-', text.as_bytes()).filter_map(|at| break_at(text, at));
    // Hyphens are common, breaks are not: one piece of memory serves for all that are looked up.
    let mut whole = String::new();
    // Who breaks one word of a text at a line end breaks others.
    let sure = OnceCell::new();
    let others = |own: usize| {
        let first_three = || {
            let sure = breaks().filter(|found| found.is_sure(lexicon)).map(Break::start);
            sure.take(3).collect()
        };
        let sure: &Vec<usize> = sure.get_or_init(first_three);
        sure.iter().filter(|start| **start != own).count()
    };
    let has_company = |judgement: Judgement, own: usize| match judgement {
        Judgement::Break => true,
        Judgement::InSource => context.profile().breaks_words || others(own) > 0,
        Judgement::InText => others(own) > 1,
        Judgement::Compound => false,
    };
    let round = Surroundings { context, text, has_company: &has_company };
    let hits = breaks().filter_map(|found| found.hit(&round, &mut whole));
    hits.filter(|hit| reads_english(facts, hit.span, lexicon))
        .filter(|hit| !is_in_row(text, hit.span))
        .collect()
}

/// `LeNet- 5`: the number of a name, behind its hyphen and a space.
fn number_behind(text: &str, at: usize, context: Context<'_>) -> Option<Hit> {
    let behind = text[at + 1..].strip_prefix(' ')?;
    let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let start = text[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let head = &text[start..at];
    // Of `2- 3 times` the hyphen is a sign, and so it may be in `x- 5`.
    let is_name = head.len() > 1
        && head.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text[..start].ends_with(|c: char| c.is_alphanumeric() || "-_/.".contains(c));
    let goes_on = behind[digits..]
        .strip_prefix(['-', '–', ',', '/', '%', '.'])
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with([' ', '\n']));
    let is_written_so = || count_of_pair(head, "-", &behind[..digits], context) > 0;
    let is_capital = head.bytes().any(|b| b.is_ascii_uppercase());
    if digits == 0 || !is_name || goes_on || !(is_capital || is_written_so()) {
        return None;
    }
    let span = Span::new(text, start, at + 2 + digits)?;
    Some(Hit { edits: vec![Edit::new(Span::new(text, at + 1, at + 2)?, "")], ..Hit::at(span) })
}

/// The end of a line behind a dash, which stands at byte `at` of a sentence that goes on.
fn dash_at_end(text: &str, at: usize) -> Option<Hit> {
    let behind = &text[at..];
    let gap = behind.len() - behind.trim_start().len();
    let is_end = behind[..gap].matches('\n').count() == 1;
    let before = text[..at].chars().rev().nth(1)?;
    let start = at - sentence::chunk_before(text, at).len();
    (is_end && before.is_alphanumeric() && behind[gap..].starts_with(char::is_lowercase))
        .then(|| {
            let edit = Edit::new(Span::new(text, at, at + gap)?, "");
            Some(Hit { edits: vec![edit], ..Hit::at(Span::new(text, start, at + gap)?) })
        })
        .flatten()
}

/// Whether the hyphen at the end of a line, or before a space, parts a word whatever its text speaks
/// of: behind no prefix, and before what is no word.
fn is_sure_line_end(text: &str, span: Span, lexicon: &Lexicon) -> bool {
    let hyphen = text[span.start()..span.end()].find('-').map(|at| span.start() + at);
    let found = hyphen.and_then(|at| break_at(text, at));
    let is_prefix = |found: &Break<'_>| PREFIXES.contains(&found.head());
    found.is_some_and(|found| found.has_gap() && !is_prefix(&found) && found.is_sure(lexicon))
}

/// Whether a word of a text is broken whatever else the text holds.
pub(super) fn is_sure_of_any(text: &str, lexicon: &Lexicon) -> bool {
    memchr::memchr_iter(b'-', text.as_bytes())
        .filter_map(|at| break_at(text, at))
        .any(|found| found.is_sure(lexicon))
}

/// Words broken at the hyphen that only shows at the end of a line.
pub(super) fn soft_hyphens(text: &str, lexicon: &Lexicon) -> Vec<Hit> {
    let marks = ["\u{AD}", "(cid:173)"].into_iter().flat_map(|mark| text.match_indices(mark));
    let hit = |(at, mark): (usize, &str)| {
        let behind = &text[at + mark.len()..];
        if mark == "\u{AD}" && is_between_spaces(&text[..at], behind) {
            let span = Span::new(text, at, at + mark.len())?;
            return Some(Hit { edits: vec![Edit::new(span, "–")], ..Hit::at(span) });
        }
        let second = text.len() - behind.trim_start().len();
        let letters = |part: &str| {
            part.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>()
        };
        let head_len: usize =
            text[..at].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let (head, tail) =
            (&text[at - head_len..at], &text[second..second + letters(&text[second..])]);
        if head.is_empty() || tail.is_empty() {
            return None;
        }
        let between = if tail.starts_with(char::is_uppercase) {
            between_names(head, tail, lexicon)?
        } else if is_compound(&head.to_lowercase(), tail, lexicon)
            || links_on(&text[..at - head_len], head, tail, lexicon)
        {
            "-"
        } else {
            ""
        };
        let edit = Edit::new(Span::new(text, at, second)?, between);
        Some(Hit {
            edits: vec![edit],
            ..Hit::at(Span::new(text, at - head_len, second + tail.len())?)
        })
    };
    marks.filter_map(hit).collect()
}

/// Whether a mark stands between two words, each with its space: there it is a dash.
fn is_between_spaces(before: &str, behind: &str) -> bool {
    let ends = |c: char| c.is_alphanumeric() || ")]”\"".contains(c);
    let begins = |c: char| c.is_alphanumeric() || "([“\"".contains(c);
    before.strip_suffix(' ').is_some_and(|word| word.ends_with(ends))
        && behind.strip_prefix(' ').is_some_and(|word| word.starts_with(begins))
}

/// What belongs between a part and a name or an acronym: `Gauss(cid:173) Newton`, but `EP(cid:173)
/// SILON`, `Ada(cid:173) Boost`; nothing where a line was lost, and a sentence begins.
fn between_names(head: &str, tail: &str, lexicon: &Lexicon) -> Option<&'static str> {
    let (low_head, low_tail) = (head.to_lowercase(), tail.to_lowercase());
    let is_capital = |part: &str| part.chars().all(char::is_uppercase);
    if is_grammar(&low_tail) && !(tail.len() > 1 && is_capital(tail)) {
        return None;
    }
    let count = lexicon.frequency(&[&*low_head, &*low_tail].concat());
    let compound = frequency_of(&[&low_head, "-", &low_tail]);
    if count > compound && is_capital(head) == is_capital(tail) && head.len() > 1 {
        return Some("");
    }
    let is_word = head.len() == 1
        || head.starts_with(char::is_uppercase)
        || PREFIXES.contains(&head)
        || is_part(head, lexicon);
    is_word.then_some("-")
}

/// Words that link the parts of a compound: `time(cid:173)of-flight`.
const LINKS: &[&str] = &["and", "at", "by", "in", "of", "off", "on", "out", "to", "up"];

/// Whether a part is a link that goes on with the next one, as in `text-to(cid:173) speech`, where
/// `before` ends with the first one.
fn links_on(before: &str, head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    let is_link = LINKS.contains(&head) || matches!(head, "or" | "the" | "a");
    let is_linked =
        before.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
    let word = [head, tail].concat();
    is_link && is_linked && lexicon.frequency(&word) == 0 && !is_known(&word)
}

/// Whether two parts make a compound rather than a word.
fn is_compound(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    let word = [head, tail].concat();
    let whole = lexicon.frequency(&word);
    let compound = frequency_of(&[head, "-", tail]);
    // `q(cid:173)learning`, `speaker(cid:173)independent`; not a verb behind a lost line.
    let is_word = |part: &str| part.len() > 3 && is_part(part, lexicon);
    let are_words = (is_word(head) || head.len() == 1)
        && (is_word(tail) && !is_grammar(tail) || LINKS.contains(&tail));
    // Of the prefixes these keep their hyphen: `off(cid:173)chip`.
    let is_whole = PREFIXES.contains(&head) && !["off", "on", "self", "cross"].contains(&head);
    let are_words = are_words || ["off", "on"].contains(&head) && is_word(tail);
    compound > whole || whole + compound == 0 && are_words && !is_whole && !is_known(&word)
}
