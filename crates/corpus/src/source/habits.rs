//! What the records of a file say of each other: whether its summaries and descriptions are something
//! else than its abstracts.
//!
//! Where nothing is called an abstract, a summary or a description is one. Where a record has both,
//! and they differ, another one that lacks its abstract has none: its description is that of a
//! journal or of a talk, and not of what it found.

use serde_json::value::RawValue;

use super::fields::Found;
use super::value::{self, Members};
use abslint_core::record::Field;

/// What an abstract may be called, and something else as well.
const LOOSE: [&str; 2] = ["summary", "description"];

/// Two texts that begin with so many letters alike are the same one, perhaps clipped.
const ALIKE: usize = 40;

/// A loose name is that of something else if one in so many of its fields stands beside an abstract: with
/// fewer, the file was put together from others.
const MOST_WITHOUT: usize = 20;

/// What some records of a file showed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// How many fields of each of the loose names stood beside an abstract and said something else.
    beside: [usize; 2],
    /// How many such fields were read as an abstract.
    read: [usize; 2],
    /// Whether a record has a title, and an abstract that is called so.
    has_papers: bool,
    /// Whether a record without a title was read by a loose name.
    has_untitled: bool,
}

impl Habits {
    /// Enters a record, and what was found in it.
    pub(super) fn see(&mut self, members: &Members<'_>, found: &Found<'_>) {
        let texts = found.texts.each_ref().map(|text| matches!(text, Ok(Some(_))));
        let fields = || members.iter().map(|(key, raw)| (key.as_ref(), *raw));
        let strict = fields().find(|(key, raw)| is_abstract(key) && value::holds_words(raw));
        let loose = LOOSE.map(|name| {
            fields().find(|(key, raw)| key.eq_ignore_ascii_case(name) && value::holds_text(raw))
        });
        self.has_untitled |= strict.is_none() && texts == [false, true] && !found.named[0];
        self.enter(strict.map(written), loose.map(|one| one.map(written)), texts);
    }

    /// Enters a row of a table with these columns; `texts` says whether a title and an abstract were
    /// found in it.
    pub(super) fn see_row(&mut self, columns: &[String], fields: &[Field<'_>], texts: [bool; 2]) {
        let all = || columns.iter().zip(fields).map(|(name, field)| (name, field.text.trim()));
        let strict = all().find(|(name, text)| is_abstract(name) && text.contains(' '));
        let loose = LOOSE.map(|loose| {
            all()
                .find(|(name, text)| name.eq_ignore_ascii_case(loose) && !text.is_empty())
                .map(|(_, text)| text)
        });
        self.enter(strict.map(|(_, text)| text), loose, texts);
    }

    /// Enters the text under a name of abstracts, and those under each of the loose ones.
    fn enter(
        &mut self,
        strict: Option<&str>,
        loose: [Option<&str>; 2],
        [has_title, has_text]: [bool; 2],
    ) {
        self.has_papers |= has_title && strict.is_some();
        for (n, other) in loose.into_iter().enumerate() {
            let Some(other) = other else { continue };
            match strict {
                Some(text) => self.beside[n] += usize::from(!are_alike(text, other)),
                None => self.read[n] += usize::from(has_text),
            }
        }
    }

    /// Whether records that were read while `known` was all that was known have to be read again.
    pub(super) fn change(self, known: Habits) -> bool {
        let mut all = self;
        all.add(known);
        let is_new = |n: usize| self.read[n] > 0 && all.is_another(n) && !known.is_another(n);
        is_new(0) || is_new(1) || (self.has_papers && self.has_untitled && !known.has_papers)
    }

    /// Adds what other records showed.
    pub fn add(&mut self, other: Habits) {
        (0..2).for_each(|n| self.beside[n] += other.beside[n]);
        (0..2).for_each(|n| self.read[n] += other.read[n]);
        self.has_papers |= other.has_papers;
        self.has_untitled |= other.has_untitled;
    }

    /// Whether a field of that name is none of the abstract.
    pub(super) fn is_other(self, name: &str) -> bool {
        let number = LOOSE.iter().position(|loose| name.eq_ignore_ascii_case(loose));
        number.is_some_and(|n| self.is_another(n))
    }

    fn is_another(self, n: usize) -> bool {
        self.beside[n] > 0 && self.beside[n] * MOST_WITHOUT >= self.read[n]
    }

    /// Whether the file has papers whose abstracts are called so.
    pub(super) fn has_papers(self) -> bool {
        self.has_papers
    }
}

/// Whether a name, or the path to one, is loose.
pub(super) fn is_loose(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    !path.contains("abstract") && LOOSE.iter().any(|name| path.contains(name))
}

/// Whether a member is called an abstract, in whatever way.
pub(super) fn has_abstract(members: &Members<'_>) -> bool {
    members.iter().any(|(key, _)| is_abstract(key))
}

fn is_abstract(key: &str) -> bool {
    const NAME: &[u8] = b"abstract";
    key.as_bytes().windows(NAME.len()).any(|part| part.eq_ignore_ascii_case(NAME))
}

/// The value of a member as it is written.
fn written<'a>((_, raw): (&str, &'a RawValue)) -> &'a str {
    raw.get()
}

/// Whether two texts begin alike.
fn are_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).take(ALIKE).collect()
    };
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_loose_if_it_may_be_that_of_something_else() {
        for name in ["summary", "description", "content.summary.value", "dc:description"] {
            assert!(is_loose(name), "{name}");
        }
        for name in ["abstract", "abstractText", "dc.description.abstract", "paper_abstract"] {
            assert!(!is_loose(name), "{name}");
        }
    }

    #[test]
    fn a_loose_name_is_that_of_something_else_if_enough_records_have_both() {
        let row = |habits: &mut Habits, texts: [&str; 3]| {
            let columns = ["title", "abstract", "summary"].map(str::to_owned);
            let fields = texts.map(|text| Field {
                text: text.to_owned().into(),
                placement: abslint_core::record::Placement::Verbatim { start: 0 },
            });
            habits.see_row(&columns, &fields, [true, true]);
        };
        let mut habits = Habits::default();
        row(&mut habits, ["On lamps", "", "They turn."]);
        assert!(!habits.is_other("summary") && !habits.change(Habits::default()));
        row(&mut habits, ["On posts", "They stand by day.", "They stand by day, and …"]);
        assert!(habits.is_other("Summary") && habits.change(Habits::default()));
        assert!(!habits.change(habits) && !habits.is_other("description"));
        let mut alike = Habits::default();
        let long = "They stand by day in the streets of the town, and nobody";
        row(&mut alike, ["On posts", &format!("{long} turns."), &format!("{long} …")]);
        assert!(!alike.is_other("summary"));
        (0..20).for_each(|_| row(&mut habits, ["On lamps", "", "They turn."]));
        assert!(!habits.is_other("summary"), "one in twenty-one");
    }
}
