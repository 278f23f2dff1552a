//! A formula as a tree: what TeX would set, with the classes of its atoms.
//!
//! Classes are those of D. E. Knuth, *The TeXbook*, chapter 17. The tree holds what a formula says
//! and not how it is set: sizes, spacing commands and the braces that only group for TeX are gone
//! once it is read.

/// Strikes the sign before it out, as `\not` does: U+0338.
pub const STROKE: char = '\u{338}';

/// Things beside one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row(pub Vec<Node>);

impl Row {
    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The node, if there is only one.
    pub fn single(&self) -> Option<&Node> {
        match &self.0[..] {
            [node] => Some(node),
            _ => None,
        }
    }
}

impl From<Item> for Row {
    fn from(item: Item) -> Row {
        Row(vec![Node::from(item)])
    }
}

/// One thing, and the white space before it in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub item: Item,
    /// The white space before it.
    pub gap: Gap,
}

impl From<Item> for Node {
    fn from(item: Item) -> Node {
        Node { item, gap: Gap::None }
    }
}

/// The white space before a thing in the source: TeX does not set it, but it shows how its author
/// spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gap {
    /// There is none.
    #[default]
    None,
    /// TeX needs it, since a letter follows the name of a command: `\in A`.
    Needed,
    /// The author chose it.
    Chosen,
}

/// What a thing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One letter, Latin, Greek or of another script.
    Letter(char, Font),
    /// Digits, with a decimal point between them.
    Number(String),
    /// Upright text: `\text{if}`, `\mathrm{SNR}`.
    Word(String),
    /// The name of a function: `log`, `max`.
    Function(String),
    /// Any other sign, in Unicode.
    Sign(String, Class),
    /// What is lowered and raised at a base. The base of a script before anything is an empty row.
    Scripts(Scripts),
    /// `\frac{a}{b}`.
    Fraction(Row, Row),
    /// `\binom{a}{b}`.
    Binomial(Row, Row),
    /// `\sqrt[3]{x}`: the index, empty for a square root, and what it is the root of.
    Root(Row, Row),
    /// `\hat{x}`: a combining character, and what it is put on.
    Accent(char, Row),
    /// `{…}`: grouped for TeX alone.
    Group(Row),
    /// Rows of cells: a matrix, cases, aligned equations.
    Table(Table),
    /// A space that TeX sets: `\,`, `\quad`, `~`.
    Space,
}

/// What is lowered and raised at a base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scripts {
    /// What they belong to.
    pub base: Row,
    /// What is lowered; empty for nothing.
    pub sub: Row,
    /// How many primes stand at it.
    pub primes: usize,
    /// What is raised; empty for nothing.
    pub sup: Row,
}

/// Rows of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The brackets round it, empty for none.
    pub brackets: (&'static str, &'static str),
    /// Its cells, row by row.
    pub rows: Vec<Vec<Row>>,
}

/// The classes by which TeX spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// A letter, a digit, a sign by itself.
    Ordinary,
    /// A sum, product or integral.
    Operator,
    /// Stands between two operands: `+`, `×`.
    Binary,
    /// Stands between two sides: `=`, `∈`, `→`.
    Relation,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A comma, a semicolon, a colon.
    Punctuation,
}

/// The fonts that tell letters apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Font {
    /// As letters of formulas are set.
    #[default]
    Plain,
    /// `\mathrm`: also the font of words.
    Upright,
    /// `\mathbf`, `\boldsymbol`.
    Bold,
    /// `\mathcal`, `\mathscr`.
    Calligraphic,
    /// `\mathfrak`.
    Fraktur,
    /// `\mathbb`.
    DoubleStruck,
    /// `\mathsf`.
    Sans,
    /// `\mathtt`.
    Mono,
}

impl Font {
    /// Whether two and more letters in it are a word and no product.
    pub fn is_of_words(self) -> bool {
        matches!(self, Font::Upright | Font::Sans | Font::Mono)
    }
}
