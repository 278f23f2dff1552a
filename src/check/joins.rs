//! `joins`: words that a scraper broke in two or glued together.
//!
//! What a word is, and whether two make a compound, is told by the counts of the
//! [lexicon]. A break (`prac-tical`, `prac- tical`) is mended
//! where the whole is a word and its parts are no deliberate compound; a glued
//! pair (`ofdata`, `planarpatches`) is parted where the whole is no word and
//! both parts are, and where the grammar of the two says that no compound was
//! meant: a function word, an inflected first part, or a pair that is common.

use std::borrow::Cow;

use serde::Deserialize;

use super::rare::Rare;
use super::{Hit, View};
use crate::edit::Edit;
use crate::finding::Span;
use crate::lexicon::{self, Lexicon, frequency, places};

/// The settings of a `joins` check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joins {
    finds: Finds,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Finds {
    /// `prac-tical`, `prac- tical`.
    Broken,
    /// `modula(cid:173) tion`.
    SoftHyphen,
    /// `ofdata`, `usingLSH`, `naturallanguage`.
    Glued,
    /// Two nouns that may also be a compound that the author coined: `taskfluency`.
    MaybeGlued,
}

impl Joins {
    /// A hit for each, with the edit that mends it.
    pub fn hits(&self, text: &str, view: &View<'_>) -> Vec<Hit> {
        match self.finds {
            Finds::Broken => broken(text, &view.background.lexicon),
            Finds::SoftHyphen
                if view.known.holds(text, Rare::BEYOND_ASCII) || memchr::memmem::find(text.as_bytes(), b"(cid:").is_some() =>
            {
                soft_hyphens(text, &view.background.lexicon)
            }
            Finds::SoftHyphen => Vec::new(),
            Finds::Glued | Finds::MaybeGlued => {
                let partings = view.known.partings.get_or_init(|| glued(text, view).collect());
                partings.iter().filter(|parting| parting.sure == (self.finds == Finds::Glued)).map(|parting| parting.hit(text)).collect()
            }
        }
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Prefixes that English puts before whole words, with a hyphen or without.
const PREFIXES: &[&str] = &[
    "anti", "auto", "bi", "co", "counter", "cross", "cyber", "de", "dis", "down", "eco", "ex", "extra", "hyper", "in", "infra", "inter",
    "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis", "mono", "multi", "nano", "non", "off", "on", "out", "over", "para",
    "photo", "poly", "post", "pre", "proto", "pseudo", "quasi", "re", "retro", "self", "semi", "sub", "super", "sur", "tele", "thermo",
    "tri", "ultra", "un", "under", "uni", "up", "video", "radio", "bio", "geo", "neuro", "hydro", "electro", "iso", "pan", "trans",
];

/// Words behind a hyphen and a space that stands for a part left out: `pre- and post-processing`.
const SUSPENDING: &[&str] = &["and", "or", "to", "nor", "versus", "vs", "but", "than", "as", "through", "then", "plus", "rather"];

fn broken(text: &str, lexicon: &Lexicon) -> Vec<Option<Hit>> {
    memchr::memchr_iter(b'-', text.as_bytes()).filter_map(|at| break_at(text, at)).map(|parts| parts.hit(text, lexicon)).collect()
}

/// Words broken at the hyphen that only shows at the end of a line.
fn soft_hyphens(text: &str, lexicon: &Lexicon) -> Vec<Option<Hit>> {
    let marks = ["\u{AD}", "(cid:173)"].into_iter().flat_map(|mark| text.match_indices(mark));
    let hit = |(at, mark): (usize, &str)| {
        let behind = &text[at + mark.len()..];
        let second = text.len() - behind.trim_start().len();
        let letters = |part: &str| part.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
        let head_len: usize = text[..at].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let (head, tail) = (&text[at - head_len..at], &text[second..second + letters(&text[second..])]);
        if head.is_empty() || !tail.starts_with(char::is_lowercase) {
            return None;
        }
        let between = if is_compound(&head.to_lowercase(), tail, lexicon) { "-" } else { "" };
        let edit = Edit::new(Span::new(text, at, second)?, between);
        Some(Hit { edits: vec![edit], ..Hit::at(Span::new(text, at - head_len, second + tail.len())?) })
    };
    marks.map(hit).collect()
}

/// Whether two parts make a compound rather than a word.
fn is_compound(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    /// A part of a word may be a rare word by itself.
    const COMMON: u64 = 300;
    let whole = lexicon.frequency(&format!("{head}{tail}"));
    let compound = frequency(&format!("{head}-{tail}"));
    compound > whole || whole + compound == 0 && [head, tail].iter().all(|part| part.len() > 3 && lexicon.frequency(part) > COMMON)
}

/// Two runs of letters with a hyphen, and perhaps white space, between them.
struct Break<'t> {
    head: &'t str,
    tail: &'t str,
    spaced: bool,
    start: usize,
    end: usize,
}

fn break_at(text: &str, at: usize) -> Option<Break<'_>> {
    let bytes = text.as_bytes();
    let letters = |b: &&u8| b.is_ascii_alphabetic();
    let start = at - bytes[..at].iter().rev().take_while(letters).count();
    let spaced = bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace);
    let second = at + 1 + usize::from(spaced);
    let end = second + bytes[second.min(bytes.len())..].iter().take_while(letters).count();
    let (head, tail) = (text.get(start..at)?, text.get(second..end)?);
    let is_part = |c: char| c.is_alphanumeric() || "-_/\\@.'’".contains(c);
    let in_word = text[..start].ends_with(is_part) || text[end..].starts_with(|c: char| c.is_alphanumeric() || "-_/\\@".contains(c));
    let plain = head.bytes().skip(1).chain(tail.bytes()).all(|b| b.is_ascii_lowercase());
    (head.len() >= 2 && tail.len() >= 2 && plain && !in_word).then_some(Break { head, tail, spaced, start, end })
}

