//! Finds and repairs the damage that scraping does to paper abstracts.
//!
//! ```text
//!  paths, globs, stdin
//!       │  source/    decoded and split into records; each knows its file, line and bytes
//!       ▼
//!    Record ──► rule/ + check/   YAML rules, compiled once; a check looks at one record
//!       │              │
//!       │              ▼  lint, edit   findings; safe edits, applied until nothing is left to mend
//!       │          dedup/   keys → candidates → verified → clusters → the one that stays
//!       ▼              ▼
//!    corpus/ (JSONL, rejects, changes, in place)     report/ (drawings, lines, JSON, SARIF, …, a page)
//! ```
//!
//! [`config`] says what is read and which rules run, [`known`] what was there
//! before (a baseline, a revision), and [`compare`] what a change does to a data set.
//!
//! [`engine`] runs it all, on every core and in input order, and keeps what was
//! found in [`findings`]; `check`, `clean` and `clean --diff` are the same pass
//! with other sinks. Nothing but [`cli`] prints.

pub mod automaton;
pub mod check;
pub mod cli;
pub mod compare;
pub mod config;
pub mod corpus;
pub mod dedup;
pub mod edit;
pub mod engine;
pub mod finding;
pub mod findings;
pub mod known;
pub mod lexicon;
pub mod lint;
pub mod overflow;
pub mod record;
pub mod report;
pub mod rule;
pub mod sentence;
pub mod source;
