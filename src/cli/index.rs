//! `abslint index`.

use std::path::PathBuf;

use clap::Args;

use super::{CommandError, Common, Exit, against};
use crate::dedup::index;
use crate::engine::StoreError;
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
    common: Common,
}

/// Reads a corpus, and writes its keys.
pub fn run(args: &IndexArgs) -> Result<Exit, CommandError> {
    let config = args.common.config()?;
    let library = args.common.library(&config)?;
    args.common.use_cores()?;
    let is_input = |name: &String| same_file::is_same_file(name, &args.output).unwrap_or(false);
    if args.output.is_file() && args.corpus.iter().any(is_input) {
        return Err(CommandError::Usage(format!("{} is the corpus itself", args.output.display())));
    }
    let reference = against::whole(&args.corpus, &library, &config)?;
    let bytes = index::write(&reference, config.dedup.banding(), &args.output).map_err(StoreError::from)?;
    let records = summary::count(reference.entries.len(), "record");
    args.common.say(&format!("{records} in an index of {bytes} bytes: {}\n", args.output.display()));
    Ok(Exit::Fine)
}
