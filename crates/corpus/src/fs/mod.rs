//! Bytes on disk.

pub mod atomic;
pub mod spill;
pub mod spool;
