//! What looks like two words and was meant as one: a form of a word, a term, a slip of the pen, a
//! word that its author coined.

use crate::check::joins::PREFIXES;
use crate::lexicon::{Knowledge, Lexicon, SLIPS, has_combining_form_across, knowledge};

use super::split::is_ordinary;

/// Whether a run (in lower case), parted behind `head` bytes, is rather a term of medicine or
/// chemistry, of whose parts the cut would take one apart, or a form of a word.
pub(super) fn is_form_or_term(run: &str, head: usize, lexicon: &Lexicon) -> bool {
    has_combining_form_across(run, head) || is_inflected(run, lexicon)
}

/// `throughputs`, of the word `throughput`; `marginalising`, for `marginalizing`.
pub(super) fn is_inflected(run: &str, lexicon: &Lexicon) -> bool {
    const ENDINGS: [&str; 7] = ["s", "es", "ed", "d", "ing", "ly", "er"];
    if is_derived(run, lexicon) {
        return true;
    }
    let bases = ENDINGS.iter().filter_map(|ending| run.strip_suffix(ending));
    // The lexicon has more of American spelling than of British.
    let american = run.rfind("is").map(|at| format!("{}iz{}", &run[..at], &run[at + 2..]));
    let adjective = run.strip_suffix("ising").or_else(|| run.strip_suffix("ised"));
    // `hashtagged`, of `hashtag`.
    let single = ["ed", "ing", "er", "ers"].iter().filter_map(|ending| {
        let bytes = run.strip_suffix(ending)?.as_bytes();
        let is_doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
        is_doubled.then(|| &run[..bytes.len() - 1])
    });
    bases
        .chain(single)
        .filter(|base| base.len() >= 5)
        .chain(american.as_deref())
        .chain(adjective)
        .any(|base| lexicon.frequency(base) > SLIPS)
}

/// `retrofittable`, `evolutionarity`: a word and an ending that makes others of it, whatever else
/// that ending may mean.
fn is_derived(run: &str, lexicon: &Lexicon) -> bool {
    /// Endings of new words, and what the word that they are made from ends with instead.
    const ENDINGS: &[(&str, &str)] = &[
        ("able", ""),
        ("able", "e"),
        ("ably", "able"),
        ("abilities", ""),
        ("abilities", "e"),
        ("ity", "y"),
        ("ity", "e"),
        ("ity", ""),
        ("ism", ""),
        ("ist", ""),
        ("ous", ""),
    ];
    let is_base = |word: &str| word.len() >= 4 && is_ordinary(word, lexicon);
    ENDINGS.iter().any(|(ending, instead)| {
        let Some(stem) = run.strip_suffix(ending) else { return false };
        let bytes = stem.as_bytes();
        let is_doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
        is_base(&[stem, instead].concat())
            || instead.is_empty() && is_doubled && is_base(&stem[..stem.len() - 1])
    })
}

/// `reallocating`, a word with a prefix.
pub(super) fn is_prefixed(run: &str, lexicon: &Lexicon) -> bool {
    let rests = PREFIXES.iter().filter_map(|prefix| run.strip_prefix(prefix));
    rests.filter(|rest| rest.len() >= 5).any(|rest| lexicon.frequency(rest) > SLIPS)
}

/// Whether a common word was mistyped in one of the usual ways: a letter left out, two in the wrong
/// order, another vowel, a letter twice (`bandwith`, `enviroment`, `independant`, `allmost`). That
/// any other letter comes in is seldom.
pub(super) fn is_slip(run: &str, lexicon: &Lexicon) -> bool {
    const VOWELS: &[u8] = b"aeiou";
    let bytes = run.as_bytes();
    let mut other = Vec::with_capacity(bytes.len() + 1);
    let mut is_word = |parts: &[&[u8]]| {
        other.clear();
        parts.iter().for_each(|part| other.extend_from_slice(part));
        std::str::from_utf8(&other).is_ok_and(|word| lexicon.is_common(word))
    };
    (0..=bytes.len()).any(|at| {
        let (head, tail) = bytes.split_at(at);
        let is_left_out = (b'a'..=b'z').any(|letter| is_word(&[head, &[letter], tail]));
        let is_swapped = tail.len() >= 2 && is_word(&[head, &[tail[1], tail[0]], &tail[2..]]);
        let has_vowel = tail.first().is_some_and(|letter| VOWELS.contains(letter));
        is_left_out
            || is_swapped
            || has_vowel && VOWELS.iter().any(|vowel| is_word(&[head, &[*vowel], &tail[1..]]))
    }) || is_doubled_slip(run, lexicon)
}

/// `alltogether`, of which one of two equal letters is too much.
fn is_doubled_slip(run: &str, lexicon: &Lexicon) -> bool {
    /// SCOWL's size 40.
    const RAREST: u16 = 2;
    let is_word = |word: &str| {
        let knowledge = knowledge(word);
        lexicon.is_common(word)
            || knowledge.is(Knowledge::GENERAL) && knowledge.level() <= RAREST && word.len() > 5
    };
    let doubles = run.as_bytes().windows(2).enumerate().filter(|(_, two)| two[0] == two[1]);
    doubles.map(|(at, _)| at).any(|at| is_word(&[&run[..at], &run[at + 1..]].concat()))
}
