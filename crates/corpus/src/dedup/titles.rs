//! Whether two titles are of one paper.

use super::keys::canonical;

/// What two titles are to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Titles {
    /// The same letters and digits.
    Same,
    /// One is missing.
    Unknown,
    /// Different words, but so alike that they may be of one paper.
    Alike,
    /// They differ in a number: parts of a series, editions of a workshop.
    Numbered,
    /// Different.
    Different,
}

/// At least so alike, by [`similarity`], are two titles of one paper.
const ALIKE: f64 = 0.7;

/// Words that a number follows in the titles of a series.
const PARTS: &[&str] = &[
    "part", "parts", "volume", "vol", "chapter", "lecture", "day", "session", "paper", "report",
    "no", "version", "v",
];

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
        if is_numbered(a, b) {
            return Titles::Numbered;
        }
        if similarity(&plain_a, &plain_b) >= ALIKE { Titles::Alike } else { Titles::Different }
    }
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

/// Whether two titles differ in nothing but numbers, or in the numbers of their parts.
fn is_numbered(a: &str, b: &str) -> bool {
    let words = |title: &str| -> Vec<String> {
        let lower = title.to_lowercase();
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let numbers = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| is_number(word)).cloned().collect()
    };
    let rest = |words: &[String]| -> Vec<String> {
        words
            .iter()
            .filter(|word| !is_number(word) && !PARTS.contains(&word.as_str()))
            .cloned()
            .collect()
    };
    let part = |words: &[String]| {
        words
            .windows(2)
            .find(|pair| PARTS.contains(&pair[0].as_str()) && is_number(&pair[1]))
            .map(|pair| pair[1].clone())
    };
    let parts_differ = matches!((part(&a), part(&b)), (Some(a), Some(b)) if a != b);
    parts_differ || numbers(&a) != numbers(&b) && rest(&a) == rest(&b)
}

/// What counts the parts of a series: a number in digits, in Roman numerals or in words, a day, a
/// month.
fn is_number(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
        "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let is_roman = word.len() <= 5 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let is_ordinal =
        || word.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<u32>().is_ok();
    is_roman
        || word.starts_with(|c: char| c.is_ascii_digit()) && is_ordinal()
        || NAMES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_one_paper() {
        let compare = |a, b| Titles::compare(Some(a), Some(b));
        assert_eq!(compare("A Title: of Two", "a title — OF two"), Titles::Same);
        assert_eq!(
            compare("Deep Learning on Meshes", "Deep learning on meshes (extended version)"),
            Titles::Alike
        );
        assert_eq!(
            compare("Learning to Segment Anythng", "Learning to Segment Anything"),
            Titles::Alike
        );
        assert_eq!(Titles::compare(None, Some("A")), Titles::Unknown);
    }

    #[test]
    fn titles_of_two_papers() {
        let compare = |a, b| Titles::compare(Some(a), Some(b));
        assert_eq!(
            compare("Calibration of Arms, Part I", "Calibration of Arms, Part II"),
            Titles::Numbered
        );
        assert_eq!(
            compare("Calibration, Part 1: Theory", "Calibration, Part 2: Experiments"),
            Titles::Numbered
        );
        assert_eq!(
            compare("The 3rd Workshop on Meshes", "The 4th Workshop on Meshes"),
            Titles::Numbered
        );
        assert_eq!(compare("Graph Matching", "Graph Matching II"), Titles::Numbered);
        assert_eq!(compare("[Monday digests]", "[Tuesday digests]"), Titles::Numbered);
        assert_eq!(compare("Learning to Walk", "Meshes of Polygons"), Titles::Different);
    }
}
