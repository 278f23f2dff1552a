//! The literals of all expressions, looked for in one pass over a text.
//!
//! An expression that cannot match without one of a few literals is not tried on
//! a text without them. One automaton for the literals of all rules costs about
//! as much as one for those of a single rule.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::Expression;
use super::automaton::Automaton;
use super::required_literals::{KELVIN, LONG_S};
use crate::text::TextFacts;

/// The literals; none until [`Literals::of`] is told the expressions.
#[derive(Clone, Debug, Default)]
pub struct Literals {
    automaton: Option<Arc<Automaton>>,
}

/// Which literals a text holds, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Held(Vec<u64>);

/// Some of the literals.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers(Vec<(usize, u64)>);

impl Numbers {
    fn of(numbers: impl Iterator<Item = usize>) -> Numbers {
        let mut words: Vec<(usize, u64)> = Vec::new();
        for number in numbers {
            let (word, bit) = (number / 64, 1 << (number % 64));
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, bits)) => *bits |= bit,
                None => words.push((word, bit)),
            }
        }
        Numbers(words)
    }
}

impl Literals {
    /// The literals of `expressions`, each of which is told the numbers of its own.
    pub fn of<'e>(expressions: impl Iterator<Item = &'e mut Expression>) -> Literals {
        let mut all: Vec<Vec<u8>> = Vec::new();
        for expression in expressions {
            let mut number = |literal: &Vec<u8>| {
                all.iter().position(|known| known == literal).unwrap_or_else(|| {
                    all.push(literal.clone());
                    all.len() - 1
                })
            };
            let sets = expression.required().literals.iter();
            expression.literals =
                sets.map(|set| Numbers::of(set.iter().map(&mut number))).collect();
        }
        Literals { automaton: Automaton::without_case(&all).map(Arc::new) }
    }

    /// Those that a text holds; it is asked about the literals of one library only.
    pub fn held_by<'f>(&self, facts: &'f TextFacts<'_>) -> &'f Held {
        facts.fact(|| self.held(facts.text()))
    }

    fn held(&self, text: &str) -> Held {
        let Some(automaton) = &self.automaton else { return Held::default() };
        let words = automaton.count().div_ceil(64);
        if [LONG_S, KELVIN].iter().any(|sign| text.contains(*sign)) {
            return Held(vec![u64::MAX; words]);
        }
        let mut held = Held(vec![0; words]);
        automaton.each_match(text.as_bytes(), |found| {
            held.add(found.literal);
            ControlFlow::Continue(())
        });
        held
    }
}

impl Held {
    fn add(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Whether it holds one of some literals.
    pub(super) fn meets(&self, numbers: &Numbers) -> bool {
        numbers.0.iter().any(|(word, bits)| self.0.get(*word).is_some_and(|held| held & bits != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_expression_learns_its_numbers() {
        let mut expressions =
            ["code is", "code|data", "x+"].map(|source| Expression::new(source).unwrap());
        let literals = Literals::of(expressions.iter_mut());
        let held = literals.held("the code was here");
        let met = |n: usize| {
            expressions[n].literals.iter().map(|set| held.meets(set)).collect::<Vec<_>>()
        };
        assert_eq!((met(0), met(1), met(2)), (vec![false], vec![true], vec![]));
    }

    #[test]
    fn letters_beyond_ascii_that_are_letters_of_it() {
        let mut expressions = [Expression::new("(?i)masked").unwrap()];
        let literals = Literals::of(expressions.iter_mut());
        for (text, may) in [("maſKed", true), ("MASKED", true), ("naked", false)] {
            assert_eq!(expressions[0].may_match(&TextFacts::new(text), &literals), may, "{text}");
        }
    }
}
