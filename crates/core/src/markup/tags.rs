//! Tags, comments and sections of data in a text, and which of them belong together.
//!
//! A tag is one only if its name is that of an element and its partner is there too, or if its
//! name has a publisher's namespace: `p < 0.05`, `<image, verb>`, `vector<int>` and the token `<s>`
//! are none. Where there is markup beyond doubt, names of which nothing is known are elements if
//! they pair, and tags whose other half is lost go with the others.

use super::mentions;
use crate::markup::elements::{self, Role};
use crate::span::Span;

/// What a tag is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    End,
    /// An element that holds nothing.
    Empty,
    /// A comment, a declaration or an instruction.
    Comment,
    /// `<![CDATA[…]]>`: what it holds is text.
    Data,
}

/// What looks like a tag.
#[derive(Clone, Debug)]
pub(super) struct Tag<'t> {
    pub span: Span,
    /// In lower case, with its namespace.
    pub name: String,
    pub kind: Kind,
    /// What stands behind the name; of a section of data what it holds.
    pub rest: &'t str,
    /// Where its other half stands among the tags.
    pub partner: Option<usize>,
    /// Whether an element of another name ends between its start and its end, but begins outside.
    pub is_crossed: bool,
    /// Whether the text speaks of it.
    pub is_mention: bool,
}

impl Tag<'_> {
    /// The name without its namespace.
    pub(super) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    pub(super) fn role(&self) -> Role {
        elements::role(self.local()).unwrap_or(Role::Inline)
    }

    /// The value of an attribute, as it stands.
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        let mut attributes = Attributes(self.rest);
        attributes
            .find(|(name, _)| {
                name.eq_ignore_ascii_case(wanted)
                    || name
                        .rsplit(':')
                        .next()
                        .is_some_and(|local| local.eq_ignore_ascii_case(wanted))
            })
            .map(|(_, value)| value)
    }
}

/// The tags of a text.
#[derive(Debug, Default)]
pub(super) struct Tags<'t> {
    /// Those that are markup.
    pub known: Vec<Tag<'t>>,
    /// Ends of elements that began nowhere, and scripts without an end.
    pub alone: Vec<Span>,
}

impl Tags<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty() && self.alone.is_empty()
    }
}

/// Tags of a text that are looked at; no abstract has more.
const MOST_TAGS: usize = 5_000;

/// No tag or comment is longer, in bytes.
const LONGEST_TAG: usize = 4_000;

/// No section of data is longer, in bytes: an abstract, with room to spare.
const LONGEST_DATA: usize = 20_000;

/// The tags of a text, paired.
pub(super) fn tags(text: &str) -> Tags<'_> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(len) = text.as_bytes().get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        at += len;
        let tag = tag_at(text, at).filter(|_| all.len() < MOST_TAGS);
        at = tag.as_ref().map_or(at + 1, |tag| tag.span.end());
        all.extend(tag);
    }
    mentions::drop_single(text, &mut all);
    pair(&mut all);
    mentions::drop_pairs(text, &mut all);
    mentions::drop_words(text, &mut all);
    sorted_out(text, all)
}

/// The tag that begins at byte `at`.
fn tag_at(text: &str, at: usize) -> Option<Tag<'_>> {
    let rest = &text[at..];
    let tag = |len: usize, name: &str, kind, inner| {
        Some(Tag {
            span: Span::new(text, at, at + len)?,
            name: name.to_ascii_lowercase(),
            kind,
            rest: inner,
            partner: None,
            is_crossed: false,
            is_mention: false,
        })
    };
    if let Some(data) = rest.strip_prefix("<![CDATA[") {
        let end = data[..data.floor_char_boundary(LONGEST_DATA)].find("]]>")?;
        return tag(9 + end + 3, "", Kind::Data, &data[..end]);
    }
    let rest = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
    if rest.starts_with("<!--") {
        return tag(rest.find("-->")? + 3, "", Kind::Comment, "");
    }
    let is_declaration = ["<?xml", "<!DOCTYPE", "<!doctype"].iter().any(|s| rest.starts_with(s));
    if is_declaration {
        return tag(rest.find('>')? + 1, "", Kind::Comment, "");
    }
    let closes = rest.starts_with("</");
    let from = 1 + usize::from(closes);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_');
    let len = rest[from..].find(|c| !is_name(c))?;
    let name = &rest[from..from + len];
    let attributes = attributes_length(&rest[from + len..])?;
    let inner = &rest[from + len..from + len + attributes];
    let end = from + len + attributes + 1;
    let is_empty = inner.ends_with('/');
    let kind = match () {
        () if closes => Kind::End,
        () if is_empty || matches!(name, "br" | "hr" | "BR" | "HR" | "img" | "wbr") => Kind::Empty,
        () => Kind::Start,
    };
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.ends_with(['-', ':', '_']))
        .then(|| tag(end, name, kind, inner.trim_end_matches('/')))?
}

/// How many bytes behind the name belong to attributes; `None` if something else stands there.
fn attributes_length(rest: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let spaces = rest[at..].len() - rest[at..].trim_start().len();
        let behind = &rest[at + spaces..];
        if behind.starts_with('>') {
            return Some(at + spaces);
        }
        if behind.starts_with("/>") {
            return Some(at + spaces + 1);
        }
        if spaces == 0 {
            return None;
        }
        at += spaces + attribute(behind)?.2;
    }
}

