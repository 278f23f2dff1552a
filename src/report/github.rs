//! `github`: workflow commands, which GitHub Actions shows beside the lines of a change.
//!
//! The grammar is that of "Workflow commands for GitHub Actions":
//! `::error file=…,line=…::message`, with `%`, line ends, and in properties `:`
//! and `,`, as percent codes.

use std::io::{self, Write};

use super::visible::visible;
use abslint_core::finding::{Finding, Severity};

/// Writes one command a finding.
///
/// # Errors
/// What `out` says, and what is wrong with a finding.
pub(crate) fn write(
    findings: impl Iterator<Item = io::Result<Finding>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for finding in findings {
        let finding = &finding?;
        let (start, end) = (finding.location, finding.end_location);
        let place = format!(
            "line={},endLine={},col={},endColumn={}",
            start.line, end.line, start.column, end.column
        );
        let (path, rule) = (property(&finding.path), property(&finding.rule));
        writeln!(
            out,
            "::{} file={path},{place},title=abslint {rule}::{}",
            level(finding.severity),
            message(finding)
        )?;
    }
    Ok(())
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn message(finding: &Finding) -> String {
    let help = finding.help.iter().map(|help| format!("\n{}", visible(help)));
    data(&std::iter::once(visible(&finding.message).into_owned()).chain(help).collect::<String>())
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property; what a terminal would obey is shown by name, but for line ends, which have their own
/// codes.
fn property(text: &str) -> String {
    visible(&data(text)).replace(':', "%3A").replace(',', "%2C")
}
