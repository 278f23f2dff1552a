//! `escapes`: backslashes that a program took for its own, or that it doubled.
//!
//! A string of JSON or Python reads `\t` as a tab, so that `\theta` becomes a tab and `heta`; and a
//! text that was escaped twice has each of its backslashes and quotes behind one more.

mod eaten;
mod layer;

use schemars::JsonSchema;
use serde::Deserialize;

use super::constructs::Owner;
use super::looks::TextCheck;
use super::{Context, Hit, math};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// The settings of an `escapes` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escapes {
    finds: EscapesTarget,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum EscapesTarget {
    /// A tab and `heta`, `extbf{`.
    Eaten,
    /// `\\emph{…}`, `\"old\"`, a literal `\n`.
    Layer,
}

impl TextCheck for Escapes {
    /// A hit for each eaten escape, or one for a layer.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        match self.finds {
            EscapesTarget::Eaten => eaten(facts)
                .iter()
                .map(|one| Hit {
                    edits: vec![Edit::new(one.lost, one.written.clone())],
                    ..Hit::at(one.span)
                })
                .collect(),
            EscapesTarget::Layer => layer(facts)
                .iter()
                .map(|(span, written)| Hit {
                    edits: vec![Edit::new(*span, written.clone())],
                    ..Hit::at(*span)
                })
                .collect(),
        }
    }

    fn repairs_itself(&self) -> bool {
        true
    }

    fn owner(&self) -> Option<Owner> {
        Some(Owner::Escapes)
    }
}

/// The eaten escapes of a text, found once.
fn eaten<'f>(facts: &'f TextFacts<'_>) -> &'f [eaten::Eaten] {
    let is_possible = facts.holds(ByteClasses::CONTROL.or(ByteClasses::of(b"\n\t{$")));
    facts.fact(|| {
        let has_dollars = facts.holds(ByteClasses::of(b"$"));
        let formulas = if has_dollars { math::with_delimiters(facts) } else { &[] };
        if is_possible { eaten::eaten(facts.text(), formulas) } else { Vec::new() }
    })
}

/// The layer of escapes of a text, and the text without it.
fn layer<'f>(facts: &'f TextFacts<'_>) -> &'f Option<(Span, String)> {
    let is_possible = facts.holds(ByteClasses::of(br"\"));
    facts.fact(|| is_possible.then(|| layer::layer(facts.text())).flatten())
}

/// What no other rule may touch before it is read.
pub(super) fn owned(facts: &TextFacts<'_>) -> impl Iterator<Item = Span> {
    let layer = layer(facts).iter().map(|(span, _)| *span);
    eaten(facts).iter().map(|one| one.span).chain(layer).collect::<Vec<_>>().into_iter()
}
