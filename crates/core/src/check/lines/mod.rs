//! `lines`: line ends within a text, most of which are no part of it.
//!
//! Text that was set for a page or a terminal ends its lines at a width; some tools write one
//! sentence a line. Neither is a paragraph. A blank line is one, and so is an indent where other
//! lines have none; those that authors set stay as they are. What is left is a line end behind a
//! full stop in a source that sets none: a paragraph, or the place where a page lost something
//! (`finds: paragraphs`, once a text).

mod hyphen;

use schemars::JsonSchema;
use serde::Deserialize;

use self::hyphen::Hyphen;
use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::Lexicon;
use crate::record::FieldName;
use crate::span::Span;
use crate::text::east_asian::sets_no_spaces;
use crate::text::{TextFacts, sentence};

/// The settings of a `lines` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    finds: LinesTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum LinesTarget {
    /// Line ends that are spaces.
    Wraps,
    /// A line end behind a sentence that nothing explains.
    Paragraphs,
}

/// How the lines of a text, or of most texts of a source, are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// The text is one line.
    #[default]
    OneLine,
    /// Lines end at a width.
    Wrapped,
    /// Each sentence has a line.
    Sentences,
    /// Lines are paragraphs.
    Paragraphs,
}

impl TextCheck for Lines {
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let lined = facts.fact(|| Lined::of(facts.text()));
        let is_title = context.field == FieldName::Title;
        let of_source = context.profile().style.layout;
        let text = facts.text();
        let mut wraps = lined.breaks.iter().filter(|one| lined.is_wrap(one, of_source, is_title));
        match self.finds {
            LinesTarget::Wraps => {
                let words = facts.language().may_be_english().then(|| context.lexicon());
                wraps.filter_map(|one| one.wrap(text, words)).collect()
            }
            LinesTarget::Paragraphs if of_source == Layout::Paragraphs || is_title => Vec::new(),
            LinesTarget::Paragraphs => {
                let is_wrap = |one: &Break| wraps.any(|wrap| wrap == one);
                lined
                    .unexplained(text, is_wrap)
                    .and_then(|one| one.paragraph(text))
                    .into_iter()
                    .collect()
            }
        }
    }

    fn may_hit(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> bool {
        memchr::memchr2(b'\n', b'\r', facts.text().as_bytes()).is_some()
    }

    fn repairs_itself(&self) -> bool {
        self.finds == LinesTarget::Wraps
    }
}

/// The layout of one text.
pub(super) fn layout(text: &str) -> Layout {
    Lined::of(text).layout
}

/// The white space round one or more line ends within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Break {
    start: usize,
    end: usize,
    /// Whether there is a blank line.
    is_blank: bool,
    /// Whether the next line is indented.
    is_indented: bool,
    /// Whether a sentence, or a heading, may end in front of it.
    is_behind_stop: bool,
    /// How long the line in front of it is, in bytes.
    line: usize,
}

/// A text by its line ends.
struct Lined {
    breaks: Vec<Break>,
    layout: Layout,
    /// The bytes of its longest line.
    longest: usize,
    /// Whether an indent says something.
    marks_by_indent: bool,
    /// Whether every line but the first has one: then all of them are alike.
    all_are_indented: bool,
}

impl Lined {
    fn of(text: &str) -> Lined {
        let breaks = breaks(text);
        let is_within = |one: &Break| !one.is_behind_stop && !one.is_blank;
        let indented = breaks.iter().filter(|one| one.is_indented).count();
        let all_are_indented = indented == breaks.len();
        let marks_by_indent = indented > 0 && !(all_are_indented && breaks.iter().any(is_within));
        let longest = breaks.iter().map(|one| one.line).max().unwrap_or_default();
        let is_plain = |one: &Break| !(one.is_blank || marks_by_indent && one.is_indented);
        let layout = match () {
            () if breaks.is_empty() => Layout::OneLine,
            () if breaks.iter().any(is_within) => Layout::Wrapped,
            () if breaks.len() >= 2
                && breaks.iter().all(is_plain)
                && has_a_sentence_a_line(text) =>
            {
                Layout::Sentences
            }
            () => Layout::Paragraphs,
        };
        let all_are_indented = all_are_indented && !breaks.is_empty();
        Lined { breaks, layout, longest, marks_by_indent, all_are_indented }
    }

