//! Which pairs of records a run looks for, with what it compares them, and what comes of the pairs.

use abslint_core::check::PairKind;
use abslint_core::edit::Safety;
use abslint_core::record::Place;
use abslint_core::rule::{Library, Rule};
use rayon::prelude::*;

use super::grafts::Grafting;
use super::pair_findings::{FoundRecord, duplicate_finding};
use super::policy::Policy;
use super::stage::{Detail, RepairedRecord, Stage, UnreadableStretch};
use super::{Engine, IgnoreUse, Outcome};
use crate::config::Config;
use crate::dedup::Settings;
use crate::dedup::cluster::{Pair, Search};
use crate::dedup::records::{Pool, Records};
use crate::dedup::reference::{Reference, References};
use crate::dedup::sketch::Banding;
use crate::finding_store::{FindingStore, PackedFindings, StoreError};
use crate::source::{Reading, Source, SourceError};

/// Pairs that are made findings of before these are put in order.
const PAIRS_AT_A_TIME: usize = 4096;

/// A record that is dropped because another one is of the same paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// The rule that says so, by its id.
    pub rule: String,
    /// The record, as an index into the entries.
    pub record: usize,
    /// The one that stays; `None` if that is one of the reference.
    pub kept: Option<usize>,
    /// Where the one that stays was found.
    pub kept_place: Place,
    /// The id of the one that stays.
    pub kept_id: String,
    /// How alike the two are, 0 to 1.
    pub similarity: f64,
}

/// A corpus to compare with could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum RememberError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] SourceError),
    /// What is known of it could not be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a run compares its records by.
pub(super) struct DedupPlan<'l> {
    pub(super) settings: &'l Settings,
    /// Whether anybody needs to know what a record is compared by.
    pub(super) needs_keys: bool,
    /// Whether abstracts are kept for the case that their record is a copy, or has one.
    pub(super) keeps_texts: bool,
    /// Whether words of copies are written into the records that stay.
    writes_grafts: bool,
    /// The pairs of records that are looked for.
    pub(super) kinds: Vec<PairKind>,
    /// How sketches are cut; `None` if exact copies are all that is asked for.
    pub(super) banding: Option<Banding>,
    /// What the records are compared with, beside each other.
    pub(super) references: References,
    /// How records are repaired from their copies, if they are.
    pub(super) grafting: Option<Grafting<'l>>,
}

impl<'l> DedupPlan<'l> {
    /// The plan of a run of `stage` under `policy`.
    pub(super) fn new(
        stage: &impl Stage,
        library: &'l Library,
        policy: &Policy<'l>,
        config: &'l Config,
    ) -> Self {
        let kinds_of = |rules: &[&Rule]| rules.iter().filter_map(|rule| kind_of(rule)).collect();
        let kinds = stage.pairs().kinds(kinds_of(&policy.rules), &kinds_of(&policy.drops));
        let settings = &config.dedup;
        let grafting = Grafting::new(library, &policy.rules);
        DedupPlan {
            settings,
            needs_keys: stage.needs_keys() || !kinds.is_empty(),
            keeps_texts: stage.keeps_texts() || grafting.is_some(),
            writes_grafts: stage.writes_grafts(),
            banding: kinds.iter().any(|kind| *kind != PairKind::Exact).then(|| settings.banding()),
            kinds,
            references: References::default(),
            grafting,
        }
    }

    /// Where what is kept of records goes.
    pub(super) fn no_records(&self) -> Records {
        Records::new(self.settings.memory << 20, self.banding.map_or(0, |banding| banding.bands))
    }

    /// The pairs of which one record is dropped.
    fn dropped_kinds(policy: &Policy<'_>) -> Vec<PairKind> {
        policy.drops.iter().filter_map(|rule| kind_of(rule)).collect()
    }

    /// Adds what the search finds to the outcome of a run.
    pub(super) fn find_duplicates(
        &self,
        policy: &Policy<'_>,
        detail: Detail,
        sources: &[Source],
        outcome: &mut Outcome,
    ) -> Result<(), StoreError> {
        let dropped = Self::dropped_kinds(policy);
        let from_indexes;
        let reference = if self.references.indexes.is_empty() {
            &self.references.whole
        } else {
            from_indexes = self.references.for_records(&outcome.records)?;
            &from_indexes
        };
        let (copies, grafted) = {
            let pool = Pool { reference, new: &outcome.records };
            let search =
                Search { pool, settings: self.settings, kinds: &self.kinds, dropped: &dropped };
            let found = Finder { pool, reference, sources };
            let Reported { copies, ignored, .. } =
                report(&search, policy, detail, found, &mut outcome.findings)?;
            for entry in ignored {
                outcome.ignores[entry] = IgnoreUse::Used;
            }
            let grafted = match &self.grafting {
                Some(grafting) => grafting.graft(
                    policy, &search, &copies, found, self.writes_grafts, detail,
                    &mut outcome.findings,
                )?,
                None => Vec::new(),
            };
            (copies, grafted)
        };
        outcome.take_grafts(grafted);
        for copy in &copies {
            *outcome.tally.dropped.entry(copy.rule.clone()).or_default() += 1;
        }
        outcome.copies = copies;
        Ok(())
    }
}

/// Finds what is kept of a record by its number in the pool.
#[derive(Clone, Copy)]
pub(super) struct Finder<'f> {
    pool: Pool<'f>,
    reference: &'f Reference,
    sources: &'f [Source],
}

