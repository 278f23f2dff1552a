//! The tests inside a source file: a document, and the records that come out of it.

use std::io;

use abslint_core::record::{Field, Item, Record};
use abslint_core::sources::{ExpectedRecord, SourceFile, SourceTest};

use crate::source::{Chunks, Reading, Source};

/// How each test of a source went; of one that failed, why.
///
/// # Errors
/// Returns an I/O error if no temporary file can be written.
pub fn run(source: &SourceFile, reading: &Reading) -> io::Result<Vec<Result<(), String>>> {
    source.tests.iter().map(|test| one(test, reading)).collect()
}

fn one(test: &SourceTest, reading: &Reading) -> io::Result<Result<(), String>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(test.file.as_deref().unwrap_or("test.json"));
    std::fs::write(&path, &test.text)?;
    Ok(records(&Source::file(&path), reading).and_then(|got| compared(&test.records, &got)))
}

fn records(source: &Source, reading: &Reading) -> Result<Vec<ExpectedRecord>, String> {
    let (mut records, said) = (Vec::new(), |error: crate::source::SourceError| error.to_string());
    for chunk in Chunks::open(source, reading).map_err(said)? {
        let chunk = chunk.map_err(said)?;
        for item in reading.parse(&chunk).items {
            match item {
                Item::Record(record) => records.push(of(&record)),
                Item::Unreadable(unreadable) => {
                    return Err(format!("unreadable: {}", unreadable.detail));
                }
            }
        }
    }
    Ok(records)
}

fn of(record: &Record<'_>) -> ExpectedRecord {
    let text = |field: &Option<Field<'_>>| field.as_ref().map(|field| field.text.to_string());
    let id = record.id.as_ref().map(|id| id.text.to_string());
    ExpectedRecord { id, title: text(&record.title), abstract_: text(&record.abstract_) }
}

fn compared(expected: &[ExpectedRecord], got: &[ExpectedRecord]) -> Result<(), String> {
    if expected.len() != got.len() {
        return Err(format!("expected {} records, got {}", expected.len(), got.len()));
    }
    match expected.iter().zip(got).find(|(expected, got)| expected != got) {
        Some((expected, got)) => Err(format!("expected {expected:?}\n{:>17}{got:?}", "got ")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use abslint_core::rule::Library;
    use abslint_core::rule::library::RuleFile;

    use crate::config::Config;

    fn reading(files: &[(&str, &str)]) -> Reading {
        let files = files
            .iter()
            .map(|(path, text)| RuleFile::new((*path).to_owned(), (*text).to_owned()))
            .collect();
        let library = Library::with(&[files]).expect("the files are right");
        let (layouts, fields) = (library.background.layouts, Config::default().fields);
        Reading { layouts, sources: library.sources, fields, format: None, allow_missing: true }
    }

    #[test]
    fn every_source_reads_its_own_documents() {
        let reading = reading(&[]);
        let mut wrong = String::new();
        for source in &reading.sources.0 {
            assert!(!source.tests.is_empty(), "{}", source.id);
            for why in run(source, &reading).unwrap().into_iter().filter_map(Result::err) {
                wrong += &format!("{}: {why}\n", source.id);
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }

    #[test]
    fn every_variation_of_a_shape_is_read() {
        let reading = reading(&[]);
        let tests: Vec<SourceTest> =
            serde_yaml::from_str(include_str!("source_tests.yaml")).unwrap();
        assert!(tests.len() > 100);
        let mut wrong = String::new();
        for test in &tests {
            if let Err(why) = one(test, &reading).unwrap() {
                wrong += &format!("{}\n{why}\n", test.text);
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }

    #[test]
    fn a_source_of_ones_own_reads_what_it_describes() {
        const OWN: &str = "id: lamps\nname: lamps\nwhy: ours\nmarks: [lampId]\nenvelope: [reply.lamps]\n\
            fields: { title: ['head.main[0]'], abstract: ['body[*].words'], id: [lampId] }\ntests: []\n";
        let text = r#"{"reply":{"lamps":[{"lampId":7,"head":{"main":["On lamps"]},"body":[{"words":"They turn."},{"words":"They rest."}]}]}}"#;
        let records = vec![ExpectedRecord {
            id: Some("7".to_owned()),
            title: Some("On lamps".to_owned()),
            abstract_: Some("They turn.\nThey rest.".to_owned()),
        }];
        let test = SourceTest { text: text.to_owned(), file: None, records };
        assert_eq!(one(&test, &reading(&[("own/sources/lamps.yaml", OWN)])).unwrap(), Ok(()));
        assert!(one(&test, &reading(&[])).unwrap().is_err());
    }
}
