//! `junit`: a test suite for each file, a test case for each finding, as CI servers read it.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::visible::visible;
use abslint_core::finding::Finding;

/// Writes the report; where nothing was found it has one case, which passed.
///
/// # Errors
/// What `out` says, and what is wrong with a finding.
pub(crate) fn write(
    findings: impl Iterator<Item = io::Result<Finding>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut report = Report::new("abslint");
    let findings = findings.collect::<io::Result<Vec<Finding>>>()?;
    for of_file in findings.chunk_by(|a, b| a.path == b.path) {
        let mut suite = TestSuite::new(visible(&of_file[0].path).into_owned());
        suite.add_test_cases(of_file.iter().map(case));
        report.add_test_suite(suite);
    }
    if findings.is_empty() {
        let mut suite = TestSuite::new("abslint");
        suite.add_test_case(TestCase::new("nothing found", TestCaseStatus::success()));
        report.add_test_suite(suite);
    }
    let text = report.to_string().map_err(io::Error::other)?;
    writeln!(out, "{text}")
}

fn case(finding: &Finding) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let place =
        format!("{}:{}:{}", visible(&finding.path), finding.location.line, finding.location.column);
    let help = finding.help.iter().map(|help| format!("\n{}", visible(help)));
    let said: String = std::iter::once(place.clone()).chain(help).collect();
    status
        .set_type(finding.severity.name())
        .set_message(visible(&finding.message).into_owned())
        .set_description(said);
    let mut case = TestCase::new(format!("{} at {place}", finding.rule), status);
    case.set_classname(visible(&finding.path).into_owned());
    case
}
