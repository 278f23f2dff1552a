//! Pairs of records that are worth a comparison: those that share a key.
//!
//! A key may be shared by a million records (a title such as "Preface", a stock
//! sentence). Of a small group all pairs are compared; of a large one each
//! record is compared with a few others, so that the work grows with the number
//! of records and never with its square.

use std::io;

use rayon::prelude::*;

use super::bands::NO_KEY;
use super::keys::Keys;
use super::records::Pool;

/// A group of so many records is compared pair by pair.
const SMALL: usize = 12;

/// In a larger one each is compared with so many at the beginning, and with so many before it.
const NEIGHBOURS: usize = 4;

/// So many pairs are put in order and handed on at a time. They take 8 bytes each, and there is
/// room for twice as many.
const MOST: usize = 1 << 23;

/// Hands on the pairs among `records`, the smaller number first, a batch at a time. In a batch they
/// are in ascending order and none is there twice; only where there are more than eight million of
/// them, a pair may come again in a later batch. What becomes of a batch is the business of `each`.
///
/// # Errors
/// Returns the first error of `each`, or an I/O error if a temporary file fails.
pub fn each_batch(
    pool: Pool<'_>,
    records: &[u32],
    each: impl FnMut(&mut [(u32, u32)]) -> io::Result<()>,
) -> io::Result<()> {
    let mut batches = Batches { pool, records, each, pairs: Vec::new(), distinct: 0 };
    let of_entry = |n: u32, key: fn(&Keys) -> u32| pool.entry(n).keys.as_ref().map_or(NO_KEY, key);
    // Half of the hash of a title is enough to find those that are equal.
    batches.add(|n| of_entry(n, |keys| keys.title.map_or(NO_KEY, |title| title as u32)))?;
    batches.add(|n| of_entry(n, |keys| keys.head))?;
    batches.add(|n| of_entry(n, |keys| keys.tail))?;
    // One band after the other: of each record only one key is in memory.
    for band in 0..pool.bands() {
        let keys = pool.band(band)?;
        batches.add(|n| keys[n as usize])?;
    }
    batches.sort();
    batches.hand_on()
}

/// Pairs of which most come again and again: copies share many keys.
struct Batches<'p, F> {
    pool: Pool<'p>,
    records: &'p [u32],
    each: F,
    pairs: Vec<(u32, u32)>,
    /// How many were left when those that are there twice were last removed.
    distinct: usize,
}

impl<F: FnMut(&mut [(u32, u32)]) -> io::Result<()>> Batches<'_, F> {
    /// Adds the pairs that share a key.
    fn add(&mut self, key: impl Fn(u32) -> u32 + Sync) -> io::Result<()> {
        // Key and record in one number: there is nothing that is sorted faster.
        let keyed =
            self.records.par_iter().map(|n| (key(*n), *n)).filter(|(key, _)| *key != NO_KEY);
        let mut keyed: Vec<u64> =
            keyed.map(|(key, n)| u64::from(key) << 32 | u64::from(n)).collect();
        keyed.par_sort_unstable();
        for group in keyed.chunk_by(|a, b| a >> 32 == b >> 32).filter(|group| group.len() > 1) {
            self.add_group(group.iter().map(|keyed| *keyed as u32).collect());
            if self.pairs.len() > self.distinct + MOST {
                self.sort();
            }
            if self.distinct > MOST {
                self.hand_on()?;
            }
        }
        Ok(())
    }

    /// Adds the pairs of a group.
    fn add_group(&mut self, mut group: Vec<u32>) {
        // Of a large group those of about the same length are the most likely copies.
        group.sort_unstable_by_key(|n| (self.pool.entry(*n).completeness.letters, *n));
        let (first, before) =
            if group.len() <= SMALL { (SMALL, 0) } else { (NEIGHBOURS, NEIGHBOURS) };
        let others =
            |j: usize| (0..first.min(j)).chain(j.saturating_sub(before).max(first.min(j))..j);
        let pairs = (1..group.len()).flat_map(|j| others(j).map(move |i| (i, j)));
        self.pairs.extend(pairs.map(|(i, j)| (group[i].min(group[j]), group[i].max(group[j]))));
    }

    fn sort(&mut self) {
        self.pairs.par_sort_unstable();
        self.pairs.dedup();
        self.distinct = self.pairs.len();
    }

    fn hand_on(&mut self) -> io::Result<()> {
        (self.each)(&mut self.pairs)?;
        self.pairs.clear();
        self.distinct = 0;
        Ok(())
    }
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
            records
                .add(Entry { keys, ..Entry::default() }, &banding.keys(&shingles.set), None)
                .unwrap();
        }
        let mut found = Vec::new();
        let pool = Pool { reference: &Reference::default(), new: &records };
        let each = |pairs: &mut [(u32, u32)]| {
            found.extend_from_slice(pairs);
            Ok(())
        };
        each_batch(pool, among, each).unwrap();
        found
    }

    #[test]
    fn what_shares_a_key_is_a_pair() {
        let text =
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
        let cut = "one two three four five six seven eight nine ten eleven twelve";
        let texts = [text, "something else altogether", cut, text];
        assert_eq!(found(&texts, &[0, 1, 2, 3]), [(0, 2), (0, 3), (2, 3)]);
        assert_eq!(found(&texts, &[1, 3]), []);
        assert_eq!(found(&[], &[]), []);
    }

    #[test]
    fn the_work_grows_with_the_number_of_records() {
        let found = found(
            &vec!["the same text in all of these records"; 1000],
            &(0..1000).collect::<Vec<_>>(),
        );
        assert!(found.len() <= 1000 * 2 * NEIGHBOURS);
        let mut seen = vec![false; 1000];
        found.iter().for_each(|(a, b)| (seen[*a as usize], seen[*b as usize]) = (true, true));
        assert!(seen.iter().all(|seen| *seen), "each is compared with another");
    }
}
