//! TeX's quotes: a backtick opens, an apostrophe closes.

use crate::check::Hit;
use crate::edit::Edit;
use crate::span::Span;

/// Quotes farther apart than this (bytes) do not belong together.
const LONGEST: usize = 300;

/// A hit for each pair of quotes, with all between them.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut from = 0;
    let has_code = has_code(text);
    while let Some((pair, end)) = next_pair(text, from) {
        from = end;
        hits.extend(pair.filter(|hit| !has_code || !hit.span.slice(text).ends_with('`')));
    }
    hits
}

/// Whether a text has code between backticks, as Markdown writes it: `` `ls` ``.
fn has_code(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('`') {
        let end = behind.find(['`', '\'']).unwrap_or(behind.len());
        let is_single =
            end > 0 && behind[end..].starts_with('`') && !behind[end..].starts_with("``");
        if is_single {
            return true;
        }
        rest = behind.trim_start_matches('`');
    }
    false
}

/// The next place where a quote may open; the pair, if it closes; and where to go on.
fn next_pair(text: &str, from: usize) -> Option<(Option<Hit>, usize)> {
    let at = from + text.get(from..)?.find(['`', '\''])?;
    let rest = &text[at..];
    let opens = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '\\');
    let form = match () {
        () if rest.starts_with("```") || rest.starts_with("'''") => return Some((None, at + 3)),
        () if rest.starts_with("``") => {
            Form { open: "``", closers: &["''", "\"", "``", "”"], written: ("“", "”") }
        }
        // `0.''8`: seconds of arc.
        () if rest.starts_with("''") && opens && !is_between_figures(text, at) => {
            Form { open: "''", closers: &["''"], written: ("“", "”") }
        }
        () if rest.starts_with('`') && opens => {
            Form { open: "`", closers: &["'", "’"], written: ("‘", "’") }
        }
        () => return Some((None, at + 1 + usize::from(rest.starts_with("''")))),
    };
    let inner = at + form.open.len();
    let Some((close, closer)) = form.close(text, inner) else { return Some((None, inner)) };
    let end = close + closer;
    let hit = Span::new(text, at, end).map(|span| Hit {
        edits: vec![edit(text, at, inner, form.written.0), edit(text, close, end, form.written.1)]
            .into_iter()
            .flatten()
            .collect(),
        ..Hit::at(span)
    });
    Some((hit, end))
}

/// Whether the two apostrophes at byte `at` stand between a decimal point and a figure.
fn is_between_figures(text: &str, at: usize) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    text[at + 2..].starts_with(is_digit)
        && text[..at].strip_suffix('.').is_some_and(|number| number.ends_with(is_digit))
}

fn edit(text: &str, start: usize, end: usize, written: &str) -> Option<Edit> {
    Span::new(text, start, end).map(|span| Edit::new(span, written))
}

struct Form {
    open: &'static str,
    closers: &'static [&'static str],
    written: (&'static str, &'static str),
}

impl Form {
    /// Where the quote that opened before `inner` closes, and how long its closing mark is.
    fn close(&self, text: &str, inner: usize) -> Option<(usize, usize)> {
        let first = text[inner..].chars().next()?;
        if first.is_whitespace() {
            return None;
        }
        let end = text.floor_char_boundary(inner + LONGEST);
        let room = &text[inner..end];
        let places = room.char_indices().map(|(at, _)| inner + at).skip(1);
        places
            .filter_map(|at| {
                self.closers.iter().find(|c| text[at..].starts_with(**c)).map(|c| (at, c.len()))
            })
            .find(|(at, len)| self.ends_quote(text, *at, *len))
            .filter(|(at, _)| self.open != "`" || !text[inner..*at].replace("``", "").contains('`'))
    }

    /// Not the apostrophe of `don't`: behind a closing mark no letter goes on, and before it stands
    /// no space.
    fn ends_quote(&self, text: &str, at: usize, len: usize) -> bool {
        let before = text[..at].chars().next_back();
        let behind = text[at + len..].chars().next();
        !before.is_some_and(char::is_whitespace)
            && (len > 1 && self.open.len() > 1 || !behind.is_some_and(char::is_alphanumeric))
            && !(self.open == "`" && behind == Some('\''))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn repaired(text: &str) -> String {
        hit::repaired(text, hits(text))
    }

    #[test]
    fn pairs_are_turned() {
        assert_eq!(
            repaired("the `teacher' network's ``big'' plan, ''so'' to say"),
            "the ‘teacher’ network's “big” plan, “so” to say"
        );
        assert_eq!(repaired("a `don't know' answer"), "a ‘don't know’ answer");
        assert_eq!(repaired("``one\" and ``two``"), "“one” and “two”");
    }

    #[test]
    fn what_is_no_pair_stays() {
        for text in [
            "the models' inductive bias and its authors' view",
            "a ` alone",
            "'similarity'",
            "rock 'n' roll",
            "`code` in Markdown",
            "5'' and 6'' screens",
            "f'' and g''",
            "`cd` and 'so-called' ones",
            "`mv` or ``cp`` for it",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
