//! Which `^` and `_` of a text are scripts of mathematics, and where one ends.

use super::evidence;
use super::lexer::{Lexed, MathToken, MathTokenKind};
use super::spelt::{NameReading, Role};
use crate::text::{TextFacts, sentence};

/// Script signs that belong to mathematics: `U^2`, `10^{-3}`; `x_0` only where there are other
/// signs of it.
pub(super) fn scripts(facts: &TextFacts<'_>, tokens: &[MathToken], strong: usize) -> Vec<bool> {
    let lexed = Lexed { text: facts.text(), tokens };
    let is_script = |at: usize| {
        let raised = lexed.is(at, '^');
        let lowered = lexed.is(at, '_') && strong > 0;
        let symbol = at > 0 && is_base(lexed, at - 1) && !is_in_word(lexed, at)
            || raised && is_unit(lexed, at);
        let simple = (lexed.is_number(at + 1) || lexed.is_letter(at + 1)) && !lexed.is_word(at + 2)
            || matches!(lexed.kind(at + 1), Some(MathTokenKind::Sign('{' | '-' | '+' | '*')));
        (raised || lowered)
            && symbol
            && simple
            && !(lowered && is_raised_letter(lexed, at))
            && !goes_on(lexed, at + 1)
            && !evidence::is_spared(facts, tokens[at].start)
            && !is_in_address(lexed.text, tokens[at].start)
    };
    let mut scripts: Vec<bool> = (0..tokens.len()).map(is_script).collect();
    // `SO_4^2-`: who does not know the one leaves the other.
    for at in (2..scripts.len()).rev() {
        scripts[at - 2] &= !is_script_sign(lexed, at) || scripts[at];
    }
    scripts
}

/// Whether the sign at byte `at` stands in an address or a path: no token of them holds a `^`.
fn is_in_address(text: &str, at: usize) -> bool {
    let chunk = sentence::chunk_before(text, at).trim_start_matches(['(', '<', '"', '\'', '[']);
    chunk.contains("://") || ["www.", "./", "../", "~/"].iter().any(|head| chunk.starts_with(head))
}

/// Whether a script can stand on what ends with this token.
fn is_base(lexed: Lexed<'_>, at: usize) -> bool {
    matches!(
        lexed.kind(at),
        Some(
            MathTokenKind::Letter
                | MathTokenKind::Number
                | MathTokenKind::Name(_)
                | MathTokenKind::Sign(')' | ']' | '}' | '|')
        )
    )
}

/// `k^n_s`: whether the index is one of the exponent or of its base, nobody can tell.
fn is_raised_letter(lexed: Lexed<'_>, at: usize) -> bool {
    let is_name = |at: usize| matches!(lexed.kind(at), Some(MathTokenKind::Name(_)));
    at >= 2 && lexed.is(at - 2, '^') && (lexed.is_letter(at - 1) || is_name(at - 1))
}

/// `cm^{-2}`, `Mpc^3`: a power of a unit of more letters than one.
fn is_unit(lexed: Lexed<'_>, at: usize) -> bool {
    const UNITS: [&str; 27] = [
        "cm", "mm", "km", "nm", "kg", "mg", "ms", "ns", "Hz", "eV", "keV", "MeV", "GeV", "TeV",
        "Mpc", "kpc", "pc", "sr", "yr", "Gyr", "Myr", "mol", "erg", "fb", "pb", "ab", "Jy",
    ];
    let Some(unit) = at.checked_sub(1) else { return false };
    let is_part =
        unit.checked_sub(1).is_some_and(|n| ['_', '-', '\\'].iter().any(|c| lexed.is(n, *c)));
    let power = at + 1 + usize::from(lexed.is(at + 1, '{'));
    let digit = power + usize::from(lexed.is(power, '-'));
    lexed.is_word(unit) && UNITS.contains(&lexed.source(unit)) && !is_part && lexed.is_number(digit)
}

/// A letter or digit before the sign that is part of an identifier: `model2_1`, `a-b_c`.
fn is_in_word(lexed: Lexed<'_>, at: usize) -> bool {
    at >= 2 && lexed.is_number(at - 1) && lexed.is_word(at - 2)
}

