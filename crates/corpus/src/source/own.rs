//! Files that lie among data and hold no papers: what abslint itself wrote, and what tools keep
//! beside them.

use std::io::Read;
use std::path::Path;

use super::no_data::is_baseline;
use super::{Source, container};

/// Files of tools, by their names in lower case.
const OF_TOOLS: [&str; 16] = [
    "package.json", "package-lock.json", "npm-shrinkwrap.json", "composer.json", "bower.json",
    "tsconfig.json", "jsconfig.json", "manifest.json", "dataset_info.json", "dataset_infos.json",
    "pipfile.lock", "deno.json", "requirements.txt", "cmakelists.txt", "robots.txt", "license.txt",
];

/// So many bytes at the beginning tell what wrote a file, but for a corpus.
const HEAD: u64 = 1 << 10;

/// The first line of a corpus has at most so many bytes, or is not looked at.
const MOST_OF_A_LINE: u64 = 1 << 20;

/// What abslint wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// A corpus, which can be read again.
    Corpus,
    /// Something that holds no records.
    Other(&'static str),
}

/// What a file of a tool is, by its name; `None` for any other file.
pub(super) fn of_tool(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let is_lock = name.ends_with("-lock.json") || name.ends_with(".lock.json");
    (is_lock || OF_TOOLS.contains(&name.as_str())).then_some("a file of a tool")
}

/// What abslint wrote into a file; `None` if it did not.
pub(super) fn of(path: &Path) -> Option<Own> {
    if is_baseline(path) {
        return Some(Own::Other("a baseline of abslint"));
    }
    let mut reader = container::open(&Source::file(path)).ok()?.text;
    let mut head = Vec::new();
    (&mut reader).take(HEAD).read_to_end(&mut head).ok()?;
    let starts = |start: &str| head.starts_with(start.as_bytes());
    let has = |part: &str| memchr::memmem::find(&head, part.as_bytes()).is_some();
    if starts("{\"rule\":") && has("\"reason\":") && has("\"kept\":") {
        Some(Own::Other("rejects of abslint"))
    } else if starts("{\"path\":") && has("\"rule\":") && has("\"before\":") {
        Some(Own::Other("changes of abslint"))
    } else if (starts("{\"rule\":") || starts("[{\"rule\":")) && has("\"family\":") {
        Some(Own::Other("findings of abslint"))
    } else if path.file_name().is_some_and(|name| name == "croissant.json") {
        Some(Own::Other("a Croissant description"))
    } else if has("<title>abslint: ") {
        Some(Own::Other("a report of abslint"))
    } else if TABLES.iter().any(|header| starts(header)) {
        Some(Own::Corpus)
    } else if RECORDS.iter().any(|start| starts(start)) {
        reader.take(MOST_OF_A_LINE).read_to_end(&mut head).ok()?;
        is_corpus(&head).then_some(Own::Corpus)
    } else {
        None
    }
}

/// How a corpus begins that is a table.
const TABLES: [&str; 2] =
    ["id,title,abstract,links,source,also_in", "id\ttitle\tabstract\tlinks\tsource\talso_in"];

/// How one may begin that is JSON Lines, an array, BibTeX or RIS.
const RECORDS: [&str; 4] = ["{\"id\":", "[\n{\"id\":", "@", "TY  - "];

/// Whether the first record is one as `clean` writes it.
fn is_corpus(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n');
    let texts: &[&str] = &["\"title\":", "\"abstract\":"];
    let in_bibliography =
        |line: &[u8]| line.starts_with(b"  abslint = {{") || line.starts_with(b"N1  - {");
    match text.first() {
        Some(b'[') => lines.nth(1).is_some_and(|line| has_provenance(line, texts)),
        Some(b'{') => lines.next().is_some_and(|line| has_provenance(line, texts)),
        _ => lines
            .take_while(|line| !matches!(line, [b'}', ..] | [b'E', b'R', b' ', ..]))
            .any(|line| in_bibliography(line) && has_provenance(line, &[])),
    }
}

/// Whether a line has `texts`, and behind them what a corpus says of the origin of a record.
fn has_provenance(line: &[u8], texts: &[&str]) -> bool {
    let parts = ["\"links\":[", "\"source\":{\"path\":", "\"also_in\":["];
    let mut at = 0;
    texts.iter().chain(&parts).all(|part| {
        match memchr::memmem::find(&line[at..], part.as_bytes()) {
            Some(step) => {
                at += step;
                true
            }
            None => false,
        }
    })
}
