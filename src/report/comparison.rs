//! Two versions of a data set, for people: as text, and as Markdown for a pull request.

use std::fmt::Write as _;

use super::summary::count;
use super::visible::visible;
use abslint_core::record::Place;
use abslint_corpus::compare::judge::Judged;
use abslint_corpus::compare::{Changed, ChangedField, Changes, RuleChange};
use abslint_corpus::config::gate::Limit;

/// Changed records that are shown; of the others it says how many there are.
const MOST_CHANGED: usize = 20;

/// The comparison as text.
pub(crate) fn text(names: [&str; 2], changes: &Changes, verdict: &[Judged]) -> String {
    let mut out = String::new();
    for (side, name, version) in [("old", names[0], &changes.old), ("new", names[1], &changes.new)]
    {
        let _ = writeln!(
            out,
            "{side}  {} in {}  {}",
            count(version.records, "record"),
            count(version.files, "file"),
            visible(name)
        );
    }
    let _ = writeln!(out, "\n{}", records(changes));
    for (what, old, new) in rates(changes) {
        let _ = writeln!(out, "{what:<18} {old:>16} → {new}");
    }
    let rows = rows(changes);
    if !rows.is_empty() {
        let width =
            rows.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0).max("findings".len());
        let _ = writeln!(
            out,
            "\n{:<width$}  {:>6} {:>6} {:>6} {:>6}",
            "findings", "old", "new", "added", "gone"
        );
        for (rule, RuleChange { old, new, added, gone }) in rows {
            let _ = writeln!(out, "{rule:<width$}  {old:>6} {new:>6} {added:>6} {gone:>6}");
        }
    }
    if !changes.changed.is_empty() {
        let _ = writeln!(out, "\nchanged records");
        for changed in changes.changed.iter().take(MOST_CHANGED) {
            let _ = writeln!(
                out,
                "  {}  {} → {}",
                visible(&changed.id),
                place(&changed.old),
                place(&changed.new)
            );
            for line in excerpt(changed) {
                let _ = writeln!(out, "    {line}");
            }
        }
        out += &more(changes).map(|more| format!("  {more}\n")).unwrap_or_default();
    }
    if !verdict.is_empty() {
        let _ = writeln!(out, "\n{}", headline(verdict));
        for judged in verdict {
            let _ = writeln!(out, "  {} {}", mark(judged), said(judged));
        }
    }
    out
}

/// The comparison as Markdown.
pub(crate) fn markdown(names: [&str; 2], changes: &Changes, verdict: &[Judged]) -> String {
    let title =
        if verdict.is_empty() { "Data set comparison".to_owned() } else { headline(verdict) };
    let mut out = format!("### abslint: {title}\n\n");
    for judged in verdict {
        let _ = writeln!(out, "- {} {}", mark(judged), code(&said(judged)));
    }
    let [old, new] = names.map(code);
    let _ = writeln!(out, "\n{}\n\n| | {old} | {new} |\n|---|---|---|", records(changes));
    let _ = writeln!(out, "| records | {} | {} |", changes.old.records, changes.new.records);
    for (what, old, new) in rates(changes) {
        let _ = writeln!(out, "| {what} | {old} | {new} |");
    }
    let rows = rows(changes);
    if !rows.is_empty() {
        let _ = writeln!(out, "\n| findings | old | new | added | gone |\n|---|---|---|---|---|");
        for (rule, RuleChange { old, new, added, gone }) in rows {
            let _ = writeln!(out, "| `{rule}` | {old} | {new} | {added} | {gone} |");
        }
    }
    if !changes.changed.is_empty() {
        let _ = writeln!(
            out,
            "\n<details><summary>{} changed records</summary>\n",
            changes.changed.len()
        );
        for changed in changes.changed.iter().take(MOST_CHANGED) {
            let _ = writeln!(
                out,
                "{} ({} → {})\n",
                code(&changed.id),
                code(&place(&changed.old)),
                code(&place(&changed.new))
            );
            for line in excerpt(changed) {
                let _ = writeln!(out, "    {line}");
            }
            out.push('\n');
        }
        let _ = writeln!(out, "{}\n</details>", more(changes).unwrap_or_default());
    }
    out
}

fn records(changes: &Changes) -> String {
    let Changes { added, removed, changed, unchanged, introduced_duplicates, .. } = changes;
    format!(
        "{} added, {} removed, {} changed, {unchanged} unchanged; {} introduced",
        added.len(),
        removed.len(),
        changed.len(),
        count(*introduced_duplicates, "duplicate")
    )
}

/// What is counted in both versions, with its share of the records.
fn rates(changes: &Changes) -> Vec<(&'static str, String, String)> {
    let (old, new) = (&changes.old, &changes.new);
    let share = |count: usize, of: usize| {
        format!("{count} ({:.2} %)", count as f64 * 100.0 / of.max(1) as f64)
    };
    let row = |what, before: usize, after: usize| {
        (what, share(before, old.records), share(after, new.records))
    };
    vec![
        row("cut off", old.truncated, new.truncated),
        row("missing links", old.missing_links, new.missing_links),
        row("without abstract", old.without_abstract, new.without_abstract),
        (
            "median length",
            format!("{} characters", old.median_length),
            format!("{} characters", new.median_length),
        ),
    ]
}

/// The rules whose findings changed.
fn rows(changes: &Changes) -> Vec<(&String, &RuleChange)> {
    changes.findings.iter().filter(|(_, row)| row.added + row.gone > 0).collect()
}

fn excerpt(changed: &Changed) -> Vec<String> {
    let of_field = |field: &ChangedField| {
        let sides = field.comparison.shown.iter().flat_map(|difference| {
            [
                format!("- {}", visible(&difference.here)),
                format!("+ {}", visible(&difference.there)),
            ]
        });
        let more =
            (field.comparison.more > 0).then(|| format!("and {} more", field.comparison.more));
        std::iter::once(format!("{}:", field.field)).chain(sides).chain(more).collect::<Vec<_>>()
    };
    changed.fields.iter().flat_map(of_field).collect()
}

fn more(changes: &Changes) -> Option<String> {
    let more = changes.changed.len().saturating_sub(MOST_CHANGED);
    (more > 0).then(|| format!("and {more} more; `--output-format json` has all"))
}

fn headline(verdict: &[Judged]) -> String {
    match verdict.iter().filter(|judged| !judged.holds).count() {
        0 => "the gate is passed".to_owned(),
        1 => "the gate is not passed: 1 limit does not hold".to_owned(),
        failed => format!("the gate is not passed: {failed} limits do not hold"),
    }
}

fn mark(judged: &Judged) -> &'static str {
    if judged.holds { "✓" } else { "✗" }
}

/// `removed-records: 12 of 400 (3 %), at most 0.5 %, by 10 too many`.
fn said(judged: &Judged) -> String {
    let Judged { limit, most, count, of, holds } = judged;
    let found = match most {
        Limit::Count(_) => count.to_string(),
        Limit::Share(_) => {
            format!("{count} of {of} ({:.2} %)", *count as f64 * 100.0 / (*of).max(1) as f64)
        }
    };
    let by =
        if *holds { String::new() } else { format!(", {} too many", count - most.allowed(*of)) };
    format!("{limit}: {found}, at most {most}{by}")
}

fn place(place: &Place) -> String {
    format!("{}:{}", visible(&place.path), place.line)
}

/// Text in backticks, whatever is in it.
fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest > 0 { format!("{fence} {text} {fence}") } else { format!("`{text}`") }
}
