//! How likely it is that a text was cut: a logistic regression on its last sentence.
//!
//! No single sign decides. A text may be cut behind any word, and an author may
//! forget any full stop; but cut sentences are shorter, end in words that
//! sentences seldom end in, or in half a word, leave brackets open, and hold
//! fewer of the words that close an abstract ("outperforms", "available").
//! [`features`] puts numbers to these signs; `examples/endings.rs` fits their
//! weights to a corpus of whole abstracts, each of which it cuts at random
//! places, within words and between them.

use std::collections::BTreeSet;

use crate::lexicon::{self, Lexicon, Places, places};
use crate::text::sentence;

/// What is known of an ending. The names, in order.
pub const FEATURES: [&str; 22] = [
    "always 1",
    "log-odds of the last word to end a sentence",
    "log-odds of the last word but one to stand there",
    "logarithm of the number of words",
    "fewer than four words",
    "a verb that reports",
    "the last word is unknown and in lower case",
    "the last word is rare",
    "the last word has at most three letters",
    "a round bracket is open",
    "tenths of words behind the last comma, at most 1",
    "log-odds of its words to close an abstract",
    "a participle behind a form of to be",
    "the last word has a capital beyond its first letter",
    "the last word is a compound that needs a noun",
    "the last word looks like an adjective behind an article or a preposition",
    "a straight quotation mark is open",
    "the last word is half a word of two letters",
    "no word that may be its verb",
    "a clause is opened that has no verb yet",
    "one thing behind a number or `a series of`",
    "an item of a list, or an `as`, that has no second one",
];

/// What each feature adds to the log-odds that the text was cut; from `examples/endings.rs`.
const WEIGHTS: [f32; FEATURES.len()] = [
    4.9768, -0.8412, -0.3262, -2.0811, -0.6766, -0.3350, 4.1602, 0.8546, 0.9509, 4.3788, -2.0227,
    -0.3179, -1.1183, -1.0868, 2.5386, 1.4577, 1.1711, 1.9174, 1.6289, 1.7855, 2.3974, 3.5006,
];

/// Verbs of which a sentence that closes an abstract has at least one.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "can", "could", "may", "might",
    "will", "would", "does", "do", "shows", "show", "showed", "demonstrate", "demonstrates",
    "demonstrated", "propose", "proposes", "proposed", "present", "presents", "presented",
    "achieve", "achieves", "achieved", "outperform", "outperforms", "outperformed", "provide",
    "provides", "provided", "use", "uses", "used", "allow", "allows", "enable", "enables",
    "improve", "improves", "improved", "evaluate", "evaluated", "find", "found", "introduce",
    "introduces", "introduced", "develop", "developed", "describe", "described", "discuss",
    "discussed", "give", "gives", "given", "validate", "validated", "verify", "verified",
    "compare", "compared", "study", "investigate", "apply", "applied", "report", "reported",
    "obtain", "obtained", "require", "requires", "suggest", "suggests", "indicate", "indicates",
    "confirm", "confirms", "lead", "leads", "make", "makes", "reduce", "reduces", "perform",
    "performs", "performed", "derive", "prove", "illustrate", "illustrated", "conduct",
    "conducted", "release",
];

/// What stands behind the hyphen of compounds that need a noun: `vision-based`, `risk-aware`.
const ATTRIBUTES: &[&str] = &[
    "based", "aware", "driven", "oriented", "specific", "like", "related", "level", "scale",
    "order", "guided", "centric", "dependent", "free", "invariant", "efficient", "dimensional",
    "time", "end", "art", "supervised", "shot", "quality", "resolution", "modal", "agnostic",
];

/// Endings of adjectives and participles.
const ADJECTIVES: &[&str] = &[
    "ic", "ical", "ional", "al", "ive", "ous", "able", "ible", "ful", "less", "ary", "ed", "ing",
    "ent", "ant", "ly", "est",
];

/// Words that a noun has to follow, be it behind an adjective.
const LEADERS: &[&str] = &[
    "a", "an", "the", "this", "these", "those", "its", "their", "our", "of", "in", "on", "for",
    "with", "by", "from", "to", "into", "between", "as", "than", "via", "using", "and", "or",
];

/// Numbers that lead a compound: `two-wing`.
const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "single", "double", "multi"];

/// Words that stand for a subject and nothing else, but "it" and "you".
const PRONOUNS: &[&str] = &["we", "they", "it", "he", "she", "i", "you", "there"];

