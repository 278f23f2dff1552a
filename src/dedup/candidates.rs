//! Pairs of records that are worth a comparison: those that share a key.
//!
//! A key may be shared by a million records (a title such as "Preface", a stock
//! sentence). Of a small group all pairs are compared; of a large one each
//! record is compared with a few others, so that the work grows with the number
//! of records and never with its square.

use std::io;

use rayon::prelude::*;

use super::keys::Keys;
use super::records::Pool;

/// A group of so many records is compared pair by pair.
const SMALL: usize = 12;

/// In a larger one each is compared with so many at the beginning, and with so many before it.
const NEIGHBOURS: usize = 4;

/// The pairs among `records`, each once, the smaller number first, in ascending order.
///
/// # Errors
/// What the operating system says of the temporary files.
pub fn pairs(pool: Pool<'_>, records: &[u32]) -> io::Result<Vec<(u32, u32)>> {
    let key = |key: fn(&Keys) -> Option<u64>| by_key(pool, records, |n| pool.entry(n).keys.as_ref().and_then(key));
    let some = |key: u32| (key != 0).then_some(key);
    let mut pairs = Pairs::default();
    pairs.add(key(|keys| keys.title));
    pairs.add(key(|keys| (keys.head != 0).then_some(keys.head.into())));
    pairs.add(key(|keys| (keys.tail != 0).then_some(keys.tail.into())));
    // One band after the other: of each record only one key is in memory.
    for band in 0..pool.bands() {
        let keys = pool.band(band)?;
        pairs.add(by_key(pool, records, |n| some(keys[n as usize])));
    }
    Ok(pairs.sorted())
}

/// Pairs of which most come again and again: copies share many keys.
#[derive(Default)]
struct Pairs {
    all: Vec<(u32, u32)>,
    /// How many were left when those that are there twice were last removed.
    distinct: usize,
}

impl Pairs {
    /// So many more than there are distinct ones, and those that are there twice are removed.
    const SURPLUS: usize = 1 << 20;

    fn add(&mut self, pairs: Vec<(u32, u32)>) {
        self.all.extend(pairs);
        if self.all.len() > 2 * self.distinct + Pairs::SURPLUS {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.all.par_sort_unstable();
        self.all.dedup();
        self.distinct = self.all.len();
    }

    fn sorted(mut self) -> Vec<(u32, u32)> {
        self.sort();
        self.all
    }
}

/// The pairs that share a key.
fn by_key<K: Copy + Ord + Send>(pool: Pool<'_>, records: &[u32], key: impl Fn(u32) -> Option<K>) -> Vec<(u32, u32)> {
    let mut keyed: Vec<(K, u32)> = Vec::with_capacity(records.len());
    keyed.extend(records.iter().filter_map(|n| Some((key(*n)?, *n))));
    keyed.par_sort_unstable();
    let groups = keyed.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.flat_map(|group| in_group(pool, group.iter().map(|(_, n)| *n).collect())).collect()
}

/// The pairs of a group.
fn in_group(pool: Pool<'_>, mut group: Vec<u32>) -> Vec<(u32, u32)> {
    // Of a large group those of about the same length are the most likely copies.
    group.sort_unstable_by_key(|n| (pool.entry(*n).completeness.letters, *n));
    let (first, before) = if group.len() <= SMALL { (SMALL, 0) } else { (NEIGHBOURS, NEIGHBOURS) };
    let others = |j: usize| (0..first.min(j)).chain(j.saturating_sub(before).max(first.min(j))..j);
    let pairs = (1..group.len()).flat_map(|j| others(j).map(move |i| (i, j)));
    pairs.map(|(i, j)| (group[i].min(group[j]), group[i].max(group[j]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::Entry;
    use crate::dedup::keys::canonical;
    use crate::dedup::records::Records;
    use crate::dedup::reference::Reference;
    use crate::dedup::shingles::Shingles;
    use crate::dedup::sketch::Banding;

    fn found(texts: &[&str], among: &[u32]) -> Vec<(u32, u32)> {
        let banding = Banding::for_similarity(0.7);
        let mut records = Records::new(0, banding.bands);
        for text in texts {
            let shingles = Shingles::of(text);
            let keys = Keys::of("", &canonical(text)).map(|keys| keys.with_edges(&shingles));
            records.add(Entry { keys, ..Entry::default() }, &banding.keys(&shingles.set), None).unwrap();
        }
        pairs(Pool { reference: &Reference::default(), new: &records }, among).unwrap()
    }

    #[test]
    fn what_shares_a_key_is_a_pair() {
        let text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
        let cut = "one two three four five six seven eight nine ten eleven twelve";
        let texts = [text, "something else altogether", cut, text];
        assert_eq!(found(&texts, &[0, 1, 2, 3]), [(0, 2), (0, 3), (2, 3)]);
        assert_eq!(found(&texts, &[1, 3]), []);
        assert_eq!(found(&[], &[]), []);
    }

    #[test]
    fn the_work_grows_with_the_number_of_records() {
        let found = found(&vec!["the same text in all of these records"; 1000], &(0..1000).collect::<Vec<_>>());
        assert!(found.len() <= 1000 * 2 * NEIGHBOURS);
        let mut seen = vec![false; 1000];
        found.iter().for_each(|(a, b)| (seen[*a as usize], seen[*b as usize]) = (true, true));
        assert!(seen.iter().all(|seen| *seen), "each is compared with another");
    }
}
