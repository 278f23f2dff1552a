//! What servers answer that have no record to give: nothing, or an error.

use super::tree;
use crate::source::markup::{Kind, Tree};

/// A document without records.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// There are none: a search without results.
    Empty,
    /// The server says why there are none.
    Error(String),
    /// It may hold anything.
    Unknown,
}

/// Documents whose other elements are none of papers.
const FEEDS: [&str; 2] = ["feed", "rss"];

/// OAI-PMH calls a search without results an error
/// (<https://www.openarchives.org/OAI/openarchivesprotocol.html#ErrorConditions>).
const NO_RESULTS: [&str; 1] = ["noRecordsMatch"];

/// arXiv's API writes an error as an entry with such an id
/// (<https://info.arxiv.org/help/api/user-manual.html#34-errors>).
const ERROR_OF_ARXIV: &str = "arxiv.org/api/errors";

/// What a document says in which no record was found.
pub(super) fn without_records(document: &[u8]) -> Answer {
    let Some(tree) = std::str::from_utf8(document).ok().and_then(|text| tree(text, 0).ok()) else {
        return Answer::Unknown;
    };
    let elements = || (0..tree.nodes.len()).filter(|&n| tree.nodes[n].kind == Kind::Element);
    let Some(root) = elements().next() else { return Answer::Unknown };
    let is_alone = elements().count() == 1;
    let error = elements().find(|&n| tree.nodes[n].is("error"));
    match error.filter(|_| tree.nodes[root].is("OAI-PMH")) {
        Some(error) => {
            let code = tree.nodes[error].attribute("code").map_or("an error", |(code, _)| code);
            if NO_RESULTS.contains(&code) {
                return Answer::Empty;
            }
            Answer::Error(format!("the server answered with {code}: {}", text_of(&tree, error)))
        }
        None if is_alone && text_of(&tree, root).is_empty() => Answer::Empty,
        None if FEEDS.iter().any(|name| tree.nodes[root].is(name)) => Answer::Empty,
        None => Answer::Unknown,
    }
}

/// What an entry says that is an error and no paper.
pub(super) fn error_of_entry(tree: &Tree<'_>) -> Option<String> {
    let child = |name: &str| {
        (1..tree.nodes.len()).find(|&n| tree.nodes[n].parent == 0 && tree.nodes[n].is(name))
    };
    tree.nodes.first().filter(|root| root.is("entry"))?;
    let id = child("id")?;
    if !text_of(tree, id).contains(ERROR_OF_ARXIV) {
        return None;
    }
    let said = child("summary").map(|summary| text_of(tree, summary)).unwrap_or_default();
    Some(format!("this is no paper: the server answered with an error: {said}"))
}

/// The text of an element as it stands there.
fn text_of(tree: &Tree<'_>, element: usize) -> String {
    let inner = &tree.nodes[element + 1..tree.nodes[element].next];
    let texts = inner.iter().filter(|node| node.kind != Kind::Element);
    texts.map(|node| node.text).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_without_results_is_no_error_and_an_error_is_told() {
        let cases = [
            (
                "<?xml version='1.0'?><feed><title>q</title><totalResults>0</totalResults></feed>",
                Answer::Empty,
            ),
            ("<rss><channel><title>New</title></channel></rss>", Answer::Empty),
            ("<PubmedArticleSet></PubmedArticleSet>", Answer::Empty),
            ("<records/>", Answer::Empty),
            ("<OAI-PMH><error code=\"noRecordsMatch\"/></OAI-PMH>", Answer::Empty),
            (
                "<OAI-PMH><error code=\"badArgument\">from is no date</error></OAI-PMH>",
                Answer::Error("the server answered with badArgument: from is no date".to_owned()),
            ),
            ("<lamps><lamp>One</lamp></lamps>", Answer::Unknown),
            ("<lamps>One</lamps>", Answer::Unknown),
            ("", Answer::Unknown),
        ];
        for (document, expected) in cases {
            assert_eq!(without_records(document.as_bytes()), expected, "{document}");
        }
    }

    #[test]
    fn the_entry_of_an_error_is_no_paper() {
        let entry = |id: &str| {
            format!("<entry><id>{id}</id><title>Error</title><summary>no such id</summary></entry>")
        };
        let said = |text: &str| error_of_entry(&tree(text, 0).expect("well-formed"));
        assert!(
            said(&entry("http://arxiv.org/api/errors#no_such"))
                .is_some_and(|why| why.ends_with("no such id"))
        );
        assert_eq!(said(&entry("http://arxiv.org/abs/1")), None);
    }
}
