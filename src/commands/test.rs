//! `abslint test`.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::Args;

use super::{CommandError, Common, Exit};
use crate::report::summary::count;
use abslint_core::rule::{Library, Rule};
use abslint_core::sources::SourceFile;
use abslint_corpus::{rule_tests, source_tests};

/// What `test` can be asked.
#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Only these rules and sources; else all that are selected
    ids: Vec<String>,
    /// Show the tests that passed, too
    #[arg(long, short)]
    verbose: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Runs the tests inside the rules and the sources.
pub(super) fn run(args: &TestArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = if args.ids.is_empty() {
        library.select(&args.common.selection(&config))?
    } else {
        let is_rule = |id: &&String| !library.sources.0.iter().any(|source| source.id == **id);
        args.ids.iter().filter(is_rule).map(|id| library.rule(id)).collect::<Result<_, _>>()?
    };
    let (mut passed, mut failed) = (0, 0);
    for rule in rules {
        let (text, failures) = report(rule, &library, args.verbose);
        io::stdout().lock().write_all(text.as_bytes())?;
        failed += failures;
        passed += rule.cases.len() - failures;
    }
    let mut said = count(passed, "rule test");
    let is_meant = |id: &String| {
        if args.ids.is_empty() { args.common.select.is_empty() } else { args.ids.contains(id) }
    };
    let sources: Vec<&SourceFile> =
        library.sources.0.iter().filter(|source| is_meant(&source.id)).collect();
    if !sources.is_empty() {
        let reading = super::reading(&library, &config, None);
        let (mut well, mut text) = (0, String::new());
        for source in sources {
            for (n, outcome) in source_tests::run(source, &reading)?.into_iter().enumerate() {
                match outcome {
                    Ok(()) => well += 1,
                    Err(why) => {
                        failed += 1;
                        let _ = writeln!(text, "{}: test {}: {why}", source.id, n + 1);
                    }
                }
            }
        }
        io::stdout().lock().write_all(text.as_bytes())?;
        said += &format!(" and {}", count(well, "source test"));
    }
    args.common.say(&format!("{said} passed, {failed} failed\n"));
    Ok(if failed == 0 { Exit::Fine } else { Exit::Findings })
}

/// A line for each test that did not go as it should (with `verbose`, for each), and how many did
/// not.
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
