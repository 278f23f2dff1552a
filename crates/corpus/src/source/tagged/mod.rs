//! Tagged text: RIS, MEDLINE, EndNote and Web of Science, a line a field.
//!
//! One reader with a table of tags for each format (`formats`). A value goes on in the lines below
//! that have no tag. All tags but those of the title and the abstract are kept under their own
//! names; one that is repeated is a list.

mod formats;
mod lines;

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

use self::formats::TagFormat;
use self::lines::Stretch;
use super::Parsed;
use super::columns::Place;
use super::decoded::Decoded;
use super::object::FieldNames;
use super::rest;
use abslint_core::record::{Defect, Item, OwnId, Record, too_long};

/// A format of tagged text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Tagged {
    /// RIS
    Ris,
    /// MEDLINE, as PubMed exports it
    Medline,
    /// EndNote's tagged export
    Endnote,
    /// Web of Science's plain text
    WebOfScience,
}

impl Tagged {
    const ALL: [Tagged; 4] = [Tagged::Ris, Tagged::Medline, Tagged::Endnote, Tagged::WebOfScience];

    fn format(self) -> &'static TagFormat {
        match self {
            Tagged::Ris => &formats::RIS,
            Tagged::Medline => &formats::MEDLINE,
            Tagged::Endnote => &formats::ENDNOTE,
            Tagged::WebOfScience => &formats::WEB_OF_SCIENCE,
        }
    }

    /// The format whose files begin with such a line; `None` if none does.
    pub fn of_first_line(line: &[u8]) -> Option<Tagged> {
        let line = line.trim_ascii_end();
        let is_exported = [&b"FN Clarivate"[..], b"FN Thomson Reuters", b"FN ISI "]
            .iter()
            .any(|start| line.starts_with(start));
        let is_type = matches!(line, [b'P', b'T', b' ', b'A'..=b'Z']);
        Tagged::ALL.into_iter().find(|kind| match kind {
            Tagged::WebOfScience => is_exported || is_type,
            Tagged::Ris | Tagged::Medline | Tagged::Endnote => {
                lines::begins_record(line, kind.format())
            }
        })
    }

    /// The format of a text that begins with another tag than that of a record, which one of its lines
    /// has.
    pub fn of_lines(text: &[u8]) -> Option<Tagged> {
        let format = Tagged::Endnote.format();
        let first = lines::lines(text)
            .map(|line| &text[line.bytes])
            .find(|line| !line.trim_ascii().is_empty())?;
        let is_tagged = lines::tag(first, format, false).is_some();
        (is_tagged && Tagged::Endnote.begins_in(text)).then_some(Tagged::Endnote)
    }

    /// Whether a line of `text` begins a record.
    pub(super) fn begins_in(self, text: &[u8]) -> bool {
        lines::lines(text)
            .any(|line| lines::begins_record(&text[line.bytes.clone()], self.format()))
    }

    /// How many bytes of `text` are whole records with others behind them. Zero if that cannot be
    /// told.
    ///
    /// The first record is never parted from what stands in front of it.
    pub(super) fn whole(self, text: &[u8]) -> usize {
        if self.format().blank_ends {
            return whole_stretches(text, self.format());
        }
        let starts = memchr::memchr_iter(b'\n', text).map(|end| end + 1);
        let mut begins = std::iter::once(0).chain(starts).filter(|&start| {
            let line = &text[start..];
            let end = memchr::memchr2(b'\r', b'\n', line);
            end.is_some_and(|end| lines::begins_record(&line[..end], self.format()))
        });
        begins.next();
        begins.next_back().unwrap_or(0)
    }

    /// The records of a text.
    pub(super) fn parse<'a>(
        self,
        text: &'a [u8],
        is_first: bool,
        names: &FieldNames,
    ) -> Parsed<'a> {
        let format = self.format();
        let names = with_tags(names, format);
        let (stretches, outside) = lines::stretches(text, format);
        let mut parsed = Parsed { chrome_lines: outside, ..Parsed::default() };
        parsed.fields.has_tags([format.title, format.abstract_]);
        for stretch in stretches {
            let place = place(text, &stretch, parsed.items.len());
            parsed.items.push(match check(text, &stretch, format, &place) {
                Some((defect, at, detail)) => place.unreadable(defect, at, detail),
                None => {
                    Item::Record(record(text, &stretch, format, &names, place, &mut parsed.fields))
                }
            });
        }
        if is_first && parsed.items.is_empty() && outside > 0 {
            let place = Place { index: 0, line: 0, column: 0, bytes: 0..text.len() };
            let (name, begin) = (format.name, format.begin);
            parsed.items.push(place.unreadable(
                Defect::NotARecord,
                0,
                format!("this is no {name}: no line begins with the tag {begin}"),
            ));
            parsed.chrome_lines = 0;
        }
        parsed
    }
}

