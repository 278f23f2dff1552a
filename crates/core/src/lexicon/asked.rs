//! What was asked of the packed list lately: texts ask for the same parts of words again and again,
//! and each answer takes some microseconds.

use std::cell::Cell;

/// The longest word that is kept, in bytes.
const LONGEST: usize = 16;

/// So many answers are kept by each thread, as a power of two: 16,384 of 32 bytes are 512 KB, which
/// a core's cache of the second level still holds.
const BITS: u32 = 14;

thread_local! {
    /// A word as a number, and what was told of it: each has one place, where the next one that
    /// falls there takes over. No word is 0.
    static ANSWERS: Box<[Cell<(u128, u16)>]> = vec![Cell::default(); 1 << BITS].into();
}

/// What `tell` says of `word`, or said of it lately.
pub(super) fn asked(word: &[u8], tell: impl FnOnce() -> u16) -> u16 {
    let mut letters = [0; LONGEST];
    let room = letters.get_mut(..word.len()).filter(|_| !word.is_empty() && !word.contains(&0));
    let Some(room) = room else { return tell() };
    room.copy_from_slice(word);
    // The number of each word is its own: no letter is 0.
    let key = u128::from_le_bytes(letters);
    ANSWERS.with(|answers| {
        let place = &answers[place(key)];
        let (known, told) = place.get();
        if known == key {
            return told;
        }
        let told = tell();
        place.set((key, told));
        told
    })
}

/// A multiplication by the golden ratio, as Knuth has it ("The Art of Computer Programming", 6.4).
fn place(key: u128) -> usize {
    let both = key as u64 ^ ((key >> 64) as u64).rotate_left(23);
    (both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_own_answer() {
        let words: Vec<String> = (0..50_000).map(|n: u16| format!("{n:b}")).collect();
        for _ in 0..2 {
            for (n, word) in (0..).zip(&words) {
                assert_eq!(asked(word.as_bytes(), || n), n);
            }
        }
        assert_eq!((asked(b"", || 1), asked(b"", || 2)), (1, 2));
    }

    #[test]
    fn what_was_told_lately_is_not_asked_again() {
        let mut times = 0;
        for _ in 0..3 {
            asked(b"sheep", || {
                times += 1;
                7
            });
        }
        assert_eq!(times, 1);
    }
}
