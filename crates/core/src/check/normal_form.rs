//! `normal-form`: characters that Unicode spells in more than one way (`e` and a combining acute
//! for `é`).
//!
//! The form is NFC (Unicode Standard Annex 15), in which every letter that has a
//! character of its own is that character.

use schemars::JsonSchema;
use serde::Deserialize;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// The settings of a `normal-form` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NormalForm {}

impl TextCheck for NormalForm {
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        self.hits_in(facts.text())
    }

    fn may_hit(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> bool {
        facts.holds(ByteClasses::BEYOND_ASCII)
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

impl NormalForm {
    /// A hit for each letter, with its marks, that has a shorter spelling.
    fn hits_in(&self, text: &str) -> Vec<Hit> {
        if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
            return Vec::new();
        }
        clusters(text).filter_map(|(start, end)| hit(text, start, end)).collect()
    }
}

fn hit(text: &str, start: usize, end: usize) -> Option<Hit> {
    let composed: String = text[start..end].nfc().collect();
    let span = Span::new(text, start, end)?;
    (composed != text[start..end])
        .then(|| Hit { edits: vec![Edit::new(span, composed)], ..Hit::at(span) })
}

/// Each character with the marks, and the parts of a Korean syllable, that follow it.
fn clusters(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut starts: Vec<usize> =
        text.char_indices().filter(|(_, c)| !joins_the_last(*c)).map(|(at, _)| at).collect();
    starts.push(text.len());
    (1..starts.len()).map(move |n| (starts[n - 1], starts[n]))
}

fn joins_the_last(c: char) -> bool {
    is_combining_mark(c) || ('\u{1160}'..='\u{11FF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_composed() {
        let text = "e\u{301}clair, \u{212B}, 각 가\u{11A8}";
        let mended: Vec<String> = NormalForm {}
            .hits_in(text)
            .iter()
            .map(|hit| hit.edits[0].replacement.clone())
            .collect();
        assert_eq!(mended, ["é", "Å", "각"]);
        assert!(NormalForm {}.hits_in("éclair, x\u{302}, plain").is_empty());
    }
}
