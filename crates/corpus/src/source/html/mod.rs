//! HTML: listings, and pages of one paper.
//!
//! Listings are told by selectors ([`super::markup::sources`]), pages by their `<meta>` elements,
//! both by the JSON that they carry. The first of these that finds a title with its abstract is
//! what is read of a page; a page without any paper is unreadable as a whole.

mod headed;
mod json;
mod tables;
mod tokens;

use std::ops::Range;

use serde_json::Value;

use self::json::Paper;
use super::Parsed;
use super::columns::Place;
use super::decoded::Decoded;
use super::line_counter::LineCounter;
use super::markup::record::{Found, find, record};
use super::markup::selector::Selector;
use super::markup::sources::{HTML_SOURCES, MarkupSource};
use super::markup::{Kind, Tree};
use super::object::FieldNames;
use super::understood::FieldUse;
use abslint_core::record::{Defect, Item, OwnId, Record, too_long};

/// Whether a line begins a page.
pub(super) fn begins_page(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    let starts = |start: &[u8]| {
        let own = line.get(..start.len());
        let behind = line.get(start.len()).copied().unwrap_or(b'>');
        own.is_some_and(|own| own.eq_ignore_ascii_case(start)) && !behind.is_ascii_alphanumeric()
    };
    starts(b"<!doctype html") || starts(b"<html") || starts(b"<head")
}

/// The records of a page.
pub(super) fn parse(page: &[u8], names: &FieldNames) -> Parsed<'static> {
    let mut parsed = Parsed::default();
    let whole = || Place { index: 0, line: 0, column: 0, bytes: 0..page.len() };
    let text = match std::str::from_utf8(page) {
        Ok(text) => text,
        Err(error) => {
            parsed.items.push(whole().unreadable(
                Defect::InvalidUtf8,
                error.valid_up_to(),
                error.to_string(),
            ));
            return parsed;
        }
    };
    let tree = tokens::tree(text);
    let listed = HTML_SOURCES.iter().map(|source| (source, records(&tree, source)));
    let mut by_selectors: Vec<_> = listed
        .filter(|(_, records)| records.iter().any(|(_, found)| found.title.is_some()))
        .collect();
    let papers = json::papers(&tree);
    let is_wanted = |(source, records): &(&MarkupSource, Vec<(Range<usize>, Found)>)| {
        let count = records.iter().filter(|(_, found)| found.texts() == 2).count();
        count > 0 && !(source.is_clipped && says_as_much(&papers, count))
    };
    let with_abstracts = by_selectors.iter().position(is_wanted);
    let mut lines = LineCounter::new(page);
    if let Some(n) = with_abstracts {
        take(&tree, by_selectors.swap_remove(n).1, names, &mut lines, &mut parsed);
    } else if let found = written(&tree)
        && !found.is_empty()
        && !papers.iter().any(|(paper, _)| paper.abstract_.is_some())
    {
        take(&tree, found, names, &mut lines, &mut parsed);
    } else if !papers.is_empty() {
        carried(papers, names, &mut lines, &mut parsed);
    } else if !by_selectors.is_empty() {
        take(&tree, by_selectors.swap_remove(0).1, names, &mut lines, &mut parsed);
    }
    if parsed.items.is_empty() && !page.trim_ascii().is_empty() {
        let why = "this page has no paper that could be read: neither a listing that is known, nor `citation_title`, `dc.title` or JSON-LD; if it should be something else, its download failed, and it has to be fetched again";
        parsed.items.push(whole().unreadable(Defect::NotARecord, 0, why.to_owned()));
    }
    parsed
}

/// The records of a page that says only in its text what is what.
fn written(tree: &Tree<'_>) -> Vec<(Range<usize>, Found)> {
    let in_tables = tables::records(tree);
    if in_tables.is_empty() { headed::records(tree) } else { in_tables }
}

/// Whether the JSON of a page has as many papers with an abstract as its cards.
fn says_as_much(papers: &[(Paper, usize)], cards: usize) -> bool {
    papers.iter().filter(|(paper, _)| paper.abstract_.is_some()).count() >= cards
}

