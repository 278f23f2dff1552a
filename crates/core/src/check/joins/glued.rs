//! Words between which the space was lost.

use std::borrow::Cow;

use super::PREFIXES;
use super::letter_runs::{Run, each_run};
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{
    COMMON, Knowledge, Lexicon, SLIPS, Word, frequency_of, is_common, is_compound, is_counted,
    is_grammar, is_known, knowledge, places,
};
use crate::span::Span;

/// Where two words of a text stand as one.
#[derive(Debug)]
pub(super) struct Partings(pub(super) Vec<Parting>);

/// Where to part a run of letters, and how.
#[derive(Clone, Debug)]
pub(super) struct Parting {
    /// The first byte of the run.
    start: usize,
    /// Bytes of the first part.
    head: usize,
    /// What stands between the parts.
    between: &'static str,
    /// Whether nobody can have meant it: one of the two is a function word.
    sure: bool,
    /// Whether it is no compound, as far as the two words tell.
    likely: bool,
    /// Whether it can be parted unasked: it is sure, or likely and not alone.
    pub(super) is_safe: bool,
    /// Bytes of the whole run.
    len: usize,
}

impl Parting {
    /// The run, with the edit that parts it.
    pub(super) fn hit(&self, text: &str) -> Option<Hit> {
        let span = Span::new(text, self.start, self.start + self.len)?;
        let gap = Span::new(text, self.start + self.head, self.start + self.head)?;
        Some(Hit { edits: vec![Edit::new(gap, self.between)], ..Hit::at(span) })
    }
}

/// Function words that may be glued to the front of a word.
const FIRST: &[&str] = &[
    "the", "and", "with", "from", "that", "which", "their", "our", "were", "have", "these", "this",
    "such", "than", "using", "between", "when", "where", "while", "both", "also", "those",
    "through", "but", "most", "each", "of", "are", "into", "then", "thus", "often", "without",
];
/// Those that also begin a few words: only before one of five letters or more.
const FIRST_OF_LONG: &[&str] =
    &["its", "same", "does", "been", "makes", "may", "two", "not", "all", "they"];
/// Those that are also the start of many words.
const RISKY_FIRST: &[&str] =
    &["in", "to", "by", "is", "was", "has", "can", "its", "on", "at", "as", "for", "more", "we"];
/// What makes one word with a function word before it: `whichever`, `withstand`.
const FOLLOWING: &[&str] = &[
    "ever", "as", "by", "in", "of", "upon", "fore", "stand", "standing", "stood", "draw",
    "drawing", "drawn", "drew", "hold", "holding", "held", "out", "soever", "about", "abouts",
    "all", "each",
];
/// Function words that may be glued to the end of a word.
const LAST: &[&str] = &[
    "the", "of", "and", "with", "from", "that", "which", "their", "were", "have", "these", "this",
    "such", "than", "into", "between", "when", "while", "both", "then", "also", "those", "been",
];
/// Those that are also the end of many words.
const RISKY_LAST: &[&str] = &[
    "to", "in", "is", "on", "as", "at", "by", "for", "are", "can", "has", "was", "may", "its",
    "our", "we", "where", "through", "using",
];

/// Where two words stand as one.
pub(super) fn glued(text: &str, context: Context<'_>) -> Partings {
    let mut partings = Vec::new();
    each_run(text.as_bytes(), |run| partings.extend(parting(text, run, context)));
    // What an author coined stands alone; lost spaces come in company, in the text or in others of
    // its source.
    let has_company = context.profile().glues_words
        || partings.iter().filter(|parting| parting.sure || parting.likely).count() > 1;
    for parting in &mut partings {
        parting.is_safe = parting.sure || parting.likely && has_company;
    }
    Partings(partings)
}

