//! What is known of the records while it is not yet decided which of them stay, and the account at
//! the end: what was read is what was kept, rejected, and never a record.

use std::collections::HashMap;

use super::CleanRecord;
use crate::run::{Outcome, RecordOutcome};
use crate::source::Source;
use crate::write::CleanError;
use abslint_core::record::Place;

/// How many records went where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conserved {
    /// Records and unreadable stretches.
    pub read: usize,
    /// Records in the corpus.
    pub kept: usize,
    /// Records that were dropped.
    pub rejected: usize,
    /// Unreadable stretches.
    pub unreadable: usize,
}

/// Why a record is not in the corpus.
pub(super) enum Fate {
    Dropped {
        rule: String,
        reason: String,
    },
    /// It is a copy: which of [`Outcome::copies`] says so.
    Copy(usize),
    Unreadable(String),
}

/// What is known of the records for which there is more to say than that they were read and are
/// kept. Records are numbered in input order.
#[derive(Default)]
pub(super) struct Book {
    read: usize,
    /// Of records that are not kept: why.
    pub(super) fates: HashMap<usize, Fate>,
    /// Of records that come from a corpus: their `source` and everywhere they were found.
    pub(super) provenance: HashMap<usize, (String, Vec<Place>)>,
    /// Of records that stay and have copies: these.
    pub(super) copies: HashMap<usize, Vec<usize>>,
    /// Of those that take words from their copies: which of [`Outcome::grafted`] says so.
    pub(super) grafted: HashMap<usize, usize>,
}

impl Book {
    /// Enters a record.
    pub(super) fn enter(&mut self, record: &RecordOutcome<CleanRecord>, sources: &[Source]) {
        let n = self.read;
        self.read += 1;
        if let Some(unreadable) = &record.unreadable {
            self.fates.insert(n, Fate::Unreadable(unreadable.detail.clone()));
        } else if let Some((rule, reason)) = record.drop.clone() {
            self.fates.insert(n, Fate::Dropped { rule, reason });
        }
        let Some(corpus_line) = &record.out.line else { return };
        if let Some((source, _)) = &corpus_line.provenance {
            let place = Place {
                path: sources[record.file].name.clone(),
                line: record.line,
                record: record.record,
            };
            self.provenance.insert(n, (source.clone(), corpus_line.places(&place)));
        }
    }

    /// Enters the copies, and what is taken from them.
    pub(super) fn add_copies(&mut self, outcome: &Outcome) {
        self.grafted =
            outcome.grafted.iter().enumerate().map(|(n, grafted)| (grafted.record, n)).collect();
        for (n, copy) in outcome.copies.iter().enumerate() {
            // A corpus that is only compared with does not learn of its copies.
            if let Some(kept) = copy.kept {
                self.copies.entry(kept).or_default().push(copy.record);
            }
            self.fates.insert(copy.record, Fate::Copy(n));
        }
    }

    /// Whether what was read is what was written, rejected, and never a record.
    pub(super) fn count(&self, outcome: &Outcome, kept: usize) -> Result<Conserved, CleanError> {
        let unreadable =
            self.fates.values().filter(|fate| matches!(fate, Fate::Unreadable(_))).count();
        let rejected = self.fates.len() - unreadable;
        let (read, dropped) = (outcome.tally.read, outcome.tally.dropped.values().sum::<usize>());
        if read != kept + rejected + unreadable
            || unreadable != outcome.tally.unreadable
            || rejected != dropped
        {
            return Err(CleanError::NotConserved { read, kept, rejected, unreadable });
        }
        Ok(Conserved { read, kept, rejected, unreadable })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unbalanced_book_is_refused() {
        let fates = HashMap::from([(1, Fate::Unreadable(String::new()))]);
        let book = Book { read: 2, fates, ..Book::default() };
        let mut outcome = Outcome::default();
        outcome.tally.read = 3;
        outcome.tally.unreadable = 1;
        assert!(matches!(
            book.count(&outcome, 1),
            Err(CleanError::NotConserved { read: 3, kept: 1, rejected: 0, unreadable: 1 })
        ));
        outcome.tally.read = 2;
        assert!(book.count(&outcome, 1).is_ok());
    }
}
