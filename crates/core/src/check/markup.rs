//! `markup`: marks that a publisher's system or an author's editor put into a text.

use schemars::JsonSchema;
use serde::Deserialize;

use super::constructs::Owner;
use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::markup::{highwire, markdown};
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// The settings of a `markup` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkupCheck {
    finds: MarkupTarget,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum MarkupTarget {
    /// `IFN-{gamma}`, `[≥]45`, `O_LI … C_LI`.
    HighWire,
    /// `**x**`, `*x*`, `# x`, code between backticks.
    Markdown,
}

impl TextCheck for MarkupCheck {
    /// A hit for each mark, with the edit that leaves what it stands for.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        let marks = match self.finds {
            MarkupTarget::HighWire => high_wire(facts).to_vec(),
            MarkupTarget::Markdown if is_markdown_possible(facts.text()) => {
                markdown::marks(facts.text())
            }
            MarkupTarget::Markdown => Vec::new(),
        };
        let hit = |(span, written)| Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) };
        marks.into_iter().map(hit).collect()
    }

    fn repairs_itself(&self) -> bool {
        true
    }

    fn owner(&self) -> Option<Owner> {
        Some(Owner::Markup)
    }
}

fn is_markdown_possible(text: &str) -> bool {
    memchr::memchr3(b'*', b'`', b'#', text.as_bytes()).is_some()
        || memchr::memchr(b'_', text.as_bytes()).is_some()
        || text.contains("---")
}

/// HighWire's marks, each with what it stands for.
#[derive(Debug, Default)]
struct HighWire(Vec<(Span, String)>);

/// HighWire's marks in a text, found once.
pub(super) fn high_wire<'f>(facts: &'f TextFacts<'_>) -> &'f [(Span, String)] {
    let is_possible = facts.holds(ByteClasses::of(b"{["))
        || facts.holds(ByteClasses::of(b"_")) && facts.text().contains("O_");
    if is_possible { &facts.fact(|| HighWire(highwire::marks(facts.text()))).0 } else { &[] }
}
