//! CSV and its like (RFC 4180): a row a record, the columns named by the first row, comma, tab, `;`
//! or `|` between fields.
//!
//! Rows are taken apart by `rows.rs`, which says how many bytes each field
//! takes, so that every field knows its place in the file. A row that has not
//! as many fields as the header is no record: what stands in its columns could
//! be anything. Empty fields at the end of a row, or of the header, are none of
//! these: Web of Science and spreadsheets write them.

use std::borrow::Cow;

use super::Parsed;
use super::columns::{self, Columns, Place};
use super::habits::Habits;
use super::line_counter::LineCounter;
use super::names::Names;
use super::rows::{self, Dialect, Quotes, RawField, Row};
use super::value;
use abslint_core::record::{Defect, Field, FieldName, Item, Placement, too_long};

/// The first row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// What stands between two fields, one of [`DELIMITERS`].
    pub delimiter: u8,
    /// The bytes that it and the comments in front of it take at the beginning of the file.
    pub length: usize,
    /// Which columns hold what.
    pub(super) roles: Columns,
    /// Whether one of its fields stands in quotes.
    has_quotes: bool,
    /// What is said of how the table is written, if that is not what is expected.
    how: Option<String>,
}

/// What may stand between two fields of a table.
pub const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

impl Header {
    /// The header at the beginning of `head`, behind lines that begin with `#`, or in the last of
    /// them. `expected` is the delimiter that the name of the file says; another one is found if
    /// its columns are named as texts are.
    pub fn find(head: &[u8], expected: Option<u8>, names: &Names<'_>) -> Option<Header> {
        let (comments, commented) = comments(head);
        let rest = &head[comments..];
        let found = |text: &[u8], delimiter: u8| {
            Header::with(text, delimiter, names)
                .filter(|header| header.columns.len() > 1 && header.names_a_text())
        };
        let all = || expected.into_iter().chain(DELIMITERS);
        let mut header = all().find_map(|delimiter| found(rest, delimiter));
        if let (None, Some(line)) = (&header, commented) {
            let line = &head[line..comments];
            let mark = line.iter().take_while(|byte| matches!(byte, b'#' | b' ')).count();
            header = all()
                .find_map(|delimiter| found(&line[mark..], delimiter))
                .map(|header| Header { length: 0, ..header });
        }
        // A column of texts alone is a table if it is said to be one.
        let alone = || Header::with(rest, expected?, names).filter(Header::names_a_text);
        header.or_else(alone).map(|header| header.behind(comments, expected))
    }

    /// The header behind lines that are no rows: Embase writes what was searched for above it. Such a
    /// line names both texts.
    pub fn behind_lines(head: &[u8], expected: Option<u8>, names: &Names<'_>) -> Option<Header> {
        let starts = memchr::memchr_iter(b'\n', head).map(|end| end + 1);
        let header_at = |start: usize| {
            let header = Header::find(&head[start..], expected, names)?;
            let how: Vec<&str> =
                header.how.as_deref().into_iter().chain(["lines in front of the header"]).collect();
            let (how, length) = (Some(how.join(", ")), start + header.length);
            (header.roles.named() == [true, true] && header.columns.len() > 2).then_some(Header {
                how,
                length,
                ..header
            })
        };
        starts.filter(|start| *start < head.len()).find_map(header_at)
    }

    /// The header of a table that has none, and whose columns are known by their numbers.
    pub fn numbered(head: &[u8], expected: Option<u8>, names: &Names<'_>) -> Option<Header> {
        let (comments, _) = comments(head);
        let most = most_columns(&head[comments..], expected, names)?;
        let columns: Vec<String> =
            (1..=most.columns.len()).map(|number| number.to_string()).collect();
        let roles = Columns::of(&columns, names);
        let header = Header { roles, columns, length: 0, ..most };
        header.names_a_text().then(|| header.behind(comments, expected))
    }

    /// The first row as a header that names no text, for what is said of it.
    pub fn unnamed(head: &[u8], expected: Option<u8>, names: &Names<'_>) -> Option<Header> {
        let (comments, _) = comments(head);
        most_columns(&head[comments..], expected, names)
            .map(|header| header.behind(comments, expected))
    }

    fn behind(self, comments: usize, expected: Option<u8>) -> Header {
        let delimiter = match self.delimiter {
            b'\t' => "a tab",
            b',' => "a comma",
            b';' => "a semicolon",
            _ => "a bar",
        };
        let unexpected = expected.is_some_and(|expected| expected != self.delimiter)
            || matches!(self.delimiter, b';' | b'|');
        let mut how: Vec<String> = unexpected
            .then(|| format!("a table with {delimiter} between fields"))
            .into_iter()
            .collect();
        how.extend((comments > 0).then(|| "comments in front of the header".to_owned()));
        let how = (!how.is_empty()).then(|| how.join(", "));
        Header { length: self.length + comments, how, ..self }
    }
    /// The first row of a table whose fields are parted by `delimiter`; `None` if it has no row.
    fn with(text: &[u8], delimiter: u8, names: &Names<'_>) -> Option<Header> {
        let row = rows::first(text, delimiter)?;
        let columns: Vec<String> = row
            .fields
            .iter()
            .map(|field| String::from_utf8_lossy(field.text(text)).trim().to_owned())
            .collect();
        let roles = Columns::of(&columns, names);
        let has_quotes = row.fields.iter().any(|field| field.quotes != Quotes::None);
        Some(Header { roles, columns, delimiter, length: row.bytes.end, has_quotes, how: None })
    }

