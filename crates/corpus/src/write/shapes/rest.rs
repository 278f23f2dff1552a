//! The fields of a record that a bibliography has no place for, as one JSON object.
//!
//! `crate::source::rest` reads it again. In BibTeX, which counts braces, those in texts are escaped.

use std::fmt::Write as _;

use super::super::line::push_text;

/// A JSON object that grows, on one line.
#[derive(Default)]
pub(super) struct Rest {
    json: String,
}

impl Rest {
    /// Adds a member with this value, which is JSON on one line.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.json.push(if self.json.is_empty() { '{' } else { ',' });
        push_text(&mut self.json, Some(name));
        self.json.push(':');
        self.json.push_str(value);
    }

    /// The object; `None` without members.
    pub(super) fn finish(mut self) -> Option<String> {
        (!self.json.is_empty()).then(|| {
            self.json.push('}');
            self.json
        })
    }
}

/// JSON whose texts have no braces.
pub(super) fn without_braces(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut in_text, mut is_escaped) = (false, false);
    for c in json.chars() {
        if in_text && matches!(c, '{' | '}') {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
        let ends_or_begins = c == '"' && !is_escaped;
        is_escaped = in_text && c == '\\' && !is_escaped;
        in_text ^= ends_or_begins;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_those_of_objects() {
        let mut rest = Rest::default();
        rest.push("a}", r#"{"b":"\"{\\","c":["}"]}"#);
        let json = rest.finish().unwrap();
        assert_eq!(json, r#"{"a}":{"b":"\"{\\","c":["}"]}}"#);
        let written = without_braces(&json);
        assert_eq!(written, r#"{"a\u007d":{"b":"\"\u007b\\","c":["\u007d"]}}"#);
        assert_eq!(crate::source::rest::with_braces(&written), json);
    }
}
