//! A regular expression in YAML: compiled while it is read, so that a bad one is an error at its own line.

use std::fmt;

use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Deserializer};

use super::yaml;

/// The most memory that one compiled expression may take, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// A compiled regular expression (syntax of the `regex` crate: linear time, no look-around).
#[derive(Clone)]
pub struct Expression(Regex);

impl Expression {
    /// Compiles `source`.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(source: &str) -> Result<Expression, String> {
        RegexBuilder::new(source).size_limit(SIZE_LIMIT).build().map(Expression).map_err(|e| one_line(&e))
    }

    /// The compiled form.
    pub fn regex(&self) -> &Regex {
        &self.0
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.0)
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Expression::new(&source).map_err(|why| yaml::fault_in(&source, &format!("bad regex: {why}")))
    }
}

/// The crate explains a syntax error with a drawing; its last line is the reason.
fn one_line(error: &regex::Error) -> String {
    let said = error.to_string();
    let last = said.lines().last().unwrap_or_default();
    last.trim().trim_start_matches("error: ").to_owned()
}
