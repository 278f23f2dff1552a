//! Several readings of one kind of damage, each an expression of its own: many small automata are
//! faster than one that holds them all, and every one is passed over where its literals are not.

use std::fmt;

use regex::Regex;
use schemars::JsonSchema;
use serde::de::{SeqAccess, Visitor, value};
use serde::{Deserialize, Deserializer};

use super::Expression;
use crate::span::Span;

/// One expression, or a list of them. Of matches that begin at one place, that of the first
/// expression of the list counts.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(with = "OneOrMany")]
pub struct Alternatives(Vec<Expression>);

/// What the schema says of them.
#[derive(JsonSchema)]
#[schemars(inline, untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum OneOrMany {
    One(Expression),
    Many(Vec<Expression>),
}

impl Alternatives {
    /// The expressions, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Expression> {
        self.0.iter()
    }

    /// The same, to be told their literals.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Expression> {
        self.0.iter_mut()
    }

    /// The names of their groups, each once.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        let names = |one: usize| self.0[one].group_names();
        (0..self.0.len()).flat_map(move |one| {
            names(one).filter(move |name| !(0..one).any(|other| names(other).any(|n| n == *name)))
        })
    }
}

impl<'de> Deserialize<'de> for Alternatives {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrSeveral;
        impl<'de> Visitor<'de> for OneOrSeveral {
            type Value = Alternatives;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a regular expression, or a list of them")
            }
            fn visit_str<E: serde::de::Error>(self, one: &str) -> Result<Alternatives, E> {
                let one = Expression::deserialize(value::StrDeserializer::new(one))?;
                Ok(Alternatives(vec![one]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Alternatives, A::Error> {
                let mut expressions = Vec::new();
                while let Some(expression) = all.next_element()? {
                    expressions.push(expression);
                }
                Ok(Alternatives(expressions))
            }
        }
        deserializer.deserialize_any(OneOrSeveral)
    }
}

/// The matches of several expressions in one text, from left to right.
pub struct Leftmost<'e, 't> {
    text: &'t str,
    /// Each expression that may have another match, and its next one, where that is known.
    left: Vec<(&'e Regex, Option<Span>)>,
}

impl<'e, 't> Leftmost<'e, 't> {
    /// The matches of `expressions` in `text`.
    pub fn of(expressions: impl Iterator<Item = &'e Expression>, text: &'t str) -> Self {
        Leftmost { text, left: expressions.map(|one| (one.regex(), None)).collect() }
    }

    /// The first match that begins at byte `from` or behind it, and its expression. `from` never
    /// goes back.
    pub fn from(&mut self, from: usize) -> Option<(&'e Regex, Span)> {
        self.left.retain_mut(|(regex, next)| {
            if next.is_none_or(|next| next.start() < from) {
                *next = regex.find_at(self.text, from).map(Span::of);
            }
            next.is_some()
        });
        let known = self.left.iter().filter_map(|(regex, next)| Some((*regex, (*next)?)));
        known.min_by_key(|(_, next)| next.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(yaml: &str) -> Alternatives {
        serde_yaml::from_str(yaml).unwrap()
    }

    #[test]
    fn one_or_several() {
        assert_eq!((of("x+").iter().count(), of("[x, y]").iter().count()), (1, 2));
        assert!(serde_yaml::from_str::<Alternatives>("[x, '(']").is_err());
        let names = of("['(?P<a>x)(?P<b>y)', '(?P<b>z)(?P<c>z)']");
        assert!(names.group_names().eq(["a", "b", "c"]));
    }

    #[test]
    fn they_match_as_one_expression_does() {
        let several = of("[ab, a, 'b+c?', c]");
        let one = Regex::new("ab|a|b+c?|c").unwrap();
        for text in ["", "abc", "xaabbcc", "bcacab"] {
            let mut leftmost = Leftmost::of(several.iter(), text);
            for from in 0..=text.len() {
                let expected = one.find_at(text, from).map(Span::of);
                assert_eq!(leftmost.from(from).map(|(_, span)| span), expected, "{text}");
            }
        }
    }
}
