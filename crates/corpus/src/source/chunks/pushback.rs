//! A reader whose bytes can be put back, so that the beginning of a file can be looked at.

use std::io::{self, BufRead, BufReader, Read};

/// A buffered reader with bytes in front of it that are read first.
pub(super) struct Pushback {
    front: Vec<u8>,
    /// How many of these have been read.
    at: usize,
    rest: BufReader<Box<dyn Read + Send>>,
}

impl Pushback {
    /// Reads `text`, asking it for `size` bytes at a time.
    pub(super) fn new(size: usize, text: Box<dyn Read + Send>) -> Pushback {
        Pushback { front: Vec::new(), at: 0, rest: BufReader::with_capacity(size, text) }
    }

    /// Puts bytes back in front of what is still to be read.
    pub(super) fn unread(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(&self.front[self.at..]);
        (self.front, self.at) = (bytes, 0);
    }
}

impl Read for Pushback {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.front.len() {
            return self.rest.read(buffer);
        }
        let read = (&self.front[self.at..]).read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Pushback {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.front.len() { Ok(&self.front[self.at..]) } else { self.rest.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        if self.at == self.front.len() {
            return self.rest.consume(count);
        }
        self.at += count;
        if self.at == self.front.len() {
            (self.front, self.at) = (Vec::new(), 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_back_is_read_first_and_once() {
        let mut reader = Pushback::new(2, Box::new(&b"three\nfour"[..]));
        reader.unread(b"two\n".to_vec());
        reader.unread(b"one\n".to_vec());
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).unwrap();
        assert_eq!(line, b"one\n");
        reader.unread(line);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        assert_eq!(text, "one\ntwo\nthree\nfour");
        reader.unread(b"five".to_vec());
        assert_eq!(reader.fill_buf().unwrap(), b"five");
    }
}
