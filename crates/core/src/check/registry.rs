//! The kinds of checks: one line each, by what they look at.
//!
//! A line is the name that stands in rule files, and the type that the settings below it are read
//! into, which implements the trait of its section.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::constructs::Owner;
use super::context::Context;
use super::hit::Hit;
use super::looks::{BytesCheck, PairCheck, TextCheck, Variables};
use super::math::Style;
use crate::prefilter::Expression;

macro_rules! kinds {
    (
        texts { $(#[$text_doc:meta] $text_name:literal => $Text:ident($text_settings:path),)* }
        pairs { $(#[$pair_doc:meta] $pair_name:literal => $Pair:ident($pair_settings:path),)* }
        bytes { $(#[$bytes_doc:meta] $bytes_name:literal => $Bytes:ident($bytes_settings:path),)* }
    ) => {
        /// What a rule looks for.
        #[derive(Clone, Debug, JsonSchema)]
        #[schemars(rename_all = "kebab-case")]
        pub enum Check {
            $(#[$text_doc] $Text($text_settings),)*
            $(#[$pair_doc] $Pair($pair_settings),)*
            $(#[$bytes_doc] $Bytes($bytes_settings),)*
        }

        /// The names of the kinds, as they stand in rule files.
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        enum Kind {
            $($Text,)* $($Pair,)* $($Bytes,)*
        }

        impl Kind {
            /// Reads the settings of a check of this kind.
            fn read<'de, A: MapAccess<'de>>(self, map: &mut A) -> Result<Check, A::Error> {
                match self {
                    $(Kind::$Text => map.next_value().map(Check::$Text),)*
                    $(Kind::$Pair => map.next_value().map(Check::$Pair),)*
                    $(Kind::$Bytes => map.next_value().map(Check::$Bytes),)*
                }
            }
        }

        impl Check {
            /// The name of the kind.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Check::$Text(_) => $text_name,)*
                    $(Check::$Pair(_) => $pair_name,)*
                    $(Check::$Bytes(_) => $bytes_name,)*
                }
            }

            /// The check, if it is one of texts.
            pub fn of_text(&self) -> Option<&dyn TextCheck> {
                match self {
                    $(Check::$Text(check) => Some(check),)*
                    _ => None,
                }
            }

            fn of_text_mut(&mut self) -> Option<&mut dyn TextCheck> {
                match self {
                    $(Check::$Text(check) => Some(check),)*
                    _ => None,
                }
            }

            /// The check, if it is one of pairs of records.
            pub fn of_pairs(&self) -> Option<&dyn PairCheck> {
                match self {
                    $(Check::$Pair(check) => Some(check),)*
                    _ => None,
                }
            }

            /// The check, if it is one of bytes that are no record.
            pub fn of_bytes(&self) -> Option<&dyn BytesCheck> {
                match self {
                    $(Check::$Bytes(check) => Some(check),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    texts {
        /// A regular expression.
        "pattern" => Pattern(super::pattern::Pattern),
        /// How a text ends.
        "ending" => Ending(super::ending::Ending),
        /// How long a text is.
        "length" => Length(super::length::Length),
        /// Whether a field is there.
        "required" => Required(super::required::Required),
        /// Words that were broken or glued.
        "joins" => Joins(super::joins::Joins),
        /// Whether a promised link is there.
        "links" => Links(super::links::Links),
        /// Mathematics without its markup.
        "math" => Math(super::math::Math),
        /// TeX in prose.
        "tex" => Tex(super::tex::Tex),
        /// Words of the site glued to a text.
        "chrome" => Chrome(super::chrome::Chrome),
        /// UTF-8 that was misread.
        "mojibake" => Mojibake(super::mojibake::Mojibake),
        /// Characters with more than one spelling.
        "normal-form" => NormalForm(super::normal_form::NormalForm),
        /// Ligatures that were lost.
        "glyphs" => Glyphs(super::glyphs::Glyphs),
        /// Markup of a web page.
        "html" => Html(super::html::Html),
        /// Marks of a publisher's system or of an editor.
        "markup" => Markup(super::markup::MarkupCheck),
        /// Escapes that a program took for its own, or doubled.
        "escapes" => Escapes(super::escapes::Escapes),
        /// What is said twice.
        "repetition" => Repetition(super::repetition::Repetition),
        /// Line ends within a text.
        "lines" => Lines(super::lines::Lines),
        /// Quotes of a CSV file that were left in a text.
        "csv-quotes" => CsvQuotes(super::csv_quotes::CsvQuotes),
        /// Whether a title and its abstract have anything in common.
        "title-match" => TitleMatch(super::title_match::TitleMatch),
        /// The language of a text.
        "language" => Language(super::language::Language),
        /// Spaces round punctuation, and gaps where words are lost.
        "spacing" => Spacing(super::spacing::Spacing),
        /// Headings of structured abstracts.
        "labels" => Labels(super::labels::Labels),
        /// Forms of Latin letters at the width of ideographs.
        "width" => Width(super::width::Width),
    }
    pairs {
        /// Records that repeat another.
        "duplicate" => Duplicate(super::duplicate::Duplicate),
        /// What a record lost and a copy of it has.
        "repair-from-copy" => RepairFromCopy(super::repair_from_copy::RepairFromCopy),
    }
    bytes {
        /// Bytes that are no record.
        "unreadable" => Unreadable(super::unreadable::Unreadable),
    }
}

impl<'de> Deserialize<'de> for Check {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneKind;
        impl<'de> Visitor<'de> for OneKind {
            type Value = Check;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one kind of check with its settings, such as `pattern: {regex: …}`")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Check, A::Error> {
                let kind: Kind = map
                    .next_key()?
                    .ok_or_else(|| A::Error::custom("a check needs one kind, such as `pattern`"))?;
                let check = kind.read(&mut map)?;
                match map.next_key::<String>()? {
                    Some(second) => Err(A::Error::custom(format!(
                        "a check is of one kind, and `{second}` is a second one"
                    ))),
                    None => Ok(check),
                }
            }
        }
        deserializer.deserialize_map(OneKind)
    }
}

impl Check {
    /// Whether it can find anything in a field of a record: much cheaper than the look.
    pub fn may_hit(&self, context: Context<'_>) -> bool {
        self.of_text().is_some_and(|check| {
            match context.facts().filter(|facts| !facts.is_blank()) {
                Some(facts) => check.may_hit(facts, context),
                None => true,
            }
        })
    }

    /// Looks at one field of a record; nothing for a check that is not of texts.
    pub fn hits(&self, context: Context<'_>) -> Vec<Hit> {
        let Some(check) = self.of_text() else { return Vec::new() };
        match context.facts().filter(|facts| !facts.is_blank()) {
            Some(facts) => check.hits(facts, context),
            None => check.hits_of_nothing(context),
        }
    }

    /// Whether a field that it finds is no text, so that nothing else is said of it.
    pub fn tells_texts_from_nothing(&self) -> bool {
        self.of_text().is_some_and(|check| check.tells_texts_from_nothing())
    }

    /// The expressions by which it decides whether to look at a text.
    pub fn expressions(&mut self) -> Vec<&mut Expression> {
        self.of_text_mut().map_or_else(Vec::new, |check| check.expressions())
    }

    /// The constructs that it may change a part of.
    pub fn owner(&self) -> Option<Owner> {
        self.of_text()?.owner()
    }

    /// The style in which it writes mathematics, if it writes any.
    pub fn style(&self) -> Option<Style> {
        self.of_text()?.style()
    }

    /// The same check, writing mathematics in `style`; most checks write none.
    pub fn with_style(&self, style: Style) -> Check {
        let mut check = self.clone();
        if let Some(of_text) = check.of_text_mut() {
            of_text.set_style(style);
        }
        check
    }

    /// The names that the texts of a rule with this check can speak of.
    pub fn variables(&self) -> Variables {
        let of_text = self.of_text().map(|check| check.variables());
        let of_pairs = || self.of_pairs().map(|check| check.variables());
        let of_bytes = || self.of_bytes().map(|check| check.variables());
        let own = of_text.or_else(of_pairs).or_else(of_bytes).unwrap_or_default();
        std::iter::once("match".into()).chain(own).collect()
    }

    /// Whether its hits bring their own edits, so that a fix needs no template.
    pub fn repairs_itself(&self) -> bool {
        self.of_text().is_some_and(|check| check.repairs_itself())
            || self.of_pairs().is_some_and(|check| check.repairs_itself())
    }
}
