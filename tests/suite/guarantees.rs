//! The guarantees: what `clean` and `check` promise of every input.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{abslint, abslint_with_stdin, fixtures, root, status, stderr, stdout};
use proptest::prelude::*;
use serde_json::Value;

const ALL: [&str; 6] = [
    "fixtures/formulas.jsonl",
    "fixtures/text.jsonl",
    "fixtures/daily.txt",
    "fixtures/search.txt",
    "fixtures/papers.jsonl",
    "fixtures/papers.json",
];

/// The JSON values of a file, one a line.
pub(crate) fn lines(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// `clean` of all fixtures to `corpus.jsonl`.
pub(crate) fn clean_all(dir: &Path, extra: &[&str]) -> std::process::Output {
    abslint(dir, &[&["clean"], &ALL[..], &["--output", "corpus.jsonl"], extra].concat())
}

#[test]
fn conservation_every_record_is_kept_rejected_or_unreadable() {
    let dir = fixtures();
    let output = abslint(
        dir.path(),
        &["clean", "fixtures", "--output", "corpus.jsonl", "--rejects", "rejects.jsonl"],
    );
    assert_eq!(status(&output), 2, "some inputs are broken");
    let (kept, rejected) =
        (lines(&dir.path().join("corpus.jsonl")), lines(&dir.path().join("rejects.jsonl")));
    let unreadable = rejected.iter().filter(|r| r["rule"] == "unreadable").count();
    let expected = format!(
        "{} records read = {} kept + {} rejected + {unreadable} unreadable",
        kept.len() + rejected.len(),
        kept.len(),
        rejected.len() - unreadable
    );
    assert!(stderr(&output).contains(&expected), "{expected}\n{}", stderr(&output));
    assert_eq!(unreadable, 7);
}

#[test]
fn rejects_hold_the_whole_input_and_say_why() {
    let dir = fixtures();
    abslint(
        dir.path(),
        &["clean", "fixtures", "--output", "corpus.jsonl", "--rejects", "rejects.jsonl"],
    );
    let rejects = lines(&dir.path().join("rejects.jsonl"));
    let of = |rule: &str| {
        rejects.iter().find(|r| r["rule"] == rule).unwrap_or_else(|| panic!("no reject for {rule}"))
    };
    assert_eq!(
        of("placeholder-abstract")["record"],
        serde_json::json!({"paper_id": 17, "title": "Placeholders Considered Harmful", "summary": "Abstract Unavailable"})
    );
    assert_eq!(of("duplicate-exact")["kept"]["id"], "a-1");
    assert_eq!(of("duplicate-exact")["similarity"], 1.0);
    let encoded = rejects
        .iter()
        .find_map(|r| r["record"]["base64"].as_str())
        .expect("bytes that are no text are kept");
    use base64::Engine;
    let bytes = base64::prelude::BASE64_STANDARD.decode(encoded).unwrap();
    assert!(bytes.starts_with(b"{\"id\": \"bytes\""));
    assert!(bytes.contains(&0xe9));
}

#[test]
fn every_edit_is_accounted_for() {
    let dir = fixtures();
    clean_all(dir.path(), &["--changes", "changes.jsonl"]);
    let changes = lines(&dir.path().join("changes.jsonl"));
    let times = changes
        .iter()
        .find(|c| c["before"] == "16times16")
        .expect("the repair of 16times16 is there");
    assert_eq!(
        (&times["after"], &times["rule"], &times["field"]),
        (&"16×16".into(), &"lost-times".into(), &"abstract".into())
    );
}

#[test]
fn an_input_is_never_an_output() {
    let dir = fixtures();
    let input = "fixtures/papers.jsonl";
    std::fs::hard_link(dir.path().join(input), dir.path().join("another-name.jsonl")).unwrap();
    let before = std::fs::read(dir.path().join(input)).unwrap();
    for output in [input, "fixtures/../fixtures/papers.jsonl", "another-name.jsonl"] {
        let run = abslint(dir.path(), &["clean", input, "--output", output]);
        assert_eq!(status(&run), 2);
        assert!(stderr(&run).contains("one of the inputs"), "{}", stderr(&run));
    }
    let twice =
        abslint(dir.path(), &["clean", input, "--output", "c.jsonl", "--rejects", "./c.jsonl"]);
    assert!(stderr(&twice).contains("named for two outputs"), "{}", stderr(&twice));
    assert_eq!(before, std::fs::read(dir.path().join(input)).unwrap());
}

#[test]
fn killed_at_any_moment_the_old_or_the_whole_new_file_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let record = |n: usize| {
        format!(
            "{{\"id\":\"{n}\",\"title\":\"Title {n}\",\"abstract\":\"Abstract number {n} is about a grid of 3times3 cells and nothing else at all.\"}}\n"
        )
    };
    std::fs::write(dir.path().join("in.jsonl"), (0..1500).map(record).collect::<String>()).unwrap();
    let run = |output: &str, after: Option<Duration>| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_abslint"))
            .args(["clean", "in.jsonl", "-o", output, "-q"])
            .current_dir(dir.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if let Some(after) = after {
            std::thread::sleep(after);
            child.kill().ok();
        }
        child.wait().unwrap();
        std::fs::read(dir.path().join(output)).unwrap()
    };
    let mut outputs = vec![("out.jsonl", 25), ("out.jsonl.gz", 10)];
    if cfg!(feature = "zstd") {
        outputs.push(("out.jsonl.zst", 10));
    }
    if cfg!(feature = "parquet") {
        outputs.push(("out.parquet", 10));
    }
    for (output, kills) in outputs {
        let started = Instant::now();
        let whole = run(output, None);
        let time = started.elapsed();
        std::fs::write(dir.path().join(output), "old\n").unwrap();
        // From the start to a little behind the end, in steps that share no rhythm with those of
        // the program.
        let after_kill = (1..=kills)
            .map(|n| run(output, Some(time.mul_f64(f64::from(n) * 1.1 / f64::from(kills)))));
        let files: Vec<Vec<u8>> = after_kill.collect();
        assert!(files.iter().all(|file| file == b"old\n" || *file == whole), "{output}");
        assert!(files.iter().any(|file| file == b"old\n"), "{output}: some were killed in time");
    }
    if cfg!(target_os = "linux") {
        let names = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let left = names.filter(|name| name.to_string_lossy().starts_with(".abslint-")).count();
        // A file without a name leaves nothing; it has two only in the instant in which it takes
        // the place of the old one.
        assert!(left <= 1, "{left} temporary files are left");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_as_the_output_is_written_to_and_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt;
    let dir = fixtures();
    let pipe = dir.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || std::fs::read(pipe).unwrap())
    };
    clean_all(dir.path(), &[]);
    let output = abslint(dir.path(), &[&["clean"], &ALL[..], &["--output", "pipe"]].concat());
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo(), "the pipe was replaced");
    assert_eq!(reader.join().unwrap(), std::fs::read(dir.path().join("corpus.jsonl")).unwrap());
}

