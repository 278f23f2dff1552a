//! `abslint check`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use indicatif::ProgressBar;

use super::against::Against;
use super::since::Since;
use super::{
    CacheArgs, CommandError, Common, Exit, ReadingArgs, complain, complain_of, inputs, is_stdout,
    put, say_how,
};
use super::{baseline, progress};
use crate::report::{self, Format, Style, summary, table};
use abslint_core::edit::Safety;
use abslint_core::finding::Severity;
use abslint_core::rule::{Library, Rule};
use abslint_corpus::config::Config;
use abslint_corpus::config::ignore::Ignore;
use abslint_corpus::dedup::reference::References;
use abslint_corpus::finding_store::FindingStore;
use abslint_corpus::run::stage::{Detail, Stage};
use abslint_corpus::run::{Engine, IgnoreUse, Outcome};
use abslint_corpus::source::{Reading, Source};
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
    /// The most findings that `full` draws, 0 for all of them; without it, some of each rule
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Leave out what is less severe: its rules do not run
    #[arg(long, value_name = "SEVERITY", default_value = "info")]
    min_severity: Least,
    /// The whole table of findings by rule, on standard error
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
    /// The least severity that it means; `None` if nothing fails.
    fn least(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}

/// The least severity of what is reported.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Least {
    Error,
    Warning,
    Info,
}

impl From<Least> for Severity {
    fn from(least: Least) -> Severity {
        match least {
            Least::Error => Severity::Error,
            Least::Warning => Severity::Warning,
            Least::Info => Severity::Info,
        }
    }
}

/// Reads, reports, sums up.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let mut rules = library.select(&args.common.selection(&config))?;
    rules.retain(|rule| rule.reported_severity() >= args.min_severity.into());
    let (sources, missing) = inputs(&args.paths, &config, &args.common, args.output.as_slice())?;
    let baseline = args
        .baseline
        .as_ref()
        .or(config.baseline.as_ref())
        .map(|path| baseline::read(path))
        .transpose()?;
    let (mut outcome, mut known) =
        Job { args, config: &config, library: &library, rules: &rules, sources: &sources }.run()?;
    if let Some(baseline) = baseline {
        (outcome.findings, known.in_baseline) = baseline.beyond(&outcome.findings)?;
    }
    let left_out = write(args, &rules, &outcome.findings)?;
    complain_of_unused(&config.ignore, &outcome.ignores);
    say_how(&args.common, &outcome);
    let failures = complain_of(&outcome.failures) + missing;
    sum_up(args, &outcome, left_out, known);
    let fails = |least| outcome.findings.of_rules().values().any(|of| of.severity >= least);
    Ok(if failures > 0 || outcome.tally.unreadable > 0 {
        Exit::Failed
    } else if args.fail_on.least().is_some_and(fails) {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// What is checked, and how.
struct Job<'j> {
    args: &'j CheckArgs,
    config: &'j Config,
    library: &'j Library,
    rules: &'j [&'j Rule],
    sources: &'j [Source],
}

impl Job<'_> {
    /// What is found in all records, or in those that a revision has not.
    fn run(&self) -> Result<(Outcome, Known), CommandError> {
        let reading = self.args.reading.reading(self.library, self.config);
        let references = self.references(&reading)?;
        let bar = progress::bar(self.sources, self.args.common.quiet);
        let mut known = Known::default();
        let outcome = match &self.args.since {
            None => {
                let engine = self.engine(self.stage(), reading, references, &bar)?;
                let outcome = engine.run(self.sources, |_| Ok::<(), CommandError>(()))?;
                self.args.cache.save(&engine);
                outcome
            }
            Some(revision) => {
                let mut since = Since::read(revision, self.sources, &reading)?;
                let stage = CheckContents(self.stage());
                let engine = self.engine(stage, reading, references, &bar)?;
                let mut outcome = engine.run(self.sources, |record| {
                    since.see(record);
                    Ok::<(), CommandError>(())
                })?;
                self.args.cache.save(&engine);
                (outcome.findings, known.in_old_records) = since.in_new(&outcome.findings)?;
                outcome
            }
        };
        bar.finish_and_clear();
        Ok((outcome, known))
    }

    /// The corpora that copies are looked for in; none of them is written to.
    fn references(&self, reading: &Reading) -> Result<References, CommandError> {
        let with_texts = self.stage().detail == Detail::Excerpts;
        let references =
            self.args.against.references(self.library, reading, self.config, with_texts)?;
        let outputs: Vec<&Path> = self.args.output.iter().map(PathBuf::as_path).collect();
        clash::refuse(self.sources, &references.files, &outputs)?;
        Ok(references)
    }

    /// People see the text round each finding, and both texts of a pair with their differences.
    fn stage(&self) -> CheckStage {
        let is_drawn = self.args.output_format == Format::Full;
        let finds_pairs = |rule: &&Rule| rule.check.of_pairs().is_some_and(|c| c.finds().is_some());
        CheckStage {
            detail: if is_drawn { Detail::Excerpts } else { Detail::Findings },
            texts: is_drawn && self.rules.iter().any(finds_pairs),
        }
    }

    fn engine<'e, S: Stage>(
        &'e self,
        stage: S,
        reading: Reading,
        references: References,
        bar: &'e ProgressBar,
    ) -> Result<Engine<'e, S>, CommandError> {
        let Job { args, config, library, rules, .. } = self;
        let engine = Engine::new(stage, library, rules.to_vec(), reading, Safety::Safe, config)
            .against(references);
        args.cache.with(engine.with_progress(|step| progress::show(bar, step)))
    }
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
    let style = Style {
        format: args.output_format,
        color,
        links,
        limit: args.limit,
        fail_on: args.fail_on.least(),
        rules,
    };
    put(output, |out| report::write(findings, &style, out))
}

/// Findings that were there before, and are not reported.
#[derive(Clone, Copy, Default)]
struct Known {
    in_old_records: usize,
    in_baseline: usize,
}

fn sum_up(args: &CheckArgs, outcome: &Outcome, left_out: usize, known: Known) {
    let say = |text: &str| args.common.say(text);
    let rows = if args.statistics { usize::MAX } else { table::ROWS };
    if args.statistics || left_out > 0 && args.limit.is_none() {
        say(&table::of(outcome.findings.of_rules(), table::Run::Check, rows));
    }
    say(&summary::of_check(outcome));
    for (count, place) in [
        (known.in_old_records, "records that have not changed"),
        (known.in_baseline, "the baseline"),
    ] {
        if count > 0 {
            say(&format!("{} in {place} not reported\n", summary::count(count, "finding")));
        }
    }
    if left_out > 0 {
        say(&format!(
            "{} more: `--limit 0` draws all, `--output-format concise` has a line for each, \
             `abslint report` a page\n",
            summary::count(left_out, "finding")
        ));
    }
}
