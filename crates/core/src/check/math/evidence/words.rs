//! Whether a name that is an English word too has what its role asks for.

use super::{Scene, Side};
use crate::check::math::lexer::MathTokenKind;
use crate::check::math::symbols::{NameReading, Role, Symbol};

impl Scene<'_> {
    /// A number, a letter that is no word, a name that is accepted, or a bracket that faces the
    /// operator.
    pub(super) fn is_operand(&self, side: Side) -> bool {
        let token = &self.tokens[side.at];
        match token.kind {
            MathTokenKind::Number => true,
            MathTokenKind::Letter => {
                !side.spaced || !matches!(&self.text[token.start..token.end], "a" | "A" | "I")
            }
            MathTokenKind::Name(symbol) => {
                self.accepted[side.at] || symbol.role == Role::Function && self.signs > 0
            }
            _ => false,
        }
    }

    fn is_left_operand(&self, side: Side) -> bool {
        self.is_operand(side)
            || !side.spaced
                && matches!(
                    self.kind(side.at),
                    MathTokenKind::Sign(')' | ']' | '}' | '|' | '*' | '\'')
                )
    }

    fn is_right_operand(&self, side: Side) -> bool {
        let minus = || {
            self.tokens[side.at].is('-')
                && self.tokens.get(side.at + 1).is_some_and(|t| {
                    matches!(
                        t.kind,
                        MathTokenKind::Number | MathTokenKind::Letter | MathTokenKind::Name(_)
                    )
                })
        };
        self.is_operand(side)
            || matches!(self.kind(side.at), MathTokenKind::Sign('[' | '{' | '|'))
            || !side.spaced && (self.tokens[side.at].is('(') || minus())
    }

    /// A name that is a word, where its role has what it needs.
    pub(super) fn word_is_math(&self, at: usize, symbol: &Symbol) -> bool {
        if self.is_in_url(at) {
            return false;
        }
        let glued = self.tokens[at].glued;
        match symbol.role {
            Role::Infix | Role::Prefix => self.infix_word_is_math(at, symbol),
            Role::Large => matches!(self.touching(at).1, Some('_' | '^')),
            Role::Mark => {
                matches!(self.touching(at).0, Some('^' | '_')) || self.opens_a_script_group(at)
            }
            Role::Font => self.takes_its_argument(at),
            Role::Accent(_) => self.accent_word_is_math(at),
            Role::Size => {
                self.signs > 0
                    && self.has_bracket_behind(at, symbol.name == "right" && self.signs > 1)
            }
            Role::Ordinary => self.ordinary_word_is_math(at, symbol),
            Role::Space => glued && self.signs > 0,
            Role::Bracket => {
                self.signs > 1 && matches!(self.touching(at).0, Some('(' | '{' | '_' | '^'))
            }
            Role::Function | Role::Root | Role::Fraction | Role::DoubleStruck => false,
        }
    }

    /// `^{star}`, `_{top,k}`.
    fn opens_a_script_group(&self, at: usize) -> bool {
        at >= 2
            && self.tokens[at - 1].is('{')
            && (self.tokens[at - 2].is('^') || self.tokens[at - 2].is('_'))
    }

    fn accent_word_is_math(&self, at: usize) -> bool {
        let Some(side) = self.right(at) else { return false };
        match self.kind(side.at) {
            MathTokenKind::Sign('{') => !side.spaced,
            MathTokenKind::Letter => self.signs > 0 && self.is_operand(side),
            MathTokenKind::Name(symbol) => self.signs > 0 && symbol.reading == NameReading::Greek,
            _ => false,
        }
    }

    fn ordinary_word_is_math(&self, at: usize, symbol: &Symbol) -> bool {
        let (before, behind) = self.touching(at);
        match symbol.name {
            "dots" => {
                behind == Some(',') && self.signs > 0
                    || before == Some(',')
                    || self.left(at).is_some_and(|s| self.tokens[s.at].is(',')) && self.signs > 0
            }
            "partial" => matches!(behind, Some('_' | '^')) || self.tokens[at].glued,
            _ => false,
        }
    }

    fn infix_word_is_math(&self, at: usize, symbol: &Symbol) -> bool {
        let (left, right) = (self.left(at), self.right(at));
        let has_left = left.is_some_and(|side| self.is_left_operand(side));
        let has_right = right.is_some_and(|side| self.is_right_operand(side));
        let number_on_right = right.is_some_and(|side| self.is_plain_number(side));
        let tight = left.is_some_and(|s| !s.spaced && has_left)
            || right.is_some_and(|s| !s.spaced && has_right);
        match symbol.name {
            "times" => self.times_is_math(at, left, right),
            "to" | "in" => {
                let member = right.is_some_and(|side| self.is_a_set_or_limit(side));
                let glued = self.tokens[at].glued && !self.is_word_behind(at);
                has_left
                    && (glued && (has_right || member) || member && has_right && self.signs > 0)
            }
            "sim" => {
                number_on_right && (!has_left || self.signs > 0)
                    || self.signs > 0 && has_left && has_right
            }
            "approx" => {
                right.is_some_and(|s| !s.spaced) && number_on_right
                    || self.signs > 0 && has_left && has_right
            }
            "pm" => {
                has_left && right.is_some_and(|side| self.kind(side.at) == MathTokenKind::Number)
                    || self.signs > 0 && self.stands_between_values(left, right)
            }
            "le" | "ge" => {
                number_on_right && right.is_some_and(|s| !s.spaced)
                    || self.signs > 0 && has_left && has_right
            }
            _ => has_left && has_right && self.signs > 0 && (tight || self.signs > 1),
        }
    }

    /// The number behind is not the start of a word: `sim0.6`, but not `sim2real`.
    fn is_plain_number(&self, side: Side) -> bool {
        let behind = |at: usize| self.tokens.get(at).map(|t| t.kind);
        let decimal = self.kind(side.at) == MathTokenKind::Sign('.')
            && behind(side.at + 1) == Some(MathTokenKind::Number);
        let end = side.at + 1;
        let word_behind = matches!(behind(end), Some(MathTokenKind::Word | MathTokenKind::Letter))
            || matches!(behind(end), Some(MathTokenKind::Name(s)) if s.name != "times" && s.role != Role::Infix);
        let hyphen = behind(end) == Some(MathTokenKind::Sign('-'))
            && matches!(behind(end + 1), Some(MathTokenKind::Word));
        decimal
            || self.kind(side.at) == MathTokenKind::Number
                && !word_behind
                && !(hyphen && self.signs == 0)
    }

    fn is_word_behind(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|t| t.kind == MathTokenKind::Word)
    }

    /// What `in` and `to` have behind them in mathematics: a set, an interval, a limit.
    fn is_a_set_or_limit(&self, side: Side) -> bool {
        let next = self.tokens.get(side.at + 1).map(|t| t.kind);
        match self.kind(side.at) {
            MathTokenKind::Sign('{') => true,
            MathTokenKind::Sign('(' | '[') => {
                matches!(next, Some(MathTokenKind::Number | MathTokenKind::Sign('-')))
            }
            MathTokenKind::Name(_) => self.accepted[side.at],
            MathTokenKind::Letter => matches!(next, Some(MathTokenKind::Sign('^' | '_'))),
            _ => false,
        }
    }

    /// `95.8 pm 1.2`, and `mean pm SEM` where other mathematics is lost.
    fn stands_between_values(&self, left: Option<Side>, right: Option<Side>) -> bool {
        let is_value = |side: Option<Side>| {
            side.is_some_and(|s| {
                s.spaced
                    && matches!(
                        self.kind(s.at),
                        MathTokenKind::Word | MathTokenKind::Letter | MathTokenKind::Number
                    )
            })
        };
        is_value(left) && is_value(right)
    }

    /// `256times256`, `16times speedup`, `n times d`; not `2 times faster`.
    fn times_is_math(&self, at: usize, left: Option<Side>, right: Option<Side>) -> bool {
        let number =
            |side: Option<Side>| side.is_some_and(|s| self.kind(s.at) == MathTokenKind::Number);
        let symbol = |side: Option<Side>| {
            side.is_some_and(|s| self.is_operand(s) && self.kind(s.at) != MathTokenKind::Number)
        };
        let touches_left = left.is_some_and(|s| {
            !s.spaced
                && (self.is_operand(s) || self.tokens[s.at].is('}') || self.tokens[s.at].is(')'))
        });
        let touches_right = right.is_some_and(|s| !s.spaced && self.is_operand(s));
        let ordinal = right.is_some_and(|s| {
            self.tokens
                .get(s.at + 1)
                .is_some_and(|t| matches!(&self.text[t.start..t.end], "st" | "nd" | "rd" | "th"))
        });
        // Behind the number there may be a unit or a word: `16times speedup`.
        touches_left && !self.is_word_behind(at)
            || touches_right
            || number(left) && number(right) && !ordinal
            || symbol(left) && symbol(right) && self.is_product(left, right)
    }

    /// `n times n`, or two operands in a record with other signs.
    fn is_product(&self, left: Option<Side>, right: Option<Side>) -> bool {
        let text = |side: Option<Side>| {
            side.map(|s| &self.text[self.tokens[s.at].start..self.tokens[s.at].end])
        };
        self.signs > 0 || text(left) == text(right)
    }
}
