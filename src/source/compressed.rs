//! Compressed inputs: gzip and zstd, also several members in a row, told by their first bytes.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

/// RFC 1952, section 2.3.1.
const GZIP: &[u8] = &[0x1F, 0x8B];

/// RFC 8878, section 3.1.1.
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// The bytes of `reader`, or what is compressed in them.
///
/// # Errors
/// What the operating system says; what is wrong with compressed bytes is said when they are read.
pub fn decompressed(mut reader: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let mut head = Vec::new();
    (&mut reader).take(ZSTD.len() as u64).read_to_end(&mut head)?;
    let (is_gzip, is_zstd) = (head.starts_with(GZIP), head.starts_with(ZSTD));
    let whole = BufReader::new(Cursor::new(head).chain(reader));
    Ok(if is_gzip {
        Box::new(MultiGzDecoder::new(whole))
    } else if is_zstd {
        Box::new(zstd::stream::read::Decoder::with_buffer(whole)?)
    } else {
        Box::new(whole)
    })
}

/// Whether the file at `path` is compressed; not if it cannot be read.
pub fn is_compressed(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(ZSTD.len() as u64).read_to_end(&mut head));
    read.is_ok() && (head.starts_with(GZIP) || head.starts_with(ZSTD))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> io::Result<String> {
        let mut text = String::new();
        decompressed(Box::new(Cursor::new(bytes)))?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn members_in_a_row_are_one_text_and_plain_bytes_are_themselves() {
        let zstd = |text: &str| zstd::encode_all(text.as_bytes(), 3).unwrap();
        assert_eq!(read([gzip("one\n"), gzip("two\n")].concat()).unwrap(), "one\ntwo\n");
        assert_eq!(read([zstd("one\n"), zstd("two\n")].concat()).unwrap(), "one\ntwo\n");
        for plain in ["", "a", "{\"title\":1}"] {
            assert_eq!(read(plain.into()).unwrap(), plain);
        }
    }

    #[test]
    fn a_file_that_was_cut_is_an_error() {
        let whole = gzip(&"text ".repeat(1000));
        assert_eq!(read(whole[..whole.len() / 2].to_vec()).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        let whole = zstd::encode_all("text ".repeat(1000).as_bytes(), 3).unwrap();
        assert!(read(whole[..whole.len() / 2].to_vec()).is_err());
    }
}
