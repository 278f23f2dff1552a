//! Whether the fields of a file are called as titles and abstracts are.
//!
//! Where no record of a file has a field that is read as an abstract, each of
//! them lacks one, and none reaches the corpus: that is one mistake about the
//! file, not one about every record. [`FieldUse`] counts, chunk by chunk, what
//! the verdict needs, and keeps a bounded sample of the other fields, so that
//! the error can name the setting that would read the file. A field that is
//! there and empty, blank or `null` is there.

use serde::{Deserialize, Serialize};

use super::SourceError;
use super::object::FieldNames;
use super::read_as::ReadAs;
use abslint_core::record::{FieldName, Item, Record};

/// Of so many objects of a chunk that lack a title or an abstract the other fields are looked at.
const SAMPLED: usize = 32;

/// So many names of fields are kept of a file.
const MOST_NAMES: usize = 64;

/// A longer name, in bytes, is none that anybody would write into a configuration.
const LONGEST_NAME: usize = 100;

/// Names are listed up to about so many characters.
const MOST_SHOWN: usize = 80;

/// Of a name so many characters are shown.
const SHOWN_OF_A_NAME: usize = 32;

/// Titles of papers have about so many characters.
pub(super) const TYPICAL_TITLE: usize = 75;

/// Fields of words that are neither titles nor abstracts, in lower case.
const NEVER_A_TEXT: [&str; 14] = [
    "author", "authors", "booktitle", "conference", "editor", "entry_type", "institution",
    "journal", "keywords", "month", "publisher", "series", "source", "venue",
];

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
            field.texts += 1;
            field.worded += usize::from(reads_as_words(text));
            field.characters += text.chars().count();
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

    /// Enters where the next records lie in their document.
    pub(super) fn lie_in(&mut self, place: &str) {
        self.read_as.lie_in(place);
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
            let Some(field) = self.field(&new.name) else { continue };
            field.texts += new.texts;
            field.worded += new.worded;
            field.characters += new.characters;
        }
    }

    /// The texts that no record has a field for, though there are records.
    pub fn missing(&self) -> Vec<FieldName> {
        let is_missing = |field: &FieldName| self.records > 0 && self.named[*field as usize] == 0;
        FieldName::ALL.into_iter().filter(is_missing).collect()
    }

    /// What is said of the file called `name`, all of which has been entered; `None` if it has both
    /// texts.
    pub fn verdict(&self, name: &str, names: &FieldNames) -> Option<SourceError> {
        let missing = self.missing();
        (!missing.is_empty()).then(|| {
            let pronoun = pronoun(&missing);
            let without = format!("; with --allow-missing its records are taken without {pronoun}");
            self.error(name, names, &missing, &without)
        })
    }

    /// What is said of a table whose first row names no text, by the first of its rows.
    pub fn of_columns(&self, name: &str, names: &FieldNames) -> SourceError {
        self.error(name, names, &FieldName::ALL, "")
    }

    fn error(
        &self,
        name: &str,
        names: &FieldNames,
        missing: &[FieldName],
        otherwise: &str,
    ) -> SourceError {
        let texts = missing.iter().map(|field| article(*field)).collect::<Vec<_>>().join(" or ");
        let of_page = |field: &FieldName| vec![field.name().to_owned()];
        let of_names = |field: &FieldName| names.of(*field).to_vec();
        let known = missing
            .iter()
            .flat_map(|field| if self.is_page { of_page(field) } else { of_names(field) })
            .collect::<Vec<_>>()
            .join(", ");
        SourceError::NotUnderstood {
            name: name.to_owned(),
            fields: self.shown(),
            missing: format!("{texts} (known names: {known})"),
            advice: (self.advice(names, missing) + otherwise).into(),
        }
    }

    /// What the user can do.
    fn advice(&self, names: &FieldNames, missing: &[FieldName]) -> String {
        if self.is_page {
            return "a layout file says what the lines of a page are (`abslint explain layouts` shows one)".to_owned();
        }
        let guesses = self.guesses(names, missing);
        if guesses == [None, None] {
            return "name the field under `fields:` in abslint.yaml".to_owned();
        }
        format!("`{}` in abslint.yaml would read {}", names.setting_with(guesses), pronoun(missing))
    }

    /// The names of the fields, a few of them, and shortened.
    fn shown(&self) -> String {
        let mut shown = String::new();
        for field in &self.fields {
            if shown.chars().count() > MOST_SHOWN {
                return shown + ", …";
            }
            let gap = if shown.is_empty() { "" } else { ", " };
            let name: String = field.name.chars().take(SHOWN_OF_A_NAME).collect();
            let cut = if name.len() < field.name.len() { "…" } else { "" };
            shown += &format!("{gap}{name}{cut}");
        }
        shown
    }

    /// The fields that are most likely the title and the abstract, of those that are missing.
    fn guesses(&self, names: &FieldNames, missing: &[FieldName]) -> [Option<&str>; 2] {
        let guess =
            |field, taken| self.guess(field, names, taken).filter(|_| missing.contains(&field));
        let abstract_ = guess(FieldName::Abstract, None);
        [guess(FieldName::Title, abstract_), abstract_]
    }

    /// A field that is called as the text is but for its case; or else, for the abstract, the one
    /// with the longest texts, and for the title the one whose length is most like that of a title.
    fn guess(&self, text: FieldName, names: &FieldNames, taken: Option<&str>) -> Option<&str> {
        let free = self
            .fields
            .iter()
            .filter(|field| Some(field.name.as_str()) != taken && field.may_be_a_text(names));
        if let Some(field) = free.clone().find(|field| field.is_called(names.of(text))) {
            return Some(&field.name);
        }
        let is_called_any =
            |field: &Sampled| FieldName::ALL.iter().any(|text| field.is_called(names.of(*text)));
        let worded = free.filter(|field| field.is_worded() && !is_called_any(field));
        let best = match text {
            // The last of equals: a title comes first.
            FieldName::Abstract => worded.max_by_key(|field| field.typical_length()),
            FieldName::Title => {
                worded.min_by_key(|field| field.typical_length().abs_diff(TYPICAL_TITLE))
            }
        };
        best.map(|field| field.name.as_str())
    }
}

