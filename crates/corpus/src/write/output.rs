//! Where records are written: a file that is put in place at the end, in the shape of its name and
//! compressed if that says so, or standard output.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::write::GzEncoder;

use super::form::{Form, Packing};
use super::shapes::{self, RecordWriter};
use super::table::Columns;
use super::{CleanError, write_error};
use crate::fs::atomic::AtomicFile;
use crate::source::zstd;

/// Records on their way to a file.
pub struct Output {
    name: String,
    writer: Box<dyn RecordWriter>,
    sink: Sink,
}

enum Sink {
    Stdout(BufWriter<io::Stdout>),
    Plain(Box<AtomicFile>),
    Gzip(Box<GzEncoder<AtomicFile>>),
    Zstd(Box<zstd::Encoder<AtomicFile>>),
}

impl Output {
    /// An output for `path`, in the form that its name says; `-` is standard output. The columns
    /// of a Parquet table have the types that `columns` says.
    ///
    /// # Errors
    /// Returns [`CleanError::Ending`] if no shape has the name, or that the file cannot be written.
    pub fn new(
        path: &Path,
        columns: impl FnOnce() -> io::Result<Columns>,
    ) -> Result<Output, CleanError> {
        let Form { shape, packing } = Form::of(path)?;
        let is_stdout = path == Path::new("-");
        let name = if is_stdout { "standard output".into() } else { path.display().to_string() };
        let error = write_error(&name);
        let sink = if is_stdout {
            Sink::Stdout(BufWriter::new(io::stdout()))
        } else {
            Sink::file(path, packing).map_err(&error)?
        };
        let writer = shapes::writer(shape, path, columns).map_err(&error)?;
        drop(error);
        Ok(Output { name, writer, sink })
    }

    /// Writes a record: a line of JSON, without its line end.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub fn line(&mut self, line: &str) -> Result<(), CleanError> {
        self.writer.record(line, self.sink.out()).map_err(write_error(&self.name))
    }

    /// Writes what is still to be written, and puts the file in its place.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written, or the lines of a table have no columns in
    /// common; then the old file is still there.
    pub fn commit(self) -> Result<(), CleanError> {
        let Output { name, writer, mut sink } = self;
        writer.end(sink.out()).and_then(|()| sink.commit()).map_err(write_error(&name))
    }
}

impl Sink {
    fn file(path: &Path, packing: Packing) -> io::Result<Sink> {
        let file = AtomicFile::create(path)?;
        Ok(match packing {
            Packing::Plain => Sink::Plain(Box::new(file)),
            Packing::Gzip => {
                Sink::Gzip(Box::new(GzEncoder::new(file, flate2::Compression::default())))
            }
            Packing::Zstd => Sink::Zstd(Box::new(zstd::Encoder::new(file)?)),
        })
    }

    fn out(&mut self) -> &mut (dyn Write + Send) {
        match self {
            Sink::Stdout(out) => out,
            Sink::Plain(out) => out,
            Sink::Gzip(out) => out,
            Sink::Zstd(out) => out,
        }
    }

    fn commit(self) -> io::Result<()> {
        match self {
            Sink::Stdout(mut out) => out.flush(),
            Sink::Plain(file) => file.commit(),
            Sink::Gzip(out) => out.finish().and_then(AtomicFile::commit),
            Sink::Zstd(out) => out.finish().and_then(AtomicFile::commit),
        }
    }
}
