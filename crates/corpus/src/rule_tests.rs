//! The tests inside a rule, and what comes of them.

use std::fmt;

use abslint_core::rule::{Case, Library, Rule};
use abslint_core::check::duplicate::Duplicate;
use abslint_core::check::{Background, Check};
use crate::dedup::graft::{Version, grafts};
use crate::dedup::{Settings, verify};
use abslint_core::edit::{Safety, Script};
use abslint_core::lint::Linter;
use abslint_core::record::{FieldName, Record};
use crate::source::{FieldNames, Names, jsonl};
use abslint_core::sources::Sources;

/// How a test went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A bad text was reported, and repaired as it should be.
    Reported,
    /// A good text was left alone.
    Quiet,
    /// A bad text was not reported.
    Missed {
        /// The text.
        text: String,
    },
    /// A good text was reported.
    Noisy {
        /// The text.
        text: String,
        /// What was taken for damage.
        found: String,
    },
    /// The repair is not what it should be.
    WrongFix {
        /// What it should be.
        expected: String,
        /// What it is.
        got: String,
    },
}

impl Outcome {
    /// Whether the test passed.
    pub fn passed(&self) -> bool {
        match self {
            Outcome::Reported | Outcome::Quiet => true,
            Outcome::Missed { .. } | Outcome::Noisy { .. } | Outcome::WrongFix { .. } => false,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Reported => f.write_str("reported"),
            Outcome::Quiet => f.write_str("quiet"),
            Outcome::Missed { text } => write!(f, "missed: {text:?} was not reported"),
            Outcome::Noisy { text, found } => write!(f, "noisy: {found:?} was reported in {text:?}"),
            Outcome::WrongFix { expected, got } => write!(f, "wrong fix: expected {expected:?}\n{:>21}{got:?}", "got "),
        }
    }
}

/// Runs one test of `rule`, one of `library` or one that is to become one.
pub fn run(rule: &Rule, case: &Case, library: &Library) -> Outcome {
    let text = case.bad.as_ref().or(case.good.as_ref()).cloned().unwrap_or_default();
    let (found, repaired) = match &rule.check {
        Check::Unreadable(check) => (unreadable(&text).filter(|defect| *defect == check.defect).map(|_| text.clone()), None),
        Check::Duplicate(check) => (are_related(check, &text, case).then(|| text.clone()), None),
        Check::RepairFromCopy(_) => grafted(&text, case.beside.as_deref().unwrap_or_default(), library),
        _ => lint(rule, case, &text, &library.background),
    };
    match (&case.bad, found) {
        (Some(_), None) => Outcome::Missed { text },
        (None, Some(found)) => Outcome::Noisy { text, found },
        (None, None) => Outcome::Quiet,
        (Some(_), Some(_)) => match (&case.fixed, repaired) {
            (Some(expected), got) if got.as_ref() != Some(expected) => {
                Outcome::WrongFix { expected: expected.clone(), got: got.unwrap_or(text) }
            }
            _ => Outcome::Reported,
        },
    }
}

/// What the rule finds in the text (its first hit), and what its fix makes of it.
fn lint(rule: &Rule, case: &Case, text: &str, background: &Background) -> (Option<String>, Option<String>) {
    let own = if rule.fields.contains(&FieldName::Abstract) { FieldName::Abstract } else { FieldName::Title };
    let text = Some(text).filter(|text| !text.is_empty());
    let title = case.title.as_deref().filter(|title| !title.is_empty());
    let others = case.others.iter().map(|(name, text)| (name.into(), serde_json::Value::from(text.as_str()).to_string().into()));
    let record = match own {
        FieldName::Title => Record::of_texts(text, None),
        FieldName::Abstract => Record::of_texts(title, text),
    };
    let record = Record { others: others.collect(), ..record };
    let rules = [rule];
    let linted = Linter::new(&rules, background, Safety::Display).lint(&record, text.unwrap_or_default().as_bytes());
    let found = linted.detections.first().map(|detection| detection.text.clone());
    (found, linted.text(own).map(str::to_owned))
}

fn unreadable(line: &str) -> Option<abslint_core::record::Defect> {
    let bytes = with_bytes(line);
    let (fields, sources) = (FieldNames::default(), Sources::default());
    match jsonl::parse(&bytes, &Names::new(&fields, &sources)).items.first() {
        Some(abslint_core::record::Item::Unreadable(unreadable)) => Some(unreadable.defect),
        _ => None,
    }
}

/// `\xNN` as a byte.
fn with_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\x") {
        let byte = rest.get(at + 2..at + 4).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        match byte {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(rest.get(at..at + 4).unwrap_or(&rest[at..]).as_bytes()),
        }
        rest = rest.get(at + 4..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// What is damaged in a text and not in the copy beside it, and what the text is with the words of the copy.
fn grafted(text: &str, copy: &str, library: &Library) -> (Option<String>, Option<String>) {
    let rules: Vec<&Rule> = library.rules_that_are_on().collect();
    let linter = Linter::new(&rules, &library.background, Safety::Safe);
    let [damage, its] = [text, copy].map(|text| linter.damage(None, text));
    let edits = grafts(Version { text, damage: &damage }, Version { text: copy, damage: &its });
    let first = edits.first().map(|edit| text[edit.start..edit.end].to_owned());
    (first, Some(Script::select(text, &edits).0.apply(text)))
}

/// Whether a record and the one beside it are to each other what the rule looks for.
fn are_related(check: &Duplicate, text: &str, case: &Case) -> bool {
    let title = case.title.as_deref();
    let other = (case.beside_title.as_deref().or(title), case.beside.as_deref().unwrap_or_default());
    let found = verify::relation_of_texts((title, text), other, Settings::default().similarity);
    found.is_some_and(|relation| relation.kind == check.finds)
}
