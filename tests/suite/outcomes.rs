//! Exit status and messages, case by case: what stands in the snapshots is what a user reads.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::{abslint, abslint_with_stdin, gzip, stderr};

const GOOD: &[u8] =
    b"{\"title\":\"On Images\",\"abstract\":\"We study how images of 256 pixels differ, and why they do so. The reasons are many.\"}\n";

/// A file of a case: its name and its bytes.
type Files = Vec<(&'static str, Vec<u8>)>;

/// Inputs that are broken in one way each.
fn inputs() -> Vec<(&'static str, Files)> {
    let one = |name, bytes: &[u8]| vec![(name, bytes.to_vec())];
    let many: Vec<u8> = (0..3000)
        .flat_map(|n: u32| {
            format!("{{\"title\":\"{}\",\"abstract\":null}}\n", n.wrapping_mul(2_654_435_761))
                .into_bytes()
        })
        .collect();
    let zipped = gzip(&many);
    vec![
        ("nothing is wrong", one("a.jsonl", GOOD)),
        ("an empty file", one("a.jsonl", b"")),
        ("a byte order mark", one("a.jsonl", &[b"\xEF\xBB\xBF", GOOD].concat())),
        ("UTF-32", one("a.jsonl", b"\xFF\xFE\0\0{\0\0\0")),
        ("bytes that are no UTF-8", one("a.jsonl", &[b"{\"title\":\"\xC3(\"}\n", GOOD].concat())),
        ("a NUL", one("a.jsonl", &[b"{\"title\":\"a\0\"}\n", GOOD].concat())),
        ("a lone surrogate", one("a.jsonl", &[b"{\"title\":\"\\uD800\"}\n", GOOD].concat())),
        ("a record that is cut", one("a.jsonl", &GOOD[..60])),
        (
            "a JSON array that is cut",
            one("a.json", &[b"[", &GOOD[..GOOD.len() - 1], b",{\"title\":"].concat()),
        ),
        ("prose", one("a.txt", b"Some text that is no page of a site.\n\nAnd more of it.\n")),
        ("a table without a title", one("a.csv", b"name,what\nx,y\n")),
        (
            "an abstract by another name",
            one(
                "a.jsonl",
                b"{\"title\":\"On Images\",\"body\":\"We study how images differ, by whom they were made, and why.\"}\n",
            ),
        ),
        ("a row that is too long", one("a.csv", b"id,title,abstract\n1,One,\n2,Two,,more\n")),
        ("a quote that is never closed", one("a.csv", b"id,title\n1,\"One\n")),
        ("a bibliography that is cut", one("a.bib", b"@misc{one, title = {No end\n")),
        ("a gzip file that is cut", one("a.jsonl.gz", &zipped[..zipped.len() / 2])),
        ("a file that only claims to be gzip", one("a.jsonl.gz", b"\x1F\x8Bnonsense")),
        ("a file that is called Parquet", one("a.parquet", GOOD)),
        ("no file at all", Vec::new()),
    ]
}

/// One case of a snapshot.
fn shown(what: &str, args: &[&str], output: &Output) -> String {
    let status = output.status.code().map_or("killed".to_owned(), |code| code.to_string());
    format!("## {what}: abslint {}\nexit {status}\n{}\n", args.join(" "), stderr(output))
}

fn write_all(dir: &Path, files: &Files) {
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes).expect("a temporary file can be written");
    }
}

#[test]
fn of_every_broken_input() {
    let mut all = String::new();
    for (what, files) in inputs() {
        let dir = tempfile::tempdir().expect("a temporary folder can be made");
        write_all(dir.path(), &files);
        let name = files.first().map_or("a.jsonl", |(name, _)| name);
        for args in [
            &["check", name, "--output-format", "concise"][..],
            &["clean", name, "-o", "out.jsonl"],
        ] {
            all += &shown(what, args, &abslint(dir.path(), args));
        }
        let left: Vec<String> = std::fs::read_dir(dir.path())
            .expect("the folder is there")
            .map(|entry| {
                entry.expect("it can be listed").file_name().to_string_lossy().into_owned()
            })
            .filter(|left| left != name && left != "out.jsonl")
            .collect();
        assert!(left.is_empty(), "{what}: {left:?} was left behind");
    }
    insta::assert_snapshot!(all);
}

