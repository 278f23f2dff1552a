//! Records whose text is none of a paper: front matter of proceedings and journals, and notices that
//! a paper was withdrawn.
//!
//! The same few titles and sentences come back each year, so that such records look like versions of
//! one another, and a notice clashes with the paper that it is about.

use super::keys::folded;
use super::title_words::{is_number, is_small_word};

/// Titles of front matter are made of these, of numbers and of small words.
const FRONT_MATTER: &[&str] = &[
    "abstracts", "acknowledgement", "acknowledgements", "acknowledgment", "acknowledgments",
    "addendum", "announcement", "announcements", "author", "authors", "avant", "back", "board",
    "book", "chair", "chairs", "comment", "commentary", "comments", "committee", "committees",
    "conference", "contents", "copyright", "correction", "corrections", "corrigenda",
    "corrigendum", "cover", "demonstrations", "editor", "editorial", "editors", "errata",
    "erratum", "foreword", "forewords", "forum", "forums", "front", "geleitwort", "general",
    "guest", "index", "information", "introduction", "invited", "issue", "keynote", "keynotes",
    "lecture", "lectures", "letter", "list", "matter", "message", "news", "note", "notice",
    "obituary", "opening", "organising", "organizers", "organizing", "page", "pages", "panel",
    "panels", "plenaries", "plenary", "poster", "posters", "preface", "prefaces", "presentation",
    "presentations", "proceedings", "program", "programme", "propos", "rejoinder", "remarks",
    "reply", "response", "retraction", "review", "reviewers", "reviews", "s", "session",
    "sessions", "speaker", "speakers", "special", "sponsors", "steering", "symposia", "symposium",
    "table", "talk", "talks", "technical", "title", "tutorial", "tutorials", "vorwort", "welcome",
    "workshop", "workshops",
];

/// Those of [`FRONT_MATTER`] with which a title begins that may go on with the name of the volume:
/// `Preface to the Proceedings of …`. What a paper is called begins with none of them.
const OPENINGS: &[&str] = &["editorial", "foreword", "guest editorial", "message from", "preface"];

/// What a notice says of its paper, in folded words.
const WITHDRAWN: &[&str] = &["withdrawn", "retracted"];

/// What it says it of.
const PAPERS: &[&str] =
    &["article", "manuscript", "paper", "preprint", "publication", "submission", "work"];

/// Words that stand between the two.
const BETWEEN: &[&str] = &["been", "being", "has", "is", "now", "temporarily", "was"];

/// A notice has so many bytes at most: who writes more writes about notices.
const LONGEST_NOTICE: usize = 500;

/// And says what it is about within the first so many words.
const FIRST: usize = 16;

/// Whether what is below `title` is no text of a paper; both after repair.
pub fn is_notice(title: &str, abstract_: &str) -> bool {
    is_front_matter(title) || is_withdrawn(abstract_)
}

fn is_front_matter(title: &str) -> bool {
    let is_known = |word: &&str| FRONT_MATTER.binary_search(word).is_ok();
    let is_allowed = |word: &&str| is_small_word(word) || is_number(word) || is_known(word);
    // Most titles begin with another word, so that the others are not read.
    let may_begin = |first: &&str| {
        OPENINGS.iter().any(|opening| opening.starts_with(*first)) || is_allowed(first)
    };
    let mut pieces = title.split_whitespace().map(folded);
    let first = pieces.find(|piece| !piece.trim().is_empty()).unwrap_or_default();
    if !first.split_whitespace().next().as_ref().is_some_and(may_begin) {
        return false;
    }
    let folded = folded(title);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let opens = |opening: &&str| {
        words.join(" ").strip_prefix(*opening).is_some_and(|rest| {
            [" to ", " of ", " for ", " the "].iter().any(|next| rest.starts_with(next))
        })
    };
    words.iter().any(is_known) && (OPENINGS.iter().any(opens) || words.iter().all(is_allowed))
}

/// Whether a text only says that a paper (an article, a preprint) was taken back.
fn is_withdrawn(text: &str) -> bool {
    if text.len() > LONGEST_NOTICE {
        return false;
    }
    let folded = folded(text);
    let words: Vec<&str> = folded.split_whitespace().take(FIRST).collect();
    let Some(at) = words.iter().position(|word| WITHDRAWN.contains(word)) else { return false };
    let before = words[..at].iter().rposition(|word| !BETWEEN.contains(word));
    before.is_none_or(|before| PAPERS.contains(&words[before]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order() {
        assert!(FRONT_MATTER.is_sorted());
    }

    #[test]
    fn front_matter() {
        for title in [
            "Preface",
            "Foreword to the Proceedings of the Ninth Meeting on Kilns",
            "Message from the Programme Chairs",
            "Plenary Talks",
            "Forums",
            "Workshops and Tutorials 2004",
            "Table of Contents",
            "Author Index",
            "List of Reviewers",
            "Guest Editorial",
            "Corrigendum",
            "Book Reviews",
            "Préface",
            "Vorwort",
            "[Title page]",
        ] {
            assert!(is_notice(title, "The text of this record."), "{title}");
        }
        for title in [
            "Prefaces in Victorian Novels",
            "Editorial Bias in Journals of Chemistry",
            "A Forum of Farmers",
            "Workshop Scheduling by Local Search",
            "Table Tennis",
            "Index Structures",
            "Message Passing",
            "Erratum: Gardens on Slate Roofs",
            "Welcome to the Jungle",
            "Opening Doors",
            "2004",
            "",
        ] {
            assert!(!is_notice(title, "The text of this record."), "{title}");
        }
    }

    #[test]
    fn notices_of_withdrawal() {
        for text in [
            "This paper has been withdrawn by its authors, since Lemma 9 is wrong.",
            "The article was retracted at the request of the publisher.",
            "This preprint is being withdrawn.",
            "Withdrawn by the author.",
            "Paper withdrawn.",
            "Retracted.",
            "This submission has now been temporarily withdrawn by the editors.",
        ] {
            assert!(is_notice("Gardens on Roofs", text), "{text}");
        }
        for text in [
            "We ask why papers are withdrawn, and by whom.",
            "This paper studies how articles on bees came to be retracted.",
            "Withdrawal of a drug may cause pain.",
            "The landing gear was retracted at once.",
            "Troops were withdrawn from the town in the spring of that year.",
            "The piston is retracted by a spring of steel.",
            "Needles that can be retracted are safer.",
        ] {
            assert!(!is_notice("Gardens on Roofs", text), "{text}");
        }
        let long = format!("This paper has been withdrawn. {}", "It was about bees. ".repeat(40));
        assert!(!is_notice("Gardens on Roofs", &long));
    }
}
