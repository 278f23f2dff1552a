//! Names that lost their beginning between dollars, where nothing else can be meant.
//!
//! The control character may be gone (`$3.2 imes 10^5$`), or it is a line break that any layout
//! might have put there (`$a⏎e b$` of `$a\ne b$`).

use super::Eaten;
use crate::math::delimited::Delimited;
use crate::span::Span;

/// What is left of names, with the letter that was eaten; no product of letters is spelt so.
#[rustfmt::skip]
const LEFT: &[(&str, char)] = &[
    ("imes", 't'), ("heta", 't'), ("hetas", 't'), ("riangle", 't'), ("extrm", 't'), ("extbf", 't'),
    ("extit", 't'), ("arepsilon", 'v'), ("arphi", 'v'), ("artheta", 'v'), ("arrho", 'v'),
    ("arnothing", 'v'), ("lpha", 'a'), ("pprox", 'a'), ("abla", 'n'), ("otin", 'n'),
    ("ightarrow", 'r'), ("angle", 'r'), ("orall", 'f'), ("igoplus", 'b'), ("igcup", 'b'),
    ("igcap", 'b'), ("oldsymbol", 'b'), ("ullet", 'b'), ("au", 't'), ("ho", 'r'), ("o", 't'),
    ("ilde", 't'),
];

/// Those among them that may be letters: beside an operand on both sides (`n o \infty`), or beside
/// others that are sure.
const SHORT: [&str; 3] = ["au", "ho", "o"];

/// All of them in the formulas of `text`, in order.
pub(super) fn eaten(text: &str, formulas: &[Delimited]) -> Vec<Eaten> {
    let runs: Vec<(usize, &str, char)> =
        formulas.iter().flat_map(|formula| runs(text, formula)).collect();
    let has_sure = runs.iter().any(|(_, run, _)| !SHORT.contains(run));
    let is_eaten = |(at, run, _): &(usize, &str, char)| match *run {
        "o" => is_arrow(&text[..*at], &text[at + 1..]),
        run => has_sure || !SHORT.contains(&run),
    };
    let lost = runs.iter().filter(|run| is_eaten(run)).filter_map(|(at, run, letter)| {
        Some(Eaten {
            span: Span::new(text, *at, at + run.len())?,
            lost: Span::new(text, *at, *at)?,
            written: format!("\\{letter}"),
        })
    });
    let breaks = formulas.iter().flat_map(|formula| behind_breaks(text, formula));
    let mut all: Vec<Eaten> = lost.chain(breaks).collect();
    all.sort_by_key(|one| one.span);
    all
}

/// The runs of letters in a formula that are left of a name, each with its place and what was eaten.
fn runs<'t>(text: &'t str, formula: &Delimited) -> Vec<(usize, &'t str, char)> {
    let (start, inner) = (formula.inner.start(), formula.inner.slice(text));
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(len) = inner[at..].find(|c: char| c.is_ascii_alphabetic()) {
        at += len;
        let run = &inner[at..];
        let run = &run[..run.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(run.len())];
        let is_whole =
            !inner[..at].ends_with(|c: char| c == '\\' || c.is_alphabetic() || c.is_control());
        let left = LEFT.iter().find(|(left, _)| *left == run).filter(|_| is_whole);
        // `{rangle}`, and a label in the braces of a text, are no such.
        let is_label = inner[..at].ends_with('{') && inner[at + run.len()..].starts_with('}');
        runs.extend(left.filter(|_| !is_label).map(|(_, letter)| (start + at, run, *letter)));
        at += run.len();
    }
    runs
}

/// `X o Y`, `n o \infty`: whether an `o` with blanks round it stands between two operands.
fn is_arrow(before: &str, behind: &str) -> bool {
    let is_operand = |c: char| c.is_alphanumeric() || ")]}".contains(c);
    let begins = |c: char| c.is_alphanumeric() || "\\([{".contains(c);
    before.strip_suffix(' ').is_some_and(|before| before.ends_with(is_operand))
        && behind.strip_prefix(' ').is_some_and(|behind| behind.starts_with(begins))
}

/// `a⏎e b`, `p ⏎eq q`, `x^{⏎u}`, `T_{␍m N}`: names of which a line break took the beginning.
fn behind_breaks(text: &str, formula: &Delimited) -> Vec<Eaten> {
    let (start, inner) = (formula.inner.start(), formula.inner.slice(text));
    let places = inner.match_indices(['\n', '\r']).filter_map(|(at, control)| {
        let rest = &inner[at + 1..];
        let run = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
        let behind = &rest[run.len()..];
        let before = &inner[..at];
        let opens = before.is_empty() || before.ends_with(['{', '^', '_']);
        let letter = match (control, run) {
            ("\n", "eq" | "eg" | "ot" | "earrow") => 'n',
            ("\n", "e") if behind.starts_with(' ') && behind.trim() != "" => 'n',
            ("\n", "u") if opens => 'n',
            ("\r", "m") => 'r',
            _ => return None,
        };
        let (from, to) = (start + at, start + at + 1);
        Some(Eaten {
            span: Span::new(text, from, to + run.len())?,
            lost: Span::new(text, from, to)?,
            written: format!("\\{letter}"),
        })
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::mended;
    use super::*;
    use crate::math::delimited;

    fn repaired(text: &str) -> String {
        mended(text, eaten(text, &delimited::formulas(text)))
    }

    #[test]
    fn names_between_dollars_have_their_beginning_again() {
        for (text, expected) in [
            ("as $k o \\infty$ or $g: A o B$", r"as $k \to \infty$ or $g: A \to B$"),
            ("of $7.1 imes 10^{3}$ at $heta=4$", r"of $7.1 \times 10^{3}$ at $\theta=4$"),
            ("$lpha$, $arepsilon<1$", r"$\alpha$, $\varepsilon<1$"),
            ("$au_1 imes ho^2$", r"$\tau_1 \times \rho^2$"),
            ("$orall_y$ and $abla$", r"$\forall_y$ and $\nabla$"),
            ("if $c\ne d$ or $r \neq s$", r"if $c\ne d$ or $r \neq s$"),
            ("$y^{\nu}$, $\nu$, $\ne 0$ and $\not= b$", r"$y^{\nu}$, $\nu$, $\ne 0$ and $\not= b$"),
            ("$B_{\rm max}$", r"$B_{\rm max}$"),
        ] {
            assert_eq!(repaired(text), expected, "{text:?}");
        }
    }

    #[test]
    fn letters_and_lines_stay() {
        for text in [
            "imes and heta of nothing",
            r"$\theta \times \rho$",
            "at $30 au$ or $o(n)$ of $ho$",
            "so $x =\ne^{y}$",
            "$a +\nu$",
            "$f(x,\ny)$",
            "$x_{heta}$",
            "$n = o(m)$",
            "$x \n e$",
            r"$\mathrm{au}$",
            "a line\nof $x$",
            "$n^{o}$",
        ] {
            assert_eq!(repaired(text), text, "{text:?}");
        }
    }
}
