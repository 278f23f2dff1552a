//! A text as a set of shingles: three words in a row each.
//!
//! Words are what is left between everything that is no letter or digit, in
//! compatibility decomposition, without accents and in lower case, so that a
//! mangled, a TeX and a Unicode copy have the same ones. A shingle is kept as
//! 32 bits of its hash: two different shingles of a pair of abstracts are
//! taken for one in fewer than one of 10⁵ pairs.

use super::keys::{GAP, folded};

/// Words in a shingle.
const WORDS: usize = 3;

/// Words in the keys of the first and the last words.
const EDGE: usize = 12;

/// The shingles of a text, and the hashes of its first and its last words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles {
    /// The set, in ascending order.
    pub set: Vec<u32>,
    /// The hash of the first twelve words; 0 if there are fewer.
    pub head: u32,
    /// The hash of the last twelve words; 0 if there are fewer.
    pub tail: u32,
}

impl Shingles {
    /// Those of `text`. A text of fewer than three words is one shingle, an empty one none.
    pub fn of(text: &str) -> Shingles {
        Shingles::of_folded(&folded(text))
    }

    /// The same of a text that is [`folded`] already.
    pub fn of_folded(folded: &str) -> Shingles {
        let words = word_hashes(folded);
        let edge = |words: &[u64]| {
            if words.len() < EDGE { 0 } else { (hash(&words[..EDGE]) >> 32) as u32 }
        };
        let (head, tail) = (edge(&words), edge(&words[words.len().saturating_sub(EDGE)..]));
        let mut set: Vec<u32> = match words.len() {
            0 => Vec::new(),
            1..=WORDS => vec![(hash(&words) >> 32) as u32],
            _ => words.windows(WORDS).map(|three| (hash(three) >> 32) as u32).collect(),
        };
        set.sort_unstable();
        set.dedup();
        Shingles { set, head, tail }
    }
}

/// The words of a folded text from left to right: those of up to eight bytes as they are, longer
/// ones as hashes.
fn word_hashes(folded: &str) -> Vec<u64> {
    let bytes = folded.as_bytes();
    let mut hashes = Vec::with_capacity(folded.len() / 6);
    let mut at = 0;
    while at < bytes.len() {
        let (start, mut word) = (at, 0);
        loop {
            let (part, length) = letters_at(bytes, at);
            word = if at == start { part } else { mixed(word) ^ part };
            at += length;
            if length < 8 {
                break;
            }
        }
        if at > start {
            hashes.push(word);
        }
        at += 1;
    }
    hashes
}

/// The letters from `at` to the next gap, at most eight, as a number, and how many they are.
fn letters_at(bytes: &[u8], at: usize) -> (u64, usize) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let mut eight = [GAP; 8];
    match bytes[at..].first_chunk() {
        Some(whole) => eight = *whole,
        None => eight[..bytes.len().saturating_sub(at)].copy_from_slice(&bytes[at..]),
    }
    let eight = u64::from_le_bytes(eight);
    // The lowest byte that is zero has the lowest of the highest bits that are left (Mycroft's
    // test).
    let differing = eight ^ (ONES * u64::from(GAP));
    let gaps = differing.wrapping_sub(ONES) & !differing & HIGHEST;
    match gaps.trailing_zeros() / 8 {
        8 => (eight, 8),
        length => (eight & ((1 << (8 * length)) - 1), length as usize),
    }
}

/// The hash of words in a row.
fn hash(words: &[u64]) -> u64 {
    words.iter().fold(0, |all, word| mixed(all.rotate_left(23) ^ word))
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
pub(super) fn mixed(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// How many elements two ascending sets share.
pub fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        count += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_case_and_spacing_do_not_matter() {
        assert_eq!(
            Shingles::of("Fréchet–Lipschitz maps, of x²!"),
            Shingles::of("frechet lipschitz  MAPS of x2")
        );
        assert_eq!(Shingles::of("256×256 pixels").set, Shingles::of("256 × 256 pixels").set);
        assert_ne!(Shingles::of("a b c d").set, Shingles::of("a c b d").set);
    }

    #[test]
    fn short_texts() {
        assert!(Shingles::of(" .").set.is_empty());
        assert_eq!(
            (Shingles::of("two words").set.len(), Shingles::of("one two three four").set.len()),
            (1, 2)
        );
        assert_eq!(Shingles::of("too short for an edge").head, 0);
        let text = "one two three four five six seven eight nine ten eleven twelve thirteen";
        assert_eq!(Shingles::of(text).head, Shingles::of(&text[..text.len() - 9]).head);
    }

    #[test]
    fn what_two_sets_share() {
        assert_eq!(
            (shared(&[1, 3, 5], &[1, 2, 3]), shared(&[], &[1]), shared(&[7], &[7])),
            (2, 0, 1)
        );
    }
}
