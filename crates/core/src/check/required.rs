//! `required`: a field that is not there, or that holds a placeholder.
//!
//! Without `placeholders`, a hit is a field that is missing or blank; with
//! them, a field whose whole text is one of them and holds no match of `except`.

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
    /// What a text holds that only begins like one of the placeholders, and goes on.
    #[serde(default)]
    except: Vec<Expression>,
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
        let is_whole = |p: &Expression| {
            p.regex().find(text).is_some_and(|m| m.len() == text.len() && !m.is_empty())
        };
        self.placeholders.iter().any(is_whole)
            && !self.except.iter().any(|except| except.regex().is_match(text))
    }
}
