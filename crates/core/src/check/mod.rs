//! The kinds of checks. One file a kind: the struct that a rule's `check:` key is
//! read into, and what it does with a text.
//!
//! A check is pure: it sees one record and says where the damage is, as
//! [`Hit`]s. What a hit is called, how bad it is and whether it may be repaired
//! is the rule's business. Some kinds have nothing to do with a single text
//! ([`looks`]): `duplicate` and `repair-from-copy` look at all records at once,
//! `unreadable` at what is no record; what they look for is found where all
//! records are, and where files are read.

mod bare_entities;
pub mod chrome;
pub mod constructs;
pub mod context;
pub mod csv_quotes;
pub mod duplicate;
pub mod ending;
pub mod escapes;
pub mod glyphs;
pub mod hit;
pub mod html;
pub mod joins;
pub mod labels;
pub mod language;
pub mod length;
pub mod lines;
pub mod links;
pub mod looks;
pub mod markup;
pub mod math;
pub mod mojibake;
pub mod normal_form;
pub mod pair_kind;
pub mod pattern;
pub mod profile;
pub mod registry;
pub mod repair_from_copy;
pub mod repetition;
pub mod required;
pub mod spacing;
pub mod style;
pub mod tex;
pub mod title_match;
mod uncommon;
pub mod unreadable;
pub mod width;

pub use context::{Background, Context, RecordFacts};
pub use hit::Hit;
pub use looks::{BytesCheck, PairCheck, TextCheck};
pub use pair_kind::PairKind;
pub use profile::SourceProfile;
pub use registry::Check;
pub use style::Style as SourceStyle;
