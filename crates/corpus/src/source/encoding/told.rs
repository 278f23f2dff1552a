//! What tells the encoding of a text: a mark, what the text declares, or its letters.
//!
//! What is UTF-8 is nothing else, whatever it declares. Letters are weighed by `chardetng`, which
//! browsers use for pages that declare nothing. It always has an answer, so what comes out must also
//! read as a text does: no control characters, no signs or capitals within words. One or two bytes
//! that are no UTF-8 are damage, and stay so; JSON is UTF-8 by its definition.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding};
use regex::bytes::Regex;

use crate::source::foreign::Foreign;

/// So many places of another encoding are no accident.
const LEAST: usize = 3;

/// A declaration stands within so many bytes.
const DECLARED_WITHIN: usize = 4096;

/// Encodings that write a letter with several bytes: two of these may look like one of UTF-8.
static OF_SEVERAL_BYTES: [&Encoding; 6] = [
    encoding_rs::GBK,
    encoding_rs::GB18030,
    encoding_rs::BIG5,
    encoding_rs::EUC_JP,
    encoding_rs::SHIFT_JIS,
    encoding_rs::EUC_KR,
];

/// Where a text says its encoding: `<?xml encoding="…"?>`, `<meta charset="…">` in either form, and
/// `% Encoding: …` of BibTeX.
static DECLARATIONS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        r#"(?-u)^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)"#,
        r#"(?i-u)^\s*<(?:[^>]*>[^<]*<)*?meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)"#,
        r"(?im-u)\A\s*(?:%.*\n)*?%.*\bencoding:\s*([\w.:-]+)",
    ]
    .map(|text| Regex::new(text).expect("a valid expression"))
});

/// The encoding of a text that begins with `head`, and is no more if it `is_whole`; `None` for UTF-8
/// and for what is not known.
pub(super) fn encoding(head: &[u8], is_whole: bool) -> Option<&'static Encoding> {
    match head {
        // UTF-32, which begins as UTF-16 does.
        [0xFF, 0xFE, 0, 0, ..] => return None,
        [0xFF, 0xFE, ..] => return Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(encoding_rs::UTF_16BE),
        _ if Foreign::of_bytes(head).is_some() => return None,
        _ => {}
    }
    if let Some(unmarked) = unmarked_utf_16(head, is_whole) {
        return Some(unmarked);
    }
    let Beyond { utf_8, others } = Beyond::ascii(head);
    let declared = || declared(head).filter(|own| *own != encoding_rs::UTF_8);
    match (utf_8, others) {
        (0, 0) if !is_whole => declared(),
        (_, 0) => None,
        // UTF-8 with damage.
        (utf_8, others) if utf_8 > others => None,
        _ => declared()
            .filter(|own| decoded(own, head, is_whole).is_some())
            .or_else(|| guessed(head, is_whole)),
    }
}

/// The encoding that a text says it is in.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(DECLARED_WITHIN)];
    let name = DECLARATIONS.iter().find_map(|form| form.captures(head))?;
    // Java has `ISO8859_1`.
    let name = String::from_utf8_lossy(&name[1]).replace('_', "-");
    let own = Encoding::for_label_no_replacement(name.as_bytes())
        .or_else(|| Encoding::for_label_no_replacement(name.replace('-', "_").as_bytes()))?;
    // Where the name can be read, the text is in neither of these.
    (![encoding_rs::UTF_16LE, encoding_rs::UTF_16BE].contains(&own)).then_some(own)
}

/// UTF-16 without a mark: every other byte of what is ASCII is zero, the first ones too.
fn unmarked_utf_16(head: &[u8], is_whole: bool) -> Option<&'static Encoding> {
    let is_text = |byte: u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    let (own, zero) = match *head {
        [first, 0, ..] if is_text(first) => (encoding_rs::UTF_16LE, 1),
        [0, first, ..] if is_text(first) => (encoding_rs::UTF_16BE, 0),
        _ => return None,
    };
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (expected, others) = (zeros(zero), zeros(1 - zero));
    let is_one = expected >= LEAST && others * 4 <= expected && expected * 8 >= head.len() / 2;
    let whole = if is_whole { head } else { &head[..head.len() & !1] };
    (is_one && decoded(own, whole, false).is_some()).then_some(own)
}

/// What stands beyond ASCII in a text.
struct Beyond {
    /// Characters of UTF-8.
    utf_8: usize,
    /// Sequences of bytes that are none.
    others: usize,
}

impl Beyond {
    fn ascii(head: &[u8]) -> Beyond {
        let (mut at, mut utf_8, mut others) = (0, 0, 0);
        let characters = |text: &[u8]| text.iter().filter(|byte| **byte >= 0xC0).count();
        while let Err(error) = std::str::from_utf8(&head[at..]) {
            let wrong = at + error.valid_up_to();
            utf_8 += characters(&head[at..wrong]);
            // The last character of the head may be cut.
            let Some(length) = error.error_len() else {
                return Beyond { utf_8, others };
            };
            others += 1;
            at = wrong + length;
        }
        Beyond { utf_8: utf_8 + characters(&head[at..]), others }
    }
}

