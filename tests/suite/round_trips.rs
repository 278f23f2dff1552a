//! Every shape that is written is read again as it was.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::common::{abslint, status, stderr, stdout};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// The shapes in which a corpus is written.
const SHAPES: [&str; 8] = ["json", "csv", "tsv", "bib", "ris", "jsonl.gz", "csv.gz", "bib.gz"];

/// Words that some shape has to write otherwise, and some that none has.
const WORDS: [&str; 40] = [
    "lamps", "ships", "fog", "harbour", "50%", "R&D", "#1", "a_b", "{x}", "{", "}", "\"so\"",
    "it's", "x^2", "café", "a—b", "a--b", "---", "~3", "\\emph{them}", "\\'e", "\\", "\\par",
    "$x_{1}$", "$5", "@misc{x,", "TY  - X", "ER  -", "AB", "a,b", "a;b", "a\tb", "a|b", "<i>",
    "&amp;", "[1]", "'", "/", "𝒪(n)", "\u{2028}",
];

fn text(
    words: std::ops::Range<usize>,
    gaps: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let word = (0..WORDS.len(), 0..gaps.len());
    prop::collection::vec(word, words).prop_map(move |words| {
        let mut text = String::from("On");
        for (word, gap) in words {
            text.push_str(gaps[gap]);
            text.push_str(WORDS[word]);
        }
        text
    })
}

/// The fields of a record beside its number.
fn record() -> impl Strategy<Value = Value> {
    let texts = (text(1..8, &[" "]), text(20..40, &[" ", " ", " ", "\n"]), text(0..4, &[" "]));
    (texts, 0..4_u8, any::<i32>()).prop_map(|((title, abstract_, venue), kind, number)| {
        let mut record = json!({ "title": title, "abstract": abstract_, "venue": venue });
        match kind {
            0 => record["year"] = number.into(),
            1 => record["authors"] = json!(["Ann Lee", "Bo and Co", venue]),
            2 => record["meta"] = json!({ "a": { "b": [1, null, venue] }, "is}": true }),
            _ => record["Note 2"] = json!(abstract_),
        }
        record
    })
}

/// JSON Lines of records, each with an id of its own; some ids are no key of BibTeX.
fn lines(records: &[Value]) -> String {
    let mut out = String::new();
    for (n, record) in records.iter().enumerate() {
        let id = match n % 3 {
            0 => json!(n),
            1 => json!(format!("a/{n}, b {{")),
            _ => json!(format!("key-{n}")),
        };
        let mut whole = json!({ "id": id });
        whole.as_object_mut().unwrap().extend(record.as_object().unwrap().clone());
        let _ = writeln!(out, "{whole}");
    }
    out
}

/// What one rule leaves of a file: the others would repair the words that shapes must bear.
fn clean(dir: &Path, input: &str, output: &str, jobs: &str) {
    let args = ["clean", input, "-o", output, "-q", "--select", "lost-times", "--jobs", jobs];
    let run = abslint(dir, &args);
    assert_eq!(status(&run), 0, "{input} to {output}: {}", stderr(&run));
}

fn corpus(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A record as a table gives it back: every value a text, and what is empty not there.
fn as_texts(record: &Value) -> BTreeMap<String, String> {
    let own = ["links", "source", "also_in"];
    let text = |value: &Value| match value {
        // JSON in a cell may be escaped in another way.
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(value @ (Value::Array(_) | Value::Object(_))) => value.to_string(),
            _ => text.clone(),
        },
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let members = record.as_object().unwrap().iter();
    let others = members.filter(|(name, _)| !own.contains(&name.as_str()));
    others.map(|(name, value)| (name.clone(), text(value))).filter(|(_, v)| !v.is_empty()).collect()
}

/// A record as a bibliography gives it back: white space in its texts is one space, or a line end.
fn spaced(record: &Value) -> Value {
    let mut record = record.clone();
    for name in ["title", "abstract"] {
        let text = record[name].as_str().unwrap_or_default().to_owned();
        let words = |line: &str| line.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        record[name] = text.split('\n').map(words).collect::<Vec<_>>().join("\n").into();
    }
    record
}

#[test]
fn a_corpus_is_read_again_as_it_was_written_in_every_shape() {
    let mut runner =
        TestRunner::new(Config { cases: 2, failure_persistence: None, ..Config::default() });
    let records = prop::collection::vec(record(), 12..24);
    let holds = runner.run(&records, |records| {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("in.jsonl"), lines(&records)).unwrap();
        clean(dir.path(), "in.jsonl", "out.jsonl", "1");
        let written = corpus(&dir.path().join("out.jsonl"));
        prop_assert!(written.len() > 8);
        for shape in SHAPES {
            let [out, again, twice] =
                ["out", "again", "twice"].map(|name| format!("{name}.{shape}"));
            clean(dir.path(), "in.jsonl", &out, "1");
            clean(dir.path(), "in.jsonl", &twice, "3");
            clean(dir.path(), &out, &again, "2");
            clean(dir.path(), &out, "back.jsonl", "1");
            let [out, again, twice] =
                [out, again, twice].map(|name| std::fs::read(dir.path().join(name)).unwrap());
            prop_assert!(out == twice, "{} on more cores", shape);
            prop_assert!(out == again, "{} cleaned again", shape);
            let back = corpus(&dir.path().join("back.jsonl"));
            prop_assert_eq!(back.len(), written.len(), "{}", shape);
            for (back, written) in back.iter().zip(&written) {
                if shape.contains("sv") {
                    prop_assert_eq!(as_texts(back), as_texts(written), "{}", shape);
                    prop_assert_eq!(&back["source"], &written["source"], "{}", shape);
                } else if shape.contains("json") {
                    prop_assert_eq!(back, written, "{}", shape);
                } else {
                    prop_assert_eq!(spaced(back), spaced(written), "{}", shape);
                }
            }
        }
        Ok(())
    });
    holds.unwrap();
}

