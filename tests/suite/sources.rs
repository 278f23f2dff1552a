//! Sources: what is read otherwise than by plain names, what is said of it, and what of a folder is
//! read.

use std::path::Path;

use crate::common::{abslint, abslint_with_stdin, status, stderr, stdout};
use serde_json::Value;
use tempfile::TempDir;

const TEXT: &str = "We turn lamps on a grid of 16times16 posts, and say by whom it is done.";
const FIXED: &str = "We turn lamps on a grid of 16×16 posts, and say by whom it is done.";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, text.replace("TEXT", TEXT)).expect("a file can be written");
    }
    dir
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
}

fn read(dir: &Path, name: &str) -> String {
    std::fs::read_to_string(dir.join(name)).expect("the file is there")
}

#[test]
fn what_was_understood_is_said_once() {
    let cases = [
        (
            "works.json",
            "{\"message\":{\"items\":[{\"DOI\":\"10.5555/1\",\"container-title\":[],\"title\":[\"On lamps\"],\"abstract\":\"TEXT\"},\
             {\"DOI\":\"10.5555/2\",\"container-title\":[],\"title\":[\"On posts\"],\"abstract\":\"TEXT Twice.\"}]}}",
            "works.json: read as: Crossref works, records in message.items, title from title[0]\n",
        ),
        (
            "a.jsonl",
            "{\"Title\":\"On lamps\",\"abstractText\":\"TEXT\"}\n",
            "a.jsonl: read as: title from Title, abstract from abstractText\n",
        ),
        (
            "a.csv",
            "# today\nid;title;abstract\n1;On lamps;TEXT\n",
            "a.csv: read as: a table with a semicolon between fields, comments in front of the header\n",
        ),
        (
            "frame.json",
            "{\"columns\":[\"id\",\"title\",\"abstract\"],\"index\":[0],\"data\":[[\"1\",\"On lamps\",\"TEXT\"]]}",
            "frame.json: read as: records in the rows of a frame\n",
        ),
        ("plain.jsonl", "{\"title\":\"On lamps\",\"abstract\":\"TEXT\"}\n", ""),
    ];
    for (name, text, said) in cases {
        let dir = folder(&[(name, text)]);
        for args in [&["check", name][..], &["clean", name, "-o", "out.jsonl"]] {
            let output = abslint(dir.path(), args);
            assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
            assert_eq!(
                stderr(&output).matches("read as").count(),
                usize::from(!said.is_empty()),
                "{}",
                stderr(&output)
            );
            let quiet = abslint(dir.path(), &[args, &["--quiet"]].concat());
            assert!(!stderr(&quiet).contains("read as"), "{}", stderr(&quiet));
        }
        let explained = abslint(dir.path(), &["explain", name]);
        assert_eq!(status(&explained), 0, "{}", stderr(&explained));
        assert!(
            stdout(&explained).contains("read as: ") && stdout(&explained).contains("On lamps"),
            "{}",
            stdout(&explained)
        );
    }
}

#[test]
fn a_value_in_one_place_is_repaired_there_and_every_other_byte_stays() {
    let cases = [
        "{\"papers\": [\n {\"id\": 1, \"title\": [\"On lamps\"], \"abstract\": [\"TEXT\"], \"n\": NaN}\n]}\n",
        "{\"x\":1,\"content\":{\"title\":{\"value\":\"On lamps\"},\"abstract\":{\"value\":\"TEXT\"}}}\n",
        "{\"a\":{\"title\":\"On lamps\",\"abstract\":\"TEXT\"},\"b\":{\"title\":\"On posts\",\"abstract\":\"None.\"}}\n",
        "{\"title\":{\"0\":\"On lamps\",\"1\":\"On posts\"},\"abstract\":{\"0\":\"TEXT\",\"1\":null}}",
        "{\"data\":[[\"On lamps\",\"TEXT\"]],\"columns\":[\"Title\",\"Abstract\"]}",
    ];
    for case in cases {
        let dir = folder(&[("a.json", case)]);
        let output = abslint(dir.path(), &["clean", "a.json", "--in-place"]);
        assert_eq!(status(&output), 0, "{case}: {}", stderr(&output));
        assert_eq!(read(dir.path(), "a.json"), case.replace("TEXT", FIXED));
        let diff = abslint(dir.path(), &["clean", "a.json", "--diff"]);
        assert_eq!(stdout(&diff), "", "{case}");
    }
    let index = "{\"id\":1,\"title\":\"On lamps\",\"abstract_inverted_index\":{\"It\":[0],\"has\":[1],\"16times16\":[2],\"posts.\":[3]}}\n";
    let dir = folder(&[("a.jsonl", index)]);
    let output = abslint(dir.path(), &["clean", "a.jsonl", "--in-place"]);
    assert_eq!(
        (status(&output), read(dir.path(), "a.jsonl").as_str()),
        (0, index),
        "{}",
        stderr(&output)
    );
    let corpus = lines(&stdout(&abslint(dir.path(), &["clean", "a.jsonl", "-o", "-"])));
    assert_eq!(corpus[0]["abstract"], "It has 16×16 posts.");
    assert!(corpus[0].get("abstract_inverted_index").is_none());
}

