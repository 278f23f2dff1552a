//! Only what is new: baselines and git revisions.

use std::path::Path;
use std::process::Command;

use crate::common::{abslint, status, stderr, stdout};
use serde_json::Value;

/// Texts without a blemish.
pub(crate) fn clean(n: usize) -> String {
    let topics =
        ["copies", "graphs", "meshes", "proofs", "signals", "lenses", "kernels", "corpora"];
    let topic = topics[n % topics.len()];
    format!(
        "We study how {topic} of the kind {n} are made, and why the makers of {topic} seldom agree about {n} of them. The reasons are many."
    )
}

pub(crate) const DAMAGED: &str = "On ImageNet 264times264 we study how the makers of images see them, and why they seldom agree. The reasons are many.";

pub(crate) fn line(id: &str, text: &str) -> String {
    format!("{{\"id\":\"{id}\",\"title\":\"Title {id}\",\"abstract\":\"{text}\"}}\n")
}

pub(crate) fn write(dir: &Path, name: &str, lines: &[String]) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, lines.concat()).unwrap();
}

/// The rules and the records that `check` reports.
pub(crate) fn reported(dir: &Path, args: &[&str]) -> Vec<(String, String)> {
    let output = abslint(dir, &[&["check", "--output-format", "json-lines"], args].concat());
    assert!(status(&output) < 2, "{}", stderr(&output));
    let lines: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines
        .iter()
        .map(|f| {
            (
                f["rule"].as_str().unwrap().to_owned(),
                f["id"].as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

/// A repository in an empty folder.
pub(crate) fn repository() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    git(dir.path(), &["init", "--quiet"]);
    dir
}

fn git(dir: &Path, args: &[&str]) {
    let who =
        ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false"];
    let output = Command::new("git")
        .arg("-C")
        .arg(dir)
        .args(who)
        .args(args)
        .output()
        .expect("the tests need git");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

pub(crate) fn commit(dir: &Path) {
    git(dir, &["add", "--all"]);
    git(dir, &["commit", "--quiet", "--message", "state"]);
}

#[test]
fn a_baseline_hides_what_it_counts_wherever_it_stands_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let twice = DAMAGED.replace("The reasons", "At 264times264 the reasons");
    write(dir, "a.jsonl", &[line("a", DAMAGED), line("b", &twice), line("c", &clean(1))]);
    assert_eq!(status(&abslint(dir, &["baseline", "create", "a.jsonl"])), 0);
    let check = |args: &[&str]| {
        reported(dir, &[&["a.jsonl", "--baseline", "abslint-baseline.json"], args].concat())
    };
    assert!(check(&[]).is_empty());
    write(
        dir,
        "a.jsonl",
        &[line("n", &clean(2)), line("b", &twice), line("c", DAMAGED), line("a", DAMAGED)],
    );
    let new: Vec<_> = check(&["--select", "math"]);
    assert_eq!(
        new,
        [("lost-times".to_owned(), "c".to_owned())],
        "lines may move; a new record with old damage is new"
    );
    let thrice = twice.replace("many.", "many, at 264times264.");
    write(dir, "a.jsonl", &[line("b", &thrice)]);
    assert_eq!(
        check(&["--select", "math"]).len(),
        1,
        "one more of the same in one record is one more"
    );
    // Configured, not named.
    std::fs::write(dir.join("abslint.yaml"), "baseline: abslint-baseline.json\n").unwrap();
    assert_eq!(reported(dir, &["a.jsonl", "--select", "math"]).len(), 1);
}

#[test]
fn pruning_a_baseline_takes_away_and_never_adds() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, "a.jsonl", &[line("a", DAMAGED), line("b", DAMAGED)]);
    abslint(dir, &["baseline", "create", "a.jsonl", "--select", "math"]);
    write(dir, "a.jsonl", &[line("b", DAMAGED), line("c", DAMAGED)]);
    let pruned = abslint(dir, &["baseline", "prune", "a.jsonl", "--select", "math"]);
    assert!(stderr(&pruned).contains("1 finding taken out, 1 left"), "{}", stderr(&pruned));
    let left = std::fs::read_to_string(dir.join("abslint-baseline.json")).unwrap();
    assert!(left.contains("\"b\""), "{left}");
    assert!(!left.contains("\"a\""), "{left}");
    assert!(!left.contains("\"c\""), "{left}");
    for (text, said) in
        [("{}", "this is no baseline"), ("{\"version\":9,\"findings\":[]}", "version 9")]
    {
        std::fs::write(dir.join("abslint-baseline.json"), text).unwrap();
        let output = abslint(dir, &["check", "a.jsonl", "--baseline", "abslint-baseline.json"]);
        assert_eq!(status(&output), 2, "{}", stderr(&output));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    let clash = abslint(dir, &["baseline", "create", "a.jsonl", "--baseline", "a.jsonl"]);
    assert_eq!(status(&clash), 2, "{}", stderr(&clash));
    assert!(
        std::fs::read_to_string(dir.join("a.jsonl")).unwrap().contains("\"c\""),
        "{}",
        stderr(&clash)
    );
}

#[test]
fn what_is_suppressed_is_in_no_format() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, "a.jsonl", &[line("a", DAMAGED), line("b", &DAMAGED.replace("264", "136"))]);
    write(dir, "old.jsonl", &[line("a", DAMAGED)]);
    abslint(dir, &["baseline", "create", "old.jsonl"]);
    let usage = stderr(&abslint(dir, &["check", "a.jsonl", "--output-format", "no-format"]));
    let formats = usage
        .split_once("[possible values: ")
        .and_then(|(_, rest)| rest.split_once(']'))
        .expect("usage names the formats")
        .0;
    assert!(formats.split(", ").count() > 5, "{formats}");
    for format in formats.split(", ") {
        let shown = |args: &[&str]| {
            stdout(&abslint(
                dir,
                &[&["check", "a.jsonl", "--output-format", format], args].concat(),
            ))
        };
        assert!(shown(&[]).contains("264times264"), "{format}");
        assert!(shown(&[]).contains("136times136"), "{format}");
        let left = shown(&["--baseline", "abslint-baseline.json"]);
        assert!(!left.contains("264times264"), "{format}: {left}");
        assert!(left.contains("136times136"), "{format}: {left}");
    }
}