#[test]
fn an_ending_that_is_not_written_is_an_error_before_anything_is_read() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["out.txt", "out.xlsx", "out.jsonl.bz2", "out.parquet.gz"] {
        let run = abslint(dir.path(), &["clean", "not-there.jsonl", "-o", name]);
        assert_eq!(status(&run), 2, "{name}");
        assert!(stderr(&run).contains(".jsonl, .ndjson, .json, .csv, .tsv, .bib, .ris"), "{name}");
        assert!(!stderr(&run).contains("not-there"), "{name}: {}", stderr(&run));
    }
    let rejects = ["clean", "not-there.jsonl", "-o", "out.csv", "--rejects", "rejects.csv"];
    assert!(stderr(&abslint(dir.path(), &rejects)).contains("are JSON Lines"));
}

#[test]
fn an_empty_corpus_is_one_in_every_shape() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("in.jsonl"), "\n").unwrap();
    for (shape, written) in [
        ("json", "[]\n"),
        ("csv", "id,title,abstract,links,source,also_in\n"),
        ("bib", ""),
        ("ris", ""),
    ] {
        let name = format!("out.{shape}");
        clean(dir.path(), "in.jsonl", &name, "1");
        assert_eq!(std::fs::read_to_string(dir.path().join(&name)).unwrap(), written, "{shape}");
    }
}

#[test]
fn a_text_is_kept_as_it_came_only_where_it_was_repaired_and_only_once() {
    let dir = tempfile::tempdir().unwrap();
    let good =
        "Lamps turn by night, and each of them is seen from far away by every ship there is.";
    let records = [
        json!({ "id": "a", "title": "On 16times16 lamps", "abstract": good }),
        json!({ "id": "b", "title": "On fog", "abstract": "We look at 8times8 ships in fog, and find all of them again.", "original_abstract": "theirs" }),
    ];
    std::fs::write(dir.path().join("in.jsonl"), records.map(|r| format!("{r}\n")).concat())
        .unwrap();
    for shape in ["jsonl", "csv", "bib"] {
        let name = format!("out.{shape}");
        let run = abslint(dir.path(), &["clean", "in.jsonl", "-o", &name, "--keep-original"]);
        assert_eq!(status(&run), 0, "{}", stderr(&run));
        let again = abslint(dir.path(), &["clean", &name, "-o", "-", "--keep-original", "-q"]);
        let kept: Vec<Value> =
            stdout(&again).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(kept[0]["original_title"], "On 16times16 lamps", "{shape}");
        assert_eq!(kept[0].get("original_abstract"), None, "{shape}");
        let abstract_ = "We look at 8times8 ships in fog, and find all of them again.";
        assert_eq!(kept[1]["original_abstract"], abstract_, "{shape}");
        assert_eq!(kept[1]["input_original_abstract"], "theirs", "{shape}");
    }
}

#[test]
fn a_corpus_that_lies_among_the_data_is_passed_over_in_every_shape() {
    let records = lines(&[
        json!({ "title": "On fog", "abstract": "Ships are lost in fog, and lamps find them." }),
    ]);
    for shape in ["jsonl", "json", "csv", "tsv", "bib", "ris", "csv.gz"] {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("in.jsonl"), &records).unwrap();
        let name = format!("corpus.{shape}");
        for run in 0..3 {
            let output = abslint(dir.path(), &["clean", ".", "-o", &name]);
            assert_eq!(status(&output), 0, "{shape}: {}", stderr(&output));
            assert!(
                stderr(&output).contains("1 record read"),
                "{shape} {run}: {}",
                stderr(&output)
            );
        }
        let other = abslint(dir.path(), &["clean", ".", "-o", "other.jsonl"]);
        assert!(stderr(&other).contains("1 record read"), "{shape}: {}", stderr(&other));
        assert!(stderr(&other).contains(&name), "{shape}: {}", stderr(&other));
    }
}
