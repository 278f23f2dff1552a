//! Bars and columns, as inline SVG.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::text;
use abslint_core::finding::Severity;

/// Files that have a bar of their own.
const MOST_FILES: usize = 30;

/// Characters of a column of the histogram, and where its last one begins.
const COLUMN: usize = 200;
const LONGEST: usize = 3000;

/// The most frequent first.
fn sorted<'k, V: Copy>(
    counts: &BTreeMap<&'k str, V>,
    number: impl Fn(V) -> usize,
) -> Vec<(&'k str, V)> {
    let mut all: Vec<(&str, V)> = counts.iter().map(|(key, value)| (*key, *value)).collect();
    all.sort_by_key(|(key, value)| (Reverse(number(*value)), *key));
    all
}

/// A bar for each rule; each is a button that filters the records.
pub(super) fn push_rules(out: &mut String, rules: &BTreeMap<&str, (Severity, usize)>) {
    out.push_str("<section id=\"rules\"><h2>By rule</h2>\n");
    if rules.is_empty() {
        out.push_str("<p>Nothing was found.</p>\n");
    }
    let all = sorted(rules, |(_, count)| count);
    let most = all.first().map_or(1, |(_, (_, count))| *count);
    for (rule, (severity, count)) in all {
        let (rule, severity) = (text(rule), severity.name());
        let _ = writeln!(
            out,
            "<button type=\"button\" class=\"bar {severity}\" data-rule=\"{rule}\" aria-pressed=\"false\">\
             <span class=\"name\">{rule}</span>{}<span class=\"count\">{count}</span></button>",
            bar(count, most)
        );
    }
    out.push_str("</section>\n");
}

/// A bar for each of the files with the most findings.
pub(super) fn push_files(out: &mut String, files: &BTreeMap<&str, usize>) {
    out.push_str("<section id=\"files\"><h2>By file</h2>\n");
    let all = sorted(files, |count| count);
    let most = all.first().map_or(1, |(_, count)| *count);
    let folder = common_folder(files.keys().copied());
    for (file, count) in all.iter().take(MOST_FILES) {
        let (file, name) = (text(file), text(&file[folder..]));
        let _ = writeln!(
            out,
            "<div class=\"bar\"><span class=\"name\" title=\"{file}\">{name}</span>{}<span class=\"count\">{count}</span></div>",
            bar(*count, most)
        );
    }
    if all.len() > MOST_FILES {
        let _ = writeln!(out, "<p class=\"muted\">And {} more files.</p>", all.len() - MOST_FILES);
    }
    out.push_str("</section>\n");
}

/// Bytes of the folder that all paths lie in.
fn common_folder<'p>(mut paths: impl Iterator<Item = &'p str>) -> usize {
    let folder = |path: &'p str| path.rfind('/').map_or("", |at| &path[..=at]);
    let Some(first) = paths.next().map(folder) else { return 0 };
    let shared = |common: &'p str, path: &'p str| {
        let mut common = common;
        while !path.starts_with(common) {
            common = common.strip_suffix('/').map(folder).unwrap_or_default();
        }
        common
    };
    paths.fold(first, shared).len()
}

fn bar(count: usize, most: usize) -> String {
    let width = (count as f64 * 100.0 / most.max(1) as f64).max(0.5);
    format!(
        "<svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{width:.1}\" height=\"8\" rx=\"1\"/></svg>"
    )
}

/// How long the abstracts are.
pub(super) fn push_lengths(out: &mut String, lengths: &[usize]) {
    if lengths.is_empty() {
        return;
    }
    let mut columns = [0usize; LONGEST / COLUMN + 1];
    for length in lengths {
        columns[(length / COLUMN).min(LONGEST / COLUMN)] += 1;
    }
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let median = sorted[sorted.len() / 2];
    let most = columns.iter().copied().max().unwrap_or(1).max(1);
    let (width, height) = (columns.len() * 40, 160);
    let _ = write!(
        out,
        "<section id=\"lengths\"><h2>How long the abstracts are</h2>\n<p>The median is {median} characters.</p>\n\
         <svg class=\"columns-chart\" viewBox=\"0 0 {width} {}\" role=\"img\" aria-label=\"Histogram of the lengths of abstracts\">",
        height + 24
    );
    for (n, count) in columns.iter().enumerate() {
        let tall = (*count as f64 * f64::from(height) / most as f64).max(if *count > 0 {
            1.0
        } else {
            0.0
        });
        let (from, x) = (n * COLUMN, n * 40);
        let range = if from == LONGEST {
            format!("{from} and more")
        } else {
            format!("{from} to {}", from + COLUMN - 1)
        };
        let _ = write!(
            out,
            "<rect x=\"{}\" y=\"{:.1}\" width=\"36\" height=\"{tall:.1}\" rx=\"2\"><title>{range} characters: {count}</title></rect>",
            x + 2,
            f64::from(height) - tall
        );
        if n % 5 == 0 {
            let _ = write!(out, "<text x=\"{}\" y=\"{}\">{from}</text>", x + 2, height + 18);
        }
    }
    out.push_str("</svg>\n</section>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_that_all_files_lie_in() {
        let of = |paths: &[&'static str]| common_folder(paths.iter().copied());
        assert_eq!(
            (
                of(&["a/b/c.txt", "a/b/d.txt"]),
                of(&["a/b/c.txt", "a/bc/d.txt"]),
                of(&["a.txt", "a/b.txt"])
            ),
            (4, 2, 0)
        );
        assert_eq!((of(&["../x/a.txt"]), of(&[])), (5, 0));
    }
}
