//! Values of JSON as they lie in a file: what is in them, and which text they mean.
//!
//! A text may lie in a list of one (Crossref), in an object beside what is said of it
//! (OpenReview's `{"value": …}`), in several paragraphs, in labelled sections, or as an index of
//! its words (OpenAlex's `abstract_inverted_index`: each word with its positions). Tables, and
//! files that were tables once, hold all of that as a text: in JSON, or as Python writes it.

mod index;
mod path;

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{notes, python, sections};
use abslint_core::record::{Field, Paragraph, Placement};
pub(super) use path::at;

/// The members of an object, in order.
pub(crate) type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

/// Members of an object that hold its text, or that of a language.
const INNER: [&str; 17] = [
    "value", "text", "content", "rendered", "#text", "$t", "$", "__text", "_", "p", "en", "eng",
    "english", "textEnglish", "default", "stringValue", "sections",
];

/// Members of an object of DynamoDB, the only ones in it, that say of what type their value is.
const TYPED: [&str; 4] = ["S", "N", "L", "SS"];

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

/// Whether a value says that there is none: `null`, and what programs write that know no `null`.
pub(super) fn is_nothing(raw: &RawValue) -> bool {
    is_null(raw) || matches!(raw.get(), "false" | "0")
}

/// What stands between the quotes of a text; `None` if the value is none.
pub(super) fn body(raw: &RawValue) -> Option<&str> {
    raw.get().strip_prefix('"').and_then(|body| body.strip_suffix('"'))
}

/// Whether a value holds a text that is not blank.
pub(super) fn holds_text(raw: &RawValue) -> bool {
    holds(raw, DEEPEST, &|text| !text.trim().is_empty())
}

/// Whether a value holds a text of several words.
pub(super) fn holds_words(raw: &RawValue) -> bool {
    holds(raw, DEEPEST, &|text| text.split_whitespace().nth(1).is_some() || !text.is_ascii())
}

fn holds(raw: &RawValue, depth: usize, is_meant: &impl Fn(&str) -> bool) -> bool {
    let inner = || members(raw).map(|all| all.into_iter().map(|(_, raw)| raw).collect());
    match elements(raw).or_else(inner) {
        Some(all) => depth > 0 && all.into_iter().any(|one| holds(one, depth - 1, is_meant)),
        None => body(raw).is_some_and(is_meant),
    }
}

/// Whether an object is one of those that hold a text, though there may be none in it.
pub(super) fn is_of_text(raw: &RawValue) -> bool {
    let texts = INNER.iter().filter(|name| **name != "sections");
    let is_inner = |key: &str| texts.clone().any(|name| key.eq_ignore_ascii_case(name));
    members(raw).is_some_and(|all| all.iter().any(|(key, _)| is_inner(key)))
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
    language: Option<&str>,
) -> Result<Option<Meant<'a>>, String> {
    let (parts, inner) = (Vec::new(), String::new());
    Texts { chunk, is_joined, is_literal: false, language, parts, inner }.meant(values)
}

/// The text that a text means which is as a whole a list or an object, in JSON or as Python writes
/// it: paragraphs, sections, an index of words. `None` of any other text, and of what says more
/// than that.
fn in_literal(text: &str, is_joined: bool) -> Option<String> {
    let text = text.trim();
    let (first, last) = (text.bytes().next()?, text.bytes().next_back()?);
    if !matches!((first, last), (b'{', b'}') | (b'[', b']')) {
        return None;
    }
    let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
    let json: Cow<'_, str> = if is_json { text.into() } else { python::json(text)?.into() };
    let raw: &RawValue = serde_json::from_str(&json).ok()?;
    let (parts, inner) = (Vec::new(), String::new());
    let chunk = json.as_bytes();
    let texts = Texts { chunk, is_joined, is_literal: true, language: None, parts, inner };
    let text = texts.meant(&[raw]).ok()?.filter(|meant| meant.is_all)?.field.text;
    (!text.trim().is_empty()).then(|| text.into_owned())
}

