//! Page dumps: the text of a listing page, one paragraph a line.
//!
//! Lines are stripped of white space, blank ones and those that the layout
//! names as chrome are passed over, and what is left is paired into records by
//! `pairing`. A record with bytes that are not UTF-8 is unreadable as a whole.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::Parsed;
use super::pairing::{self, Role};
use super::understood::FieldUse;
use abslint_core::layout::{Layout, Layouts};
use abslint_core::record::{
    Defect, Field, Item, Paragraph, Placement, Record, Unreadable, too_long,
};

/// One line that says something.
pub struct Line<'a> {
    /// Its text without white space at either end; with U+FFFD where it is not UTF-8.
    pub text: Cow<'a, str>,
    /// Its first byte in the page.
    start: usize,
    /// The byte of the page after its last.
    end: usize,
    /// 0-based number.
    number: usize,
    /// The byte of the page at which it stops being UTF-8, and what the decoder says.
    broken: Option<(usize, String)>,
    /// How many bytes at its start are a word of the site.
    pub glued: usize,
}

/// The records of a page. A page whose layout is not known has none: the caller has asked before.
pub fn parse<'a>(page: &'a [u8], layouts: &Layouts) -> Parsed<'a> {
    let Some(layout) = layouts.of(page) else {
        return Parsed::default();
    };
    let (chrome, lines): (Vec<_>, Vec<_>) =
        lines(page, layout).partition(|line| line.broken.is_none() && layout.is_chrome(&line.text));
    let records = pairing::pair(&lines, &layout.order);
    let items: Vec<Item<'a>> =
        records.into_iter().enumerate().map(|(index, parts)| item(index, &lines, parts)).collect();
    let fields = FieldUse::of_page(&items);
    Parsed { items, chrome_lines: chrome.len(), fields, ..Parsed::default() }
}

fn lines<'a>(page: &'a [u8], layout: &Layout) -> impl Iterator<Item = Line<'a>> {
    let ends = memchr_iter(b'\n', page).chain(std::iter::once(page.len()));
    let mut next = 0;
    ends.enumerate().filter_map(move |(number, end)| {
        let raw = &page[std::mem::replace(&mut next, end + 1).min(end)..end];
        let lead = raw.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let (start, raw) = (end - raw.len() + lead, raw.trim_ascii());
        let broken =
            std::str::from_utf8(raw).err().map(|e| (start + e.valid_up_to(), e.to_string()));
        let text = String::from_utf8_lossy(raw);
        let glued = layout.glued_len(&text);
        (!raw.is_empty()).then_some(Line {
            text,
            start,
            end: start + raw.len(),
            number,
            broken,
            glued,
        })
    })
}

/// The record that is made of the lines `parts`, each with its role.
fn item<'a>(index: usize, lines: &[Line<'a>], parts: Vec<(usize, Role<'_>)>) -> Item<'a> {
    let of = |wanted: &dyn Fn(&Role<'_>) -> bool| -> Vec<&Line<'a>> {
        parts.iter().filter(|(_, role)| wanted(role)).map(|(n, _)| &lines[*n]).collect()
    };
    let (first, last) = (&lines[parts[0].0], &lines[parts[parts.len() - 1].0]);
    let bytes = first.start..last.end;
    if let Some(detail) = too_long(bytes.len()) {
        let (line, at) = (first.number, bytes.start);
        return Item::Unreadable(Unreadable {
            index,
            line,
            column: 0,
            bytes,
            defect: Defect::NotARecord,
            at,
            detail,
        });
    }
    if let Some((at, detail)) = parts.iter().find_map(|(n, _)| lines[*n].broken.clone()) {
        return Item::Unreadable(Unreadable {
            index,
            line: first.number,
            column: 0,
            bytes,
            defect: Defect::InvalidUtf8,
            at,
            detail,
        });
    }
    let other = |(n, role): &(usize, Role<'_>)| match role {
        Role::Other(name) => Some((
            Cow::Owned((*name).to_owned()),
            Cow::Owned(serde_json::Value::from(lines[*n].text.as_ref()).to_string()),
        )),
        Role::Title | Role::Abstract => None,
    };
    Item::Record(Record {
        index,
        line: first.number,
        column: 0,
        bytes,
        id: None,
        title: field(&of(&|role| matches!(role, Role::Title))),
        abstract_: field(&of(&|role| matches!(role, Role::Abstract))),
        others: parts.iter().filter_map(other).collect(),
        provenance: None,
    })
}

fn field<'a>(lines: &[&Line<'a>]) -> Option<Field<'a>> {
    match lines {
        [] => None,
        [line] => Some(Field {
            text: line.text.clone(),
            placement: Placement::Verbatim { start: line.start },
        }),
        several => {
            let mut text = String::new();
            let mut paragraphs = Vec::new();
            for line in several {
                if !text.is_empty() {
                    text.push('\n');
                }
                paragraphs.push(Paragraph { text_start: text.len(), start: line.start });
                text.push_str(&line.text);
            }
            Some(Field { text: text.into(), placement: Placement::Paragraphs(paragraphs) })
        }
    }
}
