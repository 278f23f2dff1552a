//! A sorted list of words, each with a number, packed to some two bytes a word and asked where it
//! lies.
//!
//! Nothing is unpacked before a question: the words stand in blocks of
//! [`BLOCK`], the first of a block in full and each of the others as what it
//! does not share with the one before it, in prefix codes (Huffman, 1952) whose
//! tables depend on what stands before: a letter on the two before it, the
//! length that is shared on the length of the word before, a value on the value
//! before. A question halves its way to a block and reads that. For words of
//! English this takes two fifths of the bytes of an `fst::Map`, and some three times as long.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | the number of words, little-endian like all numbers |
//! | 4 `n` | the bit at which each of the `n` blocks begins, counted from the end of the tables |
//! | 1 + 2 `v` | the number of different values, and the values |
//! | 729 × 43 | tables of letters: how many codes have each length, and their symbols in order |
//! | 32 × 48 | tables of shared lengths |
//! | `v` × (16 + `v`) | tables of values |
//! | … | the blocks |

mod write;

use std::ops::Range;

pub use self::write::pack;

/// The words of a block.
pub const BLOCK: usize = 16;

/// The longest word, in bytes.
pub const LONGEST: usize = 31;

/// Codes are shorter than so many bits.
const LENGTHS: usize = 16;
/// The letters, and the end of a word.
const LETTERS: usize = 27;
const END: u8 = 26;
/// What stands before a letter: two letters, or none.
const CONTEXTS: usize = LETTERS * LETTERS;

/// A packed list.
#[derive(Clone, Copy, Debug)]
pub struct Packed<'a> {
    count: usize,
    starts: &'a [u8],
    values: &'a [u8],
    letters: &'a [u8],
    shared: &'a [u8],
    of_values: &'a [u8],
    blocks: &'a [u8],
}

impl<'a> Packed<'a> {
    /// The list that [`pack`] wrote; `None` if `bytes` is too short to be one.
    pub fn new(bytes: &'a [u8]) -> Option<Packed<'a>> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (starts, rest) = rest.split_at_checked(4 * count.div_ceil(BLOCK))?;
        let (&kinds, rest) = rest.split_first()?;
        let kinds = usize::from(kinds);
        let (values, rest) = rest.split_at_checked(2 * kinds)?;
        let (letters, rest) = rest.split_at_checked(CONTEXTS * (LENGTHS + LETTERS))?;
        let (shared, rest) = rest.split_at_checked((LONGEST + 1) * (LENGTHS + LONGEST + 1))?;
        let (of_values, blocks) = rest.split_at_checked(kinds * (LENGTHS + kinds))?;
        Some(Packed { count, starts, values, letters, shared, of_values, blocks })
    }

    /// The value of `word` (letters from a to z).
    pub fn get(&self, word: &[u8]) -> Option<u16> {
        self.get_between(word, 0..self.blocks())
    }

    /// The same by `index`, which is that of this list.
    pub fn get_by(&self, index: &Index, word: &[u8]) -> Option<u16> {
        self.get_between(word, index.place(word).unwrap_or(0..self.blocks()))
    }

    fn get_between(&self, word: &[u8], blocks: Range<usize>) -> Option<u16> {
        let block = self.behind(word, blocks)?.checked_sub(1)?;
        let mut cursor = self.cursor(block)?;
        for _ in 0..self.words_of(block) {
            let (found, value) = cursor.next()?;
            if found >= word {
                return (found == word).then_some(value);
            }
        }
        None
    }

    /// Calls `each` with every word and its value, in order.
    pub fn for_each(&self, mut each: impl FnMut(&[u8], u16)) {
        for block in 0..self.blocks() {
            let Some(mut cursor) = self.cursor(block) else { return };
            for _ in 0..self.words_of(block) {
                let Some((word, value)) = cursor.next() else { return };
                each(word, value);
            }
        }
    }

    /// The first block that begins behind `word`, of which it is known that it is one of `blocks` or
    /// the one behind them.
    fn behind(&self, word: &[u8], blocks: Range<usize>) -> Option<usize> {
        let (mut low, mut high) = (blocks.start, blocks.end);
        while low < high {
            let middle = low.midpoint(high);
            if self.cursor(middle)?.begins_behind(word)? { high = middle } else { low = middle + 1 }
        }
        Some(low)
    }

    fn blocks(&self) -> usize {
        self.starts.len() / 4
    }

    fn words_of(&self, block: usize) -> usize {
        self.count.saturating_sub(block * BLOCK).min(BLOCK)
    }

    fn cursor(&self, block: usize) -> Option<Cursor<'_>> {
        let start = self.starts.get(4 * block..)?.first_chunk::<4>()?;
        Some(Cursor {
            list: self,
            bit: u32::from_le_bytes(*start) as usize,
            word: [0; LONGEST],
            length: 0,
            value: 0,
            is_first: true,
        })
    }
}

/// Where the words of a list stand that begin with the same two letters: with it, a question halves
/// its way six times in place of sixteen.
#[derive(Clone, Debug)]
pub struct Index {
    /// For each two letters, in order, the first block that begins behind them; then how many
    /// blocks there are.
    firsts: Vec<usize>,
}

impl Index {
    /// That of `list`; `None` if it is damaged.
    pub fn of(list: &Packed<'_>) -> Option<Index> {
        let pairs = (b'a'..=b'z').flat_map(|one| (b'a'..=b'z').map(move |other| [one, other]));
        let firsts: Option<Vec<usize>> =
            pairs.map(|two| list.behind(&two, 0..list.blocks())).collect();
        Some(Index { firsts: firsts?.into_iter().chain([list.blocks()]).collect() })
    }

