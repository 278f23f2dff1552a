//! Each thing of a row spelt, with what its neighbours have to know of it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::super::tree::{Class, Font, Gap, Item, Node, Row, Table};
use super::{Fonts, Spelling, join};

/// Writes in one style.
pub(super) struct Writer<'w> {
    pub(super) spelling: &'w dyn Spelling,
    pub(super) fonts: &'w Fonts,
}

/// What a piece is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Letter,
    Number,
    /// Letters that spell something.
    Word,
    Function,
    /// A sum, a product, an integral.
    Operator,
    /// A fraction without brackets.
    Fraction,
    Root,
    /// In brackets already.
    Block,
    /// `+`, `±`: binds less than a product.
    Additive,
    /// `·`, `×`.
    Multiplicative,
    /// A sign before its only operand: `-1`.
    Prefix,
    Relation,
    Slash,
    Open,
    Close,
    Punctuation,
    /// Any other sign.
    Sign,
    Space,
}

/// One thing as it is written.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) gap: Gap,
    /// Where the script on the line begins with which `text` ends, and whether it is raised.
    pub(super) line: Option<(usize, bool)>,
    /// Whether it has scripts, other than lowered characters.
    pub(super) is_raised: bool,
    /// Whether it has scripts at all.
    pub(super) is_scripted: bool,
}

impl Piece {
    pub(super) fn new(text: String, kind: Kind) -> Piece {
        Piece { text, kind, gap: Gap::None, line: None, is_raised: false, is_scripted: false }
    }
}

impl Piece {
    /// Whether it ends in a letter of Latin-1 with which two bytes of UTF-8 begin: `Â²` would be read
    /// as a misread `²`, here and by others.
    pub(super) fn ends_like_a_byte(&self) -> bool {
        let mut end: Vec<char> = self.text.chars().rev().take(2).collect();
        end.reverse();
        let composed: Vec<char> = end.into_iter().nfc().collect();
        matches!(composed.last(), Some('\u{c0}'..='\u{df}'))
    }
}

