//! All inputs through all rules: chunks on every core, results in input order.
//!
//! [`Engine::run`] reads chunk after chunk, lets the cores parse and lint a few
//! at a time, and hands the results on one by one, in order, with their final
//! record and line numbers. What is kept of a record once it has been handed on
//! is its [`Entry`] and its findings. When all are read, duplicates are found
//! among the entries, and become findings too.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::{Check, duplicate::Copies, links};
use crate::corpus::line::{self, CorpusLine};
use crate::corpus::splice::{self, Splice};
use crate::dedup::keys::{Keys, derived_id};
use crate::dedup::{Cluster, Completeness, Entry, TitlePlace, cluster};
use crate::edit::Safety;
use crate::finding::{Finding, Location, Related, Severity, Span, Target};
use crate::lint::{self, Change, Linted, Linter};
use crate::record::{FieldName, Item, Record, Unreadable};
use crate::rule::{Library, Rule};
use crate::source::{Chunk, Chunks, Reading, Source, SourceError};

/// Chunks that are in memory at a time, for each core.
const CHUNKS_PER_CORE: usize = 2;

/// What the caller needs of each record, beside its findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Want {
    /// Its line of the corpus.
    pub line: bool,
    /// Its input, verbatim, for the rejects.
    pub original: bool,
    /// Its edits as splices of the file.
    pub splices: bool,
}

/// One record, or one unreadable stretch, as it is handed on.
#[derive(Debug)]
pub struct Processed {
    /// Position of its file in the input order.
    pub file: usize,
    /// 0-based index in its file.
    pub record: usize,
    /// 1-based line of its file.
    pub line: usize,
    /// Its id; empty for an unreadable one.
    pub id: String,
    /// Why it is no record.
    pub unreadable: Option<Unreadable>,
    /// The rule for which it is dropped, and what that rule says.
    pub drop: Option<(String, String)>,
    /// What was repaired.
    pub changes: Vec<Change>,
    /// Its line of the corpus, if wanted.
    pub corpus_line: Option<CorpusLine>,
    /// Its input as a JSON value, if wanted.
    pub original: Option<String>,
    /// Its edits in bytes of the file, if wanted.
    pub splices: Vec<Splice>,
    findings: Vec<Finding>,
    entry: Entry,
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Inputs.
    pub files: usize,
    /// Records and unreadable stretches.
    pub read: usize,
    /// Unreadable stretches.
    pub unreadable: usize,
    /// Records dropped by a rule, by its id.
    pub dropped: BTreeMap<String, usize>,
    /// Lines of pages that are chrome.
    pub chrome_lines: usize,
    /// Records that were changed.
    pub changed: usize,
    /// Repairs made, by rule.
    pub repairs: BTreeMap<String, usize>,
    /// Records whose repairs did not come to rest.
    pub unsettled: usize,
}

/// The outcome of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything that was found, in order.
    pub findings: Vec<Finding>,
    /// What was read.
    pub tally: Tally,
    /// Inputs that could not be read, or not to the end.
    pub failures: Vec<SourceError>,
    /// What was kept of each record, in input order.
    pub entries: Vec<Entry>,
    /// Copies among them, with the id of the rule that says so.
    pub clusters: Vec<(String, Cluster)>,
}

/// Everything a run depends on beside its inputs.
pub struct Engine<'l> {
    reading: Reading,
    /// The rules that report.
    rules: Vec<&'l Rule>,
    /// The rules that make the canonical text: every safe fix, whatever was selected.
    canonical: Vec<&'l Rule>,
    /// Those among `rules` for which a record is dropped.
    drops: Vec<&'l Rule>,
    threshold: Safety,
    want: Want,
}

impl<'l> Engine<'l> {
    /// An engine that reports by `rules` and applies their fixes of at least `threshold`.
    /// `drop` names the rules for which `clean` drops a record.
    pub fn new(library: &'l Library, rules: Vec<&'l Rule>, reading: Reading, threshold: Safety, drop: &[String], want: Want) -> Self {
        let canonical = library.rules.iter().filter(|rule| rule.severity.is_some() && rule.repairs_at(Safety::Safe)).collect();
        let drops = rules.iter().copied().filter(|rule| drop.contains(&rule.id)).collect();
        Engine { reading, rules, canonical, drops, threshold, want }
    }

