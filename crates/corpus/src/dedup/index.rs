//! The keys of a corpus in a file, so that new records are compared with millions in the time that
//! it takes to read the new ones.
//!
//! ```text
//! header   magic, version, bands, rows, sizes
//! names    the paths of the files, as JSON
//! records  what is kept of each record, of one size
//! keys     (key, record), in ascending order: where records that share a key are found by bisection
//! checksum of the three before it
//! details  title, id and shingles of each record, with a checksum for each
//! ```
//!
//! All numbers are little-endian. The file is mapped into memory: of the keys and the details only
//! the pages that are asked for are read. It holds no abstract.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use memmap2::Mmap;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::keys::Keys;
use super::records::Records;
use super::reference::Reference;
use super::shingles::mixed;
use super::sketch::Banding;
use super::store::{Address, Store};
use super::{Completeness, Entry};
use crate::fs::atomic::AtomicFile;

/// The first bytes of an index, and the version of its layout and of everything that keys depend
/// on.
const MAGIC: &[u8; 16] = b"abslint keys v3\n";

/// Numbers of eight bytes behind the magic: bands, rows, bytes of names, records, keys, bytes of
/// details.
const NUMBERS: usize = 6;
const HEADER: usize = MAGIC.len() + 8 * NUMBERS;
const CHECKSUM: usize = 8;

/// Bytes of a record without its bands, and of a key.
const RECORD: usize = 4 * 14 + 8 * 4;
const KEY: usize = 12;

/// Keys that are sorted in memory at a time, in bytes.
const PASS: usize = 256 << 20;

/// What is wrong with an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The operating system says so.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: String,
        /// The reason.
        error: io::Error,
    },
    /// It is damaged, or was not written by this version.
    #[error("{path}: {reason}; write it again with `abslint index`")]
    Unusable {
        /// The file.
        path: String,
        /// What does not fit.
        reason: String,
    },
}

impl IndexError {
    /// That a temporary file failed.
    pub(super) fn temporary(error: io::Error) -> IndexError {
        IndexError::Io { path: "temporary file".to_owned(), error }
    }
}

/// Whether the file at `path` begins as an index does.
pub fn is_index(path: &Path) -> bool {
    let mut magic = [0; MAGIC.len()];
    if !path.is_file() {
        return false;
    }
    let read = File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut magic));
    read.is_ok() && magic.starts_with(b"abslint keys ")
}

/// Writes the keys of `reference` to `path`; returns the bytes that they take.
///
/// # Errors
/// Returns an error if `path` cannot be written, or a temporary file fails.
pub fn write(reference: &Reference, banding: Banding, path: &Path) -> Result<u64, IndexError> {
    let name = path.display().to_string();
    let failed = |error| IndexError::Io { path: name.clone(), error };
    let names = serde_json::to_vec(&reference.names).map_err(|error| failed(error.into()))?;
    let mut file = AtomicFile::create(path).map_err(failed)?;
    let records = &reference.records;
    let details = records.store.length();
    let mut all = 0;
    let count = |entry: &Entry, bands: &[u32]| {
        all += keys_of(entry, bands).count();
        Ok(())
    };
    records.each(count).map_err(failed)?;
    let sizes =
        [banding.bands, banding.rows, names.len(), records.entries().len(), all].map(|n| n as u64);
    let header = sizes.into_iter().chain([details]).flat_map(u64::to_le_bytes);
    let write = || -> io::Result<u64> {
        file.write_all(&MAGIC.iter().copied().chain(header).collect::<Vec<u8>>())?;
        let mut tables = Checked { hash: Xxh3Default::new(), length: 0, out: &mut file };
        write_tables(records, banding, &names, all, &mut tables)?;
        let (length, checksum) = (tables.length, tables.hash.digest());
        file.write_all(&checksum.to_le_bytes())?;
        records.store.copy_to(&mut file)?;
        Ok((HEADER + CHECKSUM) as u64 + length + details)
    };
    let length = write().map_err(failed)?;
    file.commit().map_err(failed)?;
    Ok(length)
}

/// A writer that keeps the checksum of what goes through it.
struct Checked<W> {
    hash: Xxh3Default,
    length: u64,
    out: W,
}

impl<W: Write> Checked<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

/// Names, records and keys. The keys are sorted in passes over ranges of them, so that they need
/// never be in memory together.
fn write_tables(
    records: &Records,
    banding: Banding,
    names: &[u8],
    all: usize,
    out: &mut Checked<impl Write>,
) -> io::Result<()> {
    out.put(names)?;
    records.each(|entry, bands| out.put(&record_bytes(entry, bands, banding, &records.store)?))?;
    let passes = (all * 16).div_ceil(PASS).max(1) as u64;
    for pass in 0..passes {
        let in_pass = |key: &u64| ((u128::from(*key) * u128::from(passes)) >> 64) as u64 == pass;
        let (mut keys, mut n) = (Vec::new(), 0_u32);
        records.each(|entry, bands| {
            keys.extend(keys_of(entry, bands).filter(in_pass).map(|key| (key, n)));
            n += 1;
            Ok(())
        })?;
        keys.sort_unstable();
        for (key, n) in keys {
            out.put(&key.to_le_bytes())?;
            out.put(&n.to_le_bytes())?;
        }
    }
    Ok(())
}