impl Break<'_> {
    fn hit(&self, text: &str, lexicon: &Lexicon) -> Option<Hit> {
        let (head, tail) = (self.head.to_ascii_lowercase(), self.tail);
        let compound = frequency(&format!("{head}-{tail}"));
        let whole = lexicon.frequency(&format!("{head}{tail}"));
        let parts = (lexicon.frequency(&head), lexicon.frequency(tail));
        let written = if !self.spaced {
            is_break(&head, tail, parts, whole, compound).then(|| format!("{}{tail}", self.head))
        } else if SUSPENDING.contains(&tail) {
            None
        } else if whole > 0 && whole >= compound || whole + parts.0 + parts.1 == 0 {
            Some(format!("{}{tail}", self.head))
        } else {
            (compound > 0).then(|| format!("{}-{tail}", self.head))
        }?;
        let span = Span::new(text, self.start, self.end)?;
        Some(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
    }
}

/// Whether a hyphen without a space is the end of a line, not that of a compound.
fn is_break(head: &str, tail: &str, (head_count, tail_count): (u64, u64), whole: u64, compound: u64) -> bool {
    /// A whole so common that nobody writes it with a hyphen.
    const COMMON: u64 = 300;
    /// So many times as often in one piece as in two.
    const RATIO: u64 = 20;
    /// So many different compounds make a part productive.
    const PRODUCTIVE: u64 = 3;
    if whole == 0 || compound * RATIO > whole {
        return false;
    }
    // British spelling keeps these apart: `co-operate`, `pre-empt`.
    let keeps_hyphen = matches!(head, "co" | "non" | "out" | "over" | "under" | "self" | "mis" | "multi" | "semi" | "anti")
        || head == "pre" && whole < COMMON;
    let is_prefix = PREFIXES.contains(&head) || head.len() >= 4 && head.ends_with('o') || head.ends_with('i') && tail_count >= COMMON;
    let (begins, ends) = (frequency(&format!("{head}-")), frequency(&format!("-{tail}")));
    match (head_count > 1, tail_count > 1) {
        _ if keeps_hyphen => false,
        (_, true) if is_prefix => false,
        (_, true) if begins >= PRODUCTIVE => tail_count * 50 <= whole && ends == 0,
        (true, _) if ends >= PRODUCTIVE => head_count * 50 <= whole && begins == 0,
        (true, true) => whole >= COMMON && begins + ends <= 2 && whole > head_count.min(tail_count),
        _ => true,
    }
}

