//! Whether a document is a frame of pandas: each of its members is a column, an object or a list
//! with a value for each record.
//!
//! A record looks much like one where its texts are there in several languages. A frame is a whole
//! document, and nothing else is in it: every member is a column, and all have the same length.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::languages;
use super::value::{self, Members};

/// Whether the members are columns, of which two hold titles and abstracts.
pub(super) fn is_frame(members: &Members<'_>, title: &RawValue, abstract_: &RawValue) -> bool {
    match (value::elements(title), value::elements(abstract_)) {
        (Some(titles), Some(_)) => are_lists(members, titles.len()),
        _ => keys(title).is_some_and(|own| {
            !own.iter().any(|key| key == "value")
                && keys(abstract_).as_ref() == Some(&own)
                && are_of_rows(members, &own)
        }),
    }
}

/// The rows of a frame, each with the names of the columns.
pub(super) fn rows<'a>(columns: &Members<'a>) -> Vec<Members<'a>> {
    let mut rows: Vec<Members<'a>> = Vec::new();
    for (name, raw) in columns {
        let of_object =
            value::members(raw).map(|all| all.into_iter().map(|(_, cell)| cell).collect());
        let cells = of_object.or_else(|| value::elements(raw)).unwrap_or_default();
        rows.resize_with(rows.len().max(cells.len()), Members::new);
        rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push((name.clone(), cell)));
    }
    rows
}

/// Whether all members are lists of that length, and enough of them: a record may have two titles
/// and two abstracts, of two languages.
fn are_lists(members: &Members<'_>, length: usize) -> bool {
    let is_as_long = |raw: &RawValue| value::elements(raw).is_some_and(|all| all.len() == length);
    length > 1
        && (members.len() > 2 || length > 3)
        && members.iter().all(|(_, raw)| is_as_long(raw))
}

/// Whether `own` keys are those of rows: every member has the same, and a single one is a number.
/// What has its texts under the names of languages is a record.
fn are_of_rows(members: &Members<'_>, own: &[Cow<'_, str>]) -> bool {
    let has_the_same = |raw: &RawValue| {
        value::members(raw).is_some_and(|all| all.iter().map(|(key, _)| key).eq(own))
    };
    let is_number = |key: &Cow<'_, str>| key.bytes().all(|byte| byte.is_ascii_digit());
    let is_row = match own {
        [] => false,
        [only] => is_number(only),
        _ => !own.iter().all(|key| languages::is_language(key)),
    };
    is_row && members.iter().all(|(_, raw)| has_the_same(raw))
}

/// The keys of an object that holds texts and nothing else.
fn keys(raw: &RawValue) -> Option<Vec<Cow<'_, str>>> {
    let all = value::members(raw)?;
    let are_texts = all.iter().all(|(_, raw)| raw.get().starts_with('"') || value::is_null(raw));
    are_texts.then(|| all.into_iter().map(|(key, _)| key).collect())
}
