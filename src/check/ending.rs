//! `ending`: how a text ends.
//!
//! Two questions are kept apart. *Cut* (`finds: cut`): does the text stop where
//! no sentence can? It does behind a function word ("of", "the"), a comma, an
//! opening bracket or quote, a dangling hyphen, an ellipsis, or with a bracket
//! open. *Unstopped* (`finds: unstopped`): is it whole, but without its full stop?

use serde::Deserialize;

use super::Hit;
use crate::finding::Span;

/// The settings of an `ending` check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    finds: Finds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Finds {
    Cut,
    Unstopped,
}

/// How a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Whole,
    Unstopped,
    Cut,
}

impl Ending {
    /// A hit on the last word, if the text ends as the rule looks for.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let wanted = match self.finds {
            Finds::Cut => Verdict::Cut,
            Finds::Unstopped => Verdict::Unstopped,
        };
        if verdict(text) != wanted {
            return Vec::new();
        }
        let trimmed = text.trim_end();
        let start = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let start = text.ceil_char_boundary(start);
        Span::new(text, start, trimmed.len()).map(|span| Hit::at(span).with("last", span.slice(text))).into_iter().collect()
    }
}

fn verdict(text: &str) -> Verdict {
    let text = text.trim_end();
    let Some(last) = text.chars().next_back() else {
        return Verdict::Whole;
    };
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    if is_link(word) {
        return Verdict::Whole;
    }
    match last {
        '.' if text.ends_with("...") => Verdict::Cut,
        '…' | ',' | '(' | '[' | '{' | '“' | '‘' | '-' | '–' | '—' | '/' | '&' => Verdict::Cut,
        '.' | '!' | '?' | '。' | '"' | '”' | '’' | '\'' | ')' | ']' | '}' | '»' | '>' => Verdict::Whole,
        _ if has_open_bracket(text) || is_function_word(word) => Verdict::Cut,
        _ => Verdict::Unstopped,
    }
}

fn is_link(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains('/') && word.contains('.')
}

/// Whether the last sentence opens a round bracket and does not close it.
fn has_open_bracket(text: &str) -> bool {
    let sentence = text.rsplit(". ").next().unwrap_or_default();
    let count = |bracket: char| sentence.matches(bracket).count();
    // A list "1) … 2) …" closes what it never opened, so that more closing brackets say nothing.
    count('(') > count(')')
}

/// English words that no sentence ends in.
fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "and", "are", "as", "at", "because", "been", "between", "but", "by", "can", "could", "for", "from", "had", "has",
        "have", "if", "in", "into", "is", "its", "may", "might", "must", "nor", "of", "on", "onto", "or", "our", "shall", "should",
        "since", "some", "such", "than", "that", "the", "their", "these", "this", "those", "to", "toward", "towards", "upon", "via", "was",
        "we", "were", "when", "where", "whereas", "whether", "which", "while", "whose", "will", "with", "within", "without", "would",
        "who", "whom", "they", "it", "he", "she", "i", "you", "be", "using", "every", "each", "any", "both", "either", "neither", "many",
        "most", "several", "other", "during", "through", "across", "among", "against", "about", "under", "over", "per", "so", "very",
        "also", "often", "typically", "however", "therefore", "moreover", "furthermore", "thus", "hence", "although", "though", "not",
        "then", "there", "only", "even",
    ];
    // An acronym of the same letters ("AS", "IT") ends a sentence as well as any name.
    let is_acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    !is_acronym && WORDS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_unstopped_and_cut() {
        let cases = [
            (Verdict::Whole, ["It works.", "See https://example.org/x", "(see below)", "It is called \"x\""]),
            (Verdict::Unstopped, ["It works well", "a gain of 3%", "on ImageNet", "we report IT"]),
            (Verdict::Cut, ["because of the", "for example,", "we call it (", "the model (a net"]),
            (Verdict::Cut, ["and so on...", "multi-", "“", "A / "]),
        ];
        for (expected, texts) in cases {
            for text in texts {
                assert_eq!(verdict(text), expected, "{text}");
            }
        }
    }
}
