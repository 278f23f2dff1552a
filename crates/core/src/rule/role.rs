//! What a rule is to those who count: so that nothing depends on the id of a rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a record is that a rule reports, for those who count such records or treat them in a way of
/// their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Its abstract was cut off: counted by `compare`, and by the limit `truncated` of the gate.
    Truncated,
    /// It promises a link and has none: counted by `compare`, and by the limit `missing-links` of
    /// the gate.
    MissingLink,
    /// It has no abstract, or a placeholder in its place: counted by `compare`, and by the limit
    /// `without-abstract` of the gate; what is no abstract has no copies.
    WithoutAbstract,
}
