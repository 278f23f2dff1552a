//! One chunk: its records, parsed, linted, and made ready to be handed on.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::exceptions::{Excepted, Exceptions, Use};
use super::findings::unreadable_finding;
use super::{Base, Engine};
use crate::check::{Check, links};
use crate::config::ignore::Ignore;
use crate::corpus::line::{self, CorpusLine};
use crate::corpus::splice::{self, Splice};
use crate::dedup::keys::{self, Keys, derived_id};
use crate::dedup::shingles::Shingles;
use crate::dedup::store::{self, Details, TitlePlace};
use crate::dedup::{Completeness, Entry, Preferences};
use crate::edit::Safety;
use crate::finding::{Finding, Location};
use crate::findings::Packed;
use crate::known::records;
use crate::lint::{self, Change, Linted, Linter, Telling};
use crate::record::{FieldName, Item, Record, Unreadable};
use crate::rule::Rule;
use crate::source::understood::FieldUse;
use crate::source::{Chunk, Source};

/// One record, or one unreadable stretch, as it is handed on.
#[derive(Debug, Serialize, Deserialize)]
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
    #[serde(skip)]
    pub splices: Vec<Splice>,
    /// A hash of all that it holds, if wanted.
    pub content: u64,
    /// Characters of its abstract, if wanted; `None` if it has none.
    pub length: Option<usize>,
    /// The entries of `ignore` that speak of it, by number, and what became of them.
    pub(super) ignores: Vec<(usize, Use)>,
    /// What was found in it; lines are counted from its chunk.
    #[serde(skip)]
    pub(super) findings: Packed,
    pub(super) entry: Entry,
    /// The keys of its sketch.
    pub(super) bands: Box<[u32]>,
    pub(super) details: store::Packed,
}

/// A chunk, worked off.
#[derive(Serialize, Deserialize)]
pub(super) struct Worked {
    pub records: Vec<Processed>,
    pub chrome_lines: usize,
    /// What the fields of its records are called.
    pub fields: FieldUse,
    pub bytes: u64,
    pub lines: usize,
    pub unsettled: usize,
    /// All of it as it is kept for the case that the run is killed.
    #[serde(skip)]
    pub packed: Option<Vec<u8>>,
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

/// What a look at a record has brought, and what a next run need not find out again.
pub(super) struct Looked {
    pub linted: Linted,
    /// The rule for which it is dropped, and what that rule says.
    pub drop: Option<(String, String)>,
    pub compared: Compared,
    /// What is still damaged in its abstract, in bytes of it.
    pub damage: Vec<Range<usize>>,
}

/// What a record is compared by.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Compared {
    id: String,
    keys: Option<Keys>,
    bands: Box<[u32]>,
    shingles: Vec<u32>,
    /// Its title after repair, if it has any letters.
    title: Option<String>,
    /// Letters and digits of its abstract, in bytes.
    letters: u32,
}

