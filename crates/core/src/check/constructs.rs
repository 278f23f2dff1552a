//! Who may change what: each construct of a text has one owner.
//!
//! A tag, a mark of a publisher, an escape or a command of TeX with its braces is read and repaired
//! by the rules that know it. Another rule that changed a part of it, a space or a link, would leave
//! half of a pair that nobody can read any more; its edits wait until the construct is text.

use super::{escapes, html, markup, tex};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// Whose a construct is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Elements of HTML and XML, and marks of publishers.
    Markup,
    /// Control characters and backslashes of strings.
    Escapes,
    /// Commands of TeX in prose.
    Tex,
}

/// The bytes of a text that are somebody's: of each owner its spans, in order and without overlap.
#[derive(Debug, Default)]
struct Owned(Vec<(Owner, Vec<Span>)>);

/// Whether an edit would change a part of what belongs to another than `owner`.
pub fn are_of_others(facts: &TextFacts<'_>, owner: Option<Owner>, edits: &[Edit]) -> bool {
    if edits.is_empty() || !facts.holds(ByteClasses::of(b"<{[\\\t\n_").or(ByteClasses::CONTROL)) {
        return false;
    }
    let owned = facts.fact(|| owned(facts));
    let mut edits = edits.iter().map(|edit| edit.trimmed(facts.text()));
    !owned.0.is_empty()
        && edits.any(|edit| {
            let others = owned.0.iter().filter(|(of, _)| Some(*of) != owner);
            others.into_iter().any(|(_, spans)| is_within_one(spans, &edit))
        })
}

/// Whether an edit changes a part of one of these spans.
fn is_within_one(spans: &[Span], edit: &Edit) -> bool {
    let first = spans.partition_point(|span| span.end() <= edit.start);
    spans.get(first).is_some_and(|span| span.start() < edit.end)
}

fn owned(facts: &TextFacts<'_>) -> Owned {
    let text = facts.text();
    let tags = html::markup(facts).tags.iter().copied();
    let marks = markup::high_wire(facts).iter().map(|(span, _)| *span);
    let owned = [
        (Owner::Markup, merged(text, tags.chain(marks).collect())),
        (Owner::Escapes, merged(text, escapes::owned(facts).collect())),
        (Owner::Tex, merged(text, tex::owned(facts))),
    ];
    Owned(owned.into_iter().filter(|(_, spans)| !spans.is_empty()).collect())
}

/// Spans in order, with those that overlap as one. Two that only touch stay two: between them is a
/// place for what belongs to neither.
fn merged(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() < last.end() => {
                let end = last.end().max(span.end());
                *last = Span::new(text, last.start(), end).unwrap_or(*last);
            }
            _ => merged.push(span),
        }
    }
    merged
}
