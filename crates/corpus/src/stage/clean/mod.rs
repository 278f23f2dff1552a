//! `clean --output`: one corpus out of all inputs.
//!
//! Cleaned lines wait in temporary files until all inputs are read and it is
//! known which of them are copies; then those that stay are written, each with
//! the places of its copies, in the shape that the name of the corpus says.
//! Nothing takes its final name before everything is written and counted.

mod book;
mod lines;
mod waiting;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use self::book::Book;
pub use self::book::Conserved;
use self::lines::{Found, change_lines};
use self::waiting::{Again, Waiting};
use crate::run::stage::{Pairs, RepairedRecord, Stage, UnreadableStretch};
use crate::run::{Engine, Outcome, Step};
use crate::source::Source;
use crate::write::line::CorpusLine;
use crate::write::output::Output;
use crate::write::table::Columns;
use crate::write::{CleanError, clash, croissant, line, refuse_not_understood, write_error};

/// Of so many records that are written one is told of.
const TOLD_EVERY: usize = 1024;

/// Makes a corpus.
pub struct Clean {
    /// Whether the input of each record is needed, for the rejects.
    pub originals: bool,
    /// Whether a text that is repaired is kept as it came, too.
    pub keeps_original: bool,
}

/// A record on its way to the corpus, or to the rejects.
#[derive(Debug, Serialize, Deserialize)]
pub struct CleanRecord {
    /// Its line of the corpus; `None` of what is no record.
    line: Option<CorpusLine>,
    /// Its input as a JSON value, if there are rejects.
    original: Option<String>,
}

impl Stage for Clean {
    type Out = CleanRecord;

    fn pairs(&self) -> Pairs {
        Pairs::Dropped
    }

    fn writes_grafts(&self) -> bool {
        true
    }

    fn options(&self) -> Vec<bool> {
        vec![self.originals, self.keeps_original]
    }

    fn record(&self, repaired: &RepairedRecord<'_>) -> CleanRecord {
        let RepairedRecord { record, chunk, id, title, abstract_, links, .. } = *repaired;
        let line = line::corpus_line(record, id, title, abstract_, links, self.keeps_original);
        CleanRecord {
            line: Some(line),
            original: self.originals.then(|| line::original(record, &chunk.bytes, chunk.shape)),
        }
    }

    fn unreadable(&self, stretch: &UnreadableStretch<'_>) -> CleanRecord {
        CleanRecord { line: None, original: self.originals.then(|| line::raw(stretch.bytes())) }
    }
}

/// Where the results go.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// The corpus; `-` is standard output.
    pub corpus: PathBuf,
    /// The records that were dropped or could not be read.
    pub rejects: Option<PathBuf>,
    /// The repairs.
    pub changes: Option<PathBuf>,
    /// Whether `croissant.json` is written beside the corpus.
    pub croissant: bool,
    /// Files that are read beside the inputs, and must not be written either.
    pub against: Vec<PathBuf>,
}

impl Outputs {
    /// Every file that is written.
    pub fn all(&self) -> Vec<PathBuf> {
        let croissant = self.croissant.then(|| croissant::path_of(&self.corpus));
        [Some(self.corpus.clone()), self.rejects.clone(), self.changes.clone(), croissant]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The files that are being written.
struct Files {
    corpus: Output,
    rejects: Option<Output>,
    changes: Option<Output>,
}

impl Files {
    fn create(outputs: &Outputs, sources: &[Source]) -> Result<Files, CleanError> {
        let lines = |path: &PathBuf| Output::new(path, || Ok(Columns::default()));
        Ok(Files {
            corpus: Output::new(&outputs.corpus, || Columns::of(sources))?,
            rejects: outputs.rejects.as_ref().map(lines).transpose()?,
            changes: outputs.changes.as_ref().map(lines).transpose()?,
        })
    }

    /// Writes lines of `--changes`, if these are wanted.
    fn write_changes(&mut self, lines: impl FnOnce() -> Vec<String>) -> Result<(), CleanError> {
        let Some(changes) = &mut self.changes else { return Ok(()) };
        lines().iter().try_for_each(|line| changes.line(line))
    }

    fn commit(self) -> Result<(), CleanError> {
        let Files { corpus, rejects, changes } = self;
        [Some(corpus), rejects, changes].into_iter().flatten().try_for_each(Output::commit)
    }
}

/// Runs `engine`, whose stage makes originals if there are rejects, over `sources`, and writes the
/// outputs.
///
/// # Errors
/// See [`CleanError`]; then none of the outputs is there, or the old ones are.
pub fn clean(
    engine: &Engine<'_, Clean>,
    sources: &[Source],
    outputs: &Outputs,
) -> Result<(Outcome, Conserved), CleanError> {
    let written = outputs.all();
    let written: Vec<_> = written.iter().map(PathBuf::as_path).collect();
    clash::refuse(sources, &outputs.against, &written)?;
    let mut files = Files::create(outputs, sources)?;
    let spool_error = write_error("temporary file");
    let mut waiting =
        Waiting::create(&outputs.corpus, outputs.rejects.is_some()).map_err(&spool_error)?;
    let mut book = Book::default();
    let mut outcome = engine.run(sources, |record| {
        files.write_changes(|| change_lines(record, sources))?;
        book.enter(record, sources);
        waiting.push(&record.out).map_err(&spool_error)
    })?;
    refuse_nothing_read(sources, &mut outcome)?;
    refuse_not_understood(engine.reading().allow_missing, &mut outcome)?;
    book.add_copies(&outcome);
    let keeps_original = engine.stage().keeps_original;
    let found = Found { book: &book, outcome: &outcome, sources, keeps_original };
    files.write_changes(|| found.graft_lines())?;
    let records = waiting.rewind().map_err(&spool_error)?;
    let kept = write_records(engine, &found, records, &mut files)?;
    let conserved = book.count(&outcome, kept)?;
    files.commit()?;
    if outputs.croissant {
        let path = croissant::path_of(&outputs.corpus);
        croissant::write(&outputs.corpus).map_err(write_error(&path.display().to_string()))?;
    }
    Ok((outcome, conserved))
}

/// Refuses to go on without any input: an empty corpus in the place of the one that is there would
/// be a loss.
fn refuse_nothing_read(sources: &[Source], outcome: &mut Outcome) -> Result<(), CleanError> {
    let because = || outcome.failures.first().or(outcome.passed_over.first());
    if outcome.tally.read > 0 || (!sources.is_empty() && because().is_none()) {
        return Ok(());
    }
    let failures = std::mem::take(&mut outcome.failures);
    let passed_over = std::mem::take(&mut outcome.passed_over);
    Err(CleanError::NothingRead { because: failures.into_iter().chain(passed_over).next() })
}

/// Writes each record to where it goes; how many went to the corpus.
fn write_records(
    engine: &Engine<'_, Clean>,
    found: &Found<'_>,
    mut records: Again,
    files: &mut Files,
) -> Result<usize, CleanError> {
    let (mut kept, of) = (0, found.outcome.records.entries().len());
    let mut line = String::new();
    for n in 0..of {
        if n % TOLD_EVERY == 0 {
            engine.tell(Step::Writes { done: n, of });
        }
        records.next().map_err(write_error("temporary file"))?;
        match (found.book.fates.get(&n), &mut files.rejects) {
            (None, _) => {
                found.write_kept_line(n, &records.head, &records.tail, &mut line)?;
                files.corpus.line(&line)?;
                kept += 1;
            }
            (Some(fate), Some(rejects)) => {
                rejects.line(&found.reject_line(n, fate, &records.original))?;
            }
            (Some(_), None) => {}
        }
    }
    Ok(kept)
}