#[test]
fn of_every_wrong_command() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    write_all(
        dir.path(),
        &vec![("a.jsonl", GOOD.to_vec()), ("abslint.yml", b"inputs: []\n".to_vec())],
    );
    std::fs::create_dir(dir.path().join("empty")).expect("a folder can be made");
    std::os::unix::fs::symlink("a.jsonl", dir.path().join("link.jsonl"))
        .expect("a link can be made");
    let cases: [(&str, &[&str]); 20] = [
        ("no input", &["check"]),
        ("an empty folder", &["check", "empty"]),
        ("a pattern for nothing", &["check", "*.xml"]),
        ("a rule that is mistyped", &["check", "a.jsonl", "--select", "lost-time"]),
        ("a configuration that is not there", &["check", "a.jsonl", "--config", "none.yaml"]),
        ("a folder of rules that is not there", &["check", "a.jsonl", "--rules", "none"]),
        ("an output that is the input", &["clean", "a.jsonl", "-o", "./a.jsonl"]),
        ("an output that is the input by another name", &["clean", "a.jsonl", "-o", "link.jsonl"]),
        ("an output in no folder", &["clean", "a.jsonl", "-o", "none/out.jsonl"]),
        ("an output that is a folder", &["clean", "a.jsonl", "-o", "empty"]),
        (
            "two outputs that are one",
            &["clean", "a.jsonl", "-o", "out.jsonl", "--rejects", "out.jsonl"],
        ),
        ("standard input in place", &["clean", "-", "--in-place"]),
        ("no mode", &["clean", "a.jsonl"]),
        ("rejects in place", &["clean", "a.jsonl", "--in-place", "--rejects", "rejects.jsonl"]),
        ("changes of a diff", &["clean", "a.jsonl", "--diff", "--changes", "changes.jsonl"]),
        ("a checkpoint in place", &["clean", "a.jsonl", "--in-place", "--checkpoint", "kept"]),
        (
            "a checkpoint of standard input",
            &["clean", "-", "-o", "out.jsonl", "--checkpoint", "kept"],
        ),
        ("a shape that is none", &["check", "a.jsonl", "--input-format", "docx"]),
        ("no revision", &["compare", "a.jsonl:none", "a.jsonl"]),
        ("a cache that is a file", &["check", "a.jsonl", "--cache", "a.jsonl"]),
    ];
    let mut all = String::new();
    for (what, args) in cases {
        all += &shown(what, args, &abslint_with_stdin(dir.path(), args, b""));
    }
    assert_eq!(std::fs::read(dir.path().join("a.jsonl")).expect("it is still there"), GOOD);
    insta::assert_snapshot!(all);
}

/// What is in a folder, by name.
fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(dir)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path());
    let mut files: Vec<_> = files
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a file can be read"))
        })
        .collect();
    files.sort();
    files
}

/// A file that may only grow so far stands for a full disk: the write fails in the middle.
#[test]
fn of_a_disk_that_is_full() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let mut records = String::new();
    for n in 0..2_000_u64 {
        let text = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let _ = writeln!(
            records,
            "{{\"title\":\"Title {n}\",\"abstract\":\"We study {text:x} in grids of 3times3 cells, and say why it is so.\"}}"
        );
    }
    for name in ["in.jsonl", "copy.jsonl"] {
        std::fs::write(dir.path().join(name), &records).expect("a temporary file can be written");
    }
    for name in ["out.jsonl", "out.jsonl.zst", "out.jsonl.gz", "out.parquet", "index"] {
        std::fs::write(dir.path().join(name), "old\n").expect("a temporary file can be written");
    }
    let before = contents(dir.path());
    let cases: &[&[&str]] = &[
        &["clean", "in.jsonl", "-o", "out.jsonl"],
        #[cfg(feature = "zstd")]
        &["clean", "in.jsonl", "-o", "out.jsonl.zst"],
        &["clean", "in.jsonl", "-o", "out.jsonl.gz"],
        #[cfg(feature = "parquet")]
        &["clean", "in.jsonl", "-o", "out.parquet"],
        &["clean", "copy.jsonl", "--in-place"],
        &["index", "in.jsonl", "-o", "index"],
    ];
    for args in cases {
        // 16 KiB, and no signal but an error.
        let script = format!(
            "trap '' XFSZ; ulimit -f 16; exec '{}' {}",
            env!("CARGO_BIN_EXE_abslint"),
            args.join(" ")
        );
        let output = Command::new("bash")
            .args(["-c", &script])
            .current_dir(dir.path())
            .output()
            .expect("bash runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("File too large"), "{args:?}: {}", stderr(&output));
        assert!(
            contents(dir.path()) == before,
            "{args:?}: every file is as it was, and there is no other"
        );
    }
    let full = abslint(dir.path(), &["clean", "in.jsonl", "-o", "/dev/full"]);
    if Path::new("/dev/full").exists() {
        assert_eq!(full.status.code(), Some(2), "{}", stderr(&full));
        assert!(stderr(&full).contains("No space left"), "{}", stderr(&full));
    }
}
