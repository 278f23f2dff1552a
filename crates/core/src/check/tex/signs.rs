//! Signs of TeX behind a backslash, and what they print: `\\`, `\ `, `\,`, `\@`.

use super::lost_braces::is_lost_brace;
use super::markup::Printed;
use super::slashes;
use crate::lexicon;
use crate::math::symbols::{self, Meaning};
use crate::math::{marks, syntax};

/// `\\` ends a line, `\ ` is a space, `\@` and `\-` print nothing; `{\&}` is a sign in braces of
/// its own.
pub(super) fn sign_or_space(text: &str, at: usize) -> Option<Printed> {
    let next = text[at + 1..].chars().next()?;
    let printed = |end: usize, text: &str| Some(Printed { start: at, end, text: text.to_owned() });
    match next {
        '&' | '%' | '#' | '_' | '$'
            if text[..at].ends_with('{') && text[at + 2..].starts_with('}') =>
        {
            Some(Printed { start: at - 1, end: at + 3, text: next.to_string() })
        }
        // `\\host\share`: a path.
        '\\' if is_share(&text[at + 2..]) => None,
        '\\' if is_accent_in_word(&text[..at], &text[at + 2..]) => printed(at + 1, ""),
        // `5 \\u00b0C`: an escape of JSON with a layer more.
        '\\' if is_code_point(&text[at + 2..]) => None,
        '\\' if is_of_code(&text[..at], &text[at + 2..]) => None,
        '\\' => {
            let end = at + 2 + usize::from(text[at + 2..].starts_with(' '));
            let spaced = text[..at].ends_with(' ') || at == 0 || end == text.len();
            printed(end, if spaced { "" } else { " " })
        }
        ' ' if is_lost_brace(text, at) || is_by_itself(&text[..at]) => None,
        ' ' => printed(at + 2, " "),
        // `done\,---\,twice`
        ',' if is_beside_dash(&text[..at], &text[at + 2..]) => printed(at + 2, ""),
        ',' | ';' | ':' if is_space_of_tex(&text[..at], &text[at + 2..]) => {
            let is_close = text[at + 2..].starts_with(['%', '°'])
                || text[at + 2..].starts_with(r"\%")
                || text[..at].ends_with(' ');
            printed(at + 2, if is_close { "" } else { " " })
        }
        '!' if text[..at].ends_with(',')
            && text[at + 2..].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            printed(at + 2, "")
        }
        '/' => match slashes::meaning(text, at) {
            slashes::Meaning::Correction => printed(at + 2, ""),
            slashes::Meaning::Slash => printed(at + 2, "/"),
            slashes::Meaning::Unclear => None,
        },
        '@' if is_space_factor(&text[..at], &text[at + 2..]) => printed(at + 2, ""),
        '-' if text[..at].ends_with(char::is_alphabetic) => {
            printed(at + 2, if is_of_compound(text, at) { "-" } else { "" })
        }
        _ => None,
    }
}

/// Whether the name of a code point goes on behind two backslashes: `u00b0`.
fn is_code_point(behind: &str) -> bool {
    let digits = behind.strip_prefix('u').and_then(|digits| digits.get(..4));
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a thin space stands between a word and a dash.
fn is_beside_dash(before: &str, behind: &str) -> bool {
    let is_dash = |c: char| matches!(c, '—' | '–');
    behind.starts_with("--")
        || behind.starts_with(is_dash)
        || before.ends_with("--")
        || before.ends_with(is_dash)
}

/// Whether `\-` at byte `at` is the hyphen of a compound, as exports to Markdown escape it, and no
/// place where TeX may break a word: `so\-called`, not `hy\-phen`.
fn is_of_compound(text: &str, at: usize) -> bool {
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '\\' | '-');
    let start = text[..at].trim_end_matches(is_part).len();
    let end = at + text[at..].find(|c: char| !is_part(c)).unwrap_or(text.len() - at);
    let parts: Vec<String> = text[start..end].split(r"\-").map(str::to_lowercase).collect();
    !lexicon::is_known(&parts.concat())
        && parts.iter().all(|part| lexicon::frequency(part) >= lexicon::COMMON)
}

/// `Poincar\\'e`, `Erd\\H{o}s`: whether a backslash that was doubled stands before an accent within a
/// word, where no line ends.
fn is_accent_in_word(before: &str, behind: &str) -> bool {
    let mut chars = behind.chars();
    let (mark, next) = (chars.next(), chars.next());
    let is_mark = mark.is_some_and(|mark| {
        marks::of_tex(mark).is_some() && (!mark.is_ascii_alphabetic() || next == Some('{'))
    });
    let argument = chars.as_str();
    let is_letter = match next {
        Some('{') => argument.starts_with(|c: char| c.is_ascii_alphabetic() || c == '\\'),
        next => next.is_some_and(|next| next.is_ascii_alphabetic()),
    };
    before.ends_with(char::is_alphabetic) && is_mark && is_letter
}

/// Whether a doubled backslash is one of code, or of a layer of escapes that not all of the text
/// has: `'\\'`, `\\d+`, `[\\w-]`, `\\nthe`, `\\"so\\"`.
fn is_of_code(before: &str, behind: &str) -> bool {
    let run = syntax::name(behind);
    let rest = &behind[run.len()..];
    let is_class = matches!(run, "d" | "D" | "w" | "W" | "s" | "S" | "b" | "B")
        && (rest.starts_with(|c: char| "+*?{)]-|\\".contains(c))
            || before.ends_with(|c: char| "([|^+*".contains(c)));
    let is_line =
        run.starts_with(['n', 't', 'r']) && !lexicon::knows(run) && lexicon::is_known(&run[1..]);
    let is_quoted = behind.starts_with(['\'', '"', '`', '\\']);
    is_class || is_line || is_quoted
}

/// Whether a backslash before a space has nothing to part that space from: `A \ B`, `p /\ q`, `C:\ `.
fn is_by_itself(before: &str) -> bool {
    before.is_empty()
        || before.ends_with(|c: char| c.is_whitespace() || c == '/')
        || before.ends_with(':') && before[..before.len() - 1].ends_with(char::is_uppercase)
}

/// Whether a name and a single backslash follow, as in the path of a share.
fn is_share(behind: &str) -> bool {
    let name = behind.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
    name > 0
        && behind[name..].starts_with('\\')
        && behind[name + 1..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether `\@` stands at a full stop, as in `etc.\@ and` and `NASA\@.`, and is no sign of an
/// address that was escaped.
fn is_space_factor(before: &str, behind: &str) -> bool {
    before.ends_with(['.', '!', '?', ':', ',', ')'])
        || behind.starts_with(['.', '!', '?', ':', ','])
}

/// Whether `\,` between two texts is a space of TeX, and no comma that was escaped (`Doe\, J.`).
fn is_space_of_tex(before: &str, behind: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || ".)]}$%°".contains(c))
        && behind.starts_with(|c: char| c.is_alphanumeric() || "\\{($%°".contains(c))
        && !before.ends_with("\\")
}

/// A sign of text: `\texttimes`, `\textalpha`.
pub(super) fn text_sign(name: &str) -> Option<&'static str> {
    let plain = name.strip_prefix("text")?;
    let symbol = symbols::find(name).or_else(|| symbols::find(plain))?;
    matches!(symbol.meaning, Meaning::Sign(_)).then_some(symbol.sign)
}
