//! `duplicate`: records that repeat another, or look like it, across all inputs.
//!
//! This is only the settings; the copies are found once all records have been read.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{PairCheck, Variables};
use super::pair_kind::PairKind;

/// The settings of a `duplicate` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {
    /// What two records are to each other.
    pub finds: PairKind,
}

impl PairCheck for Duplicate {
    fn finds(&self) -> Option<PairKind> {
        Some(self.finds)
    }

    fn variables(&self) -> Variables {
        ["path", "line", "record", "similarity"].map(Into::into).to_vec()
    }
}
