//! The ways to part a run of letters, and what the two words are to each other.

use super::PREFIXES;
use super::grammar::{is_first, is_last, may_be_ending, takes_any};
use crate::lexicon::{
    COMMON, Knowledge, Lexicon, expected, frequency_of, is_grammar, knowledge, places,
};

/// How sure it is that a run is two words, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// They may as well be a compound that the author coined.
    Doubtful,
    /// They often stand side by side, but authors write such pairs as one word, too: other lost
    /// spaces of the same text tell.
    Possible,
    /// They lost a hyphen: other lost spaces of the same text tell.
    Hyphen,
    /// They make no compound: lost spaces of the text, or of its source, tell.
    Likely,
    /// Nobody writes them as one word, whatever else the text holds.
    Certain,
}

/// The best way to part a run.
#[derive(Debug)]
pub(super) struct Part {
    /// Bytes of the first word.
    pub head: usize,
    /// What stands between the words.
    pub between: &'static str,
    /// How sure it is.
    pub evidence: Evidence,
    /// One of the two is a function word.
    pub by_function_word: bool,
    /// Both are words of grammar.
    pub is_grammar: bool,
    /// The function word is the second; behind a name it may be its ending (`Universalis`).
    pub is_tail: bool,
}

/// The best way to part a run of lower-case letters that is no word.
pub(super) fn part(run: &str, lexicon: &Lexicon) -> Option<Part> {
    let splits: Vec<Split> =
        (1..run.len()).filter_map(|at| Split::new(&run[..at], &run[at..], lexicon)).collect();
    let best = splits.iter().max_by(|a, b| a.rank().total_cmp(&b.rank()))?;
    if is_ambiguous(run, best, lexicon) {
        return None;
    }
    let is_grammar = is_grammar(best.head) && is_grammar(best.tail);
    // Two words of grammar that never meet are an old word (`whereafter`, `somewhen`); but no word
    // ends in `their`.
    if is_grammar && best.pair == 0 && !ends_determined(best.tail) {
        return None;
    }
    let (between, evidence) = match best.relation(lexicon)? {
        Relation::FunctionWord if best.is_certain(lexicon) => (" ", Evidence::Certain),
        Relation::FunctionWord | Relation::Phrase => (" ", Evidence::Likely),
        Relation::Pair => (" ", Evidence::Possible),
        Relation::Compound => ("-", Evidence::Hyphen),
        Relation::Nouns => (best.between_nouns(), Evidence::Doubtful),
    };
    Some(Part {
        head: best.head.len(),
        between,
        evidence,
        by_function_word: best.by_function_word,
        is_grammar,
        is_tail: !is_first(best.head, best.tail, best.counts.1),
    })
}

/// Whether a word is one that no other ends in: nobody coins `inthis`.
pub(super) fn ends_determined(tail: &str) -> bool {
    matches!(tail, "the" | "their" | "these" | "this" | "those")
}

/// Whether a verb took the first letters of what stands behind `a` or `we`: `a review`, and no
/// `are view`.
fn takes_first_letters(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    const PREDICATES: &[&str] = &["ed", "ing", "en", "al", "ive", "ent", "ant", "ly"];
    matches!(head, "are" | "were")
        && is_ordinary(&["re", tail].concat(), lexicon)
        && !PREDICATES.iter().any(|ending| tail.ends_with(ending))
}

/// Whether a run may as well be parted elsewhere: `traditionalone` is `traditional one`, not
/// `tradition alone`.
fn is_ambiguous(run: &str, best: &Split<'_>, lexicon: &Lexicon) -> bool {
    /// In natural logarithms: another way that is a hundredth as likely counts.
    const CLOSE: f64 = 4.6;
    const SHORTEST: usize = 3;
    let rank = |at: usize| {
        let (head, tail) = run.split_at(at);
        let counts = (lexicon.frequency(head), lexicon.frequency(tail));
        let bonus = if is_first(head, tail, counts.1) { FUNCTION } else { 0.0 };
        let are_common = lexicon.is_common(head) && lexicon.is_common(tail);
        are_common.then(|| (counts.0 as f64).ln() + (counts.1 as f64).ln() + bonus)
    };
    let others =
        (SHORTEST..(run.len() + 1).saturating_sub(SHORTEST)).filter(|at| *at != best.head.len());
    others.filter_map(rank).any(|other| other + CLOSE > best.rank())
        || begins_with_a_short_word(run, best, lexicon)
}

