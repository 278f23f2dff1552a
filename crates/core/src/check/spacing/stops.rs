//! Stops with a word right behind them: `it rained.Then`, `hills,finally`, `why?We`, `parts:1)one`.

use std::collections::HashSet;

use super::clauses;
use super::sides::{
    char_at, char_before, is_plain_word, lower_before, opening, word_at, word_before,
};
use crate::lexicon;
use crate::record::FieldName;
use crate::text::{TextFacts, sentence};

/// Words that sentences begin with, so that a name is unlikely behind the stop. Those that begin
/// more than fifty of the sentences of 36,908 abstracts, but for nouns and verbs that begin names.
const OPENERS: &[&str] = &[
    "A", "According", "Accordingly", "Additionally", "After", "All", "Also", "Although", "Among",
    "An", "And", "Another", "As", "At", "Based", "Because", "Besides", "Both", "But", "By", "Can",
    "Combining", "Compared", "Comprehensive", "Consequently", "Considering", "Conventional",
    "Current", "Currently", "Despite", "Different", "Do", "Due", "During", "Each", "Empirical",
    "Empirically", "Especially", "Even", "Existing", "Experimental", "Experiments", "Extensive",
    "Finally", "First", "Firstly", "Following", "For", "From", "Further", "Furthermore", "Given",
    "He", "Hence", "Here", "How", "However", "I", "If", "Importantly", "In", "Indeed", "Inspired",
    "Instead", "Interestingly", "Is", "It", "Its", "Lastly", "Leveraging", "Many", "Meanwhile",
    "More", "Moreover", "Most", "Motivated", "Multiple", "My", "Nevertheless", "Nonetheless",
    "Nonetheless", "Next", "No", "Not", "Notably", "Numerical", "Of", "On", "Once", "One", "Or",
    "Our", "Overall", "Particularly", "Preliminary", "Previous", "Prior", "Rather", "Recent",
    "Recently", "Results", "Second", "Secondly", "Several", "She", "Simulation", "Simulations",
    "Since", "So", "Some", "Specifically", "Starting", "Subsequently", "Such", "Taking", "Thanks",
    "That", "The", "Their", "Then", "There", "Therefore", "These", "They", "Third", "This",
    "Those", "Though", "Three", "Through", "Thus", "To", "Towards", "Traditional", "Traditionally",
    "Two", "Typically", "Under", "Unfortunately", "Unlike", "Using", "Various", "We", "What",
    "When", "Where", "Whereas", "While", "Why", "With", "Within", "Without", "Yet", "You",
];

/// Words that go on with a sentence behind a comma, whatever stands before it.
const FOLLOWERS: &[&str] = &[
    "although", "and", "because", "but", "hence", "however", "including", "namely", "respectively",
    "since", "so", "such", "that", "the", "then", "there", "therefore", "these", "they", "this",
    "thus", "we", "when", "where", "which", "while", "who", "whose", "with", "without", "yet",
];

/// Endings of the names of hosts that are also written with a capital, as in Booking.Com.
const HOSTS: &[&str] = &["Com", "Net", "Org", "Edu", "Gov"];

/// Words behind a colon; names and ratios are written without a space.
const BEHIND_COLON: &[&str] = &[
    "A", "An", "By", "For", "From", "He", "How", "I", "If", "In", "It", "On", "Our", "She", "That",
    "The", "There", "These", "They", "This", "To", "We", "What", "When", "Which", "You", "a", "an",
    "by", "for", "from", "how", "if", "in", "it", "on", "our", "that", "the", "there", "these",
    "they", "this", "to", "we", "what", "when", "which", "you",
];

/// Words that a subtitle begins with, beside those that end in -ing.
const SUBTITLE_OPENERS: &[&str] = &[
    "A", "An", "Are", "Beyond", "Can", "Do", "Does", "From", "How", "In", "Is", "On", "One", "The",
    "To", "Toward", "Towards", "What", "When", "Where", "Why", "With",
];

/// What stands before the locants of a name of chemistry: `alpha,beta-unsaturated`.
const LOCANTS: &[&str] = &[
    "alpha", "beta", "gamma", "delta", "epsilon", "omega", "cis", "trans", "syn", "anti", "endo",
    "exo", "ortho", "meta", "para", "threo", "erythro", "meso",
];