    /// How the rows behind it are written.
    pub(super) fn dialect(&self) -> Dialect {
        let is_unquoted = self.delimiter == b'\t' && !self.has_quotes;
        let unquoted = is_unquoted.then(|| self.named_columns(0));
        Dialect { delimiter: self.delimiter, unquoted }
    }

    /// How many columns there are without those at the end that have no name, of which the first
    /// `used` count.
    fn named_columns(&self, used: usize) -> usize {
        let unnamed = self.columns.iter().rev().take_while(|column| column.is_empty()).count();
        (self.columns.len() - unnamed).max(used)
    }

    /// Whether a row says again what the columns are called, as it does where tables were put
    /// together.
    fn is_repeated(&self, chunk: &[u8], row: &Row) -> bool {
        let is_name = |(field, column): (&RawField, &String)| {
            field.text(chunk).trim_ascii() == column.as_bytes()
        };
        let is_number = |column: &String| column.bytes().all(|byte| byte.is_ascii_digit());
        row.fields.len() == self.columns.len()
            && row.fields.iter().zip(&self.columns).all(is_name)
            && !self.columns.iter().all(is_number)
    }

    /// Whether one of the columns is called as the title or the abstract is.
    pub fn names_a_text(&self) -> bool {
        self.roles.named() != [false, false]
    }

    /// Whether one is called as the title is, and another one as the abstract.
    pub(super) fn names_both_texts(&self) -> bool {
        self.roles.named() == [true, true] && self.columns.len() > 1
    }

    /// Its fields, each shortened, a few of them.
    pub fn shown(&self) -> String {
        let short = |column: &String| {
            let start: String = column.chars().take(SHOWN).collect();
            if start.len() < column.len() { format!("{start:?}…") } else { format!("{start:?}") }
        };
        let shown: Vec<String> = self.columns.iter().take(SHOWN_COLUMNS).map(short).collect();
        shown.join(", ") + if self.columns.len() > SHOWN_COLUMNS { ", …" } else { "" }
    }

    /// Whether it reads as a row of records: it has a number in it, or a text that is too long for
    /// a name.
    pub fn is_data(&self) -> bool {
        let is_number = |column: &String| {
            !column.is_empty() && column.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_long = |column: &String| column.chars().count() > LONGEST_NAME;
        let is_json = self.columns.first().is_some_and(|column| column.starts_with(['{', '[']));
        self.columns.len() > 1
            && !is_json
            && (self.columns.iter().any(is_number) || self.columns.iter().any(is_long))
    }
}

/// Of a field so many characters are shown, and of a row so many fields.
const SHOWN: usize = 32;
const SHOWN_COLUMNS: usize = 6;

/// The name of a column has at most about so many characters.
const LONGEST_NAME: usize = 60;

/// Whether a line in front of the header is no row: it begins with `#`, or tells Excel the
/// delimiter (`sep=;`).
pub(super) fn is_remark(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let tells_delimiter = line.len() == 5 && line[..4].eq_ignore_ascii_case(b"sep=");
    line.first() == Some(&b'#') || tells_delimiter
}

/// The bytes of the lines at the beginning that are blank or remarks, and the start of the last one
/// that begins with `#`.
fn comments(head: &[u8]) -> (usize, Option<usize>) {
    let (mut end, mut last, mut has_any) = (0, None, false);
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        if is_remark(line) {
            has_any = true;
            last = line.trim_ascii_start().starts_with(b"#").then_some(end).or(last);
        } else if !line.trim_ascii().is_empty() {
            break;
        }
        end += line.len();
    }
    // Blank lines belong to the row behind them.
    if has_any { (end, last) } else { (0, None) }
}

/// The first row, parted so that it has the most fields; of equals, as it is expected. What has a
/// space behind its delimiter is a part of a sentence and no field.
fn most_columns(text: &[u8], expected: Option<u8>, names: &Names<'_>) -> Option<Header> {
    let fields = |delimiter: u8| {
        let row = rows::first(text, delimiter)?;
        Some(row.fields.iter().filter(|field| text.get(field.bytes.start) != Some(&b' ')).count())
    };
    let most = |best: u8, next: u8| if fields(next) > fields(best) { next } else { best };
    let delimiter = expected.into_iter().chain(DELIMITERS).reduce(most)?;
    Header::with(text, delimiter, names)
}

/// What is said of a table in which its first row is repeated.
const REPEATED: &str = "its header repeated among the rows";

