//! What holds for every input, on what the fuzzer found once (`fuzz/regressions`) and on the
//! fixtures; `fuzz/run.sh` looks for more.

#[path = "../../fuzz/invariants.rs"]
mod invariants;

use std::path::Path;

use crate::common::root;

/// Calls `target` with every file of a folder; how many there were.
fn each(folder: &Path, target: fn(&[u8])) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let files: Vec<_> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    for file in &files {
        let read = std::fs::read(file);
        target(&read.unwrap_or_else(|error| panic!("{}: {error}", file.display())));
    }
    files.len()
}

#[test]
fn what_was_found_once_is_mended() {
    let of = |name: &str| root().join("fuzz/regressions").join(name);
    let found = each(&of("readers"), invariants::readers)
        + each(&of("rule_files"), invariants::rule_files)
        + each(&of("checks"), invariants::checks)
        + each(&of("edits"), invariants::edits)
        + each(&of("whole_run"), invariants::whole_run);
    assert!(found > 0, "the regressions lie in fuzz/regressions");
}

/// All are read in every shape; a whole run, which takes long, has each shape once, with another
/// fixture in it.
#[test]
fn every_fixture_holds_in_every_shape() {
    let files_of = |folder: &str| std::fs::read_dir(root().join(folder)).unwrap();
    let entries = ["fixtures", "fixtures/broken"].into_iter().flat_map(files_of);
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    for (n, path) in files.iter().enumerate() {
        let bytes = std::fs::read(path).unwrap();
        for shape in 0..invariants::SHAPES {
            let input = [&[shape][..], &bytes].concat();
            invariants::readers(&input);
            if usize::from(shape) % files.len() == n {
                invariants::whole_run(&input);
            }
        }
    }
}

#[test]
fn every_rule_file_can_be_cut_anywhere() {
    let text = std::fs::read(root().join("rules/latex/tex-quotes.yaml")).unwrap();
    for end in (0..text.len()).step_by(7) {
        invariants::rule_files(&text[..end]);
    }
    invariants::edits(&(0..=255).collect::<Vec<u8>>());
    invariants::checks(&text);
}
