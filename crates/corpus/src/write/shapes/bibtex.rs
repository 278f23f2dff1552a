//! BibTeX: an entry a record, its id the key.
//!
//! Texts stand in fields of their own names. What BibTeX would not give back as it is stands in the
//! field `abslint`, a JSON object (`rest`), and as well as it can be in a field that styles know.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::value::RawValue;
use xxhash_rust::xxh3::xxh3_64;

use super::bibtex_text::{is_balanced, protected, value};
use super::rest::{Rest, without_braces};
use super::{RecordWriter, as_text};
use crate::source::FieldNames;
use crate::source::rest::{BIBTEX_FIELD, BIBTEX_KIND, IN_BIBTEX};
use crate::source::value::{Members, Object, elements, members as members_of};

/// Entries.
#[derive(Default)]
pub(super) struct Bibtex {
    /// Hashes of the keys that there are: of two entries with one key BibTeX refuses the second.
    keys: HashSet<u64>,
    names: FieldNames,
}

impl RecordWriter for Bibtex {
    fn record(&mut self, line: &str, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let Object(members) = serde_json::from_str(line)?;
        out.write_all(self.entry(&members).as_bytes())
    }

    fn end(self: Box<Self>, _: &mut (dyn Write + Send)) -> io::Result<()> {
        Ok(())
    }
}

impl Bibtex {
    fn entry(&mut self, members: &Members<'_>) -> String {
        let kind = members.iter().find(|(name, _)| name == "entry_type");
        let kind = kind.map(|(_, kind)| as_text(kind)).filter(|kind| is_kind(kind));
        let mut out = format!("@{}{{", kind.as_deref().unwrap_or(BIBTEX_KIND));
        let (mut rest, mut others) = (Rest::default(), Vec::new());
        for (name, raw) in members {
            match name.as_ref() {
                "id" => self.push_key(&mut out, &mut rest, raw),
                "title" | "abstract" if as_text(raw).trim().is_empty() => {}
                "title" | "abstract" => push_field(&mut out, name, &value(&as_text(raw))),
                "entry_type" if Some(as_text(raw)) == kind => {}
                "links" | "source" | "also_in" => rest.push(name, raw.get()),
                _ => others.push(self.other(name, raw, members)),
            }
        }
        // When they are read again, those of the rest come last.
        others.sort_by_key(|other| !other.is_exact);
        for Other { name, raw, field, is_exact } in others {
            if let Some((field, value)) = field {
                push_field(&mut out, field, &value);
            }
            if !is_exact {
                rest.push(name, raw.get());
            }
        }
        if let Some(rest) = rest.finish() {
            push_field(&mut out, BIBTEX_FIELD, &without_braces(&rest));
        }
        out.push_str("}\n\n");
        out
    }

    /// Adds the key of an entry; an id that is none, or is there already, is kept in `rest`.
    fn push_key(&mut self, out: &mut String, rest: &mut Rest, id: &RawValue) {
        let text = as_text(id);
        let word: String = text.chars().map(|c| if is_of_key(c) { c } else { '_' }).collect();
        let word = if word.is_empty() { "_".to_owned() } else { word };
        let mut key = word.clone();
        let mut number = 2;
        while !self.keys.insert(xxh3_64(key.to_lowercase().as_bytes())) {
            key = format!("{word}_{number}");
            number += 1;
        }
        if key != text || !id.get().starts_with('"') {
            rest.push("id", id.get());
        }
        out.push_str(&key);
        out.push_str(",\n");
    }

    /// Another field: under its own name if that can be.
    fn other<'m>(&self, name: &'m str, raw: &'m RawValue, members: &Members<'_>) -> Other<'m> {
        // Those that are read as texts would be decoded.
        let mut texts = self.names.title.iter().chain(&self.names.abstract_);
        let is_own = is_name(name) && texts.all(|own| own != name);
        let text = simple(name, raw);
        let written = text.as_deref().map(protected).filter(|written| stands(written));
        let is_exact = is_own && raw.get().starts_with('"') && written == text;
        let stand_in = IN_BIBTEX.iter().find(|(own, _)| *own == name).map(|(_, field)| *field);
        let field = match stand_in {
            Some(field) if !is_exact => {
                Some(field).filter(|field| members.iter().all(|(own, _)| own != field))
            }
            _ => Some(name).filter(|_| is_own),
        };
        Other { name, raw, field: field.zip(written), is_exact }
    }
}

/// Another field of an entry.
struct Other<'m> {
    name: &'m str,
    raw: &'m RawValue,
    /// The name under which it is written, and how.
    field: Option<(&'m str, String)>,
    /// Whether it is read so again.
    is_exact: bool,
}

fn push_field(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "  {name} = {{{value}}},");
}

/// A value as one text: a text, a number, people, or other texts of a list.
fn simple(name: &str, raw: &RawValue) -> Option<String> {
    let is_plain = |raw: &RawValue| !raw.get().starts_with(['{', '[', 'n']);
    if is_plain(raw) {
        return Some(as_text(raw).into_owned());
    }
    let people: Option<Vec<String>> = elements(raw)?.into_iter().map(person).collect();
    let are_people = ["author", "authors", "editor", "editors"].contains(&name);
    let between = if are_people { " and " } else { ", " };
    people.filter(|people| !people.is_empty()).map(|people| people.join(between))
}

/// The name of a person: a text, or an object with a `name`.
fn person(raw: &RawValue) -> Option<String> {
    let name = if raw.get().starts_with('"') {
        as_text(raw)
    } else {
        let name = members_of(raw)?.into_iter().find(|(name, _)| name == "name")?.1;
        name.get().starts_with('"').then(|| Cow::Owned(as_text(name).into_owned()))?
    };
    Some(if name.contains(" and ") { format!("{{{name}}}") } else { name.into_owned() })
}

/// Whether a value is read again as it stands.
fn stands(value: &str) -> bool {
    is_balanced(value) && value.trim() == value && !value.contains(['\n', '\r'])
}

/// Whether BibTeX takes this for the name of a field, in the spelling in which it is read.
fn is_name(name: &str) -> bool {
    let reserved = ["id", "title", "abstract", "entry_type", BIBTEX_FIELD];
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.:+".contains(c))
        && !reserved.contains(&name)
}

fn is_kind(kind: &str) -> bool {
    let remarks = ["comment", "preamble", "string"];
    !kind.is_empty()
        && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !remarks.contains(&kind.to_ascii_lowercase().as_str())
}

/// Whether a character can stand in a key for every program.
fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.:+/*!?<>[]".contains(c)
}
