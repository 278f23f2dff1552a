//! `csv-quotes`: the quoting of a CSV file that a careless reader left in the texts.
//!
//! Such a reader cuts rows at commas or line ends and takes the fields as they stand. Of a quoted
//! field the last quote stays, or both do, and a quote within it stays doubled. Where the title
//! held a comma, its tail and `","` stand in front of the abstract.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::edit::Edit;
use crate::record::FieldName;
use crate::span::Span;
use crate::text::{TextFacts, sentence};

/// The settings of a `csv-quotes` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CsvQuotes {}

/// The tail of a title has at most so many bytes.
const LONGEST_TAIL: usize = 250;

/// What stands between two quoted fields; the first tells by itself.
const BETWEEN: [&str; 2] = ["\",\"", "\";\""];

impl TextCheck for CsvQuotes {
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        match tail_of_title(text, context.title()) {
            Some(hit) if context.field == FieldName::Abstract => vec![hit],
            _ => left_quotes(text),
        }
    }

    fn may_hit(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> bool {
        memchr::memchr(b'"', facts.text().as_bytes()).is_some()
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

/// Whether a text has quotes that a CSV file set.
pub(super) fn has_any(text: &str) -> bool {
    text.contains('"') && !left_quotes(text).is_empty()
}

/// Hits on the quotes of a text that a CSV file set.
fn left_quotes(text: &str) -> Vec<Hit> {
    quoted_whole(text).unwrap_or_else(|| {
        let mut hits = doubled_pairs(text);
        hits.extend(final_quote(text));
        hits
    })
}

/// A hit on the tail of the title in front of the abstract; it is repaired only where the title
/// ends so, for elsewhere this is the only place where these words stand.
fn tail_of_title(text: &str, title: Option<&str>) -> Option<Hit> {
    let between = BETWEEN.into_iter().find(|between| text.contains(between))?;
    let at = text.find(between).filter(|at| *at <= LONGEST_TAIL)?;
    let (tail, end) = (&text[..at], at + between.len());
    let goes_on = text[end..].chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    if !goes_on || tail.contains('"') || tail.ends_with('.') {
        return None;
    }
    let hit = Hit::at(Span::new(text, 0, end)?);
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let known: String = title.map(letters).unwrap_or_default();
    let tail: String = letters(tail);
    let is_known = known.ends_with(&tail);
    let edits = is_known.then(|| Edit::new(hit.span, "")).into_iter().collect();
    (is_known || between == BETWEEN[0]).then_some(Hit { edits, ..hit })
}

/// Hits on the quotes round a text in which every other quote is doubled, and on half of each
/// stretch of these.
fn quoted_whole(text: &str) -> Option<Vec<Hit>> {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let inner = text[start..end].strip_prefix('"')?.strip_suffix('"')?;
    let first = start + 1;
    let mut cuts = vec![(start, first)];
    for (at, length) in runs(inner) {
        if length % 2 == 1 {
            return None;
        }
        let cut = half(text, first + at, length);
        // What touches is cut at once.
        if cut.0 == first { cuts[0].1 = cut.1 } else { cuts.push(cut) }
    }
    if cuts.len() == 1 && cuts[0].1 == first && !is_longer_than_quotations(inner) {
        return None;
    }
    cuts.push((end - 1, end));
    Some(cuts.into_iter().filter_map(|(start, end)| removed(text, start, end)).collect())
}

/// Whether what stands between two quotes is no quotation, but an abstract: it has more than one
/// sentence, and no quote within.
fn is_longer_than_quotations(inner: &str) -> bool {
    /// In bytes.
    const LONGEST: usize = 100;
    /// A sentence of a quotation is mostly shorter, in words.
    const SHORTEST_SENTENCE: usize = 4;
    let is_sentence = |one: &&str| one.split_whitespace().count() >= SHORTEST_SENTENCE;
    inner.len() > LONGEST
        && inner.ends_with(['.', '!', '?'])
        && inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && !inner.contains(['“', '”', '„', '«', '»'])
        && sentence::split(inner).into_iter().filter(is_sentence).count() >= 2
}

/// The stretches of quotes in a text: where each begins, and how many they are.
fn runs(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text[from..].find('"')?;
        let length = text[at..].bytes().take_while(|byte| *byte == b'"').count();
        from = at + length;
        Some((at, length))
    })
}

