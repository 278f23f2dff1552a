//! The command line: what can be asked, and one file for each command.

mod against;
mod baseline;
mod check;
mod clean;
mod cluster;
mod compare;
mod completions;
mod error;
mod explain;
mod index;
mod init;
mod input_format;
mod inputs;
mod pipe;
mod progress;
mod report;
mod revision;
mod rules;
mod schema;
mod since;
mod test;
mod welcome;

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use abslint_core::rule::{Library, Selection};
use abslint_corpus::config::Config;
use abslint_corpus::fs::atomic::{self, AtomicFile};
use abslint_corpus::run::Engine;
use abslint_corpus::run::stage::Stage;
use abslint_corpus::source::Reading;
use abslint_corpus::source::format::Format;
use abslint_corpus::write::CleanError;
pub(crate) use error::CommandError;
use input_format::InputFormat;
use inputs::{all_inputs, complain_of, inputs, say_how};

/// Finds and repairs the damage that scraping does to paper abstracts.
#[derive(Debug, Parser)]
#[command(name = "abslint", version, max_term_width = 100)]
pub(crate) struct Cli {
    /// Nothing named: see what there is
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Report damage in scraped dumps, JSON, JSON Lines and tables
    Check(check::CheckArgs),
    /// Write a clean corpus, or repair files in place
    Clean(clean::CleanArgs),
    /// Write the keys of a corpus to a file, for `--against`
    Index(index::IndexArgs),
    /// Say what a change does to a data set, and whether it may
    Compare(compare::CompareArgs),
    /// Write a page to look at: what was found, where, and how bad it is
    Report(report::ReportArgs),
    /// Write down the findings that are there, so that only new ones are reported
    Baseline(baseline::BaselineArgs),
    /// Say what a rule finds, why, and how it repairs it
    Explain(explain::ExplainArgs),
    /// List the rules
    Rules(rules::RulesArgs),
    /// Run the tests inside the rules
    Test(test::TestArgs),
    /// Write an abslint.yaml with explanations
    Init(init::InitArgs),
    /// Clean JSON Lines as a filter: a line out for each line in
    Pipe(pipe::PipeArgs),
    /// Find the copies among records that `pipe` has looked at
    Cluster(cluster::ClusterArgs),
    /// Print what a shell needs to complete commands and options
    Completions(completions::CompletionsArgs),
    /// Print the manual page
    Man,
    /// Print the JSON Schema of abslint.yaml, or of rule files
    Schema(schema::SchemaArgs),
}

/// Options that all commands share.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Configuration file; else the nearest abslint.yaml upwards from here
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Only these rules or families
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules or families
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// These rules or families too, also if they are off
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    extend_select: Vec<String>,
    /// Folder with rules of your own
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Colours in what people read
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// No summary
    #[arg(long, short)]
    quiet: bool,
    /// How many cores to use; 0 for all
    #[arg(long, short, value_name = "N", default_value_t = 0)]
    jobs: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// How inputs are read.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// How all inputs are written; else the name of each tells, or its first bytes
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Files no record of which has an abstract, or a title, are meant to be so: else each is an
    /// error
    #[arg(long)]
    allow_missing: bool,
}

impl ReadingArgs {
    fn reading(&self, library: &Library, config: &Config) -> Reading {
        let format = self.input_format.map(InputFormat::format);
        Reading { allow_missing: self.allow_missing, ..reading(library, config, format) }
    }
}

/// How inputs are read that are written as `format` says, or as they say themselves.
fn reading(library: &Library, config: &Config, format: Option<Format>) -> Reading {
    Reading {
        layouts: library.background.layouts.clone(),
        sources: library.sources.clone(),
        fields: config.fields.clone(),
        format,
        allow_missing: false,
    }
}

/// What is kept for the next run.
#[derive(Debug, Args)]
pub(crate) struct CacheArgs {
    /// Keep what is found in each record in this folder, so that the next run over it is nearly
    /// free
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
}

impl CacheArgs {
    /// The engine with its cache, if one was asked for.
    fn with<'l, S: Stage>(&self, engine: Engine<'l, S>) -> Result<Engine<'l, S>, CommandError> {
        let Some(folder) = &self.cache else { return Ok(engine) };
        engine
            .remembering(folder)
            .map_err(|error| CommandError::Usage(format!("--cache {}: {error}", folder.display())))
    }

    /// Writes the cache. Only time is lost if that fails.
    fn save<S: Stage>(&self, engine: &Engine<'_, S>) {
        if let (Err(error), Some(folder)) = (engine.save(), &self.cache) {
            complain(&format!("--cache {}: {error}", folder.display()));
        }
    }
}

/// How a run ended, in the order of badness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing to complain of.
    Fine = 0,
    /// Findings, or something would change.
    Findings = 1,
    /// Usage, configuration, or an input that could not be read.
    Failed = 2,
}

