//! `pipe` and `cluster`: a line out for each line in, and the copies that one machine finds.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::common::{abslint, abslint_with_stdin, fixtures, root, status, stderr, stdout};
use serde_json::{Value, json};

fn values(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn pipe(dir: &Path, input: &str) -> Vec<Value> {
    let output = abslint_with_stdin(dir, &["pipe"], input.as_bytes());
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    values(&stdout(&output))
}

#[test]
fn each_line_in_is_a_line_out_whatever_it_holds() {
    let dir = tempfile::tempdir().unwrap();
    let good = r#"{"id":7,"title":"On Grids","abstract":"We study grids of 16times16 cells, and say why they are as they are.","year":2020}"#;
    let bad = [
        "",
        "   ",
        "{",
        "[1]",
        "null",
        r#"{"title":3}"#,
        r#"{"title":"\ud800"}"#,
        "{}\u{feff}",
        r#"{"title":"no abstract"}"#,
    ];
    let input: Vec<String> = (0..300)
        .map(|n| {
            if n % 3 == 0 {
                good.replace('7', &n.to_string())
            } else {
                bad[n % bad.len()].to_owned()
            }
        })
        .collect();
    for end in ["\n", "\r\n"] {
        let out = pipe(dir.path(), &(input.join(end) + end));
        assert_eq!(out.len(), input.len());
        for (n, (line, was)) in out.iter().zip(&input).enumerate() {
            let is_record = n % 3 == 0 || was.contains("no abstract");
            assert_eq!(
                (line["record"].is_object(), line["error"].is_null()),
                (is_record, is_record),
                "{was:?}: {line}"
            );
            assert_eq!(line["state"].is_string(), n % 3 == 0, "{was:?}");
        }
        let first = &out[0];
        assert_eq!((&first["record"]["id"], &first["record"]["year"]), (&json!(0), &json!(2020)));
        assert!(first["record"]["abstract"].as_str().unwrap().contains("16×16"));
        assert!(first["record"].get("source").is_none());
        assert!(first["edits"][0]["rule"] == "lost-times");
        assert_eq!(first["findings"][0]["rule"], "lost-times");
    }
    assert_eq!(pipe(dir.path(), good).len(), 1, "a last line without an end");
    assert!(pipe(dir.path(), "").is_empty());
    let bytes = abslint_with_stdin(dir.path(), &["pipe"], b"{\"title\":\"\xff\"}\n\n");
    assert_eq!(values(&stdout(&bytes)).len(), 2);
}

#[test]
fn the_copies_among_piped_records_are_those_of_one_machine() {
    let dir = fixtures();
    let mut lines: Vec<Value> = Vec::new();
    for name in ["daily.txt", "search.txt", "papers.jsonl", "text.jsonl"] {
        let rules = "duplicate-exact,duplicate-near,duplicate-cut";
        let output = abslint(
            dir.path(),
            &["clean", &format!("fixtures/{name}"), "-o", "-", "--quiet", "--ignore", rules],
        );
        lines.extend(values(&stdout(&output)));
    }
    for (n, line) in lines.iter_mut().enumerate() {
        let line = line.as_object_mut().unwrap();
        line.retain(|key, _| matches!(key.as_str(), "title" | "abstract"));
        line.insert("id".to_owned(), json!(n));
    }
    let text: String = lines.iter().map(|line| line.to_string() + "\n").collect();
    std::fs::write(dir.path().join("in.jsonl"), &text).unwrap();
    let found = values(&stdout(&abslint(
        dir.path(),
        &["check", "in.jsonl", "--select", "duplicate", "--output-format", "json-lines"],
    )));
    let expected: BTreeMap<String, (String, String)> = found
        .iter()
        .map(|finding| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (text(&finding["id"]), (text(&finding["related"][0]["id"]), text(&finding["rule"])))
        })
        .collect();
    assert!(expected.len() >= 3, "{expected:?}");
    let piped = pipe(dir.path(), &text);
    let row = |n: usize, line: &Value| {
        json!({ "row": n.to_string(), "state": line["state"] }).to_string() + "\n"
    };
    let table: String = piped.iter().enumerate().map(|(n, line)| row(n, line)).collect();
    let output = abslint_with_stdin(dir.path(), &["cluster"], table.as_bytes());
    let related: BTreeMap<String, (String, String)> = values(&stdout(&output))
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            (text("row"), (text("kept"), text("rule")))
        })
        .collect();
    assert_eq!(related, expected);
    for (n, (kept, _)) in &related {
        let keys = |n: &str| piped[n.parse::<usize>().unwrap()]["keys"].as_array().unwrap().clone();
        let kept = keys(kept);
        assert!(keys(n).iter().any(|key| kept.contains(key)), "who is compared shares a key: {n}");
    }
}

#[test]
fn what_is_no_key_table_is_said_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    for (table, said) in [
        ("{\"row\":1,\"state\":null}\n{}\n", "line 2 is no row"),
        ("{\"row\":1,\"state\":\"AAAA\"}\n", "the state of row 1"),
    ] {
        let output = abslint_with_stdin(dir.path(), &["cluster"], table.as_bytes());
        assert_eq!(status(&output), 2, "{}", stderr(&output));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}

/// What Spark needs of the binary, without Spark; `integrations/spark/tests/run.sh` runs the rest.
#[test]
fn the_process_of_a_partition_loses_nothing() {
    let mut python = Command::new("python3");
    python
        .args(["-B", "integrations/spark/tests/test_process.py"])
        .env("ABSLINT", env!("CARGO_BIN_EXE_abslint"));
    let output = python.current_dir(root()).output().expect("this test needs python3");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("\nOK"), "{}", stderr(&output));
}