/// Whether the script at `at` seems to go on behind its first token, so that nobody can tell where it
/// ends: `n^1.5`, `m^1/2`, `n^1-2/p`, `H_c2`, `2^-n`, `n^O(1)`.
pub(super) fn goes_on(lexed: Lexed<'_>, at: usize) -> bool {
    let sign = at.checked_sub(1);
    let is_raised = sign.is_some_and(|sign| lexed.is(sign, '^'));
    let is_lowered = sign.is_some_and(|sign| lexed.is(sign, '_'));
    is_fraction(lexed, at)
        || is_raised && is_longer_exponent(lexed, at)
        || is_lowered && (is_longer_index(lexed, at) || is_range(lexed, at))
        || (is_raised || is_lowered) && is_longer(lexed, at)
        || is_word_of_script(lexed, at, is_lowered)
        || is_raised && is_paired(lexed, at)
}

/// `s^-1^`, `10^4^`: where two signs are put round a script, as in Markdown.
fn is_paired(lexed: Lexed<'_>, at: usize) -> bool {
    let number = at + usize::from(lexed.is_sign(at));
    lexed.is_number(number) && lexed.is(number + 1, '^')
}

/// `\mu_pq^2`, `\mathcalL_rec^2`: letters of one script with another behind; TeX would take the first
/// of them alone, as it is meant in `a^Tx_0`.
fn is_word_of_script(lexed: Lexed<'_>, at: usize, is_lowered: bool) -> bool {
    let letters = lexed.source(at).len();
    // `tau_int^2`; a mark (`x_star^2`) is one there, too.
    let is_spelt = match lexed.kind(at) {
        Some(MathTokenKind::Name(name)) => {
            name.reading == NameReading::Word
                && name.role != Role::Mark
                && !lexed.tokens[at].backslash
        }
        _ => lexed.is_word(at),
    };
    is_spelt && is_script_sign(lexed, at + 1) && (is_lowered || letters > 2)
}

/// `n^1.5`, `m^1/2`, `n^1-2/p`.
fn is_fraction(lexed: Lexed<'_>, at: usize) -> bool {
    let number = at + usize::from(lexed.is_sign(at));
    // Nobody writes a power of one.
    let is_one = lexed.source(number) == "1";
    let more = lexed.is(number + 1, '.')
        || lexed.is(number + 1, '/')
        || is_one && lexed.is_sign(number + 1);
    lexed.is_number(number) && more && lexed.is_number(number + 2)
}

/// `\sum_i=1^n`, `\max_1\le i\le n`: what stands under an operator goes on with a relation, of which
/// its braces were lost.
fn is_range(lexed: Lexed<'_>, at: usize) -> bool {
    const OPERATORS: &[&str] = &[
        "sum", "prod", "max", "min", "sup", "inf", "lim", "int", "bigcup", "bigcap", "argmax",
        "argmin", "bigoplus", "∑", "∏", "∫", "⋃", "⋂",
    ];
    const RELATIONS: &[&str] = &[
        "=", "<", ">", "≤", "≥", "∈", "→", "∣", "in", "le", "leq", "ge", "geq", "to", "mid", "neq",
        "ne", "subset", "subseteq", "rightarrow",
    ];
    let is_one_of = |names: &[&str], n: usize| names.contains(&bare(lexed, n));
    // `{x_i}_i=1^n`: the index runs from one number to another.
    let is_counted = lexed.is(at + 1, '=') && lexed.is_number(at + 2) && lexed.is(at + 3, '^');
    if is_counted {
        return true;
    }
    at.checked_sub(2).is_some_and(|base| is_one_of(OPERATORS, base))
        && is_one_of(RELATIONS, lexed.past_space(at + 1))
}

