//! A JSON array of objects, or objects one after the other, over any number of lines.
//!
//! Each element is decoded alone, so that a broken one costs itself: reading
//! goes on at the next place behind the error where a whole element stands
//! between a comma (or a line end) and a comma, a bracket, a brace or the end.

use memchr::memchr2_iter;
use serde::de::IgnoredAny;

use super::Parsed;
use super::broken::{self, OpenList};
use super::document;
use super::line_counter::LineCounter;
use super::names::Names;
use super::object::{self, Slot, byte_of};
use abslint_core::record::{Defect, Item, Unreadable};

/// The elements of one array, or of a row of values.
pub fn parse<'a>(chunk: &'a [u8], names: &Names<'_>) -> Parsed<'a> {
    let mut reader = Elements {
        chunk,
        names,
        at: 0,
        lines: LineCounter::new(chunk),
        envelope: 0,
        is_open: false,
    };
    let mut parsed = Parsed::default();
    reader.skip(|b| b.is_ascii_whitespace());
    let mut behind = reader.at;
    if chunk.get(reader.at) == Some(&b'[') {
        (reader.at, reader.is_open) = (reader.at + 1, true);
    }
    loop {
        reader.skip(|b| b.is_ascii_whitespace() || b == b',');
        if chunk.get(reader.at) == Some(&b']') {
            reader.leave_list();
            continue;
        }
        if reader.at >= chunk.len() {
            let cut = reader.cut(behind, &parsed).map(|unreadable| Item::Unreadable(*unreadable));
            parsed.items.extend(cut);
            return parsed;
        }
        match reader.element(parsed.items.len()) {
            Ok(slot) => document::read_element(slot, names, &mut parsed),
            Err(unreadable) => parsed.items.push(Item::Unreadable(*unreadable)),
        }
        behind = reader.at;
    }
}

/// Whether an object at the beginning of `text`, which is broken or cut, holds a list of records that
/// can be read as far as it goes.
pub(super) fn is_broken_envelope(text: &[u8], names: &Names<'_>) -> bool {
    serde_json::from_slice::<IgnoredAny>(text)
        .is_err_and(|error| broken::list_in_envelope(text, byte_of(text, &error), names).is_some())
}

struct Elements<'a, 'n> {
    chunk: &'a [u8],
    names: &'n Names<'n>,
    at: usize,
    lines: LineCounter<'a>,
    /// How many objects are open round the list, where these are broken.
    envelope: usize,
    /// Whether a list has begun that has not ended.
    is_open: bool,
}

