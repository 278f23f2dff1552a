//! Makes `crates/core/src/lexicon/words.fst` from a corpus of whole abstracts.
//!
//! `cargo run --release -p abslint-core --example lexicon -- papers.jsonl crates/core/src/lexicon/words.fst`
//!
//! Only counts are kept, of words in lower or title case and of compounds that
//! occur at least twice, and of pairs of words that occur at least ten times.
//! Records with signs of TeX or of broken words are left out, so that damage
//! does not become vocabulary.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter};

use abslint_core::lexicon::{Places, class};
use abslint_core::text::sentence;
use serde::Deserialize;

#[derive(Deserialize)]
struct Paper {
    title: String,
    #[serde(rename = "abstract")]
    abstract_: String,
}

/// Words and compounds that occur less often may be slips of the pen.
const LEAST: u64 = 2;
/// Pairs that occur less often say little.
const LEAST_PAIR: u64 = 10;

#[derive(Default)]
struct Counts {
    /// Words in plain case, compounds and pairs, as they are looked up.
    keys: BTreeMap<String, u64>,
    /// Every word in every case: how often it occurs, as the last of a sentence, as the last but
    /// one, and in a last sentence.
    places: HashMap<String, [u64; 4]>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(input), Some(output)) = (args.next(), args.next()) else {
        return Err("usage: lexicon CORPUS.jsonl WORDS.fst".into());
    };
    let mut counts = Counts::default();
    for line in BufReader::new(File::open(input)?).lines() {
        let paper: Paper = serde_json::from_str(&line?)?;
        for text in [&paper.title, &paper.abstract_] {
            if is_whole(text) {
                counts.count(text);
            }
        }
        if is_whole(&paper.abstract_) && paper.abstract_.trim_end().ends_with('.') {
            counts.count_places(&paper.abstract_);
        }
    }
    let mut words = fst::MapBuilder::new(BufWriter::new(File::create(output)?))?;
    for (key, value) in counts.into_entries() {
        words.insert(key, value)?;
    }
    words.finish()?;
    Ok(())
}

fn is_whole(text: &str) -> bool {
    !text.contains(['$', '\\', '^', '\n'])
        && !text.contains("(cid:")
        && !text.contains("  ")
        && !text.contains("- ")
}

impl Counts {
    fn count(&mut self, text: &str) {
        let mut before: Option<String> = None;
        for token in sentence::tokens(text) {
            let parts: Vec<&str> = token.split('-').collect();
            if !parts.iter().all(|part| is_plain(part)) || parts.len() > 2 {
                before = None;
                continue;
            }
            let word = token.to_ascii_lowercase();
            *self.keys.entry(word.clone()).or_default() += 1;
            let pair = before.replace(word.clone()).map(|before| format!("{before} {word}"));
            *self.keys.entry(pair.unwrap_or_default()).or_default() += 1;
        }
    }

    fn count_places(&mut self, text: &str) {
        let sentences = sentence::split(text);
        for (n, one) in sentences.iter().enumerate() {
            let words: Vec<String> = sentence::tokens(one).map(str::to_lowercase).collect();
            let end = words
                .iter()
                .rposition(|word| word.starts_with(char::is_alphanumeric))
                .map_or(0, |at| at + 1);
            for word in &words[..end] {
                let places = self.places.entry(word.clone()).or_default();
                places[0] += 1;
                places[3] += u64::from(n + 1 == sentences.len());
            }
            // A shorter one is a heading or an abbreviation.
            if end >= 4 {
                self.places.entry(words[end - 1].clone()).or_default()[1] += 1;
                self.places.entry(words[end - 2].clone()).or_default()[2] += 1;
            }
        }
    }

    fn into_entries(self) -> BTreeMap<String, u64> {
        let mut classes: HashMap<&'static str, [u64; 4]> = HashMap::new();
        for (word, places) in &self.places {
            let sums = classes.entry(class(word)).or_default();
            sums.iter_mut().zip(places).for_each(|(sum, place)| *sum += place);
        }
        let all =
            classes.values().fold([0; 4], |sum, class| std::array::from_fn(|n| sum[n] + class[n]));
        let closing_share = ratio(all[3], all[0]);
        let mut entries = BTreeMap::new();
        let mut productive: BTreeMap<String, u64> = BTreeMap::new();
        for (key, count) in self.keys {
            let is_word = key.bytes().all(|b| b.is_ascii_alphabetic());
            let least = if key.contains(' ') { LEAST_PAIR } else { LEAST };
            let is_pair_of_compounds = key.contains(' ') && key.contains('-');
            if key.is_empty() || count < least || is_pair_of_compounds {
                continue;
            }
            if let Some((head, tail)) = key.split_once('-') {
                *productive.entry(format!("{head}-")).or_default() += 1;
                *productive.entry(format!("-{tail}")).or_default() += 1;
            }
            let places = self
                .places
                .get(&key)
                .filter(|_| is_word)
                .map(|p| log_odds(p, &classes[class(&key)], closing_share));
            entries.insert(key, places.unwrap_or_default().with_count(count));
        }
        entries.extend(productive);
        entries.extend(classes.iter().map(|(key, sums)| {
            ((*key).to_owned(), log_odds(sums, sums, closing_share).with_count(sums[0]))
        }));
        entries
    }
}

/// In lower case but for the first letter, and longer than that.
fn is_plain(word: &str) -> bool {
    word.len() > 1
        && word.bytes().all(|b| b.is_ascii_alphabetic())
        && word.bytes().skip(1).all(|b| b.is_ascii_lowercase())
}

/// Counts to odds: a rare word borrows from its class.
fn log_odds(places: &[u64; 4], class: &[u64; 4], closing_share: f64) -> Places {
    const BORROWED: f64 = 8.0;
    let odds = |n: usize| {
        let usual = (class[n] as f64 + 1.0) / (class[0] as f64 + 20.0);
        let share = ((places[n] as f64 + BORROWED * usual) / (places[0] as f64 + BORROWED))
            .clamp(1e-4, 0.95);
        step((share / (1.0 - share)).ln())
    };
    let closing =
        (places[3] as f64 + 2.0 * closing_share) / ((places[0] as f64 + 2.0) * closing_share);
    Places { last: odds(1), second: odds(2), closing: step(closing.ln().clamp(-1.5, 1.5)) }
}

fn ratio(part: u64, all: u64) -> f64 {
    part as f64 / all.max(1) as f64
}

fn step(x: f64) -> i8 {
    (x * f64::from(Places::STEPS)).round().clamp(-128.0, 127.0) as i8
}
