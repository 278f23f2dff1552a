//! Signs of scripts, which formulas leave behind, and what they stand on.

use super::Scene;
use crate::check::math::lexer::MathTokenKind;

impl Scene<'_> {
    /// `^` on a symbol, `_{`, or `x_1`: what a formula leaves behind, and English does not have.
    pub(super) fn is_script_sign(&self, at: usize) -> bool {
        let (base, next) = (self.kind(at - 1), self.kind(at + 1));
        let symbol = matches!(
            base,
            MathTokenKind::Letter
                | MathTokenKind::Number
                | MathTokenKind::Name(_)
                | MathTokenKind::Sign(')' | ']' | '}' | '|')
        );
        let raised = self.tokens[at].is('^')
            && symbol
            && !matches!(next, MathTokenKind::Space | MathTokenKind::Word);
        let lowered = self.tokens[at].is('_')
            && matches!(base, MathTokenKind::Letter | MathTokenKind::Name(_))
            && matches!(next, MathTokenKind::Number | MathTokenKind::Letter);
        let braced = next == MathTokenKind::Sign('{')
            && symbol
            && (self.tokens[at].is('^') || self.tokens[at].is('_'));
        raised || lowered && self.is_alone(at - 1) || braced
    }

    /// `10^6`, `kg/m^2`, `R^2`: what people type who write no TeX. It says nothing of other names.
    pub(super) fn is_typed_power(&self, at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n);
        let is_unit = before(2).is_some_and(|n| self.is(n, '/') || self.is(n, '.'))
            || before(2).is_some_and(|n| self.kind(n) == MathTokenKind::Number)
            || before(3).is_some_and(|n| {
                self.kind(n) == MathTokenKind::Number && self.kind(n + 1) == MathTokenKind::Space
            });
        let is_exponent = self.is(at + 1, '-')
            || self.tokens.get(at + 1).is_some_and(|t| t.kind == MathTokenKind::Number);
        self.is(at, '^')
            && is_exponent
            && match self.source(at - 1) {
                "10" | "R" | "r" => true,
                unit => is_unit && unit.len() == 1 && !matches!(unit, "n" | "x" | "k"),
            }
    }

    /// A script sign on it: `beta^*`, `e^gamma`, `theta_0`.
    pub(super) fn has_script(&self, at: usize) -> bool {
        let (before, behind) = self.touching(at);
        let scripted = behind == Some('^')
            || behind == Some('_')
                && self
                    .tokens
                    .get(at + 2)
                    .is_some_and(|t| !matches!(t.kind, MathTokenKind::Word | MathTokenKind::Space));
        let is_script = matches!(before, Some('^' | '_')) && self.has_symbol_base(at - 1);
        scripted || is_script
    }

    /// Whether the script sign at `at` stands on a symbol, not on a word.
    pub(super) fn has_symbol_base(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|base| {
            !matches!(self.kind(base), MathTokenKind::Word | MathTokenKind::Space)
        })
    }
}
