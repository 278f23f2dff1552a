//! MathML to the tree of formulas.
//!
//! Elements are those of MathML Core (W3C, 2023) and `mfenced` and `mmultiscripts` of MathML 3.

use super::entities;
use super::nodes::{Element, Node};
use crate::math::marks;
use crate::math::reader;
use crate::math::symbols::{self, Meaning};
use crate::math::tree::{self, Class, Font, Gap, Item, Row, Scripts, Table};

/// Functions that are applied, products and commas that nobody sees: U+2061 to U+2064.
const INVISIBLE: std::ops::RangeInclusive<char> = '\u{2061}'..='\u{2064}';

/// The formula that nodes are; `None` where an element lacks what it needs.
pub(super) fn row(nodes: &[Node<'_>]) -> Option<Row> {
    let mut row = Row::default();
    for node in nodes {
        match node {
            Node::Text(text) if text.trim().is_empty() => (),
            // Without the elements round its parts a formula is read as TeX would be.
            Node::Text(text) => row.0.extend(reader::read(entities::decoded(text).trim()).ok()?.0),
            Node::Data(_) => return None,
            Node::Element(one) => row.0.extend(element(one)?.0),
        }
    }
    Some(row)
}

fn element(element: &Element<'_>) -> Option<Row> {
    let inner = || row(&element.children);
    let parts = || parts(element);
    let item = |item: Item| Some(Row::from(item));
    match element.tag.local() {
        "mi" => identifier(element),
        "mn" => item(Item::Number(content(element))),
        "mo" => Some(operator(&content(element))),
        "mtext" | "ms" => item(Item::Word(content(element))),
        "mspace" => item(Item::Space),
        "mphantom" | "annotation" | "annotation-xml" | "none" | "mprescripts" => {
            Some(Row::default())
        }
        "semantics" => parts().into_iter().next()?,
        "mfrac" => {
            let [above, below] = two(parts())?;
            let has_line = element.tag.attribute("linethickness").is_none_or(|size| {
                size.trim_end_matches(|c: char| c.is_alphabetic()).parse() != Ok(0.0f32)
            });
            item(if has_line { Item::Fraction(above, below) } else { Item::Binomial(above, below) })
        }
        "msqrt" => item(Item::Root(Row::default(), inner()?)),
        "mroot" => {
            let [radicand, index] = two(parts())?;
            item(Item::Root(index, radicand))
        }
        "msup" => {
            let [base, sup] = two(parts())?;
            item(scripts(base, Row::default(), sup))
        }
        "msub" => {
            let [base, sub] = two(parts())?;
            item(scripts(base, sub, Row::default()))
        }
        "msubsup" | "munderover" => {
            let [base, sub, sup] = three(parts())?;
            item(scripts(base, sub, sup))
        }
        "munder" => {
            let [base, sub] = two(parts())?;
            item(scripts(base, sub, Row::default()))
        }
        "mover" => {
            let [base, sup] = two(parts())?;
            item(match accent(&sup) {
                Some(mark) => Item::Accent(mark, base),
                None => scripts(base, Row::default(), sup),
            })
        }
        "mmultiscripts" => multiscripts(element),
        "mfenced" => fenced(element),
        "mtable" => table(element),
        _ => Some(inner()?),
    }
}

/// The rows of the elements in an element.
fn parts(of: &Element<'_>) -> Vec<Option<Row>> {
    children(of).map(|child| element(child)).collect()
}

fn children<'e, 't>(element: &'e Element<'t>) -> impl Iterator<Item = &'e Element<'t>> {
    element.children.iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) | Node::Data(_) => None,
    })
}

fn two(parts: Vec<Option<Row>>) -> Option<[Row; 2]> {
    parts.into_iter().collect::<Option<Vec<Row>>>()?.try_into().ok()
}

fn three(parts: Vec<Option<Row>>) -> Option<[Row; 3]> {
    parts.into_iter().collect::<Option<Vec<Row>>>()?.try_into().ok()
}

/// The text of an element that holds no others.
fn content(element: &Element<'_>) -> String {
    let text: String = element
        .children
        .iter()
        .map(|node| match node {
            Node::Text(text) => entities::decoded(text),
            Node::Data(text) => (*text).to_owned(),
            Node::Element(element) => content(element),
        })
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !INVISIBLE.contains(c)).collect()
}

