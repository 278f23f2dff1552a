//! `labels`: the headings of a structured abstract that lost their line or their colon
//! (`BackgroundSheep graze. … .MethodsWe`, `METHODS⏎We`).
//!
//! The labels are a closed list. One by itself counts where nothing else than a label can stand: on
//! a line of its own, or glued to a word that sentences begin with. Glued to another word it may be
//! a name (`ResultSet`), to an acronym or a number it may be one, too (`MethodsX`), so that others
//! have to say that the abstract is a structured one. Labels with a space behind them are words as
//! well (`Methods we use`), so that three different ones have to stand at the heads of sentences.

mod names;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Deserialize;

use self::names::{
    FIRST, LABELS, LAST, OPENERS, OPTIONAL_PLURAL, STRONG, WORDS, has_optional_plural,
    with_optional_plural,
};
use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::token::{self, TokenKind};
use crate::text::{TextFacts, sentence};

/// The settings of a `labels` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Labels {}

/// A label, and what stands round it.
struct Label<'t> {
    /// In lower case, and in the plural for `Result(s)`.
    name: String,
    start: usize,
    end: usize,
    /// Where the text behind it begins.
    behind: usize,
    join: Join,
    follows: Follows,
    text: &'t str,
}

/// What is between a label and the text behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    /// Nothing, or a colon without a space.
    Glued,
    /// The end of a line that holds nothing else.
    Line,
    /// A space.
    Space,
    /// A colon and a space: nothing is to be mended, and it tells of the others.
    Whole,
}

/// What the text behind a label begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// A word that sentences begin with.
    Opener,
    /// Another word with a capital.
    Word,
    /// A number, a bracket, a quote, an acronym or another word that is more than letters.
    Other,
}

/// What the labels of a text say of each other.
struct Evidence<'l> {
    /// How many different ones lack their colon or their space and have a word behind them.
    different: usize,
    /// Whether one of them has a word behind it that sentences begin with.
    has_opener: bool,
    /// Whether those that are glued to a word begin and end an abstract, or are three.
    has_frame: bool,
    /// Whether those that are glued to anything are three, the first of which begins the text, and
    /// of which another ends an abstract.
    has_rows: bool,
    /// Whether the first one begins an abstract, with its colon or glued to it, and another ends it.
    is_framed: bool,
    /// Those that are labels beyond doubt.
    certain: HashSet<&'l str>,
}

impl TextCheck for Labels {
    /// Each label that lacks its colon or its space, with the edits that write `Methods: We`.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        let labels = labels_of(facts.text());
        let evidence = Evidence::of(&labels);
        let sure = labels.iter().filter(|label| label.is_sure(&evidence));
        sure.filter_map(Label::hit).collect()
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

impl<'l> Evidence<'l> {
    fn of(labels: &'l [Label<'_>]) -> Self {
        let names = |wanted: &dyn Fn(&Label<'_>) -> bool| -> HashSet<&'l str> {
            labels.iter().filter(|label| wanted(label)).map(|label| label.name.as_str()).collect()
        };
        let is_framed = labels.first().is_some_and(|label| label.begins() && label.is_marked())
            && labels.iter().any(|label| LAST.contains(&label.name.as_str()));
        let is_broken = |label: &Label<'_>| {
            let may_be_name = label.join == Join::Space && label.is_word() && !is_framed;
            let begins_text = label.has_word() || is_framed && label.may_be_parted();
            label.join != Join::Whole && begins_text && !may_be_name
        };
        let glued = names(&|label| label.join == Join::Glued && label.has_word());
        let any = names(&|label| label.join == Join::Glued);
        let has_one =
            |glued: &HashSet<&str>, wanted: &[&str]| glued.iter().any(|name| wanted.contains(name));
        let begins =
            labels.first().is_some_and(|label| label.join == Join::Glued && label.begins());
        let mut evidence = Self {
            different: names(&is_broken).len(),
            has_opener: labels
                .iter()
                .any(|label| label.follows == Follows::Opener && !label.may_be_name()),
            has_frame: glued.len() >= 3
                || begins && has_one(&glued, FIRST) && has_one(&glued, LAST),
            has_rows: any.len() >= 3 && !glued.is_empty() && begins && has_one(&any, LAST),
            is_framed,
            certain: HashSet::new(),
        };
        evidence.certain = names(&|label| match label.join {
            Join::Whole | Join::Line => true,
            Join::Glued => label.has_word() && label.is_sure(&evidence),
            Join::Space => false,
        });
        evidence
    }

    /// How many labels other than `name` are certain.
    fn others(&self, name: &str) -> usize {
        self.certain.len() - usize::from(self.certain.contains(name))
    }
}

