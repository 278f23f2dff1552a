//! Gaps and empty brackets where a word, a name or a citation is lost.
//!
//! Commands of TeX and tags that a scraper does not know go with what they stood for, and leave
//! `we introduce , a data set`, `found in .`, `the  of`, `()`, `[?]`. What tells such a gap from a
//! space too many is a word before it that needs another one behind: an article, a preposition, a
//! verb of naming.

use std::cell::OnceCell;

use super::before_stop::spaced_stops;
use super::sides::{last_word, word_at, word_before};
use super::{empty, gaps};
use crate::span::Span;
use crate::text::{Language, TextFacts};

/// Where a text lost words.
#[derive(Default)]
pub(super) struct LostWords {
    gaps: Vec<Span>,
    brackets: Vec<Span>,
    /// Where spaces begin, or a stop behind one stands, that may have been typed, too; in order.
    doubtful: Vec<usize>,
}

impl LostWords {
    /// Whether there is a gap, so that others of the text may be of the kind.
    pub(super) fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// Whether a word may be lost at byte `at`, where two spaces begin or a stop stands.
    pub(super) fn may_be_at(&self, at: usize) -> bool {
        self.doubtful.binary_search(&at).is_ok()
    }

    /// All places, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> {
        let mut all: Vec<Span> = self.gaps.iter().chain(&self.brackets).copied().collect();
        all.sort_by_key(|span| span.start());
        all.dedup();
        all.into_iter()
    }
}

/// Those of a text, found out once.
pub(super) fn of<'f>(facts: &'f TextFacts<'_>) -> &'f LostWords {
    facts.fact(|| {
        let text = facts.text();
        let (stops, doubled) = (before_stops(text), gaps::of(text));
        let sure_stops = stops.iter().filter(|stop| stop.is_sure).map(|stop| stop.span);
        let sure_gaps = doubled.iter().filter(|gap| gap.is_sure).map(|gap| gap.span);
        let single = articles(text).chain(closed_up(text));
        let mut gaps: Vec<Span> = sure_stops.chain(sure_gaps).chain(single).collect();
        gaps.dedup();
        let stop_at = |stop: &OpenStop| stop.span.end() - 1;
        let doubtful_stops = stops.iter().filter(|stop| !stop.is_sure).map(stop_at);
        let doubtful_gaps = doubled.iter().filter(|gap| !gap.is_sure).map(|gap| gap.start);
        let mut doubtful: Vec<usize> = doubtful_stops.chain(doubtful_gaps).collect();
        doubtful.sort_unstable();
        let brackets = empty::brackets(text);
        let is_name = |span: &&Span| {
            let end = text[..span.start()].trim_end().len();
            let word = word_before(text, end);
            presents(text, end - word.len(), word)
        };
        gaps.extend(brackets.iter().find(is_name));
        let others: Vec<Span> = in_others(text).collect();
        // The language is asked for last: most texts have no gap.
        if !(gaps.is_empty() && others.is_empty()) {
            match facts.language() {
                Language::English => (),
                Language::Unknown => gaps.extend(others),
                _ => gaps = others,
            }
        }
        LostWords { gaps, brackets, doubtful }
    })
}

/// Gaps of a text in another language than English.
fn in_others(text: &str) -> impl Iterator<Item = Span> + '_ {
    let before_stop = spaced_stops(text).filter_map(|at| {
        let end = text[..at].trim_end_matches(' ').len();
        let word = word_before(text, end);
        let stands_apart = text[..end - word.len()].ends_with(char::is_whitespace);
        let is_open = matches!(text.as_bytes()[at], b'.' | b',') && OPEN_IN_OTHERS.contains(&word);
        (stands_apart && is_open && !is_tokenised(text))
            .then(|| Span::new(text, end - word.len(), at + 1))
            .flatten()
    });
    before_stop.chain(gaps::of_others(text))
}

/// Words of other languages that no sentence and no part of one ends with.
const OPEN_IN_OTHERS: &[&str] = &[
    "de", "du", "des", "à", "et", "une", "von", "und", "oder", "del", "di", "della", "los", "las",
];

/// Articles and their like: no sentence and no clause ends behind one.
pub(super) const ARTICLES: &[&str] = &["an", "the", "our", "their", "its", "your", "every"];

/// Words that need a noun behind them.
pub(super) const PREPOSITIONS: &[&str] = &[
    "a", "at", "between", "by", "for", "from", "in", "into", "of", "on", "than", "to", "using",
    "via", "with",
];

