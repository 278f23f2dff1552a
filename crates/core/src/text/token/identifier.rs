//! Names that are written as programs, models, genes and data sets are.

use super::window;
use super::word::Case;

/// A name has no more parts that are joined.
const MOST_PARTS: usize = 5;

/// The byte behind an identifier: the longest stretch of joined parts that is one.
pub(super) fn identifier(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let ends = part_ends(rest);
    // Shorter stretches are tried where a part behind is a sentence of its own (`DeepLab.We`); a
    // name has few parts.
    if let Some(sign) = ["++", "#"]
        .iter()
        .find(|sign| ends[0] == 1 && is_named(&rest[..1]) && rest[1..].starts_with(**sign))
    {
        return Some(at + 1 + sign.len())
            .filter(|end| !text[*end..].starts_with(char::is_alphanumeric));
    }
    ends.into_iter().rev().find(|end| is_identifier(&rest[..*end])).map(|end| at + end)
}

/// Where each part of letters, digits and low lines ends, as long as a single joint and another
/// part follow.
fn part_ends(rest: &str) -> Vec<usize> {
    let part = |at: usize| super::run(rest, at, |c| c.is_alphanumeric() || c == '_');
    let mut ends = vec![part(0)];
    while let Some(end) = ends.last().copied().filter(|_| ends.len() < MOST_PARTS) {
        let joint = ["::", ".", "-", "@", ":", "+"]
            .into_iter()
            .find(|joint| rest[end..].starts_with(joint));
        let Some(start) = joint.map(|joint| end + joint.len()) else { break };
        if !rest[start..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            break;
        }
        ends.push(part(start));
    }
    ends
}

fn is_identifier(name: &str) -> bool {
    if name.contains(['@', ':', '+']) {
        return is_joined_by_sign(name);
    }
    match name.contains('.') {
        true => is_dotted(name),
        false => is_hyphenated(name),
    }
}

/// `recall@1`, `std::vec`, `10.1145/x` aside; not `ratio:one` nor `a+b`.
fn is_joined_by_sign(name: &str) -> bool {
    if let Some((metric, rank)) = name.split_once('@') {
        return metric.starts_with(char::is_alphabetic) && rank.bytes().all(|b| b.is_ascii_digit());
    }
    name.contains("::") && !name.replace("::", "").contains([':', '+', '.'])
}

/// `numpy.array`, `Node.js`, `v2.0`, `GPT-3.5`, `3.5.1`; not `detection.Both`, not `i.e`, not a
/// number.
fn is_dotted(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    if parts.iter().all(is_number) {
        return parts.len() > 2;
    }
    if parts[1..].iter().all(is_number) {
        return parts[0].ends_with(|c: char| c.is_ascii_digit()) && has_letter_and_digit(parts[0])
            || parts[0].eq_ignore_ascii_case("v");
    }
    // A capital behind a stop begins a sentence, but where what stands before is a package.
    let begins_sentence = |two: &[&str]| {
        two[1].starts_with(char::is_uppercase)
            && !two[0].contains('_')
            && parts.len() == 2
            && !is_cased(two[1])
    };
    parts.iter().all(|part| {
        part.chars().count() >= 2
            && part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.is_ascii()
    }) && !parts.windows(2).any(begins_sentence)
}

/// One part, or several with hyphens of which one is as no word is: `F1-score`, `t-SNE`,
/// `COVID-19`.
fn is_hyphenated(name: &str) -> bool {
    let parts: Vec<&str> = name.split('-').collect();
    let [first, others @ ..] = &parts[..] else { return false };
    if others.is_empty() {
        return is_cased(first) || has_letter_and_digit(first) || is_snake(first);
    }
    let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    let is_short = first.chars().count() == 1
        && first.starts_with(char::is_alphabetic)
        && others.iter().all(|part| Case::of(part) != Case::Lower);
    let tells = |part: &&str| {
        has_letter_and_digit(part)
            || is_cased(part) && others.len() == 1 && Case::of(others[0]) != Case::Lower
    };
    let is_numbered = others.iter().any(is_number)
        && !first.bytes().any(|b| b.is_ascii_digit())
        && is_named(first);
    !is_number(first) && (is_short && is_named(others[0]) || parts.iter().any(tells) || is_numbered)
}

/// A name, not a common word: it has a capital.
fn is_named(part: &str) -> bool {
    part.chars().any(char::is_uppercase)
}

fn has_letter_and_digit(part: &str) -> bool {
    part.chars().any(char::is_alphabetic) && part.bytes().any(|b| b.is_ascii_digit())
}

/// `grid_sample`, `__init__`
fn is_snake(part: &str) -> bool {
    part.contains('_') && part.chars().any(char::is_alphanumeric)
}

/// `DeepLab`, `iPhone`, `JAXBElement`; not `McDonald`, nor the plural of an acronym (`MRIs`).
fn is_cased(part: &str) -> bool {
    const NAMES: &[&str] = &["Mc", "Mac", "De", "Le", "La", "Van", "Von", "Di", "Fitz", "Ph"];
    let letters: Vec<char> = part.chars().collect();
    let hump = letters
        .windows(2)
        .position(|two| two[0].is_lowercase() && two[1].is_uppercase())
        .map(|at| at + 1);
    let is_name = hump
        .is_some_and(|hump| NAMES.contains(&letters[..hump].iter().collect::<String>().as_str()));
    let capitals = letters.iter().take_while(|c| c.is_uppercase()).count();
    let is_acronym_before_word = capitals > 3
        && letters.len() >= capitals + 3
        && letters[capitals..].iter().all(|c| c.is_lowercase());
    hump.is_some() && !is_name && letters.len() > 2 || is_acronym_before_word
}
