//! Formulas: read as a tree by one reader, written right by one writer, or left whole.
//!
//! ```text
//!  TeX ─► reader   a tree of atoms with their classes; `Obstacle` where it cannot be read
//!      ─► writer   by precedence, on atoms and not on signs: Unicode, ASCII, TeX
//! ```
//!
//! What a name of TeX stands for is in [`symbols`]; how things are written, and why so, is told in
//! `docs/mathematics.md`.

pub mod delimited;
mod dollars;
pub(crate) mod elements;
pub mod marks;
pub mod reader;
pub mod symbols;
pub mod syntax;
pub mod tree;
pub mod writer;

pub use reader::{Obstacle, read};
pub use tree::Row;
pub use writer::{Fonts, ascii, latex, unicode};

#[cfg(test)]
mod tests;
