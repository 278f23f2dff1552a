//! Whether a file of a folder holds records, by its first bytes, where its name says nothing.
//!
//! A folder holds programs, notes and settings as well. What is taken for records begins as records
//! do, and says in its beginning that there are titles and abstracts.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::encoding::BOM;
use super::tagged::Tagged;
use super::{bibtex, html, xml};

/// So many bytes at the beginning of a file are looked at.
const LOOKED_AT: u64 = 64 << 10;

/// Members of JSON that are called as titles, and as abstracts.
static MEMBERS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [r#"(?i)"[\w:.-]*title[\w.-]*"\s*:"#, r#"(?i)"[\w:.-]*abstract[\w.-]*"\s*:"#]
        .map(|text| Regex::new(text).expect("a valid expression"))
});

/// What a page of one paper says of itself.
const OF_A_PAPER: &[u8] = b"citation_title";

/// Whether the file at `path` begins as a file of records does. What cannot be read does not.
pub(super) fn holds_records(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut head));
    read.is_ok() && begins_records(&head)
}

fn begins_records(head: &[u8]) -> bool {
    let text = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    match text.first() {
        Some(b'{' | b'[') => {
            let inner = text[1..].trim_ascii_start().first();
            matches!(inner, Some(b'"' | b'{')) && MEMBERS.iter().all(|name| name.is_match(text))
        }
        Some(b'<') if html::begins_page(line) => memchr::memmem::find(text, OF_A_PAPER).is_some(),
        Some(b'<') => xml::begins_document(line) && xml::holds_record(text),
        Some(b'@') => bibtex::begins_entry(line),
        Some(_) => Tagged::of_first_line(line).is_some() || is_header(line),
        None => false,
    }
}

/// Whether a line names the columns of a table, of which one is the title and one the abstract.
fn is_header(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let has = |wanted: &str| {
        let mut columns = line.split([',', '\t', ';', '|']);
        columns.any(|name| name.trim().trim_matches('"').eq_ignore_ascii_case(wanted))
    };
    has("title") && has("abstract")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_by_their_beginning() {
        for text in [
            "{\"title\": \"On lamps\", \"abstract\": \"They turn.\"}\n",
            "[\n  {\"Title\": \"On lamps\", \"abstractText\": \"They turn.\"}]",
            "{\"data\": [{\"dc:title\": \"On lamps\", \"dc:description.abstract\": \"They turn.\"}]}",
            "<?xml version=\"1.0\"?>\n<article><front><article-meta/></front></article>",
            "\u{feff}<rdf:RDF><item><title>On lamps</title></item></rdf:RDF>",
            "<html><meta name=\"citation_title\" content=\"On lamps\"></html>",
            "@article{a, title = {On lamps}}",
            "TY  - JOUR\nTI  - On lamps\n",
            "PMID- 1\n",
            "%0 Journal Article\n",
            "id,\"Title\",Abstract\n1,a,b\n",
        ] {
            assert!(begins_records(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "# Lamps\n\nTitle, abstract and more.\n",
            "[package]\nname = \"lamps\"\n",
            "{\"cells\": [{\"source\": [\"title abstract\"]}]}",
            "{\"title\": \"On lamps\", \"version\": 2}",
            "<svg><title>A lamp</title></svg>",
            "<?xml version=\"1.0\"?>\n<project><name>lamps</name></project>",
            "<html><head><title>Lamps</title></head></html>",
            "@import url(lamps.css);",
            "def title(abstract):\n    pass\n",
            "- title: On lamps\n  abstract: They turn.\n",
            "title\nabstract\n",
            "MIT License\n",
        ] {
            assert!(!begins_records(text.as_bytes()), "{text}");
        }
    }
}
