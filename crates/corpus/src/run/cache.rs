//! What the rules found in a record, kept for the next run over the same record.
//!
//! A cache is a folder with a file for each way to run: the name of the file is
//! a hash of everything that a result depends on beside the record, this
//! program included. In it, a result has the hash of its record as its key. So
//! no result can be taken for one of other rules, options or versions, and a
//! file that was cut or damaged only costs time: what does not match its
//! checksum is found anew.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use memmap2::Mmap;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128_with_seed};

use super::worker::LintedRecord;
use crate::fs::atomic::AtomicFile;
use crate::source::Chunk;
use abslint_core::record::{FieldName, Record};

const MAGIC: &[u8] = b"abslint cache 1\n";

/// Of so many ways to run the results are kept; those that were written longest ago are removed.
const MOST_FILES: usize = 8;

/// A file that has grown beyond this many bytes is begun anew.
const MOST_BYTES: u64 = 1 << 30;

/// The bytes of a checksum (XXH3).
const CHECKSUM: usize = 8;

/// The bytes of a result before its contents: key, length, checksum.
const HEAD: usize = 16 + 4 + CHECKSUM;

/// Results of earlier runs, and those of this one.
#[derive(Debug)]
pub(super) struct Cache {
    path: PathBuf,
    fingerprint: u64,
    map: Option<Mmap>,
    /// Where each result is, from its checksum on.
    known: HashMap<u128, Range<usize>>,
    /// Bytes of the file up to the end of the last whole result.
    whole: usize,
    new: Mutex<Vec<u8>>,
}

impl Cache {
    /// The results in `folder` of runs with that `fingerprint`; the folder is made if it is not
    /// there.
    ///
    /// # Errors
    /// Returns an I/O error if the folder cannot be read or written.
    pub(super) fn open(folder: &Path, fingerprint: u128) -> io::Result<Cache> {
        fs::create_dir_all(folder)?;
        // Neither in the repository nor in a backup.
        for (name, text) in [
            (".gitignore", "*\n"),
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
        ] {
            if !folder.join(name).exists() {
                fs::write(folder.join(name), text)?;
            }
        }
        let path = folder.join(format!("{fingerprint:032x}"));
        let map = mapped(&path)?;
        let (known, whole) = map.as_deref().map(index).unwrap_or_default();
        Ok(Cache {
            path,
            fingerprint: fingerprint as u64,
            map,
            known,
            whole,
            new: Mutex::new(Vec::new()),
        })
    }

    /// The key of a record: of its bytes, and of how they were read.
    pub(super) fn key(&self, record: &Record<'_>, chunk: &Chunk) -> u128 {
        let mut how =
            format!("{:?} {} {:?} {:?}", chunk.shape, record.column, record.id, chunk.profile);
        for field in FieldName::ALL.iter().filter_map(|name| record.field(*name)) {
            let place = field.to_source(&chunk.bytes, 0) as i64 - record.bytes.start as i64;
            let _ =
                write!(how, " {place} {:x} {}", xxh3_64(field.text.as_bytes()), field.text.len());
        }
        for (name, value) in &record.others {
            let _ = write!(how, " {name} {:x}", xxh3_64(value.as_bytes()));
        }
        xxh3_128_with_seed(
            &chunk.bytes[record.bytes.clone()],
            xxh3_64(how.as_bytes()) ^ self.fingerprint,
        )
    }

    /// What was found in the record of that key, if that is known.
    pub(super) fn get(&self, key: u128, record: &Record<'_>) -> Option<LintedRecord> {
        let contents = undamaged(self.map.as_deref()?.get(self.known.get(&key)?.clone())?)?;
        let mut linted: LintedRecord = rmp_serde::from_slice(contents).ok()?;
        for detection in &mut linted.outcome.detections {
            detection.location.line += record.line;
            detection.end_location.line += record.line;
        }
        Some(linted)
    }

    /// Keeps what was found in the record of that key.
    pub(super) fn add(&self, key: u128, record: &Record<'_>, linted: &LintedRecord) {
        // Places are kept as counted from the record.
        let mut kept = linted.clone();
        for detection in &mut kept.outcome.detections {
            detection.location.line -= record.line;
            detection.end_location.line -= record.line;
        }
        let contents =
            rmp_serde::to_vec_named(&kept).expect("plain data with text keys always serialises");
        let Ok(length) = u32::try_from(contents.len()) else { return };
        let mut new = self.new.lock().unwrap_or_else(PoisonError::into_inner);
        new.extend(key.to_le_bytes());
        new.extend(length.to_le_bytes());
        new.extend(xxh3_64(&contents).to_le_bytes());
        new.extend(contents);
    }

