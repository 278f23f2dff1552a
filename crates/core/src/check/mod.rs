//! The kinds of checks. One file a kind: the struct that a rule's `check:` key is
//! read into, and what it does with a text.
//!
//! A check is pure: it sees one record and says where the damage is, as
//! [`Hit`]s. What a hit is called, how bad it is and whether it may be repaired
//! is the rule's business. Some kinds have nothing to do with a single text:
//! `duplicate` and `repair-from-copy` look at all records at once
//! ([`abslint_corpus::dedup`]), `unreadable` at what is no record ([`abslint_corpus::run`]).

pub mod chrome;
pub mod duplicate;
pub mod ending;
pub mod glyphs;
pub mod html;
pub mod joins;
pub mod language;
pub mod length;
pub mod links;
pub mod math;
pub mod mojibake;
pub mod normal_form;
pub mod pattern;
pub mod repair_from_copy;
pub mod repetition;
pub mod required;
pub mod tex;
pub mod unreadable;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::prefilter::byte_classes::Rare;
use crate::edit::Edit;
use crate::span::Span;
use crate::lexicon::Lexicon;
use crate::record::FieldName;
use crate::prefilter::{Expression, Held, Literals};
use crate::layout::Layouts;

/// One field of a record, and the rest of the record beside it.
#[derive(Clone, Copy)]
pub struct View<'t> {
    /// Which field is checked.
    pub field: FieldName,
    /// Its text; `None` if the record has no such field.
    pub text: Option<&'t str>,
    /// The title of the record.
    pub title: Option<&'t str>,
    /// The abstract of the record.
    pub abstract_: Option<&'t str>,
    /// Every other field of the input: its name, and its value as verbatim JSON.
    pub others: &'t [(Cow<'t, str>, Cow<'t, str>)],
    /// What is known beside the record.
    pub background: &'t Background,
    /// What has been found out about the text already.
    pub known: &'t Known,
}

impl<'t> View<'t> {
    /// An abstract by itself: no title, no other fields.
    pub fn of_abstract(text: &'t str, background: &'t Background, known: &'t Known) -> Self {
        View { field: FieldName::Abstract, text: Some(text), title: None, abstract_: Some(text), others: &[], background, known }
    }
}

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

/// What several checks want to know about one text: found out when it is first asked for.
#[derive(Debug, Default)]
pub struct Known {
    /// The mathematics in it; `None` inside if there is no sign of any.
    math: OnceCell<Option<math::Analysis>>,
    /// The mathematics in it that still has its delimiters.
    tex: OnceCell<Vec<Span>>,
    /// The rare characters in it.
    rare: OnceCell<Rare>,
    /// How it ends.
    ending: OnceCell<ending::Verdict>,
    /// Where two words of it are glued.
    partings: OnceCell<Vec<joins::Parting>>,
    /// The literals of rules in it.
    literals: OnceCell<Held>,
}

impl Known {
    /// Whether `text`, which must always be the same, holds one of `wanted`.
    pub fn holds(&self, text: &str, wanted: Rare) -> bool {
        self.rare.get_or_init(|| Rare::in_text(text)).meets(wanted)
    }

    /// Which of `literals` are in `text`; both must always be the same.
    pub fn literals(&self, text: &str, literals: &Literals) -> &Held {
        self.literals.get_or_init(|| literals.held(text))
    }
}

/// One place where a check found what it looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The damage.
    pub span: Span,
    /// What the rule's texts can speak of, beside `match`.
    pub variables: Vec<(Cow<'static, str>, String)>,
    /// How to repair it, if the check knows better than the rule's template.
    pub edits: Vec<Edit>,
}

impl Hit {
    /// A hit without variables or edits.
    pub fn at(span: Span) -> Hit {
        Hit { span, variables: Vec::new(), edits: Vec::new() }
    }

    /// With one more variable.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Hit {
        self.variables.push((name.into(), value.to_string()));
        self
    }
}

/// What a rule looks for.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Check {
    /// A regular expression.
    Pattern(pattern::Pattern),
    /// How a text ends.
    Ending(ending::Ending),
    /// How long a text is.
    Length(length::Length),
    /// Whether a field is there.
    Required(required::Required),
    /// Words that were broken or glued.
    Joins(joins::Joins),
    /// Whether a promised link is there.
    Links(links::Links),
    /// Mathematics without its markup.
    Math(math::Math),
    /// TeX in prose.
    Tex(tex::Tex),
    /// Words of the site glued to a text.
    Chrome(chrome::Chrome),
    /// UTF-8 that was misread.
    Mojibake(mojibake::Mojibake),
    /// Characters with more than one spelling.
    NormalForm(normal_form::NormalForm),
    /// Ligatures that were lost.
    Glyphs(glyphs::Glyphs),
    /// Markup of a web page.
    Html(html::Html),
    /// What is said twice.
    Repetition(repetition::Repetition),
    /// The language of a text.
    Language(language::Language),
    /// Records that repeat another.
    Duplicate(duplicate::Duplicate),
    /// What a record lost and a copy of it has.
    RepairFromCopy(repair_from_copy::RepairFromCopy),
    /// Bytes that are no record.
    Unreadable(unreadable::Unreadable),
}

