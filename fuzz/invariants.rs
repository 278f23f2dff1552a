//! What holds for every input, whatever its bytes are: the targets of the fuzzer, and of the tests
//! that repeat what it found.
#![allow(dead_code, reason = "each target is a crate of its own and uses one of these")]

use std::path::Path;
use std::sync::LazyLock;

use abslint::Cleaner;
use abslint_core::check::RecordFacts;
use abslint_core::edit::{Edit, Script};
use abslint_core::record::{FieldName, Item};
use abslint_core::rule::{Library, written};
use abslint_corpus::config::Config;
use abslint_corpus::source::{Chunks, FieldNames, Reading, Source};

static LIBRARY: LazyLock<Library> = LazyLock::new(Library::built_in);
static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| {
    Cleaner::new(abslint::Config::recommended()).expect("the rules in the binary are tested")
});

/// The endings that tell shapes apart; the first byte of an input chooses one.
const ENDINGS: [&str; 15] = [
    "jsonl", "json", "csv", "tsv", "txt", "jsonl.gz", "jsonl.zst", "bib", "parquet", "ris", "nbib",
    "enw", "ciw", "xml", "html",
];

/// How many of these there are.
pub(crate) const SHAPES: u8 = ENDINGS.len() as u8;

/// The folder that temporary files are written to: memory, where the system has it.
fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    tempfile::tempdir_in(folder).expect("a temporary folder can be made")
}

/// An input as a file, and the folder that it lies in.
fn file(bytes: &[u8]) -> Option<(tempfile::TempDir, Source)> {
    let (choice, bytes) = bytes.split_first()?;
    let folder = scratch();
    let path =
        folder.path().join("input").with_extension(ENDINGS[usize::from(*choice) % ENDINGS.len()]);
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    Some((folder, Source::file(&path)))
}

fn reading() -> Reading {
    Reading {
        layouts: LIBRARY.background.layouts.clone(),
        sources: LIBRARY.sources.clone(),
        fields: FieldNames::default(),
        format: None,
        allow_missing: true,
    }
}

/// Every reader: no panic; positions lie in the chunk, in ascending order, and at the starts of
/// characters.
pub(crate) fn readers(bytes: &[u8]) {
    let Some((_folder, source)) = file(bytes) else { return };
    let reading = reading();
    let Ok(chunks) = Chunks::open(&source, &reading) else { return };
    // What can be read before a failure is read; the failure itself is a message.
    for chunk in chunks.flatten() {
        let mut end = 0;
        for (n, item) in reading.parse(&chunk).items.iter().enumerate() {
            let (index, bytes) = match item {
                Item::Record(record) => (record.index, record.bytes.clone()),
                Item::Unreadable(unreadable) => {
                    assert!(unreadable.at <= chunk.bytes.len(), "the defect lies in the chunk");
                    (unreadable.index, unreadable.bytes.clone())
                }
            };
            assert_eq!(index, n, "records are numbered one by one");
            assert!(
                bytes.start >= end && bytes.end <= chunk.bytes.len(),
                "records lie one behind the other"
            );
            end = bytes.end;
            let Item::Record(record) = item else { continue };
            for field in FieldName::ALL.iter().filter_map(|name| record.field(*name)) {
                let places: Vec<usize> = field
                    .text
                    .char_indices()
                    .map(|(at, _)| field.to_source(&chunk.bytes, at))
                    .collect();
                assert!(
                    places.is_sorted(),
                    "what stands behind in the text stands behind in the file"
                );
                let is_start =
                    |at: &usize| chunk.bytes.get(*at).is_some_and(|byte| byte & 0xC0 != 0x80);
                assert!(places.iter().all(is_start), "a character starts at each of these bytes");
            }
        }
    }
}

/// The loaders of rules and of the configuration: no panic, whatever the file says.
pub(crate) fn rule_files(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Most of these are wrong; that they are is said at a line of the text.
    if let Err(error) = written::compile("rule.yaml", text) {
        assert!(error.line() <= text.lines().count() + 1, "the error lies in the file");
    }
    let folder = scratch();
    let path = folder.path().join("abslint.yaml");
    std::fs::write(&path, text).expect("a temporary file can be written");
    let _ = Config::read(&path);
}

