//! `required`: a field that is not there, or that holds a placeholder.
//!
//! Without `placeholders`, a hit is a field that is missing or blank; with
//! them, a field whose whole text is one of them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Hit, View};
use crate::span::Span;
use crate::prefilter::Expression;

/// The settings of a `required` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Required {
    #[serde(default)]
    placeholders: Vec<Expression>,
}

impl Required {
    /// Whether any text will do: a hit is a field without one.
    pub fn is_for_any_text(&self) -> bool {
        self.placeholders.is_empty()
    }

    /// At most one hit: the whole field.
    pub fn hits(&self, view: &View<'_>) -> Vec<Hit> {
        let text = view.text.unwrap_or_default();
        let hit = if self.is_for_any_text() { text.trim().is_empty() } else { self.is_placeholder(text.trim()) };
        hit.then(|| Hit::at(Span::whole(text)).with("field", view.field.name())).into_iter().collect()
    }

    fn is_placeholder(&self, text: &str) -> bool {
        /// No phrase that fills a field is longer, in bytes.
        const LONGEST: usize = 200;
        if text.len() > LONGEST {
            return false;
        }
        self.placeholders.iter().any(|p| p.regex().find(text).is_some_and(|m| m.len() == text.len() && !m.is_empty()))
    }
}
