//! The names that TeX gives to symbols, and what they stand for.
//!
//! Names are those of plain TeX and LaTeX (D. E. Knuth, *The TeXbook*, appendix F; L. Lamport,
//! *LaTeX: A Document Preparation System*, tables 3.3 to 3.11) and of amsmath and amssymb; code points are
//! those that the Unicode standard gives these signs (Unicode Technical Report 25, *Unicode support for
//! mathematics*). Whether a name is also a word was counted over 35,840 abstracts without mathematics:
//! `in`, `to` and `times` stand in them by the thousand, `gamma` 81 times, `leq` never.

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
        while n < SYMBOLS.len() && (SYMBOLS[n].name.as_bytes()[0] as usize) < c {
            n += 1;
        }
        start[c] = n;
        c += 1;
    }
    start[128] = SYMBOLS.len();
    start
};

/// The longest names, first, that `text` begins with.
pub fn prefixes(text: &str) -> impl Iterator<Item = &'static Symbol> {
    (1..=text.len().min(LONGEST)).rev().filter_map(|len| find(text.get(..len)?))
}

/// Bytes of the longest name.
const LONGEST: usize = 15;

const fn symbol(name: &'static str, unicode: &'static str, ascii: &'static str, role: Role, reading: NameReading) -> Symbol {
    Symbol { name, unicode, ascii, role, reading }
}

use NameReading::{Greek, Never, Word};
use Role::{Accent, Bracket, DoubleStruck, Font, Fraction, Function, Infix, Large, Mark, Ordinary, Prefix, Root, Size, Space};

