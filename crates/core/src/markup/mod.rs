//! Markup of web pages and of publishers: read as a tree by one tolerant reader, and written as the
//! text that it stands for.
//!
//! ```text
//!  text ─► tags      what looks like a tag, a comment or a section of data; which of them pair
//!       ─► nodes     elements within elements; what is damaged is none, or stands in the way
//!       ─► writer    blocks, lists, labels, links, scripts; MathML by way of `math`
//! ```
//!
//! A construct is an element with all that it holds, or all elements of a text where some of them
//! are paragraphs. It is written as a whole or left whole.

pub mod elements;
pub mod entities;
pub mod highwire;
mod labels;
pub mod markdown;
mod mathml;
mod nodes;
mod scripts;
mod tags;
mod writer;

use crate::span::Span;

/// Markup that is repaired as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Construct {
    /// From the first of its tags to the last.
    pub span: Span,
    /// The first of its tags.
    pub first_tag: Span,
    /// Whether scripts are all that it holds: `CO<sub>2</sub>`.
    pub is_script: bool,
    /// The text that it stands for.
    pub written: String,
}

/// The markup of a text.
#[derive(Clone, Debug, Default)]
pub struct Markup {
    /// What can be read, in order.
    pub constructs: Vec<Construct>,
    /// Tags whose other half is lost, so that nobody knows what they were put round.
    pub alone: Vec<Span>,
    /// All tags of the constructs, in order.
    pub tags: Vec<Span>,
}

impl Markup {
    /// The markup of `text`; there is none without a `<`. Takes time that is linear in its length,
    /// but for what is nested.
    pub fn of(text: &str) -> Markup {
        let tags = tags::tags(text);
        if tags.is_empty() {
            return Markup::default();
        }
        let spans = nodes::construct_spans(text, &tags.known);
        let construct = |range: &nodes::TagRange| {
            let tags = &tags.known[range.clone()];
            let (first, last) = (tags.first()?, tags.last()?);
            Some(Construct {
                span: Span::new(text, first.span.start(), last.span.end())?,
                first_tag: first.span,
                is_script: tags.iter().all(|tag| elements::is_script(tag.local())),
                written: writer::write(text, tags, range.start),
            })
        };
        Markup {
            constructs: spans.iter().filter_map(construct).collect(),
            alone: tags.alone,
            tags: tags.known.iter().map(|tag| tag.span).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
