//! Files of a git revision, read with the `git` that is installed.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Source;

/// Why git could not say what was asked.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// It could not be run.
    #[error("`git` could not be run: {0}")]
    Run(io::Error),
    /// It was run and refused.
    #[error("git: {0}")]
    Refused(String),
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Its uppermost folder, without links.
    pub root: PathBuf,
}

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its path from the root of the repository, with forward slashes.
    pub path: String,
    /// The name of its contents.
    pub object: String,
}

impl Repository {
    /// The repository that a folder lies in.
    ///
    /// # Errors
    /// That there is none, in the words of git.
    pub fn around(folder: &Path) -> Result<Self, GitError> {
        let root = text(run(folder, &["rev-parse", "--show-toplevel"])?);
        let root = Path::new(root.trim_end_matches('\n')).canonicalize().map_err(GitError::Run)?;
        Ok(Repository { root })
    }

    /// The files of a revision that are meant, as sources called `REV:path`; asked are a path from
    /// the root, and where it leads in the working folder.
    ///
    /// # Errors
    /// What git says.
    pub fn sources(
        &self,
        revision: &str,
        is_meant: impl Fn(&str, &Path) -> bool,
    ) -> Result<Vec<Source>, GitError> {
        let files = self
            .files(revision)?
            .into_iter()
            .filter(|file| is_meant(&file.path, &self.root.join(&file.path)));
        Ok(files
            .map(|file| Source::git(format!("{revision}:{}", file.path), self, &file))
            .collect())
    }

    /// All files of the commit that `revision` means, in the order of their paths; links are none.
    /// Before the first commit there are none.
    ///
    /// # Errors
    /// That it means none, in the words of git.
    fn files(&self, revision: &str) -> Result<Vec<Blob>, GitError> {
        if revision == "HEAD"
            && run(&self.root, &["rev-list", "--max-count=1", "--all"])?.is_empty()
        {
            return Ok(Vec::new());
        }
        self.files_of(&self.commit(revision)?)
    }

    fn commit(&self, revision: &str) -> Result<String, GitError> {
        let wanted = format!("{revision}^{{commit}}");
        Ok(text(run(&self.root, &["rev-parse", "--verify", "--end-of-options", &wanted])?)
            .trim()
            .to_owned())
    }

    fn files_of(&self, commit: &str) -> Result<Vec<Blob>, GitError> {
        let listed = text(run(&self.root, &["ls-tree", "-r", "-z", "--full-tree", commit])?);
        // `<mode> <type> <object>\t<path>\0`
        let blob = |entry: &str| {
            let (kind, path) = entry.split_once('\t')?;
            let [mode, "blob", object] = kind.split(' ').collect::<Vec<_>>()[..] else {
                return None;
            };
            // 120000 is a symbolic link.
            mode.starts_with("100")
                .then(|| Blob { path: path.to_owned(), object: object.to_owned() })
        };
        Ok(listed.split('\0').filter_map(blob).collect())
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// What git says.
    pub fn read(&self, object: &str) -> Result<Vec<u8>, GitError> {
        run(&self.root, &["cat-file", "blob", object])
    }
}

fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, GitError> {
    let mut command = Command::new("git");
    let output = command
        .arg("-C")
        .arg(folder)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .map_err(GitError::Run)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = text(output.stderr);
    Err(GitError::Refused(said.trim().trim_start_matches("fatal: ").to_owned()))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}
