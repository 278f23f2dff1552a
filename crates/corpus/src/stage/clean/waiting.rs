//! Records that wait until it is known which of them stay.

use std::io;
use std::path::Path;

use super::CleanRecord;
use crate::fs::atomic;
use crate::fs::spool::{Spool, Unspooled};

/// Records in temporary files: the halves of their lines, and their inputs if there are rejects.
pub(super) struct Waiting {
    lines: Spool,
    originals: Option<Spool>,
}

impl Waiting {
    /// None yet, for a `corpus` with or without rejects.
    ///
    /// # Errors
    /// Returns an I/O error if no file can be made beside the corpus.
    pub(super) fn create(corpus: &Path, has_rejects: bool) -> io::Result<Waiting> {
        let folder = if corpus == Path::new("-") {
            std::env::temp_dir()
        } else {
            atomic::folder_of(corpus).to_owned()
        };
        let originals = has_rejects.then(|| Spool::create(&folder)).transpose()?;
        Ok(Waiting { lines: Spool::create(&folder)?, originals })
    }

    /// Takes a record.
    ///
    /// # Errors
    /// Returns an I/O error if it cannot be written.
    pub(super) fn push(&mut self, record: &CleanRecord) -> io::Result<()> {
        if let (Some(spool), Some(original)) = (&mut self.originals, &record.original) {
            spool.push(original)?;
        }
        let [head, tail] = record.line.as_ref().map_or(["", ""], |line| [&line.head, &line.tail]);
        self.lines.push(head)?;
        self.lines.push(tail)
    }

    /// Begins again with the first record.
    ///
    /// # Errors
    /// Returns an I/O error if the last records cannot be written.
    pub(super) fn rewind(self) -> io::Result<Again> {
        let originals = self.originals.map(Spool::rewind).transpose()?;
        let [head, tail, original] = [const { String::new() }; 3];
        Ok(Again { lines: self.lines.rewind()?, originals, head, tail, original })
    }
}

/// The same records, one by one.
pub(super) struct Again {
    lines: Unspooled,
    originals: Option<Unspooled>,
    /// The first half of the line of the current one.
    pub(super) head: String,
    /// The second half.
    pub(super) tail: String,
    /// Its input, if there are rejects.
    pub(super) original: String,
}

impl Again {
    /// Goes to the next record.
    ///
    /// # Errors
    /// Returns an I/O error if it cannot be read, or there is none.
    pub(super) fn next(&mut self) -> io::Result<()> {
        self.lines.next_text(&mut self.head)?;
        self.lines.next_text(&mut self.tail)?;
        self.originals.as_mut().map_or(Ok(()), |originals| originals.next_text(&mut self.original))
    }
}
