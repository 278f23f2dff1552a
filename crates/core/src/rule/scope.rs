//! Where a rule holds: in which languages, and what it spares.
//!
//! A rule for spaces or words of English says so (`languages: [en]`), and that it changes nothing
//! within a host, an identifier or a formula (`spares: [host, identifier, formula]`). Both are
//! asked only of what a check has found, so that they cost nothing where there is nothing.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::edit::Edit;
use crate::span::Span;
use crate::text::TextFacts;
use crate::text::language::Language;
use crate::text::token::TokenKind;

/// Where a rule holds.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The languages of the texts and sentences that it is for; of any if there are none.
    pub languages: Vec<LanguageCode>,
    /// What it changes nothing within.
    pub spares: Vec<Spared>,
}

/// A language by its code in ISO 639-1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LanguageCode {
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Portuguese.
    Pt,
    /// Italian.
    It,
    /// Dutch.
    Nl,
    /// Russian.
    Ru,
    /// Chinese.
    Zh,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

impl LanguageCode {
    fn is(self, language: Language) -> bool {
        let own = match self {
            LanguageCode::En => Language::English,
            LanguageCode::De => Language::German,
            LanguageCode::Fr => Language::French,
            LanguageCode::Es => Language::Spanish,
            LanguageCode::Pt => Language::Portuguese,
            LanguageCode::It => Language::Italian,
            LanguageCode::Nl => Language::Dutch,
            LanguageCode::Ru => Language::Russian,
            LanguageCode::Zh => Language::Chinese,
            LanguageCode::Ja => Language::Japanese,
            LanguageCode::Ko => Language::Korean,
        };
        own == language
    }
}

/// What a rule changes nothing within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spared {
    /// `example.org`, `https://example.org/a`.
    Address,
    /// `name@example.org`.
    Email,
    /// `train.csv`, `/usr/lib`.
    Path,
    /// `numpy.array`, `GPT-3.5`.
    Identifier,
    /// What stands between backticks.
    Code,
    /// `[12]`, `wu2018mixed`.
    Citation,
    /// `$x$`, `x_i^2`.
    Formula,
    /// `(subject,predicate,object)`: brackets in which no comma has a space.
    Tuple,
}

impl Spared {
    fn is(self, kind: TokenKind) -> bool {
        match self {
            Spared::Address => matches!(kind, TokenKind::Host | TokenKind::Url),
            Spared::Email => kind == TokenKind::Email,
            Spared::Path => kind == TokenKind::Path,
            Spared::Identifier => kind == TokenKind::Identifier,
            Spared::Code => kind == TokenKind::Code,
            Spared::Citation => kind == TokenKind::Citation,
            Spared::Formula => matches!(kind, TokenKind::DelimitedFormula | TokenKind::BareFormula),
            Spared::Tuple => false,
        }
    }
}

impl Scope {
    /// Whether the rule may say anything of `span` in this text, and write `edits`.
    pub fn admits(&self, facts: &TextFacts<'_>, span: Span, edits: &[Edit]) -> bool {
        self.is_for_language_at(facts, span) && edits.iter().all(|edit| !self.spares(facts, edit))
    }

    /// What cannot be told may be any language.
    fn is_for_language_at(&self, facts: &TextFacts<'_>, span: Span) -> bool {
        let is_own = |language| {
            language == Language::Unknown || self.languages.iter().any(|code| code.is(language))
        };
        if self.languages.is_empty() {
            return true;
        }
        let sentence = facts.sentences().partition_point(|sentence| sentence.end() < span.start());
        let of_sentence = facts.languages().get(sentence).copied().unwrap_or(Language::Unknown);
        is_own(if of_sentence == Language::Unknown { facts.language() } else { of_sentence })
    }

