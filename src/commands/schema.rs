//! `abslint schema`.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::{CommandError, Exit};
use abslint_core::rule;
use abslint_corpus::config;

/// What `schema` can be asked.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// What the schema is of
    #[arg(default_value = "config")]
    of: Of,
}

/// The files that have a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    /// `abslint.yaml`
    Config,
    /// The file of a rule
    Rule,
}

/// Prints a JSON Schema, for editors.
pub(super) fn run(args: &SchemaArgs) -> Result<Exit, CommandError> {
    let schema = match args.of {
        Of::Config => schemars::schema_for!(config::written::Written),
        Of::Rule => schemars::schema_for!(rule::written::Written),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(io::Error::other)?;
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(Exit::Fine)
}
