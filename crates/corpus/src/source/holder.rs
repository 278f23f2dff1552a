//! Where the records of a JSON document lie: in itself, in an envelope, under their ids, or in the
//! columns of a frame.
//!
//! What is taken for an envelope has at least one element with a title or an abstract among its
//! first ones, and no title of its own; so no record is taken apart, whatever lists it has. Only a
//! document as a whole may have a title, that of a collection, if its elements have both texts.
//! Every list of papers is read; the other members of an object round a single record become
//! fields of that record.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::fields::{self, Found};
use super::frame;
use super::habits::has_abstract;
use super::languages;
use super::names::Names;
use super::value::{self, Members};
use abslint_core::record::FieldName;
use abslint_core::sources::{Path, folds_to};

/// So many elements of what may be an envelope are looked at.
pub(super) const LOOKED_AT: usize = 8;

/// What the lists of other papers that belong to a paper are called.
const OF_A_PAPER: [&str; 6] = ["refer", "cit", "relat", "similar", "recommend", "version"];

/// Whether a member is called as one of those lists.
pub(super) fn is_of_a_paper(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    OF_A_PAPER.iter().any(|word| key.contains(word))
}

/// What is said of a file beside its records, each under its id, has at most so many bytes.
const LONGEST_REMARK: usize = 40;

/// A value, and its name or the path to it.
pub(super) type Named<'a> = (&'a RawValue, String);

