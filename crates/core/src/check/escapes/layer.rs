//! One layer of escapes too many: every backslash, quote and line break of the text stands behind a
//! backslash, as in the source of a string of JSON (RFC 8259, section 7) or Python.
//!
//! A layer is a property of the whole text: one backslash that begins no escape, or begins a
//! command of TeX, and there is none. TeX has `\"o` and `\\`, so that it also takes something that
//! TeX would not write.

use crate::lexicon;
use crate::math::{reader, symbols, syntax};
use crate::span::Span;
use crate::text::sentence;

/// One escape.
struct Escape {
    start: usize,
    end: usize,
    /// What it stands for.
    meant: char,
    /// Whether TeX would not write it so.
    is_evidence: bool,
}

/// From the first escape to the last, and that stretch without the layer; `None` if there is none.
pub(super) fn layer(text: &str) -> Option<(Span, String)> {
    let mut escapes = Vec::new();
    let mut at = 0;
    while let Some(len) = text[at..].find('\\') {
        at += len;
        let escape = escape(text, at)?;
        at = escape.end;
        escapes.push(escape);
    }
    let mut quotes: Vec<&Escape> = escapes.iter().filter(|escape| escape.meant == '"').collect();
    if !quotes.is_empty() && quotes.len() != text.matches('"').count() {
        return None;
    }
    quotes.retain(|escape| !is_diaeresis(text, escape.start));
    let has_quotes = !quotes.is_empty();
    if has_quotes && !are_pairs(text, &quotes) {
        return None;
    }
    if escapes.iter().any(|escape| is_spoken_of(&text[..escape.start])) {
        return None;
    }
    if !has_quotes && !escapes.iter().any(|escape| escape.is_evidence) {
        return None;
    }
    let (first, last) = (escapes.first()?, escapes.last()?);
    let span = Span::new(text, first.start, last.end)?;
    let mut written = String::new();
    let mut done = span.start();
    for escape in &escapes {
        written.push_str(&text[done..escape.start]);
        written.push(escape.meant);
        done = escape.end;
    }
    Some((span, written))
}

/// The escape at byte `at`; `None` if the backslash is one of TeX, or of nothing.
fn escape(text: &str, at: usize) -> Option<Escape> {
    let rest = &text[at + 1..];
    let next = rest.chars().next()?;
    let one = |meant: char, is_evidence: bool| {
        Some(Escape { start: at, end: at + 1 + next.len_utf8(), meant, is_evidence })
    };
    let (before, behind) = (&text[..at], &rest[next.len_utf8()..]);
    match next {
        '\\' => one('\\', escapes_tex(behind) || is_diaeresis(text, at + 2)),
        '"' => one('"', false),
        '/' => one('/', before.ends_with([':', '/'])),
        '\'' if !behind.starts_with(char::is_alphabetic) || is_contraction(before, behind) => {
            one('\'', false)
        }
        _ if is_command(rest) => None,
        'n' | 't' if begins_word(before, behind) => {
            one(if next == 'n' { '\n' } else { '\t' }, true)
        }
        'n' => one('\n', breaks_line(before, behind)),
        'r' if behind.starts_with("\\n") => one('\r', true),
        't' if !behind.starts_with(|c: char| c.is_ascii_lowercase()) => one('\t', false),
        'u' => unicode(text, at, 4),
        'x' => unicode(text, at, 2),
        _ => None,
    }
}

/// `M\\\"obius`: whether `\"` at byte `at` is the rest of an accent of TeX, the backslash of which was
/// escaped, too.
fn is_diaeresis(text: &str, at: usize) -> bool {
    let letter = text[at..].strip_prefix("\\\"").map(|rest| rest.trim_start_matches('{'));
    let word = text[..at].strip_suffix("\\\\").unwrap_or("");
    word.ends_with(char::is_alphabetic)
        && letter.is_some_and(|rest| rest.starts_with(|c: char| "aeiouyAEIOUY\\".contains(c)))
}

/// `\u2019`, `\ud835\udc65`, `\xe9`
fn unicode(text: &str, at: usize, digits: usize) -> Option<Escape> {
    let number = |from: usize| {
        let hex = text.get(from..from + digits)?;
        let is_hex = hex.bytes().all(|b| b.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(hex, 16).ok()).flatten()
    };
    let end = at + 2 + digits;
    let first = number(at + 2)?;
    let escape = |meant, end| Some(Escape { start: at, end, meant, is_evidence: true });
    if let (0xd800..=0xdbff, true) = (first, text[end..].starts_with("\\u")) {
        let second = number(end + 2)?;
        let pair = char::decode_utf16([first as u16, second as u16]).next()?.ok()?;
        return escape(pair, end + 6);
    }
    escape(char::from_u32(first).filter(|c| *c != '\0')?, end)
}

/// Whether a backslash in front of `behind` is one of TeX: `emph{`, `%`, `alpha`.
fn escapes_tex(behind: &str) -> bool {
    behind.starts_with(['%', '&', '#', '_', '$', '{', '}', '"']) || is_command(behind)
}

