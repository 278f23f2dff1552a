//! Whether two titles are of one paper.
//!
//! Papers of one series, of one group or of one template have almost the same titles: what tells
//! them apart is a word, a name or a number. So a title is another one's if each word of it that
//! says something is there, too, and nothing else is.

use abslint_core::lexicon::is_known;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::keys::canonical;
use super::title_words::{TitleWords, is_about_another, is_number, is_same_word, is_small_word};

/// What two titles are to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Titles {
    /// The same letters and digits.
    Same,
    /// One is missing.
    Unknown,
    /// The same words, but for small ones, for spelling, and for what names a version.
    Variant,
    /// One is a part of the other, or misspelt: of one paper if the texts are as good as the same.
    Close,
    /// Alike, but for words that say something: of two papers, perhaps by the same people.
    Alike,
    /// They differ in a number: parts of a series, editions of a workshop.
    Numbered,
    /// Different.
    Different,
}

/// At least so alike, by [`similarity`], are titles that are [`Titles::Alike`].
const ALIKE: f64 = 0.7;

/// A part of a title that stands for the whole has at least so many words that say something.
const ENOUGH_WORDS: usize = 3;

/// A title that ends within a word was cut; a shorter one, in letters, may be one of its own.
const LONG_ENOUGH_TO_BE_CUT: usize = 30;

/// The shortest word of which another spelling is told for a slip, in letters.
const LONG_ENOUGH_FOR_SLIPS: usize = 6;

impl Titles {
    /// Compares two titles, after repair.
    pub fn compare(a: Option<&str>, b: Option<&str>) -> Titles {
        let (Some(a), Some(b)) = (a, b) else { return Titles::Unknown };
        let (plain_a, plain_b) = (canonical(a), canonical(b));
        if plain_a.is_empty() || plain_b.is_empty() {
            return Titles::Unknown;
        }
        if plain_a == plain_b {
            return Titles::Same;
        }
        let (one, other) = (TitleWords::of(a), TitleWords::of(b));
        if one.words().concat() == other.words().concat() {
            return Titles::Variant;
        }
        if one.is_another_number_of(&other) {
            return Titles::Numbered;
        }
        match wording(&one.words(), &other.words()) {
            Wording::Same => Titles::Variant,
            Wording::Misspelt => Titles::Close,
            Wording::Other if is_part(&one, &other) || is_part(&other, &one) => Titles::Close,
            Wording::Other if is_cut(a, b) || is_cut(b, a) => Titles::Close,
            Wording::Other if similarity(&plain_a, &plain_b) >= ALIKE => Titles::Alike,
            Wording::Other => Titles::Different,
        }
    }
}

/// Whether two titles say the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wording {
    /// In the same words.
    Same,
    /// In the same words, of which one is misspelt.
    Misspelt,
    /// They do not.
    Other,
}

/// Compares the words of two titles.
fn wording(one: &[&str], other: &[&str]) -> Wording {
    let (mut worst, mut ours, mut theirs) = (Wording::Same, Vec::new(), Vec::new());
    let mut judge = |ours: &mut Vec<&str>, theirs: &mut Vec<&str>| {
        worst = worst.max(wording_of_gap(ours, theirs));
        ours.clear();
        theirs.clear();
    };
    for operation in capture_diff_slices(Algorithm::Myers, one, other) {
        match operation {
            DiffOp::Equal { .. } => judge(&mut ours, &mut theirs),
            _ => {
                ours.extend(&one[operation.old_range()]);
                theirs.extend(&other[operation.new_range()]);
            }
        }
    }
    judge(&mut ours, &mut theirs);
    worst
}

