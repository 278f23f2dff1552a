//! `abslint completions SHELL` and `abslint man`.

use std::io::{self, Write};

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, CommandError, Exit};

/// What `completions` can be asked.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the script for a shell.
pub(super) fn run(args: &CompletionsArgs) -> Result<Exit, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "abslint", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Fine)
}

/// Prints the manual page, with a section for each command.
pub(super) fn man() -> Result<Exit, CommandError> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for command in command.get_subcommands() {
        push_section(&mut page, "abslint", command)?;
    }
    io::stdout().lock().write_all(&page)?;
    Ok(Exit::Fine)
}

/// The section of a command, and those of its own.
fn push_section(page: &mut Vec<u8>, above: &str, command: &clap::Command) -> io::Result<()> {
    if command.get_name() == "help" {
        return Ok(());
    }
    let name = format!("{above} {}", command.get_name());
    writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
    let man = clap_mangen::Man::new(command.clone());
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    command.get_subcommands().try_for_each(|own| push_section(page, &name, own))
}
