//! Runs of letters that are names of TeX glued together, taken apart: `Phicirc`, `thetain`,
//! `DepsilonpS`.
//!
//! Most runs are words, and most words end at the first question: whether they hold a name that no
//! word holds by accident. What dictionaries know stays whole.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::lexer::{LexerMode, MathToken, MathTokenKind};
use super::spelt::{self, NameReading as Word, Role, Spelt};
use crate::text::sentence;

/// What a run is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// A name of TeX.
    Name(&'static Spelt),
    /// A single letter.
    Letter,
}

/// The parts of the run of letters at `range`, if it can hardly be a word. `tokens` are those
/// before it.
pub(super) fn parts(
    text: &str,
    range: Range<usize>,
    tokens: &[MathToken],
    behind_script: bool,
    mode: LexerMode,
) -> Option<Vec<Part>> {
    let word = &text[range.clone()];
    let behind_number = tokens.last().is_some_and(|token| token.kind == MathTokenKind::Number);
    let next = text[range.end..].chars().next().unwrap_or(' ');
    // `E_kin`, but `x_tin R^d`.
    let is_word = || crate::lexicon::knows(word) || is_dictionary_word(word);
    let behind_script =
        behind_script && (!is_word() || letter_and_operator(text, range.clone()).is_some());
    take_apart(word, behind_script, behind_number, next)
        .filter(|parts| !leaves_operator_open(text, range.clone(), parts))
        .or_else(|| micro_unit(word, tokens))
        .or_else(|| letter_and_operator(text, range.clone()))
        .or_else(|| {
            if mode != LexerMode::Eager
                || !may_be_letters_and_names(word)
                || may_be_unit(word, tokens)
            {
                return None;
            }
            letters_and_names(word, operands_beside(text, range)?)
        })
}

/// Whether a run of letters that no markup touches could be taken apart at all: most words end
/// here.
fn holds_telling_name(word: &str) -> bool {
    static NAMES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let telling = spelt::NAMES.iter().filter(|s| {
            s.reading != Word::Word && s.name.len() >= 4 || is_unmistakable(s) || s.name == "circ"
        });
        AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(telling.map(|s| s.name)).ok()
    });
    NAMES.as_ref().is_none_or(|names| names.is_match(word))
}

/// Names at least this long are hardly ever part of a word by accident.
const TELLING: usize = 5;

/// A run of letters as names and single letters, if it can hardly be a word.
fn take_apart(
    word: &str,
    behind_script: bool,
    behind_number: bool,
    next: char,
) -> Option<Vec<Part>> {
    let in_markup =
        behind_script || behind_number || matches!(next, '_' | '^' | '{' | '(' | '[' | '|' | '\\');
    if !word.is_ascii()
        || word.len() > 40
        || !in_markup && !holds_telling_name(word)
        || !behind_script && is_prose(word, in_markup)
        || is_camel_case(word)
    {
        return None;
    }
    if behind_script {
        // The script is one letter or one name; what is behind it must be names.
        if let Some(parts) = names_behind_a_letter(word) {
            return Some(parts);
        }
    }
    let parts = cheapest(word)?;
    let names: Vec<&Spelt> =
        parts.iter().filter_map(|p| if let Part::Name(s) = p { Some(*s) } else { None }).collect();
    let letters = parts.len() - names.len();
    // `quadrangle` is full of them.
    let is_layout = |s: &Spelt| matches!(s.role, Role::Bracket | Role::Space);
    let telling = names.iter().any(|s| {
        s.name.len() >= TELLING && s.reading != Word::Word && !is_layout(s) || is_unmistakable(s)
    });
    let mixed_case = word.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    let is_composed = names.iter().any(|s| s.reading == Word::Greek)
        && names.iter().any(|s| s.role == Role::Infix && s.name.len() >= 4);
    let only_names = letters == 0
        && (is_composed || names.iter().any(|s| s.reading != Word::Word && s.name.len() >= 4));
    // `NPsubseteqBPP`: no word holds a name so long.
    let is_long = names.iter().any(|s| s.reading == Word::Never && s.name.len() >= 8);
    let in_markup = behind_script || behind_number || matches!(next, '_' | '^' | '{');
    if matches!(next, '(' | '[' | '{' | '|' | '\\')
        && letters <= 2
        && names.last().is_some_and(|s| s.role == Role::Size && s.name.starts_with(['l', 'b', 'B']))
    {
        return Some(parts);
    }
    let room = match (mixed_case, in_markup) {
        (true, _) => 4 + 2 * usize::from(is_long && names.len() == 1),
        (false, true) => 2,
        (false, false) => 1,
    };
    let leads_to_markup = letters <= 1
        && in_markup
        && names.iter().any(|s| s.reading != Word::Word && s.name.len() >= 3);
    // `LambdaRank` is a name that somebody gave.
    let is_given = mixed_case
        && !in_markup
        && names.iter().any(|s| s.reading == Word::Greek && s.name.starts_with(char::is_uppercase))
        && letters > 0;
    (!is_given && (only_names || telling && letters <= room || leads_to_markup)).then_some(parts)
}

