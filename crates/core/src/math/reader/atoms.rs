//! Letters, numbers and signs.

use super::super::symbols::{self, Meaning};
use super::super::tree::{Class, Font, Gap, Item, Node, Row};
use super::{Obstacle, Reader, names};

/// Names without a backslash that are no words: the name was meant where one stands alone.
const UNMISTAKABLE: &[&str] = &[
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "iota",
    "kappa", "lambda", "sigma", "tau", "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma",
    "Delta", "Theta", "Lambda", "Sigma", "Phi", "Psi", "Omega", "ell", "infty", "leq", "geq",
    "neq", "cdot", "ldots", "cdots", "nabla", "sqrt", "frac", "mathcal", "mathbb", "mathbf",
    "mathrm", "widetilde", "notin", "rightarrow", "forall", "subseteq", "otimes", "oplus",
];

/// Signs without a backslash that nothing else can be between two spaces: `a le b`.
const RELATIONS: &[&str] = &[
    "le", "ge", "ne", "ll", "gg", "pm", "mp", "times", "approx", "equiv", "sim", "simeq", "propto",
    "cup", "cap", "subset",
];

/// Names that a formula of nothing else has instead of a product, where it touches a letter or a
/// number: `$mu$m`, `$pm$0.1`.
const LONE: &[&str] = &[
    "mu", "nu", "xi", "pi", "rho", "le", "ge", "ne", "ll", "gg", "pm", "mp", "to", "times", "sim",
    "approx",
];

/// Whether a formula, without its delimiters, is a name that lost its backslash.
pub fn is_lost_name(tex: &str) -> bool {
    LONE.contains(&tex.trim())
}

/// Words between formulas that their author set as one, without a command for text.
const CONNECTIVES: &[&str] = &[
    "and", "or", "if", "for", "where", "with", "otherwise", "the", "is", "then", "when", "are",
    "such", "that",
];

