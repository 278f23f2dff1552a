//! What the records of a source have in common: one that breaks words breaks others.
//!
//! Alone, a pair of words without a space may be a word that its author coined, and a hyphen what
//! its author meant. Where other records of the source show damage of the kind that cannot be
//! meant, neither is likely.

use super::joins;
use super::style::{Style, StyleCounts};
use super::title_match::are_apart;
use crate::lexicon::Lexicon;
use crate::record::Record;
use crate::text::TextFacts;

/// What the first records of a source show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceProfile {
    /// Words of it are broken at hyphens.
    pub breaks_words: bool,
    /// Words of it are glued together.
    pub glues_words: bool,
    /// The habits of its texts.
    pub style: Style,
    /// Many of its titles share nothing with their abstracts, so that one which does not is no sign
    /// of anything.
    pub titles_apart: bool,
}

impl SourceProfile {
    /// So many records tell.
    pub const RECORDS: usize = 2000;
}

/// The first records of a source, one after the other.
pub struct Sample<'l> {
    lexicon: &'l Lexicon,
    /// Abstracts, and those that have a title.
    read: usize,
    titled: usize,
    /// Those that share nothing with it.
    apart: usize,
    broken: usize,
    glued: usize,
    style: StyleCounts,
}

/// Where one title in fewer than these shares nothing with its abstract, titles tell nothing.
const ONE_APART_IN: usize = 20;

/// So many records tell whether words are broken or glued.
const OF_WORDS: usize = 200;

impl<'l> Sample<'l> {
    /// No abstract yet; words are those of `lexicon`.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let style = StyleCounts::default();
        Sample { lexicon, read: 0, titled: 0, apart: 0, broken: 0, glued: 0, style }
    }

    /// Whether it has as many as tell.
    pub fn is_full(&self) -> bool {
        self.read >= SourceProfile::RECORDS
    }

    /// Enters the next record, if it has an abstract.
    pub fn see(&mut self, record: &Record<'_>) {
        if let Some(abstract_) = &record.abstract_ {
            let title = record.title.as_ref().map(|title| title.text.as_ref());
            self.see_texts(title, &abstract_.text);
        }
    }

    /// Enters an abstract, and its title, if it has one.
    fn see_texts(&mut self, title: Option<&str>, text: &str) {
        if self.is_full() {
            return;
        }
        if self.read < OF_WORDS {
            let damage = joins::sure_damage(&TextFacts::new(text), self.lexicon);
            self.broken += usize::from(damage.broken);
            self.glued += usize::from(damage.glued);
        }
        self.titled += usize::from(title.is_some());
        self.apart += usize::from(title.is_some_and(|title| are_apart(title, text)));
        self.read += 1;
        self.style.see(text, self.lexicon);
    }

    /// What they have in common.
    pub fn profile(&self) -> SourceProfile {
        /// So many records with damage are no chance, and no single bad record.
        const LEAST: usize = 3;
        /// Of a hundred records so many have damage.
        const SHARE: usize = 2;
        let read = self.read.min(OF_WORDS);
        let is_habit = |count: usize| count >= LEAST && count * 100 >= read * SHARE;
        SourceProfile {
            breaks_words: is_habit(self.broken),
            glues_words: is_habit(self.glued),
            style: self.style.style(),
            titles_apart: self.apart > 3 && self.apart * ONE_APART_IN > self.titled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_record_is_no_habit() {
        let good =
            "The lamps of the harbour are seen from far away by every ship that comes in at night.";
        let bad = "The lamps ofthe harbour are seen by most of the perfor-mance ships that come in at night.";
        let habits = |bad_ones: usize| {
            let lexicon = Lexicon::default();
            let mut sample = Sample::new(&lexicon);
            (0..100).for_each(|n| sample.see_texts(None, if n < bad_ones { bad } else { good }));
            let profile = sample.profile();
            (profile.breaks_words, profile.glues_words)
        };
        assert_eq!(habits(2), (false, false));
        assert_eq!(habits(3), (true, true));
    }
}
