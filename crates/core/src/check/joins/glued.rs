//! Words between which the space was lost.

use std::borrow::Cow;

use super::grammar::is_plain;
use super::meant::{is_form_or_term, is_prefixed, is_slip};
use super::spaced::CONTRASTS;
use super::split::{Evidence, ends_determined, part};
use super::written::occurs_twice;
use super::{PREFIXES, chain, grammar, neighbours, twins};
use crate::check::uncommon::uncommon_runs;
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{Lexicon, SLIPS, is_combining_form, is_compound, is_known};
use crate::span::Span;
use crate::text::TextFacts;
use crate::text::letter_runs::Run;

/// Where two words of a text stand as one.
#[derive(Debug)]
pub(super) struct Partings(pub(super) Vec<Parting>);

/// Where to part a run of letters, and how.
#[derive(Clone, Debug)]
pub(super) struct Parting {
    /// The first byte of the run.
    pub(super) start: usize,
    /// Bytes of the first part.
    pub(super) head: usize,
    /// What stands between the parts.
    pub(super) between: &'static str,
    /// How sure it is that there are two.
    pub(super) evidence: Evidence,
    /// Whether another hyphen touches the run: that a hyphen is lost says nothing of spaces.
    pub(super) is_in_compound: bool,
    /// Whether it can be parted unasked: it is certain, or not alone.
    pub(super) is_safe: bool,
    /// Bytes of the whole run.
    pub(super) len: usize,
}

impl Parting {
    /// `run` in two behind its first `head` bytes, alone and not yet known to be safe.
    pub(super) fn of(run: Run, head: usize, between: &'static str, evidence: Evidence) -> Parting {
        let Run { start, end } = run;
        let (is_in_compound, is_safe) = (false, false);
        Parting { start, head, between, evidence, is_in_compound, is_safe, len: end - start }
    }

    /// The run, with the edit that parts it.
    pub(super) fn hit(&self, text: &str) -> Option<Hit> {
        let span = Span::new(text, self.start, self.start + self.len)?;
        let gap = Span::new(text, self.start + self.head, self.start + self.head)?;
        Some(Hit { edits: vec![Edit::new(gap, self.between)], ..Hit::at(span) })
    }

    /// Whether authors often write such a pair as one word, so that alone it is not worth a word.
    pub(super) fn is_often_coined(&self) -> bool {
        self.evidence == Evidence::Possible
    }

    /// What it says of others: two that are likely are as good as one that is certain.
    fn weight(&self) -> usize {
        match self.evidence {
            // A lost hyphen says little of spaces.
            Evidence::Certain if self.between == "-" => 1,
            Evidence::Certain => COMPANY,
            Evidence::Hyphen if self.is_in_compound => 0,
            Evidence::Likely | Evidence::Hyphen => 1,
            Evidence::Possible | Evidence::Doubtful => 0,
        }
    }
}

/// The weight of the others that makes a parting safe that is not certain.
const COMPANY: usize = 2;

/// The weight of the others that makes a doubtful one safe: that of five that are certain.
const MUCH_COMPANY: usize = 5 * COMPANY;

/// Where two words stand as one.
pub(super) fn glued(facts: &TextFacts<'_>, context: Context<'_>) -> Partings {
    let runs = uncommon_runs(facts).iter();
    let mut partings: Vec<Parting> =
        runs.filter_map(|run| parting(facts.text(), *run, context)).collect();
    // What an author coined stands alone; lost spaces come in company, in the text or in others of
    // its source.
    let all: usize = partings.iter().map(Parting::weight).sum();
    let glues_words = context.profile().glues_words;
    for parting in &mut partings {
        let has_company = all - parting.weight() >= COMPANY;
        parting.is_safe = match parting.evidence {
            Evidence::Certain => true,
            Evidence::Likely => has_company || glues_words,
            Evidence::Hyphen | Evidence::Possible => has_company,
            Evidence::Doubtful => all >= MUCH_COMPANY,
        };
    }
    Partings(partings)
}

/// Whether two words of a text stand as one whatever else it holds.
pub(super) fn is_sure_of_any(facts: &TextFacts<'_>, lexicon: &Lexicon) -> bool {
    let text = facts.text();
    uncommon_runs(facts).iter().any(|Run { start, end }| {
        let is_mixed = text[start + 1..*end].bytes().any(|byte| byte.is_ascii_uppercase());
        if is_mixed || !stands_alone(text.as_bytes(), *start, *end) {
            return false;
        }
        let lower = text[*start..*end].to_ascii_lowercase();
        let found = (lexicon.frequency(&lower) <= SLIPS && !is_known(&lower))
            .then(|| part(&lower, lexicon))
            .flatten();
        found.is_some_and(|found| {
            found.evidence == Evidence::Certain
                && !is_form_or_term(&lower, found.head, lexicon)
                && !is_slip(&lower, lexicon)
        })
    })
}