/// Whether a space is missing behind the stop at byte `at`.
pub(super) fn is_glued_behind(facts: &TextFacts<'_>, at: usize, field: FieldName) -> bool {
    let text = facts.text();
    let Some(stop) = char_at(text, at) else { return false };
    match stop {
        '.' => begins_sentence(facts, at) || begins_item(text, at) || is_displaced(text, at),
        '!' | '?' => begins_question_or_answer(text, at, stop) || begins_item(text, at),
        ',' => goes_on(text, at, 4) || begins_item(text, at) || is_displaced(text, at),
        ';' => !is_entity(text, at) && goes_on(text, at, 3) || begins_item(text, at),
        ':' => {
            explains(text, at)
                || lists(text, at)
                || begins_item(text, at)
                || begins_subtitle(text, at, field)
        }
        _ => false,
    }
}

/// What stands behind a word that is not a part of a name: a space, another stop, the end.
fn ends_word(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(|c| c.is_whitespace() || ",.;:-)'’".contains(c))
}

fn is_spaced(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(char::is_whitespace)
}

/// `rams ,ewes`, `on the hill .The`: the space stands on the wrong side of the stop.
fn is_displaced(text: &str, at: usize) -> bool {
    let before = text[..at].strip_suffix(' ').unwrap_or_default();
    let behind = word_at(text, at + 1);
    let is_word = |word: &str| word.chars().count() >= 2;
    let is_behind = if text[at..].starts_with('.') {
        OPENERS.contains(&behind) && is_spaced(text, at + 1 + behind.len())
    } else {
        is_word(behind)
    };
    let head = sentence::chunk_before(before, before.len());
    is_behind && is_word(head) && head.ends_with(|c: char| c.is_alphanumeric() || c == ')')
}

/// Whether the quotation mark or bracket before byte `at` closes behind so many lower-case
/// `letters`.
fn closes_behind(text: &str, at: usize, letters: usize) -> bool {
    let closes = |c: char| matches!(c, ')' | ']' | '”' | '"');
    char_before(text, at)
        .filter(|c| closes(*c))
        .is_some_and(|c| lower_before(text, at - c.len_utf8()) >= letters)
}

/// `it rained.Then`, `(ABC).We`, `by 5%.In this`.
fn begins_sentence(facts: &TextFacts<'_>, at: usize) -> bool {
    let text = facts.text();
    let behind = word_at(text, at + 1);
    let end = at + 1 + behind.len();
    let is_opener = OPENERS.contains(&behind) && is_spaced(text, end);
    let is_title = behind.chars().count() >= 3
        && behind.chars().skip(1).all(char::is_lowercase)
        && behind.starts_with(char::is_uppercase)
        && !HOSTS.contains(&behind)
        && ends_word(text, end);
    let is_plural_acronym = behind.len() >= 3
        && behind.ends_with('s')
        && behind[..behind.len() - 1].bytes().all(|b| b.is_ascii_uppercase())
        && is_spaced(text, end);
    let word = lower_before(text, at);
    let bracket = matches!(char_before(text, at), Some(')'))
        && char_before(text, at - 1).is_some_and(char::is_alphanumeric);
    let figure = char_before(text, at).is_some_and(|c| c.is_ascii_digit() || c == '%');
    let is_title = is_title && (bracket || !may_be_a_member(facts, at, end));
    let before = word_before(text, at);
    let acronym = before.len() >= 3 && before.bytes().all(|b| b.is_ascii_uppercase());
    let is_cited =
        text[..at].ends_with(']') && text[..at - 1].ends_with(|c: char| c.is_ascii_digit());
    is_opener && is_cited
        || is_opener
            && (word >= 2 && is_plain_word(before) || (figure || acronym) && behind.len() > 1)
        || (is_opener || is_title) && (word >= 3 || bracket || closes_behind(text, at, 3))
        || is_plural_acronym && word >= 4 && is_plain_word(word_before(text, at))
}

