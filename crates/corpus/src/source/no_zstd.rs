//! Stands where zstd is, in a build without it: every call says so.

use std::io::{self, BufRead, Read, Write};

fn absent() -> io::Error {
    io::Error::new(
        io::ErrorKind::Unsupported,
        "this build has no zstd; build it with `--features zstd`, or decompress the file first",
    )
}

/// Says that there is no zstd.
///
/// # Errors
/// Always.
pub fn reader(_: impl BufRead + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    Err(absent())
}

/// An encoder that there is none of.
pub enum Encoder<W: Write> {
    /// Cannot be made.
    Absent(std::convert::Infallible, std::marker::PhantomData<W>),
}

impl<W: Write> Encoder<W> {
    /// Says that there is no zstd.
    ///
    /// # Errors
    /// Always.
    pub fn new(_: W) -> io::Result<Self> {
        Err(absent())
    }

    /// Cannot be called: there is no such encoder.
    ///
    /// # Errors
    /// None.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Encoder::Absent(never, _) => match never {},
        }
    }
}

impl<W: Write> Write for Encoder<W> {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        match self {
            Encoder::Absent(never, _) => match *never {},
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Encoder::Absent(never, _) => match *never {},
        }
    }
}
