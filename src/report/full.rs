//! `full`: miette's drawing of a finding, on a window of the text round it.
//!
//! miette is handed about 80 columns, never a whole line: an abstract is one
//! line, and a JSON Lines record is too. The window says itself which line and
//! column it lies at.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use super::Style;
use super::summary::count;
use super::visible::visible;
use abslint_core::edit::Edit;
use abslint_core::finding::{Finding, Related, Severity};
use abslint_core::rule::Rule;

/// How much of a finding is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With what to do.
    Whole,
    /// What and where.
    Short,
}

/// Lines of a short drawing.
pub(super) const SHORT_LINES: usize = 5;

/// A drawing of a finding, with the line end behind it.
pub(super) fn drawing(finding: &Finding, style: &Style<'_>, form: Form) -> String {
    let theme =
        if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_links(style.links)
        .with_context_lines(0)
        .without_primary_span_start();
    let rules = if style.links { style.rules } else { &[] };
    let mut drawing = String::new();
    match handler.render_report(&mut drawing, &Drawn::new(finding, rules, form)) {
        Ok(()) if form == Form::Short => drawing.trim_start_matches('\n').to_owned(),
        Ok(()) => drawing + "\n",
        Err(_) => visible(&finding.message).into_owned() + "\n",
    }
}

/// A finding as miette wants it.
struct Drawn<'f> {
    finding: &'f Finding,
    form: Form,
    message: String,
    help: Option<String>,
    window: Window,
    label: Option<LabeledSpan>,
    /// The file of its rule.
    page: Option<String>,
}

impl<'f> Drawn<'f> {
    fn new(finding: &'f Finding, rules: &[&Rule], form: Form) -> Self {
        let page = rules.iter().find(|rule| rule.id == finding.rule).and_then(|rule| rule.page());
        let window = Window::of(finding);
        let said = label(finding);
        let message = visible(&finding.message);
        let (message, label) = match (form, said.as_str()) {
            (Form::Whole, _) => (message.into_owned(), Some(said)),
            (Form::Short, "" | "here" | "this record") => {
                (format!("{}: {message}", finding.rule), None)
            }
            (Form::Short, said) => (format!("{}: {message}; {said}", finding.rule), None),
        };
        let label = (!finding.excerpt.text.is_empty())
            .then(|| LabeledSpan::new_primary_with_span(label, window.span));
        Drawn {
            finding,
            form,
            message,
            help: if form == Form::Whole { help(finding) } else { None },
            window,
            label,
            page,
        }
    }
}

/// What stands under the damage.
fn label(finding: &Finding) -> String {
    let edits = finding.fix.as_ref().map(|fix| fix.edits.as_slice()).unwrap_or_default();
    match edits {
        [] if !finding.related.is_empty() => "this record".to_owned(),
        [] if finding.text.is_empty() => String::new(),
        [] => "here".to_owned(),
        edits => match finding.repaired() {
            Some(text) if text.is_empty() => "remove this".to_owned(),
            Some(text) => format!("write `{}`", visible(&text)),
            // It goes further than the damage that is shown.
            None => written_round(edits),
        },
    }
}

/// What edits beyond the damage write, as far as it is short.
fn written_round(edits: &[Edit]) -> String {
    const SHORT: usize = 40;
    match edits {
        [edit] if !edit.replacement.is_empty() && edit.replacement.chars().count() <= SHORT => {
            format!("write `{}`", visible(&edit.replacement))
        }
        edits => count(edits.len(), "edit"),
    }
}

fn help(finding: &Finding) -> Option<String> {
    let because = finding
        .fix
        .as_ref()
        .and_then(|fix| fix.because.as_deref())
        .map(|why| format!("the fix is not applied by itself: {why}"));
    let related = finding
        .related
        .iter()
        .flat_map(|related| std::iter::once(place_of(related)).chain(comparison(related)));
    let all: Vec<String> = finding
        .help
        .iter()
        .map(|help| visible(help).into_owned())
        .chain(because)
        .chain(related)
        .collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

fn place_of(related: &Related) -> String {
    let Related { path, line, record, similarity, message, .. } = related;
    format!("{}:{line} (record {record}, similarity {similarity:.2}): {message}", visible(path))
}

/// The two texts side by side where they differ: `-` this one, `+` the other.
fn comparison(related: &Related) -> Vec<String> {
    let sides = related.comparison.shown.iter().flat_map(|difference| {
        [format!("- {}", visible(&difference.here)), format!("+ {}", visible(&difference.there))]
    });
    let more = related.comparison.more;
    sides.chain((more > 0).then(|| format!("and {more} more"))).collect()
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (self.form == Form::Whole).then(|| Box::new(&self.finding.rule) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.page.as_ref().map(|page| Box::new(page) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.label
            .clone()
            .map(|label| Box::new(std::iter::once(label)) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// A few columns of a file, which know where they lie.
struct Window {
    name: String,
    text: String,
    span: SourceSpan,
    /// 0-based, as miette counts.
    line: usize,
    column: usize,
}

impl Window {
    fn of(finding: &Finding) -> Window {
        let excerpt = &finding.excerpt;
        let start = finding.span.start().saturating_sub(excerpt.offset).min(excerpt.text.len());
        let end = finding.span.end().saturating_sub(excerpt.offset).min(excerpt.text.len());
        let part =
            |range: std::ops::Range<usize>| visible(excerpt.text.get(range).unwrap_or_default());
        let (before, damage, after) =
            (part(0..start), part(start..end), part(end..excerpt.text.len()));
        let title = visible(&excerpt.title);
        let about = if title.is_empty() {
            format!("record {}", finding.record)
        } else {
            format!("“{title}”")
        };
        Window {
            name: format!(
                "{}:{}:{} · {about}",
                visible(&finding.path),
                finding.location.line,
                finding.location.column
            ),
            span: SourceSpan::new(before.len().into(), damage.len()),
            text: format!("{before}{damage}{after}"),
            line: finding.location.line - 1,
            column: finding.location.column - 1,
        }
    }
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        if span.offset() + span.len() > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let whole = SourceSpan::new(0.into(), self.text.len());
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            whole,
            self.line,
            self.column,
            1,
        )))
    }
}
