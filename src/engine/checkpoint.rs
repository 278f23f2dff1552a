//! What has been worked off of a long run, in a folder: after a kill the same run goes on from there.
//!
//! The folder holds a journal of frames, each with its length and its checksum
//! (XXH3). The first one is the [manifest](super::manifest), as JSON; a run with
//! another one is refused. Of every chunk, in input order, the others hold what
//! came of it, as MessagePack that is deflated. A frame that was cut
//! by the kill is cut off, and its chunk worked off again.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use super::manifest::Manifest;
use super::work::Worked;
use super::{Engine, StoreError};
use crate::source::Source;

const JOURNAL: &str = "abslint.journal";

/// Bytes of a frame before its contents: length and checksum, little-endian.
const HEAD: usize = 4 + 8;

/// A run cannot be made in such a way that it can go on after a kill.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The operating system says so.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: String,
        /// The reason.
        error: io::Error,
    },
    /// What is there was left by another run.
    #[error("{folder} was left by another run: {what}; run what was begun there, or remove the folder to begin anew")]
    Another {
        /// The folder.
        folder: String,
        /// How that run differs.
        what: String,
    },
    /// That run has not ended.
    #[error("{folder} is in use by a run that goes on at this moment")]
    InUse {
        /// The folder.
        folder: String,
    },
    /// An input that cannot be read a second time.
    #[error("{input} is no file: it cannot be read again after a kill")]
    NotAFile {
        /// The input.
        input: String,
    },
}

/// The folder of a run.
#[derive(Debug)]
pub struct Checkpoint {
    folder: PathBuf,
    /// Locked as long as the run goes on.
    journal: File,
}

impl Checkpoint {
    /// The folder of the run that `manifest` describes; it is made if it is not there.
    fn open(folder: &Path, manifest: &Manifest) -> Result<Checkpoint, CheckpointError> {
        let path = folder.join(JOURNAL);
        let failed = |error| CheckpointError::Io { path: path.display().to_string(), error };
        let named = || folder.display().to_string();
        fs::create_dir_all(folder).map_err(|error| CheckpointError::Io { path: named(), error })?;
        let journal = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match journal.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(CheckpointError::InUse { folder: named() }),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let checkpoint = Checkpoint { folder: folder.to_owned(), journal };
        match &checkpoint.all_frames().and_then(|mut frames| frames.next(2)).map_err(failed)?[..] {
            [begun, _, ..] => match manifest.difference_from(begun) {
                Some(what) => Err(CheckpointError::Another { folder: named(), what }),
                None => Ok(checkpoint),
            },
            // Nothing has been worked off, whatever was begun.
            [] | [_] => {
                let contents = serde_json::to_vec(manifest).expect("plain data with text keys always serialises");
                checkpoint.cut(0).and_then(|()| checkpoint.add(&contents)).map_err(failed)?;
                Ok(checkpoint)
            }
        }
    }

