//! A record out of elements, by what its source says of them.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use super::in_language::Wanted;
use super::selector::Selector;
use super::sources::MarkupSource;
use super::text::{self, Style};
use super::{Kind, Tree, described, feeds};
use crate::source::columns::Place;
use crate::source::decoded::Decoded;
use crate::source::object::{self, FieldNames};
use crate::source::understood::FieldUse;
use abslint_core::record::{Field, FieldName, OwnId, Placement, Record};

/// Elements that are no part of what is said of a paper, with all that they hold.
const NOT_KEPT: &[&str] =
    &["back", "body", "ref-list", "ReferenceList", "response", "sub-article", "script", "style"];

/// What a record says, as far as it is known.
pub(in crate::source) struct Found {
    pub title: Option<Field<'static>>,
    pub abstract_: Option<Field<'static>>,
    pub id: Option<String>,
    /// The nodes of the title and of the abstract.
    taken: Vec<usize>,
    /// Whether there are elements for the title, and for the abstract, with a text or without.
    is_there: [bool; 2],
}

impl Found {
    /// A title and an abstract that were found otherwise.
    pub(in crate::source) fn of(
        title: Field<'static>,
        abstract_: Option<Field<'static>>,
        id: Option<String>,
    ) -> Found {
        Found { title: Some(title), abstract_, id, taken: Vec::new(), is_there: [true, true] }
    }

    /// How many of its two texts there are.
    pub(in crate::source) fn texts(&self) -> usize {
        usize::from(self.title.is_some()) + usize::from(self.abstract_.is_some())
    }
}

/// What `source` finds in the nodes numbered `nodes`, of which the element `root` is the record.
pub(in crate::source) fn find(
    tree: &Tree<'_>,
    root: usize,
    nodes: &Range<usize>,
    source: &MarkupSource,
) -> Found {
    let wanted = Wanted::of(tree, root, nodes);
    let title = titled(tree, root, nodes, source, &wanted).map(|(node, field)| {
        let whole = with_parts(tree, node, source).and_then(Decoded::field);
        (node, whole.map(|whole| cut(whole, source)).unwrap_or(field))
    });
    let abstract_ = if source.is_described {
        described(tree, root, nodes, source, title.as_ref())
    } else {
        let own = source.abstract_.iter().find_map(|selector| {
            let all: Vec<usize> = selector.all(tree, root, nodes.clone()).collect();
            let all = wanted.nodes(tree, &all, title.as_ref(), &[]).unwrap_or(all);
            texts_of(tree, all.into_iter(), selector, source).next()
        });
        let own = own.map(|(node, field)| (vec![node], field));
        fuller(tree, root, nodes, source, own.as_ref()).or(own)
    };
    let id = source.id.iter().find_map(|selector| {
        let mut all = selector.all(tree, root, nodes.clone());
        all.find_map(|node| {
            written(tree, node, selector, source).field().map(|field| field.text.into_owned())
        })
    });
    let exists = |selectors: &[Selector]| {
        selectors.iter().any(|selector| selector.all(tree, root, nodes.clone()).next().is_some())
    };
    let is_there = [
        title.is_some() || exists(&source.title),
        abstract_.is_some() || exists(&source.abstract_),
    ];
    let mut taken: Vec<usize> = title.iter().map(|(node, _)| *node).collect();
    taken.extend(abstract_.iter().flat_map(|(nodes, _)| nodes));
    Found {
        title: title.map(|(_, field)| field),
        abstract_: abstract_.map(|(_, field)| field),
        id,
        taken,
        is_there,
    }
}

/// A title with the parts of it that stand beside it; `None` if there are none.
fn with_parts(tree: &Tree<'_>, node: usize, source: &MarkupSource) -> Option<Decoded> {
    let beside = source.title_parts.each_ref().map(|part| part.beside(tree, node));
    let ([Some(_), _] | [_, Some(_)]) = beside else { return None };
    let style = Style { is_wrapped: false, left_out: source.left_out };
    let mut whole = Decoded::default();
    for (n, part) in [beside[0], Some(node), beside[1]].into_iter().enumerate() {
        let Some(part) = part else { continue };
        let start = tree.nodes[part].bytes.start;
        let is_marked = whole.as_str().ends_with([':', '.', '?', '!', ';', '=', '—', '–']);
        if n == 2 && !is_marked && !whole.is_empty() {
            whole.instead(":", start);
        }
        whole.space(start);
        text::of(tree, part, style, &mut whole);
    }
    Some(whole)
}

