//! How mathematics is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How mathematics is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// `256×256`, `O(√T)`, `10⁻³`.
    #[default]
    Unicode,
    /// `$256\times256$`.
    Latex,
    /// `256x256`, `O(sqrt(T))`, `10^-3`.
    Ascii,
}
