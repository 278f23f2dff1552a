//! All inputs through all rules: chunks on every core, results in input order.
//!
//! [`Engine::run`] reads chunk after chunk, lets the cores parse and lint a few at a time, and
//! hands the results on one by one, in order, with their final record and line numbers; it hands on
//! and reads while the cores work. What is kept of a record once it has been handed on is an
//! [`Entry`](crate::dedup::Entry) and its findings. When all are read, duplicates are found among
//! the entries, and become findings too.

mod batches;
mod cache;
mod checkpoint;
mod dedup_keys;
mod dedup_plan;
mod fingerprint;
mod grafts;
mod ignores;
mod manifest;
mod memory;
mod outcome;
mod pair_findings;
mod policy;
mod profiled;
pub mod stage;
mod unreadable;
mod worker;

use std::cell::RefCell;
use std::collections::HashSet;
use std::io;
use std::path::Path;

use abslint_core::check::TextCheck;
use abslint_core::edit::Safety;
use abslint_core::finding::Finding;
use abslint_core::record::FieldName;
use abslint_core::rule::{Library, Rule};
use rayon::ThreadPool;

use crate::config::Config;
use crate::dedup::reference::References;
use crate::finding_store::FindingStore;
pub use crate::finding_store::StoreError;
use crate::source::{Chunk, Reading, Source, SourceError};
use batches::Base;
use cache::Cache;
use checkpoint::Checkpoint;
pub use checkpoint::CheckpointError;
use dedup_plan::DedupPlan;
pub use dedup_plan::{Dropped, RememberError, remember};
pub use fingerprint::lies_in;
pub use grafts::{Graft, Grafted};
pub use ignores::IgnoreUse;
pub use outcome::{Outcome, Tally};
use policy::Policy;
use stage::Stage;
pub use worker::RecordOutcome;

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many more bytes of the inputs have been worked off.
    WorkedOff(u64),
    /// All have been, and these records are compared with each other.
    Compares(usize),
    /// Of the lines of the corpus, so many are written.
    Writes {
        /// Those that were looked at.
        done: usize,
        /// All of them.
        of: usize,
    },
}

/// Who is told.
type Progress<'p> = Box<dyn Fn(Step) + Send + Sync + 'p>;

/// A run of one stage: everything that it depends on beside its inputs.
pub struct Engine<'l, S: Stage> {
    reading: Reading,
    policy: Policy<'l>,
    plan: DedupPlan<'l>,
    stage: S,
    /// Told how far the run has come, every now and then.
    progress: Option<Progress<'l>>,
    /// What earlier runs found, if that is kept.
    cache: Option<Cache>,
    /// What is kept for the case that this run is killed, if it is.
    checkpoint: Option<Checkpoint<S::Out>>,
    /// The cores that work; those of the pool that it runs in if it is not said.
    pool: Option<&'l ThreadPool>,
}

impl<'l, S: Stage> Engine<'l, S> {
    /// An engine that runs `stage`, reports by `rules` and applies their fixes of at least
    /// `threshold`. The configuration says for which rules `clean` drops a record, and what copies
    /// are.
    pub fn new(
        stage: S,
        library: &'l Library,
        rules: Vec<&'l Rule>,
        reading: Reading,
        threshold: Safety,
        config: &'l Config,
    ) -> Self {
        let policy = Policy::new(library, rules, threshold, config);
        let plan = DedupPlan::new(&stage, library, &policy, config);
        Engine {
            reading,
            policy,
            plan,
            stage,
            progress: None,
            cache: None,
            checkpoint: None,
            pool: None,
        }
    }

    /// The same engine, which works on the cores of `pool`.
    pub fn on(self, pool: &'l ThreadPool) -> Self {
        Engine { pool: Some(pool), ..self }
    }

    /// The rules that report.
    pub(crate) fn rules(&self) -> &[&'l Rule] {
        &self.policy.rules
    }

    /// What it is for.
    pub(crate) fn stage(&self) -> &S {
        &self.stage
    }

    /// What reading depends on.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The same engine, which compares all records with those of `references` too.
    pub fn against(mut self, references: References) -> Self {
        self.plan.references = references;
        self
    }

    /// The same engine, which keeps in `folder` what it finds, and takes from there what it has
    /// found before.
    ///
    /// # Errors
    /// Returns an I/O error if the folder cannot be read or written.
    pub fn remembering(self, folder: &Path) -> io::Result<Self> {
        let cache = Cache::open(folder, self.cache_key()?)?;
        Ok(Engine { cache: Some(cache), ..self })
    }

    /// Writes down what was found for the next run, if the engine was told to.
    ///
    /// # Errors
    /// Returns an I/O error if the folder cannot be read or written.
    pub fn save(&self) -> io::Result<()> {
        self.cache.as_ref().map_or(Ok(()), Cache::save)
    }

    /// The same engine, which tells `progress` how far it has come.
    pub fn with_progress(self, progress: impl Fn(Step) + Send + Sync + 'l) -> Self {
        Engine { progress: Some(Box::new(progress)), ..self }
    }

    /// Tells of a step.
    pub(crate) fn tell(&self, step: Step) {
        if let Some(progress) = &self.progress {
            progress(step);
        }
    }

