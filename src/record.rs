//! A paper, as programs hand it over and get it back.

use abslint_core::record::Place;
use abslint_core::sources::Sources;
use abslint_corpus::source::FieldNames;
use abslint_corpus::source::memory::{NoRecord, OwnedRecord};
use serde_json::{Map, Value, json};

/// A record: a paper with its texts and whatever else is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// Its id. A record without one gets one that is derived from its texts.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its abstract.
    pub abstract_: Option<String>,
    /// Everything else, by name. Some rules look there, too; nothing of it is changed.
    pub others: Vec<(String, Value)>,
    /// What an earlier run says of where it was found.
    #[doc(hidden)]
    pub provenance: Option<(String, Vec<Place>)>,
}

impl Record {
    /// A record of two texts.
    pub fn new(title: impl Into<String>, abstract_: impl Into<String>) -> Record {
        Record { title: Some(title.into()), abstract_: Some(abstract_.into()), ..Record::default() }
    }

    /// The record as a JSON object, with the keys `id`, `title`, `abstract`, and those of the other
    /// fields; if it was read from a clean corpus, with its `source` and its `also_in`, too.
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        object.insert("id".to_owned(), json!(self.id));
        object.insert("title".to_owned(), json!(self.title));
        object.insert("abstract".to_owned(), json!(self.abstract_));
        if let Some((source, also_in)) = &self.provenance {
            object.insert("source".to_owned(), serde_json::from_str(source).unwrap_or_default());
            object.insert("also_in".to_owned(), json!(also_in));
        }
        object.extend(self.others.iter().cloned());
        Value::Object(object)
    }

    /// Reads a JSON object whose fields are called as `names` says.
    pub(crate) fn of_json(
        value: &Value,
        names: &FieldNames,
        sources: &Sources,
    ) -> Result<Record, NoRecord> {
        let OwnedRecord { id, title, abstract_, others, provenance } =
            OwnedRecord::of_json(&value.to_string(), names, sources)?;
        let parsed = |json: String| serde_json::from_str(&json).unwrap_or(Value::Null);
        let others = others.into_iter().map(|(name, json)| (name, parsed(json))).collect();
        Ok(Record { id, title, abstract_, others, provenance })
    }

    /// Takes out what rules look at; what they do not change stays.
    pub(crate) fn lend(&mut self) -> OwnedRecord {
        OwnedRecord {
            id: self.id.take(),
            title: self.title.take(),
            abstract_: self.abstract_.take(),
            others: self
                .others
                .iter()
                .map(|(name, value)| (name.clone(), value.to_string()))
                .collect(),
            provenance: self.provenance.clone(),
        }
    }
}
