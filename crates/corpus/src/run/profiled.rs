//! The chunks of an input, each with the profile of what its first ones hold.
//!
//! The first chunks wait until they hold as many records as tell the profile, so that the first
//! record is judged by the same habits as the last one. What they are does not depend on the number
//! of cores, for chunks do not.

use std::collections::VecDeque;

use super::Engine;
use super::policy::Policy;
use super::stage::Stage;
use crate::source::habits::Habits;
use crate::source::{Chunk, Reading, SourceError};
use abslint_core::check::SourceProfile;
use abslint_core::check::profile::Sample;
use abslint_core::record::Item;

/// No more bytes wait than these, however few records they hold.
const MOST_WAITING: usize = 32 << 20;

impl<S: Stage> Engine<'_, S> {
    /// `chunks` of one input with its profile, which `told` gets once it is known.
    pub(super) fn profiled<'e, C>(
        &'e self,
        chunks: C,
        told: impl FnOnce(SourceProfile) + 'e,
    ) -> impl Iterator<Item = Result<Chunk, SourceError>> + 'e
    where
        C: Iterator<Item = Result<Chunk, SourceError>> + 'e,
    {
        let mut chunks = chunks.fuse();
        let (mut waiting, mut told) = (VecDeque::new(), Some(told));
        let (mut profile, mut habits) = (SourceProfile::default(), Habits::default());
        std::iter::from_fn(move || {
            if let Some(told) = told.take() {
                (profile, habits) =
                    profile_of(&mut chunks, &mut waiting, &self.policy, &self.reading);
                told(profile);
            }
            let next = waiting.pop_front().or_else(|| chunks.next())?;
            Some(next.map(|chunk| Chunk { profile, habits, ..chunk }))
        })
    }
}

/// What the first of `chunks` have in common, which go to `waiting`.
fn profile_of(
    chunks: &mut impl Iterator<Item = Result<Chunk, SourceError>>,
    waiting: &mut VecDeque<Result<Chunk, SourceError>>,
    policy: &Policy<'_>,
    reading: &Reading,
) -> (SourceProfile, Habits) {
    let mut sample = Sample::new(&policy.background.lexicon);
    let (mut bytes, mut habits) = (0, Habits::default());
    while !sample.is_full() && bytes < MOST_WAITING {
        let Some(next) = chunks.next() else { break };
        if let Ok(chunk) = &next {
            bytes += chunk.bytes.len();
            let parsed = reading.parse(chunk);
            habits.add(parsed.habits);
            see(&mut sample, &parsed.items);
        }
        waiting.push_back(next);
    }
    (sample.profile(), habits)
}

/// Enters the records among `items`.
pub(super) fn see(sample: &mut Sample<'_>, items: &[Item<'_>]) {
    for item in items {
        if let Item::Record(record) = item {
            sample.see(record);
        }
    }
}