/// Whether a word of one letter or two may as well stand before the rest: `areactive` is `a
/// reactive`, not `are active`.
fn begins_with_a_short_word(run: &str, best: &Split<'_>, lexicon: &Lexicon) -> bool {
    /// In natural logarithms: another way that is a tenth as likely counts.
    const CLOSE: f64 = 2.3;
    // `the` stands three times as often as `a`, which is not counted.
    let count = |head: &str| match head {
        "a" => lexicon.frequency("the") / 3,
        head => lexicon.frequency(head),
    };
    ["a", "an", "we", "no", "be", "it", "as"].iter().any(|head| {
        let is_other = head.len() < best.head.len();
        run.strip_prefix(head).filter(|_| is_other).is_some_and(|tail| {
            tail.len() >= 5
                && lexicon.is_common(tail)
                && is_ordinary(tail, lexicon)
                && (count(head).max(1) as f64).ln() + (lexicon.frequency(tail) as f64).ln() + CLOSE
                    > (count(best.head).max(1) as f64).ln() + (best.counts.1 as f64).ln()
        })
    })
}

/// Whether a part of a run (in lower case) is a word that dictionaries hold, and no rare one.
pub(super) fn is_ordinary(part: &str, lexicon: &Lexicon) -> bool {
    /// Up to SCOWL's size 70: rarer words equal too many halves of others.
    const RAREST: u16 = 4;
    /// From so many on a word is one that no dictionary holds yet; seldomer ones may be damage.
    const COINED: u64 = 5 * COMMON;
    let knowledge = knowledge(part);
    knowledge.is_ordinary() && knowledge.level() <= RAREST || lexicon.frequency(part) >= COINED
}

/// A way to part a run.
struct Split<'r> {
    head: &'r str,
    tail: &'r str,
    counts: (u64, u64),
    /// How often the two were counted side by side; 0 below ten.
    pair: u64,
    by_function_word: bool,
}

/// What two words are to each other.
enum Relation {
    /// One of them is a function word.
    FunctionWord,
    /// They follow each other in a sentence, and make no compound.
    Phrase,
    /// They often follow each other, and may make a compound.
    Pair,
    /// They are written with a hyphen.
    Compound,
    /// They may be either, or a word of its own.
    Nouns,
}

/// Endings of words that stand before a noun or a verb, and begin no compound.
const ATTRIBUTES: &[&str] = &[
    "al", "ive", "ous", "ic", "ar", "able", "ible", "ful", "ent", "ant", "ary", "ory", "less",
    "ed", "ly", "ing",
];
/// Second parts of words that are no compounds.
const SUFFIXES: &[&str] = &[
    "less", "like", "able", "ship", "wise", "hood", "ness", "ward", "wards", "most", "fold",
    "some", "ability", "fully", "worthy", "worthiness",
];
/// Second parts of compounds that nobody writes apart, but behind an attribute.
const NOUNS_OF_COMPOUNDS: &[&str] = &[
    "work", "works", "board", "line", "lines", "band", "time", "point", "points", "ware", "group",
    "groups", "back", "bank", "banks",
];

/// A function word is so much more likely to stand beside another word, in natural logarithms.
const FUNCTION: f64 = 4.0;

/// Words that are known to meet are so much more likely to stand side by side than others, in
/// natural logarithms.
const PAIR: f64 = 3.0;

/// One in a hundred and fifty sentences that hold a word end in it.
const LEADS_ON: i8 = -5 * 16;

impl<'r> Split<'r> {
    fn new(head: &'r str, tail: &'r str, lexicon: &Lexicon) -> Option<Self> {
        /// Parts of so many letters may be words that abstracts seldom have, one of the two.
        const LONG: usize = 5;
        /// The shortest run of two words that are known to meet.
        const SHORTEST_PAIR: usize = 7;
        /// A word and a function word that meet so often: `dueto`.
        const IDIOM: u64 = 300;
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
        if !are_words || takes_first_letters(head, tail, lexicon) {
            return None;
        }
        let counts = (
            if head == "a" { COMMON } else { lexicon.frequency(head).max(1) },
            lexicon.frequency(tail).max(1),
        );
        let pair = frequency_of(&[head, " ", tail]);
        let by_function_word = is_first(head, tail, counts.1)
            || is_last(head, tail, counts.0)
            || pair >= IDIOM && head.len() >= 3 && is_grammar(tail);
        let (shorter, length) = (head.len().min(tail.len()), head.len() + tail.len());
        let long_enough = shorter >= 4 || pair > 0 && shorter >= 3 && length >= SHORTEST_PAIR;
        (by_function_word || long_enough).then_some(Split {
            head,
            tail,
            counts,
            pair,
            by_function_word,
        })
    }

