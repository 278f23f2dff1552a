//! A source as chunks: its shape is told by its first bytes, and it is cut where a record ends.

mod contents;
mod pushback;
mod shape;

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use super::container::{self, Container, Opened};
use super::encoding::Encoding;
use super::format::{self, Format};
use super::{Chunk, Reading, Shape, Source, SourceError, csv, foreign, rows, xml};
use abslint_core::layout;
use pushback::Pushback;

/// How much is read at a time, in bytes; what comes out does not depend on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// A chunk of lines ends at the first line end behind so many, one of rows at the last row end
    /// there.
    pub chunk: usize,
    /// So many are asked of the input at a time.
    pub read: usize,
}

const SIZES: Sizes = Sizes { chunk: 512 << 10, read: 1 << 20 };

/// What is read at once at most, if there is no record end before: a page or a JSON array, or a
/// line.
const MOST_AT_ONCE: u64 = 1 << 30;

/// How much is read of an element of XML that does not end; a record has fewer bytes.
const MOST_OF_AN_ELEMENT: u64 = 64 << 20;

/// What keeps texts from being repaired where they lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// They are compressed.
    Compressed,
    /// They lie in the pages of a Parquet file.
    Parquet,
    /// They are in another encoding than UTF-8.
    Encoding,
    /// They are dictionaries of Python.
    Python,
    /// They are XML or HTML: marks and entities stand between what is read.
    Markup,
}

impl Obstacle {
    /// What such a file is.
    pub fn name(self) -> &'static str {
        match self {
            Obstacle::Compressed => "compressed",
            Obstacle::Parquet => "Parquet",
            Obstacle::Encoding => "in another encoding than UTF-8",
            Obstacle::Python => "made of dictionaries of Python",
            Obstacle::Markup => "XML or HTML",
        }
    }
}

