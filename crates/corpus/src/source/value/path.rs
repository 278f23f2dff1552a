//! The values at the end of a path.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{Members, body, elements, is_null, members};
use crate::source::sections;
use abslint_core::sources::{Path, Step, folds_to};

/// The values at a path, in that language if they are in several, and the member that it begins with.
pub(in crate::source) fn at<'a>(
    members: &Members<'a>,
    path: &Path,
    language: Option<&str>,
) -> Option<(usize, Vec<&'a RawValue>)> {
    let (Step::Name(name), rest) = path.steps().split_first()? else { return None };
    let is_held = |(key, raw): &(Cow<'_, str>, &RawValue)| folds_to(key, name) && !is_null(raw);
    let Some(n) = members.iter().position(is_held) else { return at_dotted(members, path) };
    let mut values = vec![members[n].1];
    for step in rest {
        values = values.into_iter().flat_map(|value| inside(value, step, language)).collect();
    }
    (!values.is_empty()).then_some((n, values))
}

/// The value of a member whose name has dots in it and is written as the path is.
fn at_dotted<'a>(members: &Members<'a>, path: &Path) -> Option<(usize, Vec<&'a RawValue>)> {
    let is_dotted = path.name().is_none() && path.written().contains('.');
    let n =
        members.iter().position(|(key, raw)| is_dotted && path.is_column(key) && !is_null(raw))?;
    Some((n, vec![members[n].1]))
}

fn inside<'a>(value: &'a RawValue, step: &Step, language: Option<&str>) -> Vec<&'a RawValue> {
    let found = match step {
        Step::Each => {
            return sections::of_one_language(elements(value).unwrap_or_default(), language);
        }
        Step::At(n) => elements(value)
            .and_then(|all| sections::of_one_language(principal(all), language).get(*n).copied()),
        Step::With(name, text) => {
            let has_it = |one: &&RawValue| match member(one, name) {
                Some(own) => body(own).is_some_and(|own| own.eq_ignore_ascii_case(text)),
                None => text.is_empty(),
            };
            let all = elements(value).unwrap_or_default().into_iter().filter(has_it).collect();
            return sections::of_one_language(all, language);
        }
        Step::Name(name) => member(value, name),
    };
    found.into_iter().collect()
}

/// The titles of a list of DataCite that are not said to be subtitles or titles in other words; all, if
/// none is left.
fn principal(all: Vec<&RawValue>) -> Vec<&RawValue> {
    let is_principal = |one: &&RawValue| member(one, "titletype").is_none();
    let principal: Vec<&RawValue> = all.iter().copied().filter(is_principal).collect();
    if principal.is_empty() { all } else { principal }
}

/// The member of an object that is not null and whose name folds to `name`.
fn member<'a>(value: &'a RawValue, name: &str) -> Option<&'a RawValue> {
    let mut all = members(value)?.into_iter();
    all.find(|(key, raw)| folds_to(key, name) && !is_null(raw)).map(|(_, raw)| raw)
}