/// Hits on doubled quotes round words, `""so""`, where all quotes of the text but one at its start
/// or its end are doubled; that at the start goes with them.
fn doubled_pairs(text: &str) -> Vec<Hit> {
    let (start, end) = (text.len() - text.trim_start().len(), text.trim_end().len());
    let is_outer = |at: usize, length: usize| length == 1 && (at == start || at + 1 == end);
    let opening = text[start..].starts_with('"') && !text[start..].starts_with("\"\"");
    let all: Vec<(usize, usize)> =
        runs(text).filter(|(at, length)| !is_outer(*at, *length)).collect();
    let (pairs, rest) = all.as_chunks::<2>();
    let is_pair = |[(open, of_open), (close, of_close)]: &[(usize, usize); 2]| {
        let inner = text.get(open + 2..*close).unwrap_or_default();
        (*of_open, *of_close) == (2, 2)
            && opens(text, *open, open + 2)
            && closes(text, *close, close + 2)
            && inner.contains(char::is_alphabetic)
    };
    if !rest.is_empty() || !pairs.iter().all(is_pair) {
        return Vec::new();
    }
    let opening = (opening && !all.is_empty()).then_some((start, start + 1));
    opening
        .into_iter()
        .chain(all.iter().map(|(at, length)| half(text, *at, *length)))
        .filter_map(|(start, end)| removed(text, start, end))
        .collect()
}

/// The half of a stretch of quotes that touches no white space, so that whatever mends the space
/// leaves it alone.
fn half(text: &str, at: usize, length: usize) -> (usize, usize) {
    let middle = at + length / 2;
    if text[..at].ends_with(char::is_whitespace) { (middle, at + length) } else { (at, middle) }
}

/// A hit on the quote at the end of a text that closes nothing, with the space in front of it and
/// the comma behind that ended the field.
fn final_quote(text: &str) -> Option<Hit> {
    let end = text.trim_end().len();
    let head = ENDS.iter().find_map(|tail| text[..end].strip_suffix(tail))?;
    let body = head.trim_end();
    let is_sentence = body.ends_with(['.', '!', '?', ')', '…', '。']);
    // Behind a blank it opens what was cut off.
    let is_plain = end == head.len() + 1 && body.len() == head.len();
    let is_end = is_sentence || is_plain && ends_in_a_word(body);
    (is_end && !is_open(head)).then(|| removed(text, body.len(), end)).flatten()
}

/// What a quoted field may end with, the longest first.
const ENDS: [&str; 7] = ["\"\",", "\",\"", "\";\"", "\",", "\";", "\"\"", "\""];

/// Whether it ends in three lower-case letters at least: no measure, and no letter with two primes.
fn ends_in_a_word(body: &str) -> bool {
    body.chars().rev().take(3).filter(|c| c.is_lowercase()).count() == 3
}

/// Whether some quote of a text may still be open at its end. What is unclear counts as open.
fn is_open(text: &str) -> bool {
    let mut depth: usize = 0;
    let mut rest = 0;
    while let Some(found) = text[rest..].find(['"', '“', '”', '„', '`', '\'', '«', '»']) {
        let at = rest + found;
        let quote = quote_at(text, at);
        rest = at + quote.len();
        let (may_open, may_close) = (opens(text, at, rest), closes(text, at, rest));
        match quote {
            "``" | "„" | "«" => depth += 1,
            "“" if depth == 0 || may_open => depth += 1,
            "”" | "“" | "»" => depth = depth.saturating_sub(1),
            "\"" if may_open && may_close => depth = 1,
            "\"" | "''" if may_open => depth += 1,
            "\"" if may_close && is_measure(text, at) => (),
            "\"" | "''" if may_close => depth = depth.saturating_sub(1),
            "\"" => depth = usize::from(depth == 0),
            _ => (),
        }
    }
    depth > 0
}

/// The quote at `at`, of one character or two.
fn quote_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let length = match () {
        () if rest.starts_with("``") || rest.starts_with("''") => 2,
        () => rest.chars().next().map_or(0, char::len_utf8),
    };
    &rest[..length]
}

/// Whether a quote there may open: a word begins behind it.
fn opens(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let behind = text[end..].chars().next();
    let stands_free = before.is_none_or(|c| !c.is_alphanumeric() && !".,;:!?)]".contains(c));
    (stands_free || is_letter(before) && is_letter(behind))
        && behind.is_some_and(|c| !c.is_whitespace())
}

/// Whether a quote there may close: a word ends in front of it.
fn closes(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let behind = text[end..].chars().next();
    before.is_some_and(|c| !c.is_whitespace() && !"([{".contains(c))
        && (behind.is_none_or(|c| !c.is_alphanumeric()) || is_letter(before) && is_letter(behind))
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphabetic)
}

