//! `abslint` alone: what there is, and what could be done with it.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use clap::CommandFactory;

use super::{Cli, Exit};
use crate::report::summary::count;
use crate::report::visible::visible;
use abslint_corpus::config::FILE_NAME;
use abslint_corpus::source::globs::Globs;
use abslint_corpus::source::paths;

/// Files that are named; the others are counted.
const MOST_NAMED: usize = 5;

/// Says what abslint would do here; where there is nothing to do, how it is called.
pub(super) fn run() -> Exit {
    let sources = paths::expand(&[".".to_owned()], &Globs::default()).sources;
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    let text = if names.is_empty() {
        Cli::command().render_help().to_string()
    } else {
        suggestions(&names)
    };
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Failed,
        _ => Exit::Fine,
    }
}

fn suggestions(names: &[&str]) -> String {
    let mut text = format!("{} here that may hold abstracts:\n", count(names.len(), "file"));
    for name in names.iter().take(MOST_NAMED) {
        let _ = writeln!(text, "  {}", visible(name));
    }
    if names.len() > MOST_NAMED {
        let _ = writeln!(text, "  and {} more", names.len() - MOST_NAMED);
    }
    let mut commands = vec![
        ("abslint check .", "shows what is damaged in them, and changes nothing"),
        ("abslint clean . -o corpus.jsonl", "writes one clean corpus, and leaves them as they are"),
        ("abslint clean --diff .", "shows what could be repaired where it lies"),
        ("abslint report . -o report.html", "makes a page to look at"),
    ];
    if !Path::new(FILE_NAME).exists() {
        commands.push(("abslint init", "writes a configuration to start from"));
    }
    text.push('\n');
    for (command, what) in commands {
        let _ = writeln!(text, "  {command:<32} {what}");
    }
    text + "\n`abslint help` lists all commands.\n"
}
