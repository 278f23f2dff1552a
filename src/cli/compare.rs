//! `abslint compare OLD NEW`.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{CommandError, Common, Exit, complain, inputs, put};
use crate::check::Check;
use crate::compare::judge::{Judged, judge};
use crate::compare::{Changes, Side};
use crate::config::Config;
use crate::corpus::clash;
use crate::edit::Safety;
use crate::engine::{Engine, Want};
use crate::report::comparison;
use crate::source::Source;
use crate::source::git::{Blob, Repository};
use crate::source::paths::{Globs, Rooted, is_data, is_hidden};

/// What `compare` can be asked.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The old version: a file, a folder, `REV:path` of a git revision, or `REV` for the inputs of abslint.yaml in it
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
    common: Common,
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
pub fn run(args: &CompareArgs) -> Result<Exit, CommandError> {
    let config = args.common.config()?;
    let library = args.common.library(&config)?;
    let rules = library.select(&args.common.selection(&config))?;
    args.common.use_cores()?;
    let old = sources(&args.old, &config)?;
    let new = match &args.new {
        Some(name) => sources(name, &config)?,
        None => all(&[], &config)?,
    };
    if let Some(output) = &args.output {
        clash::refuse(&old, &new.iter().filter_map(Source::path).map(Path::to_owned).collect::<Vec<_>>(), &[output])?;
    }
    let reading = Common::reading(&library, &config);
    let want = Want { findings: true, content: true, ..Want::default() };
    let engine = Engine::new(&library, rules, reading.clone(), Safety::Safe, &config, want);
    let (old, new) = (Side::read(&engine, old)?, Side::read(&engine, new)?);
    let changes = Changes::between(&old, &new, &reading, |id| {
        library.rule(id).is_ok_and(|rule| matches!(&rule.check, Check::Duplicate(check) if check.finds.is_copy()))
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
    put(args.output.as_deref().unwrap_or(Path::new("-")), &text)?;
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
        return Err(CommandError::Usage("standard input cannot be read twice; `compare` needs files".to_owned()));
    }
    match name.split_once(':') {
        _ if Path::new(name).exists() => all(&[name.to_owned()], config),
        Some((revision, path)) => of_revision(revision, Within::path(path)?, config),
        // A name that is no file and no glob: if there are inputs to look for, a revision.
        None if !config.inputs.is_empty() && !name.contains(['*', '?', '[']) => of_revision(name, Within::inputs(config)?, config),
        None => all(&[name.to_owned()], config),
    }
}

/// The files that are named, all of which must be there.
fn all(names: &[String], config: &Config) -> Result<Vec<Source>, CommandError> {
    match inputs(names, config)? {
        (sources, 0) => Ok(sources),
        _ => Err(CommandError::Usage("there is nothing to compare".to_owned())),
    }
}

/// Which files of a revision are meant.
enum Within {
    /// One file, or the data in one folder, by its path from the root of the repository.
    Path(String),
    /// The inputs of the configuration: files and folders, and globs.
    Inputs(Vec<PathBuf>, Globs),
}

impl Within {
    /// A path that begins with `./` is relative to the working folder, any other to the root of the repository.
    fn path(written: &str) -> Result<Within, CommandError> {
        let here = std::env::current_dir()?;
        let path = match written.strip_prefix("./") {
            None => written.to_owned(),
            Some(rest) => {
                let root = Repository::around(&here)?.root.canonicalize()?;
                let folder = here.canonicalize()?;
                let folder = folder.strip_prefix(root).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
                format!("{folder}/{rest}")
            }
        };
        Ok(Within::Path(path.trim_matches('/').to_owned()))
    }

    fn inputs(config: &Config) -> Result<Within, CommandError> {
        Ok(Within::Inputs(config.inputs.iter().map(Rooted::path).collect(), Globs::new(&config.inputs)?))
    }

    /// Whether the file `path`, which lies at `full`, is one of them. Of a folder only data that are not hidden are.
    fn covers(&self, path: &str, full: &Path) -> bool {
        let is_shown = |within: &Path| is_data(full) && !within.iter().any(is_hidden);
        match self {
            Within::Path(meant) => {
                let within =
                    if meant.is_empty() { Some(path) } else { path.strip_prefix(meant.as_str()).and_then(|rest| rest.strip_prefix('/')) };
                path == meant || within.is_some_and(|within| is_shown(Path::new(within)))
            }
            Within::Inputs(paths, globs) => {
                let is_in = |meant: &PathBuf| full == meant || full.strip_prefix(meant).is_ok_and(is_shown);
                globs.cover(full) || paths.iter().any(is_in)
            }
        }
    }
}

fn of_revision(revision: &str, within: Within, config: &Config) -> Result<Vec<Source>, CommandError> {
    let repository = Repository::around(&std::env::current_dir()?)?;
    let root = repository.root.canonicalize()?;
    let excludes = Globs::new(&config.exclude)?;
    let is_meant = |file: &Blob| {
        let full = root.join(&file.path);
        within.covers(&file.path, &full) && !excludes.cover(&full)
    };
    let files: Vec<Blob> = repository.files(revision)?.into_iter().filter(is_meant).collect();
    match (&within, files.is_empty()) {
        (Within::Path(path), true) => {
            Err(CommandError::Usage(format!("{revision}:{path}: there is no such file or folder with data in this revision")))
        }
        // Before the first of them was committed there are no inputs, and all are new.
        _ => Ok(files.iter().map(|file| Source::git(format!("{revision}:{}", file.path), &repository, file)).collect()),
    }
}
