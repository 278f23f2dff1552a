//! Stretches that are mathematics, but that nobody can tell apart without their markup: they are
//! told, and stay as they are.

use super::lexer::{Lexed, MathTokenKind};
use super::spelt::{NameReading, Role};
use super::stretch::Stretch;

/// Whether a stretch holds a sign that belongs to what stands before it (`mu+ mu- gamma`), a ket
/// (`|psi>`), a turnstile (`Gamma |- phi`), or an accent on a whole word (`\bar qq`).
pub(super) fn is_ambiguous(lexed: Lexed<'_>, accepted: &[bool]) -> bool {
    let places = 0..lexed.tokens.len();
    let is_accent = |at: usize| accepted[at] && is_accent_on_word(lexed, at);
    places.into_iter().any(|at| {
        is_charge(lexed, at) || is_turnstile(lexed, at) || is_ket(lexed, at) || is_accent(at)
    })
}

fn is_charge(lexed: Lexed<'_>, at: usize) -> bool {
    // Sums are typed so, too, but hardly of these: `K+ K log n`.
    let is_particle = |at: usize| match lexed.kind(at) {
        Some(MathTokenKind::Name(name)) => name.reading == NameReading::Greek,
        _ => lexed.source(at) == "e",
    };
    let is_last = lexed.is_space(at + 1) || lexed.is(at, '+') && at + 1 == lexed.tokens.len();
    at > 0 && lexed.is_sign(at) && is_particle(at - 1) && is_last
}

fn is_turnstile(lexed: Lexed<'_>, at: usize) -> bool {
    lexed.is(at, '|') && ['-', '=', '>'].iter().any(|sign| lexed.is(at + 1, *sign))
}

fn is_ket(lexed: Lexed<'_>, at: usize) -> bool {
    let is_name = matches!(lexed.kind(at + 1), Some(MathTokenKind::Name(_)));
    let is_label = is_name || lexed.is_letter(at + 1) || lexed.is_number(at + 1);
    lexed.is(at, '|') && is_label && lexed.is(at + 2, '>')
}

fn is_accent_on_word(lexed: Lexed<'_>, at: usize) -> bool {
    let argument = lexed.past_space(at + 1);
    lexed.tokens[at].name().is_some_and(|name| name.role == Role::Accent)
        && lexed.is_word(argument)
        && lexed.source(argument).chars().nth(1).is_some()
}

/// Whether a word in a stretch of the text, or in what touches it, ends in the size of the bracket
/// behind it, so that only one of a pair would go: `exp(Omega left(xright)right)`.
pub(super) fn is_half_sized(whole: Lexed<'_>, accepted: &[bool], stretch: Stretch) -> bool {
    let is_sized = |at: usize| {
        let is_size = |name: &str, brackets: &[char]| {
            whole.source(at).ends_with(name)
                && brackets.iter().any(|bracket| whole.is(at + 1, *bracket))
        };
        is_size("left", &['(', '[', '{', '|']) || is_size("right", &[')', ']', '}', '|'])
    };
    let touches = |at: &usize| !whole.is_space(*at) && *at < whole.tokens.len();
    let before = (0..stretch.start).rev().take_while(touches);
    let places =
        before.chain(stretch.start..stretch.end).chain((stretch.end..).take_while(touches));
    places.into_iter().any(|at| !accepted[at] && whole.is_word(at) && is_sized(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::math::lexer::{LexerMode, tokens};

    fn is_left(text: &str) -> bool {
        let tokens = tokens(text, LexerMode::Eager);
        is_ambiguous(Lexed { text, tokens: &tokens }, &vec![true; tokens.len()])
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
