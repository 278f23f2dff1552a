//! What comes of a run: what was found, what was read, and what was kept of each record.

use std::collections::BTreeMap;

use super::stage::Stage;
use super::{Dropped, Grafted, IgnoreUse, RecordOutcome, StoreError};
use crate::dedup::records::Records;
use crate::finding_store::FindingStore;
use crate::source::SourceError;
use abslint_core::counts::Counts;

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
    /// What the rules found in single records, reported or not.
    pub found: Counts,
    /// Repairs made, by rule.
    pub repairs: BTreeMap<String, usize>,
    /// Records whose repairs did not come to rest.
    pub unsettled: usize,
}

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that was found, in order, if it was wanted.
    pub findings: FindingStore,
    /// What was read.
    pub tally: Tally,
    /// Inputs that could not be read, or not to the end.
    pub failures: Vec<SourceError>,
    /// Files that lay in a folder and are something else.
    pub passed_over: Vec<SourceError>,
    /// Inputs that were read otherwise than by exact names, and how.
    pub readings: Vec<(String, String)>,
    /// Inputs that were read and hold no record.
    pub empty: Vec<String>,
    /// Inputs whose texts have habits of their own, and which.
    pub styles: Vec<(String, String)>,
    /// What was kept of each record, in input order.
    pub records: Records,
    /// Copies among them that are dropped, in input order.
    pub copies: Vec<Dropped>,
    /// What became of each entry of `ignore`.
    pub ignores: Vec<IgnoreUse>,
    /// Records that take words from such copies.
    pub grafted: Vec<Grafted>,
}

impl Outcome {
    /// Enters a record that has been worked off; `lines` of its file are before its chunk.
    pub(super) fn take<S: Stage>(
        &mut self,
        record: RecordOutcome<S::Out>,
        lines: usize,
    ) -> Result<(), StoreError> {
        self.tally.read += 1;
        self.tally.unreadable += usize::from(record.unreadable.is_some());
        self.tally.changed += usize::from(!record.changes.is_empty());
        if let Some((rule, _)) = record.drop {
            *self.tally.dropped.entry(rule).or_default() += 1;
        }
        for (rule, found) in record.found.of_rules() {
            self.tally.found.add(rule, found);
        }
        for change in record.changes {
            *self.tally.repairs.entry(change.rule).or_default() += 1;
        }
        for (entry, used) in record.ignores {
            self.ignores[entry] = self.ignores[entry].max(used);
        }
        if let Some(detections) = S::detections(&record.out) {
            self.findings.add((record.file, record.record), lines, detections)?;
        }
        let dedup = record.dedup;
        Ok(self.records.add(dedup.entry, &dedup.bands, dedup.details.as_ref())?)
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
