//! What is found out about a record for the case that it has a copy: its keys, its id, and what is
//! still damaged in it.

use std::borrow::Cow;
use std::ops::Range;

use abslint_core::edit::Safety;
use abslint_core::lint::Linter;
use abslint_core::record::Record;
use abslint_core::rule::Rule;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::stage::Stage;
use super::worker::narrow;
use crate::config::ignore::Ignore;
use crate::dedup::keys::{self, Keys, derived_id};
use crate::dedup::notices::is_notice;
use crate::dedup::shingles::Shingles;

/// What a record is compared by.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct DedupKeys {
    /// Its id: its own, or one that is made of its texts.
    pub(super) id: String,
    /// `None` if it is never a copy.
    pub(super) keys: Option<Keys>,
    /// The keys of its sketch.
    pub(super) bands: Box<[u32]>,
    /// The shingles of its abstract, in ascending order.
    pub(super) shingles: Vec<u32>,
    /// Its title after repair, if it has any letters.
    pub(super) title: Option<String>,
    /// Letters and digits of its abstract, in bytes.
    pub(super) letters: u32,
    /// Whether its text is none of a paper.
    pub(super) is_notice: bool,
}

impl<S: Stage> Engine<'_, S> {
    /// What tells a record from others.
    pub(super) fn dedup_keys(
        &self,
        record: &Record<'_>,
        repaired: (Option<&str>, Option<&str>),
        repairs_are_canonical: bool,
        is_no_text: bool,
    ) -> DedupKeys {
        if let (Some(own), false) = (&record.id, self.plan.needs_keys) {
            return DedupKeys { id: own.text.to_string(), ..DedupKeys::default() };
        }
        let texts = if repairs_are_canonical {
            [repaired.0, repaired.1].map(|text| text.map(Cow::Borrowed))
        } else {
            self.policy.canonical_of(record)
        };
        let [title, abstract_] = texts.each_ref().map(|text| text.as_deref().unwrap_or_default());
        let folded = keys::folded(abstract_);
        let (plain_title, plain_abstract) = (keys::canonical(title), keys::letters(&folded));
        let id = record
            .id
            .as_ref()
            .map_or_else(|| derived_id(&plain_title, &plain_abstract), |id| id.text.to_string());
        let keys = if is_no_text { None } else { Keys::of(&plain_title, &plain_abstract) };
        let (keys, bands, shingles) = match (keys, self.plan.banding) {
            (Some(keys), Some(banding)) => {
                let shingles = Shingles::of_folded(&folded);
                (Some(keys.with_edges(&shingles)), banding.keys(&shingles.set), shingles.set)
            }
            (keys, _) => (keys, Box::default(), Vec::new()),
        };
        let is_notice = keys.is_some() && is_notice(title, abstract_);
        let title = (!plain_title.is_empty()).then(|| title.to_owned());
        let letters = narrow(plain_abstract.len());
        DedupKeys { id, keys, bands, shingles, title, letters, is_notice }
    }

    /// What is still damaged in an abstract, if anybody wants to repair it from a copy.
    pub(super) fn damage(
        &self,
        title: Option<&str>,
        abstract_: Option<&str>,
        entries: &[&Ignore],
    ) -> Vec<Range<usize>> {
        let (Some(grafting), Some(text)) = (&self.plan.grafting, abstract_) else {
            return Vec::new();
        };
        let is_loud = |rule: &&&Rule| !entries.iter().any(|entry| entry.is_for(rule));
        let rules: Vec<&Rule> = grafting.damage().iter().filter(is_loud).copied().collect();
        Linter::new(&rules, self.policy.background, Safety::Safe).damage(title, text)
    }
}
