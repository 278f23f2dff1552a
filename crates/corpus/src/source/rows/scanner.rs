//! The fields of a table, one after the other, in bytes that grow.
//!
//! A field in quotes ends with a quote in front of a delimiter or a line end. What begins with a
//! quote and has another one elsewhere, or none, is no field in quotes: it ends with the next
//! delimiter, so that no quote takes the rows behind it along. What is decided depends on the bytes of
//! the row alone, not on those behind it that may be there or not.

use std::ops::Range;

use crate::source::encoding::BOM;
use abslint_core::record::MOST_BYTES;

/// How the fields of a table are parted and quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) struct Dialect {
    /// What stands between two fields.
    pub delimiter: u8,
    /// The number of columns of a table that is likely to be written without quotes: one with tabs
    /// whose header has none. A text there may begin with a quote of its own.
    pub unquoted: Option<usize>,
}

/// What the quotes of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Quotes {
    /// It does not begin with one.
    None,
    /// It stands between two; its own are doubled.
    Doubled,
    /// It stands between two; its own have a backslash in front.
    Escaped,
    /// It begins with one that no other one closes.
    Open,
}

/// A field, without its quotes and what separates it from the next one.
#[derive(Debug)]
pub(super) struct Scanned {
    pub bytes: Range<usize>,
    pub quotes: Quotes,
    /// The byte of what separates it from the next one, or of the line end.
    pub end: usize,
    /// Whether it is the last one of its row.
    pub is_last: bool,
}

/// What is known of a field so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Begins,
    Quoted { open: usize, is_escaped: bool },
    Plain(Quotes),
}

/// Reads the fields of a row. All places are bytes of the text that it is called with.
#[derive(Debug)]
pub(super) struct Scanner {
    dialect: Dialect,
    /// Where the row begins.
    pub row: usize,
    /// The fields of the row that have been read.
    fields: usize,
    /// Where the next one begins.
    field: usize,
    mode: Mode,
    /// Up to here its end has been looked for.
    searched: usize,
}

/// How a search went.
enum Look<T> {
    Found(T),
    /// There is none; whether a backslash stands in front of the quote that shows it.
    Missing(bool),
    /// More bytes will tell.
    Unknown,
}

impl Scanner {
    /// Stands at byte `row`, where one begins.
    pub(super) fn new(dialect: Dialect, row: usize) -> Scanner {
        Scanner { dialect, row, fields: 0, field: row, mode: Mode::Begins, searched: row }
    }

    /// Goes on in a text whose first `count` bytes have been taken away, none of them of the row.
    pub(super) fn moved(self, count: usize) -> Scanner {
        let mode = match self.mode {
            Mode::Quoted { open, is_escaped } => Mode::Quoted { open: open - count, is_escaped },
            other => other,
        };
        let (row, field, searched) = (self.row - count, self.field - count, self.searched - count);
        Scanner { row, field, searched, mode, ..self }
    }

    /// The next field; `None` if more of the text is needed to tell, which is never so at its end.
    pub(super) fn next(&mut self, text: &[u8], is_end: bool) -> Option<Scanned> {
        loop {
            match self.mode {
                Mode::Begins => self.begin(text, is_end)?,
                Mode::Quoted { open, is_escaped } => {
                    match self.close(text, is_end, open, is_escaped) {
                        Look::Unknown => return None,
                        Look::Found((close, end)) => {
                            let quotes = if is_escaped { Quotes::Escaped } else { Quotes::Doubled };
                            return Some(self.pass(text, open + 1..close, quotes, end));
                        }
                        Look::Missing(true) if !is_escaped => {
                            self.mode = Mode::Quoted { open, is_escaped: true };
                            self.searched = open + 1;
                        }
                        Look::Missing(_) => {
                            // Behind a space it is a word in quotes that begins a text.
                            let is_first = open == self.field;
                            let quotes = if is_first { Quotes::Open } else { Quotes::None };
                            (self.mode, self.searched) = (Mode::Plain(quotes), self.field);
                        }
                    }
                }
                Mode::Plain(quotes) => {
                    let rest = &text[self.searched..];
                    let end = memchr::memchr3(self.dialect.delimiter, b'\r', b'\n', rest);
                    let end = end.map(|end| self.searched + end).or(is_end.then_some(text.len()));
                    self.searched = text.len();
                    let end = end?;
                    return Some(self.pass(text, self.field..end, quotes, end));
                }
            }
        }
    }

    /// Looks at the first byte of a field; nothing if that is not there yet.
    fn begin(&mut self, text: &[u8], is_end: bool) -> Option<()> {
        let rest = &text[self.field..];
        if self.fields == 0 && BOM.starts_with(&rest[..rest.len().min(BOM.len())]) {
            match rest.len() {
                0..3 if !is_end => return None,
                0..3 => {}
                _ => self.field += BOM.len(),
            }
        }
        let may_be_indented = self.dialect.delimiter != b'\t';
        let rest = &text[self.field..];
        let spaces = rest.iter().take_while(|byte| may_be_indented && **byte == b' ').count();
        let open = self.field + spaces;
        (self.mode, self.searched) = match text.get(open) {
            None if !is_end => return None,
            Some(b'"') => (Mode::Quoted { open, is_escaped: false }, open + 1),
            _ => (Mode::Plain(Quotes::None), self.field),
        };
        Some(())
    }

