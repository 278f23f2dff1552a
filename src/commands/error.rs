//! What goes wrong with a command.

use std::io;

use abslint_core::rule::library::{LoadError, LoadErrors};
use abslint_corpus::compare::CompareError;
use abslint_corpus::run::{CheckpointError, RememberError, StoreError};
use abslint_corpus::source::SourceError;
use abslint_corpus::source::git::GitError;
use abslint_corpus::source::paths::PathError;
use abslint_corpus::write::CleanError;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// Rules or configuration.
    #[error("the rules or the configuration are wrong")]
    Load(#[from] LoadErrors),
    /// What was asked makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The results could not be written.
    #[error(transparent)]
    Clean(#[from] CleanError),
    /// What is known of the records could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The corpus to compare with.
    #[error(transparent)]
    Against(#[from] RememberError),
    /// What is kept of a run for the case that it is killed.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Two versions of a data set.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// A git revision.
    #[error(transparent)]
    Git(#[from] GitError),
    /// A file of a git revision.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Standard output.
    #[error("standard output: {0}")]
    Io(#[from] io::Error),
}

impl From<LoadError> for CommandError {
    fn from(error: LoadError) -> Self {
        CommandError::Load(error.into())
    }
}

impl From<PathError> for CommandError {
    fn from(error: PathError) -> Self {
        CommandError::Usage(error.to_string())
    }
}

impl CommandError {
    /// Whether somebody stopped reading what we write: nothing to complain of.
    pub(super) fn is_broken_pipe(&self) -> bool {
        match self {
            CommandError::Io(error) | CommandError::Clean(CleanError::Write { error, .. }) => {
                error.kind() == io::ErrorKind::BrokenPipe
            }
            CommandError::Load(_)
            | CommandError::Usage(_)
            | CommandError::Store(_)
            | CommandError::Against(_)
            | CommandError::Checkpoint(_)
            | CommandError::Git(_)
            | CommandError::Compare(_)
            | CommandError::Source(_)
            | CommandError::Clean(_) => false,
        }
    }
}
