//! Text as BibTeX holds it: UTF-8, with braces that pair, and with everything escaped that would be
//! read otherwise. `crate::source::bibtex` reads it again.

use crate::source::bibtex::meant;

/// What of a text may be TeX already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tex {
    /// Formulas, and commands with their arguments.
    All,
    /// Formulas.
    Formulas,
    /// Nothing.
    None,
}

/// A title or an abstract as the value of a field.
///
/// TeX stays what it is where it is read again as it stands; otherwise each of its characters is
/// written as text. White space is one space, and a line end `\par`.
pub(in crate::write) fn value(text: &str) -> String {
    let wanted = spaced(text);
    let tried = [Tex::All, Tex::Formulas].map(|tex| encoded(&wanted, tex));
    let comes_back = |written: &String| is_balanced(written) && meant(written) == wanted;
    tried.into_iter().find(comes_back).unwrap_or_else(|| encoded(&wanted, Tex::None))
}

/// A text with one space, or one line end, wherever there is white space.
fn spaced(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(|line| {
        line.split(|c: char| c.is_ascii_whitespace())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn encoded(text: &str, tex: Tex) -> String {
    let braces = if is_balanced(text) {
        ["\\{", "\\}"]
    } else {
        ["\\textbraceleft{}", "\\textbraceright{}"]
    };
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c {
            '$' => {
                length = formula(rest).filter(|_| tex != Tex::None).unwrap_or(1);
                out.push_str(if length == 1 { "\\textdollar{}" } else { &rest[..length] });
            }
            '\\' | '{' | '}' if tex == Tex::All => {
                // The character behind a backslash belongs to it.
                length +=
                    if c == '\\' { rest[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
                out.push_str(&rest[..length]);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str(braces[0]),
            '}' => out.push_str(braces[1]),
            '%' | '&' | '#' | '_' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\n' => out.push_str(" \\par "),
            // Two of them would be a dash.
            '-' if out.ends_with('-') => out.push_str("{}-"),
            c => out.push(c),
        }
        rest = &rest[length..];
    }
    out
}

/// The length of the formula that `text` begins with; `None` if its dollar is that of a sum.
fn formula(text: &str) -> Option<usize> {
    let marks = if text.starts_with("$$") { 2 } else { 1 };
    let mut from = marks;
    while let Some(end) = text[from..].find('$').map(|end| from + end) {
        if !text[..end].ends_with('\\') {
            let length = (end + marks).min(text.len());
            return (text.is_char_boundary(length) && is_balanced(&text[..length]))
                .then_some(length);
        }
        from = end + 1;
    }
    None
}

/// Whether braces pair both for programs that count all of them, and for those that leave out the
/// ones behind a backslash; and no backslash stands at the end.
pub(super) fn is_balanced(text: &str) -> bool {
    let (mut all, mut bare, mut is_escaped) = (0_i64, 0_i64, false);
    for c in text.chars() {
        let step = match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        all += step;
        bare += if is_escaped { 0 } else { step };
        if all < 0 || bare < 0 {
            return false;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    all == 0 && bare == 0 && !is_escaped
}

/// A value of another field, in which `%`, `&` and `#` have no meaning for TeX. One without a space
/// is a name or an address, and stays.
pub(super) fn protected(value: &str) -> String {
    if !value.contains(' ') {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if matches!(c, '%' | '&' | '#') && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_escaped_and_tex_stays() {
        let cases = [
            ("Lamps & 5% of #1", "Lamps \\& 5\\% of \\#1"),
            ("an $x_{1}$ with \\emph{care}", "an $x_{1}$ with \\emph{care}"),
            ("one { and \\'e", "one \\textbraceleft{} and \\textbackslash{}'e"),
            ("a set {a, b}", "a set \\{a, b\\}"),
            ("a--b, ~3, x^2", "a-{}-b, \\textasciitilde{}3, x\\textasciicircum{}2"),
            ("it costs $5", "it costs \\textdollar{}5"),
            ("One.\nTwo.", "One. \\par Two."),
        ];
        for (text, written) in cases {
            assert_eq!(value(text), written);
            assert_eq!(meant(written), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in r"([a-c \\${}%&#_~^'-]|\n|é|\\emph\{|\\'|https://|--){0,24}") {
            let written = value(&text);
            prop_assert!(is_balanced(&written), "{written}");
            prop_assert_eq!(meant(&written), spaced(&text), "{}", written);
        }
    }
}