    /// The quote that closes the one at `open`, and the byte that separates the field from the next
    /// one.
    fn close(
        &mut self,
        text: &[u8],
        is_end: bool,
        open: usize,
        is_escaped: bool,
    ) -> Look<(usize, usize)> {
        // A row of more bytes is no record, and a quote may lack its other one.
        let most = self.row.saturating_add(MOST_BYTES);
        let within = &text[..text.len().min(most)];
        while let Some(quote) =
            memchr::memchr(b'"', within.get(self.searched..).unwrap_or_default())
        {
            let quote = self.searched + quote;
            if is_escaped && is_behind_backslash(&text[open + 1..quote]) {
                self.searched = quote + 1;
                continue;
            }
            match text.get(quote + 1) {
                None if !is_end => return Look::Unknown,
                Some(b'"') => self.searched = quote + 2,
                _ => return self.end_behind(text, is_end, open, quote, is_escaped),
            }
        }
        self.searched = self.searched.max(within.len());
        if is_end || text.len() > most { Look::Missing(false) } else { Look::Unknown }
    }

    /// Whether the field from `open` to `quote` ends there.
    fn end_behind(
        &self,
        text: &[u8],
        is_end: bool,
        open: usize,
        quote: usize,
        is_escaped: bool,
    ) -> Look<(usize, usize)> {
        let may_be_indented = self.dialect.delimiter != b'\t';
        let rest = &text[quote + 1..];
        let spaces = rest.iter().take_while(|byte| may_be_indented && **byte == b' ').count();
        let end = quote + 1 + spaces;
        let body = &text[open + 1..quote];
        match text.get(end) {
            None if !is_end => Look::Unknown,
            Some(byte) if *byte != self.dialect.delimiter && !matches!(byte, b'\r' | b'\n') => {
                Look::Missing(is_behind_backslash(body))
            }
            _ if is_escaped && !pairs_up(body) => Look::Missing(true),
            _ => match self.is_plain_line(text, is_end, open, body) {
                None => Look::Unknown,
                Some(true) => Look::Missing(false),
                Some(false) => Look::Found((quote, end)),
            },
        }
    }

    /// Whether each line of a field in quotes is a whole row if the quotes are none, in a table that
    /// is likely to have none, and the field would take some of its columns; `None` if that cannot be
    /// told yet.
    fn is_plain_line(&self, text: &[u8], is_end: bool, open: usize, body: &[u8]) -> Option<bool> {
        let Some(columns) = self.dialect.unquoted else { return Some(false) };
        if !body.contains(&self.dialect.delimiter) {
            return Some(false);
        }
        let close = open + 1 + body.len();
        let behind = &text[close..];
        let len = memchr::memchr2(b'\r', b'\n', behind).or(is_end.then_some(behind.len()))?;
        // A quote that is still open where the line ends takes the count of its fields along.
        let is_whole = memchr::memchr_iter(b'"', &behind[..len]).count() % 2 == 1;
        let mut lines = text[open..close + len].split(|byte| *byte == b'\n');
        let mut before = self.fields;
        let is_one_line = !body.contains(&b'\n');
        if is_one_line && !is_whole {
            return Some(false);
        }
        let is_row = |line: &[u8]| {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let delimiter = self.dialect.delimiter;
            let surplus = line.iter().rev().take_while(|byte| **byte == delimiter).count();
            let fields = memchr::memchr_iter(delimiter, line).count() + 1;
            let count = std::mem::take(&mut before) + fields;
            // On one line the quotes may be what makes it a row of so many fields.
            count == columns || !is_one_line && count > columns && count - surplus <= columns
        };
        Some(lines.all(is_row))
    }

    /// Goes on behind a field.
    fn pass(&mut self, text: &[u8], bytes: Range<usize>, quotes: Quotes, end: usize) -> Scanned {
        let is_last = text.get(end) != Some(&self.dialect.delimiter);
        (self.fields, self.field, self.mode) = (self.fields + 1, end + 1, Mode::Begins);
        Scanned { bytes, quotes, end, is_last }
    }
}

/// Whether a text ends with a backslash that stands for none itself.
fn is_behind_backslash(text: &[u8]) -> bool {
    text.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Whether the quotes with backslashes in a text open and close in turns, as those of its words do
/// and accents of TeX (`\"o`) do not.
fn pairs_up(text: &[u8]) -> bool {
    let mut opens = true;
    for quote in memchr::memchr_iter(b'"', text) {
        if !is_behind_backslash(&text[..quote]) {
            continue;
        }
        let before = text[..quote - 1].last().copied().unwrap_or(b' ');
        let is_at_word = before.is_ascii_whitespace() || matches!(before, b'(' | b'[' | b'-');
        if is_at_word != opens {
            return false;
        }
        opens = !opens;
    }
    opens
}
