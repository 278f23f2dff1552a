//! `abslint compare OLD NEW`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{CommandError, Common, Exit, inputs};
use crate::compare::judge::{Judged, judge};
use crate::compare::{Changes, Side};
use crate::config::Config;
use crate::corpus::atomic::AtomicFile;
use crate::corpus::{CleanError, clash};
use crate::edit::Safety;
use crate::engine::{Engine, Want};
use crate::report::comparison;
use crate::source::Source;
use crate::source::git::Repository;
use crate::source::paths::{Globs, is_data};

/// What `compare` can be asked.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The old version: a file, a folder, or `REV:path` of a git revision
    old: String,
    /// The new version, in the same way
    new: String,
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
    let [old, new] = [&args.old, &args.new].map(|name| sources(name, &config));
    let (old, new) = (old?, new?);
    if let Some(output) = &args.output {
        clash::refuse(&old, &new.iter().filter_map(Source::path).map(Path::to_owned).collect::<Vec<_>>(), &[output])?;
    }
    let reading = Common::reading(&library, &config);
    let want = Want { findings: true, content: true, ..Want::default() };
    let engine = Engine::new(&library, rules, reading.clone(), Safety::Safe, &config, want);
    let (old, new) = (Side::read(&engine, old)?, Side::read(&engine, new)?);
    let changes = Changes::between(&old, &new, &reading, |rule| engine.drops(rule) && rule.starts_with("duplicate"))?;
    let verdict = judge(&config.gate, &changes);
    let passed = verdict.iter().all(|judged| judged.holds);
    let names = [args.old.as_str(), args.new.as_str()];
    let text = match args.output_format {
        Form::Text => comparison::text(names, &changes, &verdict),
        Form::Markdown => comparison::markdown(names, &changes, &verdict),
        Form::Json => {
            let whole = Whole { passed, limits: &verdict, changes: &changes };
            serde_json::to_string_pretty(&whole).map_err(io::Error::other)? + "\n"
        }
    };
    write(&text, args.output.as_deref())?;
    Ok(if passed { Exit::Fine } else { Exit::Findings })
}

fn write(text: &str, output: Option<&Path>) -> Result<(), CommandError> {
    let Some(path) = output else { return Ok(io::stdout().lock().write_all(text.as_bytes())?) };
    let failed = |error| CleanError::Write { path: path.display().to_string(), error };
    let mut file = AtomicFile::create(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.commit().map_err(failed)?;
    Ok(())
}

/// The files of a version.
fn sources(name: &str, config: &Config) -> Result<Vec<Source>, CommandError> {
    match name.split_once(':') {
        Some((revision, path)) if !Path::new(name).exists() => of_revision(name, revision, path, config),
        _ => match inputs(&[name.to_owned()], config)? {
            (sources, 0) => Ok(sources),
            _ => Err(CommandError::Usage("there is nothing to compare".to_owned())),
        },
    }
}

/// The file or the files of a folder in a revision; a path that begins with `./` is relative to the working folder.
fn of_revision(name: &str, revision: &str, path: &str, config: &Config) -> Result<Vec<Source>, CommandError> {
    let here = std::env::current_dir()?;
    let repository = Repository::around(&here)?;
    let commit = repository.commit(revision)?;
    let folder =
        here.canonicalize()?.strip_prefix(repository.root.canonicalize()?).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let path = match path.strip_prefix("./") {
        Some(rest) => format!("{folder}/{rest}"),
        None => path.to_owned(),
    };
    let path = path.trim_matches('/');
    let excludes = Globs::new(&config.exclude)?;
    let is_meant = |file: &str| {
        let within = path.is_empty() || file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        let full = Path::new(file);
        file == path || (within && is_data(full) && !excludes.cover(&repository.root.join(full)))
    };
    let files: Vec<_> = repository.files(&commit)?.into_iter().filter(|file| is_meant(&file.path)).collect();
    if files.is_empty() {
        return Err(CommandError::Usage(format!("{name}: there is no such file or folder with data in this revision")));
    }
    Ok(files.iter().map(|file| Source::git(format!("{revision}:{}", file.path), &repository, file)).collect())
}
