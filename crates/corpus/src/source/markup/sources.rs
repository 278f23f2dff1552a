//! What records of XML and of HTML are called, source by source, as data.

mod html;
mod xml;

use std::sync::LazyLock;

use regex::Regex;

use self::html::HTML;
use self::xml::{UNKNOWN, XML};
use super::selector::Selector;

/// A source, as it is written here.
struct Written {
    /// What a record is: the name of an element in XML, a selector in HTML.
    record: &'static str,
    /// Where titles are: the first selector that finds one wins.
    title: &'static [&'static str],
    abstract_: &'static [&'static str],
    id: &'static [&'static str],
    /// The parts of a title beside it in the same element: the one in front, and the one behind.
    title_parts: [&'static str; 2],
    /// Elements of which one must be within a record. One of XML that has such is of no other source.
    needs: &'static [&'static str],
    /// The attribute that the tag of a record must have.
    marked_by: &'static str,
    /// What of a title or an abstract is none of it.
    cut: &'static str,
    /// Where a fuller abstract may be than one that is clipped.
    fuller: &'static [&'static str],
    /// Whether notes and the like stand under the same name as the abstract.
    is_described: bool,
    /// Whether each record begins with the element in front.
    with_before: bool,
    /// Whether its abstracts may be clipped, so that the JSON of the page is better.
    is_clipped: bool,
    /// Whether lines may be wrapped by hand.
    may_wrap: bool,
    /// Classes of elements that are left out.
    left_out: &'static [&'static str],
}

const PLAIN: Written = Written {
    record: "",
    title: &[],
    abstract_: &[],
    id: &[],
    title_parts: ["", ""],
    needs: &[],
    marked_by: "",
    cut: "",
    fuller: &[],
    is_described: false,
    with_before: false,
    is_clipped: false,
    may_wrap: false,
    left_out: &[],
};

/// A source, ready for use.
pub(in crate::source) struct MarkupSource {
    pub record: Selector,
    /// The name of the element that a record is.
    pub element: &'static str,
    pub title: Vec<Selector>,
    pub abstract_: Vec<Selector>,
    pub id: Vec<Selector>,
    pub title_parts: [Selector; 2],
    pub needs: Vec<Selector>,
    pub marked_by: &'static str,
    pub cut: Option<Regex>,
    pub fuller: Vec<Selector>,
    pub is_described: bool,
    pub with_before: bool,
    pub is_clipped: bool,
    pub may_wrap: bool,
    pub left_out: &'static [&'static str],
}

impl MarkupSource {
    fn new(written: &Written) -> MarkupSource {
        let all = |list: &[&str]| list.iter().map(|text| Selector::new(text)).collect();
        let regex =
            |text: &str| (!text.is_empty()).then(|| Regex::new(text).expect("a valid expression"));
        MarkupSource {
            record: Selector::new(written.record),
            element: written.record,
            title: all(written.title),
            abstract_: all(written.abstract_),
            id: all(written.id),
            title_parts: written.title_parts.map(Selector::new),
            needs: all(written.needs),
            marked_by: written.marked_by,
            cut: regex(written.cut),
            fuller: all(written.fuller),
            is_described: written.is_described,
            with_before: written.with_before,
            is_clipped: written.is_clipped,
            may_wrap: written.may_wrap,
            left_out: written.left_out,
        }
    }
}

/// The sources of XML.
pub(in crate::source) static XML_SOURCES: LazyLock<Vec<MarkupSource>> =
    LazyLock::new(|| XML.iter().map(MarkupSource::new).collect());

/// The sources of HTML.
pub(in crate::source) static HTML_SOURCES: LazyLock<Vec<MarkupSource>> =
    LazyLock::new(|| HTML.iter().map(MarkupSource::new).collect());

/// What is read of an element of XML that no source knows.
pub(in crate::source) static UNKNOWN_SOURCE: LazyLock<MarkupSource> =
    LazyLock::new(|| MarkupSource::new(&UNKNOWN));

#[cfg(test)]
mod tests;
