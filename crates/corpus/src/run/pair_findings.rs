//! Findings on pairs of records.

use super::Graft;
use crate::dedup::Entry;
use crate::dedup::store::Details;
use crate::dedup::verify::Relation;
use abslint_core::comparison::{Comparison, shortened};
use abslint_core::finding::{Detection, Finding, Origin, Related, Target};
use abslint_core::lint;
use abslint_core::record::Place;
use abslint_core::rule::Rule;
use abslint_core::rule::template::Template;
use abslint_core::span::{Location, Span};

/// A record of a pair.
pub(super) struct FoundRecord<'f> {
    /// What was kept of it.
    pub entry: &'f Entry,
    /// The rest.
    pub details: Details,
    /// Its file.
    pub path: &'f str,
}

impl FoundRecord<'_> {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        Place {
            path: self.path.to_owned(),
            line: self.entry.line as usize,
            record: self.entry.record as usize,
        }
    }

    /// The record as one that a finding points to.
    fn related(&self, message: &str, similarity: f64) -> Related {
        let Place { path, line, record } = self.place();
        Related {
            path,
            record,
            id: self.details.id.clone(),
            line,
            message: message.to_owned(),
            similarity,
            comparison: Comparison::default(),
        }
    }
}

/// A record that repeats another, or looks like it.
pub(super) fn duplicate_finding(
    rule: &Rule,
    copy: &FoundRecord<'_>,
    kept: &FoundRecord<'_>,
    relation: Relation,
) -> Finding {
    let message = if relation.kind.is_copy() { "this record is kept" } else { "both are kept" };
    let comparison = match (&copy.details.abstract_, &kept.details.abstract_) {
        (Some(one), Some(other)) => Comparison::of(one, other),
        _ => Comparison::default(),
    };
    pair_finding(
        rule,
        copy,
        Related { comparison, ..kept.related(message, relation.similarity) },
        |_| None,
    )
}

/// A record that can take words from a copy of it.
pub(super) fn graft_finding(
    rule: &Rule,
    kept: &FoundRecord<'_>,
    graft: &Graft,
    copy: &FoundRecord<'_>,
    similarity: f64,
) -> Finding {
    let [before, after] = [&graft.before, &graft.after]
        .map(|words| shortened(&words.split_whitespace().collect::<Vec<_>>()));
    let say = |name: &str| match name {
        "match" => Some(before.as_str()),
        "copy" => Some(after.as_str()),
        _ => None,
    };
    pair_finding(rule, kept, copy.related("this copy goes", similarity), say)
}

/// A finding on a record, which stands at its title; what `say` does not know is said of the other
/// record.
fn pair_finding<'s>(
    rule: &Rule,
    one: &FoundRecord<'_>,
    other: Related,
    say: impl Fn(&str) -> Option<&'s str>,
) -> Finding {
    let (line, record) = (other.line.to_string(), other.record.to_string());
    // Rounded down, so that only what is the same is so called.
    let similarity = format!("{} %", (other.similarity * 100.0).floor());
    let known = |name: &str| match name {
        "path" => Some(other.path.as_str()),
        "line" => Some(line.as_str()),
        "record" => Some(record.as_str()),
        "similarity" => Some(similarity.as_str()),
        _ => None,
    };
    let fill = |template: &Template| template.fill(|name| say(name).or_else(|| known(name)));
    let (message, help) = (fill(&rule.message), rule.help.as_ref().map(fill));
    let FoundRecord { entry, details, path } = one;
    let start = Location { line: 1, column: 1 };
    let (text, location, end_location) = details
        .place
        .as_ref()
        .map_or(("", start, start), |title| (title.text.as_str(), title.start, title.end));
    let in_file =
        |place: Location| Location { line: place.line + entry.line as usize - 1, ..place };
    let detection = Detection {
        rule: rule.id.clone(),
        family: rule.family.name().to_owned(),
        severity: rule.reported_severity(),
        message,
        help,
        field: if details.place.is_some() { Target::Title } else { Target::Abstract },
        span: Span::whole(text),
        location: in_file(location),
        end_location: in_file(end_location),
        text: text.to_owned(),
        fix: None,
        related: vec![other],
        excerpt: lint::excerpt(text, Span::whole(text), text),
        is_json: false,
    };
    detection.placed(Origin {
        file: entry.file as usize,
        path,
        record: entry.record as usize,
        id: Some(&details.id),
        lines: 0,
    })
}
