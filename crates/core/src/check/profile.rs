//! What the records of a source have in common: one that breaks words breaks others.
//!
//! Alone, a pair of words without a space may be a word that its author coined, and a hyphen what
//! its author meant. Where other records of the source show damage of the kind that cannot be
//! meant, neither is likely.

use super::joins;
use super::title_match::are_apart;
use crate::lexicon::Lexicon;

/// What the first records of a source show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SourceProfile {
    /// Words of it are broken at hyphens.
    pub breaks_words: bool,
    /// Words of it are glued together.
    pub glues_words: bool,
    /// Many of its titles share nothing with their abstracts, so that one which does not is no sign
    /// of anything.
    pub titles_apart: bool,
}

impl SourceProfile {
    /// So many records tell.
    pub const RECORDS: usize = 200;

    /// The profile of a source whose first abstracts are `texts`; more than [`Self::RECORDS`] are
    /// not looked at.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>, lexicon: &Lexicon) -> SourceProfile {
        /// So many records with damage are no chance, and no single bad record.
        const LEAST: usize = 3;
        /// Of a hundred records so many have damage.
        const SHARE: usize = 2;
        let (mut read, mut broken, mut glued) = (0, 0, 0);
        for text in texts.take(Self::RECORDS) {
            let damage = joins::sure_damage(text, lexicon);
            read += 1;
            broken += usize::from(damage.broken);
            glued += usize::from(damage.glued);
        }
        let is_habit = |count: usize| count >= LEAST && count * 100 >= read * SHARE;
        SourceProfile {
            breaks_words: is_habit(broken),
            glues_words: is_habit(glued),
            ..SourceProfile::default()
        }
    }

    /// The same of a source whose first titles and abstracts are `pairs`.
    pub fn with_titles<'t>(self, pairs: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        /// Of so many pairs one may be of two papers.
        const ONE_IN: usize = 20;
        let (mut read, mut apart) = (0, 0);
        for (title, abstract_) in pairs.take(Self::RECORDS) {
            read += 1;
            apart += usize::from(are_apart(title, abstract_));
        }
        SourceProfile { titles_apart: apart > 3 && apart * ONE_IN > read, ..self }
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
        let profile = |bad_ones: usize| {
            let texts = (0..100).map(|n| if n < bad_ones { bad } else { good });
            SourceProfile::of(texts, &Lexicon::default())
        };
        assert_eq!(profile(2), SourceProfile::default());
        assert_eq!(
            profile(3),
            SourceProfile { breaks_words: true, glues_words: true, ..SourceProfile::default() }
        );
    }
}
