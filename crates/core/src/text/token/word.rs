//! Words and the case of their letters.

/// How the letters of a word are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// `sheep`
    Lower,
    /// `Sheep`, `A`
    Title,
    /// `SHEEP`
    Upper,
    /// `MRIs`, `McDonald`
    Mixed,
    /// Letters of a script that has no case.
    Uncased,
}

impl Case {
    /// That of `word`.
    pub fn of(word: &str) -> Case {
        let mut letters =
            word.chars().filter(|c| c.is_lowercase() || c.is_uppercase()).map(char::is_uppercase);
        let Some(first) = letters.next() else { return Case::Uncased };
        let (mut upper, mut lower) = (0, 0);
        letters.for_each(|is_upper| if is_upper { upper += 1 } else { lower += 1 });
        match (first, upper, lower) {
            (false, 0, _) => Case::Lower,
            (true, 0, _) => Case::Title,
            (true, _, 0) => Case::Upper,
            _ => Case::Mixed,
        }
    }
}

/// The byte behind a word, or behind the digits, from `at` on.
pub(super) fn end(text: &str, at: usize) -> usize {
    let is_letter =
        |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
    if !text[at..].starts_with(char::is_alphabetic) {
        return super::run(text, at, |c| c.is_alphanumeric() && !c.is_alphabetic());
    }
    if let Some(end) = abbreviation(text, at) {
        return end;
    }
    let mut end = super::run(text, at, is_letter);
    // An apostrophe between letters is one of them: `don't`, `l'abbé`.
    while let Some(rest) =
        text[end..].strip_prefix(['\'', '’']).filter(|rest| rest.starts_with(char::is_alphabetic))
    {
        end = super::run(text, text.len() - rest.len(), is_letter);
    }
    end
}

/// Single letters with a stop behind each, two or more: `e.g.`, `U.S.`
fn abbreviation(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let letters = bytes[at..]
        .chunks(2)
        .take(8)
        .take_while(|two| two[0].is_ascii_alphabetic() && two.get(1) == Some(&b'.'))
        .count();
    let end = at + 2 * letters;
    (letters >= 2 && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)).then_some(end)
}
