//! What stands outside the entries of a bibliography: remarks, and in them the next entry.
//!
//! BibTeX reads an entry wherever `@kind{` stands outside of others: behind a number of a list, a
//! tag of a web page, a comment or a preamble on the same line.

use super::braced;
use crate::source::encoding::BOM;

/// Entries that say nothing of papers.
const REMARKS: [&[u8]; 2] = [b"comment", b"preamble"];

/// The kind of the entry that `text` begins with, and the byte of the bracket behind it.
pub(super) fn body(text: &[u8]) -> Option<(&[u8], usize)> {
    let text = text.trim_ascii_start();
    let rest = text.strip_prefix(BOM).unwrap_or(text).strip_prefix(b"@")?;
    let kind = braced::kind_length(rest);
    let spaces = rest[kind..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let is_entry = kind > 0 && matches!(rest.get(kind + spaces), Some(b'{' | b'('));
    is_entry.then_some((&rest[..kind], kind + spaces))
}

/// Whether a stretch begins with something else than an entry about a paper, or with an
/// abbreviation.
pub(super) fn says_nothing_of_papers(stretch: &[u8]) -> bool {
    !stretch.is_empty() && body(stretch).is_none_or(|(kind, _)| is_remark(kind))
}

fn is_remark(kind: &[u8]) -> bool {
    REMARKS.iter().any(|remark| kind.eq_ignore_ascii_case(remark))
}

/// The byte of the next entry in a stretch, behind the remark or the text that it begins with.
///
/// What stands behind `%` on its line is none, as for BibLaTeX; nor is what no comma follows, as in
/// an address.
pub(super) fn next_entry(stretch: &[u8]) -> Option<usize> {
    let start = behind_remark(stretch);
    let mut marks = memchr::memchr_iter(b'@', &stretch[start..]).map(|at| start + at);
    marks.find(|&at| {
        let before = stretch[..at].last();
        before.is_some_and(|before| !before.is_ascii_alphanumeric())
            && body(&stretch[at..]).is_some_and(|(kind, length)| {
                is_remark(kind) || has_key(&stretch[at + 1 + length..])
            })
            && !is_in_comment(&stretch[..at])
    })
}

/// Whether the line that `before` ends in begins with a comment's sign.
fn is_in_comment(before: &[u8]) -> bool {
    let line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    before[line..].trim_ascii_start().starts_with(b"%")
}

/// The byte behind the remark that a stretch begins with; its end if that is not closed, and its
/// beginning if there is none.
fn behind_remark(stretch: &[u8]) -> usize {
    if body(stretch).is_none() {
        return 0;
    }
    let Some(open) = memchr::memchr2(b'{', b'(', stretch) else { return stretch.len() };
    let mark = if stretch[open] == b'{' { b'}' } else { b')' };
    braced::end_of(stretch, open, mark).map_or(stretch.len(), |end| end + 1)
}

/// Whether a body that begins with its bracket has a key, or defines an abbreviation.
fn has_key(body: &[u8]) -> bool {
    let Some(inner) = body.strip_prefix(b"{") else { return false };
    let end = inner.iter().position(|byte| b",={}\"".contains(byte));
    end.is_some_and(|end| matches!(inner[end], b',' | b'='))
}

/// Whether a text says that it is a bibliography, if perhaps one without entries: something in it
/// begins with `@`, or all of it are comments.
pub(super) fn is_bibliography(text: &[u8]) -> bool {
    let lines = || text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines().any(|line| body(line).is_some())
        || lines().all(|line| line.is_empty() || line.starts_with(b"%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_begins_wherever_it_stands_outside_of_others() {
        let cases = [
            "1. @article{k, title = {T}}",
            "<pre>@misc {k, title = {T}}</pre>",
            "@comment{a@b{c,}} @book{k, title = {T}}",
            "@preamble{\"\\newcommand{\\x}{y}\"}@article{k, title = {T}}",
            "% a remark\n see @string{k = {T}}",
        ];
        for text in cases {
            let at = next_entry(text.as_bytes()).expect(text);
            let kind = body(&text.as_bytes()[at..]).expect(text).0;
            assert!(!is_remark(kind) && text[at..].contains("{T}}"), "{text}: {}", &text[at..]);
        }
    }

    #[test]
    fn an_address_a_remark_and_a_comment_hold_none() {
        let cases = [
            "write to someone@article{k, title}",
            "the tag @param{x} stands here",
            "@comment{@article{k, title = {T}}}",
            "@comment{ never closed @article{k, title = {T}}",
            "% @article{k, title = {T}}",
            "see @someone (there, or here)",
        ];
        for text in cases {
            assert_eq!(next_entry(text.as_bytes()), None, "{text}");
        }
    }
}
