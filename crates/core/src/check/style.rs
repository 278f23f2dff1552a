//! The style of a source: habits of its texts that are no defect of one of them.
//!
//! A source that sets no full stops says nothing by leaving one out; one that lost all of its
//! commas has one defect, not one a record.

use std::fmt::Write as _;

use super::lines::{self, Layout};
use super::{csv_quotes, ending};
use crate::lexicon::Lexicon;
use crate::text::Language;

/// What the texts of a source have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Whether most of its texts end without a full stop though they are whole.
    pub leaves_out_stops: bool,
    /// Of ten texts so many end without a full stop.
    pub unstopped_tenths: u8,
    /// Whether quotes of a CSV file are left in its texts.
    pub has_csv_quotes: bool,
    /// Whether its texts have lost their commas.
    pub lost_commas: bool,
    /// How most of its texts with line ends are laid out.
    pub layout: Layout,
    /// How its lines end.
    pub line_ends: LineEnds,
    /// The language of most of its texts.
    pub language: Language,
}

impl Default for Style {
    fn default() -> Self {
        Style {
            leaves_out_stops: false,
            unstopped_tenths: 0,
            has_csv_quotes: false,
            lost_commas: false,
            layout: Layout::default(),
            line_ends: LineEnds::default(),
            language: Language::Unknown,
        }
    }
}

/// What ends the lines within texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEnds {
    /// LF, or there are none.
    #[default]
    Feed,
    /// CR and LF.
    Both,
    /// CR alone.
    Return,
}

impl Style {
    /// What of it a reader should know, in words; `None` if it is English in single lines without
    /// any habit.
    pub fn in_words(self) -> Option<String> {
        let mut words = String::new();
        let mut say = |is_so: bool, what: &str| {
            if is_so {
                let gap = if words.is_empty() { "" } else { ", " };
                let _ = write!(words, "{gap}{what}");
            }
        };
        let tenths = self.unstopped_tenths;
        say(self.leaves_out_stops, &format!("{tenths} of 10 texts end without a full stop"));
        say(self.lost_commas, "all commas are lost");
        say(self.has_csv_quotes, "quotes of CSV are left in the texts");
        say(self.layout == Layout::Wrapped, "hard wraps");
        say(self.layout == Layout::Sentences, "one sentence a line");
        say(self.layout == Layout::Paragraphs, "paragraphs");
        say(self.line_ends == LineEnds::Both, "lines end in CR LF");
        say(self.line_ends == LineEnds::Return, "lines end in CR");
        say(!self.language.may_be_english(), &format!("most texts are {:?}", self.language));
        (!words.is_empty()).then_some(words)
    }
}

/// Counts from which the style of a source is told.
#[derive(Debug, Default)]
pub(super) struct StyleCounts {
    texts: usize,
    unstopped: usize,
    /// Those of them that seem to be cut.
    cut: usize,
    quoted: usize,
    /// Texts in Latin letters that are long enough to have a comma, and those without any.
    long: usize,
    without_commas: usize,
    layouts: [usize; 4],
    line_ends: [usize; 3],
    languages: Vec<(Language, usize)>,
}

/// A habit shows in so many texts at least.
const LEAST: usize = 20;

/// Of so many texts the language is told.
const OF_LANGUAGE: usize = 300;

impl StyleCounts {
    /// Enters a text.
    pub(super) fn see(&mut self, text: &str, lexicon: &Lexicon) {
        /// A text of so many bytes has a comma.
        const LONG: usize = 600;
        if text.trim().is_empty() {
            return;
        }
        self.texts += 1;
        if let Some(is_cut) = ending::without_stop(text, lexicon) {
            self.unstopped += 1;
            self.cut += usize::from(is_cut);
        }
        self.quoted += usize::from(csv_quotes::has_any(text));
        if text.len() >= LONG {
            self.long += 1;
            self.without_commas += usize::from(!text.contains([',', '，', '、', '،']));
        }
        self.layouts[lines::layout(text) as usize] += 1;
        if let Some(ends) = line_ends(text) {
            self.line_ends[ends as usize] += 1;
        }
        if self.texts <= OF_LANGUAGE {
            self.see_language(Language::of(text));
        }
    }

