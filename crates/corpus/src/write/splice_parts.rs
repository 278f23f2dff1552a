//! Splices in BibTeX and tagged text, where a text is put together from parts: each repair is made,
//! the record read again, and the repair taken only if the record then says what it should.

use crate::source::{Chunk, Reading, Shape};
use crate::write::shapes::bibtex_text;
use crate::write::splice::{self, Splice, Spliced};
use abslint_core::edit::Edit;
use abslint_core::lint::LintOutcome;
use abslint_core::record::{Field, FieldName, Item, Record};

/// The repairs of a record where it lies. Of a text in which a repair has no place that it could be
/// read from again, none is made.
pub fn splices(
    record: &Record<'_>,
    chunk: &Chunk,
    linted: &LintOutcome,
    reading: &Reading,
) -> Spliced {
    let here = Here { record, chunk, reading };
    let before = here.read_with(&[]);
    let mut spliced = Spliced::default();
    for name in FieldName::ALL {
        let (Some(field), edits) = (record.field(name), linted.script(name).edits()) else {
            continue;
        };
        if edits.is_empty() {
            continue;
        }
        // By itself a text that uses abbreviations is another one.
        let own = before
            .as_ref()
            .filter(|said| said.texts[name as usize].as_deref() == Some(field.text.as_ref()));
        let wanted = own.cloned().map(|mut said| {
            said.texts[name as usize] = linted.text(name).map(str::to_owned);
            said
        });
        match wanted.and_then(|wanted| here.repair(field, edits, &wanted)) {
            Some(splices) => spliced.splices.extend(splices),
            None => spliced.left.push(name),
        }
    }
    spliced.splices.sort_by_key(|splice| splice.start);
    spliced
}

/// What a record says.
#[derive(Clone, PartialEq, Eq)]
struct Said {
    texts: [Option<String>; 2],
    id: Option<String>,
    others: Vec<(String, String)>,
}

impl Said {
    fn of(record: &Record<'_>) -> Said {
        let text = |name| record.field(name).map(|field| field.text.to_string());
        let owned =
            |(name, value): &(_, _)| (ToString::to_string(name), ToString::to_string(value));
        Said {
            texts: FieldName::ALL.map(text),
            id: record.id.as_ref().map(|id| id.text.to_string()),
            others: record.others.iter().map(owned).collect(),
        }
    }
}

/// Where the bytes of an edit end: what stands between two characters belongs to the edit or not.
#[derive(Clone, Copy)]
enum End {
    /// Behind the last character that goes.
    BehindLast,
    /// In front of the first one that stays.
    BeforeNext,
}

/// The record that is repaired.
struct Here<'h> {
    record: &'h Record<'h>,
    chunk: &'h Chunk,
    reading: &'h Reading,
}

impl Here<'_> {
    /// The splices that make `edits` in a field, so that the record then says what is `wanted`.
    fn repair(&self, field: &Field<'_>, edits: &[Edit], wanted: &Said) -> Option<Vec<Splice>> {
        let ends = [End::BehindLast, End::BeforeNext].into_iter();
        let mut tried = ends
            .map(|end| edits.iter().map(|edit| self.splice(field, edit, end)).collect::<Vec<_>>());
        tried.find(|splices| self.read_with(splices).as_ref() == Some(wanted))
    }

    /// What the record says, read by itself, after `splices`; `None` if that is no one record.
    fn read_with(&self, splices: &[Splice]) -> Option<Said> {
        let Here { record, chunk, reading } = self;
        let start = chunk.offset + record.bytes.start as u64;
        let own: Vec<Splice> = splices
            .iter()
            .map(|splice| Splice { start: splice.start.saturating_sub(start), ..splice.clone() })
            .collect();
        let bytes = splice::apply(&chunk.bytes[record.bytes.clone()], &own).ok()?;
        let alone = Chunk::new(chunk.shape, bytes);
        let parsed = reading.parse(&alone);
        let [Item::Record(again)] = &parsed.items[..] else { return None };
        Some(Said::of(again))
    }

    fn splice(&self, field: &Field<'_>, edit: &Edit, end: End) -> Splice {
        let bytes = &self.chunk.bytes;
        let behind = |offset: usize| {
            let last = field.text[..offset].chars().next_back()?.len_utf8();
            Some(field.to_source(bytes, offset - last) + last)
        };
        let to = match end {
            End::BehindLast => behind(edit.end).unwrap_or_else(|| field.to_source(bytes, edit.end)),
            End::BeforeNext => field.to_source(bytes, edit.end),
        };
        let from = if edit.start == edit.end { to } else { field.to_source(bytes, edit.start) };
        let (from, to) = (from.min(bytes.len()), to.clamp(from, bytes.len().max(from)));
        Splice {
            start: self.chunk.offset + from as u64,
            expected: bytes.get(from..to).unwrap_or_default().to_vec(),
            replacement: written(&edit.replacement, self.chunk.shape).into_bytes(),
            is_json: false,
        }
    }
}

/// A replacement as it is written in a file of this shape: on one line.
fn written(text: &str, shape: Shape) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if shape != Shape::Bibliography {
        return text;
    }
    let words = text.trim_matches(' ');
    let lead = text.len() - text.trim_start_matches(' ').len();
    let tail = &text[lead + words.len()..];
    // A value may stand in quotes.
    let words = bibtex_text::value(words).replace('"', "{\"}");
    format!("{}{words}{tail}", &text[..lead])
}
