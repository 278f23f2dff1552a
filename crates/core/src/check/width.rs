//! `width`: Latin letters, digits and signs at the width of an ideograph (`（ＣＮＮ）`).
//!
//! Beside ideographs they are at home. Brackets come in pairs, so that both of a pair become narrow
//! or neither does.

use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::{TextCheck, Variables};
use super::{Context, Hit};
use crate::span::Span;
use crate::text::east_asian::is_east_asian;
use crate::text::{ByteClasses, TextFacts};

/// The settings of a `width` check: none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Width {}

/// The variable that a hit gives: the narrow form.
const VALUE: &str = "value";

/// The wide brackets, each with the one that closes it.
const PAIRS: [(char, char); 3] = [('（', '）'), ('［', '］'), ('｛', '｝')];

/// What a wide form begins with in UTF-8.
const WIDE: &[u8] = &[0xEF];

impl TextCheck for Width {
    /// Each wide form that stands at no ideograph, with the narrow one.
    fn hits(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> Vec<Hit> {
        if !facts.holds(ByteClasses::of(WIDE)) {
            return Vec::new();
        }
        let text = facts.text();
        let wide = wide_forms(text);
        let at_home: Vec<usize> =
            wide.iter().filter(|(at, c)| is_at_home(text, *at, *c)).map(|(at, _)| *at).collect();
        let partners = partners(&wide);
        let stays = |at: usize| {
            let pair = partners.iter().find(|(open, close)| *open == at || *close == at);
            pair.map_or(at_home.contains(&at), |(open, close)| {
                at_home.contains(open) || at_home.contains(close)
            })
        };
        wide.iter()
            .filter(|(at, _)| !stays(*at))
            .filter_map(|(at, c)| {
                let span = Span::new(text, *at, at + c.len_utf8())?;
                Some(Hit::at(span).with(VALUE, narrow(*c)?))
            })
            .collect()
    }

    fn may_hit(&self, facts: &TextFacts<'_>, _context: Context<'_>) -> bool {
        facts.holds(ByteClasses::of(WIDE))
    }

    fn variables(&self) -> Variables {
        vec![VALUE.into()]
    }
}

/// The wide forms of a text and where they are.
fn wide_forms(text: &str) -> Vec<(usize, char)> {
    text.char_indices().filter(|(_, c)| narrow(*c).is_some()).collect()
}

/// The plain form of a wide one; the block has them in the order of ASCII.
fn narrow(wide: char) -> Option<char> {
    const FIRST: u32 = '！' as u32;
    matches!(wide, '！'..='～').then(|| char::from_u32(wide as u32 - FIRST + u32::from('!')))?
}

/// Whether an ideograph, a kana or a sign of theirs stands beside the run of wide forms at byte
/// `at`.
fn is_at_home(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].trim_end_matches(|c| narrow(c).is_some()).chars().next_back();
    let behind =
        text[at + c.len_utf8()..].trim_start_matches(|c| narrow(c).is_some()).chars().next();
    before.is_some_and(is_east_asian) || behind.is_some_and(is_east_asian)
}

/// The wide brackets that belong together.
fn partners(wide: &[(usize, char)]) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut pairs = Vec::new();
    for &(at, c) in wide {
        if let Some((_, close)) = PAIRS.iter().find(|(first, _)| *first == c) {
            open.push((at, *close));
        } else if open.last().is_some_and(|(_, close)| *close == c) {
            pairs.extend(open.pop().map(|(first, _)| (first, at)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Background, RecordFacts};
    use crate::record::FieldName;

    fn found(text: &str) -> String {
        let background = Background::default();
        let record = RecordFacts::of_abstract(text, &background);
        let hits = Width {}.hits(&TextFacts::new(text), record.seen_from(FieldName::Abstract));
        hits.iter().map(|hit| hit.span.slice(text)).collect()
    }

    #[test]
    fn brackets_become_narrow_in_pairs() {
        assert_eq!(found("a net （ＮＥＴ） of 40％"), "（ＮＥＴ）％");
        assert_eq!(found("羊群（BASED on sheep）"), "");
        assert_eq!(found("The flock（羊）grows"), "");
        assert_eq!(found("（a） and 羊（b）"), "（）");
        assert_eq!(found("増加は１０％～４０％、ＮＥＴ（sheep）である。"), "");
    }
}
