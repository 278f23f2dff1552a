//! Fits the weights of `src/check/ending/score.rs` to a corpus of whole abstracts.
//!
//! `cargo run --release -p abslint-core --example endings -- papers.jsonl`
//!
//! Of each abstract that ends in a full stop it makes three endings: without its
//! stop, cut behind a word, and cut within one. A logistic regression tells the
//! first from the others. It is fitted to four fifths of the abstracts; on the
//! rest it prints, for several thresholds, how many endings of each kind lie
//! above it.

#![expect(clippy::print_stdout, reason = "an example is a program that reports what it has found")]

use std::fs::File;
use std::io::{BufRead, BufReader};

use abslint_core::check::ending::score::{FEATURES, features};
use abslint_core::lexicon::Lexicon;
use serde::Deserialize;

#[derive(Deserialize)]
struct Paper {
    #[serde(rename = "abstract")]
    abstract_: String,
}

const N: usize = FEATURES.len();

/// The kinds of endings, in the order of their numbers.
const KINDS: [&str; 3] = ["without its stop", "cut behind a word", "cut within a word"];

struct Ending {
    kind: usize,
    features: [f64; N],
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let input = std::env::args().nth(1).ok_or("usage: endings CORPUS.jsonl")?;
    let (mut fitted, mut held_out) = (Vec::new(), Vec::new());
    for (n, line) in BufReader::new(File::open(input)?).lines().enumerate() {
        let paper: Paper = serde_json::from_str(&line?)?;
        let into = if n % 5 == 0 { &mut held_out } else { &mut fitted };
        into.extend(endings(paper.abstract_.trim_end(), n));
    }
    let weights = fit(&fitted);
    for (name, weight) in FEATURES.iter().zip(weights) {
        println!("{weight:9.4}  {name}");
    }
    println!("{:>9}  {}", "above", KINDS.join(", "));
    for threshold in [-4.0, -3.0, -2.0, -1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0] {
        let share = |kind: usize| {
            let scores: Vec<f64> = held_out
                .iter()
                .filter(|e| e.kind == kind)
                .map(|e| dot(&e.features, &weights))
                .collect();
            scores.iter().filter(|score| **score > threshold).count() as f64
                / scores.len().max(1) as f64
        };
        println!("{threshold:9.1}  {:.4}, {:.4}, {:.4}", share(0), share(1), share(2));
    }
    Ok(())
}

/// The endings that are made of one abstract; none of one with signs of damage.
fn endings(text: &str, seed: usize) -> Vec<Ending> {
    let Some(whole) = text.strip_suffix('.') else { return Vec::new() };
    if whole.contains(['$', '\\', '\n'])
        || whole.contains("(cid:")
        || whole.contains("://")
        || !whole.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '%')
    {
        return Vec::new();
    }
    let lexicon = Lexicon::default();
    let bytes = whole.as_bytes();
    // A fixed multiplier spreads the seeds: the same corpus always gives the same cuts.
    let mut places = (0..50).map(|n| {
        bytes.len() / 4
            + (seed * 50 + n).wrapping_mul(0x9E37_79B9_7F4A_7C15) % (bytes.len() * 3 / 4).max(1)
    });
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let between = places
        .clone()
        .filter_map(|at| whole.get(at..)?.find(' ').map(|gap| at + gap))
        .find(|at| is_letter(at - 1));
    let within = places.find(|at| is_letter(at - 2) && is_letter(at - 1) && is_letter(*at));
    let cuts = [Some(bytes.len()), between, within];
    let kinds = cuts.into_iter().enumerate().filter_map(|(kind, cut)| Some((kind, cut?)));
    kinds
        .map(|(kind, cut)| Ending {
            kind,
            features: features(&whole[..cut], &lexicon).map(f64::from),
        })
        .collect()
}

/// Batch gradient descent on standardised features, given back for the features as they are.
fn fit(endings: &[Ending]) -> [f64; N] {
    const ROUNDS: usize = 600;
    let n = endings.len().max(1) as f64;
    let mean: [f64; N] =
        std::array::from_fn(|f| endings.iter().map(|e| e.features[f]).sum::<f64>() / n);
    let deviation: [f64; N] = std::array::from_fn(|f| {
        (endings.iter().map(|e| (e.features[f] - mean[f]).powi(2)).sum::<f64>() / n)
            .sqrt()
            .max(1e-9)
    });
    let standard = |e: &Ending| {
        std::array::from_fn(|f| if f == 0 { 1.0 } else { (e.features[f] - mean[f]) / deviation[f] })
    };
    let rows: Vec<([f64; N], f64)> =
        endings.iter().map(|e| (standard(e), f64::from(u8::from(e.kind > 0)))).collect();
    let mut weights = [0.0; N];
    for _ in 0..ROUNDS {
        let mut gradient = [0.0; N];
        for (row, cut) in &rows {
            let miss = 1.0 / (1.0 + (-dot(row, &weights)).exp()) - cut;
            gradient.iter_mut().zip(row).for_each(|(sum, x)| *sum += miss * x / n);
        }
        weights.iter_mut().zip(gradient).for_each(|(weight, slope)| *weight -= slope);
    }
    let mut raw: [f64; N] =
        std::array::from_fn(|f| if f == 0 { weights[0] } else { weights[f] / deviation[f] });
    raw[0] -= (1..N).map(|f| raw[f] * mean[f]).sum::<f64>();
    raw
}

fn dot(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
