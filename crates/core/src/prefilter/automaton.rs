//! Many literals, looked for in one pass over a text that reads several parts of it at once.
//!
//! An automaton of Aho and Corasick ("Efficient string matching", 1975) waits for memory at every
//! byte; several of them wait together.

use std::ops::ControlFlow;

use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton as _, StateID};
use aho_corasick::dfa::{Builder, DFA};

/// So many parts of a text are read at once.
const PARTS: usize = 4;

/// Literals that are looked for together.
#[derive(Clone, Debug)]
pub struct Automaton {
    dfa: DFA,
    start: StateID,
}

/// Where a literal is in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which of the literals.
    pub literal: usize,
    /// Its first byte.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
}

impl Automaton {
    /// `None` if they are too many for one automaton.
    pub fn new<L: AsRef<[u8]>>(literals: &[L]) -> Option<Automaton> {
        Automaton::built_by(&mut DFA::builder(), literals)
    }

    /// The same, of literals that are found in whatever case (ASCII).
    pub fn without_case<L: AsRef<[u8]>>(literals: &[L]) -> Option<Automaton> {
        Automaton::built_by(DFA::builder().ascii_case_insensitive(true), literals)
    }

    fn built_by<L: AsRef<[u8]>>(builder: &mut Builder, literals: &[L]) -> Option<Automaton> {
        let dfa = builder.prefilter(false).build(literals).ok()?;
        let start = dfa.start_state(Anchored::No).ok()?;
        Some(Automaton { dfa, start })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.dfa.patterns_len()
    }

    /// Shows every match in `text` to `see` until that has seen enough: in no order, and some of
    /// them twice.
    pub fn each_match(&self, text: &[u8], mut see: impl FnMut(Match) -> ControlFlow<()>) {
        let starts = self.starts(text.len());
        let parts: [&[u8]; PARTS] = std::array::from_fn(|n| &text[starts[n].0..starts[n].1]);
        let together = parts.iter().map(|part| part.len()).min().unwrap_or(0);
        let mut states = [self.start; PARTS];
        let mut see = |state: StateID, end: usize| -> ControlFlow<()> {
            (0..self.dfa.match_len(state)).try_for_each(|n| {
                let literal = self.dfa.match_pattern(state, n);
                see(Match {
                    literal: literal.as_usize(),
                    start: end - self.dfa.pattern_len(literal),
                    end,
                })
            })
        };
        for at in 0..together {
            for (state, part) in states.iter_mut().zip(parts) {
                *state = self.dfa.next_state(Anchored::No, *state, part[at]);
            }
            for (state, (start, _)) in states.iter().zip(starts) {
                if self.dfa.is_match(*state) && see(*state, start + at + 1).is_break() {
                    return;
                }
            }
        }
        for ((mut state, part), (start, _)) in states.into_iter().zip(parts).zip(starts) {
            for (at, byte) in part.iter().enumerate().skip(together) {
                state = self.dfa.next_state(Anchored::No, state, *byte);
                if self.dfa.is_match(state) && see(state, start + at + 1).is_break() {
                    return;
                }
            }
        }
    }

    /// Where the parts of a text begin and end: each begins with what a literal that ends in it may
    /// begin with.
    fn starts(&self, bytes: usize) -> [(usize, usize); PARTS] {
        let length = bytes.div_ceil(PARTS);
        let overlap = self.dfa.max_pattern_len().saturating_sub(1);
        std::array::from_fn(|n| {
            let end = ((n + 1) * length).min(bytes);
            ((n * length).saturating_sub(overlap).min(end), end)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_literal_is_lost_between_the_parts_of_a_text() {
        let literals = Automaton::new(&["needle", "dle"]).unwrap();
        for before in 0..60 {
            for behind in [0, 1, 7, 40] {
                let text = format!("{}needle{}", "x".repeat(before), "y".repeat(behind));
                let mut seen = Vec::new();
                literals.each_match(text.as_bytes(), |found| {
                    seen.push((found.literal, found.start, found.end));
                    ControlFlow::Continue(())
                });
                seen.sort_unstable();
                seen.dedup();
                assert_eq!(seen, [(0, before, before + 6), (1, before + 3, before + 6)], "{text}");
            }
        }
    }

    #[test]
    fn it_ends_where_enough_was_seen() {
        let mut seen = 0;
        Automaton::new(&["a"]).unwrap().each_match(b"banana", |_| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert_eq!(seen, 1);
    }
}
