//! A tree to TeX.

use super::super::symbols;
use super::super::tree::{Font, Item, Node, Row, STROKE, Scripts, Table};

/// `row` in TeX, with the spaces that TeX needs and those that its author chose.
pub(super) fn row(row: &Row) -> String {
    let mut out = String::new();
    for node in &row.0 {
        if node.gap == super::super::tree::Gap::Chosen {
            out.push(' ');
        }
        let text = self::node(node);
        let ends_name = out.rfind('\\').is_some_and(|at| {
            out.len() > at + 1 && out[at + 1..].bytes().all(|b| b.is_ascii_alphabetic())
        });
        // Letters before a brace would be read as a command that lost its backslash.
        let touches = |c: char| if ends_name { c.is_ascii_alphabetic() } else { c == '{' };
        let is_letter = out.ends_with(|c: char| c.is_ascii_alphabetic());
        if is_letter && text.starts_with(touches) {
            out.push(' ');
        }
        out += &text;
    }
    out
}

fn braced(content: &Row) -> String {
    format!("{{{}}}", row(content))
}

fn node(node: &Node) -> String {
    match &node.item {
        Item::Letter(c, font) => letter(*c, *font),
        Item::Number(digits) => digits.clone(),
        Item::Word(text) => format!(r"\text{{{}}}", text.chars().map(escaped).collect::<String>()),
        Item::Function(name) => match symbols::find(name) {
            Some(_) => format!("\\{name}"),
            None => format!(r"\operatorname{{{name}}}"),
        },
        Item::Sign(sign, _) => self::sign(sign),
        Item::Scripts(scripts) => self::scripts(scripts),
        Item::Fraction(above, below) => format!(r"\frac{}{}", braced(above), braced(below)),
        Item::Binomial(above, below) => format!(r"\binom{}{}", braced(above), braced(below)),
        Item::Root(index, radicand) if index.is_empty() => format!(r"\sqrt{}", braced(radicand)),
        Item::Root(index, radicand) => format!(r"\sqrt[{}]{}", optional(index), braced(radicand)),
        Item::Accent(mark, base) => format!("\\{}{}", accent(*mark), braced(base)),
        Item::Group(content) => braced(content),
        Item::Table(table) => self::table(table),
        Item::Space => r"\,".to_owned(),
    }
}

/// An argument in `[]`, which ends at the first `]` that no brace holds.
fn optional(content: &Row) -> String {
    let content = row(content);
    if content.contains(']') { format!("{{{content}}}") } else { content }
}

fn letter(c: char, font: Font) -> String {
    let command = match font {
        Font::Plain => return sign(&c.to_string()),
        Font::Upright => "mathrm",
        Font::Bold => "mathbf",
        Font::Calligraphic => "mathcal",
        Font::Fraktur => "mathfrak",
        Font::DoubleStruck => "mathbb",
        Font::Sans => "mathsf",
        Font::Mono => "mathtt",
    };
    format!("\\{command}{{{}}}", sign(&c.to_string()))
}

fn sign(sign: &str) -> String {
    match sign.strip_suffix(STROKE) {
        // A stroke that strikes nothing stays as it is: `\not` would strike what follows.
        Some("") => return sign.to_owned(),
        Some(struck) => {
            let gap = if struck.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
            return format!(r"\not{gap}{}", self::sign(struck));
        }
        None => (),
    }
    match (sign, symbols::of_sign(sign)) {
        ("{" | "}" | "%" | "&" | "#" | "$" | "_", _) => format!("\\{sign}"),
        ("\\", _) => r"\backslash".to_owned(),
        (_, Some(symbol)) if !sign.is_ascii() => format!("\\{}", symbol.name),
        _ => sign.to_owned(),
    }
}

/// `c` within `\text`, where a sign beyond ASCII needs no name.
fn escaped(c: char) -> String {
    if c.is_ascii() { sign(&c.to_string()) } else { c.to_string() }
}

fn scripts(scripts: &Scripts) -> String {
    let base = match scripts.base.single() {
        Some(node) if !matches!(node.item, Item::Scripts(_)) => self::node(node),
        None if scripts.base.is_empty() => "{}".to_owned(),
        _ => braced(&scripts.base),
    };
    let script = |mark: char, content: &Row| {
        if content.is_empty() { String::new() } else { format!("{mark}{}", braced(content)) }
    };
    format!(
        "{base}{}{}{}",
        "'".repeat(scripts.primes),
        script('_', &scripts.sub),
        script('^', &scripts.sup)
    )
}

fn accent(mark: char) -> &'static str {
    let mut encoded = [0; 4];
    let sign: &str = mark.encode_utf8(&mut encoded);
    let plain = ["hat", "tilde", "bar", "overline", "dot", "ddot", "vec"];
    let mut names = symbols::all()
        .iter()
        .filter(|s| s.meaning == symbols::Meaning::Accent && s.sign == sign)
        .map(|s| s.name);
    names.clone().find(|name| plain.contains(name)).or_else(|| names.next()).unwrap_or("hat")
}

fn table(table: &Table) -> String {
    let environment = match table.brackets.0 {
        "{" => "cases",
        "(" => "pmatrix",
        "[" => "bmatrix",
        "|" => "vmatrix",
        "‖" => "Vmatrix",
        _ => "matrix",
    };
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|cells| cells.iter().map(row).collect::<Vec<_>>().join(" & "))
        .collect();
    format!(r"\begin{{{environment}}}{}\end{{{environment}}}", rows.join(r" \\ "))
}
