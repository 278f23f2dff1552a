//! `--input-format`.

use abslint_corpus::source::format::Format;
use clap::ValueEnum;

/// How inputs are written, as it is said on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum InputFormat {
    /// JSON Lines, a JSON array, or objects one after the other
    #[value(alias = "jsonl", alias = "ndjson")]
    Json,
    /// A table with commas
    Csv,
    /// A table with tabs
    Tsv,
    /// A BibTeX or BibLaTeX bibliography
    #[value(alias = "bib")]
    Bibtex,
    /// The text of a listing page
    #[value(alias = "txt")]
    Page,
    /// An Apache Parquet table
    Parquet,
}

impl InputFormat {
    /// The format that is named.
    pub(super) fn format(self) -> Format {
        match self {
            InputFormat::Json => Format::Json,
            InputFormat::Csv => Format::Csv,
            InputFormat::Tsv => Format::Tsv,
            InputFormat::Bibtex => Format::Bibtex,
            InputFormat::Page => Format::Page,
            InputFormat::Parquet => Format::Parquet,
        }
    }
}
