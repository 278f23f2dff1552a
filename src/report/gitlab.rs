//! `gitlab`: a code quality report, as GitLab shows it in a merge request.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::visible::visible;
use crate::corpus::line::json;
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
    write!(out, "[")?;
    for (n, finding) in findings.iter().enumerate() {
        let issue = Issue {
            description: visible(&finding.message).into_owned(),
            check_name: &finding.rule,
            fingerprint: fingerprints.of(finding),
            severity: severity(finding.severity),
            location: Place { path: &finding.path, lines: Lines { begin: finding.location.line, end: finding.end_location.line } },
        };
        write!(out, "{}{}", if n == 0 { "\n" } else { ",\n" }, json(&issue))?;
    }
    writeln!(out, "{}]", if findings.is_empty() { "" } else { "\n" })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
