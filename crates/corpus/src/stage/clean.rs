//! `clean --output`: one corpus out of all inputs.
//!
//! Cleaned lines wait in a [`Spool`] until all inputs are read and it is known
//! which of them are copies; then those that stay are written, each with the
//! places of its copies. Nothing takes its final name before everything is
//! written and counted.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::fs::atomic;
use crate::fs::spool::Spool;
use crate::run::stage::{Pairs, RepairedRecord, Stage, UnreadableStretch};
use crate::run::{Dropped, Engine, Graft, Grafted, Outcome, RecordOutcome, Step};
use crate::source::Source;
use crate::write::line::CorpusLine;
use crate::write::output::Output;
use crate::write::table::Columns;
use crate::write::{CleanError, clash, croissant, line, refuse_not_understood, write_error};
use abslint_core::check::links::urls;
use abslint_core::record::{FieldName, Place};

/// Of so many records that are written one is told of.
const TOLD_EVERY: usize = 1024;

/// Makes a corpus.
pub struct Clean {
    /// Whether the input of each record is needed, for the rejects.
    pub originals: bool,
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

    fn record(&self, repaired: &RepairedRecord<'_>) -> CleanRecord {
        let RepairedRecord { record, chunk, id, title, abstract_, links, .. } = *repaired;
        CleanRecord {
            line: Some(line::corpus_line(record, id, title, abstract_, links)),
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

/// A record that is not in the corpus.
#[derive(Serialize)]
struct Reject<'a> {
    rule: &'a str,
    reason: &'a str,
    kept: Option<Kept<'a>>,
    similarity: Option<f64>,
    source: Place,
}

/// The record that is kept in place of a copy.
#[derive(Serialize)]
struct Kept<'a> {
    id: &'a str,
    path: &'a str,
    line: usize,
    record: usize,
}

/// One repair, as a line of `--changes`.
#[derive(Serialize)]
struct ChangeLine<'a> {
    path: &'a str,
    line: usize,
    record: usize,
    id: &'a str,
    field: &'a str,
    rule: &'a str,
    before: &'a str,
    after: &'a str,
    /// The copy that the words were taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a Place>,
}

/// Why a record is not in the corpus.
enum Fate {
    Dropped {
        rule: String,
        reason: String,
    },
    /// It is a copy: which of [`Outcome::copies`] says so.
    Copy(usize),
    Unreadable(String),
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
    clash::refuse(
        sources,
        &outputs.against,
        &outputs.all().iter().map(PathBuf::as_path).collect::<Vec<_>>(),
    )?;
    let mut corpus = Output::corpus(&outputs.corpus, || Columns::of(sources))?;
    let mut rejects = outputs.rejects.as_deref().map(Output::lines).transpose()?;
    let mut changes = outputs.changes.as_deref().map(Output::lines).transpose()?;
    let spool_error = write_error("temporary file");
    let mut lines = Spool::create(&spool_folder(&outputs.corpus)).map_err(&spool_error)?;
    let mut originals = outputs
        .rejects
        .as_ref()
        .map(|_| Spool::create(&spool_folder(&outputs.corpus)))
        .transpose()
        .map_err(&spool_error)?;
    let mut book = Book::default();
    let mut outcome = engine.run(sources, |record| {
        if let Some(changes) = &mut changes {
            change_lines(record, sources).iter().try_for_each(|line| changes.line(line))?;
        }
        if let (Some(spool), Some(original)) = (&mut originals, &record.out.original) {
            spool.push(original).map_err(&spool_error)?;
        }
        book.enter(record, sources);
        let [head, tail] =
            record.out.line.as_ref().map_or(["", ""], |line| [&line.head, &line.tail]);
        lines.push(head).and_then(|()| lines.push(tail)).map_err(&spool_error)
    })?;
    if outcome.tally.read == 0
        && (sources.is_empty() || !outcome.failures.is_empty() || !outcome.passed_over.is_empty())
    {
        // An empty corpus in the place of the one that is there would be a loss.
        return Err(CleanError::NothingRead {
            because: outcome.failures.into_iter().chain(outcome.passed_over).next(),
        });
    }
    refuse_not_understood(engine.reading().allow_missing, &mut outcome)?;
    book.add_copies(&outcome);
    let found = Found { book: &book, outcome: &outcome, sources };
    if let Some(changes) = &mut changes {
        found.graft_lines().iter().try_for_each(|line| changes.line(line))?;
    }
    let mut lines = lines.rewind().map_err(&spool_error)?;
    let mut originals = originals.map(Spool::rewind).transpose().map_err(&spool_error)?;
    let (mut kept, of) = (0, outcome.records.entries().len());
    let [mut head, mut tail, mut original, mut line] = [const { String::new() }; 4];
    for n in 0..of {
        if n % TOLD_EVERY == 0 {
            engine.tell(Step::Writes { done: n, of });
        }
        lines
            .next_text(&mut head)
            .and_then(|()| lines.next_text(&mut tail))
            .map_err(&spool_error)?;
        if let Some(originals) = &mut originals {
            originals.next_text(&mut original).map_err(&spool_error)?;
        }
        match book.fates.get(&n) {
            None => {
                line.clear();
                found.push_kept_line(n, &found.grafted_head(n, &head)?, &tail, &mut line);
                corpus.line(&line)?;
                kept += 1;
            }
            Some(fate) => {
                if let Some(rejects) = &mut rejects {
                    rejects.line(&found.reject_line(n, fate, &original))?;
                }
            }
        }
    }
    let conserved = book.count(&outcome, kept)?;
    for output in [Some(corpus), rejects, changes].into_iter().flatten() {
        output.commit()?;
    }
    if outputs.croissant {
        let path = croissant::path_of(&outputs.corpus);
        croissant::write(&outputs.corpus).map_err(write_error(&path.display().to_string()))?;
    }
    Ok((outcome, conserved))
}

