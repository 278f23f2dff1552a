//! Which values of an object are its title, its abstract and its id.
//!
//! Exact names come first, then those of the source that the object is told to be of, then the
//! general ones. The id of a known source comes before the default names: there `url` is an
//! address beside a better one.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::kinds;
use super::names::{FieldNames, Names};
use super::notes;
use super::sections;
use super::value::{self, Key, Members};
use abslint_core::record::{Field, FieldName, OwnId};
use abslint_core::sources::{Path, SourceFile, folds_to};

/// A text that was chosen.
pub(super) struct Chosen<'a> {
    /// The text.
    pub field: Field<'a>,
    /// The member that it was found in.
    pub from: usize,
    /// The member whose value says nothing else.
    pub member: Option<usize>,
    /// Where it was found, unless that is an exact name.
    pub how: Option<String>,
}

/// A text; if there is a value and no text in it, its member and what is said of it.
type FoundText<'a> = Result<Option<Chosen<'a>>, (usize, String)>;

/// What was found in an object.
pub(super) struct Found<'a> {
    /// Title and abstract.
    pub texts: [FoundText<'a>; 2],
    /// Whether there is a member for the title, and for the abstract, with whatever in it.
    pub named: [bool; 2],
    /// The id, and the member whose value it is.
    pub id: Option<(Option<usize>, OwnId<'a>)>,
    /// What is said of the source, if one was needed.
    pub source: Option<String>,
}

impl Found<'_> {
    /// Whether there is a title or an abstract.
    pub(super) fn is_record(&self) -> bool {
        self.texts.iter().any(|text| matches!(text, Ok(Some(_))))
    }
}

/// Looks for the fields of an object. What is said of something else than a paper is no abstract.
pub(super) fn find<'a>(members: &Members<'a>, chunk: &'a [u8], names: &Names<'_>) -> Found<'a> {
    let mut found = find_named(members, chunk, names);
    if kinds::is_other(members, &found, names) {
        found.texts[1] = Ok(None);
    }
    found
}

/// Looks for the fields of an object by their names.
fn find_named<'a>(members: &Members<'a>, chunk: &'a [u8], names: &Names<'_>) -> Found<'a> {
    let found = find_in(members, chunk, names, None);
    let language = match &found.texts {
        [Ok(Some(title)), Ok(Some(text))] => {
            sections::common_language(members[title.from].1, members[text.from].1)
        }
        _ => None,
    };
    language.map(|code| find_in(members, chunk, names, Some(&code))).unwrap_or(found)
}

/// Looks for the fields of an object by their names: of texts in several languages for the one that is
/// told.
fn find_in<'a>(
    members: &Members<'a>,
    chunk: &'a [u8],
    names: &Names<'_>,
    language: Option<&str>,
) -> Found<'a> {
    let looked = Looked { members, chunk, names, language };
    let mut texts = FieldName::ALL.map(|field| looked.exact(field));
    // A blank text, or an address for an abstract, is read if there is no other.
    let is_last = |text: &Chosen<'_>, field: FieldName| {
        let text = &text.field.text;
        text.trim().is_empty() || field == FieldName::Abstract && notes::is_address(text)
    };
    let mut last: [Option<Chosen<'a>>; 2] = [None, None];
    for ((text, last), field) in texts.iter_mut().zip(&mut last).zip(FieldName::ALL) {
        if let Ok(text) = text
            && text.as_ref().is_some_and(|text| is_last(text, field))
        {
            *last = text.take();
        }
    }
    let is_there = |text: &FoundText<'_>| !matches!(text, Ok(None));
    let id = exact_id(members, names);
    let has_own_id = id.as_ref().is_some_and(|(n, _)| {
        names.fields.id != FieldNames::default().id || n.is_none_or(|n| members[n].0 != "url")
    });
    let is_plain = texts.iter().all(is_there) && has_own_id;
    if is_plain {
        return Found { texts, named: [true, true], id, source: None };
    }
    let sources: Vec<&SourceFile> = names.sources.marked(|mark| has(members, mark)).collect();
    let all = || sources.iter().copied().chain(names.sources.generic());
    for (text, field) in texts.iter_mut().zip(FieldName::ALL) {
        if !is_there(text) {
            *text = Ok(all().find_map(|source| looked.by_paths(source.of(field), field)));
        }
    }
    for (text, last) in texts.iter_mut().zip(last) {
        if let Ok(text @ None) = text {
            *text = last;
        }
    }
    for (text, field) in texts.iter_mut().zip(FieldName::ALL) {
        if let Ok(text @ None) = text {
            *text = all().find_map(|source| looked.blank(source.of(field), field));
        }
    }
    if let Ok(None) = &texts[1]
        && let Some(n) = unread_abstract(members, names)
    {
        let (name, raw) = &members[n];
        texts[1] = Err((n, format!("no text in `{name}`: it is {}", shown(raw))));
    }
    let named = FieldName::ALL.map(|field| {
        let is_exact =
            names.fields.of(field).iter().any(|name| members.iter().any(|(key, _)| key == name));
        is_exact
            || is_there(&texts[field as usize])
            || all().any(|source| source.of(field).iter().any(|path| has(members, path)))
    });
    let by = |source: &SourceFile| source.fields.id.iter().find_map(|path| id_at(members, path));
    let id = if has_own_id {
        id
    } else {
        sources.iter().copied().find_map(by).or(id).or_else(|| names.sources.generic().find_map(by))
    };
    let source = sources.first().map(|source| source.name.clone());
    Found { texts, named, id, source }
}

