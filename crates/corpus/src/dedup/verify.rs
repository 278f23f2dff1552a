//! What two records are to each other: decided by all of their shingles and by their titles, never
//! by a sketch.

use abslint_core::check::PairKind as Kind;

use super::keys::{folded, letters};
use super::notices::is_notice;
use super::shingles::{Shingles, shared};
use super::titles::Titles;

/// What two records are to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relation {
    /// The kind.
    pub kind: Kind,
    /// The Jaccard similarity of their shingles; for [`Kind::Cut`], the share of the shorter one
    /// that is in the longer one.
    pub similarity: f64,
}

/// A cut copy has so much of its shingles in the other; what is missing is where it was cut, and
/// damage.
const CONTAINED: f64 = 0.9;

/// A text with more of the shingles of the other is not a part of it, but as good as the whole.
const PART: f64 = 0.9;

/// A text of fewer shingles says too little to be told as a part of another: it may be a stock
/// sentence.
const SAYS_ENOUGH: usize = 12;

/// From so much similarity on a text under two titles was not written twice.
const SAME_TEXT: f64 = 0.95;

/// From so much similarity on, and with so much of the shorter one in the longer one, two texts of
/// titles that are [`Titles::Close`] are copies.
const AS_GOOD_AS_THE_SAME: f64 = 0.9;
const ALL_CONTAINED: f64 = 0.95;

/// Two texts of one title are versions of one another from so much similarity on; of titles that
/// are only alike, from more.
const REVISED: (f64, f64) = (0.15, 0.4);

/// Compares two records by their shingles and their titles; `wanted` is the similarity from which
/// on two texts are almost the same. `None` if they have nothing to do with each other.
pub fn relation(a: &[u32], b: &[u32], titles: Titles, wanted: f64) -> Option<Relation> {
    let both = shared(a, b) as f64;
    let jaccard = both / (a.len() as f64 + b.len() as f64 - both).max(1.0);
    let shorter = a.len().min(b.len());
    let contained = both / (shorter as f64).max(1.0);
    let is_close = titles == Titles::Close;
    let is_near = jaccard >= if is_close { wanted.max(AS_GOOD_AS_THE_SAME) } else { wanted };
    let is_cut = contained >= if is_close { ALL_CONTAINED } else { CONTAINED }
        && shorter >= SAYS_ENOUGH
        && (shorter as f64) < PART * a.len().max(b.len()) as f64;
    let of = |kind, similarity| Some(Relation { kind, similarity });
    match titles {
        Titles::Numbered => None,
        Titles::Same | Titles::Variant | Titles::Close | Titles::Unknown if is_cut => {
            of(Kind::Cut, contained)
        }
        Titles::Same | Titles::Variant | Titles::Close | Titles::Unknown if is_near => {
            of(Kind::Near, jaccard)
        }
        Titles::Same if jaccard >= REVISED.0 => of(Kind::Revised, jaccard),
        Titles::Same => of(Kind::TitleClash, jaccard),
        Titles::Variant | Titles::Close | Titles::Alike if jaccard >= REVISED.1 => {
            of(Kind::Revised, jaccard)
        }
        Titles::Different if jaccard >= SAME_TEXT && shorter >= SAYS_ENOUGH => {
            of(Kind::AbstractClash, jaccard)
        }
        Titles::Different if is_near && shorter >= SAYS_ENOUGH => of(Kind::Revised, jaccard),
        _ => None,
    }
}

/// Compares two records by their titles and abstracts, after repair.
pub fn relation_of_texts(
    a: (Option<&str>, &str),
    b: (Option<&str>, &str),
    wanted: f64,
) -> Option<Relation> {
    let titles = Titles::compare(a.0, b.0);
    let [one, other] = [a.1, b.1].map(folded);
    let plain = letters(&one);
    if !plain.is_empty()
        && plain == letters(&other)
        && matches!(titles, Titles::Same | Titles::Unknown)
    {
        return Some(Relation { kind: Kind::Exact, similarity: 1.0 });
    }
    if [a, b].iter().any(|(title, text)| is_notice(title.unwrap_or_default(), text)) {
        return None;
    }
    relation(&Shingles::of_folded(&one).set, &Shingles::of_folded(&other).set, titles, wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(a: std::ops::Range<u32>, b: std::ops::Range<u32>, titles: Titles) -> Option<Kind> {
        let [a, b]: [Vec<u32>; 2] = [a.collect(), b.collect()];
        assert_eq!(relation(&a, &b, titles, 0.7), relation(&b, &a, titles, 0.7));
        relation(&a, &b, titles, 0.7).map(|relation| relation.kind)
    }

    #[test]
    fn copies_and_versions() {
        assert_eq!(kind(0..100, 0..100, Titles::Same), Some(Kind::Near));
        assert_eq!(kind(0..100, 5..100, Titles::Unknown), Some(Kind::Near));
        assert_eq!(kind(0..100, 0..40, Titles::Same), Some(Kind::Cut));
        assert_eq!(
            kind(0..100, 0..80, Titles::Same),
            Some(Kind::Cut),
            "similar, but only because it was cut late"
        );
        assert_eq!(kind(0..100, 50..150, Titles::Same), Some(Kind::Revised));
        assert_eq!(kind(0..100, 100..200, Titles::Same), Some(Kind::TitleClash));
        assert_eq!(kind(0..100, 12..112, Titles::Variant), Some(Kind::Near));
        assert_eq!(kind(0..100, 5..100, Titles::Close), Some(Kind::Near));
        assert_eq!(kind(0..100, 0..40, Titles::Close), Some(Kind::Cut));
    }

    #[test]
    fn titles_that_differ_in_a_word_are_of_two_papers() {
        assert_eq!(kind(0..100, 0..100, Titles::Alike), Some(Kind::Revised), "at most");
        assert_eq!(kind(0..100, 0..40, Titles::Alike), Some(Kind::Revised));
        assert_eq!(kind(0..100, 0..30, Titles::Alike), None);
        assert_eq!(kind(0..100, 12..112, Titles::Close), Some(Kind::Revised), "a follow-up");
    }

    #[test]
    fn two_papers() {
        assert_eq!(kind(0..100, 0..100, Titles::Numbered), None);
        assert_eq!(kind(0..100, 0..100, Titles::Different), Some(Kind::AbstractClash));
        assert_eq!(
            kind(0..100, 10..100, Titles::Different),
            Some(Kind::Revised),
            "reported and kept"
        );
        assert_eq!(kind(0..100, 0..10, Titles::Unknown), None, "a stock sentence");
        assert_eq!(kind(0..100, 0..40, Titles::Different), None);
        assert_eq!(kind(0..5, 0..5, Titles::Different), None, "a stock sentence under two titles");
        assert_eq!(kind(0..100, 50..150, Titles::Unknown), None);
        assert_eq!(kind(0..0, 0..0, Titles::Different), None);
    }
}
