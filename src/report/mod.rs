//! Findings as text: one file a format, and the summary at the end.
//!
//! Everything that came from an input goes through [`visible`] on its way to a
//! person: a title may hold terminal escapes.

pub(crate) mod comparison;
pub(crate) mod concise;
pub(crate) mod fingerprint;
pub(crate) mod full;
pub(crate) mod github;
pub(crate) mod gitlab;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod page;
pub(crate) mod sarif;
pub(crate) mod summary;
pub(crate) mod visible;

use std::io::{self, Write};

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
    /// The most findings that `full` shows.
    pub limit: Option<usize>,
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
        Format::Full => {
            let shown = findings.len().min(style.limit.unwrap_or(usize::MAX));
            full::write(findings.iter().take(shown), style, out)?;
            return Ok(findings.len() - shown);
        }
        Format::Concise => concise::write(findings.iter(), style.color, out)?,
        Format::JsonLines => json::write_lines(findings.iter(), out)?,
        Format::Json => json::write_array(findings.iter(), out)?,
        Format::Sarif => sarif::write(findings.iter(), style.rules, out)?,
        Format::Github => github::write(findings.iter(), out)?,
        Format::Gitlab => gitlab::write(findings.iter(), out)?,
        Format::Junit => junit::write(findings.iter(), out)?,
    }
    Ok(0)
}
