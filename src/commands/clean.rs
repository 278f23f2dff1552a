//! `abslint clean`.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use abslint_core::rule::Library;
use clap::Args;
use indicatif::ProgressBar;

use super::against::Against;
use super::{
    CacheArgs, CommandError, Common, Exit, ReadingArgs, complain, complain_of, inputs, is_stdout,
    progress, say_how,
};
use crate::report::summary;
use abslint_core::edit::Safety;
use abslint_corpus::config::Config;
use abslint_corpus::dedup::reference::References;
use abslint_corpus::run::stage::Stage;
use abslint_corpus::run::{Engine, Outcome};
use abslint_corpus::source::{Reading, Source};
use abslint_corpus::stage::clean::{self, Clean, Outputs};
use abslint_corpus::stage::in_place::{InPlace, Repairs};
use abslint_corpus::write::clash;
use abslint_corpus::write::form::{CorpusShape, Form, UnknownEnding};

/// The modes that write no corpus. That an option requires `--output` is not asked where another
/// mode excludes that one.
const WITHOUT_CORPUS: [&str; 3] = ["in_place", "diff", "check"];

/// What `clean` can be asked.
#[derive(Debug, Args)]
pub(super) struct CleanArgs {
    /// Files, folders, globs, or `-` for standard input
    paths: Vec<String>,
    #[command(flatten)]
    mode: Mode,
    /// Keep each text that is repaired as it came, too: original_title and original_abstract,
    /// only in records where they differ
    #[arg(long, requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    keep_original: bool,
    /// Write the records that were dropped or could not be read here, as JSON Lines
    #[arg(long, value_name = "FILE", requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    rejects: Option<PathBuf>,
    /// Write every repair here, as JSON Lines
    #[arg(long, value_name = "FILE", requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    changes: Option<PathBuf>,
    /// Write croissant.json, what the corpus is for programs that load data sets, beside it
    #[arg(long, requires = "output", conflicts_with_all = WITHOUT_CORPUS)]
    croissant: bool,
    /// Keep what has been worked off in this folder until the corpus is written; after a kill the
    /// same command goes on there
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
    pub(super) common: Common,
}

impl CleanArgs {
    /// How safe a fix must be to be made.
    fn threshold(&self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }
}

/// Exactly one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Mode {
    /// Write one clean corpus here, in the shape of its name: .jsonl, .json, .csv, .tsv, .bib, .ris,
    /// each also with .gz or .zst behind it, or .parquet; `-` for JSON Lines on standard output
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
pub(super) fn run(args: &CleanArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let written = match &args.mode.output {
        Some(corpus) => outputs(args, corpus, Vec::new())?.all(),
        None => Vec::new(),
    };
    let (sources, missing) = inputs(&args.paths, &config, &args.common, &written)?;
    let reading = args.reading.reading(&library, &config);
    let references = args.against.references(&library, &reading, &config, false)?;
    let job =
        Job { args, config: &config, library: &library, sources: &sources, reading, references };
    let (outcome, would_change) = match &args.mode.output {
        Some(corpus) => (job.write_corpus(corpus)?, false),
        None => job.repair()?,
    };
    say_how(&args.common, &outcome);
    let failures = complain_of(&outcome.failures) + missing;
    Ok(if failures > 0 || outcome.tally.unreadable > 0 {
        Exit::Failed
    } else if args.mode.check && would_change {
        Exit::Findings
    } else {
        Exit::Fine
    })
}

/// What is cleaned, and how.
struct Job<'j> {
    args: &'j CleanArgs,
    config: &'j Config,
    library: &'j Library,
    sources: &'j [Source],
    reading: Reading,
    references: References,
}

