//! `concise`: `path:line:column: severity[rule] message`, one line a finding.

use std::io::{self, Write};

use super::visible::visible;
use abslint_core::finding::{Finding, Severity};

/// Writes one line a finding.
///
/// # Errors
/// What `out` says, and what is wrong with a finding.
pub(crate) fn write(
    findings: impl Iterator<Item = io::Result<Finding>>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for finding in findings {
        let finding = &finding?;
        let (on, off) = if color { (color_of(finding.severity), "\x1b[0m") } else { ("", "") };
        let path = visible(&finding.path);
        let (line, column) = (finding.location.line, finding.location.column);
        let (severity, rule, message) =
            (finding.severity.name(), &finding.rule, visible(&finding.message));
        write!(out, "{path}:{line}:{column}: {on}{severity}[{rule}]{off} {message}")?;
        if let Some(related) = finding.related.first() {
            write!(out, " ({}:{})", visible(&related.path), related.line)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The ANSI colour of a severity.
pub(crate) fn color_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\x1b[31m",
        Severity::Warning => "\x1b[33m",
        Severity::Info => "\x1b[36m",
    }
}
