//! What stands at the end, on standard error.

use std::fmt::Write as _;

use abslint_core::edit::Safety;
use abslint_core::finding::Severity;
use abslint_corpus::run::{Outcome, Tally};
use abslint_corpus::stage::clean::Conserved;

use super::table;

/// `1 record`, `2 records`; `2 copies`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if n == 1 => format!("{n} {noun}"),
        Some(stem) => format!("{n} {stem}ies"),
        None => format!("{n} {noun}s"),
    }
}

/// One or two lines on what was read and found.
pub(crate) fn of_check(outcome: &Outcome) -> String {
    let of_rules = || outcome.findings.of_rules().values();
    let of = |severity| {
        of_rules()
            .filter(|of_rule| of_rule.severity == severity)
            .map(|of_rule| of_rule.findings)
            .sum()
    };
    let (errors, warnings, infos) =
        (of(Severity::Error), of(Severity::Warning), of(Severity::Info));
    let fixable: usize = of_rules().map(|of_rule| of_rule.repaired(Safety::Safe)).sum();
    let found = if outcome.findings.is_empty() {
        "nothing found".to_owned()
    } else {
        format!(
            "{}, {}, {}",
            count(errors, "error"),
            count(warnings, "warning"),
            count(infos, "note")
        )
    };
    let mut text = format!(
        "{} in {}: {found}\n",
        count(outcome.tally.read, "record"),
        count(outcome.tally.files, "file")
    );
    if fixable > 0 {
        let _ = writeln!(text, "{fixable} of them can be repaired by `abslint clean`");
    }
    text + &skipped(&outcome.tally)
}

/// Where the records went, what was repaired by fixes that are at least so safe, what is left by
/// rule, and what was not read as a record.
pub(crate) fn of_clean(conserved: &Conserved, outcome: &Outcome, threshold: Safety) -> String {
    let Conserved { read, kept, rejected, unreadable } = conserved;
    let mut text = format!(
        "{} read = {kept} kept + {rejected} rejected + {unreadable} unreadable\n",
        count(*read, "record")
    );
    for (rule, n) in &outcome.tally.dropped {
        let _ = writeln!(text, "  {n:>6} rejected as {rule}");
    }
    text + &of_rules(&outcome.tally, threshold)
        + &of_repairs(&outcome.tally)
        + &skipped(&outcome.tally)
}

/// What each rule found, and how much of that was repaired; nothing where nothing was found.
pub(crate) fn of_rules(tally: &Tally, threshold: Safety) -> String {
    let found = tally.found.of_rules();
    if found.is_empty() {
        return String::new();
    }
    table::of(found, table::Run::Clean(threshold), table::ROWS)
}

/// How much was repaired.
pub(crate) fn of_repairs(tally: &Tally) -> String {
    let repairs: usize = tally.repairs.values().sum();
    format!("{} in {}\n", count(repairs, "repair"), count(tally.changed, "record"))
}

/// What was passed over, and what did not come to rest.
pub(crate) fn skipped(tally: &Tally) -> String {
    let mut text = String::new();
    if tally.chrome_lines > 0 {
        let _ = writeln!(text, "{} of page chrome passed over", count(tally.chrome_lines, "line"));
    }
    if tally.unsettled > 0 {
        let _ = writeln!(
            text,
            "in {} two rules undo each other's repairs; run `abslint test`",
            count(tally.unsettled, "record")
        );
    }
    text
}