/// What a field means that is such a text; `None` if it is none. All of it lies where the field
/// begins.
pub(super) fn from_literal<'a>(field: &Field<'a>, is_joined: bool) -> Option<Field<'a>> {
    let text = in_literal(&field.text, is_joined)?;
    let placement = all_at(field.to_source(&[], 0), &text);
    Some(Field { text: text.into(), placement })
}

/// The placement of a text all of which lies at one byte.
fn all_at(start: usize, text: &str) -> Placement {
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    Placement::Paragraphs(places.map(|text_start| Paragraph { text_start, start }).collect())
}

/// A text, and where it lies.
struct Part<'a> {
    text: Cow<'a, str>,
    placement: Placement,
}

struct Texts<'a, 'l> {
    chunk: &'a [u8],
    /// Whether all texts are wanted, and not the first alone.
    is_joined: bool,
    /// Whether the values stand in a text themselves.
    is_literal: bool,
    /// Which of several languages is wanted, if nothing but that is right.
    language: Option<&'l str>,
    parts: Vec<Part<'a>>,
    inner: String,
}

impl<'a> Texts<'a, '_> {
    fn meant(mut self, values: &[&'a RawValue]) -> Result<Option<Meant<'a>>, String> {
        for value in values {
            self.collect(value, DEEPEST)?;
        }
        let count = self.parts.len();
        if !self.is_joined {
            self.parts.truncate(1);
        }
        let is_all = self.parts.len() == count && !self.inner.starts_with('.');
        let inner =
            if count > 1 && self.is_joined { self.inner.replace("[0]", "[*]") } else { self.inner };
        Ok(joined(self.parts).map(|field| Meant { field, inner, is_all }))
    }

    fn collect(&mut self, raw: &'a RawValue, depth: usize) -> Result<(), String> {
        match raw.get().as_bytes()[0] {
            b'"' => self.string(raw),
            b'[' if depth > 0 => self.list(raw, depth),
            b'{' if depth > 0 => self.object(raw, depth),
            _ => Ok(()),
        }
    }

    fn string(&mut self, raw: &'a RawValue) -> Result<(), String> {
        let mut part = part(raw, self.chunk)?;
        if !self.is_literal
            && let Some(text) = in_literal(&part.text, self.is_joined)
        {
            if self.parts.is_empty() {
                self.inner.push_str(" (a list or object in a text)");
            }
            let placement = all_at(place(raw.get(), self.chunk) + 1, &text);
            part = Part { text: text.into(), placement };
        }
        self.parts.push(part);
        Ok(())
    }

    fn list(&mut self, raw: &'a RawValue, depth: usize) -> Result<(), String> {
        let is_first = self.parts.is_empty();
        let first = self.parts.len();
        let all = sections::of_one_language(elements(raw).unwrap_or_default(), self.language);
        match self.is_joined.then(|| sections::listed(&all)).flatten() {
            Some(sections) => self.sections(&sections, depth)?,
            None => all.into_iter().try_for_each(|one| self.collect(one, depth - 1))?,
        }
        self.leave_notes(first);
        if is_first {
            self.inner.insert_str(0, "[0]");
        }
        if self.parts.len() > 1 {
            self.parts.retain(|part| !part.text.trim().is_empty());
        }
        Ok(())
    }

    /// Leaves out the notes of a catalogue among the parts from number `first` on, if others are there.
    fn leave_notes(&mut self, first: usize) {
        let is_text = |part: &Part<'_>| !notes::is_note(&part.text);
        if self.is_joined && self.parts.len() > first + 1 && self.parts[first..].iter().any(is_text)
        {
            let mut at = 0;
            self.parts.retain(|part| {
                at += 1;
                at <= first || is_text(part)
            });
        }
    }

    fn object(&mut self, raw: &'a RawValue, depth: usize) -> Result<(), String> {
        if let Some(text) = index::text(raw, self.chunk) {
            self.parts.push(text);
            return Ok(());
        }
        let members = members(raw).unwrap_or_default();
        let is_first = self.parts.is_empty();
        // The only section of an abstract, as XML is written in JSON.
        let is_section = self.is_joined && members.iter().any(|(key, _)| key == "@Label");
        if let Some(sections) = is_section.then(|| sections::listed(&[raw])).flatten() {
            self.sections(&sections, depth)?;
        } else if let Some(&(ref key, value)) = inner(&members, self.language) {
            self.collect(value, depth - 1)?;
            if is_first {
                self.inner.insert_str(0, &format!(".{key}"));
            }
        } else if self.is_joined && sections::are_sections(&members) {
            for &(ref label, value) in &members {
                self.section(label, value, depth)?;
            }
        }
        Ok(())
    }

    /// Sections of a list, those with a text behind their labels.
    fn sections(&mut self, all: &[sections::Section<'a>], depth: usize) -> Result<(), String> {
        for (label, value) in all {
            match label {
                Some(label) if holds_text(value) && !begins_with(value, label) => {
                    self.section(label, value, depth)?;
                }
                _ => self.collect(value, depth - 1)?,
            }
        }
        Ok(())
    }

    /// The paragraphs of a section, the first behind its label.
    fn section(&mut self, label: &str, value: &'a RawValue, depth: usize) -> Result<(), String> {
        let first = self.parts.len();
        self.collect(value, depth - 1)?;
        let Some(part) = self.parts.get_mut(first) else { return Ok(()) };
        let label = format!("{}: ", label.trim().trim_end_matches(':'));
        let start = place(value.get(), self.chunk);
        let own = std::mem::replace(&mut part.placement, Placement::Verbatim { start });
        let of_label = Paragraph { text_start: 0, start };
        let paragraphs = [of_label].into_iter().chain(moved(own, label.len())).collect();
        part.placement = Placement::Paragraphs(paragraphs);
        part.text = (label + &part.text).into();
        Ok(())
    }
}

/// Whether a text begins with its label.
fn begins_with(value: &RawValue, label: &str) -> bool {
    let label = label.trim().trim_end_matches(':');
    let text = body(value).unwrap_or_default().trim_start();
    let front = text.get(..label.len()).filter(|front| front.eq_ignore_ascii_case(label));
    front.is_some_and(|_| text[label.len()..].trim_start().starts_with([':', '.', '-', '\u{2014}']))
}

/// The member of an object that holds its text, or that of a language: the `wanted` one, if there is
/// one for each.
fn inner<'m, 'a>(
    members: &'m Members<'a>,
    wanted: Option<&str>,
) -> Option<&'m (Cow<'a, str>, &'a RawValue)> {
    let named = |name: &&str| {
        members.iter().find(|(key, raw)| key.eq_ignore_ascii_case(name) && !is_null(raw))
    };
    let of_wanted = wanted.and_then(|wanted| sections::of_language(members, Some(wanted)));
    let typed = || match &members[..] {
        [only] => TYPED.contains(&only.0.as_ref()).then_some(only),
        _ => None,
    };
    of_wanted
        .or_else(|| INNER.iter().find_map(named))
        .or_else(typed)
        .or_else(|| sections::of_language(members, None))
}

/// The value that an object of one member holds which says of what type that is.
pub(super) fn typed(raw: &RawValue) -> Option<&RawValue> {
    let mut all = members(raw)?.into_iter();
    let (key, value) = all.next().filter(|_| all.len() == 0)?;
    matches!(key.as_ref(), "S" | "N" | "stringValue" | "integerValue").then_some(value)
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
        paragraphs.extend(moved(part.placement, text.len()));
        text.push_str(&part.text);
    }
    Some(Field { text: text.into(), placement: Placement::Paragraphs(paragraphs) })
}

/// The parts of a text that stands `by` bytes further on in another.
fn moved(placement: Placement, by: usize) -> Vec<Paragraph> {
    match placement {
        Placement::Verbatim { start }
        | Placement::Escaped { start }
        | Placement::Doubled { start } => vec![Paragraph { text_start: by, start }],
        Placement::Paragraphs(mut parts) => {
            parts.iter_mut().for_each(|part| part.text_start += by);
            parts
        }
    }
}

#[cfg(test)]
mod tests;
