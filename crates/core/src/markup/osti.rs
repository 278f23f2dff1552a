//! Scripts in the abstracts of OSTI, the United States' database of energy and physics, which marks
//! them by name in braces: `{sup 12}C`.

use super::scripts;
use crate::span::Span;

/// No script is longer, in bytes.
const LONGEST: usize = 20;

/// A script, or the arrow of a reaction (`{yields}`) in a text that has scripts.
pub(super) fn mark(text: &str, at: usize) -> Option<(Span, String)> {
    const ARROW: &str = "{yields}";
    let is_arrow =
        text[at..].starts_with(ARROW) && (text.contains("{sup ") || text.contains("{sub "));
    let arrow = || Some((Span::new(text, at, at + ARROW.len())?, "→".to_owned()));
    if is_arrow { arrow() } else { script(text, at) }
}

/// `{sup 12}C`, `H{sub 2}O`: a script, from the brace at byte `at` on, with what it stands for.
fn script(text: &str, at: usize) -> Option<(Span, String)> {
    let window = &text[at + 1..text.floor_char_boundary(at + LONGEST)];
    let (inner, _) = window.split_once('}')?;
    let end = at + inner.len() + 2;
    let (mark, content) = inner.split_once(' ')?;
    let is_content = |c: char| c.is_ascii_alphanumeric() || "+-−*/.,".contains(c);
    if !matches!(mark, "sup" | "sub") || content.is_empty() || !content.chars().all(is_content) {
        return None;
    }
    let written = scripts::written(content, mark == "sup", &text[..at], text[end..].chars().next());
    Some((Span::new(text, at, end)?, written))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        script(text, text.find('{')?).map(|(_, written)| written)
    }

    #[test]
    fn named_scripts_are_written_as_scripts() {
        for (text, expected) in [
            ("{sup 14}N", "¹⁴"),
            ("{sup 92m}Nb", "⁹²ᵐ"),
            ("at 10{sup -6} of it", "⁻⁶"),
            ("H{sub 2}O", "₂"),
            ("Na{sup +} ions", "⁺"),
            ("T{sub e}", "ₑ"),
            ("T{sub max}", "_max"),
            ("H{sub c2} of it", "_{c2}"),
            ("x{sup 1/2}", "^{1/2}"),
            ("Ca{sup 2+}", "²⁺"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_braces_are_left() {
        for text in [
            "{sup}", "{sup }", "{sub x y}", "{sup {a}}", "{superb 3}", "{sub-groups 2}", "{sup 3",
            "{inf 2}", "{bar p}", "{sup αβ}",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
