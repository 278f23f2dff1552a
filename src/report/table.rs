//! Findings by rule: how many there are, in how many records, and what becomes of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use abslint_core::counts::OfRule;
use abslint_core::edit::Safety;

/// Whose table it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Run {
    /// That of a run that only reports.
    Check,
    /// That of a run that made the repairs which are at least so safe.
    Clean(Safety),
}

/// So many rows below what else is said fit on a screen with it.
pub(crate) const ROWS: usize = 15;

/// The narrowest column of numbers, in characters.
const NARROWEST: usize = 7;

/// The numbers of a row.
type Numbers = [usize; 4];

impl Run {
    fn heads(self) -> [&'static str; 4] {
        match self {
            Run::Check => ["found", "records", "clean repairs", "--unsafe-fixes too"],
            Run::Clean(_) => ["found", "records", "repaired", "left"],
        }
    }

    fn numbers(self, of_rule: &OfRule) -> Numbers {
        let OfRule { findings, records, safe, risky, .. } = *of_rule;
        match self {
            Run::Check => [findings, records, safe, risky],
            Run::Clean(threshold) => {
                let repaired = of_rule.repaired(threshold);
                [findings, records, repaired, findings - repaired]
            }
        }
    }
}

/// The rules of `counts`, errors first, and the most frequent first among those of one severity.
pub(crate) fn ranked(counts: &BTreeMap<String, OfRule>) -> Vec<(&String, &OfRule)> {
    let mut rules: Vec<_> = counts.iter().collect();
    rules.sort_by_key(|(rule, of)| (Reverse(of.severity), Reverse(of.findings), *rule));
    rules
}

/// A table of at most `rows` rules, and one line for all others, if there are any.
pub(crate) fn of(counts: &BTreeMap<String, OfRule>, run: Run, rows: usize) -> String {
    let rules = ranked(counts);
    // One more costs no more than to say that there is one more.
    let shown = if rules.len() <= rows.saturating_add(1) { rules.len() } else { rows };
    let (shown, others) = rules.split_at(shown);
    let rule = shown.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0).max("rule".len());
    let heads = run.heads();
    let row = |severity: &str, name: &str, numbers: Numbers| {
        let cells: String = heads
            .iter()
            .zip(numbers)
            .map(|(head, number)| format!("  {number:>width$}", width = head.len().max(NARROWEST)))
            .collect();
        format!("{severity:<8}  {name:<rule$}{cells}\n")
    };
    let head: String = heads.iter().map(|head| format!("  {head:>NARROWEST$}")).collect();
    let mut text = format!("{:<8}  {:<rule$}{head}\n", "severity", "rule");
    for (id, of_rule) in shown {
        text += &row(of_rule.severity.name(), id, run.numbers(of_rule));
    }
    if !others.is_empty() {
        let sum = |n: usize| others.iter().map(|(_, of_rule)| run.numbers(of_rule)[n]).sum();
        text += &row("", &format!("{} others", others.len()), [sum(0), sum(1), sum(2), sum(3)]);
    }
    text
}
