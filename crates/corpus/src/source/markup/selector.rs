//! Which nodes of a tree are meant: a small part of CSS selectors.
//!
//! `div.list-title`, `meta[name=citation_title]@content`, `titles > title`, `dl dd`; `@content` at
//! the end means that attribute and not the text. `>` in front means a child of the record.

use super::{Kind, Tree};

/// A selector.
#[derive(Clone, Debug)]
pub(in crate::source) struct Selector {
    /// From the innermost element outwards.
    steps: Vec<Step>,
    /// The attribute that is meant.
    pub attribute: Option<String>,
}

#[derive(Clone, Debug)]
struct Step {
    name: String,
    tests: Vec<Test>,
    /// Whether the step behind it is its child, and not deeper.
    is_child: bool,
}

#[derive(Clone, Debug)]
struct Test {
    attribute: String,
    value: String,
    kind: Kinds,
}

#[derive(Clone, Copy, Debug)]
enum Kinds {
    Is,
    StartsWith,
    HasWord,
}

impl Selector {
    /// Reads a selector. What cannot be read selects nothing.
    pub(in crate::source) fn new(text: &str) -> Selector {
        let (path, attribute) = match text.rsplit_once('@') {
            Some((path, attribute)) if !attribute.contains(']') => {
                (path, Some(attribute.to_owned()))
            }
            _ => (text, None),
        };
        let mut steps: Vec<Step> = Vec::new();
        let mut is_child = false;
        for part in path.split_ascii_whitespace() {
            if part == ">" {
                is_child = true;
                if steps.is_empty() {
                    steps.push(Step {
                        name: ":scope".to_owned(),
                        tests: Vec::new(),
                        is_child: false,
                    });
                }
                continue;
            }
            if let Some(before) = steps.last_mut() {
                before.is_child = is_child;
            }
            steps.push(step(part));
            is_child = false;
        }
        steps.reverse();
        Selector { steps, attribute }
    }

    /// Whether node number `node` is meant, within the record that node number `root` is.
    pub(in crate::source) fn fits(&self, tree: &Tree<'_>, root: usize, node: usize) -> bool {
        let [last, outer @ ..] = &self.steps[..] else { return false };
        if tree.nodes[node].kind != Kind::Element || !last.fits(tree, root, node) {
            return false;
        }
        let mut at = node;
        for step in outer {
            loop {
                let parent = tree.nodes[at].parent;
                if at <= root || parent == at || parent < root {
                    return false;
                }
                at = parent;
                if step.fits(tree, root, at) {
                    break;
                }
                if step.is_child {
                    return false;
                }
            }
        }
        true
    }

    /// The nodes that are meant, of those numbered `among`.
    pub(in crate::source) fn all<'s>(
        &'s self,
        tree: &'s Tree<'_>,
        root: usize,
        among: std::ops::Range<usize>,
    ) -> impl Iterator<Item = usize> + 's {
        among.filter(move |node| self.fits(tree, root, *node))
    }
}

impl Step {
    fn fits(&self, tree: &Tree<'_>, root: usize, number: usize) -> bool {
        let node = &tree.nodes[number];
        let is_named = match self.name.as_str() {
            "" => true,
            ":scope" => number == root,
            name => node.name.eq_ignore_ascii_case(name),
        };
        is_named
            && self.tests.iter().all(|test| {
                node.attribute(&test.attribute).is_some_and(|(value, _)| test.fits(value))
            })
    }
}

impl Test {
    fn fits(&self, value: &str) -> bool {
        match self.kind {
            Kinds::Is => value.trim().eq_ignore_ascii_case(&self.value),
            Kinds::StartsWith => value.trim().starts_with(&self.value),
            Kinds::HasWord => value.split_ascii_whitespace().any(|word| word == self.value),
        }
    }
}

/// A name with `.class`, `#id` and `[attribute=value]` behind it.
fn step(part: &str) -> Step {
    let end = part.find(['.', '#', '[']).unwrap_or(part.len());
    let mut tests = Vec::new();
    let mut rest = &part[end..];
    while let Some(mark) = rest.chars().next() {
        let body = &rest[1..];
        let end = if mark == '[' { body.find(']') } else { body.find(['.', '#', '[']) }
            .unwrap_or(body.len());
        let (attribute, value, kind) = match mark {
            '.' => ("class", &body[..end], Kinds::HasWord),
            '#' => ("id", &body[..end], Kinds::Is),
            _ => match body[..end].split_once('=') {
                Some((name, value)) => match name.strip_suffix('^') {
                    Some(name) => (name, value, Kinds::StartsWith),
                    None => (name, value, Kinds::Is),
                },
                None => (&body[..end], "", Kinds::StartsWith),
            },
        };
        tests.push(Test { attribute: attribute.to_owned(), value: value.to_owned(), kind });
        rest = if mark == '[' { body.get(end + 1..).unwrap_or_default() } else { &body[end..] };
    }
    Step { name: part[..end].to_owned(), tests, is_child: false }
}
