//! What has been worked off of a long run, in a folder: after a kill the same run goes on from there.
//!
//! The folder holds a journal of frames, each with its length and its checksum
//! (XXH3). The first one is the manifest, as JSON: it says what the run is, this
//! program, the rules and options, and the inputs, each with a hash; a run that
//! differs in any of them is refused. Of every chunk, in input order, the others
//! hold what came of it, as MessagePack that is compressed with zstd. A frame
//! that was cut by the kill is cut off, and its chunk worked off again.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64, xxh3_128};

use super::work::Worked;
use super::{Engine, StoreError};
use crate::source::Source;

const JOURNAL: &str = "abslint.journal";

/// How hard is tried to make frames small: little, as they are written once and mostly never read.
const LEVEL: i32 = 1;

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

/// What a run is.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    /// The version of abslint.
    version: String,
    /// The hash (XXH3, as all of these) of the program.
    program: String,
    /// The hash of the rules and options.
    rules: String,
    /// The inputs in their order.
    inputs: Vec<Input>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Input {
    path: String,
    bytes: u64,
    hash: String,
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

impl Manifest {
    /// How the run whose manifest is in `bytes` differs from this one, if it does.
    fn difference_from(&self, bytes: &[u8]) -> Option<String> {
        let begun: Manifest = match serde_json::from_slice(bytes) {
            Ok(begun) => begun,
            Err(error) => return Some(format!("its manifest cannot be read: {error}")),
        };
        if begun.program != self.program {
            return Some(format!("it was begun by another build of abslint ({}, this is {})", begun.version, self.version));
        }
        if begun.rules != self.rules {
            return Some("its rules, its configuration or its options are others".to_owned());
        }
        let changed = begun.inputs.iter().zip(&self.inputs).find(|(then, now)| then != now);
        let change = changed.map(|(then, now)| {
            if then.path == now.path {
                format!("{} has changed since", now.path)
            } else {
                format!("it read {}, not {}", then.path, now.path)
            }
        });
        let (then, now) = (begun.inputs.len(), self.inputs.len());
        change.or_else(|| (then != now).then(|| format!("it read another number of files, {then} and not {now}")))
    }
}

impl Input {
    fn of(source: &Source) -> Result<Input, CheckpointError> {
        let file = source.path().filter(|path| path.is_file());
        let path = file.ok_or_else(|| CheckpointError::NotAFile { input: source.name.clone() })?;
        let hash = || -> io::Result<(u64, u128)> {
            let (mut file, mut hash, mut piece) = (File::open(path)?, Xxh3Default::new(), vec![0; 1 << 20]);
            let mut bytes = 0;
            loop {
                match file.read(&mut piece)? {
                    0 => return Ok((bytes, hash.digest128())),
                    read => {
                        hash.update(&piece[..read]);
                        bytes += read as u64;
                    }
                }
            }
        };
        let (bytes, hash) = hash().map_err(|error| CheckpointError::Io { path: source.name.clone(), error })?;
        Ok(Input { path: source.name.clone(), bytes, hash: format!("{hash:032x}") })
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
    zstd::encode_all(&plain[..], LEVEL).expect("memory does not fail")
}

/// What was [`packed`].
fn unpacked(packed: &[u8]) -> io::Result<(usize, Worked)> {
    rmp_serde::from_slice(&zstd::decode_all(packed)?).map_err(io::Error::other)
}

impl Engine<'_> {
    /// The same engine, which keeps what it has worked off of `sources` in `folder`, and begins with what a run that was killed
    /// has left there. It must want neither findings nor splices: they are not kept.
    ///
    /// # Errors
    /// [`CheckpointError`]; what another run has left is not touched.
    pub fn checkpointing(self, folder: &Path, sources: &[Source]) -> Result<Self, CheckpointError> {
        let program = super::cache::program().map_err(|error| CheckpointError::Io { path: "the program".to_owned(), error })?;
        let rules = format!("{} {:?} {:?} {:?}", self.description(), self.ignores, self.dedup.prefer, self.want);
        let manifest = Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            program: format!("{program:032x}"),
            rules: format!("{:032x}", xxh3_128(rules.as_bytes())),
            inputs: sources.iter().map(Input::of).collect::<Result<_, _>>()?,
        };
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

    fn manifest(rules: &str, inputs: &[(&str, &str)]) -> Manifest {
        let input = |(path, hash): &(&str, &str)| Input { path: (*path).to_owned(), bytes: 1, hash: (*hash).to_owned() };
        let inputs = inputs.iter().map(input).collect();
        Manifest { version: "1".to_owned(), program: "p".to_owned(), rules: rules.to_owned(), inputs }
    }

    fn worked(lines: usize) -> Worked {
        Worked { records: Vec::new(), chrome_lines: 0, bytes: 1, lines, unsettled: 0, packed: None }
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

    #[test]
    fn another_run_is_refused_and_told_apart() {
        let begun = serde_json::to_vec(&manifest("r", &[("a", "1"), ("b", "2")])).unwrap();
        let difference = |rules: &str, inputs: &[(&str, &str)]| manifest(rules, inputs).difference_from(&begun);
        assert_eq!(difference("r", &[("a", "1"), ("b", "2")]), None);
        let says = |rules: &str, inputs: &[(&str, &str)], said: &str| difference(rules, inputs).is_some_and(|what| what.contains(said));
        assert!(says("s", &[("a", "1"), ("b", "2")], "rules"));
        assert!(says("r", &[("a", "1"), ("b", "3")], "b has changed"));
        assert!(says("r", &[("a", "1"), ("c", "2")], "it read b, not c"));
        assert!(says("r", &[("a", "1")], "2 and not 1"));
        assert!(manifest("r", &[]).difference_from(b"{}").is_some_and(|what| what.contains("cannot be read")));
    }
}
