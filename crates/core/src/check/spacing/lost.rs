//! Gaps and empty brackets where a word, a name or a citation is lost.
//!
//! Commands of TeX and tags that a scraper does not know go with what they stood for, and leave
//! `we introduce , a data set`, `found in .`, `the  of`, `()`, `[?]`. What tells such a gap from a
//! space too many is a word before it that needs another one behind: an article, a preposition, a
//! verb of naming.

use std::cell::OnceCell;
use std::sync::LazyLock;

use regex::{Match, Regex};

use super::before_stop::spaced_stops;
use super::sides::{last_word, word_at, word_before};
use crate::span::Span;
use crate::text::TextFacts;

/// Where a text lost words.
#[derive(Default)]
pub(super) struct LostWords {
    gaps: Vec<Span>,
    brackets: Vec<Span>,
}

impl LostWords {
    /// Whether there is a gap, so that others of the text may be of the kind.
    pub(super) fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// All places, in order.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> {
        let mut all: Vec<Span> = self.gaps.iter().chain(&self.brackets).copied().collect();
        all.sort_by_key(|span| span.start());
        all.into_iter()
    }
}

/// Those of a text, found out once.
pub(super) fn of<'f>(facts: &'f TextFacts<'_>) -> &'f LostWords {
    facts.fact(|| {
        let text = facts.text();
        let mut gaps: Vec<Span> =
            before_stops(text).chain(doubled(text)).chain(articles(text)).collect();
        gaps.dedup();
        // The language is asked for last: most texts have no gap.
        if !gaps.is_empty() && !facts.language().may_be_english() {
            gaps.clear();
        }
        LostWords { gaps, brackets: brackets(text) }
    })
}

/// Articles and their like: no sentence and no clause ends behind one.
const ARTICLES: &[&str] = &["an", "the", "our", "their", "its", "your", "every"];

/// Words that need a noun behind them.
const PREPOSITIONS: &[&str] = &[
    "a", "at", "between", "by", "for", "from", "in", "into", "of", "on", "than", "to", "using",
    "via", "with",
];

/// Verbs and participles that need the name of what they speak of.
const NAMING: &[&str] = &["called", "dubbed", "named", "termed", "entitled"];

/// Verbs by which authors name what is theirs.
const PRESENTING: &[&str] = &[
    "introduce", "introduces", "propose", "proposes", "present", "presents", "develop", "develops",
    "describe", "describes", "release", "releases", "call", "design", "denote",
];

/// Subjects and other words before those verbs.
const PRESENTERS: &[&str] = &[
    "we", "i", "paper", "work", "article", "study", "authors", "and", "also", "then", "further",
    "therefore", "here", "thus", "to",
];

/// Words of grammar that do not stand behind an article.
const NO_NOUNS: &[&str] = &[
    "of", "and", "or", "is", "are", "was", "were", "that", "which", "with", "for", "from", "by",
    "has", "have", "can", "cannot", "will", "would", "should", "could", "must", "does",
    "outperforms", "achieves", "improves", "consists", "provides", "enables", "allows", "requires",
];

/// Words of grammar that do not stand behind a preposition.
const NO_OBJECTS: &[&str] = &["of", "and", "or", "is", "are", "was", "were", "has", "have"];

/// Words of grammar that do not stand behind a participle of naming.
const NO_NAMES: &[&str] = &["that", "which", "for", "and", "is", "with", "in", "to"];

/// Words that the number of a figure or a section stands behind.
const NUMBERED: &[&str] =
    &["Figure", "Figures", "Table", "Tables", "Section", "Equation", "Theorem"];

/// Verbs that say what something is.
const COPULAS: &[&str] = &["is", "are", "was", "were", "equals"];

/// `found in .`, `we introduce , a`.
fn before_stops(text: &str) -> impl Iterator<Item = Span> + '_ {
    let tokenised = OnceCell::new();
    let is_tokenised = move || *tokenised.get_or_init(|| is_tokenised(text));
    spaced_stops(text).filter_map(move |at| {
        let end = text[..at].trim_end_matches(' ').len();
        let word = word_before(text, end);
        let start = end - word.len();
        let stands_apart = text[..start].ends_with(char::is_whitespace) || start == 0;
        let stop = text.as_bytes()[at];
        let is_open = match stop {
            b'.' | b',' | b';' => {
                ARTICLES.contains(&word)
                    || NAMING.contains(&word) && is_named_next(text, at)
                    || needs_object(text, start, word, stop) && !is_tokenised()
            }
            b':' => presents(text, start, word) && !is_tokenised(),
            _ => false,
        };
        let is_row_of_dots = text[at + 1..].trim_start().starts_with('.');
        if stands_apart && is_open && !is_row_of_dots {
            Span::new(text, start, at + 1)
        } else {
            None
        }
    })
}

