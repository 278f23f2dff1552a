//! Reading: from paths to chunks of bytes to records.
//!
//! A [`Source`] is one file or standard input. It is read as a sequence of
//! [`Chunk`]s, each of whole records, which can be parsed on any core; line and
//! record numbers within a chunk start at zero and are set right when the
//! chunks are put back in order. Nothing is skipped: what is no record comes
//! out as [`abslint_core::record::Unreadable`] in its place.

pub mod bibtex;
mod broken;
mod chunks;
mod collections;
mod columns;
pub mod container;
pub mod content;
pub mod csv;
#[cfg(test)]
mod cuts;
mod decoded;
mod document;
pub mod encoding;
mod error;
mod fields;
pub mod foreign;
pub mod format;
mod frame;
pub mod git;
pub mod globs;
pub mod habits;
mod holder;
mod html;
pub mod json;
pub mod jsonl;
mod kinds;
mod languages;
mod line_counter;
pub mod listing;
mod markup;
pub mod memory;
mod names;
mod nan;
pub mod no_data;
mod notes;
mod object;
mod own;
mod pairing;
#[cfg(feature = "parquet")]
pub mod parquet;
#[cfg(not(feature = "parquet"))]
#[path = "no_parquet.rs"]
pub mod parquet;
pub mod paths;
mod python;
mod read_as;
pub mod reread;
pub(crate) mod rest;
mod rows;
mod sections;
mod sniff;
pub mod tagged;
pub mod understood;
pub(crate) mod value;
mod xml;
#[cfg(feature = "zstd")]
pub mod zstd;
#[cfg(not(feature = "zstd"))]
#[path = "no_zstd.rs"]
pub mod zstd;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use abslint_core::check::SourceProfile;
use abslint_core::layout::Layouts;
use abslint_core::sources::Sources;
pub use chunks::{Chunks, Obstacle};
pub use error::SourceError;
use format::Format;
use habits::Habits;
pub use names::{FieldNames, Names};
use serde::Serialize;
use understood::FieldUse;

use abslint_core::record::Item;

/// Where bytes come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// A program that hands its records over, one by one.
    Memory,
    /// A file of a git revision.
    Git {
        /// The root of the repository.
        root: PathBuf,
        /// Its path from there.
        path: String,
        /// The name of its contents.
        object: String,
    },
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Its name in reports and in the corpus, with forward slashes.
    pub name: String,
    /// Where its bytes come from.
    pub origin: Origin,
    /// Whether nobody named it: it lay in a folder, and may be something else.
    pub is_found: bool,
}

impl Source {
    /// The file at `path`.
    pub fn file(path: &Path) -> Source {
        let shown = path.to_string_lossy().replace('\\', "/");
        let name = shown.strip_prefix("./").unwrap_or(&shown).to_owned();
        Source { name, origin: Origin::File(path.to_owned()), is_found: false }
    }

    /// A file that lay in a folder.
    pub fn found(path: &Path) -> Source {
        Source { is_found: true, ..Source::file(path) }
    }

    /// Standard input.
    pub fn stdin() -> Source {
        Source { name: "<stdin>".to_owned(), origin: Origin::Stdin, is_found: false }
    }

    /// Records that a program hands over.
    pub fn memory() -> Source {
        Source { name: "<memory>".to_owned(), origin: Origin::Memory, is_found: false }
    }

    /// A file of a git revision, called `name`.
    pub fn git(name: String, repository: &git::Repository, blob: &git::Blob) -> Source {
        let (root, path, object) =
            (repository.root.clone(), blob.path.clone(), blob.object.clone());
        Source { name, origin: Origin::Git { root, path, object }, is_found: false }
    }

    /// The file that it is; `None` for what does not lie in a folder.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => Some(path),
            Origin::Stdin | Origin::Memory | Origin::Git { .. } => None,
        }
    }

    /// Where it lies, or would lie if its revision were checked out; `None` for what lies nowhere.
    pub fn place(&self) -> Option<PathBuf> {
        match &self.origin {
            Origin::File(path) => Some(path.clone()),
            Origin::Git { root, path, .. } => Some(root.join(path)),
            Origin::Stdin | Origin::Memory => None,
        }
    }

    /// Opens it.
    ///
    /// # Errors
    /// Returns an I/O error if it cannot be opened; [`io::ErrorKind::IsADirectory`] for a folder.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.origin {
            Origin::File(path) => Box::new(File::open(path)?),
            Origin::Stdin => Box::new(io::stdin()),
            Origin::Memory => Box::new(io::empty()),
            Origin::Git { root, object, .. } => {
                let repository = git::Repository { root: root.clone() };
                Box::new(io::Cursor::new(repository.read(object).map_err(io::Error::other)?))
            }
        })
    }
}

/// The shape of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One JSON object a line.
    JsonLines,
    /// A JSON array of objects, or objects one after the other over several lines.
    Json,
    /// The text of a listing page.
    Listing,
    /// A table whose first row names its columns, with commas or tabs between its fields.
    Table,
    /// BibTeX.
    Bibliography,
    /// RIS and its like: a line a field, with a tag.
    Tagged(tagged::Tagged),
    /// XML.
    Xml,
    /// HTML.
    Html,
}

impl Shape {
    /// What such an input is.
    pub fn name(self) -> &'static str {
        match self {
            Shape::JsonLines => "JSON Lines",
            Shape::Json => "JSON",
            Shape::Listing => "a page",
            Shape::Table => "a table",
            Shape::Bibliography => "BibTeX",
            Shape::Tagged(_) => "tagged text",
            Shape::Xml => "XML",
            Shape::Html => "HTML",
        }
    }
}

