//! `duplicate`: records that repeat another, or look like it, across all inputs.
//!
//! This is only the settings; [`crate::dedup`] finds the copies once all records have been read.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::dedup::verify::Kind;

/// The settings of a `duplicate` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {
    /// What two records are to each other.
    pub finds: Kind,
}
