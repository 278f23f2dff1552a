//! The classes of bytes that prose seldom has, and which of them a text holds.
//!
//! Most rules look for damage that holds one of them. Asked once for all rules,
//! the answer costs one pass over the bytes; asked by each, as many as there are
//! rules.

/// The characters, in the order of their bits.
const RARE_BYTES: &[u8; 17] = b"\\{}~`^$<&[|@#_=\n\t";

/// The first bytes of characters beyond ASCII, in groups that scripts and signs share; one bit a
/// group.
const LEADS: [(u8, u8); 11] = [
    (0xC2, 0xC2), // U+0080: signs of Latin-1
    (0xC3, 0xC3), // U+00C0: its letters
    (0xC4, 0xCD), // U+0100: other Latin letters, and marks
    (0xCE, 0xCF), // U+0380: Greek
    (0xD0, 0xDF), // U+0400
    (0xE0, 0xE1), // U+0800
    (0xE2, 0xE2), // U+2000: punctuation and mathematics
    (0xE3, 0xED), // U+3000
    (0xEE, 0xEE), // U+E000: private use
    (0xEF, 0xEF), // U+F000: private use, ligatures, full-width forms, U+FFFD
    (0xF0, 0xF4), // U+10000
];

/// The bits of all characters beyond ASCII.
const BEYOND_ASCII: u32 = ((1 << LEADS.len()) - 1) << RARE_BYTES.len();
/// The bit of the control characters but tab and line feed.
const CONTROL: u32 = 1 << (RARE_BYTES.len() + LEADS.len());

/// The bit of a full stop, a comma, a colon or a semicolon with a letter right behind it, behind a
/// word of more than one letter or a bracket.
const GLUED_STOP: u32 = CONTROL << 1;

/// The bit of the number of a glyph, `(cid:14)`.
const GLYPH_NUMBER: u32 = GLUED_STOP << 1;

/// The bits of each byte.
const BITS: [u32; 256] = {
    let mut bits = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 {
            let mut n = 0;
            while n < LEADS.len() {
                if LEADS[n].0 as usize <= byte && byte <= LEADS[n].1 as usize {
                    bits[byte] = 1 << (RARE_BYTES.len() + n);
                }
                n += 1;
            }
        } else if byte < 0x20 || byte == 0x7F {
            bits[byte] = CONTROL;
        }
        byte += 1;
    }
    let mut n = 0;
    while n < RARE_BYTES.len() {
        bits[RARE_BYTES[n] as usize] = 1 << n;
        n += 1;
    }
    bits
};

/// A set of classes of rare bytes: one of ASCII by itself, or the first bytes of some characters
/// beyond it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByteClasses(u32);

impl ByteClasses {
    /// Every character beyond ASCII.
    pub const BEYOND_ASCII: ByteClasses = ByteClasses(BEYOND_ASCII);
    /// The control characters but tab and line feed.
    pub const CONTROL: ByteClasses = ByteClasses(CONTROL);
    /// A full stop, a comma, a colon or a semicolon with a letter right behind it, behind a word of
    /// more than one letter or a bracket.
    pub const GLUED_STOP: ByteClasses = ByteClasses(GLUED_STOP);
    /// The number of a glyph, as in `(cid:14)`.
    pub const GLYPH_NUMBER: ByteClasses = ByteClasses(GLYPH_NUMBER);

    /// Those among `bytes` that are rare.
    pub fn of(bytes: &[u8]) -> ByteClasses {
        ByteClasses(bytes.iter().fold(0, |bits, byte| bits | BITS[usize::from(*byte)]))
    }

    /// All of the characters from `low` to `high`, if each of them is rare.
    pub fn range(low: char, high: char) -> Option<ByteClasses> {
        let ascii = (low as u32)..=(high as u32).min(0x7F);
        let bits = ascii
            .map(|c| BITS[c as usize])
            .try_fold(0, |all, bits| (bits > 0).then_some(all | bits))?;
        let lead = |c: char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
        let leads = if high.is_ascii() { 0..0 } else { lead(low.max('\u{80}'))..lead(high) + 1 };
        Some(ByteClasses(leads.fold(bits, |all, lead| all | BITS[usize::from(lead)])))
    }

    /// Those that `text` holds.
    pub fn in_text(text: &str) -> ByteClasses {
        let bytes = text.as_bytes();
        let is_glued = has_glued_stop(bytes);
        let has_number = memchr::memmem::find(bytes, b"(cid:").is_some();
        let signs = [(is_glued, ByteClasses::GLUED_STOP), (has_number, ByteClasses::GLYPH_NUMBER)];
        signs
            .into_iter()
            .filter(|(holds, _)| *holds)
            .fold(ByteClasses::of(bytes), |all, (_, sign)| all.or(sign))
    }

    /// Whether two sets share a character.
    pub fn meets(self, other: ByteClasses) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub const fn or(self, other: ByteClasses) -> ByteClasses {
        ByteClasses(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Whether a stop stands between a word, or a bracket, and a letter. That a word has more than one
/// letter leaves out `i.e.`.
///
/// Every byte is compared in the same way, without a branch, so that the compiler compares sixteen
/// at a time.
fn has_glued_stop(bytes: &[u8]) -> bool {
    let is_letter = |byte: u8| ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte >= 0x80);
    let is_in_word = |byte: u8| is_letter(byte) | (byte.wrapping_sub(b'0') < 10) | (byte == b')');
    let is_stop = |byte: u8| (byte == b'.') | (byte == b',') | (byte == b':') | (byte == b';');
    let (Some(stops), Some(behind)) = (bytes.get(2..), bytes.get(3..)) else { return false };
    let glued =
        bytes.iter().zip(stops).zip(behind).map(|((before, stop), behind)| {
            is_in_word(*before) & is_stop(*stop) & is_letter(*behind)
        });
    glued.fold(false, |any, one| any | one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_rare_characters() {
        assert!(ByteClasses::in_text("plain prose, at 5%").is_empty());
        assert!(ByteClasses::in_text(r"86.8\%").meets(ByteClasses::of(br"\")));
        assert!(!ByteClasses::in_text("x^2").meets(ByteClasses::of(b"{}")));
        assert!(
            ByteClasses::in_text("é").meets(ByteClasses::of("ß".as_bytes()))
                && !ByteClasses::in_text("é").meets(ByteClasses::of(&"∼".as_bytes()[..1]))
        );
    }

    #[test]
    fn stops_between_a_word_and_a_letter() {
        let glued = |text: &str| ByteClasses::in_text(text).meets(ByteClasses::GLUED_STOP);
        assert!(
            glued("detection.Both") && glued("(MLP).It") && glued("au dela;é") && glued("ab.c")
        );
        assert!(!glued("i.e. so, e.g., at 3.5") && !glued("a.b") && !glued("") && !glued("end."));
    }

    #[test]
    fn ranges_are_rare_as_a_whole() {
        assert_eq!(
            ByteClasses::range('\u{200B}', '\u{200F}'),
            Some(ByteClasses::of("∼".as_bytes()))
        );
        assert!(
            ByteClasses::range('é', '€')
                .is_some_and(|set| set.meets(ByteClasses::of("ε".as_bytes()))
                    && !set.meets(ByteClasses::of("ﬁ".as_bytes())))
        );
        assert_eq!(ByteClasses::range('\u{1}', '\u{8}'), Some(ByteClasses(CONTROL)));
        assert_eq!(ByteClasses::range('a', 'é'), None);
    }
}
