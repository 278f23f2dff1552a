//! BibTeX and BibLaTeX: an entry a record, its citation key the `id`, its kind the `entry_type`.
//!
//! Entries are taken apart by `biblatex`, each by itself, so that one that is
//! broken costs no other. White space round a line end stands for one space, as
//! it does for BibTeX. Abbreviations (`@string`) are resolved. In titles and abstracts
//! what is only BibTeX's way to write letters is decoded by `tex.rs`; what
//! TeX there is beside that is left to the rules.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use biblatex::{ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

mod braced;
mod outside;
mod tex;
mod unbalanced;

use super::Parsed;
use super::columns::{self, Place};
use super::decoded::Decoded;
use super::line_counter::LineCounter;
use super::object::{self, FieldNames};
use super::rest;
use super::understood::FieldUse;
use abslint_core::record::{Defect, Field, Item, Placement, Record, too_long};

/// Columns in front of those of the fields of an entry: its key and its kind.
const NOT_FIELDS: usize = 2;

/// What each abbreviation stands for, by its name in lower case.
type Abbreviations = HashMap<String, String>;

/// A stretch of a file, as it can be read.
struct Stretch<'t> {
    /// Its text, with braces where other brackets stand in the file.
    text: &'t str,
    /// The byte of the file at which it begins.
    start: usize,
}

impl Stretch<'_> {
    /// The byte of the file at which a part of the text begins.
    fn place_of(&self, part: &str) -> usize {
        self.start + part.as_ptr() as usize - self.text.as_ptr() as usize
    }
}

/// Whether a line begins an entry.
pub fn begins_entry(line: &[u8]) -> bool {
    outside::body(line).is_some()
}

/// Whether there is an entry in a text, wherever it stands.
pub(super) fn holds_entry(text: &[u8]) -> bool {
    stretches(text).into_iter().any(|stretch| {
        let stretch = &text[stretch];
        begins_entry(stretch) || outside::next_entry(stretch).is_some()
    })
}

/// The entries of a file.
pub fn parse<'a>(chunk: &'a [u8], names: &FieldNames) -> Parsed<'a> {
    let mut parsed = Parsed::default();
    let mut abbreviations = Abbreviations::new();
    let mut lines = LineCounter::new(chunk);
    for stretch in stretches(chunk) {
        let (said, stretch) = without_remarks(chunk, stretch);
        parsed.chrome_lines += lines_that_say_something(&chunk[said]);
        if stretch.is_empty() {
            continue;
        }
        let (line, column) = lines.at(stretch.start);
        let place = Place { index: parsed.items.len(), line, column, bytes: stretch };
        if let Err((defect, at, detail)) =
            read(chunk, &place, &mut lines, &mut abbreviations, names, &mut parsed)
        {
            let at = place.bytes.start + at;
            parsed.items.push(place.unreadable(defect, at, detail));
        }
    }
    if parsed.items.is_empty() && !outside::is_bibliography(chunk) {
        let place = Place { index: 0, line: 0, column: 0, bytes: 0..chunk.len() };
        let detail = "this is no BibTeX: no entry (`@article{key, …}`) begins anywhere in it";
        parsed.items.push(place.unreadable(Defect::NotARecord, 0, detail.to_owned()));
        parsed.chrome_lines = 0;
    }
    parsed
}

/// A stretch as what says nothing of papers at its beginning (a comment, a preamble, what stands in
/// front of the first entry), and the rest, which begins with an entry if there is one.
fn without_remarks(chunk: &[u8], stretch: Range<usize>) -> (Range<usize>, Range<usize>) {
    let mut at = stretch.start;
    while outside::says_nothing_of_papers(&chunk[at..stretch.end]) {
        let next = outside::next_entry(&chunk[at..stretch.end]);
        at = next.map_or(stretch.end, |next| at + next);
    }
    (stretch.start..at, at..stretch.end)
}

