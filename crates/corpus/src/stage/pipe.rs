//! A strict filter for one part of a data set: a line out for each line in, in the same order.
//!
//! A line that is no record has a line out, too, with an `error`; so whoever
//! moves the data can count. Copies are found in a second step, over all parts:
//! each line carries the state of its record for [`cluster`].

use std::io::{self, BufRead, BufReader, Read};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use abslint_core::finding::Finding;
use abslint_core::lint::Change;

use crate::dedup::records::Records;
use crate::dedup::state::State;
use crate::finding_store::{InFile, PackedFindings};
use crate::run::stage::{Detail, Pairs, RepairedRecord, Stage, UnreadableStretch};
use crate::run::{Engine, RecordOutcome};
use crate::source::Source;
use crate::write::line::{self, CorpusLine};

/// Lines that are worked off at a time, at most.
const MOST_LINES: usize = 2048;

/// Makes of each line what comes out for it.
pub struct Pipe;

/// What it makes of a record.
pub struct PipeRecord {
    detections: PackedFindings,
    /// The cleaned record; `None` of what is no record.
    line: Option<CorpusLine>,
}

impl Stage for Pipe {
    type Out = PipeRecord;

    fn detail(&self) -> Detail {
        Detail::Findings
    }

    fn pairs(&self) -> Pairs {
        Pairs::All
    }

    fn record(&self, repaired: &RepairedRecord<'_>) -> PipeRecord {
        let RepairedRecord { record, id, title, abstract_, links, .. } = *repaired;
        PipeRecord {
            detections: PackedFindings::of(Some(id), &repaired.outcome.detections),
            line: Some(line::corpus_line(record, id, title, abstract_, links, false)),
        }
    }

    fn unreadable(&self, stretch: &UnreadableStretch<'_>) -> PipeRecord {
        PipeRecord { detections: PackedFindings::of(None, stretch.detections), line: None }
    }
}

/// A line out.
#[derive(Serialize)]
struct Line<'p> {
    /// The cleaned record; `null` where there is none.
    record: Option<Box<RawValue>>,
    /// Why it is no record.
    error: Option<&'p str>,
    /// The rule for which it is dropped.
    dropped: Option<&'p str>,
    /// What that rule says.
    reason: Option<&'p str>,
    findings: &'p [Finding],
    edits: Vec<Edit<'p>>,
    /// Numbers of which copies share one.
    keys: Vec<i64>,
    /// What `cluster` needs to know of it; `null` if it is never a copy.
    state: Option<String>,
}

/// One repair.
#[derive(Serialize)]
struct Edit<'p> {
    field: &'static str,
    rule: &'p str,
    before: &'p str,
    after: &'p str,
}

/// A record of a group that is compared.
#[derive(Deserialize)]
pub struct Row {
    /// What tells groups apart: records are compared with those of their own.
    #[serde(default)]
    pub group: Option<Box<RawValue>>,
    /// What the record is called.
    pub row: Box<RawValue>,
    /// Its state; a row without one is no copy of anything.
    pub state: Option<String>,
}

/// What came out for a record that is a copy, or is doubtful.
#[derive(Serialize)]
pub struct Related<'r> {
    /// The record.
    pub row: &'r RawValue,
    /// The one that stays.
    pub kept: &'r RawValue,
    /// The rule that says so.
    pub rule: &'r str,
    /// How alike the two are, 0 to 1.
    pub similarity: f64,
    /// Whether it goes.
    pub dropped: bool,
}

