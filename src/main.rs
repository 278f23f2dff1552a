//! The `abslint` command: parse, run, exit code.

use std::process::ExitCode;

use abslint::commands::Cli;
use clap::Parser;

fn main() -> ExitCode {
    ExitCode::from(Cli::parse().run() as u8)
}