/// Whether an object has a title or an abstract.
pub(super) fn is_record(members: &Members<'_>, chunk: &[u8], names: &Names<'_>) -> bool {
    find(members, chunk, names).is_record()
}

/// The member that is called as the abstract is and holds texts, in a shape that nothing is known
/// of. A record without an abstract is left out, and nobody would know why.
fn unread_abstract(members: &Members<'_>, names: &Names<'_>) -> Option<usize> {
    let own = names.fields.of(FieldName::Abstract);
    let is_default = own == FieldNames::default().of(FieldName::Abstract);
    let is_called = |key: &str| {
        folds_to(key, FieldName::Abstract.name())
            || (!is_default && own.iter().any(|name| name == key))
    };
    let is_unread = |raw: &RawValue| value::holds_words(raw) && !value::is_of_text(raw);
    members.iter().position(|(key, raw)| {
        is_called(key) && raw.get().starts_with(['[', '{']) && is_unread(raw)
    })
}

/// What a value is, for a message.
fn shown(raw: &RawValue) -> String {
    const MOST: usize = 4;
    const LONGEST: usize = 32;
    if let Some(all) = value::elements(raw) {
        let inner = all.into_iter().find(|one| value::members(one).is_some()).map(shown);
        return inner.map_or_else(|| "a list".to_owned(), |inner| format!("a list with {inner}"));
    }
    let short = |key: &str| key.chars().take(LONGEST).collect::<String>();
    let all = value::members(raw).unwrap_or_default();
    let mut keys: Vec<String> =
        all.iter().take(MOST).map(|(key, _)| format!("`{}`", short(key))).collect();
    keys.extend((all.len() > MOST).then(|| "…".to_owned()));
    format!("an object of {}", keys.join(", "))
}

/// Whether there is a member, or something at the end of a path.
fn has(members: &Members<'_>, path: &Path) -> bool {
    match path.name() {
        Some(name) => members.iter().any(|(key, _)| folds_to(key, name)),
        None => value::at(members, path, None).is_some(),
    }
}

/// An object in which texts are looked for.
#[derive(Clone, Copy)]
struct Looked<'m, 'n, 'a> {
    members: &'m Members<'a>,
    chunk: &'a [u8],
    names: &'m Names<'n>,
    /// Which language is wanted of several.
    language: Option<&'m str>,
}

impl<'a> Looked<'_, '_, 'a> {
    /// The text of the first exact name that occurs, is not null and holds one that is not blank; or
    /// else the first that is blank.
    fn exact(self, field: FieldName) -> FoundText<'a> {
        let Looked { members, names, .. } = self;
        let mut blank = None;
        for name in names.fields.of(field).iter().filter(|name| !names.is_other(field, name)) {
            let named =
                |(key, raw): &(Cow<'_, str>, &RawValue)| key == name && !value::is_nothing(raw);
            if let Some(n) = members.iter().position(named) {
                let wrong = |why: String| (n, format!("the field `{name}` {why}"));
                match self.chosen(n, &[members[n].1], field).map_err(wrong)? {
                    Some(text) if text.field.text.trim().is_empty() => {
                        blank.get_or_insert(text);
                    }
                    Some(text) => return Ok(Some(text)),
                    None if members[n].1.get().starts_with(['[', '{']) => (),
                    None => return Err(wrong("is not text".to_owned())),
                }
            }
        }
        Ok(self.by_paths(&names.paths[field as usize], field).or(blank))
    }

