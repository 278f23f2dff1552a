//! Characters of Chinese, Japanese and Korean.

/// Whether a character is an ideograph, a kana, a syllable of Korean, or a mark that is set among
/// them; the wide forms of ASCII are not counted.
pub fn is_east_asian(c: char) -> bool {
    is_hangul(c)
        || matches!(
            c,
            '\u{2E80}'..='\u{30FF}'
                | '\u{3400}'..='\u{9FFF}'
                | '\u{F900}'..='\u{FAFF}'
                | '\u{20000}'..='\u{3FFFF}'
        )
}

/// Whether a character stands in texts that set no space between words: Korean does.
pub fn sets_no_spaces(c: char) -> bool {
    is_wide_form(c) || is_east_asian(c) && !is_hangul(c)
}

/// Whether a character is a wide form of one of ASCII, or a bracket beside those.
pub fn is_wide_form(c: char) -> bool {
    matches!(c, '\u{FF00}'..='\u{FF60}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_from_wide_forms() {
        for (c, is_script, has_no_spaces) in [
            ('羊', true, true),
            ('ヒ', true, true),
            ('。', true, true),
            ('豈', true, true),
            ('𠀋', true, true),
            ('양', true, false),
            ('％', false, true),
            ('a', false, false),
            ('é', false, false),
            ('–', false, false),
        ] {
            assert_eq!((is_east_asian(c), sets_no_spaces(c)), (is_script, has_no_spaces), "{c}");
        }
    }
}
