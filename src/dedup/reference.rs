//! A corpus that new records are compared with, and that is never changed.

use super::Entry;
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

impl Default for Reference {
    fn default() -> Self {
        Reference { names: Vec::new(), entries: Vec::new(), store: Store::new(0) }
    }
}
