//! What is said of a hit: where it stands, what it is, and the text round it.

use std::cell::OnceCell;

use super::variable;
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::finding::{Detection, Excerpt, Fix};
use crate::record::{FieldName, Placement, Record, SourceIndex};
use crate::rule::Rule;
use crate::rule::template::Template;
use crate::span::{Location, LocationIndex, Span};
use crate::text::TextFacts;

/// Columns of text that a report shows.
const EXCERPT_COLUMNS: usize = 80;

/// What a finding is made of.
pub(super) struct Report<'a, 'r> {
    pub(super) rule: &'a Rule,
    pub(super) places: &'a Places<'r>,
    pub(super) context: Context<'a>,
    pub(super) has_excerpt: bool,
}

impl Report<'_, '_> {
    /// What is said of a hit, and of the edits that its fix would make.
    pub(super) fn detection(&self, hit: &Hit, edits: &[Edit]) -> Detection {
        let Report { rule, context, .. } = self;
        let text = context.text();
        let say = |template: &Template| template.fill(|name| variable(hit, text, name));
        let fix = rule.fix.as_ref().map(|fix| Fix {
            safety: fix.safety,
            because: fix.because.clone(),
            edits: edits.to_vec(),
        });
        Detection {
            rule: rule.id.clone(),
            family: rule.family.name().to_owned(),
            severity: rule.reported_severity(),
            message: say(&rule.message),
            help: rule.help.as_ref().map(say),
            field: context.field.into(),
            span: hit.span,
            location: self.places.location(context.field, hit.span.start()),
            end_location: self.places.location(context.field, hit.span.end()),
            text: hit.span.slice(text).to_owned(),
            fix: fix.filter(|fix| !fix.edits.is_empty()),
            related: Vec::new(),
            excerpt: if self.has_excerpt {
                self.excerpt(text, hit.span)
            } else {
                Excerpt::default()
            },
            is_json: self
                .places
                .record
                .field(context.field)
                .is_some_and(|field| matches!(field.placement, Placement::Escaped { .. })),
        }
    }

    /// The text round the hit; where the field is not there, the start of the other one.
    fn excerpt(&self, text: &str, span: Span) -> Excerpt {
        let title = self.context.title().unwrap_or_default();
        let other = self
            .context
            .texts()
            .map(TextFacts::text)
            .find(|text| !text.is_empty())
            .unwrap_or("(an empty record)");
        if text.is_empty() {
            excerpt(other, Span::empty(), title)
        } else {
            excerpt(text, span, title)
        }
    }
}

/// Where the bytes of a record's texts stand in their file: found out when it is first asked for,
/// since most records have no finding.
pub(super) struct Places<'r> {
    record: &'r Record<'r>,
    chunk: &'r [u8],
    locations: OnceCell<LocationIndex<'r>>,
    fields: [OnceCell<Option<SourceIndex<'r>>>; 2],
}

impl<'r> Places<'r> {
    /// Those of a record in its chunk.
    pub(super) fn of(record: &'r Record<'r>, chunk: &'r [u8]) -> Self {
        Places { record, chunk, locations: OnceCell::new(), fields: Default::default() }
    }

    /// The place of byte `offset` of a field; that of the record if it has no such field.
    fn location(&self, name: FieldName, offset: usize) -> Location {
        let Places { record, chunk, .. } = *self;
        let field = self.fields[name as usize]
            .get_or_init(|| Some(SourceIndex::of(record.field(name)?, chunk)));
        let at = field.as_ref().map_or(record.bytes.start, |field| field.to_source(offset));
        let start = (record.line, record.column);
        self.locations
            .get_or_init(|| LocationIndex::of(chunk, record.bytes.clone(), start))
            .locate(at)
    }
}

/// About 80 columns of `text` round `span`.
pub fn excerpt(text: &str, span: Span, title: &str) -> Excerpt {
    let shown = text[span.start()..]
        .chars()
        .take(EXCERPT_COLUMNS - 10)
        .map(char::len_utf8)
        .sum::<usize>()
        .min(span.end() - span.start());
    let room =
        EXCERPT_COLUMNS.saturating_sub(text[span.start()..span.start() + shown].chars().count());
    let before: usize = text[..span.start()]
        .chars()
        .rev()
        .take_while(|c| *c != '\n')
        .take(room / 2)
        .map(char::len_utf8)
        .sum();
    let after_room = room.saturating_sub(text[span.start() - before..span.start()].chars().count());
    let after: usize = text[span.start() + shown..]
        .chars()
        .take_while(|c| *c != '\n')
        .take(after_room)
        .map(char::len_utf8)
        .sum();
    let offset = span.start() - before;
    Excerpt {
        text: text[offset..span.start() + shown + after].to_owned(),
        offset,
        title: title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_about_80_columns_and_holds_the_span() {
        let text = "word ".repeat(100);
        let span = Span::new(&text, 250, 254).unwrap();
        let excerpt = excerpt(&text, span, "");
        assert_eq!(excerpt.text.len(), 80);
        assert_eq!(&excerpt.text[span.start() - excerpt.offset..][..4], "word");
    }
}
