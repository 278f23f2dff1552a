//! mhchem in its common form: `\ce{2H2O}`, `\ce{SO4^2-}`, `\ce{A + B -> C}`.
//!
//! What is raised and lowered follows the package's manual (M. Hensel, *The mhchem bundle*, section
//! "Chemical formulae"): a number behind a letter or a bracket is lowered, `^` raises what follows
//! up to a space; a sign at the end of an ion is its charge, and one between atoms a bond.

use super::super::tree::{Class, Font, Item, Node, Row, Scripts};
use super::command::known_sign;
use super::{Obstacle, Reader};

/// Arrows, the longer ones first.
const ARROWS: [(&str, &str); 4] = [("<=>", "⇌"), ("<->", "↔"), ("->", "→"), ("<-", "←")];

impl Reader<'_> {
    /// The argument of `\ce`.
    pub(super) fn chemistry(&mut self, name: &str) -> Result<Row, Obstacle> {
        let source = self.raw_argument(name)?;
        let mut row = Row::default();
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            rest = piece(rest, c, &mut row)?;
        }
        Ok(row)
    }
}

/// One piece of a chemical formula, put behind `row`; what is left.
fn piece<'s>(rest: &'s str, c: char, row: &mut Row) -> Result<&'s str, Obstacle> {
    if let Some((arrow, sign)) = ARROWS.into_iter().find(|(arrow, _)| rest.starts_with(arrow)) {
        let space = || Node::from(Item::Space);
        row.0.extend([space(), known_sign(sign), space()]);
        return Ok(rest[arrow.len()..].trim_start());
    }
    let behind_element = matches!(
        row.0.last().map(|n| &n.item),
        Some(Item::Letter(..) | Item::Sign(_, Class::Close))
    );
    match c {
        '^' | '_' => {
            let (script, left) = script(&rest[1..])?;
            attach(row, script, c == '^');
            Ok(left)
        }
        '0'..='9' => {
            let (digits, left) =
                rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
            match behind_element {
                true => attach(row, Row::from(Item::Number(digits.to_owned())), false),
                false => row.0.push(Item::Number(digits.to_owned()).into()),
            }
            Ok(left)
        }
        '+' | '-'
            if (behind_element
                || matches!(row.0.last().map(|n| &n.item), Some(Item::Scripts(_))))
                && ends_ion(&rest[1..]) =>
        {
            attach(row, Row::from(Item::Word(c.to_string())), true);
            Ok(&rest[1..])
        }
        c if c.is_whitespace() => {
            row.0.push(Item::Space.into());
            Ok(rest.trim_start())
        }
        c if c.is_alphabetic() => {
            row.0.push(Item::Letter(c, Font::Upright).into());
            Ok(&rest[c.len_utf8()..])
        }
        '(' | '[' => push(row, c, Class::Open, rest),
        ')' | ']' => push(row, c, Class::Close, rest),
        '#' => push(row, '≡', Class::Ordinary, rest),
        '+' | '-' | '=' | '.' | ',' | '*' | '/' => push(row, c, Class::Ordinary, rest),
        c => Err(Obstacle::Misplaced(c)),
    }
}

fn push<'s>(row: &mut Row, c: char, class: Class, rest: &'s str) -> Result<&'s str, Obstacle> {
    row.0.push(Item::Sign(c.to_string(), class).into());
    let len = rest.chars().next().map_or(0, char::len_utf8);
    Ok(&rest[len..])
}

/// Whether nothing more of an ion stands behind its charge: `Na+ + Cl-`, `[I-]`; not `C-H`.
fn ends_ion(behind: &str) -> bool {
    let is_arrow = ARROWS.iter().any(|(arrow, _)| behind.starts_with(arrow));
    let goes_on = |c: char| !c.is_whitespace() && !")],;/".contains(c);
    is_arrow || !behind.starts_with(goes_on)
}

/// What a `^` or `_` moves: a group, or everything up to a space, a letter or a bracket.
fn script(rest: &str) -> Result<(Row, &str), Obstacle> {
    let (inner, left) = match rest.strip_prefix('{') {
        Some(group) => group.split_once('}').ok_or(Obstacle::Unpaired("braces"))?,
        None => rest.split_at(
            rest.find(|c: char| !c.is_ascii_digit() && c != '+' && c != '-').unwrap_or(rest.len()),
        ),
    };
    if inner.is_empty() || !inner.chars().all(|c| c.is_alphanumeric() || c == '+' || c == '-') {
        return Err(Obstacle::Misplaced('^'));
    }
    Ok((Row::from(Item::Word(inner.to_owned())), left))
}

fn attach(row: &mut Row, script: Row, raised: bool) {
    let mut scripts = match row.0.pop().map(|node| node.item) {
        Some(Item::Scripts(scripts)) => scripts,
        Some(item) => Scripts { base: Row::from(item), ..Scripts::default() },
        None => Scripts::default(),
    };
    let place = if raised { &mut scripts.sup } else { &mut scripts.sub };
    place.0.extend(script.0);
    row.0.push(Item::Scripts(scripts).into());
}
