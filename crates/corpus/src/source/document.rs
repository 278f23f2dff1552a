//! Where the records of a JSON document lie: in itself, in an envelope, under their ids, or in the
//! columns of a frame.
//!
//! What is taken for an envelope has at least one element with a title or an abstract among its
//! first ones, and none of its own; so no record that can be read is taken apart.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::Parsed;
use super::fields;
use super::frame;
use super::names::Names;
use super::object::{self, Slot};
use super::value::{self, Members};
use abslint_core::record::{Defect, FieldName, Item};
use abslint_core::sources::{Path, Step, folds_to};
use abslint_core::span::characters;

/// So many elements of what may be an envelope are looked at.
const LOOKED_AT: usize = 8;

/// How deep envelopes may lie in each other.
const DEEPEST: usize = 4;

/// What the lists of other papers that belong to a paper are called.
const OF_A_PAPER: [&str; 6] = ["refer", "cit", "relat", "similar", "recommend", "version"];

/// Where records lie in an object that is none.
enum Holder<'a> {
    /// In a list, or in another object.
    At(&'a RawValue, String),
    /// Under their ids, or in lists under whatever names.
    Keyed,
    /// In rows, whose values have these names (pandas, `orient="split"`).
    Rows(Vec<Cow<'a, str>>, Vec<&'a RawValue>),
    /// In columns, each an object or a list (pandas, `orient="columns"` and `"list"`).
    Columns,
}

/// Reads an element of a list, of which `null` is none.
pub(super) fn read_element<'a>(slot: Slot<'a>, names: &Names<'_>, parsed: &mut Parsed<'a>) {
    if &slot.chunk[slot.range()] != b"null" {
        read(slot, names, parsed);
    }
}

/// Reads what stands in `slot`.
pub(super) fn read<'a>(slot: Slot<'a>, names: &Names<'_>, parsed: &mut Parsed<'a>) {
    let depth = if names.is_alone { 0 } else { DEEPEST };
    let mut reader = Reader {
        names,
        parsed,
        at: slot.start,
        line: slot.line,
        column: slot.column,
        chunk: slot.chunk,
    };
    reader.value(slot, None, depth);
}

