//! Words that a page broke at the end of a line.

use std::cell::OnceCell;

use super::PREFIXES;
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{Lexicon, SLIPS, frequency_of, is_grammar, is_known, knowledge};
use crate::span::Span;
use crate::text::sentence;

/// Words behind a hyphen and a space that stands for a part left out: `pre- and post-processing`.
const SUSPENDING: &[&str] = &[
    "and", "or", "to", "nor", "versus", "vs", "but", "than", "as", "through", "then", "plus",
    "rather",
];

/// Words broken at a hyphen, with a space behind it or without.
pub(super) fn broken(text: &str, context: Context<'_>) -> Vec<Hit> {
    let lexicon = context.lexicon();
    let breaks = || memchr::memchr_iter(b'-', text.as_bytes()).filter_map(|at| break_at(text, at));
    // Hyphens are common, breaks are not: one piece of memory serves for all that are looked up.
    let mut whole = String::new();
    // Who breaks one word of a text at a line end breaks others.
    let sure = OnceCell::new();
    let has_company = |own: usize| {
        let first_two = || {
            breaks()
                .filter(|found| found.is_sure(lexicon))
                .map(|found| found.start)
                .take(2)
                .collect()
        };
        let sure: &Vec<usize> = sure.get_or_init(first_two);
        context.profile().breaks_words || sure.iter().any(|start| *start != own)
    };
    breaks().filter_map(|found| found.hit(text, lexicon, &has_company, &mut whole)).collect()
}

/// Whether a word of a text is broken whatever else the text holds.
pub(super) fn is_sure_of_any(text: &str, lexicon: &Lexicon) -> bool {
    memchr::memchr_iter(b'-', text.as_bytes())
        .filter_map(|at| break_at(text, at))
        .any(|found| found.is_sure(lexicon))
}

/// Words broken at the hyphen that only shows at the end of a line.
pub(super) fn soft_hyphens(text: &str, lexicon: &Lexicon) -> Vec<Hit> {
    let marks = ["\u{AD}", "(cid:173)"].into_iter().flat_map(|mark| text.match_indices(mark));
    let hit = |(at, mark): (usize, &str)| {
        let behind = &text[at + mark.len()..];
        let second = text.len() - behind.trim_start().len();
        let letters = |part: &str| {
            part.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>()
        };
        let head_len: usize =
            text[..at].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let (head, tail) =
            (&text[at - head_len..at], &text[second..second + letters(&text[second..])]);
        if head.is_empty() || !tail.starts_with(char::is_lowercase) {
            return None;
        }
        let between = if is_compound(&head.to_lowercase(), tail, lexicon) { "-" } else { "" };
        let edit = Edit::new(Span::new(text, at, second)?, between);
        Some(Hit {
            edits: vec![edit],
            ..Hit::at(Span::new(text, at - head_len, second + tail.len())?)
        })
    };
    marks.filter_map(hit).collect()
}

/// Whether two parts make a compound rather than a word.
fn is_compound(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    /// A part of a word may be a rare word by itself.
    const COMMON: u64 = 300;
    let whole = lexicon.frequency(&format!("{head}{tail}"));
    let compound = frequency_of(&[head, "-", tail]);
    compound > whole
        || whole + compound == 0
            && [head, tail].iter().all(|part| part.len() > 3 && lexicon.frequency(part) > COMMON)
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
    let spaced = bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace);
    let second = at + 1 + usize::from(spaced);
    let (start, end) = sentence::letters_round(text, at, second);
    let (head, tail) = (text.get(start..at)?, text.get(second..end)?);
    let is_part = |c: char| c.is_alphanumeric() || "-_/\\@.'’".contains(c);
    let in_word = text[..start].ends_with(is_part)
        || text[end..].starts_with(|c: char| c.is_alphanumeric() || "-_/\\@".contains(c));
    let plain = head.bytes().skip(1).chain(tail.bytes()).all(|b| b.is_ascii_lowercase());
    (head.len() >= 2 && tail.len() >= 2 && plain && !in_word).then_some(Break {
        head,
        tail,
        spaced,
        start,
        end,
    })
}

