//! How many findings there are of each rule, and how many of them are repaired.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::edit::Safety;
use crate::finding::Severity;

/// What a rule has found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfRule {
    /// Its family.
    pub family: String,
    /// Its severity.
    pub severity: Severity,
    /// All findings.
    pub findings: usize,
    /// The records that have them.
    pub records: usize,
    /// Findings with a safe fix: those that `clean` repairs unasked.
    pub safe: usize,
    /// Findings with an unsafe fix: those that `clean --unsafe-fixes` repairs, too.
    pub risky: usize,
}

impl OfRule {
    /// One finding in one record, by the safety of its fix, if it has one.
    pub fn once(family: &str, severity: Severity, fix: Option<Safety>) -> OfRule {
        OfRule {
            family: family.to_owned(),
            severity,
            findings: 1,
            records: 1,
            safe: usize::from(fix == Some(Safety::Safe)),
            risky: usize::from(fix == Some(Safety::Unsafe)),
        }
    }

    /// Those that are repaired where fixes of at least `threshold` are.
    pub fn repaired(&self, threshold: Safety) -> usize {
        match threshold {
            Safety::Safe => self.safe,
            Safety::Unsafe => self.safe + self.risky,
            Safety::Display => 0,
        }
    }

    /// Adds what else it has found; `in_new_records` unless that lies in a record that is counted.
    fn add(&mut self, more: &OfRule, in_new_records: bool) {
        self.findings += more.findings;
        self.safe += more.safe;
        self.risky += more.risky;
        if in_new_records {
            self.records += more.records;
        }
    }
}

/// What each rule that found anything has found, by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts(BTreeMap<String, OfRule>);

impl Counts {
    /// Adds findings of `rule` in records that have none of it yet.
    pub fn add(&mut self, rule: &str, more: &OfRule) {
        self.enter(rule, more, true);
    }

    /// Adds findings of `rule` in a record that has some already.
    pub fn add_to_record(&mut self, rule: &str, more: &OfRule) {
        self.enter(rule, more, false);
    }

    fn enter(&mut self, rule: &str, more: &OfRule, in_new_records: bool) {
        match self.0.get_mut(rule) {
            Some(of_rule) => of_rule.add(more, in_new_records),
            None => drop(self.0.insert(rule.to_owned(), more.clone())),
        }
    }

    /// Takes back one repair of `rule` that was not made where its text lies.
    pub fn leave(&mut self, rule: &str) {
        let Some(of_rule) = self.0.get_mut(rule) else { return };
        let repaired = if of_rule.safe > 0 { &mut of_rule.safe } else { &mut of_rule.risky };
        *repaired = repaired.saturating_sub(1);
    }

    /// By rule.
    pub fn of_rules(&self) -> &BTreeMap<String, OfRule> {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_counted_once_a_rule_and_a_repair_by_its_safety() {
        let once = |fix| OfRule::once("math", Severity::Error, fix);
        let mut counts = Counts::default();
        counts.add("lost-times", &once(Some(Safety::Safe)));
        counts.add_to_record("lost-times", &once(Some(Safety::Unsafe)));
        counts.add("lost-times", &once(None));
        let of_rule = &counts.of_rules()["lost-times"];
        assert_eq!((of_rule.findings, of_rule.records), (3, 2));
        let repaired = |threshold| of_rule.repaired(threshold);
        assert_eq!((repaired(Safety::Safe), repaired(Safety::Unsafe)), (1, 2));
    }

    #[test]
    fn a_repair_that_was_not_made_is_a_finding_that_is_left() {
        let mut counts = Counts::default();
        let fix = Some(Safety::Safe);
        counts.add("lost-times", &OfRule::once("math", Severity::Error, fix));
        for left in [0, 0] {
            counts.leave("lost-times");
            counts.leave("split-word");
            let of_rule = &counts.of_rules()["lost-times"];
            assert_eq!((of_rule.findings, of_rule.repaired(Safety::Unsafe)), (1, left));
        }
    }
}