/// Words that open a clause, which needs a verb.
const OPENERS: &[&str] = &["that", "which", "because", "whether", "although", "whereas"];

/// Words of two letters with which sentences end.
const TWO_LETTERS: &[&str] = &[
    "it", "us", "so", "up", "on", "in", "to", "do", "is", "be", "by", "of", "at", "as", "ai", "ml",
    "rl", "3d", "2d",
];

/// Forms of a verb that make no sense without a participle or a noun behind them.
const TO_BE: &[&str] = &["is", "are", "was", "were", "be", "been"];

/// Participles that do not end in "ed".
const IRREGULAR: &[&str] = &[
    "shown", "given", "found", "made", "done", "known", "built", "seen", "drawn", "taken",
    "written", "held", "used",
];

/// The log-odds (natural logarithm) that `text` was cut behind its last character.
pub fn score(text: &str, lexicon: &Lexicon) -> f32 {
    features(text, lexicon).iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum()
}

/// The [`FEATURES`] of an ending.
pub fn features(text: &str, lexicon: &Lexicon) -> [f32; FEATURES.len()] {
    /// A word that is not known may be half of one, or new.
    const RARE: u64 = 20;
    let last = sentence::last(text.trim_end());
    let written: Vec<&str> = sentence::tokens(last).collect();
    let words: Vec<String> = written.iter().map(|word| word.to_lowercase()).collect();
    let word = |from_end: usize| words.iter().nth_back(from_end).map_or("", String::as_str);
    let count = lexicon.frequency(word(0));
    let is_word = word(0).starts_with(|c: char| c.is_ascii_alphabetic());
    let is_simple = is_word && !word(0).contains('-');
    let is_lower =
        written.last().is_some_and(|word| !word.contains(|c: char| c.is_ascii_uppercase()));
    let tail = words.iter().rev().position(|word| word == ",").unwrap_or(words.len()).min(10);
    // In one order on every run, for so are sums of fractions the same.
    let before: BTreeSet<&str> = words.iter().rev().skip(1).map(String::as_str).collect();
    let closing: f32 = before
        .iter()
        .filter(|word| word.starts_with(char::is_alphabetic))
        .map(|word| log_odds(places(word).closing))
        .sum();
    let is_participle = word(0).ends_with("ed") || IRREGULAR.contains(&word(0));
    let is_passive = is_participle && (1..=2).any(|n| TO_BE.contains(&word(n)));
    let is_name =
        written.last().is_some_and(|word| word.bytes().skip(1).any(|b| b.is_ascii_uppercase()));
    let is_copula = |n: usize| TO_BE.contains(&word(n)) || word(n).ends_with("ly");
    let is_attribute = is_attribute(word(0)) && !is_copula(1);
    let is_adjective = is_word
        && ADJECTIVES.iter().any(|ending| word(0).ends_with(ending))
        && LEADERS.contains(&word(1));
    let sign = |holds: bool| f32::from(u8::from(holds));
    [
        1.0,
        log_odds(places(word(0)).last),
        log_odds(places(word(1)).second),
        (words.len() as f32 + 1.0).ln(),
        sign(words.len() < 4),
        sign(words.iter().any(|word| VERBS.contains(&word.as_str()))),
        sign(is_lower && (is_simple && count == 0 || is_half_compound(word(0), lexicon))),
        sign(is_simple && count > 0 && count < RARE),
        sign(is_word && word(0).len() <= 3),
        sign(last.matches('(').count() > last.matches(')').count()),
        tail as f32 / 10.0,
        closing,
        sign(is_passive),
        sign(is_name),
        sign(is_attribute),
        sign(is_adjective),
        sign(last.matches('"').count() % 2 == 1),
        sign(is_word && is_lower && word(0).len() <= 2 && !TWO_LETTERS.contains(&word(0))),
        sign(!(0..words.len()).any(|at| may_be_verb(&words, at))),
        sign(opens_clause(&words)),
        sign(lacks_plural(&words)),
        sign(lacks_second_item(last) || lacks_second_as(&words)),
    ]
}

