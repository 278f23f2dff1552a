//! Objects that have a title and are no papers: sessions, tracks, issues and volumes, whose papers lie
//! in a list.
//!
//! The list has the name of one, and the papers in it have both texts. Papers have lists of papers,
//! too, those that they cite or are like: these have other names. What has an abstract itself, and one
//! that is called so, is a paper whatever it lists.

use super::holder::{Finder, LOOKED_AT, Named, OF_A_PAPER};
use super::value::{self, Members};

/// What lists of papers are called, or the last word of what they are called.
const PAPERS: [&str; 12] = [
    "papers", "articles", "publications", "submissions", "talks", "presentations", "posters",
    "contributions", "preprints", "works", "paper_list", "article_list",
];

/// What lists of objects with such lists are called.
const GROUPS: [&str; 8] =
    ["sessions", "tracks", "volumes", "issues", "sections", "days", "events", "proceedings"];

impl<'a> Finder<'_, 'a> {
    /// The lists of papers in an object with a title, in it or in groups that it lists, at most `depth`
    /// deep.
    pub(super) fn collected(&self, members: &Members<'a>, depth: usize) -> Vec<Named<'a>> {
        let lists = members
            .iter()
            .filter(|(key, raw)| raw.get().starts_with('[') && self.is_collection(key, raw, depth));
        lists.map(|(key, raw)| (*raw, key.to_string())).collect()
    }

    fn is_collection(&self, key: &str, raw: &'a serde_json::value::RawValue, depth: usize) -> bool {
        let key = key.to_ascii_lowercase();
        let is_in = |names: &[&str]| names.contains(&key.as_str());
        let ends = |names: &[&str]| {
            names.iter().any(|name| {
                key.strip_suffix(name).is_some_and(|front| front.ends_with(['_', '-', ' ']))
            })
        };
        if OF_A_PAPER.iter().any(|word| key.contains(word)) {
            return false;
        }
        if is_in(&GROUPS) {
            return depth > 0 && self.holds_collections(raw, depth - 1);
        }
        (is_in(&PAPERS) || ends(&PAPERS)) && self.holds_papers(raw)
    }

    /// Whether a value is a list with an object, among its first ones, in which papers are listed.
    fn holds_collections(&self, raw: &'a serde_json::value::RawValue, depth: usize) -> bool {
        let all = value::elements(raw).unwrap_or_default();
        all.into_iter().take(LOOKED_AT).any(|one| {
            value::members(one).is_some_and(|own| !self.collected(&own, depth).is_empty())
        })
    }
}
