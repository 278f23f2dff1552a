//! `junit`: a test suite for each file, a test case for each finding, as CI servers read it.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::visible::visible;
use abslint_core::finding::{Finding, Severity};

/// Writes the report: what is as severe as `fail_on` has failed, the rest has passed and says in
/// its output what it is. Where nothing was found there is one case, which passed.
///
/// # Errors
/// What `out` says, and what is wrong with a finding.
pub(crate) fn write(
    findings: impl Iterator<Item = io::Result<Finding>>,
    fail_on: Option<Severity>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut report = Report::new("abslint");
    let findings = findings.collect::<io::Result<Vec<Finding>>>()?;
    for of_file in findings.chunk_by(|a, b| a.path == b.path) {
        let mut suite = TestSuite::new(visible(&of_file[0].path).into_owned());
        suite.add_test_cases(of_file.iter().map(|finding| case(finding, fail_on)));
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

fn case(finding: &Finding, fail_on: Option<Severity>) -> TestCase {
    let place =
        format!("{}:{}:{}", visible(&finding.path), finding.location.line, finding.location.column);
    let help = finding.help.iter().map(|help| format!("\n{}", visible(help)));
    let said: String = std::iter::once(place.clone()).chain(help).collect();
    let (name, message) = (format!("{} at {place}", finding.rule), visible(&finding.message));
    let mut case = if fail_on.is_some_and(|least| finding.severity >= least) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(finding.severity.name()).set_message(message).set_description(said);
        TestCase::new(name, status)
    } else {
        let mut case = TestCase::new(name, TestCaseStatus::success());
        case.set_system_out(format!("{}: {message}\n{said}", finding.severity.name()));
        case
    };
    case.set_classname(visible(&finding.path).into_owned());
    case
}