impl Writer<'_> {
    pub(super) fn row(&self, row: &Row) -> String {
        join::join(self.pieces(row), self.spelling)
    }

    /// What stands in `row`, groups taken apart, signs and fractions settled by their neighbours.
    pub(super) fn pieces(&self, row: &Row) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(row.0.len());
        self.spell(row, &mut pieces);
        join::settle(&mut pieces);
        pieces
    }

    fn spell(&self, row: &Row, pieces: &mut Vec<Piece>) {
        for node in &row.0 {
            let len = pieces.len();
            self.node(node, pieces);
            if let Some(first) = pieces.get_mut(len) {
                first.gap = node.gap;
            }
        }
    }

    fn node(&self, node: &Node, pieces: &mut Vec<Piece>) {
        let piece = match &node.item {
            Item::Group(row)
                if is_list(row) && pieces.last().is_some_and(|p| p.kind == Kind::Function) =>
            {
                // `\max{a, b}`, whose braces are meant.
                pieces.push(self.sign("{", Class::Open));
                self.spell(row, pieces);
                pieces.push(self.sign("}", Class::Close));
                return;
            }
            Item::Group(row) => return self.group(row, pieces),
            Item::Word(text) => return word(&self.spelt(text), pieces),
            Item::Scripts(scripts) => return self.scripts(scripts, pieces),
            Item::Letter(c, font) => self.letter(*c, *font),
            Item::Number(digits) => Piece::new(digits.clone(), Kind::Number),
            Item::Function(name) => Piece::new(name.clone(), Kind::Function),
            Item::Sign(sign, class) => self.sign(sign, *class),
            Item::Fraction(above, below) if self.is_mixed(pieces.last(), above, below) => {
                let whole = pieces.pop().map(|piece| piece.text).unwrap_or_default();
                let (above, below) = (self.row(above), self.row(below));
                Piece::new(self.spelling.mixed(&whole, &above, &below), Kind::Number)
            }
            Item::Fraction(above, below) => {
                let derivative = self.derivative(above, below);
                let fraction = || format!("{}/{}", self.above(above), self.below(below));
                Piece::new(derivative.unwrap_or_else(fraction), Kind::Fraction)
            }
            Item::Binomial(above, below) => {
                Piece::new(format!("({} choose {})", self.row(above), self.row(below)), Kind::Block)
            }
            Item::Root(index, radicand) => self.root(index, radicand),
            Item::Accent(mark, base) => self.accent(*mark, base),
            Item::Table(table) => Piece::new(self.table(table), Kind::Block),
            Item::Space => Piece::new(" ".into(), Kind::Space),
        };
        pieces.push(piece);
    }

    /// A group is what stands in it; a sign in braces of its own is no operator: `10{,}000`.
    fn group(&self, row: &Row, pieces: &mut Vec<Piece>) {
        match row.single().map(|node| &node.item) {
            Some(Item::Sign(sign, _)) => {
                pieces.push(Piece::new(self.spelling.sign(sign), Kind::Sign))
            }
            _ => match self.fonts.of_group(row) {
                Some(font) => self.letters(row, font, pieces),
                None => self.spell(row, pieces),
            },
        }
    }

    /// A group of nothing but letters, in one font.
    fn letters(&self, row: &Row, font: Font, pieces: &mut Vec<Piece>) {
        for node in &row.0 {
            if let Item::Letter(c, _) = node.item {
                pieces.push(Piece { gap: node.gap, ..self.letter_in(c, font) });
            }
        }
    }

    /// The signs in a word as they are spelt: `µm` is `um` in ASCII.
    fn spelt<'s>(&self, text: &'s str) -> Cow<'s, str> {
        if text.is_ascii() {
            return text.into();
        }
        text.chars().map(|c| self.spelling.sign(c.encode_utf8(&mut [0; 4]))).collect()
    }

    fn letter(&self, c: char, font: Font) -> Piece {
        self.letter_in(c, self.fonts.shown(c, font))
    }

    fn letter_in(&self, c: char, font: Font) -> Piece {
        let text = self.spelling.letter(c, font);
        let kind = if text.is_ascii() && text.len() > 1 { Kind::Word } else { Kind::Letter };
        Piece::new(text, kind)
    }

    fn sign(&self, sign: &str, class: Class) -> Piece {
        let text = self.spelling.sign(sign);
        let spelt = text.len() > 1 && text.starts_with(|c: char| c.is_ascii_alphabetic());
        let kind = match class {
            Class::Ordinary if sign == "/" => Kind::Slash,
            Class::Ordinary if spelt => Kind::Word,
            Class::Ordinary => Kind::Sign,
            Class::Operator => Kind::Operator,
            Class::Binary
                if matches!(
                    sign,
                    "+" | "-" | "−" | "±" | "∓" | "∪" | "∩" | "⊕" | "∨" | "∧" | "∖"
                ) =>
            {
                Kind::Additive
            }
            Class::Binary => Kind::Multiplicative,
            Class::Relation => Kind::Relation,
            Class::Open => Kind::Open,
            Class::Close => Kind::Close,
            Class::Punctuation => Kind::Punctuation,
        };
        Piece::new(text, kind)
    }

    /// Whether a proper fraction behind a whole number is added to it: `2\frac12`.
    fn is_mixed(&self, before: Option<&Piece>, above: &Row, below: &Row) -> bool {
        let is_whole = |text: &str| text.len() < 4 && text.bytes().all(|b| b.is_ascii_digit());
        let number = |row: &Row| match row.single().map(|node| &node.item) {
            Some(Item::Number(digits)) if is_whole(digits) => digits.parse::<u32>().ok(),
            _ => None,
        };
        let is_added = before.is_some_and(|piece| {
            piece.kind == Kind::Number && !piece.is_scripted && is_whole(&piece.text)
        });
        is_added && number(above).zip(number(below)).is_some_and(|(a, b)| 0 < a && a < b)
    }

    /// What stands over the stroke: a product as it is, all else that is no single thing in
    /// brackets.
    fn above(&self, row: &Row) -> String {
        let mut pieces = self.pieces(row);
        let bracketed = !join::is_product(&pieces);
        if !bracketed {
            join::close(&mut pieces);
        }
        let text = join::join(pieces, self.spelling);
        if bracketed || has_open_space(&text) { format!("({text})") } else { text }
    }

    /// What stands under it: only a single thing is without brackets.
    fn below(&self, row: &Row) -> String {
        let pieces = self.pieces(row);
        let bracketed = !join::is_atom(&pieces);
        let text = join::join(pieces, self.spelling);
        if bracketed { format!("({text})") } else { text }
    }

    fn root(&self, index: &Row, radicand: &Row) -> Piece {
        let pieces = self.pieces(radicand);
        let of_function = matches!(&pieces[..], [piece] if piece.kind == Kind::Function);
        let bare =
            join::is_bracketed(&pieces) && pieces.first().is_some_and(|open| open.text == "(");
        let single = matches!(&pieces[..], [piece] if !piece.is_raised
            && matches!(piece.kind, Kind::Letter | Kind::Number | Kind::Word | Kind::Function));
        let mut text = join::join(pieces, self.spelling);
        if bare {
            text = text[1..text.len() - 1].to_owned();
        }
        let written = self.spelling.root(&self.row(index), &text, !single);
        Piece::new(written, if of_function { Kind::Function } else { Kind::Root })
    }

    fn accent(&self, mark: char, base: &Row) -> Piece {
        let pieces = self.pieces(base);
        let kind = match &pieces[..] {
            [piece] if matches!(piece.kind, Kind::Letter | Kind::Word | Kind::Function) => {
                piece.kind
            }
            _ => Kind::Block,
        };
        Piece::new(self.spelling.accent(mark, &join::join(pieces, self.spelling)), kind)
    }

    /// Rows behind semicolons; cells behind commas within brackets, and beside one another without.
    fn table(&self, table: &Table) -> String {
        let bracketed = !table.brackets.0.is_empty();
        let rows = table.rows.iter().map(|cells| {
            if bracketed { self.cells(cells) } else { self.row(&side_by_side(cells)) }
        });
        let mut rows: Vec<String> = rows.collect();
        // What parts the rows says as much as the comma with which one ends.
        if let Some((_, parted)) = rows.split_last_mut() {
            parted.iter_mut().for_each(|row| row.truncate(row.trim_end_matches([',', ';']).len()));
        }
        format!(
            "{}{}{}",
            self.spelling.sign(table.brackets.0),
            rows.join("; "),
            self.spelling.sign(table.brackets.1)
        )
    }

    fn cells(&self, cells: &[Row]) -> String {
        let cells = cells.iter().map(|cell| self.row(cell).trim().trim_end_matches(',').to_owned());
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Cells as one row: `a &= b` is `a = b`.
fn side_by_side(cells: &[Row]) -> Row {
    let mut row = Row::default();
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        let is_operator = |node: Option<&Node>| {
            matches!(node, Some(Node { item: Item::Sign(_, Class::Relation | Class::Binary), .. }))
        };
        let apart = !row.is_empty() && !is_operator(cell.0.first()) && !is_operator(row.0.last());
        row.0.extend(apart.then(|| Node::from(Item::Space)));
        row.0.extend(cell.0.iter().cloned());
    }
    row
}

