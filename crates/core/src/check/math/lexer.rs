//! Text to tokens, with words that are names of TeX glued together taken apart.
//!
//! A run of letters is a name (`leq`), a row of names and single letters
//! (`Phicirc`, `thetain`, `DepsilonpS`), a single letter, or a word. How a run is
//! taken apart is decided here from its letters alone, and from a script sign
//! before it (`x_tin` is `x_t` and `in`, but only because of the `_`). Whether
//! what was found is mathematics is decided in [`super::evidence`].

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::symbols::{self, NameReading as Word, Role, Symbol};
use crate::math::reader::unglued;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MathTokenKind {
    /// White space.
    Space,
    /// Digits.
    Number,
    /// A single letter.
    Letter,
    /// A word, or part of one.
    Word,
    /// A name of TeX, with or without its backslash.
    Name(&'static Symbol),
    /// Any other character.
    Sign(char),
    /// A character behind a backslash: `\%`, `\{`, `\,`.
    Escaped(char),
}

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MathToken {
    /// What it is.
    pub kind: MathTokenKind,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Whether it is part of a longer run of letters.
    pub glued: bool,
    /// Whether it still has its backslash.
    pub backslash: bool,
}

impl MathToken {
    /// The name of TeX that it is.
    pub fn name(&self) -> Option<&'static Symbol> {
        match self.kind {
            MathTokenKind::Name(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// Whether it is this character.
    pub fn is(&self, c: char) -> bool {
        self.kind == MathTokenKind::Sign(c)
    }
}

/// How readily runs of letters are taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexerMode {
    /// Only where the letters alone are evidence enough.
    Cautious,
    /// Also a letter glued to a short name (`kll d`, `ymid x`): for a text with sure signs of lost
    /// mathematics.
    Eager,
}

/// The tokens of `text`; they cover all of it.
pub fn tokens(text: &str, mode: LexerMode) -> Vec<MathToken> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = match c {
            'a'..='z' | 'A'..='Z' => letters(text, at, mode, &mut tokens),
            '\\' => command(text, at, &mut tokens),
            _ => simple(text, at, c, &mut tokens),
        };
        at = end;
    }
    tokens
}

fn plain(kind: MathTokenKind, start: usize, end: usize) -> MathToken {
    MathToken { kind, start, end, glued: false, backslash: false }
}

/// The end of the letters that begin at `start`; most text is ASCII.
fn letters_end(text: &str, start: usize) -> usize {
    let ascii = text.as_bytes()[start..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let end = start + ascii;
    if text.as_bytes().get(end).is_some_and(|b| !b.is_ascii()) {
        run(text, start, char::is_alphabetic)
    } else {
        end
    }
}

fn run(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[start..].find(|c| !belongs(c)).map_or(text.len(), |len| start + len)
}

fn simple(text: &str, at: usize, c: char, tokens: &mut Vec<MathToken>) -> usize {
    let (kind, end) = match c {
        c if c.is_ascii_digit() => (MathTokenKind::Number, run(text, at, |c| c.is_ascii_digit())),
        c if c.is_whitespace() => (MathTokenKind::Space, run(text, at, char::is_whitespace)),
        c if c.is_alphabetic() => (MathTokenKind::Word, run(text, at, char::is_alphabetic)),
        c => (MathTokenKind::Sign(c), at + c.len_utf8()),
    };
    tokens.push(plain(kind, at, end));
    end
}

/// `\name`, `\%`, or a lone backslash.
fn command(text: &str, at: usize, tokens: &mut Vec<MathToken>) -> usize {
    let end = run(text, at + 1, |c| c.is_ascii_alphabetic());
    let known = symbols::find(&text[at + 1..end]);
    let escaped = text[at + 1..].chars().next().filter(|c| "{}%&#_$,;:!| ".contains(*c));
    match (known, escaped) {
        (Some(symbol), _) => {
            tokens.push(MathToken {
                kind: MathTokenKind::Name(symbol),
                start: at,
                end,
                glued: false,
                backslash: true,
            });
            end
        }
        (None, Some(c)) => {
            tokens.push(MathToken {
                kind: MathTokenKind::Escaped(c),
                start: at,
                end: at + 2,
                glued: false,
                backslash: true,
            });
            at + 2
        }
        (None, None) => {
            if let Some(symbol) = glued(&text[at + 1..end]) {
                let letter = at + 1 + symbol.name.len();
                tokens.push(MathToken {
                    kind: MathTokenKind::Name(symbol),
                    start: at,
                    end: letter,
                    glued: false,
                    backslash: true,
                });
                tokens.push(MathToken { glued: true, ..plain(MathTokenKind::Letter, letter, end) });
                return end;
            }
            tokens.push(plain(MathTokenKind::Sign('\\'), at, at + 1));
            if end > at + 1 {
                tokens.push(plain(MathTokenKind::Word, at + 1, end));
            }
            end
        }
    }
}

/// The command of a name that is glued to its argument, one letter whose braces were lost:
/// `\mathbbR`.
fn glued(name: &str) -> Option<&'static Symbol> {
    let (head, rest) = unglued(name)?;
    symbols::find(head).filter(|_| rest.len() == 1)
}

