//! Makes `src/lexicon/words.fst`: how often each word occurs in a corpus of whole abstracts.
//!
//! `cargo run --release --example lexicon -- papers.jsonl src/lexicon/words.fst`
//!
//! Only counts are kept, of words in lower or title case that occur at least
//! twice. Records with signs of TeX or of broken words are left out, so
//! that damage does not become vocabulary.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter};

use serde::Deserialize;

#[derive(Deserialize)]
struct Paper {
    title: String,
    #[serde(rename = "abstract")]
    abstract_: String,
}

const LEAST: u64 = 2;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(input), Some(output)) = (args.next(), args.next()) else {
        return Err("usage: lexicon CORPUS.jsonl WORDS.fst".into());
    };
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for line in BufReader::new(File::open(input)?).lines() {
        let paper: Paper = serde_json::from_str(&line?)?;
        for text in [&paper.title, &paper.abstract_] {
            if is_whole(text) {
                count(text, &mut counts);
            }
        }
    }
    let mut words = fst::MapBuilder::new(BufWriter::new(File::create(output)?))?;
    for (word, n) in counts.iter().filter(|(_, n)| **n >= LEAST) {
        words.insert(word, *n)?;
    }
    words.finish()?;
    Ok(())
}

fn is_whole(text: &str) -> bool {
    !text.contains(['$', '\\', '^', '\n']) && !text.contains("(cid:") && !text.contains("  ") && !text.contains("- ")
}

fn count(text: &str, counts: &mut BTreeMap<String, u64>) {
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let is_plain =
            word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic()) && word.bytes().skip(1).all(|b| b.is_ascii_lowercase());
        if is_plain {
            *counts.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
    }
}
