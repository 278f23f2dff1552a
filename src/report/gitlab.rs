//! `gitlab`: a code quality report, as GitLab shows it in a merge request.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::json;
use super::visible::visible;
use abslint_core::finding::{Finding, Severity};

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
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
/// What `out` says, and what is wrong with a finding.
pub(crate) fn write(
    findings: impl Iterator<Item = io::Result<Finding>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut fingerprints = Fingerprints::default();
    let issues = findings.map(|finding| {
        let finding = finding?;
        Ok(Issue {
            description: visible(&finding.message).into_owned(),
            fingerprint: fingerprints.of(&finding),
            severity: severity(finding.severity),
            location: Place {
                path: finding.path,
                lines: Lines { begin: finding.location.line, end: finding.end_location.line },
            },
            check_name: finding.rule,
        })
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
