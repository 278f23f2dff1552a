//! The guarantees of copies: what is lost of a record that is dropped, and what a corpus that was
//! there before says of new records.

use std::collections::BTreeMap;

use crate::common::{abslint, fixtures, status, stderr, stdout};
use crate::guarantees::{clean_all, lines};
use serde_json::Value;

#[test]
fn duplicates_lose_nothing() {
    let dir = fixtures();
    clean_all(dir.path(), &[]);
    let corpus = lines(&dir.path().join("corpus.jsonl"));
    let places: BTreeMap<&str, usize> = corpus
        .iter()
        .map(|r| (r["title"].as_str().unwrap_or(""), 1 + r["also_in"].as_array().unwrap().len()))
        .collect();
    assert_eq!(places["Learning Transferable Visual Models From Natural Language Supervision"], 3);
    assert_eq!(places["SimMIM: A Simple Framework for Masked Image Modeling"], 2);
    let clip = corpus.iter().find(|r| r["id"] == "a-1").expect("the copy with most fields stays");
    assert_eq!(clip["year"], 2021);
}

#[test]
fn what_a_copy_still_has_is_taken_only_when_asked_for_and_accounted_for() {
    let dir = tempfile::tempdir().unwrap();
    let sentences: Vec<String> = ["first", "second", "third", "fourth", "fifth"]
        .map(|site| format!("The {site} site writes each copy in an order of its own."))
        .into();
    let whole = format!("{} It turns out that most of the copies are whole.", sentences.join(" "));
    let cut = whole.strip_suffix(" whole.").unwrap();
    let record = |text: &str, more: &str| {
        format!("{{\"title\":\"On Copies\",\"abstract\":\"{text}\"{more}}}\n")
    };
    std::fs::write(dir.path().join("kept.jsonl"), record(cut, ",\"year\":2020")).unwrap();
    std::fs::write(dir.path().join("copy.jsonl"), record(&whole, "")).unwrap();
    let clean = |args: &[&str]| {
        let output = abslint(
            dir.path(),
            &[
                &["clean", "kept.jsonl", "copy.jsonl", "-o", "c.jsonl", "--changes", "e.jsonl"],
                args,
            ]
            .concat(),
        );
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let kept = lines(&dir.path().join("c.jsonl"));
        assert_eq!((kept.len(), &kept[0]["year"]), (1, &Value::from(2020)));
        (kept[0]["abstract"].as_str().unwrap().to_owned(), lines(&dir.path().join("e.jsonl")))
    };
    let named = ["--extend-select", "repair-from-copy"];
    for args in [&[][..], &["--unsafe-fixes"], &named] {
        assert_eq!(clean(args), (cut.to_owned(), Vec::new()), "{args:?}");
    }
    let (text, changes) = clean(&["--extend-select", "repair-from-copy", "--unsafe-fixes"]);
    assert_eq!(text, whole);
    let from = serde_json::json!({ "path": "copy.jsonl", "line": 1, "record": 0 });
    assert_eq!(
        (changes.len(), &changes[0]["rule"], &changes[0]["from"]),
        (1, &Value::from("repair-from-copy"), &from)
    );
    let found = abslint(
        dir.path(),
        &[
            "check", "kept.jsonl", "copy.jsonl", "--output-format", "json", "--extend-select",
            "repair-from-copy",
        ],
    );
    let found: Vec<Value> = serde_json::from_slice(&found.stdout).unwrap();
    let repairable = found.iter().find(|finding| finding["rule"] == "repair-from-copy").unwrap();
    assert_eq!(
        (&repairable["path"], &repairable["related"][0]["path"]),
        (&Value::from("kept.jsonl"), &Value::from("copy.jsonl"))
    );
}

