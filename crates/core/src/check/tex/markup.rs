//! Commands that put text into another form, and those that point elsewhere.
//!
//! A command is read with its arguments and written as a whole, with the commands within it; one
//! whose arguments are not whole is left.

use super::lost_braces::is_lost_brace;
use super::signs::{sign_or_space, text_sign};
use super::{command_name, environments, group_end};
use crate::check::Hit;
use crate::edit::Edit;
use crate::lexicon;
use crate::math::{self, Fonts, delimited, reader};
use crate::span::Span;

/// Which commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommandKind {
    /// Fonts, links, notes and spaces: what they hold stays.
    Style,
    /// Citations and references: what they hold belongs to another place.
    Reference,
}

/// What stands in a text for a command.
pub(super) struct Printed {
    /// From the first byte of the command, or the brace that opens its group.
    pub(super) start: usize,
    /// Behind its last argument.
    pub(super) end: usize,
    /// What it prints.
    pub(super) text: String,
}

/// Commands whose argument is text.
const TEXT: &[&str] = &[
    "emph", "textbf", "textit", "texttt", "textsc", "textsf", "textrm", "textsl", "textup",
    "textnormal", "textmd", "underline", "uline", "mbox", "hbox", "text", "textsuperscript",
    "textsubscript", "uppercase", "lowercase", "MakeUppercase", "url", "nolinkurl", "path",
    "enquote", "centerline", "textlf", "texorpdfstring",
];
/// Commands whose last of two arguments is text.
const SECOND: &[&str] = &["textcolor", "colorbox", "foreignlanguage", "hyperref", "raisebox"];
/// Commands whose argument is a note at what stands before them.
const NOTES: &[&str] = &["footnote", "footnotetext", "thanks"];
/// Declarations that hold to the end of their group: `{\em …}`.
const DECLARATIONS: &[&str] = &[
    "em", "bf", "cal", "it", "tt", "sc", "sf", "sl", "rm", "emph", "bfseries", "itshape",
    "ttfamily", "scshape", "small", "large", "Large", "tiny", "footnotesize", "normalsize",
    "boldmath", "mdseries", "slshape", "sffamily", "rmfamily", "normalfont", "scriptsize",
    "centering",
];
/// Commands without an argument, and what they print.
const BARE: &[(&str, &str)] = &[
    ("textbullet", "•"),
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
    ("textquoteright", "’"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("textunderscore", "_"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("copyright", "©"),
    ("pounds", "£"),
    ("euro", "€"),
    ("textdegree", "°"),
    ("textmu", "µ"),
    ("slash", "/"),
];
/// Commands that point to another place.
const REFERENCES: &[&str] = &[
    "parencite", "textcite", "autocite", "ref", "eqref", "autoref", "cref", "Cref", "label",
    "footnotemark",
];

/// Commands within commands beyond this are left.
const DEEPEST: usize = 20;

/// A hit for each command of the kind.
pub(super) fn hits(text: &str, kind: CommandKind) -> Vec<Hit> {
    let hit = |printed: Printed| {
        let span = Span::new(text, printed.start, printed.end)?;
        Some(Hit { edits: vec![Edit::new(span, printed.text)], ..Hit::at(span) })
    };
    let lost = text.match_indices("\\ ").map(|(at, _)| at).filter(|at| is_lost_brace(text, *at));
    let lost = lost.filter(|_| kind == CommandKind::Style);
    let told = lost.filter_map(|at| Span::new(text, at, at + 1)).map(Hit::at);
    commands(text, kind, 0).into_iter().filter_map(hit).chain(told).collect()
}

/// The outermost commands of a kind, in order.
pub(super) fn commands(text: &str, kind: CommandKind, depth: usize) -> Vec<Printed> {
    let mut found: Vec<Printed> = Vec::new();
    let mut done = 0;
    for (at, _) in text.match_indices('\\') {
        if at < done {
            continue;
        }
        let printed = match kind {
            CommandKind::Style => style(text, at, depth),
            CommandKind::Reference => reference(text, at),
        };
        if let Some(printed) = printed.filter(|printed| printed.start >= done) {
            done = printed.end;
            found.push(printed);
        }
    }
    found
}

/// What an argument prints, with the commands in it; formulas are left to their own rules.
pub(super) fn printed(inner: &str, depth: usize) -> String {
    if depth > DEEPEST || !inner.contains('\\') {
        return inner.to_owned();
    }
    let formulas = delimited::formulas(inner);
    let is_prose = |one: &Printed| delimited::overlapping(&formulas, one.start, one.end).is_empty();
    let mut out = String::new();
    let mut done = 0;
    for one in commands(inner, CommandKind::Style, depth + 1).into_iter().filter(is_prose) {
        out.push_str(&inner[done..one.start]);
        out.push_str(&one.text);
        done = one.end;
    }
    out + &inner[done..]
}

/// The range of the command at `at`, and what it prints.
fn style(text: &str, at: usize, depth: usize) -> Option<Printed> {
    let name = command_name(text, at);
    let behind = at + 1 + name.len();
    let whole = |end: usize, text: String| Some(Printed { start: at, end, text });
    match name {
        "" => return sign_or_space(text, at),
        "href" => return href(text, at, behind, depth),
        "begin" | "documentclass" => return environments::environment(text, at, depth),
        "url" | "nolinkurl" | "path" => {
            let (inner, end) = argument(text, behind)?;
            return whole(end, address(inner));
        }
        "textsuperscript" | "textsubscript" => return script(text, at, behind),
        _ => (),
    }
    if name == "ion" {
        return ion(text, at, behind);
    }
    if DECLARATIONS.contains(&name) && name != "emph" && !text[..at].ends_with('{') {
        return switch(text, at, behind, depth);
    }
    if DECLARATIONS.contains(&name) && text[..at].ends_with('{') {
        let end = group_end(text, at - 1)?;
        let inner = printed(text[behind..end - 1].trim_start(), depth);
        if name == "sc" && is_roman(&inner) {
            let gap = if text[..at - 1].ends_with(char::is_alphabetic) { " " } else { "" };
            let text = format!("{gap}{}", inner.to_uppercase());
            return Some(Printed { start: at - 1, end, text });
        }
        let gap = gap_behind(&inner, &text[end..]);
        return Some(Printed { start: at - 1, end, text: inner + gap });
    }
    if NOTES.contains(&name) {
        return note(text, at, behind, depth);
    }
    if SECOND.contains(&name) {
        let first = options_end(text, behind)?;
        let (_, middle) = argument(text, first)?;
        let (inner, end) = argument(text, middle)?;
        return whole(end, printed(inner, depth));
    }
    if name == "textsc"
        && let Some((inner, end)) = argument(text, behind)
        && is_roman(inner)
    {
        let gap = if text[..at].ends_with(char::is_alphabetic) { " " } else { "" };
        return whole(end, format!("{gap}{}", inner.to_uppercase()));
    }
    if TEXT.contains(&name)
        && let Some((inner, end)) = argument(text, behind)
    {
        return whole(end, printed(inner, depth));
    }
    // `{\underline k}nown`.
    if TEXT.contains(&name) && text[..at].ends_with('{') && text[behind..].starts_with(' ') {
        let end = group_end(text, at - 1)?;
        let text = printed(text[behind..end - 1].trim_start(), depth);
        return Some(Printed { start: at - 1, end, text });
    }
    if let Some((_, glued)) = unglued(name) {
        return whole(behind, glued.to_owned());
    }
    let prints = BARE.iter().find(|(known, _)| *known == name).map(|(_, prints)| *prints);
    let prints = prints.or_else(|| text_sign(name))?;
    if text[..at].ends_with('{') && text[behind..].starts_with('}') {
        return Some(Printed { start: at - 1, end: behind + 1, text: prints.to_owned() });
    }
    let swallowed = match &text[behind..] {
        rest if rest.starts_with("{}") => 2,
        rest => usize::from(rest.starts_with(' ')),
    };
    whole(behind + swallowed, prints.to_owned())
}

/// The argument in braces from byte `at` on, behind white space or none, and the byte behind it.
pub(super) fn argument(text: &str, at: usize) -> Option<(&str, usize)> {
    let open = text.len() - text[at..].trim_start().len();
    let end = text[open..].starts_with('{').then(|| group_end(text, open))??;
    Some((&text[open + 1..end - 1], end))
}

/// The byte behind options in brackets.
fn options_end(text: &str, at: usize) -> Option<usize> {
    /// No options are longer, in bytes.
    const LONGEST: usize = 500;
    let mut end = at;
    while text[end..].starts_with('[') {
        end += text.as_bytes()[end..].iter().take(LONGEST).position(|b| *b == b']')? + 1;
    }
    Some(end)
}

/// `{\it wet}days`: a space, where the group ends in a word, a word begins behind it, and both
/// together are none.
fn gap_behind(inner: &str, behind: &str) -> &'static str {
    const SHORTEST: usize = 3;
    let last = inner.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let next = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let are_words = [last, next]
        .iter()
        .all(|word| word.len() >= SHORTEST && lexicon::knows(&word.to_lowercase()));
    let both = format!("{last}{next}").to_lowercase();
    if are_words && !lexicon::knows(&both) { " " } else { "" }
}

/// Signs of the trade that are set raised.
const REGISTERED: &[(&str, &str)] = &[
    ("TM", "™"),
    ("tm", "™"),
    ("(R)", "®"),
    ("(r)", "®"),
    ("R", "®"),
    ("SM", "℠"),
    ("\\textregistered", "®"),
    ("®", "®"),
    ("™", "™"),
];

/// `x\textsuperscript{2}`: in raised characters where there are such.
fn script(text: &str, at: usize, behind: usize) -> Option<Printed> {
    let (inner, end) = argument(text, behind)?;
    let is_ordinal = matches!(inner, "st" | "nd" | "rd" | "th");
    if let Some((_, sign)) = REGISTERED.iter().find(|(name, _)| *name == inner.trim()) {
        return Some(Printed { start: at, end, text: (*sign).to_owned() });
    }
    let script = math::read(&text[at..end]).map(|row| math::unicode(&row, &Fonts::default())).ok();
    let text = script.filter(|_| !is_ordinal).unwrap_or_else(|| inner.to_owned());
    Some(Printed { start: at, end, text })
}

/// A declaration that lost its group: it says nothing of what follows.
fn switch(text: &str, at: usize, behind: usize, depth: usize) -> Option<Printed> {
    let is_path = text[..at].ends_with(|c: char| c.is_alphanumeric() || "\\:/".contains(c));
    let printed = |end: usize, text: String| Some(Printed { start: at, end, text });
    match &text[behind..] {
        _ if is_path => None,
        rest if rest.starts_with("{}") => printed(behind + 2, String::new()),
        rest if rest.starts_with('{') => {
            let (inner, end) = argument(text, behind)?;
            printed(end, self::printed(inner, depth))
        }
        rest if rest.starts_with(' ') => printed(behind + 1, String::new()),
        _ => None,
    }
}

/// A command glued to its argument, a letter or word whose braces were lost: `\emphn`, `\textbfbold`.
///
/// Of a longer name that somebody may have given (`\emphasis`), what is left is no word.
pub(super) fn unglued(name: &str) -> Option<(&str, &str)> {
    const FONTS: [&str; 8] =
        ["emph", "textbf", "textit", "texttt", "textsc", "textsf", "textrm", "mbox"];
    if let Some(at) = name.find("http").filter(|at| ["url", "small"].contains(&&name[..*at])) {
        return Some(name.split_at(at));
    }
    FONTS.iter().find_map(|font| {
        let rest = name.strip_prefix(font).filter(|rest| !rest.is_empty())?;
        let is_word = || {
            let lower = rest.to_ascii_lowercase();
            rest.starts_with(|c: char| c.is_ascii_uppercase())
                || lexicon::knows(&lower)
                || rest.len() > 3 && lexicon::is_known(&lower)
        };
        let is_name = reader::knows_whole(name);
        (rest.len() == 1 || !is_name && is_word()).then(|| name.split_at(font.len()))
    })
}

/// `{\sc iv}`: small capitals of the charge of an ion.
fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() < 6 && text.chars().all(|c| "ivx".contains(c))
}