/// All keys by which a record is found, each mixed with its kind; none of one that is never a copy.
fn keys_of<'k>(entry: &'k Entry, bands: &'k [u32]) -> impl Iterator<Item = u64> + 'k {
    entry.keys.iter().flat_map(move |keys| keys_of_copy(keys, bands))
}

fn keys_of_copy<'k>(keys: &'k Keys, bands: &'k [u32]) -> impl Iterator<Item = u64> + 'k {
    let of = |kind: u64, key: u64| mixed(key ^ kind.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let edges = [(1, keys.head), (2, keys.tail)]
        .into_iter()
        .filter(|(_, key)| *key != 0)
        .map(move |(kind, key)| of(kind, key.into()));
    let bands = (4..)
        .zip(bands)
        .filter(|(_, key)| **key != 0)
        .map(move |(kind, key)| of(kind, u64::from(*key)));
    std::iter::once(of(0, keys.abstract_[0] ^ keys.abstract_[1]))
        .chain(edges)
        .chain(keys.title.map(|title| of(3, title)))
        .chain(bands)
}

fn record_bytes(
    entry: &Entry,
    bands: &[u32],
    banding: Banding,
    store: &Store,
) -> io::Result<Vec<u8>> {
    let keys = entry.keys.unwrap_or_default();
    let Completeness { has_title, letters, links, fields, is_extract } = entry.completeness;
    let Address { offset, shingles, rest } = entry.details;
    let checksum = xxh3_64(&store.bytes(entry.details)?);
    let halves = [checksum as u32, (checksum >> 32) as u32];
    let flags = u32::from(entry.keys.is_some())
        | u32::from(keys.title.is_some()) << 1
        | u32::from(has_title) << 2
        | u32::from(is_extract) << 3
        | u32::from(entry.is_notice) << 4;
    let small = [
        flags, entry.file, entry.record, entry.line, letters, links, fields, entry.damage,
        keys.head, keys.tail, shingles, rest,
    ];
    let large = [keys.abstract_[0], keys.abstract_[1], keys.title.unwrap_or(0), offset];
    let mut bands = bands.to_vec();
    bands.resize(banding.bands, 0);
    let small = small.into_iter().chain(halves).chain(bands).flat_map(u32::to_le_bytes);
    Ok(large.into_iter().flat_map(u64::to_le_bytes).chain(small).collect())
}

/// An index that is read.
#[derive(Debug)]
pub struct Index {
    map: Mmap,
    path: String,
    banding: Banding,
    names: Vec<String>,
    /// Where the records, the keys and the details begin, and how many of the first two there are.
    records: (usize, usize),
    keys: (usize, usize),
    details: usize,
}

impl Index {
    /// Opens an index and checks that it is whole.
    ///
    /// # Errors
    /// [`IndexError`]; an index with other bands than those of `wanted` cannot be used.
    pub fn open(path: &Path, wanted: Banding) -> Result<Index, IndexError> {
        let name = path.display().to_string();
        let failed = |error| IndexError::Io { path: name.clone(), error };
        let unusable =
            |reason: &str| IndexError::Unusable { path: name.clone(), reason: reason.to_owned() };
        let file = File::open(path).map_err(failed)?;
        // SAFETY: the map is only read, and every access is within its length. Who cuts the file
        // while it is mapped ends this program with a bus error; an index is only ever replaced by
        // renaming.
        #[allow(unsafe_code, reason = "mapping a file is unsafe because others may change it")]
        let map = unsafe { Mmap::map(&file) }.map_err(failed)?;
        if !map.starts_with(MAGIC) || map.len() < HEADER {
            return Err(unusable("it is no index of this version"));
        }
        let number = |n: usize| {
            numbers::u64(&map, MAGIC.len() + 8 * n)
                .and_then(|n| usize::try_from(n).ok())
                .unwrap_or(usize::MAX)
        };
        let banding = Banding { bands: number(0), rows: number(1) };
        if banding != wanted {
            return Err(unusable("it was made for another `dedup.similarity`"));
        }
        let records = HEADER.saturating_add(number(2));
        let keys =
            number(3).checked_mul(RECORD + 4 * banding.bands).and_then(|n| n.checked_add(records));
        let end = keys.and_then(|keys| number(4).checked_mul(KEY)?.checked_add(keys));
        let details = end.and_then(|end| end.checked_add(CHECKSUM));
        let (Some(keys), Some(end), Some(details)) = (keys, end, details) else {
            return Err(unusable("its sizes make no sense"));
        };
        if details.checked_add(number(5)) != Some(map.len()) {
            return Err(unusable("it is cut off"));
        }
        if numbers::u64(&map, end) != Some(xxh3_64(&map[HEADER..end])) {
            return Err(unusable("its checksum is wrong"));
        }
        let names = serde_json::from_slice(&map[HEADER..records])
            .map_err(|_| unusable("its names cannot be read"))?;
        let (records, keys) = ((records, number(3)), (keys, number(4)));
        Ok(Index { path: name, banding, names, records, keys, details, map })
    }

    /// What is known of the records that share a key with one of `new`.
    ///
    /// # Errors
    /// Returns an error if the details of one of them are damaged, or a temporary file fails.
    pub fn reference(&self, new: &Records) -> Result<Reference, IndexError> {
        let mut keys: BTreeSet<u64> = BTreeSet::new();
        let add = |entry: &Entry, bands: &[u32]| {
            keys.extend(keys_of(entry, bands));
            Ok(())
        };
        new.each(add).map_err(IndexError::temporary)?;
        let found: BTreeSet<u32> = keys.into_iter().flat_map(|key| self.holders(key)).collect();
        let mut records = Records::small(self.banding.bands);
        for n in found {
            let (entry, bands) = self.entry(n as usize, &mut records.store)?;
            records.push(entry, &bands).map_err(IndexError::temporary)?;
        }
        Ok(Reference { names: self.names.clone(), records })
    }

    /// The records that have a key. Of a key that very many share (a title such as "Preface") the
    /// first are enough.
    fn holders(&self, key: u64) -> impl Iterator<Item = u32> {
        const MOST: usize = 64;
        let (start, count) = self.keys;
        let at = move |n: usize| start + n * KEY;
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if numbers::u64(&self.map, at(middle)).unwrap_or(u64::MAX) < key {
                low = middle + 1
            } else {
                high = middle
            }
        }
        let same = (low..count)
            .take(MOST)
            .take_while(move |n| numbers::u64(&self.map, at(*n)) == Some(key));
        same.filter_map(move |n| numbers::u32(&self.map, at(n) + 8))
    }

    /// What is kept of record `n`, and the keys of its sketch; its details go to `store`.
    fn entry(&self, n: usize, store: &mut Store) -> Result<(Entry, Vec<u32>), IndexError> {
        let damaged = || IndexError::Unusable {
            path: self.path.clone(),
            reason: format!("record {n} is damaged"),
        };
        let start = self.records.0 + n * (RECORD + 4 * self.banding.bands);
        let large = |n: usize| numbers::u64(&self.map, start + 8 * n).unwrap_or(0);
        let small = |n: usize| numbers::u32(&self.map, start + 32 + 4 * n).unwrap_or(0);
        let has = |bit: u32| small(0) & 1 << bit != 0;
        // The checksum tells what came to harm, not what was written wrong.
        if n >= self.records.1 || small(1) as usize >= self.names.len() {
            return Err(damaged());
        }
        let address = Address { offset: large(3), shingles: small(10), rest: small(11) };
        let from = usize::try_from(address.offset)
            .ok()
            .and_then(|offset| offset.checked_add(self.details))
            .ok_or_else(damaged)?;
        let bytes = self
            .map
            .get(from..)
            .and_then(|rest| rest.get(..address.length()))
            .ok_or_else(damaged)?;
        if xxh3_64(bytes) != u64::from(small(12)) | u64::from(small(13)) << 32 {
            return Err(damaged());
        }
        let details = store
            .add_bytes(bytes, address)
            .map_err(|error| IndexError::Io { path: self.path.clone(), error })?;
        let keys = Keys {
            abstract_: [large(0), large(1)],
            title: has(1).then(|| large(2)),
            head: small(8),
            tail: small(9),
        };
        let entry = Entry {
            file: small(1),
            record: small(2),
            line: small(3),
            keys: has(0).then_some(keys),
            details,
            completeness: Completeness {
                has_title: has(2),
                letters: small(4),
                links: small(5),
                fields: small(6),
                is_extract: has(3),
            },
            is_notice: has(4),
            damage: small(7),
            preference: 0,
        };
        Ok((entry, (0..self.banding.bands).map(|n| small(14 + n)).collect()))
    }
}

/// Numbers in bytes; `None` behind the end.
mod numbers {
    pub(super) fn u64(bytes: &[u8], at: usize) -> Option<u64> {
        bytes.get(at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
    }

    pub(super) fn u32(bytes: &[u8], at: usize) -> Option<u32> {
        bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
    }
}
