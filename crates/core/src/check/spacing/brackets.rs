//! Brackets that touch the word before them or behind them: `hills(e.g., x)`, `Map(SH-Map)is`.
//!
//! Functions, formulas and the names of substances are written so: f(x), Fe(III), poly(ethylene),
//! and so are parts of words: node(s), (non)linear. What the bracket holds tells them apart.

use std::collections::HashSet;

use super::held::{
    is_acronym, is_acronym_of, is_free_acronym, is_mark_of_a_brand, is_measured, is_named_again,
    is_part_or_argument, is_roman, is_spelt_out,
};
use super::sides::{
    char_at, char_before, inside, is_plain_word, lower_before, opening, word_at, word_before,
};
use super::stops::item_end;
use crate::lexicon;
use crate::text::TextFacts;

/// Words that mathematics, programs and chemistry put before an argument or a part of a name.
const TAKE_ARGUMENTS: &[&str] = &[
    "abs", "alpha", "argmax", "argmin", "attention", "beta", "bi", "bis", "cat", "concat", "conv",
    "copper", "cos", "cosh", "deg", "del", "delta", "det", "diag", "dim", "do", "elu", "end",
    "epsilon", "erf", "error", "exp", "false", "for", "function", "gamma", "grad", "hom", "if",
    "inf", "input", "iron", "kernel", "lambda", "len", "lim", "linear", "ln", "log", "loss",
    "main", "max", "mean", "median", "min", "mod", "norm", "not", "null", "oligo", "omega", "open",
    "output", "phi", "poly", "print", "prob", "product", "random", "range", "rank", "relu",
    "round", "sigma", "sigmoid", "sign", "sin", "sinh", "softmax", "sort", "span", "sqrt", "std",
    "sum", "sup", "tan", "tanh", "tetra", "theta", "time", "trace", "tri", "tris", "true", "var",
    "variance", "while", "zeta",
];

/// Beginnings of an explanation in brackets.
const EXPLAINS: &[&str] = &[
    "e.g.", "i.e.", "eg.", "ie.", "cf.", "see ", "such as ", "including ", "also ", "called ",
    "known as ", "aged ", "above ", "below ", "where ", "which ", "with ", "without ", "or ",
    "and ", "in ", "from ", "for ", "the ", "an ", "both ", "about ", "approximately ", "up to ",
    "at least ", "compared ",
];

/// Words that lost a hyphen behind a bracket, not a space.
pub(super) const HYPHENATED: &[&str] = &[
    "aware", "based", "coated", "driven", "free", "guided", "induced", "level", "like", "shaped",
    "style", "type", "wise", "oriented", "specific",
];

/// Words that number what stands behind them in square brackets.
pub(super) const HAVE_INDICES: &[&str] = &[
    "arene", "array", "bicyclo", "cell", "crown", "cyclo", "data", "element", "entry", "index",
    "item", "list", "matrix", "node", "norm", "pillar", "spiro", "tuple", "vector", "word",
];

/// The name of a letter goes with what the bracket holds: `(IFN)gamma`.
fn is_greek(word: &str) -> bool {
    [
        "alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "sigma", "theta", "zeta",
        "omega",
    ]
    .contains(&word)
}

/// Whether a space is missing before the bracket that opens at byte `at`.
pub(super) fn is_glued_before(text: &str, at: usize) -> bool {
    match char_at(text, at) {
        Some('(') => is_glued_round(text, at),
        Some('[') => is_glued_square(text, at),
        _ => false,
    }
}

fn is_glued_round(text: &str, at: usize) -> bool {
    // `(cid:173)` is a glyph that was not read, and no bracket.
    let Some(held) = inside(text, at).filter(|held| !held.starts_with("cid:")) else {
        return false;
    };
    let before = char_before(text, at);
    if before == Some('%') {
        return text[..at - 1].ends_with(|c: char| c.is_ascii_digit()) && held.len() >= 2;
    }
    let word = word_before(text, at);
    let is_whole =
        !text[..at - word.len()].ends_with(|c: char| c.is_alphanumeric() || "_\\^{".contains(c));
    if word.is_empty() || !is_whole || TAKE_ARGUMENTS.contains(&word.to_lowercase().as_str()) {
        return false;
    }
    if is_mark_of_a_brand(word, held) {
        return false;
    }
    let is_plain = word.chars().count() >= 4 && is_plain_word(word);
    is_plain
        && (explains(held)
            || is_measured(held)
            || is_acronym_of(held, word)
            || is_free_acronym(held))
        || is_named_again(held, word)
        || is_grammar_before(word, held)
            && is_apart(held)
            && !lexicon::is_known(&format!("{word}{held}"))
        || is_spelt_out(held, word)
        || is_wedged(text, at)
}

/// Whether the bracket that opens at byte `at` touches words of prose on both sides, of which the
/// one behind is a word of grammar: `sample(47 women)was`, `carbon(TC)and`. No function and no name
/// is followed so.
fn is_wedged(text: &str, at: usize) -> bool {
    touches_both(text, at).is_some_and(is_grammar_word)
}

