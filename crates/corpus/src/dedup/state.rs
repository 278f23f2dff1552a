//! What is known of a record, as a text that can travel: from the run that looked at it to the one
//! that compares it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::keys::Keys;
use super::store::PackedDetails;
use super::{Completeness, Entry};

/// What is known of one record.
#[derive(Serialize, Deserialize)]
pub struct State {
    keys: Keys,
    bands: Box<[u32]>,
    completeness: Completeness,
    damage: u32,
    preference: u32,
    details: PackedDetails,
    #[serde(default)]
    is_notice: bool,
}

impl State {
    /// The state of a record; `None` if it is never a copy.
    pub fn of(entry: &Entry, bands: &[u32], details: &PackedDetails) -> Option<State> {
        let Entry { keys, completeness, damage, preference, is_notice, .. } = *entry;
        Some(State {
            keys: keys?,
            bands: bands.into(),
            completeness,
            damage,
            preference,
            details: details.clone(),
            is_notice,
        })
    }

    /// As a text: MessagePack in base64.
    pub fn written(&self) -> String {
        BASE64_STANDARD.encode(rmp_serde::to_vec(self).expect("plain data always serialises"))
    }

    /// The state that was [`written`](State::written).
    ///
    /// # Errors
    /// Why the text is none.
    pub fn read(written: &str) -> Result<State, String> {
        let bytes = BASE64_STANDARD.decode(written).map_err(|error| error.to_string())?;
        rmp_serde::from_slice(&bytes).map_err(|error| error.to_string())
    }

    /// Numbers of which two records share one if they are worth a comparison. Others may share one,
    /// too, by chance.
    pub fn buckets(&self) -> Vec<i64> {
        let Keys { abstract_: [high, low], title, head, tail } = &self.keys;
        let edge = |kind: u64, key: u32| (key != 0).then_some((kind, u64::from(key)));
        let whole =
            [Some((0, high ^ low)), title.map(|title| (1, title)), edge(2, *head), edge(3, *tail)];
        let bands = (4..).zip(self.bands.iter().map(|key| u64::from(*key)));
        let number = |(kind, key): (u64, u64)| xxh3_64_with_seed(&key.to_le_bytes(), kind) as i64;
        whole.into_iter().flatten().chain(bands).map(number).collect()
    }

    /// What is compared, and what is asked for when it is.
    pub fn into_parts(self) -> (Entry, Box<[u32]>, PackedDetails) {
        let State { keys, bands, completeness, damage, preference, details, is_notice } = self;
        let keys = Some(keys);
        (
            Entry { keys, completeness, damage, preference, is_notice, ..Entry::default() },
            bands,
            details,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let keys = Keys { abstract_: [1, u64::MAX], title: Some(7), head: 3, tail: 0 };
        let entry = Entry { keys: Some(keys), damage: 4, ..Entry::default() };
        let state = State::of(&entry, &[9, 8], &PackedDetails::default()).unwrap();
        assert_eq!(state.buckets().len(), 5, "the abstract, the title, the first words, two bands");
        let (read, bands, _) = State::read(&state.written()).unwrap().into_parts();
        assert_eq!((read.keys, read.damage, &*bands), (Some(keys), 4, &[9, 8][..]));
        assert!(State::of(&Entry::default(), &[], &PackedDetails::default()).is_none());
        assert!(State::read("no state").is_err());
    }
}
