//! The `abslint` command: its signals, its arguments, its exit code.

use std::process::ExitCode;

/// The exit status of a program that was interrupted: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

fn main() -> ExitCode {
    // Without a handler the system ends the program, too; only its temporary files stay.
    let _ = ctrlc::set_handler(|| {
        abslint::abandon_files();
        std::process::exit(INTERRUPTED);
    });
    ExitCode::from(abslint::run_command(std::env::args_os(), None))
}
