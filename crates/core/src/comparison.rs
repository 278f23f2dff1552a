//! Where two texts differ, as a person wants to see it: a few words of each, side by side.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words that are shown before and behind what differs.
const AROUND: usize = 4;

/// Words of what differs that are shown from its start and from its end; between them stands an
/// ellipsis.
const SHOWN: usize = 8;

/// Places that are shown of one pair of texts.
const MOST_SHOWN: usize = 3;

/// Texts of more words are not compared word by word.
pub const MOST_WORDS: usize = 5_000;

/// One place where two texts differ. What differs stands in brackets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The words of the one text.
    pub here: String,
    /// The words of the other.
    pub there: String,
}

/// How two texts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The first places where they do.
    pub shown: Vec<Difference>,
    /// How many places there are beside these.
    pub more: usize,
}

impl Comparison {
    /// Compares the words of two texts.
    pub fn of(here: &str, there: &str) -> Comparison {
        let [one, other] = [here, there].map(|text| text.split_whitespace().collect::<Vec<&str>>());
        if one.len().max(other.len()) > MOST_WORDS {
            return Comparison::default();
        }
        let operations = capture_diff_slices(Algorithm::Myers, &one, &other);
        let differing: Vec<&DiffOp> = operations
            .iter()
            .filter(|operation| !matches!(operation, DiffOp::Equal { .. }))
            .collect();
        let difference = |operation: &&DiffOp| {
            let (here, there) =
                (passage(&one, operation.old_range()), passage(&other, operation.new_range()));
            Difference { here, there }
        };
        let shown: Vec<Difference> = differing.iter().take(MOST_SHOWN).map(difference).collect();
        Comparison { more: differing.len() - shown.len(), shown }
    }
}

/// The words in `range`, in brackets, with those round them.
fn passage(words: &[&str], range: std::ops::Range<usize>) -> String {
    let (from, to) = (range.start.saturating_sub(AROUND), (range.end + AROUND).min(words.len()));
    let edge = |is_cut: bool| if is_cut { "…" } else { "" };
    let parts = [
        edge(from > 0).to_owned(),
        words[from..range.start].join(" "),
        format!("[{}]", shortened(&words[range.clone()])),
        words[range.end..to].join(" "),
        edge(to < words.len()).to_owned(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Words as a line; of very many only the first and the last.
pub fn shortened(words: &[&str]) -> String {
    if words.len() > 2 * SHOWN {
        format!("{} … {}", words[..SHOWN].join(" "), words[words.len() - SHOWN..].join(" "))
    } else {
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(here: &str, there: &str) -> Vec<(String, String)> {
        Comparison::of(here, there)
            .shown
            .into_iter()
            .map(|difference| (difference.here, difference.there))
            .collect()
    }

    #[test]
    fn what_differs_stands_among_its_neighbours() {
        assert_eq!(
            shown(
                "We study how the copies of a paper differ.",
                "We study how the parts of a paper differ."
            ),
            [(
                "We study how the [copies] of a paper differ.".to_owned(),
                "We study how the [parts] of a paper differ.".to_owned()
            )]
        );
        assert_eq!(shown("one  text", "one text"), []);
    }

    #[test]
    fn what_was_cut_off_is_an_empty_place() {
        let whole = (0..40).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let found = shown(&whole[..whole.find(" 10").unwrap()], &whole);
        assert_eq!(
            found,
            [(
                "… 6 7 8 9 []".to_owned(),
                "… 6 7 8 9 [10 11 12 13 14 15 16 17 … 32 33 34 35 36 37 38 39]".to_owned()
            )]
        );
    }

    #[test]
    fn of_many_places_the_first_are_shown_and_the_others_counted() {
        let texts = [1, 2].map(|n| {
            (0..20)
                .map(|place| if place % 4 == 0 { n * 100 + place } else { place }.to_string() + " ")
                .collect::<String>()
        });
        let compared = Comparison::of(&texts[0], &texts[1]);
        assert_eq!((compared.shown.len(), compared.more), (3, 2));
    }
}
