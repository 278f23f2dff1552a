//! Which elements of a stream of XML are records, and where it can be cut between them.
//!
//! Only marks are read here, as far as it takes to know which tags are tags: comments, CDATA and
//! what stands in quotes hold none. A record within the metadata of another one is a part of it.
//!
//! An element that no source knows is a record, too, if a title and an abstract are its children:
//! that shows within it, so no stream is cut behind its beginning.

use std::ops::Range;

use crate::source::markup::sources::XML_SOURCES;
use crate::source::markup::{self, DEEPEST, local};

/// What was seen of a stream.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Elements {
    /// The byte behind the last mark that is whole.
    at: usize,
    /// The record that is open: its name, and the byte where it begins.
    open: Option<(String, usize)>,
    /// How many elements of metadata are open within it.
    metadata: usize,
    /// Whether a list of others was seen in it.
    lists: bool,
    /// The elements of no record that were opened behind the last one and are still open.
    outside: Vec<Outside>,
    /// Whether a record was seen to end.
    has_record: bool,
    /// How many bytes were seen.
    seen: usize,
}

/// An element that no source knows.
#[derive(Clone, Debug)]
struct Outside {
    name: String,
    start: usize,
    /// Whether a title was seen in it, and an abstract.
    holds: [bool; 2],
}

/// Elements that a title and what it says of all stand in, and records with both.
const NO_RECORDS: [&str; 4] = ["channel", "feed", "image", "textinput"];

/// Children of an element that no source knows that say that it is a record.
const TEXTS: [&[&str]; 2] = [
    &["title", "article_title", "article-title", "ArticleTitle"],
    &["abstract", "abstractText", "abstract_text", "summary"],
];

/// An element that is a record unless the second one in it lists others, each a third (HAL).
const LISTED: (&str, &str, &str) = ("TEI", "listBibl", "biblFull");

/// A mark of a stream.
enum Mark {
    /// A record, or what stands where one should.
    Record(Range<usize>, bool),
    /// Anything else.
    Other,
}

impl Elements {
    /// How many of `bytes`, which begin where they did the last time, are whole records with a line
    /// end behind them.
    pub(in crate::source) fn whole(&mut self, bytes: &[u8]) -> usize {
        let mut whole = 0;
        loop {
            if self.has_record && self.open.is_none() && self.outside.is_empty() {
                let behind = &bytes[self.at..];
                let spaces = behind.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                if let Some(line_end) = memchr::memrchr(b'\n', &behind[..spaces]) {
                    whole = self.at + line_end + 1;
                }
            }
            if self.mark(bytes).is_none() {
                break;
            }
        }
        self.seen = bytes.len();
        whole
    }

    /// How many bytes the record or the mark has so far that does not end yet.
    pub(in crate::source) fn open(&self) -> usize {
        self.seen - self.open.as_ref().map_or(self.at, |(_, start)| *start)
    }

    /// The records of `bytes`, whole ones and those that are cut: their bytes, and whether they
    /// end.
    pub(super) fn all(bytes: &[u8]) -> Vec<(Range<usize>, bool)> {
        let (mut elements, mut all) = (Elements::default(), Vec::new());
        while let Some(mark) = elements.mark(bytes) {
            if let Mark::Record(range, is_whole) = mark {
                all.push((range, is_whole));
            }
        }
        if let Some((_, start)) = elements.open {
            all.push((start..bytes.trim_ascii_end().len().max(start), false));
        }
        all
    }

    /// Reads on behind the next mark; `None` if there is none, or only a part of one.
    fn mark(&mut self, bytes: &[u8]) -> Option<Mark> {
        let start = self.at + memchr::memchr(b'<', bytes.get(self.at..)?)?;
        let rest = &bytes[start..];
        let special = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        for (begin, end) in special {
            if rest.starts_with(begin.as_bytes()) {
                let length = memchr::memmem::find(&rest[begin.len()..], end.as_bytes())?;
                self.at = start + begin.len() + length + end.len();
                return Some(Mark::Other);
            }
            if begin.as_bytes().starts_with(rest) {
                return None;
            }
        }
        let length = tag_length(rest)?;
        self.at = start + length;
        let tag = rest[1..length].strip_suffix(b">");
        Some(tag.map_or(Mark::Other, |tag| self.tag(start, tag)))
    }

