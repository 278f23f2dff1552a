//! Dashes in TeX's spelling: `--` for an en dash, `---` for an em dash.
//!
//! In TeX two hyphens stand between numbers, names and the ends of a pair. On a typewriter, and in
//! texts of those who learnt on one, they are the dash of a sentence. What stands on both sides
//! tells which; where it does not, the hyphens stay. Between Chinese or Japanese characters they
//! are half of another dash.

mod kept;

use self::kept::{ends_in_a_mark, ends_in_a_sign, is_closed, is_in_sequence, is_morse};
use crate::check::Hit;
use crate::edit::Edit;
use crate::lexicon::frequency_of;
use crate::span::Span;
use crate::text::east_asian::{is_east_asian, is_wide_form};
use crate::text::{TextFacts, sentence};

/// No stretch between blanks that tells of a dash is longer, in bytes.
const LONGEST_CHUNK: usize = 200;

const EN: &str = "–";
const EM: &str = "—";

/// What another dash of a chain is, before it is written and behind that.
const HYPHENS: [char; 3] = ['-', '–', '—'];

/// A hit for each dash, with the edit that writes it where it is known.
pub(super) fn hits(facts: &TextFacts<'_>) -> Vec<Hit> {
    let text = facts.text();
    if kept::has_signs(text) {
        return Vec::new();
    }
    let dashes: Vec<Dash<'_>> = runs(text)
        .filter_map(|(at, len)| Dash::between(&text[..at], len, &text[at + len..]))
        .collect();
    let known = |dash: &Dash<'_>| dash.len == 2 && dash.is_of_pair();
    let habit = Habit {
        is_tex: text.contains(['\\', '$']) || dashes.iter().any(|dash| dash.len == 3),
        is_of_pairs: dashes.iter().any(known) && !dashes.iter().any(Dash::is_of_sentence),
        is_english: dashes.is_empty() || facts.language().may_be_english(),
    };
    let hit = |dash: &Dash<'_>, outermost: &[&Dash<'_>]| {
        let at = dash.before.len();
        let span = Span::new(text, at, at + dash.len)?;
        let sign = dash.meant(habit, outermost);
        let edits = sign.map(|sign| Edit::new(span, sign)).into_iter().collect();
        Some(Hit { edits, ..Hit::at(span) })
    };
    let sentences = dashes.chunk_by(|one, next| !ends_between(text, one, next));
    let hits = sentences.flat_map(|sentence| {
        let outermost = outermost_of_sentence(sentence);
        sentence.iter().filter_map(move |dash| hit(dash, &outermost))
    });
    hits.collect()
}

/// Whether a sentence, or a main part of one, ends between two dashes that follow one another.
fn ends_between(text: &str, one: &Dash<'_>, next: &Dash<'_>) -> bool {
    let between = text.get(one.before.len() + one.len..next.before.len()).unwrap_or_default();
    [". ", "! ", "? ", "; "].iter().any(|end| between.contains(end))
}

/// The first and the last of these dashes that are of a sentence: if anything that is put in ends
/// at another dash of them, then at one of the two, from which most words lie between.
fn outermost_of_sentence<'d, 't>(dashes: &'d [Dash<'t>]) -> Vec<&'d Dash<'t>> {
    let first = dashes.iter().find(|dash| dash.is_of_sentence());
    let last = dashes.iter().rev().find(|dash| dash.is_of_sentence());
    first.into_iter().chain(last).collect()
}

/// Where so many hyphens stand in a row as spell a dash, and their number.
fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, "--").filter_map(|at| {
        let len = bytes[at..].iter().take(4).take_while(|byte| **byte == b'-').count();
        (bytes[..at].last() != Some(&b'-') && len <= 3).then_some((at, len))
    })
}

/// How a text spells its dashes.
#[derive(Clone, Copy)]
struct Habit {
    /// In TeX two hyphens print a short dash, whatever was meant.
    is_tex: bool,
    /// Two hyphens stand between the parts of compounds, and nowhere else.
    is_of_pairs: bool,
    is_english: bool,
}

