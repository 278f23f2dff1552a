//! The names that TeX gives to signs, and what they stand for.
//!
//! The table is the file `names.txt`: name, class, sign and, where it is not the name, the sign in
//! ASCII, with tabs between them, sorted by name. Names are those of plain TeX and LaTeX (D. E.
//! Knuth, *The TeXbook*, appendix F; L. Lamport, *LaTeX: A Document Preparation System*, tables 3.3
//! to 3.11), of amsmath, amssymb, mathtools and stmaryrd, and what authors commonly define (`\R`,
//! `\eps`, `\argmax`). Code points are those of the table of the LaTeX package unicode-math
//! (`unicode-math-table.tex`, 2025), which takes them from the Unicode standard's annex *Unicode
//! support for mathematics* (Technical Report 25).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tree::{Class, Font};

/// What a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A sign of a class.
    Sign(Class),
    /// A function: `log`.
    Function,
    /// A mark on what follows, as a combining character.
    Accent,
}

/// One name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Without its backslash.
    pub name: &'static str,
    /// What it is.
    pub meaning: Meaning,
    /// In Unicode.
    pub sign: &'static str,
    /// Without characters outside ASCII.
    pub ascii: &'static str,
}

static SYMBOLS: LazyLock<Vec<Symbol>> =
    LazyLock::new(|| include_str!("names.txt").lines().filter_map(symbol).collect());

static BY_SIGN: LazyLock<HashMap<&str, &Symbol>> = LazyLock::new(|| {
    // The first name of a sign is the one that stays.
    SYMBOLS
        .iter()
        .rev()
        .filter(|symbol| symbol.meaning != Meaning::Accent)
        .map(|symbol| (symbol.sign, symbol))
        .collect()
});

/// The entry for `name`, which is case-sensitive.
pub fn find(name: &str) -> Option<&'static Symbol> {
    if name.is_empty() {
        return None;
    }
    let at = SYMBOLS.binary_search_by_key(&name, |symbol| symbol.name).ok()?;
    SYMBOLS.get(at)
}

/// The entry for a sign in Unicode.
pub fn of_sign(sign: &str) -> Option<&'static Symbol> {
    BY_SIGN.get(sign).copied()
}

/// All entries, sorted by name.
pub fn all() -> &'static [Symbol] {
    &SYMBOLS
}

fn symbol(line: &'static str) -> Option<Symbol> {
    let mut columns = line.split('\t');
    let (name, meaning, sign) = (columns.next()?, meaning(columns.next()?)?, columns.next()?);
    Some(Symbol { name, meaning, sign, ascii: columns.next().unwrap_or(name) })
}

fn meaning(word: &str) -> Option<Meaning> {
    Some(match word {
        "ord" => Meaning::Sign(Class::Ordinary),
        "op" => Meaning::Sign(Class::Operator),
        "bin" => Meaning::Sign(Class::Binary),
        "rel" => Meaning::Sign(Class::Relation),
        "open" => Meaning::Sign(Class::Open),
        "close" => Meaning::Sign(Class::Close),
        "punct" => Meaning::Sign(Class::Punctuation),
        "function" => Meaning::Function,
        "accent" => Meaning::Accent,
        _ => return None,
    })
}

/// The superscript of a character, where Unicode has one.
pub fn superscript(c: char) -> Option<char> {
    lookup(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        c,
    )
}

/// The subscript of a character, where Unicode has one.
pub fn subscript(c: char) -> Option<char> {
    lookup("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", c)
}

fn lookup(from: &str, to: &str, c: char) -> Option<char> {
    from.chars().zip(to.chars()).find(|(plain, _)| *plain == c).map(|(_, other)| other)
}

/// A letter or digit in a font of Unicode's mathematical alphanumeric symbols; `None` where there
/// is none.
pub fn styled(c: char, font: Font) -> Option<char> {
    let (capital, small, digit, exceptions) = match font {
        Font::Plain | Font::Upright => return None,
        Font::Bold => return bold(c),
        Font::Calligraphic => (0x1d49c, 0x1d4b6, None, ("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ")),
        Font::Fraktur => (0x1d504, 0x1d51e, None, ("CHIRZ", "ℭℌℑℜℨ")),
        Font::DoubleStruck => (0x1d538, 0x1d552, Some(0x1d7d8), ("CHNPQRZ", "ℂℍℕℙℚℝℤ")),
        Font::Sans => (0x1d5a0, 0x1d5ba, Some(0x1d7e2), ("", "")),
        Font::Mono => (0x1d670, 0x1d68a, Some(0x1d7f6), ("", "")),
    };
    lookup(exceptions.0, exceptions.1, c).or_else(|| match c {
        'A'..='Z' => char::from_u32(capital + c as u32 - 'A' as u32),
        'a'..='z' => char::from_u32(small + c as u32 - 'a' as u32),
        '0'..='9' => char::from_u32(digit? + c as u32 - '0' as u32),
        _ => None,
    })
}

fn bold(c: char) -> Option<char> {
    match c {
        'A'..='Z' => char::from_u32(0x1d400 + c as u32 - 'A' as u32),
        'a'..='z' => char::from_u32(0x1d41a + c as u32 - 'a' as u32),
        '0'..='9' => char::from_u32(0x1d7ce + c as u32 - '0' as u32),
        'Α'..='Ω' => char::from_u32(0x1d6a8 + c as u32 - 'Α' as u32),
        'α'..='ω' => char::from_u32(0x1d6c2 + c as u32 - 'α' as u32),
        _ => None,
    }
}

/// Whether a character is a mark on the one before it.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_an_entry_and_the_table_is_sorted() {
        assert_eq!(all().len(), include_str!("names.txt").lines().count());
        assert!(all().is_sorted_by(|a, b| a.name < b.name));
        assert!(all().iter().all(|s| s.ascii.is_ascii() && !s.sign.is_empty()));
    }

    #[test]
    fn letters_have_fonts_and_scripts() {
        assert_eq!(
            (styled('M', Font::Calligraphic), styled('X', Font::Calligraphic)),
            (Some('ℳ'), Some('𝒳'))
        );
        assert_eq!(
            (styled('R', Font::DoubleStruck), styled('1', Font::DoubleStruck)),
            (Some('ℝ'), Some('𝟙'))
        );
        assert_eq!((styled('x', Font::Bold), styled('β', Font::Bold)), (Some('𝐱'), Some('𝛃')));
        assert_eq!(
            (superscript('2'), subscript('x'), superscript('q'), subscript('b')),
            (Some('²'), Some('ₓ'), None, None)
        );
    }
}
