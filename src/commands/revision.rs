//! A git revision as a version of a data set: `REV:path`, or the inputs of the configuration in it.

use std::path::{Path, PathBuf};

use super::CommandError;
use abslint_corpus::config::Config;
use abslint_corpus::source::Source;
use abslint_corpus::source::format::is_data;
use abslint_corpus::source::git::Repository;
use abslint_corpus::source::globs::{Globs, Rooted};
use abslint_corpus::source::paths::is_hidden;

/// Which files of a revision are meant.
pub(super) enum Within {
    /// One file, or the data in one folder, by its path from the root of the repository.
    Path(String),
    /// The inputs of the configuration: files and folders, and globs.
    Inputs(Vec<PathBuf>, Globs),
}

impl Within {
    /// A path that begins with `./` is relative to the working folder, any other to the root of the
    /// repository.
    ///
    /// # Errors
    /// That there is no repository here.
    pub(super) fn path(written: &str) -> Result<Within, CommandError> {
        let here = std::env::current_dir()?;
        let path = match written.strip_prefix("./") {
            None => written.to_owned(),
            Some(rest) => {
                let root = Repository::around(&here)?.root;
                let folder = here.canonicalize()?;
                let folder = folder
                    .strip_prefix(root)
                    .unwrap_or(Path::new(""))
                    .to_string_lossy()
                    .replace('\\', "/");
                format!("{folder}/{rest}")
            }
        };
        Ok(Within::Path(path.trim_matches('/').to_owned()))
    }

    /// The inputs that the configuration names.
    ///
    /// # Errors
    /// A pattern that is none.
    pub(super) fn inputs(config: &Config) -> Result<Within, CommandError> {
        Ok(Within::Inputs(
            config.inputs.iter().map(Rooted::path).collect(),
            Globs::new(&config.inputs)?,
        ))
    }

    /// Whether the file `path`, which lies at `full`, is one of them. Of a folder only data that
    /// are not hidden are.
    fn covers(&self, path: &str, full: &Path) -> bool {
        let is_shown = |within: &Path| is_data(full) && !within.iter().any(is_hidden);
        match self {
            Within::Path(meant) => {
                let within = if meant.is_empty() {
                    Some(path)
                } else {
                    path.strip_prefix(meant.as_str()).and_then(|rest| rest.strip_prefix('/'))
                };
                path == meant || within.is_some_and(|within| is_shown(Path::new(within)))
            }
            Within::Inputs(paths, globs) => {
                let is_in =
                    |meant: &PathBuf| full == meant || full.strip_prefix(meant).is_ok_and(is_shown);
                globs.cover(full) || paths.iter().any(is_in)
            }
        }
    }
}

/// The files of `revision` that are meant, but for those that the configuration leaves out.
///
/// # Errors
/// What git says, and that there is no such path. Inputs may be none: before the first of them was
/// committed all are new.
pub(super) fn sources(
    revision: &str,
    within: &Within,
    config: &Config,
) -> Result<Vec<Source>, CommandError> {
    let excludes = Globs::new(&config.exclude)?;
    let repository = Repository::around(&std::env::current_dir()?)?;
    let sources = repository
        .sources(revision, |path, full| within.covers(path, full) && !excludes.cover(full))?;
    match within {
        Within::Path(path) if sources.is_empty() => Err(CommandError::Usage(format!(
            "{revision}:{path}: there is no such file or folder with data in this revision"
        ))),
        Within::Path(_) | Within::Inputs(..) => Ok(sources),
    }
}
