//! Function words that lose their space, and what stands before and behind them.

use crate::lexicon::{COMMON, Knowledge, Lexicon, is_grammar, knowledge, places};

/// Function words that may be glued to the front of a word.
const FIRST: &[&str] = &[
    "the", "and", "with", "from", "that", "which", "their", "our", "were", "have", "these", "this",
    "such", "than", "using", "between", "when", "where", "while", "both", "also", "those",
    "through", "but", "most", "each", "of", "are", "into", "then", "thus", "often", "without",
    "them",
];
/// Those that also begin a few words: only before one of five letters or more.
const FIRST_OF_LONG: &[&str] =
    &["its", "same", "does", "been", "makes", "may", "two", "not", "all", "they"];
/// Those that are also the start of many words.
const RISKY_FIRST: &[&str] =
    &["in", "to", "by", "is", "was", "has", "can", "its", "on", "at", "as", "for", "more", "we"];
/// What makes one word with a function word before it: `whichever`, `withstand`.
const FOLLOWING: &[&str] = &[
    "ever", "as", "by", "in", "of", "upon", "fore", "stand", "standing", "stood", "draw",
    "drawing", "drawn", "drew", "hold", "holding", "held", "out", "soever", "about", "abouts",
    "all", "each",
];
/// Function words that may be glued to the end of a word.
const LAST: &[&str] = &[
    "the", "of", "and", "with", "from", "that", "which", "their", "were", "have", "these", "this",
    "such", "than", "into", "between", "when", "while", "both", "then", "also", "those", "been",
];
/// Those that are also the end of many words.
const RISKY_LAST: &[&str] = &[
    "to", "in", "is", "on", "as", "at", "by", "for", "are", "can", "has", "was", "may", "its",
    "our", "we", "where", "through", "using",
];

/// Function words before which, or behind which, any noun may stand, and that are no affix: no
/// count of the pair is needed.
const BEFORE_ANY: &[&str] = &[
    "the", "and", "with", "from", "that", "which", "their", "our", "these", "this", "using",
    "between", "of", "into", "such", "than",
];
const BEHIND_ANY: &[&str] =
    &["the", "of", "and", "with", "from", "that", "which", "their", "these", "this", "than"];

/// A function word before a word: `thecritical`, and `tohandle` if the word is long and common.
pub(super) fn is_first(head: &str, tail: &str, tail_count: u64) -> bool {
    // What no dictionary holds is no word that begins with `for`.
    let common = if head == "for" { COMMON } else { 10 * COMMON };
    if FOLLOWING.contains(&tail) {
        return false;
    }
    let before_function_word =
        tail.len() >= 3 && (LAST.contains(&tail) || head == "for" && is_grammar(tail));
    // `invalidated` and `indifferent` are words; `inthe` is none.
    let is_prefix = matches!(head, "in" | "by" | "is" | "on" | "at" | "as");
    let before_common_word =
        tail_count >= common && (tail.len() >= 5 || head == "we" && tail.len() >= 3);
    FIRST.contains(&head) && tail.len() >= 3
        || FIRST_OF_LONG.contains(&head) && tail.len() >= 5
        || head == "a" && is_common_noun(tail, tail_count)
        || RISKY_FIRST.contains(&head) && (before_function_word || !is_prefix && before_common_word)
}

/// A word that an article may be glued to; adjectives take the prefix of `atypical`, and nouns end
/// sentences.
fn is_common_noun(word: &str, count: u64) -> bool {
    const COMMON: u64 = 1000;
    /// One in twenty sentences that hold it.
    const ENDS: i8 = -3 * 16;
    word.len() >= 5 && count >= COMMON && places(word).last >= ENDS
}

/// A function word behind a word: `numberof`, and `abilityto` if the word is long and common.
pub(super) fn is_last(head: &str, tail: &str, head_count: u64) -> bool {
    const COMMON: u64 = 100;
    const KNOWN: u64 = 20;
    // `thereon` is a word, and `twoand` lost its hyphen too.
    if ["there", "where", "here", "two", "three", "four", "five", "six"].contains(&head) {
        return false;
    }
    let ends_no_word = matches!(tail, "for" | "has" | "was" | "are" | "can");
    let behind_function_word = FIRST.contains(&head) || RISKY_FIRST.contains(&head);
    LAST.contains(&tail) && (head.len() >= 3 || behind_function_word)
        || RISKY_LAST.contains(&tail) && head.len() >= 5 && head_count >= COMMON
        || ends_no_word
            && (head.len() >= 6 && head_count >= KNOWN
                || head.len() == 4 && head_count >= 10 * COMMON)
}

/// Whether any noun may stand on the other side of the function word of a pair, and this other is a
/// plain word: `thephotographer` needs no count of its two words.
pub(super) fn takes_any(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    // `offprint` begins with `off`.
    let is_off = head == "of" && tail.starts_with('f') && is_plain(&tail[1..], lexicon);
    !(is_grammar(head) && is_grammar(tail))
        && (BEFORE_ANY.contains(&head) && !is_off && is_plain(tail, lexicon)
            || BEHIND_ANY.contains(&tail) && is_plain(head, lexicon))
}

/// Whether a word is common in abstracts, or a longer one that everybody knows.
pub(super) fn is_plain(word: &str, lexicon: &Lexicon) -> bool {
    /// In letters; of shorter words every other is a part of some word.
    const LONG: usize = 6;
    /// SCOWL's size 60.
    const RAREST: u16 = 3;
    let knowledge = knowledge(word);
    word.len() > 2 && lexicon.is_common(word)
        || word.len() >= LONG && knowledge.is(Knowledge::GENERAL) && knowledge.level() <= RAREST
}

/// Whether the function word behind a word may as well be the ending of a term: that of Latin in
/// `radialis`, that of a protein in `transportin`.
pub(super) fn may_be_ending(head: &str, tail: &str) -> bool {
    /// Behind these comes no other ending.
    const CLOSED: &[&str] =
        &["s", "ed", "ing", "ly", "ment", "ness", "ity", "ance", "ence", "tion", "sion", "ure"];
    /// Stems of Latin adjectives and nouns.
    const STEMS: &[&str] = &[
        "al", "ar", "or", "er", "il", "ion", "ent", "ens", "ant", "ic", "id", "in", "at", "et",
        "it", "os", "us",
    ];
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| head.ends_with(ending));
    match tail {
        "is" => ends_in(STEMS),
        "in" | "on" | "as" | "at" => !ends_in(CLOSED),
        _ => false,
    }
}

/// Whether a function word stands before the acronym that is glued to it: `usingLSH`.
pub(super) fn stands_before_acronyms(head: &str) -> bool {
    head.len() >= 3 && FIRST.contains(&head) || head == "against" || head == "of"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_terms_are_no_function_words() {
        for (head, tail) in
            [("radial", "is"), ("junction", "is"), ("major", "is"), ("transport", "in")]
        {
            assert!(may_be_ending(head, tail), "{head}{tail}");
        }
        for (head, tail) in [("engine", "is"), ("system", "is"), ("results", "in"), ("set", "of")] {
            assert!(!may_be_ending(head, tail), "{head} {tail}");
        }
    }

    #[test]
    fn any_noun_stands_behind_an_article() {
        let lexicon = Lexicon::default();
        assert!(takes_any("the", "blacksmith", &lexicon) && takes_any("violin", "and", &lexicon));
        assert!(!takes_any("the", "naris", &lexicon) && !takes_any("where", "after", &lexicon));
    }
}
