//! `required`: a field that is not there, or that holds a placeholder.
//!
//! Without `placeholders`, a hit is a field that is missing or blank; with
//! them, a field whose whole text is one of them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::prefilter::Expression;
use crate::span::Span;
use crate::text::TextFacts;

/// The settings of a `required` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Required {
    #[serde(default)]
    placeholders: Vec<Expression>,
}

impl TextCheck for Required {
    /// At most one hit: the whole field.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        self.is_placeholder(facts.text().trim()).then(|| whole(context)).into_iter().collect()
    }

    fn hits_of_nothing(&self, context: Context<'_>) -> Vec<Hit> {
        self.placeholders.is_empty().then(|| whole(context)).into_iter().collect()
    }

    fn asks_for_any_text(&self) -> bool {
        self.placeholders.is_empty()
    }

    fn tells_texts_from_nothing(&self) -> bool {
        true
    }

    fn variables(&self) -> Variables {
        vec!["field".into()]
    }
}

fn whole(context: Context<'_>) -> Hit {
    Hit::at(Span::whole(context.text())).with("field", context.field.name())
}

impl Required {
    fn is_placeholder(&self, text: &str) -> bool {
        /// No phrase that fills a field is longer, in bytes.
        const LONGEST: usize = 200;
        if text.len() > LONGEST {
            return false;
        }
        self.placeholders
            .iter()
            .any(|p| p.regex().find(text).is_some_and(|m| m.len() == text.len() && !m.is_empty()))
    }
}