/// Where to part a run of letters, and how.
#[derive(Clone, Debug)]
pub struct Parting {
    /// The first byte of the run.
    start: usize,
    /// Bytes of the first part.
    head: usize,
    /// What stands between the parts.
    between: &'static str,
    /// Whether no compound can have been meant.
    sure: bool,
    /// Bytes of the whole run.
    len: usize,
}

impl Parting {
    fn hit(&self, text: &str) -> Option<Hit> {
        let span = Span::new(text, self.start, self.start + self.len)?;
        let gap = Span::new(text, self.start + self.head, self.start + self.head)?;
        Some(Hit { edits: vec![Edit::new(gap, self.between)], ..Hit::at(span) })
    }
}

/// Function words that may be glued to the front of a word.
const FIRST: &[&str] = &[
    "the", "and", "with", "from", "that", "which", "their", "our", "were", "have", "these", "this", "such", "than", "using", "between",
    "when", "where", "while", "both", "also", "those", "through", "but", "most", "each", "of", "are", "into", "then", "thus", "often",
    "without",
];
/// Those that also begin a few words: only before one of five letters or more.
const FIRST_OF_LONG: &[&str] = &["its", "also", "same", "does", "been", "makes", "may", "two", "not", "all", "they"];
/// Those that are also the start of many words.
const RISKY_FIRST: &[&str] = &["in", "to", "by", "is", "our", "was", "has", "can", "its", "on", "at", "as", "for", "more", "we"];
/// What makes one word with a function word before it: `whichever`, `withstand`.
const FOLLOWING: &[&str] = &[
    "ever", "as", "by", "in", "of", "upon", "fore", "stand", "standing", "stood", "draw", "drawing", "drawn", "drew", "hold", "holding",
    "held", "out", "soever", "about", "abouts",
];
/// Function words that may be glued to the end of a word.
const LAST: &[&str] = &[
    "the", "of", "and", "with", "from", "that", "which", "their", "were", "have", "these", "this", "such", "than", "into", "between",
    "when", "while", "both", "then", "also", "those", "been",
];
/// Those that are also the end of many words.
const RISKY_LAST: &[&str] =
    &["to", "in", "is", "on", "as", "at", "by", "for", "are", "can", "has", "was", "may", "its", "our", "we", "where", "through", "using"];

/// A slip may be made so often in the corpus that the lexicon is from.
const SLIPS: u64 = 2;

/// The runs of letters that are no word but two.
fn glued<'t>(text: &'t str, view: &'t View<'_>) -> impl Iterator<Item = Parting> + 't {
    runs(text).filter_map(move |(start, end)| {
        let run = &text[start..end];
        if !run.bytes().skip(1).all(|b| b.is_ascii_lowercase()) {
            return in_mixed_case(run, start);
        }
        let is_name = run.starts_with(|c: char| c.is_ascii_uppercase());
        let lower: Cow<'_, str> = if is_name { run.to_ascii_lowercase().into() } else { run.into() };
        if lexicon::is_common(&lower) {
            return None;
        }
        let count = view.background.lexicon.frequency(&lower);
        if count > SLIPS || is_inflected(&lower, &view.background.lexicon) {
            return None;
        }
        let found = part(&lower, &view.background.lexicon).filter(|found| count == 0 || found.by_function_word)?;
        // What is written so twice, or as a name, is meant so; but nobody means `ofthe`.
        let coined = is_name || occurs_twice(run, view);
        let kept = found.by_function_word && !(is_name && found.is_tail) || !coined && !is_prefixed(&lower, &view.background.lexicon);
        kept.then_some(Parting { start, ..found.parting })
    })
}

