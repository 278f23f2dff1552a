//! A regular expression in YAML: compiled while it is read, so that a bad one is an error at its
//! own line.

use std::fmt;

use regex::{Regex, RegexBuilder};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::endings::ends_in_one;
use super::literals::{Literals, Numbers};
use crate::text::{ByteClasses, TextFacts};
use crate::yaml;

/// The most memory that one compiled expression may take, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// A compiled regular expression (syntax of the `regex` crate: linear time, no look-around).
///
/// `\b` is the boundary of a word of ASCII letters: that of Unicode makes the crate
/// leave its fast engines on any text with a character beyond ASCII.
#[derive(Clone, JsonSchema)]
#[schemars(with = "String")]
pub struct Expression {
    regex: Regex,
    /// What every match holds; told by [`Literals::of`], and nothing until then.
    pub(super) signs: Signs,
}

/// What a text with a match holds.
#[derive(Clone, Default)]
pub(super) struct Signs {
    /// A character of each of these sets.
    pub(super) byte_classes: Vec<ByteClasses>,
    /// One literal of each of these sets, by their numbers.
    pub(super) literals: Vec<Numbers>,
    /// It ends in one of these, apart from stops; in anything if there are none.
    pub(super) endings: Vec<Vec<u8>>,
}

impl Expression {
    /// Compiles `source`.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(source: &str) -> Result<Expression, String> {
        let source = &with_ascii_boundaries(source);
        let regex =
            RegexBuilder::new(source).size_limit(SIZE_LIMIT).build().map_err(|e| one_line(&e))?;
        Ok(Expression { regex, signs: Signs::default() })
    }

    /// Whether it is worth to look for a match in a text: much cheaper than the look itself.
    pub fn may_match(&self, facts: &TextFacts<'_>, literals: &Literals) -> bool {
        let holds_one = |set: &Numbers| literals.held_by(facts).meets(set);
        let endings = &self.signs.endings;
        (endings.is_empty() || ends_in_one(facts.text(), endings))
            && self.signs.byte_classes.iter().all(|class| facts.holds(*class))
            && self.signs.literals.iter().all(holds_one)
    }

    /// The compiled form.
    pub fn regex(&self) -> &Regex {
        &self.regex
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.regex)
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.regex.as_str())
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Expression::new(&source)
            .map_err(|why| yaml::fault_in(&source, &format!("bad regex: {why}")))
    }
}

/// `\b` as `(?-u:\b)`.
fn with_ascii_boundaries(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('b')) => out.push_str(r"(?-u:\b)"),
            (c, escaped) => out.extend(std::iter::once(c).chain(escaped)),
        }
    }
    out
}

/// The crate explains a syntax error with a drawing; its last line is the reason.
fn one_line(error: &regex::Error) -> String {
    let said = error.to_string();
    let last = said.lines().last().unwrap_or_default();
    last.trim().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_those_of_ascii() {
        assert_eq!(with_ascii_boundaries(r"\bx\\b\B"), r"(?-u:\b)x\\b\B");
        assert!(Expression::new(r"\(\w+\b").is_ok() && Expression::new("(").is_err());
    }

    #[test]
    fn no_match_is_lost() {
        let expression = Expression::new(r"\w+ (?:Index Terms|Key ?words): \w+").unwrap();
        let mut all = [expression];
        let literals = Literals::of(all.iter_mut());
        let may = |text: &str| all[0].may_match(&TextFacts::new(text), &literals);
        assert!(may("a Key words: x") && may("b Index Terms: y") && !may("an index of terms"));
    }
}