/// Whether the last part is an operator without anything to apply it to: `uneq` of a program.
fn leaves_operator_open(text: &str, range: Range<usize>, parts: &[Part]) -> bool {
    let is_infix = |part: &Part| matches!(part, Part::Name(s) if s.role == Role::Infix);
    let behind = text[range.end..].trim_start();
    let word = sentence::letters_behind(behind);
    let is_prose = behind.is_empty()
        || behind.starts_with(|c: char| ",.;:)".contains(c))
        || word.len() > 1 && spelt::find(word).is_none() && crate::lexicon::knows(word);
    parts.last().is_some_and(is_infix) && is_prose
}

/// Whether it is worth to look at what stands beside a run of letters.
fn may_be_letters_and_names(word: &str) -> bool {
    word.is_ascii() && word.len() <= 12 && !is_prose(word, true)
}

/// Whether a letter and `pi` stand where a unit or a noun does: `300 dpi`, `8 api calls`.
fn may_be_unit(word: &str, tokens: &[MathToken]) -> bool {
    let is_behind_number = matches!(tokens, [.., number, space]
        if number.kind == MathTokenKind::Number && space.kind == MathTokenKind::Space);
    word.len() == 3 && word.ends_with("pi") && is_behind_number
}

/// A letter and names of operators, whatever these mean in English; an operator at an end
/// needs an operand beside it. No word of any dictionary.
fn letters_and_names(word: &str, sides: Sides) -> Option<Vec<Part>> {
    /// So many parts in a million, turns or beats in a minute.
    const RATES: [&str; 8] = ["ppm", "rpm", "cpm", "bpm", "dpm", "fpm", "gpm", "wpm"];
    if RATES.contains(&word) || is_dictionary_word(word) {
        return None;
    }
    let parts = cheapest(word)?;
    let letters = parts.iter().filter(|p| matches!(p, Part::Letter)).count();
    let operators = parts.iter().all(|p| {
        matches!(p, Part::Letter)
            || matches!(p, Part::Name(s) if matches!(s.role, Role::Infix | Role::Prefix | Role::Size | Role::Ordinary))
    });
    let is_infix =
        |part: Option<&Part>| matches!(part, Some(Part::Name(s)) if s.role == Role::Infix);
    let has_operands =
        (sides.left || !is_infix(parts.first())) && (sides.right || !is_infix(parts.last()));
    // A command is followed by no letter: a letter behind a name is one of a word (`FleP`).
    let first_name = parts.iter().position(|p| matches!(p, Part::Name(_))).unwrap_or(0);
    let ends_in_names = parts[first_name..].iter().all(|p| matches!(p, Part::Name(_)));
    (operators && ends_in_names && has_operands && letters <= 1).then_some(parts)
}