    /// Whether a line end is a space, in a source that lays its lines out so.
    fn is_wrap(&self, one: &Break, of_source: Layout, is_title: bool) -> bool {
        if is_title {
            return true;
        }
        if one.is_blank {
            return false;
        }
        if !one.is_behind_stop {
            return true;
        }
        let is_marked = self.marks_by_indent && one.is_indented;
        // The last line of a paragraph is shorter.
        let is_full = one.line * 10 >= self.longest * 7;
        match self.layout {
            _ if is_marked => false,
            Layout::Wrapped => is_full || self.all_are_indented,
            Layout::Sentences => true,
            _ => of_source == Layout::Sentences,
        }
    }

    /// The first line end that is neither a space nor a paragraph that was meant.
    fn unexplained(&self, text: &str, mut is_wrap: impl FnMut(&Break) -> bool) -> Option<&Break> {
        self.breaks.iter().find(|one| {
            !one.is_blank && !one.is_indented && !is_labelled(&text[one.end..]) && !is_wrap(one)
        })
    }
}

impl Break {
    /// A hit on a line end that is a space, or nothing behind a hyphen that stays. It has no edit
    /// within a word of which nobody knows whether the hyphen is its own: `english` has the words
    /// of a text that may be in that language.
    fn wrap(&self, text: &str, english: Option<&Lexicon>) -> Option<Hit> {
        let (before, behind) = (&text[..self.start], &text[self.end..]);
        let gap = match Hyphen::at(before, behind, english) {
            Hyphen::OfLine => {
                let span = Span::new(text, self.start - 1, self.end)?;
                return Some(Hit { edits: vec![Edit::new(span, "")], ..Hit::at(span) });
            }
            Hyphen::Unknown => return Span::new(text, self.start - 1, self.end).map(Hit::at),
            Hyphen::OfCompound => "",
            Hyphen::No => {
                let needs_none = before.ends_with(sets_no_spaces)
                    && behind.starts_with(sets_no_spaces)
                    || behind.starts_with(['}', ']', ')', ',', ';']);
                if needs_none { "" } else { " " }
            }
        };
        let span = Span::new(text, self.start, self.end)?;
        Some(Hit { edits: vec![Edit::new(span, gap)], ..Hit::at(span) })
    }

    /// A hit on it with the words round it.
    fn paragraph(&self, text: &str) -> Option<Hit> {
        let start = text[..self.start].rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let start = text.ceil_char_boundary(start);
        let length = text[self.end..].find(char::is_whitespace);
        let end = length.map_or(text.len(), |length| self.end + length);
        Span::new(text, start, end).map(Hit::at)
    }
}

/// The line ends of a text but for those round it.
fn breaks(text: &str) -> Vec<Break> {
    let whole = text.trim_end().len();
    let mut breaks = Vec::new();
    let mut from = text.len() - text.trim_start().len();
    let mut line = from;
    while let Some(found) = text[from..whole].find(['\n', '\r']) {
        let at = from + found;
        let start = text[..at].trim_end().len();
        let end = text.len() - text[at..].trim_start().len();
        from = end;
        if is_eaten_escape(text, at) {
            continue;
        }
        let gap = &text[start..end];
        breaks.push(Break {
            start,
            end,
            is_blank: line_ends(gap) > 1,
            is_indented: !gap.ends_with(['\n', '\r']),
            is_behind_stop: ends_here(&text[line..start], &text[end..]),
            line: start - line,
        });
        line = end;
    }
    breaks
}

/// Whether a lone carriage return is what is left of a macro such as `\rightarrow`.
fn is_eaten_escape(text: &str, at: usize) -> bool {
    const REST: [&str; 10] = [
        "ightarrow", "ight", "ho", "angle", "ceil", "floor", "vert", "brace", "ightleftharpoons",
        "ef{",
    ];
    let rest = &text[at..];
    rest.strip_prefix('\r').is_some_and(|rest| {
        let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        REST.iter()
            .any(|end| rest[..letters] == **end || end.ends_with('{') && rest.starts_with(end))
    })
}

/// How many lines end in a stretch of white space.
fn line_ends(gap: &str) -> usize {
    let lone = gap.matches('\r').count() - gap.matches("\r\n").count();
    gap.matches('\n').count() + lone
}

/// Whether a sentence, a heading or an item of a list may end at the end of `line`.
fn ends_here(line: &str, next: &str) -> bool {
    /// A heading has at most so many bytes.
    const HEADING: usize = 30;
    let is_stopped = line.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？']);
    let is_closed = line.ends_with(['"', '”', ')']) && !next.starts_with(char::is_lowercase);
    let is_heading =
        line.len() <= HEADING && next.starts_with(char::is_uppercase) && !line.ends_with('-');
    let is_item = next.starts_with(['•', '-', '*', '–', '·', '#', '|']);
    is_stopped || is_closed || is_heading || is_item
}

