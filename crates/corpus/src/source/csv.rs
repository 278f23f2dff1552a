//! CSV and TSV (RFC 4180): a row a record, the columns named by the first row.
//!
//! Rows are taken apart by [`super::rows`], which says how many bytes each field
//! takes, so that every field knows its place in the file. A row that has not
//! as many fields as the header is no record: what stands in its columns could
//! be anything.

use std::borrow::Cow;

use super::Parsed;
use super::columns::{self, Place};
use super::object::FieldNames;
use super::rows::{self, RawField, Row};
use abslint_core::record::{Defect, Field, Item, Placement, too_long};

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
        let row = rows::first(text, delimiter)?;
        let columns = row.fields.iter().map(|field| String::from_utf8_lossy(field.text(text)).trim().to_owned()).collect();
        Some(Header { columns, delimiter, length: row.bytes.end })
    }

    /// Whether one of the columns is called as the title or the abstract is.
    pub fn names_a_text(&self, names: &FieldNames) -> bool {
        self.columns.iter().any(|column| names.title.contains(column) || names.abstract_.contains(column))
    }
}

/// The records of `chunk`, of which the first `skipped` bytes are the header.
pub fn parse<'a>(chunk: &'a [u8], skipped: usize, header: &Header, names: &FieldNames) -> Parsed<'a> {
    let mut parsed = Parsed::default();
    let mut lines = Lines { at: 0, line: 0 };
    for row in rows::rows(chunk, skipped, header.delimiter) {
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
    fn a_quote_that_is_not_closed_is_said_where_it_stands_and_costs_no_other_row() {
        let text = "id,title\n1,\"open\n2,Two\n";
        let parsed = parsed(text);
        let [Item::Unreadable(unreadable), Item::Record(_)] = &parsed.items[..] else { panic!("{parsed:?}") };
        assert!(unreadable.detail.contains("not closed") && text[unreadable.at..].starts_with("open"));
    }

    #[test]
    fn a_table_is_told_by_its_first_row() {
        assert!(Header::of(b"A line of prose, with a comma\n", &FieldNames::default()).is_none());
        assert!(Header::of(b"title\nOne column is no table\n", &FieldNames::default()).is_none());
    }
}
