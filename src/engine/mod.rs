//! All inputs through all rules: chunks on every core, results in input order.
//!
//! [`Engine::run`] reads chunk after chunk, lets the cores parse and lint a few
//! at a time, and hands the results on one by one, in order, with their final
//! record and line numbers; it hands on and reads while the cores work. What is kept of a record once it has been handed on
//! is an [`Entry`](crate::dedup::Entry) and its findings. When all are read, duplicates are found
//! among the entries, and become findings too.

mod cache;
mod checkpoint;
mod copies;
mod exceptions;
mod findings;
mod grafts;
mod manifest;
mod outcome;
pub mod pipe;
mod want;
mod work;

use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::check::math::Style;
use crate::check::{Background, Check};
use crate::config::Config;
use crate::config::ignore::Ignore;
use crate::dedup::Settings;
use crate::dedup::records::Records;
use crate::dedup::reference::References;
use crate::dedup::sketch::Banding;
use crate::dedup::verify::Kind;
use crate::edit::Safety;
use crate::finding::Finding;
use crate::findings::Findings;
use crate::record::FieldName;
use crate::rule::{Library, Rule};
use crate::source::understood::FieldUse;
use crate::source::{Chunk, Chunks, Reading, Source, SourceError};
use cache::Cache;
use checkpoint::Checkpoint;
pub use checkpoint::CheckpointError;
use copies::kind_of;
pub use copies::{Dropped, RememberError, StoreError};
pub use exceptions::Use;
use grafts::Grafting;
pub use grafts::{Graft, Grafted};
pub use outcome::{Outcome, Tally};
pub use want::{Pairs, Want};
pub use work::Processed;
use work::Worked;

/// Chunks of a batch, for each core. Two batches are in memory at a time, and the records of a third.
const CHUNKS_PER_CORE: usize = 2;

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

/// Everything a run depends on beside its inputs.
pub struct Engine<'l> {
    reading: Reading,
    background: &'l Background,
    /// The rules that report.
    rules: Vec<&'l Rule>,
    /// The rules that make the canonical text: every safe fix, whatever was selected.
    canonical: Vec<Rule>,
    /// Whether the repairs that are made anyway are those of `canonical`, in the same style.
    repairs_are_canonical: bool,
    /// Those among `rules` for which a record is dropped.
    drops: Vec<&'l Rule>,
    /// The rules that tell placeholders from texts, whatever was selected: what is no text has no copies.
    placeholders: Vec<&'l Rule>,
    threshold: Safety,
    want: Want,
    dedup: &'l Settings,
    /// Whether anybody wants to know what a record is compared by.
    compares: bool,
    /// What pairs of records are looked for.
    kinds: Vec<Kind>,
    /// How sketches are cut; `None` if exact copies are all that is asked for.
    banding: Option<Banding>,
    /// What the records are compared with, beside each other.
    references: References,
    /// Told how far the run has come, every now and then.
    progress: Option<Progress<'l>>,
    /// Which rules are silent about which records.
    ignores: &'l [Ignore],
    /// What earlier runs found, if that is kept.
    cache: Option<Cache>,
    /// What is kept for the case that this run is killed, if it is.
    checkpoint: Option<Checkpoint>,
    /// How records are repaired from their copies, if they are.
    grafting: Option<Grafting<'l>>,
}

impl<'l> Engine<'l> {
    /// An engine that reports by `rules` and applies their fixes of at least `threshold`.
    /// The configuration says for which rules `clean` drops a record, and what copies are.
    pub fn new(library: &'l Library, rules: Vec<&'l Rule>, reading: Reading, threshold: Safety, config: &'l Config, want: Want) -> Self {
        let safe = |rule: &&Rule| rule.repairs_at(Safety::Safe);
        // Whatever style is wanted: copies in two styles must have the same keys.
        let in_unicode = |rule: &Rule| Rule { check: rule.check.with_style(Style::Unicode), ..rule.clone() };
        let canonical: Vec<Rule> = library.rules_that_are_on().filter(safe).map(in_unicode).collect();
        let applied = rules.iter().filter(|rule| rule.repairs_at(threshold));
        let repairs_are_canonical =
            applied.map(|rule| (&rule.id, rule.check.style())).eq(canonical.iter().map(|rule| (&rule.id, rule.check.style())));
        let drops: Vec<&Rule> = rules.iter().copied().filter(|rule| config.clean.drop.contains(&rule.id)).collect();
        let is_of_abstracts = |rule: &&Rule| matches!(rule.check, Check::Required(_)) && rule.fields == [FieldName::Abstract];
        let placeholders = library.rules_that_are_on().filter(is_of_abstracts).collect();
        let dedup = &config.dedup;
        let kinds_of = |rules: &[&Rule]| rules.iter().filter_map(|rule| kind_of(rule)).collect();
        let kinds = want.pairs.kinds(kinds_of(&rules), &kinds_of(&drops));
        let banding = kinds.iter().any(|kind| *kind != Kind::Exact).then(|| dedup.banding());
        let compares = want.content || !kinds.is_empty();
        let grafting = Grafting::new(library, &rules);
        Engine {
            grafting,
            cache: None,
            checkpoint: None,
            progress: None,
            ignores: &config.ignore,
            reading,
            background: &library.background,
            rules,
            canonical,
            repairs_are_canonical,
            drops,
            placeholders,
            threshold,
            want,
            dedup,
            compares,
            kinds,
            banding,
            references: References::default(),
        }
    }

