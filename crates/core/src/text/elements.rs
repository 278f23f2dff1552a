//! The elements of HTML and of publishers' XML that stand in texts.

/// Elements that have an end tag.
pub const PAIRED: &[&str] = &[
    "a", "b", "bold", "center", "cite", "code", "div", "em", "ext-link", "font", "h1", "h2", "h3",
    "h4", "h5", "i", "inline-formula", "italic", "li", "math", "ol", "p", "sc", "sec", "small",
    "span", "strong", "tex-math", "title", "tt", "u", "ul", "underline", "xref",
];

/// Elements that need none.
pub const SINGLE: &[&str] = &["br", "hr", "p", "li"];

/// Elements that raise or lower what they hold.
pub const SCRIPTS: &[&str] = &["sub", "sup"];

/// Whether `name`, in lower case and with its namespace, is that of an element: any of JATS or
/// MathML.
pub fn is_element(name: &str) -> bool {
    let local = name.rsplit(':').next().unwrap_or_default();
    name.starts_with("jats:")
        || name.starts_with("mml:")
        || [PAIRED, SINGLE, SCRIPTS].iter().any(|names| names.contains(&local))
}
