//! What every match of an expression holds, so that a text without it need not be searched.
//!
//! That is read off the syntax of the expression: rare characters that stand in
//! all of its branches, or else a few literals of which each branch has one. Literals are told
//! without case, in lower case: `(?i)` would make hundreds of one.

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{
    Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition,
};

use super::endings::endings;
use crate::text::ByteClasses;

/// What every match of an expression holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequiredSigns {
    /// A character of each of these sets.
    pub byte_classes: Vec<ByteClasses>,
    /// One literal of each of these sets, in whatever case; none if nothing so plain can be said,
    /// or rare characters say as much.
    pub literals: Vec<Vec<Vec<u8>>>,
    /// What the text ends in, as `endings` tells; nothing where that cannot be told.
    pub endings: Vec<Vec<u8>>,
}

impl RequiredSigns {
    /// Those of a parsed expression.
    pub fn of(hir: &Hir) -> RequiredSigns {
        let byte_classes = required_byte_classes(hir);
        // Where a rare character must be there, literals would say little more.
        let literals = if byte_classes.is_empty() {
            Sets::of(&folded(hir)).drain().collect()
        } else {
            Vec::new()
        };
        RequiredSigns { byte_classes, literals, endings: endings(hir) }
    }
}

/// The most literals that are looked for in place of one expression.
const MOST_LITERALS: usize = 64;

/// The most that are looked for besides, for a part of it.
const MOST_OF_PART: usize = 48;

/// What is less rare ([`rarity`]) than a dozen words of four letters says too little.
const RARE: u32 = 20;

/// Three letters of this [`weight`] are no common syllable: `url`, but not `ing`.
const RARE_OF_THREE: u32 = 28;

/// Literals of so many bytes are rare; fewer of them are better than longer ones, and make a
/// smaller automaton.
const LONG_ENOUGH: usize = 8;

/// Sets of rare characters: every match holds one of each.
fn required_byte_classes(hir: &Hir) -> Vec<ByteClasses> {
    match hir.kind() {
        HirKind::Literal(literal) => literal
            .0
            .iter()
            .map(|byte| ByteClasses::of(&[*byte]))
            .filter(|class| !class.is_empty())
            .collect(),
        HirKind::Class(class) => of_class(class).into_iter().collect(),
        HirKind::Capture(capture) => required_byte_classes(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => {
            required_byte_classes(&repetition.sub)
        }
        HirKind::Concat(parts) => parts.iter().flat_map(required_byte_classes).collect(),
        HirKind::Alternation(branches) => {
            let first_of_each: Option<Vec<ByteClasses>> = branches
                .iter()
                .map(|branch| required_byte_classes(branch).first().copied())
                .collect();
            first_of_each
                .unwrap_or_default()
                .into_iter()
                .reduce(ByteClasses::or)
                .into_iter()
                .collect()
        }
        HirKind::Repetition(_) | HirKind::Empty | HirKind::Look(_) => Vec::new(),
    }
}

/// A class of nothing but rare characters.
fn of_class(class: &Class) -> Option<ByteClasses> {
    match class {
        Class::Unicode(class) => {
            let ranges =
                class.ranges().iter().map(|range| ByteClasses::range(range.start(), range.end()));
            ranges.reduce(|one, other| Some(one?.or(other?))).flatten()
        }
        Class::Bytes(_) => None,
    }
}

/// The same expression for texts in lower case (ASCII): it matches in one wherever the other does
/// in the text as it was, if that has neither [`LONG_S`] nor [`KELVIN`].
fn folded(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Literal(literal) => Hir::literal(literal.0.to_ascii_lowercase()),
        HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Unicode(folded_class(class))),
        HirKind::Capture(capture) => {
            let sub = Box::new(folded(&capture.sub));
            Hir::capture(Capture { sub, ..capture.clone() })
        }
        HirKind::Repetition(repetition) => {
            let sub = Box::new(folded(&repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition.clone() })
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(folded).collect()),
        HirKind::Alternation(branches) => Hir::alternation(branches.iter().map(folded).collect()),
        // Of bytes there are hardly any classes, and their literals are found in either case, too.
        HirKind::Class(Class::Bytes(_)) | HirKind::Empty | HirKind::Look(_) => hir.clone(),
    }
}

/// The two characters beyond ASCII that are letters of ASCII in another case. A text with one of
/// them holds every literal, so that `(?i)` need not name them.
pub(super) const LONG_S: char = 'ſ';
pub(super) const KELVIN: char = '\u{212A}';

