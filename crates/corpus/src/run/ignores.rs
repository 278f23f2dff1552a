//! `ignore:` of the configuration: the rules that are silent about a record, and whether they would
//! have said anything.
//!
//! A rule that is ignored for a record neither reports nor repairs it, and it
//! is not dropped for that rule. Keys and ids are taken from the whole
//! canonical text as ever, so that an entry can name a record by its id.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::policy::Policy;
use crate::config::ignore::Ignore;
use crate::dedup::keys::{canonical, derived_id, may_be_derived};
use crate::source::Source;
use abslint_core::edit::Safety;
use abslint_core::lint::Linter;
use abslint_core::record::Record;
use abslint_core::rule::Rule;

/// What became of an entry, in ascending order of use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum IgnoreUse {
    /// No record that it speaks of was read, or its rule did not run.
    #[default]
    Unseen,
    /// A record was read, and the rule has nothing to say of it.
    Unused,
    /// The rule would have reported the record.
    Used,
}

/// The entries that may speak of the records of one file.
pub(super) struct FileIgnores<'e> {
    policy: &'e Policy<'e>,
    entries: Vec<(usize, &'e Ignore)>,
}

/// What is left for a record that entries speak of.
pub(super) struct RecordIgnores<'e> {
    /// The rules that report it.
    pub rules: Vec<&'e Rule>,
    /// The rules for which it is dropped.
    pub drops: Vec<&'e Rule>,
    /// The entries.
    pub entries: Vec<&'e Ignore>,
    /// The same by number, and what became of them.
    pub uses: Vec<(usize, IgnoreUse)>,
}

impl Policy<'_> {
    /// The entries that may speak of records of `source`, and whose rules run.
    pub(super) fn ignores_of_file<'e>(&'e self, source: &Source) -> FileIgnores<'e> {
        let runs = |entry: &Ignore| self.rules.iter().any(|rule| entry.is_for(rule));
        let about = self
            .ignores
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.is_about(source) && runs(entry));
        FileIgnores { policy: self, entries: about.collect() }
    }

    /// The entries that speak of a pair that `rule` reports in a record of `source`.
    pub(super) fn ignores_of_pair(
        &self,
        rule: &Rule,
        source: Option<&Source>,
        id: &str,
    ) -> Vec<usize> {
        let covers = |entry: &Ignore| {
            entry.is_for(rule) && source.is_some_and(|source| entry.covers(source, id))
        };
        self.ignores.iter().enumerate().filter(|(_, entry)| covers(entry)).map(|(n, _)| n).collect()
    }
}

impl<'e> FileIgnores<'e> {
    /// The rules that are left for a record; `None` if no entry speaks of it.
    pub(super) fn of(&self, record: &Record<'_>, chunk: &[u8]) -> Option<RecordIgnores<'e>> {
        if self.entries.is_empty() {
            return None;
        }
        let id = self.id(record);
        let covers = |entry: &Ignore| entry.id.is_none() || entry.id.as_deref() == id.as_deref();
        let covering: Vec<(usize, &Ignore)> =
            self.entries.iter().copied().filter(|(_, entry)| covers(entry)).collect();
        if covering.is_empty() {
            return None;
        }
        let is_left = |rule: &&&Rule| !covering.iter().any(|(_, entry)| entry.is_for(rule));
        let silent: Vec<&Rule> =
            self.policy.rules.iter().filter(|rule| !is_left(rule)).copied().collect();
        let linted = Linter::new(&silent, self.policy.background, Safety::Safe).lint(record, chunk);
        let is_used = |entry: &Ignore| {
            linted.detections.iter().any(|finding| entry.names(&finding.rule, &finding.family))
        };
        // Whether a pair is found depends on what else is read.
        let is_of_pairs = |rule: &&Rule| rule.check.of_pairs().is_some();
        let fate = |entry: &Ignore| {
            let may_be_needed = silent.iter().filter(|rule| entry.is_for(rule)).any(is_of_pairs);
            match (is_used(entry), may_be_needed) {
                (true, _) => IgnoreUse::Used,
                (false, true) => IgnoreUse::Unseen,
                (false, false) => IgnoreUse::Unused,
            }
        };
        Some(RecordIgnores {
            entries: covering.iter().map(|(_, entry)| *entry).collect(),
            rules: self.policy.rules.iter().filter(is_left).copied().collect(),
            drops: self.policy.drops.iter().filter(is_left).copied().collect(),
            uses: covering.iter().map(|(n, entry)| (*n, fate(entry))).collect(),
        })
    }

    /// The entries, by number, for which `rule` is silent about what is no record.
    pub(super) fn silencing(&self, rule: &Rule) -> Vec<usize> {
        self.entries
            .iter()
            .filter(|(_, entry)| entry.id.is_none() && entry.is_for(rule))
            .map(|(n, _)| *n)
            .collect()
    }

    /// The id of a record: its own, or the one that follows from its texts; `None` if no entry can
    /// speak of that one.
    fn id<'t>(&self, record: &'t Record<'_>) -> Option<Cow<'t, str>> {
        if let Some(own) = &record.id {
            return Some(own.text.as_ref().into());
        }
        if !self.entries.iter().filter_map(|(_, entry)| entry.id.as_deref()).any(may_be_derived) {
            return None;
        }
        let [title, abstract_] = self
            .policy
            .canonical_of(record)
            .map(|text| canonical(text.as_deref().unwrap_or_default()));
        Some(derived_id(&title, &abstract_).into())
    }
}
