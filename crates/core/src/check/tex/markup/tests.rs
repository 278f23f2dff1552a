//! Commands, and what is left of them.

use super::*;
use crate::check::hit;

fn repaired(text: &str, kind: CommandKind) -> String {
    hit::repaired(text, hits(text, kind))
}

#[test]
fn what_a_command_holds_stays() {
    for (text, expected) in [
        (
            r"\textbf{Mamba} is {\em a network} of \emph{some {kind}}",
            "Mamba is a network of some {kind}",
        ),
        (
            r"at \url{https://x.org}, \href{https://y.org}{here}, \href{https://z.org}{https://z.org}",
            "at https://x.org, here (https://y.org), https://z.org",
        ),
        (
            r"one\\two, three\ four, \LaTeX{} and \textbf{open",
            r"one two, three four, LaTeX and \textbf{open",
        ),
        (r"\emph{a \textbf{wet \textit{old}} map} of S{\&}P", "a wet old map of S&P"),
        (r"\textcolor{blue}{some} and \textcolor[rgb]{1,0,0}{more}", "some and more"),
        (r"\href{https://y.org/a\_b} {a list}", "a list (https://y.org/a_b)"),
        ("at\u{a0}\\url\u{a0}{https://y.org/c\\%20d}", "at\u{a0}https://y.org/c%20d"),
        (r"{\bf some}times and {\it deep}rivers", "sometimes and deep rivers"),
        (r"\emph {x} of {\large y}", "x of y"),
        (r"4 {\textmu}m of {\LaTeX}", "4 µm of LaTeX"),
        (r"a \LaTeX format, \TeX, Moss\texttrademark is wet", "a LaTeX format, TeX, Moss™ is wet"),
        (
            r"“wet\textquotedblright is said, in Stra\ss e\xspace too",
            r"“wet” is said, in Stra\ss e too",
        ),
        (r"wet\,---\,or dry\,--\,at 5 \\u00b0C", r"wet---or dry--at 5 \\u00b0C"),
        (
            r"2\ifmmode\pm\else\textpm\fi{}1 and 4\ifmmode\times\else\texttimes\fi{}{10}^{3}",
            "2±1 and 4×{10}^{3}",
        ),
        (r"\ifmmode a \else b, and \ifx c", r"\ifmmode a \else b, and \ifx c"),
        (r"3{\texttimes}4 and \textpm 2, \textbeta{}-sheets", "3×4 and ±2, β-sheets"),
        (r"a \em loose switch, (\it as here)", "a loose switch, (as here)"),
        (r"\bf{all of it} and C:\it x", r"all of it and C:\it x"),
        (r"\emphlost braces of \textitLost words", "lost braces of Lost words"),
        (r"\urlhttps://y.org and {\underline k}nown", "https://y.org and known"),
        (r"\emphasis and \textstyle", r"\emphasis and \textstyle"),
        (r"7\,nm, 8\;keV and 9\,\% of 2,\!000", r"7 nm, 8 keV and 9\% of 2,000"),
        (r"Doe\, J. and \,", r"Doe\, J. and \,"),
        (r"Pen\textsuperscript{TM} and 3\textsuperscript{rd}", "Pen™ and 3rd"),
        (r"Mg{\sc ii}, Si\textsc{iv}, \textsc{abc}", "Mg II, Si IV, abc"),
        (r"at \\host\share and a \\ b", r"at \\host\share and a b"),
        (r"Jos\\'e, P\\H{o}l", r"Jos\'e, P\H{o}l"),
        (r"\\d{3}, (\\S*) and [\\w.]", r"\\d{3}, (\\S*) and [\\w.]"),
        (r"so,\\nthe end, '\\' and \\'one\\'", r"so,\\nthe end, '\\' and \\'one\\'"),
        (r"one\\two, {\bf a}\\b, one.\\Then", r"one two, a b, one. Then"),
        (
            r"\texorpdfstring{CO\textsubscript{2}}{CO2} and \texorpdfstring{one}",
            r"CO₂ and \texorpdfstring{one}",
        ),
        (r"\hl{one}, \st{two} and \fbox{three}", "one, two and three"),
        (r"\ion{Mg}{2} and \ion{Si}{iv}", "Mg II and Si IV"),
        (r"a Tick\textsuperscript{TM} and a Tock\textsuperscript{(R)}", "a Tick™ and a Tock®"),
        (r"\ion{Fe}{12}, \ion{Fe}{25} and \ion{Si}{\sc xiv}", "Fe XII, Fe XXV and Si XIV"),
        (r"\ion{Fe}{0} and \textsc{mix}", r"\ion{Fe}{0} and mix"),
        (r"Kan\textsuperscript{R} and Bt\textsuperscript{R}", "Kan^R and Bt^R"),
        (r"cf.\ two, i.e.\ three", "cf. two, i.e. three"),
        (r"{\it wool\/} and {\em fur}\/, \emph{a shelf\/ful}", "wool and fur, a shelfful"),
        (r"wool and\/or fur at 4 kg\/m, \textbf{TCP\/IP}", "wool and/or fur at 4 kg/m, TCP/IP"),
        (r"\url{https:\/\/example.org\/w} and a \/ b", r"https://example.org/w and a \/ b"),
        (r"NASA\@. and a\@example.org", r"NASA. and a\@example.org"),
    ] {
        assert_eq!(repaired(text, CommandKind::Style), expected, "{text}");
    }
}

#[test]
fn words_on_both_sides_of_a_line_end_stay_apart() {
    for (text, expected) in [
        (r"AlexNet\linebreak ResNet", "AlexNet ResNet"),
        (r"12\linebreak 15 and 12\linebreak[4]15", "12 15 and 12 15"),
        (r"the end.\newline Then \newline{} next", "the end. Then next"),
        (r"one\par two, three \par four", "one two, three four"),
        (r"one.\medskip\noindent two", "one. two"),
        (r"\noindent\textbf{One}\hfill two", "One two"),
        (r"one\hspace*{1em}two\vspace{-2mm}", "one two"),
        (r"one\hskip 1em plus 2pt two\vskip-3pt", "one two"),
        (r"one\pagebreak, two\newpage. Then\enspace three", "one, two. Then three"),
        (r"see [3]\linebreak [4]", "see [3] [4]"),
        (r"one{\smallskip}two", "one two"),
        (r"in C:\Data\break\x and C:\par", r"in C:\Data\break\x and C:\par"),
        (r"\hspace 1em and \vskip of", r"\hspace 1em and \vskip of"),
        (r"\linebreaks and \parsing", r"\linebreaks and \parsing"),
    ] {
        assert_eq!(repaired(text, CommandKind::Style), expected, "{text}");
    }
}

#[test]
fn notes_stand_in_brackets() {
    for (text, expected) in [
        (r"the map\footnote{https://example.org/m} is", "the map (https://example.org/m) is"),
        (r"online.\footnote{\url{https://example.org}.}", "online. (https://example.org)"),
        (r"a dam\footnote{Of earth, see \emph{below}.}", "a dam (Of earth, see below.)"),
        (r"a dam \footnote{}", "a dam "),
        (r"a dam\footnote{open", r"a dam\footnote{open"),
    ] {
        assert_eq!(repaired(text, CommandKind::Style), expected, "{text}");
    }
}

#[test]
fn references_go_with_their_tie() {
    assert_eq!(
        repaired(r"as in~\cite{a,b} and \ref{c}, \citep[p.~3]{d}.", CommandKind::Reference),
        "as in and,."
    );
}
