//! What comes out of files of every kind of source, record by record: `sources` holds the files,
//! `snapshots` what is read of them.

use std::fmt::Write as _;

use abslint_core::record::{Field, Item};
use abslint_core::rule::Library;
use abslint_corpus::config::Config;
use abslint_corpus::source::{Chunks, Reading, Source};
use serde_json::json;

/// The records of a file, each with its line, and what of it could not be read.
fn read(path: &std::path::Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("abslint.yaml"), "").unwrap();
    let config = Config::read(&folder.path().join("abslint.yaml")).unwrap();
    let layouts = Library::built_in().background.layouts;
    let reading = Reading {
        layouts,
        fields: config.fields,
        format: None,
        allow_missing: true,
        sources: Library::built_in().sources,
    };
    let mut out = String::new();
    let mut lines = 1;
    for chunk in Chunks::open(&Source::file(path), &reading).unwrap() {
        let chunk = chunk.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for item in reading.parse(&chunk).items {
            let text = |field: &Option<Field<'_>>| {
                field.as_ref().map(|field| field.text.clone().into_owned())
            };
            let said = match &item {
                Item::Record(one) => {
                    let id = one.id.as_ref().map(|id| id.text.as_ref());
                    let others: Vec<String> =
                        one.others.iter().map(|(name, value)| format!("{name}={value}")).collect();
                    json!({ "line": one.line + lines, "id": id, "title": text(&one.title), "abstract": text(&one.abstract_), "others": others.join(" ") })
                }
                Item::Unreadable(one) => {
                    json!({ "line": one.line + lines, "unreadable": one.detail })
                }
            };
            let _ = writeln!(out, "{said:#}");
        }
        lines += chunk.bytes.iter().filter(|byte| **byte == b'\n').count();
    }
    out
}

#[test]
fn what_is_read_of_each_source() {
    insta::glob!("sources/*", |path| insta::assert_snapshot!(read(path)));
}
