//! A file whose fields are called otherwise is one error, and no empty corpus: status 2, and
//! nothing is written.

use std::fmt::Write as _;
use std::path::Path;

use crate::common::{abslint, status, stderr, stdout};
use tempfile::TempDir;

const TEXT: &str =
    "We turn lamps on a grid of 16times16 posts, and say by whom it is done. It is done by night.";

/// Inputs, none of which can be read as it is, and what is said of each.
fn inputs() -> Vec<(&'static str, String, &'static str)> {
    let page = "Get trending papers in your email inbox once a day!\nSubscribeOn Lamps That Turn by Night\n";
    vec![
        (
            "body.jsonl",
            object(&["title", "body", "year"]),
            "(title, body, year) is read as an abstract (known names: abstract, summary, description); `fields: { abstract: [body] }` in",
        ),
        (
            "head.json",
            format!("[{}]", object(&["head", "summary"])),
            "`fields: { title: [head] }` in",
        ),
        (
            "both.jsonl",
            object(&["head", "body"]),
            "read as a title or an abstract (known names: title, abstract, summary, description); `fields: { title: [head], abstract: [body] }` in",
        ),
        (
            "only.jsonl",
            object(&["title"]),
            "(title) is read as an abstract (known names: abstract, summary, description); name the field under `fields:` in",
        ),
        (
            "nested.json",
            "{\"data\": [{\"title\": \"On Lamps\"}]}\n".to_owned(),
            "(title) is read as an abstract",
        ),
        (
            "table.csv",
            format!("title,what\nOn Lamps,\"{TEXT}\"\n"),
            "`fields: { abstract: [what] }` in",
        ),
        (
            "columns.tsv",
            format!("name\twhat\nOn Lamps\t{TEXT}\n"),
            "`fields: { title: [name], abstract: [what] }` in",
        ),
        (
            "refs.bib",
            "@misc{one, title = {On Lamps}, author = {Smith and Jones}}\n".to_owned(),
            "(title, author) is read as an abstract",
        ),
        ("page.txt", page.to_owned(), "a layout file says what the lines of a page are"),
    ]
}

/// A line of JSON with the first fields short and the last one, if it is no title, long.
fn object(names: &[&str]) -> String {
    let value = |name: &str| match name {
        "body" | "Abstract" | "summary" => format!("\"{TEXT}\""),
        "year" => "2019".to_owned(),
        _ => "\"On Lamps That Turn\"".to_owned(),
    };
    let members: Vec<String> =
        names.iter().map(|name| format!("\"{name}\":{}", value(name))).collect();
    format!("{{{}}}\n", members.join(","))
}

/// A folder with these files, and one in which nothing is missing.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let good = object(&["title", "abstract"])
        .replace("\"abstract\":\"On Lamps That Turn\"", &format!("\"abstract\":\"{TEXT}\""));
    for (name, text) in files.iter().copied().chain([("good.jsonl", good.as_str())]) {
        std::fs::write(dir.path().join(name), text).expect("a temporary file can be written");
    }
    dir
}

