//! CSV and TSV (RFC 4180, with line feeds): a column for each name that any record has.
//!
//! A text stands in its cell as it is, everything else as JSON, and what is not there is empty.
//! Quotes stand where they must, in TSV too.

use std::io::{self, BufRead, Write};
use std::path::Path;

use super::super::waiting::WaitingLines;
use super::{RecordWriter, as_text};
use crate::source::value::Object;

/// A table whose records wait until all of its columns are known.
pub(super) struct Delimited {
    lines: WaitingLines,
    delimiter: u8,
}

impl Delimited {
    /// An empty one for `path`, with `delimiter` between its fields.
    pub(super) fn new(path: &Path, delimiter: u8) -> io::Result<Delimited> {
        Ok(Delimited { lines: WaitingLines::beside(path)?, delimiter })
    }
}

/// The columns of a corpus without records.
const OF_EVERY_CORPUS: [&str; 6] = ["id", "title", "abstract", "links", "source", "also_in"];

impl RecordWriter for Delimited {
    fn record(&mut self, line: &str, _: &mut (dyn Write + Send)) -> io::Result<()> {
        self.lines.push(line)
    }

    fn end(self: Box<Self>, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let lines = self.lines.all()?;
        let mut names = lines.names()?;
        if names.is_empty() {
            names = OF_EVERY_CORPUS.map(str::to_owned).to_vec();
        }
        let mut row = String::new();
        let header = names.iter().map(String::as_str);
        push_row(&mut row, header, self.delimiter);
        out.write_all(row.as_bytes())?;
        for line in lines.reader_at_start()?.lines() {
            let line = line?;
            let Object(members) = serde_json::from_str(&line)?;
            let cells: Vec<_> = names
                .iter()
                .map(|name| {
                    let member = members.iter().find(|(own, _)| own == name);
                    member.map(|(_, value)| as_text(value)).unwrap_or_default()
                })
                .collect();
            row.clear();
            push_row(&mut row, cells.iter().map(AsRef::as_ref), self.delimiter);
            out.write_all(row.as_bytes())?;
        }
        Ok(())
    }
}

fn push_row<'c>(row: &mut String, cells: impl Iterator<Item = &'c str>, delimiter: u8) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            row.push(char::from(delimiter));
        }
        let needs_quotes = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
        if cell.bytes().any(needs_quotes) {
            row.push('"');
            row.push_str(&cell.replace('"', "\"\""));
            row.push('"');
        } else {
            row.push_str(cell);
        }
    }
    row.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_part_a_row_is_quoted() {
        let mut row = String::new();
        push_row(&mut row, ["a b", "c,d", "e\"f", "", "g\nh"].into_iter(), b',');
        push_row(&mut row, ["a b", "c,d", "e\tf"].into_iter(), b'\t');
        assert_eq!(row, "a b,\"c,d\",\"e\"\"f\",,\"g\nh\"\na b\tc,d\t\"e\tf\"\n");
    }
}
