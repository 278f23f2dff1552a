//! Values of JSON as they lie in a file: what is in them, and which text they mean.
//!
//! A text may lie in a list of one (Crossref), in an object beside what is said of it
//! (OpenReview's `{"value": …}`), in several paragraphs, or as an index of its words
//! (OpenAlex's `abstract_inverted_index`: each word with its positions).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use abslint_core::record::{Field, Paragraph, Placement};
use abslint_core::sources::{Path, Step, folds_to};

/// The members of an object, in order.
pub(crate) type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

/// Members of an object that hold its text, or that of a language.
const INNER: [&str; 15] = [
    "value", "text", "content", "rendered", "#text", "$t", "$", "__text", "_", "p", "en", "eng",
    "english", "textEnglish", "default",
];

/// How deep a text may lie within a value.
const DEEPEST: usize = 4;

/// Members borrowed from the text of their object.
pub(crate) struct Object<'a>(pub Members<'a>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowed;
        impl<'de> Visitor<'de> for Borrowed {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(8);
                while let Some(Key(key)) = map.next_key()? {
                    members.push((key, map.next_value()?));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Borrowed).map(Object)
    }
}

/// A key or a text, borrowed unless it has escapes.
#[derive(Deserialize)]
pub(super) struct Key<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// The members of a value; `None` if it is no object.
pub(crate) fn members(raw: &RawValue) -> Option<Members<'_>> {
    raw.get()
        .starts_with('{')
        .then(|| serde_json::from_str(raw.get()).ok())
        .flatten()
        .map(|Object(members)| members)
}

/// The elements of a value; `None` if it is no list.
pub(crate) fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    raw.get().starts_with('[').then(|| serde_json::from_str(raw.get()).ok()).flatten()
}

/// Whether a value is `null`, or a number that stands for `NaN`.
pub(super) fn is_null(raw: &RawValue) -> bool {
    matches!(raw.get(), "null" | super::nan::IN_PLACE)
}

/// What stands between the quotes of a text; `None` if the value is none.
pub(super) fn body(raw: &RawValue) -> Option<&str> {
    raw.get().strip_prefix('"').and_then(|body| body.strip_suffix('"'))
}

/// The values at a path, and the member that it begins with.
pub(super) fn at<'a>(members: &Members<'a>, path: &Path) -> Option<(usize, Vec<&'a RawValue>)> {
    let (Step::Name(name), rest) = path.steps().split_first()? else { return None };
    let n = members.iter().position(|(key, raw)| folds_to(key, name) && !is_null(raw))?;
    let mut values = vec![members[n].1];
    for step in rest {
        values = values.into_iter().flat_map(|value| inside(value, step)).collect();
    }
    (!values.is_empty()).then_some((n, values))
}

fn inside<'a>(value: &'a RawValue, step: &Step) -> Vec<&'a RawValue> {
    let found = match step {
        Step::Each => return elements(value).unwrap_or_default(),
        Step::At(n) => elements(value).and_then(|all| all.get(*n).copied()),
        Step::With(name, text) => {
            let has_it = |one: &&RawValue| {
                member(one, name).and_then(body).is_some_and(|own| own.eq_ignore_ascii_case(text))
            };
            return elements(value).unwrap_or_default().into_iter().filter(has_it).collect();
        }
        Step::Name(name) => member(value, name),
    };
    found.into_iter().collect()
}

/// The member of an object that is not null and whose name folds to `name`.
fn member<'a>(value: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    let mut all = members(value)?.into_iter();
    all.find(|(key, raw)| folds_to(key, name) && !is_null(raw)).map(|(_, raw)| raw)
}

/// The text that some values mean, and how it lies in them.
pub(super) struct Meant<'a> {
    /// The text.
    pub field: Field<'a>,
    /// How it lies in the value: nothing, `[0]`, `[*]`, `.value`.
    pub inner: String,
    /// Whether the values say nothing else.
    pub is_all: bool,
}

/// The text of `values`: with `is_joined` all of it, one paragraph a text, else the first.
///
/// # Errors
/// That a text has an escape that stands for no character.
pub(super) fn text<'a>(
    values: &[&'a RawValue],
    chunk: &'a [u8],
    is_joined: bool,
) -> Result<Option<Meant<'a>>, String> {
    let mut texts = Texts { chunk, parts: Vec::new(), inner: String::new() };
    for value in values {
        texts.collect(value, DEEPEST)?;
    }
    let count = texts.parts.len();
    if !is_joined {
        texts.parts.truncate(1);
    }
    let is_plain = texts.parts.len() == count && !texts.inner.starts_with('.');
    let inner =
        if count > 1 && is_joined { texts.inner.replace("[0]", "[*]") } else { texts.inner };
    Ok(joined(texts.parts).map(|field| Meant { field, inner, is_all: is_plain }))
}

/// A text, and where it lies.
struct Part<'a> {
    text: Cow<'a, str>,
    placement: Placement,
}

