//! A page of HTML as elements. Every text is a page: nothing here fails.
//!
//! Tags are read as browsers do in what matters here: elements without an end, scripts whose text
//! is none of the page's, ends that are left out (`<li>`, `<p>`, `<dt>`), and ends that fit
//! nothing.

use super::super::markup::{Builder, DEEPEST, Entities, Kind, MOST_NODES, Tree, local};

/// Elements that hold nothing.
const EMPTY: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose text holds no tags.
const RAW: &[&str] = &["script", "style", "textarea", "title"];

/// Elements that end where one of the others begins: in a list of their own kind, or in front of a
/// block.
const ENDED_BY: &[(&[&str], &[&str])] = &[
    (&["li"], &["li"]),
    (&["dt", "dd"], &["dt", "dd"]),
    (&["option"], &["option"]),
    (&["tr"], &["tr"]),
    (&["td", "th"], &["td", "th", "tr"]),
    (
        &["p"],
        &[
            "article", "blockquote", "div", "dl", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
            "ol", "p", "section", "table", "ul",
        ],
    ),
];

/// Elements within which those are not looked for.
const LISTS: &[&str] = &["ul", "ol", "dl", "table", "select"];

/// The elements of a page.
pub(super) fn tree(page: &str) -> Tree<'_> {
    let mut builder = Builder::new();
    let mut at = 0;
    while at < page.len() && builder.len() < MOST_NODES {
        let mark = page[at..].find('<').map_or(page.len(), |found| at + found);
        text(&mut builder, page, at, mark);
        at = mark;
        if at < page.len() {
            at = tag(&mut builder, page, at);
        }
    }
    builder.finish(Entities::Html, page.len())
}

fn text<'t>(builder: &mut Builder<'t>, page: &'t str, start: usize, end: usize) {
    if start < end && builder.depth() > 0 {
        builder.add(Kind::Text, "", (&page[start..end], start), start..end);
    }
}

/// Reads what begins with `<` at byte `at`; the byte behind it.
fn tag<'t>(builder: &mut Builder<'t>, page: &'t str, at: usize) -> usize {
    let rest = &page[at..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or(page.len(), |end| at + 4 + end + 3);
    }
    let is_end = rest.starts_with("</");
    let name_at = 1 + usize::from(is_end);
    let name_length = rest[name_at..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_')))
        .unwrap_or(rest.len() - name_at);
    let name = &rest[name_at..name_at + name_length];
    let is_ended = rest[name_at + name_length..]
        .starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    if !is_ended || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // A declaration, or no tag at all.
        let is_declaration = rest[1..].starts_with(['!', '?', '/']);
        let end = if is_declaration { rest.find('>').map_or(rest.len(), |end| end + 1) } else { 1 };
        if !is_declaration {
            text(builder, page, at, at + end);
        }
        return at + end;
    }
    let behind_name = name_at + name_length;
    let length = behind_name + tag_length(&rest[behind_name..]);
    let name = local(name);
    if is_end {
        end(builder, name, at + length);
        return at + length;
    }
    let attributes =
        rest[behind_name..length].strip_suffix('>').unwrap_or(&rest[behind_name..length]);
    begin(builder, name);
    builder.add(Kind::Element, name, (attributes, at + behind_name), at..at + length);
    let is_closed = attributes.ends_with('/') && !is_one_of(name, &["a", "div", "p", "span"]);
    if is_one_of(name, EMPTY) || is_closed || builder.depth() > DEEPEST {
        builder.close(at + length);
        return at + length;
    }
    if is_one_of(name, RAW) {
        return raw(builder, page, name, at + length);
    }
    at + length
}

/// Everything up to the end of an element whose text holds no tags.
fn raw<'t>(builder: &mut Builder<'t>, page: &'t str, name: &str, start: usize) -> usize {
    let mut from = start;
    let end = loop {
        let Some(found) = page[from..].find("</").map(|found| from + found) else {
            break page.len();
        };
        let behind = page.as_bytes().get(found + 2..found + 2 + name.len());
        if behind.is_some_and(|behind| behind.eq_ignore_ascii_case(name.as_bytes())) {
            break found;
        }
        from = found + 2;
    };
    let kind = if is_one_of(name, &["title", "textarea"]) { Kind::Text } else { Kind::Literal };
    builder.add(kind, "", (&page[start..end], start), start..end);
    builder.close(end);
    page[end..].find('>').map_or(page.len(), |close| end + close + 1)
}

/// Ends what an element of that name ends by beginning.
fn begin(builder: &mut Builder<'_>, name: &str) {
    for (ended, by) in ENDED_BY {
        if is_one_of(name, by) {
            let open = builder.open().take_while(|open| !is_one_of(open, LISTS));
            let depth = open.take(16).position(|open| is_one_of(open, ended));
            let end = builder.end();
            (0..depth.map_or(0, |depth| depth + 1)).for_each(|_| builder.close(end));
        }
    }
}

/// Ends the innermost element of that name, if one is open.
fn end(builder: &mut Builder<'_>, name: &str, end: usize) {
    let depth = builder.open().position(|open| open.eq_ignore_ascii_case(name));
    (0..depth.map_or(0, |depth| depth + 1)).for_each(|_| builder.close(end));
}

/// The bytes of a tag behind its name. A quote that is not closed holds the rest of its line only.
fn tag_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return at + 1,
            quote @ (b'"' | b'\'') if bytes[..at].trim_ascii_end().ends_with(b"=") => {
                at += memchr::memchr(quote, &bytes[at + 1..]).map_or(1, |end| end + 2);
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| name.eq_ignore_ascii_case(one))
}
