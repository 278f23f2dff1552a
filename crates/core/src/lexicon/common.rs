//! The words that most of a text consists of, in a table that stays in the nearest cache.
//!
//! A word is read as one number of sixteen bytes, so that neither its hash nor
//! its case depends on a branch. The table holds 32 bits of each hash: a word
//! that is not in it is taken for one that is in less than one of 10⁹ cases.

/// The longest word that fits, in bytes.
pub(super) const LONGEST: usize = 16;

/// A run of ASCII letters, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    letters: u128,
    /// Whether a capital stands behind its first letter.
    pub is_mixed: bool,
}

/// The first so many bytes of a number.
const MASKS: [u128; LONGEST + 1] = {
    let mut masks = [0; LONGEST + 1];
    let mut n = 1;
    while n <= LONGEST {
        masks[n] = masks[n - 1] << 8 | 0xFF;
        n += 1;
    }
    masks
};

/// The bit of each byte that is set in lower-case letters only.
const CASE: u128 = u128::from_ne_bytes([0x20; LONGEST]);

impl Word {
    /// The letters from byte `start` to `end`; `None` if there are more than sixteen.
    pub fn at(bytes: &[u8], start: usize, end: usize) -> Option<Word> {
        let mask = *MASKS.get(end - start)?;
        let letters = match bytes[start..].first_chunk::<LONGEST>() {
            Some(chunk) => u128::from_le_bytes(*chunk),
            None => {
                let mut chunk = [0; LONGEST];
                chunk[..bytes.len() - start].copy_from_slice(&bytes[start..]);
                u128::from_le_bytes(chunk)
            }
        };
        Some(Word {
            letters: (letters | CASE) & mask,
            is_mixed: !letters & CASE & (mask & !0xFF) != 0,
        })
    }

    /// A multiplication folded in half, as in wyhash.
    fn hash(self) -> u64 {
        let low = self.letters as u64 ^ 0xA076_1D64_78BD_642F;
        let high = (self.letters >> 64) as u64 ^ 0xE703_7ED1_A0B4_28DB;
        let product = u128::from(low) * u128::from(high);
        product as u64 ^ (product >> 64) as u64
    }
}

/// A set of words.
pub(super) struct Words {
    /// Half of a hash, in the first free slot from where the other half points; 0 is free.
    slots: Vec<u32>,
    mask: usize,
}

impl Default for Words {
    fn default() -> Self {
        Words::of(&[])
    }
}

impl Words {
    /// The set of `words`; those that are too long are left out.
    pub(super) fn of(words: &[Word]) -> Words {
        let size = (2 * words.len()).next_power_of_two();
        let mut set = Words { slots: vec![0; size], mask: size - 1 };
        for word in words {
            let (mut slot, tag) = set.place(*word);
            while set.slots[slot] != 0 && set.slots[slot] != tag {
                slot = (slot + 1) & set.mask;
            }
            set.slots[slot] = tag;
        }
        set
    }

    /// Whether `word` is one of them.
    #[inline]
    pub(super) fn has(&self, word: Word) -> bool {
        let (mut slot, tag) = self.place(word);
        loop {
            match self.slots[slot] {
                0 => return false,
                found if found == tag => return true,
                _ => slot = (slot + 1) & self.mask,
            }
        }
    }

    fn place(&self, word: Word) -> (usize, u32) {
        let hash = word.hash();
        ((hash >> 32) as usize & self.mask, (hash as u32).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Word {
        Word::at(text.as_bytes(), 0, text.len()).unwrap()
    }

    #[test]
    fn a_word_is_the_same_in_every_case_and_place() {
        assert_eq!(word("gradient"), Word::at(b"(gradient descent is enough)", 1, 9).unwrap());
        assert_eq!(Word::at(b"the Gradient", 4, 12), Some(word("gradient")));
        assert!(
            word("iPhone").is_mixed
                && word("GPU").is_mixed
                && !word("Phone").is_mixed
                && !word("phone").is_mixed
        );
        assert_eq!(Word::at(b"electroencephalogram", 0, 20), None);
    }

    #[test]
    fn a_set_holds_its_words_and_no_others() {
        let all: Vec<String> = (0..5000)
            .map(|n: u32| n.to_string().bytes().map(|b| char::from(b - b'0' + b'a')).collect())
            .collect();
        let set = Words::of(&all[..2500].iter().map(|text| word(text)).collect::<Vec<_>>());
        assert!(all[..2500].iter().all(|text| set.has(word(text))));
        assert!(!all[2500..].iter().any(|text| set.has(word(text))));
        assert!(!Words::of(&[]).has(word("a")));
    }
}