struct Reader<'r, 'n, 'a> {
    names: &'r Names<'n>,
    parsed: &'r mut Parsed<'a>,
    chunk: &'a [u8],
    /// How far lines and columns have been counted.
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Reader<'_, '_, 'a> {
    /// Reads a value that has the name `key` in the object round it.
    fn value(&mut self, slot: Slot<'a>, key: Option<&str>, depth: usize) {
        let bytes = &slot.chunk[slot.range()];
        if bytes.starts_with(b"[") && depth > 0 && self.is_list_of_objects(bytes) {
            return self.list(bytes, depth);
        }
        let members = match object::members(slot) {
            Ok(members) => members,
            Err(unreadable) => return self.parsed.items.push(Item::Unreadable(*unreadable)),
        };
        match if depth > 0 { self.holder(&members, depth) } else { None } {
            Some(holder) => self.open(slot, &members, holder, depth),
            None => self.record(slot, &members, key),
        }
    }

    fn is_list_of_objects(&self, bytes: &[u8]) -> bool {
        let first = bytes[1..].iter().find(|byte| !byte.is_ascii_whitespace());
        first == Some(&b'{') && serde_json::from_slice::<&RawValue>(bytes).is_ok()
    }

    fn list(&mut self, bytes: &'a [u8], depth: usize) {
        let all: Vec<&'a RawValue> = serde_json::from_slice(bytes).unwrap_or_default();
        for raw in all {
            if !value::is_null(raw) {
                let slot = self.slot(raw.get());
                self.value(slot, None, depth - 1);
            }
        }
    }

    fn record(&mut self, slot: Slot<'a>, members: &Members<'a>, key: Option<&str>) {
        let slot = Slot { index: self.parsed.items.len(), ..slot };
        let item = match object::record(slot, members, key, self.names, &mut self.parsed.fields) {
            Ok(record) => Item::Record(record),
            Err(unreadable) => Item::Unreadable(*unreadable),
        };
        self.parsed.items.push(item);
    }

    /// The place of a part of the chunk.
    fn slot(&mut self, part: &str) -> Slot<'a> {
        let start = value::place(part, self.chunk);
        if start >= self.at {
            let passed = &self.chunk[self.at..start];
            self.line += memchr::memchr_iter(b'\n', passed).count();
            match memchr::memrchr(b'\n', passed) {
                Some(end) => self.column = characters(&passed[end + 1..]),
                None => self.column += characters(passed),
            }
            self.at = start;
        }
        let (line, column) = (self.line, self.column);
        Slot {
            chunk: self.chunk,
            start,
            end: start + part.len(),
            index: self.parsed.items.len(),
            line,
            column,
        }
    }

    /// Where records lie in an object; envelopes are looked for `depth` deep.
    fn holder(&self, members: &Members<'a>, depth: usize) -> Option<Holder<'a>> {
        let has_text = |field| {
            let exact = self.names.fields.of(field);
            members.iter().any(|(key, raw)| {
                exact.iter().any(|name| key == name) && raw.get().starts_with('"')
            })
        };
        // Most records are told here.
        let has_both = FieldName::ALL.into_iter().all(has_text);
        if has_both && (has_abstract(members) || !self.may_be_envelope(members)) {
            return None;
        }
        let own = fields::find(members, self.chunk, self.names).texts;
        let [has_title, has_text] = own.each_ref().map(|text| !matches!(text, Ok(None)));
        if let Some(frame) = self.columns(members) {
            return Some(frame);
        }
        if has_title && has_text && has_abstract(members) {
            return None;
        }
        if let Some(envelope) = self.envelope(members, !has_title && !has_text, depth) {
            return Some(envelope);
        }
        if has_title || has_text {
            return None;
        }
        rows(members).or_else(|| self.keyed(members)).or_else(|| self.unnamed(members))
    }

    /// Whether a member is called as an envelope is.
    fn may_be_envelope(&self, members: &Members<'a>) -> bool {
        let is_name = |key: &str| {
            self.names.envelopes.iter().any(|path| matches!(path.steps().first(), Some(Step::Name(name)) if folds_to(key, name)))
        };
        members.iter().any(|(key, raw)| raw.get().starts_with(['[', '{']) && is_name(key))
    }

    /// The envelope in an object: a list, or also another object or an empty list if it `is_bare`
    /// of texts.
    fn envelope(&self, members: &Members<'a>, is_bare: bool, depth: usize) -> Option<Holder<'a>> {
        let found = |path: &&Path| {
            let (n, values) = value::at(members, path)?;
            let raw = *values.first()?;
            let is_empty = is_bare && value::elements(raw).is_some_and(|all| all.is_empty());
            let name = path.name().map_or_else(|| path.to_string(), |_| members[n].0.to_string());
            let may_be = is_bare || raw.get().starts_with('[');
            (is_empty || (may_be && self.holds_records(raw, depth)))
                .then_some(Holder::At(raw, name))
        };
        self.names.envelopes.iter().find_map(found)
    }

    /// Whether records lie in a value that is not the document itself.
    fn holds_records(&self, raw: &'a RawValue, depth: usize) -> bool {
        if let Some(all) = value::elements(raw) {
            return all.into_iter().take(LOOKED_AT).any(|one| {
                one.get().starts_with('{') && depth > 0 && self.holds_records(one, depth - 1)
            });
        }
        let Some(members) = value::members(raw) else { return false };
        fields::is_record(&members, self.chunk, self.names)
            || (depth > 0 && self.holder(&members, depth - 1).is_some())
    }

    /// Objects under their ids, and nothing beside them.
    fn keyed(&self, members: &Members<'a>) -> Option<Holder<'a>> {
        let are_all = |first: char| {
            members.iter().all(|(_, raw)| raw.get().starts_with(first) || value::is_null(raw))
        };
        if !are_all('{') && !are_all('[') {
            return None;
        }
        let is_record = |raw: &'a RawValue| {
            match value::elements(raw) {
                Some(all) => all.first().and_then(|one| value::members(one)),
                None => value::members(raw),
            }
            .is_some_and(|members| fields::is_record(&members, self.chunk, self.names))
        };
        let is_text = |key: &str| {
            self.names.sources.generic().any(|source| {
                source
                    .fields
                    .title
                    .iter()
                    .chain(&source.fields.abstract_)
                    .chain(&source.envelope)
                    .any(|path| path.name().is_some_and(|name| folds_to(key, name)))
            })
        };
        let found = members.iter().take(LOOKED_AT).any(|(_, raw)| is_record(raw));
        (found && !members.iter().any(|(key, _)| is_text(key))).then_some(Holder::Keyed)
    }

    /// Columns: the title is an object without text in it, or as long a list as the abstract is.
    fn columns(&self, members: &Members<'a>) -> Option<Holder<'a>> {
        let of = |field: FieldName| {
            let names = self.names.fields.of(field).iter().map(String::as_str);
            let exact = names.clone().find_map(|name| members.iter().find(|(key, _)| key == name));
            let general = self
                .names
                .sources
                .0
                .iter()
                .flat_map(|source| source.of(field))
                .filter_map(Path::name);
            exact
                .or_else(|| {
                    general
                        .into_iter()
                        .find_map(|name| members.iter().find(|(key, _)| folds_to(key, name)))
                })
                .map(|(_, raw)| *raw)
        };
        let (title, abstract_) = (of(FieldName::Title)?, of(FieldName::Abstract)?);
        frame::is_frame(members, title, abstract_).then_some(Holder::Columns)
    }

    /// A list of records under a name that nobody knows, in an object with nothing else like it.
    fn unnamed(&self, members: &Members<'a>) -> Option<Holder<'a>> {
        let holds_papers = |(key, raw): &&(Cow<'a, str>, &'a RawValue)| {
            let is_of_paper = OF_A_PAPER.iter().any(|word| key.to_ascii_lowercase().contains(word));
            let all = value::elements(raw).filter(|_| !is_of_paper).unwrap_or_default();
            let is_paper = |one: &'a RawValue| {
                let own = value::members(one)?;
                let texts = fields::find(&own, self.chunk, self.names).texts;
                texts.iter().all(|text| matches!(text, Ok(Some(_)))).then_some(())
            };
            all.into_iter().take(LOOKED_AT).any(|one| is_paper(one).is_some())
        };
        let mut lists = members.iter().filter(holds_papers);
        let (key, raw) = lists.next()?;
        lists.next().is_none().then(|| Holder::At(raw, key.to_string()))
    }

    fn open(&mut self, slot: Slot<'a>, members: &Members<'a>, holder: Holder<'a>, depth: usize) {
        match holder {
            Holder::At(raw, name) => {
                self.parsed.fields.lie_in(&name);
                let slot = self.slot(raw.get());
                if raw.get().starts_with('[') {
                    self.list(raw.get().as_bytes(), depth)
                } else {
                    self.value(slot, None, depth - 1)
                }
            }
            Holder::Keyed => {
                self.parsed.fields.lie_in("an object by id");
                for (key, raw) in members.iter().filter(|(_, raw)| !value::is_null(raw)) {
                    let slot = self.slot(raw.get());
                    let key = raw.get().starts_with('{').then_some(key.as_ref());
                    self.value(slot, key, depth - 1);
                }
            }
            Holder::Rows(columns, rows) => {
                self.parsed.fields.lie_in("the rows of a frame");
                rows.into_iter().for_each(|row| self.row(&columns, row));
            }
            Holder::Columns => {
                self.parsed.fields.lie_in("the columns of a frame");
                self.frame(slot, members);
            }
        }
    }

    fn row(&mut self, columns: &[Cow<'a, str>], row: &'a RawValue) {
        let slot = self.slot(row.get());
        let values = value::elements(row).unwrap_or_default();
        if values.len() == columns.len() {
            return self.record(slot, &columns.iter().cloned().zip(values).collect(), None);
        }
        let why = format!(
            "this row has {} values, and there are {} columns",
            values.len(),
            columns.len()
        );
        let unreadable = slot.unreadable(Defect::NotARecord, slot.start, why);
        self.parsed.items.push(Item::Unreadable(*unreadable));
    }

    /// Records whose values lie in as many columns.
    fn frame(&mut self, slot: Slot<'a>, columns: &Members<'a>) {
        let mut keys: Vec<Cow<'a, str>> = Vec::new();
        let mut rows: std::collections::HashMap<Cow<'a, str>, Members<'a>> =
            std::collections::HashMap::new();
        for (name, raw) in columns {
            let numbered = |all: Vec<&'a RawValue>| {
                all.into_iter()
                    .enumerate()
                    .map(|(n, raw)| (Cow::Owned(n.to_string()), raw))
                    .collect()
            };
            let cells = value::members(raw)
                .or_else(|| value::elements(raw).map(numbered))
                .unwrap_or_default();
            for (key, cell) in cells {
                let row = rows.entry(key.clone()).or_insert_with(|| {
                    keys.push(key);
                    Members::new()
                });
                row.push((name.clone(), cell));
            }
        }
        for key in keys {
            let row = rows.remove(&key).unwrap_or_default();
            let places = || row.iter().map(|(_, cell)| value::place(cell.get(), self.chunk));
            let start = places().min().unwrap_or(slot.start);
            let end = row
                .iter()
                .map(|(_, cell)| value::place(cell.get(), self.chunk) + cell.get().len())
                .max()
                .unwrap_or(slot.end);
            let first = row.iter().find(|(_, cell)| value::place(cell.get(), self.chunk) == start);
            let place = first.map_or(slot, |(_, cell)| self.slot(cell.get()));
            self.record(Slot { start, end, ..place }, &row, None);
        }
    }
}

/// Whether a member is called an abstract, in whatever way; a summary or a description may be that
/// of all records.
fn has_abstract(members: &Members<'_>) -> bool {
    members.iter().any(|(key, _)| key.to_ascii_lowercase().contains("abstract"))
}

/// The rows of a frame whose columns are named beside them.
fn rows<'a>(members: &Members<'a>) -> Option<Holder<'a>> {
    let get = |names: &[&str]| {
        members.iter().find(|(key, _)| names.contains(&key.as_ref())).map(|(_, raw)| *raw)
    };
    let columns: Vec<Cow<'a, str>> = value::elements(get(&["columns", "header", "fields"])?)?
        .into_iter()
        .map(|name| serde_json::from_str::<value::Key<'a>>(name.get()).map(|key| key.0))
        .collect::<Result<_, _>>()
        .ok()?;
    let rows = value::elements(get(&["data", "rows", "values"])?)?;
    rows.iter().all(|row| row.get().starts_with('[')).then_some(Holder::Rows(columns, rows))
}