/// Reads a source chunk by chunk.
pub struct Chunks<'r> {
    reader: Pushback,
    reading: &'r Reading,
    sizes: Sizes,
    name: String,
    container: Container,
    /// The encoding, if it is not UTF-8.
    encoding: Option<Encoding>,
    /// Whether it begins with a literal of Python.
    is_python: bool,
    /// What the user says, or the name of the source.
    format: Option<Format>,
    shape: Option<Shape>,
    header: Option<Arc<csv::Header>>,
    /// Where the rows of a table end.
    ends: Option<rows::RowEnds>,
    /// The elements of XML that were seen behind the last whole record.
    elements: xml::Elements,
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
        Chunks::with_sizes(source, reading, SIZES)
    }

    /// The same with chunks and reads of other `sizes`, of one byte at least.
    pub(super) fn with_sizes(
        source: &Source,
        reading: &'r Reading,
        sizes: Sizes,
    ) -> Result<Self, SourceError> {
        let Opened { text, container, encoding } = container::open(source)
            .map_err(|error| SourceError::Io { name: source.name.clone(), error })?;
        Ok(Chunks {
            reader: Pushback::new(sizes.read, text),
            reading,
            sizes,
            name: source.name.clone(),
            container,
            encoding,
            is_python: false,
            format: reading.format.or_else(|| Format::of_name(Path::new(&source.name))),
            shape: None,
            header: None,
            ends: None,
            elements: xml::Elements::default(),
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

    /// What keeps its texts from being repaired where they lie.
    ///
    /// # Errors
    /// That it cannot be read.
    pub fn obstacle(&mut self) -> Result<Option<Obstacle>, SourceError> {
        let shape = self.shape()?;
        Ok(match self.container {
            Container::Compressed => Some(Obstacle::Compressed),
            Container::Parquet => Some(Obstacle::Parquet),
            Container::None if self.encoding.is_some() => Some(Obstacle::Encoding),
            Container::None if self.is_python => Some(Obstacle::Python),
            Container::None => match shape {
                Some(Shape::Xml | Shape::Html) => Some(Obstacle::Markup),
                Some(
                    Shape::JsonLines
                    | Shape::Json
                    | Shape::Listing
                    | Shape::Table
                    | Shape::Bibliography
                    | Shape::Tagged(_),
                )
                | None => None,
            },
        })
    }

    /// Its shape; `None` if it holds nothing.
    fn shape(&mut self) -> Result<Option<Shape>, SourceError> {
        if self.shape.is_none() {
            self.shape = self.sniff()?;
        }
        Ok(self.shape)
    }

    /// Puts bytes back in front of what is still to be read.
    fn unread(&mut self, bytes: Vec<u8>) {
        self.reader.unread(bytes);
    }

    /// The next lines. If reading fails among them, those before it; the error comes behind them.
    fn read_lines(&mut self) -> Result<Vec<u8>, SourceError> {
        let io = self.io();
        let size = self.sizes.chunk;
        let mut bytes = Vec::with_capacity(size + (size >> 3));
        let first = (&mut self.reader).take(size as u64).read_to_end(&mut bytes).map_err(&io);
        let Err(error) = first.and_then(|_| self.read_line(&mut bytes)) else { return Ok(bytes) };
        bytes.truncate(memchr::memrchr(b'\n', &bytes).map_or(0, |end| end + 1));
        if bytes.is_empty() {
            return Err(error);
        }
        self.failed = Some(error);
        Ok(bytes)
    }

    /// The next rows of a table. If reading fails behind them, what is no whole row by then is
    /// none.
    fn read_rows(&mut self) -> Result<Vec<u8>, SourceError> {
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            let more = self.read_lines()?;
            if more.is_empty() {
                return Ok(bytes);
            }
            bytes.extend(more);
            if bytes.len() as u64 > MOST_AT_ONCE {
                return Err(self.too_large(MOST_AT_ONCE));
            }
            let whole = self.ends.as_mut().map_or(0, |ends| ends.whole(&bytes));
            if whole > 0 {
                self.rest = bytes.split_off(whole);
                return Ok(bytes);
            }
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
        }
    }

    /// The next records of a text that is cut behind whole ones. If reading fails, what is no whole
    /// record by then is none.
    fn read_records(&mut self, shape: Shape) -> Result<Vec<u8>, SourceError> {
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            let io = self.io();
            let before = bytes.len();
            let read = (&mut self.reader)
                .take(self.sizes.chunk as u64)
                .read_to_end(&mut bytes)
                .map_err(&io);
            if read.is_ok() && bytes.len() == before {
                return Ok(bytes);
            }
            let whole = match shape {
                Shape::Tagged(kind) => kind.whole(&bytes),
                _ => self.elements.whole(&bytes),
            };
            if whole > 0 {
                self.elements = xml::Elements::default();
                self.failed = read.err();
                self.rest = bytes.split_off(whole);
                return Ok(bytes);
            }
            read?;
            if self.elements.open() as u64 > MOST_OF_AN_ELEMENT {
                return Err(self.too_large(MOST_OF_AN_ELEMENT));
            }
            if bytes.len() as u64 > MOST_AT_ONCE {
                return Err(self.too_large(MOST_AT_ONCE));
            }
        }
    }

    /// Whether the first lines are one, behind which nothing stands, in a file that is not said to
    /// hold a record a line.
    fn is_one_line(&mut self, lines: &[u8]) -> bool {
        let is_one = self.is_first && !lines.trim_ascii().contains(&b'\n');
        is_one
            && self.failed.is_none()
            && !format::is_lines(Path::new(&self.name))
            && self.is_over()
    }

    /// Whether nothing but white space follows.
    fn is_over(&mut self) -> bool {
        let mut blank = Vec::new();
        let is_over = loop {
            match self.reader.fill_buf() {
                Ok([]) => break true,
                Ok(more) => {
                    let count = more.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    let is_blank = count == more.len();
                    blank.extend_from_slice(&more[..count]);
                    self.reader.consume(count);
                    if !is_blank {
                        break false;
                    }
                }
                Err(error) => {
                    self.failed = Some(self.io()(error));
                    break false;
                }
            }
        };
        self.unread(blank);
        is_over
    }

    fn read_all(&mut self) -> Result<Vec<u8>, SourceError> {
        let io = self.io();
        let mut bytes = Vec::new();
        (&mut self.reader).take(MOST_AT_ONCE + 1).read_to_end(&mut bytes).map_err(&io)?;
        if bytes.len() as u64 > MOST_AT_ONCE {
            Err(self.too_large(MOST_AT_ONCE))
        } else {
            Ok(bytes)
        }
    }

    /// Appends everything up to the next line end; how many bytes that are.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> Result<usize, SourceError> {
        let io = self.io();
        let read = (&mut self.reader).take(MOST_AT_ONCE).read_until(b'\n', bytes).map_err(&io)?;
        if read as u64 == MOST_AT_ONCE { Err(self.too_large(MOST_AT_ONCE)) } else { Ok(read) }
    }

    fn no_text(&self, kind: foreign::Foreign) -> SourceError {
        SourceError::NoText { name: self.name.clone(), what: kind.what, advice: kind.advice }
    }

    fn too_large(&self, most: u64) -> SourceError {
        SourceError::TooLarge { name: self.name.clone(), most }
    }

    fn read_next(&mut self) -> Result<Option<Chunk>, SourceError> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let Some(shape) = self.shape()? else { return Ok(None) };
        let bytes = match shape {
            Shape::JsonLines => self.read_lines()?,
            Shape::Table => self.read_rows()?,
            Shape::Tagged(_) | Shape::Xml => self.read_records(shape)?,
            Shape::Json | Shape::Listing | Shape::Bibliography | Shape::Html => self.read_all()?,
        };
        if bytes.is_empty() {
            return Ok(None);
        }
        if shape == Shape::Listing && self.reading.layouts.of(&bytes).is_none() {
            if let Some(kind) = foreign::Foreign::of_text(Path::new(&self.name)) {
                return Err(self.no_text(kind));
            }
            let (first_line, known) = (layout::first_line(&bytes), self.reading.layouts.names());
            return Err(SourceError::NoLayout { name: self.name.clone(), first_line, known });
        }
        let is_whole =
            shape == Shape::Json || (shape == Shape::JsonLines && self.is_one_line(&bytes));
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        let is_first = std::mem::replace(&mut self.is_first, false);
        Ok(Some(Chunk {
            offset,
            is_first,
            header: self.header.clone(),
            is_whole,
            encoding: self.encoding,
            ..Chunk::new(shape, bytes)
        }))
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