/// Whether a comma and an article, or the end, follow a participle of naming: "so called , and" is
/// said, too.
fn is_named_next(text: &str, at: usize) -> bool {
    let behind = text[at + 1..].trim_start();
    let word = word_at(behind, 0);
    behind.is_empty() || matches!(word, "a" | "an" | "the" | "that" | "which" | "to")
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
        || presents(text, start, word)
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
    let spaced = spaced_stops(text).count();
    let all = text
        .as_bytes()
        .windows(2)
        .filter(|two| matches!(two[0], b'.' | b',' | b';' | b':') && two[1] == b' ')
        .count();
    spaced >= LEAST && spaced * 5 >= all * 3
}

/// `an  gene`, `the  of`, `from  to`: two spaces behind a word that does not go with the next one.
fn doubled(text: &str) -> impl Iterator<Item = Span> + '_ {
    /// In a text with more of them, they are those of its columns.
    const MOST: usize = 8;
    let gaps: Vec<usize> =
        memchr::memmem::find_iter(text.as_bytes(), b"  ").take(MOST + 1).collect();
    let are_few = gaps.len() <= MOST;
    gaps.into_iter().filter(move |_| are_few).filter_map(move |end| {
        let written = word_before(text, end);
        let start = end - written.len();
        let word = written.to_lowercase();
        let word = word.as_str();
        let from = end + text[end..].len() - text[end..].trim_start_matches(' ').len();
        let behind = word_at(text, from);
        let stands_apart = text[..start].ends_with(char::is_whitespace) || start == 0;
        let clashes = (ARTICLES.contains(&word) || word == "a") && NO_NOUNS.contains(&behind)
            || PREPOSITIONS.contains(&word) && NO_OBJECTS.contains(&behind)
            || (word, behind) == ("from", "to")
            || NAMING.contains(&word) && NO_NAMES.contains(&behind)
            || has_wrong_article(word, behind);
        if stands_apart && clashes { Span::new(text, start, from + behind.len()) } else { None }
    })
}

/// `an gene`, `a animal`; the names of letters and words as `hour` and `unit` are left out.
fn has_wrong_article(article: &str, word: &str) -> bool {
    let Some(first) = word.chars().next().filter(|c| c.is_ascii_lowercase()) else { return false };
    let is_vowel = "aeiou".contains(first);
    word.len() >= 4
        && match article {
            "an" => !is_vowel && first != 'h',
            "a" => {
                matches!(first, 'a' | 'i')
                    || first == 'e' && !word.starts_with("eu") && !word.starts_with("ew")
            }
            _ => false,
        }
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

/// A bracket that holds nothing.
static NOTHING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:\(\s*[,;]?\s*\)|\[\s*[,;]?\s*\])").ok());

/// A bracket with the mark of a reference that was not resolved, or with what stood before it.
static UNRESOLVED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^ (?:
        \[\s*\?+\s*(?:,\s*\?+\s*)*\] | \(\s*\?\?+\s*\)
        | \(\s*CITATIONS?\s*\)
        | \[\s*(?:CITATIONS?|CITE|REF|REFERENCE|citation\ needed)\s*\]
        | \((?:e\.g|i\.e|cf|[Ss]ee|Figs?|Eqs?|Secs?|Refs?)\b[.,;\ ]*\)
        )",
    )
    .ok()
});

/// The name of a figure or a section whose number was not resolved.
static UNNUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:Figs?\.|Figure|Table|Sec\.|Section|Eq\.|Equation|Appendix)[~ ]*\?\?+").ok()
});

fn brackets(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let opens = memchr::memchr2_iter(b'(', b'[', bytes);
    let mut found: Vec<Span> = opens.filter_map(|open| empty(text, open)).collect();
    let has_marks = memchr::memmem::find(bytes, b"??").is_some();
    if let Some(unnumbered) = UNNUMBERED.as_ref().filter(|_| has_marks) {
        found.extend(unnumbered.find_iter(text).map(Span::of));
    }
    found
}

/// The bracket that opens at byte `open`, if it holds nothing, or as little as that.
fn empty(text: &str, open: usize) -> Option<Span> {
    /// Bytes of the longest.
    const LONGEST: usize = 24;
    let (before, behind) = (&text[..open], &text[open..text.floor_char_boundary(open + LONGEST)]);
    let span = |found: Match<'_>| Span::new(text, open, open + found.end());
    if let Some(found) = UNRESOLVED.as_ref()?.find(behind) {
        return span(found);
    }
    let found = NOTHING.as_ref()?.find(behind)?;
    let is_apart = before.is_empty() || before.ends_with(char::is_whitespace);
    let next = text[open + found.end()..].chars().next();
    let is_closed = next.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c));
    if is_apart && is_closed { span(found) } else { None }
}
