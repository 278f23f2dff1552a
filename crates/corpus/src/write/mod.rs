//! What `clean` writes: the corpus in one of several shapes, the rejects, the changes; or the inputs
//! themselves, repaired.

pub mod clash;
pub mod croissant;
pub mod diff;
pub mod form;
pub mod line;
pub mod output;
pub mod shapes;
pub mod splice;
pub mod splice_parts;
#[cfg(feature = "parquet")]
pub mod table;
#[cfg(not(feature = "parquet"))]
#[path = "no_table.rs"]
pub mod table;
mod waiting;

use std::io;

use crate::finding_store::StoreError;
use crate::run::Outcome;
use crate::source::{Obstacle, SourceError};

/// Why a clean-up did not go through.
#[derive(Debug, thiserror::Error)]
pub enum CleanError {
    /// An output is one of the inputs, or two outputs are one file.
    #[error("{output} is {clash}: nothing was written")]
    Clash {
        /// The output.
        output: String,
        /// What it is at the same time.
        clash: String,
    },
    /// An output has a name that nothing is written for.
    #[error("{0}; nothing was read")]
    Ending(#[from] form::UnknownEnding),
    /// Something could not be written.
    #[error("{path}: {error}")]
    Write {
        /// Where.
        path: String,
        /// The reason.
        error: io::Error,
    },
    /// No input could be read.
    #[error("nothing could be read, and nothing was written{}", because.as_ref().map(|error| format!(": {error}")).unwrap_or_default())]
    NothingRead {
        /// The first reason; `None` if there is no input at all.
        because: Option<SourceError>,
    },
    /// Of an input no record has a title, or an abstract.
    #[error("nothing was written: {}", failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    NotUnderstood {
        /// What was said of the inputs.
        failures: Vec<SourceError>,
    },
    /// A file was changed by somebody else between reading and writing.
    #[error("{path} has changed while it was read: it was left as it is")]
    Changed {
        /// The file.
        path: String,
    },
    /// An input cannot be repaired in place.
    #[error("standard input cannot be repaired in place; use --output")]
    Stdin,
    /// What is known of the records could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An input cannot be repaired in place.
    #[error("{path} is {} and cannot be repaired in place; use --output", obstacle.name())]
    Obstacle {
        /// The input.
        path: String,
        /// Why.
        obstacle: Obstacle,
    },
    /// An input could not be read again.
    #[error(transparent)]
    Read(#[from] SourceError),
    /// What came in did not come out.
    #[error(
        "{read} records were read, but {kept} kept, {rejected} rejected and {unreadable} unreadable: this is a defect of abslint, and nothing was written"
    )]
    NotConserved {
        /// Records and unreadable stretches.
        read: usize,
        /// Records in the corpus.
        kept: usize,
        /// Records that were dropped.
        rejected: usize,
        /// Unreadable stretches.
        unreadable: usize,
    },
}

/// Wraps what the operating system says of writing to `path`.
pub(crate) fn write_error(path: &str) -> impl Fn(io::Error) -> CleanError + '_ {
    move |error| CleanError::Write { path: path.to_owned(), error }
}

/// Refuses to go on where no record of an input has a title, or an abstract, unless `allow_missing`
/// says that it is meant.
pub(crate) fn refuse_not_understood(
    allow_missing: bool,
    outcome: &mut Outcome,
) -> Result<(), CleanError> {
    let is_so = |failure: &SourceError| matches!(failure, SourceError::NotUnderstood { .. });
    if allow_missing || !outcome.failures.iter().any(is_so) {
        return Ok(());
    }
    Err(CleanError::NotUnderstood { failures: std::mem::take(&mut outcome.failures) })
}
