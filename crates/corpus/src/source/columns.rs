//! A record out of named texts: a row of a table, an entry of a bibliography.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::Value;

use super::names::{FieldNames, Names};
use super::notes;
use super::object;
use super::rest;
use abslint_core::record::{Defect, Field, FieldName, Item, OwnId, Provenance, Record, Unreadable};
use abslint_core::sources::{Path, SourceFile};

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

/// The record whose `columns` hold `fields`, as many of these as of those. A column without a text
/// in it is not there.
pub(super) fn record<'a>(
    columns: &[String],
    fields: &[Field<'a>],
    names: &FieldNames,
    place: Place,
) -> Record<'a> {
    let column = |names: &[String]| {
        let is_there = |name: &String| {
            columns.iter().position(|column| column == name).filter(|n| !fields[*n].text.is_empty())
        };
        names.iter().find_map(is_there)
    };
    of_columns(
        columns,
        fields,
        [column(&names.title), column(&names.abstract_), column(&names.id)],
        place,
    )
}

/// The record whose title, abstract and id stand in the columns of these positions.
pub(super) fn of_columns<'a>(
    columns: &[String],
    fields: &[Field<'a>],
    [title, abstract_, id]: [Option<usize>; 3],
    place: Place,
) -> Record<'a> {
    let provenance = provenance(columns, fields);
    let kept = |(n, name): &(usize, &String)| {
        let is_of_corpus = matches!(name.as_str(), "links" | "source" | "also_in");
        let is_text = [title, abstract_].contains(&Some(*n)) || (id == Some(*n) && *name == "id");
        let says_nothing =
            fields[*n].text.is_empty() && matches!(name.as_str(), "id" | "title" | "abstract");
        // A corpus has no other way to say that a field is not there.
        let is_nothing = is_of_corpus || fields[*n].text.is_empty();
        !(is_text || says_nothing || is_nothing && provenance.is_some())
    };
    let mut seen = HashSet::with_capacity(columns.len());
    let (others, repeated): (Vec<_>, Vec<_>) = columns
        .iter()
        .enumerate()
        .filter(kept)
        .map(|(n, name)| (object::free_name_among(columns, name), fields[n].text.as_ref()))
        .partition(|(name, _)| seen.insert(name.clone()));
    let json = |text: &str| Value::from(text).to_string();
    let mut record = Record {
        index: place.index,
        line: place.line,
        column: place.column,
        bytes: place.bytes,
        id: id.map(|n| OwnId { text: fields[n].text.clone(), raw: json(&fields[n].text).into() }),
        title: title.map(|n| fields[n].clone()),
        abstract_: abstract_.map(|n| fields[n].clone()),
        others: others.into_iter().map(|(name, text)| (name.into(), json(text).into())).collect(),
        provenance,
    };
    list_repeated(&mut record, repeated);
    record
}

