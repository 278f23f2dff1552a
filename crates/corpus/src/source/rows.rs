//! The rows of a table (RFC 4180) as `csv-core` sees them: where they end, and what their fields
//! are.
//!
//! One reader of quotes tells both where a table may be cut into chunks and what stands in a chunk,
//! so that the rows are the same wherever it is cut. One thing is added to it: a quote that is
//! opened and not closed, in the whole file or in as many bytes as a record can have, would swallow
//! every row behind it. Such a row ends with the line in which that quote stands.

use std::ops::Range;

use csv_core::{ReadFieldResult, ReadRecordResult, Reader, ReaderBuilder};

use abslint_core::record::MOST_BYTES;

/// A row as it lies in the bytes that it was read from.
pub(super) struct Row {
    /// Its bytes, with one byte of the line end behind it.
    pub bytes: Range<usize>,
    /// Its fields, at least one.
    pub fields: Vec<RawField>,
}

/// A field of a row.
pub(super) struct RawField {
    /// Without its quotes and what separates it from the next one.
    pub bytes: Range<usize>,
    /// Whether it begins with a quote.
    pub is_quoted: bool,
    /// Whether a quote that was opened is closed.
    pub is_closed: bool,
    /// What is meant, where it is not what stands there.
    pub decoded: Option<Vec<u8>>,
}

impl RawField {
    /// What is meant, of the bytes that it was read from.
    pub(super) fn text<'t>(&'t self, source: &'t [u8]) -> &'t [u8] {
        self.decoded.as_deref().unwrap_or(&source[self.bytes.clone()])
    }
}

/// A reader at the beginning of a file.
fn reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// A reader at the beginning of a row.
fn reader_within(delimiter: u8) -> Reader {
    let mut reader = reader(delimiter);
    // Otherwise it would take a byte order mark away where a file is cut, and nowhere else.
    reader.read_field(b"\n", &mut [0]);
    reader
}

