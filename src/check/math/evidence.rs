//! Which of the names in a text are mathematics.
//!
//! A name that is no English word is mathematics wherever it stands. The others
//! need evidence, which is weighed in points; [`NEEDED`] are enough.
//!
//! | evidence for a Greek letter | points |
//! |---|---|
//! | a script sign touches it (`beta^*`), or it is glued to another name | 3 |
//! | a digit, a brace, or one of `/ = < > + \|` touches it; a hyphen between it and a digit or letter (`1-epsilon`) | 2 |
//! | one of `= < > +` stands next to it, with a space | 2 |
//! | it fills a place in brackets (`(epsilon,`) | 1 |
//! | a single letter or a number stands next to it (`epsilon T`) | 1 |
//! | another Greek letter stands beside it in brackets (`(delta,rho)`) | 2 |
//! | a word is hyphenated to it (`epsilon-optimal`), or the word before it has a value (`accuracy epsilon`) | 1 |
//! | it is one of those that prose hardly ever spells out (`epsilon`, `Omega`) | 2 |
//! | a sure sign of lost mathematics stands in the same record | 3 |
//! | a word behind it that names a thing called so (`gamma distribution`, `beta version`) | −4 |
//! | it is the name of a planner (`Theta*`) | none count |
//!
//! Sure signs of a record are its names that are no words, and script signs on symbols (`n^2`, `x_1`, `_{`). A name that is
//! a word needs what its role asks for: an infix two operands (`256times256`, `x in R^d`), a prefix a number
//! (`sim0.6`), an accent or a font what it is put on, a mark a script sign before it, a size a bracket behind it.

use super::lexer::{Kind, Token};
use super::symbols::{Reading, Role, Symbol};

/// Points that a Greek letter needs.
pub const NEEDED: i32 = 3;

/// Points with which one that is not accepted is still worth mentioning.
pub const DOUBTFUL: i32 = 2;

/// Which tokens are mathematics that lost its backslash, and which may be.
#[derive(Debug)]
pub struct Verdict {
    /// For each token, whether it is.
    pub accepted: Vec<bool>,
    /// Greek letters that may be, by token.
    pub doubtful: Vec<usize>,
    /// Sure signs in the record.
    pub signs: usize,
    /// Those among them that no identifier has: not the `_` of `x_1`.
    pub strong: usize,
}

/// Weighs all names of a text.
pub fn weigh(text: &str, tokens: &[Token]) -> Verdict {
    let mut scene = Scene { text, tokens, accepted: vec![false; tokens.len()], signs: 0 };
    for (at, token) in tokens.iter().enumerate() {
        if let Some(symbol) = token.name() {
            scene.accepted[at] = token.backslash || scene.is_sure(at, symbol);
            scene.signs += usize::from(scene.accepted[at]);
        }
    }
    let scripts: Vec<usize> = (1..tokens.len().saturating_sub(1)).filter(|at| scene.is_script_sign(*at)).collect();
    scene.signs += scripts.len();
    let lowered = scripts.iter().filter(|at| tokens[**at].is('_') && !tokens[**at + 1].is('{')).count();
    let mut doubtful = Vec::new();
    // More than once: what is accepted late is an operand for a name before it, and a sign for the others.
    for round in 0..3 {
        doubtful.clear();
        if round > 0 && scene.signs == 0 {
            scene.signs = scene.accepted.iter().filter(|accepted| **accepted).count();
        }
        for (at, token) in tokens.iter().enumerate() {
            let Some(symbol) = token.name().filter(|_| !scene.accepted[at]) else { continue };
            match symbol.reading {
                Reading::Never => scene.accepted[at] = scene.takes_its_argument(at),
                Reading::Word => scene.accepted[at] = scene.word_is_math(at, symbol),
                Reading::Greek => {
                    let points = scene.points(at);
                    scene.accepted[at] = points >= NEEDED;
                    if (DOUBTFUL..NEEDED).contains(&points) {
                        doubtful.push(at);
                    }
                }
            }
        }
    }
    let accepted = scene.accepted.iter().filter(|accepted| **accepted).count();
    let strong = accepted.max(scripts.len() - lowered);
    Verdict { accepted: scene.accepted, doubtful, signs: scene.signs, strong }
}

