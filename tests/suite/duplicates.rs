//! The search for copies: nothing that is there is missed, nothing is invented, and the order does
//! not matter.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use crate::common::beside;
use abslint_core::check::PairKind as Kind;
use abslint_corpus::dedup::cluster::{Pair, Search};
use abslint_corpus::dedup::keys::{Keys, canonical};
use abslint_corpus::dedup::records::{Pool, Records as Kept};
use abslint_corpus::dedup::reference::Reference;
use abslint_corpus::dedup::shingles::{Shingles, shared};
use abslint_corpus::dedup::store::Details;
use abslint_corpus::dedup::{Completeness, Entry, Settings, candidates};
use proptest::prelude::*;

const COPIES: [Kind; 3] = [Kind::Exact, Kind::Near, Kind::Cut];
const ALL: [Kind; 6] =
    [Kind::Exact, Kind::Near, Kind::Cut, Kind::Revised, Kind::TitleClash, Kind::AbstractClash];

/// Records as the search sees them.
struct Records {
    kept: Kept,
    reference: Reference,
    settings: Settings,
}

impl Records {
    fn of<'t>(records: impl IntoIterator<Item = (&'t str, &'t str)>) -> Records {
        let settings = Settings::default();
        let mut kept = Kept::new(1 << 20, settings.banding().bands);
        for (title, text) in records {
            let (plain_title, plain) = (canonical(title), canonical(text));
            let shingles = Shingles::of(text);
            let completeness = Completeness {
                has_title: !title.is_empty(),
                letters: plain.len() as u32,
                ..Completeness::default()
            };
            let keys = Keys::of(&plain_title, &plain).map(|keys| keys.with_edges(&shingles));
            let bands = settings.banding().keys(&shingles.set);
            let title = (!title.is_empty()).then(|| title.to_owned());
            let details = Details { title, shingles: shingles.set, ..Details::default() }.packed();
            kept.add(Entry { keys, completeness, ..Entry::default() }, &bands, Some(&details))
                .unwrap();
        }
        Records { kept, reference: Reference::default(), settings }
    }

    fn pool(&self) -> Pool<'_> {
        Pool { reference: &self.reference, new: &self.kept }
    }

    /// The pairs among all records that are worth a comparison.
    fn candidates(&self) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        let all: Vec<u32> = (0..self.kept.entries().len() as u32).collect();
        let each = |pairs: &mut [(u32, u32)]| {
            found.extend_from_slice(pairs);
            Ok(())
        };
        candidates::each_batch(self.pool(), &all, each).unwrap();
        found
    }

    fn pairs(&self) -> Vec<Pair> {
        Search { pool: self.pool(), settings: &self.settings, kinds: &ALL, dropped: &COPIES }
            .pairs()
            .unwrap()
    }

    /// What happens to each record: the one that stays for it, and why.
    fn fates(&self) -> Vec<(usize, Option<Kind>)> {
        let mut fates: Vec<_> = (0..self.kept.entries().len()).map(|n| (n, None)).collect();
        for Pair { record, kept, relation } in self.pairs() {
            fates[record as usize] = (kept as usize, Some(relation.kind));
        }
        fates
    }
}

const WHOLE: &str = "We present a method that tells the copies of a paper from papers that look like it, at the scale of all that was ever \
                     written. A few keys are kept of each record, and records that share one are compared word by word. On four corpora \
                     no copy is missed and none is invented, and the search takes no longer than it takes to read the files.";

#[test]
fn none_one_all_equal_all_different() {
    assert!(Records::of([]).pairs().is_empty());
    assert!(Records::of([("T", WHOLE)]).pairs().is_empty());
    let equal = Records::of(std::iter::repeat_n(("T", WHOLE), 5000)).pairs();
    assert_eq!(equal.len(), 4999);
    assert!(equal.iter().all(|pair| pair.kept == 0 && pair.relation.kind == Kind::Exact));
    let texts: Vec<(String, String)> = (0..500)
        .map(|n| (format!("T{n}x"), (0..40).map(|w| format!("w{n}x{w} ")).collect()))
        .collect();
    assert!(
        Records::of(texts.iter().map(|(title, text)| (title.as_str(), text.as_str())))
            .pairs()
            .is_empty()
    );
}

#[test]
fn each_kind_of_copy_goes_and_each_doubtful_one_stays() {
    let edited = WHOLE.replace("tells", "parts").replace("four corpora", "five corpora");
    let cut = &WHOLE[..WHOLE.len() / 2];
    let revised = format!(
        "{} An older text goes on in other words, of which none is in the one that came later, and ends there.",
        &WHOLE[..150]
    );
    let other = "Polygons make meshes of all kinds, and graphs do not, which is shown by examples from the practice of many years.";
    let records = [
        ("T", WHOLE),
        ("T", WHOLE),
        ("T goes on", &edited),
        ("", cut),
        ("T", &revised),
        ("T", other),
        ("U", other),
    ];
    let kinds: Vec<(usize, Option<Kind>)> = Records::of(records).fates();
    assert_eq!(kinds[0], (0, None));
    assert_eq!(kinds[1], (0, Some(Kind::Exact)));
    assert_eq!(kinds[2].1, Some(Kind::Revised), "a short title that goes on is another one");
    assert_eq!(kinds[3], (0, Some(Kind::Cut)));
    assert_eq!((kinds[4].1, kinds[5].1), (Some(Kind::Revised), Some(Kind::TitleClash)));
}

