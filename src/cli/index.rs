//! `abslint index`.

use std::path::PathBuf;

use clap::Args;

use super::{CommandError, Common, Exit, ReadingArgs, all_inputs};
use crate::corpus::clash;
use crate::dedup::index;
use crate::engine::{Engine, StoreError};
use crate::report::summary;

/// What `index` can be asked.
#[derive(Debug, Args)]
pub struct IndexArgs {
    /// The corpus: files, folders or globs
    #[arg(required = true)]
    corpus: Vec<String>,
    /// Where the index is written
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    common: Common,
}

/// Reads a corpus, and writes its keys.
pub fn run(args: &IndexArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let sources = all_inputs(&args.corpus, &config)?;
    clash::refuse(&sources, &[], &[&args.output])?;
    let reference = Engine::remember(&library, args.reading.reading(&library, &config), &config, &sources, false)?;
    let bytes = index::write(&reference, config.dedup.banding(), &args.output).map_err(StoreError::from)?;
    let records = summary::count(reference.records.entries().len(), "record");
    args.common.say(&format!("{records} in an index of {bytes} bytes: {}\n", args.output.display()));
    Ok(Exit::Fine)
}
