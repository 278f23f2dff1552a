//! One JSON object as a record: borrowed, with every other field kept verbatim.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use serde_json::value::RawValue;

use super::fields::{Chosen, Found};
pub(super) use super::names::FieldNames;
use super::names::Names;
use super::nan;
use super::rest;
use super::understood::FieldUse;
use super::value::{self, Members, Object};
use abslint_core::record::{self, Defect, OwnId, Provenance, Record, Unreadable};

/// Keys that the corpus gives a meaning of its own; an input's field of that name is kept as
/// `input_…`.
const CORPUS_KEYS: [&str; 6] = ["id", "title", "abstract", "links", "source", "also_in"];

/// Bytes of a chunk that are said to be an object, and where they lie.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    /// The chunk.
    pub chunk: &'a [u8],
    /// First byte in the chunk.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// 0-based index of the record in the chunk.
    pub index: usize,
    /// 0-based line in the chunk.
    pub line: usize,
    /// 0-based character of that line.
    pub column: usize,
}

impl Slot<'_> {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// An unreadable record in this place: `at` is the byte of the chunk where it shows.
    pub(super) fn unreadable(
        &self,
        defect: Defect,
        at: usize,
        detail: impl Into<String>,
    ) -> Box<Unreadable> {
        let at = at.clamp(self.start, self.end);
        Box::new(Unreadable {
            index: self.index,
            line: self.line,
            column: self.column,
            bytes: self.range(),
            defect,
            at,
            detail: detail.into(),
        })
    }
}

/// The members of the object in `slot`.
///
/// # Errors
/// What is wrong with it, at its byte.
pub(super) fn members<'a>(slot: Slot<'a>) -> Result<Members<'a>, Box<Unreadable>> {
    let bytes = &slot.chunk[slot.range()];
    let text = std::str::from_utf8(bytes).map_err(|e| {
        slot.unreadable(Defect::InvalidUtf8, slot.start + e.valid_up_to(), e.to_string())
    })?;
    let Object(members) = serde_json::from_str(text).map_err(|e| json_error(slot, text, &e))?;
    Ok(members)
}

/// An object, and what was found in it.
pub(super) struct Read<'m, 'a> {
    /// Its members.
    pub members: &'m Members<'a>,
    /// Its fields.
    pub found: Found<'a>,
    /// The name that it has in the object round it.
    pub key: Option<&'m str>,
}

/// Makes a record of the object in `slot`; its fields are entered in `uses`.
///
/// # Errors
/// What is wrong with it, at its byte.
pub(super) fn record<'a>(
    slot: Slot<'a>,
    Read { members, found, key }: Read<'_, 'a>,
    names: &Names<'_>,
    uses: &mut FieldUse,
) -> Result<Record<'a>, Box<Unreadable>> {
    if let Some(why) = record::too_long(slot.end - slot.start) {
        return Err(slot.unreadable(Defect::NotARecord, slot.start, why));
    }
    let at_value = |raw: &RawValue, said: String| {
        slot.unreadable(Defect::NotARecord, value::place(raw.get(), slot.chunk), said)
    };
    if let Some((key, raw)) = repeated(members) {
        return Err(at_value(raw, format!("the field `{key}` occurs twice")));
    }
    let fields = members.iter().map(|(key, raw)| (key.as_ref(), value::body(raw)));
    uses.enter(found.named, found.texts.iter().all(Result::is_ok), fields);
    let [title, abstract_] = found.texts;
    let wrong = |(n, said): (usize, String)| at_value(members[n].1, said);
    let (title, abstract_) = (title.map_err(wrong)?, abstract_.map_err(wrong)?);
    let how = |text: &Option<Chosen<'_>>| text.as_ref().and_then(|text| text.how.clone());
    let texts = [how(&title), how(&abstract_)];
    uses.read_as(&found.source, texts.each_ref().map(Option::as_deref));
    let whole = |text: &Option<Chosen<'_>>| text.as_ref().and_then(|text| text.member);
    let written = [whole(&title), whole(&abstract_), found.id.as_ref().and_then(|(n, _)| *n)];
    let provenance = provenance(members);
    let mut others = others(members, written, provenance.is_some());
    if names.is_mended {
        others.iter_mut().for_each(|(_, raw)| *raw = nan::restored(raw).into_owned().into());
    }
    let own_id = found.id.map(|(_, id)| id);
    others.extend(key.and_then(|key| other_key(members, own_id.as_ref(), key)));
    Ok(Record {
        index: slot.index,
        line: slot.line,
        column: slot.column,
        bytes: slot.range(),
        title: title.map(|text| text.field),
        abstract_: abstract_.map(|text| text.field),
        others,
        id: own_id.or_else(|| key.map(id_of_key)),
        provenance,
    })
}

