//! Accents in TeX's spelling: a mark and a letter become one character.
//!
//! The marks are those of plain TeX (D. E. Knuth, *The TeXbook*, chapter 9). A
//! combination that Unicode has no single character for is left alone: then it
//! was none. `author\'s` is an apostrophe that some program escaped.

use std::cell::OnceCell;

use unicode_normalization::UnicodeNormalization;

use super::apostrophes::{self, Acute, Acutes};
use super::letters::{self, Place, unbraced};
use crate::check::Hit;
use crate::edit::Edit;
use crate::lexicon;
use crate::math::{marks, syntax};
use crate::span::Span;
use crate::text::sentence;

/// A hit on the word round each accent.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let acutes = Acutes::of(text);
    let quotes = OnceCell::new();
    let has_closing = || *quotes.get_or_init(|| has_closing_quote(text));
    let accents = text
        .match_indices('\\')
        .filter(|(at, _)| !(may_open_quote(text, *at) && has_closing()))
        .filter_map(|(at, _)| accent(text, at, &acutes));
    accents
        .chain(text.match_indices(SPACING).filter_map(|(at, mark)| spacing(text, at, mark)))
        .filter_map(|(start, end, written)| {
            let span = Span::new(text, start, end)?;
            Some(Hit {
                edits: written.into_iter().map(|written| Edit::new(span, written)).collect(),
                ..Hit::at(word_round(text, start, end)?)
            })
        })
        .collect()
}

/// Accents with a width of their own, as extraction from a page leaves them beside their letter.
const SPACING: [char; 7] = ['¨', '´', 'ˇ', '˘', '˝', '¸', 'ˆ'];

/// `Schr¨odinger`, `L´evy`, `na¨ıve`: the accent stands before its letter, in a name or a word.
fn spacing(text: &str, at: usize, mark: &str) -> Option<Place> {
    let (before, behind) = (&text[..at], &text[at + mark.len()..]);
    let (last, next) = (before.chars().next_back()?, behind.chars().next()?);
    if mark == "´" && apostrophes::is_english(before, behind) {
        return Some((at, at + mark.len(), Some("'".to_owned())));
    }
    let combining = marks::of_sign(mark.chars().next()?)?;
    if mark == "ˇ" && ends_in_head(before) && next.is_lowercase() {
        return caron_of_head(text, at, mark);
    }
    let is_vowel = |c: char| "aeiouyAEIOUYı".contains(c);
    let takes = match mark {
        "ˇ" => "cszrnCSZR".contains(next) || next == 'e' && !"cszr".contains(last),
        "¸" => "csCS".contains(next),
        // Also an apostrophe (`don´t`, `l´objet`), or the accent of the letter before it.
        _ => is_vowel(next) && !is_vowel(last),
    } || mark == "¨" && next == 'ı';
    let letter = if next == 'ı' { 'i' } else { next };
    let composed: String = [letter, combining].iter().collect::<String>().nfc().collect();
    let word = word_round(text, at, at + mark.len())?;
    let plain: String = word
        .slice(text)
        .chars()
        .filter(|c| !SPACING.contains(c))
        .map(|c| if c == 'ı' { 'i' } else { c })
        .collect();
    let is_name = lexicon::is_known(&plain.to_lowercase())
        || lexicon::is_name(&plain)
        || lexicon::knows(&plain);
    let is_apostrophe = mark == "´" && apostrophes::may_be_apostrophe(before, behind);
    let is_of_word = !next.is_uppercase() || !plain.contains(char::is_lowercase);
    let is_title =
        plain.starts_with(char::is_uppercase) && plain.len() > 3 && mark != "´" && mark != "ˆ";
    let is_one = composed.chars().count() == 1;
    let fits = takes && !is_apostrophe && is_of_word && last.is_alphabetic() && is_one;
    // `pˆi` is a hat.
    (fits && plain.len() > 3 && (is_name || is_title))
        .then(|| (at, at + mark.len() + next.len_utf8(), Some(composed)))
}

/// Whether a text ends in a capital that bears a caron, at the head of a word.
fn ends_in_head(before: &str) -> bool {
    let mut letters = before.chars().rev();
    letters.next().is_some_and(|c| "CSZR".contains(c))
        && letters.next().is_none_or(|c| !c.is_alphabetic())
}

/// `Cˇech`: the caron of the capital before it, which was set at its height.
fn caron_of_head(text: &str, at: usize, mark: &str) -> Option<Place> {
    let word = word_round(text, at, at + mark.len())?;
    let capital = text[..at].chars().next_back()?;
    let composed: String = [capital, '\u{30c}'].iter().collect::<String>().nfc().collect();
    let place = (at - capital.len_utf8(), at + mark.len(), Some(composed));
    (word.slice(text).chars().count() > 4).then_some(place)
}