    /// Runs over `sources`, in order; `each` gets every record, in order.
    ///
    /// # Errors
    /// Only what `each` returns; inputs that cannot be read are in the outcome.
    pub fn run<E>(&self, sources: &[Source], mut each: impl FnMut(&Processed) -> Result<(), E>) -> Result<Outcome, E> {
        let mut outcome = Outcome::default();
        outcome.tally.files = sources.len();
        let mut bases = vec![Base::default(); sources.len()];
        let mut batch: Vec<(usize, Chunk)> = Vec::new();
        let room = CHUNKS_PER_CORE * rayon::current_num_threads();
        for (file, source) in sources.iter().enumerate() {
            let mut chunks = match Chunks::open(source, &self.reading) {
                Ok(chunks) => Some(chunks),
                Err(error) => {
                    outcome.failures.push(error);
                    None
                }
            };
            while let Some(chunk) = chunks.as_mut().and_then(Iterator::next) {
                match chunk {
                    Ok(chunk) => batch.push((file, chunk)),
                    Err(error) => outcome.failures.push(error),
                }
                if batch.len() >= room {
                    self.hand_on(sources, &mut batch, &mut bases, &mut outcome, &mut each)?;
                }
            }
        }
        self.hand_on(sources, &mut batch, &mut bases, &mut outcome, &mut each)?;
        self.find_duplicates(sources, &mut outcome);
        outcome.findings.sort_by(|a, b| a.order().cmp(&b.order()));
        Ok(outcome)
    }

    /// Works off a batch on all cores, and hands its records on in order.
    fn hand_on<E>(
        &self,
        sources: &[Source],
        batch: &mut Vec<(usize, Chunk)>,
        bases: &mut [Base],
        outcome: &mut Outcome,
        each: &mut impl FnMut(&Processed) -> Result<(), E>,
    ) -> Result<(), E> {
        let done: Vec<Worked> = batch.par_iter().map(|(file, chunk)| self.work(*file, chunk)).collect();
        for ((file, _), worked) in batch.drain(..).zip(done) {
            let base = &mut bases[file];
            outcome.tally.chrome_lines += worked.chrome_lines;
            outcome.tally.unsettled += worked.unsettled;
            let count = worked.records.len();
            for mut processed in worked.records {
                processed.number(&sources[file].name, base);
                each(&processed)?;
                outcome.take(processed);
            }
            base.records += count;
            base.lines += worked.lines;
        }
        Ok(())
    }

    fn work(&self, file: usize, chunk: &Chunk) -> Worked {
        let parsed = self.reading.parse(chunk);
        let linter = Linter::new(&self.rules, &self.reading.layouts, self.threshold);
        let mut worked = Worked {
            records: Vec::with_capacity(parsed.items.len()),
            chrome_lines: parsed.chrome_lines,
            lines: memchr::memchr_iter(b'\n', &chunk.bytes).count(),
            unsettled: 0,
        };
        for item in parsed.items {
            worked.records.push(match item {
                Item::Record(record) => {
                    let linted = linter.lint(&record, &chunk.bytes);
                    worked.unsettled += usize::from(!linted.settled);
                    self.processed(file, chunk, &linter, &record, linted)
                }
                Item::Unreadable(unreadable) => self.no_record(file, chunk, unreadable),
            });
        }
        worked
    }

    fn processed(&self, file: usize, chunk: &Chunk, linter: &Linter<'_>, record: &Record<'_>, linted: Linted) -> Processed {
        let text = |field| linted.text(field).or_else(|| record.field(field).map(|f| f.text.as_ref()));
        let (title, abstract_) = (text(FieldName::Title), text(FieldName::Abstract));
        let canonical = self.canonical_texts(record, (title, abstract_));
        let (canonical_title, canonical_abstract) = (canonical.0.as_deref(), canonical.1.as_deref());
        let id = record.id.as_ref().map_or_else(|| derived_id(canonical_title, canonical_abstract), |id| id.text.to_string());
        let drop = linter.first_report(&self.drops, title, abstract_).map(|(rule, message)| (rule.id.clone(), message));
        let keys = Keys::of(canonical_title, canonical_abstract);
        let links: Vec<String> = links::urls(abstract_.unwrap_or_default()).map(str::to_owned).collect();
        let is_damage = |f: &&Finding| f.severity > Severity::Info;
        let entry = Entry {
            file: narrow(file),
            record: 0,
            line: 0,
            id: id.clone(),
            title: title_place(record, chunk),
            completeness: Completeness {
                has_title: keys.title.is_some(),
                letters: keys.letters,
                links: narrow(links.len()),
                fields: narrow(record.others.len()),
            },
            keys: drop.is_none().then_some(keys),
            damage: narrow(linted.findings.iter().filter(is_damage).count()),
        };
        let corpus_line = self.want.line.then(|| line::corpus_line(record, &id, title, abstract_, &links));
        Processed {
            file,
            record: record.index,
            line: record.line,
            id,
            unreadable: None,
            drop,
            corpus_line,
            original: self.want.original.then(|| line::original(record, &chunk.bytes, chunk.shape)),
            splices: if self.want.splices { splice::splices(record, chunk, &linted) } else { Vec::new() },
            changes: linted.changes,
            findings: linted.findings,
            entry,
        }
    }