/// Runs of at least five ASCII letters that are no part of anything else: a URL, a file name, an identifier, a compound.
fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    const SHORTEST: usize = 5;
    let bytes = text.as_bytes();
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            while is_letter(at) {
                at += 1;
            }
            let end = at;
            at += 1;
            if end - start >= SHORTEST && stands_alone(bytes, start, end) {
                return Some((start, end));
            }
        }
        None
    })
}

fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let joined = |b: Option<&u8>| b.is_some_and(|b| !b.is_ascii() || b.is_ascii_alphanumeric() || b"@#/\\_-".contains(b));
    let before = bytes[..start].last();
    let stopped = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    !joined(before) && before != Some(&b'.') && !joined(bytes.get(end)) && !stopped
}

fn occurs_twice(run: &str, view: &View<'_>) -> bool {
    let texts = [view.title, view.abstract_].into_iter().flatten();
    texts.map(|text| memchr::memmem::find_iter(text.as_bytes(), run.as_bytes()).take(2).count()).sum::<usize>() > 1
}

/// `throughputs`, of the word `throughput`; `marginalising`, for `marginalizing`.
fn is_inflected(run: &str, lexicon: &Lexicon) -> bool {
    const ENDINGS: [&str; 7] = ["s", "es", "ed", "d", "ing", "ly", "er"];
    let bases = ENDINGS.iter().filter_map(|ending| run.strip_suffix(ending));
    // The lexicon has more of American spelling than of British.
    let american = run.rfind("is").map(|at| format!("{}iz{}", &run[..at], &run[at + 2..]));
    let adjective = run.strip_suffix("ising").or_else(|| run.strip_suffix("ised"));
    bases.filter(|base| base.len() >= 5).chain(american.as_deref()).chain(adjective).any(|base| lexicon.frequency(base) > SLIPS)
}

/// `reallocating`, a word with a prefix.
fn is_prefixed(run: &str, lexicon: &Lexicon) -> bool {
    let rests = PREFIXES.iter().filter_map(|prefix| run.strip_prefix(prefix));
    rests.filter(|rest| rest.len() >= 5).any(|rest| lexicon.frequency(rest) > SLIPS)
}

struct Found {
    parting: Parting,
    by_function_word: bool,
    /// The function word is the second; behind a name it may be its ending (`Universalis`).
    is_tail: bool,
}

/// The best way to part a run of lower-case letters that is no word.
fn part(run: &str, lexicon: &Lexicon) -> Option<Found> {
    let splits: Vec<Split> = (1..run.len()).filter_map(|at| Split::new(&run[..at], &run[at..], lexicon)).collect();
    let best = splits.iter().max_by(|a, b| a.rank().total_cmp(&b.rank()))?;
    let found = |sure, between| Parting { start: 0, head: best.head.len(), between, sure, len: run.len() };
    let is_tail = !is_first(best.head, best.tail, best.counts.1);
    let (parting, by_function_word) = match best.relation(lexicon)? {
        Relation::FunctionWord => (found(true, " "), true),
        Relation::Phrase => (found(true, " "), false),
        Relation::Compound => (found(true, "-"), false),
        Relation::Nouns => (found(false, " "), false),
    };
    Some(Found { parting, by_function_word, is_tail })
}

/// A way to part a run.
struct Split<'r> {
    head: &'r str,
    tail: &'r str,
    counts: (u64, u64),
    by_function_word: bool,
}

/// What two words are to each other.
enum Relation {
    /// One of them is a function word.
    FunctionWord,
    /// They follow each other in a sentence, and make no compound.
    Phrase,
    /// They are written with a hyphen.
    Compound,
    /// They may be either, or a word of its own.
    Nouns,
}

impl<'r> Split<'r> {
    fn new(head: &'r str, tail: &'r str, lexicon: &Lexicon) -> Option<Self> {
        /// Rarer words make too many parts.
        const LEAST: u64 = 20;
        if head != "a" && head.len() < 2 || tail.len() < 2 {
            return None;
        }
        // Single letters are not counted.
        let head_count = if head == "a" { LEAST } else { lexicon.frequency(head) };
        if head_count < LEAST {
            return None;
        }
        let counts = (head_count, lexicon.frequency(tail));
        let by_function_word = is_first(head, tail, counts.1) || is_last(head, tail, counts.0);
        let long_enough = head.len() >= 4 && tail.len() >= 4;
        (counts.0 >= LEAST && counts.1 >= LEAST && (by_function_word || long_enough)).then_some(Split {
            head,
            tail,
            counts,
            by_function_word,
        })
    }

