//! Stands where a corpus is written as an Apache Parquet table, in a build without it: every call
//! says so.

use std::io::{self, Write};
use std::path::Path;

use crate::fs::atomic::AtomicFile;
use crate::source::Source;
use crate::source::parquet::absent;

/// The types of columns, none of which is known.
#[derive(Clone, Debug, Default)]
pub struct Columns;

impl Columns {
    /// No types.
    ///
    /// # Errors
    /// None.
    pub fn of(_: &[Source]) -> io::Result<Columns> {
        Ok(Columns)
    }
}

/// A table that there is none of.
pub enum Table {}

impl Table {
    /// Says that there is no Parquet.
    ///
    /// # Errors
    /// Always.
    pub fn new(_: AtomicFile, _: &Path, _: Columns) -> io::Result<Table> {
        Err(absent())
    }

    /// Cannot be called: there is no such table.
    ///
    /// # Errors
    /// None.
    pub fn commit(self) -> io::Result<()> {
        match self {}
    }
}

impl Write for Table {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        match *self {}
    }

    fn flush(&mut self) -> io::Result<()> {
        match *self {}
    }
}