    /// The texts that keys and ids are taken from. They are the repaired ones, unless only
    /// some of the repairs were selected, or some that are not safe.
    fn canonical_texts<'t>(
        &self,
        record: &'t Record<'_>,
        repaired: (Option<&'t str>, Option<&'t str>),
    ) -> (Option<std::borrow::Cow<'t, str>>, Option<std::borrow::Cow<'t, str>>) {
        let applied = self.rules.iter().filter(|rule| rule.repairs_at(self.threshold)).map(|rule| &rule.id);
        if self.canonical.iter().map(|rule| &rule.id).eq(applied) {
            return (repaired.0.map(Into::into), repaired.1.map(Into::into));
        }
        let [title, abstract_] = Linter::new(&self.canonical, &self.reading.layouts, Safety::Safe).canonical(record);
        (title, abstract_)
    }

    fn no_record(&self, file: usize, chunk: &Chunk, unreadable: Unreadable) -> Processed {
        let said = |rule: &&&Rule| matches!(&rule.check, Check::Unreadable(check) if check.defect == unreadable.defect);
        let findings = self.rules.iter().filter(said).map(|rule| unreadable_finding(rule, chunk, &unreadable)).collect();
        let entry = Entry {
            file: narrow(file),
            record: 0,
            line: 0,
            id: String::new(),
            title: None,
            keys: None,
            completeness: Completeness::default(),
            damage: 0,
        };
        Processed {
            file,
            record: unreadable.index,
            line: unreadable.line,
            id: String::new(),
            drop: None,
            changes: Vec::new(),
            corpus_line: None,
            original: self.want.original.then(|| line::raw(&chunk.bytes[unreadable.bytes.clone()])),
            unreadable: Some(unreadable),
            splices: Vec::new(),
            findings,
            entry,
        }
    }

    fn find_duplicates(&self, sources: &[Source], outcome: &mut Outcome) {
        for rule in &self.rules {
            let Check::Duplicate(check) = &rule.check else { continue };
            let clusters = match check.finds {
                Copies::Exact => cluster::exact(&outcome.entries),
            };
            for cluster in clusters {
                for copy in &cluster.copies {
                    let finding = duplicate_finding(rule, sources, &outcome.entries[*copy], &outcome.entries[cluster.survivor]);
                    outcome.findings.push(finding);
                }
                if self.drops.iter().any(|drop| drop.id == rule.id) {
                    *outcome.tally.dropped.entry(rule.id.clone()).or_default() += cluster.copies.len();
                }
                outcome.clusters.push((rule.id.clone(), cluster));
            }
        }
    }

    /// Whether copies that the rule called `id` finds are dropped.
    pub fn drops(&self, id: &str) -> bool {
        self.drops.iter().any(|rule| rule.id == id)
    }
}

/// Where the records of the next chunk of a file start.
#[derive(Clone, Copy, Debug, Default)]
struct Base {
    records: usize,
    lines: usize,
}

/// A chunk, worked off.
struct Worked {
    records: Vec<Processed>,
    chrome_lines: usize,
    lines: usize,
    unsettled: usize,
}

impl Processed {
    /// Turns positions in the chunk into positions in the file.
    fn number(&mut self, name: &str, base: &Base) {
        self.record += base.records;
        self.line += base.lines + 1;
        self.entry.record = narrow(self.record);
        self.entry.line = narrow(self.line);
        if let Some(title) = &mut self.entry.title {
            title.start.line += base.lines;
            title.end.line += base.lines;
        }
        for finding in &mut self.findings {
            finding.file = self.file;
            finding.path = name.to_owned();
            finding.record = self.record;
            finding.location.line += base.lines;
            finding.end_location.line += base.lines;
            finding.id = self.unreadable.is_none().then(|| self.id.clone());
        }
    }
}

