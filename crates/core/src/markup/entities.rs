//! Entities of HTML: `&mdash;`, `&#945;`, and those whose semicolon was lost.
//!
//! Names are those of the HTML standard. Without a semicolon an ampersand is one of text (`AT&T`,
//! `R&D`, `&c`), unless one of the names follows that HTML reads so, and no letter behind it.

use std::sync::LazyLock;

use regex::Regex;

use super::mentions;
use crate::span::Span;

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31})(?:;|(?-u:\\b))")
        .expect("a valid expression")
});

/// Names that are read without a semicolon wherever no letter or digit follows. Of the names that
/// HTML reads so (*HTML Living Standard*, section 13.5) these are no words.
const WITHOUT_SEMICOLON: &[&str] = &[
    "lt", "gt", "amp", "quot", "nbsp", "deg", "plusmn", "micro", "times", "middot", "laquo",
    "raquo", "frac12", "frac14", "frac34", "sup1", "sup2", "sup3", "iexcl", "iquest", "szlig",
    "alpha", "beta", "gamma", "delta", "epsilon", "lambda", "mu", "sigma", "omega", "mdash",
    "ndash", "hellip", "rsquo", "lsquo", "ldquo", "rdquo", "le", "ge", "ne", "minus", "infin",
];

/// Letters with a mark: `eacute`, `ouml`.
const MARKS: &[&str] = &["acute", "grave", "circ", "uml", "tilde", "ring", "cedil", "slash"];

/// The entities of a text, and what each stands for.
pub fn entities(text: &str) -> Vec<(Span, String)> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut named = None;
    for span in ENTITY.find_iter(text).map(Span::of) {
        let Some(meant) = meant(text, span) else { continue };
        if is_named(text, span, named) {
            named = Some(span);
        } else {
            found.push((span, meant));
        }
    }
    found
}

/// Whether the text speaks of an entity, and does not use it: `"&nbsp;"`, `the entity &lt; is`, the
/// next one of a list of such.
fn is_named(text: &str, span: Span, named: Option<Span>) -> bool {
    const LINKS: [&str; 6] = [" and ", " or ", ", ", ", and ", ", or ", "/"];
    const KINDS: [&str; 8] =
        ["entity", "entities", "escape", "escapes", "string", "strings", "code", "codes"];
    const INSTEAD: [&str; 3] = ["rather than ", "in place of ", "instead of "];
    const OF_MARKUP: [&str; 5] = ["&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;"];
    let (before, behind) = (&text[..span.start()], &text[span.end()..]);
    let is_listed = || named.is_some_and(|last| LINKS.contains(&&text[last.end()..span.start()]));
    let is_behind_kind = || {
        let head = before.strip_suffix(' ').unwrap_or_default();
        let word = head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        KINDS.iter().any(|kind| word.eq_ignore_ascii_case(kind)) && is_subject(behind)
    };
    // Behind one that is named, others that stand as words are named as well.
    let stands_as_word = before.ends_with(' ') && {
        behind.is_empty()
            || behind.starts_with([',', ';', '.', ')'])
            || behind.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_alphabetic))
    };
    let is_compared = || {
        let follows =
            |link: &&str| behind.strip_prefix(' ').is_some_and(|next| next.starts_with(*link));
        let is_behind = INSTEAD.iter().any(|link| before.ends_with(link));
        let is_of_markup = OF_MARKUP.contains(&span.slice(text));
        is_of_markup && (is_behind || named.is_some() || INSTEAD.iter().any(follows))
    };
    mentions::is_quoted(before, behind)
        || is_listed()
        || is_behind_kind()
        || stands_as_word && is_compared()
}

/// Whether text goes on as behind a name; `named entity &amp; relation` does not.
fn is_subject(behind: &str) -> bool {
    const WORDS: [&str; 20] = [
        "is", "are", "was", "were", "must", "and", "or", "for", "stands", "stand", "means", "mean",
        "may", "can", "should", "has", "have", "in", "as", "fails",
    ];
    let next = behind.strip_prefix(' ').unwrap_or_default();
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    behind.is_empty() || behind.starts_with([',', '.', ';', ':', ')']) || WORDS.contains(&word)
}

/// `text` with its entities read.
pub fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (span, meant) in entities(text) {
        out.push_str(&text[done..span.start()]);
        out.push_str(&meant);
        done = span.end();
    }
    out.push_str(&text[done..]);
    out
}

/// What an entity stands for; `None` if it is none.
fn meant(text: &str, span: Span) -> Option<String> {
    let written = span.slice(text);
    let whole = match written.strip_suffix(';') {
        Some(_) => written.to_owned(),
        None if lacks_semicolon(text, span) => format!("{written};"),
        None => return None,
    };
    let read = htmlize::unescape(&whole);
    let is_text = !read.chars().any(|c| c.is_control() && !c.is_whitespace() || c == '\u{fffd}');
    (read != whole && is_text).then(|| read.into_owned())
}

fn lacks_semicolon(text: &str, span: Span) -> bool {
    let name = &span.slice(text)[1..];
    let behind = &text[span.end()..];
    // `?a=1&lt=2` is a query.
    let is_query = behind.starts_with('=') || is_in_address(&text[..span.start()]);
    let has_mark = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.get(1..).is_some_and(|mark| MARKS.contains(&mark));
    !is_query && (name.starts_with('#') || has_mark || WITHOUT_SEMICOLON.contains(&name))
}

fn is_in_address(before: &str) -> bool {
    const LONGEST: usize = 300;
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(LONGEST))..];
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.contains("www.") || word.contains('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read() {
        for (text, read) in [
            ("A&ndash;B &amp; C &#8217; &#x3b1; &lt;i&gt;", "A–B & C ’ α <i>"),
            ("5 &plusmn 2 at 30 &deg, caf&eacute and &#946 x", "5 ± 2 at 30 °, café and β x"),
            ("a &lt b, c &gt d &amp e", "a < b, c > d & e"),
        ] {
            assert_eq!(decoded(text), read);
        }
    }

    #[test]
    fn ampersands_of_texts_stay() {
        for text in [
            "Plug & Play; AT&T; Q&A;",
            "R&D, A&B, &c and B&amplify",
            "x.org/?a=1&lt=2&copy=3",
            "if (a&&b)",
            "S&P500, M&Ms; H&E-stained, K&R&C",
            "https://x.org/q?k=v&gt ",
            "&unknown;",
            "the entities &lt; and &gt; must pair, and the entity &nbsp; is blank",
            "readers see \"&amp;\" or `&eacute;` rather than &amp; when it fails",
            "the entities &lt; and &gt; must pair, but &quot; need not",
            "poets type &amp; in place of & at times",
            "pros&cons",
            "&#0; &#1;",
        ] {
            assert_eq!(decoded(text), text);
        }
    }
}
