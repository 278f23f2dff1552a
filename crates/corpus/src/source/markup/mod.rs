//! Elements and texts, of XML and of HTML: what a record is taken from.
//!
//! A [`Tree`] lists its nodes in the order of the file, each with the number of the node behind all
//! that it holds, so that no walk needs more than a loop.

pub(super) mod attributes;
mod described;
mod feeds;
mod in_language;
pub(super) mod record;
pub(super) mod selector;
pub(super) mod sources;
pub(super) mod text;

use std::ops::Range;

/// Elements within elements are read up to this depth.
pub(super) const DEEPEST: usize = 256;

/// More nodes than this are not read of one record.
pub(super) const MOST_NODES: usize = 1 << 20;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An element; `text` holds its attributes.
    Element,
    /// Text with entities in it.
    Text,
    /// Text that means what it says: CDATA, or a script.
    Literal,
}

/// An element, or a text.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    pub kind: Kind,
    /// Of an element: its name without a prefix.
    pub name: &'t str,
    /// The text as it stands in the file, or the attributes of an element.
    pub text: &'t str,
    /// The byte of the file at which `text` begins.
    pub text_start: usize,
    /// The bytes of the file.
    pub bytes: Range<usize>,
    /// The node behind all that this one holds.
    pub next: usize,
    /// The element that holds it; itself for the outermost one.
    pub parent: usize,
}

impl<'t> Node<'t> {
    /// Whether it is an element of that name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.kind == Kind::Element && self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute as it stands in the file, and its first byte there.
    pub(super) fn attribute(&self, name: &str) -> Option<(&'t str, usize)> {
        let mut all = attributes::of(self.text);
        let found = all.find(|attribute| {
            self.kind == Kind::Element && attribute.name.eq_ignore_ascii_case(name)
        })?;
        Some((found.value, self.text_start + found.start))
    }
}

/// The nodes of a record, or of a page, in the order of the file.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    pub nodes: Vec<Node<'t>>,
    /// How entities are read.
    pub entities: Entities,
}

/// How entities are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entities {
    /// Numbers and the five that XML knows of itself: no file can define others.
    Xml,
    /// Those of the HTML standard.
    Html,
}

impl Entities {
    /// The entity that `text` begins with: what it stands for, and its bytes.
    pub(super) fn first(self, text: &str) -> Option<(String, usize)> {
        let name = text
            .strip_prefix('&')?
            .bytes()
            .take(32)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
            .count();
        let is_ended = text.as_bytes().get(1 + name) == Some(&b';');
        let length = 1 + name + usize::from(is_ended);
        let entity = &text[..length];
        let meant = match self {
            Entities::Html => htmlize::unescape(entity).into_owned(),
            Entities::Xml => xml_entity(&text[1..1 + name]).filter(|_| is_ended)?,
        };
        (meant != entity && name > 0).then_some((meant, length))
    }
}

fn xml_entity(name: &str) -> Option<String> {
    let number = |digits: &str, radix| {
        u32::from_str_radix(digits, radix).ok().filter(|code| *code != 0).and_then(char::from_u32)
    };
    let meant = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with('x') => number(&hex[1..], 16)?,
            decimal => number(decimal, 10)?,
        },
    };
    Some(meant.to_string())
}

/// Puts a tree together, node by node.
pub(super) struct Builder<'t> {
    nodes: Vec<Node<'t>>,
    open: Vec<usize>,
}

impl<'t> Builder<'t> {
    pub(super) fn new() -> Self {
        Builder { nodes: Vec::new(), open: Vec::new() }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The byte behind the last node.
    pub(super) fn end(&self) -> usize {
        self.nodes.last().map_or(0, |node| node.bytes.end)
    }

    /// The names of the elements that are open, the innermost first.
    pub(super) fn open(&self) -> impl Iterator<Item = &'t str> {
        self.open.iter().rev().map(|&node| self.nodes[node].name)
    }

    /// Adds a node of these `bytes`; an element is open from then on.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        name: &'t str,
        (text, text_start): (&'t str, usize),
        bytes: Range<usize>,
    ) {
        let number = self.nodes.len();
        let parent = self.open.last().copied().unwrap_or(number);
        self.nodes.push(Node { kind, name, text, text_start, bytes, next: number + 1, parent });
        if kind == Kind::Element {
            self.open.push(number);
        }
    }

    /// The innermost element ends at byte `end`.
    pub(super) fn close(&mut self, end: usize) {
        if let Some(number) = self.open.pop() {
            let next = self.nodes.len();
            let node = &mut self.nodes[number];
            node.next = next;
            node.bytes.end = node.bytes.end.max(end);
        }
    }

    /// The tree; what is still open ends at byte `end`.
    pub(super) fn finish(mut self, entities: Entities, end: usize) -> Tree<'t> {
        while !self.open.is_empty() {
            self.close(end);
        }
        Tree { nodes: self.nodes, entities }
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rfind(':').map_or(name, |colon| &name[colon + 1..])
}
