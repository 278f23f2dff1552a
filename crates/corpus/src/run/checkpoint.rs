//! What has been worked off of a long run, in a folder: after a kill the same run goes on from
//! there.
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
use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::xxh3_64;

use super::batches::Worked;
use super::manifest::Manifest;
use super::stage::Stage;
use super::worker::ChunkOutcome;
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
    #[error(
        "{folder} was left by another run: {what}; run what was begun there, or remove the folder to begin anew"
    )]
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

/// Reads an entry of the journal: the number of a chunk, and what came of it.
type Unpack<Out> = fn(&[u8]) -> io::Result<(usize, ChunkOutcome<Out>)>;

/// The journal of a run whose stage makes `Out` of each record.
pub(super) struct Checkpoint<Out> {
    journal: Journal,
    pack: fn(usize, &ChunkOutcome<Out>) -> Vec<u8>,
    unpack: Unpack<Out>,
}

impl<Out: Serialize + DeserializeOwned> Checkpoint<Out> {
    fn new(journal: Journal) -> Self {
        Checkpoint { journal, pack, unpack }
    }
}

impl<Out: Send> Checkpoint<Out> {
    /// What came of a chunk of the file at position `file`, as a frame of the journal.
    pub(super) fn packed(&self, file: usize, chunk: &ChunkOutcome<Out>) -> Vec<u8> {
        (self.pack)(file, chunk)
    }

    /// Adds a frame behind the last one.
    ///
    /// # Errors
    /// Returns [`StoreError::Checkpoint`] if the journal cannot be written.
    pub(super) fn add_chunk(&self, packed: &[u8]) -> Result<(), StoreError> {
        self.journal.add(packed).map_err(|error| self.journal.error(error))
    }

    /// The frames of chunks that are there. When the last one has been read, others can be added.
    ///
    /// # Errors
    /// Returns [`StoreError::Checkpoint`] if the journal cannot be read.
    pub(super) fn frames(&self) -> Result<Frames<'_>, StoreError> {
        self.journal.frames()
    }

    /// What came of up to `most` more chunks of `frames`; none at the end.
    ///
    /// # Errors
    /// Returns [`StoreError::Checkpoint`] if the journal cannot be read, or a frame is none of this
    /// program.
    pub(super) fn next_chunks(
        &self,
        frames: &mut Frames<'_>,
        most: usize,
    ) -> Result<Vec<Worked<Out>>, StoreError> {
        let packed = frames.next(most).map_err(|error| self.journal.error(error))?;
        let unpacked = packed.par_iter().map(|packed| {
            let (file, outcome) = (self.unpack)(packed)?;
            Ok(Worked { file, outcome, frame: None })
        });
        unpacked.collect::<io::Result<_>>().map_err(|error| self.journal.error(error))
    }

    /// That the inputs were read in other pieces than before.
    pub(super) fn other_chunks(&self) -> StoreError {
        let why = "the inputs are not read as they were before; remove the folder to begin anew";
        self.journal.error(io::Error::other(why))
    }
}

/// The folder of a run.
#[derive(Debug)]
struct Journal {
    folder: PathBuf,
    /// Locked as long as the run goes on.
    file: File,
}

impl Journal {
    /// The folder of the run that `manifest` describes; it is made if it is not there.
    fn open(folder: &Path, manifest: &Manifest) -> Result<Journal, CheckpointError> {
        let path = folder.join(JOURNAL);
        let failed = |error| CheckpointError::Io { path: path.display().to_string(), error };
        let named = || folder.display().to_string();
        fs::create_dir_all(folder).map_err(|error| CheckpointError::Io { path: named(), error })?;
        let file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(CheckpointError::InUse { folder: named() });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let journal = Journal { folder: folder.to_owned(), file };
        match &journal.all_frames().and_then(|mut frames| frames.next(2)).map_err(failed)?[..] {
            [begun, _, ..] => match manifest.difference_from(begun) {
                Some(what) => Err(CheckpointError::Another { folder: named(), what }),
                None => Ok(journal),
            },
            // Nothing has been worked off, whatever was begun.
            [] | [_] => {
                let contents = serde_json::to_vec(manifest)
                    .expect("plain data with text keys always serialises");
                journal.cut(0).and_then(|()| journal.add(&contents)).map_err(failed)?;
                Ok(journal)
            }
        }
    }

    fn all_frames(&self) -> io::Result<Frames<'_>> {
        (&self.file).rewind()?;
        Ok(Frames {
            reader: BufReader::with_capacity(1 << 20, &self.file),
            journal: self,
            whole: 0,
            ended: false,
        })
    }

    /// The frames of chunks that are there. When the last one has been read, others can be added.
    fn frames(&self) -> Result<Frames<'_>, StoreError> {
        let mut frames = self.all_frames().map_err(|error| self.error(error))?;
        frames.next(1).map_err(|error| self.error(error))?;
        Ok(frames)
    }

    /// Adds a frame behind the last one.
    fn add(&self, contents: &[u8]) -> io::Result<()> {
        let length = u32::try_from(contents.len()).map_err(io::Error::other)?;
        let frame =
            [&length.to_le_bytes()[..], &xxh3_64(contents).to_le_bytes(), contents].concat();
        (&self.file).write_all(&frame)
    }

    /// Leaves so many bytes of the journal, and goes on behind them.
    fn cut(&self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        (&self.file).seek(SeekFrom::Start(length)).map(drop)
    }

    /// That the journal failed.
    fn error(&self, error: io::Error) -> StoreError {
        StoreError::Checkpoint { folder: self.folder.display().to_string(), error }
    }

    /// Removes what was kept: the run is done.
    fn remove(&self) -> io::Result<()> {
        fs::remove_file(self.folder.join(JOURNAL))?;
        // What else is in the folder is not ours, and an empty folder takes no room.
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }
}