/// `\ion{Fe}{2}`: an element, and its charge in Roman figures.
fn ion(text: &str, at: usize, behind: usize) -> Option<Printed> {
    const ROMAN: [&str; 9] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let (element, middle) = argument(text, behind)?;
    let (stage, end) = argument(text, middle)?;
    let stage = stage.trim().trim_start_matches(r"\sc").trim();
    let stage = match stage.parse::<usize>() {
        Ok(number) => (*ROMAN.get(number.checked_sub(1)?)?).to_owned(),
        Err(_) => stage.to_uppercase(),
    };
    let is_roman = stage.chars().all(|c| "IVX".contains(c));
    is_roman.then(|| Printed { start: at, end, text: format!("{} {stage}", element.trim()) })
}

/// `\href{u}{t}`: the text, and the address behind it if it says more.
fn href(text: &str, at: usize, behind: usize, depth: usize) -> Option<Printed> {
    let (target, middle) = argument(text, options_end(text, behind)?)?;
    let (label, end) = argument(text, middle)?;
    let (target, label) = (address(target), printed(label, depth));
    let label = label.trim();
    let shown = target.trim_start_matches("mailto:");
    let is_same = label.is_empty() || label == target || label == shown || address(label) == target;
    let text = if is_same { shown.to_owned() } else { format!("{label} ({shown})") };
    Some(Printed { start: at, end, text })
}

