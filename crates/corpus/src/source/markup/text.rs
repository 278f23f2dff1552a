//! What a reader sees of an element.
//!
//! Marks of fonts (`<i>`, `<fixed-case>`) say nothing of the words and go. Scripts are kept as
//! `<sub>` and `<sup>`, and formulas as TeX between dollars: rules know how to read both. Blocks
//! are paragraphs, and the headings of an abstract stand in front of what they head: `METHODS: …`.

use std::ops::Range;

use super::{Entities, Kind, Node, Tree};
use crate::source::decoded::Decoded;

/// Elements whose text is none of a title or an abstract.
const SKIPPED: &[&str] = &[
    "annotation", "annotation-xml", "button", "copyrightinformation", "fn", "graphic",
    "inline-graphic", "noscript", "object-id", "script", "style-sheet", "svg", "template",
];

/// Elements that are paragraphs.
const BLOCKS: &[&str] = &[
    "abstracttext", "article", "blockquote", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4",
    "h5", "h6", "li", "list", "list-item", "ol", "p", "sec", "section", "table", "title", "tr",
    "ul",
];

/// Elements whose text heads what follows.
const HEADINGS: &[&str] = &["title", "h2", "h3", "h4", "h5", "h6"];

/// Headings of all of an abstract, in lower case; labels of PubMed that say that there is none.
const SAY_NOTHING: &[&str] = &["abstract", "summary", "unassigned", "unlabelled"];

/// How a text is written.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::source) struct Style<'s> {
    /// Whether lines are wrapped by hand, and an indent begins a paragraph.
    pub is_wrapped: bool,
    /// Classes of elements that are left out.
    pub left_out: &'s [&'s str],
}

/// What has to be written where an element ends.
struct Open {
    next: usize,
    closing: Closing,
}