impl<'j> Job<'j> {
    fn engine<S: Stage>(
        self,
        stage: S,
        bar: &'j ProgressBar,
    ) -> Result<Engine<'j, S>, CommandError> {
        let Job { args, config, library, reading, references, .. } = self;
        let rules = library.select(&args.common.selection(config))?;
        let engine = Engine::new(stage, library, rules, reading, args.threshold(), config)
            .against(references);
        args.cache.with(engine.with_progress(|step| progress::show(bar, step)))
    }

    fn write_corpus(self, corpus: &Path) -> Result<Outcome, CommandError> {
        let (args, sources) = (self.args, self.sources);
        let outputs = outputs(args, corpus, self.references.files.clone())?;
        let bar = progress::bar(sources, args.common.quiet);
        let stage = Clean { originals: args.rejects.is_some(), keeps_original: args.keep_original };
        let engine = self.engine(stage, &bar)?;
        let engine = match &args.checkpoint {
            Some(folder) => engine.checkpointing(folder, sources)?,
            None => engine,
        };
        let (outcome, conserved) = clean::clean(&engine, sources, &outputs)?;
        if let Err(error) = engine.forget() {
            complain(&format!(
                "the corpus is written, but what was kept for a next run is still there: {error}"
            ));
        }
        args.cache.save(&engine);
        bar.finish_and_clear();
        args.common.say(&summary::of_clean(&conserved, &outcome, args.threshold()));
        Ok(outcome)
    }

    /// In place, as a diff, or as an exit status; whether any file would change.
    fn repair(self) -> Result<(Outcome, bool), CommandError> {
        let (args, sources) = (self.args, self.sources);
        if args.mode.in_place {
            clash::refuse(
                &[],
                &self.references.files,
                &sources.iter().filter_map(Source::path).collect::<Vec<_>>(),
            )?;
        }
        let bar = progress::bar(sources, args.common.quiet);
        let stage = InPlace { reading: self.reading.clone() };
        let engine = self.engine(stage, &bar)?;
        let repairs = Repairs::plan(&engine, sources)?;
        args.cache.save(&engine);
        bar.finish_and_clear();
        if args.mode.in_place {
            repairs.write(sources)?;
        } else if args.mode.diff {
            let mut out = BufWriter::new(io::stdout().lock());
            repairs.diff(sources, &mut out)?;
            out.flush()?;
        }
        let verb = if args.mode.in_place { "repaired" } else { "would be repaired" };
        let files = summary::count(repairs.files(), "file");
        let tally = &repairs.outcome.tally;
        args.common.say(&format!(
            "{files} {verb}: {}{}{}",
            summary::of_repairs(tally),
            summary::of_rules(tally, args.threshold()),
            summary::skipped(tally)
        ));
        if repairs.left > 0 {
            args.common.say(&format!(
                "{} left as before: what is put together from several parts is repaired by --output only\n",
                summary::count(repairs.left, "text"),
            ));
        }
        let would_change = repairs.files() > 0;
        Ok((repairs.outcome, would_change))
    }
}

/// Where the results go, if that makes sense.
fn outputs(
    args: &CleanArgs,
    corpus: &Path,
    against: Vec<PathBuf>,
) -> Result<Outputs, CommandError> {
    let wrong = |why: &str| Err(CommandError::Usage(why.to_owned()));
    let ending = |error: UnknownEnding| CommandError::Clean(error.into());
    let shape = Form::of(corpus).map_err(ending)?.shape;
    for path in [&args.rejects, &args.changes].into_iter().flatten() {
        if is_stdout(path) {
            return wrong(
                "--rejects and --changes need a file; only the corpus can go to standard output",
            );
        }
        if Form::of(path).map_err(ending)?.shape != CorpusShape::JsonLines {
            return wrong(
                "--rejects and --changes are JSON Lines (.jsonl, .jsonl.gz); only the corpus can have another shape",
            );
        }
    }
    if args.croissant && is_stdout(corpus) {
        return wrong("--croissant describes a file; name one for --output");
    }
    if args.croissant && matches!(shape, CorpusShape::Bibtex | CorpusShape::Ris) {
        return wrong("--croissant describes what data sets are loaded from, not a bibliography");
    }
    let CleanArgs { rejects, changes, croissant, .. } = args;
    Ok(Outputs {
        corpus: corpus.to_owned(),
        rejects: rejects.clone(),
        changes: changes.clone(),
        croissant: *croissant,
        against,
    })
}