#[test]
fn a_chain_of_copies_keeps_whatever_is_no_copy_of_what_stays() {
    let words: Vec<String> = (0..200).map(|n| format!("word{n}")).collect();
    let windows: Vec<String> = (0..12).map(|n| words[n * 8..n * 8 + 90].join(" ")).collect();
    let records = Records::of(windows.iter().map(|text| ("", text.as_str())));
    let fates = records.fates();
    let stay: BTreeSet<usize> = fates.iter().map(|(kept, _)| *kept).collect();
    assert!(stay.len() > 1);
    assert!(stay.len() < 12);
    for (n, (kept, kind)) in fates.iter().enumerate().filter(|(_, (_, kind))| kind.is_some()) {
        assert_eq!((fates[*kept].1, *kind), (None, Some(Kind::Near)), "{n}");
        let [a, b] = [n, *kept].map(|n| Shingles::of(&windows[n]).set);
        let both = shared(&a, &b) as f64;
        assert!(both / (a.len() as f64 + b.len() as f64 - both) >= records.settings.similarity);
    }
}

#[test]
fn many_records_with_one_first_sentence_are_no_copies_and_take_no_square_of_their_number() {
    let head = "This paper gives an overview of the shared task that was held at the workshop of this year.";
    let texts: Vec<String> = (0..20_000)
        .map(|n| format!("{head} {}", (0..20).map(|w| format!("w{n}x{w} ")).collect::<String>()))
        .collect();
    let records = Records::of(texts.iter().map(|text| ("", text.as_str())));
    assert!(records.candidates().len() < 20_000 * 20);
    assert!(records.pairs().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every record stays, or goes for one that stays; in whatever order they come.
    #[test]
    fn every_cluster_keeps_exactly_one(picks in prop::collection::vec((0..6usize, 0..4usize, 0..9usize), 0..40), turn in 0..40usize) {
        let texts: Vec<(String, String)> = picks.iter().map(|(paper, title, cut)| {
            let words = (0..60 - 3 * cut).map(|w| format!("p{paper}w{w}"));
            ([String::new(), format!("Title of paper {paper}"), format!("Title of paper number {paper} (extended version)"), "Preface".into()][*title].clone(),
             words.collect::<Vec<_>>().join(" "))
        }).collect();
        let records = |texts: &[(String, String)]| Records::of(texts.iter().map(|(title, text)| (title.as_str(), text.as_str()))).fates();
        let fates = records(&texts);
        for (kept, kind) in &fates {
            if kind.is_some_and(Kind::is_copy) {
                prop_assert!(!fates[*kept].1.is_some_and(Kind::is_copy), "what stays must stay");
            }
        }
        let staying = |texts: &[(String, String)], fates: &[(usize, Option<Kind>)]| -> BTreeSet<(String, String)> {
            texts.iter().zip(fates).filter(|(_, (_, kind))| !kind.is_some_and(Kind::is_copy)).map(|(text, _)| text.clone()).collect()
        };
        let mut turned = texts.clone();
        turned.rotate_left(turn.min(texts.len()));
        prop_assert_eq!(staying(&texts, &fates), staying(&turned, &records(&turned)));
    }
}

/// All pairs of at least that Jaccard similarity, without sketches: of two such sets, ordered by
/// how rare their elements are, the first few have one in common (Bayardo, Ma and Srikant, "Scaling
/// Up All Pairs Similarity Search", 2007).
fn all_pairs(sets: &[Vec<u32>], wanted: f64) -> BTreeSet<(u32, u32)> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    sets.iter().flatten().for_each(|element| *counts.entry(*element).or_default() += 1);
    let mut holders: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut found = BTreeSet::new();
    for (n, set) in (0..).zip(sets) {
        let mut rarest = set.clone();
        rarest.sort_unstable_by_key(|element| (counts[element], *element));
        rarest.truncate(set.len() - (set.len() as f64 * wanted).ceil() as usize + 1);
        let others: BTreeSet<u32> = rarest
            .iter()
            .flat_map(|element| holders.get(element).into_iter().flatten().copied())
            .collect();
        for other in others {
            let both = shared(set, &sets[other as usize]) as f64;
            if both / (set.len() as f64 + sets[other as usize].len() as f64 - both) >= wanted {
                found.insert((other, n));
            }
        }
        rarest.iter().for_each(|element| holders.entry(*element).or_default().push(n));
    }
    found
}

/// The abstracts of a JSON Lines file, each once.
fn abstracts(path: &Path) -> Vec<String> {
    let file = std::fs::read_to_string(path).unwrap();
    let texts = file.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut seen = BTreeSet::new();
    texts
        .filter_map(|record| record["abstract"].as_str().map(str::to_owned))
        .filter(|text| seen.insert(canonical(text)))
        .collect()
}

/// Fails where a pair that an exact join of the texts finds is no candidate.
fn hold_against_an_exact_join(texts: &[String]) {
    let records = Records::of(texts.iter().map(|text| ("", text.as_str())));
    let candidates: BTreeSet<(u32, u32)> = records.candidates().into_iter().collect();
    let sets: Vec<Vec<u32>> = texts.iter().map(|text| Shingles::of(text).set).collect();
    let expected = all_pairs(&sets, records.settings.similarity);
    let missed: Vec<_> = expected.difference(&candidates).collect();
    assert!(!expected.is_empty());
    assert!(missed.is_empty(), "{} of {} pairs: {missed:?}", missed.len(), expected.len());
}

#[test]
fn every_pair_that_an_exact_join_finds_is_a_candidate() {
    let word = |n: usize, w: usize| {
        if w < n % 24 { format!("x{n}w{w} ") } else { format!("p{}w{w} ", n / 5) }
    };
    let texts: Vec<String> = (0..3000).map(|n| (0..80).map(|w| word(n, w)).collect()).collect();
    hold_against_an_exact_join(&texts);
}

#[test]
#[ignore = "needs ../shared"]
fn every_pair_that_an_exact_join_of_real_papers_finds_is_a_candidate() {
    hold_against_an_exact_join(&abstracts(&beside("data/papers.jsonl")));
}