/// Verbs and participles that need the name of what they speak of.
pub(super) const NAMING: &[&str] = &["called", "dubbed", "named", "termed", "entitled"];

/// Verbs by which authors name what is theirs.
const PRESENTING: &[&str] = &[
    "introduce", "introduces", "propose", "proposes", "present", "presents", "develop", "develops",
    "describe", "describes", "release", "releases", "call", "design", "denote", "obtain",
];

/// Subjects and other words before those verbs.
const PRESENTERS: &[&str] = &[
    "we", "i", "paper", "work", "article", "study", "authors", "and", "also", "then", "further",
    "therefore", "here", "thus", "to",
];

/// Words that the number of a figure or a section stands behind.
const NUMBERED: &[&str] =
    &["Figure", "Figures", "Table", "Tables", "Section", "Equation", "Theorem"];

/// Verbs that say what something is.
pub(super) const COPULAS: &[&str] = &["is", "are", "was", "were", "equals"];

/// Words that may end what was said, and mostly do not.
const SELDOM_LAST: &[&str] = &[
    "that", "where", "when", "whenever", "if", "whether", "about", "above", "over", "under",
    "around", "not", "and", "or", "obtain", "obtains", "denoted", "satisfy", "gives", "because",
];

/// `We call it .`
fn is_name_lost(text: &str, start: usize, word: &str) -> bool {
    let verb = last_word(text, start);
    matches!(word, "it" | "them" | "this") && matches!(verb, "call" | "name" | "dub" | "denote")
}

/// A stop behind a space and a word that wants another one.
struct OpenStop {
    /// The word and the stop.
    span: Span,
    /// Whether nothing but a lost word leaves it so.
    is_sure: bool,
}

/// `found in .`, `we introduce , a`.
fn before_stops(text: &str) -> Vec<OpenStop> {
    let tokenised = OnceCell::new();
    let is_tokenised = || *tokenised.get_or_init(|| is_tokenised(text));
    let open = |at: usize| {
        let end = text[..at].trim_end_matches(' ').len();
        let word = word_before(text, end);
        let start = end - word.len();
        let stands_apart = text[..start].ends_with(char::is_whitespace) || start == 0;
        let stop = text.as_bytes()[at];
        let is_sure = match stop {
            b'.' | b',' | b';' => {
                ARTICLES.contains(&word)
                    || NAMING.contains(&word) && is_named_next(text, at)
                    || needs_object(text, start, word, stop) && !is_tokenised()
            }
            b':' => presents(text, start, word) && !is_tokenised(),
            _ => false,
        };
        let may_be = || match stop {
            b'.' | b',' | b';' => SELDOM_LAST.contains(&word) || is_name_lost(text, start, word),
            b':' => word.len() > 1 && PREPOSITIONS.contains(&word),
            _ => false,
        };
        let is_row_of_dots = text[at + 1..].trim_start().starts_with('.');
        let is_open = stands_apart && !is_row_of_dots && (is_sure || may_be() && !is_tokenised());
        let span = Span::new(text, start, at + 1).filter(|_| is_open)?;
        Some(OpenStop { span, is_sure })
    };
    spaced_stops(text).filter_map(open).collect()
}

/// Whether what follows the stop behind a participle of naming goes on with the sentence: "so called ,
/// and" is said, too.
fn is_named_next(text: &str, at: usize) -> bool {
    let behind = text[at + 1..].trim_start();
    let word = word_at(behind, 0);
    let begins = matches!(word, "and" | "or" | "but" | "so" | "we" | "it" | "they" | "he" | "she");
    behind.is_empty() || word.starts_with(|c: char| c.is_ascii_lowercase()) && !begins
}

fn needs_object(text: &str, start: usize, word: &str, stop: u8) -> bool {
    let before = last_word(text, start);
    let is_preposition = PREPOSITIONS.contains(&word) && !promises_link(text, start, word);
    let is_conjunction = stop == b'.' && matches!(word, "and" | "or");
    let is_example = word == "as" && matches!(before, "such" | "known" | "denoted" | "named");
    let is_statement = COPULAS.contains(&word)
        && !["that", "it", "what", "this", "there", "as", "than", "which", "they"]
            .contains(&before);
    is_preposition
        || is_conjunction
        || is_example
        || is_statement
        || NUMBERED.contains(&word)
        || matches!(word, "satisfies" | "denotes")
        || is_bound_lost(text, start, word)
        || is_taxon_lost(text, start, word, stop)
        || word == "Given" && stop == b','
        || is_clause_lost(text, start, word, stop)
        || presents(text, start, word)
}

