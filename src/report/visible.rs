//! Characters that a terminal would obey, or nobody would see, by name.
//!
//! Control characters are shown as their Unicode pictures (U+2400 to U+2421:
//! `␛` for escape), invisible and direction-changing ones as `<U+202E>`.

use std::borrow::Cow;

/// `text` without any character that could do something to a terminal. Line ends and tabs become a
/// space.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(needs_a_name) {
        return text.into();
    }
    text.chars().map(shown).collect::<String>().into()
}

fn shown(c: char) -> Cow<'static, str> {
    match c {
        '\n' | '\t' => " ".into(),
        '\0'..'\u{20}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('?').to_string().into(),
        '\u{7f}' => "␡".into(),
        c if needs_a_name(c) => format!("<U+{:04X}>", u32::from(c)).into(),
        c => c.to_string().into(),
    }
}

fn needs_a_name(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_raw() {
        assert_eq!(visible("a\u{1b}[31m\u{7f}\u{9b}b\u{202e}\r"), "a␛[31m␡<U+009B>b<U+202E>␍");
        assert_eq!(visible("plain é"), "plain é");
    }
}