/// Compares what stands between words that are the same in both titles.
fn wording_of_gap(one: &[&str], other: &[&str]) -> Wording {
    // Where a hyphen or a space was lost, or is too many.
    if one.concat() == other.concat() {
        return Wording::Same;
    }
    let telling = |words: &[&str]| -> Vec<String> {
        words.iter().filter(|word| !is_small_word(word)).map(|word| (*word).to_owned()).collect()
    };
    let (one, other) = (telling(one), telling(other));
    if one.len() != other.len() {
        return Wording::Other;
    }
    let of_pair = |(a, b): (&String, &String)| match () {
        () if is_same_word(a, b) => Wording::Same,
        () if is_slip(a, b) || is_slip(b, a) => Wording::Misspelt,
        () => Wording::Other,
    };
    one.iter().zip(&other).map(of_pair).max().unwrap_or(Wording::Same)
}

/// Whether `slip` is no word, and `word` is the one that it was meant to be: one letter is missing,
/// too many or another one, or two changed places, but never at the start (where a letter makes
/// another word: `methane` and `ethane`).
fn is_slip(slip: &str, word: &str) -> bool {
    let is_long = |word: &str| {
        word.len() >= LONG_ENOUGH_FOR_SLIPS && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    is_long(slip)
        && is_long(word)
        && slip.as_bytes()[0] == word.as_bytes()[0]
        && strsim::damerau_levenshtein(slip, word) == 1
        && is_known(word)
        && !is_known(slip)
}

/// Whether `part` is what is left of `whole` without its subtitle, or without the name before its
/// colon. A number in what is left out tells papers apart, and so does a word that says that one is
/// about the other (an erratum, a comment).
fn is_part(part: &TitleWords, whole: &TitleWords) -> bool {
    let words = part.words();
    let is_left = |left: &[Vec<String>], out: &[Vec<String>]| {
        !out.is_empty()
            && left.iter().flatten().eq(words.iter())
            && !out.iter().flatten().any(|word| is_number(word))
            && !out.iter().any(|segment| is_about_another(segment))
    };
    let segments = &whole.segments;
    part.telling() >= ENOUGH_WORDS
        && (1..segments.len()).any(|at| {
            let (head, tail) = segments.split_at(at);
            is_left(head, tail) || is_left(tail, head)
        })
}

/// Whether `short` is the beginning of `long`, cut within a word or marked as cut.
fn is_cut(short: &str, long: &str) -> bool {
    let is_marked = ["…", "..."].iter().any(|mark| short.trim_end().ends_with(mark));
    let (start, whole) = (canonical(short), canonical(long));
    let last = short.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_within_a_word =
        start.len() >= LONG_ENOUGH_TO_BE_CUT && !last.is_empty() && !is_known(last);
    whole.starts_with(&start) && (is_marked || is_within_a_word)
}

/// How alike two canonical titles are, 0 to 1: the edit distance of Damerau and Levenshtein, and 1
/// where one goes on where the other ends.
fn similarity(a: &str, b: &str) -> f64 {
    /// A title of fewer letters begins many others.
    const LONG_ENOUGH: usize = 12;
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() >= LONG_ENOUGH && long.starts_with(short) {
        return 1.0;
    }
    strsim::normalized_damerau_levenshtein(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_all(expected: Titles, pairs: &[(&str, &str)]) {
        for (a, b) in pairs {
            assert_eq!(Titles::compare(Some(a), Some(b)), expected, "{a} / {b}");
            assert_eq!(Titles::compare(Some(b), Some(a)), expected, "{b} / {a}");
        }
    }

    #[test]
    fn the_same_title() {
        assert_all(Titles::Same, &[("A Title: of Two", "a title — OF two")]);
        assert_eq!(Titles::compare(None, Some("A")), Titles::Unknown);
        assert_eq!(Titles::compare(Some("A"), Some("!")), Titles::Unknown);
    }

    #[test]
    fn the_same_words() {
        assert_all(
            Titles::Variant,
            &[
                ("Deep Learning on Meshes", "Deep learning on meshes (extended version)"),
                ("Deep Learning on Meshes", "Deep Learning on Meshes [Extended Abstract]"),
                ("Walking Across Wet Sand", "Walking Across Wet Sand - Technical Report"),
                ("Walking Across Wet Sand", "Walking Across Wet Sand — Video Contribution"),
                ("On the Growth of Moss", "Growth of Moss"),
                ("Towards a Theory of Knots", "A Theory of Knots"),
                ("Real time control of kilns", "The real-time control of kilns"),
                ("Colour of Aluminium Kettles", "The Color of Aluminium Kettles"),
                ("Modelling Tides in Harbours", "The Modeling of Tides in Harbors"),
                ("Localisation of a Leak", "On the Localization of a Leak"),
                ("Neural Network for Kilns", "Neural Networks for Kilns"),
                ("Salt and Pepper", "Salt & Pepper: Poster"),
            ],
        );
    }

    #[test]
    fn parts_and_slips() {
        assert_all(
            Titles::Close,
            &[
                ("Learning to Segment Anythng", "Learning to Segment Anything"),
                ("A Surevy of Bridges", "A Survey of Bridges"),
                ("MossNet: Growing Gardens on Slate Roofs", "Growing Gardens on Slate Roofs"),
                ("Gardens on Slate Roofs", "Gardens on Slate Roofs: Why They Dry Out"),
                ("Moss2Roof: Gardens on Slate Roofs", "Gardens on Slate Roofs"),
                ("Gardens on Slate Roofs", "Gardens on Slate Roofs (Why They Dry Out)"),
                ("Gardens on slate…", "Gardens on slate roofs of northern towns"),
                (
                    "The drying out of gardens on slate roofs of nort",
                    "The drying out of gardens on slate roofs of northern towns",
                ),
            ],
        );
    }

    #[test]
    fn words_that_say_something_tell_papers_apart() {
        for (a, b) in [
            ("Magnesium for migraine", "Magnesium for menstrual migraine"),
            ("Magnesium for migraine in adults", "Magnesium for migraine in children"),
            ("Inpatient care of burns in Ghana", "Outpatient care of burns in Ghana"),
            ("Supervised ranking of proofs", "Unsupervised ranking of proofs"),
            ("Storage of methane in clay", "Storage of ethane in clay"),
            ("Causal models of speech", "Casual models of speech"),
            ("Draft genome of a yeast from Lisbon", "Draft genome of a yeast from Malaga"),
            ("Tides of the Wadden Sea in autumn", "Tides of the Wadden Sea with ice in autumn"),
            ("A gripper with fingers of felt", "A gripper without fingers of felt"),
            ("Erratum: Gardens on Slate Roofs", "Gardens on Slate Roofs"),
            ("Gardens on Slate Roofs: Reply", "Gardens on Slate Roofs"),
            ("Symmetric features of panoramas", "Symmetry features of panoramas"),
            ("Gardens on Slate", "Gardens on Slate Roofs"),
        ] {
            let found = Titles::compare(Some(a), Some(b));
            assert!(matches!(found, Titles::Alike | Titles::Different), "{a} / {b}: {found:?}");
            assert_eq!(Titles::compare(Some(b), Some(a)), found, "{b} / {a}");
        }
        assert_all(
            Titles::Alike,
            &[("Supervised ranking of proofs", "Unsupervised ranking of proofs")],
        );
    }

    #[test]
    fn numbers_tell_papers_apart() {
        assert_all(
            Titles::Numbered,
            &[
                ("Calibration of Arms, Part I", "Calibration of Arms, Part II"),
                ("Calibration, Part 1: Theory", "Calibration, Part 2: Experiments"),
                ("The 3rd Workshop on Meshes", "The 4th Workshop on Meshes"),
                ("Graph Matching", "Graph Matching II"),
                ("[Monday digests]", "[Tuesday digests]"),
                ("Tutorials and Panels 2003", "Tutorials and Panels 2004"),
                ("Tutorials and Panels", "Tutorials and Panels 2004"),
                ("Genome of a Soil Yeast, Strain KT12", "Genome of a Soil Yeast, Strain KT35"),
            ],
        );
        assert_all(Titles::Different, &[("Learning to Walk", "Meshes of Polygons")]);
    }
}
