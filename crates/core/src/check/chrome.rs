//! `chrome`: a word of the site that sticks to the start of a field (`SubscribeInception-v4`).
//!
//! The words are those that the page layouts name (`glued:`), so that they are told once.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::span::Span;
use crate::text::TextFacts;

/// The settings of a `chrome` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chrome {}

impl TextCheck for Chrome {
    /// The word and the one that it sticks to, with an edit that takes the first away.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        let glued =
            context.layouts().0.iter().map(|layout| layout.glued_len(text)).max().unwrap_or(0);
        let end = text[glued..].find(char::is_whitespace).map_or(text.len(), |at| glued + at);
        match (Span::new(text, 0, end), Span::new(text, 0, glued)) {
            (Some(span), Some(word)) if glued > 0 => {
                vec![Hit { edits: vec![Edit::new(word, "")], ..Hit::at(span) }]
            }
            _ => Vec::new(),
        }
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

/// `text` without the label of a button that shows the rest of it: what was there before the label
/// says whether the text was cut.
pub fn without_expander(text: &str) -> &str {
    const LABELS: [&str; 8] = [
        "Show More", "Show more", "Read More", "Read more", "[Show more]", "[Show less]",
        "[See more]", "[Read more]",
    ];
    /// Words that are a button only behind an ellipsis.
    const BEHIND_DOTS: [&str; 7] = [
        "more", "More", "See more", "View more", "Load more", "Continue reading",
        "continue reading",
    ];
    /// Words that are one behind a sentence, too.
    const BEHIND_STOP: [&str; 9] = [
        "See more", "View more", "Show Less", "Show less", "See less", "View full abstract",
        "View abstract", "Expand abstract", "Hide abstract",
    ];
    let trimmed = text.trim_end();
    let behind_dots = || {
        let before = |label: &&str| trimmed.strip_suffix(*label);
        BEHIND_DOTS
            .iter()
            .find_map(before)
            .filter(|before| before.trim_end().ends_with("...") || before.trim_end().ends_with('…'))
    };
    let behind_stop = || {
        let before = |label: &&str| trimmed.strip_suffix(*label);
        let is_stopped = |before: &&str| before.trim_end().ends_with(['.', '!', '?', '…', ')']);
        BEHIND_STOP.iter().find_map(before).filter(is_stopped)
    };
    let label = LABELS.iter().find_map(|label| trimmed.strip_suffix(label));
    label.or_else(behind_dots).or_else(behind_stop).unwrap_or(text)
}
