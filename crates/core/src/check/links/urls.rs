//! The URLs of a text.

use linkify::{LinkFinder, LinkKind};

use crate::text::token::{self, TokenKind};

/// Hosts whose pages are often named without a scheme.
const HOSTS: [&str; 12] = [
    "github.com/", "gitlab.com/", "huggingface.co/", "youtu.be/", "youtube.com/",
    "sites.google.com/", "bit.ly/", "arxiv.org/", "goo.gl/", "tinyurl.com/", "doi.org/",
    "bitbucket.org/",
];

/// The URLs of a text, in order, as they stand; those without a scheme only if they begin with
/// `www.`, name a well-known host with a path, or are a host in small letters (`docvqa.org`).
pub fn find(text: &str) -> impl Iterator<Item = &str> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    let found: Vec<&str> = if may_hold_one(text.as_bytes()) {
        finder.links(text).map(|link| link.as_str()).collect()
    } else {
        Vec::new()
    };
    found.into_iter().filter(|url| is_web(url))
}

/// Whether there is a scheme, or a stop between a name and two letters: much cheaper than the look.
fn may_hold_one(bytes: &[u8]) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let joins_names = |dot: usize| {
        dot > 0
            && (bytes[dot - 1].is_ascii_alphanumeric() || bytes[dot - 1] >= 0x80)
            && is_letter(bytes.get(dot + 1))
            && is_letter(bytes.get(dot + 2))
    };
    memchr::memchr_iter(b'.', bytes).any(joins_names)
        || memchr::memmem::find(bytes, b"://").is_some()
}

/// The URLs that a program can open, normalised, in order, each once; without the hosts of which
/// nothing but their form says that they are one, for a broken word may have it, too (`gat.es`).
pub fn usable(text: &str) -> Vec<String> {
    let mut usable: Vec<String> = Vec::new();
    for url in find(text).filter(|url| names_page(url)).map(normalised) {
        if host_of(&url).is_some_and(|host| host.contains('.') && !host.starts_with('.'))
            && !usable.contains(&url)
        {
            usable.push(url);
        }
    }
    usable
}

/// With a scheme (`https://` if it has none), and scheme and host in lower case; the rest as it
/// stands (RFC 3986, section 6.2.2.1).
pub fn normalised(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    format!("{}://{}{}", scheme.to_ascii_lowercase(), rest[..end].to_lowercase(), &rest[end..])
}

fn host_of(url: &str) -> Option<&str> {
    url.split_once("://")?.1.split(['/', '?', '#', ':']).next()
}

/// Whether an address has a scheme, a path, or a host that is one for certain.
fn names_page(url: &str) -> bool {
    url.contains('/') || url.starts_with("www.") || url.contains(".github.io")
}

fn is_web(url: &str) -> bool {
    match url.split_once("://") {
        Some((scheme, _)) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "ftp")
        }
        None => {
            url.starts_with("www.")
                || HOSTS.iter().any(|host| url.starts_with(host))
                || url.contains(".github.io")
                || is_host(url)
        }
    }
}

/// Whether a word is a host and perhaps a path, and no name that is written like one (`Last.fm`,
/// `ASP.NET`).
fn is_host(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    host.bytes().all(|byte| !byte.is_ascii_uppercase())
        && token::tokens(host)
            .first()
            .is_some_and(|first| first.kind == TokenKind::Host && first.span.end() == host.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_what_only_looks_like_them() {
        let all = |text| find(text).collect::<Vec<_>>();
        assert_eq!(
            all("Code: https://example.org/a_b. More at www.example.org!"),
            ["https://example.org/a_b", "www.example.org"]
        );
        assert_eq!(
            all("See github.com/u/r and x.github.io/y"),
            ["github.com/u/r", "x.github.io/y"]
        );
        assert_eq!(
            all("The demo at docvqa.org, and x.example.ac.uk/y. It ends at x.github.io"),
            ["docvqa.org", "x.example.ac.uk/y", "x.github.io"]
        );
        assert!(all("Last.fm, ASP.NET, Booking.com and train.sh are names").is_empty());
        assert!(all("Run model.py with Node.js, e.g.in v2.0; write to a@example.org").is_empty());
    }

    #[test]
    fn usable_urls_are_normalised_and_stand_once() {
        assert_eq!(
            usable(
                "HTTPS://Example.org/A_b, github.com/u/r, https://example.org/A_b, gat.es and https://localhost/x"
            ),
            ["https://example.org/A_b", "https://github.com/u/r"]
        );
    }
}
