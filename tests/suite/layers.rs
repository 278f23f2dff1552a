//! The floors of the two libraries: a module uses those below its own floor, and none on it or
//! above.
//!
//! CONTRIBUTING draws them.

use std::path::{Path, PathBuf};

use crate::common::root;
use regex::Regex;

/// The modules of each crate from the ground up; those in one line stand side by side.
const FLOORS: [(&str, &[&str]); 2] = [
    (
        "core",
        &[
            "span comparison suggest",
            "edit record yaml math",
            "markup",
            "text lexicon finding sources",
            "prefilter counts",
            "layout",
            "check",
            "rule",
            "lint",
            "rule_tests",
        ],
    ),
    (
        "corpus",
        &[
            "fs", "source", "dedup", "config", "finding_store", "run", "write", "stage",
            "baseline rule_tests", "compare source_tests",
        ],
    ),
];

#[test]
fn every_module_uses_only_what_is_below_it() {
    let import = Regex::new(r"\bcrate::\{?(\w+)").unwrap();
    for (name, floors) in FLOORS {
        let source = root().join("crates").join(name).join("src");
        let floor_of = |module: &str| {
            floors.iter().position(|floor| floor.split(' ').any(|one| one == module))
        };
        for file in rust_files(&source) {
            let path = file.strip_prefix(&source).unwrap().to_string_lossy().replace('\\', "/");
            let module = path.split('/').next().unwrap().trim_end_matches(".rs");
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for used in code
                .flat_map(|line| import.captures_iter(line))
                .map(|found| found.get(1).unwrap().as_str())
            {
                let [own, of_used] = [module, used].map(|one| {
                    floor_of(one).unwrap_or_else(|| panic!("{one} of {name} stands on no floor"))
                });
                assert!(
                    module == used || of_used < own,
                    "crates/{name}/src/{path} uses {used}, which is not below {module}"
                );
            }
        }
    }
}

/// All files below a folder but the list of its modules.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    files
        .filter(|path| {
            path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("src/lib.rs")
        })
        .collect()
}
