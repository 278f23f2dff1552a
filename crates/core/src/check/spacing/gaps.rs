//! Two spaces where a word is lost: `an  gene`, `from  to`, `aged at  °C for  h`.
//!
//! Doubled spaces of typists stand between any two words, and mostly between those that say
//! something. A word that needs another behind it, before one that needs another in front, is the
//! trace of what is gone.

use super::lost::{ARTICLES, COPULAS, NAMING, PREPOSITIONS};
use super::sides::{char_at, last_word, start_of_chunk, word_at, word_before};
use crate::span::Span;

/// Two spaces or more between words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// The words on both sides, and the spaces.
    pub(super) span: Span,
    /// Where the spaces begin.
    pub(super) start: usize,
    /// Whether nothing but a lost word leaves such a gap; others may be typed, too.
    pub(super) is_sure: bool,
}

/// The gaps of a text where a word is lost, or may be.
pub(super) fn of(text: &str) -> Vec<Gap> {
    /// In a text with more of them, they are those of its columns.
    const MOST: usize = 8;
    let gaps: Vec<usize> =
        memchr::memmem::find_iter(text.as_bytes(), b"  ").take(MOST + 1).collect();
    if gaps.len() > MOST {
        return Vec::new();
    }
    let mut found: Vec<Gap> = gaps.iter().filter_map(|&start| at(text, start)).collect();
    // Nobody types two of those that are rare.
    let are_sure = found.len() >= 2;
    found.iter_mut().for_each(|gap| gap.is_sure |= are_sure);
    let beside = gaps.iter().filter_map(|&start| beside_one(text, start, &found));
    let beside: Vec<Gap> = beside.collect();
    found.extend(beside);
    found.sort_by_key(|gap| gap.start);
    found
}

fn at(text: &str, start: usize) -> Option<Gap> {
    let sides = Sides::of(text, start)?;
    let is_sure = sides.clash();
    (is_sure || sides.may_clash()).then_some(())?;
    Some(Gap { span: sides.span(start)?, start, is_sure })
}

/// A gap with one word of grammar between it and another that stays, `the decays  and  are`.
fn beside_one(text: &str, start: usize, found: &[Gap]) -> Option<Gap> {
    let sides = Sides::of(text, start)?;
    let is_found = |at: usize| found.iter().any(|gap| gap.start == at);
    let next = sides.from + sides.behind.len();
    let is_beside = !is_found(start) && is_found(next) && matches!(sides.behind, "and" | "or");
    is_beside.then_some(())?;
    Some(Gap { span: sides.span(start)?, start, is_sure: false })
}

/// What stands on both sides of a gap.
struct Sides<'t> {
    text: &'t str,
    /// The word before it, in lower case, and where it begins.
    word: String,
    word_start: usize,
    /// The word behind it, and where it begins.
    behind: &'t str,
    from: usize,
}

/// Verbs in a form that has its subject before it.
const FINITE: &[&str] = &[
    "outperforms", "achieves", "consists", "denotes", "belongs", "exists", "equals", "suggests",
    "indicates", "implies", "contains", "depends", "satisfies", "improves", "requires", "becomes",
];

/// Words that open a clause, which needs a subject before its verb.
const OPENERS: &[&str] =
    &["if", "where", "when", "whether", "because", "whenever", "unless", "whereas"];

/// Words that follow a number, and none of these verbs.
const COUNTED: &[&str] = &["years", "months", "weeks", "days", "hours", "minutes", "percent"];

/// Signs of units that are no words, as they stand behind a number.
const UNITS: &[&str] = &[
    "HV", "HRC", "TeV", "GeV", "MeV", "keV", "eV", "MPa", "GPa", "kPa", "kHz", "MHz", "GHz", "THz",
    "Hz", "mg", "kg", "mm", "cm", "nm", "μm", "µm", "km", "ml", "mL", "mM", "μM", "µM", "mV", "kV",
    "mW", "kW", "MW", "dB", "kDa", "kJ", "kcal", "wt", "ppm", "ppb", "rpm", "Gy", "kpc", "Mpc",
    "pb", "fb",
];

