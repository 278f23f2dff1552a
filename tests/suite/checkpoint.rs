//! `clean --checkpoint`: after a kill the same command goes on, to the same bytes; another command
//! is refused.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{abslint, abslint_with_stdin, status, stderr};

/// Four chunks of records: whole ones, copies, cut ones, placeholders, and lines that are none.
fn records() -> String {
    let mut lines = String::new();
    for n in 0..2_400_u64 {
        let word =
            |w: u64| format!("w{:x}", (n / 3 * 64 + w).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40);
        let mut words: Vec<String> = (0..if n % 3 == 2 { 40 } else { 120 }).map(word).collect();
        words[7] = "on a grid of 256times256 cells".to_owned();
        match n % 50 {
            11 => lines.push_str("{\"title\": \"no record\n"),
            12 => lines.push_str("{\"title\":\"A title\",\"abstract\":\"Abstract unavailable\"}\n"),
            _ => {
                let _ = writeln!(
                    lines,
                    "{{\"title\":\"Paper {}\",\"venue\":\"v{n}\",\"abstract\":\"We study {}.\"}}",
                    n / 3,
                    words.join(" ")
                );
            }
        }
    }
    lines
}

const CLEAN: [&str; 8] = [
    "clean", "in.jsonl", "-o", "out.jsonl", "--rejects", "rejects.jsonl", "--changes",
    "changes.jsonl",
];

fn clean(dir: &Path, options: &[&str]) -> std::process::Output {
    abslint(dir, &[&CLEAN, options].concat())
}

/// So many bytes of a journal are more than what came of one of the chunks.
const TWO_CHUNKS: u64 = 1_000_000;

/// Begins a run, and kills it when its journal has `bytes`, or it has ended; whether it was killed.
fn killed_at(dir: &Path, bytes: u64) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abslint"));
    let command = command
        .args(CLEAN)
        .args(["--checkpoint", "kept", "-j", "1"])
        .current_dir(dir)
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().expect("the binary runs");
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(120) {
        if child.try_wait().expect("a child can be waited for").is_some() {
            return false;
        }
        if fs::metadata(dir.join("kept/abslint.journal"))
            .is_ok_and(|journal| journal.len() >= bytes)
        {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("a child can be killed");
    !child.wait().expect("a child can be waited for").success()
}

fn outputs(dir: &Path) -> [Vec<u8>; 3] {
    ["out.jsonl", "rejects.jsonl", "changes.jsonl"]
        .map(|name| fs::read(dir.join(name)).expect("the output is there"))
}

#[test]
fn after_kills_the_same_command_goes_on_to_the_same_bytes() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(dir.path().join("in.jsonl"), records()).expect("a temporary file can be written");
    let whole = clean(dir.path(), &[]);
    let expected = outputs(dir.path());
    for name in ["out.jsonl", "rejects.jsonl", "changes.jsonl"] {
        fs::remove_file(dir.path().join(name)).expect("the output is there");
    }
    let mut kept = 0;
    for kill in 1..=2 {
        // At the beginning, and when another chunk has been worked off.
        assert!(
            killed_at(dir.path(), if kill == 1 { 0 } else { kept + 1 }),
            "run {kill} was killed in time"
        );
        let now = fs::metadata(dir.path().join("kept/abslint.journal"))
            .expect("the journal is there")
            .len();
        assert!(now >= kept, "nothing that was kept is lost: {now} bytes after {kept}");
        kept = now;
    }
    // What a kill, or a disk, has left half is worked off again.
    let journal = dir.path().join("kept/abslint.journal");
    let bytes = fs::read(&journal).expect("the journal is there");
    fs::write(&journal, &bytes[..bytes.len() - 5]).expect("the journal can be written");
    let resumed = clean(dir.path(), &["--checkpoint", "kept"]);
    assert_eq!((resumed.status, stderr(&resumed)), (whole.status, stderr(&whole)));
    assert!(outputs(dir.path()) == expected, "the outputs are those of a run that nobody killed");
    assert!(!dir.path().join("kept").exists(), "what was kept is gone when the corpus is written");
}

#[test]
fn another_run_is_refused_and_what_is_kept_stays() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(dir.path().join("in.jsonl"), records()).expect("a temporary file can be written");
    fs::write(
        dir.path().join("abslint.yaml"),
        "ignore: [{path: in.jsonl, rule: lost-times, reason: they are words here}]\n",
    )
    .expect("it can be written");
    fs::write(dir.path().join("more.jsonl"), "{}\n").expect("it can be written");
    assert!(killed_at(dir.path(), TWO_CHUNKS), "the run was killed when it had worked off a chunk");
    let kept = fs::read(dir.path().join("kept/abslint.journal")).expect("the journal is there");
    let refused = |said: &str, options: &[&str]| {
        let output = clean(dir.path(), &[&["--checkpoint", "kept"], options].concat());
        assert_eq!(status(&output), 2, "{said}");
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert!(stderr(&output).contains("remove the folder to begin anew"), "{}", stderr(&output));
        assert!(!dir.path().join("out.jsonl").exists());
    };
    refused("its options are others", &["--unsafe-fixes"]);
    refused("its options are others", &["--ignore", "math"]);
    refused("another number of files, 1 and not 2", &["more.jsonl"]);
    fs::write(dir.path().join("abslint.yaml"), "math-style: latex\n").expect("it can be written");
    refused("its configuration or its options are others", &[]);
    fs::remove_file(dir.path().join("abslint.yaml")).expect("it is there");
    refused("its configuration or its options are others", &[]);
    fs::write(
        dir.path().join("abslint.yaml"),
        "ignore: [{path: in.jsonl, rule: lost-times, reason: they are words here}]\n",
    )
    .expect("it can be written");
    fs::write(dir.path().join("in.jsonl"), records() + "\n").expect("it can be written");
    refused("in.jsonl has changed since", &[]);
    assert!(
        fs::read(dir.path().join("kept/abslint.journal")).expect("it is there") == kept,
        "what was kept is not touched"
    );
    fs::write(dir.path().join("in.jsonl"), records()).expect("it can be written");
    let resumed = clean(dir.path(), &["--checkpoint", "kept", "--jobs", "2"]);
    assert!(
        stderr(&resumed).contains("2400 records read"),
        "the run as it was begun, on other cores: {}",
        stderr(&resumed)
    );
}

#[test]
fn what_cannot_be_read_again_is_refused() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let output = abslint_with_stdin(
        dir.path(),
        &["clean", "-", "-o", "out.jsonl", "--checkpoint", "kept"],
        b"",
    );
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("cannot be read again"), "{}", stderr(&output));
    assert!(!dir.path().join("kept").exists());
    assert!(!dir.path().join("out.jsonl").exists());
}
