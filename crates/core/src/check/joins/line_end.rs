//! A word that a line end may have broken: what stands on both sides of the hyphen, and what belongs
//! there.

use super::PREFIXES;
use super::hyphen::{Judgement, is_counted_compound, is_part, is_whole, judge};
use super::kept::{CARRIERS, GREEK, SUSPENDING, has_positive, is_left_out};
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{
    Knowledge, Lexicon, SLIPS, frequency, frequency_of, is_grammar, is_known, knowledge,
};
use crate::span::Span;
use crate::text::sentence;

/// What stands behind the hyphen of a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    /// The end of a line.
    Line,
}

/// Two runs of letters with a hyphen, and perhaps white space, between them.
pub(super) struct Break<'t> {
    head: &'t str,
    tail: &'t str,
    gap: Gap,
    /// Whether another hyphen stands before the first: `state-of-the- art`.
    is_in_chain: bool,
    /// Whether another hyphen stands behind the second.
    goes_on: bool,
    start: usize,
    end: usize,
}

/// That at the hyphen at byte `at`.
pub(super) fn break_at(text: &str, at: usize) -> Option<Break<'_>> {
    let bytes = text.as_bytes();
    let white = bytes[at + 1..].iter().take_while(|b| b.is_ascii_whitespace()).count();
    let lines = bytes[at + 1..at + 1 + white].iter().filter(|b| **b == b'\n').count();
    let gap = match (white, lines) {
        (0, _) => Gap::None,
        (1, 0) => Gap::Space,
        (_, 1) => Gap::Line,
        _ => return None,
    };
    let second = at + 1 + white;
    let (start, end) = sentence::letters_round(text, at, second);
    let (head, tail) = (text.get(start..at)?, text.get(second..end)?);
    let is_in_chain = text[..start].ends_with('-');
    let goes_on = text[end..].starts_with('-')
        && text[end + 1..].starts_with(|c: char| c.is_ascii_lowercase());
    let is_part = |c: char| c.is_alphanumeric() || "_/\\@.'’".contains(c);
    let in_word = text[..start].ends_with(is_part)
        || text[end..].starts_with(|c: char| c.is_alphanumeric() || "_/\\@".contains(c))
        || is_in_chain && gap == Gap::None
        || text[end..].starts_with('-') && (gap == Gap::None || !goes_on);
    let is_plain = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase());
    let is_name = gap == Gap::Line && is_plain(&tail.to_ascii_lowercase());
    let plain = is_plain(&head[1.min(head.len())..]) && is_plain(tail) || is_name;
    (head.len() >= 2 && tail.len() >= 2 && plain && !in_word).then_some(Break {
        head,
        tail,
        gap,
        is_in_chain,
        goes_on,
        start,
        end,
    })
}

/// What lies round a break, and tells of it.
pub(super) struct Surroundings<'s> {
    /// The record.
    pub(super) context: Context<'s>,
    /// The text.
    pub(super) text: &'s str,
    /// Whether the other breaks of the text and of its source bear out a judgement of that at a
    /// byte.
    pub(super) has_company: &'s dyn Fn(Judgement, usize) -> bool,
}

