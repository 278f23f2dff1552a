//! What was there before: findings of a baseline, and records of a git revision.
//!
//! Findings are counted by what they are about (the record's id, the field, the
//! rule, the damaged text), never by where they stand, so that lines may move.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use crate::dedup::keys::canonical;
use crate::finding::{Finding, Target};
use crate::record::{FieldName, Item, Record};
use crate::source::{Chunks, Reading, Source, SourceError};

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The record; `None` where no record could be read.
    pub id: Option<String>,
    /// The field.
    pub field: Target,
    /// The rule.
    pub rule: String,
    /// The damaged text; of a long one the beginning and a hash of all of it.
    pub text: String,
}

/// Characters of the damaged text that tell one damage from another.
const TELLING: usize = 100;

impl Subject {
    /// That of a finding. One on a pair is about the paper, whichever of its records it is reported of.
    pub fn of(finding: &Finding) -> Subject {
        if !finding.related.is_empty() {
            let title = canonical(&finding.text);
            let ids = || finding.id.iter().chain(finding.related.iter().map(|related| &related.id)).max().cloned().unwrap_or_default();
            let text = if title.is_empty() { ids() } else { title };
            return Subject { id: None, field: Target::Title, rule: finding.rule.clone(), text };
        }
        let text = match finding.text.char_indices().nth(TELLING) {
            None => finding.text.clone(),
            Some((at, _)) => format!("{}… {:016x}", &finding.text[..at], xxh3_64(finding.text.as_bytes())),
        };
        Subject { id: finding.id.clone(), field: finding.field, rule: finding.rule.clone(), text }
    }
}

/// How many findings there are of each subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub BTreeMap<Subject, usize>);

impl Counts {
    /// Counts findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            *counts.0.entry(Subject::of(finding)).or_default() += 1;
        }
        counts
    }

    /// The findings beyond these, in order, and how many were left out.
    pub fn beyond(&self, findings: Vec<Finding>) -> (Vec<Finding>, usize) {
        let (mut left, all) = (self.0.clone(), findings.len());
        let is_beyond = |finding: &Finding| match left.get_mut(&Subject::of(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
        let beyond: Vec<Finding> = findings.into_iter().filter(is_beyond).collect();
        let left_out = all - beyond.len();
        (beyond, left_out)
    }

    /// What of these is also in `others`, and what is of rules that did not run: never more of anything than here.
    pub fn also_in(&self, others: &Counts, ran: impl Fn(&str) -> bool) -> Counts {
        let left = |subject: &Subject| if ran(&subject.rule) { others.0.get(subject).copied().unwrap_or(0) } else { usize::MAX };
        let both = self.0.iter().map(|(subject, count)| (subject.clone(), (*count).min(left(subject))));
        Counts(both.filter(|(_, count)| *count > 0).collect())
    }

    /// All of them together.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }
}

/// A baseline as it is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    id: Option<String>,
    field: Target,
    rule: String,
    text: String,
    count: usize,
}

/// The version of the format.
const VERSION: u32 = 1;

impl Counts {
    /// As a baseline: JSON, one finding a line, so that a version control system shows what changes.
    pub fn to_baseline(&self) -> String {
        let line = |(subject, count): (&Subject, &usize)| {
            let Subject { id, field, rule, text } = subject.clone();
            crate::corpus::line::json(&Known { id, field, rule, text, count: *count })
        };
        let lines: Vec<String> = self.0.iter().map(line).collect();
        let body = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{{\"version\":{VERSION},\"findings\":[{body}]}}\n")
    }

    /// From a baseline.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_baseline(text: &str) -> Result<Counts, String> {
        let Baseline { version, findings } = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if version != VERSION {
            return Err(format!("it is of version {version}, and this abslint writes version {VERSION}"));
        }
        let mut counts = Counts::default();
        for Known { id, field, rule, text, count } in findings {
            *counts.0.entry(Subject { id, field, rule, text }).or_default() += count;
        }
        Ok(counts)
    }
}

