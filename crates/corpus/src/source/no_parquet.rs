//! Stands where the reader of Apache Parquet is, in a build without it: every call says so.

use std::fs::File;
use std::io::{self, Read};

/// The first bytes of a file, and its last.
pub const MAGIC: &[u8] = b"PAR1";

/// What is said of a Parquet file by a build that has none.
pub fn absent() -> io::Error {
    io::Error::new(
        io::ErrorKind::Unsupported,
        "this build reads and writes no Parquet; build it with `--features parquet`, or convert the table to JSON Lines",
    )
}

/// Says that there is no Parquet.
///
/// # Errors
/// Always.
pub fn lines_of_file(_: File) -> io::Result<Box<dyn Read + Send>> {
    Err(absent())
}

/// Says that there is no Parquet.
///
/// # Errors
/// Always.
pub fn lines_of_bytes(_: Vec<u8>) -> io::Result<Box<dyn Read + Send>> {
    Err(absent())
}