/// The name and the value of the attribute that `text` begins with, and the bytes of both.
fn attribute(text: &str) -> Option<(&str, &str, usize)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    let name = &text[..text.find(|c| !is_name(c))?];
    let behind = text[name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let from = text.len() - behind.len();
    if name.is_empty() {
        return None;
    }
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (start, len) = match quote {
        Some(quote) => (1, behind[1..].find(quote)?),
        None => {
            (0, behind.find(|c: char| c.is_whitespace() || matches!(c, '>' | '<' | '"' | '\''))?)
        }
    };
    // `<a href=x/>`: the stroke closes the element.
    let len = if quote.is_none() && behind[len..].starts_with('>') && behind[..len].ends_with('/') {
        len - 1
    } else {
        len
    };
    Some((name, &behind[start..start + len], from + len + 2 * start))
}

/// The attributes of a tag.
struct Attributes<'t>(&'t str);

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<(&'t str, &'t str)> {
        // An unquoted value ends with the tag, which is not part of this text.
        let text = self.0.trim_start();
        let (name, value, len) = attribute(text).or_else(|| {
            let (name, value) = text.split_once('=')?;
            let is_bare = !value.is_empty() && !value.contains([' ', '"', '\'']);
            is_bare.then_some((name, value, text.len()))
        })?;
        self.0 = &text[len..];
        Some((name, value))
    }
}

/// Finds for each start the end that belongs to it.
fn pair(tags: &mut [Tag<'_>]) {
    let mut open: Vec<usize> = Vec::new();
    let mut left_open: Vec<usize> = Vec::new();
    for at in 0..tags.len() {
        let is_same = |&other: &usize| tags[other].name == tags[at].name;
        match tags[at].kind {
            Kind::Start => open.push(at),
            Kind::End => {
                if let Some(depth) = open.iter().rposition(is_same) {
                    // `<i>a<sub>b</i></sub>`: scripts say more than fonts, and stay whole.
                    let crosses_script =
                        open[depth + 1..].iter().any(|&one| elements::is_script(tags[one].local()));
                    if !crosses_script {
                        left_open.extend(open.drain(depth + 1..));
                    }
                    let start = open.remove(depth);
                    (tags[start].partner, tags[at].partner) = (Some(at), Some(start));
                    (tags[start].is_crossed, tags[at].is_crossed) =
                        (crosses_script, crosses_script);
                } else if let Some(depth) = left_open.iter().rposition(is_same) {
                    let start = left_open.remove(depth);
                    (tags[start].partner, tags[at].partner) = (Some(at), Some(start));
                    (tags[start].is_crossed, tags[at].is_crossed) = (true, true);
                }
            }
            Kind::Empty | Kind::Comment | Kind::Data => (),
        }
    }
}

/// Which of the tags are markup.
fn sorted_out<'t>(text: &str, mut tags: Vec<Tag<'t>>) -> Tags<'t> {
    let is_sure = |tag: &Tag<'_>| {
        elements::is_namespaced(&tag.name)
            || elements::role(tag.local()).is_some()
                && (tag.partner.is_some() || tag.kind == Kind::Empty)
            || tag.kind == Kind::Data
    };
    let has_company = tags.iter().any(is_sure);
    let is_known = |tag: &Tag<'_>| match tag.kind {
        _ if tag.is_mention => false,
        Kind::Comment => true,
        Kind::Start if tag.partner.is_none() && mentions::says_itself(text, tag, &tags) => false,
        _ if is_sure(tag) => true,
        _ => {
            let is_element = elements::role(tag.local()).is_some();
            // `</p> <p>`: the end of a paragraph that began nowhere goes with the start of another.
            let has_like =
                || tags.iter().any(|other| other.name == tag.name && other.kind == Kind::Start);
            elements::is_single(tag.local()) && (tag.kind == Kind::Start || has_like())
                || has_company && (is_element || tag.partner.is_some() && tag.name.len() > 1)
        }
    };
    let is_lost = |tag: &Tag<'_>| {
        tag.partner.is_none()
            && !tag.is_mention
            && (tag.kind == Kind::End
                || tag.kind == Kind::Start && elements::is_script(tag.local()))
            && elements::role(tag.local()).is_some()
    };
    let known: Vec<bool> = tags
        .iter()
        .map(|tag| is_known(tag) && !(is_lost(tag) && elements::is_script(tag.local())))
        .collect();
    let alone = tags.iter().zip(&known);
    let alone = alone
        .filter(|(tag, known)| !**known && is_lost(tag) && (tag.kind == Kind::End || has_company))
        .map(|(tag, _)| tag.span)
        .collect();
    renumber(&mut tags, &known);
    let mut kept = known.into_iter();
    tags.retain(|_| kept.next().unwrap_or(false));
    Tags { known: tags, alone }
}

/// Partners by their places among the tags that stay.
fn renumber(tags: &mut [Tag<'_>], known: &[bool]) {
    let places: Vec<usize> = known
        .iter()
        .scan(0, |next, known| {
            let place = *next;
            *next += usize::from(*known);
            Some(place)
        })
        .collect();
    for tag in tags {
        tag.partner = tag.partner.filter(|at| known[*at]).map(|at| places[at]);
    }
}