fn is_command(text: &str) -> bool {
    let name = syntax::name(text);
    const OF_PROSE: &[&str] = &[
        "emph", "url", "href", "cite", "citep", "citet", "ref", "footnote", "begin", "end", "item",
        "textbf", "newline", "noindent", "xspace", "label", "url", "underline", "textquotedblleft",
    ];
    let is_known =
        OF_PROSE.contains(&name) || symbols::find(name).is_some() || reader::is_command(name);
    name.len() > 1 && is_known
}

/// Whether a line of prose ends and another begins; `the sign \n` ends none.
fn breaks_line(before: &str, behind: &str) -> bool {
    behind.starts_with(char::is_uppercase)
        || before.ends_with(['.', '!', '?', ':', ';', ')'])
            && !behind.starts_with(char::is_lowercase)
}

/// `dropped,\tand the rest`: whether a whole word stands behind the escape, and a stop before it.
fn begins_word(before: &str, behind: &str) -> bool {
    let word = sentence::letters_behind(behind);
    let is_drive = before.strip_suffix(':').is_some_and(|rest| rest.ends_with(char::is_uppercase));
    before.ends_with([',', ';', '.', ':'])
        && !is_drive
        && word.len() > 2
        && word.chars().all(char::is_lowercase)
        && lexicon::is_known(word)
}

/// `strings such as \u00e9`: whether a text speaks of the escape behind `before`.
fn is_spoken_of(before: &str) -> bool {
    const SUBJECTS: [&str; 14] = [
        "letter", "letters", "character", "characters", "escape", "escapes", "sequence",
        "sequences", "string", "strings", "point", "points", "sign", "signs",
    ];
    let before = before.trim_end_matches(['"', '\'', '`', '“', '‘', ' ']);
    let before = before.strip_suffix("such as").map_or(before, str::trim_end);
    SUBJECTS.contains(&sentence::letters_before(before).to_lowercase().as_str())
}

/// `don\'t`
fn is_contraction(before: &str, behind: &str) -> bool {
    before.ends_with(char::is_alphabetic)
        && matches!(sentence::letters_behind(behind), "s" | "t" | "re" | "ll" | "ve" | "d" | "m")
}

/// Whether quotes open and close by turns at the edges of words: TeX puts `\"` on a vowel.
fn are_pairs(text: &str, quotes: &[&Escape]) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    quotes.len().is_multiple_of(2)
        && quotes.chunks(2).all(|pair| {
            let [open, close] = pair else { return false };
            let opens = is_edge(text[..open.start].chars().next_back())
                && text[open.end..].starts_with(|c: char| !c.is_whitespace());
            let closes = is_edge(text[close.end..].chars().next())
                && text[..close.start].ends_with(|c: char| !c.is_whitespace());
            opens && closes
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(text: &str) -> Option<String> {
        let (span, written) = layer(text)?;
        Some(format!("{}{written}{}", &text[..span.start()], &text[span.end()..]))
    }

    #[test]
    fn a_layer_is_undone_once() {
        for (text, expected) in [
            (r"a \\textbf{wet} day at 60\\%", r"a \textbf{wet} day at 60\%"),
            (r"of $\\beta$ and \\leq 3", r"of $\beta$ and \leq 3"),
            (r#"the \"new lakes\" of \"today\"."#, r#"the "new lakes" of "today"."#),
            (r"It rains.\nIt pours.\n\nIt dries.", "It rains.\nIt pours.\n\nIt dries."),
            (r"Lakes\u2019 shores \u2013 and caf\u00e9s", "Lakes’ shores – and cafés"),
            (r"of \ud835\udc65 at 4\u00b0C", "of 𝑥 at 4°C"),
            (r"caf\xe9 au lait", "café au lait"),
            (r"at https:\/\/example.org\/a", "at https://example.org/a"),
            (r#"\"All\" said \\emph{so}.\r\nThen"#, "\"All\" said \\emph{so}.\r\nThen"),
            (r"R\\&D costs", r"R\&D costs"),
            (r#"B\\\"ocklin, V\\\"{a}th and 7\\%"#, r#"B\"ocklin, V\"{a}th and 7\%"#),
            (r#"the \\\"old\\\" lake of \\emph{x}"#, r#"the \"old\" lake of \emph{x}"#),
            (r"rain,\nthen snow,\nand at last the thaw", "rain,\nthen snow,\nand at last the thaw"),
            (r"were cut,\tand the rest:\tall", "were cut,\tand the rest:\tall"),
        ] {
            assert_eq!(undone(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_backslashes_of_tex_stay() {
        for text in [
            r#"G\"odel and Schr\"odinger"#,
            r#"\"Uber and \"Ol"#,
            r"one\\ two",
            r"one\\two",
            r"\emph{x} and 60\%",
            r"\nabla f and \nu",
            r"the sign \n is a break",
            r"Erd\H{o}s",
            r"\\emph{x} and \alpha",
            r"a path C:\new\temp",
            r"a path D:\temp",
            r#"Na\"ive "quotes""#,
            r"Fr\'echet",
            r"the author\'s",
            r"the letters \u00e9 and \xe8",
            r"such strings as it, characters such as \u2019",
            r"if x,\ne is y;\nu is",
            r"\theta \times \rho",
            r"A\B",
            "plain",
        ] {
            assert_eq!(undone(text), None, "{text}");
        }
    }
}
