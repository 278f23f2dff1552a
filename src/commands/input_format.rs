//! `--input-format`.

use abslint_corpus::source::format::Format;
use abslint_corpus::source::tagged::Tagged;
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
    /// RIS
    Ris,
    /// MEDLINE, as PubMed exports it
    #[value(alias = "nbib")]
    Medline,
    /// EndNote's tagged export
    #[value(alias = "enw")]
    Endnote,
    /// Web of Science's plain text
    #[value(alias = "ciw")]
    Wos,
    /// XML: Atom, RSS, OAI-PMH, PubMed, JATS, the ACL Anthology, EndNote
    Xml,
    /// A web page
    Html,
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
            InputFormat::Ris => Format::Tagged(Tagged::Ris),
            InputFormat::Medline => Format::Tagged(Tagged::Medline),
            InputFormat::Endnote => Format::Tagged(Tagged::Endnote),
            InputFormat::Wos => Format::Tagged(Tagged::WebOfScience),
            InputFormat::Xml => Format::Xml,
            InputFormat::Html => Format::Html,
            InputFormat::Page => Format::Page,
            InputFormat::Parquet => Format::Parquet,
        }
    }
}
