//! `abslint init`.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{CommandError, Exit};
use abslint_corpus::config::FILE_NAME;

/// What `init` can be asked.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder that it is written to
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// What is written.
const TEMPLATE: &str = include_str!("init.yaml");

/// Writes an annotated configuration; one that is there stays as it is.
pub(super) fn run(args: &InitArgs) -> Result<Exit, CommandError> {
    let path = args.folder.join(FILE_NAME);
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => CommandError::Usage(format!(
            "{} is there already: it was left as it is",
            path.display()
        )),
        _ => CommandError::Usage(format!("{}: {error}", path.display())),
    };
    let mut file = File::create_new(&path).map_err(failed)?;
    file.write_all(TEMPLATE.as_bytes()).map_err(failed)?;
    let shown = path.strip_prefix(Path::new(".")).unwrap_or(&path);
    writeln!(
        io::stderr(),
        "{} was written: name your files under `inputs`, then run `abslint check`",
        shown.display()
    )?;
    Ok(Exit::Fine)
}
