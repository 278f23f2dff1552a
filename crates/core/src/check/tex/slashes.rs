//! `\/`: the italic correction of TeX, or a slash that a program escaped.
//!
//! TeX puts it behind slanted text (`{\it wool\/}`) and between letters that would else be set as
//! one sign (`shelf\/ful`: D. E. Knuth, *The TeXbook*, chapters 4 and 5), and prints nothing for
//! it. JSON allows a backslash before each slash (RFC 8259, section 7), and some of its writers
//! put one there: `and\/or`.

use crate::lexicon;
use crate::text::sentence::{chunk_before, letters_before, letters_behind};

/// What `\/` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing is printed.
    Correction,
    /// A slash.
    Slash,
    /// It may be either, or something that was misread: `U1\/[R`.
    Unclear,
}

/// What the `\/` at byte `at` stands for.
pub(super) fn meaning(text: &str, at: usize) -> Meaning {
    let (before, behind) = (&text[..at], &text[at + 2..]);
    let ends_group = behind.is_empty() || behind.starts_with('}');
    let leaves_group =
        before.ends_with('}') && behind.starts_with(|c: char| c.is_whitespace() || is_stop(c));
    if is_in_address(before) {
        Meaning::Slash
    } else if ends_group && !before.ends_with(char::is_whitespace)
        || leaves_group
        || parts_ligature(before, behind)
    {
        Meaning::Correction
    } else if before.ends_with(ends_term) && behind.starts_with(begins_term) {
        Meaning::Slash
    } else {
        Meaning::Unclear
    }
}

/// Those of a text that are [`Meaning::Unclear`], by their first bytes; `\/` beside `/\` is the
/// "or" of logic.
pub(super) fn unclear(text: &str) -> impl Iterator<Item = usize> + '_ {
    let slashes = text.match_indices(r"\/").map(|(at, _)| at);
    let is_unclear = |at: &usize| meaning(text, *at) == Meaning::Unclear;
    let is_logic = || text.contains(r"/\");
    let has_any = slashes.clone().next().is_some() && !is_logic();
    slashes.filter(move |at| has_any && !text[..*at].ends_with('\\') && is_unclear(at))
}

fn is_stop(c: char) -> bool {
    ".,;:!?)]'’”-–—".contains(c)
}

/// Whether words, numbers and units end so: `10%`, `TNF-`, `(a)`.
fn ends_term(c: char) -> bool {
    c.is_alphanumeric() || "%°+-−)]µ".contains(c)
}

/// Whether what stands behind a slash begins so: `-`, `(b)`, `$x$`.
fn begins_term(c: char) -> bool {
    c.is_alphanumeric() || "+-−($µ°".contains(c)
}

/// Whether the stretch before it is the beginning of an address: `https:`, `https:\/\/example.org`.
fn is_in_address(before: &str) -> bool {
    let chunk = chunk_before(before, before.len());
    ["http:", "https:", "ftp:", "www."].iter().any(|head| chunk.contains(head))
}

/// Whether letters stand on both sides that fonts set as one sign, and that belong to one word.
fn parts_ligature(before: &str, behind: &str) -> bool {
    let (head, tail) = (letters_before(before), letters_behind(behind));
    let is_one_word = || {
        let [head, tail] = [head, tail].map(str::to_lowercase);
        let is_word = |word: &str| lexicon::is_known(word);
        is_word(&format!("{head}{tail}")) || !is_word(&head) || !is_word(&tail)
    };
    head.len() > 1 && head.ends_with('f') && tail.starts_with(['f', 'i', 'l']) && is_one_word()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Vec<Meaning> {
        text.match_indices(r"\/").map(|(at, _)| meaning(text, at)).collect()
    }

    #[test]
    fn corrections_stand_where_tex_needs_them() {
        for text in [
            r"{\it wool\/}", r"{\em wool}\/ of", r"\emph{wool}\/, of", r"wool\/", r"shelf\/ful",
            r"cuf\/flink", r"Auf\/lage", r"{\sl x\/}-axis", r"{\it in vivo\/} is",
            r"({\it ovis}\/)",
        ] {
            assert_eq!(meant(text), [Meaning::Correction], "{text}");
        }
    }

    #[test]
    fn slashes_stand_between_terms() {
        for text in [
            r"and\/or", r"50 km\/h", r"5 mg\/kg", r"3\/4", r"TCP\/IP", r"TF\/IDF", r"half\/full",
            r"self\/life", r"10%\/20%", r"(a)\/(b)", r"mice (-\/-)", r"W\/m²", r"l\/µm",
            r"www.example.org\/",
        ] {
            assert_eq!(meant(text), [Meaning::Slash], "{text}");
        }
        assert_eq!(meant(r"https:\/\/example.org\/a_b\/"), [Meaning::Slash; 4]);
    }

    #[test]
    fn what_may_be_either_is_told() {
        for text in [
            r"the U1\/[R of Lyon", r"a \/ b", r"wool\/ and", r"\emph{a}\/\emph{b}",
            r"\SI{5}{mg}\/kg", r"\/erify",
        ] {
            assert_eq!(meant(text), [Meaning::Unclear], "{text}");
        }
    }
}