    /// The logarithm of how likely the two words are, if they are independent; function words
    /// before others, and so are words that are known to meet.
    fn rank(&self) -> f64 {
        let (head, tail) = self.counts;
        let meets = if self.pair > 0 { PAIR } else { 0.0 };
        let bonus = if self.by_function_word || self.pair > 0 { FUNCTION } else { 0.0 };
        (head as f64).ln() + (tail as f64).ln() + bonus + meets
    }

    /// How many times as often as by chance the two stand side by side.
    fn lift(&self) -> f64 {
        self.pair as f64 / expected(self.counts.0, self.counts.1).max(1e-9)
    }

    /// Whether they would have met if they could: `about which`, but no `which about`.
    fn never_meets(&self) -> bool {
        /// Pairs are counted from ten on, and words keep to their kind.
        const MANY: f64 = 60.0;
        self.pair == 0 && expected(self.counts.0, self.counts.1) >= MANY
    }

    /// Whether nobody writes the two as one word: they are known to meet, or any noun may stand
    /// where one of them does, and the function word is no ending or beginning of words here.
    fn is_certain(&self, lexicon: &Lexicon) -> bool {
        self.by_function_word
            && !may_be_ending(self.head, self.tail)
            && (!PREFIXES.contains(&self.head) || ends_determined(self.tail))
            && !self.never_meets()
            && (self.pair > 0 || self.head == "a" || takes_any(self.head, self.tail, lexicon))
    }

    /// Whether the first is an attribute rather than a noun: `sparse`, but not `category`.
    fn is_attribute(&self) -> bool {
        /// One in fifty sentences that hold a noun end in it.
        const ENDS: i8 = -4 * 16;
        let ends_so = ATTRIBUTES.iter().any(|ending| self.head.ends_with(ending));
        let is_noun = ["ory", "ary", "ent", "ant", "al", "ic"]
            .iter()
            .any(|ending| self.head.ends_with(ending))
            && places(self.head).last >= ENDS;
        self.head.len() >= 5 && ends_so && !is_noun
    }

    /// Whether the second is a participle or an adjective that makes compounds: `guided`, `aware`.
    fn is_qualified(&self) -> bool {
        const ENDINGS: &[&str] = &["ed", "ing", "ly", "ent", "aware", "specific"];
        self.tail.len() >= 5 && ENDINGS.iter().any(|ending| self.tail.ends_with(ending))
    }

    fn is_plural(&self, lexicon: &Lexicon) -> bool {
        self.head.strip_suffix('s').is_some_and(|one| {
            !one.ends_with('s') && (lexicon.frequency(one) >= COMMON || is_ordinary(one, lexicon))
        })
    }