/// How to part a run that is no word but two.
fn parting(text: &str, run: Run, context: Context<'_>) -> Option<Parting> {
    let Run { start, end } = run;
    let lexicon = context.lexicon();
    // `sizeof(x)` is a function of a program; `(cid:173)` is a glyph that was not read.
    if text[end..].starts_with('(') && !text[end..].starts_with("(cid:") {
        return None;
    }
    let stands_alone = stands_alone(text.as_bytes(), start, end);
    let written = &text[start..end];
    let is_word = lexicon.frequency(&written.to_ascii_lowercase()) > SLIPS || is_known(written);
    let twin = || twins::parting(text, run, context);
    if let Some(twin) = (!is_word && may_be_twin(text, run)).then(twin).flatten() {
        return Some(twin);
    }
    if !stands_alone {
        return chain::parting(text, run, lexicon);
    }
    if written.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        return in_mixed_case(written, run, lexicon);
    }
    let is_name = written.starts_with(|c: char| c.is_ascii_uppercase());
    let lower: Cow<'_, str> =
        if is_name { written.to_ascii_lowercase().into() } else { written.into() };
    if lexicon.frequency(&lower) > SLIPS {
        return None;
    }
    let found = suspended(text, &lower, run, lexicon)
        .or_else(|| single(&lower, run, context))
        .or_else(|| neighbours::parting(text, &lower, run, lexicon));
    let mut parting = found.filter(|_| {
        !(is_name && initial_follows(&text[end..]) || is_mentioned(&text[..start], &text[end..]))
    })?;
    if lacks_object(&lower[parting.head..], &text[end..]) {
        parting.evidence = Evidence::Doubtful;
    }
    // A capital within a sentence is that of a name.
    if is_name && parting.evidence == Evidence::Certain && !begins_sentence(&text[..start]) {
        parting.evidence = Evidence::Possible;
    }
    Some(parting)
}

/// Whether a run is no part of a URL or a name, though a hyphen may touch it.
fn may_be_twin(text: &str, Run { start, end }: Run) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "@#/\\_".contains(c);
    !text[..start].ends_with(|c| c == '.' || is_part(c))
        && !text[end..].starts_with(is_part)
        && !goes_on_behind_stop(text.as_bytes(), end)
}

/// How to part a run, `lower` in lower case, of which nothing round it tells.
fn single(lower: &str, run: Run, context: Context<'_>) -> Option<Parting> {
    let lexicon = context.lexicon();
    let text = context.text();
    let written = text.get(run.start..run.end).unwrap_or(lower);
    let is_name = written.starts_with(|c: char| c.is_ascii_uppercase());
    let found = part(lower, lexicon)
        .filter(|found| lexicon.frequency(lower) == 0 || found.by_function_word)?;
    if is_known(written) || is_compound(lower) || is_form_or_term(lower, found.head, lexicon) {
        return None;
    }
    // A slip of the pen is no lost space; but nobody mistypes `ofthe`, or `areused`.
    let is_certain = found.evidence == Evidence::Certain;
    if !(is_certain && (found.is_grammar || !found.is_tail)) && is_slip(lower, lexicon) {
        return None;
    }
    // What is written so twice, or as a name, is meant so; but nobody means `ofthe`.
    let coined = is_name || occurs_twice(written, context);
    // `Radialis`, `Froman`; but no name ends as `Onthe` does.
    let is_sentence_start = found.is_grammar && ends_determined(&lower[found.head..]);
    // `Ofcom`: short for names.
    let is_short = lower.len() < 7 && lower.starts_with("of");
    let may_be_name = is_name && (found.is_tail && !is_sentence_start || is_short);
    let kept = found.by_function_word && !may_be_name && (is_certain || !coined)
        || !coined && !is_prefixed(lower, lexicon);
    kept.then(|| Parting::of(run, found.head, found.between, found.evidence))
}

/// Numbers that compounds begin with, as with prefixes.
const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "single", "first"];

/// `overand` in `overand undersampling`: what the first part shares with the next word lost the
/// space behind its hyphen, and then the hyphen.
fn suspended(text: &str, lower: &str, run: Run, lexicon: &Lexicon) -> Option<Parting> {
    let head = ["and", "or"].iter().find_map(|tail| lower.strip_suffix(tail))?;
    let behind = text[run.end..].strip_prefix(' ')?;
    let next = &behind[..behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len())];
    let rest = &behind[next.len()..];
    let is_prefix =
        |part: &str| PREFIXES.contains(&part) || NUMBERS.contains(&part) || is_combining_form(part);
    let is_prefixed = |prefix: &&str| {
        next.strip_prefix(*prefix).is_some_and(|rest| rest.len() >= 4 && is_plain(rest, lexicon))
    };
    let are_contrasts = rest.starts_with('-')
        && head != next
        && [head, next].iter().all(|part| CONTRASTS.contains(part));
    let is_shared =
        if rest.starts_with('-') { is_prefix(next) } else { PREFIXES.iter().any(is_prefixed) };
    let is_left_out = are_contrasts || is_prefix(head) && is_shared;
    let evidence = if are_contrasts { Evidence::Certain } else { Evidence::Likely };
    (is_left_out && !is_known(lower)).then(|| Parting::of(run, head.len(), "- ", evidence))
}

