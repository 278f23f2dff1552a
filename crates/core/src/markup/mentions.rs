//! Tags that a text speaks of: `the <br> tag`, `the tags <b> and </b>`, `the mean <p>`.
//!
//! Without them the sentence that they stand in is broken, so that what may be one is left.

use super::tags::{Kind, Tag};
use crate::markup::elements;

/// Takes out the tags that the text names one by one.
pub(super) fn drop_single(text: &str, tags: &mut Vec<Tag<'_>>) {
    let speaks_of_markup = speaks_of_markup(text);
    let spans: Vec<_> = tags.iter().map(|tag| tag.span).collect();
    tags.retain(|tag| {
        let (before, behind) = (&text[..tag.span.start()], &text[tag.span.end()..]);
        let has_name = matches!(tag.kind, Kind::Start | Kind::End | Kind::Empty);
        let is_listed = || {
            let is_near = |at: usize| spans.iter().any(|span| span.start() == at);
            is_in_list(text, behind, is_near)
        };
        let is_named = is_quoted(before, behind)
            || before.ends_with('«') && behind.starts_with('»')
            || is_followed_by_kind(before, behind)
            || is_behind_kind(before, behind)
            || speaks_of_markup && is_free(before, behind) && (can_stand_alone(tag) || is_listed());
        !(has_name && tag.rest.trim().is_empty() && is_named)
    });
}

/// What names a kind of markup.
const KINDS: [&str; 5] = ["tag", "element", "attribute", "node", "block"];

/// `"<br>"`, `` `<br>` ``: whether what stands between `before` and `behind` is in quotes.
pub(crate) fn is_quoted(before: &str, behind: &str) -> bool {
    const QUOTES: [(char, char); 5] =
        [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’')];
    QUOTES.iter().any(|(open, close)| before.ends_with(*open) && behind.starts_with(*close))
}

/// `the <br> tag`; `It rained.<br> Elements …` is none.
fn is_followed_by_kind(before: &str, behind: &str) -> bool {
    behind.starts_with([' ', '-'])
        && KINDS.iter().any(|kind| behind[1..].starts_with(kind))
        && !before.ends_with(['.', '!', '?', ':'])
}

/// `the tag <br>`, `elements such as <li>`.
fn is_behind_kind(before: &str, behind: &str) -> bool {
    let is_word = behind.is_empty() || behind.starts_with([' ', ',', ';', '.', ':', ')', '?']);
    let Some(before) = before.strip_suffix(' ').filter(|_| is_word) else { return false };
    let before = ["such as", "like", "called", "named", "including"]
        .iter()
        .find_map(|link| before.strip_suffix(link))
        .map_or(before, |kind| kind.trim_end_matches([' ', ',']));
    let last = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    matches!(last, "tag" | "tags" | "Tag" | "Tags" | "HTML")
}

/// Whether a text has markup for its matter.
fn speaks_of_markup(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "tag", "tags", "html", "xml", "markup", "webpage", "webpages", "pages", "website",
        "websites", "homepage", "homepages", "browsers",
    ];
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| WORDS.iter().any(|one| word.eq_ignore_ascii_case(one)))
}

/// Whether a tag stands as a word of its sentence: behind a word and a space, and before a space or
/// a sign, not where a sentence ends or begins.
fn is_free(before: &str, behind: &str) -> bool {
    let next = behind.strip_prefix(' ').unwrap_or(behind);
    before.ends_with(' ')
        && before.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '>'))
        && (behind.starts_with(' ') && next.starts_with(|c: char| c.is_lowercase() || c == '<')
            || behind.starts_with([',', ';', '.', ')', '?']))
}

/// Whether it may be a tag of the text without another: what `<b>` and `</b>` hold is told by both.
fn can_stand_alone(tag: &Tag<'_>) -> bool {
    tag.kind == Kind::Empty
        || tag.kind == Kind::Start
            && (elements::is_single(tag.local())
                || elements::role(tag.local()) == Some(elements::Role::Block))
}

/// `<i>, <b> and </b>`: before another tag, with a comma or a conjunction between.
fn is_in_list(text: &str, behind: &str, is_tag_at: impl Fn(usize) -> bool) -> bool {
    let links = [", and ", ", or ", " and ", " or ", ", "];
    links.iter().any(|link| {
        let rest = behind.strip_prefix(link);
        rest.is_some_and(|rest| is_tag_at(text.len() - rest.len()))
    })
}