impl Outcome {
    fn take(&mut self, processed: Processed) {
        self.tally.read += 1;
        self.tally.unreadable += usize::from(processed.unreadable.is_some());
        self.tally.changed += usize::from(!processed.changes.is_empty());
        if let Some((rule, _)) = processed.drop {
            *self.tally.dropped.entry(rule).or_default() += 1;
        }
        for change in processed.changes {
            *self.tally.repairs.entry(change.rule).or_default() += 1;
        }
        self.findings.extend(processed.findings);
        self.entries.push(processed.entry);
    }
}

/// Counts of one run fit into 32 bits; what does not is shown as the largest.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn unreadable_finding(rule: &Rule, chunk: &Chunk, unreadable: &Unreadable) -> Finding {
    let raw = &chunk.bytes[unreadable.bytes.clone()];
    let text = String::from_utf8_lossy(raw);
    let at = unreadable.at - unreadable.bytes.start;
    // Up to the error the bytes are the text; a JSON error may stand in the middle of a character.
    let at = text.floor_char_boundary(at);
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let span = Span::new(&text, at, end).unwrap_or(Span::empty());
    let location = lint::locate(&chunk.bytes, unreadable.bytes.start, unreadable.line, unreadable.at);
    let say = |name: &str| match name {
        "detail" => Some(unreadable.detail.as_str()),
        "match" => Some(span.slice(&text)),
        _ => None,
    };
    Finding {
        rule: rule.id.clone(),
        family: rule.family.name().to_owned(),
        severity: rule.severity.unwrap_or(Severity::Error),
        message: rule.message.fill(say),
        help: rule.help.as_ref().map(|help| help.fill(say)),
        path: String::new(),
        record: unreadable.index,
        id: None,
        field: Target::Raw,
        span,
        location,
        end_location: location,
        text: span.slice(&text).to_owned(),
        fix: None,
        related: Vec::new(),
        excerpt: lint::excerpt(&text, span, ""),
        file: 0,
    }
}

fn duplicate_finding(rule: &Rule, sources: &[Source], copy: &Entry, kept: &Entry) -> Finding {
    let (path, line, record) = (&sources[kept.file as usize].name, kept.line.to_string(), kept.record.to_string());
    let say = |name: &str| match name {
        "path" => Some(path.as_str()),
        "line" => Some(line.as_str()),
        "record" => Some(record.as_str()),
        _ => None,
    };
    let start = Location { line: copy.line as usize, column: 1 };
    let (text, location, end_location) =
        copy.title.as_ref().map_or(("", start, start), |title| (title.text.as_ref(), title.start, title.end));
    Finding {
        rule: rule.id.clone(),
        family: rule.family.name().to_owned(),
        severity: rule.severity.unwrap_or(Severity::Warning),
        message: rule.message.fill(say),
        help: rule.help.as_ref().map(|help| help.fill(say)),
        path: sources[copy.file as usize].name.clone(),
        record: copy.record as usize,
        id: Some(copy.id.clone()),
        field: if copy.title.is_some() { Target::Title } else { Target::Abstract },
        span: Span::whole(text),
        location,
        end_location,
        text: text.to_owned(),
        fix: None,
        related: vec![Related {
            path: path.clone(),
            record: kept.record as usize,
            id: kept.id.clone(),
            line: kept.line as usize,
            message: "this record is kept".to_owned(),
            similarity: 1.0,
        }],
        excerpt: lint::excerpt(text, Span::whole(text), text),
        file: copy.file as usize,
    }
}

/// The title of a record and where it stands, for a report on a copy. `None` if it has none.
fn title_place(record: &Record<'_>, chunk: &Chunk) -> Option<TitlePlace> {
    let field = record.title.as_ref().filter(|title| !title.text.trim().is_empty())?;
    let place = |offset| lint::locate(&chunk.bytes, record.bytes.start, record.line, field.to_source(&chunk.bytes, offset));
    Some(TitlePlace { text: field.text.as_ref().into(), start: place(0), end: place(field.text.len()) })
}
