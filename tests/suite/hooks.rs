//! The pre-commit hooks and the action, by `tests/hooks/run.sh` with the binary of this build;
//! where that cannot install pre-commit it has failed.

use std::process::Command;

use crate::common::root;

#[test]
#[ignore = "needs pip and the network, for pre-commit"]
fn the_hooks_and_the_action_do_what_they_should() {
    let script = root().join("tests/hooks/run.sh");
    let output = Command::new("bash")
        .arg(script)
        .args(["--system", env!("CARGO_BIN_EXE_abslint")])
        .output()
        .expect("bash runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("all hooks and the action did what they should"), "{said}");
}