/// How many line ends there are at the beginning of `bytes`; those in front of a row belong to
/// none.
fn line_ends(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// The first row of a file.
pub(super) fn first(text: &[u8], delimiter: u8) -> Option<Row> {
    let start = line_ends(text);
    let mut out = vec![0; text.len() + 1];
    (start < text.len()).then(|| row(text, start, &mut reader(delimiter), &mut out).0)
}

/// The rows of `text` from byte `start` on, where one begins; another ends with it.
pub(super) fn rows(text: &[u8], start: usize, delimiter: u8) -> Vec<Row> {
    let mut reader = reader_within(delimiter);
    let mut out = vec![0; text.len() + 1];
    let (mut rows, mut at) = (Vec::new(), start + line_ends(&text[start..]));
    while at < text.len() {
        let (row, is_whole) = row(text, at, &mut reader, &mut out);
        if !is_whole {
            reader = reader_within(delimiter);
        }
        at = row.bytes.end + line_ends(&text[row.bytes.end..]);
        rows.push(row);
    }
    rows
}

/// The row that starts at `start`, and whether its reader has seen it end. `out` is longer than
/// `text`.
fn row(text: &[u8], start: usize, reader: &mut Reader, out: &mut [u8]) -> (Row, bool) {
    let most = text.len().min(start.saturating_add(MOST_BYTES));
    let (mut fields, mut at) = (Vec::new(), start);
    loop {
        let (mut result, read, written) = match &text[at..most] {
            [] => (ReadFieldResult::InputEmpty, 0, 0),
            input => reader.read_field(input, out),
        };
        // A text that ends without a line end has one there, unless that would lie within quotes.
        if result == ReadFieldResult::InputEmpty && most == text.len() {
            result = reader.read_field(b"\n", &mut out[written..]).0;
        }
        let ReadFieldResult::Field { record_end } = result else { break };
        fields.push(raw_field(text, at..at + read, record_end, &out[..written]));
        at += read;
        if record_end {
            return (Row { bytes: start..at, fields }, true);
        }
    }
    let line_end = memchr::memchr2(b'\r', b'\n', &text[at..]);
    let end = line_end.map_or(text.len(), |line_end| at + line_end + 1);
    let bytes = (at + 1).min(end)..end;
    fields.push(RawField { bytes, is_quoted: true, is_closed: false, decoded: None });
    (Row { bytes: start..end, fields }, false)
}

/// A field from the bytes that were `taken` for it, with what separates it from the next one, and
/// its `decoded` text.
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

/// Finds the end of the whole rows in bytes that begin with a row and grow.
#[derive(Debug)]
pub(super) struct RowEnds {
    delimiter: u8,
    /// It has read the bytes up to `seen`.
    reader: Reader,
    seen: usize,
    /// Where the row starts that it is in; `None` between two.
    start: Option<usize>,
    /// Behind the last line end that ends a row.
    end: usize,
}

impl RowEnds {
    /// Behind a first row of `length` bytes.
    pub(super) fn behind(length: usize, delimiter: u8) -> RowEnds {
        let reader = reader_within(delimiter);
        RowEnds { delimiter, reader, seen: length, start: None, end: 0 }
    }

    /// How many of `bytes` are whole rows: up to the last line end that ends one, since columns are
    /// counted from a line end on. 0 if none is.
    ///
    /// `bytes` are those of the last call without its whole rows, and more behind them.
    pub(super) fn whole(&mut self, bytes: &[u8]) -> usize {
        while self.seen < bytes.len() {
            match self.start {
                None => {
                    self.pass_to(self.seen + line_ends(&bytes[self.seen..]), bytes);
                    self.start = (self.seen < bytes.len()).then_some(self.seen);
                }
                Some(start) => self.read_on(start, bytes),
            }
        }
        let whole = std::mem::take(&mut self.end);
        self.seen -= whole;
        self.start = self.start.map(|start| start - whole);
        whole
    }

    /// Reads on in the row that starts at `start`.
    fn read_on(&mut self, start: usize, bytes: &[u8]) {
        let most = bytes.len().min(start.saturating_add(MOST_BYTES));
        if self.seen == most {
            return self.break_off(start, bytes);
        }
        let (mut texts, mut ends) = ([0; 4096], [0; 64]);
        let unread = &bytes[self.seen..most];
        let (result, read, ..) = self.reader.read_record(unread, &mut texts, &mut ends);
        if result == ReadRecordResult::Record {
            self.pass_to(self.seen + read, bytes);
        } else {
            self.seen += read;
        }
    }

    /// Goes on behind the row that starts at `start` and has more bytes than a record.
    fn break_off(&mut self, start: usize, bytes: &[u8]) {
        let mut out = vec![0; bytes.len() + 1];
        let row = row(bytes, start, &mut reader_within(self.delimiter), &mut out).0;
        self.reader = reader_within(self.delimiter);
        self.pass_to(row.bytes.end, bytes);
    }

    /// Stands between two rows, at `at`.
    fn pass_to(&mut self, at: usize, bytes: &[u8]) {
        (self.seen, self.start) = (at, None);
        if bytes[..at].last() == Some(&b'\n') {
            self.end = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_rows_end_outside_quotes_and_behind_a_line_end() {
        let cases: [(&[u8], usize); 7] = [
            (b"a,\"b\n", 0),
            (b"a,\"b\nc\"\nd,\"e\n", 8),
            (b"a,b \"c\nd,\"e\n", 7),
            (b"a,\"b\"\"\n", 0),
            (b"a,b\rc,d\r", 0),
            (b"a,b\r\nc,d", 5),
            (b"a,b\n\n\nc", 6),
        ];
        for (bytes, whole) in cases {
            let shown = String::from_utf8_lossy(bytes);
            assert_eq!(RowEnds::behind(0, b',').whole(bytes), whole, "{shown:?}");
            let mut ends = RowEnds::behind(0, b',');
            let by_bytes: usize =
                (0..=bytes.len()).fold(0, |at, seen| at + ends.whole(&bytes[at..seen.max(at)]));
            assert_eq!(by_bytes, whole, "{shown:?}, byte by byte");
        }
        assert_eq!(
            RowEnds::behind(4, b',').whole(b"\n\n"),
            0,
            "in front of the end of the first row"
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_row() {
        let text = b"1,\"x\ny\",\"open\n2,z\r\n3,\"\"\"\"";
        let found: Vec<(&[u8], bool)> = rows(text, 0, b',')
            .iter()
            .map(|row| (&text[row.bytes.clone()], row.fields.iter().all(|field| field.is_closed)))
            .collect();
        let expected: [(&[u8], bool); 3] =
            [(b"1,\"x\ny\",\"open\n", false), (b"2,z\r", true), (b"3,\"\"\"\"", true)];
        assert_eq!(found, expected);
    }
}
