//! Literals of Python, which `print(record)`, `str(record)` and `pprint` write where
//! `json.dumps(record)` was meant, and pandas into the cells of a table:
//! `{'title': 'On lamps', 'year': None}`.
//!
//! A line or a document that is one is written as JSON before it is read, line end by line end;
//! anything else stays what it is, and is told to be no JSON in its place.

use serde::de::IgnoredAny;

/// What a line that is no JSON is in Python.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A whole dictionary or list.
    Whole,
    /// The beginning of one.
    Begun,
}

/// What the first line of a text is; `None` if it is JSON, or no literal of Python.
pub(super) fn line(line: &[u8]) -> Option<Line> {
    let text = suspect(line)?;
    let mut reader = Literal::of(text);
    let line = match reader.document() {
        Some(()) => Line::Whole,
        None if reader.at == text.len() => Line::Begun,
        None => return None,
    };
    reader.is_python.then_some(line)
}

/// Some bytes with JSON for the literals in them: those of its lines, or it is one as a whole. `None`
/// if there are none.
pub(super) fn as_json(bytes: &[u8], is_lines: bool) -> Option<Vec<u8>> {
    if !is_lines {
        return json_of(bytes).map(String::into_bytes);
    }
    let (mut out, mut at): (Option<Vec<u8>>, usize) = (None, 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match json_of(line) {
            Some(json) => {
                let out = out.get_or_insert_with(|| bytes[..at].to_vec());
                out.extend(json.into_bytes());
                out.extend(line.ends_with(b"\n").then_some(b'\n'));
            }
            None => out.iter_mut().for_each(|out| out.extend(line)),
        }
        at += line.len();
    }
    out
}

fn json_of(bytes: &[u8]) -> Option<String> {
    let mut reader = Literal::of(suspect(bytes)?);
    reader.document()?;
    reader.is_python.then_some(reader.out)
}

/// The JSON that a dictionary or a list of Python means; `None` if the text is none of texts,
/// numbers, lists, tuples, dictionaries, `True`, `False` and `None`.
pub(super) fn json(text: &str) -> Option<String> {
    let text = text.trim();
    let mut reader = Literal::of(text);
    reader.value(0)?;
    (reader.at == text.len()).then_some(reader.out)
}

/// A text that may be a literal, and is no JSON.
fn suspect(bytes: &[u8]) -> Option<&str> {
    const NAMES: [&str; 6] = [": None", ": True", ": False", ": nan", ": inf", ": -inf"];
    let text = bytes.trim_ascii();
    let inner =
        text.iter().find(|byte| !matches!(byte, b'[' | b'{') && !byte.is_ascii_whitespace());
    let has = |name: &&str| memchr::memmem::find(text, name.as_bytes()).is_some();
    let may_be = matches!(text.first(), Some(b'[' | b'{'))
        && (inner == Some(&b'\'') || NAMES.iter().any(has))
        && serde_json::from_slice::<IgnoredAny>(text).is_err();
    may_be.then(|| std::str::from_utf8(text).ok()).flatten()
}

/// How deep lists and dictionaries may lie in each other.
const DEEPEST: usize = 64;

/// Reads a literal, and writes it as JSON.
struct Literal<'t> {
    text: &'t str,
    at: usize,
    out: String,
    /// Whether there was something that JSON has not.
    is_python: bool,
}

impl<'t> Literal<'t> {
    fn of(text: &'t str) -> Self {
        let out = String::with_capacity(text.len() + 16);
        Literal { text, at: 0, out, is_python: false }
    }