#[test]
fn against_a_corpus_only_what_is_new_stays_and_the_corpus_is_not_touched() {
    let dir = fixtures();
    clean_all(dir.path(), &[]);
    let corpus = dir.path().join("corpus.jsonl");
    let before = std::fs::read(&corpus).unwrap();
    let new = r#"{"id":"new","title":"A Paper That Is New","abstract":"Nobody has written of this before, and nobody will again."}"#;
    std::fs::write(
        dir.path().join("new.jsonl"),
        format!("{}{new}\n", String::from_utf8_lossy(&before)),
    )
    .unwrap();
    let output = abslint(
        dir.path(),
        &[
            "clean", "new.jsonl", "--against", "corpus.jsonl", "-o", "out.jsonl", "--rejects",
            "rejects.jsonl",
        ],
    );
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let ids: Vec<Value> =
        lines(&dir.path().join("out.jsonl")).iter().map(|line| line["id"].clone()).collect();
    assert_eq!(ids, ["new"]);
    let rejects = lines(&dir.path().join("rejects.jsonl"));
    assert_eq!(rejects.len(), lines(&corpus).len());
    assert!(rejects.iter().all(|reject| reject["kept"]["path"] == "corpus.jsonl"
        && reject["kept"]["id"] == reject["record"]["id"]));
    let checked = abslint(
        dir.path(),
        &["check", "new.jsonl", "--against", "corpus.jsonl", "--select", "duplicate-exact"],
    );
    assert!(stdout(&checked).contains("corpus.jsonl:1"), "{}", stdout(&checked));
    let refused = abslint(
        dir.path(),
        &["clean", "new.jsonl", "--against", "corpus.jsonl", "-o", "corpus.jsonl"],
    );
    assert_eq!(
        (status(&refused), std::fs::read(&corpus).unwrap()),
        (2, before),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn no_command_writes_over_a_corpus_that_it_compares_with() {
    let dir = fixtures();
    std::fs::create_dir(dir.path().join("corpora")).unwrap();
    let corpus = dir.path().join("corpora/corpus.jsonl");
    std::fs::copy(dir.path().join("fixtures/papers.jsonl"), &corpus).unwrap();
    std::fs::copy(&corpus, dir.path().join("new.jsonl")).unwrap();
    let before = std::fs::read(&corpus).unwrap();
    let commands: [&[&str]; 5] = [
        &["clean", "corpora/corpus.jsonl", "--against", "corpora", "--in-place"],
        &["clean", "new.jsonl", "--against", "corpora", "-o", "corpora/corpus.jsonl"],
        &["check", "new.jsonl", "--against", "corpora", "-o", "corpora/corpus.jsonl"],
        &["check", "corpora/corpus.jsonl", "-o", "corpora/corpus.jsonl"],
        &["index", "corpora", "-o", "corpora/corpus.jsonl"],
    ];
    for command in commands {
        let refused = abslint(dir.path(), command);
        assert_eq!(status(&refused), 2, "{command:?}: {}", stderr(&refused));
        assert!(
            stderr(&refused).contains("one of the inputs"),
            "{command:?}: {}",
            stderr(&refused)
        );
        assert_eq!(std::fs::read(&corpus).unwrap(), before, "{command:?}");
    }
    let missing = abslint(dir.path(), &["check", "new.jsonl", "--against", "nowhere.jsonl"]);
    assert_eq!(status(&missing), 2);
}

#[test]
fn an_index_says_what_its_corpus_says() {
    let dir = fixtures();
    clean_all(dir.path(), &[]);
    let corpus = std::fs::read_to_string(dir.path().join("corpus.jsonl")).unwrap();
    // A copy that was cut off, and one in other words.
    let line: Value = lines(&dir.path().join("corpus.jsonl"))
        .into_iter()
        .max_by_key(|l| l["abstract"].as_str().map_or(0, str::len))
        .unwrap();
    let text = line["abstract"].as_str().unwrap();
    let half = text.floor_char_boundary(text.len() / 2);
    let cut = serde_json::json!({"id": "cut", "title": line["title"], "abstract": text[..half]});
    let near = serde_json::json!({"id": "near", "title": line["title"], "abstract": format!("{text} Indeed.")});
    std::fs::write(dir.path().join("new.jsonl"), format!("{corpus}{cut}\n{near}\n")).unwrap();
    let indexed = abslint(dir.path(), &["index", "corpus.jsonl", "-o", "corpus.keys"]);
    assert_eq!(status(&indexed), 0, "{}", stderr(&indexed));
    let report = |against: &str| {
        let output = abslint(
            dir.path(),
            &[
                "check", "new.jsonl", "--against", against, "--select", "duplicate",
                "--output-format", "json-lines",
            ],
        );
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let (from_corpus, from_index) = (report("corpus.jsonl"), report("corpus.keys"));
    assert_eq!(from_corpus, from_index);
    assert!(from_index.contains("duplicate-cut"), "{from_index}");
    assert!(from_index.contains("duplicate-near"), "{from_index}");

    let whole = std::fs::read(dir.path().join("corpus.keys")).unwrap();
    let fails = |bytes: &[u8], why: &str| {
        std::fs::write(dir.path().join("bad.keys"), bytes).unwrap();
        let output = abslint(dir.path(), &["check", "new.jsonl", "--against", "bad.keys"]);
        assert_eq!(status(&output), 2, "{why}: {}", stderr(&output));
        assert!(stderr(&output).contains(why), "{why}: {}", stderr(&output));
    };
    fails(&whole[..whole.len() - 1], "it is cut off");
    for at in [200, whole.len() / 2] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        std::fs::write(dir.path().join("bad.keys"), &damaged).unwrap();
        let output = abslint(dir.path(), &["check", "new.jsonl", "--against", "bad.keys"]);
        assert_eq!(status(&output), 2, "{at}: {}", stderr(&output));
        assert!(stderr(&output).contains("write it again"), "{at}: {}", stderr(&output));
    }
    let mut other = whole.clone();
    other[14] = b'9';
    fails(&other, "no index of this version");
    let same = abslint(dir.path(), &["index", "corpus.jsonl", "-o", "corpus.jsonl"]);
    assert_eq!(
        (status(&same), std::fs::read_to_string(dir.path().join("corpus.jsonl")).unwrap()),
        (2, corpus)
    );
}
