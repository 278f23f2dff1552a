//! Whether a name that is an English word too has what its role asks for.

use super::{Scene, Side};
use crate::check::math::lexer::MathTokenKind;
use crate::check::math::spelt::{NameReading, Role, Spelt};

impl Scene<'_> {
    /// A number, a letter that is no word, a name that is accepted, or a bracket that faces the
    /// operator.
    pub(super) fn is_operand(&self, side: Side) -> bool {
        match self.kind(side.at) {
            MathTokenKind::Number => true,
            MathTokenKind::Letter => {
                !side.spaced || !matches!(self.source(side.at), "a" | "A" | "I")
            }
            MathTokenKind::Name(symbol) => {
                self.accepted[side.at] || symbol.role == Role::Function && self.signs > 0
            }
            _ => false,
        }
    }

    pub(super) fn is_left_operand(&self, side: Side) -> bool {
        self.is_operand(side)
            || !side.spaced
                && matches!(
                    self.kind(side.at),
                    MathTokenKind::Sign(')' | ']' | '}' | '|' | '*' | '\'')
                )
    }

    pub(super) fn is_right_operand(&self, side: Side) -> bool {
        let minus = || {
            self.is(side.at, '-')
                && self.tokens.get(side.at + 1).is_some_and(|t| {
                    matches!(
                        t.kind,
                        MathTokenKind::Number | MathTokenKind::Letter | MathTokenKind::Name(_)
                    )
                })
        };
        self.is_operand(side)
            || matches!(self.kind(side.at), MathTokenKind::Sign('[' | '{' | '|'))
            || !side.spaced && (self.is(side.at, '(') || minus())
    }

    /// A name that is a word, where its role has what it needs.
    pub(super) fn word_is_math(&self, at: usize, symbol: &Spelt) -> bool {
        let glued = self.tokens[at].glued;
        match symbol.role {
            Role::Infix | Role::Prefix => self.infix_word_is_math(at, symbol),
            // Not the index of `tau_int^2`.
            Role::Large => {
                let (before, behind) = self.touching(at);
                matches!(behind, Some('_' | '^')) && !matches!(before, Some('_' | '^'))
            }
            Role::Mark => self.mark_is_math(at),
            Role::Font => self.takes_its_argument(at),
            Role::Accent => self.accent_word_is_math(at),
            Role::Size => self.signs > 0 && self.sizes_a_bracket(at, symbol.name),
            Role::Ordinary => self.ordinary_word_is_math(at, symbol),
            Role::Space => glued && self.signs > 0,
            Role::Bracket => {
                self.signs > 1 && matches!(self.touching(at).0, Some('(' | '{' | '_' | '^'))
            }
            Role::Function | Role::Root | Role::Fraction | Role::DoubleStruck => false,
        }
    }

    /// `x^top`, `^{star}`, `^{+top}`; not `k_top`, which is an index.
    pub(super) fn mark_is_math(&self, at: usize) -> bool {
        let is_raised = |at: usize| at >= 1 && self.is(at - 1, '^');
        let opened = (1..=2).filter_map(|back| at.checked_sub(back)).find(|n| self.is(*n, '{'));
        is_raised(at) && self.has_symbol_base(at - 1)
            || opened.is_some_and(|open| {
                is_raised(open)
                    && (open + 1 == at
                        || matches!(self.kind(at - 1), MathTokenKind::Sign('+' | '-')))
            })
    }

    fn accent_word_is_math(&self, at: usize) -> bool {
        let Some(side) = self.right(at) else { return false };
        match self.kind(side.at) {
            MathTokenKind::Sign('{') => !side.spaced,
            MathTokenKind::Letter => {
                let scripted = matches!(self.touching(side.at).1, Some('_' | '^'));
                let is_free = scripted || !self.is_qualified(at) && !self.is_counted(at);
                self.signs > 0 && self.is_operand(side) && is_free
            }
            MathTokenKind::Name(symbol) => self.signs > 0 && symbol.reading == NameReading::Greek,
            _ => false,
        }
    }

    /// `a vertical bar n`, `class A dot B`: behind a word that says which bar, or a letter.
    fn is_qualified(&self, at: usize) -> bool {
        const LEADS: &[&str] = &[
            "where", "of", "and", "or", "with", "for", "by", "is", "are", "that", "let", "to",
            "from", "in", "on", "at", "if", "when", "between", "estimate", "estimator", "mean",
            "average", "vector", "point", "points", "state", "value", "values", "time",
        ];
        self.left(at).is_some_and(|side| match self.kind(side.at) {
            MathTokenKind::Word => !LEADS.contains(&self.source(side.at).to_lowercase().as_str()),
            MathTokenKind::Letter => side.spaced,
            _ => false,
        })
    }

    fn ordinary_word_is_math(&self, at: usize, symbol: &Spelt) -> bool {
        match symbol.name {
            "dots" => self.continues_a_list(at),
            "partial" => matches!(self.touching(at).1, Some('_' | '^')) || self.tokens[at].glued,
            _ => false,
        }
    }

    /// `x_1, dots, x_n`, `{1,dots,n}`: a symbol before the comma, which touches the
    /// name, or the list goes on behind it; not `quantum dots, wires`.
    fn continues_a_list(&self, at: usize) -> bool {
        let comma = self.left(at).filter(|side| self.is(side.at, ','));
        let is_symbol = comma.and_then(|comma| self.left(comma.at)).is_some_and(|side| {
            matches!(
                self.kind(side.at),
                MathTokenKind::Letter
                    | MathTokenKind::Number
                    | MathTokenKind::Name(_)
                    | MathTokenKind::Sign(')' | ']' | '}')
            )
        });
        let goes_on = matches!(self.touching(at).1, Some(',' | ')' | ']' | '}'));
        is_symbol && (goes_on && self.signs > 0 || self.touching(at).0 == Some(','))
    }

    /// `left(`, `right]`, `=Big [`: an opening name right before a bracket that opens, a closing
    /// one before a bracket that closes, with the bracket that it belongs to before it; not
    /// `(left)`, `top-left)`, `left/right)`.
    fn sizes_a_bracket(&self, at: usize, name: &str) -> bool {
        let Some(side) = self.right(at).filter(|side| self.is_bracket(side.at)) else {
            return false;
        };
        let closes = matches!(
            self.kind(side.at),
            MathTokenKind::Sign(')' | ']' | '}') | MathTokenKind::Escaped('}')
        );
        let (before, _) = self.touching(at);
        let is_opened = self.first_size.is_some_and(|opening| opening < at);
        if closes {
            let fills = self.left(at).is_some_and(|left| self.is_open(left.at));
            name != "left" && !fills && before != Some('-') && is_opened
        } else {
            let tight = !side.spaced || before == Some('=') && self.signs > 1;
            let is_bar = self.is(side.at, '|');
            // `a big(ger) hall`.
            let is_prose = name.eq_ignore_ascii_case("big")
                && self.left(at).is_some_and(|left| {
                    self.kind(left.at) == MathTokenKind::Word
                        || matches!(self.source(left.at), "a" | "A")
                });
            tight && !is_prose && (name != "right" || is_bar && is_opened)
        }
    }

    fn is_open(&self, at: usize) -> bool {
        matches!(self.kind(at), MathTokenKind::Sign('(' | '[' | '{'))
    }
}