/// Words that units stand behind, too: `five  mg`, `per  km`.
const COUNT_UNITS: &[&str] = &[
    "per", "the", "a", "each", "every", "and", "or", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "hundred", "of", "half", "several", "few", "some", "no",
];

/// Prepositions that hardly close a clause (`the tissue that it is made of`), so that another
/// one behind them tells.
const NEED_OBJECT: &[&str] = &["of", "from", "between", "into", "via", "by"];

/// Prepositions that begin what stands behind a noun.
const BEGIN_PHRASES: &[&str] = &["of", "at", "by", "from", "to", "in", "with", "for", "than", "on"];

/// Words behind `in` and `at` that go with them, also behind another preposition: `of in vitro`,
/// `by at least`.
const GO_WITH_IN: &[&str] = &[
    "vivo", "vitro", "situ", "silico", "utero", "ovo", "planta", "all", "least", "most", "best",
    "once", "total", "between", "context", "depth", "house", "person", "line", "plane", "patient",
    "patients",
];

/// Words of other languages that need a noun behind them.
const FOREIGN_NEEDS: &[&str] = &[
    "de", "du", "des", "à", "von", "an", "bei", "mit", "der", "dem", "den", "el", "los", "las",
    "del", "por", "para", "con", "di", "il", "la", "le", "les", "une", "eine", "einer", "da", "do",
];

/// Words of other languages that no noun is.
const FOREIGN_CLASHES: &[&str] =
    &["et", "ou", "und", "oder", "y", "por", "para", "con", "est", "ist"];

