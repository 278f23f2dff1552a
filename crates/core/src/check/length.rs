//! `length`: a text that is far too short or too long, in characters or words.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::span::Span;
use crate::text::TextFacts;

/// The settings of a `length` check. Lengths at the limits are fine.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Length {
    min: Option<usize>,
    max: Option<usize>,
    #[serde(default)]
    unit: Unit,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Unit {
    #[default]
    Characters,
    Words,
}

impl TextCheck for Length {
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        self.hits_in(facts.text())
    }

    fn variables(&self) -> Variables {
        ["length", "limit", "unit"].map(Into::into).to_vec()
    }
}

impl Length {
    /// Whether a text is within the bounds for certain, told from its bytes: most texts are, and
    /// bytes are quick to count.
    fn is_surely_met(&self, text: &str) -> bool {
        let (most, least) = match self.unit {
            Unit::Characters => (text.len(), text.len() / 4),
            Unit::Words => (most_words(text.as_bytes()), usize::from(!text.is_empty())),
        };
        self.max.is_none_or(|max| most <= max) && self.min.is_none_or(|min| least >= min)
    }

    /// A hit on the whole text if it is out of bounds.
    fn hits_in(&self, text: &str) -> Vec<Hit> {
        let trimmed = text.trim();
        if self.is_surely_met(trimmed) {
            return Vec::new();
        }
        let (length, unit) = match self.unit {
            Unit::Characters => (trimmed.chars().count(), "characters"),
            Unit::Words => (trimmed.split_whitespace().count(), "words"),
        };
        let below = self.min.filter(|min| length < *min);
        let above = self.max.filter(|max| length > *max);
        below
            .or(above)
            .map(|limit| {
                Hit::at(Span::trimmed(text))
                    .with("length", length)
                    .with("limit", limit)
                    .with("unit", unit)
            })
            .into_iter()
            .collect()
    }
}

/// At least as many as there are words: one more than bytes that may part two.
fn most_words(bytes: &[u8]) -> usize {
    let may_part = |byte: &u8| u8::from(*byte <= b' ' || !byte.is_ascii());
    // So few at a time fit into a byte, and are counted sixteen at once.
    bytes
        .chunks(255)
        .map(|piece| usize::from(piece.iter().map(may_part).sum::<u8>()))
        .sum::<usize>()
        + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_themselves_are_fine() {
        let check: Length = serde_yaml::from_str("{min: 2, max: 3, unit: words}").unwrap();
        let lengths: Vec<usize> =
            ["a", "a b", "a b c", "a b c d"].iter().map(|text| check.hits_in(text).len()).collect();
        assert_eq!(lengths, [1, 0, 0, 1]);
        assert!(most_words("ein\u{2003}zwei ".repeat(300).as_bytes()) > 600);
    }
}
