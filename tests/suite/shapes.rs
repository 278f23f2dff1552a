//! Shapes of inputs and outputs: the same records come out of every one, and a table of text is
//! repaired where it lies.

use crate::common::{abslint, abslint_with_stdin, fixtures, gzip, status, stderr, stdout};
use serde_json::{Value, json};

/// Rows of a CSV file as objects, by a reader of its own.
fn rows(text: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_table_holds_the_same_records_as_json_lines() {
    let dir = fixtures();
    let table = std::fs::read(dir.path().join("fixtures/broken/table.csv")).unwrap();
    let good: Vec<Vec<String>> =
        rows(&table, b',').into_iter().filter(|row| row.len() == 4).collect();
    let lines: String = good
        .iter()
        .map(|row| serde_json::json!({ "doi": row[0], "title": row[1], "abstract": row[2], "year": row[3] }).to_string() + "\n")
        .collect();
    let texts = |output: std::process::Output| -> Vec<Value> {
        let lines: Vec<Value> =
            stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
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
    assert_eq!(status(&from_table), 2, "{}", stderr(&from_table));
    assert!(
        stderr(&from_table).contains("4 records read = 3 kept + 0 rejected + 1 unreadable"),
        "{}",
        stderr(&from_table)
    );
    let from_lines = abslint_with_stdin(
        dir.path(),
        &["clean", "-", "-o", "-"],
        lines.replace("\\r\\n", "\\n").as_bytes(),
    );
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
        assert_eq!(
            status(&abslint(dir.path(), &["clean", name, "--in-place", "--unsafe-fixes"])),
            0
        );
        let after = std::fs::read(dir.path().join(name)).unwrap();
        let (old, new) = (rows(&before, delimiter), rows(&after, delimiter));
        assert_eq!((new.len(), &new[0][1], &new[0][0]), (3, &old[0][1], &old[0][0]));
        assert!(new.iter().all(|row| row.len() == 3), "{new:?}");
        assert!(new[0][2].contains("16×16 cells, “in all”"), "{new:?}");
        assert!(new[1][2].contains("16×16"), "{new:?}");
        assert!(new[2][2].starts_with("We ask five which is few. Then"), "{new:?}");
        assert_eq!(status(&abslint(dir.path(), &["clean", name, "--check"])), 0);
    }
}

#[test]
fn a_bare_quote_costs_no_row_of_a_table_that_is_read_in_several_chunks() {
    let dir = tempfile::tempdir().unwrap();
    let row = |n: usize| {
        let title = if n == 3 { "A 5\" disk".to_owned() } else { format!("Lamp {n}") };
        let between = if n.is_multiple_of(2) { '\n' } else { ' ' };
        format!(
            "{n},{title},\"We turn lamp {n} by night, and we see it from afar.{between}It is good, and it was found to be so.\"\n"
        )
    };
    let table = "id,title,abstract\n".to_owned() + &(0..8_000).map(row).collect::<String>();
    assert!(table.len() > 700_000);
    std::fs::write(dir.path().join("t.csv"), table).unwrap();
    let output = abslint(dir.path(), &["check", "t.csv", "--select", "missing-title"]);
    let said = stderr(&output);
    assert!(
        status(&output) == 0 && said.contains("8000 records in 1 file"),
        "{said}{}",
        stdout(&output)
    );
}

#[test]
fn a_compressed_input_is_read_as_what_it_holds() {
    let dir = fixtures();
    let whole = std::fs::read(dir.path().join("fixtures/papers.jsonl")).unwrap();
    let half = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let members = [
        ("a.jsonl.gz", gzip(&whole)),
        ("b.jsonl.gz", [gzip(&whole[..half]), gzip(&whole[half..])].concat()),
        ("d.txt.gz", gzip(&std::fs::read(dir.path().join("fixtures/daily.txt")).unwrap())),
        #[cfg(feature = "zstd")]
        (
            "c.jsonl.zst",
            [&whole[..half], &whole[half..]]
                .map(|part| zstd::encode_all(part, 3).unwrap())
                .concat(),
        ),
    ];
    let compressed = members.len();
    let report = |name: &str| {
        let output = abslint(dir.path(), &["check", name, "--output-format", "concise"]);
        stdout(&output)
            .replace(name, "")
            .replace("fixtures/papers.jsonl", "")
            .replace("fixtures/daily.txt", "")
    };
    for (name, bytes) in members {
        std::fs::write(dir.path().join(name), bytes).unwrap();
        let plain =
            if name.contains("txt") { "fixtures/daily.txt" } else { "fixtures/papers.jsonl" };
        assert!(!report(plain).is_empty());
        assert_eq!(report(name), report(plain), "{name}");
        let before = std::fs::read(dir.path().join(name)).unwrap();
        let in_place = abslint(dir.path(), &["clean", name, "--in-place"]);
        assert_eq!(status(&in_place), 2, "{}", stderr(&in_place));
        assert!(stderr(&in_place).contains("is compressed"), "{}", stderr(&in_place));
        assert_eq!(std::fs::read(dir.path().join(name)).unwrap(), before);
    }
    let folder = stderr(&abslint(dir.path(), &["check", ".", "--fail-on", "never"]));
    assert!(
        folder.contains(&format!(" in {} files", 10 + compressed)),
        "compressed files are taken from a folder: {folder}"
    );
}

#[test]
fn of_a_compressed_file_that_was_cut_every_whole_line_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let line = |n: usize| {
        format!(
            "{{\"title\":\"Title {n}\",\"abstract\":\"We study case {n} of {}, and say why it is so.\"}}\n",
            n * n * 7919 % 10_007
        )
    };
    let whole = gzip((0..50_000).map(line).collect::<String>().as_bytes());
    std::fs::write(dir.path().join("cut.jsonl.gz"), &whole[..whole.len() / 2]).unwrap();
    let output = abslint(dir.path(), &["check", "cut.jsonl.gz", "--select", "missing-title"]);
    let said = stderr(&output);
    let read: usize =
        said.lines().find_map(|line| line.split(" record").next()?.parse().ok()).unwrap();
    assert_eq!(status(&output), 2, "{said}");
    assert!(said.contains("cut.jsonl.gz: "), "{said}");
    assert!(read > 20_000, "{said}");
}

