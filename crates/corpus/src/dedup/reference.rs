//! A corpus that new records are compared with, and that is never changed.

use std::io;
use std::path::PathBuf;

use super::index::{Index, IndexError};
use super::records::Records;

/// What is known of the records of a corpus, or of those of them that new records may be copies of.
#[derive(Debug, Default)]
pub struct Reference {
    /// The names of its files.
    pub names: Vec<String>,
    /// What is kept of them.
    pub records: Records,
}

impl Reference {
    /// Adds the records of another one behind its own.
    ///
    /// # Errors
    /// Returns an I/O error if a temporary file fails.
    fn extend(&mut self, other: &Reference) -> io::Result<()> {
        let files = u32::try_from(self.names.len()).map_err(io::Error::other)?;
        self.records.extend(&other.records, files)?;
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
    /// The records of the corpora, and those of the indexes that may be copies of one of `new`.
    ///
    /// # Errors
    /// Returns an error if an index is damaged, or a temporary file fails.
    pub fn for_records(&self, new: &Records) -> Result<Reference, IndexError> {
        let mut reference = Reference { names: Vec::new(), records: Records::small(new.bands()) };
        reference.extend(&self.whole).map_err(IndexError::temporary)?;
        for index in &self.indexes {
            reference.extend(&index.reference(new)?).map_err(IndexError::temporary)?;
        }
        Ok(reference)
    }
}
