//! Nodes to text: what a reader sees of them.
//!
//! Marks of fonts say nothing of the words and go. Blocks are parted by a space: an abstract is one
//! paragraph. The things of a list follow one another, behind dashes where they have no stops of
//! their own. Headings stand in front of what they head, and addresses behind the words that were
//! linked to them.

use super::elements::Role;
use super::nodes::{self, Element, Node};
use super::tags::Tag;
use super::{entities, labels, mathml, scripts};
use crate::math::delimited;
use crate::math::{self, Fonts};

/// The text of a construct that begins at byte `start`: its tags, of which the first is number
/// `offset` of the text's.
pub(super) fn write(text: &str, start: usize, tags: &[Tag<'_>], offset: usize) -> String {
    let Some(last) = tags.last() else { return String::new() };
    let nodes = nodes::nodes(text, tags, offset);
    let mut writer = Writer {
        out: String::new(),
        before: &text[..start],
        behind: &text[last.span.end()..],
        is_parted: false,
        label: None,
        has_blocks: holds_blocks(&nodes),
    };
    writer.nodes(&nodes);
    writer.finish()
}

fn holds_blocks(nodes: &[Node<'_>]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Element(element) => {
            matches!(element.tag.role(), Role::Block | Role::Item | Role::Heading)
                || holds_blocks(&element.children)
        }
        Node::Text(_) | Node::Data(_) => false,
    })
}

struct Writer<'t> {
    out: String,
    /// What stands before the construct, and behind it.
    before: &'t str,
    behind: &'t str,
    /// Whether a block began or ended where the text goes on.
    is_parted: bool,
    /// A heading for what comes next.
    label: Option<String>,
    /// Whether line breaks are those of the source.
    has_blocks: bool,
}

impl<'t> Writer<'t> {
    fn nodes(&mut self, nodes: &[Node<'_>]) {
        for (at, node) in nodes.iter().enumerate() {
            match node {
                Node::Text(text) => self.text(&entities::decoded(text)),
                Node::Data(text) => self.text(text),
                Node::Element(element) => self.element(element, &nodes[at + 1..]),
            }
        }
    }

    fn element(&mut self, element: &Element<'_>, behind: &[Node<'_>]) {
        match element.tag.role() {
            Role::Dropped => (),
            Role::Block => self.block(element),
            Role::Heading => self.heading(element),
            Role::Item => self.item(element, false),
            Role::Script(is_raised) => self.script(element, is_raised, behind),
            Role::Link => self.link(element),
            Role::Formula => self.formula(element),
            Role::Tex => self.tex(&raw(&element.children)),
            Role::Alternatives => self.alternatives(element),
            Role::Inline if self.heads_block(element, behind) => self.heading(element),
            Role::Inline => self.nodes(&element.children),
        }
    }

    fn block(&mut self, element: &Element<'_>) {
        self.part();
        if let Some(label) =
            element.tag.attribute("label").filter(|_| element.tag.local() != "list")
        {
            self.head(&entities::decoded(label));
        }
        let items = || element.children.iter().filter_map(item);
        let is_list = matches!(element.tag.local(), "ul" | "ol" | "list");
        if is_list && items().any(|item| !is_stopped(&raw(&item.children))) {
            for node in &element.children {
                match item(node) {
                    Some(item) => self.item(item, true),
                    None => self.nodes(std::slice::from_ref(node)),
                }
            }
        } else {
            self.nodes(&element.children);
        }
        self.part();
    }

    fn item(&mut self, element: &Element<'_>, has_dash: bool) {
        self.part();
        if has_dash {
            self.text("- ");
        }
        self.nodes(&element.children);
        self.part();
    }

    fn heading(&mut self, element: &Element<'_>) {
        self.part();
        let heading = plain(&element.children);
        self.head(&heading);
        self.part();
    }

    fn head(&mut self, heading: &str) {
        let heading = collapsed(heading);
        if heading.is_empty() || labels::says_nothing(&heading) {
            return;
        }
        self.flush_label(false);
        self.label = Some(heading);
    }