#[test]
fn other_fields_stay_and_nan_is_null() {
    let text = "{\"data\":[{\"paperId\":\"1f\",\"url\":\"u\",\"title\":\"On lamps\",\"abstract\":\"TEXT\",\"tldr\":{\"text\":\"No.\"},\"n\":NaN,\"m\":[ NaN, 0.5]}]}";
    let dir = folder(&[("a.json", text)]);
    let corpus = lines(&stdout(&abslint(dir.path(), &["clean", "a.json", "-o", "-"])));
    let [one] = &corpus[..] else { panic!("{corpus:?}") };
    assert_eq!(
        (&one["id"], &one["url"], &one["tldr"]["text"]),
        (&"1f".into(), &"u".into(), &"No.".into())
    );
    assert!(one["n"].is_null() && one["m"][0].is_null() && one["m"][1] == 0.5, "{one}");
    let empty = "[{\"id\":NaN,\"title\":\"On lamps\",\"abstract\":NaN},{\"id\":2,\"title\":\"On posts\",\"abstract\":\"TEXT\"}]";
    let dir = folder(&[("a.json", empty)]);
    let corpus = lines(&stdout(&abslint(dir.path(), &["clean", "a.json", "-o", "-"])));
    assert!(corpus.iter().all(|one| one.get("input_abstract").is_none()), "{corpus:?}");
    assert!(corpus.iter().all(|one| one.get("input_id").is_none()), "{corpus:?}");
    let keyed = "{\"k1\":{\"doi\":\"10.5555/1\",\"title\":\"On lamps\",\"abstract\":\"TEXT\"},\"k2\":{\"title\":\"On posts\",\"abstract\":\"They stand where they stood.\"}}";
    let dir = folder(&[("a.json", keyed)]);
    let corpus = lines(&stdout(&abslint(dir.path(), &["clean", "a.json", "-o", "-"])));
    assert_eq!(
        (&corpus[0]["id"], &corpus[0]["key"], &corpus[1]["id"]),
        (&"10.5555/1".into(), &"k1".into(), &"k2".into())
    );
}

