//! Commands of TeX in prose, and what becomes of each.
//!
//! They are those of plain TeX (D. E. Knuth, *The TeXbook*) and of LaTeX (L. Lamport, *LaTeX: A
//! Document Preparation System*), and of the packages that abstracts use most: hyperref, url,
//! xcolor, csquotes, soul, natbib, biblatex.

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// Its argument is text: `\emph{…}`.
    Text,
    /// Its argument is text in small capitals, perhaps the charge of an ion: `\textsc{iv}`.
    SmallCapitals,
    /// The first of its two arguments is text, the second is for the bookmarks of a viewer.
    First,
    /// The second of its two arguments is text.
    Second,
    /// Its argument is an address.
    Address,
    /// `\href{…}{…}`: an address and a text.
    Link,
    /// Its argument is raised or lowered.
    Script,
    /// `\ion{Fe}{2}`
    Ion,
    /// Its argument is a note at what stands before it.
    Note,
    /// It holds to the end of its group: `{\em …}`.
    Declaration,
    /// `\begin{…}`, or the preamble of a document.
    Environment,
    /// It has no argument, and prints this.
    Sign(&'static str),
    /// The same, at the end of a word: a blank behind its name is one of the text.
    WordSign(&'static str),
    /// `\ifmmode…\else…\fi`: what stands behind `\else` is for prose.
    Conditional,
    /// It ends a line or a page, or leaves room: words on both sides of it stay apart.
    Space(Length),
    /// Citations and references.
    Reference,
}

/// How much room a command leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// As it is, perhaps with an option: `\linebreak[4]`.
    Fixed,
    /// In braces: `\hspace*{1em}`.
    Argument,
    /// Behind its name: `\hskip 1em plus 2pt`.
    Dimension,
}

const TEXT: &[&str] = &[
    "emph", "textbf", "textit", "texttt", "textsf", "textrm", "textsl", "textup", "textnormal",
    "textmd", "underline", "uline", "mbox", "hbox", "text", "uppercase", "lowercase",
    "MakeUppercase", "enquote", "centerline", "textlf", "hl", "st", "fbox",
];
const SECOND: &[&str] = &["textcolor", "colorbox", "foreignlanguage", "hyperref", "raisebox"];
const ADDRESSES: &[&str] = &["url", "nolinkurl", "path"];
const SCRIPTS: &[&str] = &["textsuperscript", "textsubscript"];
const NOTES: &[&str] = &["footnote", "footnotetext", "thanks"];
const DECLARATIONS: &[&str] = &[
    "em", "bf", "cal", "it", "tt", "sc", "sf", "sl", "rm", "bfseries", "itshape", "ttfamily",
    "scshape", "small", "large", "Large", "LARGE", "huge", "Huge", "tiny", "footnotesize",
    "normalsize", "boldmath", "mdseries", "upshape", "slshape", "sffamily", "rmfamily",
    "normalfont", "scriptsize", "centering", "raggedright", "raggedleft",
];
const SIGNS: &[(&str, &str)] = &[
    ("textbullet", "•"),
    ("noindent", ""),
    ("leavevmode", ""),
    ("protect", ""),
    ("relax", ""),
    ("allowbreak", ""),
    ("nobreak", ""),
    ("unskip", ""),
    ("ignorespaces", ""),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquotesingle", "'"),
    ("textquotedblleft", "“"),
    ("textasciitilde", "~"),
    ("textbackslash", "\\"),
    ("textunderscore", "_"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("copyright", "©"),
    ("pounds", "£"),
    ("euro", "€"),
    ("textdegree", "°"),
    ("texteuro", "€"),
    ("textperthousand", "‰"),
    ("textmu", "µ"),
    ("slash", "/"),
    // Quotes of babel, in French and in German; the space before `\fg` is typed.
    ("og", "« "),
    ("fg", "»"),
    ("glqq", "„"),
    ("grqq", "“"),
    ("flqq", "«"),
    ("frqq", "»"),
    ("glq", "‚"),
    ("grq", "‘"),
];
/// What authors and programs type before a word without the braces that TeX asks for.
const WORD_SIGNS: &[(&str, &str)] = &[
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("BibTeX", "BibTeX"),
    ("xspace", ""),
    ("textquotedblright", "”"),
    ("textquoteright", "’"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
];
const SPACES: &[&str] = &[
    "newline", "linebreak", "pagebreak", "newpage", "clearpage", "cleardoublepage", "par", "break",
    "indent", "maketitle", "smallskip", "medskip", "bigskip", "smallbreak", "medbreak", "bigbreak",
    "hfill", "hfil", "vfill", "vfil", "hrulefill", "dotfill", "enspace", "enskip", "thinspace",
    "medspace", "thickspace", "space", "nobreakspace",
];
const REFERENCES: &[&str] = &[
    "parencite", "textcite", "autocite", "ref", "eqref", "autoref", "cref", "Cref", "label",
    "footnotemark",
];

/// What the command `name` does; `None` where prose has no such command.
pub(super) fn find(name: &str) -> Option<Command> {
    let of = |names: &[&str], command| names.contains(&name).then_some(command);
    let by_name = match name {
        "textsc" => Some(Command::SmallCapitals),
        "texorpdfstring" => Some(Command::First),
        "href" => Some(Command::Link),
        "ion" => Some(Command::Ion),
        "ifmmode" => Some(Command::Conditional),
        "begin" | "documentclass" => Some(Command::Environment),
        "hspace" | "vspace" | "addvspace" => Some(Command::Space(Length::Argument)),
        "hskip" | "vskip" | "kern" => Some(Command::Space(Length::Dimension)),
        _ if name.starts_with("cite") => Some(Command::Reference),
        _ => None,
    };
    let sign = || SIGNS.iter().find(|(known, _)| *known == name);
    let word_sign = || WORD_SIGNS.iter().find(|(known, _)| *known == name);
    by_name
        .or_else(|| of(TEXT, Command::Text))
        .or_else(|| of(SECOND, Command::Second))
        .or_else(|| of(ADDRESSES, Command::Address))
        .or_else(|| of(SCRIPTS, Command::Script))
        .or_else(|| of(NOTES, Command::Note))
        .or_else(|| of(DECLARATIONS, Command::Declaration))
        .or_else(|| of(SPACES, Command::Space(Length::Fixed)))
        .or_else(|| of(REFERENCES, Command::Reference))
        .or_else(|| sign().map(|(_, prints)| Command::Sign(prints)))
        .or_else(|| word_sign().map(|(_, prints)| Command::WordSign(prints)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_in_two_lists() {
        let lists = [TEXT, SECOND, ADDRESSES, SCRIPTS, NOTES, DECLARATIONS, SPACES, REFERENCES];
        let mut names: Vec<&str> = lists.concat();
        names.extend(SIGNS.iter().chain(WORD_SIGNS).map(|(name, _)| name));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.iter().all(|name| find(name).is_some()));
        assert_eq!((find("citep"), find("emphasis")), (Some(Command::Reference), None));
    }
}
