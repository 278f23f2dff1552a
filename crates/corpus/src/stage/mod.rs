//! What a run is for: one file a sink, with what it makes of each record.

pub mod check;
pub mod clean;
pub mod in_place;
pub mod memory;
pub mod pipe;