    /// What stands between two nouns: what was counted more often.
    fn between_nouns(&self) -> &'static str {
        // Pairs are counted from ten on.
        let compound = frequency_of(&[self.head, "-", self.tail]);
        if compound > self.pair.max(2) { "-" } else { " " }
    }

    fn relation(&self, lexicon: &Lexicon) -> Option<Relation> {
        let (head, tail) = (self.head, self.tail);
        let len = head.len() + tail.len();
        let compound = frequency_of(&[head, "-", tail]);
        // Pairs are counted from ten on.
        let is_compound = compound > self.pair.max(9);
        if self.by_function_word {
            // `twodimensional` lost a hyphen.
            let lost_hyphen = is_compound && !is_grammar(tail);
            return Some(if lost_hyphen { Relation::Compound } else { Relation::FunctionWord });
        }
        if SUFFIXES.contains(&tail)
            || NOUNS_OF_COMPOUNDS.contains(&tail) && !self.is_attribute()
            || PREFIXES.contains(&head)
            || head.len() <= 6 && head.ends_with('o')
        {
            return None;
        }
        if is_compound {
            let is_sure = self.is_qualified() && len >= 9 || compound >= 10 * COMMON && len >= 12;
            return if is_sure {
                Some(Relation::Compound)
            } else {
                (len >= 12).then_some(Relation::Nouns)
            };
        }
        if self.makes_compound(lexicon) {
            return Some(Relation::Compound);
        }
        self.phrase(lexicon)
    }

    /// Whether so many different compounds begin or end so, and the two are no common pair:
    /// `categorydependent`.
    fn makes_compound(&self, lexicon: &Lexicon) -> bool {
        /// So many different compounds make a second part productive.
        const ENDS_COMPOUNDS: u64 = 6;
        /// So many make a first part productive: `wellstructured`.
        const BEGINS_COMPOUNDS: u64 = 50;
        let (head, tail) = (self.head, self.tail);
        let is_productive = frequency_of(&["-", tail]) >= ENDS_COMPOUNDS
            || !tail.ends_with("ing") && frequency_of(&[head, "-"]) >= BEGINS_COMPOUNDS;
        // `closed-source` was counted, and the two never met without the hyphen.
        let was_counted = frequency_of(&[head, "-", tail]) > 2 && frequency_of(&["-", tail]) > 2;
        self.pair == 0
            && head.len() + tail.len() >= 10
            && (was_counted
                || self.is_qualified()
                    && is_productive
                    && places(head).last > LEADS_ON
                    && !self.is_attribute()
                    && !self.is_plural(lexicon))
    }

    /// What two words that take no hyphen are.
    fn phrase(&self, lexicon: &Lexicon) -> Option<Relation> {
        /// So many times as often as by chance.
        const OFTEN: f64 = 4.0;
        let (head, tail) = (self.head, self.tail);
        let len = head.len() + tail.len();
        // No noun: a sentence hardly ever ends in it.
        let leads_on = places(head).last <= LEADS_ON && !is_grammar(head);
        let meets = self.pair > 0 && self.lift() >= OFTEN;
        if is_grammar(tail) || is_grammar(head) {
            return self.phrase_of_grammar(meets, lexicon);
        }
        let is_known_pair = self.pair > 0 && head.len().min(tail.len()) >= 4;
        if len >= 9 && (is_known_pair || self.is_plural(lexicon))
            || (self.is_attribute() || tail.ends_with("ly")) && len >= 10
            || leads_on && len >= 12
        {
            return Some(Relation::Phrase);
        }
        if meets {
            return Some(Relation::Pair);
        }
        if head.len() < 4 || tail.len() < 4 || len < 10 {
            return None;
        }
        // Two nouns that seldom are parts of other words: nobody coins `occupancyquadtree`.
        let may_be_coined =
            knowledge(head).is(Knowledge::BEGINS) && knowledge(tail).is(Knowledge::ENDS);
        Some(if may_be_coined || len < 13 { Relation::Nouns } else { Relation::Phrase })
    }

    /// What a word of grammar that is no affix makes with another; `meets` says that they do so
    /// more often than by chance.
    fn phrase_of_grammar(&self, meets: bool, lexicon: &Lexicon) -> Option<Relation> {
        /// `passthrough`, `rollout`: verbs and particles become nouns.
        const PARTICLES: &[&str] = &[
            "in", "out", "on", "off", "up", "down", "over", "through", "away", "back", "together",
            "by", "after", "under",
        ];
        let (head, tail) = (self.head, self.tail);
        let is_particle = PARTICLES.contains(&tail) || PARTICLES.contains(&head);
        /// Endings of words that begin no compound, or none with a word of grammar.
        const CLOSED: &[&str] = &["ed", "ing", "ly", "tion", "ment", "ness", "ity"];
        /// In letters; nothing is made with such words of grammar (`without`, `between`).
        const LONG: usize = 6;
        let is_closed =
            self.is_plural(lexicon) || CLOSED.iter().any(|ending| head.ends_with(ending));
        let is_behind = is_grammar(tail)
            && head.len() >= 5
            && (tail.len() >= 4 && is_closed || tail.len() >= LONG && !is_particle);
        // `morestylised`, `amongstatisticians`: hardly any sentence ends in the first.
        let leads_on = places(head).last <= LEADS_ON && head.len() + tail.len() >= 12;
        if is_behind || !is_particle && (self.pair > 0 || leads_on) {
            return Some(Relation::Phrase);
        }
        meets.then_some(Relation::Pair)
    }
}
