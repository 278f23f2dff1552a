//! All findings of a run, in order. A dataset may have hundreds of thousands:
//! they are counted as they come, and kept packed, in a temporary file once
//! they are many.

use std::collections::{BTreeMap, HashMap};
use std::io;

use rayon::prelude::*;

use crate::dedup::index::IndexError;
use crate::fs::spill::Spill;
use abslint_core::counts::{Counts, OfRule};
use abslint_core::finding::{Detection, Finding, Origin};

/// What is known of the records could not be kept, or not be read again.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The temporary file of this run.
    #[error("temporary file: {0}")]
    Io(#[from] std::io::Error),
    /// What is kept for the case that this run is killed.
    #[error("{folder}: {error}")]
    Checkpoint {
        /// The folder.
        folder: String,
        /// The reason.
        error: std::io::Error,
    },
    /// An index of another corpus.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// So many bytes of them stay in memory.
const IN_MEMORY: usize = 4 << 20;

/// Records whose findings are read back at a time.
const AT_A_TIME: usize = 512;

/// The findings of a run.
#[derive(Debug)]
pub struct FindingStore {
    /// The files, by their positions.
    names: Vec<String>,
    bytes: Spill,
    /// Where those of each record are, in the order in which they came. A record may have several.
    places: Vec<Place>,
    counts: Counts,
    /// By rule, the record that it was counted in last.
    counted: HashMap<String, (u32, u32)>,
}

/// Some findings of one record, packed together.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// File and record.
    record: (u32, u32),
    offset: u64,
    length: u32,
    /// The lines of the file before the one from which theirs are counted.
    lines: u32,
}

/// Detections of one record, packed; made by whoever found them, and apart from the others.
#[derive(Debug, Default)]
pub struct PackedFindings {
    bytes: Vec<u8>,
    counts: Counts,
}

impl PackedFindings {
    /// Packs the detections of one record, which is called `id` if it could be read.
    pub fn of(id: Option<&str>, detections: &[Detection]) -> PackedFindings {
        if detections.is_empty() {
            return PackedFindings::default();
        }
        let mut counts = Counts::default();
        for Detection { rule, family, severity, fix, .. } in detections {
            let fix = fix.as_ref().map(|fix| fix.safety);
            counts.add_to_record(rule, &OfRule::once(family, *severity, fix));
        }
        PackedFindings {
            bytes: rmp_serde::to_vec(&(id, detections)).expect("plain data always serialises"),
            counts,
        }
    }

    /// The findings, in the order in which they were packed.
    ///
    /// # Errors
    /// Returns an I/O error if the bytes are none that this program packed.
    pub fn placed(&self, place: InFile<'_>) -> io::Result<Vec<Finding>> {
        if self.bytes.is_empty() { Ok(Vec::new()) } else { placed(&self.bytes, place) }
    }
}

/// Where a record stands whose detections are placed.
#[derive(Clone, Copy, Debug)]
pub struct InFile<'n> {
    /// The position of the file in the input order.
    pub file: usize,
    /// Its name.
    pub path: &'n str,
    /// The 0-based index of the record in it.
    pub record: usize,
    /// The lines of the file before the one from which those of the detections are counted.
    pub lines: usize,
}

fn placed(
    bytes: &[u8],
    InFile { file, path, record, lines }: InFile<'_>,
) -> io::Result<Vec<Finding>> {
    let (id, detections): (Option<String>, Vec<Detection>) =
        rmp_serde::from_slice(bytes).map_err(io::Error::other)?;
    let origin = Origin { file, path, record, id: id.as_deref(), lines };
    Ok(detections.into_iter().map(|detection| detection.placed(origin)).collect())
}

impl Default for FindingStore {
    fn default() -> Self {
        FindingStore::new(Vec::new())
    }
}

impl FindingStore {
    /// None yet; those that come are of files of these names.
    pub fn new(names: Vec<String>) -> FindingStore {
        FindingStore {
            names,
            bytes: Spill::new(IN_MEMORY),
            places: Vec::new(),
            counts: Counts::default(),
            counted: HashMap::new(),
        }
    }

