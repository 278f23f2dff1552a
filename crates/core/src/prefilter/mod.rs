//! What a text must hold before a rule looks closely at it: told for all rules at once, and much
//! cheaper than their looks.

mod alternatives;
pub mod automaton;
mod endings;
pub mod expression;
pub mod literals;
pub mod required_literals;

pub use alternatives::{Alternatives, Leftmost};
pub use expression::Expression;
pub use literals::{Held, Literals};
