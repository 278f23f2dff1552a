//! What a rule has to say about one place: severities, spans, findings.
//!
//! A finding is plain data. It is made by [`crate::lint`] from the hit of a
//! check and the texts of its rule, and it is rendered by [`crate::report`].

use serde::{Deserialize, Serialize};

use crate::dedup::differences::Comparison;
use crate::edit::{Edit, Safety};
use crate::record::FieldName;

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

/// A range of bytes in a text, on character boundaries.
///
/// The only ways to one are [`Span::new`] and [`Span::whole`], which check, and a cache of checked ones: a
/// span that leaves its text or cuts a character would make a report panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The bytes `start..end` of `text`; `None` if they are no valid range of
    /// it or cut a character.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Span> {
        text.get(start..end).map(|_| Span { start, end })
    }

    /// All of `text`.
    pub fn whole(text: &str) -> Span {
        Span { start: 0, end: text.len() }
    }

    /// All of `text` but the white space at its edges.
    pub fn trimmed(text: &str) -> Span {
        Span::part(text, text.trim())
    }

    /// Where `part`, which was cut from `text`, lies in it; the empty span if it was cut from another text.
    pub fn part(text: &str, part: &str) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        Span::new(text, start, start.saturating_add(part.len())).unwrap_or(Span::empty())
    }

    /// The empty span at the start of any text.
    pub fn empty() -> Span {
        Span { start: 0, end: 0 }
    }

    /// The span of a regex match in the text that it was found in.
    pub fn of(found: regex::Match<'_>) -> Span {
        Span { start: found.start(), end: found.end() }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// The part of `text` that the span covers; empty if it was made for a longer text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether two spans share at least a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A place in a file: line and character column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// Line in the file as it lies on disk.
    pub line: usize,
    /// Character (not byte) within that line.
    pub column: usize,
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
    #[serde(skip)]
    pub comparison: Comparison,
}

/// A repair that a finding offers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Whether it may be applied unasked.
    pub safety: Safety,
    /// Edits of the field, in bytes of its text.
    pub edits: Vec<Edit>,
    /// Why an unsafe fix is unsafe. It is the last: packed without names, what is not there must not shift what is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
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

/// One finding; its serialised form is the `json-lines` contract.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

/// Where findings of a record come from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'n> {
    /// The position of the file.
    pub file: usize,
    /// Its name.
    pub name: &'n str,
    /// The record in it.
    pub record: usize,
    /// The lines before the one from which theirs are counted.
    pub lines: usize,
}

/// What of a finding is no part of its serialised form, and does not follow from where it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unsaid {
    excerpt: Excerpt,
    is_json: bool,
    /// Of each related record.
    comparisons: Vec<Comparison>,
}

impl Finding {
    /// What its serialised form leaves out, but for its file.
    pub fn unsaid(&self) -> Unsaid {
        let comparisons = self.related.iter().map(|related| related.comparison.clone()).collect();
        Unsaid { excerpt: self.excerpt.clone(), is_json: self.is_json, comparisons }
    }

    /// A finding that was read from its serialised form, with what that left out.
    pub fn with(mut self, unsaid: Unsaid) -> Finding {
        let Unsaid { excerpt, is_json, comparisons } = unsaid;
        for (related, comparison) in self.related.iter_mut().zip(comparisons) {
            related.comparison = comparison;
        }
        Finding { excerpt, is_json, ..self }
    }

    /// A finding whose lines are counted from any line of the file, put where it is.
    pub fn placed(self, Origin { file, name, record, lines }: Origin<'_>) -> Finding {
        let moved = |place: Location| Location { line: place.line + lines, ..place };
        let (location, end_location) = (moved(self.location), moved(self.end_location));
        Finding { path: name.to_owned(), file, record, location, end_location, ..self }
    }

    /// Whether `clean` repairs it unasked.
    pub fn has_safe_fix(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe)
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
pub(crate) mod tests {
    use super::*;
    use crate::dedup::differences::Difference;

    /// A finding of which every part is there.
    pub(crate) fn finding(file: usize, record: usize, rule: &str) -> Finding {
        let shown = vec![Difference { here: "one".into(), there: "other".into() }];
        let related = Related {
            path: "b.jsonl".into(),
            record: 7,
            id: "b".into(),
            line: 8,
            message: "the one that stays".into(),
            similarity: 0.75,
            comparison: Comparison { shown, more: 2 },
        };
        Finding {
            rule: rule.into(),
            family: "math".into(),
            severity: Severity::Warning,
            message: "said".into(),
            help: Some("do".into()),
            path: "a.jsonl".into(),
            record,
            id: Some("a".into()),
            field: Target::Abstract,
            span: Span { start: 2, end: 5 },
            location: Location { line: 1, column: 3 },
            end_location: Location { line: 1, column: 6 },
            text: "x^2".into(),
            fix: Some(Fix { safety: Safety::Unsafe, because: None, edits: vec![Edit::new(Span { start: 2, end: 5 }, "x²")] }),
            related: vec![related],
            excerpt: Excerpt { text: "an x^2".into(), offset: 1, title: "T".into() },
            file,
            is_json: true,
        }
    }

    #[test]
    fn a_span_never_cuts_a_character_or_leaves_its_text() {
        let text = "aé";
        assert!(Span::new(text, 0, 1).is_some());
        assert!(Span::new(text, 1, 3).is_some());
        assert!(Span::new(text, 0, 2).is_none(), "cuts é");
        assert!(Span::new(text, 3, 4).is_none(), "past the end");
        assert!(Span::new(text, 3, 1).is_none(), "backwards");
    }

    #[test]
    fn a_part_lies_where_it_was_cut_from() {
        let text = String::from(" aé b ");
        assert_eq!(Span::part(&text, &text[4..6]), Span::new(&text, 4, 6).unwrap());
        assert_eq!(Span::trimmed(&text), Span::new(&text, 1, 6).unwrap());
        assert_eq!(Span::part(&text, "another text"), Span::empty());
    }

    #[test]
    fn severities_are_ordered() {
        assert!(Severity::Info < Severity::Warning && Severity::Warning < Severity::Error);
    }
}