/// Two hyphens or three, and the text on both sides.
struct Dash<'t> {
    before: &'t str,
    len: usize,
    behind: &'t str,
}

/// Words that a part of a sentence begins with, and no second part of a compound is.
const OPENERS: &[&str] = &[
    "a", "all", "although", "an", "and", "are", "as", "because", "both", "but", "can",
    "especially", "even", "from", "has", "have", "he", "how", "if", "including", "is", "it", "its",
    "namely", "nor", "not", "often", "only", "or", "our", "ranging", "she", "so", "some", "such",
    "than", "that", "the", "their", "these", "they", "this", "those", "typically", "was", "we",
    "were", "what", "when", "where", "whether", "which", "while", "who", "whose", "with",
    "without", "yet",
];

/// Words behind which a part of a sentence is put in.
const INTERRUPTED: &[&str] = &["and", "are", "but", "is", "or", "that", "was", "were", "which"];

impl<'t> Dash<'t> {
    /// What spells a dash, and is no arrow, comment, option or address.
    fn between(before: &'t str, len: usize, behind: &'t str) -> Option<Dash<'t>> {
        let (last, next) = (before.chars().next_back(), behind.chars().next()?);
        let is_sign = "<>!|+".contains(last.unwrap_or(' ')) || ">|+".contains(next);
        let is_option = len == 2
            && last.is_none_or(|c| c.is_whitespace() || "\"'“‘([{".contains(c))
            && (next.is_lowercase() || "*]".contains(next))
            && !is_closed(behind);
        let is_script = before.trim_end_matches('{').ends_with(['^', '_']);
        let is_mark = len == 2 && ends_in_a_mark(before, behind);
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST_CHUNK))..];
        let chunk = sentence::chunk_before(near, near.len());
        let is_address = chunk.contains("://") || chunk.starts_with("www.");
        let sides = [before.trim_end().chars().next_back(), behind.trim_start().chars().next()];
        let is_beside_east_asian =
            sides.into_iter().flatten().any(|c| is_east_asian(c) || is_wide_form(c));
        let is_sound = !is_sign && !is_option && !is_script && !is_mark && !is_address;
        let is_meant = is_beside_east_asian
            || is_in_sequence(chunk, behind)
            || is_morse(before, behind)
            || ends_in_a_sign(before, behind);
        (is_sound && !is_meant).then_some(Dash { before, len, behind })
    }

    /// The dash that is meant, beside those of its sentence.
    fn meant(&self, habit: Habit, others: &[&Dash<'t>]) -> Option<&'static str> {
        match () {
            () if self.len == 3 => Some(EM),
            () if self.spaces() == 2 || habit.is_tex || self.is_of_pair() => Some(EN),
            () if self.spaces() == 1 && !(habit.is_english && self.is_half_spaced()) => Some(EN),
            () if habit.is_of_pairs && self.is_between_words() => Some(EN),
            () if !habit.is_english => None,
            () if self.is_of_sentence() => Some(EM),
            () if !self.is_in_chain() && others.iter().any(|other| self.is_with(other)) => Some(EM),
            () => None,
        }
    }

    /// With white space on one side, and words: no pair is written so.
    fn is_half_spaced(&self) -> bool {
        let words = [self.before.trim_end(), self.behind.trim_start()];
        let are_lower = words[0].ends_with(|c: char| c.is_lowercase() || c == '"')
            && words[1].starts_with(char::is_lowercase);
        self.len == 2 && are_lower && self.spaces() == 1
    }

    /// On how many sides it has white space.
    fn spaces(&self) -> usize {
        let before = self.before.chars().next_back().is_none_or(char::is_whitespace);
        usize::from(before) + usize::from(self.behind.starts_with(char::is_whitespace))
    }

    /// Whether another dash, which is one of the same sentence, may be a pair with it: more than
    /// one word stands between.
    fn is_with(&self, other: &Dash<'t>) -> bool {
        /// No two words are longer, in bytes.
        const LONGEST: usize = 200;
        let (first, last) =
            if self.before.len() < other.before.len() { (self, other) } else { (other, self) };
        let from = first.before.len() + first.len;
        let between = last.before.get(from..).unwrap_or_default();
        let near = &between[..between.floor_char_boundary(LONGEST)];
        near.split_whitespace().nth(1).is_some()
    }

    /// `1979--2006`, `Solomonoff--Kolmogorov`, `input--output`, `nucleon--nucleon`.
    fn is_of_pair(&self) -> bool {
        let (head, tail) = (self.head(), self.tail());
        let digits = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        let are_numbers = digits(head)
            && self
                .behind
                .trim_start_matches(['$', '€', '£', '.'])
                .starts_with(|c: char| c.is_ascii_digit());
        let is_name = |word: &str| word.starts_with(char::is_uppercase);
        let are_names = is_name(head) && is_name(tail) && self.touches_words() && !self.opens();
        let (low_head, low_tail) = (head.to_lowercase(), tail.to_lowercase());
        let is_compound = self.touches_words()
            && !self.opens()
            && !self.is_in_chain()
            && (head == tail || frequency_of(&[&low_head, "-", &low_tail]) > 0);
        are_numbers || are_names || is_compound
    }

    /// `the nets--often torn`, `and--as a rule--they`: what stands on one side is no part of a
    /// pair.
    fn is_of_sentence(&self) -> bool {
        let closes = self.before.ends_with([')', '"', '”', '’', ']']) && self.touches_behind();
        let tail = self.tail();
        let is_adverb = tail.len() > 5 && tail.ends_with("ly") && self.is_between_words();
        let opens = self.behind.starts_with("e.g.")
            || self.behind.starts_with("i.e.")
            || self.behind.starts_with("for example")
            || self.behind.starts_with("for instance");
        self.is_half_spaced()
            || self.len == 2
                && self.touches_behind()
                && !self.is_in_chain()
                && (opens
                    || closes && tail.starts_with(char::is_lowercase)
                    || self.opens()
                    || is_adverb)
    }

    /// Whether a part of a sentence begins behind it, or was interrupted before it.
    fn opens(&self) -> bool {
        let (head, tail) = (self.head(), self.tail().to_lowercase());
        !self.is_in_chain() && (OPENERS.contains(&tail.as_str()) || INTERRUPTED.contains(&head))
    }

    /// `one--to--one`: another dash or hyphen touches the word on one of the sides.
    fn is_in_chain(&self) -> bool {
        let before = self.before.trim_end_matches(char::is_alphanumeric);
        before.ends_with(HYPHENS) && !self.head().is_empty()
            || self.behind[self.tail().len()..].starts_with(HYPHENS)
    }

    fn is_between_words(&self) -> bool {
        let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_lowercase);
        is_word(self.head()) && is_word(self.tail()) && !self.is_in_chain()
    }

    fn touches_words(&self) -> bool {
        !self.head().is_empty() && self.touches_behind()
    }

    fn touches_behind(&self) -> bool {
        !self.tail().is_empty()
    }

    /// The letters and digits in front of it, and of the sign of a unit.
    fn head(&self) -> &'t str {
        let before = self.before.trim_end_matches(['%', '°']);
        &before[before.trim_end_matches(char::is_alphanumeric).len()..]
    }

    /// The letters and digits behind it.
    fn tail(&self) -> &'t str {
        let end = self.behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(self.behind.len());
        &self.behind[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn repaired(text: &str) -> String {
        hit::repaired(text, hits(&TextFacts::new(text)))
    }

    #[test]
    fn dashes_of_sentences_are_long() {
        for (text, expected) in [
            (
                "The bees of the hive--often old ones--guard it.",
                "The bees of the hive—often old ones—guard it.",
            ),
            (
                "Honey is kept in combs--the cells of wax.",
                "Honey is kept in combs—the cells of wax.",
            ),
            (
                "It is stored and--as a rule--sealed with wax.",
                "It is stored and—as a rule—sealed with wax.",
            ),
            (
                "The queen (one in a hive)--mother of them all.",
                "The queen (one in a hive)—mother of them all.",
            ),
            ("The drones--typically lazy--are fed.", "The drones—typically lazy—are fed."),
            (
                "We study swarms--bees that left--which are many.",
                "We study swarms—bees that left—which are many.",
            ),
            (
                "They dance in the dark--that is the point.",
                "They dance in the dark—that is the point.",
            ),
            (
                "We count Apis mellifera--demographically the largest.",
                "We count Apis mellifera—demographically the largest.",
            ),
            ("The smoke calms them--even at noon.", "The smoke calms them—even at noon."),
            ("The hive---a box---is full.", "The hive—a box—is full."),
            ("The hive -- a box -- is full.", "The hive – a box – is full."),
            ("It will--by design-- fill up.", "It will—by design— fill up."),
            (
                "We count drones--males of the hive--and workers.",
                "We count drones—males of the hive—and workers.",
            ),
            ("The drones --often lazy ones-- are fed.", "The drones —often lazy ones— are fed."),
            ("It swarms at noon--e.g. in May.", "It swarms at noon—e.g. in May."),
        ] {
            assert_eq!(repaired(text), expected);
        }
    }

    #[test]
    fn dashes_of_pairs_are_short() {
        for (text, expected) in [
            ("of the years 1912--1948", "of the years 1912–1948"),
            ("the Hardy--Weinberg law of bees", "the Hardy–Weinberg law of bees"),
            ("the input--output table of a hive", "the input–output table of a hive"),
            ("a bee--bee contact in the hive", "a bee–bee contact in the hive"),
            ("of 3.5mm--4.5mm in width", "of 3.5mm–4.5mm in width"),
            ("the $n$-th bee--flower visit in the wild", "the $n$-th bee–flower visit in the wild"),
            ("a bee--flower visit---or two---in the wild", "a bee–flower visit—or two—in the wild"),
            ("the Kuhn--Tucker--Karush point", "the Kuhn–Tucker–Karush point"),
            ("95% CI: 1.2--3.4", "95% CI: 1.2–3.4"),
            ("a CNN--LSTM net for bees", "a CNN–LSTM net for bees"),
            ("of the years 1912-- 1948", "of the years 1912– 1948"),
            ("a share of 0.86-- about all", "a share of 0.86– about all"),
            ("by 6%--8% a year", "by 6%–8% a year"),
            (
                "the input--output table and the comb--cell grid",
                "the input–output table and the comb–cell grid",
            ),
        ] {
            assert_eq!(repaired(text), expected);
        }
    }

    #[test]
    fn what_is_no_dash_or_may_be_either_stays() {
        for text in [
            "run it with --help, a->b, a -----",
            "蜂群的研究--以某地为例",
            "bees of the genotypes ++, +- and -- were bred, and the -- ones were mild",
            "on a scale of ++, +, o, - and -- bees are mild",
            "养蜂 --20世纪的历史",
            "a one--to--one map of the bees",
            "the state--of--the--art hive",
            "the state–of--the–art hive",
            "the honey--pollen mixture of a comb",
            "Wir sehen die Bienen--und nicht nur die der Stadt--auf den Wiesen.",
            "at https://example.org/bees--and--honey",
            "<!-- a bee -->",
            "a bee <-- a flower",
            "5--fold honey",
            "the loop has j-- and y--, as in n--;",
            "the CO3-- ions, a Cl-- ion and the 2-- states",
            "we ran it with bees --verbose",
            "we ran it with bees --short now, and j-- is less",
            "the 0-- and 1-- states",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
