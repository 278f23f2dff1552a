//! Corpora: files in, findings and corpora out. It prints nothing.
//!
//! Use the crate `abslint`, whose front page shows how; this one may change with any version.

pub mod baseline;
pub mod compare;
pub mod config;
pub mod dedup;
pub mod finding_store;
pub mod fs;
pub mod rule_tests;
pub mod run;
pub mod source;
pub mod source_tests;
pub mod stage;
pub mod write;
