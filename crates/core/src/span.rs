//! Places: ranges of bytes in a text, lines and columns in a file.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes in a text, on character boundaries.
///
/// The only ways to one are [`Span::new`] and [`Span::whole`], which check, and a cache of checked
/// ones: a span that leaves its text or cuts a character would make a report panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The bytes `start..end` of `text`; `None` if they are no valid range of
    /// it or cut a character.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Span> {
        text.get(start..end).map(|_| Span { start, end })
    }

    /// All of `text`.
    pub fn whole(text: &str) -> Span {
        Span { start: 0, end: text.len() }
    }

    /// All of `text` but the white space at its edges.
    pub fn trimmed(text: &str) -> Span {
        Span::part(text, text.trim())
    }

    /// Where `part`, which was cut from `text`, lies in it; the empty span if it was cut from
    /// another text.
    pub fn part(text: &str, part: &str) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        Span::new(text, start, start.saturating_add(part.len())).unwrap_or(Span::empty())
    }

    /// The empty span at the start of any text.
    pub fn empty() -> Span {
        Span { start: 0, end: 0 }
    }

    /// The span of a regex match in the text that it was found in.
    pub fn of(found: regex::Match<'_>) -> Span {
        Span { start: found.start(), end: found.end() }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// The part of `text` that the span covers; empty if it was made for a longer text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether two spans share at least a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A place in a file: line and character column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// Line in the file as it lies on disk.
    pub line: usize,
    /// Character (not byte) within that line.
    pub column: usize,
}

/// The place of byte `at` in a chunk, counted from a byte `from` before it, which is the 0-based
/// character `column` of the 0-based `line`. Lines are counted from the start of the chunk; columns
/// are characters.
pub fn locate(chunk: &[u8], from: usize, (line, column): (usize, usize), at: usize) -> Location {
    let at = at.min(chunk.len());
    let passed = &chunk[from.min(at)..at];
    match memchr::memrchr(b'\n', passed) {
        None => Location { line: line + 1, column: column + characters(passed) + 1 },
        Some(last) => {
            let breaks = memchr::memchr_iter(b'\n', passed).count();
            Location { line: line + breaks + 1, column: characters(&passed[last + 1..]) + 1 }
        }
    }
}

/// Finds the lines and columns of many bytes of a record, without starting from its first byte each
/// time.
pub struct LocationIndex<'c> {
    chunk: &'c [u8],
    /// First byte of the record.
    start: usize,
    /// The 0-based line of each block, and the 0-based character of that line.
    blocks: Vec<(usize, usize)>,
}

impl<'c> LocationIndex<'c> {
    /// The index of the record that has these `bytes` of a chunk and starts at `place`, the 0-based
    /// line and the 0-based character of that line.
    pub fn of(chunk: &'c [u8], bytes: Range<usize>, place: (usize, usize)) -> Self {
        let (mut from, mut place) = (bytes.start, place);
        let block = |at: usize| {
            let Location { line, column } = locate(chunk, from, place, at);
            (from, place) = (at, (line - 1, column - 1));
            place
        };
        let blocks = (bytes.start..=bytes.end).step_by(BLOCK).map(block).collect();
        LocationIndex { chunk, start: bytes.start, blocks }
    }

    /// The place of byte `at` of the chunk; that of the record for what lies in front of it.
    pub fn locate(&self, at: usize) -> Location {
        let block = (at.saturating_sub(self.start) / BLOCK).min(self.blocks.len() - 1);
        locate(self.chunk, self.start + block * BLOCK, self.blocks[block], at)
    }
}

/// How many characters of UTF-8 start in some bytes.
pub fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// Counts the characters before places of one text, without starting from its beginning each time.
pub struct CharacterIndex<'t> {
    text: &'t str,
    /// Characters before each block.
    blocks: Vec<usize>,
}

/// Bytes of a block of an index, which are counted through for each place in it.
pub(crate) const BLOCK: usize = 1024;

impl<'t> CharacterIndex<'t> {
    /// The index of `text`.
    pub fn of(text: &'t str) -> Self {
        let counts = text.as_bytes().chunks(BLOCK).map(characters);
        let blocks =
            counts.scan(0, |before, count| Some(std::mem::replace(before, *before + count)));
        CharacterIndex { text, blocks: blocks.collect() }
    }

    /// How many characters start before byte `at`; all of them if the text ends there.
    pub fn before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        self.blocks
            .get(block)
            .map_or(0, |before| before + characters(&self.text.as_bytes()[block * BLOCK..at]))
    }

    /// A span in characters.
    pub fn range(&self, span: Span) -> Range<usize> {
        self.before(span.start)..self.before(span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_cuts_a_character_or_leaves_its_text() {
        let text = "aé";
        assert!(Span::new(text, 0, 1).is_some());
        assert!(Span::new(text, 1, 3).is_some());
        assert!(Span::new(text, 0, 2).is_none(), "cuts é");
        assert!(Span::new(text, 3, 4).is_none(), "past the end");
        assert!(Span::new(text, 3, 1).is_none(), "backwards");
    }

    #[test]
    fn a_part_lies_where_it_was_cut_from() {
        let text = String::from(" aé b ");
        assert_eq!(Span::part(&text, &text[4..6]), Span::new(&text, 4, 6).unwrap());
        assert_eq!(Span::trimmed(&text), Span::new(&text, 1, 6).unwrap());
        assert_eq!(Span::part(&text, "another text"), Span::empty());
    }

    #[test]
    fn characters_are_counted_across_blocks() {
        let text = "aé∑😀".repeat(900);
        let index = CharacterIndex::of(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(index.before(at), n);
        }
        assert_eq!((index.before(text.len()), index.before(usize::MAX)), (3600, 3600));
        assert_eq!(CharacterIndex::of("").before(0), 0);
    }

    #[test]
    fn a_place_is_counted_in_lines_and_characters() {
        let chunk = "é\n{\"a\": \"éx\"}".as_bytes();
        let at = chunk.iter().position(|b| *b == b'x').unwrap();
        assert_eq!(locate(chunk, 3, (1, 0), at), Location { line: 2, column: 9 });
        assert_eq!(locate(chunk, 0, (0, 0), 0), Location { line: 1, column: 1 });
    }

    #[test]
    fn an_index_says_of_each_byte_what_counting_says() {
        let chunk = "é\n{\"a\": \"éx \n😀\"}".repeat(200).into_bytes();
        let bytes = 3..chunk.len() - 5;
        let index = LocationIndex::of(&chunk, bytes.clone(), (1, 0));
        for at in 0..chunk.len() + 2 {
            assert_eq!(index.locate(at), locate(&chunk, bytes.start, (1, 0), at), "{at}");
        }
        assert_eq!(LocationIndex::of(b"", 0..0, (0, 0)).locate(7), Location { line: 1, column: 1 });
    }
}
