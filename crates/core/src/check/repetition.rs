//! `repetition`: a text that says the same thing twice, or what another field says.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::span::Span;
use crate::text::{TextFacts, sentence};

/// The settings of a `repetition` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repetition {
    of: RepetitionTarget,
}

/// What occurs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum RepetitionTarget {
    /// A sentence of the abstract, later in it.
    Sentence,
    /// The title, at the head of the abstract.
    Title,
    /// All of the title, as the abstract.
    Field,
    /// A URL, right behind itself.
    Url,
    /// The shape of the other field: the title is an abstract, and the abstract a title.
    Shape,
}

impl TextCheck for Repetition {
    /// A hit on what occurs for the second time; for fields that are swapped, on the whole of this
    /// one.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        match (self.of, context.title()) {
            (RepetitionTarget::Sentence, _) => sentences(text),
            (RepetitionTarget::Url, _) => urls(text),
            (RepetitionTarget::Title, Some(title)) => {
                head(text, title).into_iter().map(Hit::at).collect()
            }
            (RepetitionTarget::Field, Some(title)) => {
                whole(text, letters(title).next().is_some() && letters(title).eq(letters(text)))
            }
            (RepetitionTarget::Shape, Some(title)) => {
                whole(text, is_abstract(title) && is_title(text))
            }
            (_, None) => Vec::new(),
        }
    }
}

fn whole(text: &str, holds: bool) -> Vec<Hit> {
    holds.then(|| Hit::at(Span::trimmed(text))).into_iter().collect()
}

/// The second of two equal URLs with nothing but white space between them, and that.
fn urls(text: &str) -> Vec<Hit> {
    const SCHEME: &str = "://";
    let ends_scheme = |at: usize| text[..at].ends_with("http") || text[..at].ends_with("https");
    let schemes = memchr::memmem::find_iter(text.as_bytes(), SCHEME);
    let starts = schemes.filter(|at| ends_scheme(*at));
    let starts: Vec<usize> = starts
        .map(|at| at - if text[..at].ends_with("https") { "https".len() } else { "http".len() })
        .collect();
    let again = starts.windows(2).filter_map(|pair| {
        let one = text[pair[0]..pair[1]].trim_end();
        let behind = text[pair[1]..].strip_prefix(one)?;
        let is_whole =
            !behind.starts_with(|c: char| c.is_alphanumeric() || "/_-~%#?=&".contains(c));
        let is_one = one.len() > SCHEME.len() + 5 && !one.contains(char::is_whitespace);
        // Behind a stop of a sentence another one begins.
        let ends = pair[0] + one.len();
        (is_one && is_whole && !one.ends_with(['.', ',', ';', '=', '(']))
            .then(|| Span::new(text, ends, pair[1] + one.len()))
            .flatten()
    });
    again.map(Hit::at).collect()
}

/// Letters and digits in lower case: what makes two texts the same.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Sentences of at least this many letters and digits are no formulas, headings or enumerations.
const SHORTEST_SENTENCE: usize = 40;

fn sentences(text: &str) -> Vec<Hit> {
    if !may_repeat(text) {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let again = sentence::split(text).into_iter().filter(|one| {
        let letters: String = letters(one).collect();
        letters.chars().count() >= SHORTEST_SENTENCE && !seen.insert(letters)
    });
    again.map(|one| Hit::at(Span::part(text, one))).collect()
}

/// Whether two sentences begin with the same bytes, so that it is worth to compare them in whole.
fn may_repeat(text: &str) -> bool {
    const COMPARED: usize = 24;
    let bytes = text.as_bytes();
    let mut beginnings: Vec<&[u8]> = Vec::with_capacity(16);
    for start in
        std::iter::once(0).chain(memchr::memchr3_iter(b'.', b'!', b'?', bytes).map(|at| at + 1))
    {
        let sentence = bytes[start..].trim_ascii_start();
        let Some(beginning) = sentence.get(..COMPARED) else { continue };
        if beginnings.contains(&beginning) {
            return true;
        }
        beginnings.push(beginning);
    }
    false
}

/// The title at the head of `text`, where a sentence of its own follows.
fn head(text: &str, title: &str) -> Option<Span> {
    /// Shorter titles are also subjects of sentences.
    const SHORTEST: usize = 4;
    let end = end_of_letters(text, letters(title))
        .filter(|_| title.split_whitespace().count() >= SHORTEST)?;
    let behind = text[end..].trim_start_matches(['.', ':', '?', '!']);
    let sentence = behind.trim_start();
    let is_sentence = sentence.len() < behind.len() && sentence.starts_with(char::is_uppercase);
    if is_sentence {
        Span::new(text, Span::trimmed(text).start(), text.len() - sentence.len())
    } else {
        None
    }
}

/// The byte of `text` behind `wanted`, if that is what its letters and digits begin with.
fn end_of_letters(text: &str, wanted: impl Iterator<Item = char>) -> Option<usize> {
    let mut wanted = wanted.peekable();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        if !c.to_lowercase().all(|c| wanted.next() == Some(c)) {
            return None;
        }
        if wanted.peek().is_none() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

fn is_abstract(text: &str) -> bool {
    text.split_whitespace().count() > 60 && sentence::split(text).len() > 2
}

fn is_title(text: &str) -> bool {
    text.split_whitespace().count() < 25
        && sentence::split(text).len() == 1
        && !text.trim_end().ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_at_the_head_is_followed_by_a_sentence() {
        let title = "Counting Sheep With Cameras";
        let found = |text| head(text, title).map(|span| span.slice(text));
        assert_eq!(
            found("Counting sheep with cameras. We count sheep."),
            Some("Counting sheep with cameras. ")
        );
        assert_eq!(
            found("Counting Sheep with Cameras We count sheep."),
            Some("Counting Sheep with Cameras ")
        );
        assert_eq!(found("Counting sheep with cameras is hard."), None);
        assert_eq!(found("Counting sheep is hard."), None);
        assert_eq!(head("Sheep. We count sheep.", "Sheep"), None);
    }

    #[test]
    fn a_sentence_that_occurs_twice_is_found_where_it_occurs_again() {
        let text = "The sheep are counted by the cameras of the meadow. It works. The sheep are counted by the cameras of the meadow.";
        assert_eq!(sentences(text).iter().map(|hit| hit.span.start()).collect::<Vec<_>>(), [62]);
        assert!(sentences("It works. It works.").is_empty());
    }
}
