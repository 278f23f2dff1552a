//! The rows of a table (RFC 4180): where they end, and what their fields are.
//!
//! One reader of quotes (`scanner`) tells both where a table may be cut into chunks and what stands
//! in a chunk, so that the rows are the same wherever it is cut. A quote that is opened and not closed
//! costs its own row, and no other: that row ends with its line.

mod scanner;

use std::ops::Range;

pub(super) use self::scanner::{Dialect, Quotes};
use self::scanner::{Scanned, Scanner};

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
    /// What its quotes are.
    pub quotes: Quotes,
    /// What is meant, where it is not what stands there.
    pub decoded: Option<Vec<u8>>,
}

impl RawField {
    fn new(text: &[u8], scanned: Scanned) -> RawField {
        let Scanned { bytes, quotes, .. } = scanned;
        let is_doubled = matches!(quotes, Quotes::Doubled | Quotes::Escaped);
        let decoded = is_doubled.then(|| unescaped(&text[bytes.clone()], quotes)).flatten();
        RawField { bytes, quotes, decoded }
    }

    /// What is meant, of the bytes that it was read from.
    pub(super) fn text<'t>(&'t self, source: &'t [u8]) -> &'t [u8] {
        self.decoded.as_deref().unwrap_or(&source[self.bytes.clone()])
    }
}

/// What is meant by a text between quotes: each of its own takes two bytes. `None` if it has none.
fn unescaped(body: &[u8], quotes: Quotes) -> Option<Vec<u8>> {
    memchr::memchr(b'"', body)?;
    let mut text = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        let is_pair = matches!(&body[at..], [b'"', b'"', ..])
            || (quotes == Quotes::Escaped && matches!(&body[at..], [b'\\', b'"', ..]));
        text.push(if is_pair { b'"' } else { byte });
        at += 1 + usize::from(is_pair);
    }
    Some(text)
}