    /// Takes note of a tag that begins at `start`.
    fn tag(&mut self, start: usize, tag: &[u8]) -> Mark {
        let is_end = tag.first() == Some(&b'/');
        let is_empty = tag.last() == Some(&b'/');
        let name = &tag[usize::from(is_end)..];
        let length = name
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || *byte == b'/')
            .unwrap_or(name.len());
        let attributes = &name[length..];
        let Ok(name) = std::str::from_utf8(&name[..length]) else { return Mark::Other };
        let name = local(name);
        let is_listed = !is_end && !is_empty && self.is_listed(name);
        match &self.open {
            None if !is_end && !is_empty && is_record(name, attributes) => {
                self.begin(name, start);
                Mark::Other
            }
            None if is_end => {
                let known = self.outside.iter().rposition(|open| open.name == name);
                self.outside.truncate(known.unwrap_or(self.outside.len()));
                Mark::Other
            }
            None if !is_empty => {
                self.enter(name, start);
                Mark::Other
            }
            None => Mark::Other,
            Some(_) if is_empty => Mark::Other,
            Some(_) if is_listed => {
                self.begin(name, start);
                Mark::Other
            }
            Some(_) if name.eq_ignore_ascii_case("metadata") => {
                self.metadata =
                    if is_end { self.metadata.saturating_sub(1) } else { self.metadata + 1 };
                Mark::Other
            }
            Some((open, record)) if self.metadata == 0 && open.eq_ignore_ascii_case(name) => {
                let range = *record..if is_end { self.at } else { start };
                self.has_record = true;
                self.outside.clear();
                self.open = (!is_end).then(|| (name.to_owned(), start));
                Mark::Record(range, is_end)
            }
            Some(_) => Mark::Other,
        }
    }
}

impl Elements {
    /// A record begins at `start`.
    fn begin(&mut self, name: &str, start: usize) {
        self.open = Some((name.to_owned(), start));
        (self.metadata, self.lists) = (0, false);
    }

    /// Whether an element within a document that may be a record or a list of them is one of a list.
    fn is_listed(&mut self, name: &str) -> bool {
        let (outer, list, record) = LISTED;
        if !self.open.as_ref().is_some_and(|(open, _)| open.eq_ignore_ascii_case(outer)) {
            return false;
        }
        self.lists |= name.eq_ignore_ascii_case(list);
        self.lists && name.eq_ignore_ascii_case(record)
    }

    /// Takes note of an element of no record, which makes one of the element round it if that has
    /// both texts.
    fn enter(&mut self, name: &str, start: usize) {
        if let Some(round) = self.outside.last_mut() {
            let is_text =
                TEXTS.map(|names| names.iter().any(|text| name.eq_ignore_ascii_case(text)));
            (0..2).for_each(|text| round.holds[text] |= is_text[text]);
            let is_other = |own: &&str| round.name.eq_ignore_ascii_case(own);
            if round.holds == [true, true] && !NO_RECORDS.iter().any(is_other) {
                self.open = self.outside.pop().map(|round| (round.name, round.start));
                self.metadata = 0;
                return;
            }
        }
        if self.outside.len() < DEEPEST {
            self.outside.push(Outside { name: name.to_owned(), start, holds: [false; 2] });
        }
    }
}

/// The bytes of the tag that `bytes` begin with; `None` if it does not end there. What is no tag
/// ends in front of the next one.
fn tag_length(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut brackets = 0_usize;
    for (n, byte) in bytes.iter().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            // No value holds one.
            (Some(_), b'<') if !bytes.starts_with(b"<!") => return Some(n),
            (Some(_), _) => {}
            // The declaration of a document holds others in brackets.
            (None, b'[') if bytes.starts_with(b"<!") => brackets += 1,
            (None, b']') => brackets = brackets.saturating_sub(1),
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'>') if brackets == 0 => return Some(n + 1),
            (None, b'<') if !bytes.starts_with(b"<!") => return Some(n),
            (None, _) => {}
        }
    }
    None
}

/// Whether an element of that name is a record, with what stands behind the name in its tag.
fn is_record(name: &str, attributes: &[u8]) -> bool {
    XML_SOURCES.iter().any(|source| {
        source.element.eq_ignore_ascii_case(name)
            && (source.marked_by.is_empty() || has_attribute(attributes, source.marked_by))
    })
}

fn has_attribute(attributes: &[u8], name: &str) -> bool {
    let text = String::from_utf8_lossy(attributes);
    markup::attributes::of(&text).any(|attribute| attribute.name == name)
}
