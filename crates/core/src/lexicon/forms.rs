//! Words that are made from others by rule: regular forms, prefixed words and compounds.

use super::dictionary::{Knowledge, is_base, knowledge};
use super::{COMMON, frequency};

/// The words of grammar, which are not inflected, take no prefix and are no part of a new compound.
#[rustfmt::skip]
pub const GRAMMAR: &[&str] = &[
    "about", "above", "across", "after", "again", "against", "all", "almost", "along", "already", "also", "although", "always", "am",
    "among", "an", "and", "another", "any", "are", "around", "as", "at", "away", "back", "be", "because", "been", "before", "behind",
    "being", "below", "between", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "down", "due", "during", "each",
    "either", "else", "even", "ever", "every", "few", "for", "from", "had", "has", "have", "he", "hence", "her", "here", "him", "his",
    "how", "however", "if", "in", "instead", "into", "is", "it", "its", "just", "least", "less", "like", "many", "may", "me", "might",
    "more", "most", "much", "must", "my", "near", "neither", "never", "next", "no", "nor", "not", "now", "of", "off", "often", "on",
    "once", "one", "only", "onto", "or", "other", "our", "out", "over", "own", "per", "rather", "same", "several", "shall", "she",
    "should", "since", "so", "some", "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "though", "three", "through", "throughout", "thus", "to", "together", "too", "toward", "towards", "two", "under", "until",
    "up", "upon", "us", "very", "via", "was", "we", "well", "were", "what", "when", "where", "whether", "which", "while", "who",
    "whose", "why", "will", "with", "within", "without", "would", "yet", "you", "your",
];

/// What regular forms end with, and what the word that they are made from ends with instead.
/// After an empty one the last letter may be doubled (stopped).
const ENDINGS: &[(&str, &str)] = &[
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ier", "y"),
    ("ers", ""),
    ("ers", "e"),
    ("est", ""),
    ("est", "e"),
    ("iest", "y"),
    ("ly", ""),
    ("ily", "y"),
    ("bly", "ble"),
    ("ically", "ic"),
    ("ness", ""),
    ("iness", "y"),
    ("ability", "able"),
    ("icity", "ic"),
    ("ality", "al"),
    ("ivity", "ive"),
    ("osity", "ous"),
    ("ization", "ize"),
    ("isation", "ise"),
    ("ism", ""),
    ("ist", ""),
];

/// What stands before words and is hardly a word of running text itself: no prepositions (over,
/// under, out), no nouns (photo, radio).
const PREFIXES: &[&str] = &[
    "aero", "agro", "ante", "anthropo", "anti", "arch", "auto", "bio", "cardio", "chemo", "co",
    "counter", "cryo", "cyber", "cyto", "de", "demi", "dis", "eco", "electro", "endo", "epi",
    "ferro", "fluoro", "gastro", "geo", "glyco", "hetero", "histo", "homo", "hydro", "hyper",
    "hypo", "immuno", "infra", "inter", "intra", "iso", "kilo", "macro", "magneto", "mega", "meta",
    "micro", "milli", "mini", "mis", "mono", "multi", "myo", "nano", "neo", "neuro", "non",
    "osteo", "paleo", "para", "patho", "peri", "petro", "pharmaco", "physio", "poly", "pre",
    "proto", "pseudo", "psycho", "quasi", "re", "retro", "semi", "socio", "spectro", "sub",
    "super", "supra", "techno", "tele", "thermo", "trans", "tri", "ultra", "un", "uni", "vaso",
    "visco",
];

/// The rarest words that take -s: lists of less care are no ground to build on.
const TAKES_S: u16 = 6;
/// The rarest words that take other endings, and prefixes: Latin ones do not (`processus` is no
/// verb).
const TAKES_ALL: u16 = 4;
/// The shortest word that a form or a prefixed word is made from, in letters.
const SHORTEST: usize = 3;
const SHORTEST_PREFIXED: usize = 4;

/// Whether `word` (in lower case) is a regular form of a word, or prefixed, and is not rather two
/// words.
pub(super) fn is_derived(word: &str) -> bool {
    (is_inflected(word) || is_prefixed(word)) && !is_two(word)
}

/// Whether `word` may be two words that lost their space: both are common in abstracts, or words of
/// grammar, and the first is no prefix.
fn is_two(word: &str) -> bool {
    let is_one =
        |part: &str| is_grammar(part) || (part.len() >= SHORTEST && frequency(part) >= COMMON);
    let cuts = 1..word.len();
    cuts.map(|at| word.split_at(at))
        .any(|(first, last)| is_one(last) && is_one(first) && !PREFIXES.contains(&first))
}

