//! Marks over and under letters: the signs that stand for them, and TeX's names of one character.
//!
//! TeX's are those of D. E. Knuth, *The TeXbook*, chapter 9; its names for marks in formulas
//! (`\hat`) are in `names.txt`.

/// A combining character, the character behind TeX's backslash, and the signs with a width of their
/// own that are set for it.
const MARKS: &[(char, Option<char>, &str)] = &[
    ('\u{300}', Some('`'), "`ˋ"),
    ('\u{301}', Some('\''), "´"),
    ('\u{302}', Some('^'), "^ˆ\u{302}"),
    ('\u{303}', Some('~'), "~˜∼\u{303}"),
    ('\u{304}', Some('='), "¯‾_―-\u{304}"),
    ('\u{306}', Some('u'), "˘"),
    ('\u{307}', Some('.'), "˙."),
    ('\u{308}', Some('"'), "¨"),
    ('\u{30a}', Some('r'), "˚"),
    ('\u{30b}', Some('H'), "˝"),
    ('\u{30c}', Some('v'), "ˇ"),
    ('\u{323}', Some('d'), ""),
    ('\u{327}', Some('c'), "¸"),
    ('\u{328}', Some('k'), "˛"),
    ('\u{331}', Some('b'), ""),
    ('\u{20d7}', None, "→\u{20d7}"),
];

/// The combining character that TeX names by `mark`: U+0301 for the apostrophe of `\'e`.
pub fn of_tex(mark: char) -> Option<char> {
    MARKS.iter().find(|(_, tex, _)| *tex == Some(mark)).map(|(combining, ..)| *combining)
}

/// The combining character that `sign` stands for: U+0301 for `´`.
pub fn of_sign(sign: char) -> Option<char> {
    MARKS.iter().find(|(_, _, signs)| signs.contains(sign)).map(|(combining, ..)| *combining)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_stands_for_one_mark() {
        assert_eq!((of_tex('\''), of_sign('´')), (Some('\u{301}'), Some('\u{301}')));
        assert_eq!((of_tex('x'), of_sign('x')), (None, None));
        for (combining, tex, signs) in MARKS {
            assert_eq!(tex.map_or(Some(*combining), of_tex), Some(*combining));
            assert!(signs.chars().all(|sign| of_sign(sign) == Some(*combining)), "{signs}");
        }
    }
}
