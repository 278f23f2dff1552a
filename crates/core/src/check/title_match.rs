//! `title-match`: a title that has nothing in common with its abstract.
//!
//! Where a page or a table slips by a line, a title stands over the abstract of another paper, and
//! both look whole. What the two have in common tells: of the content words of a title nearly
//! always one stands in the abstract, in whatever form, within another word or by its initials.
//!
//! `examples/titles.rs` measures it on a corpus, with its own pairs and with the abstracts of other
//! papers. Of the 36,908 pairs of `papers.jsonl` (conference papers, sorted by venue and year) 0.03 %
//! share nothing, eight of eleven of which are indeed pairs of two papers. Of titles over the
//! abstract of any other paper 41 % share nothing with it, of those over one of the same venue 30 %,
//! and of those over their neighbour's, which often has the same topic, 21 %: a precision of 0.999
//! where half of all pairs are swapped. To ask only for a rare word in common would find 71 %, and
//! calls two of a thousand good pairs wrong.

use std::borrow::Cow;
use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::lexicon;
use crate::span::Span;
use crate::text::{Language, TextFacts};

/// The settings of a `title-match` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TitleMatch {}

impl TextCheck for TitleMatch {
    /// A hit on the first word of the abstract, if it shares nothing with the title and that is
    /// no habit of the source.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let is_apart = !context.profile().titles_apart
            && context.title().is_some_and(|title| are_apart(title, facts.text()));
        let first = is_apart.then(|| facts.text().split_whitespace().next()).flatten();
        first.map(|word| Hit::at(Span::part(facts.text(), word))).into_iter().collect()
    }
}

/// A title of fewer content words says too little.
const WORDS_OF_TITLE: usize = 4;

/// An abstract of fewer content words need not name what its title names.
const WORDS_OF_ABSTRACT: usize = 25;

/// Words are the same if so many of their first letters are, or all of the shorter one.
const STEM: usize = 5;

/// A shorter word is a form of a longer one that begins so.
const SHORTEST_STEM: usize = 4;

/// Whether `title` shares nothing with `abstract_`; false where they are too short to tell, or not
/// of one language.
///
/// ```
/// use abslint_core::check::title_match::are_apart;
///
/// let abstract_ = "We count the sheep of a pasture with cheap cameras. ".repeat(8);
/// assert!(are_apart("Proving Theorems Interactively about Compilers", &abstract_));
/// assert!(!are_apart("Camera-Based Theorems about Interactive Compilers", &abstract_));
/// ```
pub fn are_apart(title: &str, abstract_: &str) -> bool {
    if shares_at_once(title, abstract_) {
        return false;
    }
    let titles = content_words(title);
    if titles.len() < WORDS_OF_TITLE {
        return false;
    }
    let words = content_words(abstract_);
    words.len() >= WORDS_OF_ABSTRACT
        && !titles.iter().any(|title| words.iter().any(|word| are_forms(title, word)))
        && !shares_letters(&titles, abstract_)
        && !has_initials(title, abstract_)
        && is_one_language(title, abstract_)
}

/// Whether a word of the title stands in the abstract as it is written: so it is in most pairs, and
/// nothing else is asked of those.
fn shares_at_once(title: &str, abstract_: &str) -> bool {
    let is_shared =
        |word: &str| memchr::memmem::find(abstract_.as_bytes(), word.as_bytes()).is_some();
    words(title).any(|word| is_shared(&word) && !lexicon::is_grammar(&word))
}

/// The words of a text that say what it is about, in lower case: those that are none of grammar.
fn content_words(text: &str) -> Vec<String> {
    words(text).filter(|word| !lexicon::is_grammar(word)).map(Cow::into_owned).collect()
}

/// The words of a text that have three letters or more, in lower case.
fn words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 3);
    words.map(|word| {
        let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_lower { word.into() } else { word.to_lowercase().into() }
    })
}

/// Whether two words are forms of one, as far as their first letters tell.
fn are_forms(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let shorter = one.chars().count().min(other.chars().count());
    let is_plural = || one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one);
    same >= STEM || same == shorter && shorter >= SHORTEST_STEM || one == other || is_plural()
}

/// Whether a word of the title stands within the letters of the abstract, where it may be a part of
/// a compound, or broken.
fn shares_letters(titles: &[String], abstract_: &str) -> bool {
    let letters: String =
        abstract_.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    titles
        .iter()
        .any(|word| word.chars().count() >= SHORTEST_STEM && letters.contains(word.as_str()))
}

/// Whether one text has the initials of words that stand one behind the other in the other one:
/// `UAV` and "unmanned aerial vehicle".
fn has_initials(title: &str, abstract_: &str) -> bool {
    abbreviates(title, &initials(abstract_)) || abbreviates(abstract_, &initials(title))
}

/// Whether a text holds an abbreviation of at least three capitals that is part of `initials`.
fn abbreviates(text: &str, initials: &str) -> bool {
    let words: HashSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    words.into_iter().any(|word| {
        let capitals: String =
            word.chars().filter(char::is_ascii_uppercase).map(|c| c.to_ascii_lowercase()).collect();
        capitals.len() >= 3 && initials.contains(capitals.as_str())
    })
}

/// The first letters of the words of a text, in lower case.
fn initials(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
}

/// Whether title and abstract are of one language; that of a title is seldom told, so that one
/// which is not told counts as English where its words are known.
fn is_one_language(title: &str, abstract_: &str) -> bool {
    match (Language::of(title), Language::of(abstract_)) {
        (_, Language::Unknown | Language::Other) | (Language::Other, _) => false,
        (Language::Unknown, Language::English) => is_mostly_known(title),
        (title, abstract_) => title == abstract_,
    }
}

/// Whether most content words of a title are words of English, in whatever form.
fn is_mostly_known(title: &str) -> bool {
    let words = content_words(title);
    let known = words.iter().filter(|word| lexicon::is_known(word)).count();
    known * 3 >= words.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEEP: &str = "Farmers count their flock by eye, which takes long and goes wrong. We hang \
        seven cheap cameras over a pasture and train a detector on drawings of sheep, so that \
        nobody has to label anything. A filter follows each animal from frame to frame. Over a \
        whole year the tally was wrong on two days only, both of which were foggy. UAVs help.";

    #[test]
    fn a_title_over_the_abstract_of_another_paper() {
        for title in [
            "Tight Bounds for Online Matrix Completion",
            "Neural Machine Translation of Rare Idioms",
            "A Soft Gripper with Underactuated Fingers",
            "Spectral Gaps of Random Regular Graphs",
        ] {
            assert!(are_apart(title, SHEEP), "{title}");
        }
    }

    #[test]
    fn what_title_and_abstract_may_share() {
        for title in [
            "Automatic Flock Tallies Without Supervision",
            "Livestock Detection by Synthetic Pictures",
            "Following Ruminants Outdoors Cheaply",
            "Unmanned Aerial Vehicles in Agronomy",
            "Multi-Camera Ovine Enumeration Systems",
            "Filtering Trajectories of Grazing Herds",
            "Sheepish Robots Everywhere Now",
            // Too short to tell, or in another language.
            "Bleating Hearts",
            "Zur Theorie der Gezeiten und ihrer Messung auf See",
            "Une théorie des marées et de leur mesure",
        ] {
            assert!(!are_apart(title, SHEEP), "{title}");
        }
        assert!(!are_apart("Tight Bounds for Online Matrix Completion", "It rains."));
    }
}