impl Reader<'_> {
    /// A run of letters, a number, or one sign.
    pub(super) fn atoms(&mut self, row: &mut Row, gap: Gap) -> Result<(), Obstacle> {
        match self.peek() {
            Some(c) if c.is_ascii_alphabetic() => return self.letters(row, gap),
            Some(c) if c.is_ascii_digit() => {
                let number = self.number();
                row.0.push(Item::Number(number.to_owned()).into());
            }
            Some(c) => {
                let long = ["::=", "->", "<-", ":=", "<=", ">="]
                    .into_iter()
                    .find(|sign| self.rest().starts_with(sign));
                let item = match long {
                    Some(sign) => Item::Sign(sign.to_owned(), Class::Relation),
                    None => self.character(c),
                };
                self.at += long.map_or(c.len_utf8(), str::len);
                row.0.push(item.into());
            }
            None => (),
        }
        Ok(())
    }

    /// Digits, with a point between two of them.
    pub(super) fn number(&mut self) -> &str {
        let start = self.at;
        self.run(|c| c.is_ascii_digit());
        let rest = self.rest().as_bytes();
        if rest.first() == Some(&b'.') && rest.get(1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
            self.run(|c| c.is_ascii_digit());
        }
        &self.text[start..self.at]
    }

    fn letters(&mut self, row: &mut Row, gap: Gap) -> Result<(), Obstacle> {
        let run = self.run(|c| c.is_ascii_alphabetic());
        let is_function = run.len() > 2 || run == "ln";
        match symbols::find(run) {
            _ if gap == Gap::Chosen && CONNECTIVES.contains(&run) => {
                row.0.push(Item::Word(format!(" {run} ")).into())
            }
            _ if run.len() > 1 && self.font.is_of_words() => {
                row.0.push(Item::Word(run.to_owned()).into())
            }
            Some(symbol) if is_function && symbol.meaning == Meaning::Function => {
                row.0.push(Item::Function(run.to_owned()).into())
            }
            _ if UNMISTAKABLE.contains(&run) && self.has_its_argument(run)
                || self.is_lost_command(run)
                || gap == Gap::Chosen && !row.is_empty() && self.is_lost_relation(run) =>
            {
                return self.known(run, row);
            }
            _ => {
                // Words that nobody marked as text.
                let words = run.len() > 2 && gap == Gap::Chosen && ends_in_letters(row)
                    || run.len() > 1 && gap == Gap::Chosen && ends_in_word(row);
                row.0.extend(words.then_some(Node::from(Item::Space)));
                row.0.extend(run.chars().map(|c| Node::from(Item::Letter(c, self.font))));
            }
        }
        Ok(())
    }

    /// Whether a name that takes an argument has it; `sqrt(n)` is how programs write it.
    fn has_its_argument(&self, name: &str) -> bool {
        names::find(name).is_none() || self.rest().starts_with('{')
    }

    /// `hat{x}`, `text{if}`; `{rm BH}`, with the brace that opens before it.
    fn is_lost_command(&self, run: &str) -> bool {
        let is_switch = || {
            let is_first = self.text[..self.at - run.len()].ends_with('{');
            let letter = self.rest().strip_prefix(' ').unwrap_or_default();
            is_first && names::is_switch(run) && letter.starts_with(char::is_alphanumeric)
        };
        match self.peek() {
            Some('{') => run.len() > 2 && names::writes_argument(run),
            Some(' ') => is_switch(),
            _ => false,
        }
    }

    fn is_lost_relation(&self, run: &str) -> bool {
        RELATIONS.contains(&run) && self.rest().starts_with(' ')
    }

    /// What one character stands for by itself.
    pub(super) fn character(&self, c: char) -> Item {
        match c {
            '0'..='9' => Item::Number(c.to_string()),
            '+' | '-' | '*' | '−' => Item::Sign(c.to_string(), Class::Binary),
            '=' | '<' | '>' => Item::Sign(c.to_string(), Class::Relation),
            '(' | '[' => Item::Sign(c.to_string(), Class::Open),
            ')' | ']' => Item::Sign(c.to_string(), Class::Close),
            ',' | ';' | ':' => Item::Sign(c.to_string(), Class::Punctuation),
            // Only its partner tells on which side it is.
            '|' => Item::Sign(c.to_string(), Class::Ordinary),
            c if c.is_alphabetic() => Item::Letter(c, self.font),
            c => sign(&c.to_string()),
        }
    }

    /// The argument of a command whose braces were lost: a name, or letters.
    pub(super) fn lost_argument(&self, rest: &str) -> Row {
        match symbols::find(rest) {
            Some(symbol) if rest.len() > 1 && symbol.meaning != Meaning::Accent => {
                Row::from(names::item(symbol, self.font))
            }
            _ if rest.len() > 1 && self.font.is_of_words() => {
                Row::from(Item::Word(rest.to_owned()))
            }
            _ => Row(rest.chars().map(|c| Node::from(Item::Letter(c, self.font))).collect()),
        }
    }
}

/// A sign that the table has, with its class; any other is ordinary.
pub(super) fn sign(sign: &str) -> Item {
    let class = match symbols::of_sign(sign).map(|symbol| symbol.meaning) {
        Some(Meaning::Sign(class)) => class,
        _ => Class::Ordinary,
    };
    Item::Sign(sign.to_owned(), class)
}

fn ends_in_letters(row: &Row) -> bool {
    let is_letter = |node: &Node| matches!(node.item, Item::Letter(_, Font::Plain));
    row.0.len() > 1 && row.0[row.0.len() - 2..].iter().all(is_letter)
}

fn ends_in_word(row: &Row) -> bool {
    let is_letter = |node: &Node| matches!(node.item, Item::Letter(_, Font::Plain));
    row.0.len() > 2 && row.0[row.0.len() - 3..].iter().all(is_letter)
}