#[test]
fn determinism_any_number_of_cores_any_order_of_paths() {
    let dir = fixtures();
    let run = |paths: &[&str], jobs: &str| {
        abslint(
            dir.path(),
            &[
                &["clean"],
                paths,
                &[
                    "--output", "c.jsonl", "--rejects", "r.jsonl", "--changes", "x.jsonl",
                    "--jobs", jobs,
                ],
            ]
            .concat(),
        );
        let check = abslint(
            dir.path(),
            &[&["check"], paths, &["--output-format", "json-lines", "--jobs", jobs]].concat(),
        );
        (
            ["c.jsonl", "r.jsonl", "x.jsonl"]
                .map(|file| std::fs::read(dir.path().join(file)).unwrap()),
            check.stdout,
        )
    };
    let reversed: Vec<&str> = ALL.iter().rev().copied().collect();
    let first = run(&ALL, "1");
    assert!(!first.1.is_empty());
    assert!(first == run(&ALL, "7"));
    assert!(first == run(&reversed, "2"));
    assert!(
        first
            == run(
                &[
                    "fixtures/*.json*", "./fixtures/daily.txt", "fixtures/search.txt",
                    "fixtures/daily.txt"
                ],
                "2"
            )
    );
}

#[test]
fn idempotence_cleaning_a_corpus_changes_nothing_and_check_finds_nothing_to_mend() {
    let dir = fixtures();
    clean_all(dir.path(), &[]);
    let again = abslint(dir.path(), &["clean", "corpus.jsonl", "--output", "again.jsonl"]);
    assert_eq!(status(&again), 0);
    assert!(
        std::fs::read(dir.path().join("corpus.jsonl")).unwrap()
            == std::fs::read(dir.path().join("again.jsonl")).unwrap()
    );
    let check =
        abslint(dir.path(), &["check", "corpus.jsonl", "--output-format", "json-lines", "-q"]);
    let mendable =
        stdout(&check).lines().filter(|line| line.contains("\"safety\":\"safe\"")).count();
    assert_eq!(mendable, 0, "{}", stdout(&check));
}