/// A letter, a function, or a name of several letters.
fn identifier(element: &Element<'_>) -> Option<Row> {
    let text = content(element);
    let font = match element.tag.attribute("mathvariant") {
        Some("bold" | "bold-italic") => Font::Bold,
        Some("script" | "bold-script") => Font::Calligraphic,
        Some("fraktur" | "bold-fraktur") => Font::Fraktur,
        Some("double-struck") => Font::DoubleStruck,
        _ => Font::Plain,
    };
    let mut chars = text.chars();
    let item = match (chars.next(), chars.next()) {
        (None, _) => return Some(Row::default()),
        (Some(c), None) if c.is_alphabetic() => Item::Letter(c, font),
        (Some(_), None) => return Some(operator(&text)),
        _ if symbols::find(&text).is_some_and(|one| one.meaning == Meaning::Function) => {
            Item::Function(text)
        }
        _ => Item::Word(text),
    };
    Some(Row::from(item))
}

/// A sign with the class that it has in TeX.
fn operator(text: &str) -> Row {
    let class = match text {
        "" => return Row::default(),
        "(" | "[" | "{" | "⟨" | "⌊" | "⌈" => Class::Open,
        ")" | "]" | "}" | "⟩" | "⌋" | "⌉" => Class::Close,
        "," | ";" => Class::Punctuation,
        "+" | "-" | "−" | "*" => Class::Binary,
        "=" | "<" | ">" | ":" | ":=" | "<=" | ">=" | "->" => Class::Relation,
        _ => match symbols::of_sign(text).map(|symbol| symbol.meaning) {
            Some(Meaning::Sign(class)) => class,
            _ if text.chars().all(|c| c.is_ascii_alphabetic()) => {
                return Row::from(Item::Function(text.to_owned()));
            }
            _ => Class::Ordinary,
        },
    };
    // MathML has the minus of mathematics and TeX the hyphen for it.
    let sign = if text == "−" { "-" } else { text };
    Row::from(Item::Sign(sign.to_owned(), class))
}

fn scripts(base: Row, sub: Row, sup: Row) -> Item {
    let is_prime = |row: &Row| match row.single().map(|node| &node.item) {
        Some(Item::Sign(sign, _)) => matches!(sign.as_str(), "′" | "'"),
        _ => false,
    };
    let primes = usize::from(is_prime(&sup));
    Item::Scripts(Scripts { base, sub, primes, sup: if primes > 0 { Row::default() } else { sup } })
}

/// The combining character for a mark over something.
fn accent(over: &Row) -> Option<char> {
    let Some(Item::Sign(sign, _)) = over.single().map(|node| &node.item) else { return None };
    let mut signs = sign.chars();
    let mark = signs.next().and_then(marks::of_sign);
    mark.filter(|_| signs.next().is_none())
}

/// `<mmultiscripts>`: lowered and raised by turns, those in front behind `<mprescripts/>`.
fn multiscripts(element: &Element<'_>) -> Option<Row> {
    let before_at = children(element).position(|child| child.tag.local() == "mprescripts");
    let rows: Vec<Row> = parts(element).into_iter().collect::<Option<_>>()?;
    let end = before_at.unwrap_or(rows.len());
    let script = |rows: &[Row], base: Row| {
        scripts(
            base,
            rows.first().cloned().unwrap_or_default(),
            rows.get(1).cloned().unwrap_or_default(),
        )
    };
    let mut row = Row::default();
    if let Some(before) = before_at {
        row.0.push(script(rows.get(before + 1..)?, Row::default()).into());
    }
    row.0.push(script(rows.get(1..end)?, rows.first()?.clone()).into());
    Some(row)
}

/// `<mfenced>`: brackets, with commas between what they hold.
fn fenced(element: &Element<'_>) -> Option<Row> {
    let mark = |name: &str, usual: &'static str| {
        element.tag.attribute(name).map_or(usual.to_owned(), entities::decoded)
    };
    let mut row = operator(&mark("open", "("));
    for (at, part) in parts(element).into_iter().enumerate() {
        if at > 0 {
            row.0.extend(operator(mark("separators", ",").trim()).0);
        }
        row.0.extend(part?.0);
    }
    row.0.extend(operator(&mark("close", ")")).0);
    Some(row)
}

fn table(element: &Element<'_>) -> Option<Row> {
    let cells = |line: &Element<'_>| children(line).map(|cell| row(&cell.children)).collect();
    let rows = children(element).map(cells).collect::<Option<Vec<Vec<Row>>>>()?;
    let node = tree::Node { item: Item::Table(Table { brackets: ("", ""), rows }), gap: Gap::None };
    Some(Row(vec![node]))
}
