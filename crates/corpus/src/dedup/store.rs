//! What is needed of a record only if it has a copy.

use std::io::{self, Write};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::fs::spill::Spill;
use abslint_core::span::Location;

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
    pub fn packed(&self) -> PackedDetails {
        let mut bytes: Vec<u8> =
            self.shingles.iter().flat_map(|shingle| shingle.to_le_bytes()).collect();
        bytes
            .extend(serde_json::to_vec(self).expect("plain data with text keys always serialises"));
        PackedDetails { bytes, shingles: self.shingles.len() }
    }
}

/// The details of one record, ready to be kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PackedDetails {
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
pub struct Store(Spill);

impl Store {
    /// An empty store that keeps `limit` bytes in memory.
    pub fn new(limit: usize) -> Store {
        Store(Spill::new(limit))
    }

    /// Adds the details of a record.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn add(&mut self, details: &PackedDetails) -> io::Result<Address> {
        let narrow = |n: usize| u32::try_from(n).map_err(io::Error::other);
        let rest = details.bytes.len() - 4 * details.shingles;
        let address =
            Address { offset: 0, shingles: narrow(details.shingles)?, rest: narrow(rest)? };
        self.add_bytes(&details.bytes, address)
    }

    /// Adds details as they stand in another store, at `address` there; returns the one here.
    pub(super) fn add_bytes(&mut self, bytes: &[u8], address: Address) -> io::Result<Address> {
        Ok(Address { offset: self.0.add(bytes)?, ..address })
    }

    /// Bytes of all details.
    pub(super) fn length(&self) -> u64 {
        self.0.length()
    }

    /// The details at an address as they stand in the store.
    pub(super) fn bytes(&self, address: Address) -> io::Result<Vec<u8>> {
        self.0.read(address.offset, address.length())
    }

    /// Writes all details, from the first address on.
    pub(super) fn copy_to(&self, out: &mut impl Write) -> io::Result<()> {
        self.0.copy_to(out)
    }

    /// The details at an address.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn details(&self, address: Address) -> io::Result<Details> {
        let bytes = self.bytes(address)?;
        let (shingles, rest) = bytes.split_at(address.shingles as usize * 4);
        let details: Details = serde_json::from_slice(rest).map_err(io::Error::other)?;
        Ok(Details { shingles: numbers(shingles), ..details })
    }
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
            let addresses: Vec<Address> =
                all.iter().map(|details| store.add(&details.packed()).unwrap()).collect();
            for n in [49, 0, 25] {
                assert_eq!(store.details(addresses[n]).unwrap(), all[n]);
            }
            let last = store.add(&all[7].packed()).unwrap();
            assert_eq!(
                (store.details(last).unwrap(), store.details(addresses[49]).unwrap()),
                (all[7].clone(), all[49].clone())
            );
            assert_eq!(store.0.has_spilled(), limit < 1 << 20);
        }
    }
}
