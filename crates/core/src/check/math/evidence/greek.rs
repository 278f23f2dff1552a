//! The points of a Greek letter, as the table of the [module](super) gives them.

use super::{Scene, Side};
use crate::check::math::lexer::MathTokenKind;
use crate::check::math::spelt::{NameReading, Role};

impl Scene<'_> {
    /// The points of a Greek letter.
    pub(super) fn points(&self, at: usize) -> i32 {
        if self.has_another_sense(at) {
            return 0;
        }
        let (before, behind) = self.touching(at);
        let operator = |c: Option<char>| {
            matches!(c, Some('=' | '<' | '>' | '+' | '|' | '*' | '×' | '≤' | '≥' | '∈'))
        };
        // `Psi4NumPy` is a name, too.
        let is_identifier = self.is_capital(at) && matches!(behind, Some('0'..='9'));
        // `beta1`, `IL-1beta`: names of biology, where no other name lost its backslash.
        let touched = |c: Option<char>| {
            operator(c)
                || matches!(c, Some('{' | '}'))
                || matches!(c, Some('0'..='9')) && !is_identifier && self.lost > 0
        };
        // `5 Omega-cm`.
        let is_rare = self.is_rare_in_prose(at) && (self.is_counted(at) || !self.may_be_a_name(at));
        let mut points = if is_rare { 2 } else { 0 };
        points += if self.tokens[at].glued || self.has_script(at) { 3 } else { 0 };
        let touched = touched(before) || touched(behind) || self.is_divided(at);
        points += if touched || self.is_subtracted(at) { 2 } else { 0 };
        let spaced = |side: Option<Side>| side.filter(|s| s.spaced).map(|s| self.kind(s.at));
        let (left, right) = (spaced(self.left(at)), spaced(self.right(at)));
        let relation = |kind: Option<MathTokenKind>| {
            matches!(kind, Some(MathTokenKind::Sign('=' | '<' | '>' | '+' | '≤' | '≥' | '∈')))
        };
        let infix = [self.left(at), self.right(at)].into_iter().flatten().any(|s| {
            self.accepted[s.at]
                && self.tokens[s.at]
                    .name()
                    .is_some_and(|n| matches!(n.role, Role::Infix | Role::Prefix))
        });
        points += if relation(left) || relation(right) || infix { 2 } else { 0 };
        points += i32::from(
            matches!(before, Some('(' | ',' | '[')) && matches!(behind, Some(')' | ',' | ']')),
        );
        points += if self.is_in_a_list(at) { 2 } else { 0 };
        points += if self.is_an_argument(at) || self.is_a_bound(at) { 3 } else { 0 };
        points += i32::from(self.is_part_of_pi(at) || self.is_of_probability(at));
        // `beta-carotene` is called so, whatever scripts somebody typed beside it.
        let qualifies = (is_rare || self.lost > 0) && self.qualifies_a_word(at);
        points += i32::from(qualifies || self.is_a_value(at));
        points += i32::from(
            [self.left(at), self.right(at)]
                .into_iter()
                .flatten()
                .any(|side| side.spaced && self.is_operand(side)),
        );
        points += match self.signs {
            0 => 0,
            // It needs evidence of its own.
            _ if self.may_be_a_name(at) || self.is_foreign() => 1,
            _ if self.lost == 0 => 2,
            _ => 3,
        };
        points - if self.names_a_thing(at) { 4 } else { 0 }
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens[at].name().is_some_and(|symbol| symbol.name.starts_with(char::is_uppercase))
    }

    /// What people and things are called, too: `Raspberry Pi`, `Phi-3.5`, `Xi`.
    fn may_be_a_name(&self, at: usize) -> bool {
        let is_given = |side: Option<Side>| {
            side.filter(|s| s.spaced && self.kind(s.at) == MathTokenKind::Word)
                .is_some_and(|s| self.source(s.at).starts_with(char::is_uppercase))
        };
        let is_numbered = matches!(self.touching(at).1, Some('-' | '0'..='9'));
        let surname = self.tokens[at].name().is_some_and(|symbol| symbol.name == "Xi");
        self.is_capital(at)
            && (surname || is_numbered || is_given(self.left(at)) || is_given(self.right(at)))
    }

    /// Letters that prose hardly ever spells out for anything but the symbol.
    fn is_rare_in_prose(&self, at: usize) -> bool {
        self.tokens[at].name().is_some_and(|s| {
            matches!(s.name, "epsilon" | "eta" | "rho" | "phi" | "Omega" | "Theta")
        })
    }

    /// `(delta,rho)`: another Greek letter in the same brackets.
    fn is_in_a_list(&self, at: usize) -> bool {
        let letter = |side: Option<Side>| {
            side.is_some_and(|s| {
                self.tokens[s.at].name().is_some_and(|n| n.reading == NameReading::Greek)
            })
        };
        let beyond = |side: Option<Side>, left: bool| {
            side.filter(|s| self.tokens[s.at].is(',') && (!s.spaced || !left))
                .and_then(|s| if left { self.left(s.at) } else { self.right(s.at) })
        };
        let (before, behind) = self.touching(at);
        let bracketed = matches!(before, Some('(' | '[')) || matches!(behind, Some(')' | ']'));
        bracketed && (letter(beyond(self.left(at), true)) || letter(beyond(self.right(at), false)))
    }

    /// `epsilon-optimal`: a hyphen and a word behind it.
    fn qualifies_a_word(&self, at: usize) -> bool {
        self.is(at + 1, '-')
            && self.tokens.get(at + 2).is_some_and(|t| t.kind == MathTokenKind::Word)
    }

    /// `accuracy epsilon`, `at least Delta`: a word before it that has a value.
    pub(super) fn is_a_value(&self, at: usize) -> bool {
        const VALUES: &[&str] = &[
            "parameter", "parameters", "factor", "constant", "probability", "error", "accuracy",
            "precision", "rate", "value", "values", "number", "level", "threshold", "distance",
            "fraction", "radius", "width", "temperature", "least", "most", "within", "any",
            "every", "some", "where", "given", "than", "domain",
        ];
        self.left(at).is_some_and(|side| side.spaced && VALUES.contains(&self.source(side.at)))
    }

    /// `TD(lambda)`, `(alpha, C)-smooth`: all, or one of two letters, that stands in the brackets
    /// of a name.
    pub(super) fn is_an_argument(&self, at: usize) -> bool {
        let Some(bracket) = at.checked_sub(1).filter(|before| self.is(*before, '(')) else {
            return false;
        };
        let owner = bracket.checked_sub(1).map_or("", |owner| self.source(owner));
        let of_acronym = (2..=5).contains(&owner.len())
            && owner.bytes().all(|b| b.is_ascii_uppercase())
            && self.is(at + 1, ')');
        let rest = self.tokens[at + 1..].iter().map(|token| token.slice(self.text));
        let mut rest = rest.filter(|source| *source != " ");
        let of_pair = rest.next() == Some(",")
            && rest.next().is_some_and(|letter| letter.len() == 1)
            && rest.next() == Some(")")
            && rest.next() == Some("-");
        of_acronym || of_pair
    }

    /// `Theta(log n)`, `Omega(n^2)`, `Theta(k)`: what complexities are written with.
    fn is_a_bound(&self, at: usize) -> bool {
        const REACH: usize = 40;
        let behind = &self.text[self.tokens[at].end..];
        let inner = behind.strip_prefix('(').and_then(|rest| {
            let end = rest.find(|c: char| !c.is_ascii() || c == ')').filter(|end| *end <= REACH)?;
            Some(&rest[..end])
        });
        let is_letter =
            |inner: &str| inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_alphabetic());
        matches!(self.source(at), "Theta" | "Omega")
            && inner.is_some_and(|inner| {
                is_letter(inner)
                    || ["log", "ln ", "ln(", "sqrt", "^"].iter().any(|sign| inner.contains(sign))
            })
    }

    /// `n/epsilon`, `alpha/2`; not `left/alpha`, where the line stands for "or".
    fn is_divided(&self, at: usize) -> bool {
        let is_symbol =
            |at: usize| self.tokens.get(at).is_some_and(|t| t.kind != MathTokenKind::Word);
        at >= 2 && self.is(at - 1, '/') && is_symbol(at - 2)
            || self.is(at + 1, '/') && is_symbol(at + 2)
    }

    /// `pi/2`.
    fn is_part_of_pi(&self, at: usize) -> bool {
        let divisor = self.tokens.get(at + 2).map(|token| token.kind);
        self.source(at) == "pi" && self.is(at + 1, '/') && divisor == Some(MathTokenKind::Number)
    }

    /// `probability 1-alpha`.
    fn is_of_probability(&self, at: usize) -> bool {
        let before = &self.text[..self.tokens[at].start];
        before.strip_suffix("1-").is_some_and(|before| {
            ["probability", "confidence", "level", "least"]
                .iter()
                .any(|word| before.trim_end().ends_with(word))
        })
    }

    /// `1-epsilon`, `T-alpha`: a hyphen that is a minus.
    fn is_subtracted(&self, at: usize) -> bool {
        let is_symbol = |at: usize| {
            let kind = self.tokens.get(at).map(|token| token.kind);
            matches!(kind, Some(MathTokenKind::Number | MathTokenKind::Letter))
        };
        // `Phi-3` is a name that somebody gave.
        let may_be_less = self.lost > 0 && !self.is_capital(at);
        at >= 2 && self.is(at - 1, '-') && is_symbol(at - 2)
            || may_be_less && self.is(at + 1, '-') && is_symbol(at + 2)
    }

    /// The next word says that the letter is part of an English name.
    fn names_a_thing(&self, at: usize) -> bool {
        const THINGS: &[&str] = &[
            "distribution", "distributions", "process", "processes", "prior", "priors", "function",
            "functions", "matte", "mattes", "matting", "channel", "channels", "blending", "band",
            "bands", "wave", "waves", "rhythm", "rhythms", "oscillation", "oscillations",
            "activity", "activities", "ray", "rays", "camera", "cameras", "radiation",
            "correction", "filter", "filters", "helix", "helices", "strand", "strands", "sheet",
            "sheets", "rule", "robot", "robots", "manipulator", "manipulators", "version",
            "versions", "test", "tests", "tester", "testing", "release", "particle", "particles",
            "calculus", "belief", "random", "variable", "variables", "mask", "masks", "map",
            "maps", "compositing", "cell", "cells", "neuron", "neurons", "kernel", "kernels",
            "network", "networks", "pose", "poses", "printer", "kinematics", "mechanism",
            "encoder", "burst", "bursts", "phase", "expression", "expressions", "square",
            "squared", "abstraction", "terms", "divergence", "divergences", "mixture",
            "regression", "model", "models", "variant", "variants", "lineage", "protein",
            "proteins", "decay", "decays", "phage", "opioid", "opioids", "kinase", "receptor",
            "receptors", "subunit", "subunits", "isoform", "isoforms", "chain", "chains",
            "blocker", "blockers", "blockade", "agonist", "agonists", "antagonist", "antagonists",
            "male", "males", "female", "females", "potential", "potentials", "turn", "turns",
            "parallel", "bond", "bonds", "wing", "wings", "meson", "mesons", "curve", "curves",
            "corrections", "toxin", "toxins", "carotene", "catenin", "synuclein", "amyloid",
            "secretase", "lactamase", "globulin", "fatty",
        ];
        // `Cohen's kappa`, `Kendall tau`, `six sigma`, `tai chi`.
        const OWNERS: &[&str] = &[
            "'s", "’s", "Cohen", "Kendall", "Fleiss", "Cronbach", "Spearman", "Six", "six", "Tai",
            "tai",
        ];
        let owner = self.text[..self.tokens[at].start].trim_end_matches([' ', '-']);
        if OWNERS.iter().any(|end| owner.ends_with(end)) {
            return true;
        }
        let Some(side) = self.right(at) else { return false };
        let next = side.at + usize::from(self.is(side.at, '-') && !side.spaced);
        self.tokens.get(next).is_some_and(|token| token.kind == MathTokenKind::Word)
            && THINGS.contains(&self.source(next).to_ascii_lowercase().as_str())
    }
}
