//! JSON: a record a line, or an array with a record a line.

use std::io::{self, Write};

use super::RecordWriter;

/// JSON Lines.
pub(super) struct Lines;

impl RecordWriter for Lines {
    fn record(&mut self, line: &str, out: &mut (dyn Write + Send)) -> io::Result<()> {
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")
    }

    fn end(self: Box<Self>, _: &mut (dyn Write + Send)) -> io::Result<()> {
        Ok(())
    }
}

/// An array.
#[derive(Default)]
pub(super) struct Array {
    has_records: bool,
}

impl RecordWriter for Array {
    fn record(&mut self, line: &str, out: &mut (dyn Write + Send)) -> io::Result<()> {
        out.write_all(if self.has_records { b",\n" } else { b"[\n" })?;
        self.has_records = true;
        out.write_all(line.as_bytes())
    }

    fn end(self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()> {
        out.write_all(if self.has_records { b"\n]\n" } else { b"[]\n" })
    }
}
