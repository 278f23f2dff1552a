//! One chunk: its records, parsed, linted, and made into what the stage needs of them.

use std::ops::Range;

use abslint_core::check::links;
use abslint_core::counts::{Counts, OfRule};
use abslint_core::lint::{Change, LintOutcome, Linter};
use abslint_core::record::{FieldName, Item, Record, Unreadable};
use abslint_core::rule::Rule;
use abslint_core::span::{Location, locate};
use serde::{Deserialize, Serialize};

use super::Engine;
use super::batches::Base;
use super::dedup_keys::DedupKeys;
use super::ignores::{FileIgnores, IgnoreUse, RecordIgnores};
use super::stage::{Detail, RepairedRecord, Stage, UnreadableStretch};
use super::unreadable::unreadable_detection;
use crate::config::ignore::Ignore;
use crate::dedup::store::{self, Details, TitlePlace};
use crate::dedup::title_words::names_an_extract;
use crate::dedup::{Completeness, Entry, Preferences};
use crate::source::understood::FieldUse;
use crate::source::{Chunk, Parsed, Source};

/// What came of one record, or of one unreadable stretch.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecordOutcome<Out> {
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
    /// What the rules found in it.
    pub found: Counts,
    /// What was repaired.
    pub changes: Vec<Change>,
    /// What the stage made of it.
    pub out: Out,
    /// The entries of `ignore` that speak of it, by number, and what became of them.
    pub(super) ignores: Vec<(usize, IgnoreUse)>,
    pub(crate) dedup: DedupRecord,
}

/// What is kept of a record until all have been read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct DedupRecord {
    pub(crate) entry: Entry,
    /// The keys of its sketch.
    pub(crate) bands: Box<[u32]>,
    /// The rest; `None` of what is no record.
    pub(crate) details: Option<store::PackedDetails>,
}

/// What came of the records of a chunk.
#[derive(Serialize, Deserialize)]
pub(super) struct ChunkOutcome<Out> {
    pub records: Vec<RecordOutcome<Out>>,
    pub chrome_lines: usize,
    /// What the fields of its records are called.
    pub fields: FieldUse,
    pub bytes: u64,
    pub lines: usize,
    /// Records whose repairs did not come to rest.
    pub unsettled: usize,
}

/// Where a record stands.
#[derive(Clone, Copy)]
struct Position<'p> {
    file: usize,
    preferences: &'p Preferences<'p>,
    chunk: &'p Chunk,
}

/// What is done to a record.
struct Pass<'p> {
    linter: &'p Linter<'p>,
    /// The rules for which it is dropped.
    drops: &'p [&'p Rule],
    /// The entries of `ignore` that speak of it.
    entries: &'p [&'p Ignore],
    /// Whether the repairs are those of the canonical text.
    repairs_are_canonical: bool,
}

/// What the rules found in a record, and what follows from that: a next run need not find it out
/// again.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct LintedRecord {
    pub outcome: LintOutcome,
    /// The rule for which it is dropped, and what that rule says.
    pub drop: Option<(String, String)>,
    keys: DedupKeys,
    /// What is still damaged in its abstract, in bytes of it.
    damage: Vec<Range<usize>>,
}

