//! Files that are either the old ones or whole: temporary file, fsync, rename.
//!
//! What is no regular file (a device, a named pipe) has no old state to keep and must not be replaced by a file: it is written to.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

/// A file that takes its place when it is committed, and leaves no trace otherwise.
pub struct AtomicFile {
    writer: BufWriter<Destination>,
    target: PathBuf,
}

/// The temporary files that are there, for a program that is interrupted.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Removes all temporary files. What is written to them afterwards is lost, and their commits fail.
pub fn abandon_all() {
    for path in std::mem::take(&mut *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)) {
        // There is nobody left to tell.
        let _ = fs::remove_file(path);
    }
}

/// A temporary file that is known to [`abandon_all`] as long as it is there.
struct Temporary(NamedTempFile);

impl Temporary {
    fn create(folder: &Path) -> io::Result<Temporary> {
        if !folder.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotFound, format!("there is no folder {}", folder.display())));
        }
        let file = tempfile::Builder::new().prefix(".abslint-").tempfile_in(folder)?;
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path().to_owned());
        Ok(Temporary(file))
    }

    fn persist(self, target: &Path) -> io::Result<()> {
        let path = self.0.path().to_owned();
        let persisted = self.0.persist(target).map(drop).map_err(|error| error.error);
        UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).remove(&path);
        persisted
    }
}

enum Destination {
    /// A temporary file beside the target, renamed at the end.
    Beside(Temporary),
    /// The device or the pipe itself.
    Straight(File),
}

impl AtomicFile {
    /// A new file for `path`, written beside it. A link is followed: the file that it leads to is replaced, not the link.
    /// A device or a named pipe is opened and written to (a pipe waits for its reader).
    ///
    /// # Errors
    /// What the operating system says.
    pub fn create(path: &Path) -> io::Result<AtomicFile> {
        let target = if path.is_symlink() { fs::canonicalize(path)? } else { path.to_owned() };
        let destination = match fs::metadata(&target) {
            Ok(there) if !there.is_file() && !there.is_dir() => Destination::Straight(File::options().write(true).open(&target)?),
            _ => Destination::Beside(Temporary::create(folder_of(&target))?),
        };
        Ok(AtomicFile { writer: BufWriter::with_capacity(1 << 20, destination), target })
    }

    /// Puts the file in its place; an old one keeps its permissions, a new one gets the usual ones.
    ///
    /// # Errors
    /// What the operating system says; then the old file is still there.
    pub fn commit(self) -> io::Result<()> {
        let file = match self.writer.into_inner().map_err(io::IntoInnerError::into_error)? {
            Destination::Beside(file) => file,
            Destination::Straight(_) => return Ok(()),
        };
        set_permissions(file.0.as_file(), &self.target)?;
        file.0.as_file().sync_all()?;
        file.persist(&self.target)?;
        sync_folder(folder_of(&self.target))
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Destination::Beside(file) => file.0.write(bytes),
            Destination::Straight(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Destination::Beside(file) => file.0.flush(),
            Destination::Straight(file) => file.flush(),
        }
    }
}

/// The folder that a path lies in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn set_permissions(file: &File, target: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = match fs::metadata(target) {
        Ok(old) => old.permissions(),
        // A temporary file is its owner's alone; a data file is for everybody who may read the folder.
        Err(_) => fs::Permissions::from_mode(0o644),
    };
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn set_permissions(file: &File, target: &Path) -> io::Result<()> {
    fs::metadata(target).map_or(Ok(()), |old| file.set_permissions(old.permissions()))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
