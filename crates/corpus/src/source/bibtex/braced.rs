//! An entry as `biblatex` reads it: what BibTeX takes beside that is written otherwise, byte for
//! byte.
//!
//! Keys and names of fields with white space in them, entries in parentheses and values in quotes that hold quotes
//! within braces are all read by BibTeX. Each of these is replaced by as many bytes, so that
//! places stay what they are.

/// `text`, which begins an entry, with keys of one word, and with braces round entries and values.
pub(super) fn braced(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while let Some(body) = next_body(&mut bytes, at) {
        at = entry(&mut bytes, body);
    }
    // Every byte that was replaced, and every one that replaces it, is ASCII, or a whole character
    // is replaced.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// Makes one word of the name of the field at `at`: Scopus writes `funding_text 1 = {…}`, with a
/// no-break space or a plain one.
fn join_words(bytes: &mut [u8], at: usize) {
    let Some(rest) = bytes.get(at..) else { return };
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\xC2' | b'\xA0');
    let is_word =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || is_space(byte);
    let start = at + rest.len() - rest.trim_ascii_start().len();
    let length = bytes[start..].iter().take_while(|byte| is_word(byte)).count();
    if bytes.get(start + length) != Some(&b'=') {
        return;
    }
    let end = start + bytes[start..start + length].trim_ascii_end().len();
    bytes[start..end].iter_mut().filter(|byte| is_space(byte)).for_each(|byte| *byte = b'_');
}

/// How many bytes the kind of an entry has that `text` begins with (`article`, `book_section`).
pub(super) fn kind_length(text: &[u8]) -> usize {
    let is_of_kind = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    match text.first() {
        Some(first) if first.is_ascii_alphabetic() => text.iter().take_while(is_of_kind).count(),
        _ => 0,
    }
}

/// The byte of the bracket that opens the next entry. A mark between entries that begins none is
/// taken away: `@comment` needs no bracket, and remarks hold addresses.
fn next_body(bytes: &mut [u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let mark = at + memchr::memchr(b'@', bytes.get(at..)?)?;
        at = mark + 1;
        let kind = kind_length(&bytes[at..]);
        let spaces =
            bytes[at + kind..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if kind > 0 && matches!(bytes.get(at + kind + spaces), Some(b'{' | b'(')) {
            return Some(at + kind + spaces);
        }
        bytes[mark] = b' ';
        at += kind + spaces;
    }
}

/// Writes the entry anew whose bracket opens at `open`; the byte behind it.
fn entry(bytes: &mut [u8], open: usize) -> usize {
    let is_round = bytes[open] == b'(';
    let close = if is_round { b')' } else { b'}' };
    let mut at = key(bytes, open + 1);
    while at < bytes.len() {
        match bytes[at] {
            byte if byte == close => {
                if is_round {
                    (bytes[open], bytes[at]) = (b'{', b'}');
                }
                return at + 1;
            }
            b'"' => {
                let end = end_of(bytes, at, b'"');
                if let Some(end) = end {
                    (bytes[at], bytes[end]) = (b'{', b'}');
                }
                at = end.unwrap_or(bytes.len()) + 1;
            }
            b'{' => at = end_of(bytes, at, b'}').unwrap_or(bytes.len()) + 1,
            b',' => {
                at += 1;
                join_words(bytes, at);
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Makes one word of a key; the byte of the comma behind it.
fn key(bytes: &mut [u8], start: usize) -> usize {
    let Some(length) =
        bytes[start..].iter().position(|byte| matches!(byte, b',' | b'=' | b'{' | b'}' | b'"'))
    else {
        return start;
    };
    let key = &bytes[start..start + length];
    if bytes[start + length] != b',' {
        return start;
    }
    let lead = length - key.trim_ascii_start().len();
    let end = key.trim_ascii_end().len();
    let is_text = std::str::from_utf8(key).is_ok();
    for byte in &mut bytes[start + lead..start + end.max(lead)] {
        // White space beyond ASCII is none of a key's business either.
        if byte.is_ascii_whitespace() || byte.is_ascii_control() || (is_text && !byte.is_ascii()) {
            *byte = b'_';
        }
    }
    start + length
}

/// The byte of the mark that ends the value which begins at `start`, at its own level of braces.
pub(super) fn end_of(bytes: &[u8], start: usize, mark: u8) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, start + 1);
    while at < bytes.len() {
        match bytes[at] {
            byte if byte == mark && depth == 0 => return Some(at),
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::braced;

    #[test]
    fn every_entry_is_one_that_can_be_read_and_places_stay() {
        let cases = [
            ("@misc{One and 2020, a = {b}}", "@misc{One_and_2020, a = {b}}"),
            ("@misc( k , a = \"b (c)\", d = 1)", "@misc{ k , a = {b (c)}, d = 1}"),
            ("@misc{k, a = \"b {\"}c{\"} d\" # e}", "@misc{k, a = {b {\"}c{\"} d} # e}"),
            ("@misc{k,\n paid by 1 = {b, c d = e}}", "@misc{k,\n paid_by_1 = {b, c d = e}}"),
            ("@misc{k,\n paid\u{a0}by\u{a0}1={b}}", "@misc{k,\n paid__by__1={b}}"),
            ("@misc{k, a = {b@c}}\n@Comment by d@e\n", "@misc{k, a = {b@c}}\n Comment by d e\n"),
            ("@string(a = \"b\")", "@string{a = {b}}"),
            ("@misc{k, a = \"never closed}", "@misc{k, a = \"never closed}"),
        ];
        for (written, read) in cases {
            assert_eq!(braced(written), read);
        }
    }
}