    /// Writes what is new behind what is there, which other runs may do at the same time.
    ///
    /// # Errors
    /// Returns an I/O error if the folder cannot be read or written.
    pub(super) fn save(&self) -> io::Result<()> {
        let new = std::mem::take(&mut *self.new.lock().unwrap_or_else(PoisonError::into_inner));
        if new.is_empty() {
            return Ok(());
        }
        let old = self.map.as_deref().filter(|old| ((old.len() + new.len()) as u64) < MOST_BYTES);
        if old.is_some_and(|old| old.len() == self.whole) {
            return File::options().append(true).open(&self.path)?.write_all(&new);
        }
        let mut file = AtomicFile::create(&self.path)?;
        file.write_all(old.map_or(MAGIC, |old| &old[..self.whole]))?;
        file.write_all(&new)?;
        file.commit()?;
        remove_oldest(&self.path)
    }
}

/// The file at `path`; `None` if there is none, or it is none of a cache.
fn mapped(path: &Path) -> io::Result<Option<Mmap>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    // SAFETY: the map is only read, and every access is within its length. Who cuts the file while
    // it is mapped ends this program with a bus error; a cache is only ever replaced by renaming.
    #[allow(unsafe_code, reason = "mapping a file is unsafe because others may change it")]
    let map = unsafe { Mmap::map(&file) }?;
    Ok(Some(map).filter(|map| map.starts_with(MAGIC)))
}

/// Where each whole result is, its checksum included, and where the last one ends. Whether a
/// checksum holds is asked when its result is.
fn index(bytes: &[u8]) -> (HashMap<u128, Range<usize>>, usize) {
    let mut known = HashMap::new();
    let mut at = MAGIC.len();
    while let Some((key, length)) = head(bytes, at) {
        let whole = at + HEAD - CHECKSUM..at + HEAD + length;
        if whole.end > bytes.len() {
            break;
        }
        at = whole.end;
        known.insert(key, whole);
    }
    (known, at)
}

/// The key of the result at `at`, and how long its contents are.
fn head(bytes: &[u8], at: usize) -> Option<(u128, usize)> {
    let (key, rest) = bytes.get(at..at + HEAD)?.split_first_chunk()?;
    let length = rest.first_chunk()?;
    Some((u128::from_le_bytes(*key), u32::from_le_bytes(*length) as usize))
}

/// What stands behind its checksum, if that holds.
fn undamaged(whole: &[u8]) -> Option<&[u8]> {
    let (checksum, contents) = whole.split_first_chunk()?;
    (u64::from_le_bytes(*checksum) == xxh3_64(contents)).then_some(contents)
}

/// Removes all but the newest files of the folder that `path` lies in.
fn remove_oldest(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let is_result =
        |name: &str| name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_result(&entry.file_name().to_string_lossy()) {
            files.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    files.sort();
    let surplus = files.len().saturating_sub(MOST_FILES);
    files[..surplus]
        .iter()
        .filter(|(_, old)| old != path)
        .try_for_each(|(_, old)| fs::remove_file(old))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(key: u128, contents: &[u8]) -> Vec<u8> {
        let length = (contents.len() as u32).to_le_bytes();
        [&key.to_le_bytes()[..], &length, &xxh3_64(contents).to_le_bytes(), contents].concat()
    }

    #[test]
    fn what_was_cut_or_damaged_is_not_taken_for_a_result() {
        let bytes = [MAGIC, &result(1, b"one"), &result(2, b"two")].concat();
        let (known, whole) = index(&bytes);
        assert_eq!(
            (undamaged(&bytes[known[&1].clone()]), undamaged(&bytes[known[&2].clone()])),
            (Some(&b"one"[..]), Some(&b"two"[..]))
        );
        assert_eq!(whole, bytes.len());
        let (known, whole) = index(&bytes[..bytes.len() - 1]);
        assert_eq!((known.len(), whole), (1, MAGIC.len() + HEAD + 3));
        let mut damaged = bytes.clone();
        *damaged.last_mut().unwrap() ^= 1;
        let (known, _) = index(&damaged);
        assert_eq!(undamaged(&damaged[known[&2].clone()]), None);
    }
}
