//! Objects that have a title and are no papers: sessions, tracks, issues and volumes, whose papers lie
//! in a list.
//!
//! The list has the name of one, and the papers in it have both texts. Papers have lists of papers,
//! too, those that they cite or are like: these have other names. What has an abstract itself, and one
//! that is called so, is a paper whatever it lists.

use serde_json::value::RawValue;

use super::fields;
use super::holder::{Finder, LOOKED_AT, Named, is_of_a_paper};
use super::value::{self, Members};

/// What lists of papers are called, or the last word of what they are called.
const PAPERS: [&str; 12] = [
    "papers", "articles", "publications", "submissions", "talks", "presentations", "posters",
    "contributions", "preprints", "works", "paper_list", "article_list",
];

/// What lists of objects with such lists are called.
const GROUPS: [&str; 8] =
    ["sessions", "tracks", "volumes", "issues", "sections", "days", "events", "proceedings"];

/// Whether a list is called as one of papers, and not as one of those that a paper cites.
fn is_of_papers(key: &str) -> bool {
    let lower = key.to_ascii_lowercase();
    let is_name = |name: &&str| {
        lower
            .strip_suffix(*name)
            .is_some_and(|front| front.is_empty() || front.ends_with(['_', '-', ' ']))
    };
    !is_of_a_paper(key) && PAPERS.iter().any(is_name)
}

impl<'a> Finder<'_, 'a> {
    /// The lists of papers in an object with a title, in it or in groups that it lists, at most `depth`
    /// deep.
    pub(super) fn collected(&self, members: &Members<'a>, depth: usize) -> Vec<Named<'a>> {
        let lists = members.iter().filter(|(key, raw)| {
            raw.get().starts_with(['[', '{']) && self.is_collection(key, raw, depth)
        });
        lists.map(|(key, raw)| (*raw, key.to_string())).collect()
    }

    /// The lists of papers in a document with a title and a description, where they have titles and
    /// their abstracts are missing or called otherwise.
    pub(super) fn titled(&self, members: &Members<'a>) -> Vec<Named<'a>> {
        let has_title = |one: &'a RawValue| {
            value::members(one).is_some_and(|own| {
                let found = fields::find(&own, self.chunk, self.names);
                matches!(found.texts[0], Ok(Some(_)))
            })
        };
        let are_titled = |raw: &'a RawValue| {
            let all = value::elements(raw).unwrap_or_default();
            !all.is_empty() && all.into_iter().take(LOOKED_AT).all(has_title)
        };
        let lists = members.iter().filter(|(key, raw)| is_of_papers(key) && are_titled(raw));
        lists.map(|(key, raw)| (*raw, key.to_string())).collect()
    }

    fn is_collection(&self, key: &str, raw: &'a RawValue, depth: usize) -> bool {
        let is_group = GROUPS.iter().any(|name| key.eq_ignore_ascii_case(name));
        if is_group && raw.get().starts_with('[') {
            return depth > 0 && self.holds_collections(raw, depth - 1);
        }
        is_of_papers(key) && (self.holds_papers(raw) || self.holds_lists(raw))
    }

    /// Whether a value is a list with an object, among its first ones, in which papers are listed.
    fn holds_collections(&self, raw: &'a RawValue, depth: usize) -> bool {
        let all = value::elements(raw).unwrap_or_default();
        all.into_iter().take(LOOKED_AT).any(|one| {
            value::members(one).is_some_and(|own| !self.collected(&own, depth).is_empty())
        })
    }
}
