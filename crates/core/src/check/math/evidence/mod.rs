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
//! | another name that lost its backslash stands in the same record | 3 |
//! | only scripts do, which are typed by hand, too (`260 mAh g^-1`) | 2 |
//! | a word beside it that names a thing called so (`gamma distribution`, `tau protein`, `Kendall tau`) | −4 |
//! | it is the name of a planner (`Theta*`) or of a device (`sigma.3`), a unit (`800 psi`), or a letter with an index (`(xi, yi)`) | none count |
//!
//! Sure signs of a record are its names that are no words, and script signs on symbols (`n^2`,
//! `x_1`, `_{`). A name that is a word needs what its role asks for: an infix two operands
//! (`256times256`, `x in R^d`), a prefix a number (`sim0.6`), an accent or a font what it is put
//! on, a mark a script sign before it, a size a bracket behind it.

mod arguments;
mod greek;
mod operators;
mod scripts;
mod senses;
mod spared;
mod words;

use std::cell::OnceCell;
use std::collections::HashSet;

use super::formulas;
use super::lexer::{Lexed, MathToken, MathTokenKind};
use super::spelt::{NameReading, Role, Spelt};
use crate::span::Span;
use crate::text::TextFacts;

pub(super) use spared::is_spared;

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

/// Whether one of the spans, which are in order, holds a place.
fn lies_in(spans: &[Span], place: usize) -> bool {
    let behind = spans.partition_point(|span| span.end() <= place);
    spans.get(behind).is_some_and(|span| span.start() <= place)
}

/// Weighs all names of a text, of which `tokens` are the signs.
pub fn weigh(facts: &TextFacts<'_>, tokens: &[MathToken]) -> Verdict {
    let whole: Vec<Span> = formulas(facts).iter().map(|formula| formula.span).collect();
    // What stands in a formula that has its delimiters says nothing of the words outside it.
    let is_outside = |at: usize| !lies_in(&whole, tokens[at].start);
    // A command that kept its backslash says nothing of others that lost it.
    let witnesses = |scene: &Scene<'_>, backslash: bool| {
        let is_witness = |at: &usize| scene.accepted[*at] && scene.is_witness(*at);
        let all = (0..tokens.len()).filter(|at| tokens[*at].backslash == backslash);
        all.filter(is_witness).filter(|at| is_outside(*at)).count()
    };
    let lost = |scene: &Scene<'_>| witnesses(scene, false);
    let mut scene = Scene::of(facts, tokens);
    for (at, token) in tokens.iter().enumerate() {
        if let Some(symbol) = scene.candidate(at) {
            scene.accept(at, token.backslash || scene.is_sure(at, symbol));
            let is_witness = scene.accepted[at] && scene.is_witness(at) && !token.backslash;
            scene.signs += usize::from(is_witness && is_outside(at));
        }
    }
    let scripts: Vec<usize> = (1..tokens.len().saturating_sub(1))
        .filter(|at| scene.is_script_sign(*at) && !scene.is_typed_power(*at) && is_outside(*at))
        .collect();
    scene.signs += scripts.len();
    let lowered =
        scripts.iter().filter(|at| tokens[**at].is('_') && !tokens[**at + 1].is('{')).count();
    let mut doubtful = Vec::new();
    // More than once: what is accepted late is an operand for a name before it, and a sign for the
    // others.
    for round in 0..3 {
        doubtful.clear();
        scene.lost = lost(&scene);
        if round > 0 && scene.signs == 0 {
            scene.signs = scene.lost;
        }
        for at in 0..tokens.len() {
            let Some(symbol) = scene.candidate(at).filter(|_| !scene.accepted[at]) else {
                continue;
            };
            match symbol.reading {
                NameReading::Never => {
                    let is_math = scene.takes_its_argument(at);
                    scene.accept(at, is_math && !scene.is_before_prose(at, symbol));
                }
                NameReading::Word => scene.accept(at, scene.word_is_math(at, symbol)),
                NameReading::Greek => {
                    let points = scene.points(at);
                    scene.accept(at, points >= NEEDED);
                    if (DOUBTFUL..NEEDED).contains(&points) {
                        doubtful.push(at);
                    }
                }
            }
        }
    }
    // Where TeX stands as it was typed, so do the signs of its scripts.
    let strong = (lost(&scene) + witnesses(&scene, true)).max(scripts.len() - lowered);
    let Scene { accepted, signs, .. } = scene;
    Verdict { accepted, doubtful, signs, strong }
}

/// What is known while names are weighed.
struct Scene<'t> {
    text: &'t str,
    facts: &'t TextFacts<'t>,
    tokens: &'t [MathToken],
    accepted: Vec<bool>,
    /// The first accepted name that sizes a bracket: `left`, `Big`.
    first_size: Option<usize>,
    /// Sure signs of mathematics in the record.
    signs: usize,
    /// Names among them: scripts are typed by hand, too (`260 mAh g^-1`).
    lost: usize,
    /// The tokens of two letters, of which a name may be one with an index: found when one is.
    pairs_of_letters: OnceCell<HashSet<&'t str>>,
}

/// One side of a token.
#[derive(Clone, Copy)]
struct Side {
    /// The nearest token that is not white space.
    at: usize,
    /// Whether there is white space between.
    spaced: bool,
}

impl<'t> Scene<'t> {
    fn of(facts: &'t TextFacts<'t>, tokens: &'t [MathToken]) -> Self {
        Scene {
            text: facts.text(),
            facts,
            tokens,
            accepted: vec![false; tokens.len()],
            first_size: None,
            signs: 0,
            lost: 0,
            pairs_of_letters: OnceCell::new(),
        }
    }