    fn by_paths(self, paths: &[Path], field: FieldName) -> Option<Chosen<'a>> {
        let is_text = |text: &Chosen<'_>| {
            !text.field.text.trim().is_empty()
                && (field != FieldName::Abstract || !notes::is_address(&text.field.text))
        };
        paths.iter().filter_map(|path| self.by_path(path, field)).find(is_text)
    }

    /// The first text at these paths that is blank.
    fn blank(self, paths: &[Path], field: FieldName) -> Option<Chosen<'a>> {
        let mut all = paths.iter().filter_map(|path| self.by_path(path, field));
        all.find(|text| text.field.text.trim().is_empty())
    }

    fn by_path(self, path: &Path, field: FieldName) -> Option<Chosen<'a>> {
        let Looked { members, chunk, names, language } = self;
        let (n, values) = value::at(members, path, language)?;
        if path.name().is_some() {
            if names.is_other(field, &members[n].0) {
                return None;
            }
            return self.chosen(n, &values, field).ok()?.map(|text| Chosen {
                how: text.how.or_else(|| Some(members[n].0.to_string())),
                ..text
            });
        }
        let meant = value::text(&values, chunk, field == FieldName::Abstract, language).ok()??;
        // A list of one that a path goes into holds nothing else, either.
        let is_all = meant.is_all && path.written().ends_with("[0]") && path.steps().len() == 2;
        let is_one = is_all && value::elements(members[n].1).is_some_and(|all| all.len() == 1);
        Some(Chosen {
            field: meant.field,
            from: n,
            member: is_one.then_some(n),
            how: Some(format!("{path}{}", meant.inner)),
        })
    }

    /// The text of a member.
    fn chosen(
        self,
        n: usize,
        values: &[&'a RawValue],
        field: FieldName,
    ) -> Result<Option<Chosen<'a>>, String> {
        let Looked { members, chunk, language, .. } = self;
        let meant = value::text(values, chunk, field == FieldName::Abstract, language)?;
        Ok(meant.map(|meant| {
            let how = (!meant.inner.is_empty()).then(|| format!("{}{}", members[n].0, meant.inner));
            Chosen { field: meant.field, from: n, member: meant.is_all.then_some(n), how }
        }))
    }
}

/// The id by an exact name: the first that holds text or a number.
fn exact_id<'a>(members: &Members<'a>, names: &Names<'_>) -> Option<(Option<usize>, OwnId<'a>)> {
    let by_name = |name: &String| {
        let n = members.iter().position(|(key, _)| key == name)?;
        own_id(members[n].1).map(|id| (Some(n), id))
    };
    let by_path = || names.paths[2].iter().find_map(|path| id_at(members, path));
    names.fields.id.iter().find_map(by_name).or_else(by_path)
}

/// The id at a path, which may be a list of one.
fn id_at<'a>(members: &Members<'a>, path: &Path) -> Option<(Option<usize>, OwnId<'a>)> {
    let (n, values) = value::at(members, path, None)?;
    let first =
        |raw: &'a RawValue| value::elements(raw).map_or(Some(raw), |all| all.first().copied());
    let id = own_id(first(values[0])?)?;
    Some((path.name().and(values[0].get().starts_with('"').then_some(n)), id))
}

fn own_id(raw: &RawValue) -> Option<OwnId<'_>> {
    let raw = value::typed(raw).unwrap_or(raw);
    let text: Cow<'_, str> = match raw.get().as_bytes()[0] {
        _ if value::is_null(raw) => return None,
        b'"' => serde_json::from_str::<Key<'_>>(raw.get()).ok()?.0,
        b'0'..=b'9' | b'-' => raw.get().into(),
        _ => return None,
    };
    (!text.trim().is_empty()).then(|| OwnId { text, raw: raw.get().into() })
}