/// Where records lie in an object that is none.
pub(super) enum Holder<'a> {
    /// In lists or other objects, each with its name.
    At(Vec<Named<'a>>),
    /// It is the value of the member at this position, a single record.
    Wrapped(usize),
    /// In lists of an object that has a title or a text itself: a session, an issue, an author.
    Within(Vec<Named<'a>>),
    /// Under their ids, or in lists under whatever names.
    Keyed,
    /// In rows, whose values have these names (pandas, `orient="split"`).
    Rows(Vec<Cow<'a, str>>, Vec<&'a RawValue>),
    /// In columns, each an object or a list (pandas, `orient="columns"` and `"list"`).
    Columns,
}

/// Finds where records lie.
#[derive(Clone, Copy)]
pub(super) struct Finder<'n, 'a> {
    /// What fields and envelopes are called.
    pub names: &'n Names<'n>,
    /// The bytes that all of it lies in.
    pub chunk: &'a [u8],
    /// Whether what is looked at is a document as a whole.
    pub is_document: bool,
}

impl<'a> Finder<'_, 'a> {
    /// Where records lie in an object in which that was `found`; envelopes are looked for `depth`
    /// deep.
    pub(super) fn holder(
        &self,
        members: &Members<'a>,
        found: &Found<'a>,
        depth: usize,
    ) -> Option<Holder<'a>> {
        let [has_title, has_text] = found.texts.each_ref().map(|text| !matches!(text, Ok(None)));
        if self.is_document
            && let Some(frame) = self.columns(members)
        {
            return Some(frame);
        }
        let is_paper = has_text && has_abstract(members);
        if has_title && !is_paper {
            let mut lists = self.collected(members, depth);
            if lists.is_empty() && has_text && self.is_document {
                lists = self.titled(members);
            }
            if !lists.is_empty() {
                return Some(Holder::Within(lists));
            }
        }
        if has_title && (!self.is_document || is_paper) {
            return None;
        }
        if let Some(envelope) = self.envelope(members, [has_title, has_text], depth) {
            return Some(match envelope {
                Holder::At(lists) if has_title || has_text => Holder::Within(lists),
                other => other,
            });
        }
        if has_title || has_text {
            return None;
        }
        rows(members)
            .or_else(|| self.keyed(members, depth))
            .or_else(|| self.unnamed(members, depth))
    }

    /// The envelopes in an object that has a title, or another text, or none: lists, or also
    /// another object or an empty list if it has none. Behind the first one they are lists of papers.
    fn envelope(
        &self,
        members: &Members<'a>,
        [has_title, has_text]: [bool; 2],
        depth: usize,
    ) -> Option<Holder<'a>> {
        if !members.iter().any(|(_, raw)| raw.get().starts_with(['[', '{'])) {
            return None;
        }
        let is_bare = !has_title && !has_text;
        let (mut found, mut empty): (Vec<Named<'a>>, Option<Named<'a>>) = (Vec::new(), None);
        for path in &self.names.envelopes {
            let is_new = |(_, raw): &(usize, &RawValue)| !lies_in(&found, raw);
            let Some((n, raw)) = first_at(members, path).filter(is_new) else { continue };
            let name = path.name().map_or_else(|| path.to_string(), |_| members[n].0.to_string());
            if has_title || !found.is_empty() {
                found.extend(self.holds_papers(raw).then_some((raw, name)));
            } else if is_bare && path.name().is_some() && self.is_record(raw) {
                return Some(Holder::Wrapped(n));
            } else if (is_bare || raw.get().starts_with('[')) && self.holds_records(raw, depth)
                || !is_bare && !has_abstract(members) && self.holds_lists(raw)
            {
                found.push((raw, name));
            } else if is_bare && value::elements(raw).is_some_and(|all| all.is_empty()) {
                empty.get_or_insert((raw, name));
            }
        }
        if found.is_empty() {
            return empty.map(|list| Holder::At(vec![list]));
        }
        let more = self.lists_of_papers(members, &found);
        found.extend(more);
        found.sort_by_key(|(raw, _)| value::place(raw.get(), self.chunk));
        Some(Holder::At(found))
    }

    fn is_record(&self, raw: &'a RawValue) -> bool {
        value::members(raw).is_some_and(|own| fields::is_record(&own, self.chunk, self.names))
    }

    /// Whether records lie in a value that is not the document itself.
    fn holds_records(&self, raw: &'a RawValue, depth: usize) -> bool {
        if let Some(all) = value::elements(raw) {
            return all.into_iter().take(LOOKED_AT).any(|one| {
                one.get().starts_with('{') && depth > 0 && self.holds_records(one, depth - 1)
            });
        }
        let Some(members) = value::members(raw) else { return false };
        let found = fields::find(&members, self.chunk, self.names);
        let inner = Finder { is_document: false, ..*self };
        found.is_record() || (depth > 0 && inner.holder(&members, &found, depth - 1).is_some())
    }

    /// Objects under their ids, or under years and the like, and nothing beside them but how many
    /// there are.
    fn keyed(&self, members: &Members<'a>, depth: usize) -> Option<Holder<'a>> {
        // What lies under a known name has been looked at.
        if members.iter().any(|(key, _)| self.is_name(key)) {
            return None;
        }
        let is_held = |first: char| {
            move |(_, raw): &&(Cow<'a, str>, &'a RawValue)| raw.get().starts_with(first)
        };
        let are_all = |first: char| {
            members.iter().all(|(_, raw)| raw.get().starts_with(first) || value::is_null(raw))
        };
        let is_number = |raw: &RawValue| raw.get().parse::<f64>().is_ok();
        let are_several = members.iter().filter(is_held('{')).count() > 1;
        let are_counted = are_several
            && members.iter().all(|(_, raw)| raw.get().starts_with('{') || is_number(raw));
        let is_remark = |key: &str, raw: &RawValue| {
            let is_short = |text: &str| text.len() <= LONGEST_REMARK && !text.trim().contains(' ');
            is_number(raw)
                || matches!(raw.get(), "true" | "false" | "null")
                || (value::body(raw).is_some_and(is_short) && !languages::is_language(key))
        };
        let are_remarked = are_several
            && members.iter().all(|(key, raw)| match raw.get().starts_with('{') {
                true => self.is_paper(raw) && !languages::is_language(key),
                false => is_remark(key, raw),
            });
        let first = match ['{', '['].into_iter().find(|first| are_all(*first)) {
            None if are_counted || are_remarked => '{',
            first => first?,
        };
        let is_record = |raw: &'a RawValue| {
            match value::elements(raw) {
                Some(all) => {
                    all.iter().find(|one| !value::is_null(one)).and_then(|one| value::members(one))
                }
                None => value::members(raw),
            }
            .is_some_and(|members| {
                let found = fields::find(&members, self.chunk, self.names);
                // What is said of an event whose papers lie in it is no record.
                let holds = || members.iter().any(|(_, raw)| self.holds_lists(raw));
                found.is_record() && (!matches!(found.texts[0], Ok(None)) || !holds())
            })
        };
        let mut values =
            members.iter().filter(is_held(first)).take(LOOKED_AT).map(|(_, raw)| *raw).peekable();
        values.peek()?;
        let are_records = if are_all(first) {
            values.clone().any(is_record)
        } else {
            values.clone().all(is_record)
        };
        let found =
            are_records || (depth > 0 && values.all(|raw| self.holds_records(raw, depth - 1)));
        found.then_some(Holder::Keyed)
    }

    /// Whether a text or an envelope is called so.
    fn is_name(&self, key: &str) -> bool {
        self.names.sources.generic().any(|source| {
            source
                .fields
                .title
                .iter()
                .chain(&source.fields.abstract_)
                .chain(&source.envelope)
                .any(|path| path.name().is_some_and(|name| folds_to(key, name)))
        })
    }

    /// Columns: the title is an object without text in it, or as long a list as the abstract is.
    fn columns(&self, members: &Members<'a>) -> Option<Holder<'a>> {
        let of = |field: FieldName| {
            let names = self.names.fields.of(field).iter().map(String::as_str);
            let exact = names.clone().find_map(|name| members.iter().find(|(key, _)| key == name));
            let general = self
                .names
                .sources
                .0
                .iter()
                .flat_map(|source| source.of(field))
                .filter_map(Path::name);
            exact
                .or_else(|| {
                    general
                        .into_iter()
                        .find_map(|name| members.iter().find(|(key, _)| folds_to(key, name)))
                })
                .map(|(_, raw)| *raw)
        };
        let (title, abstract_) = (of(FieldName::Title)?, of(FieldName::Abstract)?);
        frame::is_frame(members, title, abstract_).then_some(Holder::Columns)
    }

    /// Lists of papers under names that nobody knows, or of groups of papers.
    fn unnamed(&self, members: &Members<'a>, depth: usize) -> Option<Holder<'a>> {
        let lists = self.lists_of_papers(members, &[]);
        let lists = if lists.is_empty() { self.collected(members, depth) } else { lists };
        let lists = if lists.is_empty() && depth > 1 { self.holders(members) } else { lists };
        (!lists.is_empty()).then_some(Holder::At(lists))
    }

    /// The members of an object in which lists of papers lie, in them or in an object in them.
    fn holders(&self, members: &Members<'a>) -> Vec<Named<'a>> {
        let holds = |raw: &'a RawValue| {
            let inner = || value::members(raw).unwrap_or_default();
            self.holds_lists(raw) || inner().iter().any(|(_, raw)| self.holds_lists(raw))
        };
        let all = members
            .iter()
            .filter(|(key, raw)| raw.get().starts_with('{') && !is_of_a_paper(key) && holds(raw));
        all.map(|(key, raw)| (*raw, key.to_string())).collect()
    }

    /// The lists of papers in an object, under whatever names, that are not `known`.
    fn lists_of_papers(&self, members: &Members<'a>, known: &[Named<'a>]) -> Vec<Named<'a>> {
        let lists = members.iter().filter(|(key, raw)| {
            !is_of_a_paper(key) && !lies_in(known, raw) && self.holds_papers(raw)
        });
        lists.map(|(key, raw)| (*raw, key.to_string())).collect()
    }

    /// Whether a value is a list with an element, among its first ones, that has both texts.
    pub(super) fn holds_papers(&self, raw: &'a RawValue) -> bool {
        let all = value::elements(raw).unwrap_or_default();
        all.into_iter().take(LOOKED_AT).any(|one| self.is_paper(one))
    }

    /// Whether a value is an object that has both texts.
    fn is_paper(&self, raw: &'a RawValue) -> bool {
        let Some(own) = value::members(raw) else { return false };
        let texts = fields::find(&own, self.chunk, self.names).texts;
        texts.iter().all(|text| matches!(text, Ok(Some(_))))
    }

    /// Whether a value is an object with a list of papers in it.
    pub(super) fn holds_lists(&self, raw: &'a RawValue) -> bool {
        let all = value::members(raw).unwrap_or_default();
        all.iter().any(|(key, inner)| !is_of_a_paper(key) && self.holds_papers(inner))
    }
}

