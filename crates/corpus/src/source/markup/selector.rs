//! Which nodes of a tree are meant: a small part of CSS selectors.
//!
//! `div.list-title`, `meta[name=citation_title]@content`, `titles > title`, `dl dd`; `@content` at
//! the end means that attribute and not the text. `>` in front means a child of the record.
//! `abstract[!type]` has no such attribute, and `abstract[type!=toc]` another value or none.

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
    IsNot,
    IsMissing,
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
                    steps.push(step(":scope"));
                }
                continue;
            }
            if let Some(before) = steps.last_mut() {
                before.is_child = is_child;
            }
            steps.push(step(part));
            is_child = false;
        }
        if steps.is_empty() && attribute.is_some() {
            // An attribute of the record itself.
            steps.push(step(":scope"));
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

    /// The first element in the one that holds node number `node` that is meant, whatever stands
    /// round it.
    pub(in crate::source) fn beside(&self, tree: &Tree<'_>, node: usize) -> Option<usize> {
        let parent = tree.nodes[node].parent;
        let last = self.steps.first()?;
        let is_one = |n: &usize| {
            let other = &tree.nodes[*n];
            *n != node
                && other.parent == parent
                && other.kind == Kind::Element
                && last.fits(tree, parent, *n)
        };
        (parent + 1..tree.nodes[parent].next).find(is_one)
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
            && self
                .tests
                .iter()
                .all(|test| test.fits(node.attribute(&test.attribute).map(|(value, _)| value)))
    }
}

impl Test {
    /// Whether the attribute has the right value, or is rightly missing.
    fn fits(&self, value: Option<&str>) -> bool {
        let is_value = |own: &str| own.trim().eq_ignore_ascii_case(&self.value);
        match self.kind {
            Kinds::Is => value.is_some_and(is_value),
            Kinds::StartsWith => value.is_some_and(|own| own.trim().starts_with(&self.value)),
            Kinds::HasWord => {
                value.is_some_and(|own| own.split_ascii_whitespace().any(|word| word == self.value))
            }
            Kinds::IsNot => !value.is_some_and(is_value),
            Kinds::IsMissing => value.is_none(),
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
            _ => in_brackets(&body[..end]),
        };
        tests.push(Test { attribute: attribute.to_owned(), value: value.to_owned(), kind });
        rest = if mark == '[' { body.get(end + 1..).unwrap_or_default() } else { &body[end..] };
    }
    Step { name: part[..end].to_owned(), tests, is_child: false }
}

/// The attribute, the value and the kind of a test that stands in brackets.
fn in_brackets(test: &str) -> (&str, &str, Kinds) {
    match test.split_once('=') {
        Some((name, value)) => match (name.strip_suffix('^'), name.strip_suffix('!')) {
            (Some(name), _) => (name, value, Kinds::StartsWith),
            (_, Some(name)) => (name, value, Kinds::IsNot),
            _ => (name, value, Kinds::Is),
        },
        None => match test.strip_prefix('!') {
            Some(name) => (name, "", Kinds::IsMissing),
            None => (test, "", Kinds::StartsWith),
        },
    }
}