/// Whether two words of a text stand as one whatever else it holds.
pub(super) fn is_sure_of_any(text: &str, lexicon: &Lexicon) -> bool {
    let mut is_sure = false;
    each_run(text.as_bytes(), |run| {
        let word = Word::at(text.as_bytes(), run.start, run.end).filter(|word| !word.is_mixed);
        if is_sure
            || word.is_none_or(|word| is_common(word) || is_counted(word))
            || !stands_alone(text.as_bytes(), run.start, run.end)
        {
            return;
        }
        let lower = text[run.start..run.end].to_ascii_lowercase();
        let found = (lexicon.frequency(&lower) <= SLIPS && !is_known(&lower))
            .then(|| part(&lower, run.start, lexicon))
            .flatten();
        is_sure = found.is_some_and(|found| {
            found.by_function_word && !is_inflected(&lower, lexicon) && !is_slip(&lower, lexicon)
        });
    });
    is_sure
}

/// How to part a run that is no word but two.
fn parting(text: &str, Run { start, end }: Run, context: Context<'_>) -> Option<Parting> {
    // Most runs are words that are none of the business of this check: common ones, and most of the
    // others rare ones.
    let word = Word::at(text.as_bytes(), start, end).filter(|word| !word.is_mixed);
    if word.is_some_and(is_common)
        || !stands_alone(text.as_bytes(), start, end)
        || word.is_some_and(is_counted)
    {
        return None;
    }
    let run = &text[start..end];
    if run.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        return in_mixed_case(run, start);
    }
    let is_name = run.starts_with(|c: char| c.is_ascii_uppercase());
    let lower: Cow<'_, str> = if is_name { run.to_ascii_lowercase().into() } else { run.into() };
    let lexicon = context.lexicon();
    let count = lexicon.frequency(&lower);
    if count > SLIPS {
        return None;
    }
    let found =
        part(&lower, start, lexicon).filter(|found| count == 0 || found.by_function_word)?;
    if is_inflected(&lower, lexicon) || is_known(run) || is_compound(&lower) {
        return None;
    }
    // A slip of the pen is no lost space; but nobody mistypes `ofthe`, or `areused`.
    if !(found.is_grammar || found.by_function_word && !found.is_tail) && is_slip(&lower, lexicon) {
        return None;
    }
    // What is written so twice, or as a name, is meant so; but nobody means `ofthe`.
    let coined = is_name || occurs_twice(run, context);
    let kept = found.by_function_word && !(is_name && found.is_tail)
        || !coined && !is_prefixed(&lower, lexicon);
    kept.then_some(found.parting)
}

/// Whether a run is no part of anything else: a URL, a file name, an identifier, a compound.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let joined = |b: Option<&u8>| {
        b.is_some_and(|b| !b.is_ascii() || b.is_ascii_alphanumeric() || b"@#/\\_-".contains(b))
    };
    let before = bytes[..start].last();
    let stopped =
        bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    !joined(before) && before != Some(&b'.') && !joined(bytes.get(end)) && !stopped
}

fn occurs_twice(run: &str, context: Context<'_>) -> bool {
    let texts = [context.title(), context.abstract_()].into_iter().flatten();
    texts
        .map(|text| memchr::memmem::find_iter(text.as_bytes(), run.as_bytes()).take(2).count())
        .sum::<usize>()
        > 1
}

/// `throughputs`, of the word `throughput`; `marginalising`, for `marginalizing`.
fn is_inflected(run: &str, lexicon: &Lexicon) -> bool {
    const ENDINGS: [&str; 7] = ["s", "es", "ed", "d", "ing", "ly", "er"];
    if is_derived(run, lexicon) {
        return true;
    }
    let bases = ENDINGS.iter().filter_map(|ending| run.strip_suffix(ending));
    // The lexicon has more of American spelling than of British.
    let american = run.rfind("is").map(|at| format!("{}iz{}", &run[..at], &run[at + 2..]));
    let adjective = run.strip_suffix("ising").or_else(|| run.strip_suffix("ised"));
    bases
        .filter(|base| base.len() >= 5)
        .chain(american.as_deref())
        .chain(adjective)
        .any(|base| lexicon.frequency(base) > SLIPS)
}

