//! The records of a JSON document, wherever in it they lie: `holder` says where.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::value::RawValue;

use super::Parsed;
use super::fields;
use super::frame;
use super::habits;
use super::holder::{Finder, Holder, Named};
use super::kinds;
use super::line_counter::LineCounter;
use super::names::Names;
use super::object::{self, Read, Slot};
use super::value::{self, Members};
use abslint_core::record::{Defect, Item};

/// How deep envelopes may lie in each other.
const DEEPEST: usize = 6;

/// Reads an element of a list, of which `null` is none.
pub(super) fn read_element<'a>(slot: Slot<'a>, names: &Names<'_>, parsed: &mut Parsed<'a>) {
    if &slot.chunk[slot.range()] != b"null" {
        read(slot, names, parsed);
    }
}

/// Reads what stands in `slot`.
pub(super) fn read<'a>(slot: Slot<'a>, names: &Names<'_>, parsed: &mut Parsed<'a>) {
    let depth = if names.is_alone { 0 } else { DEEPEST };
    let is_document =
        names.is_whole && slot.chunk[slot.range()].len() == slot.chunk.trim_ascii().len();
    let mut reader = Reader {
        names,
        parsed,
        lines: LineCounter::from(slot.chunk, slot.start, (slot.line, slot.column)),
        chunk: slot.chunk,
        is_document,
        is_beside: false,
    };
    reader.value(slot, None, depth);
}