/// The records of a source, each with its nodes. One within another is a part of it.
fn records(tree: &Tree<'_>, source: &MarkupSource) -> Vec<(Range<usize>, Found)> {
    let mut records = Vec::new();
    let mut end = 0;
    for node in source.record.all(tree, 0, 0..tree.nodes.len()) {
        let start = if source.with_before { before(tree, node).unwrap_or(node) } else { node };
        if start >= end {
            end = tree.nodes[node].next;
            let found = find(tree, node, &(start..end), source);
            let has = |needed: &Selector| needed.all(tree, node, start..end).next().is_some();
            let is_one = source.needs.is_empty() || source.needs.iter().any(has);
            if found.texts() > 0 && is_one {
                records.push((start..end, found));
            }
        }
    }
    records
}

/// The element in front of node number `node` that the same element holds.
fn before(tree: &Tree<'_>, node: usize) -> Option<usize> {
    let parent = tree.nodes[node].parent;
    let mut at = node.checked_sub(1)?;
    while at > parent {
        if tree.nodes[at].parent == parent && tree.nodes[at].kind == Kind::Element {
            return Some(at);
        }
        at = if tree.nodes[at].parent == parent { at - 1 } else { tree.nodes[at].parent };
    }
    None
}

fn take(
    tree: &Tree<'_>,
    records: Vec<(Range<usize>, Found)>,
    names: &FieldNames,
    lines: &mut LineCounter<'_>,
    parsed: &mut Parsed<'static>,
) {
    for (nodes, found) in records {
        let bytes = tree.nodes[nodes.start].bytes.start
            ..tree.nodes[nodes.end - 1].bytes.end.max(tree.nodes[nodes.start].bytes.end);
        let (line, column) = lines.at(bytes.start);
        let place = Place { index: parsed.items.len(), line, column, bytes };
        parsed.items.push(match too_long(place.bytes.len()) {
            Some(why) => {
                let at = place.bytes.start;
                place.unreadable(Defect::NotARecord, at, why)
            }
            // A page says more than is said of a paper.
            None => Item::Record(record(tree, &(0..0), found, names, &mut parsed.fields, place)),
        });
    }
}

/// The records that JSON in a page holds. All that is known of their places is where that begins.
fn carried(
    papers: Vec<(Paper, usize)>,
    names: &FieldNames,
    lines: &mut LineCounter<'_>,
    parsed: &mut Parsed<'static>,
) {
    for (paper, start) in papers {
        let (line, column) = lines.at(start);
        let place = Place { index: parsed.items.len(), line, column, bytes: start..start };
        parsed.items.push(Item::Record(of_paper(paper, names, &mut parsed.fields, place)));
    }
}

fn of_paper(
    paper: Paper,
    names: &FieldNames,
    uses: &mut FieldUse,
    place: Place,
) -> Record<'static> {
    let field = |text: &str| {
        let mut out = Decoded::default();
        for (n, line) in text.trim().lines().enumerate() {
            if n > 0 && (line.trim().is_empty() || line.starts_with([' ', '\t'])) {
                out.paragraph(place.bytes.start);
            } else if n > 0 {
                out.space(place.bytes.start);
            }
            out.instead(line, place.bytes.start);
        }
        out.field()
    };
    let abstract_ = paper.abstract_.as_deref().and_then(field);
    let of_abstract = names.abstract_.first().filter(|_| abstract_.is_some());
    let own = names.title.first().into_iter().chain(of_abstract).map(|name| (name.as_str(), None));
    uses.see(names, true, own);
    Record {
        index: place.index,
        line: place.line,
        column: place.column,
        title: field(&paper.title),
        abstract_,
        id: paper
            .id
            .map(|id| OwnId { raw: Value::from(id.as_str()).to_string().into(), text: id.into() }),
        bytes: place.bytes,
        others: Vec::new(),
        provenance: None,
    }
}
