//! Finds and repairs the damage that scraping does to paper abstracts: formulas without their
//! backslashes, words torn at line ends, characters of the wrong encoding, cut-off texts, links
//! that are not there, the same paper twice.
//!
//! # One text
//!
//! ```
//! let linter = abslint::Linter::default();
//! let text = "At 256times256 it costs O(sqrt{T}) steps.";
//! assert_eq!(linter.fix(text), "At 256×256 it costs O(√T) steps.");
//! for finding in linter.check(text) {
//!     println!("{:?} {}: {}", finding.characters, finding.rule, finding.message);
//! }
//! ```
//!
//! # A corpus
//!
//! Any iterator of records will do; what comes out is what `abslint clean` writes for the same
//! records.
//!
//! ```
//! use abslint::{Cleaner, Config, Record};
//!
//! let abstract_ = "We train with 10^{-3} and report that two thirds of the patches can be left out.";
//! let records = [Record::new("Small Patches", abstract_), Record::new("Small patches", abstract_), Record::new("No Text", "")];
//! let cleaned = Cleaner::new(Config::recommended())?.clean(records)?;
//! assert_eq!(cleaned.counts.read, cleaned.kept.len() + cleaned.rejected.len());
//! assert!(cleaned.kept[0].record.abstract_.as_deref().is_some_and(|text| text.contains("10⁻³")));
//! assert_eq!(cleaned.kept[0].also_in, [1]);
//! assert_eq!(cleaned.rejected[1].rule, "missing-abstract");
//! # Ok::<(), abslint::Error>(())
//! ```
//!
//! # What there is
//!
//! | to do | with |
//! |---|---|
//! | find and repair damage in single texts and records | [`Linter`], which gives [`Finding`]s and [`Repaired`] |
//! | make a corpus of records: repaired, without copies | [`Cleaner`], which gives [`Cleaned`] |
//! | say which rules run, and how | [`Config`], as in `abslint.yaml` |
//! | see the rules | [`Library`] |
//!
//! The command does more: it reads and writes files of many formats, repairs them in place,
//! compares versions, and draws what it finds. `README.md`, beside the folder of this file, shows
//! it, and how to write rules of one's own.
//!
//! # Inside
//!
//! ```text
//!  abslint          this crate: the door, and the command with its reports
//!    │
//!  abslint-corpus   files in, corpora out: sources, runs on all cores, copies, configuration
//!    │
//!  abslint-core     texts in, findings and repairs out: rules, checks, edits; opens no file and prints nothing
//! ```
//!
//! The two crates below may change with any version; this one keeps what it shows.

mod cleaner;
mod commands;
mod config;
mod error;
mod finding;
mod library;
mod linter;
mod record;
mod report;

pub use abslint_core::check::math::Style as MathStyle;
pub use abslint_core::edit::Safety;
pub use abslint_core::finding::Severity;
pub use abslint_core::record::FieldName as Field;
pub use cleaner::{Cleaned, Cleaner, Counts, Kept, Rejected};
pub use config::Config;
pub use error::Error;
pub use finding::{Change, Finding};
pub use library::{Library, Rule};
pub use linter::{Linter, Repaired};
pub use record::Record;

/// The code of the README is run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[doc(hidden)]
pub use commands::{abandon_files, run_command};