    fn spares(&self, facts: &TextFacts<'_>, edit: &Edit) -> bool {
        if self.spares.is_empty() {
            return false;
        }
        let (start, end) = changed(facts.text(), edit);
        let is_within = |token: Span| {
            if start == end {
                token.start() < start && end < token.end()
            } else {
                token.start() < end && start < token.end()
            }
        };
        let first = facts.tokens().partition_point(|token| token.span.end() < start);
        let near = facts.tokens()[first..].iter().take_while(|token| token.span.start() <= end);
        near.into_iter().any(|token| {
            is_within(token.span) && self.spares.iter().any(|spared| spared.is(token.kind))
        }) || self.spares.contains(&Spared::Tuple) && is_in_tuple(facts.text(), start)
    }
}

/// The bytes that an edit changes, without what it writes again as it was.
fn changed(text: &str, edit: &Edit) -> (usize, usize) {
    let (old, new) = (&text.as_bytes()[edit.start..edit.end], edit.replacement.as_bytes());
    let same =
        |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut old.iter().zip(new));
    let most = old.len().min(new.len()) - head;
    let tail = same(&mut old.iter().rev().zip(new.iter().rev())).min(most);
    (edit.start + head, edit.end - tail)
}

/// Whether byte `at` lies in brackets that hold several commas, none of which has a space behind
/// it.
fn is_in_tuple(text: &str, at: usize) -> bool {
    /// A tuple is short.
    const LONGEST: usize = 120;
    let from = text.floor_char_boundary(at.saturating_sub(LONGEST));
    let to = text.ceil_char_boundary((at + LONGEST).min(text.len()));
    let open = text[from..at].rfind(['(', '[', '{', '<']).map(|n| from + n + 1);
    let close = text[at..to].find([')', ']', '}', '>']).map(|n| at + n);
    let (Some(open), Some(close)) = (open, close) else { return false };
    let inside = &text[open..close];
    let commas = inside.matches(',').count();
    !inside.contains([')', ']', '}', '>'])
        && commas > 0
        && !inside.contains(", ")
        && !inside.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spares(text: &str, damage: &str, repaired: &str) -> bool {
        let all = [
            Spared::Address,
            Spared::Email,
            Spared::Path,
            Spared::Identifier,
            Spared::Code,
            Spared::Citation,
            Spared::Formula,
            Spared::Tuple,
        ];
        let scope = Scope { languages: Vec::new(), spares: all.to_vec() };
        let start = text.find(damage).expect("the damage is in the text");
        let span = Span::new(text, start, start + damage.len()).expect("it is a part of it");
        !scope.admits(&TextFacts::new(text), span, &[Edit::new(span, repaired)])
    }

    #[test]
    fn what_is_spared_is_not_changed_within() {
        assert!(spares("we call pandas.melt on it", "pandas.melt", "pandas. melt"));
        assert!(spares("see config.yaml there", "config.yaml", "config. yaml"));
        assert!(spares("found on abc.example.net today", "example.net", "example. net"));
        assert!(spares("edges (head,tail,weight) of it", "head,", "head, "));
        assert!(!spares("a long night.Then it rained", "night.Then", "night. Then"));
        assert!(!spares("the cats,finally the dogs", "cats,finally", "cats, finally"));
        assert!(!spares(
            "a long (hot) day; then it rained;then it froze",
            "rained;then",
            "rained; then"
        ));
    }

    #[test]
    fn a_rule_of_one_language_is_silent_in_sentences_of_others() {
        let scope = Scope { languages: vec![LanguageCode::En], spares: Vec::new() };
        let text = "We study the sheep of the north and how they are kept. Wir untersuchen die Schafe des Nordens und wie sie gehalten werden.";
        let facts = TextFacts::new(text);
        let at = |word: &str| {
            Span::part(text, &text[text.find(word).expect("it is there")..][..word.len()])
        };
        assert!(scope.admits(&facts, at("sheep"), &[]));
        assert!(!scope.admits(&facts, at("Schafe"), &[]));
    }
}