const BIBLIOGRAPHY: &str = "% Encoding: UTF-8\n@string{soa = \"Society of Lamps\"}\n\n@Article{lamps2019,\n  title = {On {LED} Lamps That Turn by Night},\n  \
    journal = soa, year = 2019,\n  abstract = {We turn 16times16 lamps, and the light of each turning lamp\n    is seen from far away by every ship. It is \
    good, and it was\n    found to be seen by all of them.},\n}\n\n@misc{broken, title = {No end\n\n@misc{two, title = \"Two\"}\n";

#[test]
fn a_bibliography_is_read_and_repaired_in_place() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("refs.bib"), BIBLIOGRAPHY).unwrap();
    let found = abslint(dir.path(), &["check", "refs.bib", "--output-format", "concise"]);
    let found = stdout(&found);
    assert!(found.contains("refs.bib:7:23: error[lost-times]"), "{found}");
    assert!(
        found.contains("refs.bib:12:1: error[not-a-record] this is no record: the braces"),
        "{found}"
    );
    let output = abslint(dir.path(), &["clean", "refs.bib", "-o", "-"]);
    let first: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
    assert_eq!(
        (first["id"].as_str(), first["title"].as_str()),
        (Some("lamps2019"), Some("On LED Lamps That Turn by Night"))
    );
    assert_eq!(
        (first["journal"].as_str(), first["entry_type"].as_str()),
        (Some("Society of Lamps"), Some("Article"))
    );
    let abstract_ = "We turn 16×16 lamps, and the light of each turning lamp is seen from far away by every ship.";
    assert!(first["abstract"].as_str().unwrap().starts_with(abstract_), "{first}");
    assert!(
        stderr(&output).contains("3 records read = 1 kept + 1 rejected + 1 unreadable"),
        "{}",
        stderr(&output)
    );
    let in_place = abslint(dir.path(), &["clean", "refs.bib", "--in-place"]);
    assert_eq!(status(&in_place), 2, "{}", stderr(&in_place));
    assert!(stderr(&in_place).contains("1 file repaired"), "{}", stderr(&in_place));
    let repaired = BIBLIOGRAPHY.replace("16times16", "16×16");
    assert_eq!(std::fs::read_to_string(dir.path().join("refs.bib")).unwrap(), repaired);
}

