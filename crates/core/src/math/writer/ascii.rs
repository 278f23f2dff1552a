//! How ASCII spells things.

use unicode_normalization::UnicodeNormalization;

use super::super::symbols;
use super::super::tree::{Font, STROKE};
use super::Spelling;

pub(super) struct Ascii;

impl Spelling for Ascii {
    fn letter(&self, c: char, _: Font) -> String {
        self.sign(&c.to_string())
    }

    fn sign(&self, sign: &str) -> String {
        if sign.is_ascii() {
            return sign.to_owned();
        }
        if let Some(symbol) = symbols::of_sign(sign) {
            return symbol.ascii.to_owned();
        }
        // A sign that was struck out: the stroke is a character by itself then.
        let mut plain: String = sign.nfd().collect();
        let struck = plain.ends_with(STROKE);
        plain.retain(|c| !symbols::is_mark(c));
        let spelt = symbols::of_sign(&plain).map_or(plain.as_str(), |symbol| symbol.ascii);
        if struck { format!("not {spelt}") } else { spelt.to_owned() }
    }

    fn script(&self, _: &str, _: bool) -> Option<String> {
        None
    }

    fn root(&self, index: &str, radicand: &str, _: bool) -> String {
        format!(
            "{}({radicand})",
            if index.is_empty() { "sqrt".to_owned() } else { format!("root{index}") }
        )
    }

    /// ASCII has no marks.
    fn accent(&self, _: char, base: &str) -> String {
        base.to_owned()
    }
}
