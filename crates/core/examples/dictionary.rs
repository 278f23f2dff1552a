//! Makes `crates/core/src/lexicon/known.bin` from lists of words.
//!
//! `cargo run --release -p abslint-core --example dictionary -- KIND:LEVEL=LIST... known.bin`
//!
//! A list has a word a line, in UTF-8 or Latin-1; `KIND` is `general`,
//! `science`, `name` or `place`, and `LEVEL` says how rare its words are, from 1
//! to 7. `examples/dictionary.sh` gets the lists of the committed file, and
//! `crates/core/src/lexicon/SOURCES.md` tells their versions and licences. The same lists
//! give the same bytes, in whatever order.
//!
//! Words are kept without case and accents; what does not consist of letters
//! from a to z then, or of one letter only, is left out. A word of several
//! lists is of all their kinds and of the level of the most common; names lend
//! their level to no other word.
//!
//! # What is left out
//!
//! The large lists hold anything that was ever printed, and so also what is
//! rather two words that lost their space, or half a word. By rule, and as a
//! word or a name of a level above [`TRUSTED`] only:
//!
//! - two letters: nearly all are symbols, and no evidence for a word;
//! - two words of grammar (`ofthe`): in a text these are glue.
//!   From lists of less care ([`CARELESS`]) also a word of grammar before or
//!   behind a very common one: those were gathered by machine from texts that
//!   had lost spaces;
//! - what more than [`ENDS_MANY`] trusted words end with, or as many begin with,
//!   and is not longer than [`FRAGMENT`] letters: where it stands alone it is
//!   more likely a half of one of them (`tion`).
//!
//! A word that a list of less care calls a term and a better one a name is a
//! name only.
//!
//! # Parts of compounds
//!
//! A word begins (ends) compounds if so many trusted words consist of it and
//! another word of the levels up to [`PART`].

#![expect(clippy::print_stdout, reason = "an example is a program that reports what it has found")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;

use abslint_core::lexicon::{Knowledge, folded, frequency, is_grammar, packed};

/// The highest level of the lists that were made with care for each word.
const TRUSTED: u16 = 4;
/// The lowest level of the lists that nobody read word by word.
const CARELESS: u16 = 7;
/// A word that was counted so often in abstracts is very common.
const VERY_COMMON: u64 = 1000;
/// So many trusted words end, or begin, with a fragment.
const ENDS_MANY: usize = 200;
/// The longest fragment, in letters.
const FRAGMENT: usize = 5;
/// The highest level of a part of a compound.
const PART: u16 = 3;
/// The shortest part of a compound, in letters.
const SHORTEST_PART: usize = 3;
/// So many compounds make a word one that begins, or ends, compounds.
const MANY: usize = 8;

/// The kinds of a word, and its levels as a word and as a name; 0 if it is none.
#[derive(Clone, Copy, Default)]
struct Entry {
    kinds: u16,
    as_word: u16,
    as_name: u16,
}

impl Entry {
    fn add(&mut self, kind: u16, level: u16) {
        self.kinds |= kind;
        let of_its_kind = if is_ordinary(kind) { &mut self.as_word } else { &mut self.as_name };
        *of_its_kind = if *of_its_kind == 0 { level } else { level.min(*of_its_kind) };
    }

    fn drop_word(&mut self) {
        self.kinds &= !(Knowledge::GENERAL | Knowledge::SCIENCE);
        self.as_word = 0;
    }

    fn drop_name(&mut self) {
        self.kinds &= !(Knowledge::NAME | Knowledge::PLACE);
        self.as_name = 0;
    }

    fn level(self) -> u16 {
        if self.as_word > 0 { self.as_word } else { self.as_name }
    }

    /// Whether it is an ordinary word up to this level.
    fn is_word(self, level: u16) -> bool {
        (1..=level).contains(&self.as_word)
    }
}

type Words = BTreeMap<String, Entry>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let output = args.pop().ok_or("usage: dictionary KIND:LEVEL=LIST... KNOWN.bin")?;
    let mut words = Words::new();
    for list in &args {
        let (what, path) = list.split_once('=').ok_or("a list is KIND:LEVEL=FILE")?;
        let (kind, level) = what.split_once(':').ok_or("a list is KIND:LEVEL=FILE")?;
        let (kind, level) =
            (kind_of(kind).ok_or("a kind is general, science, name or place")?, level.parse()?);
        for word in text(&fs::read(path)?).lines().map(folded).filter(|word| is_plain(word)) {
            words.entry(word.into_owned()).or_default().add(kind, level);
        }
    }
    leave_out(&mut words);
    let parts = parts_of_compounds(&words);
    let packed: BTreeMap<String, u16> = words
        .into_iter()
        .map(|(word, entry)| {
            let kinds = entry.kinds | parts.get(&word).copied().unwrap_or(0);
            (word, Knowledge::new(kinds, entry.level()).bits())
        })
        .collect();
    let bytes = packed::pack(&packed);
    println!("{} words, {} bytes", packed.len(), bytes.len());
    fs::write(output, bytes)?;
    Ok(())
}