/// `H_c2`, `K^i2`, `2^-n`, `W^1,p`: letters and digits of one script, whose braces were lost or never
/// typed.
fn is_longer(lexed: Lexed<'_>, at: usize) -> bool {
    let is_atom = |n: usize| is_symbol(lexed, n) || lexed.is_number(n);
    let of_capital = at >= 2 && lexed.source(at - 2).starts_with(char::is_uppercase);
    let is_list = of_capital
        && is_atom(at)
        && lexed.is(at + 1, ',')
        && is_atom(at + 2)
        && !is_script_sign(lexed, at + 3);
    let is_name = |n: usize| matches!(lexed.kind(n), Some(MathTokenKind::Name(_)));
    let has_sign = lexed.is_sign(at)
        && (lexed.is_letter(at + 1) || is_name(at + 1) || is_greek(lexed, at + 1));
    is_symbol(lexed, at) && lexed.is_number(at + 1) || has_sign || is_list
}

/// `x^K-1`, `n^O(1)`, `k^n_s`, and the charge of `SO_4^2-`.
fn is_longer_exponent(lexed: Lexed<'_>, at: usize) -> bool {
    let is_sum = lexed.is_letter(at) && lexed.is_sign(at + 1) && lexed.is_number(at + 2);
    let is_growth = lexed.is(at + 1, '(')
        && matches!(lexed.source(at), "O" | "o" | "Omega" | "omega" | "Theta");
    let has_index = is_symbol(lexed, at) && lexed.is(at + 1, '_');
    // `n^1-\epsilon`, `e^i\pi`: nobody adds a small number to a power, or writes a power of one.
    const SMALL: [&str; 7] = ["epsilon", "varepsilon", "eps", "delta", "ε", "δ", "ϵ"];
    let is_small = |n: usize| SMALL.contains(&bare(lexed, n));
    let is_near =
        (lexed.is_number(at) || lexed.is_letter(at)) && lexed.is_sign(at + 1) && is_small(at + 2);
    let is_angle = lexed.source(at) == "i" && is_greek(lexed, at + 1);
    let is_of_one = at >= 3 && lexed.source(at - 2) == "1" && lexed.is(at - 3, '=');
    let ends = |n: usize| {
        let is_bracket = lexed.is(n, '(') || lexed.is(n, '{');
        !is_symbol(lexed, n) && !lexed.is_number(n) && !lexed.is_word(n) && !is_bracket
    };
    // `q^n(n+1)/2`: a polynomial of what it begins with.
    let is_polynomial = lexed.is_letter(at)
        && lexed.is(at + 1, '(')
        && lexed.source(at + 2) == lexed.source(at)
        && lexed.is_sign(at + 3);
    let is_charge = lexed.is_number(at) && lexed.is_sign(at + 1) && ends(at + 2);
    let is_one_of_these = is_sum || is_growth || has_index || is_charge || is_near;
    is_one_of_these || is_angle || is_of_one || is_polynomial
}

/// `A_1g`, and the number of an id: `circ_00012`, `P2_13`.
fn is_longer_index(lexed: Lexed<'_>, at: usize) -> bool {
    let is_of_number = at >= 3 && lexed.is_number(at - 2) && is_symbol(lexed, at - 3);
    let has_zeros = lexed.source(at).len() > 1 && lexed.source(at).starts_with('0');
    let has_letter = lexed.is_letter(at + 1) && !is_script_sign(lexed, at + 2);
    lexed.is_number(at) && (has_letter || has_zeros || is_of_number)
}

/// The token at `at`, a name without its backslash.
fn bare(lexed: Lexed<'_>, at: usize) -> &str {
    lexed.source(at).trim_start_matches('\\')
}

/// A Greek letter, by its name or as it is.
fn is_greek(lexed: Lexed<'_>, at: usize) -> bool {
    let is_letter = |c: char| matches!(c, 'α'..='ω' | 'Α'..='Ω' | 'ϵ' | 'ϕ' | 'ϑ');
    match lexed.kind(at) {
        Some(MathTokenKind::Name(name)) => name.reading == NameReading::Greek,
        _ => lexed.source(at).starts_with(is_letter),
    }
}

/// A letter, or a name that takes nothing behind it.
fn is_symbol(lexed: Lexed<'_>, at: usize) -> bool {
    match lexed.kind(at) {
        Some(MathTokenKind::Letter) => true,
        Some(MathTokenKind::Name(name)) => name.role.arguments() == 0,
        _ => false,
    }
}

fn is_script_sign(lexed: Lexed<'_>, at: usize) -> bool {
    lexed.is(at, '^') || lexed.is(at, '_')
}
