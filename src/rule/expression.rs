//! A regular expression in YAML: compiled while it is read, so that a bad one is an error at its own line.

use std::fmt;

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexBuilder};
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};
use serde::{Deserialize, Deserializer};

use super::yaml;
use crate::check::Known;
use crate::check::rare::Rare;

/// The most memory that one compiled expression may take, in bytes.
const SIZE_LIMIT: usize = 4 << 20;

/// A compiled regular expression (syntax of the `regex` crate: linear time, no look-around).
#[derive(Clone)]
pub struct Expression {
    regex: Regex,
    /// Texts without any of these hold no match; `None` if nothing so plain can be said.
    needles: Option<AhoCorasick>,
    /// Every match holds one of these rare characters, if there are any here.
    rare: Rare,
}

impl Expression {
    /// Compiles `source`.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(source: &str) -> Result<Expression, String> {
        let regex = RegexBuilder::new(source).size_limit(SIZE_LIMIT).build().map_err(|e| one_line(&e))?;
        let hir = regex_syntax::parse(source).map_err(|e| e.to_string())?;
        Ok(Expression { regex, needles: needles(&hir), rare: rare(&hir) })
    }

    /// Whether it is worth to look for a match in `text`: much cheaper than the look itself.
    pub fn may_match(&self, text: &str, known: &Known) -> bool {
        if !self.rare.is_empty() {
            return known.holds(text, self.rare);
        }
        self.needles.as_ref().is_none_or(|needles| needles.is_match(text))
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

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Expression::new(&source).map_err(|why| yaml::fault_in(&source, &format!("bad regex: {why}")))
    }
}

/// The most literals that are looked for in place of one expression.
const MOST_NEEDLES: usize = 24;

/// The rare characters of which every match holds one; none if some match holds none.
fn rare(hir: &Hir) -> Rare {
    match hir.kind() {
        HirKind::Literal(literal) => Rare::of(&literal.0),
        HirKind::Capture(capture) => rare(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => rare(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().map(rare).find(|found| !found.is_empty()).unwrap_or_default(),
        HirKind::Alternation(branches) => {
            let of_each = branches.iter().map(rare);
            of_each
                .reduce(|one, other| if one.is_empty() || other.is_empty() { Rare::default() } else { one.and(other) })
                .unwrap_or_default()
        }
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => Rare::default(),
    }
}

fn needles(hir: &Hir) -> Option<AhoCorasick> {
    // Where every match begins with one of a few literals, the crate looks for these itself, and faster.
    if Extractor::new()
        .extract(hir)
        .literals()
        .is_some_and(|prefixes| prefixes.len() <= MOST_NEEDLES && prefixes.iter().all(|p| p.len() > 1))
    {
        return None;
    }
    let literals = required(hir)?;
    AhoCorasick::new(literals).ok()
}

/// Literals of which every match holds at least one.
fn required(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let found = match hir.kind() {
        HirKind::Literal(literal) => vec![literal.0.to_vec()],
        HirKind::Capture(capture) => required(&capture.sub)?,
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub)?,
        // Of the parts that all must be there, the one with the longest literals.
        HirKind::Concat(parts) => parts.iter().filter_map(required).max_by_key(|set| (shortest(set), std::cmp::Reverse(set.len())))?,
        HirKind::Alternation(branches) => branches.iter().map(required).collect::<Option<Vec<_>>>()?.concat(),
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => return None,
    };
    let is_rare = |literal: &Vec<u8>| literal.len() > 1 || literal[..] == *b"\n";
    (found.len() <= MOST_NEEDLES && found.iter().all(is_rare)).then_some(found)
}

fn shortest(set: &[Vec<u8>]) -> usize {
    set.iter().map(Vec::len).min().unwrap_or(0)
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

    fn needed(source: &str) -> Option<Vec<String>> {
        required(&regex_syntax::parse(source).unwrap()).map(|set| set.iter().map(|l| String::from_utf8_lossy(l).into_owned()).collect())
    }

    #[test]
    fn what_every_match_holds_is_known() {
        assert_eq!(needed(r"\w+(?:19|20)\d\d"), Some(vec!["19".into(), "20".into()]));
        assert_eq!(needed(r"(?P<a>\d+) pixels?"), Some(vec![" pixel".into()]));
        assert_eq!(needed(r"[^\s]*\n"), Some(vec!["\n".into()]));
        assert_eq!(needed(r"(?:abc)?\d|x"), None);
        assert_eq!(needed(r"(?i)abc"), None);
    }

    #[test]
    fn no_match_is_lost() {
        let expression = Expression::new(r"\w+ (?:Index Terms|Key ?words): \w+").unwrap();
        assert!(expression.may_match("a Key words: x", &Known::default()) && expression.may_match("b Index Terms: y", &Known::default()));
        assert!(!expression.may_match("Index of terms", &Known::default()));
    }
}
