//! A strict filter for one part of a data set: a line out for each line in, in the same order.
//!
//! A line that is no record has a line out, too, with an `error`; so whoever
//! moves the data can count. Copies are found in a second step, over all parts:
//! each line carries the state of its record for [`Engine::cluster`].

use std::io::{self, BufRead, BufReader, Read};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::copies::kind_of;
use super::work::Processed;
use super::{Base, Engine};
use crate::corpus::line::{self, CorpusLine};
use crate::dedup::cluster::{Pair, Search};
use crate::dedup::records::{Pool, Records};
use crate::dedup::reference::Reference;
use crate::dedup::state::State;
use crate::finding::{Finding, Origin};
use crate::lint::Change;
use crate::rule::Rule;
use crate::source::{Chunk, Shape, Source};

/// Lines that are worked off at a time, at most.
const MOST_LINES: usize = 2048;

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

impl Engine<'_> {
    /// Hands on what comes of the lines of `input`, a batch at a time, a line (without its end) for each line. The engine must want findings
    /// and lines.
    ///
    /// # Errors
    /// That the input cannot be read, and what `each` returns.
    pub fn pipe<R: Read>(&self, mut input: BufReader<R>, mut each: impl FnMut(&[String]) -> io::Result<()>) -> io::Result<()> {
        let source = Source::stdin();
        let mut base = Base::default();
        loop {
            let lines = next_lines(&mut input)?;
            if lines.is_empty() {
                return Ok(());
            }
            let worked: Vec<Option<Processed>> = lines.into_par_iter().map(|line| self.work_line(&source, line)).collect();
            let mut written = Vec::with_capacity(worked.len());
            for processed in worked {
                written.push(match processed {
                    Some(mut processed) => {
                        processed.number(&base);
                        let origin = Origin { file: 0, name: &source.name, record: base.records, lines: base.lines };
                        of_record(&processed, &processed.findings.unpacked(origin)?)
                    }
                    None => line::json(&Line::of_error("this line is blank")),
                });
                base.records += 1;
                base.lines += 1;
            }
            each(&written)?;
        }
    }

    /// What comes of one line; `None` if it is blank.
    fn work_line(&self, source: &Source, bytes: Vec<u8>) -> Option<Processed> {
        let chunk = Chunk { shape: Shape::JsonLines, bytes, offset: 0, is_first: true, header: None };
        self.work(0, source, &chunk).records.pop()
    }

    /// The copies and the doubtful ones among the rows of one group, in the order of the rows, which decides between equals.
    ///
    /// # Errors
    /// That a state is none, or that the temporary file fails.
    pub fn cluster<'r>(&'r self, rows: &'r [Row]) -> io::Result<Vec<Related<'r>>> {
        let (mut records, mut names): (Records, Vec<&RawValue>) = (self.no_records(), Vec::new());
        for row in rows {
            let Some(state) = &row.state else { continue };
            let wrong = |why| io::Error::other(format!("the state of row {} is none of this version: {why}", row.row));
            let (entry, bands, details) = State::read(state).map_err(wrong)?.into_parts();
            records.add(entry, &bands, Some(&details))?;
            names.push(&row.row);
        }
        let dropped = self.dropped_kinds();
        let pool = Pool { reference: &Reference::default(), new: &records };
        let search = Search { pool, settings: self.dedup, kinds: &self.kinds, dropped: &dropped };
        let related = |Pair { record, kept, relation }: Pair| {
            let rule: &Rule = self.rules.iter().find(|rule| kind_of(rule) == Some(relation.kind))?;
            let (row, kept) = (names[record as usize], names[kept as usize]);
            Some(Related { row, kept, rule: &rule.id, similarity: relation.similarity, dropped: self.drops(&rule.id) })
        };
        Ok(search.pairs()?.into_iter().filter_map(related).collect())
    }
}

/// The next lines without their ends: at least one, if there is any, and those behind it that need not be waited for.
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
fn of_record(processed: &Processed, findings: &[Finding]) -> String {
    let state = State::of(&processed.entry, &processed.bands, &processed.details);
    let record = processed.corpus_line.as_ref().filter(|_| processed.unreadable.is_none()).map(whole);
    line::json(&Line {
        record,
        error: processed.unreadable.as_ref().map(|unreadable| unreadable.detail.as_str()),
        dropped: processed.drop.as_ref().map(|(rule, _)| rule.as_str()),
        reason: processed.drop.as_ref().map(|(_, reason)| reason.as_str()),
        findings,
        edits: processed.changes.iter().map(edit).collect(),
        keys: state.as_ref().map(State::buckets).unwrap_or_default(),
        state: state.as_ref().map(State::written),
    })
}

/// A record of the corpus without its place.
fn whole(CorpusLine { head, tail, .. }: &CorpusLine) -> Box<RawValue> {
    RawValue::from_string(format!("{head}{tail}")).expect("the corpus is written as JSON")
}

fn edit(change: &Change) -> Edit<'_> {
    Edit { field: change.field.name(), rule: &change.rule, before: &change.before, after: &change.after }
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
