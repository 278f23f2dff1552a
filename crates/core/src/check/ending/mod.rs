//! `ending`: how a text ends.
//!
//! Two questions are kept apart. Was the text *cut* (`finds: cut`)? It was where
//! no sentence can stop: behind a comma, an opening bracket or quote, a dangling
//! hyphen, an ellipsis; and where the words of its last sentence say so
//! ([`score`]). Or is it whole, but *unstopped* (`finds: unstopped`), so that a
//! full stop can be set? Between the two lies what the words alone do not tell
//! (`finds: maybe-cut`).
//!
//! What is judged is the abstract, without what stands behind it (`tail`); and a
//! preface is signed, so that its end says nothing.

pub mod score;
mod tail;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::text::token::{self, TokenKind};
use crate::text::{TextFacts, roman};

/// The settings of an `ending` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    finds: EndingTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum EndingTarget {
    Cut,
    MaybeCut,
    Unstopped,
}

/// How a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Whole,
    /// Whole for certain, but without its full stop.
    Unstopped,
    /// Without a full stop; whole or not.
    Doubtful,
    /// The words of its last sentence say so.
    CutByWords,
    /// It stops where no sentence can.
    Cut,
}

impl Verdict {
    /// The same in a source that `leaves_out_stops`: what is doubtful elsewhere is whole there.
    fn in_source(self, leaves_out_stops: bool) -> Verdict {
        match self {
            Verdict::Doubtful | Verdict::CutByWords if leaves_out_stops => Verdict::Whole,
            Verdict::CutByWords => Verdict::Cut,
            known => known,
        }
    }
}

/// Whether a text ends without a full stop; if so, whether its words say that it was cut.
pub(super) fn without_stop(text: &str, lexicon: &Lexicon) -> Option<bool> {
    match verdict(text, lexicon) {
        Verdict::Whole | Verdict::Cut => None,
        Verdict::Unstopped | Verdict::Doubtful => Some(false),
        Verdict::CutByWords => Some(true),
    }
}

/// From here on a text without its full stop was cut: so scores one whole text in twenty-five.
const CUT: f32 = 1.1;
/// Up to here it is whole: so scores one cut text in a hundred.
const WHOLE: f32 = -3.5;

/// Ends of sentences whose last word ends few others.
const CLOSINGS: &[&str] = &[
    " so on", " so far", " in the end", " at the end", " in this paper", " in the paper",
    " in this work", " carried out", " as well", " or not", " etc",
];

impl TextCheck for Ending {
    /// A hit on the last word, if the text ends as the rule looks for.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        let wanted = match self.finds {
            EndingTarget::Cut => Verdict::Cut,
            EndingTarget::MaybeCut => Verdict::Doubtful,
            EndingTarget::Unstopped => Verdict::Unstopped,
        };
        let habit = context.profile().style.leaves_out_stops;
        let judge = || match context.title() {
            Some(title) if is_preface(title) => Verdict::Whole,
            _ => verdict(text, context.lexicon()).in_source(habit),
        };
        if *facts.fact(judge) != wanted {
            return Vec::new();
        }
        let trimmed = tail::without(text);
        let start = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let start = text.ceil_char_boundary(start);
        Span::new(text, start, trimmed.len())
            .map(|span| Hit::at(span).with("last", span.slice(text)))
            .into_iter()
            .collect()
    }

    fn variables(&self) -> Variables {
        vec!["last".into()]
    }
}

fn verdict(text: &str, lexicon: &Lexicon) -> Verdict {
    let text = tail::without(text);
    let Some(last) = text.chars().next_back() else {
        return Verdict::Whole;
    };
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    if is_address(word) || tail::is_code(text) || is_notice(text) || promises_link(text) {
        return Verdict::Whole;
    }
    if ends_in_mid_text(text) || ends_in_mark_of_list(text) {
        return Verdict::Cut;
    }
    match last {
        ')' if before_aside(text)
            .is_some_and(|sentence| score::score(sentence, lexicon) < WHOLE) =>
        {
            Verdict::Unstopped
        }
        '.' | '!' | '?' | '。' | '"' | '”' | '’' | '\'' | ')' | ']' | '}' | '»' | '>' => {
            Verdict::Whole
        }
        _ if CLOSINGS.iter().any(|closing| text.ends_with(closing)) || ends_in_quantity(text) => {
            Verdict::Doubtful
        }
        _ => match score::score(text, lexicon) {
            ..WHOLE => Verdict::Unstopped,
            CUT.. => Verdict::CutByWords,
            _ => Verdict::Doubtful,
        },
    }
}

