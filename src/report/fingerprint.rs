//! A name for each finding that stays when lines move.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_128;

use abslint_core::finding::Finding;
use abslint_corpus::baseline::findings::Subject;
use abslint_corpus::write::line::json;

/// Gives out names: a hash of what a finding is about, and its number among those about the same.
#[derive(Debug, Default)]
pub(crate) struct Fingerprints {
    given: HashMap<u128, usize>,
}

impl Fingerprints {
    /// The name of the next finding: 32 hexadecimal digits and a number.
    pub(crate) fn of(&mut self, finding: &Finding) -> String {
        let hash = xxh3_128(json(&Subject::of(finding)).as_bytes());
        let number = self.given.entry(hash).or_default();
        *number += 1;
        format!("{hash:032x}:{number}")
    }
}
