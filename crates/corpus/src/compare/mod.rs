//! Two versions of a data set: which records came, went and changed, and what is found in them now
//! that was not before.
//!
//! ```text
//! old ─► Side ─┐
//!              ├─ pairs ─► Changes ─► judge ─► verdict
//! new ─► Side ─┘
//! ```
//!
//! Both are read with the same rules. Records are matched by id and content
//! ([`pairs`]), findings by what they are about ([`crate::baseline`]); limits of
//! the configuration turn what is counted into a verdict ([`judge`]).

pub mod judge;
pub mod pairs;
pub mod side;

use std::collections::{BTreeMap, HashMap};
use std::io;

use serde::Serialize;

use self::pairs::Pairs;
pub use self::side::{CompareError, Side, Version};
use crate::baseline::findings::{Counts, Subject};
use crate::source::{Reading, SourceError};
use abslint_core::comparison::Comparison;
use abslint_core::finding::Severity;
use abslint_core::record::{FieldName, Place};

/// A record that is in one version only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Single {
    /// Its id.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}

/// A record that is in both versions and not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Its id in the new version.
    pub id: String,
    /// Where it stood.
    pub old: Place,
    /// Where it stands.
    pub new: Place,
    /// What changed.
    pub fields: Vec<ChangedField>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedField {
    /// Its name; `others` for all but title and abstract.
    pub field: &'static str,
    /// The first places where it differs; none of `others`.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// Findings of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RuleChange {
    /// In the old version.
    pub old: usize,
    /// In the new one.
    pub new: usize,
    /// In the new one and not in the old one.
    pub added: usize,
    /// In the old one and not in the new one.
    pub gone: usize,
}

/// What changed between two versions.
#[derive(Debug, Serialize)]
pub struct Changes {
    /// What is counted in the old version.
    pub old: Version,
    /// What is counted in the new one.
    pub new: Version,
    /// Records that are the same.
    pub unchanged: usize,
    /// New records.
    pub added: Vec<Single>,
    /// Records that are gone.
    pub removed: Vec<Single>,
    /// Records that are not the same.
    pub changed: Vec<Changed>,
    /// Copies that the old version did not have.
    pub introduced_duplicates: usize,
    /// Findings, by rule.
    pub findings: BTreeMap<String, RuleChange>,
    /// Errors that the old version did not have.
    pub new_errors: usize,
    /// Warnings that the old version did not have.
    pub new_warnings: usize,
    /// From each rule to its family, for limits of families.
    #[serde(skip)]
    pub families: BTreeMap<String, String>,
}

impl Changes {
    /// Compares two versions; `is_copy` says of a rule whether a record that it reports is dropped
    /// as a copy.
    ///
    /// # Errors
    /// That the texts of what changed, or what was found, could not be read again.
    pub fn between(
        old: &Side,
        new: &Side,
        reading: &Reading,
        is_copy: impl Fn(&str) -> bool,
    ) -> Result<Changes, CompareError> {
        let pairs = Pairs::of(&old.records, &new.records);
        let single = |side: &Side, n: &usize| Single {
            id: side.records[*n].id.clone(),
            place: side.place(*n),
        };
        let mut changes = Changes {
            old: old.summary()?,
            new: new.summary()?,
            unchanged: pairs.same,
            added: pairs.added.iter().map(|n| single(new, n)).collect(),
            removed: pairs.removed.iter().map(|n| single(old, n)).collect(),
            changed: changed(old, new, reading, &pairs.changed)?,
            introduced_duplicates: 0,
            findings: BTreeMap::new(),
            new_errors: 0,
            new_warnings: 0,
            families: BTreeMap::new(),
        };
        changes.count_findings(old, new, &pairs)?;
        let copies = changes.findings.iter().filter(|(rule, _)| is_copy(rule));
        changes.introduced_duplicates = copies.map(|(_, change)| change.added).sum();
        Ok(changes)
    }

    fn count_findings(&mut self, old: &Side, new: &Side, pairs: &Pairs) -> io::Result<()> {
        // A record whose id follows from its text has another one when the text changes.
        let before: HashMap<&str, &str> = pairs
            .changed
            .iter()
            .map(|(o, n)| (new.records[*n].id.as_str(), old.records[*o].id.as_str()))
            .collect();
        let [of_old, of_new] = [old, new].map(|side| side.outcome.findings.of_rules());
        let severities: HashMap<&String, Severity> =
            of_old.iter().chain(of_new).map(|(rule, of_rule)| (rule, of_rule.severity)).collect();
        self.families = of_old
            .iter()
            .chain(of_new)
            .map(|(rule, of_rule)| (rule.clone(), of_rule.family.clone()))
            .collect();
        let as_before = |(mut subject, count): (Subject, usize)| {
            subject.id =
                subject.id.map(|id| before.get(id.as_str()).map_or(id, |old| (*old).to_owned()));
            (subject, count)
        };
        let old = Counts::of(&old.outcome.findings)?.0;
        let mut new_counts: BTreeMap<Subject, usize> = BTreeMap::new();
        for (subject, count) in Counts::of(&new.outcome.findings)?.0.into_iter().map(as_before) {
            *new_counts.entry(subject).or_default() += count;
        }
        for (subject, count) in &new_counts {
            let row = self.findings.entry(subject.rule.clone()).or_default();
            row.new += count;
            row.added += count.saturating_sub(old.get(subject).copied().unwrap_or(0));
        }
        for (subject, count) in &old {
            let row = self.findings.entry(subject.rule.clone()).or_default();
            row.old += count;
            row.gone += count.saturating_sub(new_counts.get(subject).copied().unwrap_or(0));
        }
        let added = |severity| {
            self.findings
                .iter()
                .filter(|(rule, _)| severities.get(*rule) == Some(&severity))
                .map(|(_, row)| row.added)
                .sum()
        };
        (self.new_errors, self.new_warnings) = (added(Severity::Error), added(Severity::Warning));
        Ok(())
    }
}

fn changed(
    old: &Side,
    new: &Side,
    reading: &Reading,
    pairs: &[(usize, usize)],
) -> Result<Vec<Changed>, SourceError> {
    let before = old.texts(reading, pairs.iter().map(|(old, _)| *old))?;
    let after = new.texts(reading, pairs.iter().map(|(_, new)| *new))?;
    let changed = |&(o, n): &(usize, usize)| {
        let [before, after] = [before.get(&old.key(o)), after.get(&new.key(n))]
            .map(|texts| texts.cloned().unwrap_or_default());
        let texts = FieldName::ALL
            .iter()
            .zip(before.iter().zip(&after))
            .filter(|(_, (before, after))| before != after);
        let mut fields: Vec<ChangedField> = texts
            .map(|(name, (before, after))| ChangedField {
                field: name.name(),
                comparison: Comparison::of(
                    before.as_deref().unwrap_or_default(),
                    after.as_deref().unwrap_or_default(),
                ),
            })
            .collect();
        if fields.is_empty() {
            fields.push(ChangedField { field: "others", comparison: Comparison::default() });
        }
        Changed { id: new.records[n].id.clone(), old: old.place(o), new: new.place(n), fields }
    };
    Ok(pairs.iter().map(changed).collect())
}
