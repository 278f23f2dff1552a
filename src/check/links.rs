//! `links`: a link that a text promises and does not have.

use linkify::{LinkFinder, LinkKind};
use serde::Deserialize;

use super::{Hit, Known};
use crate::finding::Span;
use crate::rule::Expression;

/// The settings of a `links` check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// What a promise looks like.
    promised: Vec<Expression>,
    /// What only looks like one.
    #[serde(default)]
    except: Vec<Expression>,
}

impl Links {
    /// The first promise of a text that has no URL at all.
    pub fn hits(&self, text: &str, known: &Known) -> Vec<Hit> {
        let promises = self.promised.iter().filter(|p| p.may_match(text, known)).filter_map(|p| p.regex().find(text)).map(Span::of);
        let kept = promises.filter(|span| !self.except.iter().any(|e| e.regex().find_iter(text).any(|m| Span::of(m).overlaps(*span))));
        match kept.min() {
            Some(span) if urls(text).next().is_none() => vec![Hit::at(span)],
            _ => Vec::new(),
        }
    }
}

/// The URLs of a text, in order, as they stand; those without a scheme only if they begin with `www.`
/// or name a well-known host with a path.
pub fn urls(text: &str) -> impl Iterator<Item = &str> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    let found: Vec<&str> = if text.contains('.') { finder.links(text).map(|link| link.as_str()).collect() } else { Vec::new() };
    found.into_iter().filter(|url| is_web(url))
}

fn is_web(url: &str) -> bool {
    const HOSTS: [&str; 8] =
        ["github.com/", "gitlab.com/", "huggingface.co/", "youtu.be/", "youtube.com/", "sites.google.com/", "bit.ly/", "arxiv.org/"];
    match url.split_once("://") {
        Some((scheme, _)) => matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp"),
        None => url.starts_with("www.") || HOSTS.iter().any(|host| url.starts_with(host)) || url.contains(".github.io"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_what_only_looks_like_them() {
        let all = |text| urls(text).collect::<Vec<_>>();
        assert_eq!(all("Code: https://example.org/a_b. More at www.example.org!"), ["https://example.org/a_b", "www.example.org"]);
        assert_eq!(all("See github.com/u/r and x.github.io/y"), ["github.com/u/r", "x.github.io/y"]);
        assert!(all("Run model.py with Node.js, e.g.in v2.0; write to a@example.org").is_empty());
    }
}
