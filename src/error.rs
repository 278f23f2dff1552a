//! What can go wrong, with its place as data.

use std::fmt;
use std::path::Path;

use abslint_core::rule::library::{LoadError, LoadErrors};
use abslint_corpus::run::StoreError;

/// Why a configuration or rules cannot be used, or a run could not be finished.
///
/// A text that is damaged is no error: that is a [`Finding`](crate::Finding).
#[derive(Debug)]
pub struct Error {
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug)]
enum Problem {
    Load(LoadError),
    Store(StoreError),
    Threads(rayon::ThreadPoolBuildError),
}

impl Error {
    /// The file that is wrong; `None` where it is no matter of a file.
    pub fn path(&self) -> Option<&Path> {
        match self.problems.first()? {
            Problem::Load(LoadError::Yaml(error)) => Some(Path::new(error.path())),
            Problem::Load(LoadError::Io { path, .. }) => Some(Path::new(path)),
            _ => None,
        }
    }

    /// The line of that file, from 1, if it is known.
    pub fn line(&self) -> Option<usize> {
        match self.problems.first()? {
            Problem::Load(LoadError::Yaml(error)) => Some(error.line()),
            _ => None,
        }
    }

    /// The character of that line, from 1, if it is known.
    pub fn column(&self) -> Option<usize> {
        match self.problems.first()? {
            Problem::Load(LoadError::Yaml(error)) => Some(error.column()),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    /// Everything that is wrong, each with its place and what to do about it, parted by line ends.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.problems.iter().enumerate() {
            f.write_str(if n == 0 { "" } else { "\n" })?;
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Load(LoadError::Yaml(error)) => {
                write!(f, "{}:{}:{}: {error}", error.path(), error.line(), error.column())?;
                error.advice().map_or(Ok(()), |advice| write!(f, " ({advice})"))
            }
            Problem::Load(error) => error.fmt(f),
            Problem::Store(error) => error.fmt(f),
            Problem::Threads(error) => write!(f, "the threads cannot be started: {error}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(match self.problems.first()? {
            Problem::Load(error) => error,
            Problem::Store(error) => error,
            Problem::Threads(error) => error,
        })
    }
}

impl From<LoadErrors> for Error {
    fn from(errors: LoadErrors) -> Self {
        Error { problems: errors.0.into_iter().map(Problem::Load).collect() }
    }
}

impl From<LoadError> for Error {
    fn from(error: LoadError) -> Self {
        LoadErrors::from(error).into()
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Error { problems: vec![Problem::Store(error)] }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<rayon::ThreadPoolBuildError> for Error {
    fn from(error: rayon::ThreadPoolBuildError) -> Self {
        Error { problems: vec![Problem::Threads(error)] }
    }
}
