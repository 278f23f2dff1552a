//! The comparison of two versions of a data set, and the limits of its gate.

use std::path::Path;

use crate::changes::{DAMAGED, clean, commit, line, reported, repository, write};
use crate::common::{abslint, status, stderr, stdout};
use serde_json::Value;

/// Two versions of a data set: records that came, went, changed or moved to another file.
fn two_versions(dir: &Path) {
    write(
        dir,
        "old/a.jsonl",
        &[
            line("same", &clean(1)),
            line("gone", &clean(2)),
            line("mended", DAMAGED),
            line("worse", &clean(3)),
        ],
    );
    let worse = clean(3).replace("The reasons are many.", "At 264times264 the reasons are many.");
    let mended = DAMAGED.replace("times", "×");
    write(
        dir,
        "new/b.jsonl",
        &[line("copy", &clean(1)).replace("Title copy", "Title same"), line("worse", &worse)],
    );
    write(
        dir,
        "new/c.jsonl",
        &[line("same", &clean(1)), line("mended", &mended), line("fresh", &clean(4))],
    );
}

#[test]
fn a_comparison_says_what_came_went_and_changed() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    two_versions(dir);
    let output = abslint(dir, &["compare", "old", "new", "--output-format", "json"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let compared: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let ids = |key: &str| {
        compared[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (ids("added"), ids("removed"), ids("changed")),
        (
            vec!["copy".into(), "fresh".into()],
            vec!["gone".into()],
            vec!["worse".into(), "mended".into()]
        )
    );
    assert_eq!(
        (&compared["unchanged"], &compared["introduced_duplicates"], &compared["passed"]),
        (&1.into(), &1.into(), &true.into())
    );
    assert_eq!(
        compared["findings"]["lost-times"],
        serde_json::json!({ "old": 1, "new": 1, "added": 1, "gone": 1 })
    );
    let there = &compared["changed"][1]["fields"][0]["shown"][0]["there"];
    assert!(there.as_str().unwrap().contains("[264×264]"), "{compared:#}");
    let text = stdout(&abslint(dir, &["compare", "old", "new"]));
    assert!(
        text.contains("2 added, 1 removed, 2 changed, 1 unchanged; 1 duplicate introduced"),
        "{text}"
    );
    assert!(text.contains("of them. [At 264times264 the]"), "{text}");
}

#[test]
fn the_gate_names_each_limit_that_does_not_hold_and_by_how_much() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let old: Vec<String> = (0..8).map(|n| line(&n.to_string(), &clean(n))).collect();
    write(dir, "old.jsonl", &old);
    write(dir, "new.jsonl", &[old[2..].concat(), line("n", DAMAGED), line("m", "")]);
    let verdict = |gate: &str| {
        std::fs::write(dir.join("abslint.yaml"), format!("gate: {gate}\n")).unwrap();
        let output = abslint(dir, &["compare", "old.jsonl", "new.jsonl"]);
        (status(&output), stdout(&output))
    };
    assert_eq!(verdict("{}").0, 0);
    assert_eq!(verdict("{ removed-records: 25 %, new-findings: { lost-times: 1 } }").0, 0);
    let failures = [
        (
            "{ removed-records: 10 % }",
            "✗ removed-records: 2 of 8 (25.00 %), at most 10 %, 2 too many",
        ),
        ("{ removed-records: 1 }", "✗ removed-records: 2, at most 1, 1 too many"),
        ("{ new-findings: { math: 0 } }", "✗ new-findings.math: 1, at most 0, 1 too many"),
        ("{ new-errors: 1 }", "✗ new-errors: 2, at most 1, 1 too many"),
        ("{ without-abstract: 0 }", "✗ without-abstract: 1, at most 0, 1 too many"),
        ("{ median-length: 0, changed-records: 0 }", "✓ changed-records: 0, at most 0"),
    ];
    for (gate, said) in failures {
        let (status, text) = verdict(gate);
        assert!(text.contains(said), "{gate}: {text}");
        assert_eq!(status, i32::from(said.starts_with('✗')), "{gate}: {text}");
    }
    let markdown = abslint(
        dir,
        &["compare", "old.jsonl", "new.jsonl", "--output-format", "markdown", "-o", "summary.md"],
    );
    let written = std::fs::read_to_string(dir.join("summary.md")).unwrap();
    assert!(written.starts_with("### abslint: the gate is"), "{written}{}", stderr(&markdown));
    assert!(written.contains("| records | 8 | 8 |"), "{written}{}", stderr(&markdown));
}

#[test]
fn a_revision_can_be_compared_with_what_lies_there_now() {
    let dir = repository();
    let dir = dir.path();
    write(dir, "data/a.jsonl", &[line("a", &clean(1)), line("b", &clean(2))]);
    commit(dir);
    write(dir, "data/a.jsonl", &[line("a", &clean(1)), line("c", &clean(3))]);
    let counts = |dir: &Path, old: &str, new: &str| {
        let output = abslint(dir, &["compare", old, new]);
        (status(&output), stdout(&output) + &stderr(&output))
    };
    for (old, new) in [
        ("HEAD:data", "data"),
        ("HEAD:data/a.jsonl", "data/a.jsonl"),
        ("HEAD:", "."),
        ("HEAD:./data", "data/"),
    ] {
        let (status, text) = counts(dir, old, new);
        assert_eq!(status, 0, "{old}: {text}");
        assert!(text.contains("1 added, 1 removed, 0 changed, 1 unchanged"), "{old}: {text}");
    }
    assert!(
        counts(&dir.join("data"), "HEAD:./a.jsonl", "a.jsonl").1.contains("1 added, 1 removed")
    );
    for (old, said) in [
        ("HEAD:nowhere", "no such file or folder"),
        ("nothing:data", "git: "),
        ("nowhere", "no such file"),
    ] {
        let (status, text) = counts(dir, old, "data");
        assert_eq!(status, 2, "{old}: {text}");
        assert!(text.contains(said), "{old}: {text}");
    }
}

#[test]
fn a_bare_revision_means_the_inputs_of_the_configuration() {
    let dir = repository();
    let dir = dir.path();
    std::fs::write(
        dir.join("abslint.yaml"),
        "inputs: ['data/*.jsonl', more]\ngate: { new-errors: 0 }\n",
    )
    .unwrap();
    commit(dir);
    write(dir, "data/a.jsonl", &[line("a", &clean(1))]);
    write(dir, "more/b.jsonl", &[line("b", &clean(2))]);
    write(dir, "other/c.jsonl", &[line("c", DAMAGED)]);
    let compare = |args: &[&str]| {
        let output = abslint(dir, &[&["compare"], args].concat());
        (status(&output), stdout(&output) + &stderr(&output))
    };
    let (first, text) = compare(&["HEAD"]);
    assert_eq!(first, 0, "before the first of them all are new: {text}");
    assert!(text.contains("2 added, 0 removed"), "before the first of them all are new: {text}");
    commit(dir);
    write(dir, "data/a.jsonl", &[line("a", DAMAGED)]);
    let (second, text) = compare(&["HEAD"]);
    assert_eq!(second, 1, "{text}");
    assert!(text.contains("0 added, 0 removed, 1 changed, 1 unchanged"), "{text}");
    assert!(text.contains("✗ new-errors"), "{text}");
    assert_eq!(compare(&["nothing"]).0, 2);
}

/// The exit status and all that `compare` says.
fn compared(dir: &Path, args: &[&str]) -> (i32, String) {
    let output = abslint(dir, &[&["compare"], args].concat());
    (status(&output), stdout(&output) + &stderr(&output))
}

#[test]
fn the_inputs_of_a_revision_are_found_however_they_are_written() {
    let dir = repository();
    let dir = dir.path();
    write(dir, "data/a.jsonl", &[line("a", &clean(1)), line("b", &clean(2))]);
    write(dir, "data/[x].jsonl", &[line("x", &clean(3))]);
    write(dir, "data/.hidden/h.jsonl", &[line("h", &clean(4))]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("a.jsonl", dir.join("data/link.jsonl")).unwrap();
    std::fs::create_dir(dir.join("cfg")).unwrap();
    commit(dir);
    write(dir, "data/a.jsonl", &[line("a", &clean(1))]);
    let cases = [
        (".", "abslint.yaml", "data", "2"),
        (".", "abslint.yaml", "./data", "2"),
        (".", "abslint.yaml", "./data/a*.jsonl", "1"),
        (".", "abslint.yaml", "data/[x].jsonl", ""),
        (".", "cfg/c.yaml", "../data", "2"),
        ("data", "../abslint.yaml", "data", "2"),
    ];
    for (from, config, input, unchanged) in cases {
        std::fs::write(
            dir.join(from).join(config),
            format!("inputs: ['{input}']\ngate: {{ removed-records: 0 }}\n"),
        )
        .unwrap();
        let (status, text) = compared(&dir.join(from), &["HEAD", "--config", config]);
        let expected = if unchanged.is_empty() {
            (0, "0 removed, 0 changed, 1 unchanged".to_owned())
        } else {
            (1, "1 removed".to_owned())
        };
        assert_eq!(status, expected.0, "{input} from {from}: {text}");
        assert!(text.contains(&expected.1), "{input} from {from}: {text}");
    }
}

#[test]
fn a_version_in_git_and_the_same_files_are_no_change() {
    let dir = repository();
    let dir = dir.path();
    let config = "inputs: ['**/*.jsonl']\nignore: [{ path: 'data/*.jsonl', rule: lost-times, reason: so }]\n\
                  dedup: { prefer: [{ path: 'curated/**' }] }\ngate: { new-errors: 0, introduced-duplicates: 0, median-length: 0 }\n";
    std::fs::write(dir.join("abslint.yaml"), config).unwrap();
    let (status, text) = compared(dir, &["HEAD"]);
    assert_eq!(status, 2, "before there are any data: {text}");
    assert!(text.contains("no file matches"), "before there are any data: {text}");
    write(dir, "data/a.jsonl", &[line("a", DAMAGED), line("b", &clean(1))]);
    write(dir, "curated/c.jsonl", &[line("c", &clean(1)).replace("Title c", "Title b")]);
    let (status, text) = compared(dir, &["HEAD"]);
    assert_eq!(status, 1, "before the first commit: {text}");
    assert!(text.contains("3 added"), "before the first commit: {text}");
    assert!(!text.contains("✗ median-length"), "before the first commit: {text}");
    commit(dir);
    let (status, text) = compared(dir, &["HEAD"]);
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("3 unchanged; 0 duplicates introduced"), "{text}");
    assert!(!text.contains("lost-times"), "{text}");
}

#[test]
fn copies_in_another_order_are_the_same_copies() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let copies: Vec<String> = ["a", "b", "c"]
        .iter()
        .map(|id| line(id, &clean(1)).replace(&format!("Title {id}"), "One Title"))
        .collect();
    write(dir, "old.jsonl", &copies);
    write(dir, "new.jsonl", &[copies[2].clone(), copies[0].clone(), copies[1].clone()]);
    std::fs::write(dir.join("abslint.yaml"), "gate: { introduced-duplicates: 0, new-warnings: 0 }\nclean: { drop: [missing-abstract] }\n")
        .unwrap();
    let (same, text) = compared(dir, &["old.jsonl", "new.jsonl"]);
    assert_eq!(same, 0, "{text}");
    assert!(text.contains("3 unchanged; 0 duplicates introduced"), "{text}");
    abslint(dir, &["baseline", "create", "old.jsonl"]);
    assert!(reported(dir, &["new.jsonl", "--baseline", "abslint-baseline.json"]).is_empty());
    write(
        dir,
        "new.jsonl",
        &[copies.concat(), line("d", &clean(1)).replace("Title d", "One Title")],
    );
    assert!(
        compared(dir, &["old.jsonl", "new.jsonl"]).1.contains("✗ introduced-duplicates: 1"),
        "whatever `clean` drops"
    );
    assert_eq!(reported(dir, &["new.jsonl", "--baseline", "abslint-baseline.json"]).len(), 1);
}

