//! `html`: markup of a web page or of a publisher's XML in a text.
//!
//! What is markup, and what it stands for, is told in [`crate::markup`], once for all rules; they
//! only say which of it they report. An element is repaired as a whole, with all that it holds, by
//! the one edit of the one rule that reports it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::constructs::Owner;
use super::looks::TextCheck;
use super::{Context, Hit, bare_entities};
use crate::edit::Edit;
use crate::markup::{Markup, entities};
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// The settings of an `html` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Html {
    finds: HtmlTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum HtmlTarget {
    /// `&mdash;`
    Entities,
    /// `<i>…</i>`
    Tags,
    /// `CO<sub>2</sub>`
    Scripts,
}

impl TextCheck for Html {
    /// A hit for each piece of markup, with the edit that leaves what it stands for.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        if self.finds != HtmlTarget::Entities && !facts.holds(ByteClasses::of(b"<")) {
            return Vec::new();
        }
        match self.finds {
            HtmlTarget::Entities => entities::entities(text)
                .into_iter()
                .chain(bare_entities::found(text))
                .map(|(span, read)| hit(span, Edit::new(span, read)))
                .collect(),
            HtmlTarget::Tags => elements(facts, false).chain(alone(facts)).collect(),
            HtmlTarget::Scripts => elements(facts, true).collect(),
        }
    }

    fn repairs_itself(&self) -> bool {
        true
    }

    fn owner(&self) -> Option<Owner> {
        Some(Owner::Markup)
    }
}

/// The markup of a text, read once for all rules.
pub(super) fn markup<'f>(facts: &'f TextFacts<'_>) -> &'f Markup {
    facts.fact(|| Markup::of(facts.text()))
}

/// Constructs that are scripts alone, or all others.
fn elements<'f>(facts: &'f TextFacts<'_>, scripts: bool) -> impl Iterator<Item = Hit> + 'f {
    let of_kind = markup(facts).constructs.iter().filter(move |one| one.is_script == scripts);
    of_kind.map(move |one| {
        let shown = if scripts { one.span } else { one.first_tag };
        hit(shown, Edit::new(one.span, one.written.clone()))
    })
}

/// Tags whose other half is lost: what they were put round, nobody knows.
fn alone<'f>(facts: &'f TextFacts<'_>) -> impl Iterator<Item = Hit> + 'f {
    markup(facts).alone.iter().map(|span| Hit::at(*span))
}

fn hit(span: Span, edit: Edit) -> Hit {
    Hit { edits: vec![edit], ..Hit::at(span) }
}
