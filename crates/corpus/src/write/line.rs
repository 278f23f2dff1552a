//! One line of the corpus, and the input of a record as one line of JSON.

use std::borrow::Cow;
use std::fmt::Write as _;

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::source::Shape;
use crate::source::value::Object;
use abslint_core::record::{FieldName, Place, Record};

/// A cleaned record as JSON, in two halves: its place in the input is only known later, that of its
/// copies later still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorpusLine {
    /// From `{` to the end of `links`.
    pub head: String,
    /// The other fields, each with a comma before it, and `}`.
    pub tail: String,
    /// The `source` and the `also_in` that it brought.
    pub provenance: Option<(String, Vec<Place>)>,
}

impl CorpusLine {
    /// Everywhere this paper was found, for the `also_in` of another line: its source and its own
    /// `also_in`.
    pub fn places(&self, own: &Place) -> Vec<Place> {
        let from_before = self.provenance.as_ref().map(|(source, also_in)| {
            let source = serde_json::from_str(source).unwrap_or_else(|_| own.clone());
            std::iter::once(source).chain(also_in.iter().cloned()).collect()
        });
        from_before.unwrap_or_else(|| vec![own.clone()])
    }
}

/// What the corpus calls the texts as they came.
const ORIGINALS: [(FieldName, &str); 2] =
    [(FieldName::Title, "original_title"), (FieldName::Abstract, "original_abstract")];

/// The corpus line of a record, with its texts after repair; with `keeps_original` also as they
/// came, where they differ. A text that an earlier `clean` kept is the older one, and stays.
pub fn corpus_line(
    record: &Record<'_>,
    id: &str,
    title: Option<&str>,
    abstract_: Option<&str>,
    links: &[String],
    keeps_original: bool,
) -> CorpusLine {
    let mut head = String::with_capacity(abstract_.map_or(0, str::len) + 256);
    head.push_str("{\"id\":");
    match &record.id {
        Some(own) => head.push_str(&framed(&own.raw)),
        None => push_text(&mut head, Some(id)),
    }
    head.push_str(",\"title\":");
    push_text(&mut head, title);
    push_abstract(&mut head, abstract_, links);
    let mut tail = String::new();
    if keeps_original {
        push_originals(&mut tail, record, [title, abstract_]);
    }
    push_members(&mut tail, record, keeps_original);
    tail.push('}');
    let provenance =
        record.provenance.as_ref().map(|p| (framed(&p.source).into_owned(), p.also_in.clone()));
    CorpusLine { head, tail, provenance }
}

fn push_originals(tail: &mut String, record: &Record<'_>, repaired: [Option<&str>; 2]) {
    for ((field, name), repaired) in ORIGINALS.into_iter().zip(repaired) {
        let original = record.field(field).map(|field| field.text.as_ref());
        let is_there =
            record.provenance.is_some() && record.others.iter().any(|(own, _)| own == name);
        if original != repaired && !is_there {
            push_original(tail, name, original);
        }
    }
}

fn push_original(tail: &mut String, name: &str, text: Option<&str>) {
    tail.push_str(",\"");
    tail.push_str(name);
    tail.push_str("\":");
    push_text(tail, text);
}

/// The tail of a corpus line with the abstract of `head` as the one that came, if it has no such
/// text yet: for a record that takes words from its copies.
///
/// # Errors
/// That one of the halves is none.
pub fn with_original_abstract<'t>(tail: &'t str, head: &str) -> serde_json::Result<Cow<'t, str>> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(rename = "abstract")]
        abstract_: Option<String>,
    }
    let name = ORIGINALS[1].1;
    let others = format!("{{\"\":0{tail}");
    let Object(members) = serde_json::from_str(&others)?;
    if members.iter().any(|(own, _)| own == name) {
        return Ok(tail.into());
    }
    let Head { abstract_ } = serde_json::from_str(&format!("{head}}}"))?;
    let mut out = String::new();
    push_original(&mut out, name, abstract_.as_deref());
    Ok((out + tail).into())
}

fn push_abstract(head: &mut String, abstract_: Option<&str>, links: &[String]) {
    head.push_str(",\"abstract\":");
    push_text(head, abstract_);
    head.push_str(",\"links\":[");
    for (n, link) in links.iter().enumerate() {
        head.push_str(if n == 0 { "" } else { "," });
        push_text(head, Some(link));
    }
    head.push(']');
}

/// The head of a corpus line with another abstract, and the links in that.
///
/// # Errors
/// That `head` is none.
pub fn with_abstract(head: &str, abstract_: &str, links: &[String]) -> serde_json::Result<String> {
    #[derive(Deserialize)]
    struct Head<'h> {
        #[serde(borrow)]
        id: &'h RawValue,
        #[serde(borrow)]
        title: &'h RawValue,
    }
    let whole = format!("{head}}}");
    let Head { id, title } = serde_json::from_str(&whole)?;
    let mut out = format!("{{\"id\":{id},\"title\":{title}");
    push_abstract(&mut out, Some(abstract_), links);
    Ok(out)
}