/// Hands on what comes of the lines of `input`, a batch at a time, a line (without its end) for
/// each line.
///
/// # Errors
/// Returns an I/O error if the input cannot be read, and what `each` returns.
pub fn pipe<R: Read>(
    engine: &Engine<'_, Pipe>,
    mut input: BufReader<R>,
    mut each: impl FnMut(&[String]) -> io::Result<()>,
) -> io::Result<()> {
    let source = Source::stdin();
    let mut done = 0;
    loop {
        let lines = next_lines(&mut input)?;
        if lines.is_empty() {
            return Ok(());
        }
        let outcomes: Vec<Option<RecordOutcome<PipeRecord>>> = lines
            .into_par_iter()
            .enumerate()
            .map(|(n, line)| engine.line(&source, done + n, line))
            .collect();
        let written = outcomes.iter().enumerate().map(|(n, outcome)| match outcome {
            Some(outcome) => {
                let place =
                    InFile { file: 0, path: &source.name, record: done + n, lines: done + n };
                Ok(of_record(outcome, &outcome.out.detections.placed(place)?))
            }
            None => Ok(line::json(&Line::of_error("this line is blank"))),
        });
        let written = written.collect::<io::Result<Vec<String>>>()?;
        done += written.len();
        each(&written)?;
    }
}

/// The copies and the doubtful ones among the rows of one group, in the order of the rows, which
/// decides between equals.
///
/// # Errors
/// Returns an I/O error if a state is none, or the temporary file fails.
pub fn cluster<'r>(engine: &'r Engine<'_, Pipe>, rows: &'r [Row]) -> io::Result<Vec<Related<'r>>> {
    let (mut records, mut names): (Records, Vec<&RawValue>) = (engine.no_records(), Vec::new());
    for row in rows {
        let Some(state) = &row.state else { continue };
        let wrong = |why| {
            io::Error::other(format!("the state of row {} is none of this version: {why}", row.row))
        };
        let (entry, bands, details) = State::read(state).map_err(wrong)?.into_parts();
        records.add(entry, &bands, Some(&details))?;
        names.push(&row.row);
    }
    let related = engine.cluster(&records)?.into_iter().map(|(pair, rule, dropped)| {
        let (row, kept) = (names[pair.record as usize], names[pair.kept as usize]);
        Related { row, kept, rule: &rule.id, similarity: pair.relation.similarity, dropped }
    });
    Ok(related.collect())
}

/// The next lines without their ends: at least one, if there is any, and those behind it that need
/// not be waited for.
fn next_lines<R: Read>(input: &mut BufReader<R>) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(lines);
        }
        line.truncate(line.strip_suffix(b"\n").map_or(line.len(), <[u8]>::len));
        lines.push(line);
        if lines.len() == MOST_LINES || memchr::memchr(b'\n', input.buffer()).is_none() {
            return Ok(lines);
        }
    }
}

/// What came of a record, as a line.
fn of_record(outcome: &RecordOutcome<PipeRecord>, findings: &[Finding]) -> String {
    let dedup = &outcome.dedup;
    let state =
        dedup.details.as_ref().and_then(|details| State::of(&dedup.entry, &dedup.bands, details));
    let record = outcome.out.line.as_ref().map(whole);
    line::json(&Line {
        record,
        error: outcome.unreadable.as_ref().map(|unreadable| unreadable.detail.as_str()),
        dropped: outcome.drop.as_ref().map(|(rule, _)| rule.as_str()),
        reason: outcome.drop.as_ref().map(|(_, reason)| reason.as_str()),
        findings,
        edits: outcome.changes.iter().map(edit).collect(),
        keys: state.as_ref().map(State::buckets).unwrap_or_default(),
        state: state.as_ref().map(State::written),
    })
}

/// A record of the corpus without its place.
fn whole(CorpusLine { head, tail, .. }: &CorpusLine) -> Box<RawValue> {
    RawValue::from_string(format!("{head}{tail}")).expect("the corpus is written as JSON")
}

fn edit(change: &Change) -> Edit<'_> {
    Edit {
        field: change.field.name(),
        rule: &change.rule,
        before: &change.before,
        after: &change.after,
    }
}

impl Line<'_> {
    /// Of a line that is no record.
    fn of_error(error: &str) -> Line<'_> {
        Line {
            record: None,
            error: Some(error),
            dropped: None,
            reason: None,
            findings: &[],
            edits: Vec::new(),
            keys: Vec::new(),
            state: None,
        }
    }
}
