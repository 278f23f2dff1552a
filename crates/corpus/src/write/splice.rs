//! Edits of a text as splices of the file it came from.

use std::borrow::Cow;

use crate::source::{Chunk, Shape};
use abslint_core::edit::Edit;
use abslint_core::lint::LintOutcome;
use abslint_core::record::{Field, FieldName, Placement, Record, SourceIndex};

/// Replace bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// First byte replaced.
    pub start: u64,
    /// What stands there now; if it does not, the file has changed.
    pub expected: Vec<u8>,
    /// What will stand there.
    pub replacement: Vec<u8>,
    /// Whether it stands in a text of JSON.
    pub is_json: bool,
}

impl Splice {
    /// The byte after the last one replaced.
    pub fn end(&self) -> u64 {
        self.start + self.expected.len() as u64
    }
}

/// The repairs of a record in bytes of its file, in order of place.
pub fn splices(record: &Record<'_>, chunk: &Chunk, linted: &LintOutcome) -> Vec<Splice> {
    let mut splices = Vec::new();
    for name in FieldName::ALL {
        let Some(field) = record.field(name) else { continue };
        let edits = linted.script(name).edits();
        if needs_quotes(field, edits, chunk) {
            splices.push(whole_field(field, linted.text(name).unwrap_or_default(), chunk));
            continue;
        }
        if is_in_parts(field, chunk) {
            continue;
        }
        let source = SourceIndex::of(field, &chunk.bytes);
        for edit in edits {
            let (start, end) = (source.to_source(edit.start), source.to_source(edit.end));
            let expected = chunk.bytes[start..end].to_vec();
            let replacement = written(&edit.replacement, chunk.shape, &field.placement);
            splices.push(Splice {
                start: chunk.offset + start as u64,
                expected,
                replacement: replacement.into_owned().into_bytes(),
                is_json: matches!(chunk.shape, Shape::JsonLines | Shape::Json),
            });
        }
    }
    splices.sort_by_key(|splice| splice.start);
    splices
}

/// Whether a text is put together from several places of the file, so that a repair has no one
/// place: paragraphs in a list, an index of words.
pub fn is_in_parts(field: &Field<'_>, chunk: &Chunk) -> bool {
    matches!(
        (chunk.shape, &field.placement),
        (Shape::JsonLines | Shape::Json | Shape::Table, Placement::Paragraphs(_))
    )
}

/// Whether a field of a table has no quotes, and must have some after its repair.
fn needs_quotes(field: &Field<'_>, edits: &[Edit], chunk: &Chunk) -> bool {
    let Placement::Verbatim { start } = field.placement else { return false };
    let Some(header) = &chunk.header else { return false };
    let is_quoted = start > 0 && chunk.bytes[start - 1] == b'"';
    let is_special = |byte: u8| byte == header.delimiter || matches!(byte, b'"' | b'\n' | b'\r');
    !is_quoted && edits.iter().any(|edit| edit.replacement.bytes().any(is_special))
}

/// A field that is written anew, in quotes.
fn whole_field(field: &Field<'_>, text: &str, chunk: &Chunk) -> Splice {
    let start = field.to_source(&chunk.bytes, 0);
    let expected = chunk.bytes[start..start + field.text.len()].to_vec();
    let replacement = format!("\"{}\"", text.replace('"', "\"\""));
    let replacement = replacement.into_bytes();
    Splice { start: chunk.offset + start as u64, expected, replacement, is_json: false }
}

/// A replacement as it is written in a file of this shape.
fn written<'t>(text: &'t str, shape: Shape, placement: &Placement) -> Cow<'t, str> {
    match (shape, placement) {
        // A line break would end the paragraph, and with it the field.
        (Shape::Listing, _) => {
            if text.contains(['\n', '\r']) {
                text.replace(['\n', '\r'], " ").into()
            } else {
                text.into()
            }
        }
        // The first two have splices of their own, the others are not repaired in place.
        (Shape::Bibliography | Shape::Tagged(_) | Shape::Xml | Shape::Html, _) => text.into(),
        (Shape::Table, _) => text.replace('"', "\"\"").into(),
        (Shape::JsonLines | Shape::Json, _) => {
            let mut quoted = String::new();
            super::line::push_text(&mut quoted, Some(text));
            quoted[1..quoted.len() - 1].to_owned().into()
        }
    }
}

/// How a JSON file escapes what need not be.
struct Escapes {
    /// Every character beyond ASCII.
    non_ascii: bool,
    /// Every slash.
    slashes: bool,
}

impl Escapes {
    fn of(bytes: &[u8]) -> Escapes {
        let mut slashes = memchr::memchr_iter(b'/', bytes).peekable();
        Escapes {
            non_ascii: bytes.is_ascii() && memchr::memmem::find(bytes, b"\\u").is_some(),
            slashes: slashes.peek().is_some() && slashes.all(|at| at > 0 && bytes[at - 1] == b'\\'),
        }
    }

    /// Text of JSON with these escapes.
    fn write(&self, text: &[u8]) -> Vec<u8> {
        let text = String::from_utf8_lossy(text);
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '/' if self.slashes => out.push_str("\\/"),
                c if self.non_ascii && !c.is_ascii() => {
                    let units = c.encode_utf16(&mut [0; 2]).to_vec();
                    out.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
                }
                c => out.push(c),
            }
        }
        out.into_bytes()
    }
}

/// `bytes` with the splices made. In JSON they are escaped as the rest of the file is.
///
/// # Errors
/// The place of the first splice that does not find what it expects.
pub fn apply(bytes: &[u8], splices: &[Splice]) -> Result<Vec<u8>, u64> {
    let mut out = Vec::with_capacity(bytes.len());
    let escapes = splices.iter().any(|splice| splice.is_json).then(|| Escapes::of(bytes));
    let mut done = 0;
    for splice in splices {
        let range = usize::try_from(splice.start).ok().zip(usize::try_from(splice.end()).ok());
        let (start, end) = range
            .filter(|(s, e)| *s >= done && bytes.get(*s..*e) == Some(&splice.expected))
            .ok_or(splice.start)?;
        out.extend_from_slice(&bytes[done..start]);
        match escapes.as_ref().filter(|_| splice.is_json) {
            Some(escapes) => out.extend(escapes.write(&splice.replacement)),
            None => out.extend_from_slice(&splice.replacement),
        }
        done = end;
    }
    out.extend_from_slice(&bytes[done..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_changed_is_noticed() {
        let (expected, replacement) = (b"b".to_vec(), b"xy".to_vec());
        let splice = Splice { start: 1, expected, replacement, is_json: false };
        assert_eq!(apply(b"abc", std::slice::from_ref(&splice)), Ok(b"axyc".to_vec()));
        assert_eq!(apply(b"acb", &[splice]), Err(1));
    }

    #[test]
    fn a_repair_is_escaped_as_its_file_is() {
        let written = |file: &str, text: &str| {
            let splice = Splice {
                start: 1,
                expected: Vec::new(),
                replacement: text.as_bytes().to_vec(),
                is_json: true,
            };
            String::from_utf8(apply(file.as_bytes(), &[splice]).unwrap()).unwrap()
        };
        assert_eq!(written(r#""\u00e9 ""#, "×/𝒪"), r#""\u00d7/\ud835\udcaa\u00e9 ""#);
        assert_eq!(written(r#""é\u00e9 ""#, "×/"), r#""×/é\u00e9 ""#);
        assert_eq!(written(r#""a\/b""#, "/"), r#""\/a\/b""#);
        assert_eq!(written(r#""a\/b/c""#, "/"), r#""/a\/b/c""#);
    }
}