/// The records of `chunk`, of which the first `skipped` bytes are the header.
pub fn parse<'a>(chunk: &'a [u8], skipped: usize, header: &Header, habits: Habits) -> Parsed<'a> {
    let mut parsed = Parsed::default();
    let (source, texts) = header.roles.otherwise(&header.columns);
    let mut lines = LineCounter::new(chunk);
    for row in rows::rows(chunk, skipped, header.dialect()) {
        if header.is_repeated(chunk, &row) {
            parsed.chrome_lines += 1;
            continue;
        }
        let place = Place {
            index: parsed.items.len(),
            line: lines.at(row.bytes.start).0,
            column: 0,
            bytes: row.bytes.clone(),
        };
        parsed.items.push(match fields(chunk, &row, header) {
            Ok(mut fields) => {
                let columns = &header.columns[..fields.len()];
                let texts = fields.iter().map(|field| Some(field.text.as_ref()));
                parsed.fields.enter(
                    header.roles.named(),
                    true,
                    columns.iter().map(String::as_str).zip(texts),
                );
                let is_other = |n: usize| header.roles.is_loose(n) && habits.is_other(&columns[n]);
                let chosen = header.roles.chosen(&fields, is_other);
                let texts = [chosen[0].is_some(), chosen[1].is_some()];
                parsed.habits.see_row(columns, &fields, texts);
                read_literals(&mut fields, chosen);
                Item::Record(columns::of_columns(columns, &fields, chosen, place))
            }
            Err((defect, at, detail)) => place.unreadable(defect, at, detail),
        });
    }
    let repeated = (parsed.chrome_lines > 0).then_some(REPEATED);
    let how: Vec<&str> = header.how.as_deref().into_iter().chain(repeated).collect();
    let how = (!how.is_empty()).then(|| how.join(", "));
    parsed.fields.read_table(how.as_deref(), source, texts);
    parsed
}

/// Reads the lists and objects that stand in the fields of the texts as a text.
fn read_literals(fields: &mut [Field<'_>], chosen: [Option<usize>; 3]) {
    for (text, n) in FieldName::ALL.into_iter().zip(chosen) {
        if let Some(field) = n.and_then(|n| fields.get_mut(n))
            && let Some(meant) = value::from_literal(field, text == FieldName::Abstract)
        {
            *field = meant;
        }
    }
}

type Wrong = (Defect, usize, String);

/// The fields of a row, one for each column but those at the end that have neither a name nor a
/// text here.
fn fields<'a>(chunk: &'a [u8], row: &Row, header: &Header) -> Result<Vec<Field<'a>>, Wrong> {
    let wrong = |at: usize, why: String| Err((Defect::NotARecord, at, why));
    if let Some(why) = too_long(row.bytes.len()) {
        return wrong(row.bytes.start, why);
    }
    let is_unquoted = header.dialect().unquoted.is_some();
    let open = row.fields.iter().find(|field| field.quotes == Quotes::Open);
    if let Some(open) = open.filter(|_| !is_unquoted) {
        return wrong(open.bytes.start + 1, what_is_open(&chunk[open.bytes.clone()]).to_owned());
    }
    let is_empty = |field: &&RawField| field.text(chunk).trim_ascii().is_empty();
    let used = row.fields.len() - row.fields.iter().rev().take_while(is_empty).count();
    let columns = header.named_columns(used);
    if used > header.columns.len() || row.fields.len() < columns {
        let (fields, columns) = (row.fields.len(), header.columns.len());
        let why = format!("this row has {fields} fields, and the first one {columns}");
        return wrong(row.bytes.start, why);
    }
    row.fields[..columns].iter().map(|field| decoded(chunk, field)).collect()
}

/// What is said of a field that begins with a quote which none closes.
fn what_is_open(field: &[u8]) -> &'static str {
    let Some(quote) = memchr::memchr(b'"', &field[1..]) else {
        return "a quote is opened and not closed";
    };
    if field[..=quote].ends_with(b"\\") {
        "the quotes within this field have backslashes in front and do not pair: write each of them twice (`\"\"`)"
    } else {
        "a quote within the quotes of this field is not doubled"
    }
}

fn decoded<'a>(chunk: &'a [u8], field: &RawField) -> Result<Field<'a>, Wrong> {
    let start = field.bytes.start;
    let broken = |error: std::str::Utf8Error| {
        (Defect::InvalidUtf8, start + error.valid_up_to(), error.to_string())
    };
    let Some(decoded) = &field.decoded else {
        let text = std::str::from_utf8(&chunk[field.bytes.clone()]).map_err(broken)?;
        return Ok(Field { text: Cow::Borrowed(text), placement: Placement::Verbatim { start } });
    };
    let text = std::str::from_utf8(decoded).map_err(broken)?.to_owned();
    let quotes = memchr::memchr_iter(b'"', decoded).count();
    // Only of such a text each character has its place in the file.
    if text.len() + quotes != field.bytes.len() {
        let why = "the quotes within this field are escaped in more than one way";
        return Err((Defect::NotARecord, start, why.to_owned()));
    }
    Ok(Field { text: Cow::Owned(text), placement: Placement::Doubled { start } })
}

#[cfg(test)]
mod tests;