impl<'a> Elements<'a, '_> {
    fn skip(&mut self, passed: impl Fn(u8) -> bool) {
        while self.chunk.get(self.at).is_some_and(|b| passed(*b)) {
            self.at += 1;
        }
    }

    /// Goes on behind the end of a list, and of the broken objects round it.
    fn leave_list(&mut self) {
        self.at += 1;
        self.is_open = false;
        if self.envelope > 0 {
            self.at = broken::end_of_envelope(self.chunk, self.at, self.envelope);
            self.envelope = 0;
        }
    }

    /// What is wrong with a file that ends within its list: whatever stood there is not here. `None`
    /// if it does not, or if its last element says so. `behind` is where that ends.
    fn cut(&mut self, behind: usize, parsed: &Parsed<'_>) -> Option<Box<Unreadable>> {
        let end = self.chunk.len();
        let is_said =
            matches!(parsed.items.last(), Some(Item::Unreadable(u)) if u.bytes.end == end);
        if !self.is_open || is_said {
            return None;
        }
        let index = parsed.items.len();
        let (line, column) = self.lines.at(behind);
        let slot = Slot { chunk: self.chunk, start: behind, end, index, line, column };
        Some(slot.unreadable(Defect::InvalidJson, end, "the file ends within its list"))
    }

    /// The element at the current place, or what is wrong with it; either way moves past it.
    fn element(&mut self, index: usize) -> Result<Slot<'a>, Box<Unreadable>> {
        let start = self.at;
        let (line, column) = self.lines.at(start);
        let slot = |end| Slot { chunk: self.chunk, start, end, index, line, column };
        let mut values =
            serde_json::Deserializer::from_slice(&self.chunk[start..]).into_iter::<IgnoredAny>();
        match values.next() {
            Some(Ok(_)) => {
                let end = start + values.byte_offset();
                self.at = end;
                Ok(slot(end))
            }
            Some(Err(error)) => {
                let at = start + byte_of(&self.chunk[start..], &error);
                if let Some(list) = self.broken_list(start, at) {
                    (self.at, self.envelope) = (start + list.start, list.depth);
                    self.is_open = true;
                    self.skip(|b| b.is_ascii_whitespace());
                    return self.element(index);
                }
                let end = self.resume(start, at);
                // Whether the list ends in what is passed over cannot be told.
                self.is_open = false;
                let defect = defect(&self.chunk[start..end]);
                let unreadable = slot(end).unreadable(defect, at, object::said(&error));
                self.at = end;
                Err(unreadable)
            }
            None => {
                self.at = self.chunk.len();
                Err(slot(self.chunk.len()).unreadable(Defect::InvalidJson, start, "nothing here"))
            }
        }
    }

    /// The list of records in an object at `start` that is broken at `error`; within such a list there
    /// is none.
    fn broken_list(&self, start: usize, error: usize) -> Option<OpenList> {
        let object = self.chunk.get(start..).filter(|text| text.starts_with(b"{"))?;
        if self.envelope > 0 {
            return None;
        }
        broken::list_in_envelope(object, error - start, self.names)
    }

    /// Where reading can go on after an element that began at `start` and broke at `error`.
    fn resume(&self, start: usize, error: usize) -> usize {
        let from = error.max(start + 1).min(self.chunk.len());
        let opens = memchr2_iter(b'{', b'\n', &self.chunk[from..])
            .map(|at| from + at)
            .filter(|&at| self.chunk[at] == b'{');
        opens
            .filter(|&at| self.starts_element(at))
            .find(|&at| self.is_whole(at))
            .unwrap_or(self.chunk.len())
    }

    fn starts_element(&self, at: usize) -> bool {
        let before = self.chunk[..at].iter().rposition(|b| !b.is_ascii_whitespace());
        let gap = &self.chunk[before.map_or(0, |b| b + 1)..at];
        gap.contains(&b'\n') || before.is_some_and(|b| matches!(self.chunk[b], b',' | b'['))
    }

    fn is_whole(&self, at: usize) -> bool {
        let mut values =
            serde_json::Deserializer::from_slice(&self.chunk[at..]).into_iter::<IgnoredAny>();
        let whole = values.next().is_some_and(|v| v.is_ok());
        let behind =
            self.chunk[at + values.byte_offset()..].iter().find(|b| !b.is_ascii_whitespace());
        whole && matches!(behind, None | Some(b',' | b']' | b'{'))
    }
}

