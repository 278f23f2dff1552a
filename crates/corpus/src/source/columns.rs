//! A record out of named texts: a row of a table, an entry of a bibliography.

use std::ops::Range;

use serde_json::Value;

use super::object::{self, FieldNames};
use abslint_core::record::{Defect, Field, Item, OwnId, Record, Unreadable};

/// Where a record stands in its chunk.
pub(super) struct Place {
    /// Its 0-based index.
    pub index: usize,
    /// Its 0-based line.
    pub line: usize,
    /// The 0-based character of that line.
    pub column: usize,
    /// Its bytes.
    pub bytes: Range<usize>,
}

impl Place {
    /// What stands there is no record; it shows at byte `at` of the chunk.
    pub(super) fn unreadable(self, defect: Defect, at: usize, detail: String) -> Item<'static> {
        let Place { index, line, column, bytes } = self;
        Item::Unreadable(Unreadable { index, line, column, bytes, defect, at, detail })
    }
}

/// The record whose `columns` hold `fields`, as many of these as of those. A column without a text in it is not there.
pub(super) fn record<'a>(columns: &[String], fields: &[Field<'a>], names: &FieldNames, place: Place) -> Record<'a> {
    let column = |names: &[String]| {
        let is_there = |name: &String| columns.iter().position(|column| column == name).filter(|n| !fields[*n].text.is_empty());
        names.iter().find_map(is_there)
    };
    let (title, abstract_, id) = (column(&names.title), column(&names.abstract_), column(&names.id));
    let others = columns.iter().enumerate().filter(|(n, name)| {
        let is_text = [title, abstract_].contains(&Some(*n)) || (id == Some(*n) && *name == "id");
        let says_nothing = fields[*n].text.is_empty() && matches!(name.as_str(), "id" | "title" | "abstract");
        !is_text && !says_nothing
    });
    let json = |text: &str| Value::from(text).to_string();
    Record {
        index: place.index,
        line: place.line,
        column: place.column,
        bytes: place.bytes,
        id: id.map(|n| OwnId { text: fields[n].text.clone(), raw: json(&fields[n].text).into() }),
        title: title.map(|n| fields[n].clone()),
        abstract_: abstract_.map(|n| fields[n].clone()),
        others: others.map(|(n, name)| (object::free_name_among(columns, name).into(), json(&fields[n].text).into())).collect(),
        provenance: None,
    }
}
