//! `length`: a text that is far too short or too long, in characters or words.

use serde::Deserialize;

use super::Hit;
use crate::finding::Span;

/// The settings of a `length` check. Lengths at the limits are fine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    min: Option<usize>,
    max: Option<usize>,
    #[serde(default)]
    unit: Unit,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Unit {
    #[default]
    Characters,
    Words,
}

impl Length {
    /// Whether a text of so many bytes is within the bounds, however they are spent.
    fn is_surely_met(&self, bytes: usize) -> bool {
        let (most, least) = match self.unit {
            Unit::Characters => (bytes, bytes / 4),
            Unit::Words => (bytes.div_ceil(2), usize::from(bytes > 0)),
        };
        self.max.is_none_or(|max| most <= max) && self.min.is_none_or(|min| least >= min)
    }

    /// How long a text is, in its unit.
    fn of(&self, text: &str) -> usize {
        match self.unit {
            Unit::Characters => text.chars().count(),
            // Bytes are quicker to look at than characters.
            Unit::Words if text.is_ascii() => text.as_bytes().split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count(),
            Unit::Words => text.split_whitespace().count(),
        }
    }

    /// A hit on the whole text if it is out of bounds.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let trimmed = text.trim();
        if self.is_surely_met(trimmed.len()) {
            return Vec::new();
        }
        let length = self.of(trimmed);
        let unit = match self.unit {
            Unit::Characters => "characters",
            Unit::Words => "words",
        };
        let below = self.min.filter(|min| length < *min);
        let above = self.max.filter(|max| length > *max);
        below
            .or(above)
            .map(|limit| Hit::at(Span::trimmed(text)).with("length", length).with("limit", limit).with("unit", unit))
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_themselves_are_fine() {
        let check: Length = serde_yaml::from_str("{min: 2, max: 3, unit: words}").unwrap();
        let lengths: Vec<usize> = ["a", "a b", "a b c", "a b c d"].iter().map(|text| check.hits(text).len()).collect();
        assert_eq!(lengths, [1, 0, 0, 1]);
    }
}