/// Whether each line is one sentence, and none of them begins with a label.
fn has_a_sentence_a_line(text: &str) -> bool {
    text.trim().split(['\n', '\r']).filter(|line| !line.trim().is_empty()).all(|line| {
        let line = line.trim();
        sentence::split(line).len() == 1 && !is_labelled(line) && line.len() > 20
    })
}

/// Whether a text begins as `Methods: we …` or `1) …` does.
fn is_labelled(text: &str) -> bool {
    /// A label has at most so many bytes.
    const LABEL: usize = 40;
    let head = &text[..text.floor_char_boundary(LABEL)];
    let words = |label: &str| label.split_whitespace().count();
    let is_heading = head.split_once(':').is_some_and(|(label, _)| (1..=3).contains(&words(label)));
    let number = head.split_once(['.', ')']).map_or("", |(number, _)| number);
    let is_number = number.len() <= 3 && number.starts_with(|c: char| c.is_ascii_alphanumeric());
    is_heading || is_number || head.starts_with(['(', '•', '-', '*', '–', '·'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts, SourceProfile, hit};

    fn hits(finds: LinesTarget, layout: Layout, text: &str) -> Vec<Hit> {
        let background = Background::default();
        let mut profile = SourceProfile::default();
        profile.style.layout = layout;
        let record = RecordFacts::of_abstract(text, &background).in_source(profile);
        Lines { finds }.hits(&TextFacts::new(text), record.seen_from(FieldName::Abstract))
    }

    fn joined(text: &str) -> String {
        hit::repaired(text, hits(LinesTarget::Wraps, Layout::OneLine, text))
    }

    #[test]
    fn line_ends_that_are_spaces() {
        for (text, expected) in [
            ("The boats come home\nat dusk.", "The boats come home at dusk."),
            ("The boats come home\r\n  at dusk.", "The boats come home at dusk."),
            ("The boats come home\rat dusk.", "The boats come home at dusk."),
            (
                "The boats of the bay come home at dusk.\nThe nets are then dried on the long\npoles.",
                "The boats of the bay come home at dusk. The nets are then dried on the long poles.",
            ),
            (
                "All boats of the bay come home.\nTheir nets are dried on poles.\nTheir crews are paid in silver.",
                "All boats of the bay come home. Their nets are dried on poles. Their crews are paid in silver.",
            ),
            (
                "The boats of the bay come home at dusk.\n  Their nets are dried on the long\npoles.",
                "The boats of the bay come home at dusk.\n  Their nets are dried on the long poles.",
            ),
            ("a state-of-the-\nart boat is fast", "a state-of-the-art boat is fast"),
            ("the short-\nto long-term plans of boats", "the short- to long-term plans of boats"),
            ("die Netz-\nund Bootsbauer", "die Netz- und Bootsbauer"),
            ("a β-\nsheet, a k-\nmeans, a 2-\npropanol", "a β-sheet, a k-means, a 2-propanol"),
            ("Jean-\nPaul and the nets", "Jean-Paul and the nets"),
            ("el trata-\nmiento es un tratamiento", "el tratamiento es un tratamiento"),
            ("el trata-\nmiento de las redes", "el trata-\nmiento de las redes"),
            (
                "Die Da-\nten sind nicht das, was sie in der Zeit waren.",
                "Die Da-\nten sind nicht das, was sie in der Zeit waren.",
            ),
            ("本文研究\n船只", "本文研究船只"),
            ("the boats (of the bay\n), and\nnets", "the boats (of the bay), and nets"),
        ] {
            assert_eq!(joined(text), expected, "{text}");
        }
    }

    #[test]
    fn paragraphs_that_authors_set_stay() {
        for text in [
            "The boats come home.\n\nTheir nets are dried.",
            "Background: Boats come home.\nMethods: We dried their nets.\nResults: They were dry.",
            "BACKGROUND\nThe boats come home at dusk.",
            "We ask three things:\n- boats\n- nets",
            "The boats come home.\nxGrid is what their nets are called.",
            "a \rightarrow b and \rho",
        ] {
            assert_eq!(joined(text), *text, "{text}");
            assert_eq!(hits(LinesTarget::Paragraphs, Layout::Paragraphs, text), [], "{text}");
        }
    }

    #[test]
    fn one_paragraph_that_nothing_explains_is_told_once() {
        let text = "The boats come home. They are few.\nTheir nets dry. So it is.\nThey are sold. So they say.";
        let told = |layout| hits(LinesTarget::Paragraphs, layout, text).len();
        assert_eq!((told(Layout::OneLine), told(Layout::Paragraphs)), (1, 0));
        assert_eq!(hits(LinesTarget::Paragraphs, Layout::OneLine, "They come home.\n"), []);
    }
}
