//! Names of entities that lost both their `&` and their semicolon: `robotpsilas`, `ldquohererdquo`.
//!
//! Some databases of engineering deliver a quote so, glued to the word that it stood beside. No
//! English word holds `ldquo`; of the other names only what they make of the word tells:
//! `ipsilateral` is one.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::lexicon;
use crate::span::Span;

/// One of these a text has to hold.
static SIGNS: LazyLock<Regex> = LazyLock::new(|| compiled("squo|dquo|psila|dash|apos"));

static QUOTE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?-u:[lr][sd]quo);?"));

/// A word, the apostrophe, and what English puts behind one.
static APOSTROPHE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?P<word>\p{L}[\p{L}\p{N}]*?)(?P<name>psila)(?P<end>s|t|re|ve|ll|d|m)?\b|\b(?i:are|ca|could|did|do|does|had|has|have|is|should|was|were|wo|would)n(?P<apos>apos)t\b",
    )
});

/// `dasiaso calledpsila`: quotes of the database's own.
static SINGLE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"\b(?P<open>dasia)[^.;:]{1,80}?\p{L}(?P<close>psila)\b"));

/// A dash between numbers or words, or by itself.
static DASH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?P<before>\b\d+|\b\p{L}+\s|\b)(?P<name>[nm]dash)(?P<behind>\d+\b|\s\p{L}+\b|\b)")
});

fn compiled(expression: &str) -> Regex {
    Regex::new(expression).expect("the tests of this file compile it")
}

/// The names in a text, and the sign that each stands for, in order of place.
pub(super) fn found(text: &str) -> Vec<(Span, String)> {
    if !SIGNS.is_match(text) {
        return Vec::new();
    }
    let mut found: Vec<(Span, &str)> = quotes(text).collect();
    for pair in SINGLE.captures_iter(text) {
        found.extend(part(text, &pair, "open").map(|span| (span, "‘")));
        found.extend(part(text, &pair, "close").map(|span| (span, "’")));
    }
    found.extend(APOSTROPHE.captures_iter(text).filter_map(|one| apostrophe(text, &one)));
    found.extend(DASH.captures_iter(text).filter_map(|one| dash(text, &one)));
    found.sort_by_key(|(span, _)| *span);
    found.dedup_by(|later, first| later.0.start() < first.0.end());
    found.into_iter().map(|(span, sign)| (span, sign.to_owned())).collect()
}

fn part(text: &str, found: &Captures<'_>, name: &str) -> Option<Span> {
    let group = found.name(name)?;
    Span::new(text, group.start(), group.end())
}

/// `ldquo` before a word, and `rdquo` behind one.
fn quotes(text: &str) -> impl Iterator<Item = (Span, &'static str)> + '_ {
    QUOTE.find_iter(text).filter_map(|one| {
        let name = one.as_str();
        let (before, behind) = (&text[..one.start()], &text[one.end()..]);
        let touches = |c: char| c.is_alphanumeric() || ".,;:!?)]%".contains(c);
        let fits = if name.starts_with('l') {
            behind.starts_with(|c: char| c.is_alphanumeric() || "([".contains(c))
                && !before.ends_with(char::is_alphanumeric)
        } else {
            before.trim_end().ends_with(touches) && !behind.starts_with(char::is_alphanumeric)
                || name.starts_with("rs") && before.ends_with(char::is_alphabetic) && ends(behind)
        };
        let sign = match &name[..2] {
            "ld" => "“",
            "rd" => "”",
            "ls" => "‘",
            _ => "’",
        };
        // With its `&` it is for those who read entities.
        let is_bare = !before.ends_with('&');
        let span = Span::new(text, one.start(), one.end())?;
        (fits && is_bare).then_some((span, sign))
    })
}

/// Whether a word goes on with what English puts behind an apostrophe.
fn ends(behind: &str) -> bool {
    ["s", "t", "re", "ve", "ll"].iter().any(|end| {
        behind.strip_prefix(end).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// `robotpsilas`, `donapost`: the whole is no word, and what stands before the name is one.
fn apostrophe(text: &str, found: &Captures<'_>) -> Option<(Span, &'static str)> {
    if let Some(span) = part(text, found, "apos") {
        return Some((span, "’"));
    }
    let whole = found.get(0)?.as_str().to_lowercase();
    let word = found.name("word")?.as_str();
    let end = found.name("end").map_or("", |end| end.as_str());
    let is_english = |word: &str| lexicon::knows(word) || lexicon::is_known(word);
    let is_word = end == "t" && word.ends_with('n')
        || word.len() > 1 && word.starts_with(char::is_uppercase)
        || is_english(&word.to_lowercase());
    // A single one behind a word closes a quotation, which its opening tells.
    let is_owner = !end.is_empty() || word.ends_with('s');
    // Counts are no evidence of the whole: `robotpsilas` was counted where such databases were read.
    (is_word && is_owner && !lexicon::knowledge(&whole).is_any())
        .then(|| Some((part(text, found, "name")?, "’")))?
}

fn dash(text: &str, found: &Captures<'_>) -> Option<(Span, &'static str)> {
    let (before, behind) = (&found["before"], &found["behind"]);
    let is_number = |side: &str| side.starts_with(|c: char| c.is_ascii_digit());
    let is_apart = |side: &str| side.contains(char::is_whitespace);
    let fits = is_number(before) && is_number(behind) || is_apart(before) && is_apart(behind);
    let sign = if found["name"].starts_with('n') { "–" } else { "—" };
    fits.then(|| Some((part(text, found, "name")?, sign)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for (span, sign) in found(text) {
            out.push_str(&text[done..span.start()]);
            out.push_str(&sign);
            done = span.end();
        }
        out + &text[done..]
    }

    #[test]
    fn names_are_read() {
        for (text, expected) in [
            ("the gardenerpsilas spade", "the gardener’s spade"),
            ("the robotpsilas arm and the userpsilas hand", "the robot’s arm and the user’s hand"),
            ("both gardenerspsila spades", "both gardeners’ spades"),
            ("it doesnpsilat rain", "it doesn’t rain"),
            ("a ldquosoftrdquo rain", "a “soft” rain"),
            ("the ldquorain-gauges,rdquo they say", "the “rain-gauges,” they say"),
            ("a ldquoRain 2rdquo gauge", "a “Rain 2” gauge"),
            ("the gardenrsquos gate", "the garden’s gate"),
            ("a lsquosoftrsquo rain", "a ‘soft’ rain"),
            ("a dasiasoft and warmpsila rain", "a ‘soft and warm’ rain"),
            ("in 1931ndash1949 it rained", "in 1931–1949 it rained"),
            ("the rain mdash all of it mdash fell", "the rain — all of it — fell"),
            ("we donapost know", "we don’t know"),
            ("Newtonpsilas apple", "Newton’s apple"),
        ] {
            assert_eq!(read(text), expected);
        }
    }

    #[test]
    fn words_stay() {
        for text in [
            "the ipsilateral and contralateral leaves",
            "psilate pollen of Psila and Chamaepsila",
            "a suprapostural aposematic colour",
            "known aposteriori and a priori",
            "the status quo of the garden",
            "a quotient and a quorum",
            "a dashboard and a haberdasher",
            "the skink Dasia olivacea",
            "&ldquo;rain&rdquo;",
            "an apostle of rain",
            "the Gestapos and a Datapost of Newton",
            "Polypsila is a genus",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
