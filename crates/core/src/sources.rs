//! What a source calls its fields, and where its records lie; read from `rules/sources/*.yaml`.
//!
//! ```yaml
//! id: my-archive
//! name: records of my archive        # what is said of a file: `read as: records of my archive`
//! why: where such files come from
//! marks: [archiveId]                 # a record that has all of these is one of this source
//! envelope: ['reply.docs']           # where the records lie in a document
//! fields:                            # each a list of names or paths; the first that holds text wins
//!   title: ['head.main[0]']
//!   abstract: ['body[*].text']       # `[0]`, and `[kind=Abstract]` of a list of objects, too
//!   id: [archiveId]
//! tests:
//!   - text: '{"reply":{"docs":[{"archiveId":7,"head":{"main":["A"]},"body":[{"text":"B"}]}]}}'
//!     records: [{ id: '7', title: A, abstract: B }]
//! ```
//! Names are compared without regard to case, `_`, `-` and spaces.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::record::FieldName;
use crate::yaml;

/// One source, as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Its name among the sources.
    pub id: String,
    /// What is said of a file that is read by it.
    pub name: String,
    /// Where such files come from.
    pub why: String,
    /// What a record of it has; empty of one that fits any record for which no other does.
    #[serde(default)]
    pub marks: Vec<Path>,
    /// Where records lie in a document.
    #[serde(default)]
    pub envelope: Vec<Path>,
    /// Where the texts and the id of a record lie.
    pub fields: SourceFields,
    /// Documents, and what comes out of them.
    pub tests: Vec<SourceTest>,
}

/// Where the texts and the id of a record lie; the first place that holds text wins.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct SourceFields {
    /// Of the title.
    pub title: Vec<Path>,
    /// Of the abstract. Several texts are its paragraphs.
    #[serde(rename = "abstract")]
    pub abstract_: Vec<Path>,
    /// Of the id: text or a number.
    pub id: Vec<Path>,
}

/// A document, and the records that come out of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SourceTest {
    /// What stands in the file.
    pub text: String,
    /// How the file is called, if that matters.
    #[serde(default)]
    pub file: Option<String>,
    /// Its records.
    pub records: Vec<ExpectedRecord>,
}

/// What a record of a test is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectedRecord {
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its abstract.
    #[serde(rename = "abstract")]
    pub abstract_: Option<String>,
}

impl SourceFile {
    /// Where a text lies.
    pub fn of(&self, field: FieldName) -> &[Path] {
        match field {
            FieldName::Title => &self.fields.title,
            FieldName::Abstract => &self.fields.abstract_,
        }
    }
}

/// All sources that are known.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sources(pub Vec<SourceFile>);

impl Sources {
    /// Those that are told by their marks; `is_there` says whether a record has one.
    pub fn marked(&self, is_there: impl Fn(&Path) -> bool) -> impl Iterator<Item = &SourceFile> {
        let fits = move |source: &&SourceFile| source.marks.iter().all(&is_there);
        self.0.iter().filter(|source| !source.marks.is_empty()).filter(fits)
    }

    /// Those that fit any record.
    pub fn generic(&self) -> impl Iterator<Item = &SourceFile> {
        self.0.iter().filter(|source| source.marks.is_empty())
    }

    /// All places where records may lie in a document, each once, the longest first.
    pub fn envelopes(&self) -> Vec<&Path> {
        let mut envelopes: Vec<&Path> = self.0.iter().flat_map(|source| &source.envelope).collect();
        envelopes.sort_by_key(|path| std::cmp::Reverse(path.steps.len()));
        let mut seen = HashSet::with_capacity(envelopes.len());
        envelopes.retain(|path| seen.insert(path.steps.as_slice()));
        envelopes
    }
}

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The member of an object whose name folds to this.
    Name(String),
    /// Every element of a list.
    Each,
    /// The element of a list at this 0-based position.
    At(usize),
    /// Every object of a list in which the member whose name folds to this has this text; with none,
    /// those that lack the member.
    With(String, String),
}

/// A name, or a path through members and lists: `content.title.value`, `abstracts[*].text`,
/// `title[0]`, `descriptions[type=Abstract].text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    written: String,
    steps: Vec<Step>,
}

impl Path {
    /// The path that is `written` so.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(written: &str) -> Result<Path, String> {
        let mut steps = Vec::new();
        for part in written.split('.') {
            let (name, mut lists) = part.find('[').map_or((part, ""), |at| part.split_at(at));
            if !name.is_empty() {
                steps.push(Step::Name(folded(name).collect()));
            } else if lists.is_empty() || !steps.is_empty() {
                return Err("a name is missing between two dots".to_owned());
            }
            while let Some(rest) = lists.strip_prefix('[') {
                let (inner, behind) =
                    rest.split_once(']').ok_or("a bracket is opened and not closed")?;
                steps.push(match (inner, inner.split_once('=')) {
                    ("*", _) => Step::Each,
                    (_, Some((name, text))) => Step::With(folded(name).collect(), text.to_owned()),
                    (number, None) => Step::At(number.parse().map_err(|_| {
                        format!("`[{number}]` is neither `[*]`, `[name=text]` nor a number")
                    })?),
                });
                lists = behind;
            }
            if !lists.is_empty() {
                return Err(format!("`{lists}` stands behind a bracket"));
            }
        }
        Ok(Path { written: written.to_owned(), steps })
    }

    /// As it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether a column is called as it is written.
    pub fn is_column(&self, column: &str) -> bool {
        folded(&self.written).eq(folded(column))
    }

    /// Its steps, at least one.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The folded name, if it is one and no path.
    pub fn name(&self) -> Option<&str> {
        match &self.steps[..] {
            [Step::Name(name)] => Some(name),
            _ => None,
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Path::new(&written).map_err(|why| yaml::fault_in(&written, &format!("bad path: {why}")))
    }
}

/// A name without case, `_`, `-` and spaces.
fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase)
}

/// Whether `name` is, but for case, `_`, `-` and spaces, the `folded` one.
pub fn folds_to(name: &str, to: &str) -> bool {
    folded(name).eq(to.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_names_and_lists() {
        let name = |name: &str| Step::Name(name.to_owned());
        let cases = [
            ("abstract_text", vec![name("abstracttext")]),
            ("content.title.value", vec![name("content"), name("title"), name("value")]),
            ("Titles[0]", vec![name("titles"), Step::At(0)]),
            ("a[*].b[2][*]", vec![name("a"), Step::Each, name("b"), Step::At(2), Step::Each]),
            ("[*].row", vec![Step::Each, name("row")]),
            (
                "a[Kind_of=An Abstract].b",
                vec![
                    name("a"),
                    Step::With("kindof".to_owned(), "An Abstract".to_owned()),
                    name("b"),
                ],
            ),
        ];
        for (written, steps) in cases {
            assert_eq!(Path::new(written).unwrap().steps(), steps, "{written}");
        }
        for wrong in ["", "a..b", "a[", "a[x]", "a[0]b"] {
            assert!(Path::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_are_the_same_in_every_spelling() {
        for name in ["abstractText", "abstract_text", "Abstract-Text", "ABSTRACT TEXT"] {
            assert!(folds_to(name, "abstracttext"), "{name}");
        }
        assert!(!folds_to("abstract", "abstracttext"));
    }
}