/// Whether a quote there may stand for inches or seconds.
fn is_measure(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_numeric() || c == '′' || c == '\'')
}

fn removed(text: &str, start: usize, end: usize) -> Option<Hit> {
    let span = Span::new(text, start, end)?;
    Some(Hit { edits: vec![Edit::new(span, "")], ..Hit::at(span) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::hit;

    fn repaired(text: &str) -> String {
        hit::repaired(text, left_quotes(text))
    }

    #[test]
    fn quotes_that_enclosed_a_field_go() {
        for (text, expected) in [
            ("The boats come home at dusk.\"", "The boats come home at dusk."),
            ("The boats come home at dusk. \"\n", "The boats come home at dusk.\n"),
            ("A \"late\" boat is a lost boat.\"", "A \"late\" boat is a lost boat."),
            ("What ``late\" means is unclear.\"", "What ``late\" means is unclear."),
            ("Nets of 5\" mesh tear (see above).\"", "Nets of 5\" mesh tear (see above)."),
            ("The nets tear on rocky grounds\"", "The nets tear on rocky grounds"),
            ("\"The \"\"late\"\" boats come home.\"", "The \"late\" boats come home."),
            ("\"\"\"Late\"\" boats come home.\"", "\"Late\" boats come home."),
            ("\"They are \"\"late\"\"\"", "They are \"late\""),
            (
                "The \"\"late\"\" boats and (\"\"later\"\") ones.",
                "The \"late\" boats and (\"later\") ones.",
            ),
            ("The \"\"late\"\" boats come home.\"", "The \"late\" boats come home."),
            ("Was „spät“ heißt, ist unklar.\"", "Was „spät“ heißt, ist unklar."),
            ("The boats come home.\",", "The boats come home."),
            ("The boats come home.\"\"", "The boats come home."),
            ("The boats come home.\";", "The boats come home."),
            ("The boats come home.\",\"", "The boats come home."),
            ("The boats come home.\"\",", "The boats come home."),
            ("\"The \"\"late\"\" boats come home.", "The \"late\" boats come home."),
            (
                "\"The boats of the old harbour come home at dusk, and most of them are late by an \
                 hour. We count them all.\"",
                "The boats of the old harbour come home at dusk, and most of them are late by an \
                 hour. We count them all.",
            ),
        ] {
            assert_eq!(repaired(text), expected, "{text}");
        }
    }

    #[test]
    fn quotes_that_authors_set_stay() {
        for text in [
            "We ask what is meant by \"a late boat.\"",
            "We ask what is meant by \"a late boat.\",",
            "They print an empty string, \"\"",
            "\"Come home at dusk, and do not be late again, or we shall all be lost at sea, my son!\"",
            "\"Home,\" says the old man of the harbour, and counts his boats at dusk. We count \
             them, too, and ask what is meant by \"home.\"",
            "\"Late\" is what they call \"behind the tide.\"",
            "\"A boat that is late is lost.\"",
            "The mesh of the net is 5\"",
            "The second derivative is f\"",
            "What is meant by ``a late boat.\"",
            "What is meant by “a late boat.\"",
            "Was heißt „ein Boot kommt spät.\"",
            "They said \"a net of 5\" mesh is wide.\"",
            "An empty string \"\" and a string \"\"a\" differ.",
            "The fields \"\" and \"\" are both empty.",
            "They call this\"a late boat.\"",
            "They call this ( \"a late boat.\"",
            "It is \"late\" as in \"too late\"",
            "The nets tear at 3′ 5\"",
            "It prints x = \"\" and y = \"\".",
            "何谓“晚归”的船义",
            "我们问:什么叫\"晚归的船\"",
        ] {
            assert_eq!(repaired(text), text, "{text}");
        }
    }

    #[test]
    fn the_tail_of_a_title_goes_where_the_title_has_it() {
        let edits = |text, title| tail_of_title(text, title).map(|hit| hit.edits.len());
        let text = "and their nets\",\"The boats come home.";
        assert_eq!(edits(text, Some("Boats, and Their Nets")), Some(1));
        assert_eq!(edits(text, Some("\"Boats")), Some(0), "else these words would be lost");
        assert_eq!(edits(text, None), Some(0));
        assert_eq!(edits("They say \"late\",\"Later\" and \"too late\".", Some("Late")), None);
        let text = "and their nets\";\"The boats come home.";
        assert_eq!(edits(text, Some("Boats, and Their Nets")), Some(1));
        assert_eq!(edits(text, Some("Boats")), None);
        assert_eq!(edits("The pairs are x\",\"y and so on.", Some("Pairs")), None);
    }
}