/// `ntimes n`, `win R^n`, `Cin{0,1}`: a letter and an operator whose other operand leaves no doubt.
fn letter_and_operator(text: &str, range: Range<usize>) -> Option<Vec<Part>> {
    let (before, word, behind) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let operator = word.get(1..).filter(|_| word.is_ascii())?;
    let operand = behind.strip_prefix(' ').unwrap_or(behind);
    let mut chars = operand.chars();
    let (first, second) = (chars.next()?, chars.next().unwrap_or(' '));
    let is_meant = match operator {
        "times" => {
            operand != behind
                && first.is_ascii_alphanumeric()
                && !matches!(first, 'a' | 'A' | 'I')
                && !second.is_alphanumeric()
        }
        "in" => {
            let is_index = before.ends_with("_{")
                && first.is_ascii_alphabetic()
                && matches!(second, '}' | '_' | '^');
            let is_set = first.is_ascii_uppercase() && second == '^'
                || ["mathbb", "mathcal{", "{0,", "{1,", "{-1,", "[0,1", "(0,1"]
                    .iter()
                    .any(|set| operand.starts_with(set));
            is_index || is_set && !matches!(word, "sin" | "min")
        }
        _ => false,
    };
    let name = spelt::find(operator).filter(|_| is_meant)?;
    Some(vec![Part::Letter, Part::Name(name)])
}

/// `mum`, `muJ` behind a number: a millionth of a metre, a joule.
fn micro_unit(word: &str, tokens: &[MathToken]) -> Option<Vec<Part>> {
    let unit = word.strip_prefix("mu")?;
    let behind_number = match tokens {
        [.., number, space] if space.kind == MathTokenKind::Space => {
            number.kind == MathTokenKind::Number
        }
        [.., number] => number.kind == MathTokenKind::Number,
        [] => false,
    };
    let known = matches!(
        unit,
        "m" | "s"
            | "J"
            | "N"
            | "Nm"
            | "W"
            | "A"
            | "V"
            | "L"
            | "l"
            | "g"
            | "F"
            | "H"
            | "Hz"
            | "T"
            | "M"
    );
    let micro = spelt::find("mu").filter(|_| behind_number && known)?;
    Some(std::iter::once(Part::Name(micro)).chain(unit.chars().map(|_| Part::Letter)).collect())
}

/// Short names that no English word holds at an end.
fn is_unmistakable(symbol: &Spelt) -> bool {
    matches!(symbol.name, "leq" | "geq" | "neq" | "sqrt" | "cdot")
}

/// A letter and names behind it: `tin`, `ileq`, or a name and what follows it: `inftyto`.
fn names_behind_a_letter(word: &str) -> Option<Vec<Part>> {
    let rest =
        cheapest(&word[1..]).filter(|parts| parts.iter().all(|p| matches!(p, Part::Name(_))))?;
    Some(std::iter::once(Part::Letter).chain(rest).collect())
}

/// Whether dictionaries hold a word. Of three letters and fewer they hold nearly everything.
fn is_dictionary_word(word: &str) -> bool {
    /// SCOWL's size 70.
    const COMMON: u16 = 4;
    let knowledge = crate::lexicon::knowledge(word);
    if word.len() < 4 {
        knowledge.is_ordinary() && knowledge.level() <= COMMON
    } else {
        crate::lexicon::is_known(word)
    }
}

/// A word of the language, or one that holds a long name by descent, not by accident.
fn is_prose(word: &str, in_markup: bool) -> bool {
    let is_plain = word.bytes().skip(1).all(|b| b.is_ascii_lowercase());
    if is_plain && (crate::lexicon::knows(word) || !in_markup && is_dictionary_word(word)) {
        return true;
    }
    let lower = word.to_ascii_lowercase();
    let starts = [
        "alphabet", "alphanum", "alphag", "alphaf", "alphaz", "alphas", "gammat", "omegas",
        "deltas", "kappas", "textbf", "texture", "textual", "approximat", "subset", "parallel",
        "partial",
    ];
    let plural = lower
        .strip_suffix('s')
        .or_else(|| lower.strip_suffix("ed"))
        .is_some_and(|stem| spelt::find(stem).is_some());
    plural || starts.iter().any(|start| lower.starts_with(start))
}

