//! What was there before: the findings of a baseline, and the records of a git revision.

mod file;
pub mod findings;
pub mod records;
