//! Measures `src/check/title_match.rs` on a corpus: how many titles share nothing with their own
//! abstract, and how many with that of another paper.
//!
//! `cargo run --release -p abslint-core --example titles -- papers.jsonl`
//!
//! The other paper of a record is the one that stands a fixed stride further on, so that the same
//! corpus always gives the same pairs; files are sorted by venue and year, so that a small stride
//! gives papers of one field and a large one those of all. It prints the precision where half of
//! all pairs are swapped, and the titles of the pairs that are called apart and are not swapped.

#![expect(clippy::print_stdout, reason = "an example is a program that reports what it has found")]

use std::fs::File;
use std::io::{BufRead, BufReader};

use abslint_core::check::title_match::are_apart;
use serde::Deserialize;

#[derive(Deserialize)]
struct Paper {
    title: Option<String>,
    #[serde(rename = "abstract")]
    abstract_: Option<String>,
}

/// How far on in the corpus the other paper is.
const STRIDES: [usize; 3] = [1, 100, 9973];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let input = std::env::args().nth(1).ok_or("usage: titles CORPUS.jsonl")?;
    let mut pairs = Vec::new();
    for line in BufReader::new(File::open(input)?).lines() {
        let paper: Paper = serde_json::from_str(&line?)?;
        pairs.extend(paper.title.zip(paper.abstract_));
    }
    let own = share(&pairs, 0);
    println!("{:>7}  share of pairs apart", "stride");
    println!("{:>7}  {own:.5}", "own");
    for stride in STRIDES {
        let swapped = share(&pairs, stride);
        let precision = swapped / (swapped + own).max(f64::MIN_POSITIVE);
        println!("{stride:>7}  {swapped:.4}, precision {precision:.4}");
    }
    for (title, _) in pairs.iter().filter(|(title, abstract_)| are_apart(title, abstract_)) {
        println!("{title}");
    }
    Ok(())
}

/// The share of titles that have nothing in common with the abstract `stride` records further on.
fn share(pairs: &[(String, String)], stride: usize) -> f64 {
    let others = pairs.iter().cycle().skip(stride);
    let apart = pairs.iter().zip(others).filter(|((title, _), (_, other))| are_apart(title, other));
    apart.count() as f64 / pairs.len().max(1) as f64
}
