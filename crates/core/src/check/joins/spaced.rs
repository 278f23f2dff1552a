//! Compounds and names in which a space stands beside the hyphen, or is missing there: `Ada- Boost`,
//! `steady -state`, `high-or low-level`, `input/ output`.
//!
//! That a dash was meant, or that a part is left out, is always possible. What the record writes
//! elsewhere, and what is counted, tell.

use super::PREFIXES;
use super::kept::SUSPENDING;
use super::written::{count_of_pair, has_word};
use crate::check::{Context, Hit};
use crate::edit::Edit;
use crate::lexicon::{frequency_of, is_combining_form, is_grammar, is_known};
use crate::span::Span;

/// A compound of so many different ones makes its second part productive.
const PRODUCTIVE: u64 = 6;
/// With so many it takes any name before it: `based`, `like`.
const VERY_PRODUCTIVE: u64 = 50;

/// A hit for each of them round the hyphens and slashes of a text.
pub(super) fn hits(text: &str, context: Context<'_>) -> Vec<Hit> {
    let signs = memchr::memchr2_iter(b'-', b'/', text.as_bytes());
    signs
        .filter_map(|at| {
            let (before, behind) = (&text[..at], &text[at + 1..]);
            let found = match text.as_bytes()[at] {
                b'/' => behind.starts_with(' ').then(|| slash(text, at, context)),
                _ if behind.starts_with(' ') => Some(space_behind(text, at, context)),
                _ if before.ends_with(' ') => Some(space_before(text, at, context)),
                _ => Some(suspended(text, at)),
            };
            found.flatten()
        })
        .collect()
}

/// Numbers that are words of grammar, too.
const COUNTED: [&str; 3] = ["one", "two", "three"];

/// Two runs of letters and digits, round a sign and a space.
struct Pair<'t> {
    head: &'t str,
    tail: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Pair<'t> {
    /// Those that end at byte `before` and begin at byte `behind`, if they belong to nothing else.
    fn round(text: &'t str, before: usize, behind: usize) -> Option<Pair<'t>> {
        let start = text[..before].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let rest = text.get(behind..)?;
        let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let end = behind + len;
        let is_part = |c: char| c.is_alphanumeric() || "-_/\\@.^'’".contains(c);
        let goes_on = text[end..].starts_with(|c: char| c.is_alphanumeric() || "_\\@^".contains(c));
        let (head, tail) = (&text[start..before], &text[behind..end]);
        let is_whole = !text[..start].ends_with(is_part) && !goes_on;
        (is_whole && !head.is_empty() && !tail.is_empty()).then_some(Pair {
            head,
            tail,
            start,
            end,
        })
    }

    /// How often abstracts have the two with a hyphen.
    fn compound(&self) -> u64 {
        frequency_of(&[&self.head.to_ascii_lowercase(), "-", &self.tail.to_ascii_lowercase()])
    }

    fn is_lower(&self) -> bool {
        [self.head, self.tail].iter().all(|part| part.bytes().all(|b| b.is_ascii_lowercase()))
    }

    /// A hit that writes `between` in place of the bytes from `from` to `to`.
    fn hit(&self, text: &str, from: usize, to: usize, between: &str) -> Option<Hit> {
        let edits = vec![Edit::new(Span::new(text, from, to)?, between)];
        Some(Hit { edits, ..Hit::at(Span::new(text, self.start, self.end)?) })
    }
}

