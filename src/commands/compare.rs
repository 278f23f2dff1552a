//! `abslint compare OLD NEW`.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::revision::{self, Within};
use super::{CommandError, Common, Exit, ReadingArgs, all_inputs, complain, put};
use crate::report::comparison;
use abslint_core::check::PairKind;
use abslint_core::edit::Safety;
use abslint_corpus::compare::judge::{Judged, judge};
use abslint_corpus::compare::{Changes, Side};
use abslint_corpus::config::Config;
use abslint_corpus::run::Engine;
use abslint_corpus::source::Source;
use abslint_corpus::source::globs::is_glob;
use abslint_corpus::stage::check::{Check as CheckStage, CheckContents};
use abslint_corpus::write::clash;

/// What `compare` can be asked.
#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The old version: a file, a folder, `REV:path` of a git revision, or `REV` for the inputs of
    /// abslint.yaml in it
    old: String,
    /// The new version, in the same way; else the inputs of abslint.yaml as they lie there
    new: Option<String>,
    /// How the comparison is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    output_format: Form,
    /// Where it is written, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    pub(super) common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// For a terminal
    Text,
    /// For a job summary or a pull request
    Markdown,
    /// All of it
    Json,
}

/// The comparison as JSON.
#[derive(Serialize)]
struct Whole<'c> {
    passed: bool,
    limits: &'c [Judged],
    #[serde(flatten)]
    changes: &'c Changes,
}

/// Compares, judges, reports.
pub(super) fn run(args: &CompareArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let rules = library.select(&args.common.selection(&config))?;
    let old = sources(&args.old, &config)?;
    let new = match &args.new {
        Some(name) => sources(name, &config)?,
        None => all_inputs(&[], &config)?,
    };
    if let Some(output) = &args.output {
        clash::refuse(
            &old,
            &new.iter().filter_map(Source::path).map(Path::to_owned).collect::<Vec<_>>(),
            &[output],
        )?;
    }
    let reading = args.reading.reading(&library, &config);
    let engine = Engine::new(
        CheckContents(CheckStage::findings()),
        &library,
        rules,
        reading.clone(),
        Safety::Safe,
        &config,
    );
    let (old, new) = (Side::read(&engine, old)?, Side::read(&engine, new)?);
    let changes = Changes::between(&old, &new, &reading, |id| {
        library.rule(id).is_ok_and(|rule| {
            rule.check.of_pairs().and_then(|check| check.finds()).is_some_and(PairKind::is_copy)
        })
    })?;
    let verdict = judge(&config.gate, &changes);
    let passed = verdict.iter().all(|judged| judged.holds);
    let names = [args.old.as_str(), args.new.as_deref().unwrap_or("the inputs of abslint.yaml")];
    let text = match args.output_format {
        Form::Text => comparison::text(names, &changes, &verdict),
        Form::Markdown => comparison::markdown(names, &changes, &verdict),
        Form::Json => {
            let whole = Whole { passed, limits: &verdict, changes: &changes };
            serde_json::to_string_pretty(&whole).map_err(io::Error::other)? + "\n"
        }
    };
    put(args.output.as_deref().unwrap_or(Path::new("-")), |out| out.write_all(text.as_bytes()))?;
    Ok(if new.unreadable() > 0 {
        complain(&format!("{} of the new version could not be read as records", new.unreadable()));
        Exit::Failed
    } else if passed {
        Exit::Fine
    } else {
        Exit::Findings
    })
}

/// The files of a version.
fn sources(name: &str, config: &Config) -> Result<Vec<Source>, CommandError> {
    if name == "-" {
        return Err(CommandError::Usage(
            "standard input cannot be read twice; `compare` needs files".to_owned(),
        ));
    }
    match name.split_once(':') {
        _ if Path::new(name).exists() => all_inputs(&[name.to_owned()], config),
        Some((commit, path)) => revision::sources(commit, &Within::path(path)?, config),
        // A name that is no file and no glob: if there are inputs to look for, a revision.
        None if !config.inputs.is_empty() && !is_glob(name) => {
            revision::sources(name, &Within::inputs(config)?, config)
        }
        None => all_inputs(&[name.to_owned()], config),
    }
}
