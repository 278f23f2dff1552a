//! `abslint check`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::against::Against;
use super::since::Since;
use super::{
    CacheArgs, CommandError, Common, Exit, ReadingArgs, complain, complain_of, inputs, is_stdout,
    put, say_how,
};
use super::{baseline, progress};
use crate::report::{self, Format, Style, summary};
use abslint_core::edit::Safety;
use abslint_core::finding::Severity;
use abslint_core::rule::Rule;
use abslint_corpus::config::ignore::Ignore;
use abslint_corpus::finding_store::FindingStore;
use abslint_corpus::run::stage::Detail;
use abslint_corpus::run::{Engine, IgnoreUse, Outcome};
use abslint_corpus::stage::check::{Check as CheckStage, CheckContents};
use abslint_corpus::write::clash;

/// What `check` can be asked.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Files, folders, globs, or `-` for standard input
    paths: Vec<String>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    output_format: Format,
    /// Where findings are written, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,
    /// The most findings that `full` shows
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// A table of findings by rule, on standard error
    #[arg(long)]
    statistics: bool,
    /// Known findings, which are not reported; else those that abslint.yaml names
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Only records that are new or changed against this git revision
    #[arg(long, value_name = "REV")]
    since: Option<String>,
    #[command(flatten)]
    against: Against,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    fn is_reached_by(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }
}

/// Reads, reports, sums up.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let (sources, missing) = inputs(&args.paths, &config, &args.common, args.output.as_slice())?;
    let reading = args.reading.reading(&library, &config);
    // People see the text round each finding, and both texts of a pair with their differences.
    let detail =
        if args.output_format == Format::Full { Detail::Excerpts } else { Detail::Findings };
    let texts = detail == Detail::Excerpts
        && rules
            .iter()
            .any(|rule| rule.check.of_pairs().is_some_and(|check| check.finds().is_some()));
    let references =
        args.against.references(&library, &reading, &config, detail == Detail::Excerpts)?;
    clash::refuse(
        &sources,
        &references.files,
        &args.output.iter().map(PathBuf::as_path).collect::<Vec<_>>(),
    )?;
    let baseline = args
        .baseline
        .as_ref()
        .or(config.baseline.as_ref())
        .map(|path| baseline::read(path))
        .transpose()?;
    let bar = progress::bar(&sources, args.common.quiet);
    let stage = CheckStage { detail, texts };
    let mut known = Known::default();
    let mut outcome = match &args.since {
        None => {
            let engine =
                Engine::new(stage, &library, rules.clone(), reading, Safety::Safe, &config)
                    .against(references);
            let engine =
                args.cache.with(engine.with_progress(|step| progress::show(&bar, step)))?;
            let outcome = engine.run(&sources, |_| Ok::<(), CommandError>(()))?;
            args.cache.save(&engine);
            outcome
        }
        Some(revision) => {
            let mut since = Since::read(revision, &sources, &reading)?;
            let stage = CheckContents(stage);
            let engine =
                Engine::new(stage, &library, rules.clone(), reading, Safety::Safe, &config)
                    .against(references);
            let engine =
                args.cache.with(engine.with_progress(|step| progress::show(&bar, step)))?;
            let mut outcome = engine.run(&sources, |record| {
                since.see(record);
                Ok::<(), CommandError>(())
            })?;
            args.cache.save(&engine);
            (outcome.findings, known.in_old_records) = since.in_new(&outcome.findings)?;
            outcome
        }
    };
    bar.finish_and_clear();
    if let Some(baseline) = baseline {
        (outcome.findings, known.in_baseline) = baseline.beyond(&outcome.findings)?;
    }
    let left_out = write(args, &rules, &outcome.findings)?;
    complain_of_unused(&config.ignore, &outcome.ignores);
    say_how(&args.common, &outcome);
    let failures = complain_of(&outcome.failures) + missing;
    sum_up(args, &outcome, left_out, known);
    Ok(if failures > 0 || outcome.tally.unreadable > 0 {
        Exit::Failed
    } else if outcome
        .findings
        .of_rules()
        .values()
        .any(|of_rule| args.fail_on.is_reached_by(of_rule.severity))
    {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// Complains of entries of `ignore` whose records were read and have nothing to ignore.
fn complain_of_unused(entries: &[Ignore], uses: &[IgnoreUse]) {
    let unused = entries.iter().zip(uses).filter(|(_, used)| **used == IgnoreUse::Unused);
    for (entry, _) in unused {
        complain(&format!(
            "{}: `ignore` has an entry for {} that nothing needs any more; take it out",
            entry.origin,
            entry.name()
        ));
    }
}

fn write(
    args: &CheckArgs,
    rules: &[&Rule],
    findings: &FindingStore,
) -> Result<usize, CommandError> {
    let output = args.output.as_deref().unwrap_or(Path::new("-"));
    let to_file = !is_stdout(output);
    let color = if to_file { args.common.color(false) } else { args.common.color_on_stdout() };
    let links = color && !to_file && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout);
    let style = Style { format: args.output_format, color, limit: args.limit, rules, links };
    put(output, |out| report::write(findings, &style, out))
}

/// Findings that were there before, and are not reported.
#[derive(Clone, Copy, Default)]
struct Known {
    in_old_records: usize,
    in_baseline: usize,
}

fn sum_up(args: &CheckArgs, outcome: &Outcome, left_out: usize, known: Known) {
    if left_out > 0 {
        args.common
            .say(&format!("{} more not shown (--limit)\n", summary::count(left_out, "finding")));
    }
    if args.statistics {
        args.common.say(&summary::statistics(&outcome.findings));
    }
    args.common.say(&summary::of_check(outcome));
    for (count, place) in [
        (known.in_old_records, "records that have not changed"),
        (known.in_baseline, "the baseline"),
    ] {
        if count > 0 {
            args.common
                .say(&format!("{} in {place} not reported\n", summary::count(count, "finding")));
        }
    }
}
