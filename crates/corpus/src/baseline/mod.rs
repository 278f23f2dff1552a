//! What was there before: the findings of a baseline, and the records of a git revision.

pub mod baseline;
pub mod findings;
pub mod records;
