//! A small reader of what the writer writes in Unicode, by the rules that `docs/mathematics.md`
//! publishes.

use super::{Class, Font, Gap, Item, Node, Row, Scripts};
use crate::math::symbols;

/// A formula by its meaning: products and sums are flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Letter(char),
    Number(u32),
    Product(Vec<Expression>),
    Sum(Vec<Expression>),
    Fraction(Box<Expression>, Box<Expression>),
    Root(Box<Expression>),
    Power(Box<Expression>, Box<Expression>),
    Index(Box<Expression>, Box<Expression>),
    Logarithm(Box<Expression>),
}

use Expression::{Fraction, Index, Letter, Logarithm, Number, Power, Product, Root, Sum};

impl Expression {
    /// Factors beside one another: a number only in front, where it cannot run into another one.
    pub(super) fn product(factors: Vec<Expression>) -> Expression {
        let mut flat = Vec::new();
        for factor in factors {
            match factor {
                Product(inner) => flat.extend(inner),
                factor => flat.push(factor),
            }
        }
        let first_number = flat.iter().position(|f| matches!(f, Number(_)));
        let number = first_number.map(|at| flat.remove(at));
        flat.retain(|factor| !matches!(factor, Number(_)));
        flat.splice(0..0, number);
        // Beside a number, a fraction of numbers is added to it.
        let is_mixed = |pair: &[Expression]| match pair {
            [Number(_), Fraction(a, b)] => matches!((&**a, &**b), (Number(_), Number(_))),
            _ => false,
        };
        if flat.get(..2).is_some_and(is_mixed) {
            flat.insert(1, Letter('a'));
        }
        if flat.len() < 2 { flat.pop().unwrap_or(Letter('a')) } else { Product(flat) }
    }

    pub(super) fn sum(terms: Vec<Expression>) -> Expression {
        Sum(terms
            .into_iter()
            .flat_map(|term| if let Sum(inner) = term { inner } else { vec![term] })
            .collect())
    }

    /// A power of what can have one without brackets round a single letter or number.
    pub(super) fn power(base: Expression, exponent: Expression) -> Expression {
        match base {
            Letter(_) | Index(..) | Sum(_) | Fraction(..) | Root(_) => {
                Power(base.into(), exponent.into())
            }
            _ => Power(Letter('n').into(), exponent.into()),
        }
    }

    pub(super) fn row(&self) -> Row {
        let mut row = Row::default();
        self.write(&mut row);
        row
    }

    fn write(&self, row: &mut Row) {
        let push = |row: &mut Row, item| row.0.push(Node { item, gap: Gap::None });
        match self {
            Letter(c) => push(row, Item::Letter(*c, Font::Plain)),
            Number(n) => push(row, Item::Number(n.to_string())),
            Product(factors) => factors.iter().for_each(|factor| factor.write_factor(row)),
            Sum(terms) => {
                for (n, term) in terms.iter().enumerate() {
                    if n > 0 {
                        push(row, Item::Sign("+".into(), Class::Binary));
                    }
                    term.write(row);
                }
            }
            Fraction(a, b) => push(row, Item::Fraction(a.row(), b.row())),
            Root(x) => push(row, Item::Root(Row::default(), x.row())),
            Power(base, sup) => {
                let mut before = Row::default();
                base.write_factor(&mut before);
                let mut scripts = match before.0.pop().map(|node| node.item) {
                    Some(Item::Scripts(scripts)) => scripts,
                    Some(item) => Scripts { base: Row::from(item), ..Scripts::default() },
                    None => Scripts::default(),
                };
                row.0.extend(before.0);
                scripts.sup = sup.row();
                push(row, Item::Scripts(scripts));
            }
            Index(base, sub) => push(
                row,
                Item::Scripts(Scripts { base: base.row(), sub: sub.row(), ..Scripts::default() }),
            ),
            Logarithm(x) => {
                push(row, Item::Function("log".into()));
                x.write_bracketed(row);
            }
        }
    }

    fn write_factor(&self, row: &mut Row) {
        if let Sum(_) = self { self.write_bracketed(row) } else { self.write(row) }
    }