/// `retrofittable`, `evolutionarity`: a word and an ending that makes others of it, whatever else
/// that ending may mean.
fn is_derived(run: &str, lexicon: &Lexicon) -> bool {
    /// Endings of new words, and what the word that they are made from ends with instead.
    const ENDINGS: &[(&str, &str)] = &[
        ("able", ""),
        ("able", "e"),
        ("ably", "able"),
        ("abilities", ""),
        ("abilities", "e"),
        ("ity", "y"),
        ("ity", "e"),
        ("ity", ""),
        ("ism", ""),
        ("ist", ""),
        ("ous", ""),
    ];
    let is_base = |word: &str| word.len() >= 4 && is_ordinary(word, lexicon);
    ENDINGS.iter().any(|(ending, instead)| {
        let Some(stem) = run.strip_suffix(ending) else { return false };
        let bytes = stem.as_bytes();
        let is_doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
        is_base(&[stem, instead].concat())
            || instead.is_empty() && is_doubled && is_base(&stem[..stem.len() - 1])
    })
}

/// `reallocating`, a word with a prefix.
fn is_prefixed(run: &str, lexicon: &Lexicon) -> bool {
    let rests = PREFIXES.iter().filter_map(|prefix| run.strip_prefix(prefix));
    rests.filter(|rest| rest.len() >= 5).any(|rest| lexicon.frequency(rest) > SLIPS)
}

/// Whether a part of a run (in lower case) is a word that dictionaries hold, and no rare one.
fn is_ordinary(part: &str, lexicon: &Lexicon) -> bool {
    /// Up to SCOWL's size 70: rarer words equal too many halves of others.
    const RAREST: u16 = 4;
    /// From so many on a word is one that no dictionary holds yet; seldomer ones may be damage.
    const COINED: u64 = 5 * COMMON;
    let knowledge = knowledge(part);
    knowledge.is_ordinary() && knowledge.level() <= RAREST || lexicon.frequency(part) >= COINED
}

/// Whether a common word was mistyped in one of the usual ways: a letter left out, two in the wrong
/// order, another vowel (`bandwith`, `enviroment`, `independant`). That any other letter comes in
/// is seldom.
fn is_slip(run: &str, lexicon: &Lexicon) -> bool {
    const VOWELS: &[u8] = b"aeiou";
    let bytes = run.as_bytes();
    let mut other = Vec::with_capacity(bytes.len() + 1);
    let mut is_word = |parts: &[&[u8]]| {
        other.clear();
        parts.iter().for_each(|part| other.extend_from_slice(part));
        std::str::from_utf8(&other).is_ok_and(|word| lexicon.is_common(word))
    };
    (0..=bytes.len()).any(|at| {
        let (head, tail) = bytes.split_at(at);
        let is_left_out = (b'a'..=b'z').any(|letter| is_word(&[head, &[letter], tail]));
        let is_swapped = tail.len() >= 2 && is_word(&[head, &[tail[1], tail[0]], &tail[2..]]);
        let has_vowel = tail.first().is_some_and(|letter| VOWELS.contains(letter));
        is_left_out
            || is_swapped
            || has_vowel && VOWELS.iter().any(|vowel| is_word(&[head, &[*vowel], &tail[1..]]))
    })
}

struct FoundParting {
    parting: Parting,
    by_function_word: bool,
    /// Both are words of grammar.
    is_grammar: bool,
    /// The function word is the second; behind a name it may be its ending (`Universalis`).
    is_tail: bool,
}

/// The best way to part a run of lower-case letters, which begins at byte `start`, that is no word.
fn part(run: &str, start: usize, lexicon: &Lexicon) -> Option<FoundParting> {
    let splits: Vec<Split> =
        (1..run.len()).filter_map(|at| Split::new(&run[..at], &run[at..], lexicon)).collect();
    let best = splits.iter().max_by(|a, b| a.rank().total_cmp(&b.rank()))?;
    if is_ambiguous(run, best, lexicon) {
        return None;
    }
    let found = |sure, likely, between| Parting {
        start,
        head: best.head.len(),
        between,
        sure,
        likely,
        is_safe: false,
        len: run.len(),
    };
    let is_tail = !is_first(best.head, best.tail, best.counts.1);
    let (parting, by_function_word) = match best.relation(lexicon)? {
        Relation::FunctionWord => (found(true, true, " "), true),
        Relation::Phrase => (found(false, true, " "), false),
        Relation::Compound => (found(false, true, "-"), false),
        Relation::Nouns => (found(false, false, " "), false),
    };
    let is_grammar = is_grammar(best.head) && is_grammar(best.tail);
    Some(FoundParting { parting, by_function_word, is_grammar, is_tail })
}

