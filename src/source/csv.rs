//! CSV and TSV (RFC 4180): a row a record, the columns named by the first row.
//!
//! Rows are taken apart by `csv-core`, which says how many bytes each field
//! takes, so that every field knows its place in the file. A row that has not
//! as many fields as the header is no record: what stands in its columns could
//! be anything.

use std::borrow::Cow;
use std::ops::Range;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::Parsed;
use super::columns::{self, Place};
use super::object::FieldNames;
use crate::record::{Defect, Field, Item, Placement, too_long};

/// The first row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// What stands between two fields: `,` or a tab.
    pub delimiter: u8,
    /// The bytes that the row takes at the beginning of the file.
    pub length: usize,
}

impl Header {
    /// The header of a text whose first row has several columns, one of which is called as the title or the abstract is.
    /// `None` for any other text.
    pub fn of(text: &[u8], names: &FieldNames) -> Option<Header> {
        let mut headers = b",\t".iter().filter_map(|&delimiter| Header::with(text, delimiter));
        headers.find(|header| header.columns.len() > 1 && header.names_a_text(names))
    }

    /// The first row of a table whose fields are parted by `delimiter`; `None` if it has no row.
    pub fn with(text: &[u8], delimiter: u8) -> Option<Header> {
        let rows = rows(text, delimiter, true);
        let row = rows.first()?;
        let columns = row.fields.iter().map(|field| String::from_utf8_lossy(field.text(text)).trim().to_owned()).collect();
        Some(Header { columns, delimiter, length: row.bytes.end })
    }

    /// Whether one of the columns is called as the title or the abstract is.
    pub fn names_a_text(&self, names: &FieldNames) -> bool {
        self.columns.iter().any(|column| names.title.contains(column) || names.abstract_.contains(column))
    }
}

/// Finds the end of the whole rows in bytes that begin with a row and grow.
#[derive(Debug)]
pub struct RowEnds {
    is_quoted: bool,
    seen: usize,
    end: usize,
}

impl RowEnds {
    /// Behind a first row of `length` bytes.
    pub fn behind(length: usize) -> RowEnds {
        RowEnds { is_quoted: false, seen: length, end: length }
    }

    /// How many of `bytes`, those of the last call and more behind them, are whole rows: up to the last line end outside quotes.
    /// 0 if none is.
    pub fn whole(&mut self, bytes: &[u8]) -> usize {
        let new = std::mem::replace(&mut self.seen, bytes.len()).min(bytes.len());
        for at in memchr::memchr2_iter(b'"', b'\n', &bytes[new..]) {
            match bytes[new + at] {
                b'"' => self.is_quoted = !self.is_quoted,
                _ if !self.is_quoted => self.end = new + at + 1,
                _ => (),
            }
        }
        self.end
    }
}

/// The records of `chunk`, of which the first `skipped` bytes are the header.
pub fn parse<'a>(chunk: &'a [u8], skipped: usize, header: &Header, names: &FieldNames) -> Parsed<'a> {
    let mut parsed = Parsed::default();
    let mut lines = Lines { at: 0, line: 0 };
    for row in rows(&chunk[skipped..], header.delimiter, false) {
        let row = row.moved(skipped);
        let place = Place { index: parsed.items.len(), line: lines.of(chunk, row.bytes.start), column: 0, bytes: row.bytes.clone() };
        parsed.items.push(match fields(chunk, &row, header) {
            Ok(fields) => {
                let texts = fields.iter().map(|field| Some(field.text.as_ref()));
                parsed.fields.see(names, true, header.columns.iter().map(String::as_str).zip(texts));
                Item::Record(columns::record(&header.columns, &fields, names, place))
            }
            Err((defect, at, detail)) => place.unreadable(defect, at, detail),
        });
    }
    parsed
}

/// A row as it lies in the bytes that it was read from.
struct Row {
    bytes: Range<usize>,
    fields: Vec<RawField>,
}

