//! The lines that `clean` writes once all is known: of the corpus, of the rejects, of the changes.

use std::borrow::Cow;

use serde::Serialize;

use super::CleanRecord;
use super::book::{Book, Fate};
use crate::run::{Dropped, Graft, Grafted, Outcome, RecordOutcome};
use crate::source::Source;
use crate::write::{CleanError, line, write_error};
use abslint_core::check::links::urls;
use abslint_core::record::{FieldName, Place};

/// A record that is not in the corpus.
#[derive(Serialize)]
struct Reject<'a> {
    rule: &'a str,
    reason: &'a str,
    kept: Option<Kept<'a>>,
    similarity: Option<f64>,
    source: Place,
}

/// The record that is kept in place of a copy.
#[derive(Serialize)]
struct Kept<'a> {
    id: &'a str,
    path: &'a str,
    line: usize,
    record: usize,
}

/// One repair, as a line of `--changes`.
#[derive(Serialize)]
struct ChangeLine<'a> {
    path: &'a str,
    line: usize,
    record: usize,
    id: &'a str,
    field: &'a str,
    rule: &'a str,
    before: &'a str,
    after: &'a str,
    /// The copy that the words were taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a Place>,
}

/// What a run has found, for the lines that say so.
pub(super) struct Found<'f> {
    pub(super) book: &'f Book,
    pub(super) outcome: &'f Outcome,
    pub(super) sources: &'f [Source],
    /// Whether texts are kept as they came, too.
    pub(super) keeps_original: bool,
}

impl Found<'_> {
    fn place(&self, n: usize) -> Place {
        let entry = &self.outcome.records.entries()[n];
        Place {
            path: self.sources[entry.file as usize].name.clone(),
            line: entry.line as usize,
            record: entry.record as usize,
        }
    }

    /// Everywhere record `n` was found.
    fn found_at(&self, n: usize) -> Vec<Place> {
        self.book
            .provenance
            .get(&n)
            .map_or_else(|| vec![self.place(n)], |(_, places)| places.clone())
    }

    /// Writes the line of record `n`, of these halves, in the place of `out`.
    ///
    /// # Errors
    /// That one of the halves is none.
    pub(super) fn write_kept_line(
        &self,
        n: usize,
        head: &str,
        tail: &str,
        out: &mut String,
    ) -> Result<(), CleanError> {
        out.clear();
        let Some(grafted) = self.book.grafted.get(&n) else {
            self.push_kept_line(n, head, tail, out);
            return Ok(());
        };
        let abstract_ = &self.outcome.grafted[*grafted].abstract_;
        let halves =
            line::with_abstract(head, abstract_, &urls::usable(abstract_)).and_then(|new| {
                let tail = if self.keeps_original {
                    line::with_original_abstract(tail, head)?
                } else {
                    Cow::Borrowed(tail)
                };
                Ok((new, tail))
            });
        let (head, tail) = halves.map_err(|error| write_error("temporary file")(error.into()))?;
        self.push_kept_line(n, &head, &tail, out);
        Ok(())
    }

    /// The lines of `--changes` for what was taken from copies.
    pub(super) fn graft_lines(&self) -> Vec<String> {
        let line_of = |grafted: &Grafted, Graft { before, after, from }: &Graft| {
            let Place { path, line, record } = self.place(grafted.record);
            let (id, field, rule) =
                (grafted.id.as_str(), FieldName::Abstract.name(), grafted.rule.as_str());
            line::json(&ChangeLine {
                path: &path,
                line,
                record,
                id,
                field,
                rule,
                before,
                after,
                from: Some(from),
            })
        };
        self.outcome
            .grafted
            .iter()
            .flat_map(|grafted| grafted.grafts.iter().map(move |graft| line_of(grafted, graft)))
            .collect()
    }

    /// Writes the line of record `n` to the end of `out`.
    fn push_kept_line(&self, n: usize, head: &str, tail: &str, out: &mut String) {
        let own = self.found_at(n);
        out.push_str(head);
        out.push_str(",\"source\":");
        match self.book.provenance.get(&n) {
            None => out.push_str(&line::json(&own[0])),
            Some((source, _)) => out.push_str(source),
        }
        let mut also_in: Vec<Place> = own[1..].to_vec();
        for place in
            self.book.copies.get(&n).into_iter().flatten().flat_map(|copy| self.found_at(*copy))
        {
            if place != own[0] && !also_in.contains(&place) {
                also_in.push(place);
            }
        }
        out.push_str(",\"also_in\":");
        out.push_str(&line::json(&also_in));
        out.push_str(tail);
    }

    pub(super) fn reject_line(&self, n: usize, fate: &Fate, original: &str) -> String {
        let (rule, reason, copy) = match fate {
            Fate::Dropped { rule, reason } => (rule.as_str(), reason.as_str(), None),
            Fate::Copy(copy) => {
                let copy = &self.outcome.copies[*copy];
                (copy.rule.as_str(), "the same paper is kept elsewhere", Some(copy))
            }
            Fate::Unreadable(reason) => ("unreadable", reason.as_str(), None),
        };
        let kept =
            copy.map(|Dropped { kept_id, kept_place: Place { path, line, record }, .. }| Kept {
                id: kept_id,
                path,
                line: *line,
                record: *record,
            });
        let similarity = copy.map(|copy| copy.similarity);
        let reject = line::json(&Reject { rule, reason, kept, similarity, source: self.place(n) });
        format!("{},\"record\":{original}}}", &reject[..reject.len() - 1])
    }
}

/// The lines of `--changes` of a record.
pub(super) fn change_lines(record: &RecordOutcome<CleanRecord>, sources: &[Source]) -> Vec<String> {
    let line_of = |change: &abslint_core::lint::Change| {
        line::json(&ChangeLine {
            path: &sources[record.file].name,
            line: record.line,
            record: record.record,
            id: &record.id,
            field: change.field.name(),
            rule: &change.rule,
            before: &change.before,
            after: &change.after,
            from: None,
        })
    };
    record.changes.iter().map(line_of).collect()
}
