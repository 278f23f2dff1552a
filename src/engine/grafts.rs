//! `repair-from-copy`: what records that stay take from the copies of them that go.

use std::collections::BTreeMap;

use super::Engine;
use super::copies::{Dropped, StoreError};
use super::findings::{Found, graft_finding};
use crate::check::Check;
use crate::dedup::cluster::Search;
use crate::dedup::graft::{Version, grafts};
use crate::edit::{Edit, Script};
use crate::findings::Findings;
use crate::lint::{Linter, Telling};
use crate::record::{FieldName, Place, Record};
use crate::rule::{Library, Rule};
use crate::source::Source;

/// A record whose abstract has words of its copies.
#[derive(Clone, Debug, PartialEq)]
pub struct Grafted {
    /// The record, as an index into the entries.
    pub record: usize,
    /// Its id.
    pub id: String,
    /// The rule that says so, by its id.
    pub rule: String,
    /// Whether nothing else was repaired in it.
    pub is_first_change: bool,
    /// Its abstract with the words of the copies.
    pub abstract_: String,
    /// What was taken, in the order of the text.
    pub grafts: Vec<Graft>,
}

/// Words of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graft {
    /// What stood there.
    pub before: String,
    /// The words of the copy.
    pub after: String,
    /// The copy.
    pub from: Place,
}

/// The rule that takes words, and the ones that say what is damaged.
pub(super) struct Grafting<'l> {
    rule: &'l Rule,
    damage: Vec<&'l Rule>,
}

impl<'l> Grafting<'l> {
    /// `None` unless a rule that takes words is among `rules`. What is damaged is decided by all rules that are on.
    pub(super) fn new(library: &'l Library, rules: &[&'l Rule]) -> Option<Self> {
        let rule = rules.iter().copied().find(|rule| matches!(rule.check, Check::RepairFromCopy(_)))?;
        Some(Grafting { rule, damage: library.rules_that_are_on().collect() })
    }

    /// The rules that say what is damaged.
    pub(super) fn damage(&self) -> &[&'l Rule] {
        &self.damage
    }
}

impl Engine<'_> {
    /// What the records that stay take from `copies`, if such repairs are made; to `findings` goes one for each piece, if findings are wanted.
    pub(super) fn graft<'f>(
        &self,
        search: &Search<'_>,
        copies: &[Dropped],
        found: impl Fn(u32) -> Result<Found<'f>, StoreError>,
        source_of: impl Fn(u32) -> Option<&'f Source>,
        findings: &mut Findings,
    ) -> Result<Vec<Grafted>, StoreError> {
        let Some(Grafting { rule, .. }) = &self.grafting else { return Ok(Default::default()) };
        let known = search.pool.known() as usize;
        let number = |record: usize| u32::try_from(record + known).unwrap_or(u32::MAX);
        let mut of_kept: BTreeMap<usize, Vec<&Dropped>> = BTreeMap::new();
        for copy in copies {
            if let Some(kept) = copy.kept {
                of_kept.entry(kept).or_default().push(copy);
            }
        }
        let takes = self.want.line && rule.repairs_at(self.threshold);
        let mut all = Vec::new();
        for (record, copies) in of_kept {
            let kept = found(number(record))?;
            let source = source_of(number(record));
            if kept.details.damage.is_empty() || !self.ignores_of_pair(rule, source, &kept.details.id).is_empty() {
                continue;
            }
            let donors =
                copies.iter().map(|copy| Ok((found(number(copy.record))?, copy.similarity))).collect::<Result<Vec<_>, StoreError>>()?;
            let text = kept.details.abstract_.as_deref().unwrap_or_default();
            let (script, pieces) = pieces(&kept, &donors);
            if script.is_empty() {
                continue;
            }
            if self.want.findings > Telling::Nothing {
                for (graft, n) in &pieces {
                    findings.add_whole(&graft_finding(rule, &kept, graft, &donors[*n].0, donors[*n].1))?;
                }
            }
            if !takes {
                continue;
            }
            all.push(Grafted {
                record,
                id: kept.details.id.clone(),
                rule: rule.id.clone(),
                is_first_change: !kept.details.is_changed,
                abstract_: self.settled(&script.apply(text)),
                grafts: pieces.into_iter().map(|(graft, _)| graft).collect(),
            });
        }
        Ok(all)
    }

    /// A text after the repairs that the run makes, so that a second run has nothing to do.
    fn settled(&self, text: &str) -> String {
        let record = Record::of_texts(None, Some(text));
        let texts = Linter::new(&self.rules, self.background, self.threshold).canonical(&record);
        texts[FieldName::Abstract as usize].as_deref().unwrap_or(text).to_owned()
    }
}

/// The edits of the record that stays, and from which of the copies each comes: of two for one place, from the first.
fn pieces(kept: &Found<'_>, donors: &[(Found<'_>, f64)]) -> (Script, Vec<(Graft, usize)>) {
    fn version<'f>(found: &'f Found<'_>) -> Version<'f> {
        Version { text: found.details.abstract_.as_deref().unwrap_or_default(), damage: &found.details.damage }
    }
    let all: Vec<(Edit, usize)> = (0..)
        .zip(donors)
        .flat_map(|(n, (donor, _))| grafts(version(kept), version(donor)).into_iter().map(move |edit| (edit, n)))
        .collect();
    let wanted: Vec<Edit> = all.iter().map(|(edit, _)| edit.clone()).collect();
    let text = version(kept).text;
    let (script, chosen) = Script::select(text, &wanted);
    let graft = |n: usize| {
        let (edit, donor) = &all[n];
        let (before, after) = (text[edit.start..edit.end].to_owned(), edit.replacement.clone());
        (Graft { before, after, from: donors[*donor].0.place() }, *donor)
    };
    (script, chosen.into_iter().map(graft).collect())
}
