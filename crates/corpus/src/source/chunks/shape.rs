//! The shape of a source: what the user says, its first bytes, or its name.

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use super::pushback::Pushback;
use super::{Chunks, contents};
use crate::source::container::Container;
use crate::source::encoding::{BOM, Fails};
use crate::source::format::Format;
use crate::source::habits::Habits;
use crate::source::understood::{self, FieldUse};
use crate::source::{
    Shape, SourceError, bibtex, csv, foreign, html, json, python, rows, tagged, xml,
};

/// Above the header of a table stand at most so many lines.
const MOST_LINES_ABOVE: usize = 16;

/// So many bytes at the beginning of a list tell whether it is one of Python.
const MOST_OF_A_LIST: u64 = 64 << 10;

impl Chunks<'_> {
    /// Skips a byte order mark, and tells the shape by the first byte that is not white space where
    /// nothing else says it.
    pub(super) fn sniff(&mut self) -> Result<Option<Shape>, SourceError> {
        let mut head = self.read_start(foreign::LONGEST_MAGIC as u64);
        if let Some(kind) = foreign::Foreign::of(&head, Path::new(&self.name)) {
            return Err(self.no_text(kind));
        }
        if head.starts_with(b"\xFF\xFE\0\0") || head.starts_with(b"\0\0\xFE\xFF") {
            return Err(SourceError::NotUtf8 { name: self.name.clone() });
        }
        let skipped = if head.starts_with(BOM) { BOM.len() } else { 0 };
        head.drain(..skipped);
        self.offset = skipped as u64;
        let mut line = std::mem::take(&mut head);
        let mut blank = 0;
        loop {
            if let Some(&first) = line[blank..].iter().find(|b| !b.is_ascii_whitespace()) {
                self.unread(line);
                return self.shape_of(first).map(Some);
            }
            blank = line.len();
            if self.read_line(&mut line)? == 0 {
                return Ok(None);
            }
        }
    }

    /// Reads at most so many bytes. If that fails among them, what is read next fails.
    fn read_start(&mut self, count: u64) -> Vec<u8> {
        let mut head = Vec::new();
        if let Err(error) = (&mut self.reader).take(count).read_to_end(&mut head) {
            let rest = std::mem::replace(&mut self.reader, Pushback::new(0, Box::new(io::empty())));
            let failing = Box::new(Fails(Some(error)).chain(rest));
            self.reader = Pushback::new(self.sizes.read, failing);
        }
        head
    }

    /// What the user or the name of the source says, or else its contents where its name cannot be
    /// right.
    fn format(&mut self) -> Result<Option<Format>, SourceError> {
        let Some(said) = self.format.filter(|_| self.container != Container::Parquet) else {
            return Ok(None);
        };
        if self.reading.format.is_some() {
            return Ok(Some(said));
        }
        let head = self.read_start(contents::LOOKED_AT);
        let found = contents::format(said, &head, &self.reading.names());
        self.unread(head);
        Ok(found.or(Some(said)))
    }

    /// The shape of what begins with `first`.
    fn shape_of(&mut self, first: u8) -> Result<Shape, SourceError> {
        // A table of TOML begins as a list of JSON does.
        if self.reading.format.is_none() && first == b'[' && self.name.ends_with(".toml") {
            return Err(self.no_text(foreign::TOML));
        }
        Ok(match (self.format()?, first) {
            (Some(Format::Csv), _) => self.table(b',')?,
            (Some(Format::Tsv), _) => self.table(b'\t')?,
            (Some(Format::Bibtex), _) => Shape::Bibliography,
            (Some(Format::Tagged(kind)), _) => Shape::Tagged(self.tagged(kind)?),
            (Some(Format::Xml), _) => Shape::Xml,
            (Some(Format::Html), _) => Shape::Html,
            (Some(Format::Page), _) => Shape::Listing,
            (Some(Format::Parquet), _) => {
                return Err(self.io()(io::Error::other(
                    "this is no Parquet file: it does not begin with PAR1",
                )));
            }
            (_, b'[') => {
                self.is_python = self.begins_with_python_list()?;
                Shape::Json
            }
            (_, b'{') if let Some(shape) = self.begins_with_python()? => {
                self.is_python = true;
                shape
            }
            (_, b'{') if !self.first_line_is_an_object()? => Shape::Json,
            (Some(Format::Json), _) | (_, b'{') => Shape::JsonLines,
            (None, b'@') if self.begins_with_an_entry()? => Shape::Bibliography,
            (None, _) if self.has_header()? => Shape::Table,
            (None, _) => self
                .look_at_first_line(|_, head| Ok(of_first_line(head)))?
                .or(self
                    .look_at_lines(MOST_LINES_ABOVE, tagged::Tagged::of_lines)?
                    .map(Shape::Tagged))
                .unwrap_or(Shape::Listing),
        })
    }

    /// The format of tagged text that is said to be `kind`. A name may be wrong, and what a user
    /// says is not: what begins as another format does is that one.
    fn tagged(&mut self, kind: tagged::Tagged) -> Result<tagged::Tagged, SourceError> {
        if self.reading.format.is_some() {
            return Ok(kind);
        }
        self.look_at_first_line(|_, head| {
            Ok(tagged::Tagged::of_first_line(head.trim_ascii_start()).unwrap_or(kind))
        })
    }

    /// A table whose name says that it has that delimiter, if its columns can be told.
    fn table(&mut self, delimiter: u8) -> Result<Shape, SourceError> {
        let names = self.reading.names();
        let expected = Some(delimiter);
        let find = |head: &[u8]| {
            csv::Header::find(head, expected, &names)
                .or_else(|| csv::Header::numbered(head, expected, &names))
        };
        let (mut header, unnamed) =
            self.look_at_header(|head| (find(head), csv::Header::unnamed(head, expected, &names)))?;
        if header.is_none() {
            let behind = |head: &[u8]| csv::Header::behind_lines(head, expected, &names);
            header = self.look_at_lines(MOST_LINES_ABOVE, behind)?;
        }
        if self.begins_with(header) { Ok(Shape::Table) } else { Err(self.no_columns(unnamed)?) }
    }

    /// What is said of a table whose first row names neither a title nor an abstract; the rows
    /// behind it tell what could be one.
    fn no_columns(&mut self, header: Option<csv::Header>) -> Result<SourceError, SourceError> {
        let (names, mut fields) = (&self.reading.fields, FieldUse::default());
        if let Some(header) = header {
            if header.is_data() {
                return Ok(self.no_header(&header));
            }
            fields.enter(
                [false; 2],
                false,
                header.columns.iter().map(|column| (column.as_str(), None)),
            );
            let rows = self.read_lines()?;
            // What was read may end in front of the header, if that is all that there is.
            let skipped = header.length.min(rows.len());
            fields.add(csv::parse(&rows, skipped, &header, Habits::default()).fields);
        }
        Ok(fields.of_columns(&self.name, names))
    }

    /// What is said of a table that begins with a row of records: the longest field is most likely
    /// the abstract.
    fn no_header(&self, row: &csv::Header) -> SourceError {
        let length = |n: &usize| row.columns[*n].chars().count();
        let abstract_ = (0..row.columns.len()).max_by_key(length).unwrap_or_default();
        let others = (0..row.columns.len()).filter(|n| *n != abstract_);
        let title = others
            .min_by_key(|n| length(n).abs_diff(understood::TYPICAL_TITLE))
            .unwrap_or_default();
        let advice = format!(
            "`fields: {{ title: {}, abstract: {} }}` in abslint.yaml reads its columns by number",
            title + 1,
            abstract_ + 1
        );
        SourceError::NoHeader {
            name: self.name.clone(),
            first_row: row.shown(),
            advice: advice.into(),
        }
    }

    /// Whether there is the header of a table, which is kept.
    fn begins_with(&mut self, header: Option<csv::Header>) -> bool {
        self.ends =
            header.as_ref().map(|header| rows::RowEnds::behind(header.length, header.dialect()));
        self.header = header.map(Arc::new);
        self.header.is_some()
    }

    /// Whether it begins with a list of Python.
    fn begins_with_python_list(&mut self) -> Result<bool, SourceError> {
        let (io, mut head) = (self.io(), Vec::new());
        let read = (&mut self.reader).take(MOST_OF_A_LIST).read_to_end(&mut head).map_err(io);
        let text = String::from_utf8_lossy(&head);
        let is_python = python::line(text.trim_end_matches('\u{FFFD}').as_bytes()).is_some();
        self.unread(head);
        read.map(|_| is_python)
    }

    /// The shape of what begins with a dictionary of Python: lines, each of which is one, or one
    /// over several lines.
    fn begins_with_python(&mut self) -> Result<Option<Shape>, SourceError> {
        let line = self.look_at_first_line(|_, head| Ok(python::line(head)))?;
        Ok(line.map(|line| match line {
            python::Line::Whole => Shape::JsonLines,
            python::Line::Begun => Shape::Json,
        }))
    }

    fn begins_with_an_entry(&mut self) -> Result<bool, SourceError> {
        self.look_at_first_line(|_, head| Ok(bibtex::begins_entry(head)))
    }

    /// Whether the first line is the header of a table.
    fn has_header(&mut self) -> Result<bool, SourceError> {
        let names = self.reading.names();
        let header = self.look_at_header(|head| csv::Header::find(head, None, &names))?;
        Ok(self.begins_with(header))
    }

    /// JSON Lines, or an object that goes on over several lines? A first line
    /// that is cut within an object, not broken, says the latter; so does one
    /// that breaks within a list of records.
    fn first_line_is_an_object(&mut self) -> Result<bool, SourceError> {
        let names = self.reading.names();
        self.look_at_first_line(|chunks, head| {
            let error = serde_json::from_slice::<serde::de::IgnoredAny>(head).err();
            if error.is_some() && json::is_broken_envelope(head, &names) {
                return Ok(false);
            }
            if !error.is_some_and(|error| error.is_eof()) {
                return Ok(true);
            }
            let io = chunks.io();
            Ok(chunks.reader.fill_buf().map_err(io)?.is_empty())
        })
    }

    /// Looks at the first `count` lines; nothing of them is read.
    fn look_at_lines<T>(
        &mut self,
        count: usize,
        look: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, SourceError> {
        let mut head = Vec::new();
        for _ in 0..count {
            if self.read_line(&mut head)? == 0 {
                break;
            }
        }
        let seen = look(&head);
        self.unread(head);
        Ok(seen)
    }

    /// Looks at everything up to the end of the first line that is not blank, while the reader
    /// stands behind it; nothing of it is read.
    fn look_at_first_line<T>(
        &mut self,
        look: impl FnOnce(&mut Self, &[u8]) -> Result<T, SourceError>,
    ) -> Result<T, SourceError> {
        let (mut head, mut blank) = (Vec::new(), 0);
        while head[blank..].iter().all(u8::is_ascii_whitespace) {
            blank = head.len();
            if self.read_line(&mut head)? == 0 {
                break;
            }
        }
        let seen = look(self, &head);
        self.unread(head);
        seen
    }

    /// The same with the remarks in front of it.
    fn look_at_header<T>(&mut self, look: impl FnOnce(&[u8]) -> T) -> Result<T, SourceError> {
        let (mut head, mut start) = (Vec::new(), 0);
        while head[start..].trim_ascii().is_empty() || csv::is_remark(&head[start..]) {
            start = head.len();
            if self.read_line(&mut head)? == 0 {
                break;
            }
        }
        let seen = look(&head);
        self.unread(head);
        Ok(seen)
    }
}

/// The shape of a text that begins with such a line, where the line says it.
fn of_first_line(line: &[u8]) -> Option<Shape> {
    let line = line.trim_ascii_start();
    let tagged = tagged::Tagged::of_first_line(line).map(Shape::Tagged);
    let html = html::begins_page(line).then_some(Shape::Html);
    tagged.or(html).or_else(|| xml::begins_document(line).then_some(Shape::Xml))
}