/// Whether a word with a capital behind the stop at byte `at`, which ends before byte `end`, may be
/// a part of what stands before: `argparse.Namespace`, `Boost.Regex`, `base.Command`. Sentences end
/// with a word in small letters that is known, and do not have the same one before two stops.
fn may_be_a_member(facts: &TextFacts<'_>, at: usize, end: usize) -> bool {
    let text = facts.text();
    let before = word_before(text, at);
    let behind = word_at(text, at + 1);
    let is_sentence_end = before.starts_with(char::is_lowercase) && lexicon::is_known(before);
    let leads = behind.ends_with("ly") || OPENERS.contains(&behind);
    let goes_on = match char_at(text, end) {
        Some(',') => leads,
        Some('-') => true,
        _ => is_spaced(text, end),
    };
    // `logging.Logger`, `grammar.Grammar`.
    let is_namesake = behind.len() > 3
        && before.get(..4).is_some_and(|stem| behind.to_lowercase().starts_with(stem));
    let is_opener = OPENERS.contains(&behind);
    let has_members = || facts.fact(|| Owners::of(text)).0.contains(before);
    let has_company = facts.fact(|| GluedOpeners::of(text)).0;
    let is_named =
        || !has_company && (behaves_as_name(text, end) || clauses::is_open_before(text, at));
    let is_apposed =
        || [", the ", ", a ", ", an "].iter().any(|article| text[end..].starts_with(article));
    let may_begin = || is_apposed() || !behaves_as_name(text, end);
    if is_sentence_end && !has_members() && may_begin() && clauses::are_on_both_sides(text, at) {
        return false;
    }
    !goes_on
        || !is_opener && !leads && (!is_sentence_end || is_namesake || has_members() || is_named())
}

/// Whether what stands behind byte `end`, where a word ends, is more likely behind a name than
/// behind the first word of a sentence: that mostly has another word of its own with it.
fn behaves_as_name(text: &str, end: usize) -> bool {
    const BEHIND_NAMES: &[&str] = &[
        "and", "are", "as", "at", "by", "can", "for", "from", "had", "has", "have", "in", "is",
        "may", "of", "on", "or", "that", "to", "was", "were", "which", "will", "with", "attribute",
        "call", "calls", "class", "classes", "column", "columns", "constructor", "event", "field",
        "fields", "function", "functions", "handler", "instance", "instances", "interface",
        "keyword", "method", "methods", "module", "object", "objects", "operator", "package",
        "parameter", "pointer", "property", "subclass", "table", "thread", "threads", "type",
        "types", "value", "values", "variable", "wrapper",
    ];
    let rest = text[end..].trim_start();
    rest.is_empty()
        || rest.starts_with([',', '.', ';', ')'])
        || BEHIND_NAMES.contains(&word_at(rest, 0))
}

/// Whether a text has a word that sentences begin with right behind a stop: then it lost other
/// spaces, too. `list.Add` alone is a name of code.
struct GluedOpeners(bool);

impl GluedOpeners {
    fn of(text: &str) -> GluedOpeners {
        let stops = memchr::memchr_iter(b'.', text.as_bytes());
        GluedOpeners(stops.into_iter().any(|at| {
            let behind = word_at(text, at + 1);
            let is_word = lower_before(text, at) >= 3 || matches!(char_before(text, at), Some(')'));
            is_word && OPENERS.contains(&behind) && is_spaced(text, at + 1 + behind.len())
        }))
    }
}

/// The words of a text that stand more than once before a stop with a letter or a digit right
/// behind it.
struct Owners(HashSet<String>);

impl Owners {
    fn of(text: &str) -> Owners {
        let mut once = HashSet::new();
        let is_owner = |at: usize| {
            let word = word_before(text, at);
            let is_whole = !char_before(text, at - word.len()).is_some_and(char::is_alphanumeric);
            let has_member = char_at(text, at + 1).is_some_and(char::is_alphanumeric);
            (is_whole && has_member).then_some(word)
        };
        let stops = memchr::memchr_iter(b'.', text.as_bytes());
        Owners(
            stops
                .filter_map(is_owner)
                .filter(|word| !once.insert(*word))
                .map(str::to_owned)
                .collect(),
        )
    }
}

