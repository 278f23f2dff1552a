//! Records, told apart by all that they hold, wherever they stand.

use std::collections::HashMap;

use abslint_core::record::Item;

use crate::source::content;
use crate::source::{Chunks, Reading, Source, SourceError};

/// How often each record is there, by its [content].
#[derive(Debug, Default)]
pub struct Records(HashMap<u64, usize>);

impl Records {
    /// Reads all records of `sources`.
    ///
    /// # Errors
    /// The first source that cannot be read: what is not known would be taken for new.
    pub fn read(sources: &[Source], reading: &Reading) -> Result<Records, SourceError> {
        let mut records = Records::default();
        for source in sources {
            for chunk in Chunks::open(source, reading)? {
                let chunk = match chunk {
                    // A text that is no page, or none in UTF-8, holds no record that could have
                    // moved.
                    Err(SourceError::NoLayout { .. } | SourceError::NotUtf8 { .. }) => continue,
                    chunk => chunk?,
                };
                for item in reading.parse(&chunk).items {
                    let content = match &item {
                        Item::Record(record) => content::of_record(record),
                        Item::Unreadable(unreadable) => {
                            content::of_no_record(&chunk.bytes[unreadable.bytes.clone()])
                        }
                    };
                    *records.0.entry(content).or_default() += 1;
                }
            }
        }
        Ok(records)
    }

    /// Whether a record is there; once for each time that it is.
    pub fn take(&mut self, content: u64) -> bool {
        match self.0.get_mut(&content) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_known_as_often_as_it_was_there() {
        let mut records = Records(HashMap::from([(7, 2)]));
        assert_eq!([7, 7, 7, 8].map(|content| records.take(content)), [true, true, false, false]);
    }
}