impl<S: Stage> Engine<'_, S> {
    /// What comes of one chunk of `source`, the file at position `file`; positions in the result
    /// are relative to the chunk.
    pub(super) fn work(&self, file: usize, source: &Source, chunk: &Chunk) -> ChunkOutcome<S::Out> {
        self.work_parsed(file, source, chunk, self.reading.parse(chunk))
    }

    /// What comes of the records that `chunk` holds.
    pub(super) fn work_parsed(
        &self,
        file: usize,
        source: &Source,
        chunk: &Chunk,
        parsed: Parsed<'_>,
    ) -> ChunkOutcome<S::Out> {
        let policy = &self.policy;
        let linter = self.linter(&policy.rules).in_source(chunk.profile);
        let ignores = policy.ignores_of_file(source);
        let preferences = self.plan.settings.preferences(source);
        let place = Position { file, preferences: &preferences, chunk };
        let mut unsettled = 0;
        let mut records = Vec::with_capacity(parsed.items.len());
        for item in parsed.items {
            records.push(match item {
                Item::Unreadable(unreadable) => self.no_record(place, unreadable, &ignores),
                Item::Record(record) => match ignores.of(&record, &chunk.bytes) {
                    None => {
                        let pass = Pass {
                            linter: &linter,
                            drops: &policy.drops,
                            entries: &[],
                            repairs_are_canonical: policy.repairs_are_canonical,
                        };
                        self.record(place, &pass, &record, &mut unsettled)
                    }
                    Some(own) => self.ignored_record(place, own, &record, &mut unsettled),
                },
            });
        }
        let (bytes, lines) =
            (chunk.bytes.len() as u64, memchr::memchr_iter(b'\n', &chunk.bytes).count());
        ChunkOutcome {
            records,
            chrome_lines: parsed.chrome_lines,
            fields: parsed.fields,
            bytes,
            lines,
            unsettled,
        }
    }

    /// What comes of a record that entries of `ignore` speak of.
    fn ignored_record(
        &self,
        place: Position<'_>,
        RecordIgnores { rules, drops, entries, uses }: RecordIgnores<'_>,
        record: &Record<'_>,
        unsettled: &mut usize,
    ) -> RecordOutcome<S::Out> {
        let linter = self.linter(&rules).in_source(place.chunk.profile);
        let pass = Pass {
            linter: &linter,
            drops: &drops,
            entries: &entries,
            repairs_are_canonical: false,
        };
        RecordOutcome { ignores: uses, ..self.record(place, &pass, record, unsettled) }
    }

    /// What comes of one line of JSON, the record of that index and line; `None` if it is blank.
    pub(crate) fn line(
        &self,
        source: &Source,
        index: usize,
        bytes: Vec<u8>,
    ) -> Option<RecordOutcome<S::Out>> {
        let chunk = Chunk::of_line(bytes);
        let mut outcome = self.work(0, source, &chunk).records.pop()?;
        outcome.number(&Base { records: index, lines: index, ..Base::default() });
        Some(outcome)
    }

    fn linter<'r>(&'r self, rules: &'r [&'r Rule]) -> Linter<'r> {
        Linter::new(rules, self.policy.background, self.policy.threshold)
            .telling(self.stage.detail())
    }

    fn record(
        &self,
        place: Position<'_>,
        pass: &Pass<'_>,
        record: &Record<'_>,
        unsettled: &mut usize,
    ) -> RecordOutcome<S::Out> {
        // What an entry of `ignore` says is no part of the key.
        let linted = match &self.cache {
            Some(cache) if pass.entries.is_empty() => {
                let key = cache.key(record, place.chunk);
                cache.get(key, record).unwrap_or_else(|| {
                    let linted = self.look(place, pass, record);
                    cache.add(key, record, &linted);
                    linted
                })
            }
            _ => self.look(place, pass, record),
        };
        *unsettled += usize::from(!linted.outcome.settled);
        self.record_outcome(place, record, linted)
    }

    /// What the rules find in a record, and what follows from that.
    fn look(&self, place: Position<'_>, pass: &Pass<'_>, record: &Record<'_>) -> LintedRecord {
        let outcome = pass.linter.lint(record, &place.chunk.bytes);
        let [title, abstract_] = texts(&outcome, record);
        let drop = pass
            .linter
            .first_report(pass.drops, title, abstract_)
            .map(|(rule, message)| (rule.id.clone(), message));
        let is_no_text = drop.is_some()
            || pass.linter.first_report(&self.policy.placeholders, title, abstract_).is_some();
        let keys =
            self.dedup_keys(record, (title, abstract_), pass.repairs_are_canonical, is_no_text);
        let damage = self.damage(title, abstract_, pass.entries);
        LintedRecord { outcome, drop, keys, damage }
    }

    fn record_outcome(
        &self,
        place: Position<'_>,
        record: &Record<'_>,
        linted: LintedRecord,
    ) -> RecordOutcome<S::Out> {
        let chunk = place.chunk;
        let LintedRecord { outcome, drop, keys, damage } = linted;
        let [title, abstract_] = texts(&outcome, record);
        let links = links::urls::usable(abstract_.unwrap_or_default());
        let repaired = RepairedRecord {
            record,
            chunk,
            id: &keys.id,
            outcome: &outcome,
            title,
            abstract_,
            links: &links,
        };
        let out = self.stage.record(&repaired);
        let entry = entry(place, record, &keys, links.len(), outcome.damage);
        let details = Details {
            id: keys.id.clone(),
            title: keys.title,
            place: title_place(record, chunk),
            abstract_: abstract_.filter(|_| self.plan.keeps_texts).map(str::to_owned),
            is_changed: self.plan.grafting.is_some() && !outcome.changes.is_empty(),
            damage,
            shingles: keys.shingles,
        };
        let dedup = DedupRecord { entry, bands: keys.bands, details: Some(details.packed()) };
        let (changes, left): (Vec<Change>, Vec<Change>) =
            outcome.changes.into_iter().partition(|change| S::is_made(&out, change.field));
        let mut found = outcome.counts;
        left.iter().for_each(|change| found.leave(&change.rule));
        RecordOutcome {
            file: place.file,
            record: record.index,
            line: record.line,
            id: keys.id,
            unreadable: None,
            drop,
            found,
            changes,
            out,
            ignores: Vec::new(),
            dedup,
        }
    }

    fn no_record(
        &self,
        place: Position<'_>,
        unreadable: Unreadable,
        ignores: &FileIgnores<'_>,
    ) -> RecordOutcome<S::Out> {
        let Position { file, chunk, .. } = place;
        let said = |rule: &&&Rule| {
            rule.check.of_bytes().is_some_and(|check| check.defect() == unreadable.defect)
        };
        let reporting: Vec<&&Rule> = self.policy.rules.iter().filter(said).collect();
        let silencing: Vec<usize> =
            reporting.iter().flat_map(|rule| ignores.silencing(rule)).collect();
        let loud = reporting.into_iter().filter(|rule| ignores.silencing(rule).is_empty());
        let tells = self.stage.detail() > Detail::Nothing;
        let (mut found, mut detections) = (Counts::default(), Vec::new());
        for rule in loud {
            let once = OfRule::once(rule.family.name(), rule.reported_severity(), None);
            found.add(&rule.id, &once);
            detections.extend(tells.then(|| unreadable_detection(rule, chunk, &unreadable)));
        }
        let out = self.stage.unreadable(&UnreadableStretch {
            unreadable: &unreadable,
            chunk,
            detections: &detections,
        });
        RecordOutcome {
            file,
            record: unreadable.index,
            line: unreadable.line,
            id: String::new(),
            drop: None,
            found,
            changes: Vec::new(),
            out,
            unreadable: Some(unreadable),
            ignores: silencing.into_iter().map(|n| (n, IgnoreUse::Used)).collect(),
            dedup: DedupRecord {
                entry: Entry { file: narrow(file), ..Entry::default() },
                ..DedupRecord::default()
            },
        }
    }
}

