//! Marks that have a line of their own: headings, rules between parts, fences round code.

use super::LONGEST;
use crate::markup::labels;
use crate::span::Span;

/// The marks of a text that stand in lines of their own.
pub(super) fn marks(text: &str) -> Vec<(Span, String)> {
    let mut found = headings(text);
    found.extend(rules(text));
    found.extend(fence(text));
    found
}

/// `---` or `***` between two parts, with the blank lines in front of it.
fn rules(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mark = line.trim();
        let is_rule =
            mark.len() >= 3 && ["-", "*", "_"].iter().any(|sign| mark.replace(sign, "").is_empty());
        let before = text[..at].trim_end();
        let is_between = !before.is_empty() && !text[at + line.len()..].trim().is_empty();
        if is_rule && is_between {
            found.extend(Span::new(text, before.len(), at + line.trim_end().len()));
        }
        at += line.len();
    }
    found.into_iter().map(|span| (span, String::new())).collect()
}

/// A pair of lines with three backticks, perhaps with the name of a language: what is between them
/// stays.
fn fence(text: &str) -> Option<(Span, String)> {
    const MARK: &str = "```";
    let start = text.find(MARK)?;
    let begins_line = |at: usize| text[..at].is_empty() || text[..at].ends_with('\n');
    let (language, _) = text[start + MARK.len()..].split_once('\n')?;
    let from = start + MARK.len() + language.len() + 1;
    let end = from + text[from..].find(MARK)?;
    let is_fence = begins_line(start)
        && begins_line(end)
        && language.trim().bytes().all(|byte| byte.is_ascii_alphanumeric());
    let inner = text[from..end].trim_end_matches('\n');
    is_fence.then(|| Some((Span::new(text, start, end + MARK.len())?, inner.to_owned())))?
}

/// `# Methods` in a line of its own, in front of the text that it heads.
fn headings(text: &str) -> Vec<(Span, String)> {
    if !text.starts_with('#') && !text.contains("\n#") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        found.extend(heading(text, at, line));
        at += line.len();
    }
    found
}

fn heading(text: &str, at: usize, line: &str) -> Option<(Span, String)> {
    let marks = line.len() - line.trim_start_matches('#').len();
    let inner = line[marks..].trim().trim_end_matches('#').trim();
    let is_heading = (1..=6).contains(&marks)
        && line[marks..].starts_with(' ')
        && inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && inner.len() <= LONGEST;
    let behind = &text[at + line.len()..];
    let is_followed = line.ends_with('\n') && !behind.trim().is_empty();
    // `# 9 Dream and # 41 are songs`: a sign of number.
    let is_number = inner.starts_with(char::is_numeric) || inner.contains("# ");
    if !is_heading || !is_followed && (at > 0 || is_number) {
        return None;
    }
    if !is_followed {
        return Some((Span::new(text, at, at + line.trim_end().len())?, inner.to_owned()));
    }
    let end = at + line.len() + behind.len() - behind.trim_start().len();
    let written = match labels::says_nothing(inner) {
        true => String::new(),
        false => format!("{} ", labels::label(inner)),
    };
    Some((Span::new(text, at, end)?, written))
}
