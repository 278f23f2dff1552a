//! What a script of markup is as text: `10<sup>-3</sup>` is 10⁻³.
//!
//! It follows the writing of formulas (`docs/mathematics.md`): characters of its own where Unicode
//! has every one of them and they spell no word, else behind `_` and `^`.

use crate::math::symbols::{subscript, superscript};
use crate::math::writer::spells_a_word;

/// Endings of ordinal numbers in English, French and Portuguese.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "re", "ère", "ème", "nde"];

/// Marks that are raised by themselves.
const RAISED_MARKS: &[&str] =
    &["°", "®", "©", "™", "℠", "†", "‡", "§", "′", "″", "′′", "*", "ª", "º"];

/// So many words in a script are text in small letters.
const WORDS: usize = 3;

/// `content` above or below the line, behind `base` and in front of `behind`.
pub(super) fn written(content: &str, is_raised: bool, base: &str, behind: Option<char>) -> String {
    let content = content.trim();
    let is_of_number = base.ends_with(|c: char| c.is_ascii_digit());
    if content.is_empty() || content.split_whitespace().count() >= WORDS {
        return content.to_owned();
    }
    if is_raised {
        if is_of_number && ORDINALS.contains(&content.to_lowercase().as_str()) {
            return content.to_owned();
        }
        if let Some(mark) = mark(content, base, behind) {
            return mark;
        }
    }
    // A dash of TeX, or its sign: `10<sup>5--6</sup>`.
    let is_range = content.starts_with(|c: char| c.is_ascii_digit());
    let content = content.replace('–', "-");
    let content = if is_range { content.replace("--", "-") } else { content };
    let form = if is_raised { superscript } else { subscript };
    let is_genotype = is_raised && content.chars().all(|c| matches!(c, '+' | '-' | '−' | '/'));
    let small = |c: char| if is_genotype && c == '/' { Some(c) } else { form(c) };
    let as_small = content.chars().map(small).collect::<Option<String>>();
    let as_small = as_small.filter(|_| !is_nested(&content));
    match as_small.filter(|_| !spells_a_word(&content)) {
        Some(small) => small,
        None if !base.ends_with(|c: char| !c.is_whitespace()) => content,
        None => on_the_line(&content, is_raised, behind),
    }
}

/// A script within a script: `i₁`.
fn is_nested(content: &str) -> bool {
    let is_small = |c: char| matches!(c, '²' | '³' | '¹' | '\u{1d2c}'..='\u{1d6a}' | '\u{2070}'..='\u{209c}' | '\u{2c7c}');
    content.contains(is_small) && !content.chars().all(is_small)
}

/// `M_age`, `x_{i,max}`, `H_{c2}`, whose digit is a part of the script; a letter or digit behind a script on the line would be taken for its.
fn on_the_line(content: &str, is_raised: bool, behind: Option<char>) -> String {
    let sign = if is_raised { '^' } else { '_' };
    let goes_on = behind.is_some_and(char::is_alphanumeric);
    let is_one = content.chars().count() == 1
        || content.chars().all(char::is_alphabetic)
        || content.chars().all(|c| c.is_ascii_digit());
    let is_one = is_one && !is_nested(content);
    if is_one && !goes_on { format!("{sign}{content}") } else { format!("{sign}{{{content}}}") }
}

/// Marks that need no raising, or are written as characters of their own.
fn mark(content: &str, base: &str, behind: Option<char>) -> Option<String> {
    let is_of_number = base.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let is_degree = matches!(content, "o" | "0" | "O" | "∘" | "º")
        && is_of_number
        && matches!(behind, Some('C' | 'F'));
    match content {
        "TM" | "tm" => Some("™".to_owned()),
        "SM" => Some("℠".to_owned()),
        "∘" => Some("°".to_owned()),
        "oC" | "∘C" | "°C" if is_of_number => Some("°C".to_owned()),
        "oF" | "∘F" | "°F" if is_of_number => Some("°F".to_owned()),
        _ if is_degree => Some("°".to_owned()),
        _ => RAISED_MARKS.contains(&content).then(|| content.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_written_as_formulas_are() {
        for (base, content, behind, raised, lowered) in [
            ("10", "-3", None, "⁻³", "₋₃"),
            ("4", "th", None, "th", "ₜₕ"),
            ("T", "max", None, "^max", "_max"),
            ("T", "max", Some('t'), "^{max}", "_{max}"),
            ("K", "i,max", None, "^{i,max}", "_{i,max}"),
            ("H", "c2", None, "ᶜ²", "_{c2}"),
            ("A", "2A", None, "^{2A}", "_{2A}"),
            ("t", "10", None, "¹⁰", "₁₀"),
            ("a", "i₁", None, "^{i₁}", "_{i₁}"),
            ("2", "2ⁿ", None, "^{2ⁿ}", "_{2ⁿ}"),
            ("Gad1", "+/-", None, "⁺/⁻", "_{+/-}"),
            ("40", "o", Some('C'), "°", "ₒ"),
            ("Brand", "TM", None, "™", "_TM"),
            ("as ", "shown", None, "shown", "shown"),
        ] {
            assert_eq!(written(content, true, base, behind), raised, "{base}^{content}");
            assert_eq!(written(content, false, base, behind), lowered, "{base}_{content}");
        }
    }
}
