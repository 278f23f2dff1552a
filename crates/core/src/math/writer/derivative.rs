//! Derivatives: `dy/dt` and `∂f/∂x`, whose differential is one thing although it is written as two.

use super::super::tree::{Item, Row};
use super::join;
use super::pieces::{Kind, Writer};

impl Writer<'_> {
    /// The derivative that a fraction is: the same sign begins what is above and below its stroke,
    /// and each variable below.
    pub(super) fn derivative(&self, above: &Row, below: &Row) -> Option<String> {
        let sign = differential(&below.0.first()?.item)?;
        let mut variables = below.0.chunks(2);
        let is_each = variables.all(|pair| {
            pair.len() == 2
                && differential(&pair[0].item) == Some(sign)
                && differential(&pair[1].item).is_none()
        });
        let first = &above.0.first()?.item;
        let same = match first {
            Item::Scripts(scripts) if scripts.sub.is_empty() => {
                differential(&scripts.base.single()?.item)
            }
            item => differential(item),
        };
        let pieces = self.pieces(above);
        let is_product = pieces.iter().all(|piece| {
            matches!(piece.kind, Kind::Letter | Kind::Number | Kind::Sign | Kind::Word)
                || matches!(piece.kind, Kind::Open | Kind::Close)
        });
        let below_text = match below.0.len() {
            2 => self.row(below),
            _ => format!("({})", self.row(below)),
        };
        (same == Some(sign) && is_each && is_product)
            .then(|| format!("{}/{below_text}", join::join(pieces, self.spelling)))
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