    /// Runs over `sources`, in order; `each` gets every record, in order.
    ///
    /// # Errors
    /// What `each` returns, and that the temporary file fails; inputs that cannot be read are in
    /// the outcome.
    pub fn run<E: From<StoreError>>(
        &self,
        sources: &[Source],
        each: impl FnMut(&RecordOutcome<S::Out>) -> Result<(), E>,
    ) -> Result<Outcome, E> {
        let mut outcome = self.gather(sources, each)?;
        self.compare(sources, &mut outcome)?;
        Ok(outcome)
    }

    /// The search for copies.
    fn compare(&self, sources: &[Source], outcome: &mut Outcome) -> Result<(), StoreError> {
        if !self.plan.kinds.is_empty() {
            self.tell(Step::Compares(outcome.records.entries().len()));
            let mut find =
                || self.plan.find_duplicates(&self.policy, self.stage.detail(), sources, outcome);
            match self.pool {
                Some(pool) => pool.install(find)?,
                None => find()?,
            }
        }
        outcome.findings.sort();
        Ok(())
    }

    /// Everything but the search for copies.
    fn gather<E: From<StoreError>>(
        &self,
        sources: &[Source],
        mut each: impl FnMut(&RecordOutcome<S::Out>) -> Result<(), E>,
    ) -> Result<Outcome, E> {
        let mut outcome = self.no_outcome(sources);
        let mut bases = vec![Base::default(); sources.len()];
        let replayed = self.replay(&mut bases, &mut outcome, &mut each)?;
        let (mut failures, styles) = (Vec::new(), RefCell::default());
        let mut chunks = self.chunks(sources, &mut failures, &styles);
        self.pass_over(&replayed, &mut chunks)?;
        let room = self.room();
        self.in_batches(
            || chunks.by_ref().take(room).collect(),
            |(file, chunk): &(usize, Chunk)| {
                self.worked(*file, self.work(*file, &sources[*file], chunk))
            },
            |done| self.hand_on(done, &mut bases, &mut outcome, &mut each),
        )?;
        drop(chunks);
        let found: HashSet<&str> = sources
            .iter()
            .filter(|source| source.is_found)
            .map(|source| source.name.as_str())
            .collect();
        let is_no_loss =
            |failure: &SourceError| failure.is_no_input() && found.contains(failure.name());
        (outcome.passed_over, outcome.failures) = failures.into_iter().partition(is_no_loss);
        outcome.empty = without_records(sources, &bases, &outcome);
        let read_as =
            |(source, base): (&Source, &Base)| Some((source.name.clone(), base.fields.reading()?));
        outcome.readings = sources.iter().zip(&bases).filter_map(read_as).collect();
        outcome.styles = styles.into_inner();
        if !self.reading.allow_missing {
            self.judge_fields(sources, &bases, &mut outcome)?;
        }
        Ok(outcome)
    }

    /// Fails the files no record of which has a title, or an abstract: one error in place of a
    /// finding for each record.
    fn judge_fields(
        &self,
        sources: &[Source],
        bases: &[Base],
        outcome: &mut Outcome,
    ) -> Result<(), StoreError> {
        let judged = sources.iter().zip(bases);
        let verdicts = judged
            .filter_map(|(source, base)| base.fields.verdict(&source.name, &self.reading.fields));
        outcome.failures.extend(verdicts);
        let missing: Vec<Vec<FieldName>> = bases.iter().map(|base| base.fields.missing()).collect();
        if missing.iter().all(Vec::is_empty) || outcome.findings.is_empty() {
            return Ok(());
        }
        let says_so =
            |rule: &&&Rule| rule.check.of_text().is_some_and(TextCheck::asks_for_any_text);
        let rules: Vec<&str> =
            self.policy.rules.iter().filter(says_so).map(|rule| rule.id.as_str()).collect();
        let is_said = |finding: &Finding| {
            let is_of = |field: &FieldName| finding.field == (*field).into();
            missing[finding.file].iter().any(is_of) && rules.contains(&finding.rule.as_str())
        };
        outcome.findings = outcome.findings.filtered(|finding| !is_said(finding))?;
        Ok(())
    }

    /// The outcome before anything was read.
    fn no_outcome(&self, sources: &[Source]) -> Outcome {
        let ignores = vec![IgnoreUse::Unseen; self.policy.ignores.len()];
        let findings =
            FindingStore::new(sources.iter().map(|source| source.name.clone()).collect());
        let mut outcome =
            Outcome { findings, ignores, records: self.plan.no_records(), ..Outcome::default() };
        outcome.tally.files = sources.len();
        outcome
    }
}

/// The sources that were read to their end and hold no record.
fn without_records(sources: &[Source], bases: &[Base], outcome: &Outcome) -> Vec<String> {
    let failed: HashSet<&str> =
        outcome.failures.iter().chain(&outcome.passed_over).map(SourceError::name).collect();
    let all = sources.iter().zip(bases);
    all.filter(|(source, base)| base.records == 0 && !failed.contains(source.name.as_str()))
        .map(|(source, _)| source.name.clone())
        .collect()
}
