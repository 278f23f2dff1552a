//! What the results of a run depend on beside its inputs, as a hash.

use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use abslint_core::check::math::Style;
use abslint_core::edit::Safety;
use abslint_core::finding::Severity;
use abslint_core::rule::Rule;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use super::Engine;
use super::stage::{Detail, Stage};
use crate::source::Reading;

/// Everything that the result of a record depends on beside the record and the program.
#[derive(Serialize)]
pub(super) struct Fingerprint<'e> {
    rules: Vec<RuleFingerprint<'e>>,
    canonical: Vec<RuleFingerprint<'e>>,
    drops: Vec<&'e str>,
    placeholders: Vec<RuleFingerprint<'e>>,
    /// The rules that say what is damaged, if records are repaired from their copies.
    damage: Option<Vec<RuleFingerprint<'e>>>,
    threshold: Safety,
    /// Bands of a sketch, and rows of a band.
    banding: Option<(usize, usize)>,
    needs_keys: bool,
    detail: Detail,
    reading: Reading,
    words: Vec<&'e str>,
}

/// A rule as it was written, and what the configuration made of it.
#[derive(Serialize)]
struct RuleFingerprint<'r> {
    id: &'r str,
    source: &'r str,
    severity: Option<Severity>,
    style: Option<Style>,
}

impl<'r> RuleFingerprint<'r> {
    fn of(rule: &'r Rule) -> Self {
        RuleFingerprint {
            id: &rule.id,
            source: &rule.source,
            severity: rule.severity,
            style: rule.check.style(),
        }
    }
}

impl<S: Stage> Engine<'_, S> {
    /// What the results of this run depend on beside its inputs and the program.
    pub(super) fn fingerprint(&self) -> Fingerprint<'_> {
        let (policy, plan) = (&self.policy, &self.plan);
        let mut words: Vec<&str> = policy.background.lexicon.own_words().collect();
        words.sort_unstable();
        Fingerprint {
            rules: policy.rules.iter().map(|rule| RuleFingerprint::of(rule)).collect(),
            canonical: policy.canonical.iter().map(RuleFingerprint::of).collect(),
            drops: policy.drops.iter().map(|rule| rule.id.as_str()).collect(),
            placeholders: policy
                .placeholders
                .iter()
                .map(|rule| RuleFingerprint::of(rule))
                .collect(),
            damage: plan.grafting.as_ref().map(|grafting| {
                grafting.damage().iter().map(|rule| RuleFingerprint::of(rule)).collect()
            }),
            threshold: policy.threshold,
            banding: plan.banding.map(|banding| (banding.bands, banding.rows)),
            needs_keys: plan.needs_keys,
            detail: self.stage.detail(),
            // Whether fields may be missing changes nothing in what is found in a record.
            reading: Reading { allow_missing: false, ..self.reading.clone() },
            words,
        }
    }

    /// The key of a cache of this run: a hash of its fingerprint and of this program.
    pub(super) fn cache_key(&self) -> io::Result<u128> {
        hash(&(format!("{:032x}", program()?), self.fingerprint()))
    }
}

/// A hash (XXH3, 128 bits) of plain data.
pub(super) fn hash(value: &impl Serialize) -> io::Result<u128> {
    Ok(xxh3_128(&rmp_serde::to_vec(value).map_err(io::Error::other)?))
}

/// Where this program lies, if it is not what the system started.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Says which file holds this program: in a library that another program loads, that is the
/// library. What is kept for a next run is of no use to another build of it. Only the first call
/// counts.
pub fn lies_in(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// A hash of this program.
pub(super) fn program() -> io::Result<u128> {
    let path = PROGRAM.get().map_or_else(std::env::current_exe, |path| Ok(path.clone()))?;
    Ok(xxh3_128(&std::fs::read(path)?))
}
