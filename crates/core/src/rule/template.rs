//! Texts with holes: `` `{match}` lost its × sign ``.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::yaml;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Hole(String),
}

/// A text with named holes; `{{` and `}}` stand for braces.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(with = "String")]
pub struct Template {
    parts: Vec<Part>,
}

impl Template {
    /// Reads `source`.
    ///
    /// # Errors
    /// A brace that opens or closes nothing.
    pub fn new(source: &str) -> Result<Template, String> {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = source;
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(behind) = rest.strip_prefix(brace) {
                text.push_str(brace);
                rest = behind;
            } else if brace == "{" {
                let end = rest.find('}').ok_or("a `{` is never closed; write `{{` for a brace")?;
                parts.push(Part::Text(std::mem::take(&mut text)));
                parts.push(Part::Hole(rest[..end].trim().to_owned()));
                rest = &rest[end + 1..];
            } else {
                return Err("a `}` closes nothing; write `}}` for a brace".to_owned());
            }
        }
        text.push_str(rest);
        parts.push(Part::Text(text));
        Ok(Template { parts })
    }

    /// The names of its holes.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Hole(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The text with its holes filled.
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> String {
        let fill = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Hole(name) => value(name).unwrap_or_default().to_owned(),
        };
        self.parts.iter().map(fill).collect()
    }

    /// The text with its holes named, as it was written.
    pub fn source(&self) -> String {
        let show = |part: &Part| match part {
            Part::Text(text) => text.replace('{', "{{").replace('}', "}}"),
            Part::Hole(name) => format!("{{{name}}}"),
        };
        self.parts.iter().map(show).collect()
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Template::new(&source).map_err(|why| yaml::fault_in(&source, &why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_and_doubled_braces_kept() {
        let template = Template::new("a {x} {{y}} {z}").unwrap();
        assert_eq!(template.fill(|name| (name == "x").then_some("1")), "a 1 {y} ");
        assert_eq!(template.source(), "a {x} {{y}} {z}");
        assert_eq!(template.holes().collect::<Vec<_>>(), ["x", "z"]);
    }

    #[test]
    fn a_lonely_brace_is_an_error() {
        assert!(Template::new("a { b").is_err());
        assert!(Template::new("a } b").is_err());
    }
}