/// The encoding that the letters of a text are most likely of.
fn guessed(head: &[u8], is_whole: bool) -> Option<&'static Encoding> {
    let is_json = matches!(head.trim_ascii_start().first(), Some(b'{' | b'['));
    let Beyond { utf_8, others } = Beyond::ascii(head);
    if is_json || others < LEAST {
        return None;
    }
    let text = |own| decoded(own, head, is_whole);
    let fits = |own| text(own).is_some_and(|text| reads_well(&text));
    // Texts in English have signs (`°`, `±`, quotes) and no letters, which say nothing else.
    if is_of_signs(head) {
        return fits(encoding_rs::WINDOWS_1252).then_some(encoding_rs::WINDOWS_1252);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, is_whole);
    let own = detector.guess(None, Utf8Detection::Deny);
    if OF_SEVERAL_BYTES.contains(&own) {
        return text(own).is_some_and(|text| reads_as_east_asian(&text)).then_some(own);
    }
    let all = [own, encoding_rs::ISO_8859_15, encoding_rs::MACINTOSH];
    let own = all.into_iter().find(|own| fits(own))?;
    // In other scripts two letters may look like one of UTF-8; in Latin that is UTF-8 among others.
    let may_look_so = || text(own).is_some_and(|text| is_of_another_script(&text));
    (utf_8 == 0 || (utf_8 * 50 <= others && may_look_so())).then_some(own)
}

/// Whether most of what stands beyond ASCII in a text are letters beyond Latin.
fn is_of_another_script(text: &str) -> bool {
    let beyond = text.chars().filter(|c| !c.is_ascii());
    beyond.clone().filter(|c| *c >= '\u{370}' && c.is_alphabetic()).count() * 2 > beyond.count()
}

/// Whether all that stands beyond ASCII would be signs in Windows-1252.
fn is_of_signs(head: &[u8]) -> bool {
    let is_sign = |byte: u8| !matches!(byte, 0x80..=0x84 | 0x88..=0x90 | 0x98..=0x9F | 0xC0..);
    head.iter().all(|byte| byte.is_ascii() || is_sign(*byte))
}

/// `head` as a text in an encoding; `None` if it has bytes that mean nothing there.
fn decoded(own: &'static Encoding, head: &[u8], is_whole: bool) -> Option<String> {
    let mut decoder = own.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(head.len())?);
    let (result, _) = decoder.decode_to_string_without_replacement(head, &mut text, is_whole);
    (result == DecoderResult::InputEmpty && !text.contains('\0')).then_some(text)
}

/// Whether most of what stands beyond ASCII in a text is written in East Asia, and not by single
/// characters.
fn reads_as_east_asian(text: &str) -> bool {
    let is_one = |c: char| ('\u{2E80}'..'\u{E000}').contains(&c) || c >= '\u{F900}';
    let all = text.chars().filter(|c| !c.is_ascii()).count();
    let pairs = text.chars().zip(text.chars().skip(1));
    let in_a_row = pairs.filter(|(one, next)| is_one(*one) && is_one(*next)).count();
    reads_well(text) && in_a_row * 2 > all
}

/// Whether what stands beyond ASCII in a text stands where letters and signs do.
fn reads_well(text: &str) -> bool {
    let (mut all, mut odd) = (0_usize, 0_usize);
    let (mut before, mut run) = (' ', 0);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        run = if is_latin(c) && !c.is_ascii() { run + 1 } else { 0 };
        if !c.is_ascii() {
            let is_wrong = is_odd(before, c, letters.peek().copied().unwrap_or(' '));
            all += 1;
            odd += usize::from(is_wrong || run >= LONGEST_RUN);
        }
        before = c;
    }
    odd * 20 <= all
}

/// So many Latin letters beyond ASCII stand in a row in no language.
const LONGEST_RUN: usize = 7;

/// Signs that stand within words, or at their ends beside others.
const WITHIN_WORDS: &str = "’‘“”„–—·´\u{AD}…°²³¹™®©«»‹›";

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{250}'
}

/// Whether a character is no one that is written between those beside it.
fn is_odd(before: char, c: char, behind: char) -> bool {
    let is_sign = |c: char| !c.is_alphabetic() && !c.is_ascii() && c < '\u{2150}';
    let is_near = |c: char| is_latin(c) || is_sign(c) && !c.is_whitespace();
    let is_beside_ascii = before.is_ascii_alphabetic() || behind.is_ascii_alphabetic();
    match c {
        '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' => true,
        _ if c.is_whitespace() || WITHIN_WORDS.contains(c) => false,
        _ if is_latin(c) => c.is_uppercase() && before.is_lowercase() && is_latin(before),
        // A word is written in one script.
        '\u{370}'..='\u{52F}' => is_beside_ascii,
        _ if is_sign(c) => {
            is_near(before) && is_near(behind) && (is_latin(before) || is_latin(behind))
        }
        _ => false,
    }
}