/// A class with its capitals as small letters, so that one of both cases is a literal.
fn folded_class(class: &ClassUnicode) -> ClassUnicode {
    let mut capitals = class.clone();
    capitals.intersect(&ClassUnicode::new([ClassUnicodeRange::new('A', 'Z')]));
    let lower = |range: &ClassUnicodeRange| {
        ClassUnicodeRange::new(range.start().to_ascii_lowercase(), range.end().to_ascii_lowercase())
    };
    let mut folded = class.clone();
    folded.difference(&capitals);
    folded.union(&ClassUnicode::new(capitals.ranges().iter().map(lower)));
    for (letter, sign) in [('s', LONG_S), ('k', KELVIN)] {
        let has_letter =
            |range: &ClassUnicodeRange| (range.start()..=range.end()).contains(&letter);
        if folded.ranges().iter().any(has_letter) {
            folded.difference(&ClassUnicode::new([ClassUnicodeRange::new(sign, sign)]));
        }
    }
    folded
}

/// Literals of which every match of an expression holds at least one of each set.
#[derive(Default)]
struct Sets {
    /// The rarest set.
    rarest: Option<Vec<Vec<u8>>>,
    /// Those of the parts that all must be there, besides.
    others: Vec<Vec<Vec<u8>>>,
}

impl Sets {
    /// Those of a parsed expression, from those of its parts.
    fn of(hir: &Hir) -> Sets {
        match hir.kind() {
            HirKind::Literal(literal) => Sets::one(vec![literal.0.to_vec()]),
            HirKind::Capture(capture) => Sets::of(&capture.sub),
            HirKind::Repetition(repetition) if repetition.min > 0 => {
                Sets { others: Vec::new(), ..Sets::of(&repetition.sub) }
            }
            HirKind::Concat(parts) => Sets::of_parts(parts),
            HirKind::Alternation(branches) => {
                let sets = branches.iter().map(|branch| Sets::of(branch).rarest);
                let all: Option<Vec<_>> = sets.collect();
                all.map(|all| Sets::one(all.concat())).unwrap_or_default()
            }
            HirKind::Repetition(_) | HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => {
                Sets::default()
            }
        }
    }

    /// A set by itself, if it is worth to look for.
    fn one(set: Vec<Vec<u8>>) -> Sets {
        let set = shortened(set);
        Sets { rarest: is_useful(&set).then_some(set), others: Vec::new() }
    }

    /// Those of parts that all must be there.
    fn of_parts(parts: &[Hir]) -> Sets {
        let mut of_each: Vec<Sets> = parts.iter().map(Sets::of).collect();
        let single = of_each.iter().filter_map(|sets| sets.rarest.clone());
        let joined = (0..parts.len()).filter_map(|from| beginnings(&parts[from..]));
        let by_rarity = |set: &Vec<Vec<u8>>| (rarity(set), std::cmp::Reverse(set.len()));
        let Some(rarest) = single.chain(joined).max_by_key(by_rarity) else {
            return Sets::default();
        };
        let mut others: Vec<Vec<Vec<u8>>> = Vec::new();
        for set in of_each.iter_mut().flat_map(Sets::drain) {
            // One that shares a literal with another says little more, and so do many and common
            // ones.
            let tells = set.len() <= MOST_OF_PART && rarity(&set) >= RARE;
            let is_new = |known: &Vec<Vec<u8>>| !known.iter().any(|known| set.contains(known));
            if tells && is_new(&rarest) && others.iter().all(is_new) {
                others.push(set);
            }
        }
        Sets { rarest: Some(rarest), others }
    }

    /// All of them, the rarest first.
    fn drain(&mut self) -> impl Iterator<Item = Vec<Vec<u8>>> + '_ {
        self.rarest.take().into_iter().chain(self.others.drain(..))
    }
}

/// What the parts of a concatenation begin with, if it is one of a few literals.
fn beginnings(parts: &[Hir]) -> Option<Vec<Vec<u8>>> {
    /// More parts make no better literals.
    const MOST: usize = 10;
    let mut extractor = Extractor::new();
    extractor.limit_class(8).limit_repeat(2).limit_total(4 * MOST_LITERALS);
    let found = extractor.extract(&Hir::concat(parts[..parts.len().min(MOST)].to_vec()));
    let literals: Vec<Vec<u8>> =
        found.literals()?.iter().map(|literal| literal.as_bytes().to_vec()).collect();
    let literals = shortened(literals);
    is_useful(&literals).then_some(literals)
}

fn shortened(literals: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut literals: Vec<Vec<u8>> =
        literals.iter().map(|literal| rarest_part(literal).to_vec()).collect();
    literals.sort_unstable();
    literals.dedup();
    literals
}

/// The part of a literal that says most; of equals the last, because the end of a literal lies
/// across more words than its beginning.
fn rarest_part(literal: &[u8]) -> &[u8] {
    literal.windows(LONG_ENOUGH).max_by_key(|part| weight(part)).unwrap_or(literal)
}

/// Words that nearly every text holds.
const COMMON_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "for", "from", "has", "have", "in",
    "is", "it", "of", "on", "or", "our", "that", "the", "this", "to", "via", "was", "we", "which",
    "with",
];

