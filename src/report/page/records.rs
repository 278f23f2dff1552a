//! The worst records: their texts with the damage marked in place, and the repair beside it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::text;
use crate::report::summary::count;
use abslint_core::finding::{Finding, Severity, Target};
use abslint_core::record::FieldName;
use abslint_corpus::source::reread::Key;

/// The worst records that are shown, and of each rule at least so many.
const WORST: usize = 200;
const OF_A_RULE: usize = 5;

/// A record that is shown.
pub(crate) struct Shown<'p> {
    /// Its findings, in order.
    pub findings: Vec<&'p Finding>,
    /// Its title and its abstract as they stand.
    pub texts: [Option<String>; 2],
}

/// The records to show, and how many have findings: the worst first, and some of each rule.
pub(crate) fn choose(findings: &[Finding]) -> (Vec<Key>, usize) {
    let mut badness: BTreeMap<Key, usize> = BTreeMap::new();
    for finding in findings {
        *badness.entry((finding.file, finding.record)).or_default() += match finding.severity {
            Severity::Error => 100,
            Severity::Warning => 10,
            Severity::Info => 1,
        };
    }
    let mut worst: Vec<(Key, usize)> = badness.into_iter().collect();
    let damaged = worst.len();
    worst.sort_by_key(|(key, badness)| (Reverse(*badness), *key));
    let mut chosen: BTreeSet<Key> = worst.iter().take(WORST).map(|(key, _)| *key).collect();
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        let shown = of_rule.entry(&finding.rule).or_default();
        if *shown < OF_A_RULE {
            *shown += 1;
            chosen.insert((finding.file, finding.record));
        }
    }
    (worst.into_iter().map(|(key, _)| key).filter(|key| chosen.contains(key)).collect(), damaged)
}

