//! What the name of an output says: how its records are written, and what they are packed in.

use std::path::Path;

/// How the records of a corpus are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorpusShape {
    /// A JSON object a line.
    JsonLines,
    /// An array of JSON objects.
    Json,
    /// A table with commas.
    Csv,
    /// A table with tabs.
    Tsv,
    /// BibTeX, an entry a record.
    Bibtex,
    /// RIS.
    Ris,
    /// An Apache Parquet table.
    Parquet,
}

/// What the bytes of an output are packed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Nothing.
    Plain,
    /// gzip.
    Gzip,
    /// zstd.
    Zstd,
}

/// How an output is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// How its records are.
    pub shape: CorpusShape,
    /// What they are packed in.
    pub packing: Packing,
}

/// An output whose name ends in something that cannot be written.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{path}: {why}; a corpus is written as {}", endings())]
pub struct UnknownEnding {
    /// The output.
    pub path: String,
    /// What is wrong with its ending.
    pub why: String,
}

/// The endings of names, and what is written then.
const SHAPES: [(&str, CorpusShape); 9] = [
    ("jsonl", CorpusShape::JsonLines),
    ("ndjson", CorpusShape::JsonLines),
    ("json", CorpusShape::Json),
    ("csv", CorpusShape::Csv),
    ("tsv", CorpusShape::Tsv),
    ("bib", CorpusShape::Bibtex),
    ("ris", CorpusShape::Ris),
    ("parquet", CorpusShape::Parquet),
    ("pq", CorpusShape::Parquet),
];

const HAS_PARQUET: bool = cfg!(feature = "parquet");
const HAS_ZSTD: bool = cfg!(feature = "zstd");

/// The endings that this build can write, as a list for a message.
fn endings() -> String {
    let text: Vec<String> = SHAPES
        .iter()
        .filter(|(_, shape)| *shape != CorpusShape::Parquet)
        .map(|(ending, _)| format!(".{ending}"))
        .collect();
    let packed = if HAS_ZSTD { ".gz or .zst" } else { ".gz" };
    let table = if HAS_PARQUET { ", or as .parquet" } else { "" };
    format!("{}, each also with {packed} behind it{table}", text.join(", "))
}

impl Form {
    /// What is written where the name says nothing.
    pub const LINES: Form = Form { shape: CorpusShape::JsonLines, packing: Packing::Plain };

    /// How the output at `path` is written: by the ending of its name. A name without one, standard
    /// output (`-`), a device and a pipe get JSON Lines.
    ///
    /// # Errors
    /// [`UnknownEnding`] if this build writes nothing of that name.
    pub fn of(path: &Path) -> Result<Form, UnknownEnding> {
        let wrong = |why: String| {
            let path = path.display().to_string();
            Err(UnknownEnding { path, why })
        };
        let is_device = std::fs::metadata(path).is_ok_and(|file| !file.is_file() && !file.is_dir());
        if path == Path::new("-") || is_device {
            return Ok(Form::LINES);
        }
        let outer = ending(path);
        let packing = match outer.as_deref() {
            Some("gz") => Packing::Gzip,
            Some("zst") if HAS_ZSTD => Packing::Zstd,
            Some("zst") => return wrong(absent("zstd")),
            _ => Packing::Plain,
        };
        let inner = match packing {
            Packing::Plain => outer,
            Packing::Gzip | Packing::Zstd => path.file_stem().and_then(|s| ending(Path::new(s))),
        };
        let Some(inner) = inner else { return Ok(Form { packing, ..Form::LINES }) };
        match SHAPES.iter().find(|(known, _)| *known == inner) {
            None => wrong(format!("no corpus is written as .{inner}")),
            Some((_, CorpusShape::Parquet)) if !HAS_PARQUET => wrong(absent("Parquet")),
            Some((_, CorpusShape::Parquet)) if packing != Packing::Plain => wrong(
                "Parquet compresses its own pages, and cannot be read within another file".into(),
            ),
            Some((_, shape)) => Ok(Form { shape: *shape, packing }),
        }
    }
}

fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase)
}

fn absent(what: &str) -> String {
    format!("this build has no {what} (`--features {}`)", what.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_how_an_output_is_written() {
        let of = |name: &str| Form::of(Path::new(name));
        let form = |shape, packing| Ok(Form { shape, packing });
        assert_eq!(of("a.b/c.jsonl"), form(CorpusShape::JsonLines, Packing::Plain));
        assert_eq!(of("c.CSV"), form(CorpusShape::Csv, Packing::Plain));
        assert_eq!(of("c.bib.gz"), form(CorpusShape::Bibtex, Packing::Gzip));
        for lines in ["-", "corpus", "a.b/corpus", "/dev/null"] {
            assert_eq!(of(lines), Ok(Form::LINES), "{lines}");
        }
        assert_eq!(of("corpus.gz"), form(CorpusShape::JsonLines, Packing::Gzip));
        for wrong in ["c.txt", "c.xlsx", "c.jsonl.bz2", "c.txt.gz", "c.parquet.gz", "c.xml"] {
            let error = of(wrong).unwrap_err().to_string();
            assert!(error.contains(".jsonl, .ndjson, .json, .csv, .tsv, .bib, .ris"), "{error}");
        }
    }
}