/// The name that a record has in the object round it, as its id.
fn id_of_key(key: &str) -> OwnId<'static> {
    OwnId { text: key.to_owned().into(), raw: serde_json::Value::from(key).to_string().into() }
}

/// That name as a field, if the record has another id.
fn other_key<'a>(
    members: &Members<'_>,
    own_id: Option<&OwnId<'_>>,
    key: &str,
) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
    let is_another = own_id.is_some_and(|id| id.text != key);
    let is_free = !members.iter().any(|(name, _)| name == "key");
    (is_another && is_free).then(|| ("key".into(), id_of_key(key).raw))
}

fn json_error(slot: Slot<'_>, text: &str, error: &serde_json::Error) -> Box<Unreadable> {
    let defect = if error.is_data() { Defect::NotARecord } else { Defect::InvalidJson };
    slot.unreadable(defect, slot.start + byte_of(text.as_bytes(), error), said(error))
}

/// The byte of `text` at which it shows that it is no JSON.
pub(super) fn byte_of(text: &[u8], error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let line_start: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
    (line_start + error.column().saturating_sub(1)).min(text.len())
}

/// What the parser says, without its place, which is that in one value and not in the file, and
/// without most of a text that it repeats.
pub(super) fn said(error: &serde_json::Error) -> String {
    const MOST: usize = 160;
    const ENDS: usize = 60;
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(said.as_str(), |tail| &said[..tail]);
    if said.chars().count() <= MOST {
        return said.to_owned();
    }
    let (start, end) = (said.floor_char_boundary(ENDS), said.ceil_char_boundary(said.len() - ENDS));
    format!("{} … {}", &said[..start], &said[end..])
}

/// The second of two members with one name.
fn repeated<'m, 'a>(members: &'m Members<'a>) -> Option<&'m (Cow<'a, str>, &'a RawValue)> {
    let mut seen = HashSet::with_capacity(members.len());
    members.iter().find(|(key, _)| !seen.insert(key.as_ref()))
}

/// What an earlier `clean` wrote of the origin of this record; `None` unless it has exactly that
/// form.
fn provenance<'a>(members: &Members<'a>) -> Option<Provenance<'a>> {
    let get = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, raw)| raw.get());
    get("links")?;
    rest::provenance(get("source")?, get("also_in")?)
}

/// The members that the corpus carries along: all but the texts, which it writes itself, and an
/// `id` that is the id.
fn others<'a>(
    members: &Members<'a>,
    [title, abstract_, id]: [Option<usize>; 3],
    from_corpus: bool,
) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
    let written = |n: usize, key: &str| {
        let is_id = id == Some(n) && key == "id";
        [title, abstract_].contains(&Some(n))
            || is_id
            || (from_corpus && matches!(key, "links" | "source" | "also_in"))
    };
    let is_blank = |raw: &RawValue| value::body(raw).is_some_and(|text| text.trim().is_empty());
    let says_nothing = |key: &str, raw: &RawValue| {
        matches!(key, "id" | "title" | "abstract")
            && (value::is_null(raw) || key != "id" && is_blank(raw))
    };
    let kept = members
        .iter()
        .enumerate()
        .filter(|(n, (key, raw))| !written(*n, key) && !says_nothing(key, raw));
    kept.map(|(_, (key, raw))| (free_name(members, key), Cow::Borrowed(raw.get()))).collect()
}

/// The name under which the corpus keeps a field: its own, or `input_…` where the corpus gives that
/// name a meaning.
fn free_name<'a>(members: &Members<'a>, key: &Cow<'a, str>) -> Cow<'a, str> {
    if !CORPUS_KEYS.contains(&key.as_ref()) {
        return key.clone();
    }
    free(key, |name| members.iter().any(|(other, _)| other == name)).into()
}

/// The same of a column of a table.
pub(super) fn free_name_among(columns: &[String], column: &str) -> String {
    if CORPUS_KEYS.contains(&column) {
        free(column, |name| columns.iter().any(|other| other == name))
    } else {
        column.to_owned()
    }
}

/// `key` with `input_` in front of it, as often as another field is called so.
pub(super) fn free(key: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = format!("input_{key}");
    while is_taken(&name) {
        name.insert_str(0, "input_");
    }
    name
}
