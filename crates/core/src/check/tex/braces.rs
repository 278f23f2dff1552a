//! Braces that group nothing: `{3.56}`, `{D}eep`, `generation} on`.
//!
//! A set (`{0,1}`, `{cat, dog}`) keeps its braces, and so does whatever belongs to a command or a
//! script. A brace may also stand for something else: for a bracket that was misread in a scan, for
//! the dash of an old font, for the blank of a template. It goes only where nothing but TeX can
//! have set it; elsewhere it is told.

use super::group_end;
use crate::check::Hit;
use crate::edit::Edit;
use crate::lexicon::{self, Lexicon};
use crate::markup;
use crate::span::Span;

/// A hit for each group of mere words or a number, and for a brace without its partner.
pub(super) fn hits(text: &str, lexicon: &Lexicon) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut lonely = Vec::new();
    let mut opened = Vec::new();
    let has_commands = text.contains('\\') || has_dollar_of_tex(text);
    let scene = Scene { text, lexicon, has_tex: has_commands || has_script_or_quotes(text) };
    let (mut open, mut read) = (Open::default(), 0);
    for (at, c) in
        text.char_indices().filter(|(at, c)| matches!(c, '{' | '}') && !text[..*at].ends_with('\\'))
    {
        open.read(&text[read..at]);
        read = at;
        if c == '{' {
            // `[interquartile range {IQR}, 2.0-10.0]`: authors who do not write TeX go on with
            // braces in square brackets.
            let is_third_level = open.square && !has_commands;
            let is_outermost = opened.is_empty() && !is_third_level && !open.is_quotation();
            hits.extend(is_outermost.then(|| scene.group(at)).flatten());
            opened.push(at);
        } else if opened.pop().is_none() {
            lonely.push(at);
        }
    }
    lonely.extend(opened);
    // More than one brace is a formula cut in half, not a slip.
    if let ([at], 1) = (&lonely[..], text.matches(['{', '}']).count()) {
        hits.extend(alone(text, *at, lexicon));
    }
    hits
}

/// What stands open before a brace: a quotation, which may hold a template with blanks in braces,
/// or a square bracket.
#[derive(Default)]
struct Open {
    straight: bool,
    curly: bool,
    tex: bool,
    square: bool,
}

impl Open {
    /// Reads on over a stretch without braces but at its start.
    fn read(&mut self, stretch: &str) {
        self.straight ^= stretch.matches('"').count() % 2 == 1;
        let pairs = [
            (&mut self.curly, "“", "”"),
            (&mut self.tex, "``", "''"),
            (&mut self.square, "[", "]"),
        ];
        for (is_open, open, close) in pairs {
            match (stretch.rfind(open), stretch.rfind(close)) {
                (None, None) => (),
                (opened, closed) => *is_open = opened > closed,
            }
        }
    }

    fn is_quotation(&self) -> bool {
        self.straight || self.curly || self.tex
    }
}

/// A text, and what tells what its groups are.
struct Scene<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    has_tex: bool,
}

impl Scene<'_> {
    /// A group that holds words or a number, and stands where no command or script asks for one;
    /// it goes where it is one of TeX for certain.
    fn group(&self, open: usize) -> Option<Hit> {
        let text = self.text;
        let end = group_end(text, open)?;
        let inner = &text[open + 1..end - 1];
        let before = text[..open].chars().next_back();
        let asked_for = before
            .is_some_and(|c| matches!(c, '_' | '^' | '}' | ']' | '=' | '\\') || c.is_alphabetic())
            || follows_command(text, open);
        let title_case = before.is_none_or(|c| c.is_whitespace() || "([-–/".contains(c));
        let is_words = inner.chars().any(char::is_alphabetic)
            && inner.chars().all(|c| c.is_alphanumeric() || " .-–'’!?()\"&/".contains(c))
            && !inner.contains("//")
            && inner.matches('(').count() == inner.matches(')').count();
        let is_set = is_member(inner)
            || inner.contains(is_script)
            || is_plane(inner)
            || text[end..].starts_with("(n)")
            || text[end..].starts_with(|c| is_script(c) || matches!(c, '_' | '^'));
        let is_other = is_set
            || is_set_of_one(inner, &text[end..])
            || markup::highwire::names_a_sign(inner)
            || is_of_database(inner);
        if asked_for
            || is_other
            || is_blank_of_path(text, open, end)
            || !title_case
            || !(is_number(inner) || is_words)
        {
            return None;
        }
        let span = Span::new(text, open, end)?;
        let is_protected =
            text[end..].starts_with(char::is_alphabetic) || is_bracketed(text, open, end);
        let is_certain = is_number(inner)
            || !is_misread(inner)
                && (self.has_tex || is_protected || is_phrase(inner, self.lexicon));
        let edit = is_certain.then(|| Edit::new(span, without_declaration(inner)));
        Some(Hit { edits: edit.into_iter().collect(), ..Hit::at(span) })
    }
}

