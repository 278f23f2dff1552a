//! RIS: a line a field, from `TY` to `ER`.
//!
//! A text stands behind its tag on one line, a list of texts behind as many tags. What has no tag,
//! or would not be given back as it is, stands in one note, a JSON object (`rest`).

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::value::RawValue;

use super::rest::Rest;
use super::{RecordWriter, as_text};
use crate::source::rest::{IN_RIS, RIS_TAG, RIS_TYPE, is_rest};
use crate::source::tagged::ris_ids;
use crate::source::value::{Members, Object, elements};

/// References.
pub(super) struct Ris;

impl RecordWriter for Ris {
    fn record(&mut self, line: &str, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let Object(members) = serde_json::from_str(line)?;
        out.write_all(reference(&members).as_bytes())
    }

    fn end(self: Box<Self>, _: &mut (dyn Write + Send)) -> io::Result<()> {
        Ok(())
    }
}

fn reference(members: &Members<'_>) -> String {
    let get = |name: &str| members.iter().find(|(own, _)| own == name).map(|(_, raw)| *raw);
    let kind = get("TY").map(as_text).filter(|kind| is_line(kind));
    let mut lines: Vec<(&str, String)> = Vec::new();
    let mut rest = Rest::default();
    let texts = |name: &str| get(name).filter(|raw| raw.get() != "null").map(as_text);
    let title = texts("title").map(|title| folded(&title));
    lines.extend(title.filter(|title| !title.is_empty()).map(|title| ("TI", title)));
    // Each tag is a paragraph.
    let text = texts("abstract").unwrap_or_default();
    lines.extend(text.split(['\n', '\r']).map(folded).filter(|p| !p.is_empty()).map(|p| ("AB", p)));
    let mut others = Vec::new();
    for (name, raw) in members {
        match name.as_ref() {
            "id" | "title" | "abstract" => {}
            "TY" if Some(as_text(raw)) == kind => {}
            "links" | "source" | "also_in" => rest.push(name, raw.get()),
            "ID" if get("id").is_some_and(|id| id.get() == raw.get()) => {}
            name => others.push(other(name, raw, members)),
        }
    }
    // When they are read again, those of the rest come last.
    others.sort_by_key(|other| !other.is_exact);
    for Other { name, raw, tag, values, is_exact } in others {
        if let Some(tag) = tag {
            lines.extend(values.into_iter().map(|value| (tag, value)));
        }
        if !is_exact {
            rest.push(name, raw.get());
        }
    }
    if let Some(id) = get("id") {
        push_id(&mut lines, &mut rest, id);
    }
    lines.extend(rest.finish().map(|rest| (RIS_TAG, rest)));
    let mut out = format!("TY  - {}\n", kind.as_deref().unwrap_or(RIS_TYPE));
    for (tag, value) in lines {
        let _ = writeln!(out, "{tag}  - {value}");
    }
    out.push_str("ER  - \n\n");
    out
}

/// Adds the id, in front, unless another tag has it; what would be read as another one is kept in
/// `rest`.
fn push_id(lines: &mut Vec<(&str, String)>, rest: &mut Rest, id: &RawValue) {
    let text = as_text(id);
    if is_line(&text) && !lines.iter().any(|(tag, value)| is_id(tag) && *value == text) {
        lines.insert(0, ("ID", text.to_string()));
    }
    let read =
        ris_ids().find_map(|id| lines.iter().find(|(tag, value)| *tag == id && !value.is_empty()));
    if !id.get().starts_with('"') || read.is_none_or(|(_, value)| *value != text) {
        rest.push("id", id.get());
    }
}

fn is_id(tag: &str) -> bool {
    ris_ids().any(|id| id == tag)
}

/// Another field of a reference.
struct Other<'m> {
    name: &'m str,
    raw: &'m RawValue,
    /// The tag behind which it is written, if there is one.
    tag: Option<&'m str>,
    /// Its texts.
    values: Vec<String>,
    /// Whether it is read so again.
    is_exact: bool,
}

fn other<'m>(name: &'m str, raw: &'m RawValue, members: &Members<'_>) -> Other<'m> {
    let tag = if is_tag(name) {
        Some(name)
    } else {
        let known = IN_RIS.iter().find(|(own, _)| *own == name).map(|(_, tag)| *tag);
        // Two fields for one tag could not be told apart.
        known.filter(|tag| {
            let is_taken = |own: &str| own != name && (own == *tag || IN_RIS.contains(&(own, tag)));
            !members.iter().any(|(own, _)| is_taken(own))
        })
    };
    let values = values(raw);
    let is_exact = is_tag(name)
        && values.iter().all(|value| is_line(value) && !is_rest(value))
        && (raw.get().starts_with('"') || (values.len() > 1 && is_list_of_texts(raw)));
    let values = values.iter().map(|value| folded(value)).filter(|v| !v.is_empty()).collect();
    Other { name, raw, tag, values, is_exact }
}

/// The texts of a value: of a list each of them, of an object none.
fn values(raw: &RawValue) -> Vec<String> {
    let is_plain = |raw: &&RawValue| !raw.get().starts_with(['{', '[', 'n']);
    match elements(raw) {
        Some(all) => all.into_iter().filter(is_plain).map(|v| as_text(v).into_owned()).collect(),
        None => {
            Some(raw).filter(is_plain).map(|raw| as_text(raw).into_owned()).into_iter().collect()
        }
    }
}

fn is_list_of_texts(raw: &RawValue) -> bool {
    elements(raw).is_some_and(|all| all.iter().all(|value| value.get().starts_with('"')))
}

/// Whether a name is a tag that says nothing else of the record.
fn is_tag(name: &str) -> bool {
    let [first, second] = name.as_bytes() else { return false };
    first.is_ascii_uppercase()
        && (second.is_ascii_uppercase() || second.is_ascii_digit())
        && !["TY", "ER", "TI", "AB"].contains(&name)
}

/// A text on one line, with one space wherever there is white space.
fn folded(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is read again as it stands.
fn is_line(text: &str) -> bool {
    !text.is_empty() && folded(text) == text
}