/// `why so?We`, `a field!Then`; a name that has the stop itself begins with a capital (Yahoo!).
fn begins_question_or_answer(text: &str, at: usize, stop: char) -> bool {
    let before = word_before(text, at);
    let is_word = before.chars().count() >= 2
        && before.chars().skip(1).all(char::is_lowercase)
        && (stop == '?' || before.starts_with(char::is_lowercase));
    let behind = word_at(text, at + 1);
    let end = at + 1 + behind.len();
    let is_sentence = OPENERS.contains(&behind) && is_spaced(text, end)
        || behind.chars().count() >= 3
            && behind.starts_with(char::is_uppercase)
            && behind.chars().skip(1).all(char::is_lowercase)
            && is_plain_word(behind)
            && ends_word(text, end);
    (is_word || matches!(char_before(text, at), Some(')' | '”' | '"'))) && is_sentence
}

/// `hills,finally`, `50%,which`: behind a comma or a semicolon the sentence goes on. Before another
/// word than one that clauses begin with stand so many lower-case `letters`.
fn goes_on(text: &str, at: usize, letters: usize) -> bool {
    let behind = word_at(text, at + 1);
    let end = at + 1 + behind.len();
    let is_follower = FOLLOWERS.contains(&behind) && is_spaced(text, end);
    let before = char_before(text, at);
    let is_anything = before.is_some_and(|c| c.is_alphanumeric() || ")]%”\"".contains(c));
    // The name of an entity that lost its signs: `hills,rdquo`.
    let is_name = matches!(behind, "rdquo" | "rsquo" | "ldquo" | "lsquo" | "psila");
    let is_word = !is_name
        && behind.chars().count() >= 2
        && behind.chars().skip(1).all(char::is_lowercase)
        && ends_word(text, end);
    let is_closed =
        before == Some(')') && char_before(text, at - 1).is_some_and(char::is_alphanumeric);
    let word = word_before(text, at);
    let is_behind_word = lower_before(text, at) >= letters && lexicon::is_known(word);
    // A third word in the row makes it a tuple: `sheep,goat,ram`.
    let goes_on_so = |text: &str, comma: usize, letter: usize| {
        char_at(text, comma) == Some(',') && char_at(text, letter).is_some_and(char::is_alphabetic)
    };
    let first = at - word.len();
    let is_row = goes_on_so(text, end, end + 1)
        || first >= 2 && goes_on_so(text, first - 1, text.floor_char_boundary(first - 2));
    let is_example = ["e.g.", "i.e.", "etc.", "al."].iter().any(|one| text[..at].ends_with(one));
    let is_before_example = lower_before(text, at) >= 3
        && ["e.g.", "i.e."].iter().any(|one| text[at + 1..].starts_with(one));
    if is_locant(text, word, end) || is_option(text, first) {
        return false;
    }
    is_follower && is_anything
        || is_before_example
        || is_word && is_example
        || is_word && !is_row && (is_behind_word || is_closed || closes_behind(text, at, 3))
}

/// `trans,trans-farnesol`, `alpha,alpha'-dipyridyl`: of the two words round a comma, the first is
/// `word` and the second ends before byte `end`.
fn is_locant(text: &str, word: &str, end: usize) -> bool {
    let names_place = matches!(char_at(text, end), Some('-' | '\'' | '’' | '′'));
    let is_one = |word: &str| LOCANTS.contains(&word.to_lowercase().as_str());
    // `the endo,exo ratio`
    is_one(word) && (names_place || is_one(word_before(text, end)))
}

/// Whether the word at byte `at` is a value of an option: `--species human,mouse`.
fn is_option(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '=']);
    sentence::chunk_before(text, before.len()).starts_with("--")
}

/// Whether the semicolon at byte `at` ends an entity of HTML, also one that lost its `&`.
fn is_entity(text: &str, at: usize) -> bool {
    let name = word_before(text, at);
    let is_marked = text[..at - name.len()].ends_with(['&', '#']);
    is_marked || matches!(name, "amp" | "lt" | "gt" | "quot" | "nbsp" | "apos")
}

/// `as follows:we count`.
fn explains(text: &str, at: usize) -> bool {
    let behind = word_at(text, at + 1);
    let is_word = lower_before(text, at) >= 3 || closes_behind(text, at, 3);
    let is_opener = BEHIND_COLON.contains(&behind) || OPENERS.contains(&behind);
    // `in vitro:in vivo`.
    let is_ratio = matches!(word_before(text, at), "vitro" | "vivo" | "silico" | "situ");
    is_word && !is_ratio && is_opener && char_at(text, at + 1 + behind.len()) == Some(' ')
}

