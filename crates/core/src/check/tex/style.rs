//! Commands that put text into another form: what each prints, with its arguments.

use super::commands::{self, Command};
use super::markup::{Printed, argument, options_end, printed};
use super::signs::{sign_or_space, text_sign};
use super::{command_name, environments, group_end, rooms};
use crate::lexicon;
use crate::math::{self, Fonts, reader};
use crate::text::roman;

/// A command in a text.
#[derive(Clone, Copy)]
pub(super) struct Call<'t> {
    pub(super) text: &'t str,
    /// Where its backslash is.
    pub(super) at: usize,
    /// The byte behind its name.
    pub(super) behind: usize,
    /// In how many commands it stands.
    depth: usize,
}

/// The range of the command at `at`, and what it prints.
pub(super) fn style(text: &str, at: usize, depth: usize) -> Option<Printed> {
    let name = command_name(text, at);
    if name.is_empty() {
        return sign_or_space(text, at);
    }
    let call = Call { text, at, behind: at + 1 + name.len(), depth };
    match commands::find(name) {
        Some(Command::Text) => call.text().or_else(|| call.lost_text()),
        Some(Command::SmallCapitals) => call.charge().or_else(|| call.text()),
        Some(Command::First) => call.first(),
        Some(Command::Second) => call.second(),
        Some(Command::Address) => call.address(),
        Some(Command::Link) => call.link(),
        Some(Command::Script) => call.script(),
        Some(Command::Ion) => call.ion(),
        Some(Command::Note) => call.note(),
        Some(Command::Declaration) if call.opens_group() => call.declaration(name),
        Some(Command::Declaration) => call.switch(),
        Some(Command::Environment) => environments::environment(text, at, depth),
        Some(Command::Sign(prints)) => Some(call.sign(prints)),
        Some(Command::WordSign(prints)) => Some(call.word_sign(prints)),
        Some(Command::Conditional) => call.conditional(),
        Some(Command::Space(length)) => rooms::space(call, length),
        Some(Command::Reference) => None,
        None => match unglued(name) {
            Some((_, rest)) => Some(call.prints(call.behind, rest)),
            None => text_sign(name).map(|prints| call.sign(prints)),
        },
    }
}

impl<'t> Call<'t> {
    /// From the backslash to byte `end` it prints `text`.
    pub(super) fn prints(self, end: usize, text: impl Into<String>) -> Printed {
        Printed { start: self.at, end, text: text.into() }
    }

