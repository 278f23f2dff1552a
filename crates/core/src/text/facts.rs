//! The facts of a text: each is found out when it is first asked for, and then kept.
//!
//! What a text itself can tell is named here. A layer above may keep a fact of its own beside them
//! ([`TextFacts::fact`]), such as the mathematics in the text: this layer knows of none of those.

use std::any::Any;
use std::borrow::Cow;
use std::cell::OnceCell;

use super::ByteClasses;
use super::language::Language;
use super::sentence;
use super::token::{self, Token, TokenKind};
use crate::span::Span;

/// A text and what is known of it.
///
/// ```
/// use abslint_core::text::{ByteClasses, TextFacts};
///
/// let facts = TextFacts::new(r"We keep 50\% of it. It is enough.");
/// assert!(facts.holds(ByteClasses::of(br"\")));
/// assert_eq!(facts.sentences()[1].slice(facts.text()), "It is enough.");
/// ```
#[derive(Debug, Default)]
pub struct TextFacts<'t> {
    text: Cow<'t, str>,
    is_blank: bool,
    byte_classes: OnceCell<ByteClasses>,
    sentences: OnceCell<Vec<Span>>,
    language: OnceCell<Language>,
    languages: OnceCell<Vec<Language>>,
    tokens: OnceCell<Vec<Token>>,
    others: OtherFact,
}

impl<'t> TextFacts<'t> {
    /// A text of which nothing is known yet.
    pub fn new(text: impl Into<Cow<'t, str>>) -> Self {
        let text = text.into();
        TextFacts { is_blank: is_blank(&text), text, ..TextFacts::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.is_blank
    }

    /// The classes of the bytes in it.
    pub fn byte_classes(&self) -> ByteClasses {
        *self.byte_classes.get_or_init(|| ByteClasses::in_text(&self.text))
    }

    /// Whether it holds a byte of one of `wanted`.
    pub fn holds(&self, wanted: ByteClasses) -> bool {
        self.byte_classes().meets(wanted)
    }

    /// Its sentences, in order, without the white space between them.
    pub fn sentences(&self) -> &[Span] {
        self.sentences.get_or_init(|| {
            sentence::split(&self.text).into_iter().map(|one| Span::part(&self.text, one)).collect()
        })
    }

    /// Its language.
    pub fn language(&self) -> Language {
        *self.language.get_or_init(|| Language::of(&self.text))
    }

    /// The language of each of its [sentences](TextFacts::sentences).
    pub fn languages(&self) -> &[Language] {
        self.languages.get_or_init(|| {
            self.sentences().iter().map(|one| Language::of(one.slice(&self.text))).collect()
        })
    }

    /// Its tokens, in order: one behind the other they are the text.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| token::tokens(&self.text))
    }

    /// The token that byte `at` is a part of; `None` behind the end of the text.
    pub fn token_at(&self, at: usize) -> Option<Token> {
        let behind = self.tokens().partition_point(|token| token.span.end() <= at);
        self.tokens().get(behind).copied()
    }

    /// The kinds of the tokens that share a byte with `span`, in order.
    pub fn kinds_in(&self, span: Span) -> impl Iterator<Item = TokenKind> + '_ {
        let first = self.tokens().partition_point(|token| token.span.end() <= span.start());
        self.tokens()[first..]
            .iter()
            .take_while(move |token| token.span.start() < span.end())
            .map(|token| token.kind)
    }

    /// The fact of type `F`, which `find` finds out if nobody has asked for it before; there is one
    /// fact of a type.
    pub fn fact<F: Any>(&self, find: impl FnOnce() -> F) -> &F {
        self.others.get_or_find(find)
    }
}

/// Whether a text is nothing but white space; the first byte tells it of most.
fn is_blank(text: &str) -> bool {
    !text.bytes().next().is_some_and(|byte| byte.is_ascii_graphic()) && text.trim().is_empty()
}

/// A fact whose type this layer does not know, and those that were found out behind it: a text has
/// a handful.
#[derive(Debug, Default)]
struct OtherFact {
    fact: OnceCell<Box<dyn Any>>,
    next: OnceCell<Box<OtherFact>>,
}

impl OtherFact {
    fn get_or_find<F: Any>(&self, find: impl FnOnce() -> F) -> &F {
        if let Some(found) = self.get() {
            return found;
        }
        // To find one may take others, so that the place for it is looked for behind that.
        let mut fact: Box<dyn Any> = Box::new(find());
        let mut place = self;
        while let Err(still_to_keep) = place.fact.set(fact) {
            fact = still_to_keep;
            place = place.next.get_or_init(Box::default);
        }
        self.get().expect("it was kept a line ago")
    }

    fn get<F: Any>(&self) -> Option<&F> {
        let mut places =
            std::iter::successors(Some(self), |place| place.next.get().map(Box::as_ref));
        places.find_map(|place| place.fact.get()?.downcast_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_found_out_once() {
        let facts = TextFacts::new("It rains. It pours.");
        let mut asked = 0;
        for _ in 0..3 {
            // A fact that takes another one.
            let words: &usize = facts.fact(|| {
                asked += 1;
                facts.fact(|| "other".to_owned()).len()
            });
            assert_eq!(*words, 5);
        }
        assert_eq!(asked, 1);
        assert_eq!(facts.fact(String::new), "other");
        assert_eq!(facts.sentences().len(), 2);
    }

    #[test]
    fn tokens_by_their_places() {
        let facts = TextFacts::new("an é, x_i");
        assert_eq!(facts.token_at(4).map(|token| token.span.slice(facts.text())), Some("é"));
        assert_eq!(facts.token_at(facts.text().len()), None);
        let span = Span::new(facts.text(), 5, 8).unwrap();
        assert_eq!(
            facts.kinds_in(span).collect::<Vec<_>>(),
            [TokenKind::Punctuation, TokenKind::Space, TokenKind::BareFormula]
        );
    }

    #[test]
    fn blank_texts() {
        assert!(TextFacts::new(" \u{2003}\n").is_blank());
        assert!(TextFacts::new("").is_blank());
        assert!(!TextFacts::new(" a").is_blank());
    }
}
