//! `abslint test`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::Args;

use super::{CommandError, Common, Exit};
use crate::report::summary::count;
use abslint_core::rule::{Library, Rule};
use abslint_corpus::rule_tests;

/// What `test` can be asked.
#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Only these rules; else all that are selected
    ids: Vec<String>,
    /// Show the tests that passed, too
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Runs the tests inside the rules.
pub(super) fn run(args: &TestArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = if args.ids.is_empty() {
        library.select(&args.common.selection(&config))?
    } else {
        args.ids.iter().map(|id| library.rule(id)).collect::<Result<_, _>>()?
    };
    let (mut passed, mut failed) = (0, 0);
    for rule in rules {
        let (text, failures) = report(rule, &library, args.verbose);
        io::stdout().lock().write_all(text.as_bytes())?;
        failed += failures;
        passed += rule.cases.len() - failures;
    }
    args.common.say(&format!("{} passed, {failed} failed\n", count(passed, "rule test")));
    Ok(if failed == 0 { Exit::Fine } else { Exit::Findings })
}

/// A line for each test that did not go as it should (with `verbose`, for each), and how many did not.
fn report(rule: &Rule, library: &Library, verbose: bool) -> (String, usize) {
    let mut text = String::new();
    let mut failures = 0;
    for (n, case) in rule.cases.iter().enumerate() {
        let outcome = rule_tests::run(rule, case, library);
        failures += usize::from(!outcome.passed());
        if verbose || !outcome.passed() {
            let _ = writeln!(text, "{}: test {}: {outcome}", rule.id, n + 1);
        }
    }
    (text, failures)
}
