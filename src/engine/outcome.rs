//! What comes of a run: what was found, what was read, and what was kept of each record.

use std::collections::BTreeMap;

use super::{Dropped, Grafted, Processed, StoreError, Use};
use crate::dedup::records::Records;
use crate::findings::Findings;
use crate::source::SourceError;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Inputs.
    pub files: usize,
    /// Records and unreadable stretches.
    pub read: usize,
    /// Unreadable stretches.
    pub unreadable: usize,
    /// Records dropped by a rule, by its id.
    pub dropped: BTreeMap<String, usize>,
    /// Lines of pages that are chrome.
    pub chrome_lines: usize,
    /// Records that were changed.
    pub changed: usize,
    /// Repairs made, by rule.
    pub repairs: BTreeMap<String, usize>,
    /// Records whose repairs did not come to rest.
    pub unsettled: usize,
}

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that was found, in order, if it was wanted.
    pub findings: Findings,
    /// What was read.
    pub tally: Tally,
    /// Inputs that could not be read, or not to the end.
    pub failures: Vec<SourceError>,
    /// What was kept of each record, in input order.
    pub records: Records,
    /// Copies among them that are dropped, in input order.
    pub copies: Vec<Dropped>,
    /// What became of each entry of `ignore`.
    pub ignores: Vec<Use>,
    /// Records that take words from such copies.
    pub grafted: Vec<Grafted>,
}

impl Outcome {
    /// Enters a record that has been worked off; `lines` of its file are before its chunk.
    pub(super) fn take(&mut self, processed: Processed, lines: usize) -> Result<(), StoreError> {
        self.tally.read += 1;
        self.tally.unreadable += usize::from(processed.unreadable.is_some());
        self.tally.changed += usize::from(!processed.changes.is_empty());
        if let Some((rule, _)) = processed.drop {
            *self.tally.dropped.entry(rule).or_default() += 1;
        }
        for change in processed.changes {
            *self.tally.repairs.entry(change.rule).or_default() += 1;
        }
        for (entry, used) in processed.ignores {
            self.ignores[entry] = self.ignores[entry].max(used);
        }
        self.findings.add((processed.file, processed.record), lines, &processed.findings)?;
        let details = processed.unreadable.is_none().then_some(&processed.details);
        Ok(self.records.add(processed.entry, &processed.bands, details)?)
    }

    /// Enters what records take from their copies.
    pub(super) fn take_grafts(&mut self, grafted: Vec<Grafted>) {
        for Grafted { rule, grafts, is_first_change, .. } in &grafted {
            *self.tally.repairs.entry(rule.clone()).or_default() += grafts.len();
            self.tally.changed += usize::from(*is_first_change);
        }
        self.grafted = grafted;
    }
}