    fn see_language(&mut self, language: Language) {
        match self.languages.iter_mut().find(|(known, _)| *known == language) {
            Some((_, count)) => *count += 1,
            None => self.languages.push((language, 1)),
        }
    }

    /// What they come to.
    pub(super) fn style(&self) -> Style {
        let are_most = |count: usize, of: usize| of >= LEAST && 2 * count > of;
        let almost_all = |count: usize, of: usize| of >= LEAST && 50 * count >= 49 * of;
        let best = |counts: &[usize]| {
            (0..counts.len()).rev().max_by_key(|n| counts[*n]).unwrap_or_default()
        };
        let with_lines: usize = self.layouts[1..].iter().sum();
        let are_enough = self.texts >= LEAST;
        let layout = if are_enough && 10 * with_lines >= self.texts {
            LAYOUTS[1 + best(&self.layouts[1..])]
        } else {
            Layout::OneLine
        };
        let seen = self.texts.min(OF_LANGUAGE);
        let language = self.languages.iter().find(|(_, count)| are_enough && 2 * count > seen);
        Style {
            leaves_out_stops: are_most(self.unstopped, self.texts)
                && 3 * self.cut <= self.unstopped,
            unstopped_tenths: (10 * self.unstopped / self.texts.max(1)) as u8,
            has_csv_quotes: self.quoted >= 3 && 100 * self.quoted >= self.texts,
            lost_commas: almost_all(self.without_commas, self.long),
            layout,
            line_ends: if layout == Layout::OneLine {
                LineEnds::Feed
            } else {
                LINE_ENDS[best(&self.line_ends)]
            },
            language: language.map_or(Language::Unknown, |(language, _)| *language),
        }
    }
}

const LAYOUTS: [Layout; 4] =
    [Layout::OneLine, Layout::Wrapped, Layout::Sentences, Layout::Paragraphs];

const LINE_ENDS: [LineEnds; 3] = [LineEnds::Feed, LineEnds::Both, LineEnds::Return];

/// What ends the first line of a text; `None` if it has one line.
fn line_ends(text: &str) -> Option<LineEnds> {
    let at = text.trim_end().find(['\n', '\r'])?;
    Some(match &text[at..] {
        rest if rest.starts_with("\r\n") => LineEnds::Both,
        rest if rest.starts_with('\r') => LineEnds::Return,
        _ => LineEnds::Feed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The style of a source of a hundred texts, so many of which are `habit`.
    fn of(habit: &str, count: usize) -> Style {
        let plain =
            "The boats of the bay, which are few, come home at dusk and leave again at dawn.";
        let mut counts = StyleCounts::default();
        let lexicon = Lexicon::default();
        (0..100).for_each(|n| counts.see(if n < count { habit } else { plain }, &lexicon));
        counts.style()
    }

    #[test]
    fn a_habit_is_what_most_texts_do() {
        let unstopped = "Extensive experiments show that our method outperforms state-of-the-art approaches on two public datasets";
        assert!(!of(unstopped, 50).leaves_out_stops && of(unstopped, 51).leaves_out_stops);
        let cut = "The boats of the bay come home at dusk because of the";
        assert!(!of(cut, 90).leaves_out_stops, "what is cut is no habit");
        let quoted = "The boats come home at dusk.\"";
        assert!(!of(quoted, 2).has_csv_quotes && of(quoted, 3).has_csv_quotes);
        assert!(of(&"The boats come home at dusk. ".repeat(30), 100).lost_commas);
        let wrapped = "The boats come home\rat dusk.";
        assert_eq!(
            (of(wrapped, 60).layout, of(wrapped, 9).layout, of(wrapped, 60).line_ends),
            (Layout::Wrapped, Layout::OneLine, LineEnds::Return)
        );
        let german =
            "Die Boote kommen am Abend in den Hafen und sie sind dann nicht mehr auf der See.";
        assert_eq!(of(german, 51).in_words().as_deref(), Some("most texts are German"));
        assert_eq!(of(unstopped, 0).in_words(), None);
    }
}
