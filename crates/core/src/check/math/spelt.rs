//! The names that are read without their backslash, and how each is read.
//!
//! The table is the file `spelt.txt`: what names do, how English reads them, and the names, with
//! tabs between them. What they stand for is in the table of all names, [`crate::math::symbols`],
//! and in the reader of TeX. Whether a name is also a word was counted over 35,840 abstracts
//! without mathematics: `in`, `to` and `times` stand in them by the thousand, `gamma` 81 times,
//! `leq` never.

use std::sync::LazyLock;

use crate::math::symbols::{self, Meaning};
use crate::math::tree::Class;

/// What a name does to what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A letter or sign by itself.
    Ordinary,
    /// Stands between two things.
    Infix,
    /// Stands between two things, or before a number: `sim0.6`.
    Prefix,
    /// A sum, product or integral: limits follow.
    Large,
    /// `log`, `max`: upright letters, the same with and without its backslash.
    Function,
    /// `mathcal{O}`: a font for what it is put round.
    Font,
    /// `mathbb{R}`: double-struck.
    DoubleStruck,
    /// `hat{x}`: a mark on what follows.
    Accent,
    /// `sqrt{x}`.
    Root,
    /// `frac{a}{b}`.
    Fraction,
    /// `left(`: only the size of the bracket behind it.
    Size,
    /// A bracket.
    Bracket,
    /// Mostly a superscript: `x^top`.
    Mark,
    /// White space, or nothing that is seen.
    Space,
}

impl Role {
    /// How many arguments it takes.
    pub fn arguments(self) -> usize {
        match self {
            Role::Fraction => 2,
            Role::Font | Role::DoubleStruck | Role::Accent | Role::Root => 1,
            _ => 0,
        }
    }
}

/// Whether a name is read in English, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameReading {
    /// No English word.
    Never,
    /// A letter, which prose spells out now and then.
    Greek,
    /// An English word.
    Word,
}

/// One name.
#[derive(Debug, PartialEq, Eq)]
pub struct Spelt {
    /// Without its backslash.
    pub name: &'static str,
    /// What it does.
    pub role: Role,
    /// Whether it is a word.
    pub reading: NameReading,
}

impl Spelt {
    /// Whether it holds text, and no mathematics: `textbf{…}`.
    pub fn is_of_text(&self) -> bool {
        self.name.starts_with("text") || matches!(self.name, "mbox" | "operatorname")
    }
}

/// All names, sorted.
pub static NAMES: LazyLock<Vec<Spelt>> = LazyLock::new(|| {
    let mut names: Vec<Spelt> = include_str!("spelt.txt").lines().flat_map(line).collect();
    names.sort_unstable_by_key(|spelt| spelt.name);
    names
});

/// Bytes of the longest name.
const LONGEST: usize = 18;

/// Where the names that begin with each ASCII letter start in the table.
static STARTS: LazyLock<[usize; 129]> = LazyLock::new(|| {
    std::array::from_fn(|c| {
        NAMES.partition_point(|spelt| usize::from(spelt.name.as_bytes()[0]) < c)
    })
});

/// The entry for `name`, which is case-sensitive.
pub fn find(name: &str) -> Option<&'static Spelt> {
    let first = usize::from(*name.as_bytes().first().filter(|b| b.is_ascii())?);
    NAMES[STARTS[first]..STARTS[first + 1]].iter().find(|spelt| spelt.name == name)
}

/// The names that `text` begins with, the longest first.
pub fn prefixes(text: &str) -> impl Iterator<Item = &'static Spelt> {
    (1..=text.len().min(LONGEST)).rev().filter_map(|len| find(text.get(..len)?))
}

/// The signs of TeX that are read only with their backslash: all that the table of [`symbols`] has
/// beyond [`NAMES`], save those that are letters of words (`\o`, `\AA`).
static ESCAPED: LazyLock<Vec<Spelt>> = LazyLock::new(|| {
    let is_of_words = |name: &str| name.len() == 1 && !"RNZQ".contains(name) || name == "AA";
    symbols::all()
        .iter()
        .filter(|symbol| find(symbol.name).is_none() && !is_of_words(symbol.name))
        .map(|symbol| {
            let role = match symbol.meaning {
                Meaning::Sign(Class::Relation | Class::Binary) => Role::Infix,
                Meaning::Sign(Class::Operator) => Role::Large,
                Meaning::Sign(Class::Open | Class::Close) => Role::Bracket,
                Meaning::Sign(Class::Ordinary | Class::Punctuation) => Role::Ordinary,
                Meaning::Function => Role::Function,
                Meaning::Accent => Role::Accent,
            };
            Spelt { name: symbol.name, role, reading: NameReading::Never }
        })
        .collect()
});

/// The entry for a name that has its backslash.
pub fn escaped(name: &str) -> Option<&'static Spelt> {
    find(name).or_else(|| {
        let at = ESCAPED.binary_search_by_key(&name, |spelt| spelt.name).ok()?;
        ESCAPED.get(at)
    })
}

/// The names of one line of the table.
fn line(line: &'static str) -> impl Iterator<Item = Spelt> {
    let mut columns = line.split('\t');
    let role = columns.next().and_then(role);
    let reading = columns.next().and_then(reading);
    let names = columns.next().unwrap_or_default().split(' ');
    names.filter_map(move |name| Some(Spelt { name, role: role?, reading: reading? }))
}

fn role(word: &str) -> Option<Role> {
    Some(match word {
        "ordinary" => Role::Ordinary,
        "infix" => Role::Infix,
        "prefix" => Role::Prefix,
        "large" => Role::Large,
        "function" => Role::Function,
        "font" => Role::Font,
        "double-struck" => Role::DoubleStruck,
        "accent" => Role::Accent,
        "root" => Role::Root,
        "fraction" => Role::Fraction,
        "size" => Role::Size,
        "bracket" => Role::Bracket,
        "mark" => Role::Mark,
        "space" => Role::Space,
        _ => return None,
    })
}

fn reading(word: &str) -> Option<NameReading> {
    Some(match word {
        "never" => NameReading::Never,
        "greek" => NameReading::Greek,
        "word" => NameReading::Word,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_one_that_the_reader_of_tex_knows() {
        let table = include_str!("spelt.txt");
        assert_eq!(table.lines().flat_map(line).count(), table.split([' ', '\n']).count() - 1);
        for spelt in NAMES.iter() {
            assert!(crate::math::reader::knows(spelt.name), "{}", spelt.name);
        }
        assert_eq!(NAMES.iter().map(|spelt| spelt.name.len()).max(), Some(LONGEST));
        assert!(NAMES.windows(2).all(|pair| pair[0].name < pair[1].name));
    }

    #[test]
    fn the_longest_name_comes_first() {
        let names: Vec<&str> = prefixes("subseteqX").map(|spelt| spelt.name).collect();
        assert_eq!(names, ["subseteq", "subset"]);
    }

    #[test]
    fn signs_that_are_no_names_without_a_backslash_are_read_with_it() {
        assert!(ESCAPED.is_sorted_by(|a, b| a.name < b.name));
        for name in ["rightharpoondown", "arcsec", "R", "rank", "alpha"] {
            assert!(escaped(name).is_some(), "{name}");
        }
        for name in ["o", "AA", "L", "S", "myname"] {
            assert!(escaped(name).is_none(), "{name}");
        }
    }
}
