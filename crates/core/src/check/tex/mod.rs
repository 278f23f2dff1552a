//! `tex`: TeX in prose, outside of mathematics.
//!
//! What a pattern can say is a pattern (`\%`, ties, dashes); here is what needs
//! to pair braces or quotes, or to compose a letter with its accent.

mod accents;
mod braces;
mod macros;
mod markup;
mod quotes;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::prefilter::byte_classes::Rare;
use super::{Hit, View};

/// The settings of a `tex` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tex {
    finds: Finds,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Finds {
    /// `Fr\'echet`, `\"{o}`, `\o`.
    Accents,
    /// `\textbf{…}`, `{\em …}`, `\url{…}`, `\href{…}{…}`.
    Markup,
    /// `\cite{…}`, `\ref{…}`, `\footnote{…}`.
    References,
    /// ``` ``…'' ``` and `` `…' ``.
    Quotes,
    /// `{3.56}`, `generation} on`.
    Braces,
    /// `\method`.
    Macros,
}

impl Tex {
    /// A hit for each.
    pub fn hits(&self, text: &str, view: &View<'_>) -> Vec<Hit> {
        let needed = match self.finds {
            Finds::Accents | Finds::Markup | Finds::References | Finds::Macros => Rare::of(br"\"),
            Finds::Braces => Rare::of(b"{}"),
            Finds::Quotes => Rare::of(b"`"),
        };
        let doubled = self.finds == Finds::Quotes && text.contains("''");
        if !doubled && !view.known.holds(text, needed) {
            return Vec::new();
        }
        let mut hits = match self.finds {
            Finds::Accents => accents::hits(text),
            Finds::Markup => markup::hits(text, markup::Kind::Style),
            Finds::References => markup::hits(text, markup::Kind::Reference),
            Finds::Quotes => quotes::hits(text),
            Finds::Braces => braces::hits(text),
            Finds::Macros => macros::hits(text, view),
        };
        // In mathematics the same signs mean other things: `\O(t)`, `{1}/{k}`. An unknown command is one everywhere.
        hits.retain(|hit| self.finds == Finds::Macros || !view.known.tex(text).iter().any(|tex| tex.overlaps(hit.span)));
        hits
    }
}

/// The byte behind the brace that closes the group opening at `open`.
fn group_end(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => (),
        }
        if depth == 0 {
            return (c == '}').then_some(open + at + 1);
        }
    }
    None
}

/// The letters behind the backslash at `at`; empty if there are none.
fn command_name(text: &str, at: usize) -> &str {
    let rest = &text[at + 1..];
    &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())]
}