/// `Ada- Boost`, `NP- hard`: names, which the lexicon does not have as they are written.
fn space_behind(text: &str, at: usize, context: Context<'_>) -> Option<Hit> {
    let pair = Pair::round(text, at, at + 2).filter(|pair| !pair.is_lower())?;
    if SUSPENDING.contains(&pair.tail)
        || is_grammar(pair.tail)
        || is_grammar(&pair.tail.to_lowercase())
    {
        return None;
    }
    let Pair { head, tail, .. } = pair;
    if count_of_pair(head, "-", tail, context) > 0 {
        return pair.hit(text, at + 1, at + 2, "");
    }
    let whole = [head, tail].concat();
    let count = context.lexicon().frequency(&whole.to_ascii_lowercase());
    let has_inner_capital = tail.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    let is_halved = head.len() > 1
        && tail.starts_with(|c: char| c.is_ascii_lowercase())
        && has_inner_capital
        && count > 0;
    if whole.len() > 4 && has_word(&whole, context) || is_halved || is_halved_acronym(&pair, count)
    {
        return pair.hit(text, at, at + 2, "");
    }
    let letters = [head, tail].iter().all(|part| part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_acronym = head.bytes().filter(u8::is_ascii_uppercase).count() > 1;
    let is_prefix = PREFIXES.contains(&head) && !is_grammar(head) && head.len() > 2;
    let is_name = tail.starts_with(|c: char| c.is_ascii_uppercase());
    let is_compound = letters && head.len() > 1 && tail.len() > 1 && pair.compound() > 0
        || is_prefix && is_name
        || is_acronym && frequency_of(&["-", tail]) >= VERY_PRODUCTIVE && is_known(tail);
    is_compound.then(|| pair.hit(text, at + 1, at + 2, "")).flatten()
}

/// `PAS- CAL`: capitals that make a word of which the parts are none.
fn is_halved_acronym(pair: &Pair<'_>, count: u64) -> bool {
    /// A word of so many is no accident.
    const COUNTED: u64 = 20;
    let are_capitals =
        [pair.head, pair.tail].iter().all(|part| part.bytes().all(|b| b.is_ascii_uppercase()));
    are_capitals
        && pair.head.len() + pair.tail.len() > 5
        && pair.head.len() > 2
        && pair.tail.len() > 2
        && count >= COUNTED
        && pair.compound() == 0
}

/// `steady -state`, `MRI -guided`: a compound that is written or counted without the space.
fn space_before(text: &str, at: usize, context: Context<'_>) -> Option<Hit> {
    let before = text[..at].strip_suffix(' ')?;
    let pair = Pair::round(text, before.len(), at + 1)?;
    let Pair { head, tail, end, .. } = pair;
    let is_dash = text[end..].starts_with('-')
        || text[end..].starts_with(" -")
        || [" on ", " by ", " to ", " in ", " with ", " from ", " for "]
            .iter()
            .any(|word| text[end..].starts_with(word));
    let are_words = head.len() > 1
        && tail.len() > 3
        && tail.bytes().all(|b| b.is_ascii_lowercase())
        && !head.bytes().all(|b| b.is_ascii_digit())
        && ![head, tail].iter().any(|part| is_grammar(&part.to_ascii_lowercase()));
    let is_known_so = || count_of_pair(head, "-", tail, context) > 0 || pair.compound() > 2;
    (are_words && !is_dash && is_known_so()).then(|| pair.hit(text, before.len(), at, "")).flatten()
}

/// Words of which one is said beside the other, so that both share what follows: `low-and
/// middle-income`.
pub(super) const CONTRASTS: &[&str] = &[
    "low", "middle", "medium", "mid", "high", "short", "long", "small", "large", "left", "right",
    "upper", "lower", "early", "late", "old", "young", "warm", "cold", "hot", "wet", "dry", "fast",
    "slow", "near", "far", "first", "second", "third", "single", "double", "triple", "multiple",
    "one", "two", "three", "four", "five", "six", "full", "half", "front", "rear", "north",
    "south", "east", "west", "male", "female", "positive", "negative", "open", "closed", "light",
    "dark",
];

/// `high-or low-level`, `micro-and nanoscale`: a space is missing behind the hyphen of a part left
/// out.
fn suspended(text: &str, at: usize) -> Option<Hit> {
    let behind = &text[at + 1..];
    let link = ["and/or ", "and ", "or "].into_iter().find(|link| behind.starts_with(link))?;
    let start = text[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let head = &text[start..at];
    let rest = &behind[link.len()..];
    let first = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
    let is_apart =
        text[..start].ends_with(|c: char| c.is_whitespace() || "(-".contains(c)) || start == 0;
    let is_shared = match rest[first.len()..].strip_prefix('-') {
        Some(second) => share_second(head, first, second, text[..start].ends_with('-')),
        None => are_prefixed(head, first),
    };
    if head.is_empty() || first.is_empty() || !is_apart || !is_shared {
        return None;
    }
    let edits = vec![Edit::new(Span::new(text, at + 1, at + 1)?, " ")];
    Some(Hit { edits, ..Hit::at(Span::new(text, start, at + 1 + link.trim_end().len())?) })
}

/// Whether `head` and `first` are parts of compounds that have a second part in common, with which
/// `second` begins. In a chain stands a part of another one before them.
fn share_second(head: &str, first: &str, second: &str, is_in_chain: bool) -> bool {
    let second = &second[..second.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(second.len())];
    let of = |part: &str| part.to_ascii_lowercase();
    let (head_low, first_low, second_low) = (of(head), of(first), of(second));
    let is_prefix = PREFIXES.contains(&head_low.as_str());
    let are_contrasts =
        [&head_low, &first_low].iter().all(|part| CONTRASTS.contains(&part.as_str()));
    // `a method-and real-time too`: with a hyphen for a dash stands what begins no compound.
    let begins = frequency_of(&[&head_low, "-"]) > 2
        || is_prefix
        || head.len() == 1
        || head.starts_with(|c: char| c.is_ascii_uppercase());
    let shares = frequency_of(&["-", &second_low]) >= PRODUCTIVE
        || is_prefix
        || first.ends_with("ly") && second.ends_with("ed")
        || head.len() == 1 && first.len() == 1;
    let is_part = !is_grammar(&first_low) || COUNTED.contains(&first);
    let is_compound = frequency_of(&[&head_low, "-", &second_low]) > 0;
    is_part
        && second.len() > 2
        && (is_compound || are_contrasts && head != first || begins && shares && !is_in_chain)
}

/// Prefixes that count: `di-and triterpenes`.
const COUNTING: &[&str] = &["mono", "uni", "di", "bi", "tri", "tetra", "penta", "hexa", "poly"];

/// Whether `head` is a prefix, and `first` a word that another one begins and that both share:
/// `pre-and postnatal`, of `prenatal`.
fn are_prefixed(head: &str, first: &str) -> bool {
    let (head, first) = (head.to_ascii_lowercase(), first.to_ascii_lowercase());
    let is_prefix = |part: &str| {
        PREFIXES.contains(&part) || COUNTING.contains(&part) || is_combining_form(part)
    };
    let shares =
        |end: usize| is_prefix(&first[..end]) && is_known(&[&head, &first[end..]].concat());
    is_prefix(&head) && !first.starts_with(&head) && (2..first.len()).any(shares)
}

/// `input/ output`, `and/ or`: two that the record, or other abstracts, join without a space.
fn slash(text: &str, at: usize, context: Context<'_>) -> Option<Hit> {
    let pair = Pair::round(text, at, at + 2)?;
    let Pair { head, tail, .. } = pair;
    let is_joined = (head, tail) == ("and", "or")
        || head.len() > 1
            && tail.len() > 1
            && !is_grammar(tail)
            && (pair.compound() > 0 || count_of_pair(head, "/", tail, context) > 0);
    is_joined.then(|| pair.hit(text, at + 1, at + 2, "")).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts, hit};
    use crate::record::FieldName;

    fn mended(text: &str) -> String {
        let background = Background::default();
        let record = RecordFacts::of_abstract(text, &background);
        hit::repaired(text, hits(text, record.seen_from(FieldName::Abstract)))
    }

    #[test]
    fn spaces_beside_hyphens_go_where_the_whole_is_known() {
        for (text, expected) in [
            ("a Gauss- Seidel step beside Gauss-Seidel", "a Gauss-Seidel step beside Gauss-Seidel"),
            ("of Ima- geNet data", "of ImageNet data"),
            ("Our Tick- Tock beats TickTock", "Our TickTock beats TickTock"),
            ("on the PAS- CAL set", "on the PASCAL set"),
            ("it is NP- hard, as NP-hard as", "it is NP-hard, as NP-hard as"),
            ("for non- Gaussian noise", "for non-Gaussian noise"),
            ("a Real- Time clock", "a Real-Time clock"),
            ("by PM- based means", "by PM-based means"),
            ("a steady -state clock", "a steady-state clock"),
            ("an MRI -guided hand, MRI-guided", "an MRI-guided hand, MRI-guided"),
            ("the and/ or graph of input/ output", "the and/or graph of input/output"),
        ] {
            assert_eq!(mended(text), expected);
        }
    }

    #[test]
    fn suspended_hyphens_have_their_space() {
        for (text, expected) in [
            ("high-and low-level ticks", "high- and low-level ticks"),
            ("one-or two-dimensional", "one- or two-dimensional"),
            ("of p-and n-type", "of p- and n-type"),
            ("visually-and/or verbally-guided", "visually- and/or verbally-guided"),
            ("Pre-and post-processing", "Pre- and post-processing"),
            ("voxel-or point-based", "voxel- or point-based"),
            ("low-and middle-income towns", "low- and middle-income towns"),
            ("left-and right-handed clocks", "left- and right-handed clocks"),
            ("micro-and nanoscale hands", "micro- and nanoscale hands"),
            ("intra-or interspecific", "intra- or interspecific"),
            ("of hypo-and hyperthermia", "of hypo- and hyperthermia"),
            ("of di-and triterpenes", "of di- and triterpenes"),
            (
                "mono-and disaccharides, bi-or trilateral",
                "mono- and disaccharides, bi- or trilateral",
            ),
        ] {
            assert_eq!(mended(text), expected);
        }
    }

    #[test]
    fn dashes_and_parts_left_out_stay() {
        for text in [
            "of the clocks- The hands are long",
            "the patent of CLOCK- Prague",
            "both AI- and human-made",
            "two- In this work",
            "the hands -even when slow",
            "a clock -based on springs- is old",
            "in -and about- clocks",
            "context-free and -related clocks",
            "a plug-and play clock",
            "as fast-and often much faster",
            "zones explored-and avoids many",
            "noisy-or and noisy-and-not",
            "the small town/ large town gap",
            "Reger/ Schulz (2016)",
            "a bit of 3- or 4-bit",
            "an up-and coming clock",
            "a wash-and wear hand",
            "a bed-and breakfast inn",
            "the right-and wrong hands",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
