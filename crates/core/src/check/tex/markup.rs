//! Commands that put text into another form, and those that point elsewhere.
//!
//! A command is read with its arguments and written as a whole, with the commands within it; one
//! whose arguments are not whole is left.

use super::commands::{self, Command};
use super::lost_braces::is_lost_brace;
use super::style::style;
use super::{command_name, group_end, signs, slashes, style};
use crate::check::Hit;
use crate::edit::Edit;
use crate::math::delimited;
use crate::span::Span;

/// Which commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandKind {
    /// Fonts, links, notes and spaces: what they hold stays.
    Style,
    /// Citations and references: what they hold belongs to another place.
    Reference,
}

/// What stands in a text for a command.
pub(super) struct Printed {
    /// From the first byte of the command, or the brace that opens its group.
    pub(super) start: usize,
    /// Behind its last argument.
    pub(super) end: usize,
    /// What it prints.
    pub(super) text: String,
}

/// Commands within commands beyond this are left.
const DEEPEST: usize = 20;

/// A hit for each command of the kind.
pub(super) fn hits(text: &str, kind: CommandKind) -> Vec<Hit> {
    let hit = |printed: Printed| {
        let span = Span::new(text, printed.start, printed.end)?;
        Some(Hit { edits: vec![Edit::new(span, printed.text)], ..Hit::at(span) })
    };
    let lost = text.match_indices("\\ ").map(|(at, _)| at).filter(|at| is_lost_brace(text, *at));
    let lost = lost.map(|at| (at, at + 1));
    let unclear = lost.chain(slashes::unclear(text).map(|at| (at, at + 2)));
    let unclear = unclear.filter(|_| kind == CommandKind::Style);
    let told = unclear.filter_map(|(at, end)| Span::new(text, at, end)).map(Hit::at);
    let printed = commands(text, kind, 0).into_iter().fold(Vec::new(), joined);
    printed.into_iter().filter_map(hit).chain(told).collect()
}

/// With one more: edits that touch would wait for one another, and what stands beside a command
/// tells how the next one is read (`{\it wool}\/`, `\medskip\noindent`).
fn joined(mut all: Vec<Printed>, next: Printed) -> Vec<Printed> {
    match all.last_mut().filter(|last| last.end == next.start) {
        Some(last) => {
            last.end = next.end;
            last.text.push_str(&next.text);
        }
        None => all.push(next),
    }
    all
}

/// The outermost commands of a kind, in order.
pub(super) fn commands(text: &str, kind: CommandKind, depth: usize) -> Vec<Printed> {
    let mut found: Vec<Printed> = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('\\') {
        if at < done {
            continue;
        }
        let printed = match kind {
            CommandKind::Style => style(text, at, depth),
            CommandKind::Reference => reference(text, at),
        };
        if let Some(printed) = printed.filter(|printed| printed.start >= done) {
            done = printed.end;
            found.push(printed);
        }
    }
    found
}

/// What an argument prints, with the commands in it; formulas are left to their own rules.
pub(super) fn printed(inner: &str, depth: usize) -> String {
    if depth > DEEPEST || !inner.contains('\\') {
        return inner.to_owned();
    }
    let formulas = delimited::formulas(inner);
    let is_prose = |one: &Printed| delimited::overlapping(&formulas, one.start, one.end).is_empty();
    let mut out = String::new();
    let mut done = 0;
    for one in commands(inner, CommandKind::Style, depth + 1).into_iter().filter(is_prose) {
        out.push_str(&inner[done..one.start]);
        out.push_str(&one.text);
        done = one.end;
    }
    out + &inner[done..]
}

/// The argument in braces from byte `at` on, behind white space or none, and the byte behind it.
pub(super) fn argument(text: &str, at: usize) -> Option<(&str, usize)> {
    let open = text.len() - text[at..].trim_start().len();
    if !text[open..].starts_with('{') {
        return None;
    }
    let end = group_end(text, open)?;
    Some((&text[open + 1..end - 1], end))
}

/// The byte behind options in brackets.
pub(super) fn options_end(text: &str, at: usize) -> Option<usize> {
    /// No options are longer, in bytes.
    const LONGEST: usize = 500;
    let mut end = at;
    while text[end..].starts_with('[') {
        end += text.as_bytes()[end..].iter().take(LONGEST).position(|b| *b == b']')? + 1;
    }
    Some(end)
}

/// Whether prose has the command `name`, also as one that is glued to its argument.
pub(in crate::check) fn is_command(name: &str) -> bool {
    commands::find(name).is_some()
        || style::unglued(name).is_some()
        || signs::text_sign(name).is_some()
}

/// The command with its tie or space before it, and options and arguments behind it.
fn reference(text: &str, at: usize) -> Option<Printed> {
    let name = command_name(text, at);
    if commands::find(name) != Some(Command::Reference) {
        return None;
    }
    let mut end = at + 1 + name.len();
    end += usize::from(text[end..].starts_with('*'));
    end = options_end(text, end)?;
    if text[end..].starts_with('{') {
        end = group_end(text, end)?;
    }
    let start = at - usize::from(text[..at].ends_with(['~', ' ']));
    Some(Printed { start, end, text: String::new() })
}

#[cfg(test)]
mod tests;
