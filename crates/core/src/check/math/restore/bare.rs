//! Fractions and dimensions that lost their braces: where nobody can tell what belongs to them, and
//! where it is still plain.

use super::Restorer;
use crate::check::math::lexer::MathTokenKind;
use crate::check::math::scripts;
use crate::check::math::spelt::Role;

impl Restorer<'_> {
    /// `fracAB^2`: without braces, and more behind it; `frac1n` and `frac n{k^2}` are none.
    pub(super) fn is_bare_fraction(&self, at: usize) -> bool {
        let above = self.lexed.past_space(at + 1);
        let below = self.lexed.past_space(above + 1);
        let has_braces =
            self.lexed.is(above, '{') || self.len(above) == 1 && self.lexed.is(below, '{');
        let is_fraction = self.name(at).is_some_and(|name| name.role == Role::Fraction);
        if !is_fraction || has_braces || self.is_powered_fraction(at) {
            return false;
        }
        let has_both = self.lexed.is_number(above) && self.len(above) == 2;
        let end = if has_both { above + 1 } else { below + 1 };
        // `T^\frac23\log T`: what has its backslash begins another thing.
        if has_both && self.lexed.tokens.get(end).is_some_and(|token| token.backslash) {
            return false;
        }
        let is_single = has_both
            || self.len(above) == 1 && (self.len(below) == 1 || self.name(below).is_some());
        let goes_on = matches!(
            self.lexed.kind(end),
            Some(
                MathTokenKind::Sign('^' | '_' | '(')
                    | MathTokenKind::Letter
                    | MathTokenKind::Number
                    | MathTokenKind::Name(_)
            )
        );
        !is_single || goes_on
    }

    /// `\frac1t^2`: nobody squares a fraction without brackets round it.
    pub(super) fn is_powered_fraction(&self, at: usize) -> bool {
        let is_digit = |at: usize| self.lexed.is_number(at) && self.len(at) == 1;
        self.lexed.tokens[at].backslash
            && is_digit(at + 1)
            && (self.len(at + 2) == 1 || self.name(at + 2).is_some())
            && self.lexed.is(at + 3, '^')
            && is_digit(at + 4)
            && !scripts::goes_on(self.lexed, at + 4)
    }

    /// Writes one, with the power below the line; returns the token behind it.
    pub(super) fn powered_fraction(&mut self, at: usize) -> usize {
        let [above, below, power] = [at + 1, at + 2, at + 4].map(|at| self.lexed.source(at));
        let is_bare_name = self.name(at + 2).is_some() && !self.lexed.tokens[at + 2].backslash;
        let sign = if is_bare_name { "\\" } else { "" };
        self.out += &format!(r"\frac{{{above}}}{{{sign}{below}^{{{power}}}}}");
        at + 5
    }

    /// The `^` of `\mathbbR^m\times n`, or the `_` of `I_p\times p`: the factors behind the first
    /// one stood in the script, too. A space by itself is a factor (`R^m \times R^n`).
    pub(super) fn is_bare_dimension(&self, at: usize) -> bool {
        let is_capital =
            |at: usize| self.lexed.source(at).starts_with(|c: char| c.is_ascii_uppercase());
        let is_base = at > 0 && self.lexed.is_letter(at - 1) && is_capital(at - 1);
        if !(self.lexed.is(at, '^') || self.lexed.is(at, '_')) || !is_base || !self.is_atom(at + 1)
        {
            return false;
        }
        let times = self.lexed.past_space(self.past_atom(at + 1));
        let factor = self.lexed.past_space(times + 1);
        let end = self.past_atom(factor);
        self.name(times).is_some_and(|name| name.name == "times")
            && self.lexed.tokens[times].backslash
            && self.is_atom(factor)
            && (self.lexed.source(factor) == self.lexed.source(at + 1)
                || self.lexed.is(at, '^')
                    && !self.lexed.source(factor).starts_with(char::is_uppercase))
            && !self.lexed.is(end, '^')
            && !self.lexed.is(end, '(')
    }

    /// A letter or a number.
    fn is_atom(&self, at: usize) -> bool {
        self.lexed.is_letter(at) || self.lexed.is_number(at)
    }

    /// The token behind one, and behind its index.
    fn past_atom(&self, at: usize) -> usize {
        let has_index = self.lexed.is(at + 1, '_') && self.is_atom(at + 2);
        at + if has_index { 3 } else { 1 }
    }

    /// Characters of a token.
    fn len(&self, at: usize) -> usize {
        self.lexed.source(at).chars().count()
    }
}