struct RawField {
    /// Without its quotes and what separates it from the next one.
    bytes: Range<usize>,
    is_quoted: bool,
    /// Whether a quote that was opened is closed.
    is_closed: bool,
    /// What is meant, where it is not what stands there.
    decoded: Option<Vec<u8>>,
}

impl RawField {
    /// What is meant, of the bytes that it was read from.
    fn text<'t>(&'t self, source: &'t [u8]) -> &'t [u8] {
        self.decoded.as_deref().unwrap_or(&source[self.bytes.clone()])
    }
}

impl Row {
    fn moved(mut self, by: usize) -> Row {
        let moved = |range: &Range<usize>| range.start + by..range.end + by;
        self.bytes = moved(&self.bytes);
        self.fields.iter_mut().for_each(|field| field.bytes = moved(&field.bytes));
        self
    }
}

/// Takes `text` apart; with `only_first`, only its first row.
fn rows(text: &[u8], delimiter: u8, only_first: bool) -> Vec<Row> {
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut out = vec![0; text.len().max(1)];
    let (mut rows, mut fields, mut at, mut start) = (Vec::new(), Vec::new(), 0, None);
    loop {
        // Line ends before a row belong to no row.
        if fields.is_empty() {
            at += text[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            start = Some(at);
        }
        let (result, read, written) = reader.read_field(&text[at..], &mut out);
        let taken = at..at + read;
        at += read;
        let is_last = match result {
            ReadFieldResult::Field { record_end } => record_end,
            // The text ends without a line end: the reader is told so by an empty input, and gives out what it has.
            ReadFieldResult::InputEmpty => {
                let (rest, ..) = reader.read_field(&[], &mut out[written..]);
                if !matches!(rest, ReadFieldResult::Field { .. }) || (fields.is_empty() && taken.is_empty()) {
                    return rows;
                }
                true
            }
            ReadFieldResult::OutputFull | ReadFieldResult::End => return rows,
        };
        fields.push(raw_field(text, taken, is_last, &out[..written]));
        if is_last {
            let bytes = start.take().unwrap_or(at)..at;
            rows.push(Row { bytes, fields: std::mem::take(&mut fields) });
            if only_first {
                return rows;
            }
        }
    }
}

/// A field from the bytes that were `taken` for it, with what separates it from the next one, and its `decoded` text.
fn raw_field(text: &[u8], taken: Range<usize>, is_last: bool, decoded: &[u8]) -> RawField {
    let mut raw = &text[taken.clone()];
    if is_last {
        raw = raw.strip_suffix(b"\n").unwrap_or(raw);
        raw = raw.strip_suffix(b"\r").unwrap_or(raw);
    } else {
        raw = &raw[..raw.len().saturating_sub(1)];
    }
    let is_quoted = raw.first() == Some(&b'"');
    let is_closed = !is_quoted || (raw.len() > 1 && raw.last() == Some(&b'"'));
    let start = taken.start + usize::from(is_quoted);
    let end = (taken.start + raw.len() - usize::from(is_quoted && is_closed)).max(start);
    let decoded = (text[start..end] != *decoded).then(|| decoded.to_vec());
    RawField { bytes: start..end, is_quoted, is_closed, decoded }
}

/// Counts lines as rows go by.
struct Lines {
    at: usize,
    line: usize,
}

impl Lines {
    fn of(&mut self, chunk: &[u8], at: usize) -> usize {
        self.line += memchr::memchr_iter(b'\n', &chunk[self.at..at]).count();
        self.at = at;
        self.line
    }
}

type Wrong = (Defect, usize, String);

fn fields<'a>(chunk: &'a [u8], row: &Row, header: &Header) -> Result<Vec<Field<'a>>, Wrong> {
    if let Some(why) = too_long(row.bytes.len()) {
        return Err((Defect::NotARecord, row.bytes.start, why));
    }
    if let Some(open) = row.fields.iter().find(|field| !field.is_closed) {
        return Err((Defect::NotARecord, open.bytes.start, "a quote is opened and not closed".to_owned()));
    }
    if row.fields.len() != header.columns.len() {
        let (fields, columns) = (row.fields.len(), header.columns.len());
        return Err((Defect::NotARecord, row.bytes.start, format!("this row has {fields} fields, and the first one {columns}")));
    }
    row.fields.iter().map(|field| decoded(chunk, field)).collect()
}

