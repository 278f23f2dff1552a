//! `tex`: TeX in prose, outside of mathematics.
//!
//! What a pattern can say is a pattern (`\%`, ties); here is what needs
//! to pair braces or quotes, or to compose a letter with its accent.

mod accents;
mod apostrophes;
mod braces;
mod commands;
mod dashes;
mod environments;
mod letters;
mod lost_braces;
mod macros;
mod markup;
mod quotes;
mod rooms;
mod signs;
mod slashes;
mod style;

pub(in crate::check) use markup::is_command;

use schemars::JsonSchema;
use serde::Deserialize;

use super::constructs::Owner;
use super::looks::TextCheck;
use super::{Context, Hit, math};
use crate::math::{delimited, syntax};
use crate::span::Span;
use crate::text::{ByteClasses, TextFacts};

/// The settings of a `tex` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tex {
    finds: TexTarget,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum TexTarget {
    /// `Fr\'echet`, `\"{o}`, `\o`.
    Accents,
    /// `\textbf{…}`, `{\em …}`, `\url{…}`, `\href{…}{…}`.
    Markup,
    /// `\cite{…}`, `\ref{…}`, `\footnote{…}`.
    References,
    /// ``` ``…'' ``` and `` `…' ``.
    Quotes,
    /// `--` and `---`.
    Dashes,
    /// `{3.56}`, `generation} on`.
    Braces,
    /// `\method`.
    Macros,
}

impl TextCheck for Tex {
    /// A hit for each.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        let needed = match self.finds {
            TexTarget::Accents => ByteClasses::of(br"\").or(ByteClasses::BEYOND_ASCII),
            TexTarget::Markup | TexTarget::References | TexTarget::Macros => ByteClasses::of(br"\"),
            TexTarget::Braces => ByteClasses::of(b"{}"),
            TexTarget::Quotes => ByteClasses::of(b"`"),
            // Hyphens are in no class of bytes.
            TexTarget::Dashes => ByteClasses::of(b""),
        };
        let is_doubled = match self.finds {
            TexTarget::Quotes => text.contains("''"),
            TexTarget::Dashes => text.contains("--"),
            _ => false,
        };
        if !is_doubled && !facts.holds(needed) {
            return Vec::new();
        }
        let mut hits = match self.finds {
            TexTarget::Accents => accents::hits(text),
            TexTarget::Markup => markup::hits(text, markup::CommandKind::Style),
            TexTarget::References => markup::hits(text, markup::CommandKind::Reference),
            TexTarget::Quotes => quotes::hits(text),
            TexTarget::Dashes => dashes::hits(facts),
            TexTarget::Braces => braces::hits(text, context.lexicon()),
            TexTarget::Macros => macros::hits(facts, context),
        };
        // In mathematics the same signs mean other things: `\O(t)`, `{1}/{k}`. An unknown command
        // is one everywhere.
        let is_of_formula = |hit: &Hit, tex: Span| {
            // A command that holds a whole formula leaves it as it is.
            let holds = hit.span.start() <= tex.start() && tex.end() <= hit.span.end();
            !(holds && self.finds == TexTarget::Markup)
        };
        hits.retain(|hit| {
            let near = |hit: &Hit| {
                let formulas = math::formulas(facts);
                delimited::overlapping(formulas, hit.span.start(), hit.span.end())
            };
            self.finds == TexTarget::Macros
                || !near(hit).iter().any(|tex| is_of_formula(hit, tex.span))
        });
        hits
    }

    fn repairs_itself(&self) -> bool {
        true
    }

    fn owner(&self) -> Option<Owner> {
        Some(Owner::Tex)
    }
}

/// The bytes of commands in prose that are read with their arguments: their names and the braces.
pub(super) fn owned(facts: &TextFacts<'_>) -> Vec<Span> {
    let mut owned = signs_of_formulas(facts);
    if facts.holds(ByteClasses::of(br"\")) {
        owned.extend(heads_and_tails(facts.text()));
    }
    owned
}

/// What has another meaning in a formula than in prose: `\%`, which TeX needs, and `--`.
fn signs_of_formulas(facts: &TextFacts<'_>) -> Vec<Span> {
    let text = facts.text();
    let mut signs = Vec::new();
    for formula in math::formulas(facts) {
        let inner = formula.inner.slice(text);
        let pairs = inner.as_bytes().windows(2).enumerate().filter(|(_, pair)| {
            matches!(pair, [b'\\', b'%' | b'&' | b'#' | b'_' | b'$'] | [b'-', b'-'])
        });
        let at = formula.inner.start();
        signs.extend(pairs.filter_map(|(n, _)| Span::new(text, at + n, at + n + 2)));
    }
    signs
}

/// The names and braces of commands that are read with their arguments.
fn heads_and_tails(text: &str) -> Vec<Span> {
    let commands = markup::commands(text, markup::CommandKind::Style, 0);
    let has_argument = |one: &markup::Printed| text[one.start..one.end].ends_with('}');
    commands
        .iter()
        .filter(|one| has_argument(one))
        .flat_map(|one| {
            let head =
                text[one.start..one.end].find('{').map_or(one.end, |len| one.start + len + 1);
            [Span::new(text, one.start, head), Span::new(text, one.end - 1, one.end)]
        })
        .flatten()
        .collect()
}

/// The byte behind the brace that closes the group opening at `open`.
fn group_end(text: &str, open: usize) -> Option<usize> {
    /// No group of prose is longer, in bytes.
    const LONGEST: usize = 5000;
    let inner = open + 1;
    syntax::group_end(&text[inner..], LONGEST).map(|len| inner + len + 1)
}

/// The letters behind the backslash at `at`; empty if there are none.
fn command_name(text: &str, at: usize) -> &str {
    syntax::name(&text[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_formulas_need_are_owned() {
        let owned = |text: &str| -> Vec<usize> {
            let facts = TextFacts::new(text);
            signs_of_formulas(&facts).iter().map(|sign| sign.start()).collect()
        };
        assert_eq!(owned(r"at $95\%$ and $a\_b--c$"), [6, 16, 19]);
        assert!(owned(r"at 95\% and a\_b--c").is_empty());
        assert_eq!(owned(r"\(k\#\) of $x$"), [3]);
    }

    #[test]
    fn groups_are_bounded() {
        let group = |len: usize| format!("{{{}}}", "a".repeat(len));
        assert_eq!(group_end(&group(5000), 0), Some(5002));
        assert_eq!(group_end(&group(5001), 0), None);
    }
}