/// Whether a run may as well be parted elsewhere: `traditionalone` is `traditional one`, not
/// `tradition alone`.
fn is_ambiguous(run: &str, best: &Split<'_>, lexicon: &Lexicon) -> bool {
    /// In natural logarithms: another way that is a hundredth as likely counts.
    const CLOSE: f64 = 4.6;
    const SHORTEST: usize = 3;
    let rank = |at: usize| {
        let (head, tail) = run.split_at(at);
        let are_common = lexicon.is_common(head) && lexicon.is_common(tail);
        are_common
            .then(|| (lexicon.frequency(head) as f64).ln() + (lexicon.frequency(tail) as f64).ln())
    };
    let others =
        (SHORTEST..(run.len() + 1).saturating_sub(SHORTEST)).filter(|at| *at != best.head.len());
    others.filter_map(rank).any(|other| other + CLOSE > best.rank())
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
        /// Parts of so many letters may be words that abstracts seldom have, one of the two.
        const LONG: usize = 5;
        if head != "a" && head.len() < 2 || tail.len() < 2 {
            return None;
        }
        // Single letters are not counted.
        let are_common = (head == "a" || lexicon.is_common(head), lexicon.is_common(tail));
        let is_word = |part: &str| part.len() >= LONG && is_ordinary(part, lexicon);
        let are_words = match are_common {
            (true, true) => {
                (head.len() < LONG || is_word(head)) && (tail.len() < LONG || is_word(tail))
            }
            (true, false) => is_word(tail),
            (false, true) => is_word(head),
            (false, false) => false,
        };
        if !are_words {
            return None;
        }
        let counts = (
            if head == "a" { COMMON } else { lexicon.frequency(head).max(1) },
            lexicon.frequency(tail).max(1),
        );
        let by_function_word = is_first(head, tail, counts.1) || is_last(head, tail, counts.0);
        let long_enough = head.len() >= 4 && tail.len() >= 4;
        (by_function_word || long_enough).then_some(Split { head, tail, counts, by_function_word })
    }

    /// The logarithm of how likely the two words are, if they are independent; function words
    /// before others.
    fn rank(&self) -> f64 {
        let (head, tail) = self.counts;
        (head as f64).ln() + (tail as f64).ln() + if self.by_function_word { 4.0 } else { 0.0 }
    }

    fn relation(&self, lexicon: &Lexicon) -> Option<Relation> {
        /// Endings of words that stand before a noun or a verb, and begin no compound.
        const ATTRIBUTES: &[&str] = &[
            "al", "ive", "ous", "ic", "ar", "able", "ible", "ful", "ent", "ant", "ary", "ory",
            "less", "ed", "ly", "ing",
        ];
        /// Second parts of words that are no compounds, and of those that nobody writes apart.
        const SUFFIXES: &[&str] = &[
            "less", "like", "able", "ship", "wise", "hood", "ness", "ward", "wards", "most",
            "fold", "some", "ability", "work", "works", "board", "line", "lines", "band", "time",
            "point", "points", "ware", "group", "groups", "back", "bank", "banks", "fully",
            "worthy", "worthiness",
        ];
        /// So many different compounds make a second part productive.
        const ENDS_COMPOUNDS: u64 = 6;
        /// So many make a first part productive: `wellstructured`.
        const BEGINS_COMPOUNDS: u64 = 50;
        /// One in a hundred and fifty sentences that hold the word end in it.
        const LEADS_ON: i8 = -5 * 16;
        let (head, tail) = (self.head, self.tail);
        let len = head.len() + tail.len();
        let compound = frequency_of(&[head, "-", tail]);
        let pair = frequency_of(&[head, " ", tail]);
        if self.by_function_word {
            // `twodimensional` lost a hyphen; pairs are counted from ten on.
            let is_compound = compound > pair.max(9) && !is_grammar(tail);
            return Some(if is_compound { Relation::Compound } else { Relation::FunctionWord });
        }
        if SUFFIXES.contains(&tail)
            || PREFIXES.contains(&head)
            || head.len() <= 6 && head.ends_with('o')
        {
            return None;
        }
        let plural = head.ends_with('s')
            && !head.ends_with("ss")
            && lexicon.frequency(&head[..head.len() - 1]) >= 20;
        let attribute = head.len() >= 5 && ATTRIBUTES.iter().any(|ending| head.ends_with(ending));
        // No noun: a sentence hardly ever ends in it.
        let leads_on = places(head).last <= LEADS_ON;
        let qualified = tail.len() >= 5
            && ["ed", "ing", "ly", "ent", "aware", "specific"]
                .iter()
                .any(|ending| tail.ends_with(ending));
        // Pairs are counted from ten on.
        if compound > pair.max(9) {
            return if qualified && len >= 9 {
                Some(Relation::Compound)
            } else {
                (len >= 12).then_some(Relation::Nouns)
            };
        }
        // So many different compounds that end so, and the two are no common pair:
        // `categorydependent`.
        let is_productive = frequency_of(&["-", tail]) >= ENDS_COMPOUNDS
            || !tail.ends_with("ing") && frequency_of(&[head, "-"]) >= BEGINS_COMPOUNDS;
        if qualified && len >= 10 && pair == 0 && is_productive && !attribute && !plural {
            return Some(Relation::Compound);
        }
        if len >= 9 && (pair > 0 || plural)
            || (attribute || tail.ends_with("ly")) && len >= 10
            || leads_on && len >= 12
        {
            return Some(Relation::Phrase);
        }
        if head.len() < 4 || tail.len() < 4 || len < 10 {
            return None;
        }
        // Two nouns that seldom are parts of other words: nobody coins `occupancyquadtree`.
        let may_be_coined =
            knowledge(head).is(Knowledge::BEGINS) && knowledge(tail).is(Knowledge::ENDS);
        Some(if may_be_coined || len < 13 { Relation::Nouns } else { Relation::Phrase })
    }
}