/// The title: of several languages that of the paper, or one in which there is an abstract.
fn titled(
    tree: &Tree<'_>,
    root: usize,
    nodes: &Range<usize>,
    source: &MarkupSource,
    wanted: &Wanted,
) -> Option<(usize, Field<'static>)> {
    if source.is_described {
        return first(tree, root, nodes, &source.title, source);
    }
    let all =
        |selector: &Selector| -> Vec<usize> { selector.all(tree, root, nodes.clone()).collect() };
    source.title.iter().find_map(|selector| {
        let found = all(selector);
        let abstracts = || source.abstract_.iter().map(all).find(|found| !found.is_empty());
        let chosen = if found.len() > 1 {
            wanted.nodes(tree, &found, None, &abstracts().unwrap_or_default())
        } else {
            None
        };
        texts_of(tree, chosen.unwrap_or(found).into_iter(), selector, source).next()
    })
}

/// The text that the first of the selectors finds which finds any: of several nodes the first.
fn first(
    tree: &Tree<'_>,
    root: usize,
    nodes: &Range<usize>,
    selectors: &[Selector],
    source: &MarkupSource,
) -> Option<(usize, Field<'static>)> {
    selectors.iter().find_map(|selector| texts(tree, root, nodes, selector, source).next())
}

/// The texts that a selector finds, each with its node.
fn texts<'f>(
    tree: &'f Tree<'_>,
    root: usize,
    nodes: &Range<usize>,
    selector: &'f Selector,
    source: &'f MarkupSource,
) -> impl Iterator<Item = (usize, Field<'static>)> + 'f {
    texts_of(tree, selector.all(tree, root, nodes.clone()), selector, source)
}

/// The texts of nodes that a selector has found.
fn texts_of<'f>(
    tree: &'f Tree<'_>,
    nodes: impl Iterator<Item = usize> + 'f,
    selector: &'f Selector,
    source: &'f MarkupSource,
) -> impl Iterator<Item = (usize, Field<'static>)> + 'f {
    let texts = nodes.filter_map(move |node| {
        written(tree, node, selector, source).field().map(|field| (node, cut(field, source)))
    });
    texts.filter(|(_, field)| !field.text.is_empty())
}

/// The abstract among the descriptions that the first of the selectors finds which finds one.
fn described(
    tree: &Tree<'_>,
    root: usize,
    nodes: &Range<usize>,
    source: &MarkupSource,
    title: Option<&(usize, Field<'static>)>,
) -> Option<(Vec<usize>, Field<'static>)> {
    source.abstract_.iter().find_map(|selector| {
        let texts: Vec<_> = texts(tree, root, nodes, selector, source).collect();
        let chosen = described::abstract_of(tree, &texts, title);
        let field = match chosen[..] {
            [] => return None,
            [only] => texts.into_iter().find(|(node, _)| *node == only).map(|(_, field)| field),
            _ => {
                let style = |node| style(tree, node, source);
                described::joined(tree, &chosen, style).field().map(|field| cut(field, source))
            }
        };
        field.map(|field| (chosen, field))
    })
}

/// The text that stands for one that is clipped, or that says where a paper appeared.
fn fuller(
    tree: &Tree<'_>,
    root: usize,
    nodes: &Range<usize>,
    source: &MarkupSource,
    own: Option<&(Vec<usize>, Field<'static>)>,
) -> Option<(Vec<usize>, Field<'static>)> {
    let own = &own?.1.text;
    let (node, field) = first(tree, root, nodes, &source.fuller, source)?;
    feeds::is_fuller(&field.text, own).then(|| (vec![node], field))
}

/// The text of a node, or of the attribute that is meant.
fn written(tree: &Tree<'_>, node: usize, selector: &Selector, source: &MarkupSource) -> Decoded {
    let mut out = Decoded::default();
    match &selector.attribute {
        Some(name) => {
            if let Some((value, start)) = tree.nodes[node].attribute(name) {
                text::entities(tree, value, start, Style::default(), &mut out);
            }
        }
        None => text::of(tree, node, style(tree, node, source), &mut out),
    }
    out
}

/// How the text of a node is written.
fn style(tree: &Tree<'_>, node: usize, source: &MarkupSource) -> Style<'static> {
    let first = tree.nodes.get(node + 1).filter(|inner| inner.parent == node);
    let is_wrapped = source.may_wrap && first.is_some_and(|inner| text::is_wrapped(inner.text));
    Style { is_wrapped, left_out: source.left_out }
}

/// A text without what its source puts round it.
fn cut(mut field: Field<'static>, source: &MarkupSource) -> Field<'static> {
    let Some(cut) = &source.cut else { return field };
    while let Some(found) =
        cut.find(&field.text).map(|found| found.range()).filter(|found| !found.is_empty())
    {
        let kept = if found.start == 0 { found.end..field.text.len() } else { 0..found.start };
        field = part(&field, kept);
    }
    field
}

/// A part of a text.
fn part(field: &Field<'_>, kept: Range<usize>) -> Field<'static> {
    let text = Cow::Owned(field.text[kept.clone()].to_owned());
    let placement = match &field.placement {
        Placement::Paragraphs(parts) => {
            let first =
                parts.partition_point(|part| part.text_start <= kept.start).saturating_sub(1);
            let moved = parts[first..].iter().map(|part| {
                let mut part = part.clone();
                part.start += kept.start.saturating_sub(part.text_start);
                part.text_start = part.text_start.saturating_sub(kept.start);
                part
            });
            Placement::Paragraphs(moved.filter(|part| part.text_start < kept.len()).collect())
        }
        Placement::Verbatim { start } => Placement::Verbatim { start: start + kept.start },
        other => other.clone(),
    };
    Field { text, placement }
}

/// The record at `place`, with every other element of it that holds text.
pub(in crate::source) fn record(
    tree: &Tree<'_>,
    nodes: &Range<usize>,
    found: Found,
    names: &FieldNames,
    uses: &mut FieldUse,
    place: Place,
) -> Record<'static> {
    let others = others(tree, nodes, &found.taken);
    // An element that is merely called as the abstract is read from another place, or not at all.
    let own = FieldName::ALL.into_iter().zip(found.is_there).filter(|(_, is_there)| *is_there);
    let own =
        own.filter_map(|(field, _)| names.of(field).first()).map(|name| (name.as_str(), None));
    let seen = own.chain(others.iter().map(|(name, values)| (name.as_str(), values[0].as_str())));
    uses.enter(found.is_there, true, seen);
    let all: Vec<String> = others.iter().map(|(name, _)| name.clone()).collect();
    let json = |mut values: Vec<Value>| {
        if values.len() == 1 {
            values.remove(0).to_string()
        } else {
            Value::from(values).to_string()
        }
    };
    Record {
        index: place.index,
        line: place.line,
        column: place.column,
        bytes: place.bytes,
        id: found
            .id
            .map(|id| OwnId { raw: Value::from(id.as_str()).to_string().into(), text: id.into() }),
        title: found.title,
        abstract_: found.abstract_,
        others: others
            .into_iter()
            .map(|(name, values)| {
                (object::free_name_among(&all, &name).into(), json(values).into())
            })
            .collect(),
        provenance: None,
    }
}

/// The texts of the elements that hold nothing but text, by their names.
fn others(tree: &Tree<'_>, nodes: &Range<usize>, taken: &[usize]) -> Vec<(String, Vec<Value>)> {
    let mut others: Vec<(String, Vec<Value>)> = Vec::new();
    let mut at = nodes.start;
    while at < nodes.end {
        let node = &tree.nodes[at];
        if taken.contains(&at) || NOT_KEPT.iter().any(|name| node.is(name)) {
            at = node.next.max(at + 1);
            continue;
        }
        let is_leaf = node.kind == Kind::Element
            && tree.nodes[at + 1..node.next].iter().all(|inner| inner.kind != Kind::Element);
        if is_leaf {
            let mut text = Decoded::default();
            text::of(tree, at, Style::default(), &mut text);
            let name = node.name;
            // Of a paper with so many kinds of elements the rest says nothing more.
            match others.iter().position(|(known, _)| known == name) {
                _ if text.is_empty() => {}
                Some(known) => others[known].1.push(text.as_str().into()),
                None if others.len() < MOST_KEPT => {
                    others.push((name.to_owned(), vec![text.as_str().into()]))
                }
                None => {}
            }
        }
        at += 1;
    }
    others
}

/// So many names of elements are kept of a record.
const MOST_KEPT: usize = 256;
