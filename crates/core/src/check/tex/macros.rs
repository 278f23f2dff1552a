//! Commands that no package defines: an author's own macro for a name.
//!
//! What it stood for is often in the record itself: a word that is spelt like
//! the macro, or the name before the colon of the title.

use std::collections::HashMap;

use super::command_name;
use crate::check::math::{formulas, spelt};
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::math::{self, delimited};
use crate::span::Span;
use crate::text::{TextFacts, sentence};

/// Names that authors give to the macro for their own method.
const OWN: &[&str] = &[
    "method", "methodname", "ourmethod", "ours", "our", "model", "modelname", "ourmodel", "name",
    "approach", "ourapproach", "system", "sysname", "tool", "algo", "framework", "proj",
];

/// A hit for each unknown command, with the name that it stood for if the record tells.
pub(super) fn hits(facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
    let (text, formulas) = (facts.text(), formulas(facts));
    // Whether the formula at hand can be read: a formula may hold many commands.
    let mut last_read: Option<(Span, bool)> = None;
    let mut is_readable = |span: Span, inner: Span| match last_read {
        Some((last, is_readable)) if last == span => is_readable,
        _ => last_read.insert((span, math::read(inner.slice(text)).is_ok())).1,
    };
    let unknown = text.match_indices('\\').filter_map(|(at, _)| {
        let name = command_name(text, at);
        let known = name.len() < 2
            || is_of_path(text, at, name)
            || spelt::escaped(name).is_some()
            || is_of_tex(name)
            || is_glued(name)
            || delimited::overlapping(formulas, at, at + 1).first().is_some_and(|formula| {
                math::reader::knows(name) || is_readable(formula.span, formula.inner)
            });
        (!known).then_some((at, name))
    });
    let unknown: Vec<(usize, &str)> = unknown.collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let record = RecordNames::of(context);
    unknown.into_iter().filter_map(|(at, name)| hit(text, at, name, &record)).collect()
}

fn hit(text: &str, at: usize, name: &str, record: &RecordNames<'_>) -> Option<Hit> {
    let span = Span::new(text, at, at + 1 + name.len())?;
    let meant = record.meant_by(name).map(|word| {
        let end = span.end() + if text[span.end()..].starts_with("{}") { 2 } else { 0 };
        Span::new(text, at, end).map(|span| Edit::new(span, word))
    });
    Some(Hit { edits: meant.flatten().into_iter().collect(), ..Hit::at(span) })
}

/// Whether the backslash at byte `at` parts two names: of a folder (`D:\temp\data`, `\\host\share`),
/// of a class or a key (`App\Models`, `HKLM\Software`), or of categories of a grammar (`S\NP`).
fn is_of_path(text: &str, at: usize, name: &str) -> bool {
    let opening = |c: char| matches!(c, '(' | '[' | '"' | '“' | '\'' | '‘');
    let chunk = sentence::chunk_before(text, at).trim_start_matches(opening);
    let is_letter = |letter: &u8| letter.is_ascii_alphabetic();
    let has_drive = match chunk.as_bytes() {
        [letter, b':'] | [letter, b':', b'\\', ..] => is_letter(letter),
        _ => false,
    };
    let whole = text[at - chunk.len()..].split(char::is_whitespace).next().unwrap_or_default();
    let has_host = whole.strip_prefix(r"\\").is_some_and(|host| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric()) && host.contains('\\')
    });
    let is_apart =
        chunk.ends_with(|c: char| c.is_ascii_alphabetic()) && !chunk.contains(['$', '{']);
    let is_named = name.starts_with(|c: char| c.is_ascii_uppercase())
        && !text[at + 1 + name.len()..].starts_with('{');
    has_drive || has_host || is_apart && is_named
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

/// What a macro of a record may stand for.
struct RecordNames<'v> {
    /// The first word with a capital in each spelling, by its letters in lower case.
    words: HashMap<String, &'v str>,
    /// The name before the title's colon.
    of_title: Option<&'v str>,
}

impl<'v> RecordNames<'v> {
    fn of(context: Context<'v>) -> Self {
        // The macro itself is no witness.
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '\\';
        let spelt = context
            .texts()
            .flat_map(|facts| facts.text().split(move |c| !is_part(c)))
            .filter(|word| word.chars().any(char::is_uppercase));
        let mut words = HashMap::new();
        for word in spelt {
            words.entry(word.to_ascii_lowercase()).or_insert(word);
        }
        let head = context.title().and_then(|title| title.split_once(':'));
        let of_title =
            head.map(|(head, _)| head.trim()).filter(|head| !head.contains(' ') && head.len() > 1);
        RecordNames { words, of_title }
    }

    /// The word of the record that is spelt like the macro, or, for a macro such as `\method`, the
    /// name before the title's colon.
    fn meant_by(&self, name: &str) -> Option<&'v str> {
        let lower = name.to_ascii_lowercase();
        let own = OWN.contains(&lower.as_str());
        self.words.get(&lower).copied().or_else(|| self.of_title.filter(|_| own))
    }
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
