//! Where no name is mathematics: in addresses, keys and code, and in the options of programs.

use std::ops::Range;

use super::super::spelt;
use super::lies_in;
use crate::markup::is_quoted;
use crate::span::Span;
use crate::text::TextFacts;
use crate::text::token::TokenKind;

/// Where an address, a key or a piece of code stands: nothing is mathematics in it.
struct Spared(Vec<Span>);

/// Whether a place, in bytes, lies in an address, a key or a piece of code. Most texts have no name
/// of mathematics, so that it is found out when it is asked.
pub(in crate::check::math) fn is_spared(facts: &TextFacts<'_>, place: usize) -> bool {
    let Spared(spans) = facts.fact(|| {
        let spared = facts.tokens().iter().filter(|token| match token.kind {
            TokenKind::Identifier => is_snake_case(token.span.slice(facts.text())),
            kind => matches!(
                kind,
                TokenKind::Host
                    | TokenKind::Url
                    | TokenKind::Email
                    | TokenKind::Path
                    | TokenKind::Code
                    | TokenKind::Citation
                    | TokenKind::Tag
                    | TokenKind::Entity
            ),
        });
        Spared(spared.map(|token| token.span).collect())
    });
    lies_in(spans, place)
}

/// `int_file_gamma`, `rgb_alpha`: several low lines, which TeX does not read, or a word before the
/// first; not `theta_old`.
fn is_snake_case(name: &str) -> bool {
    let parts: Vec<&str> = name.split('_').filter(|part| !part.is_empty()).collect();
    let [first, _, ..] = &parts[..] else { return false };
    let is_word = first.len() > 1
        && first.bytes().any(|b| b.is_ascii_lowercase())
        && spelt::find(first).is_none()
        && spelt::prefixes(first).all(|name| name.name.len() < 3);
    parts.len() > 2 || is_word
}

/// `--phi 0.3`, `"eta": 0.1`, `the key "eta"`, `pi@host`: an option of a program, a name in quotes,
/// the owner of an address.
pub(super) fn is_option(text: &str, name: Range<usize>) -> bool {
    let (before, behind) = (&text[..name.start], &text[name.end..]);
    let is_flag = before.strip_suffix("--").is_some_and(|rest| {
        rest.is_empty() || rest.ends_with(|c: char| c.is_whitespace() || "([`\"'".contains(c))
    });
    is_flag || is_quoted(before, behind) || behind.starts_with('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_keys_and_owners_of_addresses_are_told() {
        let is_one = |text: &str| {
            let start = text.find("phi").unwrap_or_default();
            is_option(text, start..start + 3)
        };
        for text in [
            "--phi 2", "run --phi=2", r#"{"phi": 2}"#, "'phi':", "phi@example.org", "(--phi",
            r#"the sign "phi" is"#, "a “phi”",
        ] {
            assert!(is_one(text), "{text}");
        }
        for text in ["-phi", "x--phi", r#""phi = 2" is"#, "phi = 2", "sin phi", "1 - phi: x"] {
            assert!(!is_one(text), "{text}");
        }
    }
}
