//! Limits on what changed, and which of them hold.

use serde::Serialize;

use super::Changes;
use crate::config::gate::{Gate, Limit};

/// One limit, and what it was held against.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    /// The key of the limit in the configuration; of one on findings, with the rule or the family.
    pub limit: String,
    /// The most that there may be.
    pub most: Limit,
    /// How many there are.
    pub count: u64,
    /// What a share is taken of.
    pub of: u64,
    /// Whether the limit holds.
    pub holds: bool,
}

impl Judged {
    fn new(limit: impl Into<String>, most: Limit, count: usize, of: usize) -> Judged {
        let (count, of) = (count as u64, of as u64);
        Judged { limit: limit.into(), most, count, of, holds: !most.is_exceeded_by(count, of) }
    }
}

/// Holds every limit of `gate` against `changes`, in the order of the configuration's keys.
pub fn judge(gate: &Gate, changes: &Changes) -> Vec<Judged> {
    let (old, new) = (&changes.old, &changes.new);
    let moved = new.median_length.abs_diff(old.median_length);
    let limits = [
        ("new-errors", gate.new_errors, changes.new_errors, new.records),
        ("new-warnings", gate.new_warnings, changes.new_warnings, new.records),
        ("removed-records", gate.removed_records, changes.removed.len(), old.records),
        ("changed-records", gate.changed_records, changes.changed.len(), old.records),
        (
            "introduced-duplicates",
            gate.introduced_duplicates,
            changes.introduced_duplicates,
            new.records,
        ),
        // Where there was no abstract nothing can have moved.
        (
            "median-length",
            gate.median_length.filter(|_| old.median_length > 0),
            moved,
            old.median_length,
        ),
        ("truncated", gate.truncated, new.truncated, new.records),
        ("missing-links", gate.missing_links, new.missing_links, new.records),
        ("without-abstract", gate.without_abstract, new.without_abstract, new.records),
    ];
    let judged = limits
        .into_iter()
        .filter_map(|(name, limit, count, of)| Some(Judged::new(name, limit?, count, of)));
    let of_rules = gate.new_findings.iter().map(|(name, limit)| {
        let is_meant = |rule: &String| rule == name || changes.families.get(rule) == Some(name);
        let count = changes
            .findings
            .iter()
            .filter(|(rule, _)| is_meant(rule))
            .map(|(_, row)| row.added)
            .sum();
        Judged::new(format!("new-findings.{name}"), *limit, count, new.records)
    });
    judged.chain(of_rules).collect()
}