/// Adds values of fields that are there already, or were there before: such a field is a list.
pub(super) fn list_repeated<'t>(
    record: &mut Record<'_>,
    repeated: impl IntoIterator<Item = (String, &'t str)>,
) {
    let mut lists: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (name, text) in repeated {
        let place = *places.entry(name).or_insert_with_key(|name| {
            lists.push((name.clone(), Vec::new()));
            lists.len() - 1
        });
        lists[place].1.push(text.to_owned());
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    if !lists.is_empty() {
        let names = record.others.iter().map(|(name, _)| name.clone().into_owned());
        known.extend(names.zip(0..));
    }
    for (name, texts) in lists {
        let known = known.get(&name).map(|n| &mut record.others[*n].1);
        let first = known.as_ref().and_then(|raw| serde_json::from_str(raw).ok());
        let all: Vec<String> = first.into_iter().chain(texts).collect();
        let list = Value::from(all).to_string().into();
        match known {
            Some(raw) => *raw = list,
            None => record.others.push((name.into(), list)),
        }
    }
}

/// What an earlier `clean` wrote of the origin of a row.
fn provenance(columns: &[String], fields: &[Field<'_>]) -> Option<Provenance<'static>> {
    let text = |name: &str| {
        let column = columns.iter().position(|column| column == name)?;
        Some(fields[column].text.as_ref())
    };
    text("links")?;
    rest::provenance(text("source")?, text("also_in")?).map(rest::owned)
}

/// Which columns of a table hold what, the most likely first: an empty field is looked for in the
/// next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// The positions of those of the title, the abstract and the id.
    places: [Vec<usize>; 3],
    /// How many of those of the texts have exact names.
    exact: [usize; 2],
    /// Those of the abstract whose names nobody set.
    unset: Vec<usize>,
    /// The source that the table is told to be of.
    source: Option<String>,
}

impl Columns {
    /// Those of a table whose columns have these names.
    pub(super) fn of(columns: &[String], names: &Names<'_>) -> Columns {
        let exactly = |own: &[String]| -> Vec<usize> {
            own.iter()
                .flat_map(|name| (0..columns.len()).filter(move |n| columns[*n] == *name))
                .collect()
        };
        let has = |path: &Path| columns.iter().any(|column| path.is_column(column));
        let sources: Vec<&SourceFile> = names.sources.marked(has).collect();
        let generic: Vec<&SourceFile> = names.sources.generic().collect();
        let at = |path: &Path| columns.iter().position(|column| path.is_column(column));
        let texts = FieldName::ALL.map(|field| exactly(names.fields.of(field)));
        let exact = texts.each_ref().map(Vec::len);
        let [title, abstract_] = texts;
        let id = exactly(&names.fields.id);
        // An address is an id if there is nothing better.
        let is_address = |n: &usize| columns[*n] == "url";
        let (addresses, ids): (Vec<usize>, Vec<usize>) = id.into_iter().partition(is_address);
        let of_sources = |all: &[&SourceFile], paths: fn(&SourceFile) -> &[Path]| -> Vec<usize> {
            all.iter().flat_map(|source| paths(source)).filter_map(at).collect()
        };
        let title_of: fn(&SourceFile) -> &[Path] = |source| &source.fields.title;
        let abstract_of: fn(&SourceFile) -> &[Path] = |source| &source.fields.abstract_;
        let id_of: fn(&SourceFile) -> &[Path] = |source| &source.fields.id;
        let places = [
            each_once([title, of_sources(&sources, title_of), of_sources(&generic, title_of)]),
            each_once([
                abstract_,
                of_sources(&sources, abstract_of),
                of_sources(&generic, abstract_of),
            ]),
            each_once([
                [ids, of_sources(&sources, id_of), addresses].concat(),
                of_sources(&generic, id_of),
                Vec::new(),
            ]),
        ];
        let set = if names.fields.are_set(FieldName::Abstract) { exact[1] } else { 0 };
        let unset = places[1].iter().copied().skip(set).collect();
        Columns { places, exact, unset, source: sources.first().map(|source| source.name.clone()) }
    }

    /// Whether there is a column for the title, and for the abstract.
    pub(super) fn named(&self) -> [bool; 2] {
        [!self.places[0].is_empty(), !self.places[1].is_empty()]
    }

    /// The columns that hold the title, the abstract and the id of a row.
    ///
    /// A column called as `is_other` says holds no abstract.
    pub(super) fn chosen(
        &self,
        fields: &[Field<'_>],
        is_other: impl Fn(usize) -> bool,
    ) -> [Option<usize>; 3] {
        let has_text = |n: &usize| fields.get(*n).is_some_and(|field| !field.text.is_empty());
        let [mut title, abstract_, mut id] =
            self.places.each_ref().map(|places| places.iter().copied().filter(has_text));
        let is_address = |n: &usize| notes::is_address(&fields[*n].text);
        let mut abstracts = abstract_.filter(|n| !is_other(*n));
        let address = abstracts.clone().next();
        let text = abstracts.find(|n| !is_address(n));
        [title.next(), text.or(address), id.next()]
    }

    /// Whether an abstract is looked for in a column because of its name alone, which nobody set.
    pub(super) fn is_loose(&self, column: usize) -> bool {
        self.unset.contains(&column)
    }

    /// The columns of the texts that have no exact name, and the source if there is one.
    pub(super) fn otherwise<'c>(
        &self,
        columns: &'c [String],
    ) -> (Option<&str>, [Option<&'c str>; 2]) {
        let column = |field: usize| {
            self.places[field]
                .first()
                .filter(|_| self.exact[field] == 0)
                .map(|n| columns[*n].as_str())
        };
        (self.source.as_deref(), [column(0), column(1)])
    }
}

fn each_once(places: [Vec<usize>; 3]) -> Vec<usize> {
    let mut seen = Vec::new();
    for place in places.into_iter().flatten() {
        if !seen.contains(&place) {
            seen.push(place);
        }
    }
    seen
}
