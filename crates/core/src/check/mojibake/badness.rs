//! Whether a text looks like mojibake.
//!
//! The heuristic of ftfy 6 (`ftfy/badness.py`): the some 400 characters that
//! UTF-8 misread in a single-byte encoding consists of are sorted into classes,
//! and pairs of classes that no language writes next to each other are signs of
//! mojibake: an accented small letter before a currency sign, a control
//! character of the C1 range, `Ã` before a symbol. The classes and the pairs are
//! those of ftfy; what they are for is said beside them.

use std::sync::LazyLock;

use regex::Regex;

/// The classes of characters, as parts of a regular expression's `[…]`.
const CLASSES: &[(&str, &str)] = &[
    // In many contexts at home.
    ("common", r"\x{A0}\x{AD}·´–—―…’"),
    ("c1", r"\x{80}-\x{9F}"),
    // Hardly ever meant.
    ("bad", "¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\u{FFFD}ªº"),
    ("law", "¶§"),
    ("currency", "¢£¥₧€"),
    ("start", "¡«¿©΄΅‘‚“„•‹\u{F8FF}"),
    ("end", "®»˝”›™"),
    ("numeric", "²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№"),
    // Letters of which faces are made.
    ("kaomoji", "Ò-ÖÙ-Üò-öø-üŐŌŪŲ°"),
    ("upper", "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"),
    ("lower", "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ"),
    ("upper_common", "ÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Я"),
    ("lower_common", "α-ωάέήίΰа-џ"),
    // Without the single horizontal line, of which faces are made.
    ("box", "│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓"),
];

/// What is bad, with `{class}` for a class inside of `[…]`.
const SIGNS: &[&str] = &[
    "[{c1}]",
    "[{bad}{lower}{upper}{box}{start}{end}{currency}{numeric}{law}][{bad}]",
    "[a-zA-Z][{lower_common}{upper_common}][{bad}]",
    "[{bad}][{lower}{upper}{box}{start}{end}{currency}{numeric}{law}]",
    "[{lower}{lower_common}{box}{end}{currency}{numeric}][{upper}]",
    "[{box}{end}{currency}{numeric}][{lower}]",
    "[{lower}{box}{end}][{currency}]",
    r"\s[{upper}][{currency}]",
    "[{upper}{box}][{numeric}{law}]",
    "[{lower}{upper}{box}{currency}{end}][{start}][{numeric}]",
    "[{lower}{upper}{currency}{numeric}{box}{law}][{end}][{start}]",
    "[{currency}{numeric}{box}][{start}]",
    "[a-z][{upper}][{start}{currency}]",
    "[{box}][{kaomoji}]",
    "[{lower}{upper}{currency}{numeric}{start}{end}{law}][{box}]",
    "[{box}][{end}]",
    r"[{lower}{upper}][{start}{end}]\w",
    // The ligature stands before plain letters.
    "[Œœ][^A-Za-z]",
    "[{upper}]°",
    // The usual two characters for one of Windows-1252.
    r"[ÂÃÎÐ][€œŠš¢£Ÿž\x{A0}\x{AD}®©°·»{start}{end}–—´]",
    "×[²³]",
    // Arabic in Windows-1252: two letters at least.
    "[ØÙ][{common}{currency}{bad}{numeric}{start}ŸŠ®°µ»][ØÙ][{common}{currency}{bad}{numeric}{start}ŸŠ®°µ»]",
    // Scripts of South Asia in Windows-1252.
    "à[²µ¹¼½¾]",
    // Macintosh.
    "√[±∂†≠®™´≤≥¥µø]",
    "≈[°¢]",
    "‚Ä[ìîïòôúùû†°¢π]",
    "‚[âó][àä°ê]",
    // Punctuation in Windows-1251, and Latin-1 or Cyrillic in it.
    "вЂ",
    "[ВГРС][{c1}{bad}{start}{end}{currency}°µ][ВГРС]",
    "ГўВЂВ.[A-Za-z ]",
    // à, á and the no-break space in Windows-1252.
    r"Ã[\x{A0}¡]",
    r"(?:[a-z]{2}|(?:\W|^)[aI])[ÃÂ][ ]{1,2}[a-zA-Z]",
    // Where it stands alone, `Â` is also an estimate of A: only `à` with what follows it.
    r"[a-z]\sÃ[ ](?:la|les?|un|une|des|partir|travers|quel[ae])(?:\W|$)",
    "^[ÃÂ][ ]",
    "(?:[a-z]{2}[.,]?|[.?!{end}])Â[ {start}{end}]",
    // Punctuation in Windows-1253, and Latin-1 or Greek in it.
    r"β€[™\x{A0}Ά\x{AD}®°]",
    "[ΒΓΞΟ][{c1}{bad}{start}{end}{currency}°][ΒΓΞΟ]",
    // Punctuation in Windows-1257.
    "ā€",
];

static BAD: LazyLock<Regex> = LazyLock::new(|| {
    // No `\b`, which makes the crate leave its fast engines on texts beyond ASCII.
    let mut source = SIGNS.join("|");
    for (name, class) in CLASSES {
        source = source.replace(&format!("{{{name}}}"), class);
    }
    Regex::new(&source).expect("the signs are a regular expression, as the tests show")
});

/// Whether a part of `text` is a sign of mojibake.
pub(super) fn is_bad(text: &str) -> bool {
    !text.is_ascii() && may_be_bad(text) && BAD.is_match(text)
}

/// Every sign has two characters beyond ASCII next to each other, or one of a few.
fn may_be_bad(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(|b| !b.is_ascii()).map(|n| at + n) {
        let end =
            start + bytes[start..].iter().position(u8::is_ascii).unwrap_or(bytes.len() - start);
        let mut chars = text[start..end].chars();
        let first = chars.next();
        if chars.next().is_some()
            || matches!(first, Some('\u{80}'..='\u{9F}' | 'Œ' | 'œ' | 'Ã' | 'Â'))
        {
            return true;
        }
        at = end;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mojibake_is_bad_and_languages_are_not() {
        for text in ["schÃ¶n", "â€œ", "l\u{92}humanitÃ©", "вЂ™", "Ã la", "naÃ¯ve"] {
            assert!(is_bad(text), "{text}");
        }
        for text in [
            "",
            "schön",
            "“naïve” — 25 °C, ±3 µm",
            "Œuvre",
            "Ærøskøbing",
            "α-divergence",
            "O(n²)",
            "Привет",
            "≤ 5 €",
        ] {
            assert!(!is_bad(text), "{text}");
        }
    }
}
