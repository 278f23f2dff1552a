//! Environments of prose: lists, quotations, and a whole document round a text.

use super::markup::{Printed, argument, printed};

/// Lists, whose things follow one another.
const LISTS: &[&str] =
    &["itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum"];

/// Environments whose text is text.
const PLAIN: &[&str] = &[
    "document", "abstract", "center", "quote", "quotation", "flushleft", "flushright", "small",
    "itshape", "sloppypar", "spacing", "verse",
];

/// The environment that begins at byte `at`, or the preamble of a document.
pub(super) fn environment(text: &str, at: usize, depth: usize) -> Option<Printed> {
    let begin = match text[at..].starts_with(r"\documentclass") {
        true => at + within(&text[at..]).find(r"\begin{document}")?,
        false => at,
    };
    let (name, start) = argument(text, begin + r"\begin".len())?;
    let is_list = LISTS.contains(&name.trim_end_matches('*'));
    if !is_list && !PLAIN.contains(&name) {
        return None;
    }
    let inner_start = start + options(&text[start..]);
    let (len, close) = matching_end(&text[inner_start..], name)?;
    let inner = &text[inner_start..inner_start + len];
    let written = if is_list { items(inner, depth) } else { printed(inner.trim(), depth) };
    let end = inner_start + len + close;
    let gap = |is_glued: bool| if is_glued { " " } else { "" };
    let before = gap(text[..at].ends_with(|c: char| !c.is_whitespace()));
    let behind = gap(text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '\\'));
    Some(Printed { start: at, end, text: format!("{before}{written}{behind}") })
}

/// Bytes of options in brackets: `[noitemsep]`.
fn options(text: &str) -> usize {
    let is_option = text.starts_with('[');
    if is_option { within(text).find(']').map_or(0, |at| at + 1) } else { 0 }
}

/// As much of a text as an environment or a preamble may have.
fn within(text: &str) -> &str {
    /// No list or abstract is longer, in bytes.
    const LONGEST: usize = 20_000;
    &text[..text.floor_char_boundary(LONGEST)]
}

/// Where the environment `name` ends, and the bytes of its end; environments of the same name
/// within it are passed over.
fn matching_end(text: &str, name: &str) -> Option<(usize, usize)> {
    let text = within(text);
    let (open, close) = (format!("\\begin{{{name}}}"), format!("\\end{{{name}}}"));
    let (mut depth, mut at) = (0usize, 0);
    loop {
        let end = at + memchr::memmem::find(&text.as_bytes()[at..], close.as_bytes())?;
        depth += text[at..end].matches(&open).count();
        if depth == 0 {
            return Some((end, close.len()));
        }
        depth -= 1;
        at = end + close.len();
    }
}

/// The things of a list in order, behind dashes where they have no stops.
fn items(inner: &str, depth: usize) -> String {
    let items: Vec<String> = split_items(inner)
        .into_iter()
        .map(|item| {
            let label = item.strip_prefix('[').and_then(|rest| rest.split_once(']'));
            let text = match label {
                Some((label, text)) => format!("{} {}", printed(label, depth), text.trim()),
                None => item.to_owned(),
            };
            printed(text.trim(), depth)
        })
        .filter(|item| !item.trim().is_empty())
        .collect();
    let are_stopped = items.iter().all(|item| item.ends_with(['.', ';', ',', '!', '?', ':']));
    let dash = if are_stopped { "" } else { "- " };
    items.iter().map(|item| format!("{dash}{item}")).collect::<Vec<_>>().join(" ")
}

/// What stands behind each `\item` that belongs to no list within the list.
fn split_items(inner: &str) -> Vec<&str> {
    const ITEM: &str = r"\item";
    let (mut opened, mut closed, mut read) = (0, 0, 0);
    let mut is_item = |at: usize| {
        opened += inner[read..at].matches(r"\begin{").count();
        closed += inner[read..at].matches(r"\end{").count();
        read = at;
        opened == closed && !inner[at + ITEM.len()..].starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let starts: Vec<usize> =
        inner.match_indices(ITEM).map(|(at, _)| at).filter(|&at| is_item(at)).collect();
    let ends = starts.iter().skip(1).copied().chain([inner.len()]);
    let head = &inner[..starts.first().copied().unwrap_or(inner.len())];
    let items = starts.iter().zip(ends).map(|(start, end)| inner[start + ITEM.len()..end].trim());
    std::iter::once(head.trim()).chain(items).filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_an_environment_stays_in_order() {
        for (text, expected) in [
            (r"\begin{itemize}\item It rains. \item It pours.\end{itemize}", "It rains. It pours."),
            (
                r"\begin{enumerate}[(a)] \item rain \item \emph{snow} \end{enumerate}",
                "- rain - snow",
            ),
            (
                r"\begin{description}\item[Rain] Wet. \item[Snow] Cold.\end{description}",
                "Rain Wet. Snow Cold.",
            ),
            (
                r"\begin{itemize}\item One: \begin{itemize}\item a. \item b.\end{itemize} \item Two.\end{itemize}",
                "One: a. b. Two.",
            ),
            (
                r"\documentclass{article}\usepackage{x}\begin{document}It \textbf{rains}.\end{document}",
                "It rains.",
            ),
            (r"\begin{abstract} It rains. \end{abstract}", "It rains."),
        ] {
            assert_eq!(
                environment(text, 0, 0).map(|one| one.text).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in [r"\begin{equation}x\end{equation}", r"\begin{itemize}\item open", r"\begin{x"]
        {
            assert!(environment(text, 0, 0).is_none(), "{text}");
        }
    }
}