    /// `<p><b>Methods</b><br/>We …`: words in bold that head a block.
    fn heads_block(&self, element: &Element<'_>, behind: &[Node<'_>]) -> bool {
        let is_bold =
            matches!(element.tag.local(), "b" | "bold" | "strong" | "em" | "i" | "italic");
        let begins = self.is_parted || self.out.is_empty() && self.before.trim().is_empty();
        let has_colon = matches!(behind.first(), Some(Node::Text(text))
            if text.trim_start().starts_with([':', '.', '-', '–', ',']));
        is_bold
            && begins
            && self.has_blocks
            && !has_colon
            && labels::is_of_part(&raw(&element.children))
    }

    fn script(&mut self, element: &Element<'_>, is_raised: bool, behind: &[Node<'_>]) {
        let content = plain(&element.children);
        let next = match behind.first() {
            None => self.behind.chars().next(),
            Some(node) => raw(std::slice::from_ref(node)).chars().next(),
        };
        let base = if self.out.is_empty() { self.before } else { &self.out };
        let base = if self.is_parted { "" } else { base };
        let written = scripts::written(&content, is_raised, base, next);
        self.text(&written);
    }

    fn link(&mut self, element: &Element<'_>) {
        let address = ["href", "src"].iter().find_map(|name| element.tag.attribute(name));
        let address = address.map(|address| entities::decoded(address.trim()));
        let from = self.out.len();
        self.nodes(&element.children);
        let label = self.out[from..].trim().to_owned();
        let Some(address) = address.filter(|address| is_address(address)) else { return };
        let bare = |text: &str| {
            let text = text.trim_start_matches("mailto:").trim_start_matches("https://");
            text.trim_start_matches("http://").trim_end_matches('/').to_lowercase()
        };
        if label.is_empty() {
            self.text(address.trim_start_matches("mailto:"));
        } else if bare(&label) != bare(&address) && !self.behind_holds(&address) {
            let gap = if self.out.ends_with(char::is_whitespace) { "" } else { " " };
            self.out.push_str(&format!("{gap}({})", address.trim_start_matches("mailto:")));
        }
    }

    /// Whether the address follows by itself.
    fn behind_holds(&self, address: &str) -> bool {
        self.behind.trim_start().trim_start_matches(['(', '[']).starts_with(address)
    }

    /// MathML, without the same formula in TeX beside it.
    fn formula(&mut self, element: &Element<'_>) {
        if element.tag.attribute("display").is_some_and(|display| display == "block") {
            self.part();
        }
        let Some(row) = mathml::row(&element.children) else {
            return self.nodes(&element.children);
        };
        let written = math::unicode(&row, &Fonts::of([&row]));
        self.drop_twin(&written);
        self.text(&written);
    }

    /// Takes the formula in TeX away that stands just before and says the same.
    fn drop_twin(&mut self, written: &str) {
        let Some(last) = delimited::formulas(&self.out).pop() else { return };
        let stands_before = self.out[last.span.end()..].trim().is_empty();
        let is_same = math::read(last.inner.slice(&self.out)).is_ok_and(|row| {
            without_spaces(&math::unicode(&row, &Fonts::default())) == without_spaces(written)
        });
        if stands_before && is_same {
            self.out.truncate(last.span.start());
        }
    }

    /// TeX without the document that some publishers put round it.
    fn tex(&mut self, whole: &str) {
        let body = whole.split_once("\\begin{document}").map_or(whole, |(_, body)| body);
        let body = body.split_once("\\end{document}").map_or(body, |(body, _)| body);
        let bare = body.trim().trim_matches('$').trim();
        let bare = bare.strip_prefix("\\(").and_then(|bare| bare.strip_suffix("\\)"));
        let bare = bare.unwrap_or_else(|| body.trim().trim_matches('$').trim());
        if bare.is_empty() {
            return;
        }
        match math::read(bare) {
            Ok(row) => self.text(&math::unicode(&row, &Fonts::of([&row]))),
            Err(_) => self.text(&format!("${bare}$")),
        }
    }

    /// One of several forms: MathML, then TeX, then whatever there is.
    fn alternatives(&mut self, element: &Element<'_>) {
        let of = |role: Role| {
            element.children.iter().find_map(|node| match node {
                Node::Element(one) if one.tag.role() == role => Some(one),
                _ => None,
            })
        };
        let readable = of(Role::Formula).filter(|one| mathml::row(&one.children).is_some());
        match (readable, of(Role::Tex)) {
            (Some(formula), _) => self.formula(formula),
            (None, Some(tex)) => self.tex(&raw(&tex.children)),
            (None, None) => self.nodes(&element.children),
        }
    }

    /// A block begins or ends here.
    fn part(&mut self) {
        self.is_parted = true;
    }

    fn text(&mut self, text: &str) {
        if text.trim().is_empty() && (self.is_parted || text.is_empty()) {
            return;
        }
        self.flush_label(true);
        let text = if self.has_blocks { spaced(text) } else { text.to_owned() };
        let text = if self.is_parted { text.trim_start() } else { &text };
        if self.is_parted && self.needs_space(text) {
            self.out.push(' ');
        }
        let is_doubled = self.has_blocks && text.starts_with(' ') && self.ends_in_space();
        self.out.push_str(if is_doubled { text.trim_start() } else { text });
        self.is_parted = false;
    }

    fn ends_in_space(&self) -> bool {
        let last = self.out.chars().next_back().or_else(|| self.before.chars().next_back());
        last.is_none_or(char::is_whitespace)
    }

    fn needs_space(&self, next: &str) -> bool {
        !self.ends_in_space() && !next.starts_with(['.', ',', ';', ':', '!', '?', ')', ']'])
    }

    /// Writes the heading that waits for what it heads; `has_text` if that comes now.
    fn flush_label(&mut self, has_text: bool) {
        let Some(label) = self.label.take() else { return };
        if !self.ends_in_space() {
            self.out.push(' ');
        }
        self.out.push_str(&if has_text { labels::label(&label) } else { label });
        self.is_parted = true;
    }

    fn finish(mut self) -> String {
        let goes_on = self.behind.chars().next().is_some_and(|c| !c.is_whitespace());
        if self.label.is_some() {
            self.flush_label(!self.behind.trim().is_empty());
        }
        if self.is_parted {
            self.out.truncate(self.out.trim_end().len());
            if goes_on && self.needs_space(self.behind) {
                self.out.push(' ');
            }
        }
        self.out
    }
}

/// What nodes hold, written by themselves.
fn plain(nodes: &[Node<'_>]) -> String {
    let mut writer = Writer {
        out: String::new(),
        before: "",
        behind: "",
        is_parted: false,
        label: None,
        has_blocks: holds_blocks(nodes),
    };
    writer.nodes(nodes);
    writer.finish()
}

/// The text in nodes as it stands, but for its entities.
fn raw(nodes: &[Node<'_>]) -> String {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(text) => entities::decoded(text),
            Node::Data(text) => (*text).to_owned(),
            Node::Element(element) => raw(&element.children),
        })
        .collect()
}

fn item<'n, 't>(node: &'n Node<'t>) -> Option<&'n Element<'t>> {
    match node {
        Node::Element(element) if element.tag.role() == Role::Item => Some(element),
        _ => None,
    }
}

fn is_stopped(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.ends_with(['.', ';', ',', '?', '!', ':'])
}

/// Where a link may lead that a reader can follow.
fn is_address(address: &str) -> bool {
    ["https://", "http://", "ftp://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
        && !address.contains(char::is_whitespace)
}

/// With one space for each run of white space.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\n' | '\r' | '\t' if out.ends_with(' ') => (),
            ' ' | '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