#[test]
fn in_place_only_the_damage_changes() {
    let dir = fixtures();
    let path = dir.path().join("x.jsonl");
    // Odd spacing, escapes and line ends, all of which must stay.
    let text = "\u{feff}{ \"title\" : \"caf\\u00e9 3times3\",\"abstract\":\"A long enough abstract with 256times256 \\u0026 more, as every abstract is.\",  \"x\":[1 ,2]}\r\n\r\n  {\"title\":\"T\",\"abstract\":\"This abstract has no damage at all, so that it stays as it is.\"}";
    std::fs::write(&path, text).unwrap();
    let output = abslint(dir.path(), &["clean", "x.jsonl", "--in-place"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let expected = text.replace("3times3", "3×3").replace("256times256", "256×256");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected);
    let modified = std::fs::metadata(&path).unwrap().modified().unwrap();
    abslint(dir.path(), &["clean", "x.jsonl", "--in-place"]);
    assert_eq!(
        std::fs::metadata(&path).unwrap().modified().unwrap(),
        modified,
        "a file without damage is not written"
    );
}

#[test]
fn in_place_works_for_every_shape_and_diff_and_check_agree() {
    let dir = fixtures();
    for file in ALL {
        let path = dir.path().join(file);
        let before = std::fs::read_to_string(&path).unwrap();
        assert_eq!(status(&abslint(dir.path(), &["clean", file, "--check"])), 1, "{file}");
        let diff = stdout(&abslint(dir.path(), &["clean", file, "--diff"]));
        assert_eq!(
            before,
            std::fs::read_to_string(&path).unwrap(),
            "--diff and --check write nothing"
        );
        abslint(dir.path(), &["clean", file, "--in-place"]);
        let after = std::fs::read_to_string(&path).unwrap();
        assert_eq!(before.lines().count(), after.lines().count());
        let removed: Vec<&str> = diff
            .lines()
            .filter(|l| l.starts_with('-') && !l.starts_with("---"))
            .map(|l| &l[1..])
            .collect();
        let changed: Vec<&str> =
            before.lines().zip(after.lines()).filter(|(a, b)| a != b).map(|(a, _)| a).collect();
        assert_eq!(removed, changed, "{file}");
        assert_eq!(status(&abslint(dir.path(), &["clean", file, "--check"])), 0, "{file}");
    }
}

#[test]
fn every_line_of_the_corpus_has_the_same_first_keys_and_its_other_fields_verbatim() {
    let dir = fixtures();
    clean_all(dir.path(), &[]);
    let text = std::fs::read_to_string(dir.path().join("corpus.jsonl")).unwrap();
    for line in text.lines() {
        let at: Vec<usize> =
            ["\"id\":", "\"title\":", "\"abstract\":", "\"links\":", "\"source\":", "\"also_in\":"]
                .iter()
                .map(|key| line.find(key).unwrap())
                .collect();
        assert!(at.is_sorted(), "{line}");
        assert!(at[0] == 1, "{line}");
    }
    assert!(
        text.contains(r#""tags":{"area": "robots",             "pages": 8}"#),
        "nested fields are kept, on one line"
    );
    assert!(text.contains(r#""links":["https://example.org/clip_demo"]"#));
}

#[test]
fn a_field_that_the_corpus_names_otherwise_is_kept_under_another_name() {
    let dir = tempfile::tempdir().unwrap();
    let text = r#"{"id":"1","title":"T","abstract":"An abstract that is long enough to be one, with its full stop.","source":"a site","links":3}"#;
    std::fs::write(dir.path().join("a.jsonl"), text).unwrap();
    abslint(dir.path(), &["clean", "a.jsonl", "-o", "b.jsonl"]);
    abslint(dir.path(), &["clean", "b.jsonl", "-o", "c.jsonl"]);
    let (once, twice) = (
        std::fs::read_to_string(dir.path().join("b.jsonl")).unwrap(),
        std::fs::read_to_string(dir.path().join("c.jsonl")).unwrap(),
    );
    assert!(once.contains(r#""input_source":"a site","input_links":3"#), "{once}");
    assert_eq!(once, twice);
}

#[test]
fn standard_input_and_output() {
    let input = std::fs::read(root().join("fixtures/papers.jsonl")).unwrap();
    let output = abslint_with_stdin(&root(), &["clean", "-", "--output", "-"], &input);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 4);
    assert!(stdout(&output).contains(r#""path":"<stdin>""#));
    let page = abslint_with_stdin(
        &root(),
        &["check", "-", "--output-format", "concise"],
        &std::fs::read(root().join("fixtures/search.txt")).unwrap(),
    );
    assert!(stdout(&page).starts_with("<stdin>:3:1: "));
}

#[test]
fn a_text_of_no_known_layout_is_an_error_that_says_so() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("letter.txt"), "Dear reader,\nthis is no page.\n").unwrap();
    std::fs::write(dir.path().join("utf32.txt"), b"\xff\xfe\0\0D\0\0\0").unwrap();
    let output = abslint(dir.path(), &["check", "letter.txt", "utf32.txt"]);
    assert_eq!(status(&output), 2);
    let said = stderr(&output);
    assert!(said.contains("letter.txt: no page layout fits"), "{said}");
    assert!(said.contains("explain layouts"), "{said}");
    assert!(said.contains("utf32.txt: this is UTF-32"), "{said}");
}

#[test]
fn empty_inputs_are_read_and_have_no_records() {
    let dir = tempfile::tempdir().unwrap();
    for text in ["", "\n\n", "\u{feff}", "[]", "\r\n"] {
        std::fs::write(dir.path().join("a.jsonl"), text).unwrap();
        let output = abslint(dir.path(), &["clean", "a.jsonl", "-o", "b.jsonl"]);
        assert_eq!(status(&output), 0, "{text:?}: {}", stderr(&output));
        assert_eq!(std::fs::read(dir.path().join("b.jsonl")).unwrap(), b"");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Any lines at all: nothing panics, everything is counted, and cleaning twice is cleaning
    /// once.
    #[test]
    fn any_input_is_data(lines in prop::collection::vec(prop_oneof![
        any::<Vec<u8>>(),
        "\\PC{0,40}".prop_map(String::into_bytes),
        ("\\PC{0,60}", "(\\PC|times|[0-9]| |\\\\%|\\{https://x.org\\}|\\.|\\(cid:173\\)){0,60}").prop_map(|(t, a)| serde_json::json!({"title": t, "abstract": a}).to_string().into_bytes()),
    ], 0..12)) {
        let dir = tempfile::tempdir().unwrap();
        let mut input = b"{\"title\":\"T\",\"abstract\":\"The first line makes it JSON Lines, and is long enough.\"}\n".to_vec();
        lines.iter().for_each(|line| { input.extend(line); input.push(b'\n'); });
        std::fs::write(dir.path().join("in.jsonl"), &input).unwrap();
        let first = abslint(dir.path(), &["clean", "in.jsonl", "-o", "one.jsonl", "--rejects", "rejects.jsonl"]);
        prop_assert!([0, 2].contains(&status(&first)), "{}", stderr(&first));
        let count = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap().lines().count();
        let read = format!("{} record", count("one.jsonl") + count("rejects.jsonl"));
        prop_assert!(stderr(&first).starts_with(&read), "{} against {read}", stderr(&first));
        let second = abslint(dir.path(), &["clean", "one.jsonl", "-o", "two.jsonl"]);
        prop_assert_eq!(status(&second), 0, "{}", stderr(&second));
        prop_assert_eq!(std::fs::read(dir.path().join("one.jsonl")).unwrap(), std::fs::read(dir.path().join("two.jsonl")).unwrap());
    }
}