/// Whether a run is no part of anything else: a URL, a file name, an identifier, a compound, a word
/// that a line end broke.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let joined = |b: Option<&u8>| {
        b.is_some_and(|b| !b.is_ascii() || b.is_ascii_alphanumeric() || b"@#/\\_-".contains(b))
    };
    let before = bytes[..start].last();
    // `{\underline b}andits`: the rest of a word stands behind a brace.
    let is_rest = before == Some(&b'}') || bytes.get(end) == Some(&b'{');
    let is_second_half = bytes[..start].trim_ascii_end().ends_with(b"-");
    !joined(before)
        && !is_rest
        && before != Some(&b'.')
        && !joined(bytes.get(end))
        && !goes_on_behind_stop(bytes, end)
        && !is_second_half
}

/// Whether a full stop stands at byte `at`, and no space behind it: `example.org`.
fn goes_on_behind_stop(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether what stands before a word lets a sentence begin with it.
fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    // The semicolon of an entity (`&amp; Suchman`) ends none.
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_entity = last.starts_with('&') && last.ends_with(';');
    !is_entity && (before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '"', '“', ')']))
}

/// Whether a text speaks of the word between `before` and `behind`: `the spelling eachother`, a
/// word in quotes.
fn is_mentioned(before: &str, behind: &str) -> bool {
    const LEADS: &[&str] = &[
        "word", "spelling", "spelled", "spelt", "misspelling", "string", "bigram", "token", "typo",
        "hashtag", "written", "form",
    ];
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '`' | '«' | '»');
    let lead = before.trim_end().rsplit(' ').next().unwrap_or_default();
    before.ends_with(is_quote) && behind.starts_with(is_quote) || LEADS.contains(&lead)
}

/// Whether the initial of a person stands behind a word: `Suchman, E.`
fn initial_follows(behind: &str) -> bool {
    let behind = behind.strip_prefix(',').unwrap_or(behind).trim_start();
    let mut chars = behind.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// Whether the second part of a word would be a preposition without an object: `humanin and`.
fn lacks_object(tail: &str, behind: &str) -> bool {
    const PREPOSITIONS: &[&str] = &["in", "on", "at", "as", "by", "for", "of", "from", "into"];
    const NO_OBJECTS: &[&str] = &[
        "and", "or", "but", "is", "are", "was", "were", "has", "have", "had", "can", "may",
        "which", "that", "in", "of",
    ];
    let rest = behind.trim_start();
    let next = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
    let is_end = rest.is_empty() || rest.starts_with([',', ';', ':', '.', ')']);
    PREPOSITIONS.contains(&tail) && (is_end || NO_OBJECTS.contains(&next))
}

/// `usingLSH`, `ofDrosophila`: a function word before an acronym, or before a name.
fn in_mixed_case(written: &str, run: Run, lexicon: &Lexicon) -> Option<Parting> {
    let capital = written.find(|c: char| c.is_ascii_uppercase())?;
    let acronym = written[capital..].bytes().take_while(u8::is_ascii_uppercase).count();
    let is_function_word =
        |end: usize| written.get(..end).is_some_and(grammar::stands_before_acronyms);
    // An acronym may begin with a small letter: `mAP`.
    let head =
        [capital, capital.saturating_sub(1)].into_iter().find(|end| is_function_word(*end))?;
    let evidence = match acronym {
        1 if head == capital => before_name(&written[..head], &written[capital..], lexicon)?,
        0 | 1 => return None,
        _ => Evidence::Certain,
    };
    Some(Parting::of(run, head, " ", evidence))
}

/// How sure it is that a space is lost before `name`, a word with a capital: programs write names so
/// (`forEach`, `fromJson`), but hardly with `of` or `and` and what is no common word.
fn before_name(head: &str, name: &str, lexicon: &Lexicon) -> Option<Evidence> {
    /// Letters of the shortest.
    const SHORTEST: usize = 5;
    let is_name = name.len() >= SHORTEST && name[1..].bytes().all(|b| b.is_ascii_lowercase());
    let is_common = lexicon.is_common(&name.to_ascii_lowercase());
    is_name.then_some(match head {
        "of" | "and" if !is_common => Evidence::Certain,
        _ => Evidence::Likely,
    })
}
