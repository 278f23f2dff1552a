//! Lines of a corpus that wait in a temporary file until all of them are there: what has columns
//! must know all of their names before its first row.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use crate::fs::atomic::folder_of;
use crate::source::value::Object;

/// Lines on their way.
pub(super) struct WaitingLines {
    writer: BufWriter<File>,
}

impl WaitingLines {
    /// None yet, in a file beside `path`.
    ///
    /// # Errors
    /// Returns an I/O error if no file can be made there.
    pub(super) fn beside(path: &Path) -> io::Result<WaitingLines> {
        let file = tempfile::tempfile_in(folder_of(path))?;
        Ok(WaitingLines { writer: BufWriter::with_capacity(1 << 20, file) })
    }

    /// Appends a line.
    ///
    /// # Errors
    /// Returns an I/O error if it cannot be written.
    pub(super) fn push(&mut self, line: &str) -> io::Result<()> {
        self.writer.write_all(line.as_bytes())?;
        self.writer.write_all(b"\n")
    }

    /// All of them.
    ///
    /// # Errors
    /// Returns an I/O error if the last ones cannot be written.
    pub(super) fn all(self) -> io::Result<AllLines> {
        let file = self.writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(AllLines { file })
    }
}

/// Lines of which there will be no more.
pub(super) struct AllLines {
    file: File,
}

impl AllLines {
    /// A reader at the first line.
    ///
    /// # Errors
    /// Returns an I/O error if there is no way back.
    pub(super) fn reader_at_start(&self) -> io::Result<BufReader<&File>> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        Ok(BufReader::with_capacity(1 << 20, file))
    }

    /// The names of all members, in the order of their first appearance.
    ///
    /// # Errors
    /// Returns an I/O error if a line cannot be read, or is no JSON object.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        let (mut names, mut seen) = (Vec::new(), HashSet::new());
        for line in self.reader_at_start()?.lines() {
            let line = line?;
            let Object(members) = serde_json::from_str(&line)?;
            for (name, _) in members {
                if !seen.contains(name.as_ref()) {
                    seen.insert(name.to_string());
                    names.push(name.into_owned());
                }
            }
        }
        Ok(names)
    }
}
