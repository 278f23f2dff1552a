//! A regular expression in YAML: parsed while it is read, so that a bad one is an error at its own
//! line, and compiled when a text first needs it: most runs need few.

use std::fmt;
use std::sync::{Arc, OnceLock};

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::endings::ends_in_one;
use super::literals::{Literals, Numbers};
use super::required_literals::RequiredSigns;
use crate::text::TextFacts;
use crate::yaml;

/// The most memory that one compiled expression may take, in bytes.
const SIZE_LIMIT: usize = 16 << 20;

/// A regular expression (syntax of the `regex` crate: linear time, no look-around).
///
/// `\b` is the boundary of a word of ASCII letters: that of Unicode makes the crate
/// leave its fast engines on any text with a character beyond ASCII.
#[derive(Clone, JsonSchema)]
#[schemars(with = "String")]
pub struct Expression {
    parsed: Arc<Parsed>,
    /// One literal of each of these sets, by their numbers; told by [`Literals::of`], and nothing
    /// until then.
    pub(super) literals: Vec<Numbers>,
}

/// What its copies share.
struct Parsed {
    source: String,
    compiled: OnceLock<Regex>,
    group_names: Vec<String>,
    /// What every match holds.
    required: RequiredSigns,
}

impl Expression {
    /// Parses `source`.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn new(source: &str) -> Result<Expression, String> {
        let source = with_ascii_boundaries(source);
        let hir = regex_syntax::parse(&source).map_err(|e| one_line(&e))?;
        // Only one that may be too large has to be compiled to know.
        let compiled = if size(&hir) > SIZE_LIMIT {
            compile(&source, SIZE_LIMIT).map_err(|e| one_line(&e))?.into()
        } else {
            OnceLock::new()
        };
        let mut group_names = Vec::new();
        each_name(&hir, &mut group_names);
        let required = RequiredSigns::of(&hir);
        let parsed = Arc::new(Parsed { source, compiled, group_names, required });
        Ok(Expression { parsed, literals: Vec::new() })
    }

    /// Whether it is worth to look for a match in a text: much cheaper than the look itself.
    pub fn may_match(&self, facts: &TextFacts<'_>, literals: &Literals) -> bool {
        let holds_one = |set: &Numbers| literals.held_by(facts).meets(set);
        let RequiredSigns { endings, byte_classes, .. } = self.required();
        (endings.is_empty() || ends_in_one(facts.text(), endings))
            && byte_classes.iter().all(|class| facts.holds(*class))
            && self.literals.iter().all(holds_one)
    }

    /// The compiled form.
    pub fn regex(&self) -> &Regex {
        let Parsed { source, compiled, .. } = &*self.parsed;
        compiled.get_or_init(|| compile(source, usize::MAX).expect("it was parsed, and is small"))
    }

    /// What every match holds.
    pub(super) fn required(&self) -> &RequiredSigns {
        &self.parsed.required
    }

    /// The names of its groups, from left to right.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        self.parsed.group_names.iter().map(String::as_str)
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.parsed.source)
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.parsed.source)
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Expression::new(&source)
            .map_err(|why| yaml::fault_in(&source, &format!("bad regex: {why}")))
    }
}

fn compile(source: &str, size_limit: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).size_limit(size_limit).build()
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

/// About how many bytes the compiled form of `hir` takes: a state takes some forty, and a range of
/// characters four states.
fn size(hir: &Hir) -> usize {
    const STATE: usize = 40;
    let all = |parts: &[Hir]| parts.iter().map(size).fold(STATE, usize::saturating_add);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => STATE,
        HirKind::Literal(literal) => STATE * literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => 4 * STATE * class.ranges().len(),
        HirKind::Class(Class::Bytes(class)) => STATE * class.ranges().len(),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            size(&repetition.sub).saturating_mul(times as usize)
        }
        HirKind::Capture(capture) => size(&capture.sub).saturating_add(2 * STATE),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => all(parts),
    }
}

/// Writes the names of the groups of `hir` behind `names`.
fn each_name(hir: &Hir, names: &mut Vec<String>) {
    if let HirKind::Capture(capture) = hir.kind() {
        names.extend(capture.name.as_deref().map(str::to_owned));
    }
    hir.kind().subs().iter().for_each(|sub| each_name(sub, names));
}

/// The crate explains a syntax error with a drawing; its last line is the reason.
fn one_line(error: &impl fmt::Display) -> String {
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
    fn groups_are_named_from_left_to_right() {
        let expression = Expression::new(r"(?P<one>a(?P<two>b)?)+|(c)(?P<three>)").unwrap();
        assert!(expression.group_names().eq(["one", "two", "three"]));
        assert!(expression.group_names().eq(expression.regex().capture_names().flatten()));
    }

    #[test]
    fn only_what_may_be_too_large_is_compiled_at_once() {
        let is_compiled =
            |source: &str| Expression::new(source).unwrap().parsed.compiled.get().is_some();
        assert!(!is_compiled(r"\w+ of (?:\w+ )?the \p{Lu}") && is_compiled(r"\w{150}"));
        assert!(Expression::new("((x{1,100}){1,100}){1,100}").is_err());
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
