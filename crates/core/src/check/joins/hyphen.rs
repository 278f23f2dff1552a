//! What the hyphen between two parts of a word is: the end of a line, or that of a compound.

use super::PREFIXES;
use super::split::is_ordinary;
use crate::lexicon::{
    COMMON as OFTEN, Lexicon, SLIPS, frequency_of, is_combining_form, is_grammar, is_known,
    knowledge,
};

/// What a hyphen without a space is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// The end of a line.
    Break,
    /// That, or what an author meant: other breaks of the text or of its source tell.
    InSource,
    /// The same, and many authors write it so: other breaks of the text tell.
    InText,
    /// That of a compound.
    Compound,
}

/// Prefixes that British spelling sets apart, and those that make new words with a hyphen.
const SET_APART: &[&str] = &[
    "co", "non", "out", "over", "under", "self", "mis", "multi", "semi", "anti", "pre", "re", "de",
    "sub", "inter", "post", "intra", "extra", "ultra", "ante", "peri",
];

/// Syllables that make new words of words, in older spelling and in plays on words with a hyphen.
const DERIVING: &[&str] = &[
    "anti", "be", "de", "dis", "em", "en", "ex", "il", "im", "in", "inter", "ir", "mis", "non",
    "para", "pre", "re", "sub", "trans", "un",
];

/// What stands before the name of a substance and says which form of it is meant: `myo-inositol`.
const FORMS: &[&str] =
    &["myo", "scyllo", "chiro", "threo", "erythro", "allo", "rac", "sec", "tert"];

/// Latin ones, before Latin words.
const LATIN: &[&str] = &["post", "ante", "peri", "intra", "supra", "retro"];

/// A whole of fewer is no evidence against the one who wrote the hyphen.
const COUNTED: u64 = 20;
/// A whole so common that nobody writes it with a hyphen.
const COMMON: u64 = 300;
/// One so common that not even a prefix is set apart.
const VERY_COMMON: u64 = 1000;

/// What the hyphen between two parts of a whole that is a word is; `whole` and `compound` are
/// counts.
pub(super) fn judge(
    head: &str,
    tail: &str,
    whole: u64,
    compound: u64,
    lexicon: &Lexicon,
) -> Judgement {
    match judge_parts(head, tail, whole, compound, lexicon) {
        Judgement::Break if is_spelling(head, tail, lexicon) => Judgement::InSource,
        // `pot-pourri`, `vice-roy`: what is seldom written, and has no ending of English.
        Judgement::Break if whole < COUNTED && !has_ending(tail) => Judgement::InSource,
        Judgement::Compound if !is_counted_compound(compound, whole) => {
            judge_halves(head, tail, lexicon).unwrap_or(Judgement::Compound)
        }
        judgement => judgement,
    }
}

/// The same, of parts that no author sets apart to be read so.
fn judge_parts(head: &str, tail: &str, whole: u64, compound: u64, lexicon: &Lexicon) -> Judgement {
    /// With so many different compounds a second part takes any first.
    const VERY_PRODUCTIVE: u64 = 50;
    /// So many different compounds make a part productive.
    const PRODUCTIVE: u64 = 3;
    // `sol-gel`: what abstracts never write in one piece is no line end between two words.
    let are_words = || [head, tail].iter().all(|part| knowledge(part).is_ordinary());
    // `Mo-based`: a rare word of dictionaries, by accident.
    let is_accident = whole < COUNTED && frequency_of(&["-", tail]) >= VERY_PRODUCTIVE;
    if is_counted_compound(compound, whole) || is_accident || whole == 0 && are_words() {
        return Judgement::Compound;
    }
    let (is_head, is_tail) = (is_part(head, lexicon), is_part(tail, lexicon));
    // `every-day`, `bench-marking`: old spelling, as likely as a line end; but nobody makes
    // compounds with `ration`.
    let makes_compounds = |key: &[&str]| frequency_of(key) >= PRODUCTIVE;
    let may_be_meant = makes_compounds(&[head, "-"]) && makes_compounds(&["-", tail]);
    let is_old_spelling =
        [head, tail].iter().all(|part| part.len() > 2 && is_everyday(part, lexicon));
    // `post-partum`: the rest of a Latin word is none by itself, and both spellings are right.
    let is_latin =
        LATIN.contains(&head) && tail.len() > 4 && (tail.ends_with("um") || tail.ends_with("em"));
    if !is_tail && is_latin && whole < VERY_COMMON {
        return Judgement::InText;
    }
    // `yin-yang`, `beri-beri`: what is seldom written in one piece is no evidence.
    if whole < COUNTED && (head == tail || is_pair(head, tail, lexicon)) {
        return Judgement::Compound;
    }
    if is_never_written(head, is_tail, is_old_spelling, whole, compound) {
        return Judgement::Break;
    }
    match (is_head, is_tail) {
        (_, true) if is_prefix(head, tail) => Judgement::Compound,
        (true, true) if is_old_spelling && may_be_meant => Judgement::InText,
        (true, true) if !is_old_spelling && !may_be_meant => Judgement::Break,
        (true, true) => Judgement::InSource,
        _ => Judgement::Break,
    }
}

