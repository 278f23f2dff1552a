//! What an input is called tells how it is written, unless the user does.

use std::path::Path;

use serde::Serialize;

use super::tagged::Tagged;

/// How an input is written, as far as its name or the user says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Format {
    /// JSON Lines, a JSON array, or objects one after the other
    Json,
    /// A table with commas
    Csv,
    /// A table with tabs
    Tsv,
    /// A BibTeX or BibLaTeX bibliography
    Bibtex,
    /// RIS, MEDLINE, EndNote's tags or Web of Science's plain text
    Tagged(Tagged),
    /// XML: Atom, RSS, OAI-PMH, PubMed, JATS, the ACL Anthology, EndNote
    Xml,
    /// A web page
    Html,
    /// The text of a listing page
    Page,
    /// An Apache Parquet table
    Parquet,
}

/// Endings of the files that are taken from a folder, and what they say. A text may be anything.
const ENDINGS: [(&str, Option<Format>); 23] = [
    ("txt", None),
    ("json", Some(Format::Json)),
    ("jsonl", Some(Format::Json)),
    ("ndjson", Some(Format::Json)),
    ("jsonlines", Some(Format::Json)),
    ("jl", Some(Format::Json)),
    ("ldjson", Some(Format::Json)),
    ("csv", Some(Format::Csv)),
    ("tsv", Some(Format::Tsv)),
    ("bib", Some(Format::Bibtex)),
    ("bibtex", Some(Format::Bibtex)),
    ("biblatex", Some(Format::Bibtex)),
    ("ris", Some(Format::Tagged(Tagged::Ris))),
    ("nbib", Some(Format::Tagged(Tagged::Medline))),
    ("medline", Some(Format::Tagged(Tagged::Medline))),
    ("enw", Some(Format::Tagged(Tagged::Endnote))),
    ("ciw", Some(Format::Tagged(Tagged::WebOfScience))),
    ("xml", Some(Format::Xml)),
    ("nxml", Some(Format::Xml)),
    ("html", Some(Format::Html)),
    ("htm", Some(Format::Html)),
    ("parquet", Some(Format::Parquet)),
    ("pq", Some(Format::Parquet)),
];

/// Endings behind these of files that are compressed.
const COMPRESSED: [&str; 2] = ["gz", "zst"];

impl Format {
    /// What the name of a file says; `None` if it leaves it open.
    pub fn of_name(path: &Path) -> Option<Format> {
        entry(path).and_then(|(_, format)| *format)
    }
}

/// Whether a file is one that is taken from a folder, by its name.
pub fn is_data(path: &Path) -> bool {
    entry(path).is_some()
}

/// Whether the name of a file says that each of its lines is a record.
pub(super) fn is_lines(path: &Path) -> bool {
    entry(path).is_some_and(|(ending, _)| {
        matches!(*ending, "jsonl" | "ndjson" | "jsonlines" | "jl" | "ldjson")
    })
}

/// The endings of such files, as a list for a message.
pub fn endings() -> String {
    ENDINGS.map(|(ending, _)| format!(".{ending}")).join(", ")
}

fn entry(path: &Path) -> Option<&'static (&'static str, Option<Format>)> {
    let ending = |path: &Path| {
        path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase)
    };
    let inner = match ending(path)? {
        outer if COMPRESSED.contains(&outer.as_str()) => ending(Path::new(path.file_stem()?))?,
        other => other,
    };
    ENDINGS.iter().find(|(own, _)| *own == inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ending_counts_that_is_none_of_compression() {
        let of = |name: &str| (is_data(Path::new(name)), Format::of_name(Path::new(name)));
        assert_eq!(of("a/papers.CSV"), (true, Some(Format::Csv)));
        assert_eq!(of("papers.tsv.gz"), (true, Some(Format::Tsv)));
        assert_eq!(of("page.txt.zst"), (true, None));
        assert_eq!(of("papers.gz"), (false, None));
        assert_eq!(of("<stdin>"), (false, None));
    }
}
