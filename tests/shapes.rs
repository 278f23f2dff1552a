//! Tables and compressed inputs: the same records come out of every shape, and a table is repaired where it lies.

mod common;

use std::io::Write;

use common::{abslint, abslint_with_stdin, fixtures, status, stderr, stdout};
use serde_json::Value;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Rows of a CSV file as objects, by a reader of its own.
fn rows(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_table_holds_the_same_records_as_json_lines() {
    let dir = fixtures();
    let table = std::fs::read(dir.path().join("fixtures/broken/table.csv")).unwrap();
    let good: Vec<Vec<String>> = rows(&table, b',').into_iter().filter(|row| row.len() == 4).collect();
    let lines: String = good
        .iter()
        .map(|row| serde_json::json!({ "doi": row[0], "title": row[1], "abstract": row[2], "year": row[3] }).to_string() + "\n")
        .collect();
    let texts = |output: std::process::Output| -> Vec<Value> {
        let lines: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines
            .into_iter()
            .map(|mut line| {
                line.as_object_mut().unwrap().retain(|key, _| key != "source");
                // A line end within a field of this table is that of the file.
                serde_json::from_str(&line.to_string().replace("\\r\\n", "\\n")).unwrap()
            })
            .collect()
    };
    let from_table = abslint_with_stdin(dir.path(), &["clean", "-", "-o", "-"], &table);
    assert!(
        status(&from_table) == 2 && stderr(&from_table).contains("4 records read = 3 kept + 0 rejected + 1 unreadable"),
        "{}",
        stderr(&from_table)
    );
    let from_lines = abslint_with_stdin(dir.path(), &["clean", "-", "-o", "-"], lines.replace("\\r\\n", "\\n").as_bytes());
    assert_eq!(texts(from_table), texts(from_lines));
}

#[test]
fn a_table_is_repaired_in_place_and_stays_a_table() {
    let dir = fixtures();
    for (delimiter, name) in [(b',', "t.csv"), (b'\t', "t.tsv")] {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        let text = "It is a grid of 16times16 cells, ``in all'' of them, and it works in most of the cases that we saw.";
        writer.write_record(["id", "title", "abstract"]).unwrap();
        writer.write_record(["1", "Quoted \"so\"", text]).unwrap();
        writer.write_record(["2", "Plain", &text.replace(',', "")]).unwrap();
        writer.write_record(["3", "Glued", "We ask five which is few.Then comes more of it and we ask them all again\tin turn."]).unwrap();
        let before = writer.into_inner().unwrap();
        std::fs::write(dir.path().join(name), &before).unwrap();
        assert_eq!(status(&abslint(dir.path(), &["clean", name, "--in-place", "--unsafe-fixes"])), 0);
        let after = std::fs::read(dir.path().join(name)).unwrap();
        let (old, new) = (rows(&before, delimiter), rows(&after, delimiter));
        assert_eq!((new.len(), &new[0][1], &new[0][0]), (3, &old[0][1], &old[0][0]));
        assert!(
            new.iter().all(|row| row.len() == 3) && new[0][2].contains("16×16 cells, “in all”") && new[1][2].contains("16×16"),
            "{new:?}"
        );
        assert!(new[2][2].starts_with("We ask five which is few. Then"), "{new:?}");
        assert_eq!(status(&abslint(dir.path(), &["clean", name, "--check"])), 0);
    }
}

#[test]
fn a_compressed_input_is_read_as_what_it_holds() {
    let dir = fixtures();
    let whole = std::fs::read(dir.path().join("fixtures/papers.jsonl")).unwrap();
    let half = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
    let members = [
        ("a.jsonl.gz", gzip(&whole)),
        ("b.jsonl.gz", [gzip(&whole[..half]), gzip(&whole[half..])].concat()),
        ("c.jsonl.zst", [zstd(&whole[..half]), zstd(&whole[half..])].concat()),
        ("d.txt.gz", gzip(&std::fs::read(dir.path().join("fixtures/daily.txt")).unwrap())),
    ];
    let report = |name: &str| {
        let output = abslint(dir.path(), &["check", name, "--output-format", "concise"]);
        stdout(&output).replace(name, "").replace("fixtures/papers.jsonl", "").replace("fixtures/daily.txt", "")
    };
    for (name, bytes) in members {
        std::fs::write(dir.path().join(name), bytes).unwrap();
        let plain = if name.contains("txt") { "fixtures/daily.txt" } else { "fixtures/papers.jsonl" };
        assert!(!report(plain).is_empty());
        assert_eq!(report(name), report(plain), "{name}");
        let before = std::fs::read(dir.path().join(name)).unwrap();
        let in_place = abslint(dir.path(), &["clean", name, "--in-place"]);
        assert!(status(&in_place) == 2 && stderr(&in_place).contains("is compressed"), "{}", stderr(&in_place));
        assert_eq!(std::fs::read(dir.path().join(name)).unwrap(), before);
    }
    let folder = stderr(&abslint(dir.path(), &["check", ".", "--fail-on", "never"]));
    assert!(folder.contains(" in 14 files"), "compressed files are taken from a folder: {folder}");
}

#[test]
fn of_a_compressed_file_that_was_cut_every_whole_line_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let line = |n: usize| {
        format!("{{\"title\":\"Title {n}\",\"abstract\":\"We study case {n} of {}, and say why it is so.\"}}\n", n * n * 7919 % 10_007)
    };
    let whole = gzip((0..50_000).map(line).collect::<String>().as_bytes());
    std::fs::write(dir.path().join("cut.jsonl.gz"), &whole[..whole.len() / 2]).unwrap();
    let output = abslint(dir.path(), &["check", "cut.jsonl.gz", "--select", "missing-title"]);
    let said = stderr(&output);
    let read: usize = said.lines().find_map(|line| line.split(" record").next()?.parse().ok()).unwrap();
    assert!(status(&output) == 2 && said.contains("cut.jsonl.gz: ") && read > 20_000, "{said}");
}
