//! From what was named (files, folders, globs, `-`) to the list of inputs.
//!
//! The list is sorted and free of repetition, so that the order in which paths
//! are named changes nothing.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Source;
use super::format::{endings, is_data};
use super::globs::{Globs, is_glob};
use super::no_data::is_baseline;

/// Why a named input is none.
#[derive(Debug, thiserror::Error)]
pub enum PathError {
    /// There is no such file, and it is no glob that matches one.
    #[error("{0}: no such file or folder")]
    Missing(String),
    /// A glob that matches nothing.
    #[error("{0}: no file matches this pattern")]
    NoMatch(String),
    /// A folder that holds no file to read.
    #[error("{0}: no file in this folder that ends in {endings}", endings = endings())]
    EmptyFolder(String),
    /// Not a glob.
    #[error("{0}: {1}")]
    BadGlob(String, String),
    /// A folder or file that the operating system does not let us look at.
    #[error("{0}: {1}")]
    Io(String, String),
}

/// The inputs that `named` stand for, sorted, each once; what stands for nothing is an error of its own.
pub fn expand(named: &[String], excludes: &Globs) -> (Vec<Source>, Vec<PathError>) {
    let (mut sources, mut errors) = (Vec::new(), Vec::new());
    for name in named {
        match expand_one(name, &mut errors) {
            Ok(found) => sources.extend(found),
            Err(error) => errors.push(error),
        }
    }
    sources.retain(|source| !source.place().is_some_and(|place| excludes.cover(&place)));
    sources.sort();
    (each_once(sources), errors)
}

/// Without the files that are there already, under whatever name.
fn each_once(sources: Vec<Source>) -> Vec<Source> {
    let mut seen = HashSet::new();
    let identity = |source: &Source| match &source.origin {
        super::Origin::File(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
        super::Origin::Stdin | super::Origin::Memory => PathBuf::from("-"),
        super::Origin::Git { object, .. } => PathBuf::from(object),
    };
    sources.into_iter().filter(|source| seen.insert(identity(source))).collect()
}

/// What a name stands for; what is wrong with single files of a folder goes to `errors`.
fn expand_one(name: &str, errors: &mut Vec<PathError>) -> Result<Vec<Source>, PathError> {
    let path = Path::new(name);
    if name == "-" {
        Ok(vec![Source::stdin()])
    } else if path.is_dir() {
        folder(path, errors)
    } else if path.exists() {
        Ok(vec![Source::file(path)])
    } else if is_glob(name) {
        matches(name)
    } else {
        Err(PathError::Missing(name.to_owned()))
    }
}

fn folder(path: &Path, errors: &mut Vec<PathError>) -> Result<Vec<Source>, PathError> {
    let mut found = Vec::new();
    for entry in WalkDir::new(path).follow_links(true).into_iter().filter_entry(|e| e.depth() == 0 || !is_hidden(e.file_name())) {
        match entry {
            Ok(entry) => {
                if is_data(entry.path()) && entry.file_type().is_file() && !is_baseline(entry.path()) {
                    found.push(Source::file(entry.path()));
                }
            }
            // A link to nowhere that is hidden, such as the lock of an editor, is none of the data.
            Err(error) if error.path().and_then(Path::file_name).is_some_and(is_hidden) => (),
            Err(error) => errors.push(PathError::Io(path.display().to_string(), error.to_string())),
        }
    }
    if found.is_empty() { Err(PathError::EmptyFolder(path.display().to_string())) } else { Ok(found) }
}

/// Whether a file or folder is left out of the folder that it lies in.
pub fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

fn matches(pattern: &str) -> Result<Vec<Source>, PathError> {
    let paths = glob::glob(pattern).map_err(|e| PathError::BadGlob(pattern.to_owned(), e.to_string()))?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|e| PathError::Io(pattern.to_owned(), e.to_string()))?;
        if path.is_file() && !is_baseline(&path) {
            found.push(Source::file(&path));
        }
    }
    if found.is_empty() { Err(PathError::NoMatch(pattern.to_owned())) } else { Ok(found) }
}
