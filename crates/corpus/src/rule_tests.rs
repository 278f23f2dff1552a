//! The tests inside a rule, and what comes of them: those on texts are run by
//! [`abslint_core::rule_tests`].

use abslint_core::check::PairKind;
use abslint_core::edit::{Safety, Script};
use abslint_core::lint::Linter;
use abslint_core::record::{Defect, Item};
use abslint_core::rule::{Case, Library, Rule};
pub use abslint_core::rule_tests::Outcome;
use abslint_core::rule_tests::{self, text_of};

use crate::dedup::graft::{Version, grafts};
use crate::dedup::{Settings, verify};
use crate::source::{FieldNames, Names, jsonl};
use abslint_core::sources::Sources;

/// Runs one test of `rule`, one of `library` or one that is to become one.
pub fn run(rule: &Rule, case: &Case, library: &Library) -> Outcome {
    let text = text_of(case);
    if let Some(check) = rule.check.of_bytes() {
        let found = unreadable(text).filter(|defect| *defect == check.defect());
        return Outcome::of(case, found.map(|_| text.to_owned()), None);
    }
    let Some(check) = rule.check.of_pairs() else {
        return rule_tests::run(rule, case, &library.background);
    };
    match check.finds() {
        Some(kind) => {
            Outcome::of(case, are_related(kind, text, case).then(|| text.to_owned()), None)
        }
        None => {
            let (found, repaired) =
                grafted(text, case.beside.as_deref().unwrap_or_default(), library);
            Outcome::of(case, found, repaired)
        }
    }
}

fn unreadable(line: &str) -> Option<Defect> {
    let bytes = with_bytes(line);
    let (fields, sources) = (FieldNames::default(), Sources::default());
    match jsonl::parse(&bytes, &Names::new(&fields, &sources)).items.first() {
        Some(Item::Unreadable(unreadable)) => Some(unreadable.defect),
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

/// What is damaged in a text and not in the copy beside it, and what the text is with the words of
/// the copy.
fn grafted(text: &str, copy: &str, library: &Library) -> (Option<String>, Option<String>) {
    let rules: Vec<&Rule> = library.rules_that_are_on().collect();
    let linter = Linter::new(&rules, &library.background, Safety::Safe);
    let [damage, its] = [text, copy].map(|text| linter.damage(None, text));
    let edits = grafts(Version { text, damage: &damage }, Version { text: copy, damage: &its });
    let first = edits.first().map(|edit| text[edit.start..edit.end].to_owned());
    (first, Some(Script::select(text, &edits).0.apply(text)))
}

/// Whether a record and the one beside it are to each other what the rule looks for.
fn are_related(kind: PairKind, text: &str, case: &Case) -> bool {
    let title = case.title.as_deref();
    let other =
        (case.beside_title.as_deref().or(title), case.beside.as_deref().unwrap_or_default());
    let found = verify::relation_of_texts((title, text), other, Settings::default().similarity);
    found.is_some_and(|relation| relation.kind == kind)
}
