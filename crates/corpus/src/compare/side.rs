//! One version of a data set: its records, and what is found in them.

use std::collections::{BTreeSet, HashMap};
use std::io;

use serde::Serialize;

use crate::run::{Engine, Outcome, RecordOutcome, StoreError};
use crate::source::reread::{self, Key};
use crate::source::{Reading, Source, SourceError};
use crate::stage::check::{CheckContents, CheckedContents};
use abslint_core::record::Place;
use abslint_core::rule::Role;

/// Why two versions could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// An input could not be read: what is in it would be taken for removed or added.
    #[error(transparent)]
    Read(#[from] SourceError),
    /// What is known of the records could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<io::Error> for CompareError {
    fn from(error: io::Error) -> Self {
        CompareError::Store(error.into())
    }
}

/// What is kept of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its id; empty where no record could be read.
    pub id: String,
    /// A hash of all that it holds.
    pub content: u64,
    /// A hash of its title.
    pub title: Option<u64>,
    /// Characters of its abstract.
    pub length: Option<usize>,
    /// Position of its file.
    pub file: usize,
    /// 0-based index in the file.
    pub record: usize,
    /// 1-based line of the file.
    pub line: usize,
}

/// One version.
pub struct Side {
    sources: Vec<Source>,
    pub(super) records: Vec<Seen>,
    pub(super) outcome: Outcome,
    /// From the rules that something is counted by to what that is.
    roles: HashMap<String, Role>,
}

impl Side {
    /// Reads and checks `sources`.
    ///
    /// # Errors
    /// [`CompareError`].
    pub fn read(
        engine: &Engine<'_, CheckContents>,
        sources: Vec<Source>,
    ) -> Result<Side, CompareError> {
        let mut records = Vec::new();
        let mut outcome = engine.run(&sources, |record| {
            records.push(seen(record));
            Ok::<(), StoreError>(())
        })?;
        match outcome.failures.pop() {
            Some(failure) => Err(failure.into()),
            None => {
                let roles = engine
                    .rules()
                    .iter()
                    .filter_map(|rule| Some((rule.id.clone(), rule.role?)))
                    .collect();
                Ok(Side { sources, records, outcome, roles })
            }
        }
    }

    /// How many stretches of its inputs could not be read as records.
    pub fn unreadable(&self) -> usize {
        self.outcome.tally.unreadable
    }

    pub(super) fn place(&self, n: usize) -> Place {
        let Seen { file, record, line, .. } = self.records[n];
        Place { path: self.sources[file].name.clone(), line, record }
    }

    /// The texts of some of the records.
    pub(super) fn texts(
        &self,
        reading: &Reading,
        wanted: impl Iterator<Item = usize>,
    ) -> Result<HashMap<Key, [Option<String>; 2]>, SourceError> {
        reread::texts(&self.sources, reading, &wanted.map(|n| self.key(n)).collect())
    }

    pub(super) fn key(&self, n: usize) -> Key {
        (self.records[n].file, self.records[n].record)
    }

    pub(super) fn summary(&self) -> io::Result<Version> {
        let median = |mut lengths: Vec<usize>| {
            lengths.sort_unstable();
            lengths.get(lengths.len() / 2).copied().unwrap_or(0)
        };
        let [mut truncated, mut missing_links, mut without_abstract] =
            [const { BTreeSet::<Key>::new() }; 3];
        for finding in self.outcome.findings.iter() {
            let finding = finding?;
            let records = match self.roles.get(&finding.rule) {
                Some(Role::Truncated) => &mut truncated,
                Some(Role::MissingLink) => &mut missing_links,
                Some(Role::WithoutAbstract) => &mut without_abstract,
                None => continue,
            };
            records.insert((finding.file, finding.record));
        }
        Ok(Version {
            files: self.sources.len(),
            records: self.records.len(),
            truncated: truncated.len(),
            missing_links: missing_links.len(),
            without_abstract: without_abstract.len(),
            median_length: median(self.records.iter().filter_map(|record| record.length).collect()),
        })
    }
}

fn seen(record: &RecordOutcome<CheckedContents>) -> Seen {
    Seen {
        id: record.id.clone(),
        content: record.out.content,
        title: record.title_key(),
        length: record.out.length,
        file: record.file,
        record: record.record,
        line: record.line,
    }
}

/// What is counted in one version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Files.
    pub files: usize,
    /// Records.
    pub records: usize,
    /// Records that a rule of the role `truncated` reports, whatever its severity.
    pub truncated: usize,
    /// Records that a rule of the role `missing-link` reports.
    pub missing_links: usize,
    /// Records that a rule of the role `without-abstract` reports.
    pub without_abstract: usize,
    /// The median length of the abstracts, in characters.
    pub median_length: usize,
}
