//! All findings of a run, in order. A dataset may have hundreds of thousands:
//! they are counted as they come, and kept packed, in a temporary file once
//! they are many.

use std::collections::BTreeMap;
use std::io;

use rayon::prelude::*;

use crate::finding::{Finding, Origin, Severity, Unsaid};
use crate::overflow::Overflow;

/// So many bytes of them stay in memory.
const IN_MEMORY: usize = 4 << 20;

/// Records whose findings are read back at a time.
const AT_A_TIME: usize = 512;

/// The findings of a run.
#[derive(Debug)]
pub struct Findings {
    /// The files, by their positions.
    names: Vec<String>,
    bytes: Overflow,
    /// Where those of each record are, in the order in which they came. A record may have several.
    places: Vec<Place>,
    of_rules: BTreeMap<String, OfRule>,
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

/// Findings of one record as they are kept; made by whoever found them, and apart from the others.
#[derive(Debug, Default)]
pub struct Packed {
    bytes: Vec<u8>,
    /// The rules that found something, and what.
    of_rules: BTreeMap<String, OfRule>,
}

impl Packed {
    /// Packs findings of one record. Their lines may be counted from any line of the file.
    pub fn of(findings: &[Finding]) -> Packed {
        if findings.is_empty() {
            return Packed::default();
        }
        let kept: Vec<(&Finding, Unsaid)> = findings.iter().map(|finding| (finding, finding.unsaid())).collect();
        let mut of_rules = BTreeMap::new();
        for finding in findings {
            count(&mut of_rules, &finding.rule, &OfRule::of(finding));
        }
        Packed { bytes: rmp_serde::to_vec(&kept).expect("plain data always serialises"), of_rules }
    }

    /// The findings, in the order in which they were packed; where they are is told by `origin`.
    ///
    /// # Errors
    /// That they are none that this program packed.
    pub fn unpacked(&self, origin: Origin<'_>) -> io::Result<Vec<Finding>> {
        if self.of_rules.is_empty() { Ok(Vec::new()) } else { unpacked(&self.bytes, origin) }
    }
}

fn unpacked(bytes: &[u8], origin: Origin<'_>) -> io::Result<Vec<Finding>> {
    let kept: Vec<(Finding, Unsaid)> = rmp_serde::from_slice(bytes).map_err(io::Error::other)?;
    let placed = |(finding, unsaid): (Finding, Unsaid)| finding.with(unsaid).placed(origin);
    Ok(kept.into_iter().map(placed).collect())
}

/// How many findings a rule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfRule {
    /// Its family.
    pub family: String,
    /// Its severity.
    pub severity: Severity,
    /// All of them.
    pub findings: usize,
    /// Those that `clean` repairs unasked.
    pub fixable: usize,
}

impl OfRule {
    fn of(finding: &Finding) -> OfRule {
        let fixable = usize::from(finding.has_safe_fix());
        OfRule { family: finding.family.clone(), severity: finding.severity, findings: 1, fixable }
    }
}

/// Adds what else `rule` has found.
fn count(all: &mut BTreeMap<String, OfRule>, rule: &str, new: &OfRule) {
    match all.get_mut(rule) {
        Some(of_rule) => {
            of_rule.findings += new.findings;
            of_rule.fixable += new.fixable;
        }
        None => drop(all.insert(rule.to_owned(), new.clone())),
    }
}

impl Default for Findings {
    fn default() -> Self {
        Findings::new(Vec::new())
    }
}

impl Findings {
    /// None yet; those that come are of files of these names.
    pub fn new(names: Vec<String>) -> Findings {
        Findings { names, bytes: Overflow::new(IN_MEMORY), places: Vec::new(), of_rules: BTreeMap::new() }
    }

    /// Adds findings of a record, by the positions of its file and of it in that; `lines` of it are before the one from which theirs are counted.
    ///
    /// # Errors
    /// What the operating system says of the temporary file.
    pub fn add(&mut self, (file, record): (usize, usize), lines: usize, packed: &Packed) -> io::Result<()> {
        if packed.of_rules.is_empty() {
            return Ok(());
        }
        let narrow = |n: usize| u32::try_from(n).map_err(io::Error::other);
        let record = (narrow(file)?, narrow(record)?);
        let (length, lines) = (narrow(packed.bytes.len())?, narrow(lines)?);
        self.places.push(Place { record, offset: self.bytes.add(&packed.bytes)?, length, lines });
        for (rule, new) in &packed.of_rules {
            count(&mut self.of_rules, rule, new);
        }
        Ok(())
    }

