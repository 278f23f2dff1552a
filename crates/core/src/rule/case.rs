//! A test inside a rule, as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One test, as written. The text is the abstract of a record, or its title if the rule looks at
/// nothing else.
///
/// For an `unreadable` rule it is a line of input, in which `\xNN` stands for a
/// byte; for a `duplicate` rule it is the abstract of a record that stands
/// beside another one, whose abstract is `beside`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// A text that the rule must report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bad: Option<String>,
    /// A text that the rule must leave alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good: Option<String>,
    /// What its fix makes of the bad text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// The title of the record, for a rule that looks at more than one field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The abstract of the other record, for a rule on duplicates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
    /// The title of the other record, if it has another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside_title: Option<String>,
    /// Other fields of the record, by name, for a rule that looks at them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub others: BTreeMap<String, String>,
}
