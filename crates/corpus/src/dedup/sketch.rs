//! MinHash bands: a few keys for each text, of which similar texts share one.
//!
//! The sketch is that of Dahlgaard, Knudsen and Thorup, "Fast Similarity
//! Sketching" (FOCS 2017): it behaves as that many independent MinHashes and
//! takes little more time than one. Its values are cut into bands, and each
//! band is hashed to a key (Leskovec, Rajaraman and Ullman, "Mining of Massive
//! Datasets", section 3.4). All seeds are fixed.

use super::shingles::mixed;

/// The most bands: four bytes each are kept of every record.
const MOST_BANDS: usize = 36;

/// The share of the pairs just at the wanted similarity that may have no band in common.
const MISSED: f64 = 1e-4;

/// How many bands, and how many values in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Banding {
    /// Bands.
    pub bands: usize,
    /// Values of the sketch in a band.
    pub rows: usize,
}

impl Banding {
    /// For pairs of at least the Jaccard similarity `wanted`, between 0 and 1: the most rows with
    /// which no more than one pair in 10,000 is missed and no more than 36 bands are needed.
    pub fn for_similarity(wanted: f64) -> Banding {
        let bands =
            |rows: usize| (MISSED.ln() / (1.0 - wanted.powi(rows as i32)).ln()).ceil().max(1.0);
        let rows = (2..=8).rev().find(|rows| bands(*rows) <= MOST_BANDS as f64).unwrap_or(1);
        Banding { bands: (bands(rows) as usize).min(MOST_BANDS), rows }
    }

    /// The probability that a pair of that similarity shares a band.
    pub fn found(self, similarity: f64) -> f64 {
        1.0 - (1.0 - similarity.powi(self.rows as i32)).powi(self.bands as i32)
    }

    /// The keys of a set of shingles, one for each band; none for an empty set.
    pub fn keys(self, set: &[u32]) -> Box<[u32]> {
        if set.is_empty() {
            return Box::default();
        }
        let sketch = sketch(set, self.bands * self.rows);
        let key = |(band, rows): (usize, &[u64])| {
            let hash =
                rows.iter().fold(band as u64, |all, value| mixed(all.rotate_left(17) ^ value));
            (hash >> 32) as u32
        };
        sketch.chunks(self.rows).enumerate().map(key).collect()
    }
}

/// As many values as `size`; each place agrees between two sets with a probability that is their
/// Jaccard similarity.
fn sketch(set: &[u32], size: usize) -> Vec<u64> {
    const EMPTY: u64 = u64::MAX;
    let mut values = vec![EMPTY; size];
    let mut empty = size;
    // In the first rounds each element falls into a random place; then each place in turn takes
    // them all.
    for round in 0..2 * size as u64 {
        for element in set {
            let hash = mixed(u64::from(*element) ^ (round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let place = if round < size as u64 {
                (((hash >> 32) * size as u64) >> 32) as usize
            } else {
                (round - size as u64) as usize
            };
            // An earlier round is smaller than a later one.
            let value = round << 32 | (hash & 0xFFFF_FFFF);
            empty -= usize::from(values[place] == EMPTY);
            values[place] = values[place].min(value);
        }
        if empty == 0 {
            break;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_rows_follow_from_the_similarity() {
        let banding = Banding::for_similarity(0.7);
        assert_eq!(banding, Banding { bands: 34, rows: 4 });
        assert!(banding.found(0.7) >= 0.9999 && banding.found(0.1) < 0.01);
        for percent in 5..=100 {
            let Banding { bands, rows } = Banding::for_similarity(f64::from(percent) / 100.0);
            assert!((1..=MOST_BANDS).contains(&bands) && rows >= 1, "{percent}");
        }
    }

    #[test]
    fn places_agree_as_often_as_the_sets_are_similar() {
        let set =
            |from: u32| (from..from + 150).map(|n| mixed(n.into()) as u32).collect::<Vec<_>>();
        let size = 128;
        let sketches: Vec<Vec<u64>> = (0..40).map(|n| sketch(&set(n * 1000), size)).collect();
        let agreeing = |shift: u32| -> f64 {
            let pairs =
                (0..40u32).map(|n| (sketch(&set(n * 1000 + shift), size), &sketches[n as usize]));
            pairs.map(|(a, b)| a.iter().zip(b).filter(|(x, y)| x == y).count()).sum::<usize>()
                as f64
                / (40 * size) as f64
        };
        for shift in [0, 20, 50, 100] {
            let jaccard = f64::from(150 - shift) / f64::from(150 + shift);
            assert!(
                (agreeing(shift) - jaccard).abs() < 0.03,
                "{shift}: {} for {jaccard}",
                agreeing(shift)
            );
        }
    }

    #[test]
    fn a_set_of_one_has_keys_too() {
        let banding = Banding::for_similarity(0.7);
        assert_eq!(banding.keys(&[7]), banding.keys(&[7]));
        assert_ne!(banding.keys(&[7]), banding.keys(&[8]));
        assert!(banding.keys(&[]).is_empty());
    }
}