    /// Adds a finding that knows its place.
    ///
    /// # Errors
    /// What the operating system says of the temporary file.
    pub fn add_whole(&mut self, finding: &Finding) -> io::Result<()> {
        self.add((finding.file, finding.record), 0, &Packed::of(std::slice::from_ref(finding)))
    }

    /// Puts them in order, after all have been added.
    pub fn sort(&mut self) {
        self.places.sort_by_key(|place| place.record);
    }

    /// How many there are of each rule that has any.
    pub fn of_rules(&self) -> &BTreeMap<String, OfRule> {
        &self.of_rules
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.of_rules.values().map(|of_rule| of_rule.findings).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// All of them, by file, record, place and rule, once they are sorted.
    ///
    /// # Errors
    /// Each item may be what the operating system says of the temporary file.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<Finding>> {
        let mut records = self.places.chunk_by(|a, b| a.record == b.record);
        let mut next = move || Some(records.by_ref().take(AT_A_TIME).collect::<Vec<_>>()).filter(|some| !some.is_empty());
        let read = |some: Vec<&[Place]>| some.into_par_iter().map(|places| self.of_record(places)).collect::<io::Result<Vec<_>>>();
        std::iter::from_fn(move || next().map(read)).flat_map(|read| {
            let (found, error) = read.map_or_else(|error| (Vec::new(), Some(Err(error))), |found| (found, None));
            found.into_iter().flatten().map(Ok).chain(error)
        })
    }

    /// The findings of one record, in order.
    fn of_record(&self, places: &[Place]) -> io::Result<Vec<Finding>> {
        let mut found: Vec<Finding> = Vec::new();
        for place in places {
            let bytes = self.bytes.read(place.offset, place.length as usize)?;
            let file = place.record.0 as usize;
            let name = self.names.get(file).map_or("", String::as_str);
            found.extend(unpacked(&bytes, Origin { file, name, record: place.record.1 as usize, lines: place.lines as usize })?);
        }
        found.sort_by(|a, b| a.order().cmp(&b.order()));
        Ok(found)
    }

    /// Those of them that are `wanted`, in order.
    ///
    /// # Errors
    /// What the operating system says of the temporary file.
    pub fn filtered(&self, mut wanted: impl FnMut(&Finding) -> bool) -> io::Result<Findings> {
        let mut kept = Findings::new(self.names.clone());
        for finding in self.iter() {
            let finding = finding?;
            if wanted(&finding) {
                kept.add_whole(&finding)?;
            }
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::tests::finding;

    fn rules(findings: &Findings) -> Vec<String> {
        findings.iter().map(|found| found.unwrap()).map(|found| format!("{}{}{}", found.file, found.record, found.rule)).collect()
    }

    fn names() -> Vec<String> {
        ["a.jsonl", "b.jsonl"].map(str::to_owned).to_vec()
    }

    #[test]
    fn they_come_back_in_order_from_memory_and_from_the_file() {
        for limit in [0, IN_MEMORY] {
            let mut findings = Findings { bytes: Overflow::new(limit), ..Findings::new(names()) };
            findings.add((0, 1), 0, &Packed::of(&[finding(0, 0, "b"), finding(0, 0, "a")])).unwrap();
            findings.add((0, 2), 0, &Packed::of(&[])).unwrap();
            findings.add((1, 0), 0, &Packed::of(&[finding(0, 0, "c")])).unwrap();
            // What is found among all records comes last.
            findings.add_whole(&finding(0, 1, "aa")).unwrap();
            findings.add_whole(&finding(0, 0, "z")).unwrap();
            findings.sort();
            assert_eq!(rules(&findings), ["00z", "01a", "01aa", "01b", "10c"]);
            assert_eq!((findings.len(), findings.of_rules().len(), findings.bytes.has_spilled()), (5, 5, limit == 0));
            let some = findings.filtered(|found| found.rule.starts_with('a')).unwrap();
            assert_eq!((rules(&some), some.len()), (vec!["01a".to_owned(), "01aa".to_owned()], 2));
        }
    }

    #[test]
    fn nothing_of_a_finding_is_lost() {
        let mut findings = Findings::new(names());
        let whole = finding(0, 4, "rule");
        findings.add_whole(&whole).unwrap();
        findings.add((1, 9), 100, &Packed::of(std::slice::from_ref(&whole))).unwrap();
        let elsewhere = whole.clone().placed(Origin { file: 1, name: "b.jsonl", record: 9, lines: 100 });
        assert_eq!((elsewhere.location.line, elsewhere.end_location.line), (101, 101));
        assert_eq!(findings.iter().map(|found| found.unwrap()).collect::<Vec<_>>(), [whole, elsewhere]);
    }
}
