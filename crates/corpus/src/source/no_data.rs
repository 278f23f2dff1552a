//! Files that are no data, wherever they lie: those that abslint writes beside the data.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How every baseline of version 1 begins, and nothing else does.
pub(crate) const BASELINE_BEGINNING: &str = "{\"version\":1,\"findings\":[";

/// Whether the file at `path` is a baseline, by its beginning: such a file holds no records.
pub fn is_baseline(path: &Path) -> bool {
    let mut head = Vec::new();
    let is_json = path.extension().is_some_and(|ending| ending == "json");
    let mut read = || {
        File::open(path)
            .and_then(|file| file.take(BASELINE_BEGINNING.len() as u64).read_to_end(&mut head))
    };
    is_json && read().is_ok() && head == BASELINE_BEGINNING.as_bytes()
}
