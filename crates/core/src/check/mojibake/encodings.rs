//! The single-byte encodings that UTF-8 is most often misread as.
//!
//! The Windows encodings are "sloppy": a byte without a character stands for the
//! control character of its number, as it does in browsers, and byte 0x1A for
//! U+FFFD, as a mark of what an earlier program could not decode.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{
    Encoding as Labelled, ISO_8859_2, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

/// The byte that stands for U+FFFD.
const LOST: u8 = 0x1A;

/// One encoding.
pub(super) struct Encoding {
    /// Whether bytes without a character stand for themselves, and [`LOST`] for U+FFFD.
    pub is_sloppy: bool,
    /// Whether it is that of old Macintoshes, in which an en dash is the start of a sequence.
    pub is_macintosh: bool,
    chars: [char; 256],
    bytes: HashMap<char, u8>,
}

/// The encodings, in the order in which they are tried.
pub(super) static ALL: LazyLock<Vec<Encoding>> = LazyLock::new(|| {
    let sloppy =
        [WINDOWS_1252, WINDOWS_1251, WINDOWS_1250, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257];
    let latin_1 = Encoding::new(char::from, false);
    let windows =
        sloppy.into_iter().map(|label| Encoding::new(move |byte| labelled(label, byte), true));
    let last = [
        Encoding::new(|byte| labelled(ISO_8859_2, byte), false),
        Encoding { is_macintosh: true, ..Encoding::new(|byte| labelled(MACINTOSH, byte), false) },
        Encoding::new(cp437, false),
    ];
    std::iter::once(latin_1).chain(windows).chain(last).collect()
});

/// ISO 8859-1, the first that is tried.
pub(super) fn latin_1() -> &'static Encoding {
    &ALL[0]
}

/// Windows-1252, the second.
pub(super) fn windows_1252() -> &'static Encoding {
    &ALL[1]
}

/// Those whose upper half is letters where that of ISO 8859-1 is.
pub(super) fn latin_like() -> &'static [Encoding] {
    &ALL[..7]
}

impl Encoding {
    fn new(char_of: impl Fn(u8) -> char, is_sloppy: bool) -> Self {
        let mut chars: [char; 256] = std::array::from_fn(|byte| char_of(byte as u8));
        if is_sloppy {
            chars[usize::from(LOST)] = char::REPLACEMENT_CHARACTER;
        }
        let bytes = (0..=u8::MAX).map(|byte| (chars[usize::from(byte)], byte)).collect();
        Encoding { is_sloppy, is_macintosh: false, chars, bytes }
    }

    /// The bytes that are read as `text`; `None` if there are none.
    pub(super) fn encode(&self, text: &str) -> Option<Vec<u8>> {
        text.chars().map(|c| self.bytes.get(&c).copied()).collect()
    }

    /// What `byte` is read as.
    pub(super) fn decode(&self, byte: u8) -> char {
        self.chars[usize::from(byte)]
    }
}

/// A byte in an encoding of the Encoding Standard; one without a character stands for itself.
fn labelled(encoding: &'static Labelled, byte: u8) -> char {
    let bytes = [byte];
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
    text.and_then(|text| text.chars().next()).unwrap_or(char::from(byte))
}

/// Code page 437 of the IBM PC (the table of the Unicode Consortium's `CP437.TXT`).
fn cp437(byte: u8) -> char {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";
    byte.checked_sub(128).and_then(|n| UPPER.chars().nth(n.into())).unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        for encoding in ALL.iter() {
            let text: String = (0..=u8::MAX).map(|byte| encoding.decode(byte)).collect();
            let bytes =
                encoding.encode(&text).expect("every character of an encoding has its byte");
            assert_eq!(bytes.iter().map(|byte| encoding.decode(*byte)).collect::<String>(), text);
        }
        assert_eq!(windows_1252().encode("é€"), Some(vec![0xE9, 0x80]));
        assert_eq!(latin_1().encode("€"), None);
    }
}
