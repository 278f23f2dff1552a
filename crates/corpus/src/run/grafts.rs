//! `repair-from-copy`: what records that stay take from the copies of them that go.

use std::collections::BTreeMap;

use abslint_core::edit::{Edit, Script};
use abslint_core::record::Place;
use abslint_core::rule::{Library, Rule};

use super::StoreError;
use super::dedup_plan::{Dropped, Finder};
use super::pair_findings::{FoundRecord, graft_finding};
use super::policy::Policy;
use super::stage::Detail;
use crate::dedup::cluster::Search;
use crate::dedup::graft::{Version, grafts};
use crate::finding_store::FindingStore;

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
    /// `None` unless a rule that takes words is among `rules`. What is damaged is decided by all
    /// rules that are on.
    pub(super) fn new(library: &'l Library, rules: &[&'l Rule]) -> Option<Self> {
        let rule = rules
            .iter()
            .copied()
            .find(|rule| rule.check.of_pairs().is_some_and(|check| check.repairs_itself()))?;
        Some(Grafting { rule, damage: library.rules_that_are_on().collect() })
    }

    /// The rules that say what is damaged.
    pub(super) fn damage(&self) -> &[&'l Rule] {
        &self.damage
    }
}

impl Grafting<'_> {
    /// What the records that stay take from `copies`; to `findings` goes one for each piece, if
    /// findings are wanted. Nothing is taken unless the stage writes it and the rule repairs
    /// unasked.
    #[allow(clippy::too_many_arguments, reason = "the plan, its search and its sinks, once")]
    pub(super) fn graft(
        &self,
        policy: &Policy<'_>,
        search: &Search<'_>,
        copies: &[Dropped],
        finder: Finder<'_>,
        writes: bool,
        detail: Detail,
        findings: &mut FindingStore,
    ) -> Result<Vec<Grafted>, StoreError> {
        let rule = self.rule;
        let known = search.pool.known() as usize;
        let number = |record: usize| u32::try_from(record + known).unwrap_or(u32::MAX);
        let takes = writes && rule.repairs_at(policy.threshold);
        let mut all = Vec::new();
        for (record, copies) in by_kept(copies) {
            let kept = finder.found(number(record))?;
            let source = finder.source(number(record));
            if kept.details.damage.is_empty()
                || !policy.ignores_of_pair(rule, source, &kept.details.id).is_empty()
            {
                continue;
            }
            let donor = |copy: &&Dropped| Ok((finder.found(number(copy.record))?, copy.similarity));
            let donors = copies.iter().map(donor).collect::<Result<Vec<_>, StoreError>>()?;
            let (script, pieces) = pieces(&kept, &donors);
            if script.is_empty() {
                continue;
            }
            if detail > Detail::Nothing {
                for (graft, n) in &pieces {
                    findings.add_whole(graft_finding(
                        rule, &kept, graft, &donors[*n].0, donors[*n].1,
                    ))?;
                }
            }
            if takes {
                let text = kept.details.abstract_.as_deref().unwrap_or_default();
                all.push(Grafted {
                    record,
                    id: kept.details.id.clone(),
                    rule: rule.id.clone(),
                    is_first_change: !kept.details.is_changed,
                    abstract_: policy.settled(&script.apply(text)),
                    grafts: pieces.into_iter().map(|(graft, _)| graft).collect(),
                });
            }
        }
        Ok(all)
    }
}

/// The copies of each record of this run that stays.
fn by_kept(copies: &[Dropped]) -> BTreeMap<usize, Vec<&Dropped>> {
    let mut of_kept: BTreeMap<usize, Vec<&Dropped>> = BTreeMap::new();
    for copy in copies {
        if let Some(kept) = copy.kept {
            of_kept.entry(kept).or_default().push(copy);
        }
    }
    of_kept
}

/// The edits of the record that stays, and from which of the copies each comes: of two for one
/// place, from the first.
fn pieces(
    kept: &FoundRecord<'_>,
    donors: &[(FoundRecord<'_>, f64)],
) -> (Script, Vec<(Graft, usize)>) {
    fn version<'f>(found: &'f FoundRecord<'_>) -> Version<'f> {
        Version {
            text: found.details.abstract_.as_deref().unwrap_or_default(),
            damage: &found.details.damage,
        }
    }
    let all: Vec<(Edit, usize)> = (0..)
        .zip(donors)
        .flat_map(|(n, (donor, _))| {
            grafts(version(kept), version(donor)).into_iter().map(move |edit| (edit, n))
        })
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
