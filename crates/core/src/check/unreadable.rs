//! `unreadable`: bytes that stand where a record should.
//!
//! This is only the settings; they are found where files are read.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{BytesCheck, Variables};
use crate::record::Defect;

/// The settings of an `unreadable` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unreadable {
    /// What is wrong with the bytes.
    defect: Defect,
}

impl BytesCheck for Unreadable {
    fn defect(&self) -> Defect {
        self.defect
    }

    fn variables(&self) -> Variables {
        vec!["detail".into()]
    }
}
