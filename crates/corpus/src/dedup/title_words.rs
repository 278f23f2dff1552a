//! The words of a title: which of them say something, which count, and which only name a version.

use super::keys::folded;

/// A title as words in lower case, in the segments that colons, dashes and brackets make of it;
/// without those that only name a version of the paper.
#[derive(Debug, PartialEq)]
pub(super) struct TitleWords {
    /// None of them is empty.
    pub segments: Vec<Vec<String>>,
}

/// What ends a segment of a title.
const ENDS: &[char] = &[':', ';', '(', ')', '[', ']', '.', '?', '!', '|', '—'];

/// Words of which a segment is made that names a version: `(extended version)`.
const OF_VERSIONS: &[&str] = &[
    "abstract", "contribution", "demo", "demonstration", "draft", "extended", "full", "invited",
    "long", "paper", "poster", "preliminary", "preprint", "report", "revised", "short", "student",
    "summary", "supplementary", "technical", "version", "video", "working",
];

/// Those of [`OF_VERSIONS`] that say that this is less than the paper.
const OF_EXTRACTS: &[&str] = &["abstract", "demo", "demonstration", "poster", "summary", "video"];

/// Words of which a segment is made that says that this is about another paper.
const ABOUT_ANOTHER: &[&str] = &[
    "addendum", "author", "authors", "comment", "commentary", "comments", "concern", "correction",
    "corrections", "corrigenda", "corrigendum", "discussion", "editor", "editorial", "editors",
    "errata", "erratum", "expression", "letter", "protocol", "publisher", "rejoinder", "reply",
    "response", "retracted", "retraction", "withdrawal", "withdrawn",
];

/// Words that a title may have more or fewer of.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "s", "some",
    "the", "to", "toward", "towards", "using", "via", "with",
];

/// Words that a number follows in the titles of a series.
const PARTS: &[&str] = &[
    "part", "parts", "volume", "vol", "chapter", "lecture", "day", "session", "paper", "report",
    "no", "version", "v",
];

impl TitleWords {
    /// Those of `title`.
    pub(super) fn of(title: &str) -> TitleWords {
        let (versions, others): (Vec<_>, Vec<_>) =
            segments(title).into_iter().partition(|segment| names_a_version(segment));
        TitleWords { segments: if others.is_empty() { versions } else { others } }
    }

    /// All words from left to right.
    pub(super) fn words(&self) -> Vec<&str> {
        self.segments.iter().flatten().map(String::as_str).collect()
    }

    /// Whether two titles differ in nothing but numbers, or names with digits in them that stand for
    /// each other, or in the numbers of their parts.
    pub(super) fn is_another_number_of(&self, other: &TitleWords) -> bool {
        let [a, b] = [self, other].map(Counted::of);
        let parts_differ = matches!((&a.part, &b.part), (Some(a), Some(b)) if a != b);
        let numbers_differ = a.numbers != b.numbers && a.names == b.names;
        let names_differ = a.names != b.names && a.names.len() == b.names.len();
        parts_differ || a.rest == b.rest && (numbers_differ || names_differ)
    }

    /// How many words say something.
    pub(super) fn telling(&self) -> usize {
        self.segments.iter().flatten().filter(|word| !is_small_word(word)).count()
    }
}

/// The words of a title by what they count.
struct Counted<'t> {
    numbers: Vec<&'t str>,
    /// What has a digit in it and is no number: `gpt4`.
    names: Vec<&'t str>,
    rest: Vec<&'t str>,
    /// The number of the part that it is.
    part: Option<&'t str>,
}

impl Counted<'_> {
    fn of(title: &TitleWords) -> Counted<'_> {
        let words = title.words();
        let part = words
            .windows(2)
            .find(|pair| PARTS.contains(&pair[0]) && is_number(pair[1]))
            .map(|pair| pair[1]);
        let (numbers, others): (Vec<&str>, Vec<&str>) =
            words.into_iter().partition(|word| is_number(word));
        let has_digit = |word: &&str| word.bytes().any(|byte| byte.is_ascii_digit());
        let (names, mut rest): (Vec<&str>, Vec<&str>) = others.into_iter().partition(has_digit);
        rest.retain(|word| !PARTS.contains(word));
        Counted { numbers, names, rest, part }
    }
}