fn decoded<'a>(chunk: &'a [u8], field: &RawField) -> Result<Field<'a>, Wrong> {
    let start = field.bytes.start;
    let broken = |error: std::str::Utf8Error| (Defect::InvalidUtf8, start + error.valid_up_to(), error.to_string());
    let Some(decoded) = &field.decoded else {
        let text = std::str::from_utf8(&chunk[field.bytes.clone()]).map_err(broken)?;
        return Ok(Field { text: Cow::Borrowed(text), placement: Placement::Verbatim { start } });
    };
    let text = std::str::from_utf8(decoded).map_err(broken)?.to_owned();
    // Only of such a text each character has its place in the file.
    if !field.is_quoted || text.replace('"', "\"\"").as_bytes() != &chunk[field.bytes.clone()] {
        return Err((Defect::NotARecord, start, "a quote within the quotes of this field is not doubled".to_owned()));
    }
    Ok(Field { text: Cow::Owned(text), placement: Placement::Doubled { start } })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str =
        "doi,title,abstract,year\r\n10.1/x,\"On \"\"Copies\"\", and more\",\"First line.\nSecond line.\",2020\r\n\r\n10.1/y,Plain,,\r\n";

    fn parsed(text: &str) -> Parsed<'_> {
        let names = FieldNames::default();
        let header = Header::of(text.as_bytes(), &names).unwrap();
        parse(text.as_bytes(), header.length, &header, &names)
    }

    #[test]
    fn rows_are_records_and_fields_know_their_places() {
        let parsed = parsed(TABLE);
        let [Item::Record(first), Item::Record(second)] = &parsed.items[..] else { panic!("{parsed:?}") };
        let title = first.title.as_ref().unwrap();
        assert_eq!((title.text.as_ref(), first.line, second.line), ("On \"Copies\", and more", 1, 4));
        for word in ["On", "Copies", "more"] {
            let at = title.to_source(TABLE.as_bytes(), title.text.find(word).unwrap());
            assert!(TABLE[at..].starts_with(word), "{word}: {}", &TABLE[at..]);
        }
        assert_eq!(first.abstract_.as_ref().unwrap().text, "First line.\nSecond line.");
        assert_eq!((first.id.as_ref().unwrap().text.as_ref(), second.abstract_.is_none()), ("10.1/x", true));
        let others: Vec<(&str, &str)> = first.others.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
        assert_eq!(others, [("doi", "\"10.1/x\""), ("year", "\"2020\"")]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_no_record_and_costs_no_other() {
        let parsed = parsed("id\ttitle\n1\tOne\n2\n3\tThree\tmore\n4\tFour");
        let kinds: Vec<bool> = parsed.items.iter().map(|item| matches!(item, Item::Record(_))).collect();
        assert_eq!(kinds, [true, false, false, true]);
        let Item::Record(last) = &parsed.items[3] else { panic!() };
        assert_eq!(last.title.as_ref().unwrap().text, "Four", "without a line end");
    }

    #[test]
    fn a_quote_that_is_not_closed_is_said_where_it_stands() {
        let text = "id,title\n1,\"open\n2,Two\n";
        let Item::Unreadable(unreadable) = &parsed(text).items[0] else { panic!() };
        assert!(unreadable.detail.contains("not closed") && text[unreadable.at..].starts_with("open"));
    }

    #[test]
    fn whole_rows_end_outside_quotes() {
        let mut ends = RowEnds::behind(0);
        let bytes = b"a,\"b\nc\"\nd,\"e\n";
        assert_eq!([6, bytes.len()].map(|seen| ends.whole(&bytes[..seen])), [0, 8]);
        assert!(Header::of(b"A line of prose, with a comma\n", &FieldNames::default()).is_none());
        assert!(Header::of(b"title\nOne column is no table\n", &FieldNames::default()).is_none());
    }
}
