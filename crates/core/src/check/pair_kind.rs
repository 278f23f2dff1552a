//! What two records are to each other.

use schemars::JsonSchema;
use serde::Deserialize;

/// Kinds of pairs; the first three are one paper, the others are doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PairKind {
    /// The same letters and digits in title and abstract, after repair and without regard to case.
    Exact,
    /// Almost the same text.
    Near,
    /// One is a part of the other: a copy that was cut off.
    Cut,
    /// One paper in two versions.
    Revised,
    /// One title over two texts.
    TitleClash,
    /// One text under two titles.
    AbstractClash,
}

impl PairKind {
    /// Whether the two are copies of one paper, of which one may go.
    pub fn is_copy(self) -> bool {
        match self {
            PairKind::Exact | PairKind::Near | PairKind::Cut => true,
            PairKind::Revised | PairKind::TitleClash | PairKind::AbstractClash => false,
        }
    }
}