#[test]
fn what_a_limit_counts_does_not_depend_on_severities() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, "old.jsonl", &[line("a", &clean(1))]);
    let cut = clean(1).replace(" The reasons are many.", " The reasons are many, because of the");
    let doubtful = clean(1).replace(
        "The reasons are many.",
        "Experiments show that the method improves the results on two public datasets",
    );
    for (text, rule, fails) in
        [(cut, "cut-off: warning", true), (doubtful, "maybe-cut: error", false)]
    {
        write(dir, "new.jsonl", &[line("a", &text)]);
        std::fs::write(
            dir.join("abslint.yaml"),
            format!("rules: {{ {rule} }}\ngate: {{ truncated: 0 }}\n"),
        )
        .unwrap();
        let (status, said) = compared(dir, &["old.jsonl", "new.jsonl"]);
        assert_eq!(status, i32::from(fails), "{rule}: {said}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, "a.jsonl", &[line("a", &clean(1))]);
    write(dir, "broken.jsonl", &[line("a", &clean(1)), "{\"title\": broken\n".to_owned()]);
    assert!(compared(dir, &["-", "a.jsonl"]).1.contains("cannot be read twice"));
    let (status, text) = compared(dir, &["a.jsonl", "broken.jsonl"]);
    assert_eq!(status, 2, "{text}");
    assert!(text.contains("1 of the new version could not be read"), "{text}");
    assert_eq!(compared(dir, &["broken.jsonl", "a.jsonl"]).0, 0, "what was broken may be mended");
}

#[test]
fn a_rule_of_a_user_is_counted_by_its_role() {
    let dir = tempfile::tempdir().unwrap();
    let rule = |role: &str| {
        format!(
            "{{id: no-end, family: truncation, severity: info, {role}fields: [abstract], message: mine, why: mine, \
             check: {{pattern: {{regex: many}}}}, tests: [{{bad: many}}, {{good: few}}]}}"
        )
    };
    write(dir.path(), "a.jsonl", &[line("1", &clean(1)), line("2", &clean(2))]);
    let truncated = |role: &str| {
        write(dir.path(), "mine/r.yaml", &[rule(role)]);
        let output = abslint(
            dir.path(),
            &["compare", "a.jsonl", "a.jsonl", "--rules", "mine", "--output-format", "json"],
        );
        let compared: Value = serde_json::from_str(&stdout(&output))
            .unwrap_or_else(|_| panic!("{}", stderr(&output)));
        compared["new"]["truncated"].clone()
    };
    assert_eq!((truncated("role: truncated, "), truncated("")), (2.into(), 0.into()));
}
