//! Commands of TeX whose backslash and first letter a string swallowed: `\theta` is a tab and
//! `heta`, `\frac` a form feed and `rac`.
//!
//! The control character is the evidence. Where it is gone, too, a name that lacks its first letter
//! and stands directly before a brace is: `extbf{`.

use crate::check::tex;
use crate::lexicon;
use crate::math::delimited::{self, Delimited};
use crate::math::{reader, symbols};
use crate::span::Span;

mod in_formulas;

/// A command that lost its beginning.
#[derive(Clone, Debug)]
pub(super) struct Eaten {
    /// What is left of it.
    pub(super) span: Span,
    /// What stands where its beginning was.
    pub(super) lost: Span,
    /// Its beginning: a backslash and a letter.
    pub(super) written: String,
}

/// The letters that strings escape control characters by.
const ESCAPES: [(char, char); 8] = [
    ('\u{7}', 'a'),
    ('\u{8}', 'b'),
    ('\t', 't'),
    ('\n', 'n'),
    ('\u{b}', 'v'),
    ('\u{c}', 'f'),
    ('\r', 'r'),
    ('\u{1b}', 'e'),
];

/// Commands of prose with an argument.
const OF_PROSE: &[&str] = &[
    "emph", "textbf", "textit", "texttt", "textsc", "textsf", "textrm", "textsl", "textcolor",
    "text", "footnote", "begin", "ref", "autoref", "newline", "noindent", "textsuperscript",
    "textsubscript", "bfseries", "bf", "eqref",
];

/// Names behind a line break that are sure by themselves: no word begins so.
const BEHIND_A_LINE: &[&str] = &["abla", "otin", "earrow", "leftarrow", "subseteq"];

/// Names that are sure beside other eaten escapes, though they are short or words.
const IN_COMPANY: &[&str] =
    &["u", "eq", "ot", "leq", "au", "an", "o", "ho", "op", "mid", "eg", "anh"];

/// No argument of a command is longer, in bytes.
const LONGEST_ARGUMENT: usize = 2_000;

/// All of them in a text with these formulas between delimiters, in order.
pub(super) fn eaten(text: &str, formulas: &[Delimited]) -> Vec<Eaten> {
    let mut found: Vec<(Eaten, bool)> = text
        .match_indices(|c: char| c.is_control())
        .filter_map(|(at, control)| behind_control(text, at, control.chars().next()?, formulas))
        .chain(in_formulas::eaten(text, formulas).into_iter().map(|one| (one, true)))
        .chain(
            text.match_indices('{')
                .filter_map(|(at, _)| before_brace(text, at))
                .map(|one| (one, true)),
        )
        .collect();
    let has_sure = found.iter().any(|(_, is_sure)| *is_sure);
    found.retain(|(_, is_sure)| *is_sure || has_sure);
    found.sort_by_key(|(one, _)| one.span);
    found.dedup_by(|later, first| later.0.span.start() < first.0.span.end());
    found.into_iter().map(|(one, _)| one).collect()
}

/// The command behind a control character, and whether that is sure by itself.
fn behind_control(
    text: &str,
    at: usize,
    control: char,
    formulas: &[Delimited],
) -> Option<(Eaten, bool)> {
    let (_, letter) = ESCAPES.iter().find(|(one, _)| *one == control)?;
    let start = at + control.len_utf8();
    let rest = &text[start..];
    let run = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
    if run.is_empty() || !is_command(&format!("{letter}{run}")) {
        return None;
    }
    let has_argument = rest[run.len()..].starts_with(['{', '_', '^']);
    // Nobody sets a formula with tabs or ends its lines with carriage returns: `\right`, `\rangle`.
    let is_in_formula = !delimited::overlapping(formulas, at, start).is_empty();
    let is_sure = match control {
        '\t' | '\r' | '\u{c}' if is_in_formula => true,
        '\n' => BEHIND_A_LINE.contains(&run),
        '\t' | '\r' => has_argument || run.len() > 2 && !lexicon::knows(run),
        '\u{c}' | '\u{b}' => has_argument || !lexicon::knows(run),
        _ => true,
    };
    let is_likely = is_sure || IN_COMPANY.contains(&run);
    let eaten = Eaten {
        span: Span::new(text, at, start + run.len())?,
        lost: Span::new(text, at, start)?,
        written: format!("\\{letter}"),
    };
    is_likely.then_some((eaten, is_sure))
}

