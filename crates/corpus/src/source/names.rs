//! What the fields of a record are called: by the user, by the source, and in general.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::habits::Habits;
use abslint_core::record::FieldName;
use abslint_core::sources::{Path, Sources};

/// What the fields of a record are called: a name, the number of a column of a table, or a path
/// (`content.title`, `abstracts[*].text`). The first that occurs wins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FieldNames {
    /// Names of the title.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "WrittenNames")]
    pub title: Vec<String>,
    /// Names of the abstract.
    #[serde(rename = "abstract", deserialize_with = "one_or_many")]
    #[schemars(with = "WrittenNames")]
    pub abstract_: Vec<String>,
    /// Names of the id. Text and numbers will do.
    #[serde(deserialize_with = "one_or_many")]
    #[schemars(with = "WrittenNames")]
    pub id: Vec<String>,
}

/// A name as it may be written: a number is that of a column, from 1 on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum WrittenName {
    Number(u32),
    Name(String),
}

/// One name, or several.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum WrittenNames {
    One(WrittenName),
    Many(Vec<WrittenName>),
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text = |name: WrittenName| match name {
        WrittenName::Number(number) => number.to_string(),
        WrittenName::Name(name) => name,
    };
    Ok(match WrittenNames::deserialize(deserializer)? {
        WrittenNames::One(name) => vec![text(name)],
        WrittenNames::Many(names) => names.into_iter().map(text).collect(),
    })
}

impl Default for FieldNames {
    fn default() -> Self {
        let names = |list: &[&str]| list.iter().map(|n| (*n).to_owned()).collect();
        FieldNames {
            title: names(&["title"]),
            abstract_: names(&["abstract", "summary", "description"]),
            id: names(&["id", "paper_id", "arxiv_id", "doi", "url"]),
        }
    }
}

impl FieldNames {
    /// The names of a text.
    pub fn of(&self, field: FieldName) -> &[String] {
        match field {
            FieldName::Title => &self.title,
            FieldName::Abstract => &self.abstract_,
        }
    }

    /// Whether other names than the default ones are set for a text.
    pub(super) fn are_set(&self, field: FieldName) -> bool {
        self.of(field) != FieldNames::default().of(field)
    }

    /// The setting of `fields:` that reads the `guessed` title and abstract too: what is set
    /// already stays.
    pub fn setting_with(&self, guessed: [Option<&str>; 2]) -> String {
        let default = FieldNames::default();
        let texts = FieldName::ALL.into_iter().zip(guessed);
        let texts = texts
            .map(|(field, guess)| setting(field.name(), self.of(field), default.of(field), guess));
        let entries: Vec<String> =
            texts.chain([setting("id", &self.id, &default.id, None)]).flatten().collect();
        format!("fields: {{ {} }}", entries.join(", "))
    }
}

/// The entry for one field; `None` if its names are the default ones, and stay so.
fn setting(key: &str, own: &[String], default: &[String], guess: Option<&str>) -> Option<String> {
    let kept = if own == default { &[] } else { own };
    let names: Vec<String> = kept.iter().map(String::as_str).chain(guess).map(yaml).collect();
    (!names.is_empty()).then(|| format!("{key}: [{}]", names.join(", ")))
}

/// A name as it stands in a list of YAML: in quotes, unless it is a word of letters, digits and
/// underscores and no value of YAML.
fn yaml(name: &str) -> String {
    const VALUES: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !VALUES.contains(&name.to_ascii_lowercase().as_str());
    if is_plain { name.to_owned() } else { serde_json::Value::from(name).to_string() }
}

/// All that is known of names, ready for use on the records of a chunk.
pub struct Names<'r> {
    /// The exact ones.
    pub(super) fields: &'r FieldNames,
    /// Those of the exact ones that are paths, of each text and of the id.
    pub(super) paths: [Vec<Path>; 3],
    /// Those of sources, and the general ones.
    pub(super) sources: &'r Sources,
    /// Where records may lie in a document.
    pub(super) envelopes: Vec<&'r Path>,
    /// Whether numbers of the chunk stand for `NaN`.
    pub(super) is_mended: bool,
    /// Whether the chunk is one record, whatever lies in it.
    pub(super) is_alone: bool,
    /// Whether the chunk is a whole document.
    pub(super) is_whole: bool,
    /// What is known of the names of abstracts.
    pub(super) habits: Habits,
}

impl<'r> Names<'r> {
    /// The names that are set, and those of sources.
    pub fn new(fields: &'r FieldNames, sources: &'r Sources) -> Names<'r> {
        let is_path = |name: &&String| name.contains(['.', '[']);
        let paths = |names: &[String]| {
            names.iter().filter(is_path).filter_map(|name| Path::new(name).ok()).collect()
        };
        let paths = [paths(&fields.title), paths(&fields.abstract_), paths(&fields.id)];
        Names {
            fields,
            paths,
            sources,
            envelopes: sources.envelopes(),
            is_mended: false,
            is_alone: false,
            is_whole: false,
            habits: Habits::default(),
        }
    }

    /// Whether a field of that name, which might be read as `field`, is something else in this file.
    /// What is set is meant.
    pub(super) fn is_other(&self, field: FieldName, name: &str) -> bool {
        let is_set = || {
            self.fields.are_set(field) && self.fields.of(field).iter().any(|known| known == name)
        };
        field == FieldName::Abstract && self.habits.is_other(name) && !is_set()
    }
}
