//! The tests of the whole program, by its binary and by its public parts: one program, so that it
//! is linked once.
//!
//! A test that needs more than `cargo test` may take for granted (a network, a browser, real dumps)
//! is ignored, says in its `#[ignore]` what it needs, and fails where that is missing. `.ci/run`
//! installs what can be installed and runs them, too.

mod common;

mod browser;
mod cache;
mod changes;
mod checkpoint;
mod cleaner;
mod comparisons;
mod config;
mod copies;
mod door;
mod duplicates;
mod formats;
mod ftfy;
mod fuzzed;
mod guarantees;
mod hooks;
mod hostile;
mod in_place;
mod layers;
mod math;
#[cfg(unix)]
mod outcomes;
#[cfg(feature = "parquet")]
mod parquet;
mod paths;
mod pipe;
mod reports;
mod round_trips;
mod rules;
mod seeds;
mod shapes;
mod source_files;
mod sources;
mod terminal;
mod understood;
