//! zstd (RFC 8878), by the C library.

use std::io::{self, BufRead, Read, Write};

/// What is compressed in `whole`, which may be several members in a row.
///
/// # Errors
/// Returns an I/O error if the decoder cannot be made; what is wrong with the bytes is said when
/// they are read.
pub fn reader(whole: impl BufRead + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(zstd::stream::read::Decoder::with_buffer(whole)?))
}

/// Compresses what is written to it.
pub struct Encoder<W: Write>(zstd::stream::write::Encoder<'static, W>);

impl<W: Write> Encoder<W> {
    /// An encoder in front of `out`, at zstd's default level.
    ///
    /// # Errors
    /// Returns an I/O error if the encoder cannot be made.
    pub fn new(out: W) -> io::Result<Self> {
        Ok(Encoder(zstd::stream::write::Encoder::new(out, zstd::DEFAULT_COMPRESSION_LEVEL)?))
    }

    /// Writes what is left; what was written to.
    ///
    /// # Errors
    /// Returns an I/O error if that cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for Encoder<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
