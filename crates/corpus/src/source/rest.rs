//! What abslint wrote into a bibliography for fields that have no place in it: one JSON object.
//!
//! A field that BibTeX or RIS would give back otherwise (a number, a list, a text whose braces do
//! not balance) stands in that object as it was; beside it there may be a field that other programs
//! know (`author`, `DO`). When such a file is read again, the object is what counts. It always
//! holds `links`, `source` and `also_in`, and so is told from what others write.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::value::Object;
use abslint_core::record::{OwnId, Place, Provenance, Record};

/// The field of an entry of BibTeX that the object stands in.
pub(crate) const BIBTEX_FIELD: &str = "abslint";

/// The tag of RIS, that of a note, behind which the object stands.
pub(crate) const RIS_TAG: &str = "N1";

/// The kind of an entry of which nothing is known.
pub(crate) const BIBTEX_KIND: &str = "misc";

/// The type of a reference of which nothing is known.
pub(crate) const RIS_TYPE: &str = "GEN";

/// Names of fields for which other programs have a field of BibTeX.
pub(crate) const IN_BIBTEX: &[(&str, &str)] = &[("authors", "author"), ("editors", "editor")];

/// Names of fields for which there is a tag of RIS.
pub(crate) const IN_RIS: &[(&str, &str)] = &[
    ("authors", "AU"),
    ("author", "AU"),
    ("year", "PY"),
    ("doi", "DO"),
    ("url", "UR"),
    ("journal", "JO"),
    ("venue", "T2"),
    ("booktitle", "T2"),
    ("keywords", "KW"),
    ("publisher", "PB"),
    ("volume", "VL"),
    ("number", "IS"),
    ("issn", "SN"),
    ("language", "LA"),
];

/// Whether a text is such an object.
pub(crate) fn is_rest(text: &str) -> bool {
    text.starts_with('{')
        && serde_json::from_str(text).is_ok_and(|Object(members)| {
            ["links", "source", "also_in"]
                .iter()
                .all(|name| members.iter().any(|(own, _)| own == name))
        })
}

/// JSON with the braces in its texts that BibTeX cannot have.
pub(crate) fn with_braces(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let brace = [("\\u007b", "{"), ("\\u007d", "}")].into_iter();
        let found = brace.into_iter().find(|(escape, _)| rest.starts_with(escape));
        // The character behind any other backslash belongs to it.
        let second = rest[1..].chars().next().map_or(0, char::len_utf8);
        let (length, text) = found.map_or((1 + second, &rest[..1 + second]), |(e, b)| (e.len(), b));
        out.push_str(text);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// Puts the members of the object `rest` into `record`. Of `stand_ins` those go whose field is a
/// member, and so does the `kind` if it is `unknown`: `clean` wrote it because there must be one.
pub(super) fn restore(
    record: &mut Record<'_>,
    rest: &str,
    stand_ins: &[(&str, &str)],
    (kind, unknown): (&str, &str),
) {
    let Ok(Object(members)) = serde_json::from_str(rest) else { return };
    let text = |name: &str| members.iter().find(|(own, _)| own == name).map(|(_, v)| v.get());
    record.provenance =
        text("source").zip(text("also_in")).and_then(|(s, a)| provenance(s, a)).map(owned);
    let is_unknown =
        |name: &str, value: &str| name == kind && value.get(1..value.len() - 1) == Some(unknown);
    record.others.retain(|(name, value)| {
        let stands_in = stand_ins
            .iter()
            .any(|(own, other)| name == other && members.iter().any(|(member, _)| member == own));
        !stands_in && !is_unknown(name, value) && members.iter().all(|(member, _)| member != name)
    });
    for (name, value) in &members {
        match name.as_ref() {
            "links" | "source" | "also_in" => {}
            "id" => record.id = Some(own_id(value)),
            _ => record.others.push((name.to_string().into(), value.get().to_owned().into())),
        }
    }
}

fn own_id(value: &RawValue) -> OwnId<'static> {
    let text = serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned());
    OwnId { text: text.into(), raw: value.get().to_owned().into() }
}

/// What an earlier `clean` wrote of the origin of a record: `source` and `also_in`, both as JSON;
/// `None` unless they have exactly that form.
pub(super) fn provenance<'a>(source: &'a str, also_in: &str) -> Option<Provenance<'a>> {
    serde_json::from_str::<Place>(source).ok()?;
    let also_in = serde_json::from_str(also_in).ok()?;
    Some(Provenance { source: source.into(), also_in })
}

/// The same for as long as it is needed.
pub(super) fn owned(provenance: Provenance<'_>) -> Provenance<'static> {
    let Provenance { source, also_in } = provenance;
    Provenance { source: Cow::Owned(source.into_owned()), also_in }
}
