//! `abslint clean`.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::against::Against;
use super::{CacheArgs, CommandError, Common, Exit, ReadingArgs, complain, complain_of, inputs, is_stdout, progress};
use crate::corpus::clash;
use crate::corpus::clean::{self, Outputs};
use crate::corpus::in_place::Repairs;
use crate::edit::Safety;
use crate::engine::{Engine, Outcome, Pairs, Want};
use crate::report::summary;
use crate::source::Source;
use crate::source::format::Format;

/// The modes that write no corpus. That an option requires `--output` is not asked where another mode excludes that one.
const WITHOUT_CORPUS: [&str; 3] = ["in_place", "diff", "check"];

/// What `clean` can be asked.
#[derive(Debug, Args)]
pub struct CleanArgs {
    /// Files, folders, globs, or `-` for standard input
    paths: Vec<String>,
    #[command(flatten)]
    mode: Mode,
    /// Write the records that were dropped or could not be read here
    #[arg(long, value_name = "FILE", requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    rejects: Option<PathBuf>,
    /// Write every repair here
    #[arg(long, value_name = "FILE", requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    changes: Option<PathBuf>,
    /// Write croissant.json, what the corpus is for programs that load data sets, beside it
    #[arg(long, requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    croissant: bool,
    /// Keep what has been worked off in this folder until the corpus is written; after a kill the same command goes on there
    #[arg(long, value_name = "DIR", requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    checkpoint: Option<PathBuf>,
    /// Make repairs that may change what the author meant, too
    #[arg(long)]
    unsafe_fixes: bool,
    #[command(flatten)]
    against: Against,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    common: Common,
}

/// Exactly one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Mode {
    /// Write one clean corpus here: JSON Lines, compressed if it ends in .gz or .zst, or .parquet; `-` for standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Repair the files where they lie; no record is dropped
    #[arg(long)]
    in_place: bool,
    /// Show what --in-place would do, as a unified diff
    #[arg(long)]
    diff: bool,
    /// Exit with 1 if --in-place would change a file
    #[arg(long)]
    check: bool,
}

/// Reads, repairs, writes, sums up.
pub fn run(args: &CleanArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let (sources, missing) = inputs(&args.paths, &config)?;
    let threshold = if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
    let reading = args.reading.reading(&library, &config);
    let references = args.against.references(&library, &reading, &config, false)?;
    let against = references.files.clone();
    let outputs = args.mode.output.as_ref().map(|corpus| outputs(args, corpus, against.clone())).transpose()?;
    let to_corpus = outputs.is_some();
    let pairs = if to_corpus { Pairs::Dropped } else { Pairs::None };
    let want = Want { line: to_corpus, original: args.rejects.is_some(), splices: !to_corpus, pairs, ..Want::default() };
    if args.mode.in_place {
        clash::refuse(&[], &against, &sources.iter().filter_map(Source::path).collect::<Vec<_>>())?;
    }
    let engine = Engine::new(&library, rules, reading, threshold, &config, want).against(references);
    let bar = progress::bar(&sources, args.common.quiet);
    let engine = args.cache.with(engine.telling(|step| progress::show(&bar, step)))?;
    let engine = match &args.checkpoint {
        Some(folder) => engine.checkpointing(folder, &sources)?,
        None => engine,
    };
    let (outcome, would_change) = match &outputs {
        Some(outputs) => (write_corpus(args, outputs, &engine, &sources)?, false),
        None => repair(args, &engine, &sources)?,
    };
    args.cache.save(&engine);
    bar.finish_and_clear();
    let failures = complain_of(&outcome.failures) + missing;
    Ok(if failures > 0 || outcome.tally.unreadable > 0 {
        Exit::Failed
    } else if args.mode.check && would_change {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// Where the results go, if that makes sense.
fn outputs(args: &CleanArgs, corpus: &Path, against: Vec<PathBuf>) -> Result<Outputs, CommandError> {
    let wrong = |why: &str| Err(CommandError::Usage(why.to_owned()));
    let mut lines = [&args.rejects, &args.changes].into_iter().flatten();
    if lines.clone().any(|path| is_stdout(path)) {
        return wrong("--rejects and --changes need a file; only the corpus can go to standard output");
    }
    if lines.any(|path| Format::of_name(path) == Some(Format::Parquet)) {
        return wrong("--rejects and --changes are JSON Lines; only the corpus can be a Parquet table");
    }
    if args.croissant && is_stdout(corpus) {
        return wrong("--croissant describes a file; name one for --output");
    }
    let CleanArgs { rejects, changes, croissant, .. } = args;
    Ok(Outputs { corpus: corpus.to_owned(), rejects: rejects.clone(), changes: changes.clone(), croissant: *croissant, against })
}

fn write_corpus(args: &CleanArgs, outputs: &Outputs, engine: &Engine<'_>, sources: &[Source]) -> Result<Outcome, CommandError> {
    let (outcome, conserved) = clean::clean(engine, sources, outputs)?;
    if let Err(error) = engine.forget() {
        complain(&format!("the corpus is written, but what was kept for a next run is still there: {error}"));
    }
    args.common.say(&summary::of_clean(&conserved, &outcome));
    Ok(outcome)
}

/// In place, as a diff, or as an exit status; whether any file would change.
fn repair(args: &CleanArgs, engine: &Engine<'_>, sources: &[Source]) -> Result<(Outcome, bool), CommandError> {
    let repairs = Repairs::plan(engine, sources)?;
    if args.mode.in_place {
        repairs.write(sources)?;
    } else if args.mode.diff {
        let mut out = BufWriter::new(io::stdout().lock());
        repairs.diff(sources, &mut out)?;
        out.flush()?;
    }
    let verb = if args.mode.in_place { "repaired" } else { "would be repaired" };
    let files = summary::count(repairs.files(), "file");
    args.common.say(&format!(
        "{files} {verb}: {}{}",
        summary::of_repairs(&repairs.outcome.tally),
        summary::skipped(&repairs.outcome.tally)
    ));
    let would_change = repairs.files() > 0;
    Ok((repairs.outcome, would_change))
}