/// The start of the last record of a text whose records need no tag of their own to begin, if its first
/// line is whole.
fn whole_stretches(text: &[u8], format: &TagFormat) -> usize {
    let (stretches, _) = lines::stretches(text, format);
    let starts = stretches.iter().skip(1).rev().map(|stretch| &stretch.lines[0].bytes);
    let is_whole = |line: &&std::ops::Range<usize>| {
        text[..line.start].ends_with(b"\n") && text[line.end..].contains(&b'\n')
    };
    starts.filter(is_whole).map(|line| line.start).next().unwrap_or(0)
}

/// The tags of RIS whose value is an id: the first that has one wins.
pub(crate) fn ris_ids() -> impl Iterator<Item = &'static str> {
    formats::RIS.id.iter().map(|id| id.tag)
}

/// The names that the user gives, and the tags of the format behind them.
fn with_tags(names: &FieldNames, format: &TagFormat) -> FieldNames {
    let with = |own: &[String], tags: &[&str]| {
        own.iter().cloned().chain(tags.iter().map(|tag| (*tag).to_owned())).collect()
    };
    FieldNames {
        title: with(&names.title, format.title),
        abstract_: with(&names.abstract_, format.abstract_),
        id: names.id.clone(),
    }
}

fn place(text: &[u8], stretch: &Stretch, index: usize) -> Place {
    let (first, last) = (&stretch.lines[0], &stretch.lines[stretch.lines.len() - 1]);
    debug_assert!(last.bytes.end <= text.len());
    Place { index, line: first.number, column: 0, bytes: first.bytes.start..last.bytes.end }
}

/// What keeps a stretch from being a record.
fn check(
    text: &[u8],
    stretch: &Stretch,
    format: &TagFormat,
    place: &Place,
) -> Option<(Defect, usize, String)> {
    let bytes = &text[place.bytes.clone()];
    if let Some(why) = too_long(bytes.len()) {
        return Some((Defect::NotARecord, place.bytes.start, why));
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        return Some((
            Defect::InvalidUtf8,
            place.bytes.start + error.valid_up_to(),
            error.to_string(),
        ));
    }
    let end = format.end.filter(|_| !stretch.has_end && place.bytes.end == text.len())?;
    Some((
        Defect::NotARecord,
        place.bytes.end,
        format!("the file ends within this record, in front of its tag {end}"),
    ))
}

/// A tag and what stands behind it, line by line, each with its first byte.
struct Entry<'a> {
    tag: &'a str,
    lines: Vec<Part<'a>>,
}

/// A line of a value.
struct Part<'a> {
    text: &'a str,
    start: usize,
    /// Whether there are blank lines in front of it.
    begins_paragraph: bool,
}

impl Entry<'_> {
    /// What abslint wrote here for fields that have no tag.
    fn rest(&self) -> Option<&str> {
        let [only] = &self.lines[..] else { return None };
        let text = Some(only.text.trim()).filter(|_| self.tag == rest::RIS_TAG)?;
        rest::is_rest(text).then_some(text)
    }

    fn text(&self) -> Decoded {
        let mut text = Decoded::default();
        self.add_to(&mut text);
        text
    }

    fn add_to(&self, text: &mut Decoded) {
        for (n, line) in self.lines.iter().enumerate() {
            if line.begins_paragraph || n == 0 {
                text.paragraph(line.start);
            } else {
                text.space(line.start);
            }
            text.words(line.text, line.start);
        }
    }
}

/// The entries of a record, in UTF-8.
fn entries<'a>(text: &'a [u8], stretch: &Stretch, format: &TagFormat) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let mut number = None;
    // The last line is no value if it is the end.
    let count = stretch.lines.len() - usize::from(stretch.has_end);
    for line in &stretch.lines[..count] {
        let bytes = &text[line.bytes.clone()];
        let begins_paragraph =
            number.replace(line.number).is_some_and(|before| line.number > before + 1);
        let tag = lines::tag(bytes, format, stretch.is_loose);
        let value_at = tag.map_or(0, |(_, value)| value);
        let value = std::str::from_utf8(&bytes[value_at..]).unwrap_or_default();
        let part = Part { text: value, start: line.bytes.start + value_at, begins_paragraph };
        match (tag, entries.last_mut()) {
            (None, Some(last)) => last.lines.push(part),
            (tag, _) => {
                entries.push(Entry { tag: tag.map_or("", |(tag, _)| tag), lines: vec![part] })
            }
        }
    }
    entries
}