impl Label<'_> {
    /// Whether it is one, by what stands behind it and by the others.
    fn is_sure(&self, evidence: &Evidence<'_>) -> bool {
        let is_among_others = || {
            let others = evidence.others(&self.name);
            others >= 2 || others == 1 && self.begins() || evidence.has_rows
        };
        match (self.join, self.follows) {
            (Join::Whole, _) => {
                self.touches_stop() && (evidence.is_framed || evidence.others(&self.name) >= 2)
            }
            (Join::Space, _) if self.is_word() && !evidence.is_framed => false,
            (Join::Glued, Follows::Opener) if !self.may_be_name() => true,
            (Join::Line, follows) if follows != Follows::Other => true,
            (Join::Space, Follows::Other) => evidence.different >= 3 && self.may_be_parted(),
            (Join::Space, _) => evidence.different >= 3,
            (Join::Glued, Follows::Word | Follows::Opener) => {
                let has_colon = self.behind > self.end;
                let has_two = evidence.different >= 2 && (evidence.has_opener || has_colon);
                has_two || evidence.has_frame || self.is_compound() || is_among_others()
            }
            (Join::Glued | Join::Line, _) => is_among_others(),
        }
    }

    /// Whether it stands at the start of the text, as it should.
    fn begins(&self) -> bool {
        self.start == 0 && FIRST.contains(&self.name.as_str())
    }

    /// Whether more than a space parts it from its text, or nothing.
    fn is_marked(&self) -> bool {
        self.join != Join::Space
    }

    /// Whether it may be the first word of a name.
    fn is_word(&self) -> bool {
        WORDS.contains(&self.name.as_str())
    }

    /// Whether it may begin a name that goes on with what is glued to it: `DesignBy Wolves`.
    fn may_be_name(&self) -> bool {
        let is_strong = || STRONG.contains(&sentence::letters_behind(&self.text[self.behind..]));
        self.join == Join::Glued && self.is_word() && !is_strong()
    }

    /// Whether a space alone may stand behind it: `RESULTS AND DISCUSSION` is one heading.
    fn may_be_parted(&self) -> bool {
        let behind = &self.text[self.behind..];
        let is_capitals = |text: &str| !text.contains(char::is_lowercase);
        let goes_on = is_capitals(&self.text[self.start..self.end])
            && is_capitals(sentence::letters_behind(behind));
        behind.starts_with(char::is_alphanumeric) && !goes_on
    }

    /// Whether the stop of the sentence before touches it.
    fn touches_stop(&self) -> bool {
        self.text[..self.start].ends_with(['.', '!', '?', ')'])
    }

    fn has_word(&self) -> bool {
        self.follows != Follows::Other
    }

    /// Whether it is of several words, and no name begins with it.
    fn is_compound(&self) -> bool {
        self.name.contains([' ', '/']) || has_optional_plural(&self.text[..self.end])
    }

    fn hit(&self) -> Option<Hit> {
        let text = self.text;
        let mut edits = Vec::new();
        if self.touches_stop() {
            edits.push(Edit::new(Span::new(text, self.start, self.start)?, " "));
        }
        let has_colon = text[self.end..self.behind].contains(':');
        // At the end of a line the colon goes first: another rule may write the space.
        let (to, written) = match self.join {
            Join::Line if !has_colon => (self.end, ":"),
            _ => (self.behind, ": "),
        };
        if self.join != Join::Whole {
            edits.push(Edit::new(Span::new(text, self.end, to)?, written));
        }
        Some(Hit { edits, ..Hit::at(Span::new(text, self.start, self.end)?) })
    }
}

/// Every label at the head of the text, of a line or of a sentence, with the head of another behind it.
fn labels_of(text: &str) -> Vec<Label<'_>> {
    let ends = |byte: &u8| matches!(byte, b'.' | b'\n' | b'?' | b'!' | b')');
    let behind = text.bytes().enumerate().filter(|(_, byte)| ends(byte)).map(|(at, _)| at + 1);
    // Of heads with white space alone between them the first one tells.
    let mut passed = None;
    let mut is_first = |head: &usize| {
        let is_first = passed.is_none_or(|start| *head > start);
        if is_first {
            passed = Some(text.len() - text[*head..].trim_start().len());
        }
        is_first
    };
    let heads = std::iter::once(0).chain(behind).filter(|head| is_first(head));
    heads.filter_map(|head| label_at(text, head)).collect()
}

/// Whether what touches a label goes on with it as a word of a sentence: `Participants' trust`,
/// `Methods [3]`, `Patients" views`, the mark of a footnote.
fn goes_on_as_word(behind: &str) -> bool {
    let mut chars = behind.chars();
    let (first, second) = (chars.next(), chars.next().unwrap_or(' '));
    match first {
        Some('\'' | '’') => true,
        Some('"' | '”') => !second.is_alphanumeric(),
        Some('[') => second.is_ascii_digit(),
        Some('1'..='9') => {
            let word = chars.as_str();
            let verb = &word[..word.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(word.len())];
            second == ' '
                && matches!(verb, "were" | "was" | "are" | "is" | "had" | "have" | "who" | "of")
        }
        _ => false,
    }
}