/// `{0}`, `{x}`, `{12}`: a set of one thing. Only letters that touch them make them braces of TeX:
/// `{K}alman`, `{X}-ray`.
fn is_set_of_one(inner: &str, behind: &str) -> bool {
    let is_letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    let goes_on = behind.strip_prefix('-').unwrap_or(behind).starts_with(char::is_alphabetic);
    is_letter && !goes_on || inner.len() < 3 && inner.bytes().all(|byte| byte.is_ascii_digit())
}

/// Signs and marks as databases of physics spell them: `{minus}`, `{bar p}`.
fn is_of_database(inner: &str) -> bool {
    const MARKS: [&str; 9] =
        ["bar ", "hat ", "tilde ", "vector ", "vec ", "dot ", "sup ", "sub ", "underscore "];
    matches!(inner, "minus" | "plus" | "plus minus" | "approximately" | "AA" | "percent") || {
        MARKS.iter().any(|mark| inner.starts_with(mark))
    }
}

/// `/users/{id}`, `{date}_{site}.csv`, `{language}-{region}`: a blank in a path or in the name of a file.
fn is_blank_of_path(text: &str, open: usize, end: usize) -> bool {
    let (before, inner, behind) = (&text[..open], &text[open + 1..end - 1], &text[end..]);
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut next = behind.chars();
    let touches = before.ends_with(['/', '_'])
        || match next.next() {
            Some('/' | '_') => true,
            Some('.') => next.next().is_some_and(|c| c.is_ascii_lowercase()),
            Some('-') => next.next() == Some('{'),
            _ => false,
        };
    inner.chars().all(is_name) && inner.len() > 1 && touches
}

fn is_number(inner: &str) -> bool {
    !inner.contains("..")
        && inner.contains(|c: char| c.is_ascii_digit())
        && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '%'))
}

/// Whether a text has signs that only TeX has, beside commands and dollars.
fn has_script_or_quotes(text: &str) -> bool {
    text.contains(['^', '√']) || ["_{", "``"].iter().any(|sign| text.contains(sign))
}

/// Whether a dollar is one of TeX: a sum of money stands behind the others, `$5`, `US$ 5`.
fn has_dollar_of_tex(text: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + 1..]);
        let is_money = behind.starts_with(|c: char| c.is_ascii_digit())
            || before.ends_with("US") && !behind.starts_with(char::is_alphabetic);
        !is_money
    })
}

/// `({Net})`, `{(PCA)}`, `{a}/{b}`: brackets are there, so that the braces are none that were misread.
fn is_bracketed(text: &str, open: usize, end: usize) -> bool {
    text[..open].ends_with('/')
        || text[..open].ends_with('(') && text[end..].starts_with(')')
        || text[open + 1..].starts_with('(') && text[..end - 1].ends_with(')')
}

/// Whether braces hold more than one word, and all of them are words: no blank of a template and
/// no label has so many.
fn is_phrase(inner: &str, lexicon: &Lexicon) -> bool {
    let words = || inner.split([' ', '-']);
    let is_word = |word: &str| {
        let word = word.trim_end_matches(['.', '!', '?']).to_lowercase();
        word == "a" || word.len() > 1 && (lexicon.frequency(&word) > 0 || lexicon::is_known(&word))
    };
    words().count() > 1 && (words().all(is_word) || without_declaration(inner) != inner)
}