/// How many line ends there are at the beginning of `bytes`; those in front of a row belong to
/// none.
fn line_ends(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// The first row of a file.
pub(super) fn first(text: &[u8], delimiter: u8) -> Option<Row> {
    let start = line_ends(text);
    let dialect = Dialect { delimiter, unquoted: None };
    (start < text.len()).then(|| row(text, start, dialect))
}

/// The rows of `text` from byte `start` on, where one begins; another ends with it.
pub(super) fn rows(text: &[u8], start: usize, dialect: Dialect) -> Vec<Row> {
    let (mut rows, mut at) = (Vec::new(), start + line_ends(&text[start..]));
    while at < text.len() {
        let row = row(text, at, dialect);
        at = row.bytes.end + line_ends(&text[row.bytes.end..]);
        rows.push(row);
    }
    rows
}

/// The row that starts at `start`.
fn row(text: &[u8], start: usize, dialect: Dialect) -> Row {
    let (mut scanner, mut fields, mut end) = (Scanner::new(dialect, start), Vec::new(), start);
    while let Some(scanned) = scanner.next(text, true) {
        let is_last = scanned.is_last;
        end = (scanned.end + 1).min(text.len());
        fields.push(RawField::new(text, scanned));
        if is_last {
            break;
        }
    }
    Row { bytes: start..end, fields }
}

/// Finds the end of the whole rows in bytes that begin with a row and grow.
#[derive(Debug)]
pub(super) struct RowEnds {
    dialect: Dialect,
    /// Up to here the bytes have been read that are in no row.
    seen: usize,
    /// Where it stands in the row that it is in; `None` between two.
    scanner: Option<Scanner>,
    /// Behind the last line end that ends a row.
    end: usize,
}

impl RowEnds {
    /// Behind a first row of `length` bytes.
    pub(super) fn behind(length: usize, dialect: Dialect) -> RowEnds {
        RowEnds { dialect, seen: length, scanner: None, end: 0 }
    }

    /// How many of `bytes` are whole rows: up to the last line end that ends one, since columns are
    /// counted from a line end on. 0 if none is.
    ///
    /// `bytes` are those of the last call without its whole rows, and more behind them.
    pub(super) fn whole(&mut self, bytes: &[u8]) -> usize {
        loop {
            match &mut self.scanner {
                Some(scanner) => match scanner.next(bytes, false) {
                    Some(field) if field.is_last => self.pass_to(field.end + 1, bytes),
                    Some(_) => {}
                    None => break,
                },
                None if self.seen >= bytes.len() => break,
                None => {
                    self.pass_to(self.seen + line_ends(&bytes[self.seen..]), bytes);
                    let is_in_row = self.seen < bytes.len();
                    self.scanner = is_in_row.then(|| Scanner::new(self.dialect, self.seen));
                }
            }
        }
        let whole = std::mem::take(&mut self.end);
        self.seen -= whole;
        self.scanner = self.scanner.take().map(|scanner| scanner.moved(whole));
        whole
    }

    /// Stands between two rows, at `at`.
    fn pass_to(&mut self, at: usize, bytes: &[u8]) {
        (self.seen, self.scanner) = (at, None);
        if bytes[..at].last() == Some(&b'\n') {
            self.end = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAS: Dialect = Dialect { delimiter: b',', unquoted: None };
    const TABS: Dialect = Dialect { delimiter: b'\t', unquoted: Some(3) };

    #[test]
    fn whole_rows_end_outside_quotes_and_behind_a_line_end() {
        let cases: [(&[u8], usize); 9] = [
            (b"a,\"b\n", 0),
            (b"a,\"b\nc\"\nd,\"e\n", 8),
            (b"a,b \"c\nd,\"e\n", 7),
            (b"a,\"b\"\"\n", 0),
            (b"a,b\rc,d\r", 0),
            (b"a,b\r\nc,d", 5),
            (b"a,b\n\n\nc", 6),
            (b"a,\"b\nc \"d\n", 10),
            (b"a, \"b\nc\"  \n", 11),
        ];
        for (bytes, whole) in cases {
            let shown = String::from_utf8_lossy(bytes);
            assert_eq!(RowEnds::behind(0, COMMAS).whole(bytes), whole, "{shown:?}");
            let mut ends = RowEnds::behind(0, COMMAS);
            let by_bytes: usize =
                (0..=bytes.len()).fold(0, |at, seen| at + ends.whole(&bytes[at..seen.max(at)]));
            assert_eq!(by_bytes, whole, "{shown:?}, byte by byte");
        }
        assert_eq!(
            RowEnds::behind(4, COMMAS).whole(b"\n\n"),
            0,
            "in front of the end of the first row"
        );
    }

    /// What is meant in each field of each row.
    fn fields(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
        let of_row = |row: Row| {
            let field =
                |field: &RawField| String::from_utf8_lossy(field.text(text.as_bytes())).into();
            row.fields.iter().map(field).collect()
        };
        rows(text.as_bytes(), 0, dialect).into_iter().map(of_row).collect()
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_row() {
        let text = b"1,\"x\ny\",\"open\n2,z\r\n3,\"\"\"\"";
        let found: Vec<(&[u8], bool)> = rows(text, 0, COMMAS)
            .iter()
            .map(|row| {
                let is_closed = row.fields.iter().all(|field| field.quotes != Quotes::Open);
                (&text[row.bytes.clone()], is_closed)
            })
            .collect();
        let expected: [(&[u8], bool); 3] =
            [(b"1,\"x\ny\",\"open\n", false), (b"2,z\r", true), (b"3,\"\"\"\"", true)];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quote_in_a_table_without_quotes_is_one_of_the_text() {
        let cases: [(&str, &[&[&str]]); 9] = [
            (
                "1\t\"Late\" lamps\tA\n2\tThe word \"late\"\tB\n",
                &[&["1", "\"Late\" lamps", "A"], &["2", "The word \"late\"", "B"]],
            ),
            (
                "1\t\"Late lamps\tA\n2\tand posts\"\tB\n",
                &[&["1", "\"Late lamps", "A"], &["2", "and posts\"", "B"]],
            ),
            ("1\t\"Late\tlamps\"\n", &[&["1", "\"Late", "lamps\""]]),
            // Only with its quotes the line has three fields.
            ("1\t\"Late\tlamps\"\tA\n", &[&["1", "Late\tlamps", "A"]]),
            // The line ends within the last one of three.
            (
                "1\t\"Late\tlamps\"\t\"A\nB\"\n2\tC\tD",
                &[&["1", "Late\tlamps", "A\nB"], &["2", "C", "D"]],
            ),
            ("1\t\"a\tb\"\t\"A\tB\nC\"\n", &[&["1", "a\tb", "A\tB\nC"]]),
            ("1\t\"Late\n\tlamps\"\tA\n2\tB\tC", &[&["1", "Late\n\tlamps", "A"], &["2", "B", "C"]]),
            ("1\t\"a \"\"b\"\" c\"\t\"d\ne\"\n", &[&["1", "a \"b\" c", "d\ne"]]),
            ("\u{feff}1\t\"open\tA\n\u{feff}2\tB\tC\n", &[&["1", "\"open", "A"], &["2", "B", "C"]]),
        ];
        for (text, expected) in cases {
            assert_eq!(fields(text, TABS), expected, "{text:?}");
        }
    }

    #[test]
    fn quotes_behind_spaces_and_backslashes_are_read_if_they_pair() {
        let cases: [(&str, &[&[&str]]); 5] = [
            ("1, \"Lamps, late\" , x\n", &[&["1", "Lamps, late", " x"]]),
            ("1,\"so \\\"late\\\" a, lamp\",x\n", &[&["1", "so \"late\" a, lamp", "x"]]),
            ("1,\"\\\"Late\\\"\",x\n", &[&["1", "\"Late\"", "x"]]),
            ("1,\"H\\\"oher, b\",x\n", &[&["1", "\"H\\\"oher", " b\"", "x"]]),
            ("1,\"a $\\alpha\\\"\n2,b\n", &[&["1", "a $\\alpha\\"], &["2", "b"]]),
        ];
        for (text, expected) in cases {
            assert_eq!(fields(text, COMMAS), expected, "{text:?}");
        }
    }
}
