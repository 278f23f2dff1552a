//! What is found and what is changed, as programs see it.

use std::ops::Range;

use abslint_core::edit::Safety;
use abslint_core::finding::{Detection, Finding as Placed, Origin, Severity, Target};
use abslint_core::lint::Change as Repair;
use abslint_core::record::FieldName;

/// Damage in a record, at its place.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The record, from 0 in the order in which they were handed over.
    pub record: usize,
    /// The rule that says so.
    pub rule: String,
    /// Its family.
    pub family: String,
    /// How bad it is.
    pub severity: Severity,
    /// The field; `None` where the whole is no record.
    pub field: Option<FieldName>,
    /// The place in the text as it came, in bytes of UTF-8.
    pub bytes: Range<usize>,
    /// The same in characters (Unicode scalar values, as in Python).
    pub characters: Range<usize>,
    /// What stands there.
    pub text: String,
    /// What is wrong with it, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What would stand there instead; `None` if nobody can say.
    pub replacement: Option<String>,
    /// How far that can be trusted.
    pub safety: Option<Safety>,
    /// Of a copy: the other record, and how alike the two are, 0 to 1.
    pub copy_of: Option<(usize, f64)>,
}

/// One repair that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The record, from 0 in the order in which they were handed over.
    pub record: usize,
    /// The rule that made it.
    pub rule: String,
    /// The field.
    pub field: FieldName,
    /// The damage.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// The copy that the words were taken from, if they were.
    pub from: Option<usize>,
}

impl Finding {
    /// What was detected in the record of that index, at that place.
    pub(crate) fn of_detection(
        record: usize,
        detection: Detection,
        characters: Range<usize>,
    ) -> Finding {
        Finding::of(
            detection.placed(Origin { file: 0, path: "", record, id: None, lines: 0 }),
            characters,
        )
    }

    /// What was found in a pair of records: it covers the whole title.
    pub(crate) fn of_pair(found: Placed) -> Finding {
        let characters = 0..found.text.chars().count();
        Finding::of(found, characters)
    }

    fn of(found: Placed, characters: Range<usize>) -> Finding {
        let replacement = found.repaired();
        Finding {
            record: found.record,
            field: field_of(found.field),
            bytes: found.span.start()..found.span.end(),
            characters,
            safety: found.fix.as_ref().map(|fix| fix.safety).filter(|_| replacement.is_some()),
            replacement,
            copy_of: found.related.first().map(|other| (other.record, other.similarity)),
            rule: found.rule,
            family: found.family,
            severity: found.severity,
            text: found.text,
            message: found.message,
            help: found.help,
        }
    }
}

fn field_of(target: Target) -> Option<FieldName> {
    match target {
        Target::Title => Some(FieldName::Title),
        Target::Abstract => Some(FieldName::Abstract),
        Target::Raw => None,
    }
}

impl Change {
    pub(crate) fn of(record: usize, Repair { rule, field, before, after }: Repair) -> Change {
        Change { record, rule, field, before, after, from: None }
    }
}