impl<'f> Finder<'f> {
    /// The record of that number.
    pub(super) fn found(&self, n: u32) -> Result<FoundRecord<'f>, StoreError> {
        let entry = self.pool.entry(n);
        let file = entry.file as usize;
        let path = if self.pool.is_known(n) {
            &self.reference.names[file]
        } else {
            &self.sources[file].name
        };
        Ok(FoundRecord { entry, details: self.pool.details(n)?, path })
    }

    /// Its source; `None` of one of the reference.
    pub(super) fn source(&self, n: u32) -> Option<&'f Source> {
        (!self.pool.is_known(n)).then(|| &self.sources[self.pool.entry(n).file as usize])
    }
}

/// A stage that needs nothing but the keys of records.
struct KeysOnly {
    texts: bool,
}

impl Stage for KeysOnly {
    type Out = ();

    fn needs_keys(&self) -> bool {
        true
    }

    fn keeps_texts(&self) -> bool {
        self.texts
    }

    fn record(&self, _: &RepairedRecord<'_>) {}

    fn unreadable(&self, _: &UnreadableStretch<'_>) {}
}

/// What is known of the records of `sources`, for other runs to compare theirs with; with their
/// abstracts if `texts` are wanted.
///
/// # Errors
/// Returns an error if the temporary file fails, or the first input that cannot be read: half a
/// corpus would be a wrong answer.
pub fn remember(
    library: &Library,
    reading: Reading,
    config: &Config,
    sources: &[Source],
    texts: bool,
) -> Result<Reference, RememberError> {
    let mut engine =
        Engine::new(KeysOnly { texts }, library, Vec::new(), reading, Safety::Safe, config);
    engine.plan.banding = Some(config.dedup.banding());
    let outcome = engine.gather(sources, |_| Ok::<(), StoreError>(()))?;
    match outcome.failures.into_iter().next() {
        Some(failure) => Err(failure.into()),
        None => Ok(Reference {
            names: sources.iter().map(|source| source.name.clone()).collect(),
            records: outcome.records,
        }),
    }
}

impl<S: Stage> Engine<'_, S> {
    /// The copies and the doubtful ones among `records`, which other runs have looked at; each with
    /// the rule that says so and whether the copy is dropped.
    ///
    /// # Errors
    /// Returns an I/O error if the temporary file fails.
    pub(crate) fn cluster(&self, records: &Records) -> std::io::Result<Vec<(Pair, &Rule, bool)>> {
        let dropped = DedupPlan::dropped_kinds(&self.policy);
        let pool = Pool { reference: &Reference::default(), new: records };
        let search = Search {
            pool,
            settings: self.plan.settings,
            kinds: &self.plan.kinds,
            dropped: &dropped,
        };
        let with_rule = |pair: Pair| {
            let rule: &Rule = self.policy.rule_of(pair.relation.kind)?;
            Some((pair, rule, self.policy.drops(&rule.id)))
        };
        Ok(search.pairs()?.into_iter().filter_map(with_rule).collect())
    }

    /// No records yet, to be clustered.
    pub(crate) fn no_records(&self) -> Records {
        self.plan.no_records()
    }
}

/// What comes of each pair that the search finds; what is said of it is added to `findings`.
fn report(
    search: &Search<'_>,
    policy: &Policy<'_>,
    detail: Detail,
    finder: Finder<'_>,
    findings: &mut FindingStore,
) -> Result<Reported, StoreError> {
    let mut all = Reported::default();
    for pairs in search.pairs()?.chunks(PAIRS_AT_A_TIME) {
        let of_pair =
            |pair: &Pair| report_pair(*pair, search.pool.known() as usize, policy, detail, finder);
        for reported in pairs.par_iter().map(of_pair).collect::<Vec<_>>() {
            let Reported { finding, copies, ignored } = reported?;
            if let Some((record, packed)) = finding {
                findings.add(record, 0, &packed)?;
            }
            all.copies.extend(copies);
            all.ignored.extend(ignored);
        }
    }
    Ok(all)
}

/// What comes of a pair; `known` records of the pool are those of the reference.
fn report_pair(
    Pair { record, kept, relation }: Pair,
    known: usize,
    policy: &Policy<'_>,
    detail: Detail,
    finder: Finder<'_>,
) -> Result<Reported, StoreError> {
    let Some(rule) = policy.rule_of(relation.kind) else { return Ok(Reported::default()) };
    let (copy, other) = (finder.found(record)?, finder.found(kept)?);
    let ignored = policy.ignores_of_pair(rule, finder.source(record), &copy.details.id);
    if !ignored.is_empty() {
        return Ok(Reported { ignored, ..Reported::default() });
    }
    let finding = (detail > Detail::Nothing).then(|| {
        let finding = duplicate_finding(rule, &copy, &other, relation);
        let place = (finding.file, finding.record);
        (place, PackedFindings::of(Some(&copy.details.id), &[finding.detection()]))
    });
    let dropped = policy.drops(&rule.id).then(|| Dropped {
        rule: rule.id.clone(),
        record: record as usize - known,
        kept: (kept as usize).checked_sub(known),
        kept_place: other.place(),
        kept_id: other.details.id,
        similarity: relation.similarity,
    });
    Ok(Reported { finding, copies: dropped.into_iter().collect(), ignored })
}

/// What comes of pairs.
#[derive(Default)]
struct Reported {
    /// On a single pair, and the file and the record that it is about; those of several have been
    /// handed on.
    finding: Option<((usize, usize), PackedFindings)>,
    /// The records that are dropped.
    copies: Vec<Dropped>,
    /// The entries of `ignore` that are silent about other pairs, by number.
    ignored: Vec<usize>,
}

/// Which copies a rule finds, if it finds any.
pub(super) fn kind_of(rule: &Rule) -> Option<PairKind> {
    rule.check.of_pairs()?.finds()
}
