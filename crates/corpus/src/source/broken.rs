//! The list of records within an object that is broken somewhere in that list.
//!
//! One bad record, or a file that was cut, makes the whole document no JSON; the records in front of
//! the place are read nevertheless.

use super::names::Names;
use abslint_core::sources::{Step, folds_to};

/// A list within objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenList {
    /// The byte behind its bracket.
    pub start: usize,
    /// How many objects are open round it.
    pub depth: usize,
}

/// A list lies at most so deep.
const DEEPEST: usize = 4;

/// A bracket that is open, and the name in front of it.
struct Bracket<'a> {
    byte: u8,
    behind: usize,
    key: &'a [u8],
}

/// The list that an object at the beginning of `text`, which breaks at byte `error`, is broken in,
/// if it is called as lists of records are.
pub(super) fn list_in_envelope(text: &[u8], error: usize, names: &Names<'_>) -> Option<OpenList> {
    let open = open_brackets(&text[..error.min(text.len())]);
    let depth = open.iter().position(|bracket| bracket.byte == b'[')?;
    let list = &open[depth];
    let holds_objects =
        text[list.behind..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    let is_envelope = (1..=DEEPEST).contains(&depth) && holds_objects && is_named(list.key, names);
    is_envelope.then_some(OpenList { start: list.behind, depth })
}

/// Where the objects round a list end that is closed in front of byte `at`.
pub(super) fn end_of_envelope(text: &[u8], at: usize, depth: usize) -> usize {
    let mut open = depth;
    let marks = Marks { text, at };
    for (at, byte) in marks {
        match byte {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => (),
        }
        if open == 0 {
            return at + 1;
        }
    }
    text.len()
}

fn is_named(key: &[u8], names: &Names<'_>) -> bool {
    let Ok(key) = std::str::from_utf8(key) else { return false };
    names.envelopes.iter().any(|path| {
        matches!(path.steps().iter().rfind(|step| matches!(step, Step::Name(_))), Some(Step::Name(name)) if folds_to(key, name))
    })
}

/// The brackets that are open at the end of `text`.
fn open_brackets(text: &[u8]) -> Vec<Bracket<'_>> {
    let (mut open, mut key): (Vec<Bracket<'_>>, &[u8]) = (Vec::new(), &[]);
    let mut marks = Marks { text, at: 0 };
    while let Some((at, byte)) = marks.next() {
        match byte {
            b'"' => key = &text[at + 1..marks.at.saturating_sub(1).max(at + 1)],
            b'{' | b'[' => open.push(Bracket { byte, behind: at + 1, key }),
            _ => drop(open.pop()),
        }
    }
    open
}

/// The brackets and the texts of JSON, each with its first byte.
struct Marks<'a> {
    text: &'a [u8],
    /// Behind the last one.
    at: usize,
}

impl Iterator for Marks<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<(usize, u8)> {
        let is_mark = |byte: &u8| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']');
        let at = self.at + self.text.get(self.at..)?.iter().position(is_mark)?;
        self.at = at + 1;
        if self.text[at] == b'"' {
            self.at = end_of_text(self.text, at + 1);
        }
        Some((at, self.text[at]))
    }
}

/// Behind the quote that closes the text which begins at `at`.
fn end_of_text(text: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'\\', text.get(at..).unwrap_or_default()) {
        at += found + 1;
        if text[at - 1] == b'"' {
            return at;
        }
        at += 1;
    }
    text.len()
}
