//! Where formulas stand in a text: between `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, in an environment
//! (`\begin{equation}`), or as the argument of a command that says so (`\ce{H2O}`, `\SI{5}{\mm}`).
//!
//! A dollar is also money. What stands between two prices (`$5 and $10`) is told from a formula by
//! what it is made of: words, a number in front with a number behind the second dollar, brackets
//! that do not pair.

use super::dollars;
use super::symbols::{self, Meaning};
use super::syntax;
use crate::span::Span;

/// A formula in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimited {
    /// With its delimiters.
    pub span: Span,
    /// Without them; the whole of an environment or a command, which are read with their names.
    pub inner: Span,
}

/// Environments that hold a formula.
const ENVIRONMENTS: &[&str] = &[
    "equation", "align", "gather", "multline", "eqnarray", "displaymath", "math", "flalign",
    "alignat",
];

/// Commands for formulas that stand in prose, and how many arguments they have.
#[rustfmt::skip]
const COMMANDS: &[(&str, usize)] = &[
    ("ce", 1), ("num", 1), ("si", 1), ("unit", 1), ("ang", 1), ("ensuremath", 1), ("math", 1),
    ("SI", 2), ("qty", 2), ("numrange", 2), ("SIrange", 3), ("qtyrange", 3),
];

/// Bytes of the longest formula that is looked for.
const LONGEST: usize = 1000;

/// All formulas of `text`, in order. Takes time that is linear in its length.
pub fn formulas(text: &str) -> Vec<Delimited> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(len) =
        text.as_bytes().get(at..).and_then(|rest| memchr::memchr2(b'$', b'\\', rest))
    {
        at += len;
        let formula = formula_at(text, at);
        // A backslash and what it escapes are no delimiters of anything else.
        at = formula.map_or_else(|| at + 1 + escaped(text, at), |formula| formula.span.end());
        found.extend(formula);
    }
    found
}

/// Those of `formulas`, which are in order, that share a byte with `start..end`.
pub fn overlapping(formulas: &[Delimited], start: usize, end: usize) -> &[Delimited] {
    let first = formulas.partition_point(|formula| formula.span.end() <= start);
    let behind = &formulas[first..];
    &behind[..behind.partition_point(|formula| formula.span.start() < end)]
}

/// Bytes of the character behind the backslash at `at`; none behind a dollar.
fn escaped(text: &str, at: usize) -> usize {
    let mut chars = text[at..].chars();
    match (chars.next(), chars.next()) {
        (Some('\\'), Some(c)) => c.len_utf8(),
        _ => 0,
    }
}

/// The formula that opens at byte `at`.
pub fn formula_at(text: &str, at: usize) -> Option<Delimited> {
    let rest = &text[at..];
    // `{10}^{\ensuremath{-}3}`: a part of a script is no formula of its own.
    let is_in_script = text[..at].ends_with("^{") || text[..at].ends_with("_{");
    if let Some(len) = named(rest).filter(|_| !is_in_script) {
        let span = Span::new(text, at, at + len)?;
        return Some(Delimited { span, inner: span });
    }
    if let Some(end) = displayed(text, at) {
        let (span, inner) = (Span::new(text, at - 1, end)?, Span::new(text, at, end - 1)?);
        return Some(Delimited { span, inner });
    }
    let (open, close) = [("$$", "$$"), ("$", "$"), (r"\(", r"\)"), (r"\[", r"\]")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    let start = at + open.len();
    let end = start + closing(&text[start..], close)?;
    let (inner, behind) = (&text[start..end], &text[end + close.len()..]);
    let is_formula = !inner.trim().is_empty()
        && match close {
            "$" => is_no_price(&text[..at], inner, behind),
            // Markdown escapes the bracket of a citation.
            r"\]" => !inner.bytes().all(|b| b.is_ascii_digit() || b", -".contains(&b)),
            _ => true,
        };
    is_formula.then_some(Delimited {
        span: Span::new(text, at, end + close.len())?,
        inner: Span::new(text, start, end)?,
    })
}

/// The byte behind `{\displaystyle x}`, whose command is at byte `at`: so pages keep the source of a
/// formula that they show as a picture.
fn displayed(text: &str, at: usize) -> Option<usize> {
    let inner = text[at..].strip_prefix(r"\displaystyle")?;
    let opens = text[..at].ends_with('{') && !text[..at].ends_with(r"\{");
    let len =
        syntax::group_end(inner, LONGEST).filter(|_| opens && syntax::name(inner).is_empty())?;
    Some(text.len() - inner.len() + len + 1)
}

/// Bytes of the environment or command for a formula with which `text` begins.
fn named(text: &str) -> Option<usize> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let name = syntax::name(text.strip_prefix('\\')?);
    if name == "begin" {
        let (environment, _) = text.strip_prefix(r"\begin{")?.split_once('}')?;
        if !ENVIRONMENTS.contains(&environment.trim_end_matches('*')) {
            return None;
        }
        let close = format!("\\end{{{environment}}}");
        return text.find(&close).map(|at| at + close.len());
    }
    let (_, arguments) = COMMANDS.iter().find(|(known, _)| *known == name)?;
    let mut end = 1 + name.len();
    for _ in 0..*arguments {
        end += 1 + syntax::group_end(text[end..].strip_prefix('{')?, LONGEST)? + 1;
    }
    Some(end)
}