enum Closing {
    Tag(&'static str),
    Paragraph,
    Heading(usize),
}

/// The text of node number `root`, by itself.
pub(in crate::source) fn alone(tree: &Tree<'_>, root: usize) -> Decoded {
    let mut text = Decoded::default();
    of(tree, root, Style::default(), &mut text);
    text
}

/// Adds the text of node number `root`.
pub(in crate::source) fn of(tree: &Tree<'_>, root: usize, style: Style<'_>, out: &mut Decoded) {
    let (mut open, mut scripts): (Vec<Open>, Vec<(usize, bool)>) = (Vec::new(), Vec::new());
    // How much was written when a heading ended: what follows stands behind it.
    let mut headed = usize::MAX;
    let mut number = root;
    while number < tree.nodes[root].next {
        while let Some(done) = open.pop_if(|open| open.next <= number) {
            close(&done, out);
            if matches!(done.closing, Closing::Heading(_)) {
                headed = out.as_str().len();
            }
        }
        let node = &tree.nodes[number];
        let mut next = number + 1;
        match node.kind {
            Kind::Text => entities(tree, node.text, node.text_start, style, out),
            Kind::Literal => words(node.text, node.text_start, style, out),
            Kind::Element if number == root => write_label(tree, number, out),
            Kind::Element if is_left_out(tree, number, node, style) => next = node.next,
            Kind::Element if is_picture(tree, number) => {
                out.instead("\u{FFFD}", node.bytes.start);
                next = node.next;
            }
            Kind::Element => match formula(tree, number) {
                Some(tex) => {
                    write_tex(tree, tex, out);
                    next = node.next;
                }
                None => {
                    scripts.extend(script_of_base(tree, number));
                    let is_script = scripts
                        .pop_if(|(script, _)| *script == number)
                        .map(|(_, is_above)| is_above);
                    let is_headed = headed == out.as_str().len();
                    let is_script = is_script.or_else(|| script(node));
                    open.extend(begin(tree, number, is_script, is_headed, out));
                }
            },
        }
        number = next;
    }
    while let Some(done) = open.pop() {
        close(&done, out);
    }
}

fn close(open: &Open, out: &mut Decoded) {
    let end = out.last_place();
    match open.closing {
        Closing::Tag(tag) => out.instead(tag, end),
        Closing::Paragraph => out.paragraph(end),
        Closing::Heading(start) => {
            let has_text = out.as_str().len() > start;
            if has_text {
                let mark = if out.as_str().ends_with([':', '.', '?', '!']) { "" } else { ":" };
                out.instead(mark, end);
                out.space(end);
            }
        }
    }
}

/// What is written where an element begins, and what will be where it ends. `is_above` is known of
/// a script.
fn begin(
    tree: &Tree<'_>,
    number: usize,
    is_above: Option<bool>,
    is_headed: bool,
    out: &mut Decoded,
) -> Option<Open> {
    let node = &tree.nodes[number];
    let start = node.bytes.start;
    let open = |closing| Some(Open { next: node.next, closing });
    if let Some(is_above) = is_above {
        let (begin, end) = if is_above { ("<sup>", "</sup>") } else { ("<sub>", "</sub>") };
        out.instead(begin, start);
        return open(Closing::Tag(end));
    }
    if is_one_of(node, HEADINGS) {
        out.paragraph(start);
        return open(Closing::Heading(out.as_str().len()));
    }
    if is_one_of(node, BLOCKS) {
        if !is_headed {
            out.paragraph(start);
        }
        write_label(tree, number, out);
        return open(Closing::Paragraph);
    }
    if is_one_of(node, &["disp-formula", "td", "th"]) {
        out.space(start);
    }
    None
}

fn is_one_of(node: &Node<'_>, names: &[&str]) -> bool {
    names.iter().any(|name| node.is(name))
}

/// Writes what PubMed calls a part of an abstract, if there is a text in it.
fn write_label(tree: &Tree<'_>, number: usize, out: &mut Decoded) {
    if let Some((label, start)) = label(&tree.nodes[number])
        && !is_blank(tree, number + 1..tree.nodes[number].next)
    {
        entities(tree, label, start, Style::default(), out);
        out.instead(": ", start);
    }
}

/// Whether there is nothing to read in some nodes.
fn is_blank(tree: &Tree<'_>, mut nodes: Range<usize>) -> bool {
    nodes.all(|number| match tree.nodes[number].kind {
        Kind::Element => !is_picture(tree, number),
        Kind::Text | Kind::Literal => tree.nodes[number].text.trim().is_empty(),
    })
}

/// Whether an element heads a section in which nothing else stands.
fn heads_nothing(tree: &Tree<'_>, number: usize, node: &Node<'_>) -> bool {
    const LONGEST: usize = 60;
    let section = &tree.nodes[node.parent];
    let length = || tree.nodes[number..node.next].iter().map(|part| part.text.len()).sum::<usize>();
    node.is("title")
        && section.is("sec")
        && is_blank(tree, node.parent + 1..number)
        && is_blank(tree, node.next..section.next)
        && length() <= LONGEST
}

/// What PubMed calls a part of an abstract.
fn label<'t>(node: &Node<'t>) -> Option<(&'t str, usize)> {
    let (label, start) = node.attribute("Label").filter(|_| node.is("abstracttext"))?;
    let says_nothing = label.trim().is_empty()
        || SAY_NOTHING.contains(&label.trim().to_ascii_lowercase().as_str());
    (!says_nothing).then(|| (label.trim().trim_end_matches(':'), start))
}

/// Whether an element stands above the line (`true`) or below it.
fn script(node: &Node<'_>) -> Option<bool> {
    if is_one_of(node, &["sup", "superscript"]) {
        return Some(true);
    }
    if is_one_of(node, &["sub", "inf", "subscript"]) {
        return Some(false);
    }
    let (face, _) = node.attribute("face").filter(|_| node.is("style"))?;
    face.contains("superscript")
        .then_some(true)
        .or_else(|| face.contains("subscript").then_some(false))
}

/// The script of an `<msup>` or an `<msub>`, which is its second element, and whether it stands
/// above the line.
fn script_of_base(tree: &Tree<'_>, number: usize) -> Option<(usize, bool)> {
    let is_above = tree.nodes[number].is("msup");
    if !is_above && !tree.nodes[number].is("msub") {
        return None;
    }
    let next_element = |from: usize| {
        (from..tree.nodes[number].next).find(|&n| tree.nodes[n].kind == Kind::Element)
    };
    let base = next_element(number + 1)?;
    next_element(tree.nodes[base].next).map(|script| (script, is_above))
}