impl<'t> Sides<'t> {
    /// Those of the gap that starts at byte `start`; `None` where no whole word stands before it.
    fn of(text: &'t str, start: usize) -> Option<Sides<'t>> {
        let written = word_before(text, start);
        let word_start = start - written.len();
        let stands_apart = word_start == 0
            || text[..word_start].ends_with(|c: char| c.is_whitespace() || c == '=');
        let from = start + text[start..].len() - text[start..].trim_start_matches(' ').len();
        let behind = word_at(text, from);
        let word = written.to_lowercase();
        stands_apart.then_some(Sides { text, word, word_start, behind, from })
    }

    fn span(&self, start: usize) -> Option<Span> {
        let end = self.from + self.behind.len();
        let begin =
            if self.word.is_empty() { start_of_chunk(self.text, start) } else { self.word_start };
        Span::new(self.text, begin, end)
    }

    /// Whether a word must have stood between: `the  of`, `from  to`, `let  be`, `was  MPa`.
    fn clash(&self) -> bool {
        let (word, behind) = (self.word.as_str(), self.behind);
        let is_preposition = PREPOSITIONS.contains(&word);
        (ARTICLES.contains(&word) || word == "a") && NO_NOUNS.contains(&behind)
            || is_preposition && (NO_OBJECTS.contains(&behind) || FINITE.contains(&behind))
            || (word, behind) == ("from", "to")
            || NEED_OBJECT.contains(&word) && self.begins_phrase()
            || NAMING.contains(&word) && NO_NAMES.contains(&behind)
            || word == "let" && matches!(behind, "be" | "denote")
            || OPENERS.contains(&word) && !self.begins_sentence() && self.is_verb_of_being()
            || (is_preposition || COPULAS.contains(&word)) && self.is_unit()
            || COPULAS.contains(&word) && COUNTED.contains(&behind)
            || self.word.is_empty() && self.is_operand_lost()
            || has_wrong_article(word, behind)
    }

    /// Whether a word may have stood between: `is  in winter` is more often typed.
    fn may_clash(&self) -> bool {
        let (word, behind) = (self.word.as_str(), self.behind);
        let is_copula = COPULAS.contains(&word);
        let is_open = is_copula || matches!(word, "at" | "in" | "on" | "to" | "with" | "for");
        // `goats  and  are`.
        let is_between_gaps =
            matches!(word, "and" | "or") && self.text[..self.word_start].ends_with("  ");
        is_copula && behind == "over"
            || is_open && self.begins_phrase() && !(is_copula && behind == "to")
            || (is_copula || PREPOSITIONS.contains(&word)) && self.is_before_figures()
            || is_between_gaps && (self.is_verb_of_being() || FINITE.contains(&behind))
            || !word.is_empty() && !COUNT_UNITS.contains(&word) && self.is_unit()
            || PREPOSITIONS.contains(&word) && self.is_letter_of_unit()
            || matches!(char_at(self.text, self.from), Some('%' | '°')) && !word.is_empty()
    }

    /// `was  (95% CI …`: figures that speak of another.
    fn is_before_figures(&self) -> bool {
        let held = self.text.get(self.from..).unwrap_or_default().strip_prefix('(');
        held.is_some_and(|held| held.starts_with("n =") || held.starts_with("95%"))
    }

    /// Whether a preposition stands behind, and is not the first word of `at least`, `in vivo`.
    fn begins_phrase(&self) -> bool {
        let next = self.text.get(self.from + self.behind.len()..).unwrap_or_default();
        let second = word_at(next, next.len() - next.trim_start().len());
        BEGIN_PHRASES.contains(&self.behind)
            && next.starts_with(' ')
            && !GO_WITH_IN.contains(&second)
            && self.word != self.behind
            && !(self.word == "than" || self.behind == "than" && self.word == "by")
    }

    fn is_verb_of_being(&self) -> bool {
        matches!(self.behind, "is" | "are" | "was" | "were")
    }

    /// `Where  is the flock?` asks.
    fn begins_sentence(&self) -> bool {
        self.text[self.word_start..].starts_with(char::is_uppercase)
    }

    /// Whether a unit stands behind that waits for its number: `at  °C`, `of  MPa`, `was  % of`.
    fn is_unit(&self) -> bool {
        let ends = |at: usize| {
            char_at(self.text, at).is_none_or(|c| c.is_whitespace() || ",.;:)/".contains(c))
        };
        let sign = self.text.get(self.from..).unwrap_or_default();
        let is_sign = ["%", "°C", "°F", "°"]
            .iter()
            .any(|unit| sign.starts_with(unit) && ends(self.from + unit.len()));
        // `in % of the dry mass` heads a column.
        let is_heading = self.word == "in";
        (is_sign || UNITS.contains(&self.behind) && ends(self.from + self.behind.len()))
            && !is_heading
    }

    /// `for  h,`: also the name of a variable.
    fn is_letter_of_unit(&self) -> bool {
        matches!(self.behind, "h" | "s" | "d" | "K" | "V" | "W" | "g" | "m" | "min")
            && char_at(self.text, self.from + self.behind.len())
                .is_some_and(|c| c.is_whitespace() || ",.;:)".contains(c))
    }

    /// `n =  in`: nothing stands between a relation and a word of grammar.
    fn is_operand_lost(&self) -> bool {
        let before = self.text[..self.word_start].trim_end();
        before.ends_with('=')
            && matches!(self.behind, "and" | "in" | "for" | "where" | "with" | "of" | "is")
            && !last_word(before, before.len() - 1).is_empty()
    }
}

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

/// The gaps of a text in another language than English where a noun is lost: `distingue de  por`.
pub(super) fn of_others(text: &str) -> impl Iterator<Item = Span> + '_ {
    memchr::memmem::find_iter(text.as_bytes(), b"  ").filter_map(move |start| {
        let sides = Sides::of(text, start)?;
        let clashes = FOREIGN_NEEDS.contains(&sides.word.as_str())
            && FOREIGN_CLASHES.contains(&sides.behind)
            && sides.word != sides.behind;
        clashes.then(|| sides.span(start)).flatten()
    })
}