/// The range that spells an accented letter, from the backslash at `at`, and the letter.
fn accent(text: &str, at: usize, acutes: &Acutes<'_>) -> Option<Place> {
    // `\\"so\\"`: a backslash that another one escapes.
    if text[..at].ends_with('\\') {
        return None;
    }
    let rest = &text[at + 1..];
    let mark = rest.chars().next()?;
    if let Some(letter) = letters::letter(text, at) {
        return Some(letter).filter(|(start, ..)| !bears_an_accent(&text[..*start]));
    }
    let combining = marks::of_tex(mark)?;
    let by_letter = mark.is_ascii_alphabetic();
    let behind = &rest[1..];
    let is_acute = mark == '\'' && behind.starts_with(char::is_alphabetic);
    let acute = if is_acute { acutes.escaped(at) } else { Acute::Accent };
    if acute == Acute::Apostrophe {
        return Some((at, at + 2, Some("'".to_owned())));
    }
    let blank = || behind_blank(&text[..at], behind).filter(|_| by_letter);
    let (letter, len) = argument(behind, by_letter).or_else(blank)?;
    let composed: String = [letter, combining].iter().collect::<String>().nfc().collect();
    if composed.chars().count() != 1 || text[..at].ends_with('/') {
        return None;
    }
    // `\.txt` of a regular expression is no dot on a letter, unless a name begins with it.
    if mark == '.' && letter.is_ascii_lowercase() && !behind.starts_with('{') {
        return None;
    }
    let (start, end) = unbraced(text, at, at + 2 + len);
    let may_be_accent = acute == Acute::Accent && !is_before_a_word(text, at, behind);
    Some((start, end, may_be_accent.then_some(composed)))
}

/// Whether what stands behind `before` is the letter of an accent: `\'{\i}`, `\v{\j}`.
fn bears_an_accent(before: &str) -> bool {
    let mark = before.chars().next_back().filter(|mark| marks::of_tex(*mark).is_some());
    mark.is_some_and(|mark| before[..before.len() - mark.len_utf8()].ends_with('\\'))
}

/// An escaped quote, or the accent of a letter.
const QUOTE: &str = "\\\"";

/// Whether the `\"` at byte `at` may open a quotation: it stands before a word, and not within one.
fn may_open_quote(text: &str, at: usize) -> bool {
    text[at..].starts_with(QUOTE)
        && !text[at + QUOTE.len()..].starts_with('{')
        && !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '{')
}

/// Whether a `\"` of the text stands behind a word, where no accent can: all those before words are
/// quotes then.
fn has_closing_quote(text: &str) -> bool {
    text.match_indices(QUOTE).any(|(at, _)| {
        let behind = text[at + QUOTE.len()..].chars().next();
        text[..at].ends_with(|c: char| c.is_alphanumeric() || ".,;:!?)".contains(c))
            && behind.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c))
    })
}

/// Whether the mark at byte `at` may be a quote: what stands behind it is a common word of English,
/// and nothing touches it in front.
fn is_before_a_word(text: &str, at: usize, behind: &str) -> bool {
    /// In letters.
    const SHORTEST: usize = 3;
    let word = sentence::letters_behind(behind);
    text[at + 1..].starts_with('"')
        && word.len() >= SHORTEST
        && text[..at].ends_with(|c: char| c.is_whitespace() || "(-".contains(c))
        && lexicon::frequency(&word.to_lowercase()) >= lexicon::COMMON
}

/// The letter behind the blank of a mark that is a letter, within a word: `Fran\c cois`, `Szeg\H o`.
fn behind_blank(before: &str, behind: &str) -> Option<(char, usize)> {
    let letter = behind.strip_prefix(' ')?.chars().next().filter(char::is_ascii_lowercase)?;
    (sentence::letters_before(before).chars().count() >= 2).then_some((letter, 2))
}

/// The letter that a mark is put on, and how many bytes spell it: `e`, `{e}`, `{\i}`, and `\i` with
/// the blank or the empty group that ends its name. A mark that is a letter needs braces.
fn argument(behind: &str, needs_braces: bool) -> Option<(char, usize)> {
    let (inner, braces) = match behind.strip_prefix('{') {
        Some(inner) => (inner, 2),
        None if needs_braces => return None,
        None => (behind, 0),
    };
    let (letter, len) = match inner.strip_prefix('\\') {
        Some(dotless) if matches!(syntax::name(dotless), "i" | "j") => {
            let ends = [" ", "{}"].into_iter().find(|end| dotless[1..].starts_with(end));
            let ended = ends.filter(|_| braces == 0).map_or(0, str::len);
            (dotless.chars().next()?, 2 + ended)
        }
        _ => (inner.chars().next().filter(char::is_ascii_alphabetic)?, 1),
    };
    let closed = braces == 0 || inner[len..].starts_with('}');
    closed.then_some((letter, len + braces))
}

