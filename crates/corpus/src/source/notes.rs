//! Texts that stand where an abstract should and are none: addresses, and the notes and rights that
//! catalogues keep beside it.

use std::sync::LazyLock;

use regex::Regex;

/// A longer text, in bytes, is no note, whatever it begins with.
const LONGEST_NOTE: usize = 300;

/// Notes as a whole: what a catalogue says of a copy, of a thesis or of its review.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xis)^\s*(?:
            comments?:\s.*
          | (?:[ivxlc]+,\s*|x,\s*)?(?:pp?\.?|pages?)?\s*\d+(?:\s*[-–]\s*\d+)?\s*
            (?:p|pp|pg|pgs|pages?|leaves|slides|sheets|figures?|figs|tables?|seiten|páginas)\b\.?
            (?:[\s,;:]+(?:and\s+)?(?:\d+\s+)?(?:figures?|figs?|tables?|pages?|ill|illustrations|col|maps?|
                ports|plates|charts|diagrs|cm|\d+|\+|references|appendi\w+)\b\.?)*
          | (?:pp?\.|pages)\s*\d+(?:\s*[-–]\s*\d+)?
          | (?:non[-\s])?peer[-\s]reviewed | not\s+peer[-\s]reviewed | refereed | (?:un)?published
          | (?:inter)?national\s+audience | audience:\s.*
          | (?:the\s+)?(?:version\s+of\s+record|published\s+version|publisher'?s?\s+version
            |submitted\s+version|accepted\s+(?:version|manuscript)|author'?s?\s+(?:accepted\s+)?manuscript
            |post-?print|pre-?print)
          | open\s+access | restricted\s+access | vita | typescript | photocopy | cover\s+title
          | includes?\s+(?:bibliograph|index|abstract|references|vita)\S*(?:\s[^.]*(?:\([^()]*\))?)?
          | bibliography:?\s+(?:p|pp|leaves)\b.*
          | (?:(?:doctoral|master'?s?|bachelor'?s?|phd|ph\.d\.|diploma|degree)\s+)?(?:thesis|dissertation)
            (?:\s*\([^()]*\).*|\s*--.*|,.*)?
          | (?:ph\.?\s?d|m\.?\s?(?:a|s|sc|phil|eng|b\.?a)|b\.?\s?(?:a|s|sc)|d\.?\s?phil|ed\.?\s?d|m\.?\s?d)\.?
          | (?:publisher|source|status|language|format|doi|issn|isbn|keywords?|in):\s.*
          | (?:title\s+from|submitted\s+by|made\s+available\s+(?:in|by|on)|digitized\s+by
            |available\s+(?:at|from|online))\b.*
          | info:eu-repo/\S+ | application/\w+ | (?:journal|conference|review|research)?\s*(?:article|paper)
          | working\s+paper | technical\s+report | n/?a
        )\s*\.?\s*$",
    )
    .expect("a valid expression")
});

/// The beginning of what is said of rights, however long it is.
static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xis)^\s*(?:
            ©|\(c\)\s|copyright\b|all\s+rights\s+reserved|creative\s+commons|licen[cs]ed\s+under|cc[-\s]by\b
          | this\s+(?:work|article|item|document|paper|thesis|publication|is\s+an\s+open[-\s]access)\b
            .{0,80}\b(?:licen[cs]e|creative\s+commons|copyright|rights|protected)
          | (?:the\s+)?(?:author|publisher|copyright)s?\b.{0,60}\b(?:retain|reserve|hold|own)\w*\b.{0,60}\b(?:copyright|rights)
          | permission\s+to\b
        )",
    )
    .expect("a valid expression")
});