/// `7rij`: letters behind a digit that are no ending of a number, which no scan reads right.
fn is_misread(inner: &str) -> bool {
    inner.split([' ', '-']).any(|word| {
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        letters.len() < word.len()
            && letters.len() > 2
            && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    })
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

/// A brace that touches a word or a full stop, in a text without other mathematics. It goes where
/// all brackets have their partners: else it may be one of them that was misread.
fn alone(text: &str, at: usize, lexicon: &Lexicon) -> Option<Hit> {
    let (before, behind) = (&text[..at], &text[at + 1..]);
    let touches = before.ends_with(|c: char| c.is_alphabetic() || c == '.')
        || behind.starts_with(char::is_alphabetic);
    if !touches || text.contains(['^', '_', '\\', '$']) {
        return None;
    }
    let count = |bracket: char| text.matches(bracket).count();
    let are_paired = count('(') == count(')') && count('[') == count(']');
    let goes = if text[at..].starts_with('{') {
        let first = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        (at == 0 || before.ends_with(char::is_whitespace)) && is_word(first, lexicon)
    } else {
        let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_end = |c: char| c.is_whitespace() || ".,;:)".contains(c);
        behind.chars().next().is_none_or(is_end)
            && (before.ends_with('.') || is_word(last, lexicon))
    };
    let edit = Span::new(text, at, at + 1).map(|span| Edit::new(span, ""));
    let edits = edit.filter(|_| are_paired && goes).into_iter().collect();
    let word = before
        .rfind(char::is_whitespace)
        .map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |len| at + len);
    Some(Hit { edits, ..Hit::at(Span::new(text, word, end)?) })
}

/// A word of three letters and more, or an acronym.
fn is_word(word: &str, lexicon: &Lexicon) -> bool {
    let is_acronym = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    word.len() > 2 && lexicon.frequency(&word.to_lowercase()) > 0 || is_acronym
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn repaired(text: &str) -> String {
        hit::repaired(text, hits(text, &Lexicon::default()))
    }

    #[test]
    fn groups_of_words_and_lonely_braces_go() {
        for (text, expected) in [
            ("a gain of {3.56} with ({BERT})", "a gain of 3.56 with (BERT)"),
            ("for image generation} on ImageNet", "for image generation on ImageNet"),
            ("{We show that it works.} Then", "We show that it works. Then"),
            ("the {em patchwise} {it Net} as {it seems}", "the patchwise Net as it seems"),
            ("a {nearest neighbour} rule", "a nearest neighbour rule"),
            ("{K}alman and {B}ayes filters", "Kalman and Bayes filters"),
            ("the least squares {(LS)} fit", "the least squares (LS) fit"),
            ("a {slow} clock of period $T$", "a slow clock of period $T$"),
            ("the ``weak'' {learner} wins", "the ``weak'' learner wins"),
            ("a rate of {12%} is low", "a rate of 12% is low"),
            ("an {X}-ray of a ``{B}-tree''", "an X-ray of a ``{B}-tree''"),
            ("a gain of {0.5} and {7.25}", "a gain of 0.5 and 7.25"),
            ("of one clock (CLK}) only", "of one clock (CLK) only"),
            ("It ticks. {The hands move slowly.", "It ticks. The hands move slowly."),
        ] {
            assert_eq!(repaired(text), expected, "{text}");
        }
    }

    #[test]
    fn what_may_stand_for_something_else_is_told() {
        for text in [
            "the clock of a tower {Prague} is old",
            "the weaver {Ploceus cucullatus) of reeds",
            "the gear(s}; and the spring",
            "to wind a{worn spring",
            "the angles {9rjk} of the gears",
            "with one {slow} hand",
            "the readings {a\u{2019}",
            "the hands {of brass) and steel",
        ] {
            let hits = hits(text, &Lexicon::default());
            assert!(hits.len() == 1 && hits[0].edits.is_empty(), "{text}");
        }
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
            "the point {0} alone",
            "{0}, {1} and {7}",
            "the trivial group {e} of it",
            "a value f({x}) of it",
            "{x} = x - 3 for all x",
            "{1}-sets and {12}",
            "the kernel ({0}) is trivial",
            "the line {0} × ℝ",
            "every {n} with",
            "the union {a}/{b} of x²",
            "an angle of {minus}5 and the mass of {bar p}p",
            "the polymer {Cd(L)(bpy)}(n) of",
            "{blacksquare}Clocks and {diamondsuit} bells",
            "the routes /clocks/{id} and /clocks/{id}/hands/{hand}",
            "at https://clocks.example/v1/{town}/hands",
            "files {day}_{clock}.csv, {day}.txt and {hand}/{clock}",
            "the hours {1...12}",
            "a prompt \"a clock with {hand colour} hands\"",
            "a prompt “a bell of {metal}” for",
        ] {
            assert!(hits(text, &Lexicon::default()).is_empty(), "{text}");
        }
    }
}
