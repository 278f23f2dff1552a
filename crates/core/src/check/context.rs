//! What a check sees: one field of a record, and the rest of the record beside it.

use std::borrow::Cow;

use super::profile::SourceProfile;
use crate::layout::Layouts;
use crate::lexicon::Lexicon;
use crate::prefilter::{Expression, Literals};
use crate::record::FieldName;
use crate::text::TextFacts;

/// What checks know beside the record.
#[derive(Clone, Debug, Default)]
pub struct Background {
    /// How the pages of known sites are laid out.
    pub layouts: Layouts,
    /// The words of the language, and those that a user adds.
    pub lexicon: Lexicon,
    /// The literals that the expressions of all rules need.
    pub literals: Literals,
}

/// The facts of a record's texts, for all checks that look at it.
///
/// ```
/// use abslint_core::check::{Background, RecordFacts};
/// use abslint_core::record::FieldName;
///
/// let background = Background::default();
/// let record = RecordFacts::new(Some("On sheep"), None, &[], &background);
/// assert_eq!(record.seen_from(FieldName::Abstract).title(), Some("On sheep"));
/// ```
pub struct RecordFacts<'t> {
    /// The texts, by field; `None` if the record has no such field.
    texts: [Option<TextFacts<'t>>; 2],
    others: &'t [(Cow<'t, str>, Cow<'t, str>)],
    background: &'t Background,
    profile: SourceProfile,
}

impl<'t> RecordFacts<'t> {
    /// A record whose other fields are `others`: the name of each, and its value as verbatim JSON.
    pub fn new(
        title: Option<&'t str>,
        abstract_: Option<&'t str>,
        others: &'t [(Cow<'t, str>, Cow<'t, str>)],
        background: &'t Background,
    ) -> Self {
        RecordFacts {
            texts: [title, abstract_].map(|text| text.map(TextFacts::new)),
            others,
            background,
            profile: SourceProfile::default(),
        }
    }

    /// The same record, of a source that has `profile`.
    pub fn in_source(self, profile: SourceProfile) -> Self {
        RecordFacts { profile, ..self }
    }

    /// An abstract by itself.
    pub fn of_abstract(text: &'t str, background: &'t Background) -> Self {
        RecordFacts::new(None, Some(text), &[], background)
    }

    /// What a check of `field` sees.
    pub fn seen_from(&self, field: FieldName) -> Context<'_> {
        Context { field, record: self }
    }
}

/// The field that is checked, and what lies round it.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// Which field is checked.
    pub field: FieldName,
    record: &'c RecordFacts<'c>,
}

impl<'c> Context<'c> {
    /// The facts of the text that is checked; `None` if the record has no such field.
    pub fn facts(self) -> Option<&'c TextFacts<'c>> {
        self.record.texts[self.field as usize].as_ref()
    }

    /// The text that is checked; empty if the record has no such field.
    pub fn text(self) -> &'c str {
        self.facts().map_or("", TextFacts::text)
    }

    /// The facts of the title and of the abstract, of those that the record has.
    pub fn texts(self) -> impl Iterator<Item = &'c TextFacts<'c>> {
        self.record.texts.iter().flatten()
    }

    /// The title of the record.
    pub fn title(self) -> Option<&'c str> {
        self.record.texts[FieldName::Title as usize].as_ref().map(TextFacts::text)
    }

    /// The abstract of the record.
    pub fn abstract_(self) -> Option<&'c str> {
        self.record.texts[FieldName::Abstract as usize].as_ref().map(TextFacts::text)
    }

    /// The value of another field of the input, as verbatim JSON.
    pub fn other(self, name: &str) -> Option<&'c str> {
        self.record.others.iter().find(|(other, _)| other == name).map(|(_, json)| json.as_ref())
    }

    /// The words of the language.
    pub fn lexicon(self) -> &'c Lexicon {
        &self.record.background.lexicon
    }

    /// What the records of its source have in common.
    pub fn profile(self) -> SourceProfile {
        self.record.profile
    }

    /// How the pages of known sites are laid out.
    pub fn layouts(self) -> &'c Layouts {
        &self.record.background.layouts
    }

    /// Whether it is worth to look for a match of `expression` in a text: much cheaper than the
    /// look itself.
    pub fn may_match(self, facts: &TextFacts<'_>, expression: &Expression) -> bool {
        expression.may_match(facts, &self.record.background.literals)
    }
}
