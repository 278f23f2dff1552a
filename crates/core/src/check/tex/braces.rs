//! Braces that group nothing: `{3.56}`, `{D}eep`, `generation} on`.
//!
//! A set (`{0,1}`, `{cat, dog}`) keeps its braces, and so does whatever belongs to a command or a
//! script.

use super::group_end;
use crate::check::Hit;
use crate::edit::Edit;
use crate::span::Span;

/// A hit for each group of mere words or a number, and for a brace without its partner.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut lonely = Vec::new();
    let mut opened = Vec::new();
    for (at, c) in
        text.char_indices().filter(|(at, c)| matches!(c, '{' | '}') && !text[..*at].ends_with('\\'))
    {
        if c == '{' {
            hits.extend(group(text, at).filter(|_| opened.is_empty() && !is_third_level(text, at)));
            opened.push(at);
        } else if opened.pop().is_none() {
            lonely.push(at);
        }
    }
    lonely.extend(opened);
    // More than one brace is a formula cut in half, not a slip.
    if let ([at], 1) = (&lonely[..], text.matches(['{', '}']).count()) {
        hits.extend(alone(text, *at));
    }
    hits
}

/// A group that holds words or a number, and stands where no command or script asks for one.
fn group(text: &str, open: usize) -> Option<Hit> {
    let end = group_end(text, open)?;
    let inner = &text[open + 1..end - 1];
    let before = text[..open].chars().next_back();
    let asked_for = before
        .is_some_and(|c| matches!(c, '_' | '^' | '}' | ']' | '=' | '\\') || c.is_alphabetic())
        || follows_command(text, open);
    let title_case = before.is_none_or(|c| c.is_whitespace() || "([-–/".contains(c));
    let is_number = !inner.is_empty()
        && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | ','))
        && inner.chars().filter(|c| *c == ',').count() == 0;
    let is_words = inner.chars().any(char::is_alphabetic)
        && inner.chars().all(|c| c.is_alphanumeric() || " .-–'’!?()\"&/".contains(c))
        && !inner.contains("//")
        && inner.matches('(').count() == inner.matches(')').count();
    let is_set = is_member(inner)
        || inner.contains(is_script)
        || is_plane(inner)
        || text[end..].starts_with("(n)")
        || text[end..].starts_with(|c| is_script(c) || matches!(c, '_' | '^'));
    if asked_for || is_set || !title_case || !(is_number || is_words) {
        return None;
    }
    let span = Span::new(text, open, end)?;
    Some(Hit { edits: vec![Edit::new(span, without_declaration(inner))], ..Hit::at(span) })
}

/// Whether the brace at byte `at` stands in square brackets of a text without TeX, where authors
/// go on with braces: `[interquartile range {IQR}, 2.0-10.0]`.
fn is_third_level(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.rfind('[') > before.rfind(']') && !text.contains(['\\', '$'])
}

/// The indices of a family of planes in a crystal: `{001}`, `{110}`.
fn is_plane(inner: &str) -> bool {
    matches!(inner.len(), 3 | 4) && inner.bytes().all(|byte| matches!(byte, b'0'..=b'3'))
}

/// A raised or lowered character: what has one, within a group or behind it, is a formula.
fn is_script(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{1d2c}'..='\u{1d6a}' | '\u{2070}'..='\u{209c}' | '\u{2c7c}')
}

/// What stands in the braces of a set though it looks like a word: `{Ai}`, whose index lost its
/// place, `{G(z)}`, and the formula of a cluster, `{Mo132}`.
fn is_member(inner: &str) -> bool {
    const WORDS: [&str; 5] = ["An", "Am", "At", "In", "It"];
    let mut chars = inner.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let is_letter = first.is_some_and(|c| c.is_ascii_alphabetic());
    let is_indexed = is_letter
        && third.is_none()
        && second.is_some_and(|c| matches!(c, 'i'..='n' | 't') || c.is_ascii_digit())
        && !WORDS.contains(&inner);
    let is_function = is_letter && second == Some('(') && inner.ends_with(')') && inner.len() < 8;
    is_indexed || is_function || is_chemical(inner)
}

/// Symbols of elements with how many of each: `Mo132`, `Fe4S4`.
fn is_chemical(inner: &str) -> bool {
    let is_part = |part: &str| {
        let small = part.bytes().filter(u8::is_ascii_lowercase).count();
        part.len() <= 6 && small <= 1 && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    inner.starts_with(|c: char| c.is_ascii_uppercase())
        && inner.ends_with(|c: char| c.is_ascii_digit())
        && inner.split_inclusive(|c: char| c.is_ascii_digit()).all(|run| {
            let starts =
                run.char_indices().filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at);
            let starts: Vec<usize> = starts.chain([run.len()]).collect();
            starts.windows(2).all(|pair| is_part(&run[pair[0]..pair[1]]))
        })
}

/// `em BPGrad` is `\em BPGrad` without its backslash; `it` may also be English, but not before a
/// capital.
fn without_declaration(inner: &str) -> &str {
    match inner.split_once(' ') {
        Some(("em" | "bf" | "tt" | "sc" | "sl" | "sf" | "rm", rest)) => rest,
        Some(("it", rest)) if rest.starts_with(char::is_uppercase) => rest,
        _ => inner,
    }
}

/// `\emph {…}`, `frac{…}`: a name stands before the brace.
fn follows_command(text: &str, open: usize) -> bool {
    let head = text[..open].trim_end();
    let name = head.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    name.ends_with('\\') || crate::check::math::spelt::find(&head[name.len()..]).is_some()
}

/// A brace that touches a letter or a full stop, in a text without other mathematics.
fn alone(text: &str, at: usize) -> Option<Hit> {
    let touches = text[..at].ends_with(|c: char| c.is_alphabetic() || c == '.')
        || text[at + 1..].starts_with(char::is_alphabetic);
    let formula = text.contains(['^', '_', '\\', '$']);
    let span = Span::new(text, at, at + 1)?;
    let word = text[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |len| at + len);
    (touches && !formula)
        .then_some(Hit { edits: vec![Edit::new(span, "")], ..Hit::at(Span::new(text, word, end)?) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn repaired(text: &str) -> String {
        hit::repaired(text, hits(text))
    }

    #[test]
    fn groups_of_words_and_lonely_braces_go() {
        assert_eq!(repaired("a gain of {3.56} with {BERT}"), "a gain of 3.56 with BERT");
        assert_eq!(
            repaired("for image generation} on ImageNet"),
            "for image generation on ImageNet"
        );
        assert_eq!(repaired("{We show that it works.} Then"), "We show that it works. Then");
        assert_eq!(
            repaired("the {em patchwise} {it Net} as {it seems}"),
            "the patchwise Net as it seems"
        );
    }

    #[test]
    fn sets_scripts_and_formulas_stay() {
        for text in [
            "x in {0,1}",
            "{cat, dog}",
            "x_{i}",
            "frac{1}{2}",
            "mathcal{O}",
            r"\emph{x}",
            "{https://x.org}",
            "f(x} = {y) and a}",
            "{yⱼ}ⱼ₌₁",
            "{y}_{j}",
            "the set {Bj} of",
            "the cluster {Mo36} and {Fe4S4} of",
            "the rows {f(t)} and {H(s)} of",
            "a delay [interquartile range {IQR}, 2 to 9 days] of",
            "the planes {001} and {110} of copper",
            "the polymer {Cd(L)(bpy)}(n) of",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