impl Engine<'_> {
    /// Works off one chunk of `source`, the file at position `file`; positions in the result are relative to the chunk.
    pub(super) fn work(&self, file: usize, source: &Source, chunk: &Chunk) -> Worked {
        let parsed = self.reading.parse(chunk);
        let linter = Linter::new(&self.rules, self.background, self.threshold).telling(self.want.findings);
        let exceptions = self.exceptions(source);
        let preferences = self.dedup.preferences(source);
        let mut worked = Worked {
            records: Vec::with_capacity(parsed.items.len()),
            chrome_lines: parsed.chrome_lines,
            fields: parsed.fields,
            bytes: chunk.bytes.len() as u64,
            lines: memchr::memchr_iter(b'\n', &chunk.bytes).count(),
            unsettled: 0,
            packed: None,
        };
        for item in parsed.items {
            let place = Position { file, preferences: &preferences, chunk };
            worked.records.push(match item {
                Item::Unreadable(unreadable) => self.no_record(place, unreadable, &exceptions),
                Item::Record(record) => match exceptions.of(&record, &chunk.bytes) {
                    None => {
                        let pass =
                            Pass { linter: &linter, drops: &self.drops, entries: &[], repairs_are_canonical: self.repairs_are_canonical };
                        self.record(place, &pass, &record, &mut worked.unsettled)
                    }
                    Some(Excepted { rules, drops, entries, uses }) => {
                        let linter = Linter::new(&rules, self.background, self.threshold).telling(self.want.findings);
                        let pass = Pass { linter: &linter, drops: &drops, entries: &entries, repairs_are_canonical: false };
                        Processed { ignores: uses, ..self.record(place, &pass, &record, &mut worked.unsettled) }
                    }
                },
            });
        }
        worked
    }

    fn record(&self, place: Position<'_>, pass: &Pass<'_>, record: &Record<'_>, unsettled: &mut usize) -> Processed {
        // What an entry of `ignore` says is no part of the key.
        let looked = match &self.cache {
            Some(cache) if pass.entries.is_empty() => {
                let key = cache.key(record, place.chunk);
                cache.get(key, record).unwrap_or_else(|| {
                    let looked = self.look(place, pass, record);
                    cache.add(key, record, &looked);
                    looked
                })
            }
            _ => self.look(place, pass, record),
        };
        *unsettled += usize::from(!looked.linted.settled);
        self.processed(place, record, looked)
    }

    /// What the rules find in a record, and what follows from that.
    fn look(&self, place: Position<'_>, pass: &Pass<'_>, record: &Record<'_>) -> Looked {
        let linted = pass.linter.lint(record, &place.chunk.bytes);
        let [title, abstract_] = texts(&linted, record);
        let drop = pass.linter.first_report(pass.drops, title, abstract_).map(|(rule, message)| (rule.id.clone(), message));
        let is_no_text = drop.is_some() || pass.linter.first_report(&self.placeholders, title, abstract_).is_some();
        let compared = self.compared(record, (title, abstract_), pass.repairs_are_canonical, is_no_text);
        let damage = self.damage(title, abstract_, pass.entries);
        Looked { linted, drop, compared, damage }
    }

    fn processed(&self, place: Position<'_>, record: &Record<'_>, looked: Looked) -> Processed {
        let Position { file, preferences, chunk } = place;
        let Looked { mut linted, drop, compared, damage } = looked;
        let named = |finding: Finding| Finding { id: Some(compared.id.clone()), ..finding };
        let findings: Vec<Finding> = std::mem::take(&mut linted.findings).into_iter().map(named).collect();
        let [title, abstract_] = texts(&linted, record);
        let links = links::urls::usable(abstract_.unwrap_or_default());
        let entry = Entry {
            file: narrow(file),
            completeness: Completeness {
                has_title: compared.title.is_some(),
                letters: compared.letters,
                links: narrow(links.len()),
                fields: narrow(record.others.len()),
            },
            keys: compared.keys,
            damage: narrow(linted.damage),
            preference: preferences.first_met(|name| record.others.iter().any(|(other, _)| other == name)),
            ..Entry::default()
        };
        let details = Details {
            id: compared.id.clone(),
            title: compared.title,
            place: title_place(record, chunk),
            abstract_: abstract_.filter(|_| self.want.texts || self.grafting.is_some()).map(str::to_owned),
            is_changed: self.grafting.is_some() && !linted.changes.is_empty(),
            damage,
            shingles: compared.shingles,
        };
        let id = compared.id;
        let corpus_line = self.want.line.then(|| line::corpus_line(record, &id, title, abstract_, &links));
        Processed {
            file,
            record: record.index,
            line: record.line,
            unreadable: None,
            drop,
            corpus_line,
            original: self.want.original.then(|| line::original(record, &chunk.bytes, chunk.shape)),
            ignores: Vec::new(),
            content: if self.want.content { records::content(record) } else { 0 },
            length: record.abstract_.as_ref().filter(|_| self.want.content).map(|text| text.text.chars().count()),
            splices: if self.want.splices { splice::splices(record, chunk, &linted) } else { Vec::new() },
            changes: linted.changes,
            findings: Packed::of(&findings),
            entry,
            bands: compared.bands,
            details: details.packed(),
            id,
        }
    }

    /// What tells a record from others.
    fn compared(
        &self,
        record: &Record<'_>,
        repaired: (Option<&str>, Option<&str>),
        repairs_are_canonical: bool,
        is_no_text: bool,
    ) -> Compared {
        if let (Some(own), false) = (&record.id, self.compares) {
            return Compared { id: own.text.to_string(), ..Compared::default() };
        }
        let texts =
            if repairs_are_canonical { [repaired.0, repaired.1].map(|text| text.map(Cow::Borrowed)) } else { self.canonical_of(record) };
        let [title, abstract_] = texts.each_ref().map(|text| text.as_deref().unwrap_or_default());
        let folded = keys::folded(abstract_);
        let (plain_title, plain_abstract) = (keys::canonical(title), keys::letters(&folded));
        let id = record.id.as_ref().map_or_else(|| derived_id(&plain_title, &plain_abstract), |id| id.text.to_string());
        let keys = if is_no_text { None } else { Keys::of(&plain_title, &plain_abstract) };
        let (keys, bands, shingles) = match (keys, self.banding) {
            (Some(keys), Some(banding)) => {
                let shingles = Shingles::of_folded(&folded);
                (Some(keys.with_edges(&shingles)), banding.keys(&shingles.set), shingles.set)
            }
            (keys, _) => (keys, Box::default(), Vec::new()),
        };
        let title = (!plain_title.is_empty()).then(|| title.to_owned());
        Compared { id, keys, bands, shingles, title, letters: narrow(plain_abstract.len()) }
    }

    /// What is still damaged in an abstract, if anybody wants to repair it from a copy.
    fn damage(&self, title: Option<&str>, abstract_: Option<&str>, entries: &[&Ignore]) -> Vec<Range<usize>> {
        let (Some(grafting), Some(text)) = (&self.grafting, abstract_) else { return Vec::new() };
        let is_loud = |rule: &&&Rule| !entries.iter().any(|entry| entry.is_for(rule));
        let rules: Vec<&Rule> = grafting.damage().iter().filter(is_loud).copied().collect();
        Linter::new(&rules, self.background, Safety::Safe).damage(title, text)
    }

    /// The texts that keys and ids are taken from, if not all of their repairs, or others too, are made anyway.
    pub(super) fn canonical_of<'t>(&self, record: &'t Record<'_>) -> [Option<Cow<'t, str>>; 2] {
        let rules: Vec<&Rule> = self.canonical.iter().collect();
        Linter::new(&rules, self.background, Safety::Safe).canonical(record)
    }

    fn no_record(&self, place: Position<'_>, unreadable: Unreadable, exceptions: &Exceptions<'_>) -> Processed {
        let Position { file, chunk, .. } = place;
        let said = |rule: &&&Rule| matches!(&rule.check, Check::Unreadable(check) if check.defect == unreadable.defect);
        let reporting: Vec<&&Rule> = self.rules.iter().filter(said).collect();
        let silencing: Vec<usize> = reporting.iter().flat_map(|rule| exceptions.silencing(rule)).collect();
        let tells = self.want.findings > Telling::Nothing;
        let loud = reporting.into_iter().filter(|rule| tells && exceptions.silencing(rule).is_empty());
        let findings: Vec<Finding> = loud.map(|rule| unreadable_finding(rule, chunk, &unreadable)).collect();
        let content = records::content_of_no_record(&chunk.bytes[unreadable.bytes.clone()]);
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
            ignores: silencing.into_iter().map(|n| (n, Use::Used)).collect(),
            content,
            length: None,
            splices: Vec::new(),
            findings: Packed::of(&findings),
            entry: Entry { file: narrow(file), ..Entry::default() },
            bands: Box::default(),
            details: store::Packed::default(),
        }
    }
}

