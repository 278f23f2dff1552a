//! Lines of Python's dictionaries, which `print(record)` and `str(record)` write where
//! `json.dumps(record)` was meant: `{'title': 'On lamps', 'year': None}`.
//!
//! A line that is one is written as JSON while it is read; any other line stays what it is, and is
//! told to be no JSON in its place.

use std::io::{self, BufRead, Read};

/// Whether a line is a dictionary of Python, and no JSON.
pub(super) fn is_dictionary(line: &[u8]) -> bool {
    json(line).is_some()
}

/// The JSON that a dictionary of Python means; `None` if the line is none of texts, numbers, lists,
/// tuples, dictionaries, `True`, `False` and `None`, or if it may be JSON.
fn json(line: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(line).ok()?.trim();
    text.strip_prefix('{').filter(|rest| rest.trim_start().starts_with('\''))?;
    let mut reader = Literal { text, at: 0, out: String::with_capacity(text.len() + 16) };
    reader.value(0)?;
    (reader.at == text.len()).then_some(reader.out)
}

/// How deep lists and dictionaries may lie in each other.
const DEEPEST: usize = 64;

struct Literal<'t> {
    text: &'t str,
    at: usize,
    out: String,
}

impl Literal<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Passes `mark` if it comes next, behind white space.
    fn passes(&mut self, mark: char) -> bool {
        self.skip_spaces();
        let is_next = self.rest().starts_with(mark);
        self.at += if is_next { mark.len_utf8() } else { 0 };
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        self.skip_spaces();
        match self.rest().chars().next().filter(|_| depth <= DEEPEST)? {
            '{' => self.list('}', depth, true),
            '[' => self.list(']', depth, false),
            '(' => self.list(')', depth, false),
            '\'' | '"' => self.string(),
            _ => self.word(),
        }
    }

    /// A dictionary, a list or a tuple, up to its `end`.
    fn list(&mut self, end: char, depth: usize, has_keys: bool) -> Option<()> {
        self.at += 1;
        self.out.push(if has_keys { '{' } else { '[' });
        let mut is_first = true;
        while !self.passes(end) {
            if !is_first {
                self.passes(',').then_some(())?;
                if self.passes(end) {
                    break;
                }
                self.out.push(',');
            }
            is_first = false;
            if has_keys {
                self.skip_spaces();
                self.rest().starts_with(['\'', '"']).then_some(())?;
                self.string()?;
                self.passes(':').then_some(())?;
                self.out.push(':');
            }
            self.value(depth + 1)?;
        }
        self.out.push(if has_keys { '}' } else { ']' });
        Some(())
    }

    /// A text in either kind of quotes.
    fn string(&mut self) -> Option<()> {
        let quote = self.rest().chars().next()?;
        self.at += 1;
        let (mut text, mut is_escaped) = (String::new(), false);
        loop {
            let c = self.rest().chars().next()?;
            self.at += c.len_utf8();
            match c {
                _ if is_escaped => {
                    self.escape(c, &mut text)?;
                    is_escaped = false;
                }
                '\\' => is_escaped = true,
                c if c == quote => break,
                c => text.push(c),
            }
        }
        self.out += &serde_json::Value::from(text).to_string();
        Some(())
    }

    /// What `\` and `c` mean, with the digits behind them.
    fn escape(&mut self, c: char, text: &mut String) -> Option<()> {
        let length = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if length > 0 {
            let digits = self.rest().get(..length)?;
            text.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            self.at += length;
            return Some(());
        }
        match c {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            '\\' | '\'' | '"' => text.push(c),
            // Python keeps the backslash of what it does not know.
            other => text.extend(['\\', other]),
        }
        Some(())
    }

    /// A number, or one of the words that stand for a value.
    fn word(&mut self) -> Option<()> {
        let rest = self.rest();
        let length = rest.find([',', '}', ']', ')', ':']).unwrap_or(rest.len());
        let word = rest[..length].trim_end();
        let meant = match word {
            "True" => "true",
            "False" => "false",
            "None" | "nan" => "null",
            number => serde_json::from_str::<serde_json::Number>(number).ok().map(|_| number)?,
        };
        let meant = meant.to_owned();
        self.at += word.len();
        self.out += &meant;
        Some(())
    }
}

/// Reads lines, and those of Python as JSON.
pub(super) struct Lines<R> {
    inner: R,
    out: Vec<u8>,
    at: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(inner: R) -> Self {
        Lines { inner, out: Vec::new(), at: 0 }
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        /// A longer line is no record.
        const LONGEST: u64 = 1 << 30;
        if self.at == self.out.len() {
            self.out.clear();
            self.at = 0;
            (&mut self.inner).take(LONGEST).read_until(b'\n', &mut self.out)?;
            if let Some(json) = json(&self.out) {
                let has_end = self.out.ends_with(b"\n");
                self.out = json.into_bytes();
                self.out.extend(has_end.then_some(b'\n'));
            }
        }
        let length = buffer.len().min(self.out.len() - self.at);
        buffer[..length].copy_from_slice(&self.out[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_python_are_json() {
        for (python, expected) in [
            (r#"{'a': 'b', "c": "it's", 'd': None}"#, r#"{"a":"b","c":"it's","d":null}"#),
            (r"{'a': [1, -2.5, (True,), ()], 'b': {}}", r#"{"a":[1,-2.5,[true],[]],"b":{}}"#),
            (
                r"{'a': 'x\n\'y\' \x41é\u00e9 \d', 'n': nan}",
                "{\"a\":\"x\\n'y' Aéé \\\\d\",\"n\":null}",
            ),
        ] {
            assert_eq!(json(python.as_bytes()).as_deref(), Some(expected), "{python}");
            assert!(is_dictionary(python.as_bytes()), "{python}");
        }
        for other in
            ["{'a': set()}", "{'a' 'b'}", "{'a': 'b", "{'a': datetime.date(2020, 1, 2)}", "{a: 1}"]
        {
            assert!(!is_dictionary(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn other_lines_stay_what_they_are() {
        let text = "{'a': 1}\n{\"b\": 2}\n{'c': }\n{'d': 4}";
        let mut read = String::new();
        Lines::new(text.as_bytes()).read_to_string(&mut read).unwrap();
        assert_eq!(read, "{\"a\":1}\n{\"b\": 2}\n{'c': }\n{\"d\":4}");
    }
}
