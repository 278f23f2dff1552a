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
            let literals = literals.iter().map(|set| set.iter().map(&mut number).collect()).collect();
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

    /// Whether it holds the literal of that number.
    pub fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_literal_is_lost_between_the_parts_of_a_text() {
        let mut expressions = ["needle"].map(|source| Expression::new(source).unwrap());
        let literals = Literals::of(expressions.iter_mut());
        for before in 0..60 {
            for behind in [0, 1, 7, 40] {
                let text = format!("{}needle{}", "x".repeat(before), "y".repeat(behind));
                assert!(literals.held(&text).has(0), "{text}");
            }
        }
        assert!(!literals.held("needl needl").has(0));
    }

    #[test]
    fn each_expression_learns_its_numbers() {
        let mut expressions = ["code is", "code|data", "x+"].map(|source| Expression::new(source).unwrap());
        let literals = Literals::of(expressions.iter_mut());
        let held = literals.held("the code was here");
        let numbers = |n: usize| expressions[n].signs.literals.concat();
        assert!(!held.has(numbers(0)[0]) && held.has(numbers(1)[0]) && !held.has(numbers(1)[1]));
        assert!(numbers(2).is_empty());
    }
}