impl Sampled {
    /// In characters.
    fn typical_length(&self) -> usize {
        self.characters / self.texts.max(1)
    }

    /// Whether nothing is known of it yet that keeps it from being a title or an abstract.
    fn may_be_a_text(&self, names: &FieldNames) -> bool {
        let is_text = |field| names.of(field).contains(&self.name);
        let is_other = NEVER_A_TEXT.contains(&self.name.to_ascii_lowercase().as_str());
        !FieldName::ALL.into_iter().any(is_text) && !self.is_called(&names.id) && !is_other
    }

    /// Whether most of its texts read as words.
    fn is_worded(&self) -> bool {
        self.worded > 0 && 2 * self.worded >= self.texts
    }

    /// Whether it has one of these names, but for case.
    fn is_called(&self, names: &[String]) -> bool {
        names.iter().any(|name| name.eq_ignore_ascii_case(&self.name))
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

fn article(field: FieldName) -> &'static str {
    match field {
        FieldName::Title => "a title",
        FieldName::Abstract => "an abstract",
    }
}

fn pronoun(missing: &[FieldName]) -> &'static str {
    if missing.len() > 1 { "them" } else { "it" }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "We turn lamps by night, and say how it is done, by whom, and when it should not be done at all.";

    fn of(objects: &[&[(&str, Option<&str>)]]) -> FieldUse {
        let mut fields = FieldUse::default();
        for object in objects {
            fields.see(&FieldNames::default(), true, object.iter().copied());
        }
        fields
    }