/// `lambdaTarget`, `alphaReport`: a word that begins with a capital behind small letters, as
/// programs call things.
fn is_camel_case(word: &str) -> bool {
    /// A capital and two small letters: `Red`.
    const SHORTEST: usize = 3;
    let bytes = word.as_bytes();
    let mut humps = (1..bytes.len())
        .filter(|at| bytes[*at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
    humps.any(|at| {
        let small = bytes[at + 1..].iter().take_while(|b| b.is_ascii_lowercase()).count();
        let part = &word[at..at + 1 + small];
        let is_name = spelt::prefixes(part).any(|name| name.name.len() >= SHORTEST);
        part.len() >= SHORTEST && !is_name && crate::lexicon::knows(part)
    })
}

/// The way to cut `word` into names and letters that leaves fewest letters, then fewest names.
/// `None` if there is no name in it.
fn cheapest(word: &str) -> Option<Vec<Part>> {
    const LETTER: usize = 10;
    const NAME: usize = 4;
    let len = word.len();
    // From the end: the cost of the rest from each byte on, and the first part of it.
    let mut best: Vec<(usize, Option<Part>)> = vec![(0, None); len + 1];
    for at in (0..len).rev() {
        best[at] = (best[at + 1].0 + LETTER, Some(Part::Letter));
        for symbol in spelt::prefixes(&word[at..]) {
            // `Xin` is a letter and an operator.
            let cost = best[at + symbol.name.len()].0 + NAME + usize::from(symbol.name == "Xi");
            if cost < best[at].0 {
                best[at] = (cost, Some(Part::Name(symbol)));
            }
        }
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(part) = best[at].1 {
        at += match part {
            Part::Name(symbol) => symbol.name.len(),
            Part::Letter => 1,
        };
        parts.push(part);
    }
    parts.iter().any(|p| matches!(p, Part::Name(_))).then_some(parts)
}

/// On which sides of a run of letters an operand stands.
#[derive(Clone, Copy)]
struct Sides {
    left: bool,
    right: bool,
}

/// Where a run of letters stands by itself, and has a letter, a number or a sign of mathematics
/// beside it, or fills brackets: its letters alone are no evidence.
fn operands_beside(text: &str, range: Range<usize>) -> Option<Sides> {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let touches =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "()[]{},.;=<>+|_^".contains(c));
    if !touches(before.chars().next_back()) || !touches(behind.chars().next()) {
        return None;
    }
    let is_operand = |word: &str| {
        // `Lin [17]` cites what somebody wrote.
        let is_cited = word.starts_with('[') && word[1..].starts_with(|c: char| c.is_ascii_digit());
        let word = word.trim_matches(|c: char| "()[],.;".contains(c));
        let is_letter = word.len() == 1
            && !matches!(word, "a" | "A" | "I")
            && word.bytes().all(|b| b.is_ascii_alphanumeric());
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        is_letter
            || is_number && !is_cited
            || word.contains(['_', '^', '\\', '=', '<', '>', '|'])
            || word.len() > 1 && spelt::find(word).is_some()
    };
    let sides = Sides {
        left: is_operand(sentence::chunk_before(before, before.trim_end().len())),
        right: is_operand(sentence::chunk_behind(behind.trim_start(), 0)),
    };
    let fills_brackets = before.ends_with(['(', '[', '{']) || behind.starts_with([')', ']', '}']);
    (sides.left || sides.right || fills_brackets).then_some(sides)
}