/// The command that stands before the brace at `open` without its first letter.
fn before_brace(text: &str, open: usize) -> Option<Eaten> {
    let before = &text[..open];
    let head = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let run = &before[head.len()..];
    let stands_alone = !head.ends_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '\\' | '_' | '-') || c.is_control() && c != '\n'
    });
    let is_name = takes_argument(run) || symbols::find(run).is_some();
    if run.len() < 2 || !stands_alone || is_name {
        return None;
    }
    let room = &text[open + 1..text.floor_char_boundary(open + 1 + LONGEST_ARGUMENT)];
    let argument = room.split_once('}')?.0;
    let letters = ESCAPES.iter().map(|(_, letter)| letter);
    let letter = letters.into_iter().find(|letter| takes_argument(&format!("{letter}{run}")))?;
    // `ar{Y}` is `\bar{Y}`, though `ar` is a word of some dictionary; a box may be called `box{1}`.
    let is_of_prose = OF_PROSE.contains(&format!("{letter}{run}").as_str());
    let is_symbol = argument.chars().count() <= 2 && run != "box";
    if lexicon::knows(run) && !is_of_prose && !is_symbol {
        return None;
    }
    Some(Eaten {
        span: Span::new(text, head.len(), open)?,
        lost: Span::new(text, head.len(), head.len())?,
        written: format!("\\{letter}"),
    })
}

fn takes_argument(name: &str) -> bool {
    OF_PROSE.contains(&name) || reader::takes_argument(name)
}

fn is_command(name: &str) -> bool {
    symbols::find(name).is_some()
        || takes_argument(name)
        || reader::is_command(name)
        || name.starts_with("text") && tex::is_command(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text in which all of them have their beginning again.
    pub(super) fn mended(text: &str, all: Vec<Eaten>) -> String {
        let mut out = String::new();
        let mut done = 0;
        for one in all {
            out.push_str(&text[done..one.lost.start()]);
            out.push_str(&one.written);
            done = one.lost.end();
        }
        out + &text[done..]
    }

    fn repaired(text: &str) -> String {
        mended(text, eaten(text, &delimited::formulas(text)))
    }

    #[test]
    fn commands_have_their_beginning_again() {
        for (text, expected) in [
            ("by \tau_k and 3 \times 4", r"by \tau_k and 3 \times 4"),
            ("at \u{8}eta or \u{7}lpha and \u{1b}psilon", r"at \beta or \alpha and \epsilon"),
            ("\u{c}rac{k}{2} for \u{c}orall k", r"\frac{k}{2} for \forall k"),
            (
                "$\\left(\u{c}rac{w}{5}\right)$ of $|\\eta\rangle$",
                r"$\left(\frac{w}{5}\right)$ of $|\eta\rangle$",
            ),
            ("A \rightarrow B with \u{b}arphi", r"A \rightarrow B with \varphi"),
            ("of \nabla f", r"of \nabla f"),
            (
                "a \textbf{wet} day, 2 \times 2 and x \to y",
                r"a \textbf{wet} day, 2 \times 2 and x \to y",
            ),
            (
                "extit{one}, mph{two}, exttt{three} of rac{1}{k}",
                r"\textit{one}, \emph{two}, \texttt{three} of \frac{1}{k}",
            ),
            ("the mean ar{Z} and ec{v}", r"the mean \bar{Z} and \vec{v}"),
            ("as said\u{c}ootnote{here}", r"as said\footnote{here}"),
            ("oldsymbol{w} and ilde{x}", r"\boldsymbol{w} and \tilde{x}"),
        ] {
            assert_eq!(repaired(text), expected);
        }
    }

    #[test]
    fn control_characters_of_layouts_stay() {
        for text in [
            "one\ttwo\tand\tan apple",
            "a line\nof the page\nis not here",
            "a page\u{c}The next",
            "a bell \u{7} rings",
            "x\to y",
            "\u{1b}[31mred",
            "a line\r\nand more",
            "text{x} and bar{y}",
            "frac{1}{2} of mathbf{x}",
            "the set A{b} and f{x}",
            "box{1} car{2}",
            r"\emph{x} and \textbf{y}",
            "word{x}",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
