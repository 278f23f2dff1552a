//! What is kept of all records while they are read, and the records that are compared with each
//! other.

use std::io;

use super::Entry;
use super::bands::Bands;
use super::reference::Reference;
use super::store::{Details, PackedDetails, Store};

/// What a reference that is not read from a corpus keeps in memory before it goes to temporary
/// files, in bytes.
const IN_MEMORY: usize = 1 << 20;

/// What is kept of each record, in the order in which they were read.
#[derive(Debug)]
pub struct Records {
    entries: Vec<Entry>,
    bands: Bands,
    pub(super) store: Store,
}

impl Default for Records {
    fn default() -> Self {
        Records::small(0)
    }
}

impl Records {
    /// None yet. Sketches have `bands` keys; of these and of the details `limit` bytes are kept in
    /// memory, beside the entries themselves.
    pub fn new(limit: usize, bands: usize) -> Records {
        Records {
            entries: Vec::new(),
            bands: Bands::new(limit / 2, bands),
            store: Store::new(limit / 2),
        }
    }

    /// The same, of a reference that is not read from a corpus.
    pub(super) fn small(bands: usize) -> Records {
        Records::new(IN_MEMORY, bands)
    }

    /// Keys in a sketch.
    pub(super) fn bands(&self) -> usize {
        self.bands.width()
    }

    /// Adds a record, the keys of its sketch and its details; `None` for one that is never asked
    /// for any.
    ///
    /// # Errors
    /// Returns an I/O error if a temporary file fails.
    pub fn add(
        &mut self,
        entry: Entry,
        bands: &[u32],
        details: Option<&PackedDetails>,
    ) -> io::Result<()> {
        let details =
            details.map(|details| self.store.add(details)).transpose()?.unwrap_or_default();
        self.push(Entry { details, ..entry }, bands)
    }

    /// Adds a record whose details are in the store already.
    pub(super) fn push(&mut self, entry: Entry, bands: &[u32]) -> io::Result<()> {
        self.entries.push(entry);
        self.bands.push(bands)
    }

    /// Adds the records of others behind its own; their files are counted from `file` on.
    ///
    /// # Errors
    /// Returns an I/O error if a temporary file fails.
    pub(super) fn extend(&mut self, others: &Records, file: u32) -> io::Result<()> {
        others.each(|entry, bands| {
            let details =
                self.store.add_bytes(&others.store.bytes(entry.details)?, entry.details)?;
            self.push(Entry { details, file: entry.file + file, ..entry.clone() }, bands)
        })
    }

    /// What is kept of each record.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hands on each entry and the keys of its sketch.
    ///
    /// # Errors
    /// Returns the first error of `each`, or an I/O error if the temporary file fails.
    pub(super) fn each(
        &self,
        mut each: impl FnMut(&Entry, &[u32]) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.bands() == 0 {
            return self.entries.iter().try_for_each(|entry| each(entry, &[]));
        }
        let mut entries = self.entries.iter();
        self.bands.each(|bands| entries.next().map_or(Ok(()), |entry| each(entry, bands)))
    }
}

/// The records that are compared: those of a reference, and behind them the new ones, all numbered
/// from 0 on.
#[derive(Clone, Copy)]
pub struct Pool<'r> {
    /// The corpus that all are compared with. Its records stay, whatever they are to each other.
    pub reference: &'r Reference,
    /// The others.
    pub new: &'r Records,
}

impl<'r> Pool<'r> {
    /// How many records the reference has.
    pub fn known(self) -> u32 {
        u32::try_from(self.reference.records.entries.len()).unwrap_or(u32::MAX)
    }

    /// How many records there are.
    pub fn count(self) -> u32 {
        self.known().saturating_add(u32::try_from(self.new.entries.len()).unwrap_or(u32::MAX))
    }

    /// Whether a record is one of the reference.
    pub fn is_known(self, n: u32) -> bool {
        n < self.known()
    }

    /// What is kept of record `n`.
    pub fn entry(self, n: u32) -> &'r Entry {
        let (records, n) = self.place(n);
        &records.entries[n]
    }

    /// Every number, and what is kept of that record.
    pub fn entries(self) -> impl Iterator<Item = (u32, &'r Entry)> {
        (0..).zip(self.reference.records.entries.iter().chain(&self.new.entries))
    }

    /// The details of record `n`.
    ///
    /// # Errors
    /// Returns an I/O error if the file that they are in cannot be read.
    pub fn details(self, n: u32) -> io::Result<Details> {
        let (records, n) = self.place(n);
        records.store.details(records.entries[n].details)
    }

    /// Keys in a sketch.
    pub fn bands(self) -> usize {
        self.new.bands()
    }

    /// The keys of all records in one band; 0 for one that has none.
    ///
    /// # Errors
    /// Returns an I/O error if a temporary file fails.
    pub fn band(self, band: usize) -> io::Result<Vec<u32>> {
        let mut column = if band < self.reference.records.bands() {
            self.reference.records.bands.column(band)?
        } else {
            vec![0; self.reference.records.entries.len()]
        };
        column.extend(self.new.bands.column(band)?);
        Ok(column)
    }

    /// The records that `n` is one of, and its number there.
    fn place(self, n: u32) -> (&'r Records, usize) {
        match n.checked_sub(self.known()) {
            Some(new) => (self.new, new as usize),
            None => (&self.reference.records, n as usize),
        }
    }
}