fn word_round(text: &str, start: usize, end: usize) -> Option<Span> {
    let is_part = |c: char| c.is_alphabetic();
    let start = text[..start]
        .rfind(|c| !is_part(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[end..].find(|c| !is_part(c)).map_or(text.len(), |len| end + len);
    Span::new(text, start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn repaired(text: &str) -> String {
        hit::repaired(text, hits(text))
    }

    #[test]
    fn every_spelling_of_an_accent() {
        assert_eq!(
            repaired(r#"Fr\'echet R\'{e}nyi H{\"o}lder Schr\"{o}dinger"#),
            "Fréchet Rényi Hölder Schrödinger"
        );
        assert_eq!(
            repaired(r"Fran\c{c}ois {\'E}cole Mat\v{e}j Erd\H{o}s"),
            "François École Matěj Erdős"
        );
        assert_eq!(
            repaired(r"S{\o}ren \O{}rsted na\'{\i}ve Stra{\ss}e {\L}ukasz"),
            "Søren Ørsted naíve Straße Łukasz"
        );
    }

    #[test]
    fn letters_with_commands_of_their_own_belong_to_words() {
        for (text, expected) in [
            (r"S\o ren K\o{}ge, {\O}re, \O re and \AE ther", "Søren Køge, Øre, Øre and Æther"),
            (r"W\l adys\l aw of {\L}ask", "Władysław of Łask"),
            (r"Malm\o, Stra\ss e, gro\ss e; \S 12, \S~7", "Malmø, Straße, große; §12, §~7"),
        ] {
            assert_eq!(repaired(text), expected);
        }
        for (text, expected) in [
            (r"at 1215\AA\ and 656.3\,\AA, of 7 \AA.", r"at 1215Å and 656.3\,Å, of 7 Å."),
            (r"2 \AA resolution, 5\AA{} or 3 \AA-wide", "2 Å resolution, 5Å or 3 Å-wide"),
            (r"mJy/\AA and 9 \AA$^{-1}$, {\AA}bo", "mJy/Åand 9 Å$^{-1}$, Åbo"),
            (r"the \o\ and \ss\ of", "the ø and ß of"),
            (r"Malm\o\ and \O{}, \S 4 and 5", "Malmø and Ø, §4 and 5"),
        ] {
            assert_eq!(repaired(text), expected);
        }
        for text in [
            r"V\S is a clique", r"the cut H(G)\S of", r"M\L and Y\O are", r"(NP\S)/NP", r"X\AE",
            r"7 mg\L of it", r"g\l Hb", r"w\o drugs", r"31 y\o men", r"the class \S matches",
            r"a\i is", r"C:\O\S\P", r"Users\S", r"\o -> x", r"p\l",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn accents_with_a_width_of_their_own() {
        assert_eq!(
            repaired(
                "Schr¨odinger, L´evy, R´enyi, G¨odel, M¨obius, Cram´er, na¨ıve, Poincar´e's, Fran¸cois, Koˇsice"
            ),
            "Schrödinger, Lévy, Rényi, Gödel, Möbius, Cramér, naïve, Poincaré's, François, Košice"
        );
        assert_eq!(
            repaired("don´t, the author´s, you´re, we´ll, the EU´s"),
            "don't, the author's, you're, we'll, the EU's"
        );
        assert_eq!(repaired("Cˇernak, Sˇtefan and Zˇizˇek"), "Černak, Štefan and Žizˇek");
        assert_eq!(repaired("SCHR¨ODINGER, R´ENYI, GARC´IA"), "SCHRÖDINGER, RÉNYI, GARCÍA");
        for text in [
            "L´Oréal", "D´Annunzio", "D´Artagnan", "Sant´Anna", "O´Higgins", "Mc¨Odin", "L´air",
            "l´objet d´art", "dell´arte", "a ´b´ c", "x ˆ y", "5´ 3", "universita´ di", "L´auteur",
            "pˆi", "(aˆb)",
        ] {
            assert_eq!(repaired(text), text);
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        assert_eq!(
            repaired(r"L\'Oréal, O\'Brien, l\'étude, d\'une, the 1990\'s"),
            "L'Oréal, O'Brien, l'étude, d'une, the 1990's"
        );
        for quoted in [
            r#"the \"open\" sea\" of the \"old\" map"#,
            r#"it was \"on time\", but \"as late\" as ever, \"under way."#,
            r#"an \"early boat"#,
        ] {
            assert_eq!(repaired(quoted), quoted);
        }
        assert_eq!(
            repaired(r#"\"Osterreich, G\"odel and \"Ostlund, as in \"{o} and na\"ive"#),
            "Österreich, Gödel and Östlund, as in ö and naïve"
        );
        let unclear = r"a coup d\'etat";
        assert!(repaired(unclear) == unclear && hits(unclear).len() == 1);
        assert_eq!(repaired(r"the author\'s work, don\'t"), "the author's work, don't");
        assert_eq!(
            repaired(r"example.org/\~name \'q \unknown \cite{c}"),
            r"example.org/\~name \'q \unknown \cite{c}"
        );
        assert_eq!(repaired(r#"the \\"hard\\" words"#), r#"the \\"hard\\" words"#);
        assert_eq!(repaired(r"[a-z]+\.txt, \.Zak and \.{z}"), r"[a-z]+\.txt, Żak and ż");
    }
}