/// Reads the entries of the stretch at `place`.
fn read<'a>(
    chunk: &'a [u8],
    place: &Place,
    lines: &mut LineCounter<'_>,
    abbreviations: &mut Abbreviations,
    names: &FieldNames,
    parsed: &mut Parsed<'a>,
) -> Result<(), (Defect, usize, String)> {
    let text = std::str::from_utf8(&chunk[place.bytes.clone()])
        .map_err(|error| (Defect::InvalidUtf8, error.valid_up_to(), error.to_string()))?;
    let written = braced::braced(text);
    let balanced = match entries(&written) {
        Ok(_) => None,
        Err(_) => unbalanced::balanced(&written).filter(|text| entries(text).is_ok()),
    };
    let text = balanced.unwrap_or(written);
    let stretch = Stretch { text: &text, start: place.bytes.start };
    let bibliography = entries(&text)?;
    for pair in &bibliography.abbreviations {
        let value = resolved(&pair.value.v, abbreviations);
        abbreviations.insert(pair.key.v.to_lowercase(), value);
    }
    let mut end = place.bytes.start;
    for entry in &bibliography.entries {
        let place = place_of(chunk, place, entry, lines, parsed.items.len());
        end = place.bytes.end;
        parsed
            .items
            .push(item(chunk, &stretch, &entry.v, abbreviations, names, place, &mut parsed.fields));
    }
    parsed.chrome_lines += lines_that_say_something(&chunk[end..place.bytes.end]);
    Ok(())
}

/// The file, cut in front of every line that begins an entry.
fn stretches(chunk: &[u8]) -> Vec<Range<usize>> {
    let line_starts =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', chunk).map(|end| end + 1));
    let starts = line_starts.filter(|&start| start == 0 || begins_entry(&chunk[start..]));
    let mut starts: Vec<usize> = starts.filter(|&start| start < chunk.len()).collect();
    starts.push(chunk.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// What stands in a stretch; if it cannot be read: the byte of the stretch at which that shows, and
/// why.
fn entries(text: &str) -> Result<RawBibliography<'_>, (Defect, usize, String)> {
    RawBibliography::parse(text).map_err(|error| {
        let at = error.span.start.min(text.len());
        let (at, why) = match (error.kind, text[at..].chars().next()) {
            // The parser says so, too, where it expects a value and finds none.
            (ParseErrorKind::UnexpectedEof, Some(c)) if !c.is_whitespace() => {
                (at, format!("a value is missing here, in front of `{c}`"))
            }
            (ParseErrorKind::UnexpectedEof, _) => {
                (0, "the braces of this entry are never closed".to_owned())
            }
            (kind, _) => (at, kind.to_string()),
        };
        (Defect::NotARecord, at, why)
    })
}

/// Where an entry of a stretch stands.
fn place_of(
    chunk: &[u8],
    stretch: &Place,
    entry: &Spanned<RawEntry<'_>>,
    lines: &mut LineCounter<'_>,
    index: usize,
) -> Place {
    let (start, inner) =
        (stretch.bytes.start + entry.span.start, stretch.bytes.start + entry.span.end);
    // The span that the parser gives ends in front of the brace.
    let rest = &chunk[inner..stretch.bytes.end];
    let space = rest.len() - rest.trim_ascii_start().len();
    let bytes =
        start..if matches!(rest.get(space), Some(b'}' | b')')) { inner + space + 1 } else { inner };
    let (line, column) = lines.at(start);
    Place { index, line, column, bytes }
}

fn item<'a>(
    chunk: &'a [u8],
    stretch: &Stretch<'_>,
    entry: &RawEntry<'_>,
    abbreviations: &Abbreviations,
    names: &FieldNames,
    place: Place,
    uses: &mut FieldUse,
) -> Item<'a> {
    if let Some(why) = too_long(place.bytes.len()) {
        return no_record(place, why);
    }
    match record(chunk, stretch, entry, abbreviations, names, &place) {
        Ok(Named { columns, fields, repeated }) => {
            let own = columns.iter().zip(&fields).skip(NOT_FIELDS);
            uses.see(
                names,
                true,
                own.map(|(name, field)| (name.as_str(), Some(field.text.as_ref()))),
            );
            let mut record = columns::record(&columns, &fields, names, place);
            restore(&mut record, &columns, &fields);
            let repeated = repeated
                .iter()
                .map(|(name, text)| (object::free_name_among(&columns, name), text.as_str()));
            columns::list_repeated(&mut record, repeated);
            Item::Record(record)
        }
        Err(why) => no_record(place, why),
    }
}

