//! The literals of all expressions, looked for in one pass over a text.
//!
//! An expression that cannot match without one of a few literals is not tried on
//! a text without them. One automaton for the literals of all rules costs about
//! as much as one for those of a single rule.

use std::sync::Arc;

use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;

use super::Expression;
use super::expression::Signs;
use super::needs::Needs;

/// The automaton; empty until [`Literals::of`] makes one.
#[derive(Clone, Debug, Default)]
pub struct Literals {
    automaton: Option<Arc<DFA>>,
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
    /// The literals of `expressions`, each of which is told what its matches hold.
    pub fn of<'e>(expressions: impl Iterator<Item = &'e mut Expression>) -> Literals {
        let mut all: Vec<Vec<u8>> = Vec::new();
        for expression in expressions {
            let mut number = |literal: &Vec<u8>| {
                all.iter().position(|known| known == literal).unwrap_or_else(|| {
                    all.push(literal.clone());
                    all.len() - 1
                })
            };
            let Needs { rare, literals } = Needs::of(expression.regex().as_str());
            let literals = literals.iter().map(|set| Numbers::of(set.iter().map(&mut number))).collect();
            expression.signs = Signs { rare, literals };
        }
        Literals { automaton: DFA::builder().prefilter(false).build(&all).ok().map(Arc::new) }
    }

    /// Those that `text` holds.
    pub fn held(&self, text: &str) -> Held {
        let Some(automaton) = &self.automaton else { return Held::default() };
        let mut held = Held(vec![0; automaton.patterns_len().div_ceil(64)]);
        let Ok(start) = automaton.start_state(Anchored::No) else { return held };
        let mut seen = |state: StateID| {
            if automaton.is_match(state) {
                (0..automaton.match_len(state)).for_each(|n| held.add(automaton.match_pattern(state, n).as_usize()));
            }
        };
        let parts = parts(text.as_bytes(), automaton.max_pattern_len());
        let together = parts.iter().map(|part| part.len()).min().unwrap_or(0);
        let [a, b, c, d] = parts.map(|part| &part[..together]);
        let [mut w, mut x, mut y, mut z] = [start; PARTS];
        for (((a, b), c), d) in a.iter().zip(b).zip(c).zip(d) {
            w = automaton.next_state(Anchored::No, w, *a);
            x = automaton.next_state(Anchored::No, x, *b);
            y = automaton.next_state(Anchored::No, y, *c);
            z = automaton.next_state(Anchored::No, z, *d);
            [w, x, y, z].into_iter().for_each(&mut seen);
        }
        for (mut state, part) in [w, x, y, z].into_iter().zip(parts) {
            for byte in &part[together..] {
                state = automaton.next_state(Anchored::No, state, *byte);
                seen(state);
            }
        }
        held
    }
}

/// So many parts of a text are read at once: an automaton waits for memory at every byte, and several wait together.
const PARTS: usize = 4;

/// A text in parts of about the same length, each of which begins with what a literal that ends in it may begin with.
fn parts(bytes: &[u8], longest: usize) -> [&[u8]; PARTS] {
    let length = bytes.len().div_ceil(PARTS);
    std::array::from_fn(|n| {
        let end = ((n + 1) * length).min(bytes.len());
        let start = (n * length).saturating_sub(longest.saturating_sub(1)).min(end);
        &bytes[start..end]
    })
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
    fn no_literal_is_lost_between_the_parts_of_a_text() {
        let mut expressions = ["needle"].map(|source| Expression::new(source).unwrap());
        let literals = Literals::of(expressions.iter_mut());
        let needle = Numbers::of([0].into_iter());
        for before in 0..60 {
            for behind in [0, 1, 7, 40] {
                let text = format!("{}needle{}", "x".repeat(before), "y".repeat(behind));
                assert!(literals.held(&text).meets(&needle), "{text}");
            }
        }
        assert!(!literals.held("needl needl").meets(&needle));
    }

    #[test]
    fn each_expression_learns_its_numbers() {
        let mut expressions = ["code is", "code|data", "x+"].map(|source| Expression::new(source).unwrap());
        let literals = Literals::of(expressions.iter_mut());
        let held = literals.held("the code was here");
        let met = |n: usize| expressions[n].signs.literals.iter().map(|set| held.meets(set)).collect::<Vec<_>>();
        assert_eq!((met(0), met(1), met(2)), (vec![false], vec![true], vec![]));
    }
}
