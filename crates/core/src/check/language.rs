//! `language`: a text in another language than that of the corpus.
//!
//! The language is told by trigrams (the `whatlang` crate). It is told only of
//! texts that are long enough, and only where the crate calls its answer reliable.

use schemars::JsonSchema;
use serde::Deserialize;
use whatlang::{Lang, detect};

use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::span::Span;
use crate::text::TextFacts;

/// The settings of a `language` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The languages of the corpus, by their codes in ISO 639-3.
    #[serde(deserialize_with = "languages")]
    #[schemars(with = "Vec<String>")]
    expected: Vec<Lang>,
}

fn languages<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Lang>, D::Error> {
    let codes = Vec::<String>::deserialize(deserializer)?;
    let known = |code: &String| {
        Lang::from_code(code).ok_or_else(|| {
            serde::de::Error::custom(format!("`{code}` is no language that can be told"))
        })
    };
    codes.iter().map(known).collect()
}

/// Shorter texts hold too few trigrams, in characters.
const SHORTEST: usize = 200;

impl TextCheck for Language {
    /// A hit on the whole text if it is surely in another language, which the variable `language`
    /// names.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        self.hits_in(facts.text())
    }

    fn variables(&self) -> Variables {
        vec!["language".into()]
    }
}

impl Language {
    fn hits_in(&self, text: &str) -> Vec<Hit> {
        if text.chars().count() < SHORTEST {
            return Vec::new();
        }
        match detect(text) {
            Some(told) if told.is_reliable() && !self.expected.contains(&told.lang()) => {
                vec![Hit::at(Span::whole(text)).with("language", told.lang().eng_name())]
            }
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told() {
        let check: Language = serde_yaml::from_str("expected: [eng]").unwrap();
        let german = "Wir zählen die Schafe einer Weide mit sieben billigen Kameras. Da sich die Tiere gemeinsam bewegen, ist das schwer, \
            und ein Filter hält sie über die Zeit hinweg auseinander. In einem Jahr war die Zählung nur an zwei Tagen falsch.";
        assert_eq!(check.hits_in(german)[0].variables[0].1, "German");
        assert!(check.hits_in("Kurz.").is_empty());
    }
}