/// The texts of a record after repair.
fn texts<'t>(linted: &'t Linted, record: &'t Record<'_>) -> [Option<&'t str>; 2] {
    FieldName::ALL.map(|field| linted.text(field).or_else(|| record.field(field).map(|own| own.text.as_ref())))
}

impl Processed {
    /// A hash of its canonical title; `None` if it has none, or is no text.
    pub fn title_key(&self) -> Option<u64> {
        self.entry.keys.as_ref().and_then(|keys| keys.title)
    }

    /// Turns positions in the chunk into positions in the file.
    pub(super) fn number(&mut self, base: &Base) {
        self.record += base.records;
        self.line += base.lines + 1;
        self.entry.record = narrow(self.record);
        self.entry.line = narrow(self.line);
    }
}

/// The title of a record and where it stands, for a report on a copy. `None` if it has none.
fn title_place(record: &Record<'_>, chunk: &Chunk) -> Option<TitlePlace> {
    let field = record.title.as_ref().filter(|title| !title.text.trim().is_empty())?;
    let place = |offset| {
        let place = lint::locate(&chunk.bytes, record.bytes.start, (record.line, record.column), field.to_source(&chunk.bytes, offset));
        Location { line: place.line - record.line, ..place }
    };
    Some(TitlePlace { text: field.text.to_string(), start: place(0), end: place(field.text.len()) })
}

/// Counts of one run fit into 32 bits; what does not is shown as the largest.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