    /// Takes a name for mathematics, or not; what was taken once is not asked again.
    fn accept(&mut self, at: usize, is_math: bool) {
        self.accepted[at] = is_math;
        if is_math && self.tokens[at].name().is_some_and(|name| name.role == Role::Size) {
            self.first_size = Some(self.first_size.map_or(at, |first| first.min(at)));
        }
    }

    /// The name at `at`, if one can stand there.
    fn candidate(&self, at: usize) -> Option<&'static Spelt> {
        let MathToken { start, backslash, .. } = self.tokens[at];
        let may_be = |symbol: &&Spelt| {
            backslash
                || !is_spared(self.facts, start)
                    && !self.is_of_a_sentence(at, symbol)
                    && !spared::is_option(self.text, start..self.tokens[at].end)
                    && !self.is_of_science(at)
        };
        self.tokens[at].name().filter(may_be)
    }

    /// Not in English, in which names of letters are other words: `chi` is who.
    fn is_foreign(&self) -> bool {
        !self.facts.language().may_be_english()
    }

    fn kind(&self, at: usize) -> MathTokenKind {
        self.tokens[at].kind
    }

    /// The tokens, of which any may be asked for.
    fn lexed(&self) -> Lexed<'t> {
        Lexed { text: self.text, tokens: self.tokens }
    }

    /// The token at `at` as it is written; empty behind the last.
    fn source(&self, at: usize) -> &'t str {
        self.lexed().source(at)
    }

    /// Whether the token at `at` is this character.
    fn is(&self, at: usize, c: char) -> bool {
        self.lexed().is(at, c)
    }

    /// Whether a number stands before the token: `20 mu m`.
    fn is_counted(&self, at: usize) -> bool {
        self.left(at).is_some_and(|side| self.kind(side.at) == MathTokenKind::Number)
    }

    fn left(&self, at: usize) -> Option<Side> {
        let near = at.checked_sub(1)?;
        if self.kind(near) != MathTokenKind::Space {
            Some(Side { at: near, spaced: false })
        } else {
            near.checked_sub(1).map(|at| Side { at, spaced: true })
        }
    }

    fn right(&self, at: usize) -> Option<Side> {
        let near = at + 1;
        match self.tokens.get(near)?.kind {
            MathTokenKind::Space => {
                self.tokens.get(near + 1).map(|_| Side { at: near + 1, spaced: true })
            }
            _ => Some(Side { at: near, spaced: false }),
        }
    }

    /// The character that touches the token on either side.
    fn touching(&self, at: usize) -> (Option<char>, Option<char>) {
        let token = &self.tokens[at];
        (self.text[..token.start].chars().next_back(), self.text[token.end..].chars().next())
    }

    /// A name that is mathematics wherever it stands.
    fn is_sure(&self, at: usize, symbol: &Spelt) -> bool {
        let argument = self.takes_its_argument(at);
        match (symbol.reading, symbol.role) {
            // `sqrt(x)` is also how people write without TeX.
            (NameReading::Never, Role::Root) => {
                argument && !self.right(at).is_some_and(|side| self.tokens[side.at].is('('))
            }
            (
                NameReading::Never,
                Role::Font | Role::DoubleStruck | Role::Accent | Role::Fraction,
            ) => argument,
            (NameReading::Never, Role::Size) => self.has_bracket_behind(at, false),
            (NameReading::Never, Role::Function) => false,
            (NameReading::Never, _) => !self.is_in_a_path(at) && !self.is_before_prose(at, symbol),
            (NameReading::Greek, _) => self.tokens[at].glued || self.has_script(at),
            (NameReading::Word, _) => false,
        }
    }

    /// `forall sheep`, where a space was lost, and `SN 2019neq in`, a supernova: an English word
    /// behind a name that has an operand there.
    fn is_before_prose(&self, at: usize, symbol: &Spelt) -> bool {
        let is_numbered = self.touching(at).0.is_some_and(|c| c.is_ascii_digit());
        let needs_operand = matches!(symbol.name, "forall" | "notin")
            || matches!(symbol.role, Role::Infix | Role::Prefix) && is_numbered;
        needs_operand
            && self
                .right(at)
                .is_none_or(|side| side.spaced && self.kind(side.at) == MathTokenKind::Word)
    }

    /// Whether a name that is mathematics says that others are. `NF-kappaB` does not: biologists
    /// spell letters out.
    fn is_witness(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_name = |n: usize| {
            self.tokens.get(n).is_some_and(|token| token.name().is_some() && token.glued)
        };
        let is_greek = token.name().is_some_and(|name| name.reading == NameReading::Greek);
        let touches_name = is_name(at + 1) || at > 0 && is_name(at - 1);
        !is_greek || !token.glued || token.backslash || touches_name || self.has_script(at)
    }

    /// Not the last letter of a longer name.
    fn is_alone(&self, at: usize) -> bool {
        at == 0
            || !matches!(
                self.kind(at - 1),
                MathTokenKind::Word
                    | MathTokenKind::Letter
                    | MathTokenKind::Number
                    | MathTokenKind::Sign('_' | '-' | '/' | '.')
            )
    }

    /// Part of a URL, a file name or an identifier: `/ell/`, `my.leq`, `@nabla`.
    fn is_in_a_path(&self, at: usize) -> bool {
        let (before, behind) = self.touching(at);
        matches!(before, Some('@' | '&'))
            || before == Some('.') && behind.is_some_and(|c| c.is_alphanumeric())
    }
}
