//! Two signs that look like one misread letter, and are what they look like.

use crate::edit::Edit;

/// Whether the signs that an edit would read as one letter are a unit or a symbol with its power
/// (`1204 Å³`, `Ø±0.05`), or a capital at the end of a word with the mark of a footnote or a closing
/// quote (`JOSÉ¹`, `“MAÇÃ”`). No letter goes on behind either.
pub(super) fn is_meant(text: &str, edit: &Edit) -> bool {
    let mut signs = text[edit.start..].char_indices();
    let (Some((_, letter)), Some((at, sign))) = (signs.next(), signs.next()) else { return false };
    let end = edit.start + at + sign.len_utf8();
    let before = text[..edit.start].chars().next_back();
    let stands_alone = before.is_none_or(|c| !c.is_alphabetic());
    let ends_capitals = before.is_some_and(char::is_uppercase);
    let is_power = matches!(sign, '¹' | '²' | '³' | '±');
    let is_closed = matches!(sign, '”' | '’' | '»' | '“');
    let is_quoted = matches!(before, Some('“' | '‘' | '«' | '„'));
    edit.end <= end
        && letter.is_uppercase()
        && !text[end..].starts_with(char::is_alphabetic)
        && (is_power && (stands_alone || ends_capitals)
            || is_closed && (ends_capitals || is_quoted))
}

#[cfg(test)]
mod tests {
    use super::super::Mojibake;

    #[test]
    fn signs_that_are_meant_stay() {
        for text in [
            "a cell of 1204 Å³",
            "an area of 12,400 Å² and 0.3 e/Å³",
            "a bond of 5 Å±0.1",
            "holes of Ø±0.05 mm",
            "by JOSÉ¹, ANDRÉ² and RENÉ³",
            "“MAÇÃ” e “IRMÃ”",
            "the letter “Â” of “QUÂ”",
            "„Ð“ og „Þ“",
            "(Å²) of it",
            "Ø³ and Ø²",
        ] {
            assert!(Mojibake {}.hits_in(text).is_empty(), "{text}");
        }
        for text in [
            "schÃ¶n",
            "FRANÃ‡OIS",
            "Ã la mode",
            "ANTÃ”NIO",
            "Å‚uk",
            "caf\u{c3}\u{83}\u{c2}\u{a9}",
            "â‰¤ 3",
            "GÃœNTER",
            "naÃ¯f",
            "Â°C",
        ] {
            assert!(!Mojibake {}.hits_in(text).is_empty(), "{text}");
        }
    }
}
