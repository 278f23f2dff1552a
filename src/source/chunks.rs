//! A source as chunks: its shape is told by its first bytes, and it is cut where a record ends.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use super::{Chunk, Reading, Shape, Source, SourceError, compressed, csv, layout};

/// A chunk of JSON Lines ends at the first line end behind this many bytes.
const CHUNK_BYTES: usize = 2 << 20;

/// What is read at once at most, if there is no record end before: a page or a JSON array, or a line.
const MOST_AT_ONCE: u64 = 1 << 30;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Reads a source chunk by chunk.
pub struct Chunks<'r> {
    reader: BufReader<Box<dyn Read + Send>>,
    reading: &'r Reading,
    name: String,
    shape: Option<Shape>,
    header: Option<Arc<csv::Header>>,
    /// Bytes of a table behind its last whole row.
    rest: Vec<u8>,
    is_first: bool,
    offset: u64,
    /// What went wrong behind the last chunk.
    failed: Option<SourceError>,
    done: bool,
}

impl<'r> Chunks<'r> {
    /// Opens `source`.
    ///
    /// # Errors
    /// [`SourceError::Io`].
    pub fn open(source: &Source, reading: &'r Reading) -> Result<Self, SourceError> {
        let opened = source.open().and_then(compressed::decompressed);
        let reader = opened.map_err(|error| SourceError::Io { name: source.name.clone(), error })?;
        Ok(Chunks {
            reader: BufReader::with_capacity(1 << 20, reader),
            reading,
            name: source.name.clone(),
            shape: None,
            header: None,
            rest: Vec::new(),
            is_first: true,
            failed: None,
            offset: 0,
            done: false,
        })
    }

    fn io(&self) -> impl Fn(io::Error) -> SourceError + use<> {
        let name = self.name.clone();
        move |error| SourceError::Io { name: name.clone(), error }
    }

    /// Skips a byte order mark and tells JSON from text by the first byte that is not white space.
    fn sniff(&mut self) -> Result<Option<Shape>, SourceError> {
        let io = self.io();
        let mut head = Vec::new();
        (&mut self.reader).take(4).read_to_end(&mut head).map_err(&io)?;
        if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || head.starts_with(b"\0\0\xFE\xFF") {
            return Err(SourceError::NotUtf8 { name: self.name.clone() });
        }
        let skipped = if head.starts_with(BOM) { BOM.len() } else { 0 };
        head.drain(..skipped);
        self.offset = skipped as u64;
        let mut line = std::mem::take(&mut head);
        loop {
            if let Some(&first) = line.iter().find(|b| !b.is_ascii_whitespace()) {
                self.unread(line)?;
                return Ok(Some(match first {
                    b'[' => Shape::Json,
                    b'{' if !self.first_line_is_an_object()? => Shape::Json,
                    b'{' => Shape::JsonLines,
                    _ if self.has_header()? => Shape::Table,
                    _ => Shape::Listing,
                }));
            }
            let blank = line.len();
            if self.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            debug_assert!(line.len() > blank);
        }
    }

    /// Puts bytes back in front of what is still to be read.
    fn unread(&mut self, bytes: Vec<u8>) -> Result<(), SourceError> {
        let rest = std::mem::replace(&mut self.reader, BufReader::new(Box::new(io::empty())));
        self.reader = BufReader::with_capacity(1 << 20, Box::new(io::Cursor::new(bytes).chain(rest)));
        Ok(())
    }

    /// Whether the first line is the header of a table.
    fn has_header(&mut self) -> Result<bool, SourceError> {
        let head = self.read_first_line()?;
        self.header = csv::Header::of(&head, &self.reading.fields).map(Arc::new);
        self.unread(head)?;
        Ok(self.header.is_some())
    }

    /// Everything up to the end of the first line that is not blank.
    fn read_first_line(&mut self) -> Result<Vec<u8>, SourceError> {
        let mut head = Vec::new();
        while head.iter().all(u8::is_ascii_whitespace) {
            if self.read_line(&mut head)? == 0 {
                break;
            }
        }
        Ok(head)
    }

