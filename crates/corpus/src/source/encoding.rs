//! Texts in another encoding than UTF-8: told by their first bytes (`told`), and written as UTF-8
//! while they are read.

mod told;

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

/// So many bytes at the beginning of a text tell its encoding.
const HEAD: u64 = 256 << 10;

/// Another encoding than UTF-8, of those that browsers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// The byte order mark of UTF-8, which also stands in front of lines where files were put together.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

impl Encoding {
    /// Its name.
    pub fn name(self) -> Cow<'static, str> {
        match self.0.name() {
            "UTF-16LE" | "UTF-16BE" => "UTF-16".into(),
            name => name.replace("windows", "Windows").into(),
        }
    }
}

/// `text` as UTF-8, and the encoding that it is in if that is another one.
pub(super) fn decoded(mut text: Box<dyn Read + Send>) -> (Box<dyn Read + Send>, Option<Encoding>) {
    let mut head = Vec::new();
    let failed = (&mut text).take(HEAD).read_to_end(&mut head).err();
    let is_whole = (head.len() as u64) < HEAD;
    let own = told::encoding(&head, is_whole);
    if own.is_some() && (head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF")) {
        head.drain(..2);
    }
    let may_be_utf_8 = own.is_some() && head.is_ascii();
    let whole = Cursor::new(head).chain(Fails(failed)).chain(text);
    match own {
        Some(own) => (Box::new(Decoder::new(whole, own, may_be_utf_8)), Some(Encoding(own))),
        None => (Box::new(whole), None),
    }
}

/// Fails once if there was an error.
pub(super) struct Fails(pub Option<io::Error>);

impl Read for Fails {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Reads a text in another encoding as UTF-8, with U+FFFD for what means nothing there.
struct Decoder<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    /// Whether nothing but ASCII was read of a text that declares another encoding: if UTF-8
    /// follows, it is that.
    may_be_utf_8: bool,
    /// Bytes of UTF-8 that are not handed out yet, from `at` on.
    out: Vec<u8>,
    at: usize,
    /// What reading failed with behind these.
    failed: Option<io::Error>,
    is_done: bool,
}

impl<R: Read> Decoder<R> {
    fn new(inner: R, own: &'static encoding_rs::Encoding, may_be_utf_8: bool) -> Self {
        let decoder = own.new_decoder_without_bom_handling();
        let (out, at, failed, is_done) = (Vec::new(), 0, None, false);
        Decoder { inner, decoder, may_be_utf_8, out, at, failed, is_done }
    }

    /// Decodes what comes next; at the end, also what is cut.
    fn decode(&mut self) {
        const STEP: u64 = 64 << 10;
        let mut raw = Vec::new();
        self.failed = (&mut self.inner).take(STEP).read_to_end(&mut raw).err();
        self.is_done = raw.is_empty() && self.failed.is_none();
        if self.may_be_utf_8 && !raw.is_ascii() {
            self.may_be_utf_8 = false;
            if std::str::from_utf8(&raw).err().is_none_or(|error| error.error_len().is_none()) {
                self.decoder = encoding_rs::UTF_8.new_decoder_without_bom_handling();
            }
        }
        let most = self.decoder.max_utf8_buffer_length(raw.len()).unwrap_or_default();
        let mut text = String::with_capacity(most);
        // All of it fits: so much is reserved as can be needed.
        let _ = self.decoder.decode_to_string(&raw, &mut text, self.is_done);
        (self.out, self.at) = (text.into_bytes(), 0);
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() {
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
            if self.is_done {
                return Ok(0);
            }
            self.decode();
        }
        let length = buffer.len().min(self.out.len() - self.at);
        buffer[..length].copy_from_slice(&self.out[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
