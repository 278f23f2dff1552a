//! `repair-from-copy`: what a record that stays lost, and a copy of it has.
//!
//! It has no settings; the words are found once the copies are known.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{PairCheck, Variables};
use super::pair_kind::PairKind;

/// The settings of a `repair-from-copy` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepairFromCopy {}

impl PairCheck for RepairFromCopy {
    fn finds(&self) -> Option<PairKind> {
        None
    }

    fn variables(&self) -> Variables {
        ["copy", "path", "line", "record", "similarity"].map(Into::into).to_vec()
    }
}
