//! What tells records apart by all that they hold, wherever they stand.

use abslint_core::record::{FieldName, Record};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

/// A hash of everything that is in a record: two records with the same one are the same, wherever
/// they stand.
pub fn of_record(record: &Record<'_>) -> u64 {
    let mut hash = Xxh3Default::new();
    let mut put = |text: Option<&str>| {
        hash.update(&(text.map_or(u64::MAX, |text| text.len() as u64)).to_le_bytes());
        hash.update(text.unwrap_or_default().as_bytes());
    };
    put(record.id.as_ref().map(|id| id.text.as_ref()));
    FieldName::ALL
        .into_iter()
        .for_each(|name| put(record.field(name).map(|field| field.text.as_ref())));
    for (name, value) in &record.others {
        put(Some(name));
        put(Some(value));
    }
    hash.digest()
}

/// The same of bytes that could not be read as a record.
pub fn of_no_record(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}
