//! Each selector selects something, and other tests of the tables.

use super::*;
use crate::source::xml;

/// A document with the element that a selector means, made of the selector: a step is an
/// element, what stands behind its name are attributes.
fn document(selector: &str) -> String {
    let parts = Regex::new(r"([.#\[])([\w-]+)(?:\^?=([^\]]*))?\]?").expect("an expression");
    let path = Regex::new(r"^(?:> )?[^@]*").expect("an expression");
    let steps = path.find(selector).map_or("", |path| path.as_str());
    let mark = selector[steps.len()..].strip_prefix('@');
    let (mut begin, mut end) = ("<root>".to_owned(), "</root>".to_owned());
    let steps: Vec<&str> = steps.split_ascii_whitespace().filter(|step| *step != ">").collect();
    for (n, step) in steps.iter().enumerate() {
        let name = step.split(['.', '#', '[']).next().filter(|name| !name.is_empty());
        let name = name.unwrap_or("any");
        begin += &format!("<{name}");
        for part in parts.captures_iter(&step.replace("[!", "[-")) {
            let value = part.get(3).map_or("", |value| value.as_str());
            begin += &match &part[1] {
                "." => format!(" class=\"a {}\"", &part[2]),
                "#" => format!(" id=\"{}\"", &part[2]),
                _ if part[2].starts_with('-') || part[0].contains("!=") => String::new(),
                _ => format!(" {}=\"{value}\"", &part[2]),
            };
        }
        if let Some(mark) = mark.filter(|_| n + 1 == steps.len()) {
            begin += &format!(" {mark}=\"text\"");
        }
        begin += ">";
        end.insert_str(0, &format!("</{name}>"));
    }
    if let Some(mark) = mark.filter(|_| steps.is_empty()) {
        begin = format!("<root {mark}=\"text\">");
    }
    begin + "text" + &end
}

/// Whether a selector is written as one is.
fn is_selector(text: &str) -> bool {
    const STEP: &str =
        r"(?:[A-Za-z][\w-]*)?(?:[.#][\w-]+|\[[\w-]+(?:\^|!)?=[^\[\]]+\]|\[!?[\w-]+\])*";
    let all = format!(r"^(?:> )?{STEP}(?: (?:> )?{STEP})*(?:@[\w-]+)?$");
    Regex::new(&all).expect("an expression").is_match(text)
}

#[test]
fn every_selector_finds_what_it_is_written_for() {
    for written in XML.iter().chain(&HTML).chain([&UNKNOWN]) {
        let lists =
            [written.title, written.abstract_, written.id, written.needs, written.fuller].concat();
        assert!(!written.title.is_empty() && !written.abstract_.is_empty());
        let parts = written.title_parts.into_iter().filter(|part| !part.is_empty());
        for text in lists.into_iter().chain(parts) {
            assert!(is_selector(text), "{text}");
            let document = document(text);
            let tree = xml::tree(&document, 0).expect("well-formed");
            let selector = Selector::new(text);
            let found: Vec<usize> = selector.all(&tree, 0, 0..tree.nodes.len()).collect();
            assert_eq!(found.len(), 1, "{text} in {document}");
        }
    }
}

#[test]
fn what_is_mistyped_is_no_selector_or_finds_nothing() {
    for text in ["a[href^=/abs/", ">title", "a > > b", "a@b@c", "a[b=c]]", "div..x"] {
        assert!(!is_selector(text), "{text}");
    }
    for (text, document) in [("title", "titles"), ("> a", "b > a"), ("a[!b]", "a[b=c]")] {
        let document = self::document(document);
        let tree = xml::tree(&document, 0).expect("well-formed");
        let selector = Selector::new(text);
        assert_eq!(selector.all(&tree, 0, 0..tree.nodes.len()).count(), 0, "{text}");
    }
}