#[test]
fn paths_and_numbers_of_fields_are_settings() {
    let cases = [
        (
            "a.jsonl",
            "{\"meta\":{\"names\":[{\"de\":\"On lamps\"}]},\"parts\":[{\"x\":\"TEXT\"},{\"x\":\"It is so.\"}]}\n",
            "fields: { title: 'meta.names[0].de', abstract: ['parts[*].x'] }",
        ),
        (
            "a.csv",
            "7;On lamps;TEXT\n8;On posts;They stand where they stood.\n",
            "fields: { title: 2, abstract: 3, id: 1 }",
        ),
    ];
    for (name, text, setting) in cases {
        let dir = folder(&[(name, text), ("abslint.yaml", setting)]);
        let output = abslint(dir.path(), &["clean", name, "-o", "-"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let corpus = lines(&stdout(&output));
        assert_eq!(corpus[0]["title"], "On lamps");
        assert!(
            corpus[0]["abstract"].as_str().is_some_and(|text| text.starts_with(FIXED)),
            "{corpus:?}"
        );
    }
}

#[test]
fn a_table_without_a_header_says_how_it_can_be_read() {
    let dir = folder(&[("a.tsv", "7\tOn lamps\tTEXT\n8\tOn posts\tTEXT Twice.\n")]);
    let output = abslint(dir.path(), &["clean", "a.tsv", "-o", "out.jsonl"]);
    assert_eq!(status(&output), 2);
    let said = stderr(&output);
    assert!(
        said.contains("no header: its first row is \"7\", \"On lamps\"")
            && said.contains("`fields: { title: 2, abstract: 3 }`"),
        "{said}"
    );
    std::fs::write(dir.path().join("abslint.yaml"), "fields: { title: 2, abstract: 3 }")
        .expect("it can be written");
    let output = abslint(dir.path(), &["clean", "a.tsv", "-o", "-"]);
    assert_eq!((status(&output), lines(&stdout(&output)).len()), (0, 2), "{}", stderr(&output));
}

#[test]
fn what_is_no_text_is_one_clear_line() {
    let cases: [(&str, &[u8], &str); 7] = [
        ("a.xlsx", b"PK\x03\x04\x14\0\x06\0", "an Excel workbook; save its sheet as CSV"),
        ("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "an Excel workbook"),
        ("a.json", b"%PDF-1.5\n%\xE2\xE3", "a PDF document"),
        ("a.zip", b"PK\x03\x04\x14\0\x06\0", "an archive; unpack it"),
        ("a.pkl", b"\x80\x04\x95\x01\0", "a Python pickle"),
        ("a.db", b"SQLite format 3\0\x10", "a SQLite database"),
        ("a.npy", b"\x93NUMPY\x01\0", "a file of arrays"),
    ];
    for (name, bytes, said) in cases {
        let dir = folder(&[("good.jsonl", "{\"title\":\"On lamps\",\"abstract\":\"TEXT\"}\n")]);
        std::fs::write(dir.path().join(name), bytes).expect("it can be written");
        let named = abslint(dir.path(), &["clean", name, "-o", "out.jsonl"]);
        assert_eq!(status(&named), 2);
        assert!(
            stderr(&named).contains(said) && stderr(&named).lines().count() == 1,
            "{}",
            stderr(&named)
        );
        let found = abslint(dir.path(), &["clean", ".", "-o", "out.jsonl"]);
        assert_eq!(status(&found), 0, "{name}: {}", stderr(&found));
        assert!(
            stderr(&found).contains(name) && stderr(&found).contains("passed over"),
            "{}",
            stderr(&found)
        );
    }
}

#[test]
fn a_folder_is_read_without_what_holds_no_papers() {
    let record = "{\"title\":\"On lamps\",\"abstract\":\"TEXT\"}\n";
    let dir = folder(&[
        ("a.jsonl", record),
        ("sub/b.jsonl", &record.replace("lamps", "posts")),
        ("ignored/c.jsonl", record),
        (".gitignore", "ignored/\n"),
        (".hidden/d.jsonl", record),
        ("node_modules/x/e.json", "{\"name\":\"x\"}"),
        ("package.json", "{\"name\":\"x\",\"description\":\"y\"}"),
        ("package-lock.json", "{}"),
        ("README.txt", "What lies here was made by hand.\n"),
    ]);
    let args = [
        "clean", ".", "-o", "corpus.jsonl", "--rejects", "rejects.jsonl", "--changes",
        "changes.jsonl", "--croissant",
    ];
    let mut before = Vec::new();
    for round in 0..3 {
        let output = abslint(dir.path(), &args);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert!(stderr(&output).contains("2 records read"), "round {round}: {}", stderr(&output));
        assert!(
            stderr(&output).contains("README.txt")
                && stderr(&output).contains("package.json: passed over"),
            "{}",
            stderr(&output)
        );
        let corpus = std::fs::read(dir.path().join("corpus.jsonl")).expect("the corpus is there");
        assert!(round == 0 || corpus == before);
        before = corpus;
    }
    let other = abslint(dir.path(), &["clean", ".", "-o", "second.jsonl"]);
    assert!(
        stderr(&other).contains("2 records read")
            && stderr(&other).contains("corpus.jsonl: passed over, this is a corpus"),
        "{}",
        stderr(&other)
    );
    let named = abslint(dir.path(), &["clean", "corpus.jsonl", "-o", "-"]);
    assert_eq!(stdout(&named).as_bytes(), before, "a corpus that is named is read");
    let readme = abslint(dir.path(), &["check", "README.txt"]);
    assert!(
        status(&readme) == 2 && stderr(&readme).contains("no page layout fits"),
        "{}",
        stderr(&readme)
    );
}

#[test]
fn a_folder_of_corpora_is_read_and_one_that_git_ignores_says_so() {
    let dir = folder(&[("a.jsonl", "{\"title\":\"On lamps\",\"abstract\":\"TEXT\"}\n")]);
    std::fs::create_dir(dir.path().join("corpora")).expect("a folder can be made");
    assert_eq!(status(&abslint(dir.path(), &["clean", "a.jsonl", "-o", "corpora/one.jsonl"])), 0);
    let output = abslint(dir.path(), &["clean", "corpora", "-o", "-"]);
    assert_eq!((status(&output), lines(&stdout(&output)).len()), (0, 1), "{}", stderr(&output));
    std::fs::write(dir.path().join(".gitignore"), "*.jsonl\n").expect("it can be written");
    let output = abslint(dir.path(), &["check", "."]);
    assert!(
        status(&output) == 2 && stderr(&output).contains("git ignores every file"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_line_of_a_pipe_is_one_record_whatever_lies_in_it() {
    let dir = folder(&[]);
    let text = format!(
        "{{\"data\":[{{\"title\":\"a\",\"abstract\":\"{TEXT}\"}},{{\"title\":\"b\"}}]}}\nnull\n{{\"Title\":\"On lamps\",\"Abstract\":\"{TEXT}\"}}\n"
    );
    let output = abslint_with_stdin(dir.path(), &["pipe"], text.as_bytes());
    let out = lines(&stdout(&output));
    assert_eq!(out.len(), 3, "{out:?}");
    assert!(out[2].to_string().contains("16×16"), "{out:?}");
}

#[test]
fn a_source_that_is_wrong_says_where_and_its_tests_are_run() {
    let source = |path: &str, id: &str| {
        format!(
            "id: lamps\nname: lamps\nwhy: ours\nmarks: [lampId]\nfields: {{ title: ['{path}'], abstract: [body], id: [lampId] }}\ntests:\n  - text: '{{\"lampId\":7,\"head\":\"On lamps\",\"body\":\"They turn.\"}}'\n    records: [{{ id: '{id}', title: On lamps, abstract: They turn. }}]\n"
        )
    };
    for (path, id, expected, said) in [
        ("head", "7", 0, "1 source test passed, 0 failed"),
        ("head", "8", 1, "0 source tests passed, 1 failed"),
        ("head[", "7", 2, "lamps.yaml:5"),
    ] {
        let dir = folder(&[("own/sources/lamps.yaml", &source(path, id))]);
        let output = abslint(dir.path(), &["test", "lamps", "--rules", "own"]);
        assert_eq!(status(&output), expected, "{}{}", stdout(&output), stderr(&output));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
    let dir = folder(&[]);
    assert!(stdout(&abslint(dir.path(), &["explain", "sources"])).contains("id: crossref"));
}

#[test]
fn of_a_folder_what_begins_as_records_is_read_and_the_rest_is_counted() {
    let paper = |n: usize| {
        format!(
            "<article><front><article-meta><title-group><article-title>On lamp {n}</article-title></title-group>\
            <abstract><p>TEXT</p></abstract></article-meta></front></article>"
        )
    };
    let line = |n: usize| format!("{{\"title\": \"On lamp {n}\", \"abstract\": \"TEXT\"}}\n");
    let dir = folder(&[
        ("a.jsonl", &line(1)),
        ("b.nxml", &paper(2)),
        ("c.rdf", &paper(3)),
        ("part-00000", &line(4)),
        ("d.dat", &line(5)),
        ("e.endf", "%0 Journal Article\n%T On lamp 6\n%X TEXT\n"),
        ("f.bibtex", "@misc{f, title = {On lamp 7}, abstract = {TEXT}}\n"),
        ("notes.md", "# Lamps\n\nA title and an abstract.\n"),
        ("more.md", "More of that.\n"),
        ("shape.svg", "<svg><title>A lamp</title></svg>\n"),
        ("settings.toml", "[lamps]\ntitle = \"On lamps\"\n"),
        ("LICENSE", "Free.\n"),
    ]);
    let output = abslint(dir.path(), &["clean", ".", "-o", "corpus.jsonl"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let said = stderr(&output);
    assert!(said.contains("7 records read"), "{said}");
    for part in ["2 × .md", "1 × .svg", "1 × .toml", "1 × without an ending"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_file_without_records_and_a_parent_that_is_passed_over_are_named() {
    let dir = folder(&[
        ("empty.json", "[]\n"),
        (
            "sessions.json",
            "[{\"title\": \"Light\", \"description\": \"A session.\", \"papers\": [{\"title\": \"On lamps\", \"abstract\": \"TEXT\"}]}]",
        ),
    ]);
    let output =
        abslint(dir.path(), &["clean", "empty.json", "sessions.json", "-o", "corpus.jsonl"]);
    let said = stderr(&output);
    assert!(
        said.contains("1 record read") && said.contains("empty.json: no record in it"),
        "{said}"
    );
    assert!(said.contains("records in papers, the object round them passed over"), "{said}");
}