/// The input of a record as one line of JSON: verbatim, but for white space between its parts.
pub fn original(record: &Record<'_>, chunk: &[u8], shape: Shape) -> String {
    match shape {
        Shape::JsonLines | Shape::Json if chunk[record.bytes.start..].starts_with(b"{") => {
            raw(&chunk[record.bytes.clone()])
        }
        Shape::JsonLines
        | Shape::Json
        | Shape::Listing
        | Shape::Table
        | Shape::Bibliography
        | Shape::Tagged(_)
        | Shape::Xml
        | Shape::Html => {
            let mut out = String::from("{");
            if let Some(id) = &record.id {
                let _ = write!(out, "\"id\":{},", id.raw);
            }
            out.push_str("\"title\":");
            push_text(&mut out, record.title.as_ref().map(|f| f.text.as_ref()));
            out.push_str(",\"abstract\":");
            push_text(&mut out, record.abstract_.as_ref().map(|f| f.text.as_ref()));
            push_members(&mut out, record, false);
            out.push('}');
            out
        }
    }
}

/// Bytes as a JSON value: an object as itself, other text as a string, the rest as `{"base64": …}`.
pub fn raw(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return serde_json::json!({ "base64": base64::prelude::BASE64_STANDARD.encode(bytes) })
            .to_string();
    };
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return framed(text).into_owned();
    }
    let mut out = String::new();
    push_text(&mut out, Some(text));
    out
}

/// Adds the other fields, each behind a comma. Where texts are kept as they came, an input's own
/// field of such a name is called otherwise.
fn push_members(out: &mut String, record: &Record<'_>, keeps_original: bool) {
    let is_taken = |key: &str| {
        keeps_original
            && record.provenance.is_none()
            && ORIGINALS.iter().any(|(_, own)| *own == key)
    };
    for (key, value) in &record.others {
        out.push(',');
        if is_taken(key) {
            push_text(out, Some(&format!("input_{key}")));
        } else {
            push_text(out, Some(key));
        }
        out.push(':');
        out.push_str(&framed(value));
    }
}

/// Valid JSON as one line: line ends between its parts are left out, and the
/// characters that some programs take for a line end (U+0085, U+2028, U+2029) are escaped.
fn framed(json: &str) -> Cow<'_, str> {
    let may_be_end = |byte: u8| (byte == b'\n') | (byte == b'\r') | (byte == 0xC2) | (byte == 0xE2);
    if !json.bytes().fold(false, |any, byte| any | may_be_end(byte)) {
        return json.into();
    }
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !json.contains(is_end) {
        return json.into();
    }
    let mut out = String::with_capacity(json.len());
    // A raw line end cannot stand in a JSON string, an escaped one is not a line end.
    for c in json.chars() {
        match c {
            '\n' | '\r' => (),
            c => push_char(&mut out, c),
        }
    }
    out.into()
}

/// Appends `text` as a JSON string (`null` for none) that no program takes for two lines.
pub fn push_text(out: &mut String, text: Option<&str>) {
    let Some(text) = text else {
        out.push_str("null");
        return;
    };
    if stands_as_it_is(text) {
        out.push('"');
        out.push_str(text);
        out.push('"');
        return;
    }
    let quoted = Value::from(text).to_string();
    if quoted.is_ascii() {
        out.push_str(&quoted);
    } else {
        quoted.chars().for_each(|c| push_char(out, c));
    }
}

/// Whether no character of a text has to be escaped, told by bytes alone: of those that begin with
/// the same byte as U+0085 or U+2028 it is not known.
fn stands_as_it_is(text: &str) -> bool {
    let may_be_escaped = |byte: u8| {
        (byte < 0x20) | (byte == b'"') | (byte == b'\\') | (byte == 0xC2) | (byte == 0xE2)
    };
    !text.bytes().fold(false, |any, byte| any | may_be_escaped(byte))
}

fn push_char(out: &mut String, c: char) {
    match c {
        '\u{85}' | '\u{2028}' | '\u{2029}' => {
            write!(out, "\\u{:04x}", u32::from(c)).expect("writing to a string cannot fail")
        }
        c => out.push(c),
    }
}

/// `value` as JSON on one line.
pub fn json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).expect("plain data with text keys always serialises");
    let changed = match framed(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(changed) => Some(changed),
    };
    changed.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_line_looks_like_a_line_end() {
        let mut out = String::new();
        push_text(&mut out, Some("a\n\u{2028}é\u{85}"));
        assert_eq!(out, r#""a\n\u2028é\u0085""#);
        assert_eq!(framed("{\n \"a\": \"\u{2029}\"\r\n}"), "{ \"a\": \"\\u2029\"}");
    }

    #[test]
    fn bytes_that_are_no_text_are_kept_as_base64() {
        assert_eq!(raw(b"{\"a\": 1}"), "{\"a\": 1}");
        assert_eq!(raw(b"{\"a\""), r#""{\"a\"""#);
        assert_eq!(raw(b"\xff"), r#"{"base64":"/w=="}"#);
    }
}
