//! What people read: snapshots of the reports of every fixture.

use crate::common::{abslint, fixtures, root, status, stderr, stdout};

#[test]
fn every_fixture_in_full_and_concise() {
    insta::glob!("../../fixtures", "**/*.*", |path| {
        let name = path
            .strip_prefix(root())
            .expect("fixtures lie in the repository")
            .to_string_lossy()
            .replace('\\', "/");
        for format in ["full", "concise"] {
            let output = abslint(&root(), &["check", &name, "--output-format", format]);
            let text = format!(
                "{}--- stderr\n{}--- exit {}\n",
                stdout(&output),
                stderr(&output),
                status(&output)
            );
            insta::assert_snapshot!(format, text);
        }
    });
}

#[test]
fn the_json_of_a_finding_is_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    let text = r#"{"id":"x","title":"é","abstract":"A long enough abstract, with a grid of 256times256 cells."}"#;
    std::fs::write(dir.path().join("a.jsonl"), text).unwrap();
    let output = abslint(
        dir.path(),
        &["check", "a.jsonl", "--select", "math", "--output-format", "json-lines", "-q"],
    );
    assert_eq!(
        stdout(&output).trim(),
        r#"{"rule":"lost-times","family":"math","severity":"error","message":"`256times256` lost its × sign","help":"`\\times` stood here; its backslash was stripped with the dollar signs","path":"a.jsonl","record":0,"id":"x","field":"abstract","span":{"start":39,"end":50},"location":{"line":1,"column":74},"end_location":{"line":1,"column":85},"text":"256times256","fix":{"safety":"safe","edits":[{"start":39,"end":50,"replacement":"256×256"}]},"related":[]}"#
    );
    let array = abslint(
        dir.path(),
        &["check", "a.jsonl", "--select", "math", "--output-format", "json", "-q"],
    );
    let (lines, array): (serde_json::Value, serde_json::Value) = (
        serde_json::from_slice(&output.stdout).unwrap(),
        serde_json::from_slice(&array.stdout).unwrap(),
    );
    assert_eq!(array, serde_json::json!([lines]));
}

#[test]
fn the_exit_status_follows_fail_on() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("w.jsonl"),
        r#"{"title":"T","abstract":"An abstract that is long enough to be one, and that works on many different tasks such as image recognition"}"#,
    )
    .unwrap();
    std::fs::write(
        dir.path().join("ok.jsonl"),
        r#"{"title":"T","abstract":"An abstract that is long enough to be one, and has its full stop."}"#,
    )
    .unwrap();
    let exit = |args: &[&str]| status(&abslint(dir.path(), args));
    assert_eq!(exit(&["check", "ok.jsonl", "--fail-on", "info"]), 0);
    assert_eq!(exit(&["check", "w.jsonl"]), 0);
    assert_eq!(exit(&["check", "w.jsonl", "--fail-on", "warning"]), 1);
    assert_eq!(exit(&["check", "w.jsonl", "--fail-on", "never"]), 0);
    assert_eq!(exit(&["check", "absent.jsonl"]), 2);
    assert_eq!(exit(&["check", "--nonsense"]), 2);
    assert_eq!(exit(&["check"]), 2, "no inputs");
}

#[test]
fn a_limit_says_how_many_it_left_out() {
    let output = abslint(&root(), &["check", "fixtures/daily.txt", "--limit", "2"]);
    assert_eq!(stdout(&output).matches("╭─[").count(), 2);
    assert!(
        stderr(&output).contains("13 findings more not shown (--limit)"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn statistics_are_a_table_on_stderr() {
    let output = abslint(
        &root(),
        &["check", "fixtures/daily.txt", "--statistics", "--output-format", "json-lines"],
    );
    insta::assert_snapshot!(stderr(&output));
    assert!(stdout(&output).lines().all(|line| line.starts_with('{')), "stdout carries data only");
}

#[test]
fn colour_only_where_it_is_wanted() {
    let plain = abslint(&root(), &["check", "fixtures/daily.txt", "--output-format", "concise"]);
    let coloured = abslint(
        &root(),
        &["check", "fixtures/daily.txt", "--output-format", "concise", "--color", "always"],
    );
    assert!(!stdout(&plain).contains('\u{1b}'));
    assert!(stdout(&coloured).contains("\u{1b}[31merror"));
}

#[test]
fn escapes_in_the_input_never_reach_the_terminal() {
    for format in ["full", "concise"] {
        let output =
            abslint(&root(), &["check", "fixtures/broken/lines.jsonl", "--output-format", format]);
        assert!(!stdout(&output).contains('\u{1b}'), "{format}");
    }
}

#[test]
fn two_dumps_that_share_a_paper_share_its_id() {
    let dir = fixtures();
    let output = abslint(
        dir.path(),
        &[
            "check", "fixtures/daily.txt", "fixtures/search.txt", "--select", "duplicate",
            "--output-format", "json-lines", "-q",
        ],
    );
    let findings: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(findings.len(), 2, "CLIP and SimMIM");
    for finding in findings {
        assert_eq!(finding["id"], finding["related"][0]["id"]);
        assert_eq!(finding["related"][0]["similarity"], 1.0);
    }
}
