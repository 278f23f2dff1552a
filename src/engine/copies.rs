//! Copies among the records of a run, and of a corpus that it is compared with.

use super::findings::{Found, duplicate_finding};
use super::{Engine, Outcome, Want};
use crate::check::Check;
use crate::config::Config;
use crate::dedup::Entry;
use crate::dedup::cluster::{Pair, Search};
use crate::dedup::index::IndexError;
use crate::dedup::reference::Reference;
use crate::dedup::store::Store;
use crate::dedup::verify::Kind;
use crate::edit::Safety;
use crate::finding::Finding;
use crate::record::Place;
use crate::rule::{Library, Rule};
use crate::source::{Reading, Source, SourceError};

/// A record that is dropped because another one is of the same paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// The rule that says so, by its id.
    pub rule: String,
    /// The record, as an index into the entries.
    pub record: usize,
    /// The one that stays; `None` if that is one of the reference.
    pub kept: Option<usize>,
    /// Where the one that stays was found.
    pub kept_place: Place,
    /// The id of the one that stays.
    pub kept_id: String,
    /// How alike the two are, 0 to 1.
    pub similarity: f64,
}

/// A corpus to compare with could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum RememberError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] SourceError),
    /// What is known of it could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is known of the records could not be kept, or not be read again.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The temporary file of this run.
    #[error("temporary file: {0}")]
    Io(#[from] std::io::Error),
    /// An index of another corpus.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl<'l> Engine<'l> {
    /// What is known of the records of `sources`, for other runs to compare theirs with.
    ///
    /// # Errors
    /// That the temporary file fails, or the first input that cannot be read: half a corpus would be a wrong answer.
    pub fn remember(library: &'l Library, reading: Reading, config: &'l Config, sources: &[Source]) -> Result<Reference, RememberError> {
        let engine = Engine {
            banding: Some(config.dedup.banding()),
            ..Engine::new(library, Vec::new(), reading, Safety::Safe, config, Want::default())
        };
        let mut store = Store::new(config.dedup.memory << 20);
        let outcome = engine.gather(sources, &mut store, |_| Ok::<(), StoreError>(()))?;
        match outcome.failures.into_iter().next() {
            Some(failure) => Err(failure.into()),
            None => Ok(Reference { names: sources.iter().map(|source| source.name.clone()).collect(), entries: outcome.entries, store }),
        }
    }

    /// Adds what the search finds to the outcome.
    pub(super) fn find_duplicates(&self, sources: &[Source], outcome: &mut Outcome, store: &Store) -> Result<(), StoreError> {
        let kinds = |rules: &[&Rule]| -> Vec<Kind> { rules.iter().filter_map(|rule| kind_of(rule)).collect() };
        let (kinds, dropped) = (kinds(&self.rules), kinds(&self.drops));
        if kinds.is_empty() {
            return Ok(());
        }
        let from_indexes;
        let reference = if self.references.indexes.is_empty() {
            &self.references.whole
        } else {
            from_indexes = self.references.for_entries(&outcome.entries)?;
            &from_indexes
        };
        let (findings, copies) = {
            let entries: Vec<&Entry> = reference.entries.iter().chain(&outcome.entries).collect();
            let search = Search { entries: &entries, store, reference, settings: self.dedup, kinds: &kinds, dropped: &dropped };
            self.report(&search, sources)?
        };
        for copy in &copies {
            *outcome.tally.dropped.entry(copy.rule.clone()).or_default() += 1;
        }
        outcome.findings.extend(findings);
        outcome.copies = copies;
        Ok(())
    }

    /// A finding for each pair, if they are wanted, and the records that are dropped.
    fn report(&self, search: &Search<'_>, sources: &[Source]) -> Result<(Vec<Finding>, Vec<Dropped>), StoreError> {
        let Reference { entries: known, names, .. } = search.reference;
        let known = known.len();
        let (mut findings, mut copies) = (Vec::new(), Vec::new());
        for Pair { record, kept, relation } in search.pairs()? {
            let Some(rule) = self.rules.iter().find(|rule| kind_of(rule) == Some(relation.kind)) else { continue };
            let [copy, other] = [record, kept].map(|n| {
                let entry = search.entries[n as usize];
                let is_known = (n as usize) < known;
                let path = if is_known { &names[entry.file as usize] } else { &sources[entry.file as usize].name };
                search.details(n).map(|details| Found { entry, details, path })
            });
            let (copy, other) = (copy?, other?);
            if self.want.findings {
                findings.push(duplicate_finding(rule, &copy, &other, relation));
            }
            if self.drops(&rule.id) {
                copies.push(Dropped {
                    rule: rule.id.clone(),
                    record: record as usize - known,
                    kept: (kept as usize).checked_sub(known),
                    kept_place: Place { path: other.path.to_owned(), line: other.entry.line as usize, record: other.entry.record as usize },
                    kept_id: other.details.id,
                    similarity: relation.similarity,
                });
            }
        }
        Ok((findings, copies))
    }
}

/// Which copies a rule finds, if it finds any.
pub(super) fn kind_of(rule: &Rule) -> Option<Kind> {
    match &rule.check {
        Check::Duplicate(check) => Some(check.finds),
        _ => None,
    }
}
