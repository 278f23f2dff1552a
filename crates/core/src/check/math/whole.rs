//! Formulas that still have their delimiters: `$…$`, `\(…\)`, an environment.

use super::doubled;
use super::style::Style;
use crate::check::Hit;
use crate::edit::Edit;
use crate::lexicon;
use crate::math::delimited::Delimited;
use crate::math::tree::Item;
use crate::math::{self, Fonts, Obstacle, Row};
use crate::text::language::is_function_word;
use crate::text::sentence;

/// Formulas that have their delimiters: each is replaced whole, or left whole with what stood in
/// the way. A style that writes TeX has them as they are.
pub(super) fn hits(text: &str, formulas: &[Delimited], style: Style) -> Vec<Hit> {
    if formulas.is_empty() {
        return Vec::new();
    }
    let read: Vec<_> = formulas.iter().map(|formula| read(text, formula)).collect();
    let ends = formulas.iter().map(|formula| formula.span.end());
    let starts = formulas.iter().map(|formula| formula.span.start()).chain([text.len()]);
    let gaps = std::iter::once(0).chain(ends).zip(starts);
    let outside = gaps.filter_map(|(from, to)| text.get(from..to));
    let fonts = Fonts::of(read.iter().flatten()).beside(outside);
    let unicode = |row: &Row| math::unicode(row, &fonts);
    let said: Vec<String> =
        read.iter().map(|row| row.as_ref().map_or_else(|_| String::new(), unicode)).collect();
    let both = doubled::Read { text, formulas, said: &said };
    let company = both.company();
    let mut written_to = 0;
    let hits = formulas.iter().zip(&read).enumerate().map(|(n, (formula, read))| {
        let written = match (read, style) {
            (_, Style::Latex) => return None,
            (Err(obstacle), _) => {
                return Some(Hit::at(formula.span).with("detail", format!(": {obstacle}")));
            }
            (Ok(_), Style::Unicode) => said[n].clone(),
            (Ok(row), Style::Ascii) => math::ascii(row),
        };
        let once = both.once(n, written_to, company);
        written_to = once.span.end();
        let last = read.as_ref().ok().and_then(|row| row.0.last());
        let ends_in_space = last.is_some_and(|node| node.item == Item::Space);
        let written = apart(text, formula, written, ends_in_space) + once.unit;
        let edits = vec![Edit::new(once.span, written)];
        Some(Hit { edits, ..Hit::at(once.span).with("detail", "") })
    });
    hits.flatten().collect()
}

/// The formula. A name that lost its backslash would run into the word that it touches without its
/// dollars; beside a number, or as the prefix of a unit, it can be nothing else.
fn read(text: &str, formula: &Delimited) -> Result<Row, Obstacle> {
    let inner = formula.inner.slice(text);
    let (before, behind) = (&text[..formula.span.start()], &text[formula.span.end()..]);
    let touches =
        |is_part: fn(char) -> bool| before.ends_with(is_part) || behind.starts_with(is_part);
    if !math::reader::is_lost_name(inner) || !touches(char::is_alphanumeric) {
        return math::read(inner);
    }
    let name = inner.trim();
    let is_prefix = name == "mu" && behind.starts_with(|c: char| c.is_ascii_alphabetic());
    if is_prefix || touches(|c| c.is_ascii_digit()) {
        math::read(&format!("\\{name}"))
    } else {
        Err(Obstacle::Lost(name.to_owned()))
    }
}

/// With the blanks that stood within the delimiters where the text goes on without one
/// (`is$ x $in`, and `$5\,$nm`, which `ends_in_space`), and those that its words lost beside the
/// dollars (`Let$A$be`). A formula of nothing but a blank is one: `5$\,$m`.
fn apart(text: &str, formula: &Delimited, mut written: String, ends_in_space: bool) -> String {
    let inner = formula.inner.slice(text);
    let is_named = [r"\begin", r"\math", r"\ensuremath"];
    let is_environment =
        formula.inner == formula.span && is_named.iter().any(|name| inner.starts_with(name));
    let is_part = |c: char| c.is_alphanumeric();
    let (before, behind) = (&text[..formula.span.start()], &text[formula.span.end()..]);
    if written.is_empty() && before.ends_with(is_part) && behind.starts_with(is_part) {
        return " ".into();
    }
    let opens = is_environment
        || inner.starts_with(char::is_whitespace)
        || written.starts_with(char::is_alphabetic) && !is_script(inner) && ends_in_word(before);
    let closes = is_environment
        || inner.ends_with(char::is_whitespace)
        || ends_in_space
        || written.ends_with(|c: char| c.is_alphabetic() || c == ')')
            && begins_with_word(behind)
            && !is_prefix(before, &written, behind);
    if opens && before.ends_with(is_part) {
        written.insert(0, ' ');
    }
    if closes && behind.starts_with(is_part) {
        written.push(' ');
    }
    written
}

/// Whether a formula ends in the prefix of a unit that looks like a word: `42\,$\mu$as`.
fn is_prefix(before: &str, written: &str, behind: &str) -> bool {
    let number = written.strip_suffix('μ').map(str::trim_end);
    let is_counted = number.is_some_and(|number| {
        let before = before.trim_end_matches([' ', '~']).trim_end_matches(r"\,");
        let number = if number.is_empty() { before } else { number };
        number.ends_with(|c: char| c.is_ascii_digit() || c == ')')
    });
    is_counted && sentence::letters_behind(behind) == "as"
}

/// Whether a formula is the script of what stands before it: `NO$_x$`.
fn is_script(inner: &str) -> bool {
    inner.trim_start().starts_with(['_', '^'])
}

/// Whether a text ends in a word, so that a formula behind it lost its blank; `non` goes with what
/// it stands before, and so does the symbol of an element or a line within a sentence: `Ly$\alpha$`.
fn ends_in_word(text: &str) -> bool {
    const PREFIXES: &[&str] = &["non", "co", "pre", "sub", "anti", "semi", "quasi", "multi"];
    let word = sentence::letters_before(text);
    let head = text[..text.len() - word.len()].trim_end();
    let begins_sentence = head.is_empty() || head.ends_with(['.', '!', '?', ':']);
    let is_symbol = word.len() <= 2 && word.starts_with(char::is_uppercase) && !begins_sentence;
    word.chars().nth(1).is_some()
        && !is_symbol
        && !PREFIXES.contains(&word)
        && (is_word(word) || is_word(&word.to_lowercase()))
}

/// Whether a text begins with a word; `th` and `fold` are the ends of one.
fn begins_with_word(text: &str) -> bool {
    const ENDINGS: &[&str] = &["th", "st", "nd", "rd", "fold", "ary", "ness"];
    let word = sentence::letters_behind(text);
    word.chars().nth(1).is_some()
        && !ENDINGS.contains(&word)
        && (is_function_word(word) || word.len() > 2 && is_word(word))
}

fn is_word(word: &str) -> bool {
    is_function_word(word) || lexicon::is_grammar(word) || lexicon::knows(word)
}
