//! `dedup:` in the configuration: when two records are copies, and which of them is rather kept.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sketch::Banding;
use crate::source::Source;
use crate::source::globs::{Globs, Rooted};

/// Settings of the search for copies, `dedup:` in the configuration.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// From this Jaccard similarity of word shingles on, above 0 and up to 1, two texts are copies
    /// of one.
    #[serde(deserialize_with = "share")]
    pub similarity: f64,
    /// So many megabytes of what is known of the records are kept in memory; the rest waits in a
    /// temporary file.
    pub memory: usize,
    /// Which records are rather kept than their copies, the most preferred first.
    pub prefer: Vec<Preference>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { similarity: 0.7, memory: 16, prefer: Vec::new() }
    }
}

impl Settings {
    /// The bands that find what is so similar.
    pub fn banding(&self) -> Banding {
        Banding::for_similarity(self.similarity)
    }

    /// The same settings, with paths relative to the folder `base`.
    pub fn seen_from(mut self, base: &Path) -> Settings {
        for preference in &mut self.prefer {
            if let Preference::Path(pattern) = preference
                && let Ok(moved) = PathPattern::seen_from(&pattern.written, base)
            {
                *pattern = moved;
            }
        }
        self
    }

    /// What the preferences say of the records of one file.
    pub fn preferences(&self, source: &Source) -> Preferences<'_> {
        let of_file = self.prefer.iter().map(|preference| match preference {
            Preference::Path(pattern) => {
                OfFile::Decided(source.place().is_some_and(|place| pattern.globs.cover(&place)))
            }
            Preference::Field(name) => OfFile::IfRecordHas(name),
        });
        Preferences(of_file.collect())
    }
}

/// The preferences, as far as the file decides.
#[derive(Debug)]
pub struct Preferences<'s>(Vec<OfFile<'s>>);

#[derive(Debug)]
enum OfFile<'s> {
    Decided(bool),
    IfRecordHas(&'s str),
}

impl Preferences<'_> {
    /// The position of the first one that a record meets; their number if it meets none.
    pub fn first_met(&self, has_field: impl Fn(&str) -> bool) -> u32 {
        let is_met = |preference: &OfFile<'_>| match preference {
            OfFile::Decided(is_met) => *is_met,
            OfFile::IfRecordHas(name) => has_field(name),
        };
        let met = self.0.iter().position(is_met).unwrap_or(self.0.len());
        u32::try_from(met).unwrap_or(u32::MAX)
    }
}

fn share<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let written = f64::deserialize(deserializer)?;
    let is_share = written > 0.0 && written <= 1.0;
    is_share.then_some(written).ok_or_else(|| {
        serde::de::Error::custom(format!("a similarity is above 0 and at most 1, not {written}"))
    })
}

/// What makes a record preferred.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", try_from = "WrittenPreference")]
pub enum Preference {
    /// Its file.
    Path(PathPattern),
    /// A field that it has.
    Field(String),
}

/// A preference as written. YAML would have the name of an enum's variant as a tag, which nobody
/// expects there.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenPreference {
    path: Option<PathPattern>,
    field: Option<String>,
}

impl TryFrom<WrittenPreference> for Preference {
    type Error = &'static str;

    fn try_from(written: WrittenPreference) -> Result<Self, Self::Error> {
        match written {
            WrittenPreference { path: Some(path), field: None } => Ok(Preference::Path(path)),
            WrittenPreference { path: None, field: Some(field) } => Ok(Preference::Field(field)),
            _ => Err("a preference names a `path` or a `field`, one of the two"),
        }
    }
}

/// A glob over the paths of inputs, relative to the file that says so.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(with = "String")]
pub struct PathPattern {
    written: String,
    globs: Globs,
}

impl PathPattern {
    fn seen_from(written: &str, base: &Path) -> Result<PathPattern, String> {
        let globs = Globs::new(&[Rooted::new(base, written)]).map_err(|error| error.to_string())?;
        Ok(PathPattern { written: written.to_owned(), globs })
    }
}

impl Serialize for PathPattern {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl<'de> Deserialize<'de> for PathPattern {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        PathPattern::seen_from(&written, Path::new(".")).map_err(serde::de::Error::custom)
    }
}
