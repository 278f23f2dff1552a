//! Papers in the JSON that pages carry: JSON-LD in scripts, and the properties of a component.

use serde_json::{Map, Value};

use super::super::markup::{Kind, Tree};

/// A paper of a JSON value.
#[derive(Debug, Default)]
pub(super) struct Paper {
    pub title: String,
    pub abstract_: Option<String>,
    pub id: Option<String>,
    /// Whether its abstract is called so.
    pub is_strict: bool,
}

/// Names of a title, of an abstract and of an id in such a value: the first that holds a text wins.
const TITLE: [&str; 3] = ["headline", "title", "name"];
const ABSTRACT: [&str; 3] = ["abstract", "summary", "description"];
const ID: [&str; 6] = ["doi", "arxivId", "arxiv_id", "identifier", "@id", "id"];

/// Kinds of JSON-LD that are papers.
const PAPERS: [&str; 9] = [
    "Article",
    "Chapter",
    "MedicalScholarlyArticle",
    "PublicationIssue",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "Thesis",
    "Dataset",
];

/// The papers of a page, each with the byte at which the JSON that holds it begins.
pub(super) fn papers(tree: &Tree<'_>) -> Vec<(Paper, usize)> {
    let mut papers = Vec::new();
    for (number, node) in tree.nodes.iter().enumerate() {
        if let Some((props, start)) = node.attribute("data-props") {
            read(&htmlize::unescape_attribute(props), start, false, &mut papers);
        }
        let kind = node.attribute("type").map(|(kind, _)| kind).filter(|_| node.is("script"));
        let body = tree
            .nodes
            .get(number + 1)
            .filter(|body| body.kind == Kind::Literal && body.parent == number);
        if let (Some("application/ld+json"), Some(body)) = (kind, body) {
            read(body.text, body.text_start, true, &mut papers);
        }
        let is_state = node.attribute("id").is_some_and(|(id, _)| id == "__NEXT_DATA__");
        if let (true, Some("application/json"), Some(body)) = (is_state, kind, body) {
            let before = papers.len();
            read(body.text, body.text_start, false, &mut papers);
            // What else a site says of itself has descriptions, too.
            let mut at = 0;
            papers.retain(|(paper, _)| {
                at += 1;
                at <= before || paper.is_strict
            });
        }
    }
    papers
}

fn read(json: &str, start: usize, is_linked: bool, papers: &mut Vec<(Paper, usize)>) {
    // What is no JSON, or is nested too deep for any, holds no paper.
    let Ok(value) = serde_json::from_str::<Value>(json) else { return };
    let mut found = Vec::new();
    collect(&value, is_linked, &mut found);
    papers.extend(found.into_iter().map(|paper| (paper, start)));
}

/// The papers of `value`. Depth is bounded by the parser.
fn collect(value: &Value, is_linked: bool, papers: &mut Vec<Paper>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, is_linked, papers)),
        Value::Object(members) => {
            let inner =
                members.get("paper").filter(|inner| paper(inner.as_object(), is_linked).is_some());
            if inner.is_none()
                && let Some(paper) = paper(Some(members), is_linked)
            {
                papers.push(paper);
                return;
            }
            match inner {
                Some(inner) => collect(inner, is_linked, papers),
                None => members.values().for_each(|value| collect(value, is_linked, papers)),
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The paper that an object is: JSON-LD says so by its type, others by having a title and an
/// abstract.
fn paper(members: Option<&Map<String, Value>>, is_linked: bool) -> Option<Paper> {
    let members = members?;
    let title = text(members, &TITLE)?;
    let abstract_ = text(members, &ABSTRACT);
    let is_paper = if is_linked {
        has_type(members)
    } else {
        abstract_.is_some() && members.contains_key("id")
    };
    let is_strict = text(members, &ABSTRACT[..1]).is_some();
    is_paper.then(|| Paper { title, abstract_, id: text(members, &ID), is_strict })
}

fn has_type(members: &Map<String, Value>) -> bool {
    let is_one = |kind: &Value| {
        kind.as_str()
            .is_some_and(|kind| PAPERS.contains(&kind.rsplit(['/', ':']).next().unwrap_or(kind)))
    };
    match members.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_one),
        Some(kind) => is_one(kind),
        None => false,
    }
}

/// The first text by one of `names`, or the value of the object or the first of the list there.
fn text(members: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| plain(members.get(*name)?))
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Value::Array(values) => values.iter().find_map(plain),
        Value::Object(members) => {
            members.get("value").or_else(|| members.get("@value")).and_then(plain)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}