fn is_prefixed(word: &str) -> bool {
    PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(|rest| {
        rest.len() >= SHORTEST_PREFIXED
            && !is_grammar(rest)
            && (is_base(rest, TAKES_ALL) || is_inflected(rest))
    })
}

fn is_inflected(word: &str) -> bool {
    ENDINGS.iter().any(|(ending, instead)| {
        let level = if ending.ends_with('s') { TAKES_S } else { TAKES_ALL };
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST) else {
            return false;
        };
        if instead.is_empty() {
            takes(stem, ending) && is_stem(stem, level)
                || doubled(stem).is_some_and(|stem| is_vowel(ending, 0) && is_stem(stem, level))
        } else {
            is_stem(&[stem, instead].concat(), level)
        }
    })
}

fn is_stem(stem: &str, level: u16) -> bool {
    stem.len() >= SHORTEST && !is_grammar(stem) && is_base(stem, level)
}

/// Whether an ending follows a word that ends so, as spelling has it.
fn takes(stem: &str, ending: &str) -> bool {
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end));
    let changes =
        stem.ends_with('y') && !stem.len().checked_sub(2).is_some_and(|at| is_vowel(stem, at));
    match ending {
        "s" => !hisses && !changes,
        "es" => hisses || stem.ends_with('o'),
        "ing" => !stem.ends_with('e') || stem.ends_with("ee"),
        _ if is_vowel(ending, 0) => !stem.ends_with('e') && !changes,
        _ => true,
    }
}

/// Without the last letter, if it stands twice and is a consonant.
fn doubled(stem: &str) -> Option<&str> {
    let bytes = stem.as_bytes();
    let (last, before) = (bytes.last()?, bytes.get(bytes.len().checked_sub(2)?)?);
    (last == before && !is_vowel(stem, stem.len() - 1)).then(|| &stem[..stem.len() - 1])
}

fn is_vowel(word: &str, at: usize) -> bool {
    word.as_bytes().get(at).is_some_and(|b| b"aeiou".contains(b))
}

/// Whether `word` (in lower case) is one of [`GRAMMAR`].
pub fn is_grammar(word: &str) -> bool {
    GRAMMAR.binary_search(&word).is_ok()
}

/// The shortest part of a compound, in letters.
const SHORTEST_PART: usize = 3;
/// The rarest word that is a part of a compound.
const PART: u16 = 3;
/// If the counts of two words multiply to more, they meet by chance.
const MEETS: u64 = 20_000;

/// Whether two words, each of which often is a part of compounds, make up `word` (in lower case).
pub(super) fn is_compound(word: &str) -> bool {
    let is_made_of = |(first, last): (&str, &str)| {
        let (begins, ends) = (knowledge(first), knowledge(last.strip_suffix('s').unwrap_or(last)));
        let is_part = |part: &str, knowledge: Knowledge| {
            knowledge.is_ordinary() && knowledge.level() <= PART && !is_grammar(part)
        };
        is_part(first, begins)
            && is_part(last, ends)
            && begins.is(Knowledge::BEGINS)
            && ends.is(Knowledge::ENDS)
            && (frequency(first) + 1) * (frequency(last) + 1) <= MEETS
    };
    let cuts = SHORTEST_PART..(word.len() + 1).saturating_sub(SHORTEST_PART);
    cuts.map(|at| word.split_at(at)).any(is_made_of) && !holds_grammar(word)
}

/// Whether `word` may be a word of grammar and a common one (`part` and `all` are no `par` and
/// `tall`).
fn holds_grammar(word: &str) -> bool {
    let is_one = |part: &str| is_grammar(part) || frequency(part) >= COMMON;
    let cuts = 1..word.len();
    cuts.map(|at| word.split_at(at)).any(|(first, last)| {
        (is_grammar(first) || is_grammar(last)) && is_one(first) && is_one(last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_grammar_are_in_order() {
        assert!(GRAMMAR.is_sorted());
        assert!(is_grammar("the") && is_grammar("out") && !is_grammar("task"));
    }

    #[test]
    fn endings_follow_spelling() {
        let of_made_words =
            ["parsleys", "teapotting", "whispery", "parslies", "meadowes", "teapoting"];
        let expected = [true, true, false, false, false, true];
        assert_eq!(of_made_words.map(is_inflected), expected);
    }

    #[test]
    fn two_common_words_are_no_form() {
        assert!(is_two("codegeneration") && is_two("wellable") && is_two("whereonly"));
        assert!(!is_two("microdroplets") && !is_two("gardener"));
    }
}
