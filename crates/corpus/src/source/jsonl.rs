//! JSON Lines: one object a line.

use memchr::memchr_iter;

use super::Parsed;
use super::document;
use super::encoding::BOM;
use super::names::Names;
use super::object::Slot;

/// The records of whole lines. A blank line is none; a line that is no record is unreadable, and
/// the next goes on.
pub fn parse<'a>(chunk: &'a [u8], names: &Names<'_>) -> Parsed<'a> {
    let mut parsed = Parsed::default();
    let mut start = 0;
    let ends =
        memchr_iter(b'\n', chunk).chain((chunk.last() != Some(&b'\n')).then_some(chunk.len()));
    for (line, end) in ends.enumerate() {
        let (first, last) = trim(chunk, start, end);
        let column = first - start;
        start = end + 1;
        if first < last {
            let slot =
                Slot { chunk, start: first, end: last, index: parsed.items.len(), line, column };
            document::read(slot, names, &mut parsed);
        }
    }
    parsed
}

/// The range without white space at either end, and without a byte order mark in front.
fn trim(chunk: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    if chunk[start..end].starts_with(BOM) {
        start += BOM.len();
    }
    while start < end && chunk[start].is_ascii_whitespace() {
        start += 1;
    }
    while start < end && chunk[end - 1].is_ascii_whitespace() {
        end -= 1;
    }
    (start, end)
}
