//! Scripts and primes, and what they belong to.

use super::super::tree::{Class, Item, Node, Row, Scripts};
use super::{Obstacle, Reader};

/// Names without a backslash that a script has and no product is: `25^circ`, `M_odot`.
const BARE: &[&str] =
    &["circ", "odot", "prime", "dagger", "ddagger", "perp", "parallel", "oplus", "bullet"];

impl Reader<'_> {
    /// `^…`, `_…` or `'`, put at the last thing of `row`.
    pub(super) fn script(&mut self, row: &mut Row) -> Result<(), Obstacle> {
        let gap = row.0.last().map(|node| node.gap).unwrap_or_default();
        let mut scripts = match row.0.pop().map(|node| node.item) {
            None => Scripts::default(),
            Some(Item::Scripts(scripts)) => scripts,
            Some(Item::Space) => {
                row.0.push(Item::Space.into());
                Scripts::default()
            }
            Some(item) => Scripts { base: Row::from(item), ..Scripts::default() },
        };
        let mark = self.peek();
        self.at += 1;
        let base = scripts.base.single().map(|node| &node.item);
        let is_function = matches!(base, Some(Item::Function(_)));
        match mark {
            Some('\'') => scripts.primes += 1,
            Some('^') => raise(&mut scripts, self.raised(is_function)?)?,
            _ if !scripts.sub.is_empty() => return Err(Obstacle::Misplaced('_')),
            _ => scripts.sub = self.raised(false)?,
        }
        row.0.push(Node { item: Item::Scripts(scripts), gap });
        Ok(())
    }

    /// What a script is: as TeX takes an argument, but a number whole, and with its sign. `10^-3`
    /// has its minus alone raised by TeX, and `2^10` its first digit, which nobody means; but the
    /// power of a function (`of_function`) is one digit before its argument: `\sin^22\theta`.
    fn raised(&mut self, of_function: bool) -> Result<Row, Obstacle> {
        self.skip_space();
        let rest = self.rest().as_bytes();
        let is_digit = |at: usize| rest.get(at).is_some_and(u8::is_ascii_digit);
        let signed = matches!(rest.first(), Some(b'-' | b'+')) && is_digit(1);
        let mut row = Row::default();
        if signed {
            row.0.push(Item::Sign(self.text[self.at..=self.at].to_owned(), Class::Binary).into());
            self.at += 1;
        }
        if of_function && is_digit(0) {
            self.at += 1;
            row.0.push(Item::Number(self.text[self.at - 1..self.at].to_owned()).into());
            return Ok(row);
        }
        if signed || is_digit(0) {
            row.0.push(Item::Number(self.number().to_owned()).into());
            return Ok(row);
        }
        // `x_epsilon`: a name that lost its backslash.
        let name = self.rest().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        if BARE.contains(&name) {
            self.at += name.len();
            self.known(name, &mut row)?;
            return Ok(row);
        }
        if name.len() > 1 {
            let at = self.at;
            self.atoms(&mut row, super::Gap::None)?;
            if let [Node { item: Item::Sign(..) | Item::Letter(..), .. }] = &row.0[..] {
                return Ok(row);
            }
            self.at = at;
        }
        // A group that says nothing is a script of nothing.
        self.argument("script")
    }
}

fn raise(scripts: &mut Scripts, raised: Row) -> Result<(), Obstacle> {
    // `x^\prime` is `x'`.
    let prime = |node: &Node| matches!(&node.item, Item::Sign(sign, _) if sign == "′");
    if !raised.is_empty() && raised.0.iter().all(prime) {
        scripts.primes += raised.0.len();
        return Ok(());
    }
    if !scripts.sup.is_empty() {
        return Err(Obstacle::Misplaced('^'));
    }
    scripts.sup = raised;
    Ok(())
}