    fn all_frames(&self) -> io::Result<Frames<'_>> {
        (&self.journal).rewind()?;
        Ok(Frames { reader: BufReader::with_capacity(1 << 20, &self.journal), checkpoint: self, whole: 0, ended: false })
    }

    /// The frames of chunks that are there. When the last one has been read, others can be added.
    ///
    /// # Errors
    /// What the operating system says.
    pub(super) fn frames(&self) -> Result<Frames<'_>, StoreError> {
        let mut frames = self.all_frames().map_err(|error| self.error(error))?;
        frames.next(1).map_err(|error| self.error(error))?;
        Ok(frames)
    }

    /// Adds a frame behind the last one.
    fn add(&self, contents: &[u8]) -> io::Result<()> {
        let length = u32::try_from(contents.len()).map_err(io::Error::other)?;
        let frame = [&length.to_le_bytes()[..], &xxh3_64(contents).to_le_bytes(), contents].concat();
        (&self.journal).write_all(&frame)
    }

    /// Adds the [`packed`] results of a chunk behind the last one.
    ///
    /// # Errors
    /// What the operating system says.
    pub(super) fn add_chunk(&self, packed: &[u8]) -> Result<(), StoreError> {
        self.add(packed).map_err(|error| self.error(error))
    }

    /// Leaves so many bytes of the journal, and goes on behind them.
    fn cut(&self, length: u64) -> io::Result<()> {
        self.journal.set_len(length)?;
        (&self.journal).seek(SeekFrom::Start(length)).map(drop)
    }

    /// What the operating system says of the journal.
    fn error(&self, error: io::Error) -> StoreError {
        StoreError::Checkpoint { folder: self.folder.display().to_string(), error }
    }

    /// That the inputs were read in other pieces than before.
    pub(super) fn other_chunks(&self) -> StoreError {
        self.error(io::Error::other("the inputs are not read as they were before; remove the folder to begin anew"))
    }

    /// Removes what was kept: the run is done.
    fn remove(&self) -> io::Result<()> {
        fs::remove_file(self.folder.join(JOURNAL))?;
        // What else is in the folder is not ours, and an empty folder takes no room.
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }
}

/// The frames of a journal, from the first to the last whole one. What stands behind that is cut off when it is reached.
pub(super) struct Frames<'c> {
    reader: BufReader<&'c File>,
    checkpoint: &'c Checkpoint,
    /// Bytes of the frames that were read.
    whole: u64,
    ended: bool,
}

impl Frames<'_> {
    /// The contents of up to `most` more frames; none at the end.
    fn next(&mut self, most: usize) -> io::Result<Vec<Vec<u8>>> {
        let mut frames = Vec::new();
        while frames.len() < most && !self.ended {
            match self.next_whole()? {
                Some(contents) => {
                    self.whole += (HEAD + contents.len()) as u64;
                    frames.push(contents);
                }
                None => {
                    self.checkpoint.cut(self.whole)?;
                    self.ended = true;
                }
            }
        }
        Ok(frames)
    }

    /// What came of up to `most` more chunks, each with the position of its file; none at the end.
    ///
    /// # Errors
    /// What the operating system says, or that a frame is none of this program.
    pub(super) fn next_chunks(&mut self, most: usize) -> Result<Vec<(usize, Worked)>, StoreError> {
        let packed = self.next(most).map_err(|error| self.checkpoint.error(error))?;
        packed.par_iter().map(|packed| unpacked(packed)).collect::<io::Result<_>>().map_err(|error| self.checkpoint.error(error))
    }

    /// The contents of the next frame; `None` if it is cut off or damaged, or there is none.
    fn next_whole(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut head = Vec::with_capacity(HEAD);
        self.reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let Some((length, checksum)) = head.split_first_chunk::<4>() else { return Ok(None) };
        let length = u32::from_le_bytes(*length);
        // What is read grows with what is there, whatever a damaged length says.
        let mut contents = Vec::new();
        self.reader.by_ref().take(length.into()).read_to_end(&mut contents)?;
        let is_whole = contents.len() == length as usize && checksum == xxh3_64(&contents).to_le_bytes();
        Ok(is_whole.then_some(contents))
    }
}

/// What came of a chunk of the file at position `file`, as it is kept.
pub(super) fn packed(file: usize, worked: &Worked) -> Vec<u8> {
    let plain = rmp_serde::to_vec(&(file, worked)).expect("plain data always serialises");
    // Frames are written once and mostly never read.
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&plain).and_then(|()| packed.finish()).expect("memory does not fail")
}

/// What was [`packed`].
fn unpacked(packed: &[u8]) -> io::Result<(usize, Worked)> {
    rmp_serde::from_read(ZlibDecoder::new(packed)).map_err(io::Error::other)
}