    /// What stands before it.
    pub(super) fn before(self) -> &'t str {
        &self.text[..self.at]
    }

    /// What stands behind its name.
    pub(super) fn rest(self) -> &'t str {
        &self.text[self.behind..]
    }

    fn opens_group(self) -> bool {
        self.before().ends_with('{')
    }

    /// What stands behind it in the group that it opens, printed, and the byte behind the group.
    fn group(self) -> Option<(String, usize)> {
        let end = group_end(self.text, self.at - 1)?;
        Some((printed(self.text[self.behind..end - 1].trim_start(), self.depth), end))
    }

    fn text(self) -> Option<Printed> {
        let (inner, end) = argument(self.text, self.behind)?;
        Some(self.prints(end, printed(inner, self.depth)))
    }

    /// `{\underline k}nown`: its argument lost its braces, and a group is round both.
    fn lost_text(self) -> Option<Printed> {
        if !self.opens_group() || !self.rest().starts_with(' ') {
            return None;
        }
        let (text, end) = self.group()?;
        Some(Printed { start: self.at - 1, end, text })
    }

    /// `{\it some} words`
    fn declaration(self, name: &str) -> Option<Printed> {
        let (inner, end) = self.group()?;
        let text = match charge(&inner).filter(|_| name == "sc") {
            Some(charge) => gap_behind_letter(&self.text[..self.at - 1]) + &charge,
            None => {
                let gap = gap_behind(&inner, &self.text[end..]);
                inner + gap
            }
        };
        Some(Printed { start: self.at - 1, end, text })
    }

    /// A declaration that lost its group: it says nothing of what follows.
    fn switch(self) -> Option<Printed> {
        let is_path = self.before().ends_with(|c: char| c.is_alphanumeric() || "\\:/".contains(c));
        match self.rest() {
            _ if is_path => None,
            rest if rest.starts_with("{}") => Some(self.prints(self.behind + 2, "")),
            rest if rest.starts_with('{') => self.text(),
            rest if rest.starts_with(' ') => Some(self.prints(self.behind + 1, "")),
            _ => None,
        }
    }

    /// `\textsc{iv}` behind an element.
    fn charge(self) -> Option<Printed> {
        let (inner, end) = argument(self.text, self.behind)?;
        Some(self.prints(end, gap_behind_letter(self.before()) + &charge(inner)?))
    }

    /// `\ion{Fe}{2}`: an element, and its charge in Roman figures.
    fn ion(self) -> Option<Printed> {
        let (element, middle) = argument(self.text, self.behind)?;
        let (stage, end) = argument(self.text, middle)?;
        let stage = stage.trim().trim_start_matches(r"\sc").trim();
        let stage = match stage.parse() {
            Ok(number) => roman::write(number)?,
            Err(_) => charge(&stage.to_lowercase())?,
        };
        Some(self.prints(end, format!("{} {stage}", element.trim())))
    }

    fn first(self) -> Option<Printed> {
        let (inner, middle) = argument(self.text, self.behind)?;
        let (_, end) = argument(self.text, middle)?;
        Some(self.prints(end, printed(inner, self.depth)))
    }

    fn second(self) -> Option<Printed> {
        let (_, middle) = argument(self.text, options_end(self.text, self.behind)?)?;
        let (inner, end) = argument(self.text, middle)?;
        Some(self.prints(end, printed(inner, self.depth)))
    }

    fn address(self) -> Option<Printed> {
        let (inner, end) = argument(self.text, self.behind)?;
        Some(self.prints(end, address(inner)))
    }

    /// `\href{u}{t}`: the text, and the address behind it if it says more.
    fn link(self) -> Option<Printed> {
        let (target, middle) = argument(self.text, options_end(self.text, self.behind)?)?;
        let (label, end) = argument(self.text, middle)?;
        let (target, label) = (address(target), printed(label, self.depth));
        let label = label.trim();
        let shown = target.trim_start_matches("mailto:");
        let is_same =
            label.is_empty() || label == target || label == shown || address(label) == target;
        let text = if is_same { shown.to_owned() } else { format!("{label} ({shown})") };
        Some(self.prints(end, text))
    }

    /// `x\textsuperscript{2}`: in raised characters where there are such.
    fn script(self) -> Option<Printed> {
        let (inner, end) = argument(self.text, self.behind)?;
        let is_ordinal = matches!(inner, "st" | "nd" | "rd" | "th");
        if let Some((_, sign)) = REGISTERED.iter().find(|(name, _)| *name == inner.trim()) {
            return Some(self.prints(end, *sign));
        }
        let script = math::read(&self.text[self.at..end]).ok().filter(|_| !is_ordinal);
        let script = script.map(|row| math::unicode(&row, &Fonts::default()));
        Some(self.prints(end, script.unwrap_or_else(|| inner.to_owned())))
    }

    /// `\footnote{…}`: its text in brackets, behind what it is a note to.
    fn note(self) -> Option<Printed> {
        let (inner, end) = argument(self.text, options_end(self.text, self.behind)?)?;
        let inner = printed(inner.trim(), self.depth);
        // A full stop behind an address would be read as a part of it.
        let inner = match inner.trim().strip_suffix('.') {
            Some(address) if address.starts_with("http") && !address.contains(' ') => address,
            _ => inner.trim(),
        };
        if inner.is_empty() {
            return Some(self.prints(end, ""));
        }
        let touches = self.before().ends_with(|c: char| !c.is_whitespace() && c != '(');
        let gap = if touches { " " } else { "" };
        let is_touched = self.text[end..].starts_with(char::is_alphanumeric);
        let gap_behind = if is_touched { " " } else { "" };
        Some(self.prints(end, format!("{gap}({inner}){gap_behind}")))
    }

    /// A sign, with the space or the empty group that ends its name, or the braces round it.
    fn sign(self, prints: &str) -> Printed {
        if self.opens_group() && self.rest().starts_with('}') {
            return Printed { start: self.at - 1, end: self.behind + 1, text: prints.to_owned() };
        }
        let swallowed = match self.rest() {
            rest if rest.starts_with("{}") => 2,
            rest => usize::from(rest.starts_with(' ')),
        };
        self.prints(self.behind + swallowed, prints)
    }

    /// A sign behind which the blank of `\LaTeX format` stays, where a word follows.
    fn word_sign(self, prints: &str) -> Printed {
        let mut sign = self.sign(prints);
        let is_blank = self.rest().starts_with(' ') && sign.end == self.behind + 1;
        if is_blank && self.text[sign.end..].starts_with(char::is_alphanumeric) {
            sign.text.push(' ');
        }
        sign
    }

    /// `\ifmmode\pm\else\textpm\fi{}`: what it prints in prose.
    fn conditional(self) -> Option<Printed> {
        /// A condition round a sign is short, in bytes.
        const LONGEST: usize = 120;
        let rest = &self.rest()[..self.rest().floor_char_boundary(LONGEST)];
        let fi = rest.find(r"\fi").filter(|fi| !rest[fi + 3..].starts_with(char::is_alphabetic))?;
        let (in_formulas, in_prose) = rest[..fi].split_once(r"\else")?;
        if in_formulas.contains(r"\if") || in_prose.contains(r"\else") {
            return None;
        }
        let mut end = self.behind + fi + 3;
        end += match &self.text[end..] {
            behind if behind.starts_with("{}") => 2,
            behind => usize::from(behind.starts_with(' ')),
        };
        Some(self.prints(end, printed(in_prose.trim_start(), self.depth)))
    }
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

/// Signs of the trade that are set raised. A mere R is not one of them: `Kan\textsuperscript{R}`
/// is a strain that resists.
const REGISTERED: &[(&str, &str)] = &[
    ("TM", "™"),
    ("tm", "™"),
    ("(R)", "®"),
    ("(r)", "®"),
    ("SM", "℠"),
    ("\\textregistered", "®"),
    ("®", "®"),
    ("™", "™"),
];

/// `iv`, in small capitals: the charge of an ion, in capitals.
fn charge(small: &str) -> Option<String> {
    /// No atom is stripped of more electrons than that in a spectrum.
    const HIGHEST: u32 = 39;
    let numeral = small.to_uppercase();
    let is_small = small.bytes().all(|byte| byte.is_ascii_lowercase());
    roman::parse(&numeral).filter(|number| is_small && *number <= HIGHEST).map(|_| numeral)
}

/// A space, where a letter ends `before`.
fn gap_behind_letter(before: &str) -> String {
    if before.ends_with(char::is_alphabetic) { " ".to_owned() } else { String::new() }
}

/// An address without the backslashes that TeX needs in it.
fn address(target: &str) -> String {
    let mut out = target.trim().to_owned();
    for sign in ["_", "%", "#", "&", "~", "/"] {
        out = out.replace(&format!("\\{sign}{{}}"), sign).replace(&format!("\\{sign}"), sign);
    }
    out
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