    /// Dictionaries and lists, one after the other.
    fn document(&mut self) -> Option<()> {
        while self.at < self.text.len() {
            self.rest().starts_with(['{', '[']).then_some(())?;
            self.value(0)?;
            self.skip_spaces();
        }
        Some(())
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Passes white space; its line ends stay, so that every line keeps its number.
    fn skip_spaces(&mut self) {
        let rest = self.rest();
        let passed = &rest[..rest.len() - rest.trim_start().len()];
        self.at += passed.len();
        self.out.extend(passed.chars().filter(|c| *c == '\n'));
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
            _ if self.begins_string() => self.string(),
            _ => self.word(false),
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
                self.key()?;
            }
            self.value(depth + 1)?;
        }
        self.out.push(if has_keys { '}' } else { ']' });
        Some(())
    }

    /// A text or a number, and the colon behind it.
    fn key(&mut self) -> Option<()> {
        self.skip_spaces();
        if self.begins_string() {
            self.string()?
        } else {
            self.word(true)?
        }
        self.passes(':').then_some(())?;
        self.out.push(':');
        Some(())
    }

    /// Whether a text comes next, perhaps behind the letter for its kind.
    fn begins_string(&self) -> bool {
        self.rest().trim_start_matches(['u', 'b']).starts_with(['\'', '"'])
    }

    /// A text, or several in a row, which are one.
    fn string(&mut self) -> Option<()> {
        let mut text = String::new();
        while self.begins_string() {
            let is_bytes = self.rest().starts_with('b');
            self.is_python |= !self.rest().starts_with('"');
            self.at += self.rest().find(['\'', '"'])?;
            let part = self.quoted()?;
            match part.chars().map(|c| u8::try_from(u32::from(c))).collect() {
                Ok(bytes) if is_bytes => text += &String::from_utf8(bytes).ok()?,
                _ => text += &part,
            }
            self.skip_spaces();
        }
        self.out += &serde_json::Value::from(text).to_string();
        Some(())
    }

    /// What stands in a pair of quotes of either kind.
    fn quoted(&mut self) -> Option<String> {
        let quote = self.rest().chars().next()?;
        self.at += 1;
        let mut text = String::new();
        loop {
            let c = self.rest().chars().next()?;
            self.at += c.len_utf8();
            match c {
                '\\' => self.escape(&mut text)?,
                c if c == quote => return Some(text),
                c => text.push(c),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self, text: &mut String) -> Option<()> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        match c {
            'x' => text.push(char::from_u32(self.hex(2)?)?),
            'U' => text.push(char::from_u32(self.hex(8)?)?),
            'u' => text.push(self.unit()?),
            '0'..='7' => text.push(self.octal(c)?),
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'a' => text.push('\u{7}'),
            'b' => text.push('\u{8}'),
            'v' => text.push('\u{B}'),
            'f' => text.push('\u{C}'),
            '\\' | '\'' | '"' => text.push(c),
            '\n' => (),
            // Python keeps the backslash of what it does not know. `\N{DEGREE SIGN}` stays, too: it
            // would need a table of all names, and `repr` never writes it.
            other => text.extend(['\\', other]),
        }
        Some(())
    }

    fn hex(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest().get(..length)?;
        self.at += length;
        u32::from_str_radix(digits, 16).ok()
    }

    /// A character of four digits, or of two halves of UTF-16 with four each.
    fn unit(&mut self) -> Option<char> {
        let first = u16::try_from(self.hex(4)?).ok()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first.into());
        }
        self.at += self.rest().starts_with("\\u").then_some(2)?;
        let second = u16::try_from(self.hex(4)?).ok()?;
        char::decode_utf16([first, second]).next()?.ok()
    }

    /// The character of up to three octal digits.
    fn octal(&mut self, first: char) -> Option<char> {
        let more =
            self.rest().bytes().take(2).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
        let digits = format!("{first}{}", &self.rest()[..more]);
        self.at += more;
        char::from_u32(u32::from_str_radix(&digits, 8).ok()?)
    }

    /// A number, or one of the words that stand for a value; of a key always as a text.
    fn word(&mut self, is_key: bool) -> Option<()> {
        let rest = self.rest();
        let is_behind = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | ')' | ':');
        let word = &rest[..rest.find(is_behind).unwrap_or(rest.len())];
        let meant = match word {
            "True" => "true".to_owned(),
            "False" => "false".to_owned(),
            "None" | "nan" | "inf" | "-inf" => "null".to_owned(),
            number => number_of(number)?,
        };
        self.at += word.len();
        self.is_python |= matches!(word, "None" | "True" | "False");
        self.out += &if is_key { format!("\"{word}\"") } else { meant };
        Some(())
    }
}

