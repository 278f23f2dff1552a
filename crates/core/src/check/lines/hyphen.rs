//! Whose the hyphen at the end of a line is: the line's, a compound's, or nobody knows.

use crate::check::joins::SUSPENDING;
use crate::lexicon::Lexicon;
use crate::text::language::is_function_word;

/// The hyphen at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// There is none, or a space stands behind it: `short-⏎to mid-term`.
    No,
    /// It parts a word that the text has in one piece elsewhere.
    OfLine,
    /// It belongs to a compound: `state-of-the-⏎art`, `β-⏎sheet`.
    OfCompound,
    /// It belongs to one of the two.
    Unknown,
}

impl Hyphen {
    /// That at the end of `before`, where the next line begins with `behind`.
    pub(super) fn at(before: &str, behind: &str, english: Option<&Lexicon>) -> Hyphen {
        /// Links of other languages before which a part is left out.
        const FOREIGN: &[&str] = &[
            "und", "oder", "bis", "bzw", "sowie", "et", "ou", "y", "e", "en", "og", "och", "eller",
            "oraz", "i",
        ];
        let Some(left) = before.strip_suffix('-') else { return Hyphen::No };
        let left = left.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let letters = behind.len() - behind.trim_start_matches(char::is_alphanumeric).len();
        let right = &behind[..letters];
        if !left.ends_with(char::is_alphanumeric) || right.is_empty() {
            return Hyphen::No;
        }
        let is_suspended = match english {
            Some(_) => SUSPENDING.contains(&right),
            None => FOREIGN.contains(&right),
        };
        if !left.contains('-') && is_suspended {
            return Hyphen::No;
        }
        let is_word =
            |word: &str| english.is_some_and(|lexicon| lexicon.frequency(&word.to_lowercase()) > 0);
        let whole = [left, right].concat();
        // A locant, a letter that names a form, a number: `2-⏎propanol`, `k-⏎means`.
        let is_one = left.chars().nth(1).is_none() && (english.is_some() || !left.is_ascii());
        let is_locant = is_one || !left.ends_with(char::is_alphabetic);
        let is_name = right.starts_with(char::is_uppercase);
        // `jug-⏎ali`: a part that is left out, of a language that nobody asked for.
        let is_link = is_function_word(right);
        let is_half =
            right.starts_with(char::is_lowercase) && left.chars().all(char::is_alphabetic);
        if is_locant
            || is_name
            || left.contains('-')
            || !is_link && is_word(left) && is_word(right) && !is_word(&whole)
        {
            Hyphen::OfCompound
        } else if is_half && (holds_word(before, &whole) || holds_word(behind, &whole)) {
            Hyphen::OfLine
        } else {
            Hyphen::Unknown
        }
    }
}

/// Whether a text holds such a word.
fn holds_word(text: &str, word: &str) -> bool {
    let is_apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| {
        is_apart(text[..at].chars().next_back()) && is_apart(text[at + word.len()..].chars().next())
    })
}