/// Every check of every rule: no panic; what it finds and what it would write lie in the text, at
/// the starts of characters.
pub(crate) fn checks(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (title, abstract_) = text.split_once('\n').unwrap_or(("", &text));
    for field in FieldName::ALL {
        let own = if field == FieldName::Title { title } else { abstract_ };
        let record = RecordFacts::new(Some(title), Some(abstract_), &[], &LIBRARY.background);
        for rule in LIBRARY.rules.iter().filter(|rule| rule.fields.contains(&field)) {
            for hit in rule.check.hits(record.seen_from(field)) {
                assert!(
                    own.get(hit.span.start()..hit.span.end()).is_some(),
                    "{}: {:?} is no part of the text",
                    rule.id,
                    hit.span
                );
                for edit in &hit.edits {
                    assert!(
                        own.get(edit.start..edit.end).is_some(),
                        "{}: {edit:?} is no part of the text",
                        rule.id
                    );
                }
            }
        }
    }
}

/// Scripts: they do what their edits say, and two of them in one do what they do one after the
/// other.
pub(crate) fn edits(bytes: &[u8]) {
    let text: String = String::from_utf8_lossy(bytes).chars().take(200).collect();
    let edits_of = |text: &str, seed: &[u8]| -> Vec<Edit> {
        let starts: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let edit = |four: &[u8]| {
            let start = usize::from(four[0]) % starts.len();
            let end = (start + usize::from(four[1]) % 5).min(starts.len() - 1);
            let replacement = ["", "×", "a", "bc", " "][usize::from(four[2]) % 5]
                .repeat(usize::from(four[3]) % 3);
            Edit { start: starts[start], end: starts[end], replacement }
        };
        seed.chunks_exact(4).take(20).map(edit).collect()
    };
    let (one, two) = bytes.split_at(bytes.len() / 2);
    let wanted = edits_of(&text, one);
    let (first, chosen) = Script::select(&text, &wanted);
    assert_eq!(first.edits().len(), chosen.len());
    let between = first.apply(&text);
    let (second, _) = Script::select(&between, &edits_of(&between, two));
    let both = first.then(&second, &between);
    assert_eq!(both.apply(&text), second.apply(&between), "composed, they do the same");
    assert!(
        both.edits().windows(2).all(|pair| pair[0].end <= pair[1].start),
        "edits do not overlap"
    );
}

/// The whole of `clean`: no panic, nothing lost, and the second time nothing is left to do, neither
/// for the command nor for a program.
pub(crate) fn whole_run(bytes: &[u8]) {
    let Some((folder, source)) = file(bytes) else { return };
    let path = |name: &str| folder.path().join(name);
    let (once, twice) = (path("once.jsonl"), path("twice.jsonl"));
    std::fs::write(path("abslint.yaml"), "").expect("a temporary file can be written");
    // Records are counted by `clean` itself, which writes nothing if one is lost.
    let clean = |from: &Path, to: &Path| {
        let rejects = to.with_extension("rejects.jsonl");
        let args = [
            "abslint".as_ref(),
            "clean".as_ref(),
            from,
            "--output".as_ref(),
            to,
            "--rejects".as_ref(),
            &rejects,
        ];
        let options = ["--quiet".as_ref(), "--config".as_ref(), &*path("abslint.yaml")];
        abslint::run_command(args.iter().chain(&options), None)
    };
    let status = clean(source.path().expect("it is a file"), &once);
    let Ok(corpus) = std::fs::read_to_string(&once) else {
        assert_eq!(status, 2, "what cannot be read is complained of");
        return;
    };
    assert_eq!(clean(&once, &twice), 0, "what was written can be read");
    assert_eq!(
        corpus,
        std::fs::read_to_string(&twice).expect("the corpus was written"),
        "a clean corpus is left as it is"
    );
    let values =
        corpus.lines().map(|line| serde_json::from_str(line).expect("the corpus is JSON Lines"));
    let cleaned = CLEANER.clean_json(values).expect("a clean corpus can be cleaned");
    assert_eq!(
        (cleaned.changes.as_slice(), cleaned.rejected.as_slice()),
        (&[][..], &[][..]),
        "repairs come to rest"
    );
    assert_eq!(cleaned.counts.read, corpus.lines().count());
}
