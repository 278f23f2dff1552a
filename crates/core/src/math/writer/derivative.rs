//! Derivatives: `dy/dt` and `∂f/∂x`, whose differential is one thing although it is written as two.

use super::super::tree::{Item, Node, Row};
use super::join;
use super::pieces::{Kind, Writer};

impl Writer<'_> {
    /// The derivative that a fraction is: the same sign begins what is above and below its stroke,
    /// and each variable below.
    pub(super) fn derivative(&self, above: &Row, below: &Row) -> Option<String> {
        let sign = differential(&below.0.first()?.item)?;
        let is_variable = |pair: &[Node]| {
            pair.len() == 2
                && differential(&pair[0].item) == Some(sign)
                && differential(&pair[1].item).is_none()
        };
        let first = match &above.0.first()?.item {
            Item::Scripts(scripts) if scripts.sub.is_empty() => &scripts.base.single()?.item,
            item => item,
        };
        if differential(first) != Some(sign) || !below.0.chunks(2).all(is_variable) {
            return None;
        }
        let pieces = self.pieces(above);
        let is_factor = |kind: Kind| {
            matches!(kind, Kind::Letter | Kind::Number | Kind::Sign | Kind::Word)
                || matches!(kind, Kind::Open | Kind::Close)
        };
        if !pieces.iter().all(|piece| is_factor(piece.kind)) {
            return None;
        }
        let below = match below.0.len() {
            2 => self.row(below),
            _ => format!("({})", self.row(below)),
        };
        Some(format!("{}/{below}", join::join(pieces, self.spelling)))
    }
}

/// The sign of a differential: an upright or slanted d, or `∂`.
fn differential(item: &Item) -> Option<char> {
    match item {
        Item::Letter('d', _) => Some('d'),
        Item::Word(text) if text == "d" => Some('d'),
        Item::Sign(sign, _) if sign == "∂" => Some('∂'),
        Item::Letter('∂', _) => Some('∂'),
        _ => None,
    }
}