fn letters(text: &str, at: usize, mode: LexerMode, tokens: &mut Vec<MathToken>) -> usize {
    let end = letters_end(text, at);
    let word = &text[at..end];
    let behind_script = is_script_of_symbol(tokens);
    let before = tokens.last().map(|token| token.kind);
    let behind_number = before == Some(MathTokenKind::Number);
    let next = text[end..].chars().next().unwrap_or(' ');
    if word.len() == 1 {
        tokens.push(plain(MathTokenKind::Letter, at, end));
    } else if word.len() > 2 && is_in_font_group(tokens) {
        tokens.push(plain(MathTokenKind::Word, at, end));
    } else if let Some(symbol) = symbols::find(word) {
        tokens.push(plain(MathTokenKind::Name(symbol), at, end));
    } else if let Some(parts) = take_apart(word, behind_script, behind_number, next)
        .or_else(|| micro_unit(word, tokens))
        .or_else(|| {
            let may_be = mode == LexerMode::Eager && stands_among_operands(text, at, end);
            if may_be {
                letters_and_names(word, matches!(next, '_' | '^' | '{' | '(' | '['))
            } else {
                None
            }
        })
    {
        let mut start = at;
        for part in parts {
            let (kind, len) = match part {
                Part::Name(symbol) => (MathTokenKind::Name(symbol), symbol.name.len()),
                Part::Letter => (MathTokenKind::Letter, 1),
            };
            tokens.push(MathToken { glued: true, ..plain(kind, start, start + len) });
            start += len;
        }
    } else {
        tokens.push(plain(MathTokenKind::Word, at, end));
    }
    end
}

/// Whether what comes next is the script of a symbol (`x_`, `2^`, `)_`), not of a name such as
/// `grid_`.
fn is_script_of_symbol(tokens: &[MathToken]) -> bool {
    let [.., base, script] = tokens else { return false };
    let is_symbol = matches!(
        base.kind,
        MathTokenKind::Letter
            | MathTokenKind::Number
            | MathTokenKind::Name(_)
            | MathTokenKind::Sign('}' | ')' | ']' | '|')
    );
    is_symbol && (script.is('_') || script.is('^'))
}

/// Whether what comes next are the letters in the group of a font: `mathsf{Unif}` is a word,
/// whatever names it holds.
fn is_in_font_group(tokens: &[MathToken]) -> bool {
    let [.., command, brace] = tokens else { return false };
    brace.is('{') && command.name().is_some_and(|symbol| symbol.role == Role::Font)
}

/// Whether a run of letters stands by itself, and beside it a letter, a number or a sign of
/// mathematics: its letters alone are no evidence.
fn stands_among_operands(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = (&text[..start], &text[end..]);
    let touches =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "()[]{},.;=<>+|_^".contains(c));
    if !touches(before.chars().next_back()) || !touches(behind.chars().next()) {
        return false;
    }
    let is_operand = |word: Option<&str>| {
        let word = word.unwrap_or_default().trim_matches(|c: char| "()[],.;".contains(c));
        let is_letter = word.len() == 1
            && !matches!(word, "a" | "A" | "I")
            && word.bytes().all(|b| b.is_ascii_alphanumeric());
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        is_letter
            || is_number
            || word.contains(['_', '^', '\\', '=', '<', '>', '|'])
            || word.len() > 1 && symbols::find(word).is_some()
    };
    let fills_brackets = before.ends_with(['(', '[', '{']) || behind.starts_with([')', ']', '}']);
    fills_brackets
        || is_operand(before.split_whitespace().next_back())
        || is_operand(behind.split_whitespace().next())
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Name(&'static Symbol),
    Letter,
}

