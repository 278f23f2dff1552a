//! Files that are either the old ones or whole: temporary file, fsync, rename.
//!
//! Where the system has files without a name (`O_TMPFILE` of Linux) the temporary file is one, and
//! gets its name when it is whole: a run that is killed leaves nothing. Elsewhere it has a name of
//! its own beside the target.
//!
//! What is no regular file (a device, a named pipe) has no old state to keep and must not be
//! replaced by a file: it is written to.

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
struct Temporary<F = File>(NamedTempFile<F>);

impl Temporary {
    fn create(folder: &Path) -> io::Result<Temporary> {
        if !folder.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!("there is no folder {}", folder.display()),
            ));
        }
        Temporary::registered(builder().tempfile_in(folder)?)
    }
}

/// How a temporary file is called.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".abslint-");
    builder
}

impl<F> Temporary<F> {
    /// A temporary name in `folder` that `make` makes a file of.
    #[cfg(target_os = "linux")]
    fn create_with(
        folder: &Path,
        make: impl FnMut(&Path) -> io::Result<F>,
    ) -> io::Result<Temporary<F>> {
        Temporary::registered(builder().make_in(folder, make)?)
    }

    fn registered(file: NamedTempFile<F>) -> io::Result<Temporary<F>> {
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
    /// A file without a name, which gets one at the end.
    #[cfg(target_os = "linux")]
    Unnamed(File),
    /// A temporary file beside the target, renamed at the end.
    Beside(Temporary),
    /// The device or the pipe itself.
    Straight(File),
}

impl AtomicFile {
    /// A new file for `path`, written beside it. A link is followed: the file that it leads to is
    /// replaced, not the link. A device or a named pipe is opened and written to (a pipe waits for
    /// its reader).
    ///
    /// # Errors
    /// Returns an I/O error if no file can be made there.
    pub fn create(path: &Path) -> io::Result<AtomicFile> {
        let target = if path.is_symlink() { fs::canonicalize(path)? } else { path.to_owned() };
        let destination = match fs::metadata(&target) {
            Ok(there) if !there.is_file() && !there.is_dir() => {
                Destination::Straight(File::options().write(true).open(&target)?)
            }
            _ => Destination::new_file(folder_of(&target))?,
        };
        Ok(AtomicFile { writer: BufWriter::with_capacity(1 << 20, destination), target })
    }

    /// Puts the file in its place; an old one keeps its permissions, a new one gets the usual ones.
    ///
    /// # Errors
    /// Returns an I/O error if the file cannot be written or renamed; then the old one is still
    /// there.
    pub fn commit(self) -> io::Result<()> {
        match self.writer.into_inner().map_err(io::IntoInnerError::into_error)? {
            #[cfg(target_os = "linux")]
            Destination::Unnamed(file) => {
                set_permissions(&file, &self.target)?;
                file.sync_all()?;
                unnamed::name(&file, &self.target)?;
            }
            Destination::Beside(file) => {
                set_permissions(file.0.as_file(), &self.target)?;
                file.0.as_file().sync_all()?;
                file.persist(&self.target)?;
            }
            Destination::Straight(_) => return Ok(()),
        }
        sync_folder(folder_of(&self.target))
    }
}

impl Destination {
    /// A new file in `folder`, without a name if that can be.
    fn new_file(folder: &Path) -> io::Result<Destination> {
        #[cfg(target_os = "linux")]
        if let Some(file) = unnamed::create(folder) {
            return Ok(Destination::Unnamed(file));
        }
        Temporary::create(folder).map(Destination::Beside)
    }
}

/// Files without a name; see `open(2)`, `O_TMPFILE`.
#[cfg(target_os = "linux")]
mod unnamed {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
    use rustix::io::Errno;

    use super::{Temporary, folder_of};

    /// A file in `folder` that has no name; `None` where the file system has none, or it could not
    /// be given one.
    pub(super) fn create(folder: &Path) -> Option<File> {
        let file = File::from(
            open(
                folder,
                OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC,
                Mode::RUSR | Mode::WUSR,
            )
            .ok()?,
        );
        place(&file).exists().then_some(file)
    }

    /// Where the system shows an open file.
    fn place(file: &File) -> PathBuf {
        PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
    }

    /// Gives the file the name `target`. A file cannot take the name of another: then it is first
    /// called otherwise.
    ///
    /// # Errors
    /// Returns an I/O error if it cannot be linked or renamed; then the old file is still there.
    pub(super) fn name(file: &File, target: &Path) -> io::Result<()> {
        let link = |to: &Path| linkat(CWD, place(file), CWD, to, AtFlags::SYMLINK_FOLLOW);
        match link(target) {
            Ok(()) => Ok(()),
            Err(Errno::EXIST) => {
                let beside = Temporary::create_with(folder_of(target), |path| Ok(link(path)?))?;
                beside.persist(target)
            }
            Err(error) => Err(error.into()),
        }
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
            #[cfg(target_os = "linux")]
            Destination::Unnamed(file) => file.write(bytes),
            Destination::Beside(file) => file.0.write(bytes),
            Destination::Straight(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            #[cfg(target_os = "linux")]
            Destination::Unnamed(file) => file.flush(),
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
        // A temporary file is its owner's alone; a data file is for everybody who may read the
        // folder.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        entries
            .map(|entry| {
                entry.expect("it can be listed").file_name().to_string_lossy().into_owned()
            })
            .collect()
    }

    #[test]
    fn a_file_takes_its_name_when_it_is_committed_and_not_before() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let target = folder.path().join("corpus.jsonl");
        for text in ["first", "second"] {
            let mut file = AtomicFile::create(&target).expect("the folder takes a file");
            file.write_all(text.as_bytes()).expect("it can be written");
            file.commit().expect("it can be put in place");
            assert_eq!(fs::read_to_string(&target).expect("it is there"), text);
            assert_eq!(names(folder.path()), ["corpus.jsonl"]);
        }
        let mut file = AtomicFile::create(&target).expect("the folder takes a file");
        file.write_all(b"third").expect("it can be written");
        drop(file);
        assert_eq!(fs::read_to_string(&target).expect("it is there"), "second");
        assert_eq!(names(folder.path()), ["corpus.jsonl"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let error = AtomicFile::create(&folder.path().join("none/corpus.jsonl"))
            .err()
            .expect("there is no such folder");
        assert!(error.to_string().contains("there is no folder"), "{error}");
    }
}
