//! The real dumps that lie beside the repository on some machines.

use crate::common::{abslint, beside, status, stderr, stdout};

fn dumps() -> Vec<String> {
    let folder = std::fs::read_dir(beside("seeds")).unwrap();
    let mut paths: Vec<String> =
        folder.map(|entry| entry.unwrap().path().to_string_lossy().into_owned()).collect();
    paths.sort();
    paths
}

#[test]
#[ignore = "needs ../shared"]
fn the_dumps_become_a_corpus() {
    let paths = dumps();
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let run = |output: &str| {
        abslint(
            dir.path(),
            &[&["clean"], &paths[..], &["--output", output, "--rejects", "rejects.jsonl"]].concat(),
        )
    };
    let first = run("corpus.jsonl");
    assert!(
        stderr(&first).starts_with("482 records read = 445 kept + 37 rejected + 0 unreadable\n      37 rejected as duplicate-exact\n"),
        "{}",
        stderr(&first)
    );
    run("second.jsonl");
    abslint(dir.path(), &["clean", "corpus.jsonl", "--output", "again.jsonl"]);
    let bytes = |name: &str| std::fs::read(dir.path().join(name)).unwrap();
    assert!(bytes("corpus.jsonl") == bytes("second.jsonl"));
    assert!(bytes("corpus.jsonl") == bytes("again.jsonl"));
    let places = |start: &str| {
        let text = String::from_utf8(bytes("corpus.jsonl")).unwrap();
        let line: serde_json::Value = serde_json::from_str(
            text.lines().find(|l| l.contains(&format!("\"title\":\"{start}"))).unwrap(),
        )
        .unwrap();
        1 + line["also_in"].as_array().unwrap().len()
    };
    assert_eq!(places("Learning Transferable Visual Models From Natural Language Supervision"), 3);
    assert_eq!(places("SimMIM"), 2);
}

#[test]
#[ignore = "needs ../shared"]
fn every_lost_times_is_named_and_no_whole_one() {
    let paths = dumps();
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let output = abslint(
        dir.path(),
        &[&["check"], &paths[..], &["--select", "math", "--output-format", "json-lines"]].concat(),
    );
    assert_eq!(status(&output), 1);
    let found: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: Vec<&str> = found.iter().map(|f| f["text"].as_str().unwrap()).collect();
    let glued = regex::Regex::new(r"\d times\b|\dtimes").unwrap();
    let source: String = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    for found in regex::Regex::new(r"[\d.,]*\dtimes ?[\d.,]*").unwrap().find_iter(&source) {
        let word = found.as_str().trim_end_matches(['.', ',', ' ']);
        assert!(texts.iter().any(|text| text.contains(word)), "{word} was not named");
    }
    let whole = ["sometimes", "timesteps", "times fewer", "times faster"];
    let alarms: Vec<_> = texts
        .iter()
        .filter(|text| glued.is_match(text) && whole.iter().any(|w| text.contains(w)))
        .collect();
    assert!(alarms.is_empty(), "{alarms:?}");
}