fn record<'a>(
    text: &'a [u8],
    stretch: &Stretch,
    format: &TagFormat,
    names: &FieldNames,
    place: Place,
    uses: &mut super::understood::FieldUse,
) -> Record<'a> {
    let entries = entries(text, stretch, format);
    let texts: Vec<String> = entries.iter().map(|entry| entry.text().as_str().to_owned()).collect();
    uses.see(
        names,
        true,
        entries.iter().zip(&texts).map(|(entry, text)| (entry.tag, Some(text.as_str()))),
    );
    let has_text = |name: &&String| {
        entries.iter().zip(&texts).any(|(entry, text)| entry.tag == **name && !text.is_empty())
    };
    let title_tag = names.title.iter().find(has_text).map(String::as_str);
    let abstract_tag = names.abstract_.iter().find(has_text).map(String::as_str);
    let title_at = entries
        .iter()
        .zip(&texts)
        .position(|(entry, text)| Some(entry.tag) == title_tag && !text.is_empty());
    let mut abstract_ = Decoded::default();
    entries
        .iter()
        .filter(|entry| Some(entry.tag) == abstract_tag)
        .for_each(|entry| entry.add_to(&mut abstract_));
    let rest_at = entries.iter().position(|entry| entry.rest().is_some());
    let is_other = |n: usize, entry: &Entry<'_>| {
        Some(n) != title_at && Some(entry.tag) != abstract_tag && Some(n) != rest_at
    };
    let others =
        entries.iter().enumerate().filter(|(n, entry)| is_other(*n, entry)).map(|(_, entry)| entry);
    let mut record = Record {
        index: place.index,
        line: place.line,
        column: place.column,
        bytes: place.bytes,
        id: own_id(&entries, &texts, format),
        title: title_at.and_then(|n| entries[n].text().field()),
        abstract_: abstract_.field(),
        others: kept(others, format),
        provenance: None,
    };
    if let Some(rest) = rest_at.and_then(|n| entries[n].rest()) {
        restore(&mut record, rest);
    }
    record
}

/// Takes up what abslint wrote into a note for fields that have no tag.
fn restore(record: &mut Record<'_>, rest: &str) {
    rest::restore(record, rest, rest::IN_RIS, ("TY", rest::RIS_TYPE));
    let id = record.id.as_ref().map(|id| Value::from(id.text.as_ref()).to_string());
    record.others.retain(|(tag, value)| tag != "ID" || Some(value.as_ref()) != id.as_deref());
}

fn own_id(entries: &[Entry<'_>], texts: &[String], format: &TagFormat) -> Option<OwnId<'static>> {
    let text = format.id.iter().find_map(|id| {
        let of_tag = entries.iter().zip(texts).filter(|(entry, _)| entry.tag == id.tag);
        of_tag.filter_map(|(_, text)| text.strip_suffix(id.mark)).find(|text| !text.is_empty())
    })?;
    Some(OwnId { text: text.to_owned().into(), raw: Value::from(text).to_string().into() })
}

/// Each tag once, with its value, or with the list of its values.
fn kept<'a, 'e>(
    entries: impl Iterator<Item = &'e Entry<'a>>,
    format: &TagFormat,
) -> Vec<(Cow<'a, str>, Cow<'a, str>)>
where
    'a: 'e,
{
    let mut kept: Vec<(&'a str, Vec<Value>)> = Vec::new();
    let mut places: HashMap<&'a str, usize> = HashMap::new();
    for entry in entries {
        let values: Vec<Value> = if format.lists.contains(&entry.tag) {
            entry.lines.iter().map(|line| line.text.trim().into()).collect()
        } else {
            vec![entry.text().as_str().into()]
        };
        let place = *places.entry(entry.tag).or_insert(kept.len());
        match kept.get_mut(place) {
            Some((_, known)) => known.extend(values),
            None => kept.push((entry.tag, values)),
        }
    }
    let json = |mut values: Vec<Value>| match values.len() {
        1 => values.remove(0).to_string(),
        _ => Value::from(values).to_string(),
    };
    kept.into_iter().map(|(tag, values)| (tag.into(), json(values).into())).collect()
}
