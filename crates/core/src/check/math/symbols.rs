//! The names that are read without their backslash, and how each is read.
//!
//! What they stand for is in the table of all names, [`crate::math::symbols`]. Whether a name is
//! also a word was counted over 35,840 abstracts without mathematics: `in`, `to` and `times` stand
//! in them by the thousand, `gamma` 81 times, `leq` never.

use std::sync::LazyLock;

use crate::math::symbols;
pub use crate::math::symbols::{subscript, superscript};

/// What a name does to what follows it.
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
    /// `mathcal{O}`: what it is put round stays, the style goes.
    Font,
    /// `mathbb{R}`: double-struck.
    DoubleStruck,
    /// `hat{x}`: a mark on what follows.
    Accent(char),
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
    /// White space.
    Space,
}

/// Whether a name is read in English, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameReading {
    /// No English word.
    Never,
    /// A Greek letter, which prose spells out now and then.
    Greek,
    /// An English word.
    Word,
}

/// One name.
#[derive(Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Without its backslash.
    pub name: &'static str,
    /// The sign; empty for a name that only changes what follows.
    pub unicode: &'static str,
    /// The same without characters outside ASCII.
    pub ascii: &'static str,
    /// What it does.
    pub role: Role,
    /// Whether it is a word.
    pub reading: NameReading,
}

/// The entry for `name`, which is case-sensitive.
pub fn find(name: &str) -> Option<&'static Symbol> {
    let first = *name.as_bytes().first().filter(|b| b.is_ascii())?;
    let (start, end) = (START[first as usize], START[first as usize + 1]);
    SYMBOLS[start..end].iter().find(|symbol| symbol.name == name)
}

/// Where the names that begin with each ASCII character start in the table.
const START: [usize; 129] = {
    let mut start = [0; 129];
    let mut n = 0;
    let mut c = 0;
    while c < 128 {
        while n < NAMES.len() && (NAMES[n].0.as_bytes()[0] as usize) < c {
            n += 1;
        }
        start[c] = n;
        c += 1;
    }
    start[128] = NAMES.len();
    start
};

/// The longest names, first, that `text` begins with.
pub fn prefixes(text: &str) -> impl Iterator<Item = &'static Symbol> {
    (1..=text.len().min(LONGEST)).rev().filter_map(|len| find(text.get(..len)?))
}

/// Bytes of the longest name.
const LONGEST: usize = 15;

/// The names with what they stand for, sorted.
pub static SYMBOLS: LazyLock<Vec<Symbol>> = LazyLock::new(|| {
    NAMES.iter().map(|(name, role, reading)| symbol(name, *role, *reading)).collect()
});

fn symbol(name: &'static str, role: Role, reading: NameReading) -> Symbol {
    let (unicode, ascii) = match (role, symbols::find(name)) {
        (Role::Space, _) if name == "quad" => (" ", " "),
        (Role::Space, _) if name == "qquad" => ("  ", "  "),
        (Role::Accent(_), _) | (_, None) => ("", ""),
        (_, Some(symbol)) => (symbol.sign, symbol.ascii),
    };
    Symbol { name, unicode, ascii, role, reading }
}

use NameReading::{Greek, Never, Word};
use Role::{
    Accent, Bracket, DoubleStruck, Font, Fraction, Function, Infix, Large, Mark, Ordinary, Prefix,
    Root, Size, Space,
};

