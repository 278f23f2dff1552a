//! One chunk: its records, parsed, linted, and made ready to be handed on.

use std::borrow::Cow;

use super::findings::unreadable_finding;
use super::{Base, Engine};
use crate::check::{Check, links};
use crate::corpus::line::{self, CorpusLine};
use crate::corpus::splice::{self, Splice};
use crate::dedup::keys::{Keys, derived_id};
use crate::dedup::{Completeness, Entry, TitlePlace};
use crate::edit::Safety;
use crate::finding::{Finding, Severity};
use crate::lint::{self, Change, Linted, Linter};
use crate::record::{FieldName, Item, Record, Unreadable};
use crate::rule::Rule;
use crate::source::Chunk;

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
    pub(super) findings: Vec<Finding>,
    pub(super) entry: Entry,
}

/// A chunk, worked off.
pub(super) struct Worked {
    pub records: Vec<Processed>,
    pub chrome_lines: usize,
    pub lines: usize,
    pub unsettled: usize,
}

impl Engine<'_> {
    /// Works off one chunk of the file at position `file`; positions in the result are relative to the chunk.
    pub(super) fn work(&self, file: usize, chunk: &Chunk) -> Worked {
        let parsed = self.reading.parse(chunk);
        let linter = Linter::new(&self.rules, self.background, self.threshold);
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
        let links = links::urls::usable(abstract_.unwrap_or_default());
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
    ) -> (Option<Cow<'t, str>>, Option<Cow<'t, str>>) {
        if self.repairs_are_canonical {
            return (repaired.0.map(Into::into), repaired.1.map(Into::into));
        }
        let rules: Vec<&Rule> = self.canonical.iter().collect();
        let [title, abstract_] = Linter::new(&rules, self.background, Safety::Safe).canonical(record);
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
}

impl Processed {
    /// Turns positions in the chunk into positions in the file.
    pub(super) fn number(&mut self, name: &str, base: &Base) {
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

/// The title of a record and where it stands, for a report on a copy. `None` if it has none.
fn title_place(record: &Record<'_>, chunk: &Chunk) -> Option<TitlePlace> {
    let field = record.title.as_ref().filter(|title| !title.text.trim().is_empty())?;
    let place = |offset| lint::locate(&chunk.bytes, record.bytes.start, record.line, field.to_source(&chunk.bytes, offset));
    Some(TitlePlace { text: field.text.as_ref().into(), start: place(0), end: place(field.text.len()) })
}

/// Counts of one run fit into 32 bits; what does not is shown as the largest.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