fn kind_of(name: &str) -> Option<u16> {
    match name {
        "general" => Some(Knowledge::GENERAL),
        "science" => Some(Knowledge::SCIENCE),
        "name" => Some(Knowledge::NAME),
        "place" => Some(Knowledge::PLACE),
        _ => None,
    }
}

fn is_ordinary(kinds: u16) -> bool {
    kinds & (Knowledge::GENERAL | Knowledge::SCIENCE) != 0
}

fn text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes)
        .map_or_else(|_| bytes.iter().map(|b| char::from(*b)).collect(), str::to_owned)
}

fn is_plain(word: &str) -> bool {
    (2..=packed::LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Takes out what is glue or a fragment rather than a word, and says what.
fn leave_out(words: &mut Words) {
    let fragments = fragments(words);
    let mut out: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    words.retain(|word, entry| {
        if entry.as_word >= CARELESS && (1..CARELESS).contains(&entry.as_name) {
            entry.drop_word();
        }
        let why = [
            ("short", word.len() == 2),
            ("glue", is_glue(word, *entry)),
            ("fragment", fragments.contains(word)),
        ];
        let Some((why, _)) = why.iter().find(|(_, is_so)| *is_so) else { return true };
        let kinds = entry.kinds;
        if entry.as_word > TRUSTED {
            entry.drop_word();
        }
        if entry.as_name > TRUSTED {
            entry.drop_name();
        }
        if entry.kinds != kinds {
            out.entry(why).or_default().push(word.clone());
        }
        entry.kinds > 0
    });
    for (why, words) in out {
        println!("{} left out as {why}: {}", words.len(), words.join(" "));
    }
}

/// Whether `word` is two words of grammar, or, in a list of less care, one and a very common word.
fn is_glue(word: &str, entry: Entry) -> bool {
    let is_careless = entry.level() >= CARELESS;
    (2..word.len().saturating_sub(1)).map(|at| word.split_at(at)).any(|(first, last)| {
        let is_often = |part: &str| {
            is_grammar(part) || (is_careless && part.len() > 3 && frequency(part) >= VERY_COMMON)
        };
        (is_grammar(first) && is_often(last)) || (is_grammar(last) && is_often(first))
    })
}

/// What many trusted words begin or end with.
fn fragments(words: &Words) -> HashSet<String> {
    let (mut begin, mut end) = (HashMap::<String, usize>::new(), HashMap::<String, usize>::new());
    for word in words.iter().filter(|(_, entry)| entry.is_word(TRUSTED)).map(|(word, _)| word) {
        for length in 2..=FRAGMENT.min(word.len().saturating_sub(2)) {
            *begin.entry(word[..length].to_owned()).or_insert(0) += 1;
            *end.entry(word[word.len() - length..].to_owned()).or_insert(0) += 1;
        }
    }
    begin
        .into_iter()
        .chain(end)
        .filter(|(_, count)| *count > ENDS_MANY)
        .map(|(part, _)| part)
        .collect()
}

/// The words that begin and end compounds, as bits of [`Knowledge`].
fn parts_of_compounds(words: &Words) -> HashMap<String, u16> {
    let (mut begin, mut end) = (HashMap::new(), HashMap::new());
    let is_part = |part: &str| words.get(part).is_some_and(|entry| entry.is_word(PART));
    for word in words.iter().filter(|(_, entry)| entry.is_word(TRUSTED)).map(|(word, _)| word) {
        for at in SHORTEST_PART..(word.len() + 1).saturating_sub(SHORTEST_PART) {
            let (first, last) = word.split_at(at);
            if is_part(first) && is_part(last) {
                *begin.entry(first.to_owned()).or_insert(0) += 1;
                *end.entry(last.to_owned()).or_insert(0) += 1;
            }
        }
    }
    let many = |counts: HashMap<String, usize>, bit| {
        counts.into_iter().filter(|(_, n)| *n >= MANY).map(move |(word, _)| (word, bit))
    };
    let mut parts = HashMap::new();
    for (word, bit) in many(begin, Knowledge::BEGINS).chain(many(end, Knowledge::ENDS)) {
        *parts.entry(word).or_insert(0) |= bit;
    }
    parts
}
