//! Errors in YAML files, as diagnostics that point into them.

use miette::{Diagnostic, NamedSource, SourceSpan};
use serde::de::DeserializeOwned;

use crate::suggest;

/// Something wrong in a YAML file, at its place.
#[derive(Debug, Diagnostic, thiserror::Error)]
#[error("{message}")]
pub struct YamlError {
    /// What is wrong.
    pub message: String,
    #[help]
    help: Option<String>,
    #[source_code]
    source_code: NamedSource<String>,
    #[label("here")]
    at: SourceSpan,
    line: usize,
    column: usize,
}

impl YamlError {
    /// An error at byte `offset` of the file.
    pub fn at(
        path: &str,
        text: &str,
        offset: usize,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Box<YamlError> {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let (shown, offset_shown) = with_short_line(text, offset);
        let rest = &text[offset..];
        let word = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
        let quoted = rest.starts_with(['\'', '"']).then(|| rest.find('\n').unwrap_or(rest.len()));
        let len = quoted
            .unwrap_or(word)
            .min(rest.lines().next().map_or(0, str::len))
            .min(shown.len() - offset_shown);
        let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        Box::new(YamlError {
            message: message.into(),
            help,
            source_code: NamedSource::new(path, shown).with_language("yaml"),
            at: SourceSpan::new(offset_shown.into(), len),
            line: text[..offset].matches('\n').count() + 1,
            column: text[line_start..offset].chars().count() + 1,
        })
    }

    /// An error at the first line that holds `key:`, or at the top of the file.
    pub fn at_key(
        path: &str,
        text: &str,
        key: &str,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Box<YamlError> {
        YamlError::at(path, text, offset_of_key(text, key).unwrap_or(0), message, help)
    }

    /// The 1-based line.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The 1-based character of that line.
    pub fn column(&self) -> usize {
        self.column
    }

    /// The file.
    pub fn path(&self) -> &str {
        self.source_code.name()
    }

    /// What to do about it.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// A line of more bytes is shown in part: so many on either side of what is wrong in it.
const LONG_LINE: usize = 400;
const AROUND: usize = 80;

/// `text` with its long line at `offset` cut down, and where `offset` lies then.
fn with_short_line(text: &str, offset: usize) -> (String, usize) {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    if end - start <= LONG_LINE {
        return (text.to_owned(), offset);
    }
    let from = text.ceil_char_boundary(offset.saturating_sub(AROUND).max(start));
    let to = text.floor_char_boundary((offset + AROUND).min(end));
    (format!("{}{}{}", &text[..start], &text[from..to], &text[end..]), start + offset - from)
}

fn offset_of_key(text: &str, key: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start_matches([' ', '-', '{']).len();
        if line[lead..].strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
            return Some(start + lead);
        }
        start += line.len();
    }
    None
}

/// Reads a YAML file into `T`.
///
/// # Errors
/// The place and the reason, with a suggestion for a mistyped name.
pub fn read<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Box<YamlError>> {
    serde_yaml::from_str(text).map_err(|error| located(path, text, &error))
}

/// Separates what is wrong from the text that it is wrong with; cannot stand in a YAML file.
const CULPRIT: char = '\0';

/// The error for a scalar whose text is wrong. serde_yaml places an error in a scalar at the start
/// of the mapping or list round it, so the text is carried along and looked up behind that place.
pub fn fault_in<E: serde::de::Error>(scalar: &str, why: &str) -> E {
    E::custom(format!("{why}{CULPRIT}{scalar}"))
}

fn located(path: &str, text: &str, error: &serde_yaml::Error) -> Box<YamlError> {
    let offset = error.location().map_or(0, |at| offset_of(text, at.line(), at.column()));
    let said = error.to_string();
    let said = if error.location().is_some() {
        said.rfind(" at line ").map_or(said.as_str(), |tail| &said[..tail])
    } else {
        &said
    };
    let (message, culprit) = said.split_once(CULPRIT).unwrap_or((said, ""));
    // A text of several lines stands differently in the file; its first line will do.
    let culprit = culprit.lines().next().unwrap_or_default();
    let exact =
        (!culprit.is_empty()).then(|| text[offset..].find(culprit).map(|at| offset + at)).flatten();
    let offset = exact.or_else(|| repeated_key(text, message)).unwrap_or(offset);
    YamlError::at(path, text, offset, message, did_you_mean(message))
}

fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within =
        text[start..].chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    start + within
}

/// serde_yaml places a repeated key at the top of its mapping; this is its second line.
fn repeated_key(text: &str, message: &str) -> Option<usize> {
    let key = message.split_once("duplicate field `")?.1.strip_suffix('`')?;
    let first = offset_of_key(text, key)?;
    let behind = first + key.len();
    offset_of_key(&text[behind..], key).map(|at| behind + at)
}

/// serde lists what it expected in backticks, behind the name that it did not.
fn did_you_mean(message: &str) -> Option<String> {
    let (_, unknown) =
        message.split_once("unknown field ").or_else(|| message.split_once("unknown variant "))?;
    let mut names = unknown.split('`').skip(1).step_by(2);
    let mistyped = names.next()?;
    suggest::closest(mistyped, names).map(|name| format!("did you mean `{name}`?"))
}
