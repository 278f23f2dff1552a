//! The documents name only files that are there.

use std::path::PathBuf;

use crate::common::root;
use regex::Regex;

/// The documents of the repository.
fn documents() -> Vec<PathBuf> {
    let mut documents = ["README.md", "CONTRIBUTING.md", "integrations/spark/README.md"]
        .map(|name| root().join(name))
        .to_vec();
    let folder = std::fs::read_dir(root().join("docs")).unwrap();
    documents.extend(folder.map(|entry| entry.unwrap().path()));
    documents
}

/// What stands in backticks in `text` and is a path below one of the top-level folders, and the
/// targets of links to files beside the document.
fn paths(text: &str, tops: &[String]) -> (Vec<String>, Vec<String>) {
    let (code, link) = (Regex::new("`([^`\\s<>*]+)`"), Regex::new(r"\]\(([^)\s#:]+)[^)\s:]*\)"));
    let all = |pattern: Regex, text: &str| -> Vec<String> {
        pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
    };
    // What stands between fences is an example.
    let prose: String = text.split("```").step_by(2).collect::<Vec<_>>().join("\n");
    let is_of_the_repository = |path: &String| {
        path.split_once('/').is_some_and(|(top, _)| tops.iter().any(|known| known == top))
    };
    let mut named = all(code.unwrap(), &prose);
    named.retain(is_of_the_repository);
    (named, all(link.unwrap(), &prose))
}

#[test]
fn every_path_in_the_documents_is_there() {
    let entries = std::fs::read_dir(root()).unwrap();
    let tops: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "target" && name != ".git")
        .collect();
    let (mut seen, mut missing) = (0, Vec::new());
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        let (named, linked) = paths(&text, &tops);
        let folder = document.parent().unwrap();
        let found = named.iter().map(|path| (path, root().join(path)));
        for (path, place) in found.chain(linked.iter().map(|path| (path, folder.join(path)))) {
            seen += 1;
            if !place.exists() {
                missing.push(format!("{}: {path}", document.display()));
            }
        }
    }
    assert!(seen > 40, "only {seen} paths were found");
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn paths_are_told_from_other_code() {
    let tops = ["src".to_owned(), "rules".to_owned()];
    let text = "In `src/lib.rs`, `rules/<family>/`, `and/or` and `src`; see [it](docs/it.md#part).\n\
                ```text\n`src/example.rs`\n```\nOr [there](https://example.org/a).";
    assert_eq!(paths(text, &tops), (vec!["src/lib.rs".to_owned()], vec!["docs/it.md".to_owned()]));
}
