//! An index of the words of a text, each with its positions: OpenAlex's `abstract_inverted_index`.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{Part, members, place};
use abslint_core::record::{Paragraph, Placement};

/// The text of an index of words; `None` if it is none.
pub(super) fn text<'a>(raw: &'a RawValue, chunk: &[u8]) -> Option<Part<'a>> {
    let mut words: Vec<(u64, Cow<'_, str>, usize)> = Vec::new();
    for (word, positions) in members(raw)? {
        let start = match &word {
            Cow::Borrowed(word) => place(word, chunk),
            Cow::Owned(_) => place(raw.get(), chunk),
        };
        let positions: Vec<u64> = serde_json::from_str(positions.get()).ok()?;
        words.extend(positions.into_iter().map(|position| (position, word.clone(), start)));
    }
    words.sort_by_key(|(position, ..)| *position);
    let (mut text, mut paragraphs) = (String::new(), Vec::new());
    for (_, word, start) in words {
        if !text.is_empty() {
            text.push(' ');
        }
        paragraphs.push(Paragraph { text_start: text.len(), start });
        text.push_str(&word);
    }
    (!text.is_empty())
        .then(|| Part { text: text.into(), placement: Placement::Paragraphs(paragraphs) })
}