/// The texts of a record after repair.
fn texts<'t>(outcome: &'t LintOutcome, record: &'t Record<'_>) -> [Option<&'t str>; 2] {
    FieldName::ALL.map(|field| {
        outcome.text(field).or_else(|| record.field(field).map(|own| own.text.as_ref()))
    })
}

impl<Out> RecordOutcome<Out> {
    /// A hash of its canonical title; `None` if it has none, or is no text.
    pub fn title_key(&self) -> Option<u64> {
        self.dedup.entry.keys.as_ref().and_then(|keys| keys.title)
    }

    /// Turns positions in the chunk into positions in the file.
    pub(super) fn number(&mut self, base: &Base) {
        self.record += base.records;
        self.line += base.lines + 1;
        self.dedup.entry.record = narrow(self.record);
        self.dedup.entry.line = narrow(self.line);
    }
}

/// What is kept in memory of a record with so many links whose text has so much damage left.
fn entry(
    Position { file, preferences, .. }: Position<'_>,
    record: &Record<'_>,
    keys: &DedupKeys,
    links: usize,
    damage: usize,
) -> Entry {
    Entry {
        file: narrow(file),
        completeness: Completeness {
            has_title: keys.title.is_some(),
            letters: keys.letters,
            links: narrow(links),
            fields: narrow(record.others.len()),
            is_extract: keys.title.as_deref().is_some_and(names_an_extract),
        },
        is_notice: keys.is_notice,
        keys: keys.keys,
        damage: narrow(damage),
        preference: preferences
            .first_met(|name| record.others.iter().any(|(other, _)| other == name)),
        ..Entry::default()
    }
}

/// The title of a record and where it stands, for a report on a copy. `None` if it has none.
fn title_place(record: &Record<'_>, chunk: &Chunk) -> Option<TitlePlace> {
    let field = record.title.as_ref().filter(|title| !title.text.trim().is_empty())?;
    let place = |offset| {
        let at = field.to_source(&chunk.bytes, offset);
        let place = locate(&chunk.bytes, record.bytes.start, (record.line, record.column), at);
        Location { line: place.line - record.line, ..place }
    };
    Some(TitlePlace { text: field.text.to_string(), start: place(0), end: place(field.text.len()) })
}

/// Counts of one run fit into 32 bits; what does not is shown as the largest.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