/// What the hyphen of a common word is of which a half is none, or one that only the largest
/// dictionaries hold: `com-plained`, `venti-lation`.
fn judge_halves(head: &str, tail: &str, lexicon: &Lexicon) -> Option<Judgement> {
    /// SCOWL's size 60, of the whole.
    const USUAL: u16 = 3;
    /// The letters of a half that is none by accident.
    const LONG: usize = 4;
    let known = knowledge(&[head, tail].concat());
    let is_usual = known.is_ordinary() && known.level() <= USUAL;
    let is_free = PREFIXES.contains(&head) || head.ends_with(['o', 'i']) || head == "to";
    if !is_usual || is_free || is_echo(head, tail) {
        return None;
    }
    let is_rare = |part: &str| !is_everyday(part, lexicon) && !is_ordinary(part, lexicon);
    match (is_rare(head), is_rare(tail)) {
        (true, _) if head.len() >= LONG => Some(Judgement::Break),
        (_, true) if tail.len() >= LONG && has_ending(tail) => Some(Judgement::Break),
        (true, _) | (_, true) => Some(Judgement::InSource),
        (false, false) => None,
    }
}

/// Whether a part of a word has an ending of English; borrowed words, which many write in two, have
/// others.
fn has_ending(tail: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ed", "ing", "ings", "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ly",
        "ies", "ers", "ance", "ence", "ous", "ity", "ive", "ated", "ates", "able", "ible", "ical",
        "ure", "ures", "al", "ally", "ic", "ics", "ism", "ist", "ists", "ant", "ent",
    ];
    ENDINGS.iter().any(|ending| tail.ends_with(ending))
}

/// Whether one part echoes the other: `zig-zag`, `hocus-pocus`.
fn is_echo(head: &str, tail: &str) -> bool {
    let (head, tail) = (head.as_bytes(), tail.as_bytes());
    head.len() == tail.len()
        && (head.first() == tail.first() || head.last_chunk::<2>() == tail.last_chunk::<2>())
}

/// Whether two parts are words by themselves, or a word behind a short name: `Gro-beta`.
fn is_pair(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    tail.len() > 3
        && if is_known(head) {
            knowledge(tail).is_ordinary()
        } else {
            head.len() < 4 && is_everyday(tail, lexicon)
        }
}

/// Whether a hyphen behind `head`, before a word, is rather the spelling of an older time or a play
/// on the parts: `im-possible`, `re-presentation`, `with-out`, `to-day`.
fn is_spelling(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    /// SCOWL's size 60.
    const RAREST: u16 = 3;
    let is_word = || {
        let knowledge = knowledge(tail);
        let is_usual = knowledge.is_ordinary() && knowledge.level() <= RAREST;
        is_usual || is_grammar(tail) || lexicon.frequency(tail) >= OFTEN
    };
    DERIVING.contains(&head) && tail.len() > 3 && is_word()
        || is_grammar(head) && is_grammar(tail) && tail != "ever"
        || head == "to" && is_everyday(tail, lexicon)
}

/// Whether counts alone say that the hyphen is that of a compound, of which `compound` were counted
/// with it and `whole` in one piece.
pub(super) fn is_counted_compound(compound: u64, whole: u64) -> bool {
    /// So many times as often in one piece as in two: a compound otherwise.
    const RATIO: u64 = 20;
    compound * RATIO > whole
}

/// Whether a whole is so common in one piece that only the ends of lines part it.
fn is_never_written(
    head: &str,
    is_tail: bool,
    is_old_spelling: bool,
    whole: u64,
    compound: u64,
) -> bool {
    /// From so many times as often in one piece on, line ends alone have hyphenated it.
    const NEVER: u64 = 100;
    /// The same of a whole whose parts are everyday words, or a prefix and a word.
    const NEVER_OF_WORDS: u64 = 1000;
    if SET_APART.contains(&head) && is_tail || is_old_spelling {
        let least = if PREFIXES.contains(&head) { VERY_COMMON } else { 3 * VERY_COMMON };
        compound * NEVER_OF_WORDS <= whole && whole >= least
    } else {
        compound * NEVER <= whole && whole >= COMMON
    }
}

/// Whether compounds are made with `head`, here before `tail`, as with a prefix.
fn is_prefix(head: &str, tail: &str) -> bool {
    /// In letters.
    const LONG: usize = 6;
    PREFIXES.contains(&head)
        || FORMS.contains(&head)
        || is_combining_form(head)
        // `visuo-`, `quasi-`: syllables end so, too, before other short ones (`paylo-ads`).
        || head.len() >= 4
            && head.ends_with(['o', 'i'])
            && (frequency_of(&[head, "-"]) > 0 || tail.len() >= LONG)
}

/// Whether a part of a word is a word itself. Of short ones only common words count: dictionaries
/// hold every syllable.
pub(super) fn is_part(part: &str, lexicon: &Lexicon) -> bool {
    if part.len() < 4 {
        is_everyday(part, lexicon)
    } else {
        lexicon.frequency(part) > SLIPS || is_known(part)
    }
}

/// Whether a word is one of grammar, one that abstracts often have, or one of the 20,000 commonest.
fn is_everyday(word: &str, lexicon: &Lexicon) -> bool {
    /// SCOWL's size 40.
    const RAREST: u16 = 2;
    let knowledge = knowledge(word);
    is_grammar(word)
        || lexicon.frequency(word) >= COMMON
        || knowledge.is_ordinary() && knowledge.level() <= RAREST
}

/// Whether a whole is a word of the counts or of the dictionaries: what only a rule makes one may
/// as well have a hyphen.
pub(super) fn is_whole(whole: &str, count: u64) -> bool {
    /// SCOWL's size 80.
    const RAREST: u16 = 5;
    if count > 0 {
        return true;
    }
    let knowledge = knowledge(whole);
    knowledge.is_ordinary() && knowledge.level() <= RAREST
}