struct Reader<'r, 'n, 'a> {
    names: &'r Names<'n>,
    parsed: &'r mut Parsed<'a>,
    chunk: &'a [u8],
    lines: LineCounter<'a>,
    /// Whether what is read is all of a document.
    is_document: bool,
    /// Whether what is read stands beside papers and is none.
    is_beside: bool,
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
        let found = fields::find(&members, self.chunk, self.names);
        let finder = Finder {
            names: self.names,
            chunk: self.chunk,
            is_document: self.is_document && depth == DEEPEST,
        };
        let holder = if depth > 0 { finder.holder(&members, &found, depth) } else { None };
        match holder {
            Some(holder) => self.open(slot, &members, holder, depth),
            None => {
                if depth > 0 && found.is_record() && !finder.collected(&members, depth).is_empty() {
                    self.parsed.fields.leave_within();
                }
                self.record(slot, Read { members: &members, found, key });
            }
        }
    }

    fn is_list_of_objects(&self, bytes: &[u8]) -> bool {
        let first = bytes[1..].iter().find(|byte| !byte.is_ascii_whitespace());
        let all = || serde_json::from_slice::<Vec<&RawValue>>(bytes).unwrap_or_default();
        let is_behind_null = || {
            let own = all().into_iter().find(|one| !value::is_null(one));
            own.is_some_and(|one| one.get().starts_with('{'))
        };
        match first {
            Some(b'{') => serde_json::from_slice::<&RawValue>(bytes).is_ok(),
            Some(b'n') => is_behind_null(),
            _ => false,
        }
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

    fn record(&mut self, slot: Slot<'a>, mut read: Read<'_, 'a>) {
        if self.is_beside && kinds::reads_loosely(read.members, &read.found) {
            read.found.texts[1] = Ok(None);
        }
        self.parsed.habits.see(read.members, &read.found);
        let slot = Slot { index: self.parsed.items.len(), ..slot };
        let item = match object::record(slot, read, self.names, &mut self.parsed.fields) {
            Ok(record) => Item::Record(record),
            Err(unreadable) => Item::Unreadable(*unreadable),
        };
        self.parsed.items.push(item);
    }

    /// The record of some members that are no object of the document.
    fn record_of(&mut self, slot: Slot<'a>, members: &Members<'a>) {
        let found = fields::find(members, self.chunk, self.names);
        self.record(slot, Read { members, found, key: None });
    }

    /// The place of a part of the chunk.
    fn slot(&mut self, part: &str) -> Slot<'a> {
        let start = value::place(part, self.chunk);
        let (line, column) = self.lines.at_or_behind(start);
        Slot {
            chunk: self.chunk,
            start,
            end: start + part.len(),
            index: self.parsed.items.len(),
            line,
            column,
        }
    }

    fn open(&mut self, slot: Slot<'a>, members: &Members<'a>, holder: Holder<'a>, depth: usize) {
        match holder {
            Holder::At(lists) => self.lists(&lists, depth),
            Holder::Within(lists) => {
                if !self.is_document || depth < DEEPEST {
                    self.parsed.fields.pass_over();
                }
                self.lists(&lists, depth);
            }
            Holder::Wrapped(n) => self.wrapped(slot, members, n),
            Holder::Keyed => {
                self.parsed.fields.lie_in("an object by id");
                self.keyed(members, depth);
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

    /// Reads several lists. Those of journals or people beside papers have descriptions and no abstracts.
    fn lists(&mut self, lists: &[Named<'a>], depth: usize) {
        let names: Vec<&str> = lists.iter().map(|(_, name)| name.as_str()).collect();
        self.parsed.fields.lie_in(&names.join(" and "));
        let has_abstracts = |raw: &'a RawValue| {
            let all = value::elements(raw).unwrap_or_default();
            all.into_iter()
                .any(|one| value::members(one).is_some_and(|own| habits::has_abstract(&own)))
        };
        let are_papers = lists.len() > 1 && lists.iter().any(|(raw, _)| has_abstracts(raw));
        for (raw, name) in lists {
            let before = self.is_beside;
            self.is_beside |= are_papers && kinds::are_no_papers(name);
            self.open_at(raw, depth);
            self.is_beside = before;
        }
    }

    /// Reads the objects of an object. One of them may be about the others.
    fn keyed(&mut self, members: &Members<'a>, depth: usize) {
        let is_held = |raw: &RawValue| raw.get().starts_with(['{', '[']);
        for (key, raw) in members.iter().filter(|(_, raw)| is_held(raw)) {
            let slot = self.slot(raw.get());
            let before = self.is_beside;
            self.is_beside |= members.len() > 1 && kinds::is_of_file(key);
            let key = raw.get().starts_with('{').then_some(key.as_ref());
            self.value(slot, key, depth - 1);
            self.is_beside = before;
        }
    }

    fn open_at(&mut self, raw: &'a RawValue, depth: usize) {
        let slot = self.slot(raw.get());
        if raw.get().starts_with('[') {
            self.list(raw.get().as_bytes(), depth)
        } else {
            self.value(slot, None, depth - 1)
        }
    }

    /// The record in member `n` of an object, with the other members as fields of it.
    fn wrapped(&mut self, slot: Slot<'a>, outer: &Members<'a>, n: usize) {
        let (name, raw) = &outer[n];
        self.parsed.fields.lie_in(name);
        let mut members = value::members(raw).unwrap_or_default();
        let mut taken: HashSet<Cow<'a, str>> = members.iter().map(|(key, _)| key.clone()).collect();
        for (_, (key, value)) in outer.iter().enumerate().filter(|(other, _)| *other != n) {
            let is_taken = |name: &str| taken.contains(name);
            let key = if is_taken(key) { object::free(key, is_taken).into() } else { key.clone() };
            taken.insert(key.clone());
            members.push((key, value));
        }
        self.record_of(slot, &members);
    }

    fn row(&mut self, columns: &[Cow<'a, str>], row: &'a RawValue) {
        let slot = self.slot(row.get());
        let values = value::elements(row).unwrap_or_default();
        if values.len() == columns.len() {
            return self.record_of(slot, &columns.iter().cloned().zip(values).collect());
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
        for row in frame::rows(columns) {
            let places = row.iter().map(|(_, cell)| {
                let start = value::place(cell.get(), self.chunk);
                (start, start + cell.get().len(), cell.get())
            });
            let first = places.clone().min().map_or(slot, |(.., cell)| self.slot(cell));
            let end = places.map(|(_, end, _)| end).max().unwrap_or(slot.end);
            self.record_of(Slot { end, ..first }, &row);
        }
    }
}
