//! Runs of ASCII letters, sixty-four bytes at a time.

/// A run of so many letters may be two words.
const SHORTEST: u32 = 5;

/// The bytes that are looked at together, one bit each.
const BLOCK: usize = 64;

/// A run of ASCII letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its first byte.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
}

/// Shows every run of at least five letters to `see`, from left to right.
pub(crate) fn each_run(bytes: &[u8], mut see: impl FnMut(Run)) {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    let letters_of = |n: usize| {
        blocks.get(n).map_or_else(|| if n == blocks.len() { letters(&last) } else { 0 }, letters)
    };
    let mut next = letters_of(0);
    let mut letter_before = 0;
    for n in 0..=blocks.len() {
        let block = next;
        next = letters_of(n + 1);
        let both = u128::from(block) | u128::from(next) << BLOCK;
        let begins_long = (1..SHORTEST).fold(both, |long, k| long & (both >> k)) as u64;
        let mut starts = begins_long & !(block << 1 | letter_before);
        letter_before = block >> (BLOCK - 1);
        while starts != 0 {
            let at = starts.trailing_zeros();
            starts &= starts - 1;
            let start = n * BLOCK + at as usize;
            let seen = start + (both >> at).trailing_ones() as usize;
            // Only a run through all of the next block goes on behind it.
            let end = if seen == (n + 2) * BLOCK { seen + letters_from(bytes, seen) } else { seen };
            see(Run { start, end });
        }
    }
}

fn letters_from(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// Which of the bytes are letters; the first byte is the lowest bit.
fn letters(block: &[u8; BLOCK]) -> u64 {
    block
        .as_chunks::<8>()
        .0
        .iter()
        .rev()
        .fold(0, |bits, eight| bits << 8 | letters_of_eight(u64::from_le_bytes(*eight)))
}

/// The same for the eight bytes of a number: each is compared in its own lane, below the top bit.
fn letters_of_eight(bytes: u64) -> u64 {
    const LANES: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * LANES;
    let lower = bytes | (0x20 * LANES);
    let below_top = lower & !TOP;
    let from_a = below_top + (0x80 - b'a' as u64) * LANES;
    let behind_z = below_top + (0x80 - b'z' as u64 - 1) * LANES;
    let is_letter = from_a & !behind_z & !bytes & TOP;
    // The product brings the eight top bits together in the highest byte.
    (is_letter >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn runs(text: &str) -> Vec<&str> {
        let mut runs = Vec::new();
        each_run(text.as_bytes(), |run| runs.push(&text[run.start..run.end]));
        runs
    }

    #[test]
    fn runs_of_five_letters_and_more() {
        assert_eq!(runs("one three, FIVE Seven-eleven élevé"), ["three", "Seven", "eleven"]);
        assert_eq!(runs(&"x".repeat(300)), ["x".repeat(300)]);
        assert!(runs("").is_empty());
    }

    proptest! {
        #[test]
        fn a_run_is_found_wherever_the_blocks_end(text in "[a-cX@\\[`{é -]{0,400}") {
            let expected: Vec<&str> = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|run| run.len() >= 5).collect();
            prop_assert_eq!(runs(&text), expected);
        }
    }
}
