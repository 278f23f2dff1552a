//! `links`: a link that a text promises and does not have.
//!
//! Two kinds of promise are kept apart. A *dangling* one stops where its URL
//! should stand ("available at ."), so that only a URL right behind it keeps it.
//! A *named* one speaks of a place ("on our GitHub repository"), and any URL of
//! the text may be the one.

pub mod urls;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::edit::Edit;
use crate::prefilter::Expression;
use crate::span::Span;
use crate::text::TextFacts;

/// The settings of a `links` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Promises that stop where the URL should stand. Of an expression with a group `here`, that is
    /// the promise, and the rest says what is promised.
    #[serde(default)]
    dangling: Vec<Expression>,
    /// The same at the end of a text; looked for only there.
    #[serde(default)]
    dangling_at_end: Vec<Expression>,
    /// Promises that speak of a place, or of nothing but a release.
    #[serde(default)]
    named: Vec<Expression>,
    /// What only looks like a promise.
    #[serde(default)]
    except: Vec<Expression>,
    /// Other fields of the input that may hold the URL, the best first.
    #[serde(default)]
    offered_by: Vec<String>,
}

/// A URL so many bytes behind a promise keeps it: "available here (https://…)".
const REACH: usize = 60;

impl TextCheck for Links {
    /// The first promise that is not kept. Where a field of the input has a URL, the hit offers it.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        let found = |expressions: &[Expression]| -> Vec<Span> {
            let wanted =
                expressions.iter().filter(|expression| context.may_match(facts, expression));
            let spans = wanted.filter_map(|expression| place(expression, text, 0));
            spans.filter(|span| !self.is_excepted(text, *span)).collect()
        };
        let (mut dangling, named) = (found(&self.dangling), found(&self.named));
        dangling.extend(self.at_end(facts, context));
        if dangling.is_empty() && named.is_empty() {
            return Vec::new();
        }
        let places: Vec<usize> =
            urls::find(text).map(|url| Span::part(text, url).start()).collect();
        let is_kept =
            |span: &Span| places.iter().any(|at| (span.start()..span.end() + REACH).contains(at));
        let dangling = dangling.into_iter().filter(|span| !is_kept(span)).min();
        // A link that is broken is a link: another rule mends it.
        let named = named.into_iter().filter(|_| places.is_empty() && !text.contains("http")).min();
        dangling
            .map(|span| self.hit(text, span, context, false))
            .or_else(|| named.map(|span| self.hit(text, span, context, true)))
            .into_iter()
            .collect()
    }

    fn variables(&self) -> Variables {
        vec!["offer".into()]
    }

    fn repairs_itself(&self) -> bool {
        true
    }

    /// The promises.
    fn expressions(&mut self) -> Vec<&mut Expression> {
        let anywhere = self.dangling.iter_mut().chain(&mut self.named);
        anywhere.chain(&mut self.dangling_at_end).collect()
    }
}

/// The first match of an expression from byte `from` on, or what its group `here` is of it.
fn place(expression: &Expression, text: &str, from: usize) -> Option<Span> {
    let regex = expression.regex();
    let whole = regex.find_at(text, from)?;
    let here = (regex.captures_len() > 1)
        .then(|| regex.captures_at(text, whole.start())?.name("here"))
        .flatten();
    Some(Span::of(here.unwrap_or(whole)))
}

impl Links {
    /// A promise at the end of the text.
    fn at_end(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Option<Span> {
        /// A clause is hardly longer, in bytes.
        const CLAUSE: usize = 160;
        let text = facts.text();
        let from = text.floor_char_boundary(text.len().saturating_sub(CLAUSE));
        let wanted =
            self.dangling_at_end.iter().filter(|expression| context.may_match(facts, expression));
        let spans = wanted.filter_map(|expression| place(expression, text, from));
        spans.filter(|span| !self.is_excepted(text, *span)).min()
    }

    fn is_excepted(&self, text: &str, span: Span) -> bool {
        self.except.iter().any(|except| {
            except.regex().find_iter(text).any(|found| Span::of(found).overlaps(span))
        })
    }

    fn hit(&self, text: &str, span: Span, context: Context<'_>, is_named: bool) -> Hit {
        let is_edge = |c: char| c.is_whitespace() || ".:;,)".contains(c);
        let promise = span.slice(text).trim_start_matches(is_edge);
        let start = span.end() - promise.len();
        let promise = promise.trim_end_matches(is_edge);
        let hit = match Span::new(text, start, start + promise.len()) {
            Some(shorter) if !promise.is_empty() => Hit::at(shorter),
            _ => Hit::at(span),
        };
        match self.offer(context) {
            None => hit.with("offer", ""),
            Some((field, url)) => {
                let written = match hit.span.slice(text) {
                    _ if is_named => format!(" ({url})"),
                    promise if promise.ends_with("here") => format!(": {url}"),
                    _ => format!(" {url}"),
                };
                let behind = &text[hit.span.end()..];
                let gap = if is_named {
                    0
                } else {
                    behind.len()
                        - behind.trim_start_matches(|c: char| c.is_whitespace() || c == ':').len()
                };
                let edit = Span::new(text, hit.span.end(), hit.span.end() + gap)
                    .map(|gap| Edit::new(gap, written));
                Hit { edits: edit.into_iter().collect(), ..hit }
                    .with("offer", format!("; the field `{field}` has {url}"))
            }
        }
    }

    /// The first URL in a field that may hold the missing one, with the name of the field.
    fn offer(&self, context: Context<'_>) -> Option<(&str, String)> {
        self.offered_by.iter().find_map(|name| {
            let text: String = serde_json::from_str(context.other(name)?).ok()?;
            let url = urls::find(&text).next().map(urls::normalised)?;
            Some((name.as_str(), url))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts};
    use crate::record::FieldName;

    fn hits(check: &Links, record: &RecordFacts<'_>) -> Vec<Hit> {
        let context = record.seen_from(FieldName::Abstract);
        check.hits(context.facts().unwrap(), context)
    }

    #[test]
    fn a_url_in_another_field_is_offered() {
        let check: Links = serde_yaml::from_str(
            r"{dangling: ['available at\s*[.:]'], offered_by: [code, github]}",
        )
        .unwrap();
        let text = "Code is available at .";
        let others =
            [("github".into(), "\"github.com/u/r\"".into()), ("code".into(), "null".into())];
        let background = Background::default();
        let hits = hits(&check, &RecordFacts::new(None, Some(text), &others, &background));
        assert_eq!(hits[0].span.slice(text), "available at");
        assert_eq!(hits[0].edits[0].replacement, " https://github.com/u/r");
    }

    #[test]
    fn only_a_url_behind_a_dangling_promise_keeps_it() {
        let check: Links =
            serde_yaml::from_str(r"{dangling: ['available at\s*[.:]'], named: [our website]}")
                .unwrap();
        let hits = |text| {
            let background = Background::default();
            hits(&check, &RecordFacts::of_abstract(text, &background)).len()
        };
        assert_eq!(hits("See https://example.org/a. Code is available at ."), 1);
        assert_eq!(hits("Code is available at: https://example.org/a."), 0);
        assert_eq!(hits("See our website at https://example.org/a."), 0);
        assert_eq!(hits("See our website."), 1);
    }
}