struct Texts<'a> {
    chunk: &'a [u8],
    parts: Vec<Part<'a>>,
    inner: String,
}

impl<'a> Texts<'a> {
    fn collect(&mut self, raw: &'a RawValue, depth: usize) -> Result<(), String> {
        let is_first = self.parts.is_empty();
        match raw.get().as_bytes()[0] {
            b'"' => self.parts.push(part(raw, self.chunk)?),
            b'[' if depth > 0 => {
                for element in elements(raw).unwrap_or_default() {
                    self.collect(element, depth - 1)?;
                }
                if is_first {
                    self.inner.insert_str(0, "[0]");
                }
                if self.parts.len() > 1 {
                    self.parts.retain(|part| !part.text.trim().is_empty());
                }
            }
            b'{' if depth > 0 => {
                if let Some(text) = from_index(raw, self.chunk) {
                    self.parts.push(text);
                } else if let Some((key, value)) = inner(raw) {
                    self.collect(value, depth - 1)?;
                    if is_first {
                        self.inner.insert_str(0, &format!(".{key}"));
                    }
                }
            }
            _ => (),
        }
        Ok(())
    }
}

fn inner(raw: &RawValue) -> Option<(Cow<'_, str>, &RawValue)> {
    let all = members(raw)?;
    INNER
        .iter()
        .find_map(|name| all.iter().find(|(key, raw)| key == name && !is_null(raw)).cloned())
}

fn part<'a>(raw: &'a RawValue, chunk: &[u8]) -> Result<Part<'a>, String> {
    let start = place(raw.get(), chunk) + 1;
    let body = body(raw).unwrap_or_default();
    if !body.contains('\\') {
        return Ok(Part { text: body.into(), placement: Placement::Verbatim { start } });
    }
    let text: String = serde_json::from_str(raw.get())
        .map_err(|e| format!("holds an escape that stands for no character ({e})"))?;
    Ok(Part { text: text.into(), placement: Placement::Escaped { start } })
}

/// The byte of the chunk at which a part of it starts.
pub(super) fn place(part: &str, chunk: &[u8]) -> usize {
    part.as_ptr() as usize - chunk.as_ptr() as usize
}

fn joined(mut parts: Vec<Part<'_>>) -> Option<Field<'_>> {
    if parts.len() < 2 {
        return parts.pop().map(|Part { text, placement }| Field { text, placement });
    }
    let (mut text, mut paragraphs) = (String::new(), Vec::new());
    for part in parts {
        if !text.is_empty() {
            text.push('\n');
        }
        match part.placement {
            Placement::Verbatim { start }
            | Placement::Escaped { start }
            | Placement::Doubled { start } => {
                paragraphs.push(Paragraph { text_start: text.len(), start });
            }
            Placement::Paragraphs(of_part) => {
                let moved = of_part
                    .into_iter()
                    .map(|p| Paragraph { text_start: p.text_start + text.len(), ..p });
                paragraphs.extend(moved.collect::<Vec<_>>());
            }
        }
        text.push_str(&part.text);
    }
    Some(Field { text: text.into(), placement: Placement::Paragraphs(paragraphs) })
}

/// The text of an index of words; `None` if it is none.
fn from_index<'a>(raw: &'a RawValue, chunk: &[u8]) -> Option<Part<'a>> {
    let mut words: Vec<(u64, Cow<'_, str>, usize)> = Vec::new();
    for (word, positions) in members(raw)? {
        let start = match &word {
            Cow::Borrowed(word) => place(word, chunk),
            Cow::Owned(_) => place(raw.get(), chunk),
        };
        let positions: Vec<u64> = serde_json::from_str(positions.get()).ok()?;
        words.extend(positions.into_iter().map(|position| (position, word.clone(), start)));
    }
    words.sort_by_key(|(position, ..)| *position);
    let (mut text, mut paragraphs) = (String::new(), Vec::new());
    for (_, word, start) in words {
        if !text.is_empty() {
            text.push(' ');
        }
        paragraphs.push(Paragraph { text_start: text.len(), start });
        text.push_str(&word);
    }
    (!text.is_empty())
        .then(|| Part { text: text.into(), placement: Placement::Paragraphs(paragraphs) })
}

/// The text of an index of words that stands in a field of a table; `None` if it is none. All of it
/// lies where the field begins.
pub(super) fn from_index_text<'a>(field: &Field<'a>) -> Option<Field<'a>> {
    let index: BTreeMap<String, Vec<u64>> = serde_json::from_str(&field.text).ok()?;
    let mut words: Vec<(u64, String)> = Vec::new();
    for (word, positions) in index {
        words.extend(positions.into_iter().map(|position| (position, word.clone())));
    }
    words.sort();
    let words: Vec<String> = words.into_iter().map(|(_, word)| word).collect();
    let text = words.join(" ");
    let start = field.to_source(&[], 0);
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let placement =
        Placement::Paragraphs(places.map(|text_start| Paragraph { text_start, start }).collect());
    (!text.is_empty()).then(|| Field { text: text.into(), placement })
}
