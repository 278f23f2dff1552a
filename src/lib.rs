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

pub mod commands;
pub mod report;