/// `two stages:Detection of wolves`: a colon behind so many things, and the first of them.
fn lists(text: &str, at: usize) -> bool {
    const NUMBERS: &[&str] =
        &["two", "three", "four", "five", "six", "seven", "several", "following"];
    /// The most words between the number and the colon, the things among them.
    const WITHIN: usize = 4;
    let behind = word_at(text, at + 1);
    let is_thing = behind.chars().count() >= 3
        && behind.starts_with(char::is_uppercase)
        && behind.chars().skip(1).all(char::is_lowercase)
        && lexicon::is_known(behind)
        && char_at(text, at + 1 + behind.len()).is_some_and(|c| matches!(c, ' ' | '-' | ','));
    let things = word_before(text, at);
    let before = &text[..at - things.len()];
    is_thing
        && things.ends_with('s')
        && lower_before(text, at) >= 4
        && is_plain_word(things)
        && before.ends_with(' ')
        && before.split_ascii_whitespace().rev().take(WITHIN).any(|word| NUMBERS.contains(&word))
}

/// `two parts:1)one`, `a sheep.2)a goat`, `as follows:(1) one`: an item of a list.
fn begins_item(text: &str, at: usize) -> bool {
    let opens = char_at(text, at + 1) == Some('(');
    let from = at + 1 + usize::from(opens);
    let is_counted = item_end(text, from).is_some_and(|end| {
        let behind = end + usize::from(is_spaced(text, end));
        char_at(text, behind).is_some_and(char::is_alphabetic)
            && (opens || opening(text, end - 1).is_none())
    });
    let least = if matches!(char_at(text, at), Some('?' | '!')) { 2 } else { 3 };
    let is_behind_word = || {
        lower_before(text, at) >= least && is_plain_word(word_before(text, at))
            || char_before(text, at) == Some(')')
    };
    is_counted && is_behind_word()
}

/// The byte behind the number of an item and its bracket, `2)` or `iv)`.
pub(super) fn item_end(text: &str, at: usize) -> Option<usize> {
    /// The longest number, and its bracket, in bytes.
    const LONGEST: usize = 5;
    let tail = text.get(at..)?;
    let number = &tail[..tail.bytes().take(LONGEST).position(|b| b == b')')?];
    let is_roman = !number.is_empty() && number.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let is_figure = matches!(number.len(), 1 | 2)
        && number.bytes().all(|b| b.is_ascii_digit())
        && !number.starts_with('0');
    (is_figure || is_roman && number.len() <= 4).then_some(at + number.len() + 1)
}

/// `SheepNet:Counting`, `Flocks:A Study`: the colon of a title, and no ratio or pair of names.
fn begins_subtitle(text: &str, at: usize, field: FieldName) -> bool {
    if field != FieldName::Title {
        return false;
    }
    let behind = word_at(text, at + 1);
    let end = at + 1 + behind.len();
    let is_behind_name =
        char_before(text, at).is_some_and(|c| c.is_alphanumeric() || ")?!".contains(c));
    let words_behind = text[at + 1..].split_whitespace().count();
    let is_title_word =
        behind.starts_with(char::is_uppercase) && behind.chars().skip(1).all(char::is_lowercase);
    let is_gerund = behind.len() >= 6 && behind.ends_with("ing") && lexicon::is_known(behind);
    // A name with capitals within is one of a method; the names of substances are shorter.
    let name = word_before(text, at);
    let is_method = name.chars().count() >= 6
        && name.chars().filter(|c| c.is_lowercase()).count() >= 3
        && name.chars().skip(1).any(char::is_uppercase);
    text.matches(':').count() == 1
        && is_behind_name
        && is_title_word
        && is_spaced(text, end)
        && words_behind >= 2
        && (SUBTITLE_OPENERS.contains(&behind)
            || is_gerund && words_behind >= 3
            || is_method && behind.len() >= 4 && words_behind >= 4 && lexicon::is_known(behind))
}
