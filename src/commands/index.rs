//! `abslint index`.

use std::path::PathBuf;

use clap::Args;

use super::{CommandError, Common, Exit, ReadingArgs, all_inputs};
use crate::report::summary;
use abslint_corpus::dedup::index;
use abslint_corpus::run::{StoreError, remember};
use abslint_corpus::write::clash;

/// What `index` can be asked.
#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// The corpus: files, folders or globs
    #[arg(required = true)]
    corpus: Vec<String>,
    /// Where the index is written
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Reads a corpus, and writes its keys.
pub(super) fn run(args: &IndexArgs) -> Result<Exit, CommandError> {
    let (config, library) = args.common.load()?;
    let sources = all_inputs(&args.corpus, &config)?;
    clash::refuse(&sources, &[], &[&args.output])?;
    let reference =
        remember(&library, args.reading.reading(&library, &config), &config, &sources, false)?;
    let bytes =
        index::write(&reference, config.dedup.banding(), &args.output).map_err(StoreError::from)?;
    let records = summary::count(reference.records.entries().len(), "record");
    args.common
        .say(&format!("{records} in an index of {bytes} bytes: {}\n", args.output.display()));
    Ok(Exit::Fine)
}