#[test]
fn a_corpus_is_the_same_in_every_shape_that_it_is_written_in() {
    let dir = fixtures();
    let inputs = [
        "fixtures/daily.txt", "fixtures/search.txt", "fixtures/papers.jsonl", "fixtures/text.jsonl",
    ];
    let clean = |output: &str| {
        abslint(
            dir.path(),
            &[&["clean", "--quiet", "--croissant", "-o", output], &inputs[..]].concat(),
        )
    };
    let records = |name: &str| -> Vec<Value> {
        let lines = stdout(&abslint(dir.path(), &["clean", name, "-o", "-", "--quiet"]));
        let without_nulls = |line: &str| {
            let mut value: Value = serde_json::from_str(line).unwrap();
            value.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            value
        };
        lines.lines().map(without_nulls).collect()
    };
    assert_eq!(status(&clean("corpus.jsonl")), 0);
    let plain = records("corpus.jsonl");
    assert_eq!(plain.len(), 16);
    let encodings = [
        ("corpus.jsonl.gz", json!(["application/gzip", "application/jsonlines"])),
        #[cfg(feature = "zstd")]
        ("corpus.jsonl.zst", json!(["application/zstd", "application/jsonlines"])),
        #[cfg(feature = "parquet")]
        ("corpus.parquet", json!("application/x-parquet")),
    ];
    for (name, encoding) in encodings {
        assert_eq!(status(&clean(name)), 0, "{name}");
        assert_eq!(records(name), plain, "{name}");
        let metadata: Value =
            serde_json::from_slice(&std::fs::read(dir.path().join("croissant.json")).unwrap())
                .unwrap();
        assert_eq!(metadata["distribution"][0]["contentUrl"], name);
        assert_eq!(metadata["distribution"][0]["encodingFormat"], encoding);
        let size = std::fs::metadata(dir.path().join(name)).unwrap().len();
        assert_eq!(metadata["distribution"][0]["contentSize"], format!("{size} B"));
        assert_eq!(metadata["recordSet"][0]["field"][2]["source"]["extract"]["column"], "abstract");
    }
}

#[test]
fn what_is_asked_of_an_output_that_it_cannot_be_is_said() {
    let dir = fixtures();
    let cases: [(&[&str], &str); 4] = [
        (&["-o", "c.jsonl", "--rejects", "r.csv"], "only the corpus can have another shape"),
        (&["-o", "-", "--croissant"], "--croissant describes a file"),
        (&["-o", "croissant.json", "--croissant"], "named for two outputs"),
        (&["-o", "c.jsonl", "--input-format", "csv"], "none of its fields ("),
    ];
    for (args, said) in cases {
        let output = abslint(dir.path(), &[&["clean", "fixtures/papers.jsonl"], args].concat());
        assert_eq!(status(&output), 2, "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn the_name_of_a_file_or_the_user_says_how_it_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let prose = "{\"title\": \"One\", \"abstract\": null}\nno record\n";
    std::fs::write(dir.path().join("a.jsonl"), format!("no record\n{prose}")).unwrap();
    let output = abslint(dir.path(), &["clean", "a.jsonl", "-o", "-"]);
    assert!(
        stderr(&output).contains("3 records read = 0 kept + 1 rejected + 2 unreadable"),
        "{}",
        stderr(&output)
    );
    let table = "name\twhat\nOn Lamps\tWe turn lamps, and say how it is done, by whom, and when.\n";
    let output =
        abslint_with_stdin(dir.path(), &["check", "-", "--input-format", "tsv"], table.as_bytes());
    let said = stderr(&output);
    assert_eq!(status(&output), 2, "{said}");
    assert!(said.contains("(name, what)"), "{said}");
    assert!(said.contains("`fields: { title: [name], abstract: [what] }`"), "{said}");
    std::fs::write(
        dir.path().join("abslint.yaml"),
        "fields: { title: [name], abstract: [what] }\n",
    )
    .unwrap();
    let output = abslint_with_stdin(
        dir.path(),
        &["clean", "-", "-o", "-", "--input-format", "tsv"],
        table.as_bytes(),
    );
    assert!(stderr(&output).contains("1 record read = 1 kept"), "{}", stderr(&output));
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_or_zstd_says_how_to_get_one() {
    let dir = fixtures();
    std::fs::write(dir.path().join("a.parquet"), b"PAR1nonsense").unwrap();
    let cases: [(&[&str], &str); 2] = [
        (&["check", "a.parquet"], "--features parquet"),
        (&["clean", "fixtures/papers.jsonl", "-o", "c.parquet"], "--features parquet"),
    ];
    for (args, said) in cases {
        let output = abslint(dir.path(), args);
        assert_eq!(status(&output), 2, "{args:?}");
        assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
    }
    assert!(!dir.path().join("c.parquet").exists());
}
