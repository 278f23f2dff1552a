//! The encoding cases of ftfy 6.3.1: what it repairs is repaired, what it leaves alone is left
//! alone.
//!
//! The cases are not part of this repository; `tests/peers/fetch-ftfy.sh` takes
//! them from the source release of ftfy.

use std::process::Command;

use crate::common::{root, stderr};
use abslint_core::check::mojibake::repaired;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    label: String,
    original: String,
    fixed: String,
    #[serde(rename = "fixed-encoding")]
    fixed_encoding: Option<String>,
    expect: String,
}

#[test]
#[ignore = "needs pip and the network"]
fn what_ftfy_repairs_is_repaired() {
    let folder = root().join("target/peers/ftfy");
    let fetched = Command::new("bash")
        .arg(root().join("tests/peers/fetch-ftfy.sh"))
        .arg(&folder)
        .output()
        .expect("bash runs");
    assert!(
        fetched.status.success(),
        "the cases of ftfy could not be fetched: {}",
        stderr(&fetched)
    );
    let text =
        std::fs::read_to_string(folder.join("test_cases.json")).expect("the cases were fetched");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("the cases are a JSON array");
    let expected: Vec<&Case> = cases.iter().filter(|case| case.expect == "pass").collect();
    assert_eq!(expected.len(), 151, "the cases of another version");
    let wrong = |case: &&&Case| {
        repaired(&case.original) != *case.fixed_encoding.as_ref().unwrap_or(&case.fixed)
    };
    let failed: Vec<&str> = expected.iter().filter(wrong).map(|case| case.label.as_str()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
