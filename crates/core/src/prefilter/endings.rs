//! What a text ends in where an expression that is anchored to its end matches.
//!
//! A promise that breaks off (`available at .`), or a notice behind an abstract, is looked for at
//! the end alone. A look at the last letters of the text tells for nearly all texts that there is
//! none.

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// What a text with a match of `hir` ends in, apart from stops and white space, in whatever case;
/// nothing where nothing so plain can be said.
pub(super) fn endings(hir: &Hir) -> Vec<Vec<u8>> {
    if !is_anchored(hir) {
        return Vec::new();
    }
    let mut extractor = Extractor::new();
    extractor.kind(ExtractKind::Suffix).limit_class(8).limit_repeat(2);
    let found = extractor.extract(&without_stops(hir));
    // What goes from the end of the text goes from the end of its literals, too.
    let trimmed: Option<Vec<Vec<u8>>> = found.literals().and_then(|literals| {
        let texts = literals.iter().map(|literal| std::str::from_utf8(literal.as_bytes()).ok());
        texts.map(|text| Some(trimmed(text?).to_ascii_lowercase().into_bytes())).collect()
    });
    let mut endings = trimmed.filter(|all| !all.iter().any(Vec::is_empty)).unwrap_or_default();
    endings.sort_unstable();
    endings.dedup();
    endings
}

/// Whether `text` ends in one of `endings`, as [`endings`] tells them.
pub(super) fn ends_in_one(text: &str, endings: &[Vec<u8>]) -> bool {
    let text = trimmed(text).as_bytes();
    endings.iter().any(|ending| {
        let behind = text.len().checked_sub(ending.len()).map(|at| &text[at..]);
        behind.is_some_and(|behind| behind.eq_ignore_ascii_case(ending))
    })
}

/// Without the stops and the white space behind it.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches(is_stop)
}

fn is_stop(c: char) -> bool {
    c.is_whitespace() || ".:;,|/".contains(c)
}

/// Whether every match ends at the end of the text.
fn is_anchored(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Look(look) => *look == Look::End,
        HirKind::Capture(capture) => is_anchored(&capture.sub),
        HirKind::Concat(parts) => parts.last().is_some_and(is_anchored),
        HirKind::Alternation(branches) => branches.iter().all(is_anchored),
        _ => false,
    }
}

/// An expression whose matches are the ends of the matches of `hir`, or go on with nothing but
/// stops.
fn without_stops(hir: &Hir) -> Hir {
    match hir.kind() {
        _ if is_stops(hir) => Hir::empty(),
        HirKind::Capture(capture) => without_stops(&capture.sub),
        // Several end as the last of them does.
        HirKind::Repetition(repetition) if repetition.min > 0 => without_stops(&repetition.sub),
        HirKind::Alternation(branches) => {
            Hir::alternation(branches.iter().map(without_stops).collect())
        }
        HirKind::Concat(parts) => {
            let kept = parts.iter().rposition(|part| !is_stops(part)).map_or(0, |last| last + 1);
            let (last, others) = match parts[..kept].split_last() {
                Some((last, others)) => (without_stops(last), others),
                None => return Hir::empty(),
            };
            Hir::concat(others.iter().cloned().chain([last]).collect())
        }
        _ => hir.clone(),
    }
}

/// Whether it matches nothing but stops and white space.
fn is_stops(hir: &Hir) -> bool {
    /// A class with more characters than those is not looked at.
    const MOST: usize = 16;
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| trimmed(text).is_empty())
        }
        HirKind::Class(Class::Unicode(class)) => class
            .ranges()
            .iter()
            .all(|range| range.len() <= MOST && (range.start()..=range.end()).all(is_stop)),
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Repetition(repetition) => is_stops(&repetition.sub),
        HirKind::Capture(capture) => is_stops(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(is_stops),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str) -> Vec<String> {
        let endings = endings(&regex_syntax::parse(source).unwrap());
        endings.into_iter().map(|ending| String::from_utf8(ending).unwrap()).collect()
    }

    #[test]
    fn what_a_match_ends_in() {
        assert_eq!(of(r"\w+(?: \w+){0,2} (?:at|via)\s*[.:;,]*\s*\z"), [" at", " via"]);
        assert_eq!(of(r"(?P<here>(?:there|(?i)Now))\s*(?:[.:;,]\s*)*$"), ["now", "there"]);
        assert_eq!(of(r"(?:[(\[]\w+[)\]][\s,;|/]*)+\.?\s*\z"), [")", "]"]);
    }

    #[test]
    fn where_nothing_can_be_said() {
        for source in [
            "at", r"\w+\z", r"at\z|in", r"at(?:\z|\s)", r"\.\z", r"(?:at)?\s*\z",
            r"at\s*(?:x|\.)\z",
        ] {
            assert!(of(source).is_empty(), "{source}");
        }
    }

    #[test]
    fn stops_do_not_count() {
        let endings = endings(&regex_syntax::parse(r"(?:at|from:)\s*\.?\z").unwrap());
        assert!(ends_in_one("found AT \u{A0}.", &endings) && ends_in_one("from: .", &endings));
        assert!(!ends_in_one("found at it.", &endings) && !ends_in_one("", &endings));
    }
}
