//! What is said of a file that was read otherwise than by exact names.

use serde::{Deserialize, Serialize};

use abslint_core::record::FieldName;

/// So many ways to read one thing are kept of a file.
const MOST: usize = 8;

/// A longer name, in characters, is shortened.
const LONGEST: usize = 60;

/// How the records of a file, or of a part of it, are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReadAs {
    sources: Counts,
    places: Counts,
    texts: [Counts; 2],
    /// How a table is written.
    table: Option<String>,
    /// The encoding, if it is not UTF-8.
    #[serde(default)]
    encoding: Option<String>,
    /// Objects with a text of their own that were passed over for the papers in them.
    #[serde(default)]
    passed: usize,
    /// Records with papers in them, which are fields of theirs.
    #[serde(default)]
    within: usize,
}

/// Names, and how often each was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Counts(Vec<(String, usize)>);

impl Counts {
    fn add(&mut self, name: &str, count: usize) {
        match self.0.iter().position(|(known, _)| known == name) {
            Some(at) => self.0[at].1 += count,
            None if self.0.len() < MOST => self.0.push((name.to_owned(), count)),
            None => (),
        }
    }

    fn see(&mut self, name: &str) {
        let short: String = name.chars().take(LONGEST).collect();
        self.add(&short, 1);
    }

    fn add_all(&mut self, next: Counts) {
        next.0.into_iter().for_each(|(name, count)| self.add(&name, count));
    }

    /// The name that was seen most often, of equals the first.
    fn most(&self) -> Option<&str> {
        let best = self.0.iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(name, _)| name.as_str())
    }
}

impl ReadAs {
    /// Whether a field of that name is read as one of the texts.
    pub(super) fn reads(&self, name: &str) -> bool {
        self.texts.iter().any(|counts| counts.0.iter().any(|(known, _)| known == name))
    }

    pub(super) fn see(&mut self, source: Option<&str>, texts: [Option<&str>; 2]) {
        source.into_iter().for_each(|source| self.sources.see(source));
        for (counts, text) in self.texts.iter_mut().zip(texts) {
            text.into_iter().for_each(|text| counts.see(text));
        }
    }

    pub(super) fn lie_in(&mut self, place: &str) {
        self.places.see(place);
    }

    /// Enters an object round papers.
    pub(super) fn pass_over(&mut self) {
        self.passed += 1;
    }

    /// Enters a record with a list of papers in it.
    pub(super) fn leave_within(&mut self) {
        self.within += 1;
    }

    /// Enters how a table is written.
    pub(super) fn written(&mut self, how: &str) {
        self.table = Some(how.to_owned());
    }

    /// Enters the encoding.
    pub(super) fn encoded(&mut self, encoding: &str) {
        self.encoding = Some(encoding.to_owned());
    }

    pub(super) fn add(&mut self, next: ReadAs) {
        self.sources.add_all(next.sources);
        self.places.add_all(next.places);
        self.texts.iter_mut().zip(next.texts).for_each(|(own, next)| own.add_all(next));
        self.passed += next.passed;
        self.within += next.within;
        self.table = self.table.take().or(next.table);
        self.encoding = self.encoding.take().or(next.encoding);
    }

    pub(super) fn in_words(&self) -> Option<String> {
        let mut parts: Vec<String> = self.sources.most().map(str::to_owned).into_iter().collect();
        parts.extend(self.encoding.clone());
        parts.extend(self.table.clone());
        parts.extend(self.places.most().map(|place| format!("records in {place}")));
        for (field, counts) in FieldName::ALL.into_iter().zip(&self.texts) {
            parts.extend(counts.most().map(|path| format!("{} from {path}", field.name())));
        }
        parts.extend(match self.passed {
            0 => None,
            1 => Some("the object round them passed over".to_owned()),
            count => Some(format!("{count} objects round them passed over")),
        });
        parts.extend(
            (self.within > 0).then(|| {
                format!("lists of papers left as fields in {} of the records", self.within)
            }),
        );
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
