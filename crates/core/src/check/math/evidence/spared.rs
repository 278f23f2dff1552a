//! Where an address, a key or a piece of code stands, in which nothing is mathematics.

use super::lies_in;
use crate::check::math::spelt;
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