    /// The logarithm of how likely the two words are, if they are independent; function words before others.
    fn rank(&self) -> f64 {
        let (head, tail) = self.counts;
        (head as f64).ln() + (tail as f64).ln() + if self.by_function_word { 4.0 } else { 0.0 }
    }

    fn relation(&self, lexicon: &Lexicon) -> Option<Relation> {
        /// Endings of words that stand before a noun or a verb, and begin no compound.
        const ATTRIBUTES: &[&str] =
            &["al", "ive", "ous", "ic", "ar", "able", "ible", "ful", "ent", "ant", "ary", "ory", "less", "ed", "ly", "ing"];
        /// Second parts of words that are no compounds, and of those that nobody writes apart.
        const SUFFIXES: &[&str] = &[
            "less", "like", "able", "ship", "wise", "hood", "ness", "ward", "wards", "most", "fold", "some", "ability", "work", "works",
            "board", "line", "lines", "band", "time", "point", "points", "ware", "group", "groups", "back", "bank", "banks", "fully",
        ];
        /// One in a hundred and fifty sentences that hold the word end in it.
        const LEADS_ON: i8 = -5 * 16;
        let (head, tail) = (self.head, self.tail);
        let len = head.len() + tail.len();
        if self.by_function_word {
            return Some(Relation::FunctionWord);
        }
        if SUFFIXES.contains(&tail) || PREFIXES.contains(&head) || head.len() <= 6 && head.ends_with('o') {
            return None;
        }
        let compound = frequency(&format!("{head}-{tail}"));
        let pair = frequency(&format!("{head} {tail}"));
        let plural = head.ends_with('s') && !head.ends_with("ss") && lexicon.frequency(&head[..head.len() - 1]) >= 20;
        let attribute = head.len() >= 5 && ATTRIBUTES.iter().any(|ending| head.ends_with(ending));
        // No noun: a sentence hardly ever ends in it.
        let leads_on = places(head).last <= LEADS_ON;
        let qualified = tail.len() >= 5 && ["ed", "ing", "ly", "ent", "aware", "specific"].iter().any(|ending| tail.ends_with(ending));
        // Pairs are counted from ten on.
        if compound > pair.max(9) {
            return if qualified && len >= 9 { Some(Relation::Compound) } else { (len >= 12).then_some(Relation::Nouns) };
        }
        if len >= 9 && (pair > 0 || plural) || (attribute || tail.ends_with("ly")) && len >= 10 || leads_on && len >= 12 {
            return Some(Relation::Phrase);
        }
        (head.len() >= 5 && tail.len() >= 5 && len >= 12).then_some(Relation::Nouns)
    }
}

/// A function word before a word: `thecritical`, and `tohandle` if the word is long and common.
fn is_first(head: &str, tail: &str, tail_count: u64) -> bool {
    const COMMON: u64 = 200;
    if FOLLOWING.contains(&tail) {
        return false;
    }
    let before_function_word = tail.len() >= 3 && LAST.contains(&tail);
    // `invalidated` and `indifferent` are words; `inthe` is none.
    let is_prefix = matches!(head, "in" | "by" | "is" | "on" | "at" | "as");
    let before_common_word = tail_count >= COMMON && (tail.len() >= 5 || head == "we" && tail.len() >= 3);
    FIRST.contains(&head) && tail.len() >= 3
        || FIRST_OF_LONG.contains(&head) && tail.len() >= 5
        || head == "a" && is_common_noun(tail, tail_count)
        || RISKY_FIRST.contains(&head) && (before_function_word || !is_prefix && before_common_word)
}

