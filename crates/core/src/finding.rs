//! What a rule has to say about one place: severities, detections, findings.
//!
//! Both are plain data. A [`Detection`] is made by [`crate::lint`] from the hit of a
//! check and the texts of its rule; placed in its file it is a [`Finding`].

use serde::{Deserialize, Serialize, Serializer};

use crate::comparison::Comparison;
use crate::edit::{Edit, Safety};
use crate::record::FieldName;
use crate::span::{Location, Span};

/// How much a finding matters; ordered, so that a threshold is one comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; no reason to act.
    Info,
    /// Probably damage, or a blemish.
    Warning,
    /// Damage.
    Error,
}

impl Severity {
    /// The word for it in reports: `error`, `warning` or `info`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What a finding speaks of: a field of a record, or the raw input where no record could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The title.
    Title,
    /// The abstract.
    Abstract,
    /// The bytes of a record that could not be read.
    Raw,
}

impl From<FieldName> for Target {
    fn from(field: FieldName) -> Self {
        match field {
            FieldName::Title => Target::Title,
            FieldName::Abstract => Target::Abstract,
        }
    }
}

/// Another record that a finding points to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// Its file.
    pub path: String,
    /// Its 0-based index in that file.
    pub record: usize,
    /// Its id.
    pub id: String,
    /// The 1-based line it starts on.
    pub line: usize,
    /// How it is related.
    pub message: String,
    /// How alike the two texts are, 0 to 1; always computed, never estimated.
    pub similarity: f64,
    /// How the two differ, if their texts were kept: for people.
    pub comparison: Comparison,
}

/// A repair that a finding offers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Whether it may be applied unasked.
    pub safety: Safety,
    /// Edits of the field, in bytes of its text.
    pub edits: Vec<Edit>,
    /// Why an unsafe fix is unsafe. It is the last: packed without names, what is not there must
    /// not shift what is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl Fix {
    /// Whether `clean` makes it unasked.
    pub fn is_safe(&self) -> bool {
        self.safety == Safety::Safe
    }
}

/// The text round a finding, short enough to show whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// About 80 columns of the field.
    pub text: String,
    /// The byte of the field that `text` starts at.
    pub offset: usize,
    /// The title of the record, empty if it has none.
    pub title: String,
}

/// What a rule detected in one record: what the cache and the store of findings keep. Lines are
/// counted from any line of the file; where the record is, [`Detection::placed`] is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// Id of the rule.
    pub rule: String,
    /// Family of the rule.
    pub family: String,
    /// How much it matters.
    pub severity: Severity,
    /// One line for a person.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where in the record.
    pub field: Target,
    /// Bytes of the decoded field (of the raw input, for [`Target::Raw`]).
    pub span: Span,
    /// Where the span starts.
    pub location: Location,
    /// Where the span ends.
    pub end_location: Location,
    /// The text in the span.
    pub text: String,
    /// How to repair it.
    pub fix: Option<Fix>,
    /// Other records concerned.
    pub related: Vec<Related>,
    /// What reports for people show.
    pub excerpt: Excerpt,
    /// Whether the text stands in the file as a JSON string.
    pub is_json: bool,
}

/// Where the detections of a record come from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'n> {
    /// The position of the file in the input order.
    pub file: usize,
    /// Its name.
    pub path: &'n str,
    /// The 0-based index of the record in it.
    pub record: usize,
    /// The id of the record; `None` where no record could be read.
    pub id: Option<&'n str>,
    /// The lines of the file before the one from which theirs are counted.
    pub lines: usize,
}

impl Detection {
    /// The finding: the same, in its file.
    pub fn placed(self, Origin { file, path, record, id, lines }: Origin<'_>) -> Finding {
        let moved = |place: Location| Location { line: place.line + lines, ..place };
        Finding {
            rule: self.rule,
            family: self.family,
            severity: self.severity,
            message: self.message,
            help: self.help,
            path: path.to_owned(),
            record,
            id: id.map(str::to_owned),
            field: self.field,
            span: self.span,
            location: moved(self.location),
            end_location: moved(self.end_location),
            text: self.text,
            fix: self.fix,
            related: self.related,
            excerpt: self.excerpt,
            file,
            is_json: self.is_json,
        }
    }
}

/// One finding of a run, in its file; its serialised form is the `json-lines` contract.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// Family of the rule.
    pub family: String,
    /// How much it matters.
    pub severity: Severity,
    /// One line for a person.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file, as named on the command line.
    pub path: String,
    /// 0-based index of the record in its file.
    pub record: usize,
    /// The record's id; `None` where no record could be read.
    pub id: Option<String>,
    /// Where in the record.
    pub field: Target,
    /// Bytes of the decoded field (of the raw input, for [`Target::Raw`]).
    pub span: Span,
    /// Where the span starts in the file.
    pub location: Location,
    /// Where the span ends in the file.
    pub end_location: Location,
    /// The text in the span.
    pub text: String,
    /// How to repair it.
    pub fix: Option<Fix>,
    /// Other records concerned.
    #[serde(serialize_with = "related_lines")]
    pub related: Vec<Related>,
    /// What reports for people show.
    #[serde(skip)]
    pub excerpt: Excerpt,
    /// Position of the file in the input order.
    #[serde(skip)]
    pub file: usize,
    /// Whether the text stands in the file as a JSON string.
    #[serde(skip)]
    pub is_json: bool,
}

/// Related records as the contract has them: how the texts differ is for people only.
fn related_lines<S: Serializer>(all: &[Related], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Line<'r> {
        path: &'r str,
        record: usize,
        id: &'r str,
        line: usize,
        message: &'r str,
        similarity: f64,
    }
    serializer.collect_seq(all.iter().map(|related| Line {
        path: &related.path,
        record: related.record,
        id: &related.id,
        line: related.line,
        message: &related.message,
        similarity: related.similarity,
    }))
}

impl Finding {
    /// What was detected, with its lines counted from the first of the file.
    pub fn detection(self) -> Detection {
        Detection {
            rule: self.rule,
            family: self.family,
            severity: self.severity,
            message: self.message,
            help: self.help,
            field: self.field,
            span: self.span,
            location: self.location,
            end_location: self.end_location,
            text: self.text,
            fix: self.fix,
            related: self.related,
            excerpt: self.excerpt,
            is_json: self.is_json,
        }
    }

    /// The damage after its repair; `None` if there is none, or it reaches beyond the damage.
    pub fn repaired(&self) -> Option<String> {
        let (mut text, mut at) = (String::new(), 0);
        for edit in &self.fix.as_ref()?.edits {
            let start = edit.start.checked_sub(self.span.start())?;
            let end = edit.end.checked_sub(self.span.start())?;
            text.push_str(self.text.get(at..start)?);
            text.push_str(&edit.replacement);
            at = end;
        }
        text.push_str(self.text.get(at..)?);
        Some(text)
    }

    /// What findings are ordered by: the input, then the place, then the rule.
    pub fn order(&self) -> (usize, usize, Target, Span, &str) {
        (self.file, self.record, self.field, self.span, &self.rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
    }
}
