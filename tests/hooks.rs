//! The pre-commit hooks and the action, by `tests/hooks/run.sh` with the binary of this build.

mod common;

use std::process::Command;

/// The script could not install pre-commit.
const UNTESTED: i32 = 77;

#[test]
fn the_hooks_and_the_action_do_what_they_should() {
    let script = common::root().join("tests/hooks/run.sh");
    let output = Command::new("bash").arg(script).args(["--system", env!("CARGO_BIN_EXE_abslint")]).output().expect("bash runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(UNTESTED) {
        eprintln!("{said}");
        return;
    }
    assert!(output.status.success(), "{said}");
    assert!(said.contains("all hooks and the action did what they should"), "{said}");
}