    /// Adds findings of a record, by the positions of its file and of it in that; `lines` of it are
    /// before the one from which theirs are counted.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn add(
        &mut self,
        (file, record): (usize, usize),
        lines: usize,
        packed: &PackedFindings,
    ) -> io::Result<()> {
        if packed.bytes.is_empty() {
            return Ok(());
        }
        let narrow = |n: usize| u32::try_from(n).map_err(io::Error::other);
        let record = (narrow(file)?, narrow(record)?);
        let (length, lines) = (narrow(packed.bytes.len())?, narrow(lines)?);
        self.places.push(Place { record, offset: self.bytes.add(&packed.bytes)?, length, lines });
        for (rule, new) in packed.counts.of_rules() {
            if self.counted.get(rule) == Some(&record) {
                self.counts.add_to_record(rule, new);
            } else {
                self.counted.insert(rule.clone(), record);
                self.counts.add(rule, new);
            }
        }
        Ok(())
    }

    /// Adds a finding that knows its place.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn add_whole(&mut self, finding: Finding) -> io::Result<()> {
        let (place, id) = ((finding.file, finding.record), finding.id.clone());
        self.add(place, 0, &PackedFindings::of(id.as_deref(), &[finding.detection()]))
    }

    /// Puts them in order, after all have been added.
    pub fn sort(&mut self) {
        self.places.sort_by_key(|place| place.record);
    }

    /// How many there are of each rule that has any.
    pub fn of_rules(&self) -> &BTreeMap<String, OfRule> {
        self.counts.of_rules()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.of_rules().values().map(|of_rule| of_rule.findings).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All of them, by file, record, place and rule, once they are sorted.
    ///
    /// # Errors
    /// Each item is an I/O error if the temporary file fails.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<Finding>> {
        let mut records = self.places.chunk_by(|a, b| a.record == b.record);
        let mut next = move || {
            Some(records.by_ref().take(AT_A_TIME).collect::<Vec<_>>())
                .filter(|some| !some.is_empty())
        };
        let read = |some: Vec<&[Place]>| {
            some.into_par_iter()
                .map(|places| self.of_record(places))
                .collect::<io::Result<Vec<_>>>()
        };
        std::iter::from_fn(move || next().map(read)).flat_map(|read| {
            let (found, error) =
                read.map_or_else(|error| (Vec::new(), Some(Err(error))), |found| (found, None));
            found.into_iter().flatten().map(Ok).chain(error)
        })
    }

    /// The findings of one record, in order.
    fn of_record(&self, places: &[Place]) -> io::Result<Vec<Finding>> {
        let mut found: Vec<Finding> = Vec::new();
        for place in places {
            let bytes = self.bytes.read(place.offset, place.length as usize)?;
            let file = place.record.0 as usize;
            let path = self.names.get(file).map_or("", String::as_str);
            found.extend(placed(
                &bytes,
                InFile { file, path, record: place.record.1 as usize, lines: place.lines as usize },
            )?);
        }
        found.sort_by(|a, b| a.order().cmp(&b.order()));
        Ok(found)
    }

    /// Those of them that are `wanted`, in order.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub fn filtered(&self, mut wanted: impl FnMut(&Finding) -> bool) -> io::Result<FindingStore> {
        let mut kept = FindingStore::new(self.names.clone());
        for finding in self.iter() {
            let finding = finding?;
            if wanted(&finding) {
                kept.add_whole(finding)?;
            }
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use abslint_core::comparison::{Comparison, Difference};
    use abslint_core::edit::{Edit, Safety};
    use abslint_core::finding::{Excerpt, Fix, Related, Severity, Target};
    use abslint_core::span::{Location, Span};

    /// A finding of which every part is there.
    fn finding(file: usize, record: usize, rule: &str) -> Finding {
        let shown = vec![Difference { here: "one".into(), there: "other".into() }];
        let related = Related {
            path: "b.jsonl".into(),
            record: 7,
            id: "b".into(),
            line: 8,
            message: "the one that stays".into(),
            similarity: 0.75,
            comparison: Comparison { shown, more: 2 },
        };
        Finding {
            rule: rule.into(),
            family: "math".into(),
            severity: Severity::Warning,
            message: "said".into(),
            help: Some("do".into()),
            path: "a.jsonl".into(),
            record,
            id: Some("a".into()),
            field: Target::Abstract,
            span: Span::new("an x^2", 2, 5).unwrap(),
            location: Location { line: 1, column: 3 },
            end_location: Location { line: 1, column: 6 },
            text: "x^2".into(),
            fix: Some(Fix {
                safety: Safety::Unsafe,
                because: None,
                edits: vec![Edit::new(Span::new("an x^2", 2, 5).unwrap(), "x²")],
            }),
            related: vec![related],
            excerpt: Excerpt { text: "an x^2".into(), offset: 1, title: "T".into() },
            file,
            is_json: true,
        }
    }

    fn rules(findings: &FindingStore) -> Vec<String> {
        findings
            .iter()
            .map(|found| found.unwrap())
            .map(|found| format!("{}{}{}", found.file, found.record, found.rule))
            .collect()
    }

    fn names() -> Vec<String> {
        ["a.jsonl", "b.jsonl"].map(str::to_owned).to_vec()
    }

    #[test]
    fn they_come_back_in_order_from_memory_and_from_the_file() {
        for limit in [0, IN_MEMORY] {
            let mut findings =
                FindingStore { bytes: Spill::new(limit), ..FindingStore::new(names()) };
            let packed = |rules: &[&str]| {
                PackedFindings::of(
                    None,
                    &rules.iter().map(|rule| finding(0, 0, rule).detection()).collect::<Vec<_>>(),
                )
            };
            findings.add((0, 1), 0, &packed(&["b", "a"])).unwrap();
            findings.add((0, 2), 0, &packed(&[])).unwrap();
            findings.add((1, 0), 0, &packed(&["c"])).unwrap();
            // What is found among all records comes last.
            findings.add_whole(finding(0, 1, "aa")).unwrap();
            findings.add_whole(finding(0, 0, "z")).unwrap();
            findings.sort();
            assert_eq!(rules(&findings), ["00z", "01a", "01aa", "01b", "10c"]);
            assert_eq!(
                (findings.len(), findings.of_rules().len(), findings.bytes.has_spilled()),
                (5, 5, limit == 0)
            );
            let some = findings.filtered(|found| found.rule.starts_with('a')).unwrap();
            assert_eq!((rules(&some), some.len()), (vec!["01a".to_owned(), "01aa".to_owned()], 2));
        }
    }

    #[test]
    fn nothing_of_a_finding_is_lost() {
        let mut findings = FindingStore::new(names());
        let whole = finding(0, 4, "rule");
        findings.add_whole(whole.clone()).unwrap();
        findings
            .add((1, 9), 100, &PackedFindings::of(Some("a"), &[whole.clone().detection()]))
            .unwrap();
        let origin = Origin { file: 1, path: "b.jsonl", record: 9, id: Some("a"), lines: 100 };
        let elsewhere = whole.clone().detection().placed(origin);
        assert_eq!((elsewhere.location.line, elsewhere.end_location.line), (101, 101));
        assert_eq!(
            findings.iter().map(|found| found.unwrap()).collect::<Vec<_>>(),
            [whole, elsewhere]
        );
    }
}
