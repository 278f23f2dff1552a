//! Findings that are about more than the text of one record.

use crate::dedup::Entry;
use crate::dedup::store::Details;
use crate::dedup::verify::Relation;
use crate::finding::{Finding, Location, Related, Severity, Span, Target};
use crate::lint;
use crate::record::Unreadable;
use crate::rule::Rule;
use crate::source::Chunk;

/// Bytes that are no record, at the byte where it shows.
pub fn unreadable_finding(rule: &Rule, chunk: &Chunk, unreadable: &Unreadable) -> Finding {
    let raw = &chunk.bytes[unreadable.bytes.clone()];
    let text = String::from_utf8_lossy(raw);
    let at = unreadable.at - unreadable.bytes.start;
    // Up to the error the bytes are the text; a JSON error may stand in the middle of a character.
    let at = text.floor_char_boundary(at);
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let span = Span::new(&text, at, end).unwrap_or(Span::empty());
    let location = lint::locate(&chunk.bytes, unreadable.bytes.start, unreadable.line, unreadable.at);
    let say = |name: &str| match name {
        "detail" => Some(unreadable.detail.as_str()),
        "match" => Some(span.slice(&text)),
        _ => None,
    };
    Finding {
        rule: rule.id.clone(),
        family: rule.family.name().to_owned(),
        severity: rule.severity.unwrap_or(Severity::Error),
        message: rule.message.fill(say),
        help: rule.help.as_ref().map(|help| help.fill(say)),
        path: String::new(),
        record: unreadable.index,
        id: None,
        field: Target::Raw,
        span,
        location,
        end_location: location,
        text: span.slice(&text).to_owned(),
        fix: None,
        related: Vec::new(),
        excerpt: lint::excerpt(&text, span, ""),
        file: 0,
    }
}

/// A record of a pair.
pub struct Found<'f> {
    /// What was kept of it.
    pub entry: &'f Entry,
    /// The rest.
    pub details: Details,
    /// Its file.
    pub path: &'f str,
}

/// A record that repeats another, or looks like it.
pub fn duplicate_finding(rule: &Rule, copy: &Found<'_>, kept: &Found<'_>, relation: Relation) -> Finding {
    let Found { entry: copy, details: its, path: copy_path } = copy;
    let Found { entry: kept, details, path } = kept;
    let (line, record) = (kept.line.to_string(), kept.record.to_string());
    // Rounded down, so that only what is the same is so called.
    let similarity = format!("{} %", (relation.similarity * 100.0).floor());
    let say = |name: &str| match name {
        "path" => Some(*path),
        "line" => Some(line.as_str()),
        "record" => Some(record.as_str()),
        "similarity" => Some(similarity.as_str()),
        _ => None,
    };
    let start = Location { line: copy.line as usize, column: 1 };
    let (text, location, end_location) =
        its.place.as_ref().map_or(("", start, start), |title| (title.text.as_str(), title.start, title.end));
    Finding {
        rule: rule.id.clone(),
        family: rule.family.name().to_owned(),
        severity: rule.severity.unwrap_or(Severity::Warning),
        message: rule.message.fill(say),
        help: rule.help.as_ref().map(|help| help.fill(say)),
        path: (*copy_path).to_owned(),
        record: copy.record as usize,
        id: Some(its.id.clone()),
        field: if its.place.is_some() { Target::Title } else { Target::Abstract },
        span: Span::whole(text),
        location,
        end_location,
        text: text.to_owned(),
        fix: None,
        related: vec![Related {
            path: (*path).to_owned(),
            record: kept.record as usize,
            id: details.id.clone(),
            line: kept.line as usize,
            message: if relation.kind.is_copy() { "this record is kept" } else { "both are kept" }.to_owned(),
            similarity: relation.similarity,
        }],
        excerpt: lint::excerpt(text, Span::whole(text), text),
        file: copy.file as usize,
    }
}
