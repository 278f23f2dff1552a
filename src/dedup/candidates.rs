//! Pairs of records that are worth a comparison: those that share a key.
//!
//! A key may be shared by a million records (a title such as "Preface", a stock
//! sentence). Of a small group all pairs are compared; of a large one each
//! record is compared with a few others, so that the work grows with the number
//! of records and never with its square.

use rayon::prelude::*;

use super::Entry;

/// A group of so many records is compared pair by pair.
const SMALL: usize = 12;

/// In a larger one each is compared with so many at the beginning, and with so many before it.
const NEIGHBOURS: usize = 4;

/// The pairs among `records` (indices into `entries`), each once, the smaller index first, in ascending order.
pub fn pairs(entries: &[&Entry], records: &[u32]) -> Vec<(u32, u32)> {
    let keys_of = |n: u32| entries[n as usize].keys.as_ref();
    let bands = records.iter().filter_map(|n| keys_of(*n)).map(|keys| keys.bands.len()).max().unwrap_or(0);
    let band = |band: usize| move |n: u32| keys_of(n).and_then(|keys| keys.bands.get(band).copied());
    let edge = |key: u32| (key != 0).then_some(key);
    let mut pairs: Vec<(u32, u32)> = (0..bands).into_par_iter().flat_map_iter(|n| by_key(entries, records, band(n))).collect();
    pairs.extend(by_key(entries, records, |n| keys_of(n).and_then(|keys| keys.title)));
    pairs.extend(by_key(entries, records, |n| keys_of(n).and_then(|keys| edge(keys.head))));
    pairs.extend(by_key(entries, records, |n| keys_of(n).and_then(|keys| edge(keys.tail))));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs that share a key.
fn by_key<K: Copy + Ord>(entries: &[&Entry], records: &[u32], key: impl Fn(u32) -> Option<K>) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(K, u32)> = Vec::with_capacity(records.len());
    keyed.extend(records.iter().filter_map(|n| Some((key(*n)?, *n))));
    keyed.sort_unstable();
    let groups = keyed.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.flat_map(|group| in_group(entries, group.iter().map(|(_, n)| *n).collect())).collect()
}

/// The pairs of a group.
fn in_group(entries: &[&Entry], mut group: Vec<u32>) -> Vec<(u32, u32)> {
    // Of a large group those of about the same length are the most likely copies.
    group.sort_unstable_by_key(|n| (entries[*n as usize].completeness.letters, *n));
    let (first, before) = if group.len() <= SMALL { (SMALL, 0) } else { (NEIGHBOURS, NEIGHBOURS) };
    let others = |j: usize| (0..first.min(j)).chain(j.saturating_sub(before).max(first.min(j))..j);
    let pairs = (1..group.len()).flat_map(|j| others(j).map(move |i| (i, j)));
    pairs.map(|(i, j)| (group[i].min(group[j]), group[i].max(group[j]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::keys::{Keys, canonical};
    use crate::dedup::shingles::Shingles;
    use crate::dedup::sketch::Banding;

    fn entries(texts: &[&str]) -> Vec<Entry> {
        let banding = Banding::for_similarity(0.7);
        let keys = |text: &str| Keys::of("", &canonical(text)).map(|keys| keys.with_sketch(&Shingles::of(text), banding));
        let entry = |text: &&str| Entry { keys: keys(text), ..Entry::default() };
        texts.iter().map(entry).collect()
    }

    #[test]
    fn what_shares_a_key_is_a_pair() {
        let text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
        let cut = "one two three four five six seven eight nine ten eleven twelve";
        let entries = entries(&[text, "something else altogether", cut, text]);
        let entries: Vec<&Entry> = entries.iter().collect();
        assert_eq!(pairs(&entries, &[0, 1, 2, 3]), [(0, 2), (0, 3), (2, 3)]);
        assert_eq!(pairs(&entries, &[1, 3]), []);
        assert_eq!(pairs(&[], &[]), []);
    }

    #[test]
    fn the_work_grows_with_the_number_of_records() {
        let all = entries(&vec!["the same text in all of these records"; 1000]);
        let found = pairs(&all.iter().collect::<Vec<_>>(), &(0..1000).collect::<Vec<_>>());
        assert!(found.len() <= 1000 * 2 * NEIGHBOURS);
        let mut seen = vec![false; 1000];
        found.iter().for_each(|(a, b)| (seen[*a as usize], seen[*b as usize]) = (true, true));
        assert!(seen.iter().all(|seen| *seen), "each is compared with another");
    }
}
