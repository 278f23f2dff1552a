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
            && !(lowered && is_raised_letter(tokens, at))
            && !goes_on(facts.text(), tokens, at + 1)
            && !evidence::is_spared(facts, tokens[at].start)
    };
    let mut scripts: Vec<bool> = (0..tokens.len()).map(is_script).collect();
    // `SO_4^2-`: who does not know the one leaves the other.
    for at in (2..scripts.len()).rev() {
        let is_second = tokens[at].is('^') || tokens[at].is('_');
        scripts[at - 2] &= !is_second || scripts[at];
    }
    scripts
}

/// `k^n_s`: whether the index is one of the exponent or of its base, nobody can tell.
fn is_raised_letter(tokens: &[MathToken], at: usize) -> bool {
    at >= 2
        && tokens[at - 2].is('^')
        && matches!(tokens[at - 1].kind, MathTokenKind::Letter | MathTokenKind::Name(_))
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

/// Whether a script seems to go on behind its first token, so that nobody can tell where it ends:
/// `n^1.5`, `m^1/2`, `n^1-2/p`, `H_c2`, `2^-n`, `n^O(1)`.
pub(super) fn goes_on(text: &str, tokens: &[MathToken], at: usize) -> bool {
    let is_number = |n: usize| tokens.get(n).is_some_and(|t| t.kind == MathTokenKind::Number);
    let is = |n: usize, c: char| tokens.get(n).is_some_and(|t| t.is(c));
    if is_longer(text, tokens, at) {
        return true;
    }
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

/// The same for letters and digits of one script, whose braces were lost or never typed: `H_c2`,
/// `A_1g`, `2^-n`, `n^O(1)`, `W^1,p`, `k^n_s`, `SO_4^2-`, and for the number of an id, `circ_00012`.
fn is_longer(text: &str, tokens: &[MathToken], at: usize) -> bool {
    let Some(sign) =
        at.checked_sub(1).filter(|sign| tokens[*sign].is('^') || tokens[*sign].is('_'))
    else {
        return false;
    };
    let raised = tokens[sign].is('^');
    let kind = |n: usize| tokens.get(n).map(|token| token.kind);
    let source = |n: usize| tokens.get(n).map_or("", |token| token.slice(text));
    let is = |n: usize, c: char| tokens.get(n).is_some_and(|t| t.is(c));
    let is_letter = |n: usize| match kind(n) {
        Some(MathTokenKind::Letter) => true,
        Some(MathTokenKind::Name(name)) => name.role.arguments() == 0,
        _ => false,
    };
    let is_number = |n: usize| kind(n) == Some(MathTokenKind::Number);
    let is_script_behind = |n: usize| is(n, '^') || is(n, '_');
    let of_capital = sign > 0 && source(sign - 1).starts_with(char::is_uppercase);
    // A letter and its number, a number and its letter.
    let is_pair = is_letter(at) && is_number(at + 1)
        || !raised
            && is_number(at)
            && kind(at + 1) == Some(MathTokenKind::Letter)
            && !is_script_behind(at + 2);
    let has_sign_of_letter = (is(at, '-') || is(at, '+'))
        && matches!(kind(at + 1), Some(MathTokenKind::Letter | MathTokenKind::Name(_)));
    let is_growth =
        raised && is(at + 1, '(') && matches!(source(at), "O" | "o" | "Omega" | "omega" | "Theta");
    let is_list = is(at + 1, ',')
        && (is_letter(at + 2) || is_number(at + 2))
        && !is_script_behind(at + 3)
        && (is_letter(at) || is_number(at))
        && of_capital;
    // `SO_4^2-`: the charge of an ion.
    let ends = |n: usize| {
        !is_letter(n)
            && !is_number(n)
            && kind(n) != Some(MathTokenKind::Word)
            && !is(n, '(')
            && !is(n, '{')
    };
    let is_charge = raised && is_number(at) && (is(at + 1, '-') || is(at + 1, '+')) && ends(at + 2);
    let has_index = raised && is_letter(at) && is(at + 1, '_');
    let is_id = !raised && is_number(at) && source(at).len() > 1 && source(at).starts_with('0')
        || !raised && is_number(at) && sign >= 2 && is_number(sign - 1) && is_letter(sign - 2);
    is_pair || is_charge || has_sign_of_letter || is_growth || is_list || has_index || is_id
}
