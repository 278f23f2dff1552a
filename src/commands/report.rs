//! `abslint report`.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::{CommandError, Common, Exit, ReadingArgs, complain_of, inputs, progress, put, say_how};
use crate::report::page::{Page, Shown, choose};
use crate::report::summary;
use abslint_core::edit::Safety;
use abslint_core::finding::Finding;
use abslint_corpus::run::Engine;
use abslint_corpus::source::reread::{self, Key};
use abslint_corpus::stage::check::{Check as CheckStage, CheckContents};
use abslint_corpus::write::clash;

/// What `report` can be asked.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Files, folders or globs
    paths: Vec<String>,
    /// Where the page is written; `-` for standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Checks, and writes a page about it.
pub(super) fn run(args: &ReportArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let (sources, missing) =
        inputs(&args.paths, &config, &args.common, std::slice::from_ref(&args.output))?;
    if sources.iter().any(|source| source.path().is_none()) {
        return Err(CommandError::Usage(
            "standard input cannot be read twice; `report` needs files".to_owned(),
        ));
    }
    clash::refuse(&sources, &[], &[&args.output])?;
    let reading = args.reading.reading(&library, &config);
    let bar = progress::bar(&sources, args.common.quiet);
    let engine = Engine::new(
        CheckContents(CheckStage::findings()),
        &library,
        rules,
        reading.clone(),
        Safety::Safe,
        &config,
    )
    .with_progress(|step| progress::show(&bar, step));
    let mut lengths = Vec::new();
    let outcome = engine.run(&sources, |record| {
        lengths.extend(record.out.length);
        Ok::<(), CommandError>(())
    })?;
    bar.finish_and_clear();
    let findings = outcome.findings.iter().collect::<io::Result<Vec<Finding>>>()?;
    let (chosen, damaged) = choose(&findings);
    let mut texts = reread::texts(&sources, &reading, &chosen.iter().copied().collect())?;
    let shown: Vec<Shown<'_>> = chosen
        .iter()
        .map(|key| Shown {
            findings: of_record(&findings, *key),
            texts: texts.remove(key).unwrap_or_default(),
        })
        .collect();
    let page = Page {
        tally: &outcome.tally,
        findings: &findings,
        lengths: &lengths,
        shown: &shown,
        damaged,
    };
    put(&args.output, |out| out.write_all(page.html().as_bytes()))?;
    args.common.say(&summary::of_check(&outcome));
    say_how(&args.common, &outcome);
    let failures = complain_of(&outcome.failures) + missing;
    Ok(if failures > 0 || outcome.tally.unreadable > 0 { Exit::Failed } else { Exit::Fine })
}

/// The findings of a record; findings are in the order of records.
fn of_record(findings: &[Finding], key: Key) -> Vec<&Finding> {
    let start = findings.partition_point(|finding| (finding.file, finding.record) < key);
    findings[start..].iter().take_while(|finding| (finding.file, finding.record) == key).collect()
}
