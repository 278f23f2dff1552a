//! Records that a program hands over: they were never bytes of an input.

use abslint_core::sources::Sources;

use super::object::Slot;
use super::{FieldNames, Names, Parsed, document};
use abslint_core::record::{Defect, Item, OwnId, Place, Provenance, Record, Unreadable, too_long};

/// A record with its own texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedRecord {
    /// Its id.
    pub id: Option<String>,
    /// The title, if there is one.
    pub title: Option<String>,
    /// The abstract, if there is one.
    pub abstract_: Option<String>,
    /// Every other field: its name, and its value as JSON.
    pub others: Vec<(String, String)>,
    /// The `source` (JSON) and the `also_in` that an earlier `clean` wrote.
    pub provenance: Option<(String, Vec<Place>)>,
}

/// What stands in one place of such an input.
#[derive(Clone, Debug)]
pub enum Input {
    /// A record.
    Record(OwnedRecord),
    /// What is none, and why.
    NoRecord(NoRecord),
}

/// Why a value is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRecord {
    /// What is wrong with it.
    pub defect: Defect,
    /// What the decoder said.
    pub detail: String,
}

impl OwnedRecord {
    /// Reads a JSON object whose fields are called as `names` says.
    ///
    /// # Errors
    /// Returns what is wrong with it if it is no object, or has something else than text where its
    /// texts should be.
    pub fn of_json(
        json: &str,
        names: &FieldNames,
        sources: &Sources,
    ) -> Result<OwnedRecord, NoRecord> {
        let chunk = json.as_bytes();
        let slot = Slot { chunk, start: 0, end: chunk.len(), index: 0, line: 0, column: 0 };
        let mut parsed = Parsed::default();
        document::read(slot, &Names::new(names, sources), &mut parsed);
        match parsed.items.into_iter().next() {
            Some(Item::Record(record)) => Ok(OwnedRecord::of(record)),
            Some(Item::Unreadable(error)) => {
                Err(NoRecord { defect: error.defect, detail: error.detail })
            }
            None => Err(NoRecord {
                defect: Defect::NotARecord,
                detail: "it holds no record".to_owned(),
            }),
        }
    }

    fn of(record: Record<'_>) -> OwnedRecord {
        let Record { id, title, abstract_, others, provenance, .. } = record;
        OwnedRecord {
            id: id.map(|id| id.text.into_owned()),
            title: title.map(|field| field.text.into_owned()),
            abstract_: abstract_.map(|field| field.text.into_owned()),
            others: others
                .into_iter()
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
            provenance: provenance
                .map(|Provenance { source, also_in }| (source.into_owned(), also_in)),
        }
    }

    /// The record of that index, as rules look at it.
    fn lent(&self, index: usize) -> Record<'_> {
        let id = self.id.as_deref().filter(|id| !id.trim().is_empty());
        Record {
            index,
            line: index,
            id: id.map(|id| OwnId { text: id.into(), raw: "".into() }),
            others: self
                .others
                .iter()
                .map(|(name, value)| (name.as_str().into(), value.as_str().into()))
                .collect(),
            provenance: self.provenance.as_ref().map(|(source, also_in)| Provenance {
                source: source.as_str().into(),
                also_in: also_in.clone(),
            }),
            ..Record::of_texts(self.title.as_deref(), self.abstract_.as_deref())
        }
    }

    /// How many bytes its parts have.
    fn bytes(&self) -> usize {
        let texts = [&self.id, &self.title, &self.abstract_].into_iter().flatten().map(String::len);
        texts.chain(self.others.iter().map(|(name, value)| name.len() + value.len())).sum()
    }
}

impl Input {
    /// What stands in the place of that index.
    pub(crate) fn item(&self, index: usize) -> Item<'_> {
        match self {
            Input::Record(record) => match too_long(record.bytes()) {
                None => Item::Record(record.lent(index)),
                Some(why) => no_record(index, Defect::NotARecord, why),
            },
            Input::NoRecord(NoRecord { defect, detail }) => {
                no_record(index, *defect, detail.clone())
            }
        }
    }

    /// How many bytes its parts have.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Input::Record(record) => record.bytes(),
            Input::NoRecord(_) => 0,
        }
    }
}

fn no_record<'a>(index: usize, defect: Defect, detail: String) -> Item<'a> {
    Item::Unreadable(Unreadable {
        index,
        line: index,
        column: 0,
        bytes: 0..0,
        defect,
        at: 0,
        detail,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_read_as_a_line_is() {
        let names = FieldNames::default();
        let record = OwnedRecord::of_json(
            r#"{"doi": 7, "summary": "a\u00e9", "links": [1]}"#,
            &names,
            &Sources::default(),
        )
        .unwrap();
        assert_eq!(
            (record.id.as_deref(), record.title, record.abstract_.as_deref()),
            (Some("7"), None, Some("aé"))
        );
        let others = [("doi", "7"), ("input_links", "[1]")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(record.others, others);
        for wrong in ["[1]", "\"text\"", "{\"title\": 1}", "null"] {
            assert_eq!(
                OwnedRecord::of_json(wrong, &names, &Sources::default()).unwrap_err().defect,
                Defect::NotARecord,
                "{wrong}"
            );
        }
    }

    #[test]
    fn what_stands_round_a_record_is_a_field_of_it() {
        let names = FieldNames::default();
        let sources = abslint_core::rule::Library::built_in().sources;
        let text = r#"{"id":"x","status":"ok","data":{"title":"On lamps","id":2},"related":[3]}"#;
        let record = OwnedRecord::of_json(text, &names, &sources).unwrap();
        let others: Vec<String> = record.others.iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(record.id.as_deref(), Some("2"));
        assert_eq!(others, [r#"input_id="x""#, r#"status="ok""#, "related=[3]"]);
    }

    #[test]
    fn an_abstract_of_an_unknown_shape_is_told() {
        let names = FieldNames::default();
        let sources = abslint_core::rule::Library::built_in().sources;
        for (value, said) in [
            (r#"{"parts": [{"words": "They turn by night."}]}"#, "an object of `parts`"),
            (r#"{"0": "They turn by night.", "n": 1}"#, "an object of `0`, `n`"),
            (r#"[{"q": "They turn by night."}]"#, "a list with an object of `q`"),
        ] {
            let text = format!(r#"{{"id": 1, "title": "On lamps", "abstract": {value}}}"#);
            let detail = OwnedRecord::of_json(&text, &names, &sources).unwrap_err().detail;
            assert_eq!(detail, format!("no text in `abstract`: it is {said}"));
        }
        for nothing in ["null", "[]", "{}", "[\"\"]", r#"{"value": null, "of": "the paper"}"#] {
            let text = format!(r#"{{"id": 1, "title": "On lamps", "abstract": {nothing}}}"#);
            let record = OwnedRecord::of_json(&text, &names, &sources);
            assert!(record.is_ok_and(|record| record.abstract_.is_none_or(|text| text.is_empty())));
        }
    }
}