/// Takes up what abslint wrote into an entry for fields that have no place in it.
fn restore(record: &mut Record<'_>, columns: &[String], fields: &[Field<'_>]) {
    let rest = columns.iter().position(|name| name == rest::BIBTEX_FIELD);
    let Some(rest) = rest.map(|n| &fields[n].text).filter(|text| rest::is_rest(text)) else {
        return;
    };
    record.others.retain(|(name, _)| name != rest::BIBTEX_FIELD);
    let rest = rest::with_braces(rest);
    rest::restore(record, &rest, rest::IN_BIBTEX, ("entry_type", rest::BIBTEX_KIND));
}

/// An entry that can be taken apart and is no record.
fn no_record(place: Place, why: String) -> Item<'static> {
    let at = place.bytes.start;
    place.unreadable(Defect::NotARecord, at, why)
}

/// What the value of a title or an abstract means.
pub(crate) fn meant(value: &str) -> String {
    let mut text = Decoded::default();
    tex::decode(value, 0, &mut text);
    text.as_str().to_owned()
}

/// The fields of an entry.
#[derive(Default)]
struct Named<'a> {
    /// Their names, in lower case.
    columns: Vec<String>,
    /// Their texts.
    fields: Vec<Field<'a>>,
    /// What stands in fields whose name was there before, behind that name.
    repeated: Vec<(String, String)>,
}

/// The names of the fields of an entry, and their texts.
fn record<'a>(
    chunk: &'a [u8],
    stretch: &Stretch<'_>,
    entry: &RawEntry<'_>,
    abbreviations: &Abbreviations,
    names: &FieldNames,
    place: &Place,
) -> Result<Named<'a>, String> {
    // Of the key the stretch holds what can be read, and the file what it is.
    let own = |part: &str| {
        let start = stretch.place_of(part);
        let text = String::from_utf8_lossy(&chunk[start..start + part.len()]);
        Field { text, placement: Placement::Verbatim { start } }
    };
    let mut named = Named {
        columns: vec!["id".to_owned(), "entry_type".to_owned()],
        fields: vec![own(entry.key.v), own(entry.kind.v)],
        ..Named::default()
    };
    let mut seen: HashSet<String> = named.columns.iter().cloned().collect();
    for pair in &entry.fields {
        let name = pair.key.v.to_lowercase();
        let is_text = names.title.contains(&name) || names.abstract_.contains(&name);
        if !seen.insert(name.clone()) {
            if is_text || named.columns[..NOT_FIELDS].contains(&name) {
                return Err(format!("the field `{name}` occurs twice"));
            }
            named.repeated.push((name, resolved(&pair.value.v, abbreviations)));
            continue;
        }
        let text = is_text.then(|| text(stretch, &pair.value.v, abbreviations).field()).flatten();
        named.fields.push(text.unwrap_or_else(|| {
            let text = if is_text { String::new() } else { resolved(&pair.value.v, abbreviations) };
            Field { text: text.into(), placement: Placement::Verbatim { start: place.bytes.start } }
        }));
        named.columns.push(name);
    }
    Ok(named)
}

/// A value as it is meant, with the places of its parts.
fn text(
    stretch: &Stretch<'_>,
    value: &[Spanned<RawChunk<'_>>],
    abbreviations: &Abbreviations,
) -> Decoded {
    let mut text = Decoded::default();
    for part in value {
        match part.v {
            RawChunk::Normal(written) => tex::decode(written, stretch.place_of(written), &mut text),
            RawChunk::Abbreviation(name) => {
                let meant = abbreviations.get(&name.to_lowercase()).map_or(name, String::as_str);
                let mut decoded = Decoded::default();
                tex::decode(meant, 0, &mut decoded);
                text.instead(decoded.as_str(), stretch.place_of(name));
            }
        }
    }
    text
}

/// A value with its abbreviations spelt out; one that is not defined, such as that of a month,
/// stands for its name.
fn resolved(value: &[Spanned<RawChunk<'_>>], abbreviations: &Abbreviations) -> String {
    let of_part = |part: &Spanned<RawChunk<'_>>| match part.v {
        RawChunk::Normal(text) => text.to_owned(),
        RawChunk::Abbreviation(name) => {
            abbreviations.get(&name.to_lowercase()).cloned().unwrap_or_else(|| name.to_owned())
        }
    };
    let text: String = value.iter().map(of_part).collect();
    let lines: Vec<&str> =
        text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

fn lines_that_say_something(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count()
}

#[cfg(test)]
mod tests;
