//! The literals of all expressions, looked for in one pass over a text.
//!
//! An expression that cannot match without one of a few literals is not tried on
//! a text without them. One automaton for the literals of all rules costs about
//! as much as one for those of a single rule.

use std::sync::Arc;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;

use super::Expression;

/// The automaton; empty until [`Literals::of`] makes one.
#[derive(Clone, Debug, Default)]
pub struct Literals {
    automaton: Option<Arc<DFA>>,
}

/// Which literals a text holds, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Held(Vec<u64>);

impl Literals {
    /// The literals of `expressions`, each of which is told the numbers of its own.
    pub fn of<'e>(expressions: impl Iterator<Item = &'e mut Expression>) -> Literals {
        let mut all: Vec<Vec<u8>> = Vec::new();
        for expression in expressions {
            let number = |literal: &Vec<u8>| {
                all.iter().position(|known| known == literal).unwrap_or_else(|| {
                    all.push(literal.clone());
                    all.len() - 1
                })
            };
            expression.numbers = Some(expression.needles.iter().map(number).collect());
        }
        Literals { automaton: DFA::builder().prefilter(false).build(&all).ok().map(Arc::new) }
    }

    /// Those that `text` holds.
    pub fn held(&self, text: &str) -> Held {
        let Some(automaton) = &self.automaton else { return Held::default() };
        let mut held = vec![0; automaton.patterns_len().div_ceil(64)];
        // Of every literal that ends at a byte the automaton knows; a loop of one's own is twice as fast as an iterator over matches.
        let Ok(mut state) = automaton.start_state(Anchored::No) else { return Held::default() };
        for byte in text.bytes() {
            state = automaton.next_state(Anchored::No, state, byte);
            if automaton.is_special(state) && automaton.is_match(state) {
                for n in 0..automaton.match_len(state) {
                    let number = automaton.match_pattern(state, n).as_usize();
                    held[number / 64] |= 1 << (number % 64);
                }
            }
        }
        Held(held)
    }
}

impl Held {
    /// Whether it holds the literal of that number.
    pub fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_expression_learns_its_numbers() {
        let mut expressions = ["code is", "code|data", "x+"].map(|source| Expression::new(source).unwrap());
        let literals = Literals::of(expressions.iter_mut());
        let held = literals.held("the code was here");
        let numbers = |n: usize| expressions[n].numbers.clone().unwrap();
        assert!(!held.has(numbers(0)[0]) && held.has(numbers(1)[0]) && !held.has(numbers(1)[1]));
        assert!(numbers(2).is_empty());
    }
}
