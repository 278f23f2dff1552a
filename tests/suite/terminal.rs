//! What a person meets: the first run, completions, the manual page, a program that is interrupted.

use crate::common::{abslint, fixtures, root, status, stderr, stdout};

#[test]
fn alone_in_a_folder_it_says_what_it_would_do() {
    let dir = fixtures();
    let output = abslint(dir.path(), &[]);
    let text = stdout(&output);
    assert_eq!(status(&output), 0);
    assert!(text.contains("files here that may hold abstracts"), "{text}");
    assert!(text.contains("abslint check ."), "{text}");
    assert!(text.contains("abslint init"), "{text}");
    let commands: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("abslint "))
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    for command in commands {
        assert_eq!(status(&abslint(dir.path(), &[command, "--help"])), 0, "{command}");
    }
    let empty = tempfile::tempdir().unwrap();
    assert!(stdout(&abslint(empty.path(), &[])).contains("Usage: abslint"));
}

#[test]
fn shells_and_manuals_know_every_command() {
    let help = stdout(&abslint(&root(), &["help"]));
    let commands: Vec<&str> = help
        .split("Commands:")
        .nth(1)
        .unwrap()
        .split("Options:")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.len() > 10, "{commands:?}");
    let manual = stdout(&abslint(&root(), &["man"]));
    assert!(manual.contains(".TH abslint"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&abslint(&root(), &["completions", shell]));
        for command in commands.iter().filter(|command| **command != "help") {
            assert!(script.contains(command), "{shell}: {command}");
            assert!(manual.contains(&format!("ABSLINT {}", command.to_uppercase())), "{command}");
        }
    }
}

#[test]
fn quiet_is_quiet_and_no_bar_is_drawn_where_nobody_looks() {
    let dir = fixtures();
    let output = abslint(
        dir.path(),
        &[
            "check", "fixtures/papers.json", "--quiet", "--fail-on", "never", "--output-format",
            "concise",
        ],
    );
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    let loud = stderr(&abslint(dir.path(), &["check", "fixtures/papers.json"]));
    assert!(loud.contains("records in 1 file"), "{loud}");
    assert!(!loud.contains('\u{1b}'), "{loud}");
}

#[test]
fn an_output_in_no_folder_is_refused_by_the_name_of_the_folder() {
    let dir = fixtures();
    let output = abslint(dir.path(), &["clean", "fixtures", "-o", "nowhere/corpus.jsonl"]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("there is no folder nowhere"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn interrupted_it_ends_at_once_and_leaves_no_temporary_file() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_abslint"))
        .args(["clean", "-", "-o", "corpus.jsonl"])
        .current_dir(dir.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It waits for its input, which does not come.
    let patience = Instant::now() + Duration::from_secs(30);
    while !has_begun_to_write(child.id(), dir.path()) && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(has_begun_to_write(child.id(), dir.path()));
    assert!(
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success()
    );
    while child.try_wait().unwrap().is_none() && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(child.try_wait().unwrap().and_then(|status| status.code()), Some(130));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

/// Whether a process has a file open in a folder: Linux tells it even of one without a name;
/// elsewhere it has one.
#[cfg(unix)]
fn has_begun_to_write(process: u32, folder: &std::path::Path) -> bool {
    let folder = folder.canonicalize().unwrap();
    let open = std::fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten();
    let is_open = open
        .flatten()
        .filter_map(|entry| entry.path().read_link().ok())
        .any(|file| file.starts_with(&folder));
    is_open
        || std::fs::read_dir(&folder)
            .unwrap()
            .any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with(".abslint-"))
}
