//! Formulas without delimiters that stand twice in TeX, to the letter: `4m\times 2m4m\times 2m`, as
//! pages keep the source of a formula beside itself.
//!
//! A product of two equal factors looks the same, if its factor is a single symbol: then there must
//! be other formulas that stand twice.

use crate::math::delimited::{self, Delimited};
use crate::math::tree::{Class, Font, Item, Row};
use crate::math::{self, syntax};
use crate::span::Span;

/// No formula is longer, in bytes.
const LONGEST: usize = 120;

/// No formula stands so often behind itself.
const MOST_COPIES: usize = 4;

/// So many commands of a text are looked at.
const MARKS: usize = 60;

/// Those of `text` that share nothing with `others`, which are in order; and whether each is sure by
/// itself.
pub(super) fn formulas(text: &str, others: &[Delimited]) -> Vec<(Delimited, bool)> {
    let mut found: Vec<(Delimited, bool)> = Vec::new();
    let mut read = 0;
    for mark in memchr::memchr_iter(b'\\', text.as_bytes()).take(MARKS) {
        if mark < read {
            continue;
        }
        let is_free = |(formula, _): &(Delimited, bool)| {
            delimited::overlapping(others, formula.span.start(), formula.span.end()).is_empty()
        };
        if let Some(twice) = repeated(text, read, mark).filter(is_free) {
            read = twice.0.span.end();
            found.push(twice);
        }
    }
    found
}

/// The formula with the command at byte `mark` in the first of its copies, all of them behind byte
/// `from`.
fn repeated(text: &str, from: usize, mark: usize) -> Option<(Delimited, bool)> {
    let behind = &text[mark + 1..];
    let name = syntax::name(behind);
    let sign = behind.chars().next().filter(|_| name.is_empty()).map_or(0, char::len_utf8);
    let command = &text[mark..mark + 1 + name.len() + sign];
    let room = &behind[..behind.floor_char_boundary(LONGEST)];
    room.match_indices(command).find_map(|(at, _)| with_period(text, from, mark, at + 1))
}

/// The formula of `period` bytes that follows itself round byte `mark`.
fn with_period(text: &str, from: usize, mark: usize, period: usize) -> Option<(Delimited, bool)> {
    let bytes = text.as_bytes();
    let is_same = |at: usize| bytes.get(at + period).is_some_and(|byte| *byte == bytes[at]);
    let least = from.max(mark.saturating_sub(period));
    let start = (least..mark).rev().take_while(|at| is_same(*at)).last().unwrap_or(mark);
    let most = mark + MOST_COPIES * LONGEST;
    let end = (mark..most).take_while(|at| is_same(*at)).last()? + 1;
    let starts = start..=end.checked_sub(period)?;
    starts.filter(|at| text.is_char_boundary(*at) && begins(&text[..*at])).find_map(|at| {
        let copies = (end + period - at) / period;
        let stop = at + copies * period;
        let tex = text.get(stop - period..stop)?;
        let behind = text.get(stop..).filter(|behind| ends(behind))?;
        // What a program wrote has braces of its own.
        let is_sure = is_sure(&math::read(tex).ok()?, behind)? || tex.starts_with("{{");
        let inner = Span::new(text, stop - period, stop)?;
        Some((Delimited { span: Span::new(text, at, stop)?, inner }, is_sure))
    })
}

/// Whether a formula may begin behind `before`: a blank, a bracket or a mark of prose.
fn begins(before: &str) -> bool {
    before.is_empty()
        || before.ends_with(|c: char| c.is_whitespace() || "([“‘\"',;/–—-".contains(c))
}

/// Whether one may end before `behind`.
fn ends(behind: &str) -> bool {
    behind.is_empty()
        || behind.starts_with(|c: char| c.is_whitespace() || ".,;:)]”’\"'–—-".contains(c))
}

