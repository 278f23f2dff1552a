//! `sarif`: the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), for code
//! scanning.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::visible::visible;
use abslint_core::edit::Safety;
use abslint_core::finding::{Finding, Severity};
use abslint_core::rule::Rule;
use abslint_core::span::Location;

/// Writes one run, with the rules that ran.
///
/// # Errors
/// What `out` says, and what is wrong with a finding.
pub(crate) fn write(
    findings: impl Iterator<Item = io::Result<Finding>>,
    rules: &[&Rule],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let results = findings.map(|finding| Ok(result(&finding?, rules, &mut fingerprints)));
    let results: Vec<Value> = results.collect::<io::Result<_>>()?;
    let driver = json!({
        "name": "abslint",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    writeln!(out, "{log}")
}

/// A rule with its help.
fn descriptor(rule: &Rule) -> Value {
    let why = rule.why.split_whitespace().collect::<Vec<_>>().join(" ");
    let examples: String = rule
        .cases
        .iter()
        .filter_map(|case| Some((case.bad.as_deref()?, case.fixed.as_deref())))
        .take(3)
        .map(|(bad, fixed)| match fixed {
            Some(fixed) => format!("\n- {bad}\n  becomes: {fixed}"),
            None => format!("\n- {bad}"),
        })
        .collect();
    json!({
        "id": rule.id,
        "shortDescription": { "text": why.split_once(". ").map_or(why.as_str(), |(first, _)| first) },
        "fullDescription": { "text": why },
        "help": { "text": format!("{why}\n\nIt reports, for instance:{examples}") },
        "defaultConfiguration": { "level": level(rule.reported_severity()) },
        "properties": { "tags": [rule.family.name()] },
    })
}

fn result(finding: &Finding, rules: &[&Rule], fingerprints: &mut Fingerprints) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": visible(&finding.message) },
        "locations": [{ "physicalLocation": place(&finding.path, region(finding.location, finding.end_location)) }],
        "partialFingerprints": { "abslintSubject/v1": fingerprints.of(finding) },
    });
    if let Some(index) = rules.iter().position(|rule| rule.id == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().map(|related| {
            let region = json!({ "startLine": related.line });
            json!({ "physicalLocation": place(&related.path, region), "message": { "text": visible(&related.message) } })
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = fix(finding) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn place(path: &str, region: Value) -> Value {
    json!({ "artifactLocation": { "uri": uri(path), "uriBaseId": "%SRCROOT%" }, "region": region })
}

fn region(start: Location, end: Location) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// The repair, if all of it lies within what is reported: that has a place in the file.
fn fix(finding: &Finding) -> Option<Value> {
    let fix = finding.fix.as_ref().filter(|fix| fix.safety > Safety::Display)?;
    let repaired = finding.repaired()?;
    let written = if finding.is_json { json_body(&repaired) } else { repaired };
    let replacement = json!({ "deletedRegion": region(finding.location, finding.end_location), "insertedContent": { "text": written } });
    let safety = if fix.safety == Safety::Safe { "safe" } else { "unsafe" };
    Some(json!({
        "description": { "text": fix.because.clone().unwrap_or_else(|| format!("a {safety} repair of abslint")) },
        "artifactChanges": [{ "artifactLocation": { "uri": uri(&finding.path), "uriBaseId": "%SRCROOT%" }, "replacements": [replacement] }],
    }))
}

/// A text as it stands within a JSON string.
fn json_body(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// A path as a relative reference (RFC 3986): every byte that is not plain is a percent code.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes()
        .map(
            |byte| {
                if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
            },
        )
        .collect()
}
