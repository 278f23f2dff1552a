//! `unreadable`: bytes that stand where a record should.
//!
//! This is only the settings; the readers in [`abslint_corpus::source`] find them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::record::Defect;

/// The settings of an `unreadable` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unreadable {
    /// What is wrong with the bytes.
    pub defect: Defect,
}
