//! A record: one paper as it stood in its source, with the way back to its bytes.

use std::borrow::Cow;
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::BLOCK;

/// The fields that rules speak of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FieldName {
    /// The title.
    Title,
    /// The abstract.
    Abstract,
}

impl FieldName {
    /// Both, in the order in which they are checked and reported.
    pub const ALL: [FieldName; 2] = [FieldName::Title, FieldName::Abstract];

    /// Its name in the corpus and in rule files.
    pub fn name(self) -> &'static str {
        match self {
            FieldName::Title => "title",
            FieldName::Abstract => "abstract",
        }
    }
}

/// How the decoded text of a field lies in the bytes of its chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Byte for byte, from `start` on.
    Verbatim {
        /// First byte.
        start: usize,
    },
    /// The body of a JSON string with escapes, from `start` (behind the quote) on.
    Escaped {
        /// First byte of the body.
        start: usize,
    },
    /// A field of a table in quotes, with each of its own quotes doubled, from `start` (behind the
    /// first quote) on.
    Doubled {
        /// First byte of the body.
        start: usize,
    },
    /// Several paragraphs, joined by one line break each.
    Paragraphs(Vec<Paragraph>),
}

/// One paragraph of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its first byte in the text of the field.
    pub text_start: usize,
    /// Its first byte in the chunk.
    pub start: usize,
}

/// The text of a field and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The decoded text.
    pub text: Cow<'a, str>,
    /// How it lies in the bytes of its chunk.
    pub placement: Placement,
}

impl Field<'_> {
    /// The byte of `chunk` at which byte `offset` of the text lies. Whoever asks for many takes a
    /// [`SourceIndex`].
    pub fn to_source(&self, chunk: &[u8], offset: usize) -> usize {
        match &self.placement {
            Placement::Verbatim { start } => start + offset,
            Placement::Escaped { start } | Placement::Doubled { start } => {
                self.passed(chunk, Passed { text: 0, source: *start }, offset).source
            }
            Placement::Paragraphs(paragraphs) => {
                let behind = paragraphs.partition_point(|p| p.text_start <= offset);
                paragraphs[..behind].last().map_or(0, |p| p.start + offset - p.text_start)
            }
        }
    }

    /// From a place on to byte `offset` of the text, or the end of the character that it is in.
    fn passed(&self, chunk: &[u8], from: Passed, offset: usize) -> Passed {
        match self.placement {
            Placement::Escaped { .. } => escaped(chunk, from, offset),
            Placement::Doubled { .. } => {
                let stretch = &self.text.as_bytes()[from.text..offset];
                let quotes = stretch.iter().filter(|byte| **byte == b'"').count();
                Passed { text: offset, source: from.source + stretch.len() + quotes }
            }
            Placement::Verbatim { .. } | Placement::Paragraphs(_) => {
                Passed { text: offset, source: self.to_source(chunk, offset) }
            }
        }
    }
}

/// How far the text of a field and the bytes of its chunk have been passed through.
#[derive(Clone, Copy)]
struct Passed {
    /// Bytes of the text.
    text: usize,
    /// The byte of the chunk.
    source: usize,
}

/// Finds the bytes of a chunk at which many bytes of a field lie, without starting from its first
/// byte each time.
pub struct SourceIndex<'f> {
    field: &'f Field<'f>,
    chunk: &'f [u8],
    /// Where each block of the text begins.
    blocks: Vec<Passed>,
}

impl<'f> SourceIndex<'f> {
    /// The index of a field in its chunk.
    pub fn of(field: &'f Field<'f>, chunk: &'f [u8]) -> Self {
        let mut passed = Passed { text: 0, source: field.to_source(chunk, 0) };
        let block = |offset: usize| {
            passed = field.passed(chunk, passed, offset);
            passed
        };
        let blocks = (0..=field.text.len()).step_by(BLOCK).map(block).collect();
        SourceIndex { field, chunk, blocks }
    }

    /// The byte of the chunk at which byte `offset` of the text lies.
    pub fn to_source(&self, offset: usize) -> usize {
        let block = self.blocks[(offset / BLOCK).min(self.blocks.len() - 1)];
        self.field.passed(self.chunk, block, offset).source
    }
}

/// Passes over the body of a JSON string, from a place on to byte `offset` of its text.
fn escaped(chunk: &[u8], from: Passed, offset: usize) -> Passed {
    let Passed { mut text, mut source } = from;
    while text < offset && source < chunk.len() {
        if chunk[source] != b'\\' {
            source += 1;
            text += 1;
        } else if chunk.get(source + 1) == Some(&b'u') {
            let unit = hex4(chunk, source + 2);
            let pair = (0xD800..0xDC00).contains(&unit);
            text += match unit {
                0..0x80 => 1,
                0x80..0x800 => 2,
                _ if pair => 4,
                _ => 3,
            };
            source += if pair { 12 } else { 6 };
        } else {
            source += 2;
            text += 1;
        }
    }
    Passed { text, source }
}

fn hex4(raw: &[u8], at: usize) -> u32 {
    let digits = raw.get(at..at + 4).and_then(|d| std::str::from_utf8(d).ok());
    digits.and_then(|d| u32::from_str_radix(d, 16).ok()).unwrap_or(0)
}

/// The id that the input gives a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnId<'a> {
    /// As text, for reports.
    pub text: Cow<'a, str>,
    /// As it stood in the JSON, for the corpus.
    pub raw: Cow<'a, str>,
}