/// The first value at a path, and the member that it begins with.
fn first_at<'a>(members: &Members<'a>, path: &Path) -> Option<(usize, &'a RawValue)> {
    let (n, values) = value::at(members, path, None)?;
    values.first().map(|raw| (n, *raw))
}

/// Whether a value of a document lies in one of others, or one of them in it.
fn lies_in(others: &[Named<'_>], raw: &RawValue) -> bool {
    let range = |raw: &RawValue| raw.get().as_bytes().as_ptr_range();
    let own = range(raw);
    others
        .iter()
        .map(|(other, _)| range(other))
        .any(|other| own.start < other.end && other.start < own.end)
}

/// The rows of a frame whose columns are named beside them.
fn rows<'a>(members: &Members<'a>) -> Option<Holder<'a>> {
    let get = |names: &[&str]| {
        members.iter().find(|(key, _)| names.contains(&key.as_ref())).map(|(_, raw)| *raw)
    };
    let columns: Vec<Cow<'a, str>> = value::elements(get(&["columns", "header", "fields"])?)?
        .into_iter()
        .map(|name| serde_json::from_str::<value::Key<'a>>(name.get()).map(|key| key.0))
        .collect::<Result<_, _>>()
        .ok()?;
    let rows = value::elements(get(&["data", "rows", "values"])?)?;
    rows.iter().all(|row| row.get().starts_with('[')).then_some(Holder::Rows(columns, rows))
}
