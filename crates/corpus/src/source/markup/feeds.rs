//! Items of feeds, which say a thing twice: in short, and in full.

use std::sync::LazyLock;

use regex::Regex;

/// An abstract has at most so many bytes; what is longer is the paper.
const LONGEST: usize = 8000;

/// Texts that are the same begin with so many letters alike.
const ALIKE: usize = 30;

/// Where and when a paper appeared, and nothing else.
static APPEARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^\s*(?:<[^<>]*>\s*)*(?:[^.!?<>]{0,120},\s*)?
        (?:(?:volume|vol\.?|issue|no\.?|pages?|pp?\.?|article)\s*[\w–-]+[\s,:;()]*
        |(?:published\s+online|available\s+online|publication\s+date|online|early\s+view|ahead\s+of\s+print)[\s:,;]*
        |(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr
          |jun|jul|aug|sep|sept|oct|nov|dec)\.?[\s,;]*
        |\d[\d\s–.,;:/-]*|doi:?\s*10\.\S+|<[^<>]*>|\s+)+\.?\s*$",
    )
    .expect("a valid expression")
});

/// Whether `full` says what `short` says in part: `short` is clipped, or says only where the paper
/// appeared.
pub(super) fn is_fuller(full: &str, short: &str) -> bool {
    if full.len() > LONGEST || full.len() <= short.len() {
        return false;
    }
    let clipped = ["…", "...", "[…]", "[...]", "[&#8230;]"];
    let end = short.trim_end().trim_end_matches("</p>").trim_end();
    let is_clipped = clipped.iter().any(|mark| end.ends_with(mark));
    (is_clipped && letters(full) == letters(short)) || is_stamp(short)
}

/// Whether a text says where and when a paper appeared, and nothing else.
fn is_stamp(text: &str) -> bool {
    const LONGEST: usize = 300;
    text.len() <= LONGEST && APPEARED.is_match(text)
}

/// The first letters of a text, without its tags.
fn letters(text: &str) -> String {
    let mut depth = 0_usize;
    let mut seen = String::new();
    for c in text.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => seen.extend(c.to_lowercase()),
            _ => {}
        }
        if seen.chars().count() >= ALIKE {
            break;
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str =
        "<p>Lamps in the streets of old towns turn by night, and we count how often they do.</p>";

    #[test]
    fn a_clipped_text_and_a_stamp_have_a_fuller_one() {
        for short in [
            "Lamps in the streets of old towns turn by night, and […]",
            "<p>Lamps in the streets of old towns turn by night…</p>",
            "Lamps in the streets of old towns turn ...",
            "Journal of Lamps, Volume 4, Issue 2, Page 1-9, May 2020. ",
            "Volume 7, Issue 1, March 2021",
            "Lamps Today, Ahead of Print.",
            "Publication date: June 2020",
        ] {
            assert!(is_fuller(FULL, short), "{short}");
        }
    }

    #[test]
    fn a_text_of_its_own_stays() {
        for short in [
            "Lamps turn by night. We count them.",
            "A post on posts that ends here ...",
            "In volume 4 of our series we count lamps.",
            "May lamps turn by night? They may.",
            "Volume control of lamps that hum.",
        ] {
            assert!(!is_fuller(FULL, short), "{short}");
        }
        let paper = FULL.repeat(200);
        assert!(!is_fuller(&paper, "Volume 7, Issue 1, March 2021"), "the whole paper");
    }
}
