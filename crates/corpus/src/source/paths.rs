//! From what was named (files, folders, globs, `-`) to the list of inputs.
//!
//! The list is sorted and free of repetition, so that the order in which paths
//! are named changes nothing.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::Source;
use super::foreign::Foreign;
use super::format::{endings, is_data};
use super::globs::{self, Globs, is_glob};
use super::own::{self, Own};
use super::sniff;

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
    /// A folder all of whose files git ignores.
    #[error(
        "{0}: git ignores every file in this folder (.gitignore); name the files themselves, or a glob of them"
    )]
    Ignored(String),
    /// Not a glob.
    #[error("{0}: {1}")]
    BadGlob(String, String),
    /// A folder or file that the operating system does not let us look at.
    #[error("{0}: {1}")]
    Io(String, String),
}

/// What was named, as inputs.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The inputs, sorted, each once.
    pub sources: Vec<Source>,
    /// What stands for nothing.
    pub errors: Vec<PathError>,
    /// Files of folders that hold no records, and what they are.
    pub passed_over: Vec<(PathBuf, &'static str)>,
    /// How many files of folders are called as no file of records is and do not begin as one does, by
    /// their endings.
    pub unknown: BTreeMap<String, usize>,
}

/// The inputs that `named` stand for.
pub fn expand(named: &[String], excludes: &Globs) -> Inputs {
    let mut inputs = Inputs::default();
    for name in named {
        match expand_one(name, &mut inputs) {
            Ok(found) => inputs.sources.extend(found),
            Err(error) => inputs.errors.push(error),
        }
    }
    inputs.sources.retain(|source| !source.place().is_some_and(|place| excludes.cover(&place)));
    inputs.sources.sort();
    inputs.sources = each_once(inputs.sources);
    inputs.passed_over.retain(|(path, _)| !excludes.cover(path));
    inputs.passed_over.sort();
    inputs.passed_over.dedup();
    inputs
}

impl Inputs {
    /// Leaves out the files of folders that a run writes: it would read what it wrote the last
    /// time.
    pub fn pass_over_written(&mut self, written: &[PathBuf]) {
        let written: HashSet<PathBuf> = written.iter().map(|path| globs::place(path)).collect();
        let is_written = |source: &Source| {
            source.path().is_some_and(|path| written.contains(&globs::place(path)))
        };
        self.sources.retain(|source| !(source.is_found && is_written(source)));
        self.passed_over.retain(|(path, _)| !written.contains(&globs::place(path)));
    }

    /// Passes over the corpora in folders, unless nothing else is there: then they are what is
    /// meant.
    pub fn pass_over_corpora(&mut self) {
        let is_corpus = |source: &Source| {
            source.is_found && source.path().is_some_and(|path| own::of(path) == Some(Own::Corpus))
        };
        let corpora: Vec<bool> = self.sources.iter().map(is_corpus).collect();
        if corpora.iter().all(|is_corpus| *is_corpus) {
            return;
        }
        let mut at = 0;
        self.sources.retain(|source| {
            at += 1;
            let passed = source.path().filter(|_| corpora[at - 1]);
            self.passed_over.extend(passed.map(|path| (path.to_owned(), "a corpus of abslint")));
            passed.is_none()
        });
    }
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

/// What a name stands for; what is wrong with single files of a folder goes to the errors of
/// `inputs`.
fn expand_one(name: &str, inputs: &mut Inputs) -> Result<Vec<Source>, PathError> {
    let path = Path::new(name);
    if name == "-" {
        Ok(vec![Source::stdin()])
    } else if path.is_dir() {
        folder(path, inputs)
    } else if path.exists() {
        Ok(vec![Source::file(path)])
    } else if is_glob(name) {
        matches(name)
    } else {
        Err(PathError::Missing(name.to_owned()))
    }
}

fn folder(path: &Path, inputs: &mut Inputs) -> Result<Vec<Source>, PathError> {
    let (mut found, before) = (Vec::new(), inputs.passed_over.len());
    for entry in walk(path, true) {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                match what(entry.path()) {
                    What::Data => found.push(Source::found(entry.path())),
                    What::Known(what) => inputs.passed_over.push((entry.into_path(), what)),
                    What::Unknown => *inputs.unknown.entry(ending(entry.path())).or_default() += 1,
                }
            }
            Ok(_) => (),
            // A link to nowhere that is hidden, such as the lock of an editor, is none of the data.
            Err(error) if error_path(&error).and_then(Path::file_name).is_some_and(is_hidden) => (),
            Err(error) => {
                inputs.errors.push(PathError::Io(path.display().to_string(), error.to_string()))
            }
        }
    }
    if !found.is_empty() || inputs.passed_over.len() > before {
        return Ok(found);
    }
    let has_data = walk(path, false)
        .flatten()
        .any(|entry| matches!(what(entry.path()), What::Data) && entry.path().is_file());
    let name = path.display().to_string();
    Err(if has_data { PathError::Ignored(name) } else { PathError::EmptyFolder(name) })
}

/// What lies in a folder and below it, but for hidden files; with `git_ignores` but for what
/// `.gitignore` names. The settings of a user or a repository elsewhere count for nothing: they are
/// not the same on every machine.
fn walk(path: &Path, git_ignores: bool) -> ignore::Walk {
    let mut builder = WalkBuilder::new(path);
    builder
        .follow_links(true)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false);
    builder.git_ignore(git_ignores).parents(git_ignores);
    builder.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != "node_modules");
    builder.build()
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            error_path(err)
        }
        _ => None,
    }
}

/// What the name of a file ends in, with its dot; nothing if it has no ending.
fn ending(path: &Path) -> String {
    path.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()))
}

/// What a file of a folder is.
enum What {
    /// It may hold records.
    Data,
    /// It holds none, and is known.
    Known(&'static str),
    /// Nothing that abslint has to do with.
    Unknown,
}

fn what(path: &Path) -> What {
    if !is_data(path) {
        if let Some(kind) = Foreign::of_name(path) {
            return What::Known(kind.what);
        }
        if !sniff::holds_records(path) {
            return What::Unknown;
        }
    }
    match (own::of_tool(path), own::of(path)) {
        (Some(what), _) | (None, Some(Own::Other(what))) => What::Known(what),
        _ => What::Data,
    }
}

/// Whether a file or folder is left out of the folder that it lies in.
pub fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

fn matches(pattern: &str) -> Result<Vec<Source>, PathError> {
    let paths =
        glob::glob(pattern).map_err(|e| PathError::BadGlob(pattern.to_owned(), e.to_string()))?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|e| PathError::Io(pattern.to_owned(), e.to_string()))?;
        if path.is_file() && !matches!(own::of(&path), Some(Own::Other(_))) {
            found.push(Source::file(&path));
        }
    }
    if found.is_empty() { Err(PathError::NoMatch(pattern.to_owned())) } else { Ok(found) }
}
