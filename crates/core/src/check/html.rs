//! `html`: markup of a web page or of a publisher's XML in a text.
//!
//! Entities (`&mdash;`) are those of the HTML standard. A tag is one only if its
//! name is that of a text-level element, or of JATS or MathML, and if its partner
//! is there too: `p < 0.05`, `<image, verb>` and the token `<s>` are none.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::{Captures, Regex};
use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::math::symbols::{subscript, superscript};
use crate::span::Span;
use crate::text::TextFacts;
use crate::text::elements::{PAIRED, SINGLE};

/// The settings of an `html` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Html {
    finds: HtmlTarget,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum HtmlTarget {
    /// `&mdash;`
    Entities,
    /// `<i>…</i>`
    Tags,
    /// `CO<sub>2</sub>`
    Scripts,
}

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
        .expect("a valid expression")
});

static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let attribute = r#"\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=]+))?"#;
    Regex::new(&format!(
        r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*(?:[:-][A-Za-z0-9-]+)?)(?:{attribute})*\s*/?>"
    ))
    .expect("a valid expression")
});

static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    let one = |name: &str| {
        format!(r"<(?i:(?:jats:)?{name})>\s*(?P<{name}>[^<>]*?)\s*</(?i:(?:jats:)?{name})>")
    };
    Regex::new(&format!("{}|{}", one("sub"), one("sup"))).expect("a valid expression")
});

/// Elements that begin a line.
const BLOCKS: &[&str] =
    &["br", "div", "h1", "h2", "h3", "h4", "h5", "hr", "li", "ol", "p", "sec", "title", "ul"];

impl TextCheck for Html {
    /// A hit for each piece of markup, with the edit that leaves what it stands for.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        self.hits_in(facts.text())
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

impl Html {
    fn hits_in(&self, text: &str) -> Vec<Hit> {
        let sign = if self.finds == HtmlTarget::Entities { b'&' } else { b'<' };
        if memchr::memchr(sign, text.as_bytes()).is_none() {
            return Vec::new();
        }
        match self.finds {
            HtmlTarget::Entities => ENTITY
                .find_iter(text)
                .filter_map(|found| entity(found.as_str()).and_then(|c| hit(Span::of(found), c)))
                .collect(),
            HtmlTarget::Tags => tags(text),
            HtmlTarget::Scripts => SCRIPT
                .captures_iter(text)
                .filter_map(|found| hit(Span::of(found.get_match()), script(&found)))
                .collect(),
        }
    }
}

fn hit(span: Span, replacement: String) -> Option<Hit> {
    Some(Hit { edits: vec![Edit::new(span, replacement)], ..Hit::at(span) })
}

/// What an entity stands for; `None` if it is none.
fn entity(written: &str) -> Option<String> {
    let read = htmlize::unescape(written);
    (read != written).then(|| read.into_owned())
}

/// What looks like a tag.
struct Tag {
    span: Span,
    /// In lower case.
    name: String,
    closes: bool,
}

fn tags(text: &str) -> Vec<Hit> {
    let tag = |found: Captures<'_>| Tag {
        span: Span::of(found.get_match()),
        name: found["name"].to_ascii_lowercase(),
        closes: !found["close"].is_empty(),
    };
    let tags: Vec<Tag> = TAG.captures_iter(text).map(tag).collect();
    let present: HashSet<(&str, bool)> =
        tags.iter().map(|tag| (tag.name.as_str(), tag.closes)).collect();
    tags.iter()
        .filter(|tag| tag.is_markup(&present))
        .filter_map(|tag| hit(tag.span, tag.written(text)))
        .collect()
}

impl Tag {
    /// The name without its namespace.
    fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    fn is_markup(&self, present: &HashSet<(&str, bool)>) -> bool {
        let is_foreign = self.name.starts_with("jats:") || self.name.starts_with("mml:");
        let has_partner = present.contains(&(self.name.as_str(), !self.closes));
        is_foreign
            || SINGLE.contains(&self.local())
            || PAIRED.contains(&self.local()) && has_partner
    }

    /// What stands in its place: a space where it parted two words.
    fn written(&self, text: &str) -> String {
        let parts = text[..self.span.start()].ends_with(|c: char| !c.is_whitespace())
            && text[self.span.end()..].starts_with(char::is_alphanumeric);
        if parts && BLOCKS.contains(&self.local()) { " ".to_owned() } else { String::new() }
    }
}

/// A script as characters of Unicode, if each has one; otherwise as TeX writes it.
fn script(found: &Captures<'_>) -> String {
    let (content, sign, raised) = match (found.name("sub"), found.name("sup")) {
        (Some(sub), _) => (sub.as_str(), '_', false),
        (None, sup) => (sup.map_or("", |sup| sup.as_str()), '^', true),
    };
    let written: Option<String> =
        content.chars().map(if raised { superscript } else { subscript }).collect();
    match written {
        Some(script) => script,
        None if content.chars().count() == 1 => format!("{sign}{content}"),
        None => format!("{sign}{{{content}}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn mended(finds: HtmlTarget, text: &str) -> String {
        // Of edits that touch, the second waits for the next pass.
        let repaired = hit::repaired(text, Html { finds }.hits_in(text));
        if repaired == text { repaired } else { mended(finds, &repaired) }
    }

    #[test]
    fn entities_are_read() {
        assert_eq!(
            mended(HtmlTarget::Entities, "A&ndash;B &amp; C &#8217; &#x3b1; &lt;i&gt;"),
            "A–B & C ’ α <i>"
        );
        assert_eq!(
            mended(HtmlTarget::Entities, "Plug & Play; AT&T; Q&A;"),
            "Plug & Play; AT&T; Q&A;"
        );
    }

    #[test]
    fn tags_go_and_comparisons_stay() {
        assert_eq!(
            mended(
                HtmlTarget::Tags,
                "<jats:p>In <i>vitro</i>,<br/>we <a href=\"x\">see</a></jats:p>"
            ),
            "In vitro, we see"
        );
        for text in [
            "p < 0.05 and q > 3",
            "pairs <image, verb>",
            "the tokens <s> and </mask>",
            "a <b c> d",
            "if <i then",
        ] {
            assert_eq!(mended(HtmlTarget::Tags, text), text);
        }
    }

    #[test]
    fn scripts_become_characters() {
        assert_eq!(
            mended(
                HtmlTarget::Scripts,
                "CO<sub>2</sub>, 10<sup>-3</sup>, x<sub>max!</sub>, 5<sup>Q</sup>"
            ),
            "CO₂, 10⁻³, x_{max!}, 5^Q"
        );
    }
}