/// Whether what stands twice before `behind` is no product; nothing where it says too little.
fn is_sure(row: &Row, behind: &str) -> Option<bool> {
    let items: Vec<&Item> = row.0.iter().map(|node| &node.item).collect();
    // `2\times2\times 2` is a product of three.
    let is_open =
        matches!(items.last(), Some(Item::Sign(_, Class::Binary | Class::Relation | Class::Open)));
    let has_operand = items.iter().any(|item| is_operand(item));
    if !has_operand || is_open && !goes_on_in_prose(behind) {
        return None;
    }
    Some(match &items[..] {
        _ if is_open => true,
        [Item::Group(inner)] if inner.0.len() > 1 => true,
        [Item::Group(inner)] => return is_sure(inner, behind),
        [Item::Word(word)] => word.chars().count() > 1,
        [Item::Scripts(scripts)] => matches!(
            scripts.base.single().map(|node| &node.item),
            Some(Item::Number(_) | Item::Letter(_, Font::DoubleStruck))
        ),
        [_] => false,
        // Sizes may be those of three sides: `3\times 33\times 3`.
        _ => items.iter().any(|item| is_operand(item) && !matches!(item, Item::Number(_))),
    })
}

fn is_operand(item: &Item) -> bool {
    !matches!(item, Item::Sign(..) | Item::Function(_) | Item::Space)
}

/// Whether a word of prose, or what a hyphen joins, follows.
fn goes_on_in_prose(behind: &str) -> bool {
    let word = behind.trim_start();
    behind.starts_with('-')
        || word.chars().take_while(char::is_ascii_lowercase).count() > 1
        || word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        formulas(text, &[])
            .into_iter()
            .map(|(formula, is_sure)| {
                assert!(formula.span.slice(text).ends_with(formula.inner.slice(text)));
                (formula.inner.slice(text), is_sure)
            })
            .collect()
    }

    #[test]
    fn what_stands_twice_is_a_formula() {
        for (text, tex) in [
            (r"a 6m\times 3m6m\times 3m field", r"6m\times 3m"),
            (r"frames of 800\mathrm{x}600800\mathrm{x}600, at", r"800\mathrm{x}600"),
            (r"about 27\pm 4\ \text{kg}27\pm 4\ \text{kg} of wool", r"27\pm 4\ \text{kg}"),
            (r"a turn of 3\pi3\pi.", r"3\pi"),
            (r"sheep in 2\mathrm{D}2\mathrm{D} space", r"2\mathrm{D}"),
            (r"the k\text{ST}k\text{ST} graph", r"k\text{ST}"),
            (r"the \text{old}\text{old} ram", r"\text{old}"),
            (r"a view of 90^{\mathrm{o}}90^{\mathrm{o}} is", r"90^{\mathrm{o}}"),
            (r"in \mathbb{Q}^{m}\mathbb{Q}^{m} only", r"\mathbb{Q}^{m}"),
            (r"loss \left(L_{W}\right)\left(L_{W}\right) of", r"\left(L_{W}\right)"),
            (r"of \vert a_{l}-b\vert\vert a_{l}-b\vert. It", r"\vert a_{l}-b\vert"),
            (r"is 3.1\times3.1\times faster", r"3.1\times"),
            (
                r"at \approx 4 \mu \mathrm{s}\approx 4 \mu \mathrm{s} each",
                r"\approx 4 \mu \mathrm{s}",
            ),
            (r"gain {{\mathcal{M}}_3}{{\mathcal{M}}_3} stable", r"{{\mathcal{M}}_3}"),
            (
                r"of \boldsymbol{5\times 20}\boldsymbol{5\times 20} sheep",
                r"\boldsymbol{5\times 20}",
            ),
            (r"(\rho=3\text{kg}\rho=3\text{kg})", r"\rho=3\text{kg}"),
            (r"of 5\times 10^{-4}5\times 10^{-4}5\times 10^{-4} kg", r"5\times 10^{-4}"),
        ] {
            assert_eq!(found(text), [(tex, true)], "{text}");
        }
    }

    #[test]
    fn what_may_be_a_product_is_not_sure() {
        for (text, tex) in [
            (r"the \alpha\alpha helix", r"\alpha"),
            (r"of {\cal F}_2{\cal F}_2 is", r"{\cal F}_2"),
            (r"a 3\times 33\times 3 grid", r"3\times 3"),
        ] {
            assert_eq!(found(text), [(tex, false)], "{text}");
        }
    }

    #[test]
    fn what_stands_once_is_none() {
        for text in [
            r"a 2\times2\times 2 grid",
            r"of n\times n\times n boxes",
            r"O(\log\log n) and O(\log \log |C|)",
            r"a \quad\quad b \cdots\cdots c",
            r"\mathbf{X}=\mathbf{Y}\mathbf{Y}^T and",
            r"the \frac{1}{x}\right)\right) of",
            r"at \sim \sim 40% of",
            r"the files C:\data\data of",
            r"\alpha\beta\alpha",
            r"é\é\é",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