/// Sorted by name.
#[rustfmt::skip]
const NAMES: &[(&str, Role, NameReading)] = &[
    ("Big", Size, Word),
    ("Bigg", Size, Never),
    ("Bigl", Size, Never),
    ("Bigr", Size, Never),
    ("Delta", Ordinary, Greek),
    ("Gamma", Ordinary, Greek),
    ("Im", Function, Word),
    ("Lambda", Ordinary, Greek),
    ("Leftarrow", Infix, Never),
    ("Leftrightarrow", Infix, Never),
    ("Omega", Ordinary, Greek),
    ("Phi", Ordinary, Greek),
    ("Pi", Ordinary, Greek),
    ("Pr", Function, Word),
    ("Psi", Ordinary, Greek),
    ("Re", Function, Word),
    ("Rightarrow", Infix, Never),
    ("Sigma", Ordinary, Greek),
    ("Theta", Ordinary, Greek),
    ("Upsilon", Ordinary, Greek),
    ("Xi", Ordinary, Greek),
    ("aleph", Ordinary, Never),
    ("alpha", Ordinary, Greek),
    ("approx", Prefix, Word),
    ("arccos", Function, Never),
    ("arcsin", Function, Never),
    ("arctan", Function, Never),
    ("arg", Function, Word),
    ("argmax", Function, Never),
    ("argmin", Function, Never),
    ("ast", Mark, Word),
    ("asymp", Infix, Word),
    ("backslash", Ordinary, Word),
    ("bar", Accent('\u{304}'), Word),
    ("beta", Ordinary, Greek),
    ("big", Size, Word),
    ("bigcap", Large, Never),
    ("bigcup", Large, Never),
    ("bigg", Size, Never),
    ("bigl", Size, Never),
    ("bigoplus", Large, Never),
    ("bigr", Size, Never),
    ("bm", Font, Never),
    ("boldsymbol", Font, Never),
    ("bot", Mark, Word),
    ("boxplus", Infix, Never),
    ("bullet", Infix, Word),
    ("cap", Infix, Word),
    ("cdot", Infix, Never),
    ("cdots", Ordinary, Never),
    ("check", Accent('\u{30c}'), Word),
    ("chi", Ordinary, Greek),
    ("circ", Infix, Never),
    ("colon", Infix, Word),
    ("cong", Infix, Never),
    ("cos", Function, Word),
    ("cosh", Function, Never),
    ("cup", Infix, Word),
    ("dagger", Mark, Word),
    ("ddagger", Mark, Never),
    ("ddot", Accent('\u{308}'), Never),
    ("ddots", Ordinary, Never),
    ("deg", Function, Word),
    ("delta", Ordinary, Greek),
    ("det", Function, Word),
    ("dfrac", Fraction, Never),
    ("diamond", Infix, Word),
    ("dim", Function, Word),
    ("displaystyle", Space, Never),
    ("div", Infix, Word),
    ("dot", Accent('\u{307}'), Word),
    ("dots", Ordinary, Word),
    ("downarrow", Mark, Never),
    ("ell", Ordinary, Never),
    ("emptyset", Ordinary, Never),
    ("ensuremath", Font, Never),
    ("epsilon", Ordinary, Greek),
    ("equiv", Infix, Word),
    ("eta", Ordinary, Greek),
    ("exists", Ordinary, Word),
    ("exp", Function, Word),
    ("forall", Ordinary, Never),
    ("frac", Fraction, Never),
    ("gamma", Ordinary, Greek),
    ("gcd", Function, Word),
    ("ge", Prefix, Word),
    ("geq", Prefix, Never),
    ("geqslant", Prefix, Never),
    ("gets", Infix, Word),
    ("gg", Infix, Never),
    ("gtrsim", Prefix, Never),
    ("hat", Accent('\u{302}'), Word),
    ("hbar", Ordinary, Never),
    ("hom", Function, Word),
    ("hookrightarrow", Infix, Never),
    ("implies", Infix, Word),
    ("in", Infix, Word),
    ("inf", Function, Word),
    ("infty", Ordinary, Never),
    ("int", Large, Word),
    ("iota", Ordinary, Greek),
    ("kappa", Ordinary, Greek),
    ("ker", Function, Word),
    ("lVert", Bracket, Never),
    ("lambda", Ordinary, Greek),
    ("langle", Bracket, Never),
    ("lbrace", Bracket, Never),
    ("lceil", Bracket, Never),
    ("ldots", Ordinary, Never),
    ("le", Prefix, Word),
    ("left", Size, Word),
    ("leftarrow", Infix, Never),
    ("leftrightarrow", Infix, Never),
    ("leq", Prefix, Never),
    ("leqslant", Prefix, Never),
    ("lesssim", Prefix, Never),
    ("lfloor", Bracket, Never),
    ("lim", Function, Word),
    ("liminf", Function, Never),
    ("limits", Space, Word),
    ("limsup", Function, Never),
    ("ll", Infix, Word),
    ("ln", Function, Word),
    ("log", Function, Word),
    ("longrightarrow", Infix, Never),
    ("lvert", Bracket, Never),
    ("mapsto", Infix, Never),
    ("mathbb", DoubleStruck, Never),
    ("mathbf", Font, Never),
    ("mathcal", Font, Never),
    ("mathfrak", Font, Never),
    ("mathit", Font, Never),
    ("mathrm", Font, Never),
    ("mathscr", Font, Never),
    ("mathsf", Font, Never),
    ("mathtt", Font, Never),
    ("max", Function, Word),
    ("mbox", Font, Never),
    ("mid", Infix, Word),
    ("min", Function, Word),
    ("models", Infix, Word),
    ("mp", Infix, Word),
    ("mu", Ordinary, Greek),
    ("nabla", Ordinary, Never),
    ("ne", Infix, Word),
    ("neg", Ordinary, Word),
    ("neq", Infix, Never),
    ("ni", Infix, Word),
    ("nicefrac", Fraction, Never),
    ("not", Space, Word),
    ("notin", Infix, Never),
    ("nu", Ordinary, Greek),
    ("odot", Infix, Never),
    ("omega", Ordinary, Greek),
    ("operatorname", Font, Never),
    ("oplus", Infix, Never),
    ("otimes", Infix, Never),
    ("overline", Accent('\u{305}'), Never),
    ("parallel", Infix, Word),
    ("partial", Ordinary, Word),
    ("perp", Infix, Never),
    ("phi", Ordinary, Greek),
    ("pi", Ordinary, Greek),
    ("pm", Prefix, Word),
    ("poly", Function, Word),
    ("prec", Infix, Word),
    ("preceq", Infix, Never),
    ("prime", Mark, Word),
    ("prod", Large, Word),
    ("propto", Infix, Never),
    ("psi", Ordinary, Greek),
    ("qquad", Space, Never),
    ("quad", Space, Word),
    ("rVert", Bracket, Never),
    ("rangle", Bracket, Never),
    ("rbrace", Bracket, Never),
    ("rceil", Bracket, Never),
    ("rfloor", Bracket, Never),
    ("rho", Ordinary, Greek),
    ("right", Size, Word),
    ("rightarrow", Infix, Never),
    ("rvert", Bracket, Never),
    ("setminus", Infix, Never),
    ("sigma", Ordinary, Greek),
    ("sim", Prefix, Word),
    ("simeq", Infix, Never),
    ("sin", Function, Word),
    ("sinh", Function, Never),
    ("sqrt", Root, Never),
    ("star", Mark, Word),
    ("subset", Infix, Word),
    ("subseteq", Infix, Never),
    ("succeq", Infix, Never),
    ("sum", Large, Word),
    ("sup", Function, Word),
    ("supset", Infix, Never),
    ("supseteq", Infix, Never),
    ("tan", Function, Word),
    ("tanh", Function, Word),
    ("tau", Ordinary, Greek),
    ("text", Font, Word),
    ("textbf", Font, Never),
    ("textit", Font, Never),
    ("textrm", Font, Never),
    ("textsc", Font, Never),
    ("textsf", Font, Never),
    ("textsuperscript", Font, Never),
    ("texttt", Font, Never),
    ("tfrac", Fraction, Never),
    ("theta", Ordinary, Greek),
    ("tilde", Accent('\u{303}'), Never),
    ("times", Infix, Word),
    ("to", Infix, Word),
    ("top", Mark, Word),
    ("triangleq", Infix, Never),
    ("underline", Accent('\u{332}'), Word),
    ("uparrow", Mark, Never),
    ("upsilon", Ordinary, Greek),
    ("varepsilon", Ordinary, Never),
    ("varphi", Ordinary, Never),
    ("varpi", Ordinary, Never),
    ("varrho", Ordinary, Never),
    ("varsigma", Ordinary, Never),
    ("vartheta", Ordinary, Never),
    ("vdots", Ordinary, Never),
    ("vec", Accent('\u{20d7}'), Word),
    ("vee", Infix, Never),
    ("vert", Bracket, Word),
    ("wedge", Infix, Word),
    ("widehat", Accent('\u{302}'), Never),
    ("widetilde", Accent('\u{303}'), Never),
    ("xi", Ordinary, Greek),
    ("zeta", Ordinary, Greek),
];

/// The double-struck form of a letter, for those that name the usual sets.
pub fn double_struck(c: char) -> Option<char> {
    lookup("CEHNPQRZ1", "ℂ𝔼ℍℕℙℚℝℤ𝟙", c)
}

fn lookup(from: &str, to: &str, c: char) -> Option<char> {
    from.chars().zip(to.chars()).find(|(plain, _)| *plain == c).map(|(_, raised)| raised)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_names_are_letters() {
        assert!(SYMBOLS.is_sorted_by(|a, b| a.name < b.name));
        assert!(SYMBOLS.iter().all(|s| s.name.bytes().all(|b| b.is_ascii_alphabetic()) && s.name.len() <= LONGEST));
        assert_eq!(SYMBOLS.iter().map(|s| s.name.len()).max(), Some(LONGEST));
    }

    #[test]
    fn the_longest_name_comes_first() {
        let names: Vec<&str> = prefixes("subseteqX").map(|s| s.name).collect();
        assert_eq!(names, ["subseteq", "subset"]);
    }

    #[test]
    fn scripts() {
        assert_eq!(superscript('2'), Some('²'));
        assert_eq!(subscript('x'), Some('ₓ'));
        assert_eq!((superscript('q'), subscript('b')), (None, None));
    }
}