    /// Where the first block behind `word` is, or right behind these; `None` for what does not
    /// begin with two letters.
    fn place(&self, word: &[u8]) -> Option<Range<usize>> {
        let [one, other] = word.first_chunk::<2>()?.map(|letter| letter.wrapping_sub(b'a'));
        let is_letter = |number: u8| number < 26;
        let at = usize::from(one) * 26 + usize::from(other);
        let (start, end) = (self.firsts.get(at)?, self.firsts.get(at + 1)?);
        (is_letter(one) && is_letter(other)).then_some(*start..*end)
    }
}

/// A place in a block, and the word that was read there.
struct Cursor<'a> {
    list: &'a Packed<'a>,
    bit: usize,
    word: [u8; LONGEST],
    length: usize,
    value: usize,
    is_first: bool,
}

impl Cursor<'_> {
    /// Whether the first word of the block stands behind `word`: no more letters are read than say
    /// so.
    fn begins_behind(&mut self, word: &[u8]) -> Option<bool> {
        let mut context = 0;
        for &letter in word {
            let found = self.symbol(self.list.letters, context, LETTERS)?;
            if found == END || found != letter.wrapping_sub(b'a') {
                return Some(found != END && b'a' + found > letter);
            }
            context = after(context, found);
        }
        Some(self.symbol(self.list.letters, context, LETTERS)? != END)
    }

    fn next(&mut self) -> Option<(&[u8], u16)> {
        let shared = if self.is_first {
            0
        } else {
            self.symbol(self.list.shared, self.length, LONGEST + 1)?
        };
        self.is_first = false;
        self.length = usize::from(shared);
        let mut context = context(&self.word[..self.length]);
        loop {
            match self.symbol(self.list.letters, context, LETTERS)? {
                END => break,
                letter => {
                    *self.word.get_mut(self.length)? = b'a' + letter;
                    self.length += 1;
                    context = after(context, letter);
                }
            }
        }
        let values = self.list.values;
        self.value = usize::from(self.symbol(self.list.of_values, self.value, values.len() / 2)?);
        Some((
            self.word.get(..self.length)?,
            u16::from_le_bytes(*values.get(2 * self.value..)?.first_chunk()?),
        ))
    }

    /// The next symbol by table number `table` of those of `size` symbols, which holds canonical
    /// codes.
    #[inline]
    fn symbol(&mut self, tables: &[u8], table: usize, size: usize) -> Option<u8> {
        let (counts, symbols) =
            tables.get(table * (LENGTHS + size)..(table + 1) * (LENGTHS + size))?.split_at(LENGTHS);
        let window = self.list.blocks.get(self.bit / 8..)?.first_chunk::<4>()?;
        let window = u32::from_be_bytes(*window) << (self.bit % 8);
        let (mut first, mut before) = (0, 0);
        for (length, &count) in counts.iter().enumerate().skip(1) {
            let (code, count) = ((window >> (32 - length)) as usize, usize::from(count));
            first <<= 1;
            if code < first + count {
                self.bit += length;
                return symbols.get(before + code - first).copied();
            }
            first += count;
            before += count;
        }
        None
    }
}

/// The number of the table for what follows these letters.
fn context(letters: &[u8]) -> usize {
    letters[letters.len().saturating_sub(2)..]
        .iter()
        .fold(0, |context, letter| after(context, letter - b'a'))
}

fn after(context: usize, letter: u8) -> usize {
    context % LETTERS * LETTERS + usize::from(letter) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn is_word(word: &str) -> bool {
        (1..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
    }

    fn check(words: &BTreeMap<String, u16>) {
        let bytes = pack(words);
        let list = Packed::new(&bytes).unwrap();
        let index = Index::of(&list).unwrap();
        let mut all = BTreeMap::new();
        list.for_each(|word, value| {
            all.insert(String::from_utf8(word.to_vec()).unwrap(), value);
        });
        assert_eq!(&all, words);
        for (word, value) in words {
            assert_eq!(list.get(word.as_bytes()), Some(*value), "{word}");
            let longer = format!("{word}q");
            assert_eq!(list.get(longer.as_bytes()), words.get(&longer).copied());
            for asked in [word, &longer] {
                assert_eq!(list.get_by(&index, asked.as_bytes()), words.get(asked).copied());
            }
        }
        assert_eq!((list.get_by(&index, b""), list.get_by(&index, b"a-")), (None, None));
        assert_eq!(list.get(b""), None);
    }

    #[test]
    fn what_is_put_in_comes_out() {
        let text = include_str!("mod.rs").to_lowercase();
        let of_this_file =
            text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| is_word(word));
        check(&of_this_file.map(|word| (word.to_owned(), word.len() as u16 % 5 * 90)).collect());
        check(&BTreeMap::new());
        check(&BTreeMap::from([("a".to_owned(), 200)]));
        check(&BTreeMap::from([("z".repeat(LONGEST), 1), ("z".repeat(LONGEST - 1), 2)]));
    }

    #[test]
    fn damaged_bytes_are_no_panic() {
        let bytes = pack(&["one", "three", "two"].map(|word| (word.to_owned(), 1)).into());
        for length in 0..bytes.len() {
            if let Some(list) = Packed::new(&bytes[..length]) {
                list.get(b"two");
                Index::of(&list).map(|index| list.get_by(&index, b"two"));
            }
        }
    }
}
