//! Findings as text: one file a format, and the summary at the end.
//!
//! Everything that came from an input goes through [`visible`] on its way to a
//! person: a title may hold terminal escapes.

pub(crate) mod comparison;
pub(crate) mod concise;
mod digest;
pub(crate) mod fingerprint;
pub(crate) mod full;
pub(crate) mod github;
pub(crate) mod gitlab;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod page;
pub(crate) mod sarif;
pub(crate) mod summary;
pub(crate) mod table;
pub(crate) mod visible;

use std::io::{self, Write};

use abslint_core::finding::Severity;
use abslint_core::rule::Rule;
use abslint_corpus::finding_store::FindingStore;

/// The formats of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// A drawing of each finding, with the text round it.
    Full,
    /// One line a finding.
    Concise,
    /// One JSON object a line.
    JsonLines,
    /// One JSON array.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// JUnit XML, for CI servers.
    Junit,
}

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style<'r> {
    /// The format.
    pub format: Format,
    /// With colours.
    pub color: bool,
    /// With links to the files of rules, for a terminal that follows them.
    pub links: bool,
    /// The most findings that `full` draws, 0 for all of them; without one it draws what fits a
    /// screen.
    pub limit: Option<usize>,
    /// The least severity that fails a test of `junit`; `None` if nothing does.
    pub fail_on: Option<Severity>,
    /// The rules that ran.
    pub rules: &'r [&'r Rule],
}

/// Writes `findings` to `out`; returns how many were left out because of the limit.
///
/// # Errors
/// Returns an I/O error if `out` fails, or the temporary file that they are in.
pub(crate) fn write(
    findings: &FindingStore,
    style: &Style<'_>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    match style.format {
        Format::Full => return write_full(findings, style, out),
        Format::Concise => concise::write(findings.iter(), style.color, out)?,
        Format::JsonLines => json::write_lines(findings.iter(), out)?,
        Format::Json => json::write_array(findings.iter(), out)?,
        Format::Sarif => sarif::write(findings.iter(), style.rules, out)?,
        Format::Github => github::write(findings.iter(), out)?,
        Format::Gitlab => gitlab::write(findings.iter(), out)?,
        Format::Junit => junit::write(findings.iter(), style.fail_on, out)?,
    }
    Ok(0)
}

/// Drawings: what fits a screen, or as many as were asked for, in the order of the input.
fn write_full(
    findings: &FindingStore,
    style: &Style<'_>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let most = match style.limit {
        None => return digest::write(findings, style, out),
        Some(0) => usize::MAX,
        Some(limit) => limit,
    };
    for finding in findings.iter().take(most) {
        out.write_all(full::drawing(&finding?, style, full::Form::Whole).as_bytes())?;
    }
    Ok(findings.len().saturating_sub(most))
}