/// The names of the kinds, as they stand in rule files.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Pattern,
    Ending,
    Length,
    Required,
    Joins,
    Links,
    Math,
    Tex,
    Chrome,
    Mojibake,
    NormalForm,
    Glyphs,
    Html,
    Repetition,
    Language,
    Duplicate,
    RepairFromCopy,
    Unreadable,
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
                let kind = map.next_key()?.ok_or_else(|| A::Error::custom("a check needs one kind, such as `pattern`"))?;
                let check = match kind {
                    Kind::Pattern => Check::Pattern(map.next_value()?),
                    Kind::Ending => Check::Ending(map.next_value()?),
                    Kind::Length => Check::Length(map.next_value()?),
                    Kind::Required => Check::Required(map.next_value()?),
                    Kind::Joins => Check::Joins(map.next_value()?),
                    Kind::Links => Check::Links(map.next_value()?),
                    Kind::Math => Check::Math(map.next_value()?),
                    Kind::Tex => Check::Tex(map.next_value()?),
                    Kind::Chrome => Check::Chrome(map.next_value()?),
                    Kind::Mojibake => Check::Mojibake(map.next_value()?),
                    Kind::NormalForm => Check::NormalForm(map.next_value()?),
                    Kind::Glyphs => Check::Glyphs(map.next_value()?),
                    Kind::Html => Check::Html(map.next_value()?),
                    Kind::Repetition => Check::Repetition(map.next_value()?),
                    Kind::Language => Check::Language(map.next_value()?),
                    Kind::Duplicate => Check::Duplicate(map.next_value()?),
                    Kind::RepairFromCopy => Check::RepairFromCopy(map.next_value()?),
                    Kind::Unreadable => Check::Unreadable(map.next_value()?),
                };
                match map.next_key::<String>()? {
                    Some(second) => Err(A::Error::custom(format!("a check is of one kind, and `{second}` is a second one"))),
                    None => Ok(check),
                }
            }
        }
        deserializer.deserialize_map(OneKind)
    }
}