/// Takes out both tags of a pair that holds no more than what joins their names: `the tags <b> and
/// </b>`, `use <b> to begin and </b> to end`.
pub(super) fn drop_pairs(text: &str, tags: &mut [Tag<'_>]) {
    for at in 0..tags.len() {
        let Some(end) = tags[at].partner.filter(|end| *end > at) else { continue };
        let inner = &text[tags[at].span.end()..tags[end].span.start()];
        let is_link =
            matches!(inner.trim(), "and" | "or" | "," | "/" | "…" | "..." | "to" | "und" | "et");
        let is_clause = inner.starts_with([' ', ','])
            && [" and ", " or ", " with ", " by ", " to "].iter().any(|link| inner.ends_with(link));
        let mentioned = is_link && inner.trim() != inner
            || matches!(inner, "," | "/" | "…" | "...")
            || is_clause;
        if mentioned {
            (tags[at].partner, tags[end].partner) = (None, None);
            (tags[at].is_mention, tags[end].is_mention) = (true, true);
        }
    }
}

/// Takes out the tags of a text that has all of them for words of its sentences: `We write <br> for
/// a pause.`, `is coded <img alt="">, and`, `<!-- like this -->`.
pub(super) fn drop_words(text: &str, tags: &mut [Tag<'_>]) {
    /// A text that is broken into lines has more breaks.
    const MOST: usize = 2;
    let all: Vec<_> = tags.iter().filter(|tag| is_of_text(tag)).collect();
    let is_repeated = |tag: &Tag<'_>| all.iter().filter(|one| one.name == tag.name).count() > MOST;
    let is_word = |tag: &Tag<'_>| {
        let is_paired = tag.partner.is_some();
        let (before, behind) = (&text[..tag.span.start()], &text[tag.span.end()..]);
        let is_alone = tag.kind == Kind::Empty || elements::is_single(tag.local());
        match tag.kind {
            Kind::Start if is_paired => is_program(tag) && is_behind_word(before),
            Kind::End if is_paired => is_program(tag) && goes_on(behind, all.len()),
            Kind::Comment => stands_as_word(before, behind, all.len()),
            _ => is_alone && !is_repeated(tag) && stands_as_word(before, behind, all.len()),
        }
    };
    if all.is_empty() || !all.iter().all(|tag| is_word(tag)) {
        return;
    }
    for tag in tags.iter_mut().filter(|tag| is_of_text(tag)) {
        tag.is_mention = true;
        tag.partner = None;
    }
}

/// Whether something that looks like a tag may be one, and is none that the text speaks of.
fn is_of_text(tag: &Tag<'_>) -> bool {
    !tag.is_mention
        && (matches!(tag.kind, Kind::Comment | Kind::Data)
            || elements::is_namespaced(&tag.name)
            || elements::role(tag.local()).is_some())
}

/// Elements that hold a program, of which a sentence may show one: `<script>run()</script>`.
fn is_program(tag: &Tag<'_>) -> bool {
    matches!(tag.local(), "script" | "style" | "iframe")
}

fn is_behind_word(before: &str) -> bool {
    before.strip_suffix(' ').is_some_and(|before| {
        before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '>'))
    })
}

/// Whether a sentence goes on, or ends, behind a tag; a lone one at the end of a text may be a break.
fn goes_on(behind: &str, tags: usize) -> bool {
    behind.starts_with([',', ';', '.', '?', ')'])
        || behind
            .strip_prefix(' ')
            .is_some_and(|next| next.starts_with(|c: char| c.is_lowercase() || c == '<'))
        || behind.is_empty() && tags > 1
}

fn stands_as_word(before: &str, behind: &str, tags: usize) -> bool {
    let is_bracketed = before.ends_with('(') && behind.starts_with(')');
    is_bracketed || is_behind_word(before) && goes_on(behind, tags)
}

/// Elements whose names, alone, may be a quantity or a word: `the mean <p> of it`.
const WORDS: &[&str] =
    &["code", "data", "label", "link", "list", "script", "style", "table", "term", "time", "title"];

/// Whether a start without its end is no tag of this text but what the text says: an average
/// (`<p>`) or a placeholder (`<term>`).
pub(super) fn says_itself(text: &str, tag: &Tag<'_>, tags: &[Tag<'_>]) -> bool {
    let (before, behind) = (&text[..tag.span.start()], &text[tag.span.end()..]);
    let next = behind.trim_start();
    let is_in_formula = before.ends_with('$') || behind.starts_with('$');
    if is_in_formula {
        return true;
    }
    let may_be_word =
        tag.rest.trim().is_empty() && (tag.name.len() == 1 || WORDS.contains(&tag.name.as_str()));
    if !may_be_word || tags.iter().any(|other| other.name == tag.name && other.partner.is_some()) {
        return false;
    }
    if !elements::is_single(tag.local()) {
        // `<i>Lemna`: a font that begins with a word.
        let is_part = |c: char| c.is_alphanumeric();
        let opens_a_word = behind.starts_with(is_part) && !before.ends_with(is_part);
        return !opens_a_word
            && tags.iter().all(|other| other.name != tag.name || other.kind == Kind::Start);
    }
    // A paragraph begins a text, or goes on behind a stop with a capital.
    let goes_on = before.trim_end().ends_with(|c: char| c.is_alphanumeric() || "=(,".contains(c));
    goes_on && !next.starts_with(|c: char| c.is_uppercase() || c == '<')
}
