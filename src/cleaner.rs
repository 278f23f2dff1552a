//! `clean` over the records of a program, in memory.

use std::collections::BTreeMap;

use abslint_core::check::links::urls;
use abslint_core::record::FieldName;
use abslint_core::rule::Library;
use abslint_corpus::run::{Engine, Outcome, RecordOutcome};
use abslint_corpus::source::Reading;
use abslint_corpus::source::memory::{Input, NoRecord};
use abslint_corpus::stage::memory::{InMemory, MemoryRecord};
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value;

use crate::{Change, Config, Error, Finding, Record};

/// The rule that says why a value is no record.
const UNREADABLE: &str = "unreadable";

/// What is said of a copy.
const COPY: &str = "the same paper is kept elsewhere";

/// Repairs all records of a corpus, and drops copies and what is no paper.
#[derive(Debug)]
pub struct Cleaner {
    config: Config,
    library: Library,
    threads: usize,
}

/// What came of a corpus: every record that was read is either kept or rejected.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Cleaned {
    /// The records that stay, in the order in which they came.
    pub kept: Vec<Kept>,
    /// Those that do not, in the same order.
    pub rejected: Vec<Rejected>,
    /// What was repaired, in the order of the records; what was taken from copies stands behind it.
    pub changes: Vec<Change>,
    /// What was found, by record, field and place.
    pub findings: Vec<Finding>,
    /// How many there are of each.
    pub counts: Counts,
}

/// A record that stays.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Kept {
    /// Its place among the records that came, from 0.
    pub index: usize,
    /// The record after repair, with its id.
    pub record: Record,
    /// The usable URLs of its abstract.
    pub links: Vec<String>,
    /// The places of its copies, which are rejected.
    pub also_in: Vec<usize>,
}

/// A record that does not stay.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rejected {
    /// Its place among the records that came, from 0.
    pub index: usize,
    /// The rule for which it is rejected; `unreadable` if it is no record.
    pub rule: String,
    /// What the rule says.
    pub reason: String,
    /// Of a copy: the place of the record that stays.
    pub kept: Option<usize>,
    /// Of a copy: how alike the two are, 0 to 1.
    pub similarity: Option<f64>,
}

/// How many records went where: `read` is always `kept` and all of `rejected` together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Records that came.
    pub read: usize,
    /// Records that stay.
    pub kept: usize,
    /// Records that do not, by rule.
    pub rejected: BTreeMap<String, usize>,
}

impl Cleaner {
    /// A cleaner of the rules that `config` says, on all cores.
    ///
    /// # Errors
    /// Returns everything that is wrong with rule files, and the first name that is no rule.
    pub fn new(config: Config) -> Result<Cleaner, Error> {
        let library = config.library()?;
        Ok(Cleaner { config, library, threads: 0 })
    }

    /// The same on so many cores; 0 for all. Each run has threads of its own.
    pub fn threads(self, threads: usize) -> Cleaner {
        Cleaner { threads, ..self }
    }

    /// Cleans records, which are taken a few hundred at a time.
    ///
    /// # Errors
    /// Returns an I/O error if a temporary file fails, which holds what records of a large corpus
    /// are compared by.
    pub fn clean(&self, records: impl IntoIterator<Item = Record>) -> Result<Cleaned, Error> {
        self.run(records.into_iter().map(Ok))
    }

    /// Cleans JSON objects, whose fields are called as the configuration says; a value that is no
    /// record is rejected.
    ///
    /// # Errors
    /// As [`Cleaner::clean`].
    pub fn clean_json(&self, values: impl IntoIterator<Item = Value>) -> Result<Cleaned, Error> {
        let names = &self.config.settings.fields;
        self.run(
            values.into_iter().map(|value| Record::of_json(&value, names, &self.library.sources)),
        )
    }

    fn run(
        &self,
        records: impl Iterator<Item = Result<Record, NoRecord>>,
    ) -> Result<Cleaned, Error> {
        let settings = &self.config.settings;
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).build()?;
        let reading = Reading {
            layouts: self.library.background.layouts.clone(),
            fields: settings.fields.clone(),
            sources: self.library.sources.clone(),
            format: None,
            allow_missing: true,
        };
        let rules = self.library.select(&self.config.selection())?;
        let engine =
            Engine::new(InMemory, &self.library, rules, reading, self.config.threshold(), settings)
                .on(&pool);
        let (mut shells, mut book) = (Vec::new(), Book::default());
        let inputs = records.map(|record| lend(record, &mut shells));
        let outcome = engine.run_over(inputs, |record| {
            book.enter(record);
            Ok::<(), Error>(())
        })?;
        book.close(&outcome, &pool)?;
        Ok(book.cleaned(shells))
    }
}

