//! What the caller of a run needs: what nobody needs is not made.

use crate::dedup::verify::Kind;
use crate::lint::Telling;

/// What the caller needs of each record.
#[derive(Clone, Copy, Debug, Default)]
pub struct Want {
    /// What was found in it.
    pub findings: Telling,
    /// Its line of the corpus.
    pub line: bool,
    /// Its input, verbatim, for the rejects.
    pub original: bool,
    /// Its edits as splices of the file.
    pub splices: bool,
    /// What it is told from others by: [`Processed::content`](super::Processed::content) and [`Processed::length`](super::Processed::length).
    pub content: bool,
    /// Its abstract, should it turn out to be a copy, or to have one.
    pub texts: bool,
    /// What it is to others.
    pub pairs: Pairs,
}

/// Which pairs of records the caller needs to know of.
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
    pub(super) fn kinds(self, found: Vec<Kind>, dropped: &[Kind]) -> Vec<Kind> {
        match self {
            Pairs::None => Vec::new(),
            Pairs::Dropped if dropped.iter().all(|kind| *kind == Kind::Exact) => dropped.to_vec(),
            // What is a copy of one kind is none of another, dropped or not.
            Pairs::Dropped => found.into_iter().filter(|kind| kind.is_copy() || dropped.contains(kind)).collect(),
            Pairs::All => found,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_near_copies_are_dropped_every_kind_of_copy_is_looked_for() {
        let found = vec![Kind::Exact, Kind::Near, Kind::Cut, Kind::Revised, Kind::TitleClash];
        let kinds = |dropped: &[Kind]| Pairs::Dropped.kinds(found.clone(), dropped);
        assert_eq!(kinds(&[Kind::Exact, Kind::Near]), [Kind::Exact, Kind::Near, Kind::Cut]);
        assert_eq!(kinds(&[Kind::Near, Kind::Revised]), [Kind::Exact, Kind::Near, Kind::Cut, Kind::Revised]);
        assert_eq!((kinds(&[Kind::Exact]), kinds(&[])), (vec![Kind::Exact], vec![]));
        assert_eq!((Pairs::None.kinds(found.clone(), &found), Pairs::All.kinds(found.clone(), &[])), (vec![], found));
    }
}
