//! Commands that put text into another form, and those that point elsewhere.

use super::{command_name, group_end};
use crate::check::Hit;
use crate::edit::Edit;
use crate::math::{self, Fonts};
use crate::span::Span;

/// Which commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandKind {
    /// Fonts, links and spaces: what they hold stays.
    Style,
    /// Citations, references and footnotes: what they hold belongs to another place.
    Reference,
}

/// Commands whose argument is text.
const TEXT: &[&str] = &[
    "emph", "textbf", "textit", "texttt", "textsc", "textsf", "textrm", "textsl", "textup",
    "textnormal", "textmd", "underline", "uline", "mbox", "hbox", "text", "textsuperscript",
    "textsubscript", "uppercase", "MakeUppercase", "url", "nolinkurl", "path", "enquote",
    "textcolor", "centerline",
];
/// Declarations that hold to the end of their group: `{\em …}`.
const DECLARATIONS: &[&str] = &[
    "em", "bf", "it", "tt", "sc", "sf", "sl", "rm", "emph", "bfseries", "itshape", "ttfamily",
    "scshape", "small", "large", "Large", "tiny", "footnotesize", "normalsize", "boldmath",
];
/// Commands without an argument, and what they print.
const BARE: &[(&str, &str)] = &[
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("xspace", ""),
    ("noindent", ""),
    ("newline", " "),
    ("par", " "),
    ("linebreak", ""),
    ("smallskip", ""),
    ("medskip", ""),
    ("bigskip", ""),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquotesingle", "'"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("copyright", "©"),
    ("pounds", "£"),
    ("euro", "€"),
    ("textdegree", "°"),
    ("slash", "/"),
];
/// Commands that point to another place.
const REFERENCES: &[&str] = &[
    "parencite", "textcite", "autocite", "ref", "eqref", "autoref", "cref", "Cref", "label",
    "footnote", "footnotemark", "footnotetext", "thanks",
];

/// A hit for each command of the kind.
pub(super) fn hits(text: &str, kind: CommandKind) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('\\') {
        if at < done {
            continue;
        }
        let found = match kind {
            CommandKind::Style => style(text, at),
            CommandKind::Reference => reference(text, at),
        };
        if let Some((start, end, written)) = found.filter(|(start, ..)| *start >= done)
            && let Some(span) = Span::new(text, start, end)
        {
            hits.push(Hit { edits: vec![Edit::new(span, written)], ..Hit::at(span) });
            done = end;
        }
    }
    hits
}

/// The range of the command at `at`, and what it prints.
fn style(text: &str, at: usize) -> Option<(usize, usize, String)> {
    let name = command_name(text, at);
    let behind = at + 1 + name.len();
    if name.is_empty() {
        return line_break(text, at);
    }
    if name == "href" {
        return href(text, at, behind);
    }
    if DECLARATIONS.contains(&name) && text[..at].ends_with('{') {
        let end = group_end(text, at - 1)?;
        return Some((at - 1, end, text[behind..end - 1].trim_start().to_owned()));
    }
    if TEXT.contains(&name) && text[behind..].starts_with('{') {
        let end = group_end(text, behind)?;
        let inner = &text[behind + 1..end - 1];
        let is_script = name.ends_with("script") && !matches!(inner, "st" | "nd" | "rd" | "th");
        let script =
            || math::read(&text[at..end]).map(|row| math::unicode(&row, &Fonts::default())).ok();
        return Some((
            at,
            end,
            is_script.then(script).flatten().unwrap_or_else(|| inner.to_owned()),
        ));
    }
    if let Some(letter) = name.chars().next_back().filter(|_| is_glued(name)) {
        return Some((at, behind, letter.to_string()));
    }
    let (_, printed) = BARE.iter().find(|(known, _)| *known == name)?;
    let swallowed = if text[behind..].starts_with("{}") {
        2
    } else {
        usize::from(text[behind..].starts_with(' '))
    };
    Some((at, behind + swallowed, (*printed).to_owned()))
}

/// A command glued to its argument, one letter whose braces were lost: `\emphn`.
pub(super) fn is_glued(name: &str) -> bool {
    const FONTS: [&str; 8] =
        ["emph", "textbf", "textit", "texttt", "textsc", "textsf", "textrm", "mbox"];
    name.split_at_checked(name.len() - 1).is_some_and(|(font, _)| FONTS.contains(&font))
}

/// `\\` ends a line, `\ ` is a space, `\/` and `\-` print nothing.
fn line_break(text: &str, at: usize) -> Option<(usize, usize, String)> {
    let next = text[at + 1..].chars().next()?;
    match next {
        '\\' => {
            let end = at + 2 + usize::from(text[at + 2..].starts_with(' '));
            let spaced = text[..at].ends_with(' ') || at == 0 || end == text.len();
            Some((at, end, if spaced { String::new() } else { " ".to_owned() }))
        }
        ' ' => Some((at, at + 2, " ".to_owned())),
        '/' | '@' => Some((at, at + 2, String::new())),
        '-' => {
            Some((at, at + 2, String::new())).filter(|_| text[..at].ends_with(char::is_alphabetic))
        }
        _ => None,
    }
}

/// `\href{u}{t}`: the text, and the address behind it if it says more.
fn href(text: &str, at: usize, behind: usize) -> Option<(usize, usize, String)> {
    let middle = text[behind..].starts_with('{').then(|| group_end(text, behind))??;
    let end = text[middle..].starts_with('{').then(|| group_end(text, middle))??;
    let (address, label) = (&text[behind + 1..middle - 1], &text[middle + 1..end - 1]);
    let written = if label.trim() == address.trim() || label.trim().is_empty() {
        address.trim().to_owned()
    } else {
        format!("{} ({})", label.trim(), address.trim())
    };
    Some((at, end, written))
}

/// One of the known commands, or a citation of any package.
pub(super) fn is_reference(name: &str) -> bool {
    REFERENCES.contains(&name) || name.starts_with("cite")
}

/// The command with its tie or space before it, and options and arguments behind it.
fn reference(text: &str, at: usize) -> Option<(usize, usize, String)> {
    let name = command_name(text, at);
    if !is_reference(name) {
        return None;
    }
    let mut end = at + 1 + name.len();
    end += usize::from(text[end..].starts_with('*'));
    while text[end..].starts_with('[') {
        end += text[end..].find(']')? + 1;
    }
    if text[end..].starts_with('{') {
        end = group_end(text, end)?;
    }
    let start = at - usize::from(text[..at].ends_with(['~', ' ']));
    Some((start, end, String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn repaired(text: &str, kind: CommandKind) -> String {
        hit::repaired(text, hits(text, kind))
    }

    #[test]
    fn what_a_command_holds_stays() {
        assert_eq!(
            repaired(
                r"\textbf{Mamba} is {\em a network} of \emph{some {kind}}",
                CommandKind::Style
            ),
            "Mamba is a network of some {kind}"
        );
        assert_eq!(
            repaired(
                r"at \url{https://x.org}, \href{https://y.org}{here}, \href{https://z.org}{https://z.org}",
                CommandKind::Style
            ),
            "at https://x.org, here (https://y.org), https://z.org"
        );
        assert_eq!(
            repaired(r"one\\two, three\ four, \LaTeX{} and \textbf{open", CommandKind::Style),
            r"one two, three four, LaTeX and \textbf{open"
        );
    }

    #[test]
    fn references_go_with_their_tie() {
        assert_eq!(
            repaired(r"as in~\cite{a,b} and \ref{c}, \citep[p.~3]{d}.", CommandKind::Reference),
            "as in and,."
        );
    }
}
