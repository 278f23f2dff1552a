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

/// What stands for a key that is not there.
const NO_KEY: u32 = 0;

/// So many pairs are put in order and handed on at a time; 8 bytes each, and up to twice as many are in memory.
const MOST: usize = 1 << 23;

/// Hands on the pairs among `records`, the smaller number first, a batch at a time. In a batch they are in ascending order and none
/// is there twice; only where there are more than eight million of them, a pair may come again in a later batch.
///
/// # Errors
/// What `each` returns, and what the operating system says of the temporary files.
pub fn each_batch(pool: Pool<'_>, records: &[u32], mut each: impl FnMut(&[(u32, u32)]) -> io::Result<()>) -> io::Result<()> {
    let of_entry = |key: fn(&Keys) -> u32| by_key(pool, records, |n| pool.entry(n).keys.as_ref().map_or(NO_KEY, key));
    let mut batch = Batch { pairs: Vec::new(), distinct: 0 };
    // Half of the hash of a title is enough to find those that are equal.
    batch.add(of_entry(|keys| keys.title.map_or(NO_KEY, |title| title as u32)), &mut each)?;
    batch.add(of_entry(|keys| keys.head), &mut each)?;
    batch.add(of_entry(|keys| keys.tail), &mut each)?;
    // One band after the other: of each record only one key is in memory.
    for band in 0..pool.bands() {
        let keys = pool.band(band)?;
        batch.add(by_key(pool, records, |n| keys[n as usize]), &mut each)?;
    }
    batch.sort();
    each(&batch.pairs)
}

/// Pairs of which most come again and again: copies share many keys.
struct Batch {
    pairs: Vec<(u32, u32)>,
    /// How many were left when those that are there twice were last removed.
    distinct: usize,
}

impl Batch {
    fn add(&mut self, pairs: Vec<(u32, u32)>, each: &mut impl FnMut(&[(u32, u32)]) -> io::Result<()>) -> io::Result<()> {
        for pairs in pairs.chunks(MOST) {
            self.pairs.extend(pairs);
            if self.pairs.len() > 2 * self.distinct + MOST / 8 {
                self.sort();
            }
            if self.distinct > MOST {
                each(&self.pairs)?;
                self.pairs.clear();
                self.distinct = 0;
            }
        }
        Ok(())
    }

    fn sort(&mut self) {
        self.pairs.par_sort_unstable();
        self.pairs.dedup();
        self.distinct = self.pairs.len();
    }
}

/// The pairs that share a key.
fn by_key(pool: Pool<'_>, records: &[u32], key: impl Fn(u32) -> u32) -> Vec<(u32, u32)> {
    // Key and record in one number: there is nothing that is sorted faster.
    let mut keyed: Vec<u64> = Vec::with_capacity(records.len());
    keyed.extend(
        records.iter().map(|n| (key(*n), *n)).filter(|(key, _)| *key != NO_KEY).map(|(key, n)| u64::from(key) << 32 | u64::from(n)),
    );
    keyed.par_sort_unstable();
    let groups = keyed.chunk_by(|a, b| a >> 32 == b >> 32).filter(|group| group.len() > 1);
    groups.flat_map(|group| in_group(pool, group.iter().map(|keyed| *keyed as u32).collect())).collect()
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
        let mut found = Vec::new();
        let pool = Pool { reference: &Reference::default(), new: &records };
        each_batch(pool, among, |pairs| Ok(found.extend(pairs))).unwrap();
        found
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
