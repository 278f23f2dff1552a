//! `--cache`: the same answers, whatever is kept from earlier runs.

use std::path::Path;
use std::process::Output;

use crate::common::{abslint, fixtures, status, stdout};

const CACHE: [&str; 2] = ["--cache", "kept"];

fn check(dir: &Path, more: &[&str]) -> Output {
    abslint(dir, &[&["check", "fixtures", "--output-format", "json-lines"], more].concat())
}

fn kept(dir: &Path) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(dir.join("kept")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.file_name().unwrap().len() == 32).collect();
    files.sort();
    files
}

#[test]
fn a_second_run_says_what_the_first_one_said() {
    let dir = fixtures();
    let plain = stdout(&check(dir.path(), &[]));
    for run in 0..3 {
        assert_eq!(stdout(&check(dir.path(), &CACHE)), plain, "run {run}");
    }
    let full =
        |more: &[&str]| stdout(&abslint(dir.path(), &[&["check", "fixtures"], more].concat()));
    assert_eq!(full(&CACHE), full(&[]), "the drawings too");
    let clean = |name: &str, more: &[&str]| {
        abslint(
            dir.path(),
            &[
                &["clean", "fixtures", "-o", name, "--changes", "changes", "--rejects", "rejects"],
                more,
            ]
            .concat(),
        );
        [name, "changes", "rejects"].map(|name| std::fs::read(dir.path().join(name)).unwrap())
    };
    assert!(clean("a", &[]) == clean("b", &CACHE));
    assert!(clean("a", &[]) == clean("b", &CACHE));
    let diff = |more: &[&str]| {
        stdout(&abslint(
            dir.path(),
            &[&["clean", "fixtures/papers.jsonl", "--diff"], more].concat(),
        ))
    };
    assert!(diff(&[]).contains("+"));
    assert!(diff(&[]) == diff(&CACHE));
    assert!(diff(&[]) == diff(&CACHE));
    assert!(dir.path().join("kept/.gitignore").exists());
}

#[test]
fn a_change_of_a_record_a_rule_or_an_option_is_seen() {
    let dir = fixtures();
    check(dir.path(), &CACHE);
    let path = dir.path().join("fixtures/papers.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("fog", "12times12 fogs", 1)).unwrap();
    let same = |what: &str, more: &[&str]| {
        let plain = stdout(&check(dir.path(), more));
        for _ in 0..2 {
            assert_eq!(stdout(&check(dir.path(), &[more, &CACHE].concat())), plain, "{what}");
        }
        plain
    };
    assert!(same("a record", &[]).contains("12times12"));
    // The records of a file that others are put before stand elsewhere.
    std::fs::write(&path, format!("{{\"title\": \"Before\", \"abstract\": null}}\n\n{text}"))
        .unwrap();
    same("a place", &[]);
    same("a selection", &["--select", "math"]);
    for (what, config) in [
        ("severity", "rules: { lost-times: info }\n"),
        ("style", "math-style: latex\n"),
        ("words", "lexicon: [words.txt]\n"),
        ("names", "fields: { abstract: [nothing] }\n"),
        ("ignore", "ignore: [{ rule: math, path: 'fixtures/**', reason: this is how it is }]\n"),
        ("prefer", "dedup: { prefer: [{ path: '**/papers.jsonl' }] }\n"),
        ("similarity", "dedup: { similarity: 0.3 }\n"),
    ] {
        std::fs::write(dir.path().join("words.txt"), "ofdata\nfogs\n").unwrap();
        std::fs::write(dir.path().join("abslint.yaml"), config).unwrap();
        same(what, &[]);
    }
    std::fs::remove_file(dir.path().join("abslint.yaml")).unwrap();
    std::fs::create_dir(dir.path().join("own")).unwrap();
    let rule = |word: &str| {
        format!(
            "id: own\nfamily: boilerplate\nseverity: error\nmessage: \"`{{match}}` is mine\"\nwhy: it is\ncheck: {{ pattern: {{ regex: {word} }} }}\ntests: [{{ bad: {word} }}, {{ good: x }}]\n"
        )
    };
    for word in ["fog", "trees"] {
        std::fs::write(dir.path().join("own/own.yaml"), rule(word)).unwrap();
        assert!(same("a rule", &["--rules", "own"]).contains(&format!("`{word}` is mine")));
    }
    assert!(kept(dir.path()).len() <= 8, "old files are removed");
}

#[test]
fn damage_costs_time_and_nothing_else() {
    let dir = fixtures();
    let plain = stdout(&check(dir.path(), &CACHE));
    let file = kept(dir.path()).pop().unwrap();
    let whole = std::fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    (0..flipped.len()).step_by(97).for_each(|at| flipped[at] ^= 0x20);
    for damaged in [&whole[..whole.len() / 2], &whole[..20], &[], &flipped] {
        std::fs::write(&file, damaged).unwrap();
        assert_eq!(stdout(&check(dir.path(), &CACHE)), plain);
        assert_eq!(stdout(&check(dir.path(), &CACHE)), plain);
    }
    let output = check(dir.path(), &["--cache", "fixtures/papers.jsonl"]);
    assert_eq!(status(&output), 2, "a file is no folder");
}
