//! Findings by rule: how many there are, in how many records, and what becomes of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use abslint_core::counts::OfRule;
use abslint_core::edit::Safety;

/// A column of numbers: its head, and what stands in it.
type Column = (&'static str, fn(&OfRule) -> usize);

const FOUND: Column = ("found", |of_rule| of_rule.findings);
const RECORDS: Column = ("records", |of_rule| of_rule.records);

/// Of a run that only reports.
pub(crate) const OF_CHECK: &[Column] = &[
    FOUND,
    RECORDS,
    ("clean repairs", |of_rule| of_rule.safe),
    ("--unsafe-fixes too", |of_rule| of_rule.risky),
];

/// Of a run that made the repairs that are at least so safe.
pub(crate) fn of_clean(threshold: Safety) -> &'static [Column] {
    match threshold {
        Safety::Safe => &[
            FOUND,
            RECORDS,
            ("repaired", |of_rule| of_rule.repaired(Safety::Safe)),
            ("left", |of_rule| of_rule.findings - of_rule.repaired(Safety::Safe)),
        ],
        _ => &[
            FOUND,
            RECORDS,
            ("repaired", |of_rule| of_rule.repaired(Safety::Unsafe)),
            ("left", |of_rule| of_rule.findings - of_rule.repaired(Safety::Unsafe)),
        ],
    }
}

/// So many rows below what else is said fit on a screen with it.
pub(crate) const ROWS: usize = 15;

/// The rules of `counts`, errors first, and the most frequent first among those of one severity.
pub(crate) fn ranked(counts: &BTreeMap<String, OfRule>) -> Vec<(&String, &OfRule)> {
    let mut rules: Vec<_> = counts.iter().collect();
    rules.sort_by_key(|(rule, of)| (Reverse(of.severity), Reverse(of.findings), *rule));
    rules
}

/// A table of at most `rows` rules, and one line for all others, if there are any.
pub(crate) fn of(counts: &BTreeMap<String, OfRule>, columns: &[Column], rows: usize) -> String {
    let rules = ranked(counts);
    // One more costs no more than to say that there is one more.
    let shown = if rules.len() <= rows.saturating_add(1) { rules.len() } else { rows };
    let (shown, others) = rules.split_at(shown);
    let rule = shown.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0).max("rule".len());
    let head: String = columns.iter().map(|(head, _)| format!("  {head:>7}")).collect();
    let mut text = format!("{:<8}  {:<rule$}{head}\n", "severity", "rule");
    for (id, of_rule) in shown {
        text += &format!("{:<8}  {id:<rule$}", of_rule.severity.name());
        text += &numbers(columns, |number| number(of_rule));
    }
    if !others.is_empty() {
        text += &format!("{:<8}  {:<rule$}", "", format!("{} others", others.len()));
        text += &numbers(columns, |number| others.iter().map(|(_, of)| number(of)).sum());
    }
    text
}

/// One row of numbers, each below its head.
fn numbers(columns: &[Column], value: impl Fn(fn(&OfRule) -> usize) -> usize) -> String {
    let cells: String = columns
        .iter()
        .map(|(head, number)| format!("  {:>width$}", value(*number), width = head.len().max(7)))
        .collect();
    cells + "\n"
}