    /// What reading depends on.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The same engine, which compares all records with those of `references` too.
    pub fn against(self, references: References) -> Self {
        Engine { references, ..self }
    }

    /// The same engine, which keeps in `folder` what it finds, and takes from there what it has found before.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn remembering(self, folder: &Path) -> io::Result<Self> {
        let cache = Cache::open(folder, self.fingerprint()?)?;
        Ok(Engine { cache: Some(cache), ..self })
    }

    /// Writes down what was found for the next run, if the engine was told to.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn save(&self) -> io::Result<()> {
        self.cache.as_ref().map_or(Ok(()), Cache::save)
    }

    /// The same engine, which tells `progress` how far it has come.
    pub fn telling(self, progress: impl Fn(Step) + Send + Sync + 'l) -> Self {
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
    /// What `each` returns, and that the temporary file fails; inputs that cannot be read are in the outcome.
    pub fn run<E: From<StoreError>>(&self, sources: &[Source], each: impl FnMut(&Processed) -> Result<(), E>) -> Result<Outcome, E> {
        let mut outcome = self.gather(sources, each)?;
        self.find_duplicates(sources, &mut outcome)?;
        outcome.findings.sort();
        Ok(outcome)
    }

    /// Where what is kept of records goes.
    fn no_records(&self) -> Records {
        Records::new(self.dedup.memory << 20, self.banding.map_or(0, |banding| banding.bands))
    }

    /// Everything but the search for copies.
    fn gather<E: From<StoreError>>(&self, sources: &[Source], mut each: impl FnMut(&Processed) -> Result<(), E>) -> Result<Outcome, E> {
        let ignores = vec![Use::Unseen; self.ignores.len()];
        let findings = Findings::new(sources.iter().map(|source| source.name.clone()).collect());
        let mut outcome = Outcome { findings, ignores, records: self.no_records(), ..Outcome::default() };
        outcome.tally.files = sources.len();
        let mut bases = vec![Base::default(); sources.len()];
        let replayed = self.replay(&mut bases, &mut outcome, &mut each)?;
        let mut failures = Vec::new();
        let mut chunks = self.chunks(sources, &mut failures);
        self.pass_over(&replayed, &mut chunks)?;
        let room = CHUNKS_PER_CORE * rayon::current_num_threads();
        let mut read = || -> Vec<(usize, Chunk)> { chunks.by_ref().take(room).collect() };
        let (mut batch, mut done) = (read(), Vec::new());
        while !batch.is_empty() || !done.is_empty() {
            // While the cores work on one batch, the one before it is handed on, and the next one is read.
            let mut worked = Vec::new();
            let next = rayon::in_place_scope(|scope| {
                scope.spawn(|_| worked = self.work_all(sources, &batch));
                let handed = self.hand_on(std::mem::take(&mut done), &mut bases, &mut outcome, &mut each);
                handed.map(|()| read())
            });
            (batch, done) = (next?, worked);
        }
        drop(chunks);
        outcome.failures = failures;
        if !self.reading.allow_missing {
            self.judge_fields(sources, &bases, &mut outcome)?;
        }
        Ok(outcome)
    }

    /// Fails the files no record of which has a title, or an abstract: one error in place of a finding for each record.
    fn judge_fields(&self, sources: &[Source], bases: &[Base], outcome: &mut Outcome) -> Result<(), StoreError> {
        let judged = sources.iter().zip(bases);
        let verdicts = judged.filter_map(|(source, base)| base.fields.verdict(&source.name, &self.reading.fields));
        outcome.failures.extend(verdicts);
        let missing: Vec<Vec<FieldName>> = bases.iter().map(|base| base.fields.missing()).collect();
        if missing.iter().all(Vec::is_empty) || outcome.findings.is_empty() {
            return Ok(());
        }
        let says_so = |rule: &&&Rule| matches!(&rule.check, Check::Required(check) if check.is_for_any_text());
        let rules: Vec<&str> = self.rules.iter().filter(says_so).map(|rule| rule.id.as_str()).collect();
        let is_said = |finding: &Finding| {
            let is_of = |field: &FieldName| finding.field == (*field).into();
            missing[finding.file].iter().any(is_of) && rules.contains(&finding.rule.as_str())
        };
        outcome.findings = outcome.findings.filtered(|finding| !is_said(finding))?;
        Ok(())
    }

    /// Hands on what a run that was killed has worked off; the file and the bytes of each of its chunks.
    fn replay<E: From<StoreError>>(
        &self,
        bases: &mut [Base],
        outcome: &mut Outcome,
        each: &mut impl FnMut(&Processed) -> Result<(), E>,
    ) -> Result<Vec<(usize, u64)>, E> {
        let Some(checkpoint) = &self.checkpoint else { return Ok(Vec::new()) };
        let (mut frames, mut replayed) = (checkpoint.frames()?, Vec::new());
        loop {
            let chunks = frames.next_chunks(CHUNKS_PER_CORE * rayon::current_num_threads())?;
            if chunks.is_empty() {
                return Ok(replayed);
            }
            replayed.extend(chunks.iter().map(|(file, worked)| (*file, worked.bytes)));
            self.hand_on(chunks, bases, outcome, each)?;
        }
    }

    /// Passes over the chunks that were replayed. An input that could not be read to its end then, and can now, has others.
    fn pass_over(&self, replayed: &[(usize, u64)], chunks: &mut impl Iterator<Item = (usize, Chunk)>) -> Result<(), StoreError> {
        let Some(checkpoint) = &self.checkpoint else { return Ok(()) };
        let mut passed = chunks.take(replayed.len()).map(|(file, chunk)| (file, chunk.bytes.len() as u64));
        let are_the_same = replayed.iter().all(|expected| passed.next().as_ref() == Some(expected));
        if are_the_same { Ok(()) } else { Err(checkpoint.other_chunks()) }
    }

    /// The chunks of all sources, each with the position of its file; what cannot be read goes to `failures`.
    fn chunks<'s>(&'s self, sources: &'s [Source], failures: &'s mut Vec<SourceError>) -> impl Iterator<Item = (usize, Chunk)> + 's {
        let opened = sources.iter().enumerate().map(|(file, source)| (file, Chunks::open(source, &self.reading)));
        let all = opened.flat_map(|(file, chunks)| -> Box<dyn Iterator<Item = _>> {
            match chunks {
                Ok(chunks) => Box::new(chunks.map(move |chunk| (file, chunk))),
                Err(error) => Box::new(std::iter::once((file, Err(error)))),
            }
        });
        all.filter_map(|(file, chunk)| match chunk {
            Ok(chunk) => Some((file, chunk)),
            Err(error) => {
                failures.push(error);
                None
            }
        })
    }

    /// Works off a batch on all cores.
    fn work_all(&self, sources: &[Source], batch: &[(usize, Chunk)]) -> Vec<(usize, Worked)> {
        let work = |(file, chunk): &(usize, Chunk)| {
            let worked = self.work(*file, &sources[*file], chunk);
            let packed = self.checkpoint.as_ref().map(|_| checkpoint::packed(*file, &worked));
            (*file, Worked { packed, ..worked })
        };
        batch.par_iter().map(work).collect()
    }

    /// Hands the records of a batch on, in order.
    fn hand_on<E: From<StoreError>>(
        &self,
        done: Vec<(usize, Worked)>,
        bases: &mut [Base],
        outcome: &mut Outcome,
        each: &mut impl FnMut(&Processed) -> Result<(), E>,
    ) -> Result<(), E> {
        for (file, worked) in done {
            if let (Some(checkpoint), Some(packed)) = (&self.checkpoint, &worked.packed) {
                checkpoint.add_chunk(packed)?;
            }
            let base = &mut bases[file];
            outcome.tally.chrome_lines += worked.chrome_lines;
            outcome.tally.unsettled += worked.unsettled;
            let count = worked.records.len();
            for mut processed in worked.records {
                processed.number(base);
                each(&processed)?;
                outcome.take(processed, base.lines)?;
            }
            self.tell(Step::WorkedOff(worked.bytes));
            base.records += count;
            base.lines += worked.lines;
            base.fields.add(worked.fields);
        }
        Ok(())
    }

    /// Whether copies that the rule called `id` finds are dropped.
    pub fn drops(&self, id: &str) -> bool {
        self.drops.iter().any(|rule| rule.id == id)
    }
}

/// What is known of a file up to its next chunk, and where the records of that start.
#[derive(Clone, Debug, Default)]
struct Base {
    records: usize,
    lines: usize,
    fields: FieldUse,
}
