//! What is written must not be what is read.

use std::path::{Path, PathBuf};

use same_file::Handle;

use super::CleanError;
use crate::source::Source;

/// Refuses an output that is one of `sources`, or of the other files that are `read`, by whatever
/// name, or another output.
///
/// Only files are compared by what they are: that opens them, and opening a pipe waits for its
/// other end.
///
/// # Errors
/// [`CleanError::Clash`], with what the output is at the same time.
pub fn refuse(sources: &[Source], read: &[PathBuf], outputs: &[&Path]) -> Result<(), CleanError> {
    let clash = |output: &Path, clash: &str| {
        Err(CleanError::Clash { output: output.display().to_string(), clash: clash.to_owned() })
    };
    let files = sources.iter().filter_map(Source::path).chain(read.iter().map(PathBuf::as_path));
    let inputs: Vec<Handle> = files
        .filter(|path| path.is_file())
        .filter_map(|path| Handle::from_path(path).ok())
        .collect();
    for (n, output) in outputs.iter().enumerate() {
        if outputs[..n].iter().any(|other| same_path(other, output)) {
            return clash(output, "named for two outputs");
        }
        if output.is_file()
            && Handle::from_path(output).is_ok_and(|handle| inputs.contains(&handle))
        {
            return clash(output, "one of the inputs");
        }
    }
    Ok(())
}

fn same_path(a: &Path, b: &Path) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute(a) == absolute(b)
        || a.is_file() && b.is_file() && same_file::is_same_file(a, b).unwrap_or(false)
}