    /// JSON Lines, or an object that goes on over several lines? A first line
    /// that is cut within an object, not broken, says the latter.
    fn first_line_is_an_object(&mut self) -> Result<bool, SourceError> {
        let io = self.io();
        let head = self.read_first_line()?;
        let unfinished = serde_json::from_slice::<serde::de::IgnoredAny>(&head).is_err_and(|e| e.is_eof());
        let last = self.reader.fill_buf().map_err(&io)?.is_empty();
        self.unread(head)?;
        Ok(!unfinished || last)
    }

    /// The next lines. If reading fails among them, those before it; the error comes behind them.
    fn read_lines(&mut self) -> Result<Vec<u8>, SourceError> {
        let io = self.io();
        let mut bytes = Vec::with_capacity(CHUNK_BYTES + (CHUNK_BYTES >> 3));
        let first = (&mut self.reader).take(CHUNK_BYTES as u64).read_to_end(&mut bytes).map_err(&io);
        let Err(error) = first.and_then(|_| self.read_line(&mut bytes)) else { return Ok(bytes) };
        bytes.truncate(memchr::memrchr(b'\n', &bytes).map_or(0, |end| end + 1));
        if bytes.is_empty() {
            return Err(error);
        }
        self.failed = Some(error);
        Ok(bytes)
    }

    /// The next rows of a table, of which all but the last of the file end outside quotes.
    fn read_rows(&mut self) -> Result<Vec<u8>, SourceError> {
        let mut bytes = std::mem::take(&mut self.rest);
        let mut ends = csv::RowEnds::default();
        loop {
            let more = self.read_lines()?;
            if more.is_empty() {
                return Ok(bytes);
            }
            bytes.extend(more);
            if bytes.len() as u64 > MOST_AT_ONCE {
                return Err(self.too_large());
            }
            let whole = ends.whole(&bytes);
            if whole > 0 {
                self.rest = bytes.split_off(whole);
                return Ok(bytes);
            }
        }
    }

    fn read_all(&mut self) -> Result<Vec<u8>, SourceError> {
        let io = self.io();
        let mut bytes = Vec::new();
        (&mut self.reader).take(MOST_AT_ONCE + 1).read_to_end(&mut bytes).map_err(&io)?;
        if bytes.len() as u64 > MOST_AT_ONCE { Err(self.too_large()) } else { Ok(bytes) }
    }

    /// Appends everything up to the next line end; how many bytes that are.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> Result<usize, SourceError> {
        let io = self.io();
        let read = (&mut self.reader).take(MOST_AT_ONCE).read_until(b'\n', bytes).map_err(&io)?;
        if read as u64 == MOST_AT_ONCE { Err(self.too_large()) } else { Ok(read) }
    }

    fn too_large(&self) -> SourceError {
        SourceError::TooLarge { name: self.name.clone(), most: MOST_AT_ONCE }
    }

    fn read_next(&mut self) -> Result<Option<Chunk>, SourceError> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let shape = match self.shape {
            Some(shape) => shape,
            None => match self.sniff()? {
                Some(shape) => *self.shape.insert(shape),
                None => return Ok(None),
            },
        };
        let bytes = match shape {
            Shape::JsonLines => self.read_lines()?,
            Shape::Table => self.read_rows()?,
            Shape::Json | Shape::Listing => self.read_all()?,
        };
        if bytes.is_empty() {
            return Ok(None);
        }
        if shape == Shape::Listing && self.reading.layouts.of(&bytes).is_none() {
            let (first_line, known) = (layout::first_line(&bytes), self.reading.layouts.names());
            return Err(SourceError::NoLayout { name: self.name.clone(), first_line, known });
        }
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        let is_first = std::mem::replace(&mut self.is_first, false);
        Ok(Some(Chunk { shape, bytes, offset, is_first, header: self.header.clone() }))
    }
}

impl Iterator for Chunks<'_> {
    type Item = Result<Chunk, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.read_next().transpose();
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}
