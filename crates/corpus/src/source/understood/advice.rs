//! What is said of a file whose fields have other names, and the setting that would read it.

use super::{FieldUse, Sampled, TYPICAL_TITLE};
use crate::source::SourceError;
use crate::source::object::FieldNames;
use abslint_core::record::FieldName;

/// Names are listed up to about so many characters.
pub(super) const MOST_SHOWN: usize = 80;

/// Of a name so many characters are shown.
const SHOWN_OF_A_NAME: usize = 32;

/// Abstracts have so many words at least, on average.
const LEAST_OF_AN_ABSTRACT: usize = 10;

/// Fields of words that are neither titles nor abstracts, in lower case.
const NEVER_A_TEXT: [&str; 22] = [
    "address", "affiliation", "affiliations", "author", "authors", "booktitle", "conference",
    "editor", "entry_type", "file", "institution", "journal", "keywords", "language", "month",
    "organization", "publisher", "rights", "series", "source", "type", "venue",
];

/// Parts of the names of such fields, and such names as a whole.
const NEVER_IN_A_NAME: [&str; 14] = [
    "affil", "author", "copyright", "funder", "identifier", "issue", "journal", "keyword", "licen",
    "publication", "publisher", "rights", "source", "venue",
];
const TAGS: [&str; 8] = ["af", "bt", "jf", "jo", "jt", "so", "t2", "t3"];

impl FieldUse {
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
        let of_names =
            |field: &FieldName| [&self.tags[*field as usize][..], names.of(*field)].concat();
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
    pub(super) fn shown(&self) -> String {
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

    /// The fields that are most likely the title and the abstract, of those that are missing; none
    /// if both are, and one of them cannot be told: such a file may hold anything.
    fn guesses(&self, names: &FieldNames, missing: &[FieldName]) -> [Option<&str>; 2] {
        let guess =
            |field, taken| self.guess(field, names, taken).filter(|_| missing.contains(&field));
        let abstract_ = guess(FieldName::Abstract, None);
        let guesses = [guess(FieldName::Title, abstract_), abstract_];
        let is_told = |field: &FieldName| guesses[*field as usize].is_some();
        if missing.iter().all(is_told) { guesses } else { [None, None] }
    }

    /// A field that is called as the text is but for its case; or else, for the abstract, the one
    /// with the longest texts, and for the title the one whose length is most like that of a title,
    /// if they read as such texts do.
    fn guess(&self, text: FieldName, names: &FieldNames, taken: Option<&str>) -> Option<&str> {
        let free = self
            .fields
            .iter()
            .filter(|field| Some(field.name.as_str()) != taken && field.may_be_a_text(names))
            .filter(|field| !self.read_as.reads(&field.name));
        if let Some(field) = free.clone().find(|field| field.is_called(names.of(text))) {
            return Some(&field.name);
        }
        let is_called_any =
            |field: &Sampled| FieldName::ALL.iter().any(|text| field.is_called(names.of(*text)));
        let worded = free
            .filter(|field| field.is_worded() && field.reads_as(text) && !is_called_any(field))
            .filter(|field| !self.tags.iter().any(|tags| tags.contains(&field.name)));
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
        let name = self.name.to_ascii_lowercase();
        let is_other = NEVER_A_TEXT.contains(&name.as_str())
            || TAGS.contains(&name.as_str())
            || NEVER_IN_A_NAME.iter().any(|part| name.contains(part));
        let is_named = !self.name.trim().is_empty();
        is_named
            && !FieldName::ALL.into_iter().any(is_text)
            && !self.is_called(&names.id)
            && !is_other
    }

    /// Whether its texts are as long as those of a title or of an abstract, and not the same in all
    /// records.
    fn reads_as(&self, text: FieldName) -> bool {
        let least = match text {
            FieldName::Title => 2,
            FieldName::Abstract => LEAST_OF_AN_ABSTRACT,
        };
        self.words >= least * self.texts && (self.texts < 2 || self.is_varied)
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

fn article(field: FieldName) -> &'static str {
    match field {
        FieldName::Title => "a title",
        FieldName::Abstract => "an abstract",
    }
}

fn pronoun(missing: &[FieldName]) -> &'static str {
    if missing.len() > 1 { "them" } else { "it" }
}
