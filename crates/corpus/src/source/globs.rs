//! Paths and globs of a configuration: each relative to the file that it stands in, and the same
//! from wherever it is seen.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::paths::PathError;

/// A path or a glob, and the folder that it is relative to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rooted {
    /// The folder: absolute, without links and dots.
    base: PathBuf,
    /// The path or the glob, without dots at its beginning.
    pattern: String,
}

impl Rooted {
    /// `pattern` as it is written in a file of the folder `base`.
    pub fn new(base: &Path, pattern: &str) -> Rooted {
        let (mut base, mut pattern) = (settled(base), pattern);
        loop {
            if let Some(rest) = pattern.strip_prefix("./") {
                pattern = rest;
            } else if let Some(rest) = pattern.strip_prefix("../") {
                base.pop();
                pattern = rest;
            } else {
                return match pattern {
                    "." | "" => Rooted { base, pattern: String::new() },
                    ".." => Rooted {
                        base: base.parent().unwrap_or(&base).to_owned(),
                        pattern: String::new(),
                    },
                    pattern => Rooted { base, pattern: pattern.to_owned() },
                };
            }
        }
    }

    /// The same seen from a folder: shorter, if it lies in it.
    pub fn seen_from(&self, folder: &Path) -> String {
        let folder = settled(folder);
        let base = self.base.strip_prefix(&folder).unwrap_or(&self.base);
        let is_literal = !is_glob(&self.pattern) || self.path().exists();
        let base = if is_literal {
            base.to_owned()
        } else {
            PathBuf::from(Pattern::escape(&base.to_string_lossy()))
        };
        let whole = base.join(&self.pattern);
        if whole.as_os_str().is_empty() {
            ".".to_owned()
        } else {
            whole.to_string_lossy().into_owned()
        }
    }

    /// It as a path, if it is no glob.
    pub fn path(&self) -> PathBuf {
        if self.pattern.is_empty() { self.base.clone() } else { self.base.join(&self.pattern) }
    }
}

/// Where a path leads: absolute, and without the dots and the links of the folders that are there.
/// A link at its end stays one.
pub fn place(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => settled(folder).join(name),
        _ => settled(path),
    }
}

/// A folder, absolute and without dots and links; what is not there is taken as it is written.
fn settled(folder: &Path) -> PathBuf {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if let Ok(there) = folder.canonicalize() {
        return there;
    }
    match (folder.parent(), folder.file_name()) {
        (Some(parent), Some(name)) => settled(parent).join(name),
        _ => std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()),
    }
}

/// Globs of paths, each seen from a folder of its own.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    patterns: Vec<(Rooted, Pattern)>,
}

impl Globs {
    /// Compiles some patterns.
    ///
    /// # Errors
    /// [`PathError::BadGlob`].
    pub fn new(patterns: &[Rooted]) -> Result<Self, PathError> {
        let compile = |rooted: &Rooted| {
            let compiled = Pattern::new(&rooted.pattern)
                .map_err(|e| PathError::BadGlob(rooted.pattern.clone(), e.to_string()))?;
            Ok((rooted.clone(), compiled))
        };
        Ok(Globs { patterns: patterns.iter().map(compile).collect::<Result<_, _>>()? })
    }

    /// Whether one of them matches `path`, or is its very name.
    pub fn cover(&self, path: &Path) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let place = place(path);
        let options = MatchOptions { require_literal_separator: true, ..MatchOptions::new() };
        let matches = |(rooted, pattern): &(Rooted, Pattern)| {
            let relative = place.strip_prefix(&rooted.base);
            relative.is_ok_and(|relative| {
                pattern.matches_path_with(relative, options)
                    || relative == Path::new(&rooted.pattern)
            })
        };
        self.patterns.iter().any(matches)
    }
}

/// Whether a name is a pattern, and no path.
pub fn is_glob(name: &str) -> bool {
    name.contains(['*', '?', '['])
}