/// Where the formula closes: the first `close` outside of braces (a text in a formula may hold
/// another one), else the first.
fn closing(text: &str, close: &str) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST)];
    memchr::memmem::find(bytes, close.as_bytes())?;
    let mut all = syntax::closings(&text[..text.floor_char_boundary(LONGEST)], close).peekable();
    let (first, _) = *all.peek()?;
    Some(all.find(|(_, depth)| *depth == 0).map_or(first, |(at, _)| at))
}

/// Whether what stands between two dollars is a formula.
fn is_no_price(before: &str, inner: &str, behind: &str) -> bool {
    if is_escaped_sign(inner) {
        return true;
    }
    if dollars::mean_something_else(before, inner, behind) {
        return false;
    }
    let signs = Signs::of(inner);
    let number_first = inner.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_price = number_first
        && (behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
            || before.ends_with(char::is_alphanumeric));
    if is_price && is_beside_its_copy(before, inner, behind) {
        return true;
    }
    // `and $K of words with $\alpha$`: the second dollar opens the next formula.
    let opens_the_next = inner.ends_with(char::is_whitespace)
        && !inner.starts_with(char::is_whitespace)
        && behind.starts_with(|c: char| c == '\\' || c.is_alphanumeric());
    // `of 1.7$ and $\beta$`: the first one closes what lost its opening one.
    let lies_between = inner.starts_with(char::is_whitespace)
        && inner.ends_with(char::is_whitespace)
        && !before.ends_with(char::is_whitespace)
        && !behind.starts_with(char::is_whitespace);
    match signs.marks {
        _ if signs.words > 0 && (opens_the_next || lies_between) => false,
        Marks::Command => {
            signs.words < 3 + usize::from(!number_first) && !(is_price && signs.words > 0)
        }
        Marks::Script => signs.words < 2 && !is_price,
        Marks::None
            if is_price
                && !(inner == inner.trim()
                    && behind.starts_with(char::is_whitespace)
                    && is_number(inner)) =>
        {
            false
        }
        Marks::None => {
            // A line break may be what is left of `\ne`.
            let is_blank = |c: char| c.is_whitespace() && c != '\n';
            // `$d=3\ $mm`: a space that TeX keeps.
            let ends_in_blank = inner.ends_with(char::is_whitespace) && !inner.ends_with(r"\ ");
            let lopsided = inner.starts_with(is_blank) != ends_in_blank;
            let is_one_name = signs.words == 1 && !inner.trim().contains(char::is_whitespace);
            // `$path/$name` are variables of a program, and `$#@$` is an oath.
            let is_variable = inner.starts_with(|c: char| c.is_alphabetic())
                && inner.trim_end().len() > 1
                && behind.starts_with(|c: char| c.is_alphabetic())
                && !inner.ends_with(char::is_whitespace)
                && inner.contains('/');
            let says_something =
                inner.contains(|c: char| c.is_alphanumeric() || "<>=≤≥~±+-|*".contains(c));
            const LONGEST_BARE: usize = 60;
            !lopsided
                && !is_variable
                && says_something
                && signs.is_paired
                && inner.len() <= LONGEST_BARE
                && !inner.contains(". ")
                && (signs.words == 0 || is_one_name)
        }
    }
}

/// `1012$10^{12}$`, `$10^{-3}$10−3`, `$40\%$40%`: whether what was rendered of a formula with a script
/// or an escaped sign stands on one side of it.
fn is_beside_its_copy(before: &str, inner: &str, behind: &str) -> bool {
    let is_written = inner.contains(['^', '_']) || inner.ends_with(r"\%");
    let flat: String = inner.chars().filter(|c| !"^_{} \\".contains(*c)).collect();
    let mut rest = behind.chars().map(|c| if c == '−' { '-' } else { c });
    is_written
        && (before.ends_with(&flat)
            || flat.chars().all(|c| rest.next() == Some(c))
                && !rest.next().is_some_and(char::is_alphanumeric))
}

/// `5$\%$`, `R$\&$D`: a sign that TeX escapes.
fn is_escaped_sign(inner: &str) -> bool {
    let sign = inner.trim().strip_prefix('\\');
    sign.is_some_and(|sign| matches!(sign, "%" | "&" | "#" | "_" | "$"))
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
}

/// What shows that something is mathematics.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Marks {
    None,
    /// `^`, `_` or braces.
    Script,
    /// A command.
    Command,
}

/// What a text between dollars is made of.
struct Signs {
    marks: Marks,
    /// Words of prose: not in braces, no command, no function.
    words: usize,
    /// Whether as many brackets open as close.
    is_paired: bool,
}

