//! A cheap look at a text: is there any sign of mathematics in it?
//!
//! Nearly all abstracts have none, and this look is all that they cost. One
//! automaton finds script signs, braces, backslashes and the names of the
//! table; a name within a longer run of letters counts only if that run is no
//! word of the language (`circle`, `hyperparameter`).

use std::ops::ControlFlow;
use std::sync::LazyLock;

use super::spelt::{NAMES, NameReading, Role};
use crate::lexicon;
use crate::prefilter::automaton::Automaton;
use crate::text::sentence;

/// Names of at most this many bytes count only where they stand alone; within words they are too
/// common to look at.
const SHORT: usize = 3;

/// The short names that no word holds.
const UNMISTAKABLE: [&[u8]; 4] = [b"leq", b"geq", b"neq", b"ell"];

static SIGNS: LazyLock<Option<Automaton>> = LazyLock::new(|| {
    let names = NAMES
        .iter()
        .filter(|s| s.reading != NameReading::Word && s.role != Role::Function)
        .map(|s| s.name.to_owned());
    let numbered = ('0'..='9').flat_map(|digit| {
        ["le", "ge", "pm"].map(|name| format!("{name}{digit}")).into_iter().chain([
            format!("{digit}pm"),
            format!("{digit}mu"),
            format!("{digit} mu"),
        ])
    });
    let words = ["times", "sim", " pm ", "approx", "circ", " gg ", " mid ", "^", "_", "{", "\\"]
        .map(str::to_owned);
    Automaton::new(&names.chain(numbered).chain(words).collect::<Vec<_>>())
});

/// So many letters beside a name are no word of any language.
const LONG: usize = 30;

/// Whether `text` has to be looked at closely.
pub(super) fn any(text: &str) -> bool {
    let Some(signs) = &*SIGNS else { return true };
    let mut any = false;
    signs.each_match(text.as_bytes(), |found| {
        any = is_sign(text, found.start, found.end);
        if any { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    any
}

/// A sign that is no letter, or a name: alone, or within a run of letters that is no word.
fn is_sign(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let found = &bytes[start..end];
    if found == b"_" {
        return has_symbol_base(bytes, start);
    }
    if !found.iter().all(u8::is_ascii_alphabetic) {
        return true;
    }
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let stands_alone = !is_letter(bytes[..start].last()) && !is_letter(bytes.get(end));
    if stands_alone {
        return found != b"times" || is_between_operands(bytes, start, end);
    }
    if found.len() <= SHORT && !UNMISTAKABLE.contains(&found) {
        return false;
    }
    let (from, to) = sentence::letters_round(text, start, end);
    to - from - found.len() >= LONG || !lexicon::knows(&text[from..to])
}

/// `x_1`, `}_i`: what stands before the sign is a symbol, not a word.
fn has_symbol_base(bytes: &[u8], at: usize) -> bool {
    let is_part = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let base = at.checked_sub(1).map(|n| bytes[n]);
    let longer = at >= 2 && is_part(bytes.get(at - 2));
    base.is_some_and(|b| !b.is_ascii_whitespace() && (!b.is_ascii_alphanumeric() || !longer))
        || bytes.get(at + 1) == Some(&b'{')
}

/// `2times`, `2 times 3`, `n times d`; not `three times as`.
fn is_between_operands(bytes: &[u8], start: usize, end: usize) -> bool {
    let (before, behind) = (bytes[..start].last(), bytes.get(end));
    let touched = |b: Option<&u8>| {
        b.is_some_and(|b| {
            !b.is_ascii_whitespace()
                && !matches!(b, b'.' | b',' | b';' | b':' | b'-' | b'(' | b')' | b'"' | b'\'')
        })
    };
    // No operand is so long.
    let left = bytes[start.saturating_sub(LONG)..start].trim_ascii_end();
    let right = bytes[end..bytes.len().min(end + LONG)].trim_ascii_start();
    let is_short = |word: Option<&[u8]>| {
        word.is_some_and(|w| {
            let w = w.trim_ascii_end();
            let w = w.strip_suffix(b",").or_else(|| w.strip_suffix(b".")).unwrap_or(w);
            w.len() == 1
                || w.first().is_some_and(u8::is_ascii_digit)
                || w.last().is_some_and(u8::is_ascii_digit)
        })
    };
    let last = left.rsplit(u8::is_ascii_whitespace).next();
    let first = right.split(u8::is_ascii_whitespace).next();
    touched(before)
        || touched(behind)
        || before.is_some_and(|b| *b == b')')
        || is_short(last) && is_short(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_has_no_sign() {
        assert!(!any(
            "Circles, hyperparameters and models tell well of a model in multiple metadata, at 25% of the cost (sometimes)."
        ));
    }

    #[test]
    fn every_kind_of_damage_has_one() {
        for text in [
            "256times256", "sim0.6", "Phicirc Psi", "x_t", "U^2", "mathcal{O}", "ell", "0.8pm0.1",
            "the rho-mode", "VSEinfty", "le13", "thetain",
        ] {
            assert!(any(text), "{text}");
        }
    }
}