/// Whether commas part what stands in it, without brackets of its own.
fn is_list(row: &Row) -> bool {
    let is_bracket = |node: &Node| matches!(node.item, Item::Sign(_, Class::Open));
    !row.0.first().is_some_and(is_bracket)
        && row.0.iter().any(|node| matches!(&node.item, Item::Sign(sign, _) if sign == ","))
}

/// Text with the spaces at its ends as such.
fn word(text: &str, pieces: &mut Vec<Piece>) {
    let space = || Piece::new(" ".into(), Kind::Space);
    let trimmed = text.trim();
    pieces.extend(text.starts_with(' ').then(space));
    let kind = match trimmed.chars().count() {
        0 => return,
        _ if !trimmed.contains(char::is_alphanumeric) => Kind::Sign,
        _ if trimmed.chars().all(|c| c.is_ascii_digit()) => Kind::Number,
        1 => Kind::Letter,
        _ => Kind::Word,
    };
    pieces.push(Piece::new(trimmed.to_owned(), kind));
    pieces.extend(text.ends_with(' ').then(space));
}

/// Whether there is a space outside of all brackets.
fn has_open_space(text: &str) -> bool {
    let mut depth = 0i32;
    text.chars().any(|c| {
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        c == ' ' && depth == 0
    })
}
