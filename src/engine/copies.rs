//! Copies among the records of a run, and of a corpus that it is compared with.

use rayon::prelude::*;

use super::findings::{Found, duplicate_finding};
use super::{Engine, Outcome, Step, Use, Want};
use crate::check::Check;
use crate::config::Config;
use crate::dedup::cluster::{Pair, Search};
use crate::dedup::index::IndexError;
use crate::dedup::records::Pool;
use crate::dedup::reference::Reference;
use crate::dedup::verify::Kind;
use crate::edit::Safety;
use crate::findings::{Findings, Packed};
use crate::lint::Telling;
use crate::record::Place;
use crate::rule::{Library, Rule};
use crate::source::{Reading, Source, SourceError};

/// Pairs that are made findings of before these are put in order.
const PAIRS_AT_A_TIME: usize = 4096;

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
    /// What is kept for the case that this run is killed.
    #[error("{folder}: {error}")]
    Checkpoint {
        /// The folder.
        folder: String,
        /// The reason.
        error: std::io::Error,
    },
    /// An index of another corpus.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl<'l> Engine<'l> {
    /// What is known of the records of `sources`, for other runs to compare theirs with; with their abstracts if `texts` are wanted.
    ///
    /// # Errors
    /// That the temporary file fails, or the first input that cannot be read: half a corpus would be a wrong answer.
    pub fn remember(
        library: &'l Library,
        reading: Reading,
        config: &'l Config,
        sources: &[Source],
        texts: bool,
    ) -> Result<Reference, RememberError> {
        let engine = Engine {
            compares: true,
            banding: Some(config.dedup.banding()),
            ..Engine::new(library, Vec::new(), reading, Safety::Safe, config, Want { texts, ..Want::default() })
        };
        let outcome = engine.gather(sources, |_| Ok::<(), StoreError>(()))?;
        match outcome.failures.into_iter().next() {
            Some(failure) => Err(failure.into()),
            None => Ok(Reference { names: sources.iter().map(|source| source.name.clone()).collect(), records: outcome.records }),
        }
    }

    /// Adds what the search finds to the outcome.
    pub(super) fn find_duplicates(&self, sources: &[Source], outcome: &mut Outcome) -> Result<(), StoreError> {
        if self.kinds.is_empty() {
            return Ok(());
        }
        self.tell(Step::Compares(outcome.records.entries().len()));
        let dropped = self.dropped_kinds();
        let from_indexes;
        let reference = if self.references.indexes.is_empty() {
            &self.references.whole
        } else {
            from_indexes = self.references.for_records(&outcome.records)?;
            &from_indexes
        };
        let (copies, grafted) = {
            let pool = Pool { reference, new: &outcome.records };
            let search = Search { pool, settings: self.dedup, kinds: &self.kinds, dropped: &dropped };
            let found = |n: u32| -> Result<Found<'_>, StoreError> {
                let entry = pool.entry(n);
                let file = entry.file as usize;
                let path = if pool.is_known(n) { &reference.names[file] } else { &sources[file].name };
                Ok(Found { entry, details: pool.details(n)?, path })
            };
            let source_of = |n: u32| (!pool.is_known(n)).then(|| &sources[pool.entry(n).file as usize]);
            let Reported { copies, ignored, .. } = self.report(&search, found, source_of, &mut outcome.findings)?;
            for entry in ignored {
                outcome.ignores[entry] = Use::Used;
            }
            let grafted = self.graft(&search, &copies, found, source_of, &mut outcome.findings)?;
            (copies, grafted)
        };
        outcome.take_grafts(grafted);
        for copy in &copies {
            *outcome.tally.dropped.entry(copy.rule.clone()).or_default() += 1;
        }
        outcome.copies = copies;
        Ok(())
    }

    /// The pairs of which one record is dropped.
    pub(super) fn dropped_kinds(&self) -> Vec<Kind> {
        self.drops.iter().filter_map(|rule| kind_of(rule)).collect()
    }

    /// What comes of each pair that the search finds; what is said of it is added to `findings`.
    fn report<'f>(
        &self,
        search: &Search<'_>,
        found: impl Fn(u32) -> Result<Found<'f>, StoreError> + Sync,
        source_of: impl Fn(u32) -> Option<&'f Source> + Sync,
        findings: &mut Findings,
    ) -> Result<Reported, StoreError> {
        let known = search.pool.known() as usize;
        let report = |&Pair { record, kept, relation }: &Pair| -> Result<Reported, StoreError> {
            let Some(rule) = self.rules.iter().find(|rule| kind_of(rule) == Some(relation.kind)) else { return Ok(Reported::default()) };
            let (copy, other) = (found(record)?, found(kept)?);
            let ignored = self.ignores_of_pair(rule, source_of(record), &copy.details.id);
            if !ignored.is_empty() {
                return Ok(Reported { ignored, ..Reported::default() });
            }
            let finding = (self.want.findings > Telling::Nothing).then(|| {
                let finding = duplicate_finding(rule, &copy, &other, relation);
                ((finding.file, finding.record), Packed::of(&[finding]))
            });
            let dropped = self.drops(&rule.id).then(|| Dropped {
                rule: rule.id.clone(),
                record: record as usize - known,
                kept: (kept as usize).checked_sub(known),
                kept_place: other.place(),
                kept_id: other.details.id,
                similarity: relation.similarity,
            });
            Ok(Reported { finding, copies: dropped.into_iter().collect(), ignored })
        };
        let mut all = Reported::default();
        for pairs in search.pairs()?.chunks(PAIRS_AT_A_TIME) {
            for reported in pairs.par_iter().map(report).collect::<Vec<_>>() {
                let Reported { finding, copies, ignored } = reported?;
                if let Some((record, packed)) = finding {
                    findings.add(record, 0, &packed)?;
                }
                all.copies.extend(copies);
                all.ignored.extend(ignored);
            }
        }
        Ok(all)
    }
}

/// What comes of pairs.
#[derive(Default)]
struct Reported {
    /// On a single pair, and the file and the record that it is about; those of several have been handed on.
    finding: Option<((usize, usize), Packed)>,
    /// The records that are dropped.
    copies: Vec<Dropped>,
    /// The entries of `ignore` that are silent about other pairs, by number.
    ignored: Vec<usize>,
}

/// Which copies a rule finds, if it finds any.
pub(super) fn kind_of(rule: &Rule) -> Option<Kind> {
    match &rule.check {
        Check::Duplicate(check) => Some(check.finds),
        _ => None,
    }
}
