//! Signs that make a check look for something.

/// What makes a check look for something: a partner, the end of a word or a group, others of its
/// kind. A text is full of one of them.
#[rustfmt::skip]
pub(crate) const PIECES: &[&str] = &[
    // Words and hyphens.
    "ABCDE-FGHI ", "--(rain)", "Aa- Bb ", "a-or b-c ",
    // Brackets, braces and what they belong to.
    "(", "[0,1", "{", "{a}", "{rain} ", "{rain ", "[{rain} ", "\"{rain} ", "a^{", "rac{",
    // Commands of TeX and their arguments.
    r"\", r"\emph", r"\emph{", r"\emph{x} ", r"\emph{ $x$ \% ", r"\cite[", r"\footnote{x",
    r"\ce{H ", r"\begin{equation} x ", r"\begin{itemize}\item x ", r"\documentclass{x} ",
    r"\foobar ", r"$\foobar x", "\\\"{a", "$x ", "$x$ {rain} ", "``rain ",
    // Mathematics that lost its markup.
    r"\frac1x^2 ", "sqrt[3 ", "sqrt(", "a^", "x^2+", "hat ", "n times ", "alpha_1 beta ",
    "xleq y, ", "right) ", r"R^m\times n ", ".times", "1+",
    // Dashes, stops and spaces.
    "-", "rain--snow ", "rain --snow hail ", "rain, ", "why?We ", "ABC.We ", "rained.Then ",
    "hills.Snow ", "rain.The", "(7)We go ", "1.", "J. ", "\n", "  a", "rain . ",
    "we introduce , a ", "() ",
    // Markup, escapes and characters.
    "<i>x ", "<a b=\"", "<!-- ", "&lt", "&amp;amp; ", "1ndash2 ", "O_LIab ", "\\n", "a\u{1}b ",
    "(cid:147) ", "n(cid:173) ", "e\u{fffd}cient ", "Ã©", "x¨o ", "https:// a.b/", "Methods: ab. ",
];