/// What is in a folder, by name.
fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(dir)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed"));
    let name = |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries
        .map(|entry| (name(&entry), std::fs::read(entry.path()).unwrap_or_default()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_command_says_it_and_none_writes_for_it() {
    let modes: [&[&str]; 10] = [
        &["check", "--output-format", "concise", "FILE", "good.jsonl"],
        &[
            "clean", "FILE", "-o", "out.jsonl", "--rejects", "rejects.jsonl", "--changes",
            "changes.jsonl",
        ],
        &["clean", "good.jsonl", "FILE", "-o", "-"],
        &["clean", "good.jsonl", "FILE", "--in-place"],
        &["clean", "good.jsonl", "FILE", "--diff"],
        &["clean", "good.jsonl", "FILE", "--check"],
        &["compare", "good.jsonl", "FILE"],
        &["index", "good.jsonl", "FILE", "-o", "index"],
        &["baseline", "create", "good.jsonl", "FILE"],
        &["clean", "good.jsonl", "--against", "FILE", "-o", "out.jsonl"],
    ];
    for (name, text, said) in inputs() {
        let dir = folder(&[(name, &text), ("out.jsonl", "old\n")]);
        let before = contents(dir.path());
        for mode in modes.iter().filter(|mode| name != "refs.bib" || mode.contains(&"-o")) {
            let args: Vec<&str> =
                mode.iter().map(|arg| if *arg == "FILE" { name } else { arg }).collect();
            let output = abslint(dir.path(), &args);
            assert_eq!(status(&output), 2, "{args:?}: {}", stderr(&output));
            assert!(
                stderr(&output).contains(&format!("{name}: none of its fields (")),
                "{args:?}: {}",
                stderr(&output)
            );
            assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
            assert!(
                !stdout(&output).contains("[missing-")
                    && (mode[0] == "check" || stdout(&output).is_empty()),
                "{args:?}"
            );
            assert!(contents(dir.path()) == before, "{args:?}: nothing was written");
        }
    }
}

#[test]
fn the_setting_that_is_named_reads_the_file() {
    for (name, text, said) in inputs() {
        let Some(setting) = said.split('`').find(|part| part.starts_with("fields: {")) else {
            continue;
        };
        let dir = folder(&[(name, &text), ("abslint.yaml", setting)]);
        let output = abslint(dir.path(), &["clean", name, "-o", "-"]);
        assert_eq!(status(&output), 0, "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains("1 record read = 1 kept"), "{name}: {}", stderr(&output));
        assert!(
            stdout(&output).contains("\"title\":\"On Lamps") && stdout(&output).contains("16×16"),
            "{name}: {}",
            stdout(&output)
        );
    }
}

#[test]
fn what_is_meant_is_allowed() {
    let dir = folder(&[("body.jsonl", &object(&["title", "body"]))]);
    let check = abslint(
        dir.path(),
        &["check", "body.jsonl", "--allow-missing", "--output-format", "concise"],
    );
    assert_eq!(status(&check), 1);
    assert_eq!(
        stdout(&check),
        "body.jsonl:1:1: error[missing-abstract] this record has no abstract\n"
    );
    let clean = abslint(dir.path(), &["clean", "body.jsonl", "-o", "out.jsonl", "--allow-missing"]);
    assert_eq!(status(&clean), 0, "{}", stderr(&clean));
    assert!(stderr(&clean).contains("1 record read = 0 kept + 1 rejected"), "{}", stderr(&clean));
    assert_eq!(std::fs::read(dir.path().join("out.jsonl")).expect("the corpus is there"), b"");
    for args in [
        &["compare", "body.jsonl", "body.jsonl"][..],
        &["index", "body.jsonl", "-o", "i"],
        &["baseline", "create", "body.jsonl"],
    ] {
        let output = abslint(dir.path(), &[args, &["--allow-missing"]].concat());
        assert_eq!(status(&output), 0, "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn a_field_that_is_there_and_empty_is_a_finding_and_so_is_what_is_no_record() {
    let cases = [
        ("{\"title\":\"On Lamps\",\"abstract\":null}\n", 1, "missing-abstract"),
        ("{\"title\":\"On Lamps\",\"summary\":\" \"}\n", 1, "missing-abstract"),
        (
            "{\"title\":\"On Lamps\",\"body\":\"\"}\n{\"title\":\"\",\"description\":\"\"}\n",
            1,
            "missing-abstract",
        ),
        ("{}\n{}\n", 1, "missing-title"),
        ("{\"body\": \n{\"body\" 1}\n", 2, "invalid-json"),
        ("{\"title\":7}\n", 2, "not-a-record"),
    ];
    let nothing = folder(&[("a.jsonl", "\n")]);
    let output = abslint(nothing.path(), &["check", "a.jsonl", "--output-format", "concise"]);
    assert_eq!((status(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
    for (text, expected, finding) in cases {
        let dir = folder(&[("a.jsonl", text)]);
        let output = abslint(dir.path(), &["check", "a.jsonl", "--output-format", "concise"]);
        assert_eq!(status(&output), expected, "{text}: {}", stderr(&output));
        assert!(
            stdout(&output).contains(finding) && !stderr(&output).contains("none of its fields"),
            "{text}: {}",
            stderr(&output)
        );
    }
}

#[test]
fn other_findings_are_reported_all_the_same() {
    let dir = folder(&[(
        "body.jsonl",
        "{\"title\":\"On grids of 16times16 posts\",\"body\":\"It is so.\"}\n",
    )]);
    let output = abslint(dir.path(), &["check", "body.jsonl", "--output-format", "concise"]);
    assert_eq!(status(&output), 2);
    assert!(
        stdout(&output).contains("error[lost-times]") && stdout(&output).lines().count() == 1,
        "{}",
        stdout(&output)
    );
    assert!(stderr(&output).contains("1 record in 1 file: 1 error"), "{}", stderr(&output));
}

/// Records of several chunks; with `last`, the last one has an abstract.
fn many(last: bool) -> String {
    let mut lines = String::new();
    for n in 0..10_000_u64 {
        let word = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let _ = writeln!(
            lines,
            "{{\"title\":\"Lamp {word:x}\",\"body\":\"We turn lamp {word:x} by night, and say by whom it is done, and why.\"}}"
        );
    }
    assert!(lines.len() > 2 * (512 << 10), "several chunks");
    if last { lines + "{\"title\":\"On Lamps\",\"abstract\":\"We turn lamps.\"}\n" } else { lines }
}

#[test]
fn the_verdict_is_about_all_of_a_file_on_any_number_of_cores() {
    let dir = folder(&[("without.jsonl", &many(false)), ("last.jsonl", &many(true))]);
    let check = |name: &str, more: &[&str]| {
        let output = abslint(
            dir.path(),
            &[&["check", name, "--output-format", "concise", "--select", "structure"], more]
                .concat(),
        );
        (status(&output), stdout(&output), stderr(&output))
    };
    let [one, four] = ["1", "4"].map(|jobs| check("without.jsonl", &["--jobs", jobs]));
    assert_eq!(one, four);
    assert_eq!((one.0, one.1.as_str()), (2, ""), "{}", one.2);
    assert!(one.2.contains("`fields: { abstract: [body] }`"), "{}", one.2);
    for _ in 0..2 {
        assert_eq!(check("without.jsonl", &["--cache", "kept"]), one, "from a cache");
    }
    let last = check("last.jsonl", &["--jobs", "4"]);
    assert_eq!(
        (last.0, last.1.lines().filter(|line| line.contains("[missing-abstract]")).count()),
        (1, 10_000)
    );
}

#[test]
fn the_verdict_is_the_same_when_a_run_goes_on() {
    let dir = folder(&[("in.jsonl", &many(false))]);
    let clean = |output: &str, more: &[&str]| {
        abslint(
            dir.path(),
            &[&["clean", "in.jsonl", "-o", output, "--rejects", "rejects.jsonl"], more].concat(),
        )
    };
    let refused = clean("out.jsonl", &[]);
    assert_eq!(status(&refused), 2);
    for _ in 0..2 {
        let again = clean("out.jsonl", &["--checkpoint", "kept"]);
        assert_eq!((again.status, stderr(&again)), (refused.status, stderr(&refused)));
        assert!(
            dir.path().join("kept/abslint.journal").exists(),
            "what was worked off is still there"
        );
        assert!(
            !dir.path().join("out.jsonl").exists() && !dir.path().join("rejects.jsonl").exists()
        );
    }
    let meant = clean("out.jsonl", &["--checkpoint", "kept", "--allow-missing"]);
    assert!(
        status(&meant) == 0 && stderr(&meant).contains("= 0 kept + 10000 rejected"),
        "{}",
        stderr(&meant)
    );
    assert!(!dir.path().join("kept").exists());
}
