//! XML: Atom, RSS, OAI-PMH, PubMed, JATS, the ACL Anthology, EndNote and others of their kind.
//!
//! Records are found by the names of their elements ([`super::markup::sources`]) and each is read
//! by itself with `quick-xml`, so that one that is broken costs no other, and no more than one is
//! held at a time. Entities are the five of XML and numbers: what a document declares is not read.

mod answers;
mod elements;

use quick_xml::Reader;
use quick_xml::events::Event;

use self::elements::Elements as All;
use super::Parsed;
use super::columns::Place;
use super::line_counter::LineCounter;
use super::markup::selector::Selector;
use super::markup::sources::{MarkupSource, UNKNOWN_SOURCE, XML_SOURCES};
use super::markup::{self, Builder, DEEPEST, Entities, Kind, MOST_NODES, Tree, local};
use super::object::FieldNames;
use abslint_core::record::{Defect, Item, too_long};

pub(super) use elements::Elements;

/// Whether a line begins a document of XML.
pub(super) fn begins_document(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    let is_tag = matches!(line, [b'<', b'a'..=b'z' | b'A'..=b'Z', ..]);
    line.starts_with(b"<?xml")
        || line.starts_with(b"<!DOCTYPE")
        || line.starts_with(b"<!--")
        || is_tag
}

/// Whether an element of a text, or of the beginning of one, is a record.
pub(super) fn holds_record(text: &[u8]) -> bool {
    !All::all(text).is_empty()
}

/// The records of a chunk.
pub(super) fn parse(chunk: &[u8], is_first: bool, names: &FieldNames) -> Parsed<'static> {
    let mut parsed = Parsed::default();
    let mut lines = LineCounter::new(chunk);
    for (bytes, is_whole) in All::all(chunk) {
        let (line, column) = lines.at(bytes.start);
        let place = Place { index: parsed.items.len(), line, column, bytes };
        parsed.items.push(match read(chunk, &place, is_whole) {
            Ok(tree) => match answers::error_of_entry(&tree) {
                None => Item::Record(record(&tree, names, place, &mut parsed.fields)),
                Some(why) => {
                    let at = place.bytes.start;
                    place.unreadable(Defect::NotARecord, at, why)
                }
            },
            Err((defect, at, detail)) => place.unreadable(defect, at, detail),
        });
    }
    if is_first && parsed.items.is_empty() {
        let place = Place { index: 0, line: 0, column: 0, bytes: 0..chunk.len() };
        let why = match answers::without_records(chunk) {
            answers::Answer::Empty => return parsed,
            answers::Answer::Error(why) => why,
            answers::Answer::Unknown => format!(
                "no element of this XML is known as that of a paper, nor are a title and an \
                 abstract together in one; the known ones are {}",
                known()
            ),
        };
        parsed.items.push(place.unreadable(Defect::NotARecord, 0, why));
    }
    parsed
}

/// The names of elements that are records.
fn known() -> String {
    let mut names: Vec<&str> = XML_SOURCES.iter().map(|source| source.element).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

type Wrong = (Defect, usize, String);

/// The elements of the record at `place`.
fn read<'t>(chunk: &'t [u8], place: &Place, is_whole: bool) -> Result<Tree<'t>, Wrong> {
    let start = place.bytes.start;
    let bytes = &chunk[place.bytes.clone()];
    if let Some(why) = too_long(bytes.len()) {
        return Err((Defect::NotARecord, start, why));
    }
    if !is_whole {
        return Err((Defect::NotARecord, start, "this element is not closed".to_owned()));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| (Defect::InvalidUtf8, start + error.valid_up_to(), error.to_string()))?;
    tree(text, start)
        .map_err(|(at, why)| (Defect::NotARecord, (start + at).min(place.bytes.end), why))
}

/// The elements of `text`, which begins at byte `start` of the chunk.
pub(super) fn tree(text: &str, start: usize) -> Result<Tree<'_>, (usize, String)> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    let mut builder = Builder::new();
    loop {
        let at = position(reader.buffer_position());
        let event = reader
            .read_event()
            .map_err(|error| (position(reader.error_position()), error.to_string()))?;
        let end = position(reader.buffer_position());
        let raw = &text[at..end];
        let bytes = start + at..start + end;
        match event {
            Event::Start(_) => element(&mut builder, raw, bytes),
            Event::Empty(_) => {
                element(&mut builder, raw, bytes.clone());
                builder.close(bytes.end);
            }
            Event::End(_) => builder.close(bytes.end),
            Event::Text(_) | Event::GeneralRef(_) => {
                builder.add(Kind::Text, "", (raw, bytes.start), bytes)
            }
            Event::CData(_) => {
                let body = raw
                    .strip_prefix("<![CDATA[")
                    .and_then(|raw| raw.strip_suffix("]]>"))
                    .unwrap_or_default();
                builder.add(Kind::Literal, "", (body, bytes.start + "<![CDATA[".len()), bytes);
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
        if builder.depth() > DEEPEST {
            return Err((at, format!("elements are nested more than {DEEPEST} deep here")));
        }
        if builder.len() > MOST_NODES {
            return Err((at, format!("this element holds more than {MOST_NODES} others")));
        }
    }
    Ok(builder.finish(Entities::Xml, start + text.len()))
}

fn position(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Adds the element whose tag is `raw`.
fn element<'t>(builder: &mut Builder<'t>, raw: &'t str, bytes: std::ops::Range<usize>) {
    let inner = raw.trim_start_matches('<').trim_end_matches('>');
    let length = inner.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(inner.len());
    let attributes = &inner[length..];
    let attributes_start = bytes.start + 1 + length;
    builder.add(Kind::Element, local(&inner[..length]), (attributes, attributes_start), bytes);
}

/// The record that a tree is, by the source that finds most in it.
fn record(
    tree: &Tree<'_>,
    names: &FieldNames,
    place: Place,
    uses: &mut super::understood::FieldUse,
) -> abslint_core::record::Record<'static> {
    let nodes = 0..tree.nodes.len();
    let needs_nothing = |source: &&MarkupSource| source.needs.is_empty();
    let has = |needed: &Selector| needed.all(tree, 0, nodes.clone()).next().is_some();
    let own = || XML_SOURCES.iter().filter(|source| tree.nodes[0].is(source.element));
    let told = own().find(|source| source.needs.iter().any(has));
    let own = told.map_or_else(|| own().filter(needs_nothing).collect(), |source| vec![source]);
    let found = own.into_iter().map(|source| markup::record::find(tree, 0, &nodes, source));
    // Of equals the first.
    let best = found.reduce(|best, next| if next.texts() > best.texts() { next } else { best });
    let best = best.unwrap_or_else(|| markup::record::find(tree, 0, &nodes, &UNKNOWN_SOURCE));
    markup::record::record(tree, &nodes, best, names, uses, place)
}
