//! Packs a list of words.

use std::collections::{BTreeMap, BinaryHeap};

use super::{BLOCK, CONTEXTS, END, LENGTHS, LETTERS, LONGEST, after, context};

/// One symbol, and the table whose code it is written in.
struct Symbol {
    family: usize,
    table: usize,
    symbol: u8,
}

const OF_LETTERS: usize = 0;
const OF_SHARED: usize = 1;
const OF_VALUES: usize = 2;

/// Packs words (one to [`LONGEST`] letters from a to z; others are left out) with their values, of
/// which less than 256 may differ.
pub fn pack(words: &BTreeMap<String, u16>) -> Vec<u8> {
    let is_word = |word: &str| {
        (1..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
    };
    let words: Vec<(&[u8], u16)> = words
        .iter()
        .filter(|(word, _)| is_word(word))
        .map(|(word, value)| (word.as_bytes(), *value))
        .collect();
    let values = palette(&words);
    let symbols: Vec<Vec<Symbol>> =
        words.chunks(BLOCK).map(|block| spell(block, &values)).collect();
    let sizes = [(CONTEXTS, LETTERS), (LONGEST + 1, LONGEST + 1), (values.len(), values.len())];
    let mut counts = sizes.map(|(tables, size)| vec![vec![0_u64; size]; tables]);
    for Symbol { family, table, symbol } in symbols.iter().flatten() {
        counts[*family][*table][usize::from(*symbol)] += 1;
    }
    let lengths =
        counts.map(|tables| tables.iter().map(|counts| code_lengths(counts)).collect::<Vec<_>>());
    let codes = lengths
        .each_ref()
        .map(|tables| tables.iter().map(|lengths| codes(lengths)).collect::<Vec<_>>());
    let (mut starts, mut bits) = (Vec::new(), Bits::default());
    for block in &symbols {
        starts.push(bits.length as u32);
        for Symbol { family, table, symbol } in block {
            let symbol = usize::from(*symbol);
            bits.push(codes[*family][*table][symbol], lengths[*family][*table][symbol]);
        }
    }
    let mut bytes = (words.len() as u32).to_le_bytes().to_vec();
    bytes.extend(starts.iter().flat_map(|start| start.to_le_bytes()));
    bytes.push(values.len() as u8);
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    bytes.extend(lengths.iter().flatten().flat_map(|lengths| table(lengths)));
    bytes.extend(bits.bytes);
    // A code is read from four bytes at once.
    bytes.extend([0; 4]);
    bytes
}

/// The different values; the most common is the first, as that is taken to stand before a block.
fn palette(words: &[(&[u8], u16)]) -> Vec<u16> {
    let mut counts: BTreeMap<u16, u64> = BTreeMap::new();
    words.iter().for_each(|(_, value)| *counts.entry(*value).or_default() += 1);
    let mut values: Vec<u16> = counts.keys().copied().collect();
    values.sort_by_key(|value| std::cmp::Reverse(counts[value]));
    values
}

fn spell(block: &[(&[u8], u16)], values: &[u16]) -> Vec<Symbol> {
    let (mut symbols, mut before, mut value_before) = (Vec::new(), None::<&[u8]>, 0);
    for &(word, value) in block {
        let mut shared = 0;
        if let Some(before) = before {
            shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
            symbols.push(Symbol { family: OF_SHARED, table: before.len(), symbol: shared as u8 });
        }
        let mut table = context(&word[..shared]);
        for letter in &word[shared..] {
            symbols.push(Symbol { family: OF_LETTERS, table, symbol: letter - b'a' });
            table = after(table, letter - b'a');
        }
        symbols.push(Symbol { family: OF_LETTERS, table, symbol: END });
        let index = values.iter().position(|one| *one == value).unwrap_or(0);
        symbols.push(Symbol { family: OF_VALUES, table: value_before, symbol: index as u8 });
        (before, value_before) = (Some(word), index);
    }
    symbols
}

/// The lengths of Huffman's codes; counts are made more even until none is too long.
fn code_lengths(counts: &[u64]) -> Vec<usize> {
    let mut counts = counts.to_vec();
    loop {
        let lengths = huffman(&counts);
        if lengths.iter().all(|length| *length < LENGTHS) {
            return lengths;
        }
        counts.iter_mut().filter(|count| **count > 0).for_each(|count| *count = *count / 2 + 1);
    }
}

fn huffman(counts: &[u64]) -> Vec<usize> {
    let mut lengths = vec![0; counts.len()];
    let used = (0..counts.len()).filter(|n| counts[*n] > 0);
    let mut heap: BinaryHeap<_> = used.map(|n| (std::cmp::Reverse(counts[n]), vec![n])).collect();
    if heap.len() == 1 {
        heap.drain().flat_map(|(_, symbols)| symbols).for_each(|n| lengths[n] = 1);
    }
    while let (Some((a, mut symbols)), Some((b, more))) = (heap.pop(), heap.pop()) {
        symbols.extend(more);
        symbols.iter().for_each(|n| lengths[*n] += 1);
        if heap.is_empty() {
            break;
        }
        heap.push((std::cmp::Reverse(a.0 + b.0), symbols));
    }
    lengths
}

/// The symbols in the order of their codes.
fn in_order(lengths: &[usize]) -> Vec<usize> {
    let mut symbols: Vec<usize> = (0..lengths.len()).filter(|n| lengths[*n] > 0).collect();
    symbols.sort_by_key(|n| lengths[*n]);
    symbols
}

fn codes(lengths: &[usize]) -> Vec<usize> {
    let (mut codes, mut code, mut length) = (vec![0; lengths.len()], 0, 0);
    for symbol in in_order(lengths) {
        code <<= lengths[symbol] - length;
        length = lengths[symbol];
        codes[symbol] = code;
        code += 1;
    }
    codes
}

fn table(lengths: &[usize]) -> Vec<u8> {
    let mut table = vec![0; LENGTHS];
    for symbol in in_order(lengths) {
        table[lengths[symbol]] += 1;
        table.push(symbol as u8);
    }
    table.resize(LENGTHS + lengths.len(), 0);
    table
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    length: usize,
}

impl Bits {
    /// The first bit of a code, and of a byte, is the highest one.
    fn push(&mut self, code: usize, length: usize) {
        for n in (0..length).rev() {
            if self.length.is_multiple_of(8) {
                self.bytes.push(0);
            }
            self.bytes[self.length / 8] |= ((code >> n & 1) as u8) << (7 - self.length % 8);
            self.length += 1;
        }
    }
}
