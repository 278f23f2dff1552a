//! Texts in another encoding than UTF-8: UTF-16 with its byte order mark, and Windows-1252, which
//! most call Latin-1. They are told by their first bytes, and written as UTF-8 while they are read.
//!
//! Windows-1252 has no mark. A text is taken for it that has bytes of no UTF-8 and no character of
//! UTF-8 beyond ASCII, if each of these bytes is what Western languages write between ASCII: a
//! letter within a word, a quote, a dash, a sign. One or two such bytes are damage, and stay so;
//! JSON is UTF-8 by its definition.

use std::io::{self, Cursor, Read};

/// So many bytes at the beginning of a text tell its encoding.
const HEAD: u64 = 256 << 10;

/// So many bytes of Windows-1252 are no accident.
const LEAST: usize = 3;

/// An encoding that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
}

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }

    /// That of a text that begins with `head`; `None` for UTF-8 and for what is not known.
    fn of(head: &[u8]) -> Option<Encoding> {
        match head {
            // UTF-32, which begins as UTF-16 does.
            [0xFF, 0xFE, 0, 0, ..] => None,
            [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
            [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
            _ => is_windows_1252(head).then_some(Encoding::Windows1252),
        }
    }
}

/// `text` as UTF-8, and the encoding that it is in if that is another one.
pub(super) fn decoded(mut text: Box<dyn Read + Send>) -> (Box<dyn Read + Send>, Option<Encoding>) {
    let mut head = Vec::new();
    let failed = (&mut text).take(HEAD).read_to_end(&mut head).err();
    let encoding = Encoding::of(&head);
    if let Some(Encoding::Utf16Le | Encoding::Utf16Be) = encoding {
        head.drain(..2);
    }
    let whole = Cursor::new(head).chain(Fails(failed)).chain(text);
    match encoding {
        Some(encoding) => (Box::new(Decoder::new(whole, encoding)), Some(encoding)),
        None => (Box::new(whole), None),
    }
}

/// Fails once if there was an error.
struct Fails(Option<io::Error>);

impl Read for Fails {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Whether a text is in Windows-1252.
fn is_windows_1252(head: &[u8]) -> bool {
    let is_json = matches!(head.trim_ascii_start().first(), Some(b'{' | b'['));
    let (mut at, mut count) = (0, 0);
    while let Err(error) = std::str::from_utf8(&head[at..]) {
        let wrong = at + error.valid_up_to();
        if is_json || !head[at..wrong].is_ascii() {
            return false;
        }
        // The last character of the head may be cut.
        let Some(length) = error.error_len() else { return count >= LEAST };
        if !(wrong..wrong + length).all(|n| is_western(head, n)) {
            return false;
        }
        (at, count) = (wrong + length, count + 1);
    }
    count >= LEAST && head[at..].is_ascii()
}

/// Whether byte `n`, which is beyond ASCII, is one that Western languages write between ASCII.
fn is_western(text: &[u8], n: usize) -> bool {
    let near = |n: Option<usize>| n.and_then(|n| text.get(n)).copied().unwrap_or(b' ');
    let (before, behind) = (near(n.checked_sub(1)), near(Some(n + 1)));
    let is_within = before.is_ascii_alphabetic() && behind.is_ascii_alphabetic();
    let is_near_others = !before.is_ascii() && !behind.is_ascii();
    match character(text[n]) {
        // Letters of Icelandic stand where those of Turkish do.
        'Ð' | 'ð' | 'Þ' | 'þ' | 'Ý' | 'ý' => false,
        '\u{80}'..='\u{9F}' => false,
        _ if is_near_others => false,
        '’' | '\u{AD}' | '–' | '—' => true,
        c => c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'µ') || !is_within,
    }
}

/// What a byte of Windows-1252 means; what it leaves open is a control character.
fn character(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => SIGNS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Reads a text in another encoding as UTF-8.
struct Decoder<R> {
    inner: R,
    encoding: Encoding,
    /// Bytes of the text that are not decoded yet.
    raw: Vec<u8>,
    /// Bytes of UTF-8 that are not handed out yet, from `at` on.
    out: Vec<u8>,
    at: usize,
}

impl<R: Read> Decoder<R> {
    fn new(inner: R, encoding: Encoding) -> Self {
        Decoder { inner, encoding, raw: Vec::new(), out: Vec::new(), at: 0 }
    }

    /// Decodes what is there; at the end, also what is cut.
    fn decode(&mut self, is_end: bool) {
        let mut text = String::new();
        let used = match self.encoding {
            Encoding::Windows1252 => {
                text.extend(self.raw.iter().map(|byte| character(*byte)));
                self.raw.len()
            }
            Encoding::Utf16Le => utf16(&self.raw, u16::from_le_bytes, is_end, &mut text),
            Encoding::Utf16Be => utf16(&self.raw, u16::from_be_bytes, is_end, &mut text),
        };
        self.raw.drain(..used);
        (self.out, self.at) = (text.into_bytes(), 0);
    }
}

/// Writes whole characters of UTF-16; how many bytes they are.
fn utf16(raw: &[u8], unit: fn([u8; 2]) -> u16, is_end: bool, text: &mut String) -> usize {
    let mut units: Vec<u16> = raw.chunks_exact(2).map(|two| unit([two[0], two[1]])).collect();
    if !is_end && units.last().is_some_and(|last| (0xD800..0xDC00).contains(last)) {
        units.pop();
    }
    let whole = char::decode_utf16(units.iter().copied());
    text.extend(whole.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    if is_end && raw.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    if is_end { raw.len() } else { 2 * units.len() }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const STEP: u64 = 64 << 10;
        while self.at == self.out.len() {
            let before = self.raw.len();
            (&mut self.inner).take(STEP).read_to_end(&mut self.raw)?;
            let is_end = self.raw.len() == before;
            self.decode(is_end);
            if is_end && self.out.is_empty() {
                return Ok(0);
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

    fn read(bytes: &[u8]) -> (String, Option<&'static str>) {
        let (mut reader, encoding) = decoded(Box::new(Cursor::new(bytes.to_vec())));
        let mut text = Vec::new();
        reader.read_to_end(&mut text).unwrap();
        (String::from_utf8_lossy(&text).into_owned(), encoding.map(Encoding::name))
    }

    #[test]
    fn utf_16_is_read_in_both_orders_and_cut_anywhere() {
        let text = format!("id,title\n{}", "1,Über 😀 Lampen\n".repeat(20_000));
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(
            read(&[b"\xFF\xFE".to_vec(), little.clone()].concat()),
            (text.clone(), Some("UTF-16"))
        );
        assert_eq!(read(&[b"\xFE\xFF".to_vec(), big].concat()), (text, Some("UTF-16")));
        let cut = [b"\xFF\xFE".to_vec(), little[..41].to_vec()].concat();
        assert!(read(&cut).0.ends_with('\u{FFFD}'));
    }

    #[test]
    fn windows_1252_is_told_by_what_stands_round_its_bytes() {
        let western: [(&[u8], &str); 2] = [
            (b"Caf\xE9, na\xEFve, 20\x9620 \xB0C, \x93so\x94", "Café, naïve, 20–20 °C, “so”"),
            (b"TI  - Stra\xDFe\nAB  - F\xFCr \xC4pfel\n", "TI  - Straße\nAB  - Für Äpfel\n"),
        ];
        for (bytes, text) in western {
            assert_eq!(read(bytes), (text.to_owned(), Some("Windows-1252")));
        }
        let others: [&[u8]; 7] = [
            "Café, naïve, “so”".as_bytes(),
            b"{\"a\": \"Caf\xE9, na\xEFve, caf\xE9\"}",
            b"one caf\xE9 and two caf\xE9",
            b"\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0 \xE8 \xE4\xF0\xF3\xE3\xE8\xE5",
            b"\xC4\xE3\xBA\xC3 \xCA\xC0\xBD\xE7 \xB5\xC6\xB9\xE2",
            b"ma\xB3y g\xB3os w s\xB3owie",
            b"caf\xE9 caf\xE9 caf\xE9 caf\xC3\xA9",
        ];
        for bytes in others {
            assert_eq!(read(bytes).1, None, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