/// The frames of a journal, from the first to the last whole one. What stands behind that is cut
/// off when it is reached.
pub(super) struct Frames<'c> {
    reader: BufReader<&'c File>,
    journal: &'c Journal,
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
                    self.journal.cut(self.whole)?;
                    self.ended = true;
                }
            }
        }
        Ok(frames)
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
        let is_whole =
            contents.len() == length as usize && checksum == xxh3_64(&contents).to_le_bytes();
        Ok(is_whole.then_some(contents))
    }
}

/// What came of a chunk of the file at position `file`, deflated: frames are written once and
/// mostly never read.
fn pack<Out: Serialize>(file: usize, chunk: &ChunkOutcome<Out>) -> Vec<u8> {
    let plain = rmp_serde::to_vec(&(file, chunk)).expect("plain data always serialises");
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&plain).and_then(|()| packed.finish()).expect("memory does not fail")
}

/// What was [`pack`]ed.
fn unpack<Out: DeserializeOwned>(packed: &[u8]) -> io::Result<(usize, ChunkOutcome<Out>)> {
    rmp_serde::from_read(ZlibDecoder::new(packed)).map_err(io::Error::other)
}

impl<S: Stage<Out: Serialize + DeserializeOwned>> Engine<'_, S> {
    /// The same engine, which keeps what it has worked off of `sources` in `folder`, and begins
    /// with what a run that was killed has left there.
    ///
    /// # Errors
    /// [`CheckpointError`]; what another run has left is not touched.
    pub fn checkpointing(self, folder: &Path, sources: &[Source]) -> Result<Self, CheckpointError> {
        let manifest = self.manifest(sources)?;
        Ok(Engine { checkpoint: Some(Checkpoint::new(Journal::open(folder, &manifest)?)), ..self })
    }
}

impl<S: Stage> Engine<'_, S> {
    /// Removes what was kept for the case that this run is killed.
    ///
    /// # Errors
    /// Returns an I/O error if the journal cannot be removed.
    pub fn forget(&self) -> io::Result<()> {
        self.checkpoint.as_ref().map_or(Ok(()), |checkpoint| checkpoint.journal.remove())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::manifest::example as manifest;
    use crate::source::understood::FieldUse;

    /// A chunk of so many lines, as a frame.
    fn frame(lines: usize) -> Vec<u8> {
        pack::<()>(
            0,
            &ChunkOutcome {
                records: Vec::new(),
                chrome_lines: 0,
                fields: FieldUse::default(),
                bytes: 1,
                lines,
                unsettled: 0,
            },
        )
    }

    fn open(folder: &tempfile::TempDir) -> Checkpoint<()> {
        Checkpoint::new(Journal::open(folder.path(), &manifest("r", &[("a", "1")])).unwrap())
    }

    /// The chunks that are kept, read two at a time.
    fn lines(checkpoint: &Checkpoint<()>) -> Vec<usize> {
        let (mut frames, mut lines) = (checkpoint.frames().unwrap(), Vec::new());
        loop {
            let chunks = checkpoint.next_chunks(&mut frames, 2).unwrap();
            if chunks.is_empty() {
                return lines;
            }
            lines.extend(chunks.iter().map(|chunk| chunk.outcome.lines));
        }
    }

    #[test]
    fn whole_frames_come_back_and_work_goes_on_behind_them() {
        let folder = tempfile::tempdir().unwrap();
        let checkpoint = open(&folder);
        assert!(lines(&checkpoint).is_empty());
        (1..=5).for_each(|n| checkpoint.add_chunk(&frame(n)).unwrap());
        let again = Journal::open(folder.path(), &manifest("r", &[("a", "1")]));
        assert!(matches!(again, Err(CheckpointError::InUse { .. })));
        drop(checkpoint);
        let checkpoint = open(&folder);
        assert_eq!(lines(&checkpoint), [1, 2, 3, 4, 5]);
        checkpoint.journal.remove().unwrap();
        assert!(!folder.path().exists());
    }

    #[test]
    fn what_stands_behind_damage_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let checkpoint = open(&folder);
        let mut ends = Vec::new();
        for n in 1..=5 {
            checkpoint.add_chunk(&frame(n)).unwrap();
            ends.push(checkpoint.journal.file.metadata().unwrap().len() as usize);
        }
        drop(checkpoint);
        let path = folder.path().join(JOURNAL);
        let whole = fs::read(&path).unwrap();
        for (damaged, expected) in [
            (ends[1] + HEAD, vec![1, 2, 6]),
            (ends[2] + HEAD, vec![1, 2, 3, 6]),
            (ends[3], vec![1, 2, 3, 4, 6]),
        ] {
            let mut bytes = whole.clone();
            bytes[damaged] ^= 1;
            fs::write(&path, bytes).unwrap();
            let checkpoint = open(&folder);
            assert_eq!(lines(&checkpoint), expected[..expected.len() - 1]);
            checkpoint.add_chunk(&frame(6)).unwrap();
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
        drop(Journal::open(folder.path(), &manifest("other", &[])).unwrap());
        let checkpoint = open(&folder);
        checkpoint.add_chunk(&frame(1)).unwrap();
        drop(checkpoint);
        let other = Journal::open(folder.path(), &manifest("other", &[]));
        assert!(matches!(other, Err(CheckpointError::Another { .. })));
    }
}
