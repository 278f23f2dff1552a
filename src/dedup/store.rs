//! What is needed of a record only if it has a copy: in memory up to a limit, and then in a temporary file.

use std::fs::File;
use std::io::{self, Write};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::finding::Location;

/// What is asked for when two records are compared, or a copy is reported.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Details {
    /// Its id.
    pub id: String,
    /// Its title after repair; `None` if there is none.
    pub title: Option<String>,
    /// The title as it stands.
    pub place: Option<TitlePlace>,
    /// Its abstract after repair, if it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstract_: Option<String>,
    /// Whether anything was repaired in the record.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_changed: bool,
    /// What is still damaged in that abstract, in bytes of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damage: Vec<Range<usize>>,
    /// The shingles of its abstract, in ascending order.
    #[serde(skip)]
    pub shingles: Vec<u32>,
}

impl Details {
    /// As they are kept: what is done for each record, and apart from the store.
    pub fn packed(&self) -> Packed {
        let mut bytes: Vec<u8> = self.shingles.iter().flat_map(|shingle| shingle.to_le_bytes()).collect();
        bytes.extend(serde_json::to_vec(self).expect("plain data with text keys always serialises"));
        Packed { bytes, shingles: self.shingles.len() }
    }
}

/// The details of one record, ready to be kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Packed {
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
    shingles: usize,
}

/// The title of a record as it was read, and where it stands in its file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TitlePlace {
    /// The title.
    pub text: String,
    /// Its first character; its line is counted from that of the record.
    pub start: Location,
    /// Behind its last character, in the same way.
    pub end: Location,
}

/// Where the details of a record are, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pub(super) offset: u64,
    pub(super) shingles: u32,
    pub(super) rest: u32,
}

impl Address {
    /// Bytes of the details.
    pub(super) fn length(self) -> usize {
        self.shingles as usize * 4 + self.rest as usize
    }
}

/// The details of all records.
#[derive(Debug)]
pub struct Store {
    limit: usize,
    length: u64,
    /// All details, or those that are not in the file yet.
    memory: Vec<u8>,
    file: Option<Spilled>,
}

/// A temporary file, and how much is in it.
#[derive(Debug)]
struct Spilled {
    file: File,
    length: u64,
}

impl Store {
    /// An empty store that keeps `limit` bytes in memory.
    pub fn new(limit: usize) -> Store {
        Store { limit, length: 0, memory: Vec::new(), file: None }
    }

    /// Adds the details of a record.
    ///
    /// # Errors
    /// What the operating system says of the temporary file.
    pub fn add(&mut self, details: &Packed) -> io::Result<Address> {
        let narrow = |n: usize| u32::try_from(n).map_err(io::Error::other);
        let rest = details.bytes.len() - 4 * details.shingles;
        let address = Address { offset: 0, shingles: narrow(details.shingles)?, rest: narrow(rest)? };
        self.add_bytes(&details.bytes, address)
    }

    /// Adds details as they stand in another store, at `address` there; returns the one here.
    pub(super) fn add_bytes(&mut self, bytes: &[u8], address: Address) -> io::Result<Address> {
        let address = Address { offset: self.length, ..address };
        self.write(bytes)?;
        self.length += bytes.len() as u64;
        Ok(address)
    }

    /// Bytes of all details.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// The details at an address as they stand in the store.
    pub(super) fn bytes(&self, address: Address) -> io::Result<Vec<u8>> {
        self.read(address.offset, address.length())
    }

    /// Writes all details, from the first address on.
    pub(super) fn copy_to(&self, out: &mut impl Write) -> io::Result<()> {
        /// So many bytes at a time.
        const PIECE: u64 = 1 << 20;
        for offset in (0..self.length).step_by(PIECE as usize) {
            out.write_all(&self.read(offset, PIECE.min(self.length - offset) as usize)?)?;
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.memory.is_empty() && self.memory.len() + bytes.len() > self.limit {
            if self.file.is_none() {
                self.file = Some(Spilled { file: tempfile::tempfile()?, length: 0 });
            }
            if let Some(spilled) = &mut self.file {
                spilled.file.write_all(&self.memory)?;
                spilled.length += self.memory.len() as u64;
                self.memory.clear();
            }
        }
        self.memory.extend_from_slice(bytes);
        Ok(())
    }

    /// The details at an address.
    ///
    /// # Errors
    /// What the operating system says of the temporary file.
    pub fn details(&self, address: Address) -> io::Result<Details> {
        let bytes = self.bytes(address)?;
        let (shingles, rest) = bytes.split_at(address.shingles as usize * 4);
        let details: Details = serde_json::from_slice(rest).map_err(io::Error::other)?;
        Ok(Details { shingles: numbers(shingles), ..details })
    }

    /// Bytes from an offset on; they may lie in the file, in memory, or across the two.
    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let spilled = self.file.as_ref().map_or(0, |spilled| spilled.length);
        let in_file = usize::try_from(spilled.saturating_sub(offset)).map_or(length, |n| n.min(length));
        if let Some(Spilled { file, .. }) = &self.file {
            read_at(file, &mut bytes[..in_file], offset)?;
        }
        let from = usize::try_from((offset + in_file as u64).saturating_sub(spilled)).map_err(io::Error::other)?;
        let rest = self.memory.get(from..from + length - in_file).ok_or(io::ErrorKind::UnexpectedEof)?;
        bytes[in_file..].copy_from_slice(rest);
        Ok(bytes)
    }
}

/// Fills `bytes` from `offset` on.
#[cfg(unix)]
pub(super) fn read_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

/// A file is opened once, so that its position is what another thread reads from: it is taken in turns.
#[cfg(not(unix))]
pub(super) fn read_at(mut file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(bytes)?;
    file.seek(SeekFrom::End(0)).map(drop)
}

/// Numbers of four bytes, little-endian.
pub(super) fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_come_back_from_memory_and_from_the_file() {
        for limit in [0, 100, 1 << 20] {
            let mut store = Store::new(limit);
            let all: Vec<Details> = (0..50)
                .map(|n| Details {
                    id: n.to_string(),
                    title: (n % 2 == 0).then(|| "T".repeat(n)),
                    abstract_: (n % 3 == 0).then(|| "A".repeat(n)),
                    is_changed: n % 4 == 0,
                    damage: (0..n % 3).map(|at| at..n).collect(),
                    place: None,
                    shingles: (0..n as u32).collect(),
                })
                .collect();
            let addresses: Vec<Address> = all.iter().map(|details| store.add(&details.packed()).unwrap()).collect();
            for n in [49, 0, 25] {
                assert_eq!(store.details(addresses[n]).unwrap(), all[n]);
            }
            let last = store.add(&all[7].packed()).unwrap();
            assert_eq!((store.details(last).unwrap(), store.details(addresses[49]).unwrap()), (all[7].clone(), all[49].clone()));
            assert_eq!(store.file.is_some(), limit < 1 << 20);
            let mut copy = Vec::new();
            store.copy_to(&mut copy).unwrap();
            assert_eq!(copy.len() as u64, store.length());
        }
    }
}