/// Whether a number with its unit closes the text: `the height is 420 mm`.
fn ends_in_quantity(text: &str) -> bool {
    let Some((before, _)) = text.rsplit_once(' ') else { return false };
    let number = before.rfind(' ').map_or(0, |blank| blank + 1);
    matches!(token::tokens(&text[number..])[..], [token] if token.kind == TokenKind::Quantity)
}

/// Whether no sentence can stop at the last sign of a text, whoever wrote it.
fn ends_in_mid_text(text: &str) -> bool {
    ["...", "(cid:173)", "\u{AD}"].iter().any(|end| text.ends_with(end))
        || text.ends_with(['…', ',', '(', '[', '{', '“', '‘', '-', '–', '—', '/', '&'])
        // A quote that opens nothing.
        || text.ends_with(" \"") && !text.matches('"').count().is_multiple_of(2)
        || ends_in_quote(text)
}

/// Whether the text ends within a quote of a few words: `a robot "HO`.
fn ends_in_quote(text: &str) -> bool {
    /// More words may be those of another sentence, and the mark a stray one.
    const LONGEST: usize = 4;
    let Some((before, quoted)) = text.rsplit_once(['"', '“']) else { return false };
    let opens = before.ends_with([' ', '(']) && quoted.starts_with(char::is_alphabetic);
    let is_open = !quoted.contains('”') && text.matches(['"', '“', '”']).count() % 2 == 1;
    opens && is_open && quoted.split_whitespace().count() <= LONGEST
}

/// Whether the last sign is the mark of an item that is missing: `(i) a bell; and (ii)`. The item
/// before it has words behind its mark, which no number of a formula has.
fn ends_in_mark_of_list(text: &str) -> bool {
    /// What stands behind a number that the sentence speaks of.
    const LINKS: [&str; 12] =
        ["and", "or", "to", "is", "are", "of", "in", "with", "by", "for", "holds", "hold"];
    let marked = || {
        let (before, mark) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
        let before = before.strip_suffix(' ')?;
        let item = before.strip_suffix(" and").or(before.strip_suffix(" or")).unwrap_or(before);
        let item = item.strip_suffix([',', ';'])?;
        let last = format!("({}) ", mark_before(mark)?);
        item.rsplit_once(last.as_str()).map(|(_, words)| words)
    };
    marked().is_some_and(|words| {
        let mut words = words.split(' ');
        let first = words.next().unwrap_or_default();
        first.starts_with(char::is_alphabetic) && words.next().is_some() && !LINKS.contains(&first)
    })
}

/// The mark of a list that stands before `mark`: `ii` before `iii`, `2` before `3`, `a` before `b`.
fn mark_before(mark: &str) -> Option<String> {
    /// Lists that a sentence holds are shorter.
    const LONGEST: u32 = 8;
    let is_small = mark.bytes().all(|byte| byte.is_ascii_lowercase());
    let number = is_small.then(|| roman::parse(&mark.to_ascii_uppercase())).flatten();
    if let Some(number) = number.filter(|number| *number <= LONGEST) {
        return roman::write(number - 1).map(|numeral| numeral.to_ascii_lowercase());
    }
    if let Ok(number) = mark.parse::<u8>() {
        return (2..20).contains(&number).then(|| (number - 1).to_string());
    }
    match mark.as_bytes() {
        [letter @ b'b'..=b'h'] => Some(char::from(letter - 1).into()),
        _ => None,
    }
}

/// The text before the bracket that it ends with, where that belongs to its last sentence: behind
/// a word, and no sentence, address or date itself.
fn before_aside(text: &str) -> Option<&str> {
    let (before, held) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let is_aside = !held.contains([')', '.', '/', ':']) && !held.ends_with(char::is_numeric);
    (is_aside && before.ends_with(char::is_alphanumeric)).then_some(before)
}

/// Whether an abstract under such a title is a greeting to readers, which ends in the names of
/// those who wrote it.
fn is_preface(title: &str) -> bool {
    const TITLES: [&str; 10] = [
        "Preface",
        "Foreword",
        "Editorial",
        "Front Matter",
        "Welcome",
        "Message from",
        "Introduction to the Special",
        "Guest Editorial",
        "In Memoriam",
        "Obituary",
    ];
    let title = title.trim_start();
    TITLES.iter().any(|one| {
        title.get(..one.len()).is_some_and(|head| head.eq_ignore_ascii_case(one))
            && !title[one.len()..].starts_with(char::is_alphabetic)
    })
}

