//! `repetition`: a text that says the same thing twice, or what another field says.

use std::collections::HashSet;

use serde::Deserialize;

use super::{Hit, View};
use crate::finding::Span;
use crate::sentence;

/// The settings of a `repetition` check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repetition {
    of: Of,
}

/// What occurs again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Of {
    /// A sentence of the abstract, later in it.
    Sentence,
    /// The title, at the head of the abstract.
    Title,
    /// All of the title, as the abstract.
    Field,
    /// The shape of the other field: the title is an abstract, and the abstract a title.
    Shape,
}

impl Repetition {
    /// A hit on what occurs for the second time; for fields that are swapped, on the whole of this one.
    pub fn hits(&self, text: &str, view: &View<'_>) -> Vec<Hit> {
        match (self.of, view.title) {
            (Of::Sentence, _) => sentences(text),
            (Of::Title, Some(title)) => head(text, title).into_iter().map(Hit::at).collect(),
            (Of::Field, Some(title)) => whole(text, letters(title).next().is_some() && letters(title).eq(letters(text))),
            (Of::Shape, Some(title)) => whole(text, is_abstract(title) && is_title(text)),
            (_, None) => Vec::new(),
        }
    }
}

fn whole(text: &str, holds: bool) -> Vec<Hit> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    if holds { Span::new(text, start, start + trimmed.len()).map(Hit::at).into_iter().collect() } else { Vec::new() }
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
    let spans = sentence::split(text).into_iter().filter_map(|one| {
        let start = one.as_ptr() as usize - text.as_ptr() as usize;
        let letters: String = letters(one).collect();
        let again = letters.chars().count() >= SHORTEST_SENTENCE && !seen.insert(letters);
        if again { Span::new(text, start, start + one.len()) } else { None }
    });
    spans.map(Hit::at).collect()
}

/// Whether two sentences begin with the same bytes, so that it is worth to compare them in whole.
fn may_repeat(text: &str) -> bool {
    const COMPARED: usize = 24;
    let bytes = text.as_bytes();
    let mut beginnings: Vec<&[u8]> = Vec::with_capacity(16);
    for start in std::iter::once(0).chain(memchr::memchr3_iter(b'.', b'!', b'?', bytes).map(|at| at + 1)) {
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
    if letters(title).next() != letters(text).next() {
        return None;
    }
    let wanted: String = letters(title).collect();
    if title.split_whitespace().count() < SHORTEST {
        return None;
    }
    let start = text.len() - text.trim_start().len();
    let mut compared = String::new();
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
        if c.is_alphanumeric() {
            compared.extend(c.to_lowercase());
        }
        if !wanted.starts_with(&compared) {
            return None;
        }
        if compared.len() == wanted.len() {
            let end = at + c.len_utf8();
            let behind = text[end..].trim_start_matches(['.', ':', '?', '!']);
            let gap = behind.len() - behind.trim_start().len();
            let is_sentence = gap > 0 && behind.trim_start().starts_with(|c: char| c.is_uppercase());
            return if is_sentence { Span::new(text, start, text.len() - behind.len() + gap) } else { None };
        }
    }
    None
}

fn is_abstract(text: &str) -> bool {
    text.split_whitespace().count() > 60 && sentence::split(text).len() > 2
}

fn is_title(text: &str) -> bool {
    text.split_whitespace().count() < 25 && sentence::split(text).len() == 1 && !text.trim_end().ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_at_the_head_is_followed_by_a_sentence() {
        let title = "Counting Sheep With Cameras";
        let found = |text| head(text, title).map(|span| span.slice(text));
        assert_eq!(found("Counting sheep with cameras. We count sheep."), Some("Counting sheep with cameras. "));
        assert_eq!(found("Counting Sheep with Cameras We count sheep."), Some("Counting Sheep with Cameras "));
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