    fn said(fields: &FieldUse, names: &FieldNames) -> String {
        fields.verdict("a", names).map_or(String::new(), |error| error.to_string())
    }

    #[test]
    fn a_field_that_is_there_and_empty_is_there() {
        let names = FieldNames::default();
        let is_fine =
            |objects: &[&[(&str, Option<&str>)]]| of(objects).verdict("a", &names).is_none();
        assert!(is_fine(&[]), "no record");
        assert!(is_fine(&[&[]]), "no field");
        assert!(is_fine(&[&[("title", None), ("summary", Some(""))]]), "null, and blank");
        let each_somewhere = is_fine(&[&[("title", Some("One"))], &[("summary", Some(LONG))]]);
        assert!(each_somewhere);
        assert_eq!(of(&[&[("title", Some("One"))]]).missing(), [FieldName::Abstract]);
        assert_eq!(of(&[&[("abstract", Some(LONG))]]).missing(), [FieldName::Title]);
        assert_eq!(of(&[&[("x", None)]]).missing(), FieldName::ALL);
        let mut unreadable = FieldUse::default();
        unreadable.see(&names, false, [("x", None)].into_iter());
        assert!(unreadable.verdict("a", &names).is_none(), "no record");
    }

    #[test]
    fn the_setting_that_would_read_the_file_is_named() {
        let url = ("link", Some("https://lamps.example/1"));
        let authors = (
            "authors",
            Some(
                "Ann Smith, Bob Jones, and others of the same group, whose names we leave out here for want of room",
            ),
        );
        let both: &[(&str, Option<&str>)] =
            &[url, ("name", Some("On Lamps")), authors, ("body", Some(LONG)), ("year", None)];
        let default = FieldNames::default();
        let own = FieldNames { title: vec!["head".into()], ..FieldNames::default() };
        let cases: [(FieldUse, &FieldNames, &str); 6] = [
            (of(&[both]), &default, "`fields: { title: [name], abstract: [body] }`"),
            (
                of(&[&[&[("title", None)], both].concat()]),
                &default,
                "`fields: { abstract: [body] }`",
            ),
            (
                of(&[&[("abstract", None), url, ("name", Some("On Lamps")), authors]]),
                &default,
                "`fields: { title: [name] }`",
            ),
            (
                of(&[&[("ABSTRACT", Some("Short")), ("TITLE", Some("T")), ("body", Some(LONG))]]),
                &default,
                "{ title: [TITLE], abstract: [ABSTRACT] }",
            ),
            (of(&[both]), &own, "`fields: { title: [head, name], abstract: [body] }`"),
            (
                of(&[&[("title", None), ("the text", Some(LONG))]]),
                &default,
                "`fields: { abstract: [\"the text\"] }`",
            ),
        ];
        for (fields, names, expected) in cases {
            assert!(
                said(&fields, names).contains(expected),
                "{expected}: {}",
                said(&fields, names)
            );
        }
        assert!(
            said(&of(&[&[("title", None), url]]), &default)
                .contains("name the field under `fields:`")
        );
    }

    #[test]
    fn what_is_kept_of_a_file_is_bounded_and_the_same_in_any_parts() {
        let names: Vec<String> = (0..1000).map(|n| format!("field{n}")).collect();
        let long = "n".repeat(LONGEST_NAME + 1);
        let object =
            || names.iter().map(|name| (name.as_str(), Some(LONG))).chain([(long.as_str(), None)]);
        let (mut whole, mut parts) = (FieldUse::default(), FieldUse::default());
        for _ in 0..SAMPLED {
            let mut part = FieldUse::default();
            part.see(&FieldNames::default(), true, object());
            parts.add(part);
            whole.see(&FieldNames::default(), true, object());
        }
        assert_eq!((whole.fields.len(), &whole), (MOST_NAMES, &parts));
        assert!(
            whole.shown().ends_with(", …") && whole.shown().len() < 2 * MOST_SHOWN,
            "{}",
            whole.shown()
        );
    }
}
