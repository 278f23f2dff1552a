//! How the time of a check grows with the length of a text that is full of one sign: sixteen times
//! the text should take about sixteen times as long, and takes 256 times where each sign makes a
//! check look through the whole text.
//!
//! Prints a line for each sign that takes longer than [`ALLOWED`], and ends with an error if there
//! is one.

#![allow(clippy::print_stdout, reason = "a bench prints what it measures")]

mod signs;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use abslint_core::edit::Safety;
use abslint_core::lint::Linter;
use abslint_core::record::Record;
use abslint_core::rule::{Library, Rule};

/// Bytes of the two texts that are compared.
const LENGTHS: [usize; 2] = [8_000, 128_000];
/// The ratio of their times that is still no square: twice the expected one, since a text that is
/// short fits the caches.
const ALLOWED: f64 = 40.0;
/// Of so many runs the fastest counts.
const RUNS: usize = 3;

fn main() -> ExitCode {
    let library = Library::built_in();
    let rules: Vec<&Rule> = library.rules.iter().collect();
    let linter = Linter::new(&rules, &library.background, Safety::Safe);
    let time = |text: &str| {
        let record = Record::of_texts(Some("On rain"), Some(text));
        let record = Record { bytes: 0..text.len(), ..record };
        let run = || {
            let begun = Instant::now();
            linter.lint(&record, text.as_bytes());
            begun.elapsed()
        };
        (0..RUNS).map(|_| run()).min().unwrap_or(Duration::MAX)
    };
    let mut code = ExitCode::SUCCESS;
    for piece in signs::PIECES {
        let [short, long] = LENGTHS.map(|len| time(&piece.repeat(len / piece.len())));
        let ratio = long.as_secs_f64() / short.as_secs_f64();
        if ratio > ALLOWED {
            println!("{piece:?}: {short:?} and {long:?}, {ratio:.0} times as long");
            code = ExitCode::FAILURE;
        }
    }
    code
}