    fn write_bracketed(&self, row: &mut Row) {
        row.0.push(Item::Sign("(".into(), Class::Open).into());
        self.write(row);
        row.0.push(Item::Sign(")".into(), Class::Close).into());
    }
}

/// What `text` says; `None` if it says nothing, or more than one thing.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let mut reader = Reader { text: text.chars().collect(), at: 0 };
    let sum = reader.sum()?;
    (reader.at == reader.text.len()).then_some(sum)
}

struct Reader {
    text: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self) -> Option<Expression> {
        let mut terms = vec![self.term()?];
        while self.eat('+') {
            terms.push(self.term()?);
        }
        Some(if terms.len() > 1 { Expression::sum(terms) } else { terms.remove(0) })
    }

    /// Factors, or a fraction, which has no other factor beside it.
    fn term(&mut self) -> Option<Expression> {
        let mut factors = vec![self.factor()?];
        loop {
            let parted = self.eat('·') || self.eat(' ');
            if self.eat('/') {
                let below = self.factor()?;
                return Some(Fraction(flat(factors).into(), below.into()));
            }
            match self.peek() {
                Some('+' | ')' | '}') | None if !parted => return Some(flat(factors)),
                _ => factors.push(self.factor()?),
            }
        }
    }

    fn factor(&mut self) -> Option<Expression> {
        let mut factor = self.base()?;
        if let Some(sub) = self.script('_', symbols::subscript) {
            factor = Index(factor.into(), parse(&sub)?.into());
        }
        if let Some(sup) = self.script('^', symbols::superscript) {
            factor = Power(factor.into(), parse(&sup)?.into());
        }
        Some(factor)
    }

    fn base(&mut self) -> Option<Expression> {
        let c = self.peek()?;
        self.at += 1;
        match c {
            '(' => {
                let inner = self.sum()?;
                self.eat(')').then_some(inner)
            }
            '√' => {
                let mut radicand = self.base()?;
                // A lowered index belongs to the letter under the root.
                if let Some(sub) = self.lowered() {
                    radicand = Index(radicand.into(), parse(&sub)?.into());
                }
                Some(Root(radicand.into()))
            }
            'l' if self.text[self.at..].starts_with(&['o', 'g', '(']) => {
                self.at += 2;
                Some(Logarithm(self.base()?.into()))
            }
            c if c.is_ascii_digit() => {
                let mut number = c.to_digit(10)?;
                while let Some(digit) =
                    self.peek().filter(char::is_ascii_digit).and_then(|c| c.to_digit(10))
                {
                    number = number * 10 + digit;
                    self.at += 1;
                }
                Some(Number(number))
            }
            c if c.is_alphabetic() => Some(Letter(c)),
            _ => None,
        }
    }

    fn lowered(&mut self) -> Option<String> {
        self.small(symbols::subscript)
    }

    /// A run of raised or lowered characters, as what they stand for.
    fn small(&mut self, form: impl Fn(char) -> Option<char>) -> Option<String> {
        let plain = |small: char| {
            "0123456789+-=()abcdefghijklmnoprstuvwxyz".chars().find(|c| form(*c) == Some(small))
        };
        let run: String = self.text[self.at..].iter().map_while(|c| plain(*c)).collect();
        self.at += run.chars().count();
        (!run.is_empty()).then_some(run)
    }

    fn script(&mut self, mark: char, form: impl Fn(char) -> Option<char>) -> Option<String> {
        if !self.eat(mark) {
            return self.small(form);
        }
        let rest = &self.text[self.at..];
        let run: String = if rest.first() == Some(&'{') {
            let mut depth = 0;
            let closed = |c: &char| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0
            };
            let len = rest.iter().position(closed)?;
            self.at += len + 1;
            rest[1..len].iter().collect()
        } else {
            let run: String =
                rest.iter().take_while(|c| c.is_alphanumeric() && !is_small(**c)).collect();
            self.at += run.chars().count();
            run
        };
        Some(run)
    }
}

fn is_small(c: char) -> bool {
    "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ".contains(c)
}

fn flat(mut factors: Vec<Expression>) -> Expression {
    if factors.len() == 1 { factors.remove(0) } else { Expression::product(factors) }
}
