//! Elements within elements, and where one construct ends and the next begins.

use std::ops::Range;

use super::elements::{self, Role};
use super::tags::{Kind, Tag};

/// Places among the tags of a text.
pub(super) type TagRange = Range<usize>;

/// What an element holds, or a text between two tags.
#[derive(Debug)]
pub(super) enum Node<'t> {
    Text(&'t str),
    /// Text in which `&` and `<` are only signs.
    Data(&'t str),
    Element(Element<'t>),
}

/// An element.
#[derive(Debug)]
pub(super) struct Element<'t> {
    pub tag: Tag<'t>,
    pub children: Vec<Node<'t>>,
}

/// Elements within elements beyond this are as if they had no tags.
const DEEPEST: usize = 60;

/// Where each construct begins and ends among the tags of a text: all of them together where one
/// is a block, else each element with those that it touches.
pub(super) fn construct_spans(text: &str, tags: &[Tag<'_>]) -> Vec<TagRange> {
    let is_block = |tag: &Tag<'_>| {
        matches!(tag.role(), Role::Block | Role::Item | Role::Heading)
            && !matches!(tag.kind, Kind::Comment | Kind::Data)
    };
    if tags.iter().any(is_block) {
        return std::iter::once(0..tags.len()).collect();
    }
    let mut ranges: Vec<TagRange> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let last = tag.partner.filter(|end| *end > at).unwrap_or(at);
        match ranges.last_mut() {
            Some(range) if at < range.end || touches(text, &tags[range.end - 1], tag) => {
                range.end = range.end.max(last + 1);
            }
            _ => ranges.push(at..last + 1),
        }
    }
    ranges
}

fn touches(text: &str, before: &Tag<'_>, tag: &Tag<'_>) -> bool {
    text[before.span.end()..tag.span.start()].is_empty()
}

/// The nodes of a construct, whose first tag is number `offset` of the text's.
pub(super) fn nodes<'t>(text: &'t str, tags: &[Tag<'t>], offset: usize) -> Vec<Node<'t>> {
    let mut open: Vec<(Option<Tag<'t>>, Vec<Node<'t>>)> = vec![(None, Vec::new())];
    let mut done = tags.first().map_or(0, |tag| tag.span.start());
    for tag in tags {
        push_text(&mut open, &text[done..tag.span.start()]);
        done = tag.span.end();
        let closes_at = tag.partner.filter(|_| !tag.is_crossed);
        match tag.kind {
            Kind::Start if closes_at.is_some() && open.len() < DEEPEST => {
                open.push((Some(tag.clone()), Vec::new()));
            }
            Kind::Start | Kind::Empty
                if elements::is_single(tag.local()) || tag.kind == Kind::Empty =>
            {
                push(&mut open, Node::Element(Element { tag: tag.clone(), children: Vec::new() }));
            }
            Kind::End if closes_at.is_some() => close(&mut open, closes_at, tags, offset),
            Kind::Data => push(&mut open, Node::Data(tag.rest)),
            Kind::Start | Kind::Empty | Kind::End | Kind::Comment => (),
        }
    }
    while open.len() > 1 {
        close_one(&mut open);
    }
    open.pop().map(|(_, nodes)| nodes).unwrap_or_default()
}

/// Closes the element whose start is the tag number `start`, if it is open.
fn close<'t>(
    open: &mut Vec<(Option<Tag<'t>>, Vec<Node<'t>>)>,
    start: Option<usize>,
    tags: &[Tag<'t>],
    offset: usize,
) {
    let Some(start) = start.and_then(|start| tags.get(start.checked_sub(offset)?)) else { return };
    let is_own =
        |(tag, _): &(Option<Tag<'t>>, _)| tag.as_ref().is_some_and(|tag| tag.span == start.span);
    if let Some(depth) = open.iter().rposition(is_own) {
        while open.len() > depth {
            close_one(open);
        }
    }
}

fn close_one<'t>(open: &mut Vec<(Option<Tag<'t>>, Vec<Node<'t>>)>) {
    if let Some((Some(tag), children)) = open.pop() {
        push(open, Node::Element(Element { tag, children }));
    }
}

fn push<'t>(open: &mut [(Option<Tag<'t>>, Vec<Node<'t>>)], node: Node<'t>) {
    if let Some((_, nodes)) = open.last_mut() {
        nodes.push(node);
    }
}

fn push_text<'t>(open: &mut [(Option<Tag<'t>>, Vec<Node<'t>>)], text: &'t str) {
    if !text.is_empty() {
        push(open, Node::Text(text));
    }
}
