//! `gitlab`: a code quality report, as GitLab shows it in a merge request.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::json;
use super::visible::visible;
use crate::finding::{Finding, Severity};

#[derive(Serialize)]
struct Issue<'f> {
    description: String,
    check_name: &'f str,
    fingerprint: String,
    severity: &'static str,
    location: Place<'f>,
}

#[derive(Serialize)]
struct Place<'f> {
    path: &'f str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// Writes one array, an issue a line.
///
/// # Errors
/// What `out` says.
pub fn write(findings: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let issues = findings.iter().map(|finding| Issue {
        description: visible(&finding.message).into_owned(),
        check_name: &finding.rule,
        fingerprint: fingerprints.of(finding),
        severity: severity(finding.severity),
        location: Place { path: &finding.path, lines: Lines { begin: finding.location.line, end: finding.end_location.line } },
    });
    json::write_array(issues, out)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
