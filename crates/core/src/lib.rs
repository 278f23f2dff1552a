//! The pure core of abslint: texts in, findings and repairs out. It opens no file and prints
//! nothing.
//!
//! Use the crate `abslint`, whose front page shows how; this one may change with any version.

pub mod check;
pub mod comparison;
pub mod counts;
pub mod edit;
pub mod finding;
pub mod layout;
pub mod lexicon;
pub mod lint;
pub mod markup;
pub mod math;
pub mod prefilter;
pub mod record;
pub mod rule;
pub mod rule_tests;
pub mod sources;
pub mod span;
pub mod suggest;
pub mod text;
pub mod yaml;
