//! Which letters stand in more than one font: there, and only there, fonts tell things apart.

use std::collections::BTreeSet;

use super::super::tree::{Font, Item, Row};

/// The letters of some formulas with their fonts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fonts(BTreeSet<(char, Font)>);

impl Fonts {
    /// The fonts of all letters of `rows`.
    pub fn of<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Fonts {
        let mut fonts = Fonts::default();
        for row in rows {
            fonts.add(row);
        }
        fonts
    }

    /// With the letters that stand in the prose round the formulas, of which `outside` are the parts:
    /// `$\mathcal{K}$ is a class of fields K`. Initials and the words `A` and `I` say nothing.
    pub fn beside<'t>(mut self, outside: impl IntoIterator<Item = &'t str>) -> Fonts {
        for part in outside {
            for word in part.split(|c: char| c.is_whitespace() || c == '(') {
                let mut letters = word.trim_end_matches([',', ';', ')']).chars();
                if let (Some(letter @ ('B'..='H' | 'J'..='Z')), None) =
                    (letters.next(), letters.next())
                {
                    self.0.insert((letter, Font::Plain));
                }
            }
        }
        self
    }

    fn add(&mut self, row: &Row) {
        for node in &row.0 {
            match &node.item {
                Item::Letter(c, font) => {
                    self.0.insert((*c, if *font == Font::Upright { Font::Plain } else { *font }));
                }
                Item::Scripts(scripts) => [&scripts.base, &scripts.sub, &scripts.sup]
                    .map(|row| self.add(row))
                    .into_iter()
                    .collect(),
                Item::Fraction(a, b) | Item::Binomial(a, b) | Item::Root(a, b) => {
                    [a, b].map(|row| self.add(row)).into_iter().collect()
                }
                Item::Accent(_, row) | Item::Group(row) => self.add(row),
                Item::Table(table) => table.rows.iter().flatten().for_each(|row| self.add(row)),
                Item::Number(_)
                | Item::Word(_)
                | Item::Function(_)
                | Item::Sign(..)
                | Item::Space => (),
            }
        }
    }

    /// The font of all letters of a group, where one of them has to be told apart: none is styled
    /// by itself, and a word (`Set`) not at all.
    pub(super) fn of_group(&self, row: &Row) -> Option<Font> {
        let letters = row.0.iter().map(|node| match &node.item {
            Item::Letter(c, font) => Some((*c, *font)),
            _ => None,
        });
        let letters: Vec<(char, Font)> = letters.collect::<Option<_>>()?;
        let (_, font) = *letters.first()?;
        let is_word = letters.len() > 2 && letters[1..].iter().all(|(c, _)| c.is_lowercase());
        let is_told_apart = || letters.iter().any(|(c, font)| self.shown(*c, *font) == *font);
        (letters.len() > 1 && letters.iter().all(|(_, other)| *other == font))
            .then(|| if !is_word && is_told_apart() { font } else { Font::Plain })
    }

    /// The font in which a letter is to be shown, so that it is not taken for another one.
    ///
    /// Sets are always double-struck (`ℝ`), and the O of complexities never is anything but an O.
    pub(super) fn shown(&self, c: char, font: Font) -> Font {
        let others = self.0.range((c, Font::Plain)..=(c, Font::Mono)).count();
        match font {
            Font::DoubleStruck => font,
            Font::Plain | Font::Upright => Font::Plain,
            Font::Calligraphic if c == 'O' => Font::Plain,
            Font::Bold | Font::Calligraphic | Font::Fraktur | Font::Sans | Font::Mono
                if others > 1 =>
            {
                font
            }
            Font::Bold | Font::Calligraphic | Font::Fraktur | Font::Sans | Font::Mono => {
                Font::Plain
            }
        }
    }
}
