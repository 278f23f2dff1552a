//! `spacing`: spaces that are missing or too many round punctuation, and gaps where a word is lost.
//!
//! A space is put in, or taken out, where what stands on both sides says so: the kind of the stop
//! or bracket, the words before and behind it, and what a bracket holds. Letters, digits and signs
//! are never changed. A gap may also be all that is left of a word (`we introduce , a data set`):
//! where a text shows that it lost some, its gaps stay.

mod before_stop;
mod brackets;
mod clauses;
mod company;
mod doubled;
mod empty;
mod french;
mod gaps;
mod held;
mod inside;
mod lost;
mod partners;
mod sentences;
mod sides;
mod stops;

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::{ByteClasses, Language, TextFacts};

/// The settings of a `spacing` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spacing {
    finds: SpacingTarget,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum SpacingTarget {
    /// `seen.Then`, `sheep(of the hill)`, `hills)and`.
    Missing,
    /// `une norme.Nous montrons`: in other languages than English.
    NextSentence,
    /// `it rains .`, `rain , snow`.
    BeforeStop,
    /// `( rain )`.
    InsideBrackets,
    /// More than one space or tab.
    Doubled,
    /// `we introduce , a data set`, `()`, `[?]`.
    LostWord,
}

impl TextCheck for Spacing {
    /// A hit for each place; all but lost words bring the edit that mends it.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        match self.finds {
            SpacingTarget::Missing => missing(facts, context),
            SpacingTarget::NextSentence => next_sentences(facts.text()),
            SpacingTarget::BeforeStop => before_stop::found(facts),
            SpacingTarget::InsideBrackets => inside::found(facts),
            SpacingTarget::Doubled => doubled::found(facts),
            SpacingTarget::LostWord => lost::of(facts).places().map(Hit::at).collect(),
        }
    }

    fn may_hit(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> bool {
        match self.finds {
            SpacingTarget::Missing | SpacingTarget::NextSentence => {
                facts.holds(ByteClasses::GLUED_STOP) || sides::touches_a_word(facts.text())
            }
            SpacingTarget::BeforeStop => before_stop::may_be_found(facts.text()),
            SpacingTarget::InsideBrackets => inside::may_be_found(facts.text()),
            SpacingTarget::Doubled => doubled::may_be_found(facts.text()),
            SpacingTarget::LostWord => true,
        }
    }

    fn repairs_itself(&self) -> bool {
        self.finds != SpacingTarget::LostWord
    }
}

/// Where a space is missing, each with what stands on both sides of it.
fn missing(facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
    let text = facts.text();
    let sure = glued(text, |at| {
        let behind = stops::is_glued_behind(facts, at, context.field)
            || brackets::is_glued_behind(facts, at);
        (brackets::is_glued_before(text, at), behind)
    });
    let mut places = sure;
    if places.len() >= company::LEAST {
        places.extend(glued(text, |at| {
            (company::may_be_glued_before(text, at), company::may_be_glued_behind(text, at))
        }));
        places.sort_unstable();
    }
    places.dedup();
    places.into_iter().filter_map(|at| space_at(text, at)).collect()
}

/// Where a space is missing between two sentences.
fn next_sentences(text: &str) -> Vec<Hit> {
    let places = glued(text, |at| (false, sentences::is_glued_behind(text, at)));
    places.into_iter().filter_map(|at| space_at(text, at)).collect()
}

/// Where a space is missing, of all signs of a text of which `is_glued` says whether one is before
/// them, and behind them.
fn glued(text: &str, is_glued: impl Fn(usize) -> (bool, bool)) -> Vec<usize> {
    let places = sides::signs(text).flat_map(|at| {
        let (before, behind) = is_glued(at);
        let end = at + sides::char_at(text, at).map_or(1, char::len_utf8);
        [before.then_some(at), behind.then_some(end)]
    });
    places.flatten().collect()
}

/// A hit that puts a space before byte `at`.
fn space_at(text: &str, at: usize) -> Option<Hit> {
    let (start, end) = (sides::start_of_chunk(text, at), sides::end_of_chunk(text, at));
    let edits = vec![Edit::new(Span::new(text, at, at)?, " ")];
    Some(Hit { edits, ..Hit::at(Span::new(text, start, end)?) })
}

/// Whether a text may be mended by what holds for English alone. A title of a few words has no
/// language; then its words say whether it may be English.
fn is_english(facts: &TextFacts<'_>) -> bool {
    match facts.language() {
        Language::English => true,
        Language::Unknown => sides::has_english_words(facts.text()),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
