//! Every shape that is written is read again as it was, and every text shape that is repaired in
//! place changes where it is damaged and nowhere else.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::common::{abslint, gzip, status, stderr, stdout};
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
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let members = record.as_object().unwrap().iter();
    let others = members.filter(|(name, _)| !own.contains(&name.as_str()));
    others.map(|(name, value)| (name.clone(), text(value))).filter(|(_, v)| !v.is_empty()).collect()
}

#[test]
fn a_corpus_is_read_again_as_it_was_written_in_every_shape() {
    let mut runner =
        TestRunner::new(Config { cases: 4, failure_persistence: None, ..Config::default() });
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
                } else {
                    prop_assert_eq!(back, written, "{}", shape);
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

/// A title and an abstract; each has a word that is damaged or not.
type Texts = [String; 2];

/// Texts of three records, those damaged whose bits `mask` has.
fn texts(mask: u8, damaged: &str, whole: &str) -> Vec<Texts> {
    let word = |bit: usize| if mask >> bit & 1 == 1 { damaged } else { whole };
    (0..3)
        .map(|n| {
            let (a, b) = (word(2 * n), word(2 * n + 1));
            [
                format!("Turning {a} lamps, café {n}"),
                format!("We turn {b} lamps, and \"large\" ships see each of them at 1/2 mile. Café {n} is open; it has {b} seats."),
            ]
        })
        .collect()
}

/// A way in which a file is written: its name, what is in front, one record, between, behind.
struct Layout {
    name: &'static str,
    head: &'static str,
    record: fn(usize, &Texts) -> String,
    between: &'static str,
    tail: &'static str,
}

const fn layout(
    name: &'static str,
    [head, between, tail]: [&'static str; 3],
    record: fn(usize, &Texts) -> String,
) -> Layout {
    Layout { name, head, record, between, tail }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// JSON as PHP and Python write it: ASCII alone, slashes escaped.
fn ascii(text: &str) -> String {
    let escaped = |c: char| match c {
        '/' => "\\/".to_owned(),
        c if c.is_ascii() => c.to_string(),
        c => format!("\\u{:04x}", u32::from(c)),
    };
    quoted(text).chars().map(escaped).collect()
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Words, some to a line, with `margin` in front of each further line.
fn folded(text: &str, margin: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let lines: Vec<String> = words.chunks(3).map(|words| words.join(" ")).collect();
    lines.join(&format!("\n{margin}"))
}

const LAYOUTS: [Layout; 22] = [
    layout("lines.jsonl", ["", "\r\n", "\r\n"], |n, [t, a]| {
        format!(
            "{{\"id\":{n}, \"title\": {},\"abstract\" :{}, \"x\":\"16times16\"}}",
            quoted(t),
            quoted(a)
        )
    }),
    layout("ascii.jsonl", ["", "\n", ""], |n, [t, a]| {
        format!("{{\"id\":{n},\"title\":{},\"abstract\":{}}}", ascii(t), ascii(a))
    }),
    layout("pretty.json", ["[\n  ", ",\n  ", "\n]\n"], |n, [t, a]| {
        format!(
            "{{\n    \"id\": {n},\n    \"title\": {},\n    \"abstract\": {}\n  }}",
            quoted(t),
            quoted(a)
        )
    }),
    layout("one-line.json", ["[", ", ", "]"], |n, [t, a]| {
        format!("{{\"abstract\":{},\"title\":{},\"n\":{n}.50}}", ascii(a), ascii(t))
    }),
    layout(
        "envelope.json",
        ["{\"total\": 3, \"data\": [", ",", "], \"next\": null}\n"],
        |n, [t, a]| {
            format!("{{\"id\": \"{n}\", \"title\": {}, \"abstract\": {}}}", quoted(t), quoted(a))
        },
    ),
    layout("keyed.json", ["{", ",\n", "}"], |n, [t, a]| {
        format!("\"k{n}\": {{\"title\": {}, \"abstract\": {}}}", ascii(t), ascii(a))
    }),
    layout("row.json", ["", "\n", "\n"], |_, [t, a]| {
        format!("{{\n\"title\": [{}],\n\"abstract\": {{\"value\": {}}}\n}}", quoted(t), quoted(a))
    }),
    layout("bom.json", ["\u{feff}[", ",", "]"], |n, [t, a]| {
        format!("{{\"id\":{n},\"title\":{},\"abstract\":{}}}", quoted(t), quoted(a))
    }),
    layout("quoted.csv", ["\"id\",\"title\",\"abstract\"\r\n", "\r\n", "\r\n"], |n, [t, a]| {
        format!("\"{n}\",{},{}", cell(t), cell(a))
    }),
    layout("mixed.csv", ["title,id,abstract\n", "\n", ""], |n, [t, a]| {
        format!("{},{n},{}", cell(t), cell(a))
    }),
    layout("bare.csv", ["id;title;abstract\n", "\n", "\n"], |n, [t, a]| {
        format!("{n};{t};{}", cell(a))
    }),
    layout("tabs.tsv", ["id\ttitle\tabstract\n", "\n", "\n"], |n, [t, a]| {
        format!("{n}\t{t}\t{}", cell(a))
    }),
    layout(
        "braces.bib",
        ["% 16times16\n@string{x = \"16times16\"}\n\n", "\n\n", "\n"],
        |n, [t, a]| {
            let a = a.replace("é", "{\\'e}").replace("lamps", "{LED} lamps");
            format!(
                "@article{{k{n},\n  Title = {{{{{t}}}}},\n  abstract = {{{a}}},\n  note = {{16times16 \\& more}},\n}}"
            )
        },
    ),
    layout("quotes.bib", ["", "\n", ""], |n, [t, a]| {
        let a = a.replace("\"large\"", "{\"}large{\"}").replace(", and", "\" # \", and");
        format!("@Misc(k{n}, title = \"{t}\", abstract = \"{a}\")")
    }),
    layout("wrapped.bib", ["", "\r\n\r\n", "\r\n"], |n, [t, a]| {
        format!(
            "@misc{{k{n},\r\n  title={{{t}}},\r\n  abstract={{{}}}\r\n}}",
            folded(a, "    ").replace('\n', "\r\n")
        )
    }),
    layout("plain.ris", ["", "\n\n", "\n"], |n, [t, a]| {
        format!("TY  - JOUR\nID  - k{n}\nTI  - {t}\nN1  - 16times16\nAB  - {a}\nER  - ")
    }),
    layout("folded.ris", ["", "\r\n", "\r\n"], |n, [t, a]| {
        let text = format!(
            "TY  - JOUR\nT1  - {t}\nN2  - {}\nUR  - https://example.org/{n}\nER  -",
            folded(a, "      ")
        );
        text.replace('\n', "\r\n")
    }),
    layout("unfolded.ris", ["", "\n", "\n"], |_, [t, a]| {
        format!("TY  - JOUR\nTI  - {t}\nAB  - {}\nER  - ", folded(a, ""))
    }),
    layout("pubmed.nbib", ["", "\n\n", "\n"], |n, [t, a]| {
        format!(
            "PMID- 1{n}\nTI  - {}\nAB  - {}\nAU  - Lee A",
            folded(t, "      "),
            folded(a, "      ")
        )
    }),
    layout("endnote.enw", ["", "\n\n", "\n"], |_, [t, a]| {
        format!("%0 Journal Article\n%T {t}\n%X {a}")
    }),
    layout(
        "wos.ciw",
        ["FN Clarivate Analytics Web of Science\nVR 1.0\n", "\n\n", "\n\nEF\n"],
        |n, [t, a]| {
            format!("PT J\nTI {}\nAB {}\nUT WOS:{n}\nER", folded(t, "   "), folded(a, "   "))
        },
    ),
    layout("keyless.bib", ["", "\n", "\n"], |n, [t, a]| {
        format!(
            "@misc{{Some key {n}, abstract = {{{}}}, title = {{{}}}}}",
            folded(a, "\t"),
            t.replace("café", "caf\\'e")
        )
    }),
];

fn written(layout: &Layout, mask: u8, damaged: &str, whole: &str) -> String {
    let records: Vec<String> = texts(mask, damaged, whole)
        .iter()
        .enumerate()
        .map(|(n, texts)| (layout.record)(n, texts))
        .collect();
    format!("{}{}{}", layout.head, records.join(layout.between), layout.tail)
}

#[test]
fn in_place_every_shape_changes_in_its_damaged_values_and_nowhere_else() {
    let masks = [0, 0b1, 0b10, 0b100100, 0b111111];
    for (damaged, repaired) in [("16times16", "16×16"), ("16 × 16  of the", "16 × 16 of the")] {
        let rule = if damaged.contains("times") { "lost-times" } else { "doubled-space" };
        let dir = tempfile::tempdir().unwrap();
        let path = |layout: &Layout, mask: u8| dir.path().join(format!("{mask}-{}", layout.name));
        for layout in &LAYOUTS {
            for mask in masks {
                std::fs::write(path(layout, mask), written(layout, mask, damaged, repaired))
                    .unwrap();
            }
        }
        let run = abslint(dir.path(), &["clean", ".", "--in-place", "--select", rule]);
        assert_eq!(status(&run), 0, "{}", stderr(&run));
        for layout in &LAYOUTS {
            // White space is one space where lines are wrapped: such a text has no such damage.
            let folds =
                [".bib", ".ris", ".nbib", ".enw", ".ciw"].iter().any(|e| layout.name.ends_with(e));
            for mask in masks {
                let after = std::fs::read_to_string(path(layout, mask)).unwrap();
                let kept = if folds && rule == "doubled-space" { damaged } else { repaired };
                assert_eq!(
                    after,
                    written(layout, mask, kept, repaired),
                    "{} {mask:b}",
                    layout.name
                );
            }
        }
    }
}

#[test]
fn in_place_a_field_that_had_no_quotes_gets_them_only_if_it_must() {
    let dir = tempfile::tempdir().unwrap();
    let file = |title: &str| {
        format!(
            "id,title,abstract\n1,{title},Ships are lost in fog and lamps find all of them again.\n"
        )
    };
    std::fs::write(dir.path().join("a.csv"), file("Lamps &quot;and&quot; fog")).unwrap();
    std::fs::write(dir.path().join("b.csv"), file("Lamps &amp; fog")).unwrap();
    abslint(dir.path(), &["clean", "a.csv", "b.csv", "--in-place"]);
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(read("a.csv"), file("\"Lamps \"\"and\"\" fog\""));
    assert_eq!(read("b.csv"), file("Lamps & fog"));
}

#[test]
fn a_compressed_file_is_read_and_not_repaired_in_place() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = gzip(written(&LAYOUTS[12], 0b111111, "16times16", "16×16").as_bytes());
    std::fs::write(dir.path().join("a.bib.gz"), &bytes).unwrap();
    let run = abslint(dir.path(), &["clean", "a.bib.gz", "--in-place"]);
    assert_eq!(status(&run), 2);
    assert_eq!(std::fs::read(dir.path().join("a.bib.gz")).unwrap(), bytes);
    clean(dir.path(), "a.bib.gz", "out.ris.gz", "1");
    clean(dir.path(), "out.ris.gz", "out.jsonl", "1");
    let back = corpus(&dir.path().join("out.jsonl"));
    assert_eq!(back.len(), 3);
    assert_eq!(back[0]["entry_type"], "article");
}