/// `is at least , with`, `for all ,`; not "once and for all".
fn is_bound_lost(text: &str, start: usize, word: &str) -> bool {
    let before = last_word(text, start);
    let first = text[..start].trim_end().len() - before.len();
    matches!((before, word), ("at", "least" | "most"))
        || before.eq_ignore_ascii_case("for")
            && matches!(word, "all" | "any" | "each")
            && last_word(text, first) != "and"
}

/// `of the genus , which`, `the gene , encoding`: names of living things are set in italics, and go
/// with them.
fn is_taxon_lost(text: &str, start: usize, word: &str, stop: u8) -> bool {
    stop == b','
        && matches!(last_word(text, start), "the" | "a" | "new")
        && matches!(
            word,
            "genus" | "gene" | "bacterium" | "fungus" | "nematode" | "archaeon" | "yeast"
        )
}

/// `where , and`, `If , then`, `Suppose that .`: a clause of which nothing is left.
fn is_clause_lost(text: &str, start: usize, word: &str, stop: u8) -> bool {
    let behind = word_at(text, start + text[start..].find([',', '.', ';']).map_or(0, |at| at + 2));
    match word {
        "where" | "when" | "whenever" | "if" | "If" | "When" | "Whenever" => {
            stop == b'.' || matches!(behind, "and" | "then")
        }
        "that" => {
            let before = last_word(text, start).to_lowercase();
            stop == b'.'
                && matches!(before.as_str(), "suppose" | "assume" | "such" | "show" | "prove")
        }
        _ => false,
    }
}

/// `we introduce`, `this paper presents`; not "at present".
fn presents(text: &str, start: usize, word: &str) -> bool {
    let before = last_word(text, start).to_lowercase();
    PRESENTING.contains(&word) && PRESENTERS.contains(&before.as_str())
}

/// Whether the rules on links speak of what is missing behind `word`.
fn promises_link(text: &str, start: usize, word: &str) -> bool {
    let sentence = text[..start].rfind(". ").map_or(0, |at| at + 1);
    let said = text[sentence..start].to_ascii_lowercase();
    matches!(word, "at" | "from" | "on" | "via" | "in")
        && [
            "available", "released", "code", "download", "website", "found at", "visit", "demo",
            "access",
        ]
        .iter()
        .any(|promise| said.contains(promise))
}

/// Whether a text was cut into tokens and written with a space between: its stops say nothing.
fn is_tokenised(text: &str) -> bool {
    /// Fewer stops tell nothing.
    const LEAST: usize = 4;
    let is_space = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    let (mut spaced, mut all) = (0, 0);
    for at in (0..bytes.len()).filter(|at| matches!(bytes[*at], b'.' | b',' | b';' | b':')) {
        // Also where the space behind the stop is lost, but not in `.5` and `...`.
        let goes_on = bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'.');
        let is_spaced = is_space(at.checked_sub(1).and_then(|at| bytes.get(at))) && !goes_on;
        spaced += usize::from(is_spaced);
        all += usize::from(is_spaced || is_space(bytes.get(at + 1)));
    }
    spaced >= LEAST && spaced * 5 >= all * 3
}

/// `the of`: with a single space, only where nothing but a noun can have stood between.
fn articles(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    // Those words end so, and most that stand before `of` do not.
    let may_be_open = |at: usize| matches!(bytes[..at].last(), Some(b'n' | b'e' | b'r'));
    let before_of = memchr::memmem::find_iter(bytes, b" of ").filter(move |at| may_be_open(*at));
    before_of.filter_map(move |at| {
        let word = word_before(text, at);
        let start = at - word.len();
        let stands_apart = start == 0 || text[..start].ends_with(' ');
        let is_open = matches!(word, "an" | "the" | "our" | "their");
        if stands_apart && is_open { Span::new(text, start, at + " of".len()) } else { None }
    })
}

/// Words that never stand side by side, with a single space between them.
const CLOSED_UP: &[&str] = &[
    " from to ", "Let be a", " let be a ", " let denote ", " a -year", " a -fold",
    " a -dimensional", " of et al.", " by et al.", "The et al.", " the et al.",
    " if and only if is ",
];

/// `reduced from to `, `a -year-old`.
fn closed_up(text: &str) -> impl Iterator<Item = Span> + '_ {
    CLOSED_UP.iter().flat_map(move |pair| {
        let found = memchr::memmem::find_iter(text.as_bytes(), pair.as_bytes());
        found.filter_map(move |at| {
            let end = at + pair.trim_end().len();
            Span::new(text, at + pair.len() - pair.trim_start().len(), end)
        })
    })
}
