//! `NaN` and `Infinity`, which Python and pandas write where JSON has no number: they are read as
//! `null`.
//!
//! They are overwritten in memory by as many bytes, so that every place stays what it is in the
//! file: with `null` where a space beside them gives it room, else with a number that stands for
//! it.

use std::borrow::Cow;

/// The number that stands for `null`; a value of the file is hardly ever written so.
pub(super) const IN_PLACE: &str = "0e0";

const NAMES: [&[u8]; 3] = [b"-Infinity", b"Infinity", b"NaN"];

/// Overwrites them in some JSON, outside of its texts; whether there were any.
pub(super) fn mend(bytes: &mut [u8]) -> bool {
    let is_there = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    if !is_there(b"NaN") && !is_there(b"Infinity") {
        return false;
    }
    let (mut at, mut is_mended) = (0, false);
    while at < bytes.len() {
        let name = NAMES.iter().find(|name| bytes[at..].starts_with(name));
        match (bytes[at], name) {
            (b'"', _) => at = behind_text(bytes, at),
            (_, Some(name)) => {
                overwrite(bytes, at, name.len());
                (at, is_mended) = (at + name.len(), true);
            }
            _ => at += 1,
        }
    }
    is_mended
}

/// The byte behind the text that begins at `start`. A text ends with its line at the latest.
fn behind_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(step) =
        bytes.get(at..).and_then(|rest| memchr::memchr3(b'"', b'\\', b'\n', rest))
    {
        at += step;
        match bytes[at] {
            b'\\' => at += 2,
            _ => return at + 1,
        }
    }
    bytes.len()
}

fn overwrite(bytes: &mut [u8], at: usize, length: usize) {
    let start = if length < 4 && at > 0 && bytes[at - 1] == b' ' { at - 1 } else { at };
    let end = at + length;
    if end - start >= 4 {
        bytes[start..end].fill(b' ');
        bytes[start..start + 4].copy_from_slice(b"null");
    } else {
        bytes[start..end].copy_from_slice(IN_PLACE.as_bytes());
    }
}

/// A value in which numbers may stand for `null`, with `null`.
pub(super) fn restored(raw: &str) -> Cow<'_, str> {
    if !raw.contains(IN_PLACE) {
        return raw.into();
    }
    let (mut out, mut at) = (String::with_capacity(raw.len() + 8), 0);
    let bytes = raw.as_bytes();
    while at < bytes.len() {
        let behind = if bytes[at] == b'"' { behind_text(bytes, at).min(raw.len()) } else { at };
        if behind > at {
            out.push_str(&raw[at..behind]);
            at = behind;
        } else if raw[at..].starts_with(IN_PLACE) && (at == 0 || !is_of_number(bytes[at - 1])) {
            out.push_str("null");
            at += IN_PLACE.len();
        } else {
            out.push(char::from(bytes[at]));
            at += 1;
        }
    }
    out.into()
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_stays_and_the_value_is_null() {
        let cases = [
            (r#"{"a": NaN, "b":NaN}"#, r#"{"a":null,"b":null}"#),
            (r#"{"a":[NaN,1,-Infinity],"b": Infinity}"#, r#"{"a":[null,1,null],"b":null}"#),
            (r#"{"NaN \" NaN":"Infinity","b":NaN}"#, r#"{"NaN \" NaN":"Infinity","b":null}"#),
            (r#"{"a":10e0,"b":"0e0","c":NaN}"#, r#"{"a":10.0,"b":"0e0","c":null}"#),
        ];
        for (text, expected) in cases {
            let mut bytes = text.as_bytes().to_vec();
            assert!(mend(&mut bytes));
            assert_eq!(bytes.len(), text.len());
            let restored = restored(std::str::from_utf8(&bytes).unwrap()).into_owned();
            let value: serde_json::Value = serde_json::from_str(&restored).unwrap();
            assert_eq!(
                value,
                serde_json::from_str::<serde_json::Value>(expected).unwrap(),
                "{text}"
            );
        }
        assert!(!mend(&mut b"{\"a\": \"NaN\"}".to_vec()));
    }
}