impl Break<'_> {
    /// The byte at which it begins.
    pub(super) fn start(self) -> usize {
        self.start
    }

    /// What stands before the hyphen.
    pub(super) fn head(&self) -> &str {
        self.head
    }

    /// Whether white space stands behind the hyphen.
    pub(super) fn has_gap(&self) -> bool {
        self.gap != Gap::None
    }

    /// How often abstracts have both parts in one piece, and with a hyphen.
    pub(super) fn counts(&self) -> (u64, u64) {
        let whole = [self.head, self.tail].concat().to_ascii_lowercase();
        let (head, tail) = whole.split_at(self.head.len());
        (frequency(&whole), frequency_of(&[head, "-", tail]))
    }

    /// A hit that mends it, if it is one; `whole` is memory to work in.
    pub(super) fn hit(&self, round: &Surroundings<'_>, whole: &mut String) -> Option<Hit> {
        let lexicon = round.context.lexicon();
        whole.clear();
        whole.extend([self.head, self.tail]);
        whole.make_ascii_lowercase();
        let between = if self.gap == Gap::None {
            let count = lexicon.frequency(whole);
            let (head, tail) = whole.split_at(self.head.len());
            let compound = frequency_of(&[head, "-", tail]);
            // Most hyphens are those of compounds that are known as such, and most others of those
            // of which the whole is no word: dictionaries are asked last.
            if is_phrasal(head, tail)
                || is_counted_compound(compound, count)
                || !is_whole(whole, count)
            {
                return None;
            }
            let judgement = judge(head, tail, count, compound, lexicon);
            (round.has_company)(judgement, self.start).then_some("")
        } else {
            self.between(whole, round)
        }?;
        let span = Span::new(round.text, self.start, self.end)?;
        let written = [self.head, between, self.tail].concat();
        Some(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
    }

    /// What belongs between the parts of `whole`, in lower case, if the gap does not.
    fn between(&self, whole: &str, round: &Surroundings<'_>) -> Option<&'static str> {
        let lexicon = round.context.lexicon();
        let (head, tail) = whole.split_at(self.head.len());
        if SUSPENDING.contains(&tail) {
            // `state- of-the-art`, but `first- and second-order`.
            let is_chain = self.goes_on && matches!(tail, "of" | "to");
            return is_chain.then_some("-");
        }
        let count = lexicon.frequency(whole);
        let compound = frequency_of(&[head, "-", tail]);
        let is_alone = !self.is_in_chain && !self.goes_on;
        if is_alone && is_left_out(whole, tail, count)
            || is_spoken_of(head, tail)
            || self.is_sign(whole, count + compound, round.context)
        {
            return None;
        }
        if self.goes_on && tail.starts_with(head) {
            return None;
        }
        if is_spelt_with_hyphen(round.text, self.head, self.tail) {
            return Some("-");
        }
        // `anak- anak` repeats a word, and a stutter a part of one; of `state- of- the- art` all
        // hyphens have their spaces.
        if head == tail || tail.starts_with(head) && count == 0 || self.is_in_spaced_chain(round) {
            return None;
        }
        let (of_head, of_tail) = (lexicon.frequency(head), lexicon.frequency(tail));
        if is_alone && is_one_word(head, tail, count, compound, of_tail) {
            return Some("");
        }
        let is_word = |part: &str| part.len() > 3 && is_known(part);
        if is_alone && count + of_head + of_tail == 0 && !is_word(head) && !is_word(tail) {
            return self.between_unknown(round);
        }
        if is_alone && self.gap == Gap::Line && self.is_halved_name(of_tail == 0 && !is_word(tail))
        {
            return Some("");
        }
        let is_link = self.is_in_chain && is_grammar(head);
        let is_compound =
            compound > 0 || is_link || self.gap == Gap::Line || is_numeral(head, tail);
        (is_compound || self.may_be_compound(head, tail, round.text, lexicon)).then_some("-")
    }

    /// Of parts that no list holds: a word that is none of English, or a name (`Bong Joon- ho`).
    /// Other breaks of the text tell that it is one word.
    fn between_unknown(&self, round: &Surroundings<'_>) -> Option<&'static str> {
        if is_known(&[self.head, self.tail].concat()) {
            return Some("");
        }
        if self.gap == Gap::Line && !self.tail.starts_with(char::is_uppercase) {
            return Some("");
        }
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let last = round.text[..self.start].strip_suffix(' ').unwrap_or_default();
        let last = last.rsplit(char::is_whitespace).next().unwrap_or_default();
        if is_capital(self.head) && is_capital(last) && last.ends_with(char::is_alphabetic) {
            return Some("-");
        }
        (round.has_company)(Judgement::InSource, self.start).then_some("")
    }

    /// Whether a line end parted a name: of two that are joined, the second has a capital, too, and
    /// what goes with a name is a word.
    fn is_halved_name(&self, tail_is_unknown: bool) -> bool {
        let has_capital = |word: &str| word.starts_with(char::is_uppercase);
        let is_acronym = self.head.chars().skip(1).any(char::is_uppercase);
        tail_is_unknown && has_capital(self.head) && !is_acronym && !has_capital(self.tail)
    }

    /// Whether the hyphen is a sign, as in `Nif- mutants` beside `Nif+` and in `beta- decay`.
    /// `counted` says how often `whole`, in lower case, was with the hyphen or without.
    fn is_sign(&self, whole: &str, counted: u64, context: Context<'_>) -> bool {
        let (head, tail) = whole.split_at(self.head.len());
        has_positive(self.head, context)
            || counted <= SLIPS && (GREEK.contains(&head) || CARRIERS.contains(&tail))
    }

    /// Whether the hyphen before the first part, or that behind the second, has a space, too.
    fn is_in_spaced_chain(&self, round: &Surroundings<'_>) -> bool {
        let behind = &round.text[self.end..];
        behind.starts_with("- ") && !behind[2..].starts_with("and ")
            || round.text[..self.start].ends_with("- ") && is_grammar(self.head)
    }

    /// Whether the hyphen is that of a compound which was not counted, and neither a dash nor
    /// suspended: `fox- friendly`, but not `pale- and dark- green`.
    fn may_be_compound(&self, head: &str, tail: &str, text: &str, lexicon: &Lexicon) -> bool {
        /// So many different compounds make a second part productive.
        const PRODUCTIVE: u64 = 6;
        let is_prefix = PREFIXES.contains(&head);
        let before = &text[..self.start];
        let is_suspended = ["- and ", "- or "].iter().any(|words| before.ends_with(words));
        let is_productive = frequency_of(&["-", tail]) >= PRODUCTIVE && !is_suspended;
        !self.goes_on
            && !is_grammar(tail)
            && is_known(tail)
            && (is_prefix && takes_prefix(head, tail) || is_productive && is_part(head, lexicon))
    }

    /// Whether it is a break whatever else the text holds.
    pub(super) fn is_sure(&self, lexicon: &Lexicon) -> bool {
        if self.is_in_chain || self.goes_on {
            return false;
        }
        let whole = [self.head, self.tail].concat().to_ascii_lowercase();
        let (head, tail) = whole.split_at(self.head.len());
        let (count, compound) = (lexicon.frequency(&whole), frequency_of(&[head, "-", tail]));
        if self.gap != Gap::None {
            return !SUSPENDING.contains(&tail) && count > compound && !is_part(tail, lexicon);
        }
        !is_counted_compound(compound, count)
            && is_whole(&whole, count)
            && judge(head, tail, count, compound, lexicon) == Judgement::Break
    }
}

/// Whether the text itself writes the two with a hyphen: `sub- goals` beside `sub-goals`.
fn is_spelt_with_hyphen(text: &str, head: &str, tail: &str) -> bool {
    let whole = [head, "-", tail].concat();
    memchr::memmem::find(text.as_bytes(), whole.as_bytes()).is_some()
}

/// `make-up`, `by-pass`: a noun made of a verb and what goes with it, which is spelt in both ways.
fn is_phrasal(head: &str, tail: &str) -> bool {
    let is_particle = matches!(
        tail,
        "up" | "off" | "out" | "down" | "over" | "on" | "away" | "back" | "through" | "around"
    );
    is_particle && !is_grammar(head) || head == "by"
}

/// Whether a number counts what a compound is made of, or is one of two words: `six- month`,
/// `fifty- two`.
fn is_numeral(head: &str, tail: &str) -> bool {
    const ONES: &[&str] = &[
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "first", "second",
        "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    ];
    const TENS: &[&str] =
        &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const COUNTED: &[&str] = &[
        "minute", "hour", "day", "night", "week", "month", "year", "step", "stage", "phase", "arm",
        "armed", "sided", "way", "fold", "dimensional", "point", "factor", "part", "level",
        "layer", "digit", "bit", "storey", "story", "item", "tailed", "party", "person", "mile",
    ];
    TENS.contains(&head) && ONES.contains(&tail)
        || (TENS.contains(&head) || ONES[..9].contains(&head) || head == "ten")
            && COUNTED.contains(&tail)
}

/// Prefixes that English sets before any word, with a hyphen or without: that a dictionary has the
/// whole says little.
const FREE: &[&str] = &[
    "co", "macro", "micro", "multi", "nano", "non", "over", "post", "pre", "pseudo", "self",
    "semi", "under",
];

/// Whether the two parts make one word, so that the hyphen is the end of a line; `count`,
/// `compound` and `of_tail` are counts.
fn is_one_word(head: &str, tail: &str, count: u64, compound: u64, of_tail: u64) -> bool {
    /// SCOWL's size 60: of rarer words the spelling with a hyphen may be the usual one.
    const RAREST: u16 = 3;
    let whole = [head, tail].concat();
    let is_usual = || {
        let knowledge = knowledge(&whole);
        // What combines is written in one piece, however rare: `patho- genesis`.
        let is_combined = head.len() > 3 && head.ends_with('o') && is_whole(&whole, count);
        let is_common = knowledge.is(Knowledge::GENERAL) && knowledge.level() <= RAREST;
        !FREE.contains(&head) && (is_common || is_combined)
    };
    let is_word = tail.len() > 3 && is_known(tail);
    let is_rare = || of_tail == 0 && !is_word && (is_whole(&whole, count) || is_known(&whole));
    count > 0 && count >= compound || compound == 0 && (is_usual() || is_rare())
}

/// Whether a verb says something of the prefix before it: `re- occurs before nouns`.
fn is_spoken_of(head: &str, tail: &str) -> bool {
    const SAYING: &[&str] = &[
        "appears", "attaches", "combines", "denotes", "derives", "expresses", "follows", "forms",
        "has", "indicates", "is", "marks", "means", "occurs", "precedes", "refers", "selects",
        "signals", "stands", "turns", "was", "verbs", "nouns", "adjectives", "words",
    ];
    PREFIXES.contains(&head) && SAYING.contains(&tail)
}

/// Whether `head` may be a prefix before `tail`: short ones are syllables of anything.
fn takes_prefix(head: &str, tail: &str) -> bool {
    head.len() > 2 || tail.len() > 4 || knowledge(&[head, tail].concat()).is_any()
}