/// A function word before a word: `thecritical`, and `tohandle` if the word is long and common.
fn is_first(head: &str, tail: &str, tail_count: u64) -> bool {
    // What no dictionary holds is no word that begins with `for`.
    let common = if head == "for" { COMMON } else { 10 * COMMON };
    if FOLLOWING.contains(&tail) {
        return false;
    }
    let before_function_word =
        tail.len() >= 3 && (LAST.contains(&tail) || head == "for" && is_grammar(tail));
    // `invalidated` and `indifferent` are words; `inthe` is none.
    let is_prefix = matches!(head, "in" | "by" | "is" | "on" | "at" | "as");
    let before_common_word =
        tail_count >= common && (tail.len() >= 5 || head == "we" && tail.len() >= 3);
    FIRST.contains(&head) && tail.len() >= 3
        || FIRST_OF_LONG.contains(&head) && tail.len() >= 5
        || head == "a" && is_common_noun(tail, tail_count)
        || RISKY_FIRST.contains(&head) && (before_function_word || !is_prefix && before_common_word)
}

/// A word that an article may be glued to; adjectives take the prefix of `atypical`, and nouns end
/// sentences.
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
        || ends_no_word
            && (head.len() >= 6 && head_count >= KNOWN
                || head.len() == 4 && head_count >= 10 * COMMON)
}

/// `usingLSH`: a function word before an acronym.
fn in_mixed_case(run: &str, start: usize) -> Option<Parting> {
    let capital = run.find(|c: char| c.is_ascii_uppercase())?;
    let acronym = run[capital..].bytes().take_while(u8::is_ascii_uppercase).count();
    let is_function_word = |end: usize| {
        run.get(..end).is_some_and(|head| {
            end >= 3 && FIRST.contains(&head) || head == "against" || head == "of"
        })
    };
    // An acronym may begin with a small letter: `mAP`.
    let head =
        [capital, capital.saturating_sub(1)].into_iter().find(|end| is_function_word(*end))?;
    (acronym >= 2).then_some(Parting {
        start,
        head,
        between: " ",
        sure: true,
        likely: true,
        is_safe: true,
        len: run.len(),
    })
}
