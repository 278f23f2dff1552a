//! Which `^` and `_` of a text are scripts of mathematics, and where one ends.

use super::evidence;
use super::lexer::{MathToken, MathTokenKind};
use crate::text::TextFacts;

/// Script signs that belong to mathematics: `U^2`, `10^{-3}`; `x_0` only where there are other
/// signs of it.
pub(super) fn scripts(facts: &TextFacts<'_>, tokens: &[MathToken], strong: usize) -> Vec<bool> {
    let is_script = |at: usize| {
        let base = at.checked_sub(1).map(|n| tokens[n].kind);
        let next = tokens.get(at + 1).map(|t| t.kind);
        let raised = tokens[at].is('^');
        let lowered = tokens[at].is('_') && strong > 0;
        let symbol = matches!(
            base,
            Some(
                MathTokenKind::Letter
                    | MathTokenKind::Number
                    | MathTokenKind::Name(_)
                    | MathTokenKind::Sign(')' | ']' | '}' | '|')
            )
        ) && !is_in_word(tokens, at)
            || raised && is_unit(facts.text(), tokens, at);
        let simple = matches!(next, Some(MathTokenKind::Number | MathTokenKind::Letter))
            && !tokens.get(at + 2).is_some_and(|t| matches!(t.kind, MathTokenKind::Word))
            || matches!(next, Some(MathTokenKind::Sign('{' | '-' | '+' | '*')));
        (raised || lowered)
            && symbol
            && simple
            && !goes_on(facts.text(), tokens, at + 1)
            && !evidence::is_spared(facts, tokens[at].start)
    };
    (0..tokens.len()).map(is_script).collect()
}

/// `cm^{-2}`, `Mpc^3`: a power of a unit of more letters than one.
fn is_unit(text: &str, tokens: &[MathToken], at: usize) -> bool {
    const UNITS: [&str; 27] = [
        "cm", "mm", "km", "nm", "kg", "mg", "ms", "ns", "Hz", "eV", "keV", "MeV", "GeV", "TeV",
        "Mpc", "kpc", "pc", "sr", "yr", "Gyr", "Myr", "mol", "erg", "fb", "pb", "ab", "Jy",
    ];
    let Some(unit) = at.checked_sub(1).map(|unit| &tokens[unit]) else { return false };
    let is_alone =
        at < 2 || !tokens[at - 2].is('_') && !tokens[at - 2].is('-') && !tokens[at - 2].is('\\');
    let power = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is('{')));
    let digit = power + usize::from(tokens.get(power).is_some_and(|t| t.is('-')));
    unit.kind == MathTokenKind::Word
        && UNITS.contains(&unit.slice(text))
        && is_alone
        && tokens.get(digit).is_some_and(|t| t.kind == MathTokenKind::Number)
}

/// A letter or digit before the sign that is part of an identifier: `model2_1`, `a-b_c`.
fn is_in_word(tokens: &[MathToken], at: usize) -> bool {
    at >= 2
        && tokens[at - 1].kind == MathTokenKind::Number
        && tokens[at - 2].kind == MathTokenKind::Word
}

/// Whether an exponent seems to go on behind its first number, so that nobody can tell where it
/// ends: `n^1.5`, `m^1/2`, `n^1-2/p`.
pub(super) fn goes_on(text: &str, tokens: &[MathToken], at: usize) -> bool {
    let is_number = |n: usize| tokens.get(n).is_some_and(|t| t.kind == MathTokenKind::Number);
    let is = |n: usize, c: char| tokens.get(n).is_some_and(|t| t.is(c));
    let number = at + usize::from(is(at, '-') || is(at, '+'));
    // Nobody writes a power of one.
    let is_one = tokens.get(number).is_some_and(|t| t.slice(text) == "1");
    // `x^K-1`: braces that are lost may have held all of it.
    let is_letter = tokens.get(at).is_some_and(|t| t.kind == MathTokenKind::Letter);
    let is_raised = at > 0 && is(at - 1, '^');
    if is_raised && is_letter && (is(at + 1, '-') || is(at + 1, '+')) && is_number(at + 2) {
        return true;
    }
    let more = is(number + 1, '.')
        || is(number + 1, '/')
        || is_one && (is(number + 1, '-') || is(number + 1, '+'));
    is_number(number) && more && is_number(number + 2)
}
