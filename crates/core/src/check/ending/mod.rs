//! `ending`: how a text ends.
//!
//! Two questions are kept apart. Was the text *cut* (`finds: cut`)? It was where
//! no sentence can stop: behind a comma, an opening bracket or quote, a dangling
//! hyphen, an ellipsis; and where the words of its last sentence say so
//! ([`score`]). Or is it whole, but *unstopped* (`finds: unstopped`), so that a
//! full stop can be set? Between the two lies what the words alone do not tell
//! (`finds: maybe-cut`).

pub mod score;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{TextCheck, Variables};
use super::{Context, Hit, chrome};
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::text::{TextFacts, sentence};

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

/// From here on a text without its full stop was cut: so scores one whole text in fifty.
const CUT: f32 = 1.5;
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
        if *facts.fact(|| verdict(text, context.lexicon()).in_source(habit)) != wanted {
            return Vec::new();
        }
        let trimmed = text.trim_end();
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
    let text = chrome::without_expander(text).trim_end();
    let Some(last) = text.chars().next_back() else {
        return Verdict::Whole;
    };
    if is_link(text.rsplit(char::is_whitespace).next().unwrap_or_default()) {
        return Verdict::Whole;
    }
    match last {
        '.' if text.ends_with("...") => Verdict::Cut,
        '…' | ',' | '(' | '[' | '{' | '“' | '‘' | '-' | '–' | '—' | '/' | '&' => {
            Verdict::Cut
        }
        '.' | '!' | '?' | '。' | '"' | '”' | '’' | '\'' | ')' | ']' | '}' | '»' | '>' => {
            Verdict::Whole
        }
        _ if is_list_of_keywords(sentence::last(text)) => Verdict::Whole,
        _ if CLOSINGS.iter().any(|closing| text.ends_with(closing)) => Verdict::Doubtful,
        _ => match score::score(text, lexicon) {
            ..WHOLE => Verdict::Unstopped,
            CUT.. => Verdict::CutByWords,
            _ => Verdict::Doubtful,
        },
    }
}

fn is_list_of_keywords(sentence: &str) -> bool {
    ["Index Terms", "Index terms", "Keywords", "Key words"]
        .iter()
        .any(|heading| sentence.starts_with(heading))
}

fn is_link(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains('/') && word.contains('.')
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
                ],
            ),
            (
                Verdict::Unstopped,
                &[
                    "Extensive experiments show that our method outperforms state-of-the-art approaches on two public datasets",
                    "Our code, which is available online, achieves competitive results on all of the challenging benchmarks",
                ],
            ),
            (
                Verdict::Doubtful,
                &[
                    "It works on many different tasks such as image recognition",
                    "as we report in this paper",
                    "The results of these experiments on CIFAR-10",
                ],
            ),
            (
                Verdict::Cut,
                &[
                    "because of the",
                    "for example,",
                    "we call it (",
                    "We train the model (a net",
                    "We intro",
                    "and so on...",
                    "multi-",
                    "“",
                    "A / ",
                    "We propose the... Show More",
                ],
            ),
        ];
        for (expected, texts) in cases {
            for &text in texts {
                assert_eq!(verdict(text, &Lexicon::default()).in_source(false), expected, "{text}");
            }
        }
    }
}