/// The label that begins at byte `head`, or behind the white space there.
fn label_at(text: &str, head: usize) -> Option<Label<'_>> {
    let rest = text[head..].trim_start();
    let start = text.len() - rest.len();
    let end = start + label_len(rest)?;
    let tail = &text[end..];
    let colon = tail.trim_start_matches([' ', '\t']).starts_with(':');
    let unmarked = tail.trim_start_matches([' ', '\t', ':']);
    let behind = unmarked.trim_start();
    let gap = &tail[..tail.len() - behind.len()];
    let join = match gap {
        "" if goes_on_as_word(behind) => return None,
        "" | ":" => Join::Glued,
        gap if gap.contains(['\n', '\r']) && begins_line(text, start) => Join::Line,
        gap if !colon && !gap.contains(['\n', '\r']) => Join::Space,
        _ if colon => Join::Whole,
        _ => return None,
    };
    let stands_at_head =
        start > head || start == 0 || join == Join::Glued || ends_sentence(&text[..start]);
    let follows = if join == Join::Whole { Follows::Other } else { follows(behind, join)? };
    stands_at_head.then(|| Label {
        name: text[start..end].to_lowercase().replace(OPTIONAL_PLURAL, "s"),
        start,
        end,
        behind: text.len() - behind.len(),
        join,
        follows,
        text,
    })
}

/// Whether a text ends with a stop behind a word, a figure or a bracket.
fn ends_sentence(text: &str) -> bool {
    let word = text.strip_suffix(['.', '!', '?']).unwrap_or("");
    let last_two = word.chars().rev().take(2);
    last_two.filter(|c| c.is_lowercase() || c.is_ascii_digit() || ")]%".contains(*c)).count() == 2
}

/// What `behind` a label begins with, if it may begin a sentence there.
fn follows(behind: &str, join: Join) -> Option<Follows> {
    let word = sentence::letters_behind(behind);
    let rest = &behind[word.len()..];
    let ends = rest.starts_with([' ', ',', '\u{A0}', '\'', '’'])
        || rest.starts_with('-') && word.len() > 2;
    let first = behind.chars().next()?;
    let is_capital = first.is_uppercase();
    let is_word = word.chars().skip(1).all(char::is_lowercase) && ends;
    if is_capital && (is_word || join == Join::Line) {
        let is_opener = OPENERS.contains(&word) && ends;
        return Some(if is_opener { Follows::Opener } else { Follows::Word });
    }
    let may_begin = is_capital || first.is_numeric() || "“\"'‘«([<≥≤".contains(first);
    (may_begin || is_greek_or_mixed(behind) || is_address(behind)).then_some(Follows::Other)
}

/// `shepherd@example.org`, `https://example.org`, and what else stands behind `Contact`.
fn is_address(behind: &str) -> bool {
    let word = behind.split_whitespace().next().unwrap_or_default();
    token::tokens(word)
        .first()
        .is_some_and(|first| matches!(first.kind, TokenKind::Email | TokenKind::Url))
}

/// `β-blockers`; `mRNA`, `pH`: a capital behind one or two small letters.
fn is_greek_or_mixed(word: &str) -> bool {
    if word.starts_with(|c| matches!(c, 'α'..='ω')) {
        return true;
    }
    let small = word.chars().take_while(|c| c.is_lowercase()).count();
    let mut behind = word.chars().skip(small);
    (1..=2).contains(&small)
        && behind.next().is_some_and(char::is_uppercase)
        && !behind.next().is_some_and(char::is_lowercase)
}

fn begins_line(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\r'])
}

/// How long the label is that `rest` begins with, in bytes: with a capital, or in capitals.
fn label_len(rest: &str) -> Option<usize> {
    /// Those that begin with each letter of ASCII, as all do, the longest first.
    static BY_LETTER: LazyLock<[Vec<&str>; 26]> = LazyLock::new(|| {
        let begins_with = |label: &str, n: usize| label.bytes().next() == (b'a'..).nth(n);
        std::array::from_fn(|n| {
            let mut labels: Vec<&str> =
                LABELS.iter().copied().filter(|label| begins_with(label, n)).collect();
            labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
            labels
        })
    });
    let first = rest.bytes().next().filter(u8::is_ascii_uppercase)?;
    BY_LETTER[usize::from(first - b'A')].iter().find_map(|label| {
        let len = with_optional_plural(rest, label)?;
        let (own, behind) = rest.split_at(len);
        let is_upper = !own.contains(char::is_lowercase);
        // The last letter of `ConclusionsIL-6` and of `ResultSARS` is none of the label.
        let has_foot = own.ends_with(char::is_uppercase);
        let is_title = own.chars().skip(1).any(char::is_lowercase) && !has_foot;
        let goes_on = behind.starts_with(char::is_lowercase)
            && !is_greek_or_mixed(behind)
            && !is_address(behind);
        ((is_upper || is_title) && !goes_on).then_some(len)
    })
}
