//! Why an input cannot be read, in words that say what to do.

use std::io;

/// Why an input could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The operating system says so.
    #[error("{name}: {error}")]
    Io {
        /// The input.
        name: String,
        /// The reason.
        error: io::Error,
    },
    /// It starts with the byte order mark of UTF-32.
    #[error(
        "{name}: this is UTF-32; convert it to UTF-8 first, for instance with `iconv -f UTF-32 -t UTF-8`"
    )]
    NotUtf8 {
        /// The input.
        name: String,
    },
    /// It holds more than is read into memory at once, without a place to part it.
    #[error(
        "{name}: more than {most} bytes stand here without the end of a record; nothing of them was read"
    )]
    TooLarge {
        /// The input.
        name: String,
        /// How many bytes are read at once.
        most: u64,
    },
    /// None of its records has a field that is read as a title, or as an abstract, though they have
    /// others.
    #[error("{name}: none of its fields ({fields}) is read as {missing}; {advice}")]
    NotUnderstood {
        /// The input.
        name: String,
        /// What its fields are called, a few of them.
        fields: String,
        /// The texts that no record has, and the names that are known of them.
        missing: String,
        /// The setting that would read them, as far as that can be told, and what else can be done.
        advice: Box<str>,
    },
    /// It is a table without a header.
    #[error(
        "{name}: this table has no header: its first row is {first_row}; {advice}, or write the names of the columns above it"
    )]
    NoHeader {
        /// The input.
        name: String,
        /// Its first row, shortened.
        first_row: String,
        /// The setting that would read it.
        advice: Box<str>,
    },
    /// It is nothing that records are read from.
    #[error("{name}: this is {what}; {advice}")]
    NoText {
        /// The input.
        name: String,
        /// What it is.
        what: &'static str,
        /// What can be done.
        advice: &'static str,
    },
    /// It is text, but no layout knows its first line.
    #[error(
        "{name}: no page layout fits this text: its first line is {first_line:?}, and {known} begin otherwise. \
         If it is a page dump of another site, describe it in a layout file (`abslint explain layouts` shows one) and name its folder with --rules; \
         if it is JSON, it must begin with `{{` or `[`"
    )]
    NoLayout {
        /// The input.
        name: String,
        /// Its first line that is not blank, at most 60 characters.
        first_line: String,
        /// The layouts that were tried.
        known: String,
    },
}

impl SourceError {
    /// Whether the file is something else than records: no loss, if nobody named it.
    pub fn is_no_input(&self) -> bool {
        matches!(self, SourceError::NoText { .. } | SourceError::NoLayout { .. })
    }

    /// The input.
    pub fn name(&self) -> &str {
        match self {
            SourceError::Io { name, .. }
            | SourceError::NotUtf8 { name }
            | SourceError::TooLarge { name, .. }
            | SourceError::NotUnderstood { name, .. }
            | SourceError::NoHeader { name, .. }
            | SourceError::NoText { name, .. }
            | SourceError::NoLayout { name, .. } => name,
        }
    }
}