/// The beginning of a sentence about a paper, and not of its abstract.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi)^\s*(?:
            (?:paper\s+|also\s+|first\s+|originally\s+)?(?:presented|published|submitted|accepted|printed|delivered)\b
          | (?:this|the)\s+(?:thesis|dissertation|paper|article|work|research|study|publication|version|document|item|file|chapter|book)\s+
            (?:was|is|has\s+been|were)\s+(?:\w+\s+)?(?:presented|published|submitted|accepted|supported|funded|financed|made|part)\b
          | an?\s+(?:thesis|dissertation|paper)\s+(?:submitted|presented)\b
          | (?:funding|funded|supported|financial\s+support|acknowledg|sponsor|see\s+also|note|editors?|authors?|contact|date|version|vol)\b
        )",
    )
    .expect("a valid expression")
});

/// Whether a text is an address and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim();
    let begins =
        |start: &str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    (begins("http://") || begins("https://") || begins("www."))
        && !text.contains(char::is_whitespace)
}

/// Whether a text is a note or a statement of rights, and no abstract.
pub(super) fn is_note(text: &str) -> bool {
    is_address(text) || RIGHTS.is_match(text) || (text.len() <= LONGEST_NOTE && NOTE.is_match(text))
}

/// Whether a text reads as a paragraph of an abstract: at least one sentence of some length, and not one
/// about the paper.
pub(super) fn is_paragraph(text: &str) -> bool {
    const SHORTEST: usize = 60;
    let text = text.trim();
    text.chars().count() >= SHORTEST
        && text.ends_with(['.', '!', '?', '…', ')', '"', '”', '»', '。'])
        && !ASIDE.is_match(text)
        && !is_note(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_abstracts() {
        for note in [
            "Peer reviewed",
            "Peer-reviewed.",
            "International audience",
            "24 pages",
            "24 pages, 3 figures",
            "xi, 210 p. : ill. ; 30 cm",
            "pp. 14-29",
            "Includes bibliographical references (p. 30-34).",
            "Includes index.",
            "Thesis (Ph.D.)--University of the Lamps, 1999.",
            "Doctoral dissertation",
            "M.Sc.",
            "Ph. D.",
            "Version of Record",
            "Accepted manuscript",
            "Comment: 31 pages, two lamps",
            "Comments: to appear",
            "https://lamps.example/a?b=c",
            "www.lamps.example",
            "© 2019 The Lamp Press. All rights reserved.",
            "This work is licensed under a Creative Commons Attribution licence.",
            "Publisher: Lamp Press",
            "info:eu-repo/semantics/article",
            "Made available in DSpace on 2012-01-01.",
        ] {
            assert!(is_note(note), "{note}");
        }
        for text in [
            "Lamps turn by night.",
            "Peer reviewed journals rarely speak of lamps; we count how often.",
            "24 lamps were turned by hand.",
            "Thesis advisers in lamp making were asked for their opinion.",
            "Published lamps are rarer than lamps. We count both of them.",
            "Comment threads on lamps are long.",
            "Copyrights of lamps expire late, and few know when.",
            "Source separation of lamps by colour.",
            "https://lamps.example shows what we found.",
            "Includes of a program are read in turn. We show that few are needed.",
            "Open access to lamps changed the town.",
            "Pages of a book that was read by lamplight were measured.",
            "An article on lamps.",
            "MD simulations of lamps.",
        ] {
            assert!(!is_note(text), "{text}");
        }
    }

    #[test]
    fn paragraphs_are_told_from_sentences_about_a_paper() {
        for text in [
            "We turned the lamps of two streets for a year and counted all who came by on foot.",
            "Methods: the lamps of two streets were turned for a year by four people in turn.",
        ] {
            assert!(is_paragraph(text), "{text}");
        }
        for text in [
            "Lamps turn.",
            "Presented at the fourth meeting of the friends of lamps, held in the old town hall.",
            "This research was supported by the fund for lamps under its programme for streets.",
            "A thesis submitted to the school of lamps in partial fulfilment of its requirements.",
            "Lamps; streets; towns; people who walk; the night; oil; gas; the price of light in town",
        ] {
            assert!(!is_paragraph(text), "{text}");
        }
    }
}
