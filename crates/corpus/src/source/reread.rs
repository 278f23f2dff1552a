//! The texts of a few records, read once more: what is kept of the others while all are read is
//! little.

use std::collections::{HashMap, HashSet};

use super::{Chunks, Reading, Source, SourceError};
use abslint_core::record::{FieldName, Item};

/// A record by the position of its file and its 0-based index in it.
pub type Key = (usize, usize);

/// Title and abstract of the `wanted` records of `sources`, as they stand there.
///
/// # Errors
/// The first of their files that cannot be read again.
pub fn texts(
    sources: &[Source],
    reading: &Reading,
    wanted: &HashSet<Key>,
) -> Result<HashMap<Key, [Option<String>; 2]>, SourceError> {
    let files: HashSet<usize> = wanted.iter().map(|(file, _)| *file).collect();
    let mut texts = HashMap::with_capacity(wanted.len());
    for (file, source) in sources.iter().enumerate().filter(|(file, _)| files.contains(file)) {
        let mut base = 0;
        for chunk in Chunks::open(source, reading)? {
            let chunk = chunk?;
            let parsed = reading.parse(&chunk);
            for (n, item) in parsed.items.iter().enumerate() {
                let key = (file, base + n);
                if let Item::Record(record) = item
                    && wanted.contains(&key)
                {
                    let text = |name| record.field(name).map(|field| field.text.to_string());
                    texts.insert(key, FieldName::ALL.map(text));
                }
            }
            base += parsed.items.len();
        }
    }
    Ok(texts)
}