impl Check {
    /// The name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Check::Pattern(_) => "pattern",
            Check::Ending(_) => "ending",
            Check::Length(_) => "length",
            Check::Required(_) => "required",
            Check::Joins(_) => "joins",
            Check::Links(_) => "links",
            Check::Math(_) => "math",
            Check::Tex(_) => "tex",
            Check::Chrome(_) => "chrome",
            Check::Mojibake(_) => "mojibake",
            Check::NormalForm(_) => "normal-form",
            Check::Glyphs(_) => "glyphs",
            Check::Html(_) => "html",
            Check::Repetition(_) => "repetition",
            Check::Language(_) => "language",
            Check::Duplicate(_) => "duplicate",
            Check::RepairFromCopy(_) => "repair-from-copy",
            Check::Unreadable(_) => "unreadable",
        }
    }

    /// Whether it can find anything in a text that is not blank (`None` for one that is, or is not there): much cheaper than the look.
    pub fn may_hit(&self, text: Option<&str>, known: &Known, background: &Background) -> bool {
        match (self, text) {
            (Check::Required(_), _) => true,
            (Check::Duplicate(_) | Check::RepairFromCopy(_) | Check::Unreadable(_), _) | (_, None) => false,
            (Check::Pattern(check), Some(text)) => check.may_hit(text, known, &background.literals),
            (Check::Mojibake(_) | Check::NormalForm(_), Some(text)) => known.holds(text, Rare::BEYOND_ASCII),
            _ => true,
        }
    }

    /// Looks at one field of a record.
    pub fn hits(&self, view: &View<'_>) -> Vec<Hit> {
        match self {
            Check::Required(check) => check.hits(view),
            Check::Duplicate(_) | Check::RepairFromCopy(_) | Check::Unreadable(_) => Vec::new(),
            Check::Pattern(_)
            | Check::Ending(_)
            | Check::Length(_)
            | Check::Joins(_)
            | Check::Links(_)
            | Check::Math(_)
            | Check::Tex(_)
            | Check::Chrome(_)
            | Check::Mojibake(_)
            | Check::NormalForm(_)
            | Check::Glyphs(_)
            | Check::Html(_)
            | Check::Repetition(_)
            | Check::Language(_) => match view.text {
                Some(text) if !is_blank(text) => self.hits_in(text, view),
                _ => Vec::new(),
            },
        }
    }

    fn hits_in(&self, text: &str, view: &View<'_>) -> Vec<Hit> {
        match self {
            Check::Pattern(check) => check.hits(text, view.known, &view.background.literals),
            Check::Ending(check) => check.hits(text, view),
            Check::Length(check) => check.hits(text),
            Check::Joins(check) => check.hits(text, view),
            Check::Links(check) => check.hits(text, view),
            Check::Math(check) => check.hits(text, view.known),
            Check::Tex(check) => check.hits(text, view),
            Check::Chrome(check) => check.hits(text, &view.background.layouts),
            Check::Mojibake(check) => check.hits(text),
            Check::NormalForm(check) => check.hits(text),
            Check::Glyphs(check) => check.hits(text, view),
            Check::Html(check) => check.hits(text),
            Check::Repetition(check) => check.hits(text, view),
            Check::Language(check) => check.hits(text),
            Check::Required(_) | Check::Duplicate(_) | Check::RepairFromCopy(_) | Check::Unreadable(_) => Vec::new(),
        }
    }

    /// The expressions by which it decides whether to look at a text.
    pub fn expressions(&mut self) -> Vec<&mut Expression> {
        match self {
            Check::Pattern(check) => vec![check.expression()],
            Check::Links(check) => check.expressions(),
            _ => Vec::new(),
        }
    }

    /// The style in which it writes mathematics, if it writes any.
    pub fn style(&self) -> Option<math::Style> {
        match self {
            Check::Math(check) => Some(check.style()),
            _ => None,
        }
    }

    /// The same check, writing mathematics in `style`; most checks write none.
    pub fn with_style(&self, style: math::Style) -> Check {
        match self {
            Check::Math(check) => Check::Math(check.with_style(style)),
            other => other.clone(),
        }
    }

    /// The names that the texts of a rule with this check can speak of.
    pub fn variables(&self) -> Vec<String> {
        let own: Vec<String> = match self {
            Check::Pattern(check) => check.groups(),
            Check::Ending(_) => vec!["last".into()],
            Check::Length(_) => vec!["length".into(), "limit".into(), "unit".into()],
            Check::Required(_) => vec!["field".into()],
            Check::Links(_) => vec!["offer".into()],
            Check::Math(_) => vec!["detail".into()],
            Check::Joins(_) | Check::Tex(_) | Check::Chrome(_) => Vec::new(),
            Check::Language(_) => vec!["language".into()],
            Check::Mojibake(_) | Check::NormalForm(_) | Check::Glyphs(_) | Check::Html(_) | Check::Repetition(_) => Vec::new(),
            Check::Duplicate(_) => vec!["path".into(), "line".into(), "record".into(), "similarity".into()],
            Check::RepairFromCopy(_) => vec!["copy".into(), "path".into(), "line".into(), "record".into(), "similarity".into()],
            Check::Unreadable(_) => vec!["detail".into()],
        };
        std::iter::once("match".to_owned()).chain(own).collect()
    }

    /// Whether its hits bring their own edits, so that a fix needs no template.
    pub fn repairs_itself(&self) -> bool {
        match self {
            Check::Chrome(_)
            | Check::Glyphs(_)
            | Check::Html(_)
            | Check::Mojibake(_)
            | Check::NormalForm(_)
            | Check::Joins(_)
            | Check::Links(_)
            | Check::Math(_)
            | Check::RepairFromCopy(_)
            | Check::Tex(_) => true,
            Check::Pattern(_)
            | Check::Ending(_)
            | Check::Length(_)
            | Check::Required(_)
            | Check::Repetition(_)
            | Check::Language(_)
            | Check::Duplicate(_)
            | Check::Unreadable(_) => false,
        }
    }
}

/// Whether a text is nothing but white space; the first byte tells it of most.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.bytes().next().is_some_and(|byte| byte.is_ascii_graphic()) && text.trim().is_empty()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::edit::Script;

    /// `text` with all edits of `hits` that do not overlap.
    pub(crate) fn repaired(text: &str, hits: Vec<Hit>) -> String {
        let edits: Vec<Edit> = hits.into_iter().flat_map(|hit| hit.edits).collect();
        Script::select(text, &edits).0.apply(text)
    }
}