/// A stretch of an input that holds whole records.
#[derive(Debug)]
pub struct Chunk {
    /// How its records are written.
    pub shape: Shape,
    /// Its bytes, without a byte order mark.
    pub bytes: Vec<u8>,
    /// The byte of the input at which it starts.
    pub offset: u64,
    /// Whether it is the first of its input.
    pub is_first: bool,
    /// The first row of a table.
    pub header: Option<Arc<csv::Header>>,
    /// What the records of its input have in common, once that is known.
    pub profile: SourceProfile,
    /// What its first records said of the names of abstracts.
    pub habits: Habits,
    /// Whether numbers stand for `NaN`.
    pub is_mended: bool,
    /// Whether it is one record, whatever lies in it.
    pub is_alone: bool,
    /// Whether it is a whole document of JSON, and not some lines of one.
    pub is_whole: bool,
    /// Whether its input is written in Python, so that its bytes are others than those of the file.
    pub is_python: bool,
    /// The encoding that its input is written in, if that is not UTF-8.
    pub encoding: Option<encoding::Encoding>,
}

impl Chunk {
    /// Bytes of JSON, in which `NaN` and its like are overwritten, and for which literals of Python
    /// may stand; other bytes as they are.
    pub fn new(shape: Shape, mut bytes: Vec<u8>) -> Chunk {
        let is_json = matches!(shape, Shape::JsonLines | Shape::Json);
        let json = is_json.then(|| python::as_json(&bytes, shape == Shape::JsonLines)).flatten();
        let is_python = json.is_some();
        bytes = json.unwrap_or(bytes);
        let is_mended = is_json && nan::mend(&mut bytes);
        Chunk {
            shape,
            bytes,
            offset: 0,
            is_first: true,
            header: None,
            profile: SourceProfile::default(),
            habits: Habits::default(),
            is_mended,
            is_alone: false,
            is_whole: shape == Shape::Json,
            is_python,
            encoding: None,
        }
    }

    /// A line of JSON that stands for one record.
    pub fn of_line(bytes: Vec<u8>) -> Chunk {
        Chunk { is_alone: true, ..Chunk::new(Shape::JsonLines, bytes) }
    }

    /// How many of its bytes are the header of a table.
    fn header_bytes(&self) -> usize {
        self.header.as_ref().filter(|_| self.is_first).map_or(0, |header| header.length)
    }
}

/// What a chunk held.
#[derive(Debug, Default)]
pub struct Parsed<'a> {
    /// Records and unreadable stretches, in order.
    pub items: Vec<Item<'a>>,
    /// Lines that the page layout names as chrome.
    pub chrome_lines: usize,
    /// What the fields of its records are called.
    pub fields: FieldUse,
    /// What its records say of the names of abstracts.
    pub habits: Habits,
}

/// What reading depends on beside the bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// How pages are laid out.
    pub layouts: Layouts,
    /// What sources call their fields.
    pub sources: Sources,
    /// What the fields are called in JSON, in tables and in bibliographies.
    pub fields: FieldNames,
    /// How all inputs are written; `None` if each says so itself.
    pub format: Option<Format>,
    /// Whether it is meant that no record of a file has a title, or an abstract.
    pub allow_missing: bool,
}

impl Reading {
    fn names(&self) -> Names<'_> {
        Names::new(&self.fields, &self.sources)
    }

    fn names_in(&self, chunk: &Chunk) -> Names<'_> {
        Names {
            is_mended: chunk.is_mended,
            is_alone: chunk.is_alone,
            is_whole: chunk.is_whole,
            habits: chunk.habits,
            ..self.names()
        }
    }

    /// Parses the records of a chunk. Positions are relative to the chunk.
    pub fn parse<'a>(&self, chunk: &'a Chunk) -> Parsed<'a> {
        let mut parsed = self.parse_shape(chunk);
        if let Some(encoding) = chunk.encoding {
            parsed.fields.written_in(&encoding.name());
        }
        if chunk.is_python {
            parsed.fields.written_in("dictionaries of Python");
        }
        parsed
    }

    fn parse_json<'a>(&self, chunk: &'a Chunk, parse: JsonParser) -> Parsed<'a> {
        read_again(chunk.habits, |habits| {
            parse(&chunk.bytes, &Names { habits, ..self.names_in(chunk) })
        })
    }

    fn parse_shape<'a>(&self, chunk: &'a Chunk) -> Parsed<'a> {
        match chunk.shape {
            Shape::JsonLines => self.parse_json(chunk, jsonl::parse),
            Shape::Json => self.parse_json(chunk, json::parse),
            Shape::Listing => listing::parse(&chunk.bytes, &self.layouts),
            Shape::Bibliography => bibtex::parse(&chunk.bytes, &self.fields),
            Shape::Tagged(kind) => kind.parse(&chunk.bytes, chunk.is_first, &self.fields),
            Shape::Xml => xml::parse(&chunk.bytes, chunk.is_first, &self.fields),
            Shape::Html => html::parse(&chunk.bytes, &self.fields),
            Shape::Table => match &chunk.header {
                // The header is a part of the first chunk.
                Some(header) => {
                    let read =
                        |habits| csv::parse(&chunk.bytes, chunk.header_bytes(), header, habits);
                    read_again(chunk.habits, read)
                }
                None => Parsed::default(),
            },
        }
    }
}

/// A reader of JSON.
type JsonParser = for<'a> fn(&'a [u8], &Names<'_>) -> Parsed<'a>;

/// What is read while some habits are known; read again where the records themselves say more of
/// how they are to be read.
fn read_again<'a>(known: Habits, read: impl Fn(Habits) -> Parsed<'a>) -> Parsed<'a> {
    let parsed = read(known);
    if !parsed.habits.change(known) {
        return parsed;
    }
    let mut habits = parsed.habits;
    habits.add(known);
    Parsed { habits, ..read(habits) }
}
