//! Lines that wait until it is known which of them stay: in a temporary file, not in memory.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// A row of texts, written once and read back once in the same order.
pub struct Spool {
    writer: BufWriter<File>,
}

/// The length of a text stands before it: so many bytes, little-endian.
const LENGTH: usize = 4;

impl Spool {
    /// An empty spool in a file without a name in `folder`.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn create(folder: &Path) -> io::Result<Spool> {
        Ok(Spool { writer: BufWriter::with_capacity(1 << 20, tempfile::tempfile_in(folder)?) })
    }

    /// Appends a text.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails, or a single text is over 4 GiB.
    pub fn push(&mut self, text: &str) -> io::Result<()> {
        let length = u32::try_from(text.len()).map_err(io::Error::other)?;
        self.writer.write_all(&length.to_le_bytes())?;
        self.writer.write_all(text.as_bytes())
    }

    /// Starts reading from the first text on.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn rewind(self) -> io::Result<Unspooled> {
        let mut file = self.writer.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Unspooled { reader: BufReader::with_capacity(1 << 20, file) })
    }
}

/// A spool that is read back.
pub struct Unspooled {
    reader: BufReader<File>,
}

impl Unspooled {
    /// Puts the next text in the place of `text`.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails, or there is none.
    pub fn next_text(&mut self, text: &mut String) -> io::Result<()> {
        let mut length = [0; LENGTH];
        self.reader.read_exact(&mut length)?;
        let mut bytes = std::mem::take(text).into_bytes();
        bytes.resize(u32::from_le_bytes(length) as usize, 0);
        self.reader.read_exact(&mut bytes)?;
        *text = String::from_utf8(bytes).map_err(io::Error::other)?;
        Ok(())
    }
}