fn defect(bytes: &[u8]) -> Defect {
    if std::str::from_utf8(bytes).is_err() { Defect::InvalidUtf8 } else { Defect::InvalidJson }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FieldNames;
    use abslint_core::rule::Library;
    use abslint_core::sources::Sources;
    use serde_json::Value;

    fn read(text: &str) -> Vec<String> {
        let (fields, sources) = (FieldNames::default(), Sources::default());
        let parsed = parse(text.as_bytes(), &Names::new(&fields, &sources));
        parsed
            .items
            .iter()
            .map(|item| match item {
                Item::Record(r) => {
                    format!("{}@{}", r.title.as_ref().map_or("-", |t| &t.text), r.line)
                }
                Item::Unreadable(u) => format!("{:?}@{}+{}", u.defect, u.line, u.at),
            })
            .collect()
    }

    #[test]
    fn an_array_in_any_spacing() {
        assert_eq!(read("[]"), [""; 0]);
        assert_eq!(read("[{\"title\":\"a\"},\n {\"title\":\n\"b\"}\n]\n"), ["a@0", "b@1"]);
        assert_eq!(read("{\n\"title\":\"a\"}\n{\"title\":\"b\"}"), ["a@0", "b@2"]);
    }

    #[test]
    fn a_broken_element_costs_itself() {
        assert_eq!(
            read(r#"[{"title":"a"}, {"title" "x"}, {"title":"b"}]"#),
            ["a@0", "InvalidJson@0+25", "b@0"]
        );
        assert_eq!(read("[{\"title\":\"a},\n{\"title\":\"b\"}]"), ["InvalidJson@0+13", "b@1"]);
        assert_eq!(read(r#"[{"title":"a"}, 7, {"title":"b"}]"#), ["a@0", "NotARecord@0+16", "b@0"]);
    }

    #[test]
    fn a_file_that_ends_within_its_list_says_so_once() {
        let cut = |text: &str| {
            let (fields, library) = (FieldNames::default(), Library::built_in());
            let parsed = parse(text.as_bytes(), &Names::new(&fields, &library.sources));
            let said = parsed.items.iter().filter_map(|item| match item {
                Item::Record(_) => None,
                Item::Unreadable(u) => Some(format!("{}@{}", u.detail, u.line)),
            });
            said.collect::<Vec<_>>()
        };
        for (text, line) in [
            ("[", 0),
            ("[\n", 0),
            ("[{\"title\":\"a\"}\n", 0),
            ("[\n{\"title\":\"a\"},\n{\"title\":\"b\"},\n", 2),
            ("{\"data\":[{\"title\":\"a\"},", 0),
            ("{\"n\":1,\n\"data\":[\n{\"title\":\"a\"}\n", 2),
        ] {
            assert_eq!(cut(text), [format!("the file ends within its list@{line}")], "{text}");
        }
        for text in ["[]", "[{\"title\":\"a\"},]", "{\"title\":\"a\"}\n", "[]\n[{\"title\":\"a\"}]"]
        {
            assert_eq!(cut(text), [""; 0], "{text}");
        }
        for text in ["[{\"title\":\"a\"},{\"title\":\"b", "[{\"title\":\"a\"}, {\"title\" 1}, "] {
            assert_eq!(cut(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_is_said_of_an_error_is_short_and_has_no_place_within_its_element() {
        let said = |text: &str| {
            let (fields, sources) = (FieldNames::default(), Sources::default());
            let parsed = parse(text.as_bytes(), &Names::new(&fields, &sources));
            let unreadable = |item: &Item<'_>| match item {
                Item::Record(_) => None,
                Item::Unreadable(u) => Some((u.detail.clone(), u.at)),
            };
            parsed.items.iter().find_map(unreadable).unwrap()
        };
        let (detail, at) = said("[{\"title\":\"a\"},\n\n{\"title\":\n\"b\" \"c\"}]");
        assert_eq!((detail.as_str(), at), ("expected `,` or `}`", 31));
        let whole = Value::from(format!("[{{\"title\":\"{}\"}}]", "lämp ".repeat(500)));
        let (detail, _) = said(&whole.to_string());
        assert!(detail.starts_with("invalid type: string") && detail.ends_with("an object"));
        assert!(detail.len() < 200, "{detail}");
    }

    #[test]
    fn a_broken_element_of_a_list_in_an_object_costs_itself() {
        let read = |text: &str| {
            let (fields, library) = (FieldNames::default(), Library::built_in());
            let parsed = parse(text.as_bytes(), &Names::new(&fields, &library.sources));
            let title = |item: &Item<'_>| match item {
                Item::Record(r) => r.title.as_ref().map_or("-".into(), |t| t.text.to_string()),
                Item::Unreadable(_) => "?".to_owned(),
            };
            parsed.items.iter().map(title).collect::<Vec<_>>().join(" ")
        };
        for (text, expected) in [
            (
                r#"{"n": 3, "data": [{"title":"a"}, {"title" "x"}, {"title":"b"}], "next": [1]}"#,
                "a ? b",
            ),
            (r#"{"data":[{"title":"a"},{"title":"b"},{"title":"c"#, "a b ?"),
            (r#"{"result":{"papers":[{"title":"a"},{"title":"b",},{"title":"c"}]}}"#, "a ? c"),
            (r#"{"title":"a","authors":[{"title":"b"},{"title" "c"}]}"#, "?"),
            (
                "{\"data\":[{\"title\":\"a \\\"[{\"}, {\"title\" \"x\"}]}\n{\"title\":\"b\"}",
                "a \"[{ ? b",
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
