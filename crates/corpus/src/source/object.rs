//! One JSON object as a record: borrowed, with every other field kept verbatim.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use schemars::JsonSchema;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::understood::FieldUse;
use abslint_core::record::{self, Defect, Field, FieldName, OwnId, Place, Placement, Provenance, Record, Unreadable};

/// What the fields of a record are called in JSON: the first name that occurs wins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FieldNames {
    /// Names of the title.
    pub title: Vec<String>,
    /// Names of the abstract.
    #[serde(rename = "abstract")]
    pub abstract_: Vec<String>,
    /// Names of the id. Text and numbers will do.
    pub id: Vec<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        let names = |list: &[&str]| list.iter().map(|n| (*n).to_owned()).collect();
        FieldNames {
            title: names(&["title"]),
            abstract_: names(&["abstract", "summary", "description"]),
            id: names(&["id", "paper_id", "arxiv_id", "doi", "url"]),
        }
    }
}

impl FieldNames {
    /// The names of a text.
    pub fn of(&self, field: FieldName) -> &[String] {
        match field {
            FieldName::Title => &self.title,
            FieldName::Abstract => &self.abstract_,
        }
    }

    /// The setting of `fields:` that reads the `guessed` title and abstract too: what is set already stays.
    pub fn setting_with(&self, guessed: [Option<&str>; 2]) -> String {
        let default = FieldNames::default();
        let texts = FieldName::ALL.into_iter().zip(guessed);
        let texts = texts.map(|(field, guess)| setting(field.name(), self.of(field), default.of(field), guess));
        let entries: Vec<String> = texts.chain([setting("id", &self.id, &default.id, None)]).flatten().collect();
        format!("fields: {{ {} }}", entries.join(", "))
    }
}

/// The entry for one field; `None` if its names are the default ones, and stay so.
fn setting(key: &str, own: &[String], default: &[String], guess: Option<&str>) -> Option<String> {
    let kept = if own == default { &[] } else { own };
    let names: Vec<String> = kept.iter().map(String::as_str).chain(guess).map(yaml).collect();
    (!names.is_empty()).then(|| format!("{key}: [{}]", names.join(", ")))
}

/// A name as it stands in a list of YAML: in quotes, unless it is a word of letters, digits and underscores and no value of YAML.
fn yaml(name: &str) -> String {
    const VALUES: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !VALUES.contains(&name.to_ascii_lowercase().as_str());
    if is_plain { name.to_owned() } else { serde_json::Value::from(name).to_string() }
}

/// Keys that the corpus gives a meaning of its own; an input's field of that name is kept as `input_…`.
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
    fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// An unreadable record in this place: `at` is the byte of the chunk where it shows.
    pub(super) fn unreadable(&self, defect: Defect, at: usize, detail: impl Into<String>) -> Box<Unreadable> {
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

type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

struct Object<'a>(Members<'a>);

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

/// A key, borrowed unless it has escapes.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads the object in `slot`; its fields are entered in `uses`.
///
/// # Errors
/// What is wrong with it, at its byte.
pub(super) fn read<'a>(slot: Slot<'a>, names: &FieldNames, uses: &mut FieldUse) -> Result<Record<'a>, Box<Unreadable>> {
    let bytes = &slot.chunk[slot.range()];
    if let Some(why) = record::too_long(bytes.len()) {
        return Err(slot.unreadable(Defect::NotARecord, slot.start, why));
    }
    let text = std::str::from_utf8(bytes).map_err(|e| slot.unreadable(Defect::InvalidUtf8, slot.start + e.valid_up_to(), e.to_string()))?;
    let Object(members) = serde_json::from_str(text).map_err(|e| json_error(slot, text, &e))?;
    let position = |raw: &RawValue| raw.get().as_ptr() as usize - slot.chunk.as_ptr() as usize;
    if let Some((key, raw)) = repeated(&members) {
        return Err(slot.unreadable(Defect::NotARecord, position(raw), format!("the field `{key}` occurs twice")));
    }
    let provenance = provenance(&members);
    let id = own_id(&members, names);
    let title = pick(&members, &names.title);
    let abstract_ = pick(&members, &names.abstract_);
    let field = |chosen: Option<usize>| match chosen {
        None => Ok(None),
        Some(n) => text_of(members[n].1, position(members[n].1))
            .map_err(|why| slot.unreadable(Defect::NotARecord, position(members[n].1), format!("the field `{}` {why}", members[n].0))),
    };
    let texts = [field(title), field(abstract_)];
    uses.see(names, texts.iter().all(Result::is_ok), members.iter().map(|(key, raw)| (key.as_ref(), body(raw))));
    let [title_field, abstract_field] = texts;
    Ok(Record {
        index: slot.index,
        line: slot.line,
        column: slot.column,
        bytes: slot.range(),
        title: title_field?,
        abstract_: abstract_field?,
        others: others(&members, [title, abstract_, id.as_ref().map(|(n, _)| *n)], provenance.is_some()),
        id: id.map(|(_, id)| id),
        provenance,
    })
}