/// The section of records, with its filter.
pub(super) fn push(out: &mut String, shown: &[Shown<'_>], damaged: usize) {
    let all = if shown.len() < damaged {
        format!("the worst {} of {damaged} with findings, and some of each rule", shown.len())
    } else {
        count(damaged, "record")
    };
    let _ = write!(
        out,
        "<section id=\"records\"><h2 tabindex=\"-1\">Records</h2>\n<p>{all}. A rule above shows only its records.</p>\n\
         <form class=\"filter\" role=\"search\"><label>Search <input type=\"search\" id=\"search\" autocomplete=\"off\"></label>\
         <button type=\"reset\" id=\"all\">Show all</button><output id=\"shown\" aria-live=\"polite\">{} shown</output></form>\n",
        count(shown.len(), "record")
    );
    for record in shown {
        push_record(out, record);
    }
    out.push_str("</section>\n");
}

fn push_record(out: &mut String, record: &Shown<'_>) {
    let Some(first) = record.findings.first() else { return };
    let rules: BTreeSet<&str> =
        record.findings.iter().map(|finding| finding.rule.as_str()).collect();
    let rules = text(&rules.into_iter().collect::<Vec<_>>().join(" "));
    let _ = write!(
        out,
        "<article data-rules=\"{rules}\">\n<p class=\"place\"><code>{}:{}</code>",
        text(&first.path),
        first.location.line
    );
    if let Some(id) = &first.id {
        let _ = write!(out, " <span class=\"muted\">{}</span>", text(id));
    }
    out.push_str("</p>\n");
    for field in FieldName::ALL {
        let Some(own) = &record.texts[field as usize] else { continue };
        let element = if field == FieldName::Title { "h3" } else { "p" };
        let of_field: Vec<&Finding> = record
            .findings
            .iter()
            .copied()
            .filter(|finding| finding.field == Target::from(field))
            .collect();
        let _ = writeln!(out, "<{element} dir=\"auto\">{}</{element}>", marked(own, &of_field));
    }
    out.push_str("<ul class=\"findings\">\n");
    for finding in &record.findings {
        let (rule, severity, message) =
            (text(&finding.rule), finding.severity.name(), text(&finding.message));
        let _ = writeln!(
            out,
            "<li data-rule=\"{rule}\"><span class=\"badge {severity}\">{rule}</span> {message}</li>"
        );
    }
    out.push_str("</ul>\n</article>\n");
}

/// A text in which the damage is marked, each with its repair behind it. Of two marks that overlap
/// the first is made.
fn marked(own: &str, findings: &[&Finding]) -> String {
    let mut marks: Vec<&&Finding> =
        findings.iter().filter(|finding| finding.span.start() < finding.span.end()).collect();
    // What is about the whole text is no mark in it.
    marks.retain(|finding| {
        finding.span.slice(own) == finding.text
            && (finding.fix.is_some() || finding.text.len() < own.len())
    });
    marks.sort_by_key(|finding| (finding.span.start(), finding.span.end()));
    let (mut out, mut done) = (String::new(), 0);
    for finding in marks {
        let (start, end) = (finding.span.start(), finding.span.end());
        if start < done {
            continue;
        }
        out += &text(&own[done..start]);
        let (rule, severity, message) =
            (text(&finding.rule), finding.severity.name(), text(&finding.message));
        let _ = write!(
            out,
            "<mark class=\"{severity}\" data-rule=\"{rule}\" title=\"{message}\">{}</mark>",
            text(&own[start..end])
        );
        if let Some(repaired) = finding.repaired().filter(|_| finding.fix.is_some()) {
            let repaired = if repaired.is_empty() { "∅".to_owned() } else { text(&repaired) };
            let _ = write!(out, "<ins>{repaired}</ins>");
        }
        done = end;
    }
    out + &text(&own[done..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use abslint_core::edit::{Edit, Safety};
    use abslint_core::finding::{Excerpt, Fix};
    use abslint_core::span::{Location, Span};

    fn finding(own: &str, start: usize, end: usize, replacement: Option<&str>) -> Finding {
        let span = Span::new(own, start, end).unwrap();
        let at = Location { line: 1, column: 1 };
        Finding {
            rule: "r".into(),
            family: "math".into(),
            severity: Severity::Error,
            message: "<m>".into(),
            help: None,
            path: "p".into(),
            record: 0,
            id: None,
            field: Target::Abstract,
            span,
            location: at,
            end_location: at,
            text: span.slice(own).to_owned(),
            fix: replacement.map(|new| Fix {
                safety: Safety::Safe,
                because: None,
                edits: vec![Edit::new(span, new)],
            }),
            related: Vec::new(),
            excerpt: Excerpt::default(),
            file: 0,
            is_json: false,
        }
    }

    #[test]
    fn damage_is_marked_and_nothing_of_a_text_is_markup() {
        let own = "a <b> & c";
        let (tag, letter, overlapping) =
            (finding(own, 2, 5, Some("")), finding(own, 8, 9, None), finding(own, 3, 6, Some("x")));
        assert_eq!(
            marked(own, &[&letter, &overlapping, &tag]),
            "a <mark class=\"error\" data-rule=\"r\" title=\"&lt;m&gt;\">&lt;b&gt;</mark><ins>∅</ins> &amp; \
             <mark class=\"error\" data-rule=\"r\" title=\"&lt;m&gt;\">c</mark>"
        );
    }

    #[test]
    fn the_worst_come_first_and_every_rule_is_there() {
        let own = "text";
        let at = |record: usize, rule: &str, severity| Finding {
            record,
            rule: rule.into(),
            severity,
            ..finding(own, 0, 1, None)
        };
        let mut findings: Vec<Finding> =
            (0..WORST + 10).map(|n| at(n, "common", Severity::Error)).collect();
        findings.push(at(WORST + 20, "rare", Severity::Info));
        findings.push(at(7, "common", Severity::Error));
        let (chosen, damaged) = choose(&findings);
        assert_eq!((chosen[0], damaged, chosen.len()), ((0, 7), WORST + 11, WORST + 1));
        assert_eq!(chosen.last(), Some(&(0, WORST + 20)));
    }
}