impl Break<'_> {
    fn hit(
        &self,
        text: &str,
        lexicon: &Lexicon,
        has_company: &dyn Fn(usize) -> bool,
        whole: &mut String,
    ) -> Option<Hit> {
        whole.clear();
        whole.extend([self.head, self.tail]);
        whole.make_ascii_lowercase();
        let (head, tail) = whole.split_at(self.head.len());
        let count = lexicon.frequency(whole);
        // Most hyphens are those of compounds, of which the whole is no word.
        if !self.spaced && !is_whole(whole, count) {
            return None;
        }
        let compound = frequency_of(&[head, "-", tail]);
        let written = if !self.spaced {
            let is_break = match judge(head, tail, count, compound, lexicon) {
                Judgement::Break => true,
                Judgement::Either => has_company(self.start),
                Judgement::Compound => false,
            };
            is_break.then(|| format!("{}{tail}", self.head))
        } else if SUSPENDING.contains(&tail) {
            None
        } else if is_spelt_with_hyphen(text, self.head, tail) {
            Some(format!("{}-{tail}", self.head))
        } else if count > 0 && count >= compound
            || count + lexicon.frequency(head) + lexicon.frequency(tail) == 0
        {
            Some(format!("{}{tail}", self.head))
        } else {
            (compound > 0).then(|| format!("{}-{tail}", self.head))
        }?;
        let span = Span::new(text, self.start, self.end)?;
        Some(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
    }

    /// Whether it is a break whatever else the text holds.
    fn is_sure(&self, lexicon: &Lexicon) -> bool {
        let whole = [self.head, self.tail].concat().to_ascii_lowercase();
        let (head, tail) = whole.split_at(self.head.len());
        let (count, compound) = (lexicon.frequency(&whole), frequency_of(&[head, "-", tail]));
        if self.spaced {
            return !SUSPENDING.contains(&tail) && count > compound && !is_part(tail, lexicon);
        }
        is_whole(&whole, count) && judge(head, tail, count, compound, lexicon) == Judgement::Break
    }
}

/// Whether the text itself writes the two with a hyphen: `sub- goals` beside `sub-goals`.
fn is_spelt_with_hyphen(text: &str, head: &str, tail: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), [head, "-", tail].concat().as_bytes()).is_some()
}

/// What a hyphen without a space is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judgement {
    /// The end of a line.
    Break,
    /// That, or what an author meant: other breaks tell.
    Either,
    /// That of a compound.
    Compound,
}

/// Whether a part of a word is a word itself. Of short ones only common words count: dictionaries
/// hold every syllable.
fn is_part(part: &str, lexicon: &Lexicon) -> bool {
    if part.len() < 4 {
        is_everyday(part, lexicon)
    } else {
        lexicon.frequency(part) > SLIPS || is_known(part)
    }
}

/// Whether a word is one of grammar, one that abstracts often have, or one of the 20,000 commonest.
fn is_everyday(word: &str, lexicon: &Lexicon) -> bool {
    const COMMON: u64 = 300;
    /// SCOWL's size 40.
    const RAREST: u16 = 2;
    let knowledge = knowledge(word);
    is_grammar(word)
        || lexicon.frequency(word) >= COMMON
        || knowledge.is_ordinary() && knowledge.level() <= RAREST
}

/// Whether a whole is a word of the counts or of the dictionaries: what only a rule makes one may
/// as well have a hyphen.
fn is_whole(whole: &str, count: u64) -> bool {
    /// SCOWL's size 80.
    const RAREST: u16 = 5;
    let knowledge = knowledge(whole);
    count > 0 || knowledge.is_ordinary() && knowledge.level() <= RAREST
}

/// Prefixes that British spelling sets apart, and those that make new words with a hyphen.
const SET_APART: &[&str] = &[
    "co", "non", "out", "over", "under", "self", "mis", "multi", "semi", "anti", "pre", "re", "de",
    "sub", "inter",
];

/// What the hyphen between two parts of a whole that is a word is; `whole` and `compound` are
/// counts.
fn judge(head: &str, tail: &str, whole: u64, compound: u64, lexicon: &Lexicon) -> Judgement {
    /// A whole so common that nobody writes it with a hyphen.
    const COMMON: u64 = 300;
    /// One so common that not even a prefix is set apart.
    const VERY_COMMON: u64 = 1000;
    /// A whole of fewer is no evidence against the one who wrote the hyphen.
    const COUNTED: u64 = 20;
    /// So many times as often in one piece as in two; from five times that on line ends alone have
    /// hyphenated it.
    const RATIO: u64 = 20;
    /// So many different compounds make a part productive.
    const PRODUCTIVE: u64 = 3;
    const NEVER: u64 = 5 * RATIO;
    if compound * RATIO > whole {
        return Judgement::Compound;
    }
    let (is_head, is_tail) = (is_part(head, lexicon), is_part(tail, lexicon));
    // `every-day`, `bench-marking`: old spelling, as likely as a line end; but nobody makes
    // compounds with `ration`.
    let makes_compounds = |key: &[&str]| frequency_of(key) >= PRODUCTIVE;
    let may_be_meant = makes_compounds(&[head, "-"]) && makes_compounds(&["-", tail]);
    let is_old_spelling =
        [head, tail].iter().all(|part| part.len() > 2 && is_everyday(part, lexicon));
    let is_set_apart = SET_APART.contains(&head) && is_tail;
    let is_never_written = if is_set_apart {
        compound == 0 && whole >= VERY_COMMON
    } else {
        compound * NEVER <= whole && whole >= COMMON
    };
    if is_never_written && !is_old_spelling {
        return Judgement::Break;
    }
    let is_prefix = PREFIXES.contains(&head) || head.len() >= 4 && head.ends_with(['o', 'i']);
    match (is_head, is_tail) {
        (_, true) if is_prefix => Judgement::Compound,
        (true, true) if whole >= COUNTED && !may_be_meant && !is_old_spelling => Judgement::Break,
        (true, true) if whole >= COUNTED => Judgement::Either,
        (true, true) => Judgement::Compound,
        _ => Judgement::Break,
    }
}
