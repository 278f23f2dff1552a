//! A tree to text: by precedence, on atoms and not on signs.
//!
//! ```text
//!  Row ─► pieces   each thing spelt, with its kind; brackets where precedence asks for them
//!      ─► join     spaces and dots between neighbours
//! ```
//!
//! The rules are the same for Unicode and ASCII, which differ in how they spell signs, letters,
//! scripts, roots and accents (`Spelling`). They are published in `docs/mathematics.md`. [`latex`]
//! writes TeX, for what lost it.

mod ascii;
mod derivative;
mod fonts;
mod join;
mod latex;
mod pieces;
mod scripts;
mod spacing;
mod unicode;

pub use fonts::Fonts;
pub use unicode::spells_a_word;

use unicode_normalization::UnicodeNormalization;

use super::tree::{Font, Row};
use pieces::Writer;

/// How a style spells what styles spell in their own way.
trait Spelling {
    /// A letter in a font that has to be told apart from others, or in [`Font::Plain`].
    fn letter(&self, c: char, font: Font) -> String;
    /// Any other sign.
    fn sign(&self, sign: &str) -> String;
    /// A script in characters of its own, if there are such.
    fn script(&self, text: &str, raised: bool) -> Option<String>;
    /// A root: its sign, its index, what it is the root of, and whether that needs brackets.
    fn root(&self, index: &str, radicand: &str, bracketed: bool) -> String;
    /// A whole number and a fraction that is added to it: `2½`.
    fn mixed(&self, whole: &str, above: &str, below: &str) -> String {
        format!("{whole} {above}/{below}")
    }
    /// A mark on what was written already.
    fn accent(&self, mark: char, base: &str) -> String;
}

/// `row` in Unicode: `O(√T)`, `10⁻³`. `fonts` are those of all formulas of the text.
pub fn unicode(row: &Row, fonts: &Fonts) -> String {
    let written = Writer { spelling: &unicode::Unicode, fonts }.row(row);
    written.trim().nfc().collect()
}

/// `row` in characters of ASCII: `O(sqrt(T))`, `10^{-3}`.
pub fn ascii(row: &Row) -> String {
    let written = Writer { spelling: &ascii::Ascii, fonts: &Fonts::default() }.row(row);
    written.trim().to_owned()
}

/// `row` in TeX, without delimiters.
///
/// A formula that has its TeX stays as its author typed it; this is for one that lost it.
pub fn latex(row: &Row) -> String {
    latex::row(row)
}
