//! Apache Parquet, read as the JSON Lines that its rows stand for: line n is row n.
//!
//! Values are written as `arrow-json` writes them: dates and times by ISO 8601,
//! binary ones in hexadecimal digits, and a missing one as `null`.

use std::fs::File;
use std::io::{self, Cursor, Read};

use arrow_json::LineDelimitedWriter;
use arrow_json::writer::{LineDelimited, WriterBuilder};
use arrow_schema::SchemaRef;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;

use super::Source;

/// The first bytes of a file, and its last.
pub const MAGIC: &[u8] = b"PAR1";

/// Rows that are in memory at a time.
const BATCH_ROWS: usize = 1024;

/// The rows of a file as lines.
///
/// # Errors
/// What is wrong with its metadata; of damaged rows it is said when they are read.
pub fn lines_of_file(file: File) -> io::Result<Box<dyn Read + Send>> {
    lines(file)
}

/// The rows of a file that is in memory.
///
/// # Errors
/// As [`lines_of_file`].
pub fn lines_of_bytes(bytes: Vec<u8>) -> io::Result<Box<dyn Read + Send>> {
    lines(bytes::Bytes::from(bytes))
}

/// The columns of a source; `None` if it is no Parquet file.
///
/// # Errors
/// Returns an I/O error if the file cannot be read, or its metadata make no sense.
pub fn schema(source: &Source) -> io::Result<Option<SchemaRef>> {
    let Some(path) = source.path().filter(|path| path.is_file()) else { return Ok(None) };
    let (file, mut head) = (File::open(path)?, Vec::new());
    (&file).take(MAGIC.len() as u64).read_to_end(&mut head)?;
    if head != MAGIC {
        return Ok(None);
    }
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(io::Error::other)?;
    Ok(Some(builder.schema().clone()))
}

fn lines<R: ChunkReader + 'static>(input: R) -> io::Result<Box<dyn Read + Send>> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(input).map_err(io::Error::other)?;
    let rows = builder.with_batch_size(BATCH_ROWS).build().map_err(io::Error::other)?;
    Ok(Box::new(Lines { rows, lines: Cursor::default() }))
}

struct Lines {
    rows: ParquetRecordBatchReader,
    lines: Cursor<Vec<u8>>,
}

impl Read for Lines {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.lines.read(out)?;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            let Some(batch) = self.rows.next() else { return Ok(0) };
            let mut writer: LineDelimitedWriter<Vec<u8>> = WriterBuilder::new()
                .with_explicit_nulls(true)
                .build::<_, LineDelimited>(Vec::new());
            let batch = batch.map_err(io::Error::other)?;
            writer.write(&batch).and_then(|()| writer.finish()).map_err(io::Error::other)?;
            self.lines = Cursor::new(writer.into_inner());
        }
    }
}
