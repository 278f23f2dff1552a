//! `abslint baseline create|prune`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{CommandError, Common, Exit, ReadingArgs, complain_of, inputs, put, say_how};
use crate::report::summary;
use abslint_core::edit::Safety;
use abslint_corpus::baseline::findings::Counts;
use abslint_corpus::config::Config;
use abslint_corpus::run::Engine;
use abslint_corpus::stage::check::Check as CheckStage;
use abslint_corpus::write::clash;

/// The file, unless another one is named.
const FILE_NAME: &str = "abslint-baseline.json";

/// What `baseline` can be asked.
#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write down all findings, so that `check --baseline` reports only others
    Create(On),
    /// Take out what is not found any more; nothing is added
    Prune(On),
}

#[derive(Debug, Args)]
struct On {
    /// Files, folders or globs; all that the baseline is for
    paths: Vec<String>,
    /// The baseline; else that of abslint.yaml, else abslint-baseline.json
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    common: Common,
}

impl BaselineArgs {
    /// The options that it shares with other commands.
    pub(super) fn common(&self) -> &Common {
        let (Action::Create(on) | Action::Prune(on)) = &self.action;
        &on.common
    }
}

/// Writes a baseline.
pub(super) fn run(args: &BaselineArgs) -> Result<Exit, CommandError> {
    let (Action::Create(on) | Action::Prune(on)) = &args.action;
    let config = on.common.config()?;
    let path =
        on.baseline.clone().or_else(|| config.baseline.clone()).unwrap_or_else(|| FILE_NAME.into());
    let known = match &args.action {
        Action::Create(_) => None,
        Action::Prune(_) => Some(read(&path)?),
    };
    let (found, ran, failures) = count(on, &config, &path)?;
    if failures > 0 {
        return Err(CommandError::Usage(
            "not every input could be read: the baseline was left as it is".to_owned(),
        ));
    }
    let (wanted, said) = match known {
        None => {
            let said = format!(
                "{} in {}: `abslint check --baseline {}` reports only others\n",
                summary::count(found.total(), "finding"),
                path.display(),
                path.display()
            );
            (found, said)
        }
        Some(known) => {
            // Of rules that did not run nothing is known.
            let pruned = known.also_in(&found, |rule| ran.contains(rule));
            let gone = known.total() - pruned.total();
            let said = format!(
                "{} taken out, {} left in {}\n",
                summary::count(gone, "finding"),
                pruned.total(),
                path.display()
            );
            (pruned, said)
        }
    };
    put(&path, |out| out.write_all(wanted.to_baseline().as_bytes()))?;
    on.common.say(&said);
    Ok(Exit::Fine)
}

/// All findings, the rules that ran, and how many inputs could not be read.
fn count(
    on: &On,
    config: &Config,
    baseline: &Path,
) -> Result<(Counts, HashSet<String>, usize), CommandError> {
    let library = on.common.library(config)?;
    let rules = library.select(&on.common.selection(config))?;
    let (sources, missing) = inputs(&on.paths, config, &on.common, &[baseline.to_owned()])?;
    clash::refuse(&sources, &[], &[baseline])?;
    let ran = rules.iter().map(|rule| rule.id.clone()).collect();
    let engine = Engine::new(
        CheckStage::findings(),
        &library,
        rules,
        on.reading.reading(&library, config),
        Safety::Safe,
        config,
    );
    let outcome = engine.run(&sources, |_| Ok::<(), CommandError>(()))?;
    say_how(&on.common, &outcome);
    Ok((Counts::of(&outcome.findings)?, ran, missing + complain_of(&outcome.failures)))
}

/// The baseline in a file.
///
/// # Errors
/// That it cannot be read, or is none.
pub(super) fn read(path: &Path) -> Result<Counts, CommandError> {
    let wrong = |why: String| {
        CommandError::Usage(format!(
            "{}: {why}; `abslint baseline create` writes one",
            path.display()
        ))
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    Counts::from_baseline(&text).map_err(|why| wrong(format!("this is no baseline: {why}")))
}