/// Whether a run of letters that no markup touches could be taken apart at all: most words end
/// here.
fn holds_telling_name(word: &str) -> bool {
    static NAMES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let telling = symbols::SYMBOLS
            .iter()
            .filter(|s| s.reading != Word::Word && s.name.len() >= 4 || is_unmistakable(s));
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
    let names: Vec<&Symbol> =
        parts.iter().filter_map(|p| if let Part::Name(s) = p { Some(*s) } else { None }).collect();
    let letters = parts.len() - names.len();
    // `quadrangle` is full of them.
    let is_layout = |s: &Symbol| matches!(s.role, Role::Bracket | Role::Space);
    let telling = names.iter().any(|s| {
        s.name.len() >= TELLING && s.reading != Word::Word && !is_layout(s) || is_unmistakable(s)
    });
    let mixed_case = word.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    let only_names =
        letters == 0 && names.iter().any(|s| s.reading != Word::Word && s.name.len() >= 4);
    let in_markup = behind_script || behind_number || matches!(next, '_' | '^' | '{');
    if matches!(next, '(' | '[' | '|' | '\\')
        && letters <= 2
        && names.last().is_some_and(|s| s.role == Role::Size && s.name.starts_with(['l', 'b', 'B']))
    {
        return Some(parts);
    }
    let room = match (mixed_case, in_markup) {
        (true, _) => 4,
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

/// One or two letters and names of operators, whatever these mean in English. No word of the
/// language.
fn letters_and_names(word: &str, in_markup: bool) -> Option<Vec<Part>> {
    if !word.is_ascii() || word.len() > 12 || is_prose(word, in_markup) {
        return None;
    }
    let parts = cheapest(word)?;
    let letters = parts.iter().filter(|p| matches!(p, Part::Letter)).count();
    let operators = parts.iter().all(|p| {
        matches!(p, Part::Letter)
            || matches!(p, Part::Name(s) if matches!(s.role, Role::Infix | Role::Prefix | Role::Size | Role::Ordinary))
    });
    let names = parts.len() - letters;
    (operators && (letters <= 1 || letters == 2 && names == 1)).then_some(parts)
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
    let micro = symbols::find("mu").filter(|_| behind_number && known)?;
    Some(std::iter::once(Part::Name(micro)).chain(unit.chars().map(|_| Part::Letter)).collect())
}

/// Short names that no English word holds at an end.
fn is_unmistakable(symbol: &Symbol) -> bool {
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
        .is_some_and(|stem| symbols::find(stem).is_some());
    plural || starts.iter().any(|start| lower.starts_with(start) && lower != *start)
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
        for symbol in symbols::prefixes(&word[at..]) {
            let cost = best[at + symbol.name.len()].0 + NAME;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        tokens(text, LexerMode::Cautious)
            .iter()
            .filter(|t| t.kind != MathTokenKind::Space)
            .map(|t| &text[t.start..t.end])
            .collect::<Vec<_>>()
            .join("·")
    }

    #[test]
    fn glued_names_are_taken_apart() {
        assert_eq!(shown("Phicirc Psi"), "Phi·circ·Psi");
        assert_eq!(shown("x_tin R^d"), "x·_·t·in·R·^·d");
        assert_eq!(shown("DepsilonpS VSEinfty"), "D·epsilon·p·S·V·S·E·infty");
        assert_eq!(shown("gammain(0,1)"), "gamma·in·(·0·,·1·)");
        assert_eq!(shown("log^2n"), "log·^·2·n");
        assert_eq!(shown("ell_inftyto 0"), "ell·_·infty·to·0");
    }

    #[test]
    fn words_stay_whole() {
        for word in [
            "sometimes", "timesteps", "into", "main", "alphabet", "subsets", "gammas", "that",
            "toolbox", "approximate", "AlphaGo", "texture", "triangle", "begin",
        ] {
            assert_eq!(shown(word), word);
        }
        assert_eq!(shown("grid_sample relabel_imagenet"), "grid·_·sample·relabel·_·imagenet");
    }

    #[test]
    fn tokens_cover_the_text() {
        let text = r"a \alpha\, é7^{-3} \unknown\";
        let all = tokens(text, LexerMode::Cautious);
        assert_eq!((all[0].start, all[all.len() - 1].end), (0, text.len()));
        assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start));
    }
}
