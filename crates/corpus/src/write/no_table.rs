//! Stands where a corpus is written as an Apache Parquet table, in a build without it: every call
//! says so.

use std::io::{self, Write};
use std::path::Path;

use super::shapes::RecordWriter;
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
    pub fn new(_: &Path, _: Columns) -> io::Result<Table> {
        Err(absent())
    }
}

impl RecordWriter for Table {
    fn record(&mut self, _: &str, _: &mut (dyn Write + Send)) -> io::Result<()> {
        match *self {}
    }

    fn end(self: Box<Self>, _: &mut (dyn Write + Send)) -> io::Result<()> {
        match *self {}
    }
}
