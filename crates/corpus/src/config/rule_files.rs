//! Rules and layouts of a user, in a folder.

use std::path::Path;

use abslint_core::rule::library::{LoadError, RuleFile};
use walkdir::WalkDir;

/// The YAML files in a folder and below it, in the order of their names.
///
/// # Errors
/// [`LoadError::Io`] if one of them cannot be read, or there is none.
pub fn files_in(dir: &Path) -> Result<Vec<RuleFile>, LoadError> {
    let failed =
        |path: &Path, error: String| LoadError::Io { path: path.display().to_string(), error };
    let mut files = Vec::new();
    for entry in WalkDir::new(dir).sort_by_file_name() {
        let entry = entry.map_err(|e| failed(dir, e.to_string()))?;
        let path = entry.path();
        if entry.file_type().is_file()
            && path.extension().is_some_and(|e| e == "yaml" || e == "yml")
        {
            let text = std::fs::read_to_string(path).map_err(|e| failed(path, e.to_string()))?;
            files.push(RuleFile::new(path.display().to_string(), text));
        }
    }
    if files.is_empty() {
        Err(failed(dir, "there is no rule (*.yaml) in this folder".to_owned()))
    } else {
        Ok(files)
    }
}
