//! `repair-from-copy`: what a record that stays lost, and a copy of it has.
//!
//! It has no settings; [`abslint_corpus::dedup::graft`] finds the words once the copies are known.

use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a `repair-from-copy` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepairFromCopy {}
