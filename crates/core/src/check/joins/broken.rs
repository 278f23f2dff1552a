//! Words that a page broke at the end of a line, and compounds with a space behind their hyphen.

use std::cell::OnceCell;

use super::hyphen::{Judgement, is_counted_compound, is_part, is_whole, judge};
use super::written::count_of_pair;
use super::{PREFIXES, spaced};
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{Lexicon, frequency_of, is_grammar, is_known};
use crate::span::Span;
use crate::text::sentence;

/// Words behind a hyphen and a space that stands for a part left out: `pre- and post-processing`.
pub(super) const SUSPENDING: &[&str] = &[
    "and", "or", "to", "nor", "versus", "vs", "but", "than", "as", "through", "then", "plus",
    "rather", "of", "including", "using", "namely", "especially", "und", "oder", "bis", "bzw",
    "sowie", "samt", "et", "ou", "en", "og", "och", "eller", "oraz",
];

/// Words broken at a hyphen, with a space behind it or without; compounds with a space behind
/// theirs; and dashes at the end of a line.
pub(super) fn broken(text: &str, context: Context<'_>) -> Vec<Hit> {
    let lexicon = context.lexicon();
    let hyphens = || memchr::memchr_iter(b'-', text.as_bytes());
    let breaks = || hyphens().filter_map(|at| break_at(text, at));
    // Hyphens are common, breaks are not: one piece of memory serves for all that are looked up.
    let mut whole = String::new();
    // Who breaks one word of a text at a line end breaks others.
    let sure = OnceCell::new();
    let others = |own: usize| {
        let first_three = || {
            breaks()
                .filter(|found| found.is_sure(lexicon))
                .map(|found| found.start)
                .take(3)
                .collect()
        };
        let sure: &Vec<usize> = sure.get_or_init(first_three);
        sure.iter().filter(|start| **start != own).count()
    };
    let has_company = |judgement: Judgement, own: usize| match judgement {
        Judgement::Break => true,
        Judgement::InSource => context.profile().breaks_words || others(own) > 0,
        Judgement::InText => others(own) > 1,
        Judgement::Compound => false,
    };
    let mut hits: Vec<Hit> =
        breaks().filter_map(|found| found.hit(text, lexicon, &has_company, &mut whole)).collect();
    hits.extend(hyphens().filter_map(|at| number_behind(text, at, context)));
    hits.extend(
        text.match_indices('—').filter_map(|(at, dash)| dash_at_end(text, at + dash.len())),
    );
    let mut spaced = spaced::hits(text, context);
    spaced.retain(|hit| !hits.iter().any(|other| other.span.overlaps(hit.span)));
    hits.extend(spaced);
    hits.sort_by_key(|hit| hit.span.start());
    hits
}

/// `LeNet- 5`: the number of a name, behind its hyphen and a space.
fn number_behind(text: &str, at: usize, context: Context<'_>) -> Option<Hit> {
    let behind = text[at + 1..].strip_prefix(' ')?;
    let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let start = text[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let head = &text[start..at];
    // Of `2- 3 times` the hyphen is a sign, and so it may be in `x- 5`.
    let is_name = head.len() > 1
        && head.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text[..start].ends_with(|c: char| c.is_alphanumeric() || "-_/.".contains(c));
    let goes_on = behind[digits..]
        .strip_prefix(['-', '–', ',', '/', '%', '.'])
        .is_some_and(|rest| !rest.is_empty() && !rest.starts_with([' ', '\n']));
    let is_written_so = || count_of_pair(head, "-", &behind[..digits], context) > 0;
    let is_capital = head.bytes().any(|b| b.is_ascii_uppercase());
    if digits == 0 || !is_name || goes_on || !(is_capital || is_written_so()) {
        return None;
    }
    let span = Span::new(text, start, at + 2 + digits)?;
    Some(Hit { edits: vec![Edit::new(Span::new(text, at + 1, at + 2)?, "")], ..Hit::at(span) })
}

/// The end of a line behind a dash, which stands at byte `at` of a sentence that goes on.
fn dash_at_end(text: &str, at: usize) -> Option<Hit> {
    let behind = &text[at..];
    let gap = behind.len() - behind.trim_start().len();
    let is_end = behind[..gap].matches('\n').count() == 1;
    let before = text[..at].chars().rev().nth(1)?;
    let start = at - sentence::chunk_before(text, at).len();
    (is_end && before.is_alphanumeric() && behind[gap..].starts_with(char::is_lowercase))
        .then(|| {
            let edit = Edit::new(Span::new(text, at, at + gap)?, "");
            Some(Hit { edits: vec![edit], ..Hit::at(Span::new(text, start, at + gap)?) })
        })
        .flatten()
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
        if mark == "\u{AD}" && is_between_spaces(&text[..at], behind) {
            let span = Span::new(text, at, at + mark.len())?;
            return Some(Hit { edits: vec![Edit::new(span, "–")], ..Hit::at(span) });
        }
        let second = text.len() - behind.trim_start().len();
        let letters = |part: &str| {
            part.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>()
        };
        let head_len: usize =
            text[..at].chars().rev().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let (head, tail) =
            (&text[at - head_len..at], &text[second..second + letters(&text[second..])]);
        if head.is_empty() || tail.is_empty() {
            return None;
        }
        let between = if tail.starts_with(char::is_uppercase) {
            between_names(head, tail, lexicon)?
        } else if is_compound(&head.to_lowercase(), tail, lexicon) {
            "-"
        } else {
            ""
        };
        let edit = Edit::new(Span::new(text, at, second)?, between);
        Some(Hit {
            edits: vec![edit],
            ..Hit::at(Span::new(text, at - head_len, second + tail.len())?)
        })
    };
    marks.filter_map(hit).collect()
}

