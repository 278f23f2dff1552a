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
            let output =
                abslint(&root(), &["check", &name, "--output-format", format, "--limit", "0"]);
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
    assert!(stderr(&output).contains("13 findings more: `--limit 0`"), "{}", stderr(&output));
}

#[test]
fn many_findings_fit_on_a_screen() {
    let output = abslint(&root(), &["check", "fixtures"]);
    insta::assert_snapshot!(format!("{}--- stderr\n{}", stdout(&output), stderr(&output)));
    let lines = stdout(&output).lines().count() + stderr(&output).lines().count();
    assert!(lines <= 60, "{lines} lines");
}

#[test]
fn what_is_less_severe_can_be_left_out() {
    let of = |least: &str| {
        let output = abslint(
            &root(),
            &[
                "check", "fixtures/text.jsonl", "--min-severity", least, "--output-format",
                "concise",
            ],
        );
        let said = |severity: &str| stdout(&output).matches(&format!(": {severity}[")).count();
        (said("error") > 0, said("warning") > 0, said("info") > 0)
    };
    assert_eq!(of("info"), (true, true, true));
    assert_eq!(of("warning"), (true, true, false));
    assert_eq!(of("error"), (true, false, false));
}

/// The row of each rule in a table on standard error: its numbers.
fn rows(stderr: &str) -> Vec<(String, Vec<usize>)> {
    let row = |line: &str| {
        let (severity, rest) = line.split_once(' ')?;
        let mut words = rest.split_whitespace();
        let rule = words.next()?.to_owned();
        let numbers: Option<Vec<usize>> = words.map(|word| word.parse().ok()).collect();
        ["error", "warning", "info"].contains(&severity).then_some((rule, numbers?))
    };
    stderr.lines().filter_map(row).collect()
}

#[test]
fn what_check_and_clean_count_agrees() {
    let dir = tempfile::tempdir().unwrap();
    let output = dir.path().join("corpus.jsonl");
    let files = ["fixtures/daily.txt", "fixtures/text.jsonl"];
    for unsafe_fixes in [false, true] {
        let mut clean = vec!["clean", files[0], files[1], "-o", output.to_str().unwrap()];
        clean.extend(unsafe_fixes.then_some("--unsafe-fixes"));
        let cleaned = rows(&stderr(&abslint(&root(), &clean)));
        let checked =
            rows(&stderr(&abslint(&root(), &["check", files[0], files[1], "--statistics"])));
        assert!(cleaned.len() > 10, "{cleaned:?}");
        for (rule, of_clean) in cleaned {
            let [found, records, repaired, left] = of_clean[..] else { panic!("{of_clean:?}") };
            let (_, of_check) = checked.iter().find(|(other, _)| *other == rule).unwrap();
            let can_be = of_check[2] + if unsafe_fixes { of_check[3] } else { 0 };
            assert_eq!((found, records), (of_check[0], of_check[1]), "{rule}");
            assert_eq!((repaired, left), (can_be, found - can_be), "{rule}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_exit_status_is_the_same_if_nobody_reads_on() {
    use std::process::{Command, Stdio};
    let dir = tempfile::tempdir().unwrap();
    let line = r#"{"title":"Hares","abstract":"The hares of a moor of 256times256 cells are counted, and they are many."}"#;
    std::fs::write(dir.path().join("hares.jsonl"), format!("{line}\n").repeat(5000)).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_abslint"))
        .args(["check", "hares.jsonl", "--output-format", "json-lines", "--quiet"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((status(&output), stderr(&output)), (1, String::new()));
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
