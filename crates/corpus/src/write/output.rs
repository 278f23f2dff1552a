//! Where lines are written: a file that is put in place at the end, compressed or as a table if its
//! name says so, or standard output.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::write::GzEncoder;

use super::table::{Columns, Table};
use super::{CleanError, write_error};
use crate::fs::atomic::AtomicFile;
use crate::source::format::Format;
use crate::source::zstd;

/// Lines on their way to a file.
pub struct Output {
    name: String,
    sink: Sink,
}

enum Sink {
    Stdout(BufWriter<io::Stdout>),
    Plain(Box<AtomicFile>),
    Gzip(Box<GzEncoder<AtomicFile>>),
    Zstd(Box<zstd::Encoder<AtomicFile>>),
    Table(Box<Table>),
}

impl Output {
    /// An output for `path`, by the ending of its name: `.gz`, `.zst`, or plain; `-` is standard
    /// output.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn lines(path: &Path) -> Result<Output, CleanError> {
        if path == Path::new("-") {
            return Ok(Output {
                name: "standard output".to_owned(),
                sink: Sink::Stdout(BufWriter::new(io::stdout())),
            });
        }
        Output::file(path, |file| {
            Ok(match path.extension().and_then(|ending| ending.to_str()) {
                Some("gz") => {
                    Sink::Gzip(Box::new(GzEncoder::new(file, flate2::Compression::default())))
                }
                Some("zst") => Sink::Zstd(Box::new(zstd::Encoder::new(file)?)),
                _ => Sink::Plain(Box::new(file)),
            })
        })
    }

    /// The same for a corpus, which can be a table, `.parquet`, as well; there columns keep the
    /// types that `columns` says.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn corpus(
        path: &Path,
        columns: impl FnOnce() -> io::Result<Columns>,
    ) -> Result<Output, CleanError> {
        match Format::of_name(path) {
            Some(Format::Parquet) => Output::file(path, |file| {
                Ok(Sink::Table(Box::new(Table::new(file, path, columns()?)?)))
            }),
            _ => Output::lines(path),
        }
    }

    fn file(
        path: &Path,
        sink: impl FnOnce(AtomicFile) -> io::Result<Sink>,
    ) -> Result<Output, CleanError> {
        let name = path.display().to_string();
        let sink = AtomicFile::create(path).and_then(sink).map_err(write_error(&name))?;
        Ok(Output { name, sink })
    }

    /// Writes a line.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn line(&mut self, line: &str) -> Result<(), CleanError> {
        let out: &mut dyn Write = match &mut self.sink {
            Sink::Stdout(out) => out,
            Sink::Plain(out) => out,
            Sink::Gzip(out) => out,
            Sink::Zstd(out) => out,
            Sink::Table(out) => out,
        };
        out.write_all(line.as_bytes())
            .and_then(|()| out.write_all(b"\n"))
            .map_err(write_error(&self.name))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written, or the lines of a table have no columns in
    /// common; then the old file is still there.
    pub fn commit(self) -> Result<(), CleanError> {
        let committed = match self.sink {
            Sink::Stdout(mut out) => out.flush(),
            Sink::Plain(file) => file.commit(),
            Sink::Gzip(out) => out.finish().and_then(AtomicFile::commit),
            Sink::Zstd(out) => out.finish().and_then(AtomicFile::commit),
            Sink::Table(table) => table.commit(),
        };
        committed.map_err(write_error(&self.name))
    }
}
