//! Pages that say in their text what is an abstract: by a heading, or by the class or the id of an
//! element.
//!
//! A page with one abstract is that of a paper, whose title is its only `<h1>`. In one with several each
//! stands in a card, with a heading of its own: the smallest element that holds both holds no other
//! abstract.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::decoded::Decoded;
use super::super::markup::record::Found;
use super::super::markup::selector::Selector;
use super::super::markup::text::{self, Style};
use super::super::markup::{Kind, Tree};
use super::super::notes;

/// Elements that head what follows.
const HEADINGS: [&str; 9] = ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "strong", "b"];

/// Elements that may be the title of a card.
const TITLES: [&str; 7] = ["h2", "h3", "h4", "h5", "h6", "strong", "b"];

/// What a heading of an abstract says.
const ABSTRACT: &str = "abstract";

/// Elements within a line.
const INLINE: [&str; 8] = ["a", "b", "em", "i", "span", "strong", "sub", "sup"];

/// An abstract stands below its heading, or below an element so many steps out that holds nothing else.
const HIGHEST: usize = 2;

/// An abstract has at least so many characters.
const SHORTEST: usize = 40;

/// How many elements out of an abstract its title may be.
const FURTHEST: usize = 6;

/// An abstract of a page: the nodes that it takes, and its text.
struct Abstract {
    nodes: Range<usize>,
    text: Decoded,
}

/// The records of a page whose abstracts are headed or marked, each with its nodes. None if one of them
/// has no title.
pub(super) fn records(tree: &Tree<'_>) -> Vec<(Range<usize>, Found)> {
    let mut abstracts = marked(tree);
    if abstracts.is_empty() {
        abstracts = headed(tree);
    }
    let title = page_title(tree).filter(|_| abstracts.len() == 1);
    let places: Option<Vec<_>> = match title {
        Some(title) => Some(vec![(0..tree.nodes.len(), title)]),
        None => abstracts.iter().map(|one| card(tree, one, &abstracts)).collect(),
    };
    let all = places.unwrap_or_default().into_iter().zip(abstracts);
    all.filter_map(|((nodes, title), own)| {
        let title = of_element(tree, title).field()?;
        let id = id(tree, nodes.clone());
        Some((nodes, Found::of(title, own.text.field(), id)))
    })
    .collect()
}

/// The abstracts that an element is marked as.
fn marked(tree: &Tree<'_>) -> Vec<Abstract> {
    let mut all: Vec<Abstract> = Vec::new();
    for (number, node) in tree.nodes.iter().enumerate() {
        let is_one = |name: &str| {
            let value = node.attribute(name).map_or("", |(value, _)| value);
            value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("abstract"))
        };
        let is_within = all.last().is_some_and(|one| number < one.nodes.end);
        if is_within || !(is_one("class") || is_one("id")) {
            continue;
        }
        let nodes = number..node.next;
        all.extend(abstract_of(of_element(tree, number), nodes));
    }
    all
}

/// The abstracts that stand below a heading which says so.
fn headed(tree: &Tree<'_>) -> Vec<Abstract> {
    let is_heading = |number: &usize| {
        let text = of_element(tree, *number);
        let text = text.as_str().trim_end_matches([':', '.', ' ']);
        is_one_of(tree, *number, &HEADINGS) && text.eq_ignore_ascii_case(ABSTRACT)
    };
    let headings = (0..tree.nodes.len()).filter(is_heading);
    headings.filter_map(|heading| below(tree, heading)).collect()
}

/// What stands below a heading, or below the element that holds nothing else.
fn below(tree: &Tree<'_>, heading: usize) -> Option<Abstract> {
    let mut above = heading;
    for _ in 0..HIGHEST {
        let parent = tree.nodes[above].parent;
        let behind = tree.nodes[above].next..tree.nodes[parent].next;
        let mut text = Decoded::default();
        let mut at = behind.start;
        while at < behind.end && !begins_with_heading(tree, at) {
            let node = &tree.nodes[at];
            if node.kind == Kind::Element && !is_one_of(tree, at, &INLINE) {
                text.paragraph(node.bytes.start);
            }
            text::of(tree, at, Style::default(), &mut text);
            at = node.next.max(at + 1);
        }
        if let Some(found) = abstract_of(text, behind.start..at) {
            return Some(found);
        }
        above = parent;
    }
    None
}

/// Whether a node is a heading, or begins with one.
fn begins_with_heading(tree: &Tree<'_>, number: usize) -> bool {
    let mut at = number;
    while at < tree.nodes[number].next.max(number + 1) {
        let node = &tree.nodes[at];
        if is_one_of(tree, at, &HEADINGS) {
            return of_element(tree, at).as_str().chars().count() < SHORTEST;
        }
        if node.kind != Kind::Element && !node.text.trim().is_empty() {
            return false;
        }
        at += 1;
    }
    false
}

fn abstract_of(text: Decoded, nodes: Range<usize>) -> Option<Abstract> {
    let is_long = text.as_str().chars().count() >= SHORTEST && !notes::is_note(text.as_str());
    is_long.then_some(Abstract { nodes, text })
}