#[test]
fn since_a_revision_only_new_and_changed_records_are_reported_through_renames() {
    let dir = repository();
    let dir = dir.path();
    write(dir, "data/a.jsonl", &[line("a", DAMAGED), line("b", &clean(1)), line("c", DAMAGED)]);
    write(dir, "data/gone.jsonl", &[line("d", DAMAGED)]);
    std::fs::write(dir.join("data/notes.txt"), "Not a page of any listing.\n").unwrap();
    commit(dir);
    git(dir, &["rm", "--quiet", "data/gone.jsonl", "data/notes.txt"]);
    git(dir, &["mv", "data/a.jsonl", "data/renamed.jsonl"]);
    let changed = DAMAGED.replace("many", "few");
    write(
        dir,
        "data/renamed.jsonl",
        &[
            line("d", DAMAGED),
            line("n", DAMAGED),
            line("a", DAMAGED),
            line("c", &changed),
            line("b", &clean(1)),
        ],
    );
    let new = reported(dir, &["data", "--select", "math", "--since", "HEAD"]);
    assert_eq!(
        new,
        [("lost-times".to_owned(), "n".to_owned()), ("lost-times".to_owned(), "c".to_owned())]
    );
    assert_eq!(
        reported(&dir.join("data"), &["renamed.jsonl", "--select", "math", "--since", "HEAD"]),
        new,
        "from another folder"
    );
    for revision in ["nothing", "--help"] {
        let output = abslint(dir, &["check", "data", &format!("--since={revision}")]);
        assert_eq!(status(&output), 2, "{}", stderr(&output));
        assert!(stderr(&output).contains("git: "), "{}", stderr(&output));
    }
}

#[test]
fn since_a_revision_a_pair_with_a_new_record_is_reported() {
    let dir = repository();
    let dir = dir.path();
    write(dir, "data/a.jsonl", &[line("a", &clean(1))]);
    std::fs::write(dir.join("data/notes.json"), b"\xFF\xFE\0\0u\0\0\0").unwrap();
    commit(dir);
    std::fs::remove_file(dir.join("data/notes.json")).unwrap();
    let better = line("b", &clean(1))
        .replace("Title b", "Title a")
        .replace("}\n", ",\"doi\":1,\"year\":2}\n");
    write(dir, "data/a.jsonl", &[line("a", &clean(1)), better]);
    assert_eq!(
        reported(dir, &["data", "--since", "HEAD"]),
        [("duplicate-exact".to_owned(), "a".to_owned())]
    );
}

#[test]
fn a_baseline_among_the_data_is_none_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, "a.jsonl", &[line("a", DAMAGED)]);
    assert_eq!(status(&abslint(dir, &["baseline", "create", "."])), 0);
    assert!(reported(dir, &[".", "--baseline", "abslint-baseline.json"]).is_empty());
    let before = std::fs::read_to_string(dir.join("abslint-baseline.json")).unwrap();
    assert_eq!(status(&abslint(dir, &["baseline", "prune", ".", "--select", "link"])), 0);
    assert_eq!(
        std::fs::read_to_string(dir.join("abslint-baseline.json")).unwrap(),
        before,
        "of rules that did not run nothing is known"
    );
}
