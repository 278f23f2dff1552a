//! Titles and abstracts that stand in a record in several languages, each with its own name: those of
//! one language are read, that of the paper if it says one.

use std::ops::Range;

use abslint_core::record::Field;

use super::described::{language, said};
use super::selector::Selector;
use super::{Entities, Tree};
use crate::source::languages;

/// What a page says of the language of its paper.
const OF_PAGE: [&str; 3] = [
    "meta[name=citation_language]@content",
    "meta[name=dc.language]@content",
    "meta[name=dcterms.language]@content",
];

/// Which languages are wanted of a record, the first that there is.
pub(super) struct Wanted {
    /// That of the paper, if it says one.
    own: Option<String>,
    /// That of the elements round the texts, whatever is said to be in it.
    around: Option<String>,
}

impl Wanted {
    /// Those of the record in the element `root`.
    pub(super) fn of(tree: &Tree<'_>, root: usize, nodes: &Range<usize>) -> Wanted {
        let of_page = |selector: &str| {
            let selector = Selector::new(selector);
            let node = selector.all(tree, root, nodes.clone()).next()?;
            let (value, _) = tree.nodes[node].attribute("content")?;
            let value = value.trim();
            languages::is_language(value).then(|| languages::code(value))
        };
        match tree.entities {
            Entities::Html => {
                let own = OF_PAGE.into_iter().find_map(of_page);
                Wanted { own, around: said(tree, root) }
            }
            Entities::Xml => Wanted { own: None, around: None },
        }
    }

    /// The one that is read first of the nodes that `selectors` find, where these say that they are in
    /// several languages: nodes of the language that is wanted, in their order. `None` if nothing has
    /// to be chosen. The language of `title` is that of its abstract; of the title itself, those of the
    /// `others` are wanted.
    pub(super) fn nodes(
        &self,
        tree: &Tree<'_>,
        found: &[usize],
        title: Option<&(usize, Field<'static>)>,
        others: &[usize],
    ) -> Option<Vec<usize>> {
        let own = self.own.clone().or_else(|| outer(tree, *found.first()?));
        let of = |node: &usize| said(tree, *node).or_else(|| own.clone());
        let codes: Vec<Option<String>> = found.iter().map(of).collect();
        let first = codes.first()?.clone()?;
        if codes.iter().all(|code| code.as_ref() == Some(&first)) {
            return None;
        }
        let others: Vec<String> = others.iter().filter_map(of).collect();
        let is_there = |code: &String| {
            codes.contains(&Some(code.clone())) && (others.is_empty() || others.contains(code))
        };
        let of_title = title.and_then(|title| language(tree, title));
        let english = Some("en".to_owned());
        let candidates = [own, of_title, self.around.clone(), english];
        let wanted = candidates
            .into_iter()
            .flatten()
            .chain(codes.iter().flatten().cloned())
            .find(is_there)
            .unwrap_or(first);
        let in_it = found.iter().zip(&codes).filter(|(_, code)| code.as_ref() == Some(&wanted));
        Some(in_it.map(|(node, _)| *node).collect())
    }
}

/// The language that the innermost element says which stands round a node of XML.
fn outer(tree: &Tree<'_>, node: usize) -> Option<String> {
    let mut at = node;
    while tree.entities == Entities::Xml && tree.nodes[at].parent != at {
        at = tree.nodes[at].parent;
        if let Some(code) = said(tree, at) {
            return Some(code);
        }
    }
    None
}