/// Hands a record on, and keeps in `shells` what nothing changes.
fn lend(record: Result<Record, NoRecord>, shells: &mut Vec<Record>) -> Input {
    let (input, shell) = match record {
        Ok(mut record) => (Input::Record(record.lend()), record),
        Err(error) => (Input::NoRecord(error), Record::default()),
    };
    shells.push(shell);
    input
}

/// What is known of the records, by their places.
#[derive(Default)]
struct Book {
    rows: Vec<Row>,
    changes: Vec<Change>,
    findings: Vec<Finding>,
}

/// What is known of one.
struct Row {
    id: String,
    texts: [Option<String>; 2],
    links: Vec<String>,
    also_in: Vec<usize>,
    /// Why it does not stay.
    rejected: Option<Rejected>,
}

impl Book {
    fn enter(&mut self, record: &RecordOutcome<MemoryRecord>) {
        let MemoryRecord { title, abstract_, links, detections } = &record.out;
        let index = self.rows.len();
        let unreadable = record
            .unreadable
            .as_ref()
            .map(|unreadable| (UNREADABLE.to_owned(), unreadable.detail.clone()));
        let why = unreadable.or_else(|| record.drop.clone());
        let rejected = why.map(|(rule, reason)| Rejected {
            index,
            rule,
            reason,
            kept: None,
            similarity: None,
        });
        let texts = [title.clone(), abstract_.clone()];
        self.rows.push(Row {
            id: record.id.clone(),
            texts,
            links: links.clone(),
            also_in: Vec::new(),
            rejected,
        });
        self.changes.extend(record.changes.iter().map(|change| Change::of(index, change.clone())));
        let of_detection = |(detection, characters): &(_, _)| {
            Finding::of_detection(index, Clone::clone(detection), Clone::clone(characters))
        };
        self.findings.extend(detections.iter().map(of_detection));
    }

    /// Enters what is known of pairs.
    fn close(&mut self, outcome: &Outcome, pool: &ThreadPool) -> Result<(), Error> {
        for copy in &outcome.copies {
            let (index, rule) = (copy.record, copy.rule.clone());
            let (kept, similarity) = (copy.kept, Some(copy.similarity));
            self.rows[index].rejected =
                Some(Rejected { index, rule, reason: COPY.to_owned(), kept, similarity });
            if let Some(kept) = kept {
                self.rows[kept].also_in.push(index);
            }
        }
        for grafted in &outcome.grafted {
            let row = &mut self.rows[grafted.record];
            row.links = urls::usable(&grafted.abstract_);
            row.texts[FieldName::Abstract as usize] = Some(grafted.abstract_.clone());
            self.changes.extend(grafted.grafts.iter().map(|graft| Change {
                record: grafted.record,
                rule: grafted.rule.clone(),
                field: FieldName::Abstract,
                before: graft.before.clone(),
                after: graft.after.clone(),
                from: Some(graft.from.record),
            }));
        }
        let of_pairs: Vec<_> =
            pool.install(|| outcome.findings.iter().collect::<std::io::Result<_>>())?;
        self.findings.extend(of_pairs.into_iter().map(Finding::of_pair));
        let order = |finding: &Finding| {
            (finding.record, finding.field, finding.bytes.start, finding.bytes.end)
        };
        self.findings.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.rule.cmp(&b.rule)));
        Ok(())
    }

    /// Parts the records, of which `shells` have what nothing changed.
    fn cleaned(self, shells: Vec<Record>) -> Cleaned {
        let Book { rows, changes, findings } = self;
        let mut cleaned = Cleaned { changes, findings, ..Cleaned::default() };
        cleaned.counts.read = rows.len();
        for (index, (row, shell)) in rows.into_iter().zip(shells).enumerate() {
            let Row { id, texts: [title, abstract_], links, also_in, rejected } = row;
            match rejected {
                Some(rejected) => {
                    *cleaned.counts.rejected.entry(rejected.rule.clone()).or_default() += 1;
                    cleaned.rejected.push(rejected);
                }
                None => {
                    let record = Record { id: Some(id), title, abstract_, ..shell };
                    cleaned.kept.push(Kept { index, record, links, also_in });
                }
            }
        }
        cleaned.counts.kept = cleaned.kept.len();
        cleaned
    }
}
