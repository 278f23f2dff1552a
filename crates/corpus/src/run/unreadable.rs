//! What a rule says of bytes that are no record.

use abslint_core::finding::{Detection, Severity, Target};
use abslint_core::lint;
use abslint_core::record::Unreadable;
use abslint_core::rule::Rule;
use abslint_core::span::{Span, locate};

use crate::source::Chunk;

/// Bytes that are no record, at the byte where it shows.
pub(super) fn unreadable_detection(
    rule: &Rule,
    chunk: &Chunk,
    unreadable: &Unreadable,
) -> Detection {
    let raw = &chunk.bytes[unreadable.bytes.clone()];
    let text = String::from_utf8_lossy(raw);
    let at = unreadable.at - unreadable.bytes.start;
    // Up to the error the bytes are the text; a JSON error may stand in the middle of a character.
    let at = text.floor_char_boundary(at);
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let span = Span::new(&text, at, end).unwrap_or(Span::empty());
    let location = locate(
        &chunk.bytes,
        unreadable.bytes.start,
        (unreadable.line, unreadable.column),
        unreadable.at,
    );
    let say = |name: &str| match name {
        "detail" => Some(unreadable.detail.as_str()),
        "match" => Some(span.slice(&text)),
        _ => None,
    };
    Detection {
        rule: rule.id.clone(),
        family: rule.family.name().to_owned(),
        severity: rule.severity.unwrap_or(Severity::Error),
        message: rule.message.fill(say),
        help: rule.help.as_ref().map(|help| help.fill(say)),
        field: Target::Raw,
        span,
        location,
        end_location: location,
        text: span.slice(&text).to_owned(),
        fix: None,
        related: Vec::new(),
        excerpt: lint::excerpt(&text, span, ""),
        is_json: false,
    }
}
