//! What holds for every input, whatever its bytes are: the targets of the fuzzer, and of the tests that repeat what it found.
#![allow(dead_code, reason = "each target is a crate of its own and uses one of these")]

use std::path::Path;
use std::sync::LazyLock;

use abslint_core::check::{Known, View};
use abslint_corpus::config::Config;
use abslint_corpus::write::CleanError;
use abslint_corpus::stage::clean::{Clean, Outputs, clean};
use abslint_core::edit::{Edit, Safety, Script};
use abslint_corpus::run::Engine;
use abslint_core::record::{FieldName, Item};
use abslint_core::rule::{Library, Selection, written};
use abslint_corpus::source::{Chunks, Reading, Source};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::built_in());
static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let folder = scratch();
    let path = folder.path().join("abslint.yaml");
    std::fs::write(&path, "").expect("a temporary file can be written");
    Config::read(&path).expect("a file that says nothing can be read")
});

/// The endings that tell shapes apart; the first byte of an input chooses one.
const ENDINGS: [&str; 15] = [
    "jsonl", "json", "csv", "tsv", "txt", "jsonl.gz", "jsonl.zst", "bib", "parquet", "ris", "nbib", "enw", "ciw", "xml", "html",
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
    let path = folder.path().join("input").with_extension(ENDINGS[usize::from(*choice) % ENDINGS.len()]);
    std::fs::write(&path, bytes).expect("a temporary file can be written");
    Some((folder, Source::file(&path)))
}

fn reading() -> Reading {
    Reading { layouts: LIBRARY.background.layouts.clone(), fields: CONFIG.fields.clone(), format: None, allow_missing: true }
}

/// Every reader: no panic; positions lie in the chunk, in ascending order, and at the starts of characters.
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
            assert!(bytes.start >= end && bytes.end <= chunk.bytes.len(), "records lie one behind the other");
            end = bytes.end;
            let Item::Record(record) = item else { continue };
            for field in FieldName::ALL.iter().filter_map(|name| record.field(*name)) {
                let places: Vec<usize> = field.text.char_indices().map(|(at, _)| field.to_source(&chunk.bytes, at)).collect();
                assert!(places.is_sorted(), "what stands behind in the text stands behind in the file");
                let is_start = |at: &usize| chunk.bytes.get(*at).is_some_and(|byte| byte & 0xC0 != 0x80);
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

/// Every check of every rule: no panic; what it finds and what it would write lie in the text, at the starts of characters.
pub(crate) fn checks(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (title, abstract_) = text.split_once('\n').unwrap_or(("", &text));
    for field in FieldName::ALL {
        let own = if field == FieldName::Title { title } else { abstract_ };
        let known = Known::default();
        let view = View {
            field,
            text: Some(own),
            title: Some(title),
            abstract_: Some(abstract_),
            others: &[],
            background: &LIBRARY.background,
            known: &known,
        };
        for rule in LIBRARY.rules.iter().filter(|rule| rule.fields.contains(&field)) {
            for hit in rule.check.hits(&view) {
                assert!(own.get(hit.span.start()..hit.span.end()).is_some(), "{}: {:?} is no part of the text", rule.id, hit.span);
                for edit in &hit.edits {
                    assert!(own.get(edit.start..edit.end).is_some(), "{}: {edit:?} is no part of the text", rule.id);
                }
            }
        }
    }
}

/// Scripts: they do what their edits say, and two of them in one do what they do one after the other.
pub(crate) fn edits(bytes: &[u8]) {
    let text: String = String::from_utf8_lossy(bytes).chars().take(200).collect();
    let edits_of = |text: &str, seed: &[u8]| -> Vec<Edit> {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let edit = |four: &[u8]| {
            let start = usize::from(four[0]) % starts.len();
            let end = (start + usize::from(four[1]) % 5).min(starts.len() - 1);
            let replacement = ["", "×", "a", "bc", " "][usize::from(four[2]) % 5].repeat(usize::from(four[3]) % 3);
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
    assert!(both.edits().windows(2).all(|pair| pair[0].end <= pair[1].start), "edits do not overlap");
}

/// The whole of `clean`: no panic, nothing lost, and the second time nothing is left to do.
pub(crate) fn whole_run(bytes: &[u8]) {
    let Some((folder, source)) = file(bytes) else { return };
    let once = folder.path().join("once.jsonl");
    let twice = folder.path().join("twice.jsonl");
    if !cleaned(&source, &once) {
        return;
    }
    assert!(cleaned(&Source::file(&once), &twice), "what was written can be read");
    let [once, twice] = [once, twice].map(|path| std::fs::read(path).expect("the corpus was written"));
    assert_eq!(String::from_utf8_lossy(&once), String::from_utf8_lossy(&twice), "a clean corpus is left as it is");
}

/// Cleans `source` into a corpus; whether it could be read at all. Records are counted by `clean` itself, which fails if one is lost.
fn cleaned(source: &Source, corpus: &Path) -> bool {
    let rules = LIBRARY.select(&Selection::default()).expect("the rules that are on can be chosen");
    let engine = Engine::new(Clean { originals: true }, &LIBRARY, rules, reading(), Safety::Safe, &CONFIG);
    let outputs = Outputs { corpus: corpus.to_owned(), rejects: Some(corpus.with_extension("rejects")), ..Outputs::default() };
    let (outcome, conserved) = match clean(&engine, std::slice::from_ref(source), &outputs) {
        Err(CleanError::NothingRead { .. }) => return false,
        cleaned => cleaned.expect("what was read is written"),
    };
    assert_eq!(conserved.read, conserved.kept + conserved.rejected + conserved.unreadable);
    assert_eq!(outcome.tally.unsettled, 0, "repairs come to rest");
    outcome.failures.is_empty()
}
