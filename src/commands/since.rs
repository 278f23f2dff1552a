//! `check --since REV`: only records that are new or changed against a git revision.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::PathBuf;

use super::CommandError;
use abslint_core::finding::{Finding, Related};
use abslint_corpus::baseline::records::Records;
use abslint_corpus::finding_store::FindingStore;
use abslint_corpus::run::RecordOutcome;
use abslint_corpus::source::format::is_data;
use abslint_corpus::source::git::Repository;
use abslint_corpus::source::{Reading, Source};
use abslint_corpus::stage::check::CheckedContents;

/// The records of a revision, and which of those of this run are among them.
pub(super) struct Since {
    records: Records,
    old: HashSet<(usize, usize)>,
    /// The position of each file, by its name.
    files: HashMap<String, usize>,
}

impl Since {
    /// Reads the files of `revision` that are inputs now, and those that are gone: their records
    /// may have moved.
    ///
    /// # Errors
    /// What git says, and that one of the files cannot be read.
    pub(super) fn read(
        revision: &str,
        sources: &[Source],
        reading: &Reading,
    ) -> Result<Since, CommandError> {
        let repository = Repository::around(&std::env::current_dir()?)?;
        let now: HashSet<PathBuf> =
            sources.iter().filter_map(|source| source.path()?.canonicalize().ok()).collect();
        let old = repository
            .sources(revision, |_, full| now.contains(full) || (is_data(full) && !full.exists()))?;
        let files =
            sources.iter().enumerate().map(|(n, source)| (source.name.clone(), n)).collect();
        Ok(Since { records: Records::read(&old, reading)?, old: HashSet::new(), files })
    }

    /// Takes note of a record of this run.
    pub(super) fn see(&mut self, record: &RecordOutcome<CheckedContents>) {
        if self.records.take(record.out.content) {
            self.old.insert((record.file, record.record));
        }
    }

    /// The findings in records that are new, and in pairs with such, and how many are in others.
    ///
    /// # Errors
    /// Returns an I/O error if a temporary file fails.
    pub(super) fn in_new(&self, findings: &FindingStore) -> io::Result<(FindingStore, usize)> {
        let is_old = |file: usize, record: usize| self.old.contains(&(file, record));
        let is_of_new = |related: &Related| {
            self.files.get(&related.path).is_some_and(|file| !is_old(*file, related.record))
        };
        let is_new = |finding: &Finding| {
            !is_old(finding.file, finding.record) || finding.related.iter().any(is_of_new)
        };
        let new = findings.filtered(is_new)?;
        let left_out = findings.len() - new.len();
        Ok((new, left_out))
    }
}
