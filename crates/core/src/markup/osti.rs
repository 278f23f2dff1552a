//! Marks in the abstracts of OSTI, the United States' database of energy and physics, which names in
//! braces what its letters lack: `{sup 12}C`, `10{sup {minus}3}`, `{mu}{r_arrow}e{gamma}`.
//!
//! The names are those of its records. One of `{sup …}`, `{sub …}`, `{ital …}` or a name with an
//! underscore tells that a text has them; then all of its names are read.

use super::scripts;
use crate::math::symbols;
use crate::math::{self, Fonts};
use crate::span::Span;

/// No mark is longer, in bytes.
const LONGEST: usize = 60;

/// Signs by their names.
const SIGNS: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("Angstrom", "Å"),
    ("angstrom", "Å"),
    ("approx", "≈"),
    ("approximately", "≈"),
    ("asterisk", "*"),
    ("bullet", "•"),
    ("center_dot", "·"),
    ("circle_dot", "⊙"),
    ("close_quotes", "”"),
    ("dagger", "†"),
    ("degree", "°"),
    ("degrees", "°"),
    ("element_of", "∈"),
    ("equivalent", "≡"),
    ("ge", "≥"),
    ("gt", ">"),
    ("gt_approx", "≳"),
    ("h_bar", "ℏ"),
    ("hor_ellipsis", "…"),
    ("infinity", "∞"),
    ("integral", "∫"),
    ("l_arrow", "←"),
    ("le", "≤"),
    ("lr_arrow", "↔"),
    ("lt", "<"),
    ("lt_approx", "≲"),
    ("minus", "−"),
    ("minus_plus", "∓"),
    ("much_gt", "≫"),
    ("much_lt", "≪"),
    ("not_equal", "≠"),
    ("open_quotes", "“"),
    ("parallel", "∥"),
    ("percent", "%"),
    ("perpendicular", "⊥"),
    ("plus", "+"),
    ("plus_minus", "±"),
    ("prime", "′"),
    ("proportional_to", "∝"),
    ("r_arrow", "→"),
    ("radical", "√"),
    ("similar_to", "∼"),
    ("times", "×"),
    ("yields", "→"),
];

/// Whether a text marks signs and scripts as OSTI does; TeX groups by braces, too.
pub(super) fn is_used(text: &str) -> bool {
    const TOLD_BY: &[&str] = &[
        "{sup ", "{sub ", "{ital ", "_arrow}", "{plus_minus}", "{open_quotes}", "{circle_dot}",
        "{center_dot}", "{hor_ellipsis}", "{similar_to}",
    ];
    !text.contains(['\\', '$']) && TOLD_BY.iter().any(|mark| text.contains(mark))
}

/// The mark from the brace at byte `at` on, with what it stands for.
pub(super) fn mark(text: &str, at: usize) -> Option<(Span, String)> {
    let (end, written) = read(text, at)?;
    Some((Span::new(text, at, end)?, written))
}

/// The byte behind the mark at byte `at`, and what it stands for, with the marks in it; nothing if
/// one of them is unknown.
fn read(text: &str, at: usize) -> Option<(usize, String)> {
    let end = at + closing(&text[at..])?;
    let inner = &text[at + 1..end - 1];
    let Some((name, content)) = inner.split_once(' ') else {
        return sign(inner).map(|sign| (end, sign.to_owned()));
    };
    let content = plain(content.trim())?;
    let written = match name {
        "sup" | "sub" if is_script(&content) => {
            let content = content.replace('−', "-");
            scripts::written(&content, name == "sup", &text[..at], text[end..].chars().next())
        }
        "ital" | "bold" | "rm" => content,
        "bar" | "tilde" | "hat" | "vec" if content.chars().count() == 1 => {
            math::unicode(&math::read(&format!("\\{name}{{{content}}}")).ok()?, &Fonts::default())
        }
        _ => return None,
    };
    Some((end, written))
}

/// Bytes of the group in braces that `text` begins with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate().take(LONGEST) {
        depth = match byte {
            b'{' => depth + 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth - 1,
            _ => depth,
        };
    }
    None
}

/// What stands in a mark, with the marks in it read.
fn plain(content: &str) -> Option<String> {
    let mut out = String::new();
    let mut at = 0;
    while let Some(open) = content[at..].find('{').map(|len| at + len) {
        out.push_str(&content[at..open]);
        let (end, written) = read(content, open)?;
        out.push_str(&written);
        at = end;
    }
    out.push_str(&content[at..]);
    (!out.is_empty() && !out.contains('}')).then_some(out)
}

/// Whether a script holds letters, digits and signs: no words.
fn is_script(content: &str) -> bool {
    content.chars().all(|c| {
        c.is_ascii_alphanumeric() || "+-−*/.,′⊙°∥⊥†→".contains(c) || ('α'..='ω').contains(&c)
    })
}

/// The sign, or the Greek letter, of a name.
fn sign(name: &str) -> Option<&'static str> {
    let listed = SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
    listed.or_else(|| {
        let letter = symbols::find(name).filter(|symbol| symbol.name.len() > 1)?.sign;
        letter.starts_with(|c| ('Α'..='ϵ').contains(&c)).then_some(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        read(text, text.find('{')?).map(|(_, written)| written)
    }

    #[test]
    fn named_scripts_are_written_as_scripts() {
        for (text, expected) in [
            ("{sup 14}N", "¹⁴"),
            ("{sup 92m}Nb", "⁹²ᵐ"),
            ("at 10{sup -6} of it", "⁻⁶"),
            ("at 10{sup {minus}3} of it", "⁻³"),
            ("H{sub 2}O", "₂"),
            ("Na{sup +} ions", "⁺"),
            ("T{sub e}", "ₑ"),
            ("T{sub max}", "_max"),
            ("H{sub c2} of it", "_{c2}"),
            ("x{sup 1/2}", "^{1/2}"),
            ("Ca{sup 2+}", "²⁺"),
            ("the {ital d}{minus}{ital f} gap", "d"),
            ("{r_arrow}", "→"),
            ("{mu}m", "μ"),
            ("{bar p}p", "p̄"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_braces_are_left() {
        for text in [
            "{sup}", "{sup }", "{sub x y}", "{sup {a}}", "{superb 3}", "{sub-groups 2}", "{sup 3",
            "{inf 2}", "{name}", "{sup αβ and γ}", "{bar none}",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn its_marks_tell_its_texts() {
        assert!(is_used("10{sup 3} sheep") && is_used("{mu}{r_arrow}e{gamma}"));
        assert!(!is_used("{gamma} and {name}") && !is_used(r"{sup 3} of \alpha"));
    }
}