/// What is known while names are weighed.
struct Scene<'t> {
    text: &'t str,
    tokens: &'t [Token],
    accepted: Vec<bool>,
    signs: usize,
}

/// One side of a token.
#[derive(Clone, Copy)]
struct Side {
    /// The nearest token that is not white space.
    at: usize,
    /// Whether there is white space between.
    spaced: bool,
}

impl Scene<'_> {
    fn kind(&self, at: usize) -> Kind {
        self.tokens[at].kind
    }

    fn left(&self, at: usize) -> Option<Side> {
        let near = at.checked_sub(1)?;
        if self.kind(near) != Kind::Space {
            Some(Side { at: near, spaced: false })
        } else {
            near.checked_sub(1).map(|at| Side { at, spaced: true })
        }
    }

    fn right(&self, at: usize) -> Option<Side> {
        let near = at + 1;
        match self.tokens.get(near)?.kind {
            Kind::Space => self.tokens.get(near + 1).map(|_| Side { at: near + 1, spaced: true }),
            _ => Some(Side { at: near, spaced: false }),
        }
    }

    /// The character that touches the token on either side.
    fn touching(&self, at: usize) -> (Option<char>, Option<char>) {
        let token = &self.tokens[at];
        (self.text[..token.start].chars().next_back(), self.text[token.end..].chars().next())
    }

    /// A name that is mathematics wherever it stands.
    fn is_sure(&self, at: usize, symbol: &Symbol) -> bool {
        let argument = self.takes_its_argument(at);
        match (symbol.reading, symbol.role) {
            // `sqrt(x)` is also how people write without TeX.
            (Reading::Never, Role::Root) => argument && !self.right(at).is_some_and(|side| self.tokens[side.at].is('(')),
            (Reading::Never, Role::Font | Role::DoubleStruck | Role::Accent(_) | Role::Fraction) => argument,
            (Reading::Never, Role::Size) => self.has_bracket_behind(at, false),
            (Reading::Never, Role::Function) => false,
            (Reading::Never, _) => !self.is_in_a_path(at),
            (Reading::Greek, _) => self.tokens[at].glued || self.has_script(at),
            (Reading::Word, _) => false,
        }
    }

    /// `^` on a symbol, `_{`, or `x_1`: what a formula leaves behind, and English does not have.
    fn is_script_sign(&self, at: usize) -> bool {
        let (base, next) = (self.kind(at - 1), self.kind(at + 1));
        let symbol = matches!(base, Kind::Letter | Kind::Number | Kind::Name(_) | Kind::Sign(')' | ']' | '}' | '|'));
        let raised = self.tokens[at].is('^') && symbol && !matches!(next, Kind::Space | Kind::Word);
        let lowered =
            self.tokens[at].is('_') && matches!(base, Kind::Letter | Kind::Name(_)) && matches!(next, Kind::Number | Kind::Letter);
        let braced = next == Kind::Sign('{') && symbol && (self.tokens[at].is('^') || self.tokens[at].is('_'));
        raised || lowered && self.is_alone(at - 1) || braced
    }

    /// Not the last letter of a longer name.
    fn is_alone(&self, at: usize) -> bool {
        at == 0 || !matches!(self.kind(at - 1), Kind::Word | Kind::Letter | Kind::Number | Kind::Sign('_' | '-' | '/' | '.'))
    }

    /// Part of a URL, a file name or an identifier: `/ell/`, `my.leq`, `@nabla`.
    fn is_in_a_path(&self, at: usize) -> bool {
        let (before, behind) = self.touching(at);
        matches!(before, Some('@' | '&')) || before == Some('.') && behind.is_some_and(|c| c.is_alphanumeric()) || self.is_in_url(at)
    }

    fn is_in_url(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = self.text[..token.start].rsplit(char::is_whitespace).next().unwrap_or_default();
        word.contains("://") || word.contains("www.") || word.contains(".com/") || word.contains(".io/")
    }

    /// A script sign on it: `beta^*`, `e^gamma`, `theta_0`.
    fn has_script(&self, at: usize) -> bool {
        let (before, behind) = self.touching(at);
        let scripted = behind == Some('^')
            || behind == Some('_') && self.tokens.get(at + 2).is_some_and(|t| !matches!(t.kind, Kind::Word | Kind::Space));
        let is_script = matches!(before, Some('^' | '_')) && self.has_symbol_base(at - 1);
        (scripted || is_script) && !self.is_in_url(at)
    }

    /// Whether the script sign at `at` stands on a symbol, not on a word.
    fn has_symbol_base(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|base| !matches!(self.kind(base), Kind::Word | Kind::Space))
    }

    /// A name that needs something behind it has it.
    fn takes_its_argument(&self, at: usize) -> bool {
        let Some(symbol) = self.tokens[at].name() else { return false };
        let Some(side) = self.right(at) else { return false };
        let next = self.kind(side.at);
        let group = matches!(next, Kind::Sign('{'));
        match symbol.role {
            Role::Font | Role::DoubleStruck if symbol.name == "text" => group && !side.spaced,
            Role::Root if matches!(next, Kind::Sign('(')) => self.signs > 0,
            Role::Root => group || matches!(next, Kind::Letter | Kind::Number | Kind::Name(_) | Kind::Sign('[')),
            Role::Font | Role::DoubleStruck | Role::Accent(_) | Role::Fraction => {
                group || matches!(next, Kind::Letter | Kind::Number | Kind::Name(_))
            }
            Role::Size => self.has_bracket_behind(at, self.signs > 0),
            Role::Function => false,
            _ => true,
        }
    }

    fn has_bracket_behind(&self, at: usize, spaced: bool) -> bool {
        self.right(at).is_some_and(|side| (spaced || !side.spaced) && self.is_bracket(side.at))
    }

    fn is_bracket(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Sign('(' | ')' | '[' | ']' | '{' | '}' | '|') | Kind::Escaped('{' | '}' | '|'))
            || self.tokens[at].name().is_some_and(|s| s.role == Role::Bracket)
    }

    /// The points of a Greek letter.
    fn points(&self, at: usize) -> i32 {
        if self.is_in_url(at) || self.is_planner(at) || self.text[..self.tokens[at].start].ends_with("/spl ") {
            return 0;
        }
        let (before, behind) = self.touching(at);
        let operator = |c: Option<char>| matches!(c, Some('/' | '=' | '<' | '>' | '+' | '|' | '*' | '×' | '≤' | '≥' | '∈'));
        let touched = |c: Option<char>| operator(c) || matches!(c, Some('0'..='9' | '{' | '}'));
        let mut points = if self.is_rare_in_prose(at) { 2 } else { 0 };
        points += if self.tokens[at].glued || self.has_script(at) { 3 } else { 0 };
        points += if touched(before) || touched(behind) || self.is_subtracted(at) { 2 } else { 0 };
        let spaced = |side: Option<Side>| side.filter(|s| s.spaced).map(|s| self.kind(s.at));
        let (left, right) = (spaced(self.left(at)), spaced(self.right(at)));
        let relation = |kind: Option<Kind>| matches!(kind, Some(Kind::Sign('=' | '<' | '>' | '+' | '≤' | '≥' | '∈')));
        let infix = [self.left(at), self.right(at)]
            .into_iter()
            .flatten()
            .any(|s| self.accepted[s.at] && self.tokens[s.at].name().is_some_and(|n| matches!(n.role, Role::Infix | Role::Prefix)));
        points += if relation(left) || relation(right) || infix { 2 } else { 0 };
        points += i32::from(matches!(before, Some('(' | ',' | '[')) && matches!(behind, Some(')' | ',' | ']')));
        points += if self.is_in_a_list(at) { 2 } else { 0 };
        points += i32::from(self.qualifies_a_word(at) || self.is_a_value(at));
        points += i32::from([self.left(at), self.right(at)].into_iter().flatten().any(|side| side.spaced && self.is_operand(side)));
        points += match self.signs {
            0 => 0,
            _ => 3,
        };
        points - if self.names_a_thing(at) { 4 } else { 0 }
    }

    /// Letters that prose hardly ever spells out for anything but the symbol.
    fn is_rare_in_prose(&self, at: usize) -> bool {
        self.tokens[at].name().is_some_and(|s| matches!(s.name, "epsilon" | "eta" | "rho" | "phi" | "Omega" | "Theta" | "Phi" | "Psi"))
    }

    /// `(delta,rho)`: another Greek letter in the same brackets.
    fn is_in_a_list(&self, at: usize) -> bool {
        let letter = |side: Option<Side>| side.is_some_and(|s| self.tokens[s.at].name().is_some_and(|n| n.reading == Reading::Greek));
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
        self.tokens.get(at + 1).is_some_and(|t| t.is('-')) && self.tokens.get(at + 2).is_some_and(|t| matches!(t.kind, Kind::Word))
    }

    /// `accuracy epsilon`, `at least Delta`: a word before it that has a value.
    fn is_a_value(&self, at: usize) -> bool {
        const VALUES: &[&str] = &[
            "parameter", "parameters", "factor", "constant", "probability", "error", "accuracy", "precision", "rate", "value", "values",
            "number", "level", "threshold", "distance", "fraction", "radius", "width", "temperature", "least", "most", "within", "any",
            "every", "some", "where", "given", "than",
        ];
        let word = |side: Side| &self.text[self.tokens[side.at].start..self.tokens[side.at].end];
        self.left(at).filter(|side| side.spaced).is_some_and(|side| VALUES.contains(&word(side)))
    }

    /// `1-epsilon`, `T-alpha`: a hyphen that is a minus.
    fn is_subtracted(&self, at: usize) -> bool {
        let minus = |near: Option<usize>, far: Option<usize>| {
            near.and_then(|n| self.tokens.get(n)).is_some_and(|t| t.is('-'))
                && far.and_then(|n| self.tokens.get(n)).is_some_and(|t| matches!(t.kind, Kind::Number | Kind::Letter))
        };
        // `Phi-3` is a name that somebody gave.
        let is_given = self.tokens[at].name().is_some_and(|s| s.name.starts_with(char::is_uppercase));
        minus(at.checked_sub(1), at.checked_sub(2)) || !is_given && minus(Some(at + 1), Some(at + 2))
    }

    /// `Theta*`, `Phi*`: planners are called after A*.
    fn is_planner(&self, at: usize) -> bool {
        let is_given = self.tokens[at].name().is_some_and(|s| s.name.starts_with(char::is_uppercase));
        let next = |n: usize| self.tokens.get(at + n).map(|t| t.kind);
        let ends = matches!(next(2), None | Some(Kind::Space | Kind::Sign('.' | ',' | ')' | ';' | ':')));
        is_given && next(1) == Some(Kind::Sign('*')) && ends
    }

    /// The next word says that the letter is part of an English name.
    fn names_a_thing(&self, at: usize) -> bool {
        const THINGS: &[&str] = &[
            "distribution", "distributions", "process", "processes", "prior", "priors", "function", "functions", "matte", "mattes",
            "matting", "channel", "channels", "blending", "band", "bands", "wave", "waves", "rhythm", "rhythms", "oscillation",
            "oscillations", "activity", "activities", "ray", "rays", "camera", "cameras", "radiation", "correction", "filter", "filters",
            "helix", "helices", "strand", "strands", "sheet", "sheets", "rule", "robot", "robots", "manipulator", "manipulators",
            "version", "versions", "test", "tests", "tester", "testing", "release", "particle", "particles", "calculus", "belief",
            "random", "variable", "variables", "mask", "masks", "map", "maps", "compositing", "cell", "cells", "neuron", "neurons",
            "kernel", "kernels", "network", "networks", "pose", "poses", "printer", "kinematics", "mechanism", "encoder", "burst",
            "bursts", "phase", "expression", "expressions", "square", "squared", "abstraction", "terms", "mixture", "regression", "model",
            "models",
        ];
        // `Cohen's kappa`, `Spearman's rho`.
        let owner = self.text[..self.tokens[at].start].trim_end();
        if owner.ends_with("'s") || owner.ends_with("’s") {
            return true;
        }
        let Some(side) = self.right(at) else { return false };
        let next = if self.tokens[side.at].is('-') && !side.spaced { side.at + 1 } else { side.at };
        self.tokens
            .get(next)
            .is_some_and(|t| t.kind == Kind::Word && THINGS.contains(&self.text[t.start..t.end].to_ascii_lowercase().as_str()))
    }

    /// A number, a letter that is no word, a name that is accepted, or a bracket that faces the operator.
    fn is_operand(&self, side: Side) -> bool {
        let token = &self.tokens[side.at];
        match token.kind {
            Kind::Number => true,
            Kind::Letter => !side.spaced || !matches!(&self.text[token.start..token.end], "a" | "A" | "I"),
            Kind::Name(symbol) => self.accepted[side.at] || symbol.role == Role::Function && self.signs > 0,
            _ => false,
        }
    }

    fn is_left_operand(&self, side: Side) -> bool {
        self.is_operand(side) || !side.spaced && matches!(self.kind(side.at), Kind::Sign(')' | ']' | '}' | '|' | '*' | '\''))
    }

    fn is_right_operand(&self, side: Side) -> bool {
        let minus = || {
            self.tokens[side.at].is('-')
                && self.tokens.get(side.at + 1).is_some_and(|t| matches!(t.kind, Kind::Number | Kind::Letter | Kind::Name(_)))
        };
        self.is_operand(side)
            || matches!(self.kind(side.at), Kind::Sign('[' | '{' | '|'))
            || !side.spaced && (self.tokens[side.at].is('(') || minus())
    }

    /// A name that is a word, where its role has what it needs.
    fn word_is_math(&self, at: usize, symbol: &Symbol) -> bool {
        if self.is_in_url(at) {
            return false;
        }
        let glued = self.tokens[at].glued;
        match symbol.role {
            Role::Infix | Role::Prefix => self.infix_word_is_math(at, symbol),
            Role::Large => matches!(self.touching(at).1, Some('_' | '^')),
            Role::Mark => matches!(self.touching(at).0, Some('^' | '_')) || self.opens_a_script_group(at),
            Role::Font => self.takes_its_argument(at),
            Role::Accent(_) => self.accent_word_is_math(at),
            Role::Size => self.signs > 0 && self.has_bracket_behind(at, symbol.name == "right" && self.signs > 1),
            Role::Ordinary => self.ordinary_word_is_math(at, symbol),
            Role::Space => glued && self.signs > 0,
            Role::Bracket => self.signs > 1 && matches!(self.touching(at).0, Some('(' | '{' | '_' | '^')),
            Role::Function | Role::Root | Role::Fraction | Role::DoubleStruck => false,
        }
    }

    /// `^{star}`, `_{top,k}`.
    fn opens_a_script_group(&self, at: usize) -> bool {
        at >= 2 && self.tokens[at - 1].is('{') && (self.tokens[at - 2].is('^') || self.tokens[at - 2].is('_'))
    }

    fn accent_word_is_math(&self, at: usize) -> bool {
        let Some(side) = self.right(at) else { return false };
        match self.kind(side.at) {
            Kind::Sign('{') => !side.spaced,
            Kind::Letter => self.signs > 0 && self.is_operand(side),
            Kind::Name(symbol) => self.signs > 0 && symbol.reading == Reading::Greek,
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
        let tight = left.is_some_and(|s| !s.spaced && has_left) || right.is_some_and(|s| !s.spaced && has_right);
        match symbol.name {
            "times" => self.times_is_math(at, left, right),
            "to" | "in" => {
                let member = right.is_some_and(|side| self.is_a_set_or_limit(side));
                let glued = self.tokens[at].glued && !self.is_word_behind(at);
                has_left && (glued && (has_right || member) || member && has_right && self.signs > 0)
            }
            "sim" => number_on_right && (!has_left || self.signs > 0) || self.signs > 0 && has_left && has_right,
            "approx" => right.is_some_and(|s| !s.spaced) && number_on_right || self.signs > 0 && has_left && has_right,
            "pm" => {
                has_left && right.is_some_and(|side| self.kind(side.at) == Kind::Number)
                    || self.signs > 0 && self.stands_between_values(left, right)
            }
            "le" | "ge" => number_on_right && right.is_some_and(|s| !s.spaced) || self.signs > 0 && has_left && has_right,
            _ => has_left && has_right && self.signs > 0 && (tight || self.signs > 1),
        }
    }

    /// The number behind is not the start of a word: `sim0.6`, but not `sim2real`.
    fn is_plain_number(&self, side: Side) -> bool {
        let behind = |at: usize| self.tokens.get(at).map(|t| t.kind);
        let decimal = self.kind(side.at) == Kind::Sign('.') && behind(side.at + 1) == Some(Kind::Number);
        let end = side.at + 1;
        let word_behind = matches!(behind(end), Some(Kind::Word | Kind::Letter))
            || matches!(behind(end), Some(Kind::Name(s)) if s.name != "times" && s.role != Role::Infix);
        let hyphen = behind(end) == Some(Kind::Sign('-')) && matches!(behind(end + 1), Some(Kind::Word));
        decimal || self.kind(side.at) == Kind::Number && !word_behind && !(hyphen && self.signs == 0)
    }

    fn is_word_behind(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Word)
    }

    /// What `in` and `to` have behind them in mathematics: a set, an interval, a limit.
    fn is_a_set_or_limit(&self, side: Side) -> bool {
        let next = self.tokens.get(side.at + 1).map(|t| t.kind);
        match self.kind(side.at) {
            Kind::Sign('{') => true,
            Kind::Sign('(' | '[') => matches!(next, Some(Kind::Number | Kind::Sign('-'))),
            Kind::Name(_) => self.accepted[side.at],
            Kind::Letter => matches!(next, Some(Kind::Sign('^' | '_'))),
            _ => false,
        }
    }

    /// `95.8 pm 1.2`, and `mean pm SEM` where other mathematics is lost.
    fn stands_between_values(&self, left: Option<Side>, right: Option<Side>) -> bool {
        let is_value =
            |side: Option<Side>| side.is_some_and(|s| s.spaced && matches!(self.kind(s.at), Kind::Word | Kind::Letter | Kind::Number));
        is_value(left) && is_value(right)
    }

    /// `256times256`, `16times speedup`, `n times d`; not `2 times faster`.
    fn times_is_math(&self, at: usize, left: Option<Side>, right: Option<Side>) -> bool {
        let number = |side: Option<Side>| side.is_some_and(|s| self.kind(s.at) == Kind::Number);
        let symbol = |side: Option<Side>| side.is_some_and(|s| self.is_operand(s) && self.kind(s.at) != Kind::Number);
        let touches_left =
            left.is_some_and(|s| !s.spaced && (self.is_operand(s) || self.tokens[s.at].is('}') || self.tokens[s.at].is(')')));
        let touches_right = right.is_some_and(|s| !s.spaced && self.is_operand(s));
        let ordinal = right
            .is_some_and(|s| self.tokens.get(s.at + 1).is_some_and(|t| matches!(&self.text[t.start..t.end], "st" | "nd" | "rd" | "th")));
        // Behind the number there may be a unit or a word: `16times speedup`.
        touches_left && !self.is_word_behind(at)
            || touches_right
            || number(left) && number(right) && !ordinal
            || symbol(left) && symbol(right) && self.is_product(left, right)
    }

    /// `n times n`, or two operands in a record with other signs.
    fn is_product(&self, left: Option<Side>, right: Option<Side>) -> bool {
        let text = |side: Option<Side>| side.map(|s| &self.text[self.tokens[s.at].start..self.tokens[s.at].end]);
        self.signs > 0 || text(left) == text(right)
    }
}