fn json_error(slot: Slot<'_>, text: &str, error: &serde_json::Error) -> Box<Unreadable> {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
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

/// The member with the first of `names` that occurs and is not null.
fn pick(members: &Members<'_>, names: &[String]) -> Option<usize> {
    names.iter().find_map(|name| members.iter().position(|(key, raw)| key == name && raw.get() != "null"))
}

/// What stands between the quotes of a text; `None` if the value is none.
fn body(raw: &RawValue) -> Option<&str> {
    raw.get().strip_prefix('"').and_then(|body| body.strip_suffix('"'))
}

fn text_of(raw: &RawValue, at: usize) -> Result<Option<Field<'_>>, String> {
    let json = raw.get();
    let Some(body) = body(raw) else {
        return Err("is not text".to_owned());
    };
    Ok(Some(if body.contains('\\') {
        let text: String = serde_json::from_str(json).map_err(|e| format!("holds an escape that stands for no character ({e})"))?;
        Field { text: text.into(), placement: Placement::Escaped { start: at + 1 } }
    } else {
        Field { text: body.into(), placement: Placement::Verbatim { start: at + 1 } }
    }))
}

/// The id and the member that it stands in.
fn own_id<'a>(members: &Members<'a>, names: &FieldNames) -> Option<(usize, OwnId<'a>)> {
    names.id.iter().find_map(|name| {
        let n = members.iter().position(|(key, _)| key == name)?;
        let raw = members[n].1.get();
        let text: Cow<'a, str> = match raw.as_bytes()[0] {
            b'"' => serde_json::from_str::<Key<'a>>(raw).ok()?.0,
            b'0'..=b'9' | b'-' => raw.into(),
            _ => return None,
        };
        (!text.trim().is_empty()).then_some((n, OwnId { text, raw: raw.into() }))
    })
}

/// What an earlier `clean` wrote of the origin of this record; `None` unless it has exactly that form.
fn provenance<'a>(members: &Members<'a>) -> Option<Provenance<'a>> {
    let get = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, raw)| raw.get());
    let source = get("source")?;
    serde_json::from_str::<Place>(source).ok()?;
    let also_in = serde_json::from_str(get("also_in")?).ok()?;
    get("links")?;
    Some(Provenance { source, also_in })
}

/// The members that the corpus carries along: all but the texts, which it writes itself, and an `id` that is the id.
fn others<'a>(members: &Members<'a>, [title, abstract_, id]: [Option<usize>; 3], from_corpus: bool) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
    let written = |n: usize, key: &str| {
        let is_id = id == Some(n) && key == "id";
        [title, abstract_].contains(&Some(n)) || is_id || (from_corpus && matches!(key, "links" | "source" | "also_in"))
    };
    let says_nothing = |key: &str, raw: &RawValue| matches!(key, "id" | "title" | "abstract") && raw.get() == "null";
    let kept = members.iter().enumerate().filter(|(n, (key, raw))| !written(*n, key) && !says_nothing(key, raw));
    kept.map(|(_, (key, raw))| (free_name(members, key), Cow::Borrowed(raw.get()))).collect()
}

/// The name under which the corpus keeps a field: its own, or `input_…` where the corpus gives that name a meaning.
fn free_name<'a>(members: &Members<'a>, key: &Cow<'a, str>) -> Cow<'a, str> {
    if !CORPUS_KEYS.contains(&key.as_ref()) {
        return key.clone();
    }
    free(key, |name| members.iter().any(|(other, _)| other == name)).into()
}

/// The same of a column of a table.
pub(super) fn free_name_among(columns: &[String], column: &str) -> String {
    if CORPUS_KEYS.contains(&column) { free(column, |name| columns.iter().any(|other| other == name)) } else { column.to_owned() }
}

fn free(key: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = format!("input_{key}");
    while is_taken(&name) {
        name.insert_str(0, "input_");
    }
    name
}
