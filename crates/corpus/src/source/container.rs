//! What text lies in: gzip and zstd, also several members in a row, or the pages of Apache Parquet;
//! told by the first bytes; and the encoding of what lies there.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use super::encoding::{self, Encoding};
use super::{Source, parquet, zstd};

/// RFC 1952, section 2.3.1.
const GZIP: &[u8] = &[0x1F, 0x8B];

/// RFC 8878, section 3.1.1.
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// The longest of these.
const MOST_MAGIC: u64 = 4;

/// The most bytes of a Parquet file that is no file of the system, and so has to be read whole.
const MOST_PARQUET: u64 = 1 << 30;

/// What a text lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Nothing: it is there as it is.
    None,
    /// gzip or zstd.
    Compressed,
    /// Parquet.
    Parquet,
}

/// The text of a source as UTF-8.
pub struct Opened {
    /// Its bytes.
    pub text: Box<dyn Read + Send>,
    /// What it lies in.
    pub container: Container,
    /// The encoding that it is written in, if that is not UTF-8.
    pub encoding: Option<Encoding>,
}

/// The text of a source, and what it lies in.
///
/// # Errors
/// Returns an I/O error if the file cannot be opened; one of wrong compressed bytes comes when they
/// are read.
pub fn open(source: &Source) -> io::Result<Opened> {
    let mut reader = source.open()?;
    let mut head = Vec::new();
    (&mut reader).take(MOST_MAGIC).read_to_end(&mut head)?;
    if head.starts_with(parquet::MAGIC) {
        return rows(source, head, reader).map(|text| Opened {
            text,
            container: Container::Parquet,
            encoding: None,
        });
    }
    let (text, container) = unwrapped(head, reader)?;
    let (text, encoding) = encoding::decoded(text);
    Ok(Opened { text, container, encoding })
}

/// What comes behind `head` in `reader`, or what is compressed in both.
fn unwrapped(
    head: Vec<u8>,
    reader: impl Read + Send + 'static,
) -> io::Result<(Box<dyn Read + Send>, Container)> {
    let (is_gzip, is_zstd) = (head.starts_with(GZIP), head.starts_with(ZSTD));
    let whole = BufReader::new(Cursor::new(head).chain(reader));
    Ok(if is_gzip {
        (Box::new(Explained(MultiGzDecoder::new(whole))), Container::Compressed)
    } else if is_zstd {
        (zstd::reader(whole)?, Container::Compressed)
    } else {
        (Box::new(whole), Container::None)
    })
}

/// Says of an error in compressed bytes what can be done.
struct Explained<R>(R);

impl<R: Read> Read for Explained<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let is_of_bytes = matches!(
                error.kind(),
                io::ErrorKind::InvalidInput
                    | io::ErrorKind::InvalidData
                    | io::ErrorKind::UnexpectedEof
            );
            if !is_of_bytes {
                return error;
            }
            let advice = "this compressed file was cut, or other bytes stand within or behind it; \
                          fetch or make it again";
            io::Error::new(error.kind(), format!("{error}: {advice}"))
        })
    }
}

/// The rows of a Parquet file. Its table of contents is at its end: what cannot be read from there
/// is read whole.
fn rows(source: &Source, mut head: Vec<u8>, reader: impl Read) -> io::Result<Box<dyn Read + Send>> {
    if let Some(path) = source.path()
        && path.is_file()
    {
        return parquet::lines_of_file(File::open(path)?);
    }
    reader.take(MOST_PARQUET).read_to_end(&mut head)?;
    if head.len() as u64 > MOST_PARQUET {
        return Err(io::Error::other(format!(
            "a Parquet table of more than {MOST_PARQUET} bytes is read from a file only"
        )));
    }
    parquet::lines_of_bytes(head)
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
        unwrapped(bytes, io::empty())?.0.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn members_in_a_row_are_one_text_and_plain_bytes_are_themselves() {
        assert_eq!(read([gzip("one\n"), gzip("two\n")].concat()).unwrap(), "one\ntwo\n");
        for plain in ["", "a", "{\"title\":1}"] {
            assert_eq!(read(plain.into()).unwrap(), plain);
        }
    }

    #[test]
    fn a_file_that_was_cut_is_an_error() {
        let whole = gzip(&"text ".repeat(1000));
        let error = read(whole[..whole.len() / 2].to_vec()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        let followed = [whole, b"more".to_vec()].concat();
        for error in [error, read(followed).unwrap_err()] {
            assert!(error.to_string().contains("fetch or make it again"), "{error}");
        }
    }

    #[cfg(feature = "zstd")]
    #[test]
    fn zstd_has_members_and_can_be_cut_as_well() {
        let zstd = |text: &str| ::zstd::encode_all(text.as_bytes(), 3).unwrap();
        assert_eq!(read([zstd("one\n"), zstd("two\n")].concat()).unwrap(), "one\ntwo\n");
        let whole = zstd(&"text ".repeat(1000));
        assert!(read(whole[..whole.len() / 2].to_vec()).is_err());
    }

    #[cfg(not(feature = "zstd"))]
    #[test]
    fn a_build_without_zstd_says_so() {
        assert!(read(ZSTD.to_vec()).unwrap_err().to_string().contains("--features zstd"));
    }
}
