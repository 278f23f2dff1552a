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
mod mentions;
mod nodes;
mod osti;
mod scripts;
mod tags;
mod writer;

pub(crate) use mentions::is_quoted;

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
            let start = first.span.start() - gap_before_script(text, tags);
            Some(Construct {
                span: Span::new(text, start, last.span.end())?,
                first_tag: first.span,
                is_script: tags.iter().all(|tag| elements::is_script(tag.local())),
                written: writer::write(text, start, tags, range.start),
            })
        };
        Markup {
            constructs: spans.iter().filter_map(construct).collect(),
            alone: tags.alone,
            tags: tags.known.iter().map(|tag| tag.span).collect(),
        }
    }
}

/// Bytes of the space between a symbol and the index that was parted from it: `T <sub>c</sub>`,
/// `<i>T</i> <sub>c</sub>`.
fn gap_before_script(text: &str, tags: &[tags::Tag<'_>]) -> usize {
    const LONGEST_INDEX: usize = 5;
    let [first, .., last] = tags else { return 0 };
    let before = &text[..first.span.start()];
    let inner = text.get(first.span.end()..last.span.start()).unwrap_or_default();
    let is_index = tags.len() == 2
        && elements::role(first.local()) == Some(elements::Role::Script(false))
        && inner.len() <= LONGEST_INDEX
        && inner.starts_with(char::is_alphabetic)
        && inner.chars().all(char::is_alphanumeric);
    let Some(symbol) = before.strip_suffix(' ').filter(|_| is_index) else { return 0 };
    let ends = ["</i>", "</em>", "</italic>", "</b>"];
    let symbol = ends.iter().find_map(|end| symbol.strip_suffix(end)).unwrap_or(symbol);
    let mut chars = symbol.chars().rev();
    let is_symbol = chars.next().is_some_and(|c| c.is_alphabetic() && !matches!(c, 'a' | 'I'));
    usize::from(is_symbol && chars.next().is_none_or(|c| c.is_whitespace() || "(>,".contains(c)))
}

#[cfg(test)]
mod tests;