impl Signs {
    fn of(inner: &str) -> Signs {
        let mut signs = Signs { marks: Marks::None, words: 0, is_paired: true };
        let (mut depth, mut brackets) = (0i32, 0i32);
        let mut rest = inner;
        while let Some(c) = rest.chars().next() {
            let letters =
                |text: &str| text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
            let len = match c {
                '\\' => {
                    let name = letters(&rest[1..]);
                    let is_command = name > 0 || rest[1..].starts_with(['{', '}', '|', ',']);
                    signs.marks = if is_command { Marks::Command } else { signs.marks };
                    1 + name.max(rest[1..].chars().next().map_or(0, char::len_utf8))
                }
                c if c.is_alphabetic() => {
                    let len = letters(rest);
                    signs.words += usize::from(depth == 0 && is_word(&rest[..len]));
                    len
                }
                c => c.len_utf8(),
            };
            if matches!(c, '^' | '_' | '{') && signs.marks == Marks::None {
                signs.marks = Marks::Script;
            }
            depth += i32::from(c == '{') - i32::from(c == '}');
            brackets += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
            rest = &rest[len..];
        }
        Signs { is_paired: brackets == 0, ..signs }
    }
}

/// Whether a run of letters is one of prose.
fn is_word(run: &str) -> bool {
    const SHORT: [&str; 16] = [
        "a", "to", "or", "of", "in", "is", "by", "at", "as", "an", "vs", "on", "if", "we", "per",
        "and",
    ];
    let is_function = symbols::find(run).is_some_and(|symbol| symbol.meaning == Meaning::Function);
    let is_short = run.len() > 1 && SHORT.contains(&run);
    is_short
        || run.chars().count() > 2 && !is_function && run.chars().skip(1).all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        formulas(text).iter().map(|formula| formula.inner.slice(text)).collect()
    }

    #[test]
    fn formulas_are_seen_beside_digits_with_blanks_and_round_a_lone_sign() {
        assert_eq!(found(r"of 4.1$\pm$0.3 at y$\sim$4 and $>$7"), [r"\pm", r"\sim", ">"]);
        assert_eq!(
            found(r"with $ y^3 $, $(A, B)$, $60\%$ and $h, j$"),
            [" y^3 ", "(A, B)", r"60\%", "h, j"]
        );
        assert_eq!(
            found(r"in $k = 3$, \(a+b\), \[c\] and $$d$$ of $4$-$5$ $n$ 3"),
            ["k = 3", "a+b", "c", "d", "4", "5", "n"]
        );
        assert_eq!(found(r"up 7$\%$ in R$\&$D, $\_$ and $\#$"), [r"\%", r"\&", r"\_", r"\#"]);
        assert_eq!(
            found(r"$y \text{ for all $k$ and } z$ then"),
            [r"y \text{ for all $k$ and } z"]
        );
    }

    #[test]
    fn environments_and_commands_that_hold_a_formula_are_formulas() {
        for whole in [
            r"\begin{equation}y=k\end{equation}",
            r"\begin{align*}y&=k\\z&=n\end{align*}",
            r"\ce{CO2}",
            r"\SI{7}{\nano\second}",
            r"\ensuremath{k^{2}}",
            r"\numrange{2}{6}",
        ] {
            assert_eq!(found(&format!("with {whole}, and")), [whole]);
        }
        for text in [
            r"\begin{itemize}\item y\end{itemize}",
            r"\begin{equation}y",
            r"\begin{equation",
            r"\begin",
            "\\begin\u{a0}and",
            "\\begin–",
            r"\ce CO2",
            r"\SI{7}",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn prices_stay_prices() {
        for text in [
            "from $7 and $12",
            "between $7 and $12, or $300 million",
            "it cost $2.50 to $3",
            "US$ 40",
            "US$40 or A$50",
            "$7-$12",
            "$7/$12",
            "$1M or $2M, and C$ 3",
            r"\$7 and \$12",
            "$7 for a model_x and $8",
            "R$ 7 e R$ 8",
            "$300 ($A400)",
            "$5 < $6",
            "in $root/$name and $root/models/$name",
            "what the $#@$ is it",
            "the R$/US$ rate",
            "both A$/US$ and NZ$/US$ rates",
            "at NZ$; C$ 5 of them",
            "a price (US$, C$) of it",
            "a sale of 100$-200$ each",
            "with d$x, d$y[1] of the table",
            "plot(tab$first, tab$second)",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
        assert_eq!(found("for $7 while $y^2$ grows"), ["y^2"]);
        assert_eq!(found("a cost of $2/kg H$_2$ now"), ["_2"]);
        assert_eq!(found("at 50 $/tCO$_2$ or $20/t-CO$_{2}$"), ["_2", "_{2}"]);
        assert_eq!(found("the ring R$^2$, A$_2$ and S$-$T"), ["^2", "_2", "-"]);
        assert_eq!(found("a map $x$, $x$ of d$x$ and $d$y"), ["x", "x", "x", "d"]);
        assert_eq!(found("$k$ costs $7 and $l$"), ["k", "l"]);
        assert_eq!(found(r"\gamma=1.7$ and $\beta=2$ are"), [r"\beta=2"]);
        assert_eq!(found(r"of size $m use \emph{x} of $\beta$"), [r"\beta"]);
    }
}
