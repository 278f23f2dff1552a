//! Findings, counted by what they are about (the record's id, the field, the rule, the damaged
//! text), never by where they stand, so that lines may move.

use std::collections::BTreeMap;
use std::io;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::dedup::keys::canonical;
use crate::finding_store::FindingStore;
use abslint_core::finding::{Finding, Target};

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The record; `None` where no record could be read.
    pub id: Option<String>,
    /// The field.
    pub field: Target,
    /// The rule.
    pub rule: String,
    /// The damaged text; of a long one the beginning and a hash of all of it.
    pub text: String,
}

/// Characters of the damaged text that tell one damage from another.
const TELLING: usize = 100;

impl Subject {
    /// That of a finding. One on a pair is about the paper, whichever of its records it is reported
    /// of.
    pub fn of(finding: &Finding) -> Subject {
        if !finding.related.is_empty() {
            let title = canonical(&finding.text);
            let ids = || {
                finding
                    .id
                    .iter()
                    .chain(finding.related.iter().map(|related| &related.id))
                    .max()
                    .cloned()
                    .unwrap_or_default()
            };
            let text = if title.is_empty() { ids() } else { title };
            return Subject { id: None, field: Target::Title, rule: finding.rule.clone(), text };
        }
        let text = match finding.text.char_indices().nth(TELLING) {
            None => finding.text.clone(),
            Some((at, _)) => {
                format!("{}… {:016x}", &finding.text[..at], xxh3_64(finding.text.as_bytes()))
            }
        };
        Subject { id: finding.id.clone(), field: finding.field, rule: finding.rule.clone(), text }
    }
}

/// How many findings there are of each subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub BTreeMap<Subject, usize>);

impl Counts {
    /// Counts findings.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn of(findings: &FindingStore) -> io::Result<Counts> {
        let mut counts = Counts::default();
        for finding in findings.iter() {
            *counts.0.entry(Subject::of(&finding?)).or_default() += 1;
        }
        Ok(counts)
    }

    /// The findings beyond these, in order, and how many were left out.
    ///
    /// # Errors
    /// Returns an I/O error if a temporary file fails.
    pub fn beyond(&self, findings: &FindingStore) -> io::Result<(FindingStore, usize)> {
        let mut left = self.0.clone();
        let is_beyond = |finding: &Finding| match left.get_mut(&Subject::of(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        let beyond = findings.filtered(is_beyond)?;
        let left_out = findings.len() - beyond.len();
        Ok((beyond, left_out))
    }

    /// What of these is also in `others`, and what is of rules that did not run: never more of
    /// anything than here.
    pub fn also_in(&self, others: &Counts, ran: impl Fn(&str) -> bool) -> Counts {
        let left = |subject: &Subject| {
            if ran(&subject.rule) {
                others.0.get(subject).copied().unwrap_or(0)
            } else {
                usize::MAX
            }
        };
        let both =
            self.0.iter().map(|(subject, count)| (subject.clone(), (*count).min(left(subject))));
        Counts(both.filter(|(_, count)| *count > 0).collect())
    }

    /// All of them together.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// So many findings of one rule in one record, by the text that they are about.
    pub(crate) fn counts(all: &[(&str, usize)]) -> Counts {
        let subject = |text: &str| Subject {
            id: Some("a".into()),
            field: Target::Abstract,
            rule: "r".into(),
            text: text.into(),
        };
        Counts(all.iter().map(|(text, count)| (subject(text), *count)).collect())
    }

    #[test]
    fn pruning_takes_away_and_never_adds() {
        let pruned = counts(&[("gone", 2), ("fewer", 3), ("more", 1)])
            .also_in(&counts(&[("fewer", 1), ("more", 5), ("new", 1)]), |_| true);
        assert_eq!(pruned, counts(&[("fewer", 1), ("more", 1)]));
        assert_eq!(
            counts(&[("gone", 2)]).also_in(&counts(&[]), |_| false),
            counts(&[("gone", 2)]),
            "of a rule that did not run"
        );
    }
}
