//! From what was named (files, folders, globs, `-`) to the list of inputs.
//!
//! The list is sorted and free of repetition, so that the order in which paths
//! are named changes nothing.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use walkdir::WalkDir;

use super::Source;

/// Endings of the files that are taken from a folder.
const ENDINGS: [&str; 6] = ["txt", "json", "jsonl", "ndjson", "csv", "tsv"];

/// Endings behind these of files that are compressed.
const COMPRESSED: [&str; 2] = ["gz", "zst"];

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
    #[error("{0}: no .txt, .json, .jsonl, .ndjson, .csv or .tsv file in this folder")]
    EmptyFolder(String),
    /// Not a glob.
    #[error("{0}: {1}")]
    BadGlob(String, String),
    /// A folder or file that the operating system does not let us look at.
    #[error("{0}: {1}")]
    Io(String, String),
}

/// A path or a glob, and the folder that it is relative to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rooted {
    /// The folder, absolute.
    pub base: PathBuf,
    /// The path or the glob.
    pub pattern: String,
}

impl Rooted {
    /// The same seen from a folder: shorter, if it lies in it.
    pub fn seen_from(&self, folder: &Path) -> String {
        let base = self.base.strip_prefix(folder).unwrap_or(&self.base);
        let base = if is_glob(&self.pattern) { PathBuf::from(Pattern::escape(&base.to_string_lossy())) } else { base.to_owned() };
        base.join(&self.pattern).to_string_lossy().into_owned()
    }
}

/// Globs of paths, each seen from a folder of its own.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    patterns: Vec<(PathBuf, Pattern)>,
}

impl Globs {
    /// Compiles some patterns.
    ///
    /// # Errors
    /// [`PathError::BadGlob`].
    pub fn new(patterns: &[Rooted]) -> Result<Self, PathError> {
        let compile = |Rooted { base, pattern }: &Rooted| {
            let compiled = Pattern::new(pattern).map_err(|e| PathError::BadGlob(pattern.clone(), e.to_string()))?;
            Ok((base.clone(), compiled))
        };
        Ok(Globs { patterns: patterns.iter().map(compile).collect::<Result<_, _>>()? })
    }

    /// Whether one of them matches `path`.
    pub fn cover(&self, path: &Path) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
        let matches =
            |(base, pattern): &(PathBuf, Pattern)| pattern.matches_path_with(absolute.strip_prefix(base).unwrap_or(path), options);
        self.patterns.iter().any(matches)
    }
}

fn is_glob(name: &str) -> bool {
    name.contains(['*', '?', '['])
}

/// The inputs that `named` stand for, sorted, each once; what stands for nothing is an error of its own.
pub fn expand(named: &[String], excludes: &Globs) -> (Vec<Source>, Vec<PathError>) {
    let (mut sources, mut errors) = (Vec::new(), Vec::new());
    for name in named {
        match expand_one(name) {
            Ok(found) => sources.extend(found),
            Err(error) => errors.push(error),
        }
    }
    sources.retain(|s| match &s.origin {
        super::Origin::File(path) => !excludes.cover(path),
        super::Origin::Stdin | super::Origin::Git(..) => true,
    });
    sources.sort();
    (each_once(sources), errors)
}

/// Without the files that are there already, under whatever name.
fn each_once(sources: Vec<Source>) -> Vec<Source> {
    let mut seen = HashSet::new();
    let identity = |source: &Source| match &source.origin {
        super::Origin::File(path) => path.canonicalize().unwrap_or_else(|_| path.clone()),
        super::Origin::Stdin => PathBuf::from("-"),
        super::Origin::Git(_, object) => PathBuf::from(object),
    };
    sources.into_iter().filter(|source| seen.insert(identity(source))).collect()
}

fn expand_one(name: &str) -> Result<Vec<Source>, PathError> {
    let path = Path::new(name);
    if name == "-" {
        Ok(vec![Source::stdin()])
    } else if path.is_dir() {
        folder(path)
    } else if path.exists() {
        Ok(vec![Source::file(path)])
    } else if is_glob(name) {
        matches(name)
    } else {
        Err(PathError::Missing(name.to_owned()))
    }
}

fn folder(path: &Path) -> Result<Vec<Source>, PathError> {
    let mut found = Vec::new();
    for entry in WalkDir::new(path).follow_links(true).into_iter().filter_entry(|e| e.depth() == 0 || !is_hidden(e.file_name())) {
        let entry = entry.map_err(|e| PathError::Io(path.display().to_string(), e.to_string()))?;
        if is_data(entry.path()) && entry.file_type().is_file() {
            found.push(Source::file(entry.path()));
        }
    }
    if found.is_empty() { Err(PathError::EmptyFolder(path.display().to_string())) } else { Ok(found) }
}

/// Whether a file is one that is taken from a folder, by its name.
pub fn is_data(path: &Path) -> bool {
    let ending = |path: &Path| path.extension().and_then(|e| e.to_str()).map(str::to_owned);
    let inner = match ending(path) {
        Some(outer) if COMPRESSED.contains(&outer.as_str()) => path.file_stem().and_then(|stem| ending(Path::new(stem))),
        other => other,
    };
    inner.is_some_and(|inner| ENDINGS.contains(&inner.as_str()))
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

fn matches(pattern: &str) -> Result<Vec<Source>, PathError> {
    let paths = glob::glob(pattern).map_err(|e| PathError::BadGlob(pattern.to_owned(), e.to_string()))?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|e| PathError::Io(pattern.to_owned(), e.to_string()))?;
        if path.is_file() {
            found.push(Source::file(&path));
        }
    }
    if found.is_empty() { Err(PathError::NoMatch(pattern.to_owned())) } else { Ok(found) }
}
