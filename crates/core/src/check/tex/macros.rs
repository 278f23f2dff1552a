//! Commands that no package defines: an author's own macro for a name.
//!
//! What it stood for is often in the record itself: a word that is spelt like
//! the macro, or the name before the colon of the title.

use super::command_name;
use crate::check::math::{formulas, spelt};
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::math;
use crate::span::Span;
use crate::text::TextFacts;

/// Names that authors give to the macro for their own method.
const OWN: &[&str] = &[
    "method", "methodname", "ourmethod", "ours", "our", "model", "modelname", "ourmodel", "name",
    "approach", "ourapproach", "system", "sysname", "tool", "algo", "framework", "proj",
];

/// A hit for each unknown command, with the name that it stood for if the record tells.
pub(super) fn hits(facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
    let (text, formulas) = (facts.text(), formulas(facts));
    let unknown = text.match_indices('\\').filter_map(|(at, _)| {
        let name = command_name(text, at);
        let formula =
            formulas.iter().find(|formula| formula.span.start() <= at && at < formula.span.end());
        let known = name.len() < 2
            || spelt::escaped(name).is_some()
            || is_of_tex(name)
            || is_glued(name)
            || formula.is_some_and(|formula| {
                math::reader::knows(name) || math::read(formula.inner.slice(text)).is_ok()
            });
        (!known).then_some((at, name))
    });
    unknown.filter_map(|(at, name)| hit(text, at, name, context)).collect()
}

fn hit(text: &str, at: usize, name: &str, context: Context<'_>) -> Option<Hit> {
    let span = Span::new(text, at, at + 1 + name.len())?;
    let meant = meant_by(name, context).map(|word| {
        let end = span.end() + if text[span.end()..].starts_with("{}") { 2 } else { 0 };
        Span::new(text, at, end).map(|span| Edit::new(span, word))
    });
    Some(Hit { edits: meant.flatten().into_iter().collect(), ..Hit::at(span) })
}

/// A known command glued to its argument, one letter whose braces were lost: `\mathbbR`, `\emphn`.
fn is_glued(name: &str) -> bool {
    math::reader::unglued(name).is_some_and(|(_, rest)| rest.len() == 1)
}

/// Commands of LaTeX that the other rules deal with, or that say nothing about a name.
fn is_of_tex(name: &str) -> bool {
    // Letters, abbreviations, and what belongs to an environment or a preamble.
    const KNOWN: &[&str] = &[
        "ss", "ae", "AE", "oe", "OE", "aa", "AA", "ie", "eg", "etc", "vs", "wrt", "cf", "aka",
        "etal", "iid", "resp", "end", "item", "usepackage",
    ];
    KNOWN.contains(&name) || super::markup::is_command(name)
}

/// The word of the record that is spelt like the macro, or, for a macro such as `\method`, the name
/// before the title's colon.
fn meant_by<'v>(name: &str, context: Context<'v>) -> Option<&'v str> {
    // The macro itself is no witness.
    let is_outside = |c: char| !c.is_alphanumeric() && c != '-' && c != '\\';
    let words = context.texts().flat_map(|facts| facts.text().split(is_outside));
    let spelt = words
        .filter(|word| word.eq_ignore_ascii_case(name) && word.chars().any(char::is_uppercase));
    let own = OWN.contains(&name.to_lowercase().as_str());
    spelt.into_iter().next().or_else(|| {
        context
            .title()
            .filter(|_| own)?
            .split_once(':')
            .map(|(head, _)| head.trim())
            .filter(|head| !head.contains(' ') && head.len() > 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts};
    use crate::record::FieldName;

    fn repaired(title: &str, text: &str) -> Vec<String> {
        let background = Background::default();
        let record = RecordFacts::new(Some(title), Some(text), &[], &background);
        hits(&TextFacts::new(text), record.seen_from(FieldName::Abstract))
            .into_iter()
            .map(|hit| hit.edits.first().map_or("?".to_owned(), |e| e.replacement.clone()))
            .collect()
    }

    #[test]
    fn the_record_names_what_a_macro_stood_for() {
        assert_eq!(repaired("RiFT: A Study", r"We propose \method, which"), ["RiFT"]);
        assert_eq!(repaired("A Study", r"the \overfeat network, that is OverFeat"), ["OverFeat"]);
        assert_eq!(repaired("A Study", r"the \foo network"), ["?"]);
        for known in [
            r"\emph{x} \alpha \%",
            r"\textbullet{} \Large \textendash \linebreak",
            r"\hspace{1em} \citep{a} \texttimes \emphn",
            r"\ie \ss \item",
        ] {
            assert!(repaired("A Study", known).is_empty(), "{known}");
        }
    }
}
