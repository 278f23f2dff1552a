//! What a run is for: a stage says what is looked for, and makes of each record what its sink
//! needs, on the workers.

use abslint_core::check::PairKind;
use abslint_core::finding::Detection;
pub use abslint_core::lint::Detail;
use abslint_core::lint::LintOutcome;
use abslint_core::record::{FieldName, Record, Unreadable};

use crate::finding_store::PackedFindings;
use crate::source::Chunk;

/// What a run is for. Nothing is made of a record but what its stage makes.
pub trait Stage: Sync {
    /// What the stage makes of a record, or of an unreadable stretch.
    type Out: Send;

    /// How much is said of what is found in a record.
    fn detail(&self) -> Detail {
        Detail::Nothing
    }

    /// Which pairs of records are looked for.
    fn pairs(&self) -> Pairs {
        Pairs::None
    }

    /// Whether the dedup keys of records are needed even where no pairs are looked for.
    fn needs_keys(&self) -> bool {
        false
    }

    /// Whether the abstracts of copies are kept, to show how they differ.
    fn keeps_texts(&self) -> bool {
        false
    }

    /// Whether words of copies are written into the records that stay.
    fn writes_grafts(&self) -> bool {
        false
    }

    /// What of each record is made, as far as that is a matter of options: a run with others cannot
    /// go on with what was kept of this one.
    fn options(&self) -> Vec<bool> {
        Vec::new()
    }

    /// Makes what is needed of a record.
    fn record(&self, record: &RepairedRecord<'_>) -> Self::Out;

    /// Makes what is needed of bytes that are no record.
    fn unreadable(&self, stretch: &UnreadableStretch<'_>) -> Self::Out;

    /// Whether the repairs of a field are made in what the stage made of its record; others are not
    /// counted.
    fn is_made(_: &Self::Out, _: FieldName) -> bool {
        true
    }

    /// The detections among that, for the findings of the run; `None` of a stage that reports
    /// nothing.
    fn detections(_: &Self::Out) -> Option<&PackedFindings> {
        None
    }
}

/// A record with what the rules made of it.
pub struct RepairedRecord<'r> {
    /// The record as it was read.
    pub record: &'r Record<'r>,
    /// The bytes that it was read from.
    pub chunk: &'r Chunk,
    /// Its id: its own, or the one that follows from its texts.
    pub id: &'r str,
    /// What was found and repaired.
    pub outcome: &'r LintOutcome,
    /// Its title after repair.
    pub title: Option<&'r str>,
    /// Its abstract after repair.
    pub abstract_: Option<&'r str>,
    /// The usable URLs of its abstract after repair.
    pub links: &'r [String],
}

/// Bytes that stand where a record should.
pub struct UnreadableStretch<'r> {
    /// What is wrong with them.
    pub unreadable: &'r Unreadable,
    /// The chunk that they are of.
    pub chunk: &'r Chunk,
    /// What rules say of them.
    pub detections: &'r [Detection],
}

impl UnreadableStretch<'_> {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.chunk.bytes[self.unreadable.bytes.clone()]
    }
}

/// Which pairs of records a stage needs to know of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pairs {
    /// None.
    #[default]
    None,
    /// Those of which one record is dropped.
    Dropped,
    /// Whatever the rules find.
    All,
}

impl Pairs {
    /// The kinds that are looked for, of those that the rules find, of which some are `dropped`.
    pub(super) fn kinds(self, found: Vec<PairKind>, dropped: &[PairKind]) -> Vec<PairKind> {
        match self {
            Pairs::None => Vec::new(),
            Pairs::Dropped if dropped.iter().all(|kind| *kind == PairKind::Exact) => {
                dropped.to_vec()
            }
            // What is a copy of one kind is none of another, dropped or not.
            Pairs::Dropped => {
                found.into_iter().filter(|kind| kind.is_copy() || dropped.contains(kind)).collect()
            }
            Pairs::All => found,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_near_copies_are_dropped_every_kind_of_copy_is_looked_for() {
        use PairKind::{Cut, Exact, Near, Revised, TitleClash};
        let found = vec![Exact, Near, Cut, Revised, TitleClash];
        let kinds = |dropped: &[PairKind]| Pairs::Dropped.kinds(found.clone(), dropped);
        assert_eq!(kinds(&[Exact, Near]), [Exact, Near, Cut]);
        assert_eq!(kinds(&[Near, Revised]), [Exact, Near, Cut, Revised]);
        assert_eq!(kinds(&[Exact]), [Exact]);
        assert_eq!(kinds(&[]), []);
        assert_eq!(Pairs::None.kinds(found.clone(), &found), []);
        assert_eq!(Pairs::All.kinds(found.clone(), &[]), found);
    }
}
