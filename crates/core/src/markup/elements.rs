//! The elements of HTML, of publishers' XML and of MathML that stand in texts.
//!
//! Names are those of HTML (WHATWG, *HTML Living Standard*, section 4), of JATS (ANSI/NISO
//! Z39.96-2021), of MathML (W3C, *MathML Core*), of PubMed's `PubmedArticleSet`, and of the schemas
//! of Elsevier, Springer and Wiley, in lower case and without their namespace. Names that are also
//! tokens of language models (`s`, `mask`, `image`) are not among them.

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing: fonts, spans, names.
    Inline,
    /// It stands in a line of its own.
    Block,
    /// It is one of the things of a list.
    Item,
    /// It heads what follows.
    Heading,
    /// It raises (`true`) or lowers what it holds.
    Script(bool),
    /// It points to another place.
    Link,
    /// What it holds is no text.
    Dropped,
    /// A formula in MathML.
    Formula,
    /// A formula in TeX.
    Tex,
    /// The same thing in several forms.
    Alternatives,
}

/// Elements that change only how their text looks, or say what it is.
const INLINE: &[&str] = &[
    "abbr", "abbrev", "acronym", "address-line", "allcaps", "b", "bdi", "bdo", "big", "bold",
    "center", "cite", "citation", "code", "collab", "data", "del", "dfn", "em", "emphasis",
    "fixed-case", "font", "formula", "fc", "given-names", "hi", "i", "inline-formula",
    "inlineequation", "ins", "institution", "it", "ital", "italic", "kbd", "mark", "monospace",
    "named-content", "nobr", "overline", "phrase", "q", "roman", "rm", "samp", "sans-serif", "sc",
    "scp", "small", "small-caps", "span", "strike", "strong", "styled-content", "surname", "term",
    "time", "tt", "u", "ul1", "underline", "var", "wbr", "xref", "fn", "cross-ref", "inter-ref",
    "abstract", "email",
];

/// Elements that stand in a line of their own.
const BLOCKS: &[&str] = &[
    "abstract-sec", "abstracttext", "abstractsection", "article", "aside", "blockquote", "body",
    "br", "break", "caption", "dd", "def-list", "disp-formula", "disp-quote", "div", "dl", "dt",
    "figure", "hr", "html", "list", "main", "ol", "p", "para", "pre", "sec", "section",
    "simple-para", "simplepara", "table", "tbody", "td", "th", "thead", "tr", "ul",
];

/// Elements that head what follows.
const HEADINGS: &[&str] =
    &["title", "heading", "section-title", "label", "h1", "h2", "h3", "h4", "h5", "h6"];

/// Elements that point to another place.
const LINKS: &[&str] = &["a", "ext-link", "link", "uri", "url"];

/// Elements that hold no text.
const DROPPED: &[&str] = &[
    "annotation", "annotation-xml", "copyrightinformation", "graphic", "head", "img",
    "inline-graphic", "mphantom", "noscript", "object-id", "script", "style", "svg", "template",
];

/// Elements of MathML within a formula.
const MATH: &[&str] = &[
    "menclose", "merror", "mfenced", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover",
    "mpadded", "mprescripts", "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none",
    "semantics",
];

/// Elements that need no end.
const SINGLE: &[&str] =
    &["br", "break", "hr", "img", "li", "p", "wbr", "graphic", "inline-graphic"];

/// Elements that raise or lower what they hold, by either name.
const RAISED: &[&str] = &["sup", "superscript"];
const LOWERED: &[&str] = &["sub", "subscript", "inf"];

/// Namespaces whose elements are nothing else.
const NAMESPACES: &[&str] = &["jats", "mml", "m", "ce", "sb", "xhtml", "html", "ali", "xlink"];

/// What the element `local` does, by its name in lower case and without a namespace; `None` for a
/// name of which nothing is known.
pub fn role(local: &str) -> Option<Role> {
    let is = |names: &[&str]| names.contains(&local);
    Some(match local {
        "math" => Role::Formula,
        "tex-math" | "tex" => Role::Tex,
        "alternatives" => Role::Alternatives,
        "li" | "list-item" => Role::Item,
        _ if is(RAISED) => Role::Script(true),
        _ if is(LOWERED) => Role::Script(false),
        _ if is(LINKS) => Role::Link,
        _ if is(HEADINGS) => Role::Heading,
        _ if is(BLOCKS) => Role::Block,
        _ if is(DROPPED) => Role::Dropped,
        _ if is(INLINE) || is(MATH) => Role::Inline,
        _ => return None,
    })
}

/// Whether an element needs no end.
pub fn is_single(local: &str) -> bool {
    SINGLE.contains(&local)
}

/// Whether an element raises or lowers what it holds.
pub fn is_script(local: &str) -> bool {
    matches!(role(local), Some(Role::Script(_)))
}

/// Whether `name`, in lower case, has a namespace that no text has by chance.
pub fn is_namespaced(name: &str) -> bool {
    name.split_once(':').is_some_and(|(space, local)| {
        NAMESPACES.contains(&space) && local.starts_with(|c: char| c.is_ascii_lowercase())
    })
}

/// Whether `name`, in lower case and with its namespace, is that of an element.
pub fn is_element(name: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or_default();
    is_namespaced(name) || role(local).is_some()
}
