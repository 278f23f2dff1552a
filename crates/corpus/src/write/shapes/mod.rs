//! How a corpus is written: one file a shape. Each takes the records as lines of JSON, one by one.

mod bibtex;
pub(super) mod bibtex_text;
mod delimited;
mod json;
mod rest;
mod ris;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use serde_json::value::RawValue;

use super::form::CorpusShape;
use super::table::{Columns, Table};

/// Writes records in one shape.
pub trait RecordWriter {
    /// Writes a record, a line of JSON without its line end, to `out`, or keeps it for the end.
    ///
    /// # Errors
    /// Returns an I/O error if it cannot be written, or is no JSON object.
    fn record(&mut self, line: &str, out: &mut (dyn Write + Send)) -> io::Result<()>;

    /// Writes what comes behind the last record.
    ///
    /// # Errors
    /// Returns an I/O error if it cannot be written, or if the records cannot be in this shape.
    fn end(self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()>;
}

/// The writer of a `shape`. What has to wait lies beside `path`; the columns of a Parquet table
/// have the types that `columns` says.
///
/// # Errors
/// Returns an I/O error if there is no room for what has to wait.
pub(super) fn writer(
    shape: CorpusShape,
    path: &Path,
    columns: impl FnOnce() -> io::Result<Columns>,
) -> io::Result<Box<dyn RecordWriter>> {
    Ok(match shape {
        CorpusShape::JsonLines => Box::new(json::Lines),
        CorpusShape::Json => Box::new(json::Array::default()),
        CorpusShape::Csv => Box::new(delimited::Delimited::new(path, b',')?),
        CorpusShape::Tsv => Box::new(delimited::Delimited::new(path, b'\t')?),
        CorpusShape::Bibtex => Box::new(bibtex::Bibtex::default()),
        CorpusShape::Ris => Box::new(ris::Ris),
        CorpusShape::Parquet => Box::new(Table::new(path, columns()?)?),
    })
}

/// A value where only text can stand: a text as itself, no value as none, everything else as JSON.
fn as_text(value: &RawValue) -> Cow<'_, str> {
    match value.get() {
        "null" => "".into(),
        text if text.starts_with('"') => {
            serde_json::from_str::<String>(text).map_or(text.into(), Cow::Owned)
        }
        other => other.into(),
    }
}
