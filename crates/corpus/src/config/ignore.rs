//! `ignore:` in the configuration: findings that are wanted as they are, each with its reason.

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::source::Source;
use crate::source::globs::Globs;
use abslint_core::rule::Rule;

/// An entry, as written.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenIgnore {
    /// The record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<TextOrNumber>")]
    pub id: Option<String>,
    /// Its file, or a glob of files, relative to the file that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The rule, or a family of rules.
    pub rule: String,
    /// Why it is right as it is.
    #[serde(deserialize_with = "reason")]
    pub reason: String,
}

/// What an id may be written as: YAML reads `2010.11929` as a number.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "it describes a shape and is never made")]
enum TextOrNumber {
    Text(String),
    Number(f64),
}

/// A reason that says something.
fn reason<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let written = String::deserialize(deserializer)?;
    if written.trim().is_empty() {
        Err(D::Error::custom("the reason is empty: say why this is right as it is"))
    } else {
        Ok(written)
    }
}

/// An entry that can be asked.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// The record; any if `None`.
    pub id: Option<String>,
    /// Its files; any if `None`.
    pub files: Option<Globs>,
    /// The rule or the family.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// The file that says so.
    pub origin: String,
}

impl Ignore {
    /// Whether it speaks of a record of `source` with that id.
    pub fn covers(&self, source: &Source, id: &str) -> bool {
        self.id.as_deref().is_none_or(|own| own == id) && self.is_about(source)
    }

    /// Whether it may speak of a record of `source`.
    pub fn is_about(&self, source: &Source) -> bool {
        let is_covered = |files: &Globs| source.place().is_some_and(|place| files.cover(&place));
        self.files.as_ref().is_none_or(is_covered)
    }

    /// Whether it speaks of a rule.
    pub fn is_for(&self, rule: &Rule) -> bool {
        self.names(&rule.id, rule.family.name())
    }

    /// Whether it names a rule or its family.
    pub fn names(&self, rule: &str, family: &str) -> bool {
        self.rule == rule || self.rule == family
    }

    /// What it is called when it is of no use.
    pub fn name(&self) -> String {
        match &self.id {
            Some(id) => format!("`{}` in record `{id}`", self.rule),
            None => format!("`{}`", self.rule),
        }
    }
}
