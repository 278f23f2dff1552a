//! A corpus that new records are compared with, and that is never changed.

use std::io;
use std::path::PathBuf;

use super::Entry;
use super::index::{Index, IndexError};
use super::store::Store;

/// What is known of the records of a corpus, or of those of them that new records may be copies of.
#[derive(Debug)]
pub struct Reference {
    /// The names of its files.
    pub names: Vec<String>,
    /// What is kept of each record.
    pub entries: Vec<Entry>,
    /// Where the rest is.
    pub store: Store,
}

/// What a reference that is not read from a corpus keeps in memory before it goes to a temporary file, in bytes.
const IN_MEMORY: usize = 1 << 20;

impl Default for Reference {
    fn default() -> Self {
        Reference { names: Vec::new(), entries: Vec::new(), store: Store::new(IN_MEMORY) }
    }
}

impl Reference {
    /// Adds the records of another one behind its own.
    ///
    /// # Errors
    /// What the operating system says of the temporary files.
    fn extend(&mut self, other: &Reference) -> io::Result<()> {
        let files = u32::try_from(self.names.len()).map_err(io::Error::other)?;
        for entry in &other.entries {
            let details = self.store.add_bytes(&other.store.bytes(entry.details)?, entry.details)?;
            self.entries.push(Entry { details, file: entry.file + files, ..entry.clone() });
        }
        self.names.extend(other.names.iter().cloned());
        Ok(())
    }
}

/// What there is to compare with: corpora that were read, and the indexes of others.
#[derive(Debug, Default)]
pub struct References {
    /// The corpora.
    pub whole: Reference,
    /// The indexes.
    pub indexes: Vec<Index>,
    /// The files of both.
    pub files: Vec<PathBuf>,
}

impl References {
    /// The records of the corpora, and those of the indexes that may be copies of one of `entries`.
    ///
    /// # Errors
    /// That an index is damaged, or what the operating system says of the temporary files.
    pub fn for_entries(&self, entries: &[Entry]) -> Result<Reference, IndexError> {
        let failed = |error| IndexError::Io { path: "temporary file".to_owned(), error };
        let mut reference = Reference::default();
        reference.extend(&self.whole).map_err(failed)?;
        for index in &self.indexes {
            reference.extend(&index.reference(entries)?).map_err(failed)?;
        }
        Ok(reference)
    }
}