/// The title of a page that is one paper: its only heading of the first rank, unless it names one.
fn page_title(tree: &Tree<'_>) -> Option<usize> {
    let headings: Vec<usize> =
        (0..tree.nodes.len()).filter(|number| is_one_of(tree, *number, &["h1"])).collect();
    match headings[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// The smallest element that holds an abstract with a title, and that title; `None` if it holds another
/// abstract.
fn card(tree: &Tree<'_>, own: &Abstract, all: &[Abstract]) -> Option<(Range<usize>, usize)> {
    let mut at = own.nodes.start;
    for _ in 0..FURTHEST {
        at = tree.nodes[at].parent;
        let nodes = at..tree.nodes[at].next;
        if all.iter().filter(|other| nodes.contains(&other.nodes.start)).count() > 1 {
            return None;
        }
        let is_title = |number: &usize| {
            is_one_of(tree, *number, &TITLES) && of_element(tree, *number).as_str().contains(' ')
        };
        if let Some(title) = (nodes.start..own.nodes.start).find(is_title) {
            return Some((nodes, title));
        }
    }
    None
}

/// The address of a paper in a page or a card.
fn id(tree: &Tree<'_>, nodes: Range<usize>) -> Option<String> {
    IDS.iter().find_map(|selector| {
        let found = selector.all(tree, 0, nodes.clone()).next()?;
        let (value, _) = tree.nodes[found].attribute(selector.attribute.as_deref()?)?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    })
}

static IDS: LazyLock<Vec<Selector>> = LazyLock::new(|| {
    [
        "meta[name=citation_doi]@content",
        "a[href^=https://doi.org/]@href",
        "a[href^=https://arxiv.org/abs/]@href",
        "meta[name=citation_pdf_url]@content",
        "link[rel=canonical]@href",
    ]
    .map(Selector::new)
    .into()
});

fn of_element(tree: &Tree<'_>, number: usize) -> Decoded {
    let is_element = tree.nodes[number].kind == Kind::Element;
    if is_element { text::alone(tree, number) } else { Decoded::default() }
}

fn is_one_of(tree: &Tree<'_>, number: usize, names: &[&str]) -> bool {
    names.iter().any(|name| tree.nodes[number].is(name))
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    const TEXT: &str = "Lamps turn by night, and we count how often they do.";

    fn read(page: &str) -> Vec<(String, String)> {
        let page = format!("<html><body>{}</body></html>", page.replace("TEXT", TEXT));
        let text = |field: Option<abslint_core::record::Field<'static>>| {
            field.map_or_else(String::new, |field| field.text.into_owned())
        };
        let all = records(&tokens::tree(&page)).into_iter();
        all.map(|(_, found)| (text(found.title), text(found.abstract_))).collect()
    }

    #[test]
    fn an_abstract_that_is_headed_or_marked_is_read() {
        for page in [
            "<h1>On lamps</h1><p>A. One</p><h2>Abstract</h2><p>TEXT</p><h2>Comments</h2><p>None.</p>",
            "<h1>On lamps</h1><div><h2>Abstract</h2><div><p>TEXT</p></div></div><h2>More</h2>",
            "<h1>On lamps</h1><div><h4>Abstract:</h4></div><div>TEXT</div><h4>Cite</h4>",
            "<h1>On lamps</h1><p><strong>Abstract:</strong> TEXT</p><p><b>Keywords</b>: lamps</p>",
            "<h1>On lamps</h1><div id=abstract>TEXT</div><p>And more of that.</p>",
            "<h1>On lamps</h1><section class='paper abstract'><h2>Abstract</h2><p>TEXT</p></section>",
        ] {
            assert_eq!(read(page), [("On lamps".to_owned(), TEXT.to_owned())], "{page}");
        }
    }

    #[test]
    fn of_several_abstracts_each_stands_in_a_card() {
        let card = |title: &str| {
            format!("<div><h3>{title}</h3><p>A. One</p><p class=abstract>TEXT</p></div>")
        };
        let folded = |title: &str| {
            format!(
                "<li><b>{title}</b><details><summary>Abstract</summary><p>TEXT</p></details></li>"
            )
        };
        for one in [card, folded] as [fn(&str) -> String; 2] {
            let page = format!("<h1>Papers</h1>{}{}", one("On lamps"), one("On posts"));
            let titles: Vec<String> = read(&page).into_iter().map(|(title, _)| title).collect();
            assert_eq!(titles, ["On lamps", "On posts"], "{page}");
        }
    }

    #[test]
    fn what_is_no_paper_is_not_read() {
        for page in [
            "<h1>Lamps</h1><p>TEXT</p>",
            "<h1>Call for papers</h1><p>An <b>abstract</b> is due in May.</p>",
            "<h1>Lamps</h1><h1>Posts</h1><h2>Abstract</h2><p>TEXT</p>",
            "<h1>Papers</h1><h3>On lamps</h3><p class=abstract>TEXT</p><p class=abstract>TEXT</p>",
            "<h1>On lamps</h1><h2>Abstract</h2><p>None.</p><h2>Text</h2><p>TEXT</p>",
            "<h1>On lamps</h1><a class=abstract href=a>abstract</a>",
        ] {
            assert_eq!(read(page), [], "{page}");
        }
    }
}