/// Sorted by name.
#[rustfmt::skip]
pub const SYMBOLS: &[Symbol] = &[
    symbol("Big", "", "", Size, Word),
    symbol("Bigg", "", "", Size, Never),
    symbol("Bigl", "", "", Size, Never),
    symbol("Bigr", "", "", Size, Never),
    symbol("Delta", "Δ", "Delta", Ordinary, Greek),
    symbol("Gamma", "Γ", "Gamma", Ordinary, Greek),
    symbol("Im", "Im", "Im", Function, Word),
    symbol("Lambda", "Λ", "Lambda", Ordinary, Greek),
    symbol("Leftarrow", "⇐", "<=", Infix, Never),
    symbol("Leftrightarrow", "⇔", "<=>", Infix, Never),
    symbol("Omega", "Ω", "Omega", Ordinary, Greek),
    symbol("Phi", "Φ", "Phi", Ordinary, Greek),
    symbol("Pi", "Π", "Pi", Ordinary, Greek),
    symbol("Pr", "Pr", "Pr", Function, Word),
    symbol("Psi", "Ψ", "Psi", Ordinary, Greek),
    symbol("Re", "Re", "Re", Function, Word),
    symbol("Rightarrow", "⇒", "=>", Infix, Never),
    symbol("Sigma", "Σ", "Sigma", Ordinary, Greek),
    symbol("Theta", "Θ", "Theta", Ordinary, Greek),
    symbol("Upsilon", "Υ", "Upsilon", Ordinary, Greek),
    symbol("Xi", "Ξ", "Xi", Ordinary, Greek),
    symbol("aleph", "ℵ", "aleph", Ordinary, Never),
    symbol("alpha", "α", "alpha", Ordinary, Greek),
    symbol("approx", "≈", "~", Prefix, Word),
    symbol("arccos", "arccos", "arccos", Function, Never),
    symbol("arcsin", "arcsin", "arcsin", Function, Never),
    symbol("arctan", "arctan", "arctan", Function, Never),
    symbol("arg", "arg", "arg", Function, Word),
    symbol("argmax", "argmax", "argmax", Function, Never),
    symbol("argmin", "argmin", "argmin", Function, Never),
    symbol("ast", "∗", "*", Mark, Word),
    symbol("asymp", "≍", "~", Infix, Word),
    symbol("backslash", "\\", "\\", Ordinary, Word),
    symbol("bar", "", "", Accent('\u{304}'), Word),
    symbol("beta", "β", "beta", Ordinary, Greek),
    symbol("big", "", "", Size, Word),
    symbol("bigcap", "⋂", "cap", Large, Never),
    symbol("bigcup", "⋃", "cup", Large, Never),
    symbol("bigg", "", "", Size, Never),
    symbol("bigl", "", "", Size, Never),
    symbol("bigoplus", "⨁", "(+)", Large, Never),
    symbol("bigr", "", "", Size, Never),
    symbol("bm", "", "", Font, Never),
    symbol("boldsymbol", "", "", Font, Never),
    symbol("bot", "⊥", "_|_", Mark, Word),
    symbol("boxplus", "⊞", "[+]", Infix, Never),
    symbol("bullet", "•", "*", Infix, Word),
    symbol("cap", "∩", "cap", Infix, Word),
    symbol("cdot", "·", "*", Infix, Never),
    symbol("cdots", "⋯", "...", Ordinary, Never),
    symbol("check", "", "", Accent('\u{30c}'), Word),
    symbol("chi", "χ", "chi", Ordinary, Greek),
    symbol("circ", "∘", "o", Infix, Never),
    symbol("colon", ":", ":", Infix, Word),
    symbol("cong", "≅", "~=", Infix, Never),
    symbol("cos", "cos", "cos", Function, Word),
    symbol("cosh", "cosh", "cosh", Function, Never),
    symbol("cup", "∪", "cup", Infix, Word),
    symbol("dagger", "†", "+", Mark, Word),
    symbol("ddagger", "‡", "++", Mark, Never),
    symbol("ddot", "", "", Accent('\u{308}'), Never),
    symbol("ddots", "⋱", "...", Ordinary, Never),
    symbol("deg", "deg", "deg", Function, Word),
    symbol("delta", "δ", "delta", Ordinary, Greek),
    symbol("det", "det", "det", Function, Word),
    symbol("dfrac", "", "", Fraction, Never),
    symbol("diamond", "⋄", "<>", Infix, Word),
    symbol("dim", "dim", "dim", Function, Word),
    symbol("displaystyle", "", "", Space, Never),
    symbol("div", "÷", "/", Infix, Word),
    symbol("dot", "", "", Accent('\u{307}'), Word),
    symbol("dots", "…", "...", Ordinary, Word),
    symbol("downarrow", "↓", "v", Mark, Never),
    symbol("ell", "ℓ", "l", Ordinary, Never),
    symbol("emptyset", "∅", "{}", Ordinary, Never),
    symbol("ensuremath", "", "", Font, Never),
    symbol("epsilon", "ε", "epsilon", Ordinary, Greek),
    symbol("equiv", "≡", "==", Infix, Word),
    symbol("eta", "η", "eta", Ordinary, Greek),
    symbol("exists", "∃", "exists", Ordinary, Word),
    symbol("exp", "exp", "exp", Function, Word),
    symbol("forall", "∀", "for all", Ordinary, Never),
    symbol("frac", "", "", Fraction, Never),
    symbol("gamma", "γ", "gamma", Ordinary, Greek),
    symbol("gcd", "gcd", "gcd", Function, Word),
    symbol("ge", "≥", ">=", Prefix, Word),
    symbol("geq", "≥", ">=", Prefix, Never),
    symbol("geqslant", "⩾", ">=", Prefix, Never),
    symbol("gets", "←", "<-", Infix, Word),
    symbol("gg", "≫", ">>", Infix, Never),
    symbol("gtrsim", "≳", ">~", Prefix, Never),
    symbol("hat", "", "", Accent('\u{302}'), Word),
    symbol("hbar", "ℏ", "hbar", Ordinary, Never),
    symbol("hom", "hom", "hom", Function, Word),
    symbol("hookrightarrow", "↪", "->", Infix, Never),
    symbol("implies", "⟹", "=>", Infix, Word),
    symbol("in", "∈", "in", Infix, Word),
    symbol("inf", "inf", "inf", Function, Word),
    symbol("infty", "∞", "infinity", Ordinary, Never),
    symbol("int", "∫", "int", Large, Word),
    symbol("iota", "ι", "iota", Ordinary, Greek),
    symbol("kappa", "κ", "kappa", Ordinary, Greek),
    symbol("ker", "ker", "ker", Function, Word),
    symbol("lVert", "‖", "||", Bracket, Never),
    symbol("lambda", "λ", "lambda", Ordinary, Greek),
    symbol("langle", "⟨", "<", Bracket, Never),
    symbol("lbrace", "{", "{", Bracket, Never),
    symbol("lceil", "⌈", "ceil(", Bracket, Never),
    symbol("ldots", "…", "...", Ordinary, Never),
    symbol("le", "≤", "<=", Prefix, Word),
    symbol("left", "", "", Size, Word),
    symbol("leftarrow", "←", "<-", Infix, Never),
    symbol("leftrightarrow", "↔", "<->", Infix, Never),
    symbol("leq", "≤", "<=", Prefix, Never),
    symbol("leqslant", "⩽", "<=", Prefix, Never),
    symbol("lesssim", "≲", "<~", Prefix, Never),
    symbol("lfloor", "⌊", "floor(", Bracket, Never),
    symbol("lim", "lim", "lim", Function, Word),
    symbol("liminf", "lim inf", "lim inf", Function, Never),
    symbol("limits", "", "", Space, Word),
    symbol("limsup", "lim sup", "lim sup", Function, Never),
    symbol("ll", "≪", "<<", Infix, Word),
    symbol("ln", "ln", "ln", Function, Word),
    symbol("log", "log", "log", Function, Word),
    symbol("longrightarrow", "⟶", "->", Infix, Never),
    symbol("lvert", "|", "|", Bracket, Never),
    symbol("mapsto", "↦", "->", Infix, Never),
    symbol("mathbb", "", "", DoubleStruck, Never),
    symbol("mathbf", "", "", Font, Never),
    symbol("mathcal", "", "", Font, Never),
    symbol("mathfrak", "", "", Font, Never),
    symbol("mathit", "", "", Font, Never),
    symbol("mathrm", "", "", Font, Never),
    symbol("mathscr", "", "", Font, Never),
    symbol("mathsf", "", "", Font, Never),
    symbol("mathtt", "", "", Font, Never),
    symbol("max", "max", "max", Function, Word),
    symbol("mbox", "", "", Font, Never),
    symbol("mid", "∣", "|", Infix, Word),
    symbol("min", "min", "min", Function, Word),
    symbol("models", "⊨", "|=", Infix, Word),
    symbol("mp", "∓", "-+", Infix, Word),
    symbol("mu", "μ", "mu", Ordinary, Greek),
    symbol("nabla", "∇", "nabla", Ordinary, Never),
    symbol("ne", "≠", "!=", Infix, Word),
    symbol("neg", "¬", "not ", Ordinary, Word),
    symbol("neq", "≠", "!=", Infix, Never),
    symbol("ni", "∋", "ni", Infix, Word),
    symbol("nicefrac", "", "", Fraction, Never),
    symbol("not", "", "", Space, Word),
    symbol("notin", "∉", "not in", Infix, Never),
    symbol("nu", "ν", "nu", Ordinary, Greek),
    symbol("odot", "⊙", "(.)", Infix, Never),
    symbol("omega", "ω", "omega", Ordinary, Greek),
    symbol("operatorname", "", "", Font, Never),
    symbol("oplus", "⊕", "(+)", Infix, Never),
    symbol("otimes", "⊗", "(x)", Infix, Never),
    symbol("overline", "", "", Accent('\u{305}'), Never),
    symbol("parallel", "∥", "||", Infix, Word),
    symbol("partial", "∂", "d", Ordinary, Word),
    symbol("perp", "⊥", "_|_", Infix, Never),
    symbol("phi", "φ", "phi", Ordinary, Greek),
    symbol("pi", "π", "pi", Ordinary, Greek),
    symbol("pm", "±", "+-", Prefix, Word),
    symbol("poly", "poly", "poly", Function, Word),
    symbol("prec", "≺", "<", Infix, Word),
    symbol("preceq", "⪯", "<=", Infix, Never),
    symbol("prime", "′", "'", Mark, Word),
    symbol("prod", "∏", "prod", Large, Word),
    symbol("propto", "∝", "~", Infix, Never),
    symbol("psi", "ψ", "psi", Ordinary, Greek),
    symbol("qquad", "  ", "  ", Space, Never),
    symbol("quad", " ", " ", Space, Word),
    symbol("rVert", "‖", "||", Bracket, Never),
    symbol("rangle", "⟩", ">", Bracket, Never),
    symbol("rbrace", "}", "}", Bracket, Never),
    symbol("rceil", "⌉", ")", Bracket, Never),
    symbol("rfloor", "⌋", ")", Bracket, Never),
    symbol("rho", "ρ", "rho", Ordinary, Greek),
    symbol("right", "", "", Size, Word),
    symbol("rightarrow", "→", "->", Infix, Never),
    symbol("rvert", "|", "|", Bracket, Never),
    symbol("setminus", "∖", "\\", Infix, Never),
    symbol("sigma", "σ", "sigma", Ordinary, Greek),
    symbol("sim", "∼", "~", Prefix, Word),
    symbol("simeq", "≃", "~=", Infix, Never),
    symbol("sin", "sin", "sin", Function, Word),
    symbol("sinh", "sinh", "sinh", Function, Never),
    symbol("sqrt", "", "", Root, Never),
    symbol("star", "⋆", "*", Mark, Word),
    symbol("subset", "⊂", "subset of", Infix, Word),
    symbol("subseteq", "⊆", "subset of", Infix, Never),
    symbol("succeq", "⪰", ">=", Infix, Never),
    symbol("sum", "∑", "sum", Large, Word),
    symbol("sup", "sup", "sup", Function, Word),
    symbol("supset", "⊃", "superset of", Infix, Never),
    symbol("supseteq", "⊇", "superset of", Infix, Never),
    symbol("tan", "tan", "tan", Function, Word),
    symbol("tanh", "tanh", "tanh", Function, Word),
    symbol("tau", "τ", "tau", Ordinary, Greek),
    symbol("text", "", "", Font, Word),
    symbol("textbf", "", "", Font, Never),
    symbol("textit", "", "", Font, Never),
    symbol("textrm", "", "", Font, Never),
    symbol("textsc", "", "", Font, Never),
    symbol("textsf", "", "", Font, Never),
    symbol("textsuperscript", "", "", Font, Never),
    symbol("texttt", "", "", Font, Never),
    symbol("tfrac", "", "", Fraction, Never),
    symbol("theta", "θ", "theta", Ordinary, Greek),
    symbol("tilde", "", "", Accent('\u{303}'), Never),
    symbol("times", "×", "x", Infix, Word),
    symbol("to", "→", "->", Infix, Word),
    symbol("top", "⊤", "T", Mark, Word),
    symbol("triangleq", "≜", ":=", Infix, Never),
    symbol("underline", "", "", Accent('\u{332}'), Word),
    symbol("uparrow", "↑", "^", Mark, Never),
    symbol("upsilon", "υ", "upsilon", Ordinary, Greek),
    symbol("varepsilon", "ε", "epsilon", Ordinary, Never),
    symbol("varphi", "φ", "phi", Ordinary, Never),
    symbol("varpi", "ϖ", "pi", Ordinary, Never),
    symbol("varrho", "ϱ", "rho", Ordinary, Never),
    symbol("varsigma", "ς", "sigma", Ordinary, Never),
    symbol("vartheta", "ϑ", "theta", Ordinary, Never),
    symbol("vdots", "⋮", "...", Ordinary, Never),
    symbol("vec", "", "", Accent('\u{20d7}'), Word),
    symbol("vee", "∨", "or", Infix, Never),
    symbol("vert", "|", "|", Bracket, Word),
    symbol("wedge", "∧", "and", Infix, Word),
    symbol("widehat", "", "", Accent('\u{302}'), Never),
    symbol("widetilde", "", "", Accent('\u{303}'), Never),
    symbol("xi", "ξ", "xi", Ordinary, Greek),
    symbol("zeta", "ζ", "zeta", Ordinary, Greek),
];

/// The superscript of a character, where Unicode has one.
pub fn superscript(c: char) -> Option<char> {
    lookup("0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", c)
}

/// The subscript of a character, where Unicode has one.
pub fn subscript(c: char) -> Option<char> {
    lookup("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", c)
}

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
