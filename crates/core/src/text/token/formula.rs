//! Mathematics, with its delimiters and without.
//!
//! Without them it is operands with scripts or arguments, and signs of relation between them. An
//! operand is one letter or a number: `grid_sample` is a name, and `and/or` two words.

use super::window;
use crate::math::delimited;

/// Signs between two operands that only mathematics has; with a space on either side or without.
const RELATIONS: &[char] = &[
    '=', '<', '>', '≤', '≥', '≠', '≈', '∼', '≃', '±', '×', '·', '∈', '∉', '⊂', '⊆', '→', '≪', '≫',
    '∝', '∘', '∪', '∩',
];

/// Signs that go on with a formula, and begin none.
const OPERATORS: &[char] = &['+', '-', '−', '*', '/'];

/// No formula in a sentence is longer, in bytes.
const LONGEST_FORMULA: usize = 80;

/// So many characters in the brackets of an argument or a script.
const LONGEST_ARGUMENT: usize = 60;

/// The byte behind a formula with delimiters.
pub(super) fn delimited(text: &str, at: usize) -> Option<usize> {
    delimited::formula_at(text, at).map(|formula| formula.span.end())
}

/// The byte behind a formula without delimiters.
pub(super) fn bare(text: &str, at: usize) -> Option<usize> {
    let rest = window(text, at);
    let (mut end, mut is_sure) = operand(rest, 0)?;
    while let Some((next, sure)) = continuation(rest, end) {
        (end, is_sure) = (next, is_sure || sure);
        if end >= LONGEST_FORMULA {
            break;
        }
    }
    (is_sure && !goes_on_as_a_name(&rest[end..])).then_some(at + end)
}

/// A letter or digit behind the formula makes it a name.
fn goes_on_as_a_name(behind: &str) -> bool {
    behind.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// A sign and the operand behind it: where that ends, and whether only mathematics is written so.
fn continuation(rest: &str, at: usize) -> Option<(usize, bool)> {
    let behind = &rest[at..];
    let spaces = usize::from(behind.starts_with(' '));
    let sign = behind[spaces..].chars().next()?;
    let mut second = spaces + sign.len_utf8();
    let is_relation = RELATIONS.contains(&sign);
    // Between numbers, `x` is the sign.
    let is_product = sign == 'x' && rest[..at].ends_with(|c: char| c.is_ascii_digit());
    if !is_relation && !is_product && (!OPERATORS.contains(&sign) || spaces == 1) {
        return None;
    }
    second += usize::from(is_relation && behind[second..].starts_with('='));
    let spaced = behind[second..].starts_with(' ');
    if spaced != (spaces == 1) {
        return None;
    }
    let start = at + second + usize::from(spaced);
    let signed = start + usize::from(is_relation && rest[start..].starts_with('-'));
    if is_product && !rest[signed..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (end, sure) = operand(rest, signed)?;
    (!goes_on_as_a_word(&rest[end..])).then_some((end, sure || is_relation || is_product))
}

/// `p-value`, `x/y-plane`: a letter or digit right behind an operand.
fn goes_on_as_a_word(behind: &str) -> bool {
    behind.starts_with(|c: char| c.is_alphabetic() && c != 'x' || c == '_')
        || behind.starts_with("x") && !behind[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// A number, a letter, or a function of something, with its scripts: where it ends, and whether
/// only mathematics is written so.
fn operand(rest: &str, at: usize) -> Option<(usize, bool)> {
    let first = rest.get(at..)?.chars().next()?;
    let mut end = match first {
        '0'..='9' => super::number::number(rest, at)?,
        c if c.is_alphabetic() => at + c.len_utf8(),
        '∞' | '∅' | '∇' | '∂' => at + first.len_utf8(),
        _ => return None,
    };
    end += usize::from(first.is_ascii_digit() && rest[end..].starts_with('%'));
    let is_letter = first.is_alphabetic();
    let mut is_sure = false;
    while let Some(next) = script(rest, end, is_letter) {
        (end, is_sure) = (next, true);
    }
    if let Some(next) = argument(rest, end).filter(|_| is_letter) {
        (end, is_sure) = (next, true);
        while let Some(next) = script(rest, end, true) {
            end = next;
        }
    }
    (!is_letter || is_sure || !rest[end..].starts_with(char::is_alphanumeric))
        .then_some((end, is_sure))
}

/// `^2`, `_i`, `^{-3}`, `^*`; below a number stands nothing.
fn script(rest: &str, at: usize, is_letter: bool) -> Option<usize> {
    let sign = rest[at..].chars().next().filter(|c| *c == '^' || *c == '_' && is_letter)?;
    let from = at + sign.len_utf8();
    let behind = &rest[from..];
    if behind.starts_with('{') {
        let end = behind
            .char_indices()
            .take(LONGEST_ARGUMENT)
            .find(|(_, c)| *c == '}')
            .map(|(at, _)| at + 1)?;
        return (!behind[..end].contains(['\n', '$'])).then_some(from + end);
    }
    let signed = from + usize::from(behind.starts_with(['-', '+']));
    let c = rest[signed..].chars().next()?;
    let end = match c {
        '0'..='9' => super::run(rest, signed, |c| c.is_ascii_digit()),
        '*' if sign == '^' => signed + 1,
        c if c.is_alphabetic() => signed + c.len_utf8(),
        _ => return None,
    };
    // `x_train` is a name; `x_t` and `U^2-Net` are none.
    (!c.is_alphabetic() || !rest[end..].starts_with(char::is_alphanumeric)).then_some(end)
}

/// What a function is applied to: `(n)`, `(log n)`, `(x, y)`.
fn argument(rest: &str, at: usize) -> Option<usize> {
    let inner = rest[at..].strip_prefix('(')?;
    let (mut depth, mut end) = (1, None);
    for (n, c) in inner.char_indices().take(LONGEST_ARGUMENT) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => (),
        }
        if depth == 0 {
            end = Some(n);
            break;
        }
    }
    let end = end?;
    let words = inner[..end].split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let names = [
        "log", "ln", "exp", "sqrt", "poly", "polylog", "loglog", "sin", "cos", "max", "min", "eps",
        "epsilon", "delta", "alpha", "lambda",
    ];
    let are_symbols = words.clone().all(|word| word.chars().count() == 1 || names.contains(&word));
    let is_empty = inner[..end].trim().is_empty()
        || words.count() == 0 && !inner[..end].contains(|c: char| c.is_ascii_digit());
    (are_symbols && !is_empty).then_some(at + end + 2)
}