/// Whether a text says itself that it is cut, which is for a rule of its own.
fn is_notice(text: &str) -> bool {
    let words = ["WORDS", "words", "TRUNCATED", "truncated"];
    words.iter().any(|word| text.ends_with(word))
        && text.rsplit(' ').take(5).any(|word| word.eq_ignore_ascii_case("truncated"))
        && text.rsplit(' ').take(6).any(|word| word.eq_ignore_ascii_case("abstract"))
}

/// Whether a text stops where an address should stand, which is for a rule of its own.
fn promises_link(text: &str) -> bool {
    let place = text.strip_suffix(": anonymous").unwrap_or(text);
    let mut words = place.trim_end_matches([':', ' ']).rsplit(' ');
    let is_at = words.next().is_some_and(|word| ["at", "from", "here", "via"].contains(&word));
    is_at && words.take(3).any(|word| ["available", "accessible", "downloaded"].contains(&word))
}

/// Whether a word is the address of a page.
fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[', '<']);
    word.contains("://")
        || word.contains("www.")
        || word.contains('/') && word.contains('.')
        // A host has a stop within: most last words have one behind them.
        || word.find('.').is_some_and(|stop| stop + 1 < word.len())
            && token::tokens(word).first().is_some_and(|first| first.kind == TokenKind::Host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_unstopped_and_cut() {
        let cases: [(Verdict, &[&str]); 4] = [
            (
                Verdict::Whole,
                &[
                    "It works.",
                    "See https://example.org/x",
                    "(see below)",
                    "It is called \"x\"",
                    "It works well. Show More",
                    "It works. Index Terms: sheep, cameras",
                    "It works. © 2012 The Authors",
                    "The trial is registered as NCT01234567",
                    "Extensive experiments show that our method outperforms the state of the art on public datasets (Ram et al., 2018)",
                    "Extensive experiments show that our method outperforms the state of the art. (These are public datasets)",
                    "It works, and there is more at example.org",
                    "The code is freely available online at",
                    "The code is available here",
                    "The code is available at: anonymous",
                    "We show that the (ABSTRACT TRUNCATED AT 250 WORDS)",
                    "The bell obeys laws (1), (2), and (3)",
                    "The bell obeys (1) and (2), and (3)",
                    "We compare horns of kind (i) and of kind (ii)",
                    "Songs of part (a) are loud, as are those of (b)",
                    "They differ in (i) to (iii), and (iv)",
                    "We show that the ABSTRACT TRUNCATED AT 250 WORDS",
                ],
            ),
            (
                Verdict::Unstopped,
                &[
                    "Extensive experiments show that our method outperforms state-of-the-art approaches on two public datasets",
                    "Extensive experiments show that our method outperforms state-of-the-art approaches on two public datasets (by a mile)",
                    "Our code, which is available online, achieves competitive results on all of the challenging benchmarks",
                ],
            ),
            (
                Verdict::Doubtful,
                &[
                    "It works on many different tasks such as image recognition",
                    "as we report in this paper",
                    "These are the results of the experiments on CIFAR-10",
                    "The height of the robot is 420 mm",
                    "The model is trained on records of many farms (mostly rainfall data) and reports the yield of each crop",
                ],
            ),
            (
                Verdict::Cut,
                &[
                    "because of the",
                    "for example,",
                    "we call it (",
                    "We train the model (a net",
                    "The forces on the arms are shown for a humanoid robot \"HO",
                    "The gears of the hand are constrained, and the other had five finger",
                    "Our approach takes the following steps: 1) a coarse map of the whole flock",
                    "We find the item that they value highly in as few trials",
                    "Our method performs well against several state-of-th",
                    "The results of these experiments on CIFAR-10",
                    "The experiments on two farms show that the proposed",
                    "Since the flock is counted by night, we conclude that, if it is asleep, it",
                    "We intro",
                    "and so on...",
                    "multi-",
                    "We count the(cid:173)",
                    "We count the sheep of sever\u{AD}",
                    "“",
                    "A / ",
                    "We propose the... Show More",
                    "A clock needs (i) a spring, (ii) a wheel of brass; and (iii)",
                    "A ship needs (1) a mast of oak, (2) a crew of nine, and (3)",
                    "Cooks want (a) sharp knives; (b)",
                    "We propose the… Continue reading",
                    "because of the © 2012 The Authors. All rights reserved.",
                ],
            ),
        ];
        for (expected, texts) in cases {
            for &text in texts {
                assert_eq!(verdict(text, &Lexicon::default()).in_source(false), expected, "{text}");
            }
        }
    }

    #[test]
    fn prefaces_are_signed() {
        assert!(is_preface("Preface to the Proceedings") && is_preface("FOREWORD"));
        assert!(!is_preface("Prefaces of Novels") && !is_preface("A Preface Is Read Aloud"));
    }
}