/// Whether a mark stands between two words, each with its space: there it is a dash.
fn is_between_spaces(before: &str, behind: &str) -> bool {
    let ends = |c: char| c.is_alphanumeric() || ")]”\"".contains(c);
    let begins = |c: char| c.is_alphanumeric() || "([“\"".contains(c);
    before.strip_suffix(' ').is_some_and(|word| word.ends_with(ends))
        && behind.strip_prefix(' ').is_some_and(|word| word.starts_with(begins))
}

/// What belongs between a part and a name or an acronym: `Gauss(cid:173) Newton`, but `EP(cid:173)
/// SILON`, `Ada(cid:173) Boost`; nothing where a line was lost, and a sentence begins.
fn between_names(head: &str, tail: &str, lexicon: &Lexicon) -> Option<&'static str> {
    let (low_head, low_tail) = (head.to_lowercase(), tail.to_lowercase());
    let is_capital = |part: &str| part.chars().all(char::is_uppercase);
    if is_grammar(&low_tail) && !(tail.len() > 1 && is_capital(tail)) {
        return None;
    }
    let count = lexicon.frequency(&[&*low_head, &*low_tail].concat());
    let compound = frequency_of(&[&low_head, "-", &low_tail]);
    if count > compound && is_capital(head) == is_capital(tail) && head.len() > 1 {
        return Some("");
    }
    let is_word = head.len() == 1
        || head.starts_with(char::is_uppercase)
        || PREFIXES.contains(&head)
        || is_part(head, lexicon);
    is_word.then_some("-")
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

/// What stands behind the hyphen of a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    /// The end of a line.
    Line,
}

/// Two runs of letters with a hyphen, and perhaps white space, between them.
struct Break<'t> {
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

fn break_at(text: &str, at: usize) -> Option<Break<'_>> {
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

impl Break<'_> {
    fn hit(
        &self,
        text: &str,
        lexicon: &Lexicon,
        has_company: &dyn Fn(Judgement, usize) -> bool,
        whole: &mut String,
    ) -> Option<Hit> {
        whole.clear();
        whole.extend([self.head, self.tail]);
        whole.make_ascii_lowercase();
        let count = lexicon.frequency(whole);
        let (head, tail) = whole.split_at(self.head.len());
        let between = if self.gap == Gap::None {
            let compound = frequency_of(&[head, "-", tail]);
            // Most hyphens are those of compounds that are known as such, and most others of those
            // of which the whole is no word: dictionaries are asked last.
            if is_counted_compound(compound, count) || !is_whole(whole, count) {
                return None;
            }
            let judgement = judge(head, tail, count, compound, lexicon);
            has_company(judgement, self.start).then_some("")
        } else {
            self.between(head, tail, text, lexicon)
        }?;
        let span = Span::new(text, self.start, self.end)?;
        let written = [self.head, between, self.tail].concat();
        Some(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) })
    }

    /// What belongs between the parts, `head` and `tail` in lower case, if the gap does not.
    fn between(
        &self,
        head: &str,
        tail: &str,
        text: &str,
        lexicon: &Lexicon,
    ) -> Option<&'static str> {
        if SUSPENDING.contains(&tail) {
            // `state- of-the-art`, but `first- and second-order`.
            let is_chain = self.goes_on && matches!(tail, "of" | "to");
            return is_chain.then_some("-");
        }
        if is_spelt_with_hyphen(text, self.head, self.tail) {
            return Some("-");
        }
        let count = lexicon.frequency(&[head, tail].concat());
        let compound = frequency_of(&[head, "-", tail]);
        let (of_head, of_tail) = (lexicon.frequency(head), lexicon.frequency(tail));
        if !self.is_in_chain
            && !self.goes_on
            && (count > 0 && count >= compound
                || count + of_head + of_tail == 0 && !(is_known(head) && is_known(tail))
                || compound == 0 && is_whole(&[head, tail].concat(), count) && of_tail == 0)
        {
            return Some("");
        }
        let is_link = self.is_in_chain && is_grammar(head);
        let is_compound = compound > 0 || is_link || self.gap == Gap::Line;
        (is_compound || self.may_be_compound(head, tail, text, lexicon)).then_some("-")
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
            && (is_prefix || is_productive && is_part(head, lexicon))
    }

    /// Whether it is a break whatever else the text holds.
    fn is_sure(&self, lexicon: &Lexicon) -> bool {
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