/// What a record that comes from an abslint corpus says of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance<'a> {
    /// Its `source`, verbatim JSON.
    pub source: Cow<'a, str>,
    /// Its `also_in`.
    pub also_in: Vec<Place>,
}

/// A place of a record: where a copy of it was, or where it is itself.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The file.
    pub path: String,
    /// The 1-based line.
    pub line: usize,
    /// The 0-based index in the file.
    pub record: usize,
}

/// One paper, borrowed from the bytes of its chunk. All positions are relative to the chunk.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// 0-based index.
    pub index: usize,
    /// 0-based line.
    pub line: usize,
    /// 0-based character of that line at which it starts.
    pub column: usize,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// The id that the input gives it.
    pub id: Option<OwnId<'a>>,
    /// The title, if there is one.
    pub title: Option<Field<'a>>,
    /// The abstract, if there is one.
    pub abstract_: Option<Field<'a>>,
    /// Every other field of the input: its name, and its value as verbatim JSON.
    pub others: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Where it came from, if it has been through `clean` before.
    pub provenance: Option<Provenance<'a>>,
}

impl<'a> Record<'a> {
    /// A record of two texts that were not read from a file.
    pub fn of_texts(title: Option<&'a str>, abstract_: Option<&'a str>) -> Self {
        let field = |text: &'a str| Field {
            text: text.into(),
            placement: Placement::Verbatim { start: 0 },
        };
        Record {
            index: 0,
            line: 0,
            column: 0,
            bytes: 0..0,
            id: None,
            title: title.map(field),
            abstract_: abstract_.map(field),
            others: Vec::new(),
            provenance: None,
        }
    }

    /// The field of that name.
    pub fn field(&self, name: FieldName) -> Option<&Field<'a>> {
        match name {
            FieldName::Title => self.title.as_ref(),
            FieldName::Abstract => self.abstract_.as_ref(),
        }
    }
}

/// A record of more bytes is none: no paper has such an abstract, and every rule would have to look
/// through it.
pub const MOST_BYTES: usize = 16 << 20;

/// What is said of bytes that are too many for a record; `None` if they are not.
pub fn too_long(bytes: usize) -> Option<String> {
    (bytes > MOST_BYTES).then(|| {
        format!(
            "it has {bytes} bytes, and no record of a paper has more than {} MiB",
            MOST_BYTES >> 20
        )
    })
}

/// Why some bytes of an input are no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Defect {
    /// They are not valid UTF-8.
    InvalidUtf8,
    /// They are not valid JSON.
    InvalidJson,
    /// They are valid JSON, but not an object with text in its fields.
    NotARecord,
}

/// Bytes of an input that stand where a record should and could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// 0-based index in the chunk: it takes the place of a record.
    pub index: usize,
    /// 0-based line in the chunk.
    pub line: usize,
    /// 0-based character of that line at which they start.
    pub column: usize,
    /// The bytes of the chunk.
    pub bytes: Range<usize>,
    /// What is wrong with them.
    pub defect: Defect,
    /// The byte of the chunk at which it shows.
    pub at: usize,
    /// What the decoder said.
    pub detail: String,
}

/// What stands in one place of an input.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    /// A record.
    Record(Record<'a>),
    /// Something that could not be read.
    Unreadable(Unreadable),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_counted_as_they_lie_on_disk() {
        let raw = br#"a\n\u00e9\ud83d\ude00b"#;
        let text: String = serde_json::from_slice(&[b"\"", &raw[..], b"\""].concat()).unwrap();
        let field = Field { text: text.clone().into(), placement: Placement::Escaped { start: 0 } };
        let places: Vec<usize> =
            text.char_indices().map(|(at, _)| field.to_source(raw, at)).collect();
        assert_eq!(places, [0, 1, 3, 9, 21]);
        assert_eq!(field.to_source(raw, text.len()), raw.len());
    }

    #[test]
    fn a_join_of_paragraphs_covers_the_lines_between_them() {
        let placement = Placement::Paragraphs(vec![
            Paragraph { text_start: 0, start: 10 },
            Paragraph { text_start: 4, start: 20 },
        ]);
        let field = Field { text: "one\ntwo".into(), placement };
        assert_eq!((field.to_source(b"", 3), field.to_source(b"", 4)), (13, 20));
    }

    #[test]
    fn an_index_says_of_each_byte_what_passing_over_the_text_says() {
        let raw = r#"a\n\u00e9 \ud83d\ude00ü"#.repeat(300);
        let text: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
        let doubled = "say \"so\" ".repeat(300);
        let paragraphs = [0, 2000].map(|n| Paragraph { text_start: n, start: 2 * n + 7 });
        for (text, chunk, placement) in [
            (text, raw, Placement::Escaped { start: 0 }),
            (doubled.clone(), doubled.replace('"', "\"\""), Placement::Doubled { start: 0 }),
            ("rain ".repeat(500), String::new(), Placement::Verbatim { start: 3 }),
            ("rain ".repeat(500), String::new(), Placement::Paragraphs(paragraphs.to_vec())),
        ] {
            let field = Field { text: text.into(), placement };
            let index = SourceIndex::of(&field, chunk.as_bytes());
            for at in (0..=field.text.len()).filter(|at| field.text.is_char_boundary(*at)) {
                assert_eq!(index.to_source(at), field.to_source(chunk.as_bytes(), at), "{at}");
            }
        }
    }
}