impl Cli {
    /// Carries out what was asked; errors go to standard error.
    pub(crate) fn run(self) -> Exit {
        let Some(command) = self.command else { return welcome::run() };
        // Of this run, so that one process can run several.
        let jobs = command.common().map_or(0, |common| common.jobs);
        let cores = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        let result = match cores {
            Ok(cores) => cores.install(|| command.run()),
            Err(error) => Err(CommandError::Usage(format!("--jobs {jobs}: {error}"))),
        };
        result.unwrap_or_else(|error| {
            if error.is_broken_pipe() {
                return Exit::Fine;
            }
            match error {
                CommandError::Clean(CleanError::NotUnderstood { failures }) => {
                    complain_of(&failures);
                    complain("nothing was written");
                }
                CommandError::Load(errors) => {
                    errors.0.into_iter().for_each(|error| complain_at_length(error.into()))
                }
                other => complain(&other.to_string()),
            }
            Exit::Failed
        })
    }
}

impl Command {
    fn run(&self) -> Result<Exit, CommandError> {
        match self {
            Command::Check(args) => check::run(args),
            Command::Clean(args) => clean::run(args),
            Command::Index(args) => index::run(args),
            Command::Compare(args) => compare::run(args),
            Command::Report(args) => report::run(args),
            Command::Baseline(args) => baseline::run(args),
            Command::Explain(args) => explain::run(args),
            Command::Rules(args) => rules::run(args),
            Command::Test(args) => test::run(args),
            Command::Init(args) => init::run(args),
            Command::Schema(args) => schema::run(args),
            Command::Pipe(args) => pipe::run(args),
            Command::Cluster(args) => cluster::run(args),
            Command::Completions(args) => completions::run(args),
            Command::Man => completions::man(),
        }
    }

    /// The options that it shares with others, if it does.
    fn common(&self) -> Option<&Common> {
        match self {
            Command::Check(args) => Some(&args.common),
            Command::Clean(args) => Some(&args.common),
            Command::Index(args) => Some(&args.common),
            Command::Compare(args) => Some(&args.common),
            Command::Report(args) => Some(&args.common),
            Command::Baseline(args) => Some(args.common()),
            Command::Explain(args) => Some(&args.common),
            Command::Rules(args) => Some(&args.common),
            Command::Test(args) => Some(&args.common),
            Command::Pipe(args) => Some(&args.common),
            Command::Cluster(args) => Some(&args.common),
            Command::Init(_) | Command::Schema(_) | Command::Completions(_) | Command::Man => None,
        }
    }
}

/// Runs the command whose arguments, the first of them its name, are `args`; its exit status.
/// `program` is the file that holds this code, if that is not what the system started: what is kept
/// for a next run is of no use to another build.
///
/// It neither ends the process nor takes signals.
pub fn run_command<T: Into<OsString> + Clone>(
    args: impl IntoIterator<Item = T>,
    program: Option<PathBuf>,
) -> u8 {
    if let Some(program) = program {
        abslint_corpus::run::lies_in(program);
    }
    match Cli::try_parse_from(args) {
        Ok(cli) => cli.run() as u8,
        Err(usage) => {
            let _ = usage.print();
            u8::try_from(usage.exit_code()).unwrap_or(Exit::Failed as u8)
        }
    }
}

/// Removes the temporary files of this process, which is about to end.
pub fn abandon_files() {
    atomic::abandon_all();
}

/// One line on standard error.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "abslint: {}", crate::report::visible::visible(message));
}

/// A drawing on standard error.
fn complain_at_length(error: miette::Report) {
    let _ = writeln!(io::stderr(), "{error:?}");
}

impl Common {
    /// The configuration, and the rules as it sets them.
    fn load(&self) -> Result<(Config, Library), CommandError> {
        let config = self.config()?;
        let library = self.library(&config)?;
        Ok((config, library))
    }

    fn config(&self) -> Result<Config, CommandError> {
        let here = std::env::current_dir()?;
        let mut config = match &self.config {
            Some(path) => Config::read(path)?,
            None => Config::discover(&here)?,
        };
        config.rules_dirs.extend(self.rules.iter().cloned());
        Ok(config)
    }

    fn library(&self, config: &Config) -> Result<Library, CommandError> {
        Ok(config.library()?)
    }

    /// Options on the command line come on top of those in the file; a `--select` replaces its one.
    fn selection(&self, config: &Config) -> Selection {
        let select =
            if self.select.is_empty() { config.select.clone() } else { self.select.clone() };
        let extend_select =
            config.extend_select.iter().chain(&self.extend_select).cloned().collect();
        Selection { select, extend_select, ignore: self.ignore.clone() }
    }

    fn color(&self, terminal: bool) -> bool {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && wanted,
        }
    }

    fn color_on_stdout(&self) -> bool {
        self.color(io::stdout().is_terminal())
    }

    /// A summary on standard error.
    fn say(&self, text: &str) {
        if !self.quiet {
            let _ = write!(io::stderr(), "{text}");
        }
    }
}

/// Writes what `write` writes to a file that is either the old one or whole; `-` is standard
/// output. Of a reader who has seen enough of that nothing is said.
fn put<T: Default>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, CommandError> {
    if is_stdout(path) {
        let mut out = BufWriter::new(io::stdout().lock());
        return match write(&mut out).and_then(|written| out.flush().map(|()| written)) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
            written => Ok(written.unwrap_or_default()),
        };
    }
    let failed = |error| CleanError::Write { path: path.display().to_string(), error };
    let mut file = AtomicFile::create(path).map_err(failed)?;
    let written = write(&mut file).map_err(failed)?;
    file.commit().map_err(failed)?;
    Ok(written)
}

/// Whether a path is the name for standard output.
fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}
