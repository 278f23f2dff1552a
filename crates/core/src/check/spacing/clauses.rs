//! Two sentences round a stop that has no space behind it: each of them has a verb of its own, which
//! the two halves of a name of code do not (`we call queue.Worker once`).

/// Verbs in forms that only the predicate of a clause has. Nouns and participles in the same form
/// are left out, and so are `be` and `been`.
const FINITE: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "can", "cannot", "may", "might", "will",
    "would", "should", "could", "must", "does", "did", "do", "remains", "remain", "becomes",
    "requires", "shows", "provides", "allows", "leads", "plays", "makes", "enables", "aims",
];

/// Subjects that a verb follows, whichever it is.
const SUBJECTS: &[&str] = &["we", "they", "it", "he", "she", "i", "you"];

/// Words behind which a clause needs another verb: `we find that item.Price is low`.
const SUBORDINATES: &[&str] = &[
    "that", "if", "how", "whether", "when", "where", "which", "because", "while", "although",
    "since", "whereas", "what", "why", "who", "whose", "so",
];

/// Words that may begin another clause, or join two words of the same one.
const COORDINATES: &[&str] = &["and", "but", "or", "as", "than", "for", "to", "with", "of", "in"];

/// The fewest words of a sentence.
const LEAST: usize = 4;

/// Whether the stop at byte `at` parts two whole clauses of the same passage.
pub(super) fn are_on_both_sides(text: &str, at: usize) -> bool {
    let behind = text[at + 1..].split(". ").next().unwrap_or_default();
    Opening::before(text, at) == Opening::None && is_clause(behind)
}

/// Whether a clause is open before the stop at byte `at`: what stands behind belongs to it.
pub(super) fn is_open_before(text: &str, at: usize) -> bool {
    Opening::before(text, at) == Opening::Clause
}

/// What is open where a passage ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// A clause that waits for its verb: `we find that the flock`.
    Clause,
    /// Perhaps one; or no verb is known.
    Unknown,
    /// Its last clause has a verb and what belongs to it.
    None,
}

impl Opening {
    /// What is open before byte `at`.
    fn before(text: &str, at: usize) -> Opening {
        let passage = text[..at].rsplit(". ").next().unwrap_or_default();
        let words = words(passage);
        let last = |of: &[&str]| words.iter().rposition(|word| is_one(word, of));
        let verb = last(FINITE).max(last(SUBJECTS).map(|subject| subject + 1));
        let Some(behind) = verb.map(|verb| words.get(verb + 1..).unwrap_or_default()) else {
            return Opening::Unknown;
        };
        let end = behind.len().saturating_sub(3);
        let holds = |words: &[String], of: &[&str]| words.iter().any(|word| is_one(word, of));
        if awaits_verb(behind) {
            return Opening::Clause;
        }
        let is_open = holds(behind, SUBORDINATES);
        let is_whole = words.len() >= LEAST && !behind.is_empty();
        if is_whole && !is_open && !holds(&behind[end..], COORDINATES) {
            Opening::None
        } else {
            Opening::Unknown
        }
    }
}

/// Whether the words end in no more than the subject of a clause: `that the leaf`, but not
/// `of that leaf`.
fn awaits_verb(words: &[String]) -> bool {
    /// An article, an adjective and a noun.
    const LONGEST: usize = 3;
    words.iter().rposition(|word| is_one(word, SUBORDINATES)).is_some_and(|opener| {
        let is_led = opener.checked_sub(1).is_some_and(|n| is_one(&words[n], COORDINATES));
        words.len() - opener - 1 <= LONGEST && !is_led
    })
}

/// Whether what begins here has a subject of more than a word before its verb, and goes on
/// behind it: `flock.Members are` may be a name, and so may `queue.Worker thread that has`.
fn is_clause(passage: &str) -> bool {
    let words = words(passage);
    let Some(verb) = words.iter().position(|word| is_one(word, FINITE)) else { return false };
    let parts = |word: &String| is_one(word, SUBORDINATES) || is_one(word, &["and", "or", "but"]);
    words.len() >= LEAST && verb >= 2 && words.len() > verb + 1 && !words[1..verb].iter().any(parts)
}

fn is_one(word: &str, of: &[&str]) -> bool {
    of.contains(&word)
}

/// The words of a passage, in lower case and without the signs round them.
fn words(passage: &str) -> Vec<String> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    passage.split_whitespace().map(bare).collect()
}
