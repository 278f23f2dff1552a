//! Commands that end a line or leave room: `\linebreak[4]`, `\hspace*{1em}`, `\vskip 2pt`.

use super::commands::Length;
use super::markup::{Printed, argument, options_end};
use super::style::Call;
use crate::text::sentence;

/// What a command that leaves room prints: a space, where there is none yet.
pub(super) fn space(call: Call<'_>, length: Length) -> Option<Printed> {
    let (text, before) = (call.text, call.before());
    if is_path(before) {
        return None;
    }
    let named = call.behind + usize::from(call.rest().starts_with('*'));
    let end = match length {
        Length::Fixed => fixed_end(text, named)?,
        Length::Argument => argument(text, named)?.1,
        Length::Dimension => named + dimension(&text[named..])?,
    };
    let is_group = before.ends_with('{') && text[end..].starts_with('}');
    let (start, end) = if is_group { (call.at - 1, end + 1) } else { (call.at, end) };
    let end = end + usize::from(text[end..].starts_with(' '));
    let (before, behind) = (&text[..start], &text[end..]);
    let is_spaced = before.is_empty() || before.ends_with(char::is_whitespace);
    let is_stopped = |c: char| c.is_whitespace() || ".,;:!?)]}".contains(c);
    let is_needed = !is_spaced && behind.chars().next().is_some_and(|c| !is_stopped(c));
    Some(Printed { start, end, text: if is_needed { " ".to_owned() } else { String::new() } })
}

/// The byte behind an option of one figure, `[4]`, or an empty group.
fn fixed_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let is_option = matches!(rest.as_bytes(), [b'[', b'0'..=b'4', b']', ..]);
    Some(match () {
        () if is_option => options_end(text, at)?,
        () if rest.starts_with("{}") => at + 2,
        () => at,
    })
}

/// Bytes of a dimension behind a name: ` 1em plus 2pt minus .5pt`, `-3pt`.
fn dimension(text: &str) -> Option<usize> {
    let mut end = length(text)?;
    for word in ["plus", "minus"] {
        let rest = text[end..].trim_start().strip_prefix(word);
        if let Some((rest, len)) = rest.and_then(|rest| Some((rest, length(rest)?))) {
            end = text.len() - rest.len() + len;
        }
    }
    Some(end)
}

/// Bytes of a number and its unit.
fn length(text: &str) -> Option<usize> {
    const UNITS: [&str; 12] =
        ["pt", "pc", "in", "bp", "cm", "mm", "dd", "cc", "sp", "em", "ex", "mu"];
    let number = text.trim_start().trim_start_matches(['-', '+']);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let behind = UNITS.iter().find_map(|name| unit.trim_start().strip_prefix(name))?;
    let is_whole =
        unit.len() < number.len() && !behind.starts_with(|c: char| c.is_ascii_alphabetic());
    is_whole.then_some(text.len() - behind.len())
}

/// Whether a backslash behind `before` parts folders: `C:`, `C:\Users`.
fn is_path(before: &str) -> bool {
    let chunk = sentence::chunk_before(before, before.len());
    let drive = chunk.as_bytes();
    matches!(drive, [letter, b':', ..] if letter.is_ascii_uppercase()) || chunk.ends_with('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_have_a_number_and_a_unit() {
        for text in [" 1em plus 2pt minus .5pt", "-3pt", "2 cm", ".5ex", "1pt plus1pt"] {
            assert_eq!(dimension(text), Some(text.len()), "{text}");
        }
        for text in ["", " em", "12", "1 metre", "2 inches", "plus 1pt"] {
            assert_eq!(dimension(text), None, "{text}");
        }
        assert_eq!(dimension("1pt plus sheep"), Some(3));
    }
}