/// The word that a bracket touches behind, if a word of prose touches it in front and what it holds
/// is no part of a word and no argument.
pub(super) fn touches_both(text: &str, at: usize) -> Option<&str> {
    /// A shorter word is a function or a prefix.
    const SHORTEST: usize = 3;
    let held = inside(text, at).filter(|_| char_at(text, at) == Some('('))?;
    let word = word_before(text, at);
    let close = at + 1 + held.len();
    let behind = word_at(text, close + 1);
    let is_whole = !text[..at - word.len()].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let is_prose = word.chars().count() >= SHORTEST
        && is_whole
        && is_plain_word(word)
        && !TAKE_ARGUMENTS.contains(&word.to_lowercase().as_str())
        && !is_mark_of_a_brand(word, held);
    (is_prose && !is_part_or_argument(held, word) && ends(text, close, behind)).then_some(behind)
}

/// Words of grammar that programs call functions, too.
const CALLED: &[&str] = &["all", "any", "each", "first", "last", "less", "more", "next", "one"];

/// `of(ABC)`, `are(1)`: a preposition or a verb is no function. Propositions and programs have
/// and, or and not.
fn is_grammar_before(word: &str, held: &str) -> bool {
    word.len() >= 2
        && lexicon::is_grammar(word)
        && !matches!(word, "and" | "or" | "no" | "like" | "so")
        && (!CALLED.contains(&word) || explains(held))
}

/// What is no argument of a program or a predicate and no charge of an ion: a phrase, an acronym, or
/// the number of an item.
fn is_apart(held: &str) -> bool {
    let is_item = (1..=2).contains(&held.len()) && held.bytes().all(|b| b.is_ascii_digit());
    let is_prose = has_phrase(held) || is_acronym(held, 2) || explains(held);
    (is_item || is_prose) && !is_roman(held) && !held.contains(['=', ';', '{', '_'])
}

/// `e.g., sheep`, `both old and new ones`: more than one word, of which one is a word of grammar.
fn explains(held: &str) -> bool {
    let begins = EXPLAINS
        .iter()
        .any(|one| held.get(..one.len()).is_some_and(|head| head.eq_ignore_ascii_case(one)));
    let words: Vec<&str> =
        held.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let long = words.iter().filter(|word| word.len() >= 4 && is_plain_word(word)).count();
    let is_prose = words.len() >= 2 && long >= 2 && has_phrase(held);
    let is_formula = held.contains(['=', '<', '>', '|', '^', '_', '{', '\\']);
    let is_figure = held.starts_with(|c: char| c.is_ascii_digit()) && held.contains('%');
    let is_statistic = ["n=", "N=", "n =", "N =", "p<", "P<", "p <", "P <"]
        .iter()
        .any(|head| held.starts_with(head));
    begins || is_prose && !is_formula || is_figure || is_statistic
}

/// Whether words stand side by side: `towing(boat, barge)` is a relation and its arguments.
fn has_phrase(held: &str) -> bool {
    held.split(',').any(|part| part.trim().contains(' '))
}

/// `in[18]`, `shown[3, 4]`: a citation behind a word.
fn is_glued_square(text: &str, at: usize) -> bool {
    let Some(held) = inside(text, at) else { return false };
    let numbers: Vec<&str> = held.split([',', ';', '-', '–']).map(str::trim).collect();
    let is_number = |one: &&str| {
        (1..=3).contains(&one.len())
            && !one.starts_with('0')
            && one.bytes().all(|b| b.is_ascii_digit())
    };
    let behind = char_at(text, at + held.len() + 2);
    let ends = behind.is_none_or(|c| c.is_whitespace() || ",.;:)[".contains(c));
    let word = word_before(text, at);
    let is_others = text[..at].ends_with("et al.");
    let is_long = numbers.len() >= 2 || held.len() >= 2;
    let is_word = lower_before(text, at) == word.chars().count()
        && (word.len() >= 2 && lexicon::is_grammar(word)
            || is_long && word.len() >= 4 && is_plain_word(word) && !HAVE_INDICES.contains(&word));
    ends && numbers.iter().all(is_number) && (is_others || is_word)
}

/// Whether a space is missing behind the bracket that closes at byte `at`.
pub(super) fn is_glued_behind(facts: &TextFacts<'_>, at: usize) -> bool {
    let text = facts.text();
    let behind = word_at(text, at + 1);
    if behind.is_empty() {
        return false;
    }
    match (char_at(text, at), opening(text, at)) {
        (Some(')'), Some(open)) if is_wedged(text, open) => true,
        (Some(')'), None) => {
            let is_behind_word =
                lower_before(text, at) >= 3 && is_plain_word(word_before(text, at));
            is_item(text, at, behind) || is_behind_word && is_grammar(text, at, behind)
        }
        (Some(')'), Some(open)) if is_alloy(&text[open + 1..at]) => false,
        (Some(')'), Some(open)) => {
            goes_on_behind(text, open, at, behind) || is_bracketed_item(facts, open, at, behind)
        }
        (Some(']'), Some(open)) => {
            let held = &text[open + 1..at];
            let is_citation =
                !held.is_empty() && held.bytes().all(|b| b.is_ascii_digit() || b", -".contains(&b));
            let is_apart = text[..open].ends_with(char::is_whitespace);
            is_citation && is_apart && is_grammar(text, at, behind)
        }
        _ => false,
    }
}

