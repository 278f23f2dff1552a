//! `pattern`: a regular expression, and what it must not be.
//!
//! The group `here`, if the expression has one, is the damage, and the rest its
//! context (the `regex` crate has no look-around); otherwise the whole match is.
//! A match that overlaps a match of one of `except` is none. With a `table`, the
//! group `key` is looked up in it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::lexicon::Lexicon;
use crate::prefilter::{Alternatives, Expression, Leftmost};
use crate::span::Span;
use crate::text::TextFacts;

/// The settings of a `pattern` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// What damage looks like; of several expressions, the one that matches first counts.
    regex: Alternatives,
    /// What only looks like it.
    #[serde(default)]
    except: Vec<Expression>,
    /// What the group `key` becomes, as the variable `value`; a match whose key is not in it is
    /// none.
    #[serde(default)]
    table: BTreeMap<String, String>,
    /// Groups that have to be words which abstracts often hold, where the match has them.
    #[serde(default)]
    words: Vec<String>,
    /// Groups that tell something only amid other signs of it: a match in which one of them took
    /// part is none in a text without a match of its expression.
    #[serde(default)]
    amid: BTreeMap<String, Expression>,
}

/// The group that narrows a match down to the damage.
const HERE: &str = "here";
/// The group that is looked up in the table, and the variable that it gives.
const KEY: &str = "key";
const VALUE: &str = "value";

impl TextCheck for Pattern {
    fn may_hit(&self, facts: &TextFacts<'_>, context: Context<'_>) -> bool {
        self.regex.iter().any(|one| context.may_match(facts, one))
    }

    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let may_match = |one: &&Expression| context.may_match(facts, one);
        let mut hits = self.matches(self.regex.iter().filter(may_match), facts.text());
        hits.retain(|hit| self.words.iter().all(|group| hit.is_word(group, context.lexicon())));
        for (group, signs) in &self.amid {
            let has_group = |hit: &Hit| {
                hit.variables.iter().any(|(name, value)| name == group && !value.is_empty())
            };
            if hits.iter().any(has_group) && !signs.regex().is_match(facts.text()) {
                hits.retain(|hit| !has_group(hit));
            }
        }
        hits
    }

    /// The named groups of the expression.
    fn variables(&self) -> Variables {
        let value = (!self.table.is_empty()).then_some(VALUE);
        self.regex.group_names().chain(value).map(|name| name.to_owned().into()).collect()
    }

    fn expressions(&mut self) -> Vec<&mut Expression> {
        self.regex.iter_mut().collect()
    }
}

impl Pattern {
    /// Every match of `expressions`, from left to right. A match may begin with the last
    /// character of the one before it, if it goes further: in `4times4times4` the middle 4
    /// belongs to two.
    fn matches<'e>(
        &self,
        expressions: impl Iterator<Item = &'e Expression>,
        text: &str,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        let (mut from, mut covered) = (0, 0);
        let exceptions = OnceCell::new();
        let mut leftmost = Leftmost::of(expressions, text);
        while let Some((regex, whole)) = leftmost.from(from) {
            let goes_further = whole.end() > covered || whole.start() >= covered;
            // Groups cost more than the match, so that they are asked for only if there are any.
            let groups = if regex.captures_len() > 1 && goes_further {
                regex.captures_at(text, whole.start())
            } else {
                None
            };
            let span = groups.as_ref().and_then(|groups| groups.name(HERE)).map_or(whole, Span::of);
            if goes_further && !is_excepted(span, exceptions.get_or_init(|| self.exceptions(text)))
            {
                let variables =
                    groups.as_ref().map_or(Some(Vec::new()), |groups| self.values(groups));
                hits.extend(variables.map(|variables| Hit { span, variables, edits: Vec::new() }));
            }
            covered = covered.max(whole.end());
            from = next_search(text, whole, from);
            if from > text.len() {
                break;
            }
        }
        hits
    }

    /// The groups of a match, and what the table makes of one of them. `None` if it is not in the
    /// table.
    fn values(&self, found: &regex::Captures<'_>) -> Option<Vec<(Cow<'static, str>, String)>> {
        let group = |name: &str| found.name(name).map_or("", |m| m.as_str());
        let names = self.regex.group_names();
        let mut variables: Vec<(Cow<'static, str>, String)> =
            names.map(|name| (name.to_owned().into(), group(name).to_owned())).collect();
        if !self.table.is_empty() {
            variables.push((VALUE.into(), self.table.get(group(KEY))?.clone()));
        }
        Some(variables)
    }

    /// Where each of the exceptions matches, from left to right.
    fn exceptions(&self, text: &str) -> Vec<Vec<Span>> {
        self.except
            .iter()
            .map(|except| except.regex().find_iter(text).map(Span::of).collect())
            .collect()
    }
}

impl Hit {
    /// Whether `group` did not take part, or is a word that abstracts often hold.
    fn is_word(&self, group: &str, lexicon: &Lexicon) -> bool {
        /// Often enough to be no misread part of a word.
        const OFTEN: u64 = 50;
        let value = self.variables.iter().find(|(name, _)| name == group).map(|(_, value)| value);
        value.is_none_or(|word| word.is_empty() || lexicon.frequency(&word.to_lowercase()) >= OFTEN)
    }
}

/// Whether a match overlaps one of an exception.
fn is_excepted(span: Span, exceptions: &[Vec<Span>]) -> bool {
    exceptions.iter().any(|spans| {
        let first = spans.partition_point(|one| one.end() < span.start());
        spans[first..]
            .iter()
            .take_while(|one| one.start() <= span.end())
            .any(|one| one.overlaps(span))
    })
}

/// Where to look for the next match: at the last character of this one, but always further on than
/// `from`.
fn next_search(text: &str, whole: Span, from: usize) -> usize {
    let last = text.floor_char_boundary(whole.end().saturating_sub(1));
    if last > whole.start().max(from) {
        return last;
    }
    let behind = whole.end().max(from);
    behind
        + text[behind..]
            .chars()
            .next()
            .filter(|_| whole.end() <= from)
            .map_or(usize::from(whole.end() <= from), char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(yaml: &str, text: &'t str) -> Vec<&'t str> {
        let check: Pattern = serde_yaml::from_str(yaml).unwrap();
        check.matches(check.regex.iter(), text).iter().map(|hit| hit.span.slice(text)).collect()
    }

    #[test]
    fn matches_may_share_their_edges() {
        assert_eq!(
            found(r"regex: '\d+times\d+'", "4times4times4, 12times3"),
            ["4times4", "4times4", "12times3"]
        );
        assert_eq!(found("regex: 'x+'", "xxx yx"), ["xxx", "x"]);
    }

    #[test]
    fn the_group_here_is_the_damage() {
        assert_eq!(found(r"regex: 'at (?P<here>\w+)!'", "at home!"), ["home"]);
    }

    #[test]
    fn an_exception_that_overlaps_wins() {
        assert_eq!(found("{regex: times, except: [sometimes]}", "sometimes 3times"), ["times"]);
    }

    #[test]
    fn an_empty_match_is_no_endless_loop() {
        assert_eq!(found("regex: 'x*'", "aé").len(), 3);
    }
}
