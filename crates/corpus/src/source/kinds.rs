//! Records of another kind among papers: reviews, people, journals, what is said of the file.
//!
//! Such a record may have a summary or a description, and that is no abstract. It stays a record, and
//! is rejected as one without an abstract.

use super::fields::{Chosen, Found};
use super::habits;
use super::names::Names;
use super::value::{self, Members};

/// Names of members that say what a record is.
const KIND: [&str; 5] = ["type", "@type", "kind", "object", "entity_type"];

/// What a record says that it is where it is no paper.
const NO_PAPER: [&str; 24] = [
    "affiliation", "author", "book-series", "conference", "event", "funder", "institution",
    "journal", "journal-issue", "journal-volume", "organisation", "organization", "people",
    "periodical", "person", "profile", "publisher", "researcher", "review", "source", "speaker",
    "topic", "user", "venue",
];

/// Parts of the names of lists whose elements are no papers.
const LISTS: [&str; 16] = [
    "author", "categor", "concept", "conference", "editor", "event", "funder", "institution",
    "journal", "organi", "people", "person", "publisher", "speaker", "topic", "venue",
];

/// Whether what was found as the abstract is that of something else than a paper.
pub(super) fn is_other(members: &Members<'_>, found: &Found<'_>, names: &Names<'_>) -> bool {
    let is_untitled = !found.named[0] && found.id.is_none();
    reads_loosely(members, found)
        && (is_reply(members)
            || says_otherwise(members)
            || (names.habits.has_papers() && is_untitled && !habits::has_abstract(members)))
}

/// Whether the abstract was found by a name that may be that of something else.
pub(super) fn reads_loosely(members: &Members<'_>, found: &Found<'_>) -> bool {
    let is_loose = |text: &Chosen<'_>| match text.member {
        Some(n) => habits::is_loose(&members[n].0),
        None => text.how.as_deref().is_some_and(habits::is_loose),
    };
    matches!(&found.texts[1], Ok(Some(text)) if is_loose(text))
}

/// Whether a list of that name holds something else than papers.
pub(super) fn are_no_papers(list: &str) -> bool {
    let list = list.to_ascii_lowercase();
    LISTS.iter().any(|word| list.contains(word))
}

/// Whether a record under that name, in an object of records by id, is about the file.
pub(super) fn is_of_file(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with(['_', '@', '$'])
        || matches!(key.as_str(), "meta" | "metadata" | "info" | "header")
}

/// Whether a note of OpenReview answers another one: it is a review or a comment.
fn is_reply(members: &Members<'_>) -> bool {
    let holds = |name: &str| members.iter().any(|(key, raw)| key == name && value::holds_text(raw));
    holds("replyto") && holds("forum")
}

/// Whether a record says that it is something else.
fn says_otherwise(members: &Members<'_>) -> bool {
    let kind = members
        .iter()
        .filter(|(key, _)| KIND.iter().any(|name| key.eq_ignore_ascii_case(name)))
        .find_map(|(_, raw)| value::body(raw));
    kind.is_some_and(|kind| {
        let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or(kind);
        NO_PAPER.iter().any(|other| kind.eq_ignore_ascii_case(other))
    })
}