/// The segments of a title, each as words in lower case.
fn segments(title: &str) -> Vec<Vec<String>> {
    let spaced: Vec<&str> = title.split(" - ").flat_map(|part| part.split(" – ")).collect();
    spaced
        .into_iter()
        .flat_map(|part| part.split(ENDS))
        .map(|segment| folded(segment).split_whitespace().map(str::to_owned).collect())
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect()
}

fn names_a_version(segment: &[String]) -> bool {
    is_made_of(segment, OF_VERSIONS)
}

/// Whether a segment says that this is about another paper: an erratum, a comment.
pub(super) fn is_about_another(segment: &[String]) -> bool {
    is_made_of(segment, ABOUT_ANOTHER)
}

/// Whether a segment has no other words than `words` and small ones, and one of the first at least.
fn is_made_of(segment: &[String], words: &[&str]) -> bool {
    let is_one = |word: &String| words.contains(&word.as_str());
    segment.iter().any(is_one) && segment.iter().all(|word| is_one(word) || is_small_word(word))
}

/// Whether a title says that there is less below it than the paper: `(Extended Abstract)`.
pub fn names_an_extract(title: &str) -> bool {
    // Most titles are of one segment, or hold none of the words.
    let has_parts = title.contains(ENDS) || [" - ", " – "].iter().any(|end| title.contains(end));
    if !has_parts || !holds_any(&folded(title), OF_EXTRACTS) {
        return false;
    }
    let segments = segments(title);
    let is_extract = |segment: &Vec<String>| {
        names_a_version(segment) && segment.iter().any(|word| OF_EXTRACTS.contains(&word.as_str()))
    };
    segments.iter().any(is_extract) && !segments.iter().all(|segment| names_a_version(segment))
}

fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a title may have a word more or less without being that of another paper.
pub(super) fn is_small_word(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Whether two words are one, but for the plural and for British and American spelling.
pub(super) fn is_same_word(a: &str, b: &str) -> bool {
    let (a, b) = (spelt(a), spelt(b));
    let is_plural = |one: &str, more: &str| {
        one.len() > 2 && !one.ends_with('s') && more.strip_suffix('s') == Some(one)
    };
    a == b || is_plural(&a, &b) || is_plural(&b, &a)
}

/// A word in one of its spellings, which may be none that is in use.
fn spelt(word: &str) -> String {
    /// Shorter words with `ll` are others with `l`: `filled`, `filed`.
    const LONG: usize = 8;
    let word = word.replace("our", "or").replace("isation", "ization").replace("lys", "lyz");
    let word = word.replace("aluminium", "aluminum").replace("gramme", "gram");
    let mut word = if word.len() >= LONG { word.replace("ll", "l") } else { word };
    let endings =
        [("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("tre", "ter"), ("ogue", "og")];
    for (british, american) in endings {
        if let Some(stem) = word.strip_suffix(british) {
            word = format!("{stem}{american}");
            break;
        }
    }
    word
}

/// What counts the parts of a series: a number in digits, in Roman numerals or in words, a day, a
/// month.
pub(super) fn is_number(word: &str) -> bool {
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
    fn segments_that_name_a_version_are_left_out() {
        let words = |title: &str| TitleWords::of(title).words().join(" ");
        assert_eq!(words("Walking – on: sand (Extended Version)"), "walking on sand");
        assert_eq!(words("Video Segmentation"), "video segmentation");
        assert_eq!(words("Demo"), "demo", "there is nothing else");
    }

    #[test]
    fn titles_of_extracts() {
        for title in [
            "Gardens on Roofs (Extended Abstract)",
            "Gardens on Roofs: Extended abstract",
            "Poster: Gardens on Roofs",
            "Gardens on Roofs [Student Abstract]",
        ] {
            assert!(names_an_extract(title), "{title}");
        }
        for title in [
            "Gardens on Roofs",
            "Gardens on Roofs (extended version)",
            "Extended Abstract",
            "Abstract Interpretation: Gardens",
            "Video summary of gardens",
        ] {
            assert!(!names_an_extract(title), "{title}");
        }
    }

    #[test]
    fn words_that_are_one() {
        for (a, b) in [
            ("kiln", "kilns"),
            ("colour", "colors"),
            ("analyse", "analyze"),
            ("modelling", "modeling"),
            ("optimised", "optimized"),
            ("centre", "center"),
        ] {
            assert!(is_same_word(a, b) && is_same_word(b, a), "{a} {b}");
        }
        for (a, b) in [("filled", "filed"), ("gas", "gases"), ("as", "a"), ("causal", "casual")] {
            assert!(!is_same_word(a, b), "{a} {b}");
        }
    }
}