fn is_left_out(tree: &Tree<'_>, number: usize, node: &Node<'_>, style: Style<'_>) -> bool {
    let has_class = |class: &&str| {
        node.attribute("class")
            .is_some_and(|(own, _)| own.split_ascii_whitespace().any(|word| word == *class))
    };
    let is_note =
        node.is("xref") && node.attribute("ref-type").is_some_and(|(kind, _)| kind == "fn");
    // EndNote calls a font so; a page has its sheets there.
    let is_sheet = node.is("style") && tree.entities == Entities::Html;
    is_one_of(node, SKIPPED)
        || is_note
        || is_sheet
        || style.left_out.iter().any(has_class)
        || heads_all(tree, number, node)
        || heads_nothing(tree, number, node)
}

/// Whether an element is the heading of the whole of an abstract.
fn heads_all(tree: &Tree<'_>, number: usize, node: &Node<'_>) -> bool {
    let says_nothing = |part: &Node<'_>| {
        let text = part.text.trim().trim_end_matches([':', '.']).to_ascii_lowercase();
        part.kind == Kind::Element || text.is_empty() || SAY_NOTHING.contains(&text.as_str())
    };
    let is_heading = is_one_of(node, HEADINGS) || is_one_of(node, &["label", "h1"]);
    is_heading && tree.nodes[number..node.next].iter().all(says_nothing)
}

/// Whether an element is a formula of which nothing but a picture is there. What it said is lost, and
/// its place is marked.
fn is_picture(tree: &Tree<'_>, number: usize) -> bool {
    let node = &tree.nodes[number];
    let is_formula = is_one_of(node, &["inline-formula", "disp-formula"]);
    let inner = &tree.nodes[number + 1..node.next];
    let holds_picture = || inner.iter().any(|part| is_one_of(part, &["inline-graphic", "graphic"]));
    let is_blank = |part: &Node<'_>| part.kind == Kind::Element || part.text.trim().is_empty();
    is_formula && inner.iter().all(is_blank) && holds_picture()
}

/// The formula in TeX that an element is, or that is one of its several forms.
fn formula(tree: &Tree<'_>, number: usize) -> Option<usize> {
    let node = &tree.nodes[number];
    match node.is("alternatives") {
        true => (number..node.next).find(|&part| tree.nodes[part].is("tex-math")),
        false => node.is("tex-math").then_some(number),
    }
}

/// A formula in TeX, without the document that some publishers put round it.
fn write_tex(tree: &Tree<'_>, number: usize, out: &mut Decoded) {
    let node = &tree.nodes[number];
    let mut formula = Decoded::default();
    for part in &tree.nodes[number..node.next] {
        match part.kind {
            Kind::Text => {
                entities(tree, part.text, part.text_start, Style::default(), &mut formula)
            }
            Kind::Literal => formula.words(part.text, part.text_start),
            Kind::Element => {}
        }
    }
    let whole = formula.as_str();
    let body = whole.split_once("\\begin{document}").map_or(whole, |(_, body)| body);
    let body = body.split_once("\\end{document}").map_or(body, |(body, _)| body);
    let bare = body.trim().trim_matches('$').trim();
    let bare =
        bare.strip_prefix("\\(").and_then(|bare| bare.strip_suffix("\\)")).unwrap_or(bare).trim();
    if !bare.is_empty() {
        out.instead(&format!("${bare}$"), node.bytes.start);
    }
}

/// Adds `text`, which stands at byte `start`, with its entities read.
pub(super) fn entities(
    tree: &Tree<'_>,
    text: &str,
    start: usize,
    style: Style<'_>,
    out: &mut Decoded,
) {
    let (mut from, mut at) = (0, 0);
    while let Some(entity) = text[at..].find('&').map(|found| at + found) {
        if let Some((meant, length)) = tree.entities.first(&text[entity..]) {
            words(&text[from..entity], start + from, style, out);
            out.instead(&meant, start + entity);
            from = entity + length;
            at = from;
        } else {
            at = entity + 1;
        }
    }
    words(&text[from..], start + from, style, out);
}

fn words(text: &str, start: usize, style: Style<'_>, out: &mut Decoded) {
    if !style.is_wrapped {
        return out.words(text, start);
    }
    let mut at = start;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        if n > 0 && (line.starts_with([' ', '\t']) || line.trim().is_empty()) {
            out.paragraph(at);
        }
        out.words(line, at);
        at += line.len();
    }
}

/// Whether the lines of a text are wrapped and not indented as its element is: one of those behind
/// the first has no indent.
pub(super) fn is_wrapped(text: &str) -> bool {
    text.trim()
        .lines()
        .skip(1)
        .any(|line| !line.starts_with([' ', '\t']) && !line.trim().is_empty())
}