/// `Ga,Mn` of `(Ga,Mn)As`: symbols of elements, of which one or the other stands in a crystal.
fn is_alloy(held: &str) -> bool {
    held.contains(',')
        && held.split(',').all(|symbol| {
            let rest = symbol.trim_start_matches(|c: char| c.is_ascii_uppercase());
            symbol.len() - rest.len() == 1
                && rest.len() < 2
                && rest.bytes().all(|b| b.is_ascii_lowercase())
        })
}

/// `1)Sheep`: a bracket that nothing opened, behind the number of an item.
fn is_item(text: &str, at: usize, behind: &str) -> bool {
    let number =
        text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'));
    let is_item = item_end(text, number.len()) == Some(at + 1);
    let stands_apart =
        number.is_empty() || number.ends_with(|c: char| c.is_whitespace() || ".:;,".contains(c));
    is_item
        && stands_apart
        && behind.chars().count() >= 2
        && (is_plain_word(behind) || is_named(behind))
}

/// `(1)We`, where the text counts another item, too.
fn is_bracketed_item(facts: &TextFacts<'_>, open: usize, at: usize, behind: &str) -> bool {
    let text = facts.text();
    let Ok(number) = text[open + 1..at].parse::<u32>() else { return false };
    let stands_apart =
        text[..open].chars().next_back().is_none_or(|c| c.is_whitespace() || ":;,.?!".contains(c));
    let has_another = || {
        let Numbers(numbers) = facts.fact(|| Numbers::of(text));
        [number.wrapping_sub(1), number.wrapping_add(1)].iter().any(|one| numbers.contains(one))
    };
    stands_apart
        && behind.len() >= 2
        && is_plain_word(behind)
        && ends(text, at, behind)
        && has_another()
}

/// The numbers that stand by themselves in brackets: `(2)`.
struct Numbers(HashSet<u32>);

impl Numbers {
    fn of(text: &str) -> Numbers {
        let number = |open: usize| {
            let tail = &text[open + 1..];
            let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
            let is_closed =
                tail[digits..].starts_with(')') && (digits == 1 || !tail.starts_with('0'));
            tail[..digits].parse().ok().filter(|_| is_closed)
        };
        Numbers(memchr::memchr_iter(b'(', text.as_bytes()).filter_map(number).collect())
    }
}

fn is_named(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether the word behind byte `at` ends there, and is no part of a name or a formula.
fn ends(text: &str, at: usize, behind: &str) -> bool {
    let next = char_at(text, at + 1 + behind.len());
    next.is_none_or(|c| c.is_whitespace() || ",.;:".contains(c))
}

fn is_grammar(text: &str, at: usize, behind: &str) -> bool {
    is_grammar_word(behind) && ends(text, at, behind)
}

fn is_grammar_word(word: &str) -> bool {
    word.len() >= 2 && lexicon::is_grammar(&word.to_lowercase())
}

/// `(of the hill)and`, `(ABC)models`: prose goes on behind the bracket.
fn goes_on_behind(text: &str, open: usize, at: usize, behind: &str) -> bool {
    let held = &text[open + 1..at];
    let stands_apart = text[..open].chars().next_back().is_none_or(char::is_whitespace);
    let is_lower = held.chars().all(char::is_lowercase);
    let is_part_of_word = held.len() <= 2
        || held.ends_with(['-', '+', '−'])
        || is_lower && !lexicon::is_known(held)
        || lexicon::is_known(&format!("{held}{behind}"));
    let is_bracketed_prose =
        held.contains(' ') && held.split(|c: char| !c.is_alphabetic()).any(lexicon::is_grammar);
    let is_name = is_acronym(held.strip_suffix('s').unwrap_or(held), 3)
        || held.chars().filter(|c| c.is_uppercase()).count() >= 2 && held.len() >= 4;
    let is_plain = behind.len() >= 4
        && is_plain_word(behind)
        && behind.chars().all(char::is_lowercase)
        && !HYPHENATED.contains(&behind)
        && !is_greek(behind)
        && ends(text, at, behind);
    let is_argument = !stands_apart && !is_glued_before(text, open);
    if is_argument {
        return false;
    }
    !is_part_of_word && is_grammar(text, at, behind)
        || (is_bracketed_prose || is_name) && is_plain && !is_part_of_word && !is_lower
}