/// What is known of the records for which there is more to say than that they were read and are
/// kept. Records are numbered in input order.
#[derive(Default)]
struct Book {
    read: usize,
    /// Of records that are not kept: why.
    fates: HashMap<usize, Fate>,
    /// Of records that come from a corpus: their `source` and everywhere they were found.
    provenance: HashMap<usize, (String, Vec<Place>)>,
    /// Of records that stay and have copies: these.
    copies: HashMap<usize, Vec<usize>>,
    /// Of those that take words from their copies: which of [`Outcome::grafted`] says so.
    grafted: HashMap<usize, usize>,
}

impl Book {
    /// Enters a record.
    fn enter(&mut self, record: &RecordOutcome<CleanRecord>, sources: &[Source]) {
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
    fn add_copies(&mut self, outcome: &Outcome) {
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
    fn count(&self, outcome: &Outcome, kept: usize) -> Result<Conserved, CleanError> {
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

/// What a run has found, for the lines that say so.
struct Found<'f> {
    book: &'f Book,
    outcome: &'f Outcome,
    sources: &'f [Source],
}

impl Found<'_> {
    fn place(&self, n: usize) -> Place {
        let entry = &self.outcome.records.entries()[n];
        Place {
            path: self.sources[entry.file as usize].name.clone(),
            line: entry.line as usize,
            record: entry.record as usize,
        }
    }

    /// Everywhere record `n` was found.
    fn found_at(&self, n: usize) -> Vec<Place> {
        self.book
            .provenance
            .get(&n)
            .map_or_else(|| vec![self.place(n)], |(_, places)| places.clone())
    }

    /// The head of the line of record `n` with what it takes from its copies.
    fn grafted_head<'h>(&self, n: usize, head: &'h str) -> Result<Cow<'h, str>, CleanError> {
        let Some(grafted) = self.book.grafted.get(&n) else { return Ok(head.into()) };
        let Grafted { abstract_, .. } = &self.outcome.grafted[*grafted];
        line::with_abstract(head, abstract_, &urls::usable(abstract_))
            .map(Cow::Owned)
            .map_err(|error| write_error("temporary file")(error.into()))
    }

    /// The lines of `--changes` for what was taken from copies.
    fn graft_lines(&self) -> Vec<String> {
        let line_of = |grafted: &Grafted, Graft { before, after, from }: &Graft| {
            let Place { path, line, record } = self.place(grafted.record);
            let (id, field, rule) =
                (grafted.id.as_str(), FieldName::Abstract.name(), grafted.rule.as_str());
            line::json(&ChangeLine {
                path: &path,
                line,
                record,
                id,
                field,
                rule,
                before,
                after,
                from: Some(from),
            })
        };
        self.outcome
            .grafted
            .iter()
            .flat_map(|grafted| grafted.grafts.iter().map(move |graft| line_of(grafted, graft)))
            .collect()
    }

    /// Writes the line of record `n` to the end of `out`.
    fn push_kept_line(&self, n: usize, head: &str, tail: &str, out: &mut String) {
        let own = self.found_at(n);
        out.push_str(head);
        out.push_str(",\"source\":");
        match self.book.provenance.get(&n) {
            None => out.push_str(&line::json(&own[0])),
            Some((source, _)) => out.push_str(source),
        }
        let mut also_in: Vec<Place> = own[1..].to_vec();
        for place in
            self.book.copies.get(&n).into_iter().flatten().flat_map(|copy| self.found_at(*copy))
        {
            if place != own[0] && !also_in.contains(&place) {
                also_in.push(place);
            }
        }
        out.push_str(",\"also_in\":");
        out.push_str(&line::json(&also_in));
        out.push_str(tail);
    }

    fn reject_line(&self, n: usize, fate: &Fate, original: &str) -> String {
        let (rule, reason, copy) = match fate {
            Fate::Dropped { rule, reason } => (rule.as_str(), reason.as_str(), None),
            Fate::Copy(copy) => {
                let copy = &self.outcome.copies[*copy];
                (copy.rule.as_str(), "the same paper is kept elsewhere", Some(copy))
            }
            Fate::Unreadable(reason) => ("unreadable", reason.as_str(), None),
        };
        let kept =
            copy.map(|Dropped { kept_id, kept_place: Place { path, line, record }, .. }| Kept {
                id: kept_id,
                path,
                line: *line,
                record: *record,
            });
        let similarity = copy.map(|copy| copy.similarity);
        let reject = line::json(&Reject { rule, reason, kept, similarity, source: self.place(n) });
        format!("{},\"record\":{original}}}", &reject[..reject.len() - 1])
    }
}

fn change_lines(record: &RecordOutcome<CleanRecord>, sources: &[Source]) -> Vec<String> {
    let line_of = |change: &abslint_core::lint::Change| {
        line::json(&ChangeLine {
            path: &sources[record.file].name,
            line: record.line,
            record: record.record,
            id: &record.id,
            field: change.field.name(),
            rule: &change.rule,
            before: &change.before,
            after: &change.after,
            from: None,
        })
    };
    record.changes.iter().map(line_of).collect()
}

fn spool_folder(corpus: &Path) -> PathBuf {
    if corpus == Path::new("-") {
        std::env::temp_dir()
    } else {
        atomic::folder_of(corpus).to_owned()
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
