//! Whether an object is a frame of pandas: its members are columns, each an object or a list with a
//! value for each record.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::value::{self, Members};

/// Whether the members are columns, of which two hold titles and abstracts.
pub(super) fn is_frame(members: &Members<'_>, title: &RawValue, abstract_: &RawValue) -> bool {
    match (value::elements(title), value::elements(abstract_)) {
        (Some(titles), Some(abstracts)) => {
            titles.len() == abstracts.len() && are_columns(members, titles.len())
        }
        _ => keys(title).is_some_and(|own| {
            !own.iter().any(|key| key == "value")
                && keys(abstract_).as_ref() == Some(&own)
                && are_of_rows(members, &own)
        }),
    }
}

/// Whether enough lists have that length: a record may have two titles and two abstracts, of two
/// languages.
fn are_columns(members: &Members<'_>, length: usize) -> bool {
    let is_as_long = |raw: &RawValue| value::elements(raw).is_some_and(|all| all.len() == length);
    let lists = members.iter().filter(|(_, raw)| is_as_long(raw)).count();
    length > 1 && (lists > 2 || length > 3)
}

/// Whether `own` keys are those of rows: every member has as many of its own, and a single one is a
/// number. What has one text under the name of its language is a record.
fn are_of_rows(members: &Members<'_>, own: &[Cow<'_, str>]) -> bool {
    let count = |raw: &RawValue| value::members(raw).map(|all| all.len());
    let is_number = |key: &Cow<'_, str>| key.bytes().all(|byte| byte.is_ascii_digit());
    let is_row = match own {
        [] => false,
        [only] => is_number(only),
        _ => true,
    };
    is_row && members.iter().all(|(_, raw)| count(raw) == Some(own.len()))
}

/// The keys of an object that holds texts and nothing else.
fn keys(raw: &RawValue) -> Option<Vec<Cow<'_, str>>> {
    let all = value::members(raw)?;
    let are_texts = all.iter().all(|(_, raw)| raw.get().starts_with('"') || value::is_null(raw));
    are_texts.then(|| all.into_iter().map(|(key, _)| key).collect())
}
