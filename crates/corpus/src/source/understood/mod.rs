//! Whether the fields of a file are called as titles and abstracts are.
//!
//! Where no record of a file has a field that is read as an abstract, each of
//! them lacks one, and none reaches the corpus: that is one mistake about the
//! file, not one about every record. [`FieldUse`] counts, chunk by chunk, what
//! the verdict needs, and keeps a bounded sample of the other fields, so that
//! the error can name the setting that would read the file. A field that is
//! there and empty, blank or `null` is there.

mod advice;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::object::FieldNames;
use super::read_as::ReadAs;
use abslint_core::record::{FieldName, Item, Record};
use xxhash_rust::xxh3::xxh3_64;

/// Of so many objects of a chunk that lack a title or an abstract the other fields are looked at.
const SAMPLED: usize = 32;

/// So many names of fields are kept of a file.
const MOST_NAMES: usize = 64;

/// A longer name, in bytes, is none that anybody would write into a configuration.
const LONGEST_NAME: usize = 100;

/// Titles of papers have about so many characters.
pub(super) const TYPICAL_TITLE: usize = 75;

/// What the fields of a file, or of a part of it, are called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldUse {
    /// Records that have any field.
    records: usize,
    /// Objects with a field that is read as the title, and as the abstract, whether they are
    /// records or not.
    named: [usize; 2],
    /// Objects whose fields were looked at.
    sampled: usize,
    /// Whether the records are those of a page, whose fields have no names.
    is_page: bool,
    fields: Vec<Sampled>,
    /// What titles and abstracts are called in its format, beside the names that are set.
    #[serde(default)]
    tags: [Vec<String>; 2],
    /// How its records are read where that is not by exact names.
    read_as: ReadAs,
}

/// A field of the objects that were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sampled {
    name: String,
    /// Texts in it that are not blank.
    texts: usize,
    /// Those that read as words.
    worded: usize,
    /// The characters of all of them.
    characters: usize,
    /// The words of all of them.
    words: usize,
    /// A hash of the first of them.
    first: u64,
    /// Whether another one differs from it.
    is_varied: bool,
}

