//! How a page dump is laid out; read from `rules/layouts/*.yaml`.
//!
//! ```yaml
//! id: my-site
//! why: what this site is, and how its pages come to look like this
//! chrome: ['Log in', 'Page \d+ of \d+']   # whole lines (regexes) that belong to the site
//! glued: ['Upvote']                       # words of the site that stick to the start of a line
//! order: [title, authors, abstract]       # what a record is; other names become fields of their own
//! ```

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::prefilter::Expression;

/// One layout, as written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its name.
    pub id: String,
    /// What site it is of.
    pub why: String,
    /// Whole lines that belong to the site.
    pub chrome: Vec<Expression>,
    /// Words of the site that stick to the start of a line.
    #[serde(default)]
    pub glued: Vec<String>,
    /// What the paragraphs of a record are, in order.
    pub order: Vec<String>,
}

impl Layout {
    /// Whether a trimmed line belongs to the site.
    pub fn is_chrome(&self, line: &str) -> bool {
        self.chrome.iter().any(|pattern| spans_all(pattern.regex(), line))
    }

    /// How many bytes of `text` are a word of the site that sticks to what follows; 0 if none does.
    ///
    /// The site's words and the start of a title are told apart by the glue: "Subscribe" is
    /// followed by a capital, a digit or an opening mark, without a space.
    pub fn glued_len(&self, text: &str) -> usize {
        let stuck = |word: &&String| {
            text.strip_prefix(word.as_str())
                .and_then(|rest| rest.chars().next())
                .is_some_and(|c| c.is_uppercase() || c.is_numeric() || "([{\"'“‘$\\".contains(c))
        };
        self.glued.iter().filter(stuck).map(String::len).max().unwrap_or(0)
    }

    /// How many of the lines at the top of a page are of this site.
    fn header_len(&self, bytes: &[u8]) -> usize {
        let lines = bytes.split(|b| *b == b'\n').map(String::from_utf8_lossy);
        let mut count = 0;
        for line in lines {
            let line = line.trim();
            if self.is_chrome(line) {
                count += 1;
            } else if !line.is_empty() {
                return count + usize::from(self.glued_len(line) > 0);
            }
        }
        count
    }
}

fn spans_all(regex: &Regex, line: &str) -> bool {
    regex.find(line).is_some_and(|m| m.start() == 0 && m.end() == line.len())
}

/// All layouts that are known.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Layouts(pub Vec<Layout>);

impl Layouts {
    /// The layout of a page: the one that knows most of the lines at its top.
    pub fn of(&self, bytes: &[u8]) -> Option<&Layout> {
        let known = self
            .0
            .iter()
            .map(|layout| (layout.header_len(bytes), layout))
            .filter(|(lines, _)| *lines > 0);
        // The first of equals, so that the order of the layouts decides and not the iterator.
        known
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, layout)| layout)
    }

    /// The names of all, for an error.
    pub fn names(&self) -> String {
        self.0.iter().map(|l| format!("`{}`", l.id)).collect::<Vec<_>>().join(", ")
    }
}

/// The first line of `bytes` that is not blank, at most 60 characters.
pub fn first_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    line.trim().chars().take(60).collect()
}