/// A word that an article may be glued to; adjectives take the prefix of `atypical`, and nouns end sentences.
fn is_common_noun(word: &str, count: u64) -> bool {
    const COMMON: u64 = 1000;
    /// One in twenty sentences that hold it.
    const ENDS: i8 = -3 * 16;
    word.len() >= 5 && count >= COMMON && places(word).last >= ENDS
}

/// A function word behind a word: `numberof`, and `abilityto` if the word is long and common.
fn is_last(head: &str, tail: &str, head_count: u64) -> bool {
    const COMMON: u64 = 100;
    const KNOWN: u64 = 20;
    // `thereon` is a word, and `twoand` lost its hyphen too.
    if ["there", "where", "here", "two", "three", "four", "five", "six"].contains(&head) {
        return false;
    }
    let ends_no_word = matches!(tail, "for" | "has" | "was" | "are" | "can");
    let behind_function_word = FIRST.contains(&head) || RISKY_FIRST.contains(&head);
    LAST.contains(&tail) && (head.len() >= 3 || behind_function_word)
        || RISKY_LAST.contains(&tail) && head.len() >= 5 && head_count >= COMMON
        || ends_no_word && (head.len() >= 6 && head_count >= KNOWN || head.len() == 4 && head_count >= 10 * COMMON)
}

/// `usingLSH`: a function word before an acronym.
fn in_mixed_case(run: &str, start: usize) -> Option<Parting> {
    let capital = run.find(|c: char| c.is_ascii_uppercase())?;
    let acronym = run[capital..].bytes().take_while(u8::is_ascii_uppercase).count();
    let is_function_word =
        |end: usize| run.get(..end).is_some_and(|head| end >= 3 && FIRST.contains(&head) || head == "against" || head == "of");
    // An acronym may begin with a small letter: `mAP`.
    let head = [capital, capital.saturating_sub(1)].into_iter().find(|end| is_function_word(*end))?;
    (acronym >= 2).then_some(Parting { start, head, between: " ", sure: true, len: run.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, Known};
    use crate::edit::Script;

    fn mended(finds: Finds, text: &str) -> String {
        let (background, known) = (Background::default(), Known::default());
        let view = View::of_abstract(text, &background, &known);
        let edits: Vec<Edit> = Joins { finds }.hits(text, &view).into_iter().flat_map(|hit| hit.edits).collect();
        Script::select(text, &edits).0.apply(text)
    }

    #[test]
    fn broken_words_are_whole_again() {
        assert_eq!(
            mended(Finds::Broken, "a prac- tical asso-ciation of net-works in real- time"),
            "a practical association of networks in real-time"
        );
        assert_eq!(mended(Finds::Broken, "the perform-\nance"), "the performance");
    }

    #[test]
    fn compounds_and_suspended_hyphens_stay() {
        for text in [
            "pre- and post-processing of well-known phase-space data",
            "co-operative re-identification by non-linear, multi-view end-effectors",
            "short- to mid-term",
            "the on-line state-of-the-art",
            "Musculo-skeletal agro-chemicals",
            "x-ray, t-SNE, fine- or coarse-grained",
        ] {
            assert_eq!(mended(Finds::Broken, text), text);
        }
    }

    #[test]
    fn glued_words_are_parted() {
        assert_eq!(
            mended(Finds::Glued, "a lot ofdata shows theeffectiveness usingLSH, the abilityto learn deepspatial frameworkssuch as"),
            "a lot of data shows the effectiveness using LSH, the ability to learn deepspatial frameworks such as"
        );
        assert_eq!(mended(Finds::Glued, "naturallanguage and imagebased planarpatches"), "natural language and image-based planar patches");
    }

    #[test]
    fn words_names_and_compounds_stay() {
        for text in [
            "armour whichever withstand indistinct invalidated inabilities radioactivity blockchain codeword depthmap subgames",
            "the Informer of Massart, an Underworld",
            "AlphaGo, iPhone, DeepLab and https://example.org/ofdata",
            "narrowband narrowband",
        ] {
            assert_eq!(mended(Finds::Glued, text), text);
        }
    }
}
