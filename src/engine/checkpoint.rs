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

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64, xxh3_128};

use super::Engine;
use super::work::Worked;
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
        fs::create_dir_all(folder).map_err(failed)?;
        let journal = File::options().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match journal.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(CheckpointError::InUse { folder: named() }),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let checkpoint = Checkpoint { folder: folder.to_owned(), journal };
        match checkpoint.all_frames().next(1).map_err(failed)?.first() {
            Some(begun) => match manifest.difference_from(begun) {
                Some(what) => Err(CheckpointError::Another { folder: named(), what }),
                None => Ok(checkpoint),
            },
            None => {
                let contents = serde_json::to_vec(manifest).expect("plain data with text keys always serialises");
                checkpoint.add(&framed(&contents)).map_err(failed)?;
                Ok(checkpoint)
            }
        }
    }

    fn all_frames(&self) -> Frames<'_> {
        Frames { reader: BufReader::with_capacity(1 << 20, &self.journal), journal: &self.journal, whole: 0 }
    }

    /// The frames of chunks that are there.
    pub(super) fn frames(&self) -> io::Result<Frames<'_>> {
        (&self.journal).rewind()?;
        let mut frames = self.all_frames();
        frames.next(1)?;
        Ok(frames)
    }

    /// Adds a frame behind the last one.
    pub(super) fn add(&self, frame: &[u8]) -> io::Result<()> {
        (&self.journal).write_all(frame)
    }

    /// Removes what was kept: the run is done.
    fn remove(&self) -> io::Result<()> {
        fs::remove_file(self.folder.join(JOURNAL))?;
        match fs::remove_dir(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => Err(error),
            _ => Ok(()),
        }
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
        change.or_else(|| (then != now).then(|| format!("it read {then} files, not {now}")))
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
    journal: &'c File,
    /// Bytes of the frames that were read.
    whole: u64,
}

impl Frames<'_> {
    /// The contents of up to `most` more frames; none at the end.
    pub(super) fn next(&mut self, most: usize) -> io::Result<Vec<Vec<u8>>> {
        let mut frames = Vec::new();
        while frames.len() < most {
            let Some(contents) = self.next_whole()? else {
                self.journal.set_len(self.whole)?;
                (&mut &*self.journal).seek(SeekFrom::Start(self.whole))?;
                break;
            };
            self.whole += (HEAD + contents.len()) as u64;
            frames.push(contents);
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
        let is_whole = contents.len() == length as usize && checksum == xxh3_64(&contents).to_le_bytes();
        Ok(is_whole.then_some(contents))
    }
}

/// What came of a chunk of the file at position `file`, as a frame.
pub(super) fn frame(file: usize, worked: &Worked) -> Vec<u8> {
    let plain = rmp_serde::to_vec(&(file, worked)).expect("plain data always serialises");
    framed(&zstd::encode_all(&plain[..], LEVEL).expect("memory does not fail"))
}

fn framed(contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len()).expect("a chunk is far below 4 GiB");
    [&length.to_le_bytes()[..], &xxh3_64(contents).to_le_bytes(), contents].concat()
}

/// What the contents of a [`frame`] hold.
pub(super) fn contents(frame: &[u8]) -> io::Result<(usize, Worked)> {
    rmp_serde::from_slice(&zstd::decode_all(frame)?).map_err(io::Error::other)
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
        Worked { records: Vec::new(), chrome_lines: 0, bytes: 1, lines, unsettled: 0, frame: None }
    }

    fn lines(checkpoint: &Checkpoint) -> Vec<usize> {
        checkpoint.frames().unwrap().next(99).unwrap().iter().map(|frame| contents(frame).unwrap().1.lines).collect()
    }

    #[test]
    fn whole_frames_come_back_and_work_goes_on_behind_them() {
        let folder = tempfile::tempdir().unwrap();
        let this = manifest("r", &[("a", "1")]);
        let checkpoint = Checkpoint::open(folder.path(), &this).unwrap();
        assert!(lines(&checkpoint).is_empty());
        [1, 2].iter().for_each(|n| checkpoint.add(&frame(0, &worked(*n))).unwrap());
        checkpoint.add(&frame(0, &worked(3))[..HEAD + 3]).unwrap();
        assert!(matches!(Checkpoint::open(folder.path(), &this), Err(CheckpointError::InUse { .. })));
        drop(checkpoint);
        let checkpoint = Checkpoint::open(folder.path(), &this).unwrap();
        assert_eq!(lines(&checkpoint), [1, 2]);
        checkpoint.add(&frame(0, &worked(4))).unwrap();
        drop(checkpoint);
        let checkpoint = Checkpoint::open(folder.path(), &this).unwrap();
        assert_eq!(lines(&checkpoint), [1, 2, 4]);
        checkpoint.remove().unwrap();
        assert!(!folder.path().exists());
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
        assert!(says("r", &[("a", "1")], "it read 2 files, not 1"));
        assert!(manifest("r", &[]).difference_from(b"{}").is_some_and(|what| what.contains("cannot be read")));
    }
}