impl Engine<'_> {
    /// The same engine, which keeps what it has worked off of `sources` in `folder`, and begins with what a run that was killed
    /// has left there. It must want neither findings nor splices: they are not kept.
    ///
    /// # Errors
    /// [`CheckpointError`]; what another run has left is not touched.
    pub fn checkpointing(self, folder: &Path, sources: &[Source]) -> Result<Self, CheckpointError> {
        let manifest = self.manifest(sources)?;
        Ok(Engine { checkpoint: Some(Checkpoint::open(folder, &manifest)?), ..self })
    }

    /// Removes what was kept for the case that this run is killed.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn forget(&self) -> io::Result<()> {
        self.checkpoint.as_ref().map_or(Ok(()), Checkpoint::remove)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::manifest::example as manifest;
    use crate::source::understood::FieldUse;

    fn worked(lines: usize) -> Worked {
        let fields = FieldUse::default();
        Worked { records: Vec::new(), chrome_lines: 0, fields, bytes: 1, lines, unsettled: 0, packed: None }
    }

    fn open(folder: &tempfile::TempDir) -> Checkpoint {
        Checkpoint::open(folder.path(), &manifest("r", &[("a", "1")])).unwrap()
    }

    /// The chunks that are kept, read two at a time.
    fn lines(checkpoint: &Checkpoint) -> Vec<usize> {
        let (mut frames, mut lines) = (checkpoint.frames().unwrap(), Vec::new());
        loop {
            let chunks = frames.next_chunks(2).unwrap();
            if chunks.is_empty() {
                return lines;
            }
            lines.extend(chunks.iter().map(|(_, worked)| worked.lines));
        }
    }

    #[test]
    fn whole_frames_come_back_and_work_goes_on_behind_them() {
        let folder = tempfile::tempdir().unwrap();
        let checkpoint = open(&folder);
        assert!(lines(&checkpoint).is_empty());
        (1..=5).for_each(|n| checkpoint.add_chunk(&packed(0, &worked(n))).unwrap());
        let again = Checkpoint::open(folder.path(), &manifest("r", &[("a", "1")]));
        assert!(matches!(again, Err(CheckpointError::InUse { .. })));
        drop(checkpoint);
        let checkpoint = open(&folder);
        assert_eq!(lines(&checkpoint), [1, 2, 3, 4, 5]);
        checkpoint.remove().unwrap();
        assert!(!folder.path().exists());
    }

    #[test]
    fn what_stands_behind_damage_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let checkpoint = open(&folder);
        let mut ends = Vec::new();
        for n in 1..=5 {
            checkpoint.add_chunk(&packed(0, &worked(n))).unwrap();
            ends.push(checkpoint.journal.metadata().unwrap().len() as usize);
        }
        drop(checkpoint);
        let path = folder.path().join(JOURNAL);
        let whole = fs::read(&path).unwrap();
        for (damaged, expected) in [(ends[1] + HEAD, vec![1, 2, 6]), (ends[2] + HEAD, vec![1, 2, 3, 6]), (ends[3], vec![1, 2, 3, 4, 6])] {
            let mut bytes = whole.clone();
            bytes[damaged] ^= 1;
            fs::write(&path, bytes).unwrap();
            let checkpoint = open(&folder);
            assert_eq!(lines(&checkpoint), expected[..expected.len() - 1]);
            checkpoint.add_chunk(&packed(0, &worked(6))).unwrap();
            drop(checkpoint);
            assert_eq!(lines(&open(&folder)), expected);
        }
        fs::write(&path, &whole[..whole.len() - 3]).unwrap();
        assert_eq!(lines(&open(&folder)), [1, 2, 3, 4], "cut");
    }

    #[test]
    fn a_run_that_has_worked_off_nothing_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        drop(open(&folder));
        drop(Checkpoint::open(folder.path(), &manifest("other", &[])).unwrap());
        let checkpoint = open(&folder);
        checkpoint.add_chunk(&packed(0, &worked(1))).unwrap();
        drop(checkpoint);
        let other = Checkpoint::open(folder.path(), &manifest("other", &[]));
        assert!(matches!(other, Err(CheckpointError::Another { .. })));
    }
}