impl FieldUse {
    /// Enters an object with these `fields`, each with its text if it is one; `is_record` says
    /// whether it can be read as a record.
    pub fn see<'f>(
        &mut self,
        names: &FieldNames,
        is_record: bool,
        fields: impl Iterator<Item = (&'f str, Option<&'f str>)> + Clone,
    ) {
        let is_named =
            |field| fields.clone().any(|(name, _)| names.of(field).iter().any(|n| n == name));
        self.enter(FieldName::ALL.map(is_named), is_record, fields);
    }

    /// The fields of the records of a page, whose names are those of its layout.
    pub fn of_page(items: &[Item<'_>]) -> FieldUse {
        let mut fields = FieldUse { is_page: true, ..FieldUse::default() };
        let records = items.iter().filter_map(|item| match item {
            Item::Record(record) => Some(record),
            Item::Unreadable(_) => None,
        });
        for record in records {
            let named = FieldName::ALL.map(|name| record.field(name).is_some());
            fields.enter(named, true, lines_of(record));
        }
        fields
    }

    /// The same of an object of which it is known whether a field is read as the title, and as the
    /// abstract.
    pub(super) fn enter<'f>(
        &mut self,
        named: [bool; 2],
        is_record: bool,
        fields: impl Iterator<Item = (&'f str, Option<&'f str>)> + Clone,
    ) {
        self.records += usize::from(is_record && fields.clone().next().is_some());
        for (count, is_named) in self.named.iter_mut().zip(named) {
            *count += usize::from(is_named);
        }
        if named != [true, true] && self.sampled < SAMPLED {
            self.sampled += 1;
            fields.for_each(|(name, text)| self.sample(name, text));
        }
    }

    fn sample(&mut self, name: &str, text: Option<&str>) {
        let Some(field) = self.field(name) else { return };
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            field.add(&Sampled {
                texts: 1,
                worded: usize::from(reads_as_words(text)),
                characters: text.chars().count(),
                words: text.split_whitespace().count(),
                first: xxh3_64(text.as_bytes()),
                ..Sampled::default()
            });
        }
    }

    /// The field of that name; `None` if so many are known that it is not kept.
    fn field(&mut self, name: &str) -> Option<&mut Sampled> {
        let known = self.fields.iter().position(|field| field.name == name);
        let at = known.unwrap_or(self.fields.len());
        if known.is_none() {
            if at == MOST_NAMES || name.len() > LONGEST_NAME {
                return None;
            }
            self.fields.push(Sampled { name: name.to_owned(), ..Sampled::default() });
        }
        self.fields.get_mut(at)
    }

    /// Enters the source of a record, and where its texts were found, if that is not under an exact
    /// name.
    pub(super) fn read_as(&mut self, source: &Option<String>, texts: [Option<&str>; 2]) {
        if texts != [None, None] {
            self.read_as.see(source.as_deref(), texts);
        }
    }

    /// Enters how a table is written, and which columns of its texts have no exact name.
    pub(super) fn read_table(
        &mut self,
        how: Option<&str>,
        source: Option<&str>,
        texts: [Option<&str>; 2],
    ) {
        how.into_iter().for_each(|how| self.read_as.written(how));
        if texts != [None, None] {
            self.read_as.see(source, texts);
        }
    }

    /// Enters the encoding of its file, if that is not UTF-8.
    pub(super) fn written_in(&mut self, encoding: &str) {
        self.read_as.encoded(encoding);
    }

    /// Enters where the next records lie in their document.
    pub(super) fn lie_in(&mut self, place: &str) {
        self.read_as.lie_in(place);
    }

    /// Enters an object that was passed over for the papers in it.
    pub(super) fn pass_over(&mut self) {
        self.read_as.pass_over();
    }

    /// Enters a record with a list of papers, which stays a field of it.
    pub(super) fn leave_within(&mut self) {
        self.read_as.leave_within();
    }

    /// How its records are read, in words; `None` if that is by exact names, one after the other.
    pub fn reading(&self) -> Option<String> {
        self.read_as.in_words()
    }

    /// Adds the next part of the same file.
    pub fn add(&mut self, next: FieldUse) {
        self.read_as.add(next.read_as);
        self.records += next.records;
        self.sampled += next.sampled;
        self.is_page |= next.is_page;
        for (count, more) in self.named.iter_mut().zip(next.named) {
            *count += more;
        }
        for new in next.fields {
            if let Some(field) = self.field(&new.name) {
                field.add(&new);
            }
        }
        if self.tags == <[Vec<String>; 2]>::default() {
            self.tags = next.tags;
        }
    }

    /// Enters what titles and abstracts are called in the format of the file.
    pub(super) fn has_tags(&mut self, tags: [&[&str]; 2]) {
        self.tags = tags.map(|tags| tags.iter().map(|tag| (*tag).to_owned()).collect());
    }

    /// The texts that no record has a field for, though there are records.
    pub fn missing(&self) -> Vec<FieldName> {
        let is_missing = |field: &FieldName| self.records > 0 && self.named[*field as usize] == 0;
        FieldName::ALL.into_iter().filter(is_missing).collect()
    }
}

impl Sampled {
    /// Adds the texts of the same field elsewhere.
    fn add(&mut self, next: &Sampled) {
        if self.texts == 0 {
            self.first = next.first;
        }
        self.is_varied |= next.is_varied || (next.texts > 0 && next.first != self.first);
        self.texts += next.texts;
        self.worded += next.worded;
        self.characters += next.characters;
        self.words += next.words;
    }
}

/// The fields of a record of a page by the names of its layout.
fn lines_of<'f>(
    record: &'f Record<'_>,
) -> impl Iterator<Item = (&'f str, Option<&'f str>)> + Clone {
    let texts = FieldName::ALL
        .into_iter()
        .filter(|name| record.field(*name).is_some())
        .map(|name| (name.name(), None));
    texts.chain(record.others.iter().map(|(name, _)| (name.as_ref(), None)))
}

/// Several words, or one of letters alone: no address, date or number.
fn reads_as_words(text: &str) -> bool {
    let worded = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    worded.take(2).count() > 1 || text.chars().all(char::is_alphabetic)
}