/// An address without the backslashes that TeX needs in it.
fn address(target: &str) -> String {
    let mut out = target.trim().to_owned();
    for sign in ["_", "%", "#", "&", "~"] {
        out = out.replace(&format!("\\{sign}{{}}"), sign).replace(&format!("\\{sign}"), sign);
    }
    out
}

/// `\footnote{…}`: its text in brackets, behind what it is a note to.
fn note(text: &str, at: usize, behind: usize, depth: usize) -> Option<Printed> {
    let (inner, end) = argument(text, options_end(text, behind)?)?;
    let inner = printed(inner.trim(), depth);
    let inner = inner.trim();
    let (before, next) = (&text[..at], &text[end..]);
    // A full stop behind an address would be read as a part of it.
    let inner = match inner.strip_suffix('.') {
        Some(address) if address.starts_with("http") && !address.contains(' ') => address,
        _ => inner,
    };
    let gap = if before.ends_with(|c: char| !c.is_whitespace() && c != '(') { " " } else { "" };
    let gap_behind = if next.starts_with(char::is_alphanumeric) { " " } else { "" };
    let text = match inner {
        "" => String::new(),
        inner => format!("{gap}({inner}){gap_behind}"),
    };
    Some(Printed { start: at, end, text })
}

/// One of the known commands, or a citation of any package.
pub(super) fn is_reference(name: &str) -> bool {
    REFERENCES.contains(&name) || NOTES.contains(&name) || name.starts_with("cite")
}

/// The command with its tie or space before it, and options and arguments behind it.
fn reference(text: &str, at: usize) -> Option<Printed> {
    let name = command_name(text, at);
    if !is_reference(name) || NOTES.contains(&name) {
        return None;
    }
    let mut end = at + 1 + name.len();
    end += usize::from(text[end..].starts_with('*'));
    end = options_end(text, end)?;
    if text[end..].starts_with('{') {
        end = group_end(text, end)?;
    }
    let start = at - usize::from(text[..at].ends_with(['~', ' ']));
    Some(Printed { start, end, text: String::new() })
}

#[cfg(test)]
mod tests;