/// How rare a literal is: about the negative binary logarithm of how often its letters come in
/// English text, in halves. Behind the first letters of a word the others say less.
fn weight(literal: &[u8]) -> u32 {
    /// So many letters of a word count in full.
    const FIRST: usize = 3;
    /// What a common word counts at most.
    const OF_COMMON: u32 = 10;
    let of = |byte: u8| match byte {
        b' ' => 5,
        b'e' => 6,
        b'a' | b'i' | b'n' | b'o' | b's' | b't' => 8,
        b'h' | b'l' | b'r' => 9,
        b'c' | b'd' | b'm' | b'u' => 10,
        b'b' | b'f' | b'g' | b'p' | b'v' | b'w' | b'y' => 12,
        b'k' => 15,
        _ => 18,
    };
    let is_letter = u8::is_ascii_alphabetic;
    let words = literal.chunk_by(|one, other| is_letter(one) == is_letter(other));
    let of_word = |word: &[u8]| -> u32 {
        let is_later = |n: usize| n >= FIRST && is_letter(&word[0]);
        let sum =
            (0..).zip(word).map(|(n, byte)| of(*byte) / (1 + u32::from(is_later(n)))).sum::<u32>();
        let is_common = COMMON_WORDS.iter().any(|common| common.as_bytes() == word);
        if is_common { sum.min(OF_COMMON) } else { sum }
    };
    words.map(of_word).sum()
}

fn is_useful(literals: &[Vec<u8>]) -> bool {
    // A control character and a bracket are rare by themselves, two letters are not even together.
    let is_rare = |literal: &Vec<u8>| match literal.as_slice() {
        [byte] => !ByteClasses::of(&[*byte]).is_empty(),
        letters if letters.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b' ') => {
            letters.len() >= 4 || letters.len() == 3 && weight(letters) >= RARE_OF_THREE
        }
        signs => signs.len() >= 2,
    };
    !literals.is_empty() && literals.len() <= MOST_LITERALS && literals.iter().all(is_rare)
}

/// How rare a text is that holds one of some literals: as the most common of them, and the less
/// rare the more there are.
fn rarity(set: &[Vec<u8>]) -> u32 {
    let rarest = set.iter().map(|literal| weight(literal)).min().unwrap_or(0);
    rarest.saturating_sub(2 * set.len().max(1).ilog2())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needed(source: &str) -> Option<Vec<String>> {
        Sets::of(&regex_syntax::parse(source).unwrap())
            .rarest
            .map(|set| set.iter().map(|l| String::from_utf8_lossy(l).into_owned()).collect())
    }

    #[test]
    fn what_every_match_holds_is_known() {
        assert_eq!(needed(r"\w+(?:19|20)\d\d"), Some(vec!["19".into(), "20".into()]));
        assert_eq!(needed(r"(?P<a>\d+) pixels?"), Some(vec![" pixel".into()]));
        assert_eq!(
            needed(r"\w (?:is|was) [.,]"),
            Some(vec![" is ,".into(), " is .".into(), " was ,".into(), " was .".into()])
        );
        assert_eq!(needed(r"\w+ +[.,]"), None);
        assert_eq!(needed(r"(?:abc)?\d|x"), None);
        assert_eq!(needed(r"x*\[\d"), Some(vec!["[".into()]));
    }

    #[test]
    fn case_makes_no_literals() {
        let sets = |source: &str| RequiredSigns::of(&regex_syntax::parse(source).unwrap()).literals;
        assert_eq!(sets("(?i)ab-").concat(), [b"ab-".to_vec()]);
        assert_eq!(sets("W[iI]th(?i:draw)|ReTract").concat(), [&b"retract"[..], b"withdraw"]);
    }

    #[test]
    fn the_parts_of_an_expression_tell_more_than_one() {
        let sets = |source: &str| RequiredSigns::of(&regex_syntax::parse(source).unwrap()).literals;
        let of_parts = sets(r"(?:at|on) our (?P<here>\w+ (?:found|seen) here)");
        assert!(of_parts.len() > 1 && of_parts.contains(&vec![b" here".to_vec()]));
        assert_eq!((sets("single").len(), sets(r"\w+").len()), (1, 0));
    }

    #[test]
    fn rare_characters_that_every_match_holds() {
        let rare = |source: &str| required_byte_classes(&regex_syntax::parse(source).unwrap());
        assert_eq!(rare(r"\w\\(?:&|<)"), [ByteClasses::of(b"\\"), ByteClasses::of(b"&<")]);
        assert!(rare("[ﬀ-ﬆ]")[0].meets(ByteClasses::of("ﬁ".as_bytes())));
        assert!(rare("[a<]").is_empty() && rare("<?").is_empty());
    }
}
