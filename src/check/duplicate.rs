//! `duplicate`: records that repeat another, across all inputs.
//!
//! This is only the settings; [`crate::dedup`] finds the copies once all records have been read.

use serde::Deserialize;

/// The settings of a `duplicate` check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {
    /// Which copies.
    pub finds: Copies,
}

/// How alike two records must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Copies {
    /// The same letters and digits in title and abstract, after repair and without regard to case.
    Exact,
}
