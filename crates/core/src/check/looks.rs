//! The three things that a check may look at: a text, pairs of records, and bytes that are no
//! record.

use std::borrow::Cow;

use super::constructs::Owner;
use super::context::Context;
use super::hit::Hit;
use super::math::Style;
use super::pair_kind::PairKind;
use crate::prefilter::Expression;
use crate::record::Defect;
use crate::text::TextFacts;

/// The names that the texts of a rule can speak of.
pub type Variables = Vec<Cow<'static, str>>;

/// A check of one text. It is pure: it sees one record and says where the damage is.
pub trait TextCheck {
    /// Where the damage is in a text that is not blank.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit>;

    /// What is wrong with a field that is blank or missing.
    fn hits_of_nothing(&self, _context: Context<'_>) -> Vec<Hit> {
        Vec::new()
    }

    /// Whether any text will do, so that a hit is a field without one.
    fn asks_for_any_text(&self) -> bool {
        false
    }

    /// Whether it can find anything: much cheaper than the look.
    fn may_hit(&self, _facts: &TextFacts<'_>, _context: Context<'_>) -> bool {
        true
    }

    /// Whether a field with a hit is no text, so that nothing else is said of it.
    fn tells_texts_from_nothing(&self) -> bool {
        false
    }

    /// What the texts of a rule can speak of, beside `match`.
    fn variables(&self) -> Variables {
        Vec::new()
    }

    /// Whether its hits bring their own edits, so that a fix needs no template.
    fn repairs_itself(&self) -> bool {
        false
    }

    /// The expressions by which it decides whether to look at a text.
    fn expressions(&mut self) -> Vec<&mut Expression> {
        Vec::new()
    }

    /// The constructs that it may change a part of; most checks may change none.
    fn owner(&self) -> Option<Owner> {
        None
    }

    /// The style in which it writes mathematics, if it writes any.
    fn style(&self) -> Option<Style> {
        None
    }

    /// Writes mathematics in `style` from now on; most checks write none.
    fn set_style(&mut self, _style: Style) {}
}

/// A check of pairs of records, which are found once all records have been read.
pub trait PairCheck {
    /// What two records are to each other; `None` for what one of them lost and the other has.
    fn finds(&self) -> Option<PairKind>;

    /// What the texts of a rule can speak of, beside `match`.
    fn variables(&self) -> Variables;

    /// Whether what it finds brings its own edits.
    fn repairs_itself(&self) -> bool {
        self.finds().is_none()
    }
}

/// A check of bytes that stand where a record should, which readers find.
pub trait BytesCheck {
    /// What is wrong with the bytes.
    fn defect(&self) -> Defect;

    /// What the texts of a rule can speak of, beside `match`.
    fn variables(&self) -> Variables;
}
