//! Sentences and their words, as far as checks need them.

/// The sentences of a text: split behind `.`, `!` or `?` where white space and a capital follow.
pub fn split(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut rest = text;
    while let Some(end) = first_end(rest) {
        sentences.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    sentences.push(rest);
    sentences
}

/// The last sentence of a text.
pub fn last(text: &str) -> &str {
    split(text).pop().unwrap_or(text)
}

fn first_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr3(b'.', b'!', b'?', &bytes[at..])? + 1;
        let closed = at + usize::from(matches!(bytes.get(at), Some(b')' | b'"')));
        let behind = text[closed..].trim_start();
        let spaced = text[closed..].starts_with(char::is_whitespace);
        if spaced
            && behind.starts_with(|c: char| c.is_uppercase() || c == '(')
            && !is_abbreviation(&text[..at])
        {
            return Some(closed);
        }
    }
}

/// A stop that ends no sentence: `e.g.`, `et al.`, `J. Smith`.
fn is_abbreviation(head: &str) -> bool {
    const ABBREVIATIONS: &[&str] =
        &["e.g.", "i.e.", "al.", "vs.", "cf.", "Fig.", "Sec.", "Eq.", "Dr.", "resp.", "w.r.t."];
    let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_initial = word.len() == 2 && word.starts_with(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word)
}

/// Words (compounds in one piece), numbers, and every other sign by itself.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let bytes = rest.as_bytes();
        let len = if first.is_ascii_alphabetic() {
            (1..bytes.len())
                .find(|&n| {
                    let inner_hyphen =
                        bytes[n] == b'-' && bytes.get(n + 1).is_some_and(u8::is_ascii_alphabetic);
                    !bytes[n].is_ascii_alphabetic() && !inner_hyphen
                })
                .unwrap_or(bytes.len())
        } else if first.is_ascii_digit() {
            let end = bytes
                .iter()
                .position(|b| !b.is_ascii_digit() && !matches!(b, b'.' | b','))
                .unwrap_or(bytes.len());
            end + usize::from(bytes.get(end) == Some(&b'%'))
        } else {
            first.len_utf8()
        };
        let (token, behind) = rest.split_at(len);
        rest = behind;
        Some(token)
    })
}

/// No address is longer, in bytes: the rest of a longer stretch without white space is not looked
/// at, which in a text without any would be all of it.
const LONGEST_CHUNK: usize = 500;

/// The stretch without white space that ends at byte `end`: a word, an address, a formula.
pub fn chunk_before(text: &str, end: usize) -> &str {
    let from = text.ceil_char_boundary(end.saturating_sub(LONGEST_CHUNK));
    text[from..end].rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// The stretch without white space that begins at byte `start`.
pub fn chunk_behind(text: &str, start: usize) -> &str {
    let to = text.floor_char_boundary(start.saturating_add(LONGEST_CHUNK));
    text[start..to].split(char::is_whitespace).next().unwrap_or_default()
}

/// The letters that end `before`.
pub fn letters_before(before: &str) -> &str {
    &before[before.trim_end_matches(char::is_alphabetic).len()..]
}

/// The letters that begin `behind`.
pub fn letters_behind(behind: &str) -> &str {
    &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())]
}

/// The bytes `start..end` with the ASCII letters that touch them on both sides.
pub fn letters_round(text: &str, start: usize, end: usize) -> (usize, usize) {
    let is_letter = |byte: &&u8| byte.is_ascii_alphabetic();
    let bytes = text.as_bytes();
    let before = bytes[..start].iter().rev().take_while(is_letter).count();
    let behind = bytes[end..].iter().take_while(is_letter).count();
    (start - before, end + behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_before_capitals() {
        assert_eq!(
            split("It works, e.g. Well. (See Fig. 3.) We show v2.0 of it."),
            ["It works, e.g. Well.", "(See Fig. 3.)", "We show v2.0 of it."]
        );
        assert_eq!(last("One. Two"), "Two");
        assert_eq!(last(""), "");
    }

    #[test]
    fn a_place_is_widened_by_the_letters_that_touch_it() {
        assert_eq!(letters_round("a de(1)f! g", 4, 7), (2, 8));
        assert_eq!(letters_round("é-", 2, 3), (2, 3));
        assert_eq!((letters_before("a-dé"), letters_behind("éd-a")), ("dé", "éd"));
        assert_eq!((letters_before("a-"), letters_behind("")), ("", ""));
    }

    #[test]
    fn a_chunk_ends_at_white_space() {
        let text = "see www.é.org/a\u{a0}b";
        assert_eq!(chunk_before(text, 10), "www.é");
        assert_eq!(chunk_behind(text, 10), ".org/a");
        assert_eq!((chunk_before(text, 0), chunk_behind(text, text.len())), ("", ""));
        assert_eq!(chunk_before(&"é".repeat(9000), 18_000).len(), LONGEST_CHUNK);
    }

    #[test]
    fn tokens_keep_compounds_and_numbers() {
        assert_eq!(
            tokens("A well-known (12.5%) é, pre- x").collect::<Vec<_>>(),
            ["A", "well-known", "(", "12.5%", ")", "é", ",", "pre", "-", "x"]
        );
    }
}