/// `state-of-th`: a compound that ends in half a word.
fn is_half_compound(word: &str, lexicon: &Lexicon) -> bool {
    let is_word = |part: &str| {
        part.len() < 2
            || !part.bytes().all(|b| b.is_ascii_lowercase())
            || !HALVES.contains(&part) && (lexicon.frequency(part) > 0 || lexicon::is_known(part))
    };
    let known_before = |head: &str| head.split('-').all(|part| lexicon.frequency(part) > 0);
    word.rsplit_once('-').is_some_and(|(head, tail)| known_before(head) && !is_word(tail))
}

/// Halves of words that end compounds, and stand in dictionaries of everything.
const HALVES: &[&str] = &["th", "ba", "ti", "di", "le", "dr", "re", "sc", "sp", "wo", "ar", "fr"];

/// `five finger`, `a series of flight`: what is more than one is named in the plural.
fn lacks_plural(words: &[String]) -> bool {
    /// Words that more than one thing stands behind.
    const MANY: &[&str] = &[
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many",
        "various", "multiple", "numerous", "few", "both", "different",
    ];
    const GROUPS: &[&str] =
        &["series", "set", "number", "variety", "range", "collection", "sequence", "wealth"];
    let [.., group, before, last] = words else { return false };
    let is_counted = MANY.contains(&before.as_str())
        || before == "of" && GROUPS.contains(&group.as_str())
        || before.len() == 3 && before.bytes().all(|b| b.is_ascii_digit());
    is_counted && !last.ends_with('s') && lexicon::is_known(&format!("{last}s"))
}

/// `in these steps: 1) a map`: there is no list of one item.
fn lacks_second_item(sentence: &str) -> bool {
    // `(rainfall data)` holds no item.
    let holds = |mark: &str| {
        let mut before = sentence.match_indices(mark).map(|(at, _)| &sentence[..at]);
        before.any(|before| !before.ends_with(char::is_alphanumeric))
    };
    [("1)", "2)"), ("(i)", "(ii)"), ("a)", "b)"), ("(I)", "(II)")]
        .iter()
        .any(|(first, second)| holds(first) && !holds(second))
}

/// Whether a compound needs a noun: `vision-based`, `two-wing`, `8-bit`.
fn is_attribute(word: &str) -> bool {
    word.split_once('-').is_some_and(|(head, _)| {
        NUMBERS.contains(&head) || head.bytes().all(|b| b.is_ascii_digit())
    }) && !word.ends_with('s')
        || word.rsplit_once('-').is_some_and(|(_, tail)| ATTRIBUTES.contains(&tail))
}

/// Whether the word at `at` may be the verb of a clause. In doubt it may: every plural looks like a
/// verb that no article or preposition leads, and what stands behind a pronoun is one.
fn may_be_verb(words: &[String], at: usize) -> bool {
    let word = words[at].as_str();
    let before = at.checked_sub(1).map_or("", |before| words[before].as_str());
    if ["this", "these", "those"].contains(&before) {
        return VERBS.contains(&word);
    }
    if LEADERS.contains(&before) {
        return false;
    }
    VERBS.contains(&word)
        || PRONOUNS.contains(&before)
        || IRREGULAR.contains(&word)
        || before == "to"
        || ["ed", "s"].iter().any(|ending| word.ends_with(ending))
}

/// Whether a sentence ends within a clause before its verb: `we show that the method`,
/// `when it is heated, it`.
fn opens_clause(words: &[String]) -> bool {
    let is_subject = |word: &str| PRONOUNS.contains(&word);
    if let [.., comma, last] = words
        && [",", ";"].contains(&comma.as_str())
        && is_subject(last)
    {
        return true;
    }
    let Some(opener) = words.iter().rposition(|word| OPENERS.contains(&word.as_str())) else {
        return false;
    };
    let leads = |before: usize| LEADERS.contains(&words[before].as_str());
    // "on that day", "than that of".
    if opener.checked_sub(1).is_some_and(leads)
        || words.get(opener + 1).is_none_or(|next| ["of", ",", ")"].contains(&next.as_str()))
    {
        return false;
    }
    !(opener + 1..words.len()).any(|at| may_be_verb(words, at))
}

/// `in as few trials`: another `as` has to follow.
fn lacks_second_as(words: &[String]) -> bool {
    const COUNTS: &[&str] = &["few", "many", "much", "little"];
    let [.., comparison, count, last] = words else { return false };
    comparison == "as" && COUNTS.contains(&count.as_str()) && last != "as"
}

fn log_odds(steps: i8) -> f32 {
    f32::from(steps) / Places::STEPS
}
