//! Stretches that are mathematics, but that nobody can tell apart without their markup: they are
//! told, and stay as they are.

use super::lexer::{MathToken, MathTokenKind};
use super::spelt::{NameReading, Role};

/// Whether a stretch holds a sign that belongs to what stands before it (`mu+ mu- gamma`), a ket
/// (`|psi>`), a turnstile (`Gamma |- phi`), or an accent on a whole word (`\bar qq`).
pub(super) fn is_ambiguous(text: &str, tokens: &[MathToken], accepted: &[bool]) -> bool {
    let letter = |at: usize| tokens[at].slice(text);
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let is = |at: usize, c: char| tokens.get(at).is_some_and(|token| token.is(c));
    let is_space = |at: usize| kind(at) == Some(MathTokenKind::Space);
    let is_operand = |at: usize| {
        matches!(
            kind(at),
            Some(MathTokenKind::Letter | MathTokenKind::Number | MathTokenKind::Name(_))
        )
    };
    // Sums are typed so, too, but hardly of these: `K+ K log n`.
    let is_particle = |at: usize| {
        let name = tokens.get(at).and_then(|token| token.name());
        name.is_some_and(|name| name.reading == NameReading::Greek)
            || kind(at) == Some(MathTokenKind::Letter) && letter(at) == "e"
    };
    let is_charge = |at: usize| {
        let is_last = is_space(at + 1) || is(at, '+') && at + 1 == tokens.len();
        at > 0 && (is(at, '+') || is(at, '-')) && is_particle(at - 1) && is_last
    };
    let is_turnstile =
        |at: usize| is(at, '|') && (is(at + 1, '-') || is(at + 1, '=') || is(at + 1, '>'));
    let is_ket = |at: usize| is(at, '|') && is_operand(at + 1) && is(at + 2, '>');
    let is_accent_on_word = |at: usize| {
        let name = tokens[at].name().filter(|_| accepted[at]);
        let argument = at + 1 + usize::from(is_space(at + 1));
        name.is_some_and(|name| name.role == Role::Accent)
            && kind(argument) == Some(MathTokenKind::Word)
            && tokens[argument].slice(text).chars().nth(1).is_some()
    };
    (0..tokens.len())
        .any(|at| is_charge(at) || is_turnstile(at) || is_ket(at) || is_accent_on_word(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::math::lexer::{LexerMode, tokens};

    fn is_left(text: &str) -> bool {
        let tokens = tokens(text, LexerMode::Eager);
        is_ambiguous(text, &tokens, &vec![true; tokens.len()])
    }

    #[test]
    fn what_belongs_to_what_stands_before_it_is_left() {
        for text in [
            "tau+ tau- pi", "tau+", "eta- eta+ x", "e- nu", "|phi> = |xi>", "H|psi>", "Gamma |- x",
            "phi |= x", "psi |-> x", r"\bar qq", "hat and",
        ] {
            assert!(is_left(text), "{text}");
        }
    }

    #[test]
    fn formulas_are_no_such() {
        for text in [
            "tau + pi", "tau+pi", "1-eta", "eta - 1", "|phi| > x", "p(x | phi)", "x -> phi",
            r"\bar q q", "hat x", "-eta",
        ] {
            assert!(!is_left(text), "{text}");
        }
    }
}
