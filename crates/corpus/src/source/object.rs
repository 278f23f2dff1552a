//! One JSON object as a record: borrowed, with every other field kept verbatim.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::value::RawValue;

use super::fields::{self, Chosen};
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

/// Reads the object in `slot`, which has these members; its fields are entered in `uses`. `key` is
/// the name that it has in the object round it.
///
/// # Errors
/// What is wrong with it, at its byte.
pub(super) fn record<'a>(
    slot: Slot<'a>,
    members: &Members<'a>,
    key: Option<&str>,
    names: &Names<'_>,
    uses: &mut FieldUse,
) -> Result<Record<'a>, Box<Unreadable>> {
    if let Some(why) = record::too_long(slot.end - slot.start) {
        return Err(slot.unreadable(Defect::NotARecord, slot.start, why));
    }
    let position = |raw: &RawValue| value::place(raw.get(), slot.chunk);
    if let Some((key, raw)) = repeated(members) {
        return Err(slot.unreadable(
            Defect::NotARecord,
            position(raw),
            format!("the field `{key}` occurs twice"),
        ));
    }
    let provenance = provenance(members);
    let found = fields::find(members, slot.chunk, names);
    uses.enter(
        found.named,
        found.texts.iter().all(Result::is_ok),
        members.iter().map(|(key, raw)| (key.as_ref(), value::body(raw))),
    );
    let wrong = |(n, why): (usize, String)| {
        let (name, raw) = &members[n];
        slot.unreadable(Defect::NotARecord, position(raw), format!("the field `{name}` {why}"))
    };
    let [title, abstract_] = found.texts;
    let (title, abstract_) = (title.map_err(wrong)?, abstract_.map_err(wrong)?);
    uses.read_as(
        &found.source,
        [title.as_ref(), abstract_.as_ref()].map(|text| text.and_then(|t| t.how.as_deref())),
    );
    let whole = |text: &Option<Chosen<'_>>| text.as_ref().and_then(|text| text.member);
    let written = [whole(&title), whole(&abstract_), found.id.as_ref().and_then(|(n, _)| *n)];
    let mut others = others(members, written, provenance.is_some());
    if names.is_mended {
        others.iter_mut().for_each(|(_, raw)| *raw = nan::restored(raw).into_owned().into());
    }
    let of_key = |key: &str| OwnId {
        text: key.to_owned().into(),
        raw: serde_json::Value::from(key).to_string().into(),
    };
    let own_id = found.id.map(|(_, id)| id);
    if let (Some(id), Some(key)) = (&own_id, key)
        && id.text != key
        && !members.iter().any(|(name, _)| name == "key")
    {
        others.push(("key".into(), of_key(key).raw));
    }
    Ok(Record {
        index: slot.index,
        line: slot.line,
        column: slot.column,
        bytes: slot.range(),
        title: title.map(|text| text.field),
        abstract_: abstract_.map(|text| text.field),
        others,
        id: own_id.or_else(|| key.map(of_key)),
        provenance,
    })
}

fn json_error(slot: Slot<'_>, text: &str, error: &serde_json::Error) -> Box<Unreadable> {
    let line_start = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let at = slot.start + line_start + error.column().saturating_sub(1);
    let said = error.to_string();
    let detail = said.rfind(" at line ").map_or(said.as_str(), |tail| &said[..tail]).to_owned();
    let defect = if error.is_data() { Defect::NotARecord } else { Defect::InvalidJson };
    slot.unreadable(defect, at, detail)
}

fn repeated<'m, 'a>(members: &'m Members<'a>) -> Option<&'m (Cow<'a, str>, &'a RawValue)> {
    let twice = |n: &usize| members[..*n].iter().any(|(key, _)| *key == members[*n].0);
    (1..members.len()).find(twice).map(|n| &members[n])
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
    let says_nothing = |key: &str, raw: &RawValue| {
        matches!(key, "id" | "title" | "abstract") && raw.get() == "null"
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

fn free(key: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = format!("input_{key}");
    while is_taken(&name) {
        name.insert_str(0, "input_");
    }
    name
}
