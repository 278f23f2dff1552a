//! What a name that needs something behind it has there: an argument, or a bracket.

use super::Scene;
use crate::check::math::lexer::MathTokenKind;
use crate::check::math::spelt::{NameReading, Role};

impl Scene<'_> {
    /// A name that needs something behind it has it.
    pub(super) fn takes_its_argument(&self, at: usize) -> bool {
        let Some(symbol) = self.tokens[at].name() else { return false };
        let Some(side) = self.right(at) else { return false };
        let next = self.kind(side.at);
        let group = matches!(next, MathTokenKind::Sign('{'));
        match symbol.role {
            Role::Font | Role::DoubleStruck if symbol.name == "text" => group && !side.spaced,
            // `the tilde in Spanish`, `sqrt in C`: a word of the language, which is no argument.
            Role::Accent | Role::Root
                if side.spaced && !self.tokens[at].backslash && self.is_plain_word(side.at) =>
            {
                false
            }
            Role::Root if matches!(next, MathTokenKind::Sign('(')) => self.signs > 0,
            Role::Root => {
                group
                    || matches!(
                        next,
                        MathTokenKind::Letter
                            | MathTokenKind::Number
                            | MathTokenKind::Name(_)
                            | MathTokenKind::Sign('[')
                    )
            }
            // `bm88` and `bm3d` are names; a font takes one figure.
            Role::Font if next == MathTokenKind::Number => {
                self.source(side.at).len() == 1
                    && !self.touching(side.at).1.is_some_and(char::is_alphabetic)
            }
            Role::Font | Role::DoubleStruck | Role::Accent | Role::Fraction => {
                group
                    || matches!(
                        next,
                        MathTokenKind::Letter | MathTokenKind::Number | MathTokenKind::Name(_)
                    )
            }
            Role::Size => self.has_bracket_behind(at, self.signs > 0),
            Role::Function => false,
            _ => true,
        }
    }

    /// Whether the name at `at` is one that is also a word, without its backslash.
    pub(super) fn is_plain_word(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !token.backslash && token.name().is_some_and(|name| name.reading == NameReading::Word)
    }

    pub(super) fn has_bracket_behind(&self, at: usize, spaced: bool) -> bool {
        self.right(at).is_some_and(|side| (spaced || !side.spaced) && self.is_bracket(side.at))
    }

    pub(super) fn is_bracket(&self, at: usize) -> bool {
        matches!(
            self.kind(at),
            MathTokenKind::Sign('(' | ')' | '[' | ']' | '{' | '}' | '|')
                | MathTokenKind::Escaped('{' | '}' | '|')
        ) || self.tokens[at].name().is_some_and(|s| s.role == Role::Bracket)
    }
}