/// Whether the file at `path` is a baseline, by its beginning: such a file holds no records.
pub fn is_baseline(path: &Path) -> bool {
    const BEGINNING: &[u8] = b"{\"version\":1,\"findings\":[";
    let mut head = Vec::new();
    let is_json = path.extension().is_some_and(|ending| ending == "json");
    let mut read = || File::open(path).and_then(|file| file.take(BEGINNING.len() as u64).read_to_end(&mut head));
    is_json && read().is_ok() && head == BEGINNING
}

/// A hash of everything that is in a record: two records with the same one are the same, wherever they stand.
pub fn content(record: &Record<'_>) -> u64 {
    let mut hash = Xxh3Default::new();
    let mut put = |text: Option<&str>| {
        hash.update(&(text.map_or(u64::MAX, |text| text.len() as u64)).to_le_bytes());
        hash.update(text.unwrap_or_default().as_bytes());
    };
    put(record.id.as_ref().map(|id| id.text.as_ref()));
    FieldName::ALL.into_iter().for_each(|name| put(record.field(name).map(|field| field.text.as_ref())));
    for (name, value) in &record.others {
        put(Some(name));
        put(Some(value));
    }
    hash.digest()
}

/// The same of bytes that could not be read as a record.
pub fn content_of_no_record(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// How often each record is there, by its [`content`].
#[derive(Debug, Default)]
pub struct Records(HashMap<u64, usize>);

impl Records {
    /// Reads all records of `sources`.
    ///
    /// # Errors
    /// The first source that cannot be read: what is not known would be taken for new.
    pub fn read(sources: &[Source], reading: &Reading) -> Result<Records, SourceError> {
        let mut records = Records::default();
        for source in sources {
            for chunk in Chunks::open(source, reading)? {
                let chunk = match chunk {
                    // A text that is no page, or none in UTF-8, holds no record that could have moved.
                    Err(SourceError::NoLayout { .. } | SourceError::NotUtf8 { .. }) => continue,
                    chunk => chunk?,
                };
                for item in reading.parse(&chunk).items {
                    let content = match &item {
                        Item::Record(record) => content(record),
                        Item::Unreadable(unreadable) => content_of_no_record(&chunk.bytes[unreadable.bytes.clone()]),
                    };
                    *records.0.entry(content).or_default() += 1;
                }
            }
        }
        Ok(records)
    }

    /// Whether a record is there; once for each time that it is.
    pub fn take(&mut self, content: u64) -> bool {
        match self.0.get_mut(&content) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(all: &[(&str, usize)]) -> Counts {
        let subject = |text: &str| Subject { id: Some("a".into()), field: Target::Abstract, rule: "r".into(), text: text.into() };
        Counts(all.iter().map(|(text, count)| (subject(text), *count)).collect())
    }

    #[test]
    fn a_baseline_comes_back() {
        for all in [counts(&[]), counts(&[("x\u{2028}\"y", 2), ("z", 1)])] {
            assert_eq!(Counts::from_baseline(&all.to_baseline()).unwrap(), all);
        }
        assert!(Counts::from_baseline("{\"version\":2,\"findings\":[]}").unwrap_err().contains("version 2"));
    }

    #[test]
    fn pruning_takes_away_and_never_adds() {
        let pruned = counts(&[("gone", 2), ("fewer", 3), ("more", 1)]).also_in(&counts(&[("fewer", 1), ("more", 5), ("new", 1)]), |_| true);
        assert_eq!(pruned, counts(&[("fewer", 1), ("more", 1)]));
        assert_eq!(counts(&[("gone", 2)]).also_in(&counts(&[]), |_| false), counts(&[("gone", 2)]), "of a rule that did not run");
    }

    #[test]
    fn a_record_is_known_as_often_as_it_was_there() {
        let mut records = Records(HashMap::from([(7, 2)]));
        assert_eq!([7, 7, 7, 8].map(|content| records.take(content)), [true, true, false, false]);
    }
}