/// A number as JSON writes it: `1.`, `.5`, `1_000` and `10L` are none there.
fn number_of(word: &str) -> Option<String> {
    let word = word.strip_suffix(['L', 'l']).unwrap_or(word).replace('_', "");
    let (sign, digits) = word.strip_prefix('-').map_or(("", word.as_str()), |rest| ("-", rest));
    let lead = if digits.starts_with('.') { "0" } else { "" };
    let written = format!("{sign}{lead}{digits}");
    let written = match written.split_once('.') {
        Some((whole, rest)) if !rest.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{whole}.0{rest}")
        }
        _ => written,
    };
    serde_json::from_str::<serde_json::Number>(&written).ok().map(|_| written)
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
            (r#"{"a": "b", "c": None, "d": True}"#, r#"{"a":"b","c":null,"d":true}"#),
            (r"[{'a': inf}, {'a': -inf}]", r#"[{"a":null},{"a":null}]"#),
            (r"{'a': 1., 'b': .5, 'c': 1_000, 'd': 10L}", r#"{"a":1.0,"b":0.5,"c":1000,"d":10}"#),
            (r"{'a': -1.e5, 7: 'x', 2.5: 'y'}", r#"{"a":-1.0e5,"7":"x","2.5":"y"}"#),
            (r"{'a': u'caf\xe9', 'b': b'caf\xc3\xa9'}", r#"{"a":"café","b":"café"}"#),
            (r"{'a': 'so ' 'it ' u'goes'}", r#"{"a":"so it goes"}"#),
            (r"{'a': '\0|\101|\1019'}", r#"{"a":"\u0000|A|A9"}"#),
            (r"{'a': '\a\b\f\v'}", r#"{"a":"\u0007\b\f\u000b"}"#),
            (r"{'a': '3 \N{DEGREE SIGN}C'}", r#"{"a":"3 \\N{DEGREE SIGN}C"}"#),
            (r"{'a': '\ud83d\ude00'}", r#"{"a":"😀"}"#),
        ] {
            assert_eq!(json(python).as_deref(), Some(expected), "{python}");
            assert_eq!(line(python.as_bytes()), Some(Line::Whole), "{python}");
        }
        for other in [
            "{'a': set()}",
            "{'a' 'b'}",
            "{'a': datetime.date(2020, 1, 2)}",
            "{'a': '\\ud83d'}",
            "{a: 1}",
            "{'a': 1__}x",
            "{\"a\": 1}",
            "{\"a\": \"b: None\"}",
        ] {
            assert_ne!(line(other.as_bytes()), Some(Line::Whole), "{other}");
        }
        for begun in ["{'a': 'b", "{'a': 1,\n", "[{'a': 1},", "{\"a\": None,"] {
            assert_eq!(line(begun.as_bytes()), Some(Line::Begun), "{begun}");
        }
    }

    #[test]
    fn lines_are_read_wherever_they_stand_and_others_stay_what_they_are() {
        let text = "{\"b\": 2}\n {'a': 1}\r\n{'c': }\n\n[{'d': None}]";
        let read = as_json(text.as_bytes(), true).map(String::from_utf8);
        assert_eq!(read.unwrap().unwrap(), "{\"b\": 2}\n{\"a\":1}\n{'c': }\n\n[{\"d\":null}]");
        assert_eq!(as_json(b"{\"a\": 1}\n{\"b\": \"it's: None\"}\n{\"c\n", true), None);
    }

    #[test]
    fn in_a_document_every_line_keeps_its_number() {
        let text = "[{'a': 1,\n  'b': 'x'\n       'y'},\n\n {'a':\n 2}\n]\n{'a': 3}\n";
        let read = String::from_utf8(as_json(text.as_bytes(), false).unwrap()).unwrap();
        let line_of = |part: &str| read[..read.find(part).unwrap()].matches('\n').count();
        assert_eq!((line_of("\"b\""), line_of("2"), line_of("3")), (1, 5, 7), "{read}");
        assert!(read.contains("\"xy\""), "{read}");
        assert_eq!(as_json(b"[{'a': 1}, {\"b\": tru}]", false), None);
    }
}
