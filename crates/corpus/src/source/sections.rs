//! Objects whose members are the parts of a text: labelled sections (`{"Background": …, "Methods":
//! …}`), or the same text in several languages.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::languages;
use super::value::{self, Members};

/// Beginnings of the labels of sections that are written in lower case, too.
const LABELS: [&str; 32] = [
    "aim", "approach", "background", "case", "conclusion", "context", "contribution", "data",
    "design", "discussion", "evaluation", "finding", "goal", "hypothes", "implication",
    "interpretation", "intervention", "introduction", "limitation", "main outcome", "material",
    "measure", "method", "motivation", "objective", "originality", "outcome", "participant",
    "patient", "problem", "purpose", "result",
];

/// Names that say how a text is written or what it belongs to, and are no labels.
const NO_LABELS: [&str; 34] = [
    "abstract", "author", "authors", "body", "comment", "copyright", "data", "date", "description",
    "doi", "format", "full", "html", "jats", "keywords", "label", "language", "latex", "license",
    "link", "markdown", "name", "note", "original", "plain", "provider", "raw", "section",
    "sections", "source", "status", "summary", "title", "type",
];

/// A label has at most so many characters.
const LONGEST: usize = 60;

/// The text of the language that is read of an object with a text for each: the one that is `wanted`,
/// English, or else the first; `None` if it is no such object.
pub(super) fn of_language<'m, 'a>(
    members: &'m Members<'a>,
    wanted: Option<&str>,
) -> Option<&'m (Cow<'a, str>, &'a RawValue)> {
    let is_text =
        |(_, raw): &&(Cow<'a, str>, &'a RawValue)| !value::is_null(raw) && value::holds_text(raw);
    if members.is_empty() || !members.iter().all(|(key, _)| languages::is_language(key)) {
        return None;
    }
    let mut texts = members.iter().filter(is_text);
    let first = texts.clone().next();
    let is_wanted = |key: &str| wanted.is_some_and(|wanted| languages::code(key) == wanted);
    let in_it = texts.clone().find(|(key, _)| is_wanted(key));
    in_it.or_else(|| texts.find(|(key, _)| languages::is_english(key))).or(first)
}

/// Names of the member that says in which language an object's text is.
const LANGUAGE: [&str; 11] = [
    "lang", "language", "@lang", "@language", "xml:lang", "@xml:lang", "locale", "languageCode",
    "language_code", "langue", "lng",
];

/// The elements of a list whose texts are in one language, if they say so: the one that is `wanted`,
/// English, or else that of the first; all, if they say nothing or the same.
pub(super) fn of_one_language<'a>(
    all: Vec<&'a RawValue>,
    wanted: Option<&str>,
) -> Vec<&'a RawValue> {
    let said: Vec<Option<String>> = all.iter().map(|one| language(one)).collect();
    let mut known = said.iter().flatten();
    let Some(first) = known.next() else { return all };
    if known.all(|other| other == first) {
        return all;
    }
    let is_english = |one: &String| languages::is_english(one);
    let is_wanted = |one: &String| wanted.is_some_and(|wanted| languages::code(one) == wanted);
    let find = |is_meant: &dyn Fn(&String) -> bool| said.iter().flatten().find(|one| is_meant(one));
    let wanted = find(&is_wanted).or_else(|| find(&is_english)).unwrap_or(first);
    all.iter()
        .zip(&said)
        .filter(|(_, own)| own.as_ref() == Some(wanted))
        .map(|(one, _)| *one)
        .collect()
}

/// The language that an object says its text is in, without a region; `None` if it holds no text.
fn language(raw: &RawValue) -> Option<String> {
    let members = value::members(raw)?;
    let (_, said) = members
        .iter()
        .find(|(key, _)| LANGUAGE.iter().any(|name| key.eq_ignore_ascii_case(name)))?;
    let said = value::body(said).filter(|said| languages::is_language(said))?;
    let has_text = members.iter().any(|(_, raw)| match value::body(raw) {
        Some(text) => text != said && !text.trim().is_empty(),
        None => value::holds_text(raw),
    });
    has_text.then(|| languages::main_part(said))
}

/// The languages, as codes, in which a value has a text each: that of an object with a text under the
/// name of each, or of a list whose elements say what they are in. None if there is but one text.
pub(super) fn languages_of(raw: &RawValue) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let code = languages::code(name);
        if !codes.contains(&code) {
            codes.push(code);
        }
    };
    if let Some(all) = value::elements(raw) {
        all.into_iter().filter_map(language).for_each(|said| add(&said));
    } else if let Some(members) = value::members(raw)
        && of_language(&members, None).is_some()
    {
        members.iter().filter(|(_, raw)| value::holds_text(raw)).for_each(|(key, _)| add(key));
    }
    codes
}

/// The language in which there is both a title and an abstract, where each has its texts in several
/// and those that would be read of themselves are not in the same; `None` if nothing has to be chosen.
pub(super) fn common_language(title: &RawValue, abstract_: &RawValue) -> Option<String> {
    let (titles, abstracts) = (languages_of(title), languages_of(abstract_));
    let read =
        |codes: &[String]| codes.iter().find(|code| *code == "en").or(codes.first()).cloned();
    let (one, other) = (read(&titles)?, read(&abstracts)?);
    if one == other {
        return None;
    }
    titles.into_iter().find(|code| abstracts.contains(code))
}

/// What the label of a section is called: names that have no other meaning, and those that may be what
/// is said of a text.
const LABEL_NAMES: [&str; 12] = [
    "label", "@Label", "heading", "header", "nlmCategory", "@NlmCategory", "sectionTitle",
    "section_title", "section", "title", "name", "type",
];

/// So many of them have no other meaning.
const SURE: usize = 9;

/// What the text of a section is called.
const SECTION_TEXTS: [&str; 7] = ["text", "content", "value", "body", "#text", "_", "$t"];

/// Labels of a text as a whole, in lower case, and those that say that there is none.
const SAY_NOTHING: [&str; 6] =
    ["abstract", "summary", "unassigned", "unlabelled", "main", "paragraph"];

/// A section of a list of them: its label, if it has one, and its text.
pub(super) type Section<'a> = (Option<Cow<'a, str>>, &'a RawValue);

/// The sections that the elements of a list are, each an object with its label and its text; `None` if
/// they are something else, or none of them has a label.
pub(super) fn listed<'a>(all: &[&'a RawValue]) -> Option<Vec<Section<'a>>> {
    let objects: Vec<Members<'a>> =
        all.iter().map(|one| value::members(one)).collect::<Option<_>>()?;
    LABEL_NAMES.iter().enumerate().find_map(|(n, name)| called(&objects, name, n < SURE))
}

/// The same, of labels that are called `name`.
fn called<'a>(objects: &[Members<'a>], name: &str, is_sure: bool) -> Option<Vec<Section<'a>>> {
    let get = |own: &Members<'a>, name: &str| {
        own.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, raw)| *raw)
    };
    let label = |own: &Members<'a>| -> Option<Cow<'a, str>> {
        let raw = get(own, name).filter(|raw| value::body(raw).is_some())?;
        let value::Key(text) = serde_json::from_str(raw.get()).ok()?;
        (!text.trim().is_empty()).then_some(text)
    };
    let has_no_label = |own: &Members<'a>| {
        get(own, name).is_none_or(|raw| value::is_null(raw) || raw.get() == "\"\"")
    };
    let text = |own: &Members<'a>| SECTION_TEXTS.iter().find_map(|name| get(own, name));
    let sections: Vec<Section<'a>> = objects
        .iter()
        .map(|own| text(own).map(|text| (label(own), text)))
        .collect::<Option<_>>()?;
    let labels = || sections.iter().filter_map(|(label, _)| label.as_deref());
    let is_known = |label: &str| {
        let label = label.trim().to_lowercase();
        LABELS.iter().any(|known| label.starts_with(known)) && !is_no_label(&label)
    };
    let has_known = labels().any(is_known);
    let says_nothing = |label: &str| SAY_NOTHING.contains(&label.trim().to_lowercase().as_str());
    let is_label = |label: &str| {
        let label = label.trim().trim_end_matches(':');
        is_known(label) || says_nothing(label) || is_like_a_label(label, has_known || is_sure)
    };
    let are_sections = (has_known || (is_sure && labels().next().is_some()))
        && objects.iter().all(|own| label(own).is_some() || has_no_label(own))
        && labels().all(|label| is_label(label) && !languages::is_language(label.trim()));
    if !are_sections || labels().all(says_nothing) {
        return None;
    }
    let mut sections = sections;
    for (label, _) in &mut sections {
        *label = label.take().filter(|label| !says_nothing(label));
    }
    Some(sections)
}

/// Whether all members of an object are sections, each under its label.
pub(super) fn are_sections(members: &Members<'_>) -> bool {
    let is_known = |key: &str| {
        let key = key.trim().to_lowercase();
        LABELS.iter().any(|label| key.starts_with(label)) && !is_no_label(&key)
    };
    let has_known = members.iter().any(|(key, _)| is_known(key));
    let is_label = |key: &str| is_known(key) || is_like_a_label(key, has_known);
    let is_text = |raw: &RawValue| value::is_null(raw) || value::holds_text(raw);
    members.iter().any(|(_, raw)| value::holds_words(raw))
        && members.iter().all(|(key, raw)| is_label(key) && is_text(raw))
}

fn is_no_label(key: &str) -> bool {
    NO_LABELS.contains(&key)
}

/// Whether a name may be a label in whatever language: words, and capitalised where nothing else
/// speaks for it.
fn is_like_a_label(key: &str, is_beside_one: bool) -> bool {
    let key = key.trim();
    let are_words =
        key.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/' | '&' | '-' | ','));
    let length = key.chars().count();
    let is_capitalised = key.starts_with(char::is_uppercase) || !key.is_ascii();
    are_words
        && length <= LONGEST
        && (length > 3 || !key.is_ascii())
        && (is_beside_one || is_capitalised)
        && !is_no_label(&key.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(text: &str) -> Members<'_> {
        value::members(serde_json::from_str(text).unwrap()).unwrap()
    }

    #[test]
    fn sections_are_told_by_their_labels() {
        for text in [
            r#"{"Background": "Lamps turn.", "Methods": "We count them."}"#,
            r#"{"background": "Lamps turn.", "setting": "In the street."}"#,
            r#"{"AIMS": "To turn lamps.", "MATERIALS AND METHODS": "Two lamps."}"#,
            r#"{"Hintergrund": "Lampen drehen sich.", "Methoden": "Wir zählen."}"#,
            r#"{"Objetivo": "Contar las lamparas.", "Conclusiones": "Hay dos."}"#,
            r#"{"Contexte": "Les lampes tournent."}"#,
            r#"{"背景": "街灯が回る。", "方法": "数える。"}"#,
            r#"{"Results": ["They turn.", "They rest."], "Conclusion": null}"#,
            r#"{"Data sources": "Three lists of lamps.", "Results": "None."}"#,
            r#"{"objective": "To count them all.", "results": "Two."}"#,
        ] {
            assert!(are_sections(&members(text)), "{text}");
        }
        for text in [
            "{}",
            r#"{"html": "We turn lamps."}"#,
            r#"{"Raw": "We turn lamps.", "Format": "plain text"}"#,
            r#"{"sections": [{"heading": "Aim", "words": "We turn."}]}"#,
            r#"{"Background": "Lamps turn.", "n": 3}"#,
            r#"{"0": "On lamps that turn"}"#,
            r#"{"p1": "On lamps that turn"}"#,
            r#"{"original": "We turn lamps.", "translated": "Wir drehen."}"#,
            r#"{"Name": "J. Lamp", "Type": "of a person"}"#,
            r#"{"Results": "", "Methods": null}"#,
            r#"{"a": "We turn lamps."}"#,
        ] {
            assert!(!are_sections(&members(text)), "{text}");
        }
    }

    #[test]
    fn of_languages_english_is_read_or_the_first() {
        let of = |text: &str| of_language(&members(text), None).map(|(key, _)| key.to_string());
        for (text, expected) in [
            (r#"{"de": "Lampen", "en-GB": "Lamps"}"#, Some("en-GB")),
            (r#"{"fr": "Des lampes"}"#, Some("fr")),
            (r#"{"pt-BR": null, "es": "", "it": "Lampade", "de": "Lampen"}"#, Some("it")),
            (r#"{"English": "Lamps", "French": "Lampes"}"#, Some("English")),
            (r#"{"de": "Lampen", "source": "a"}"#, None),
            (r#"{"id": 5}"#, None),
            ("{}", None),
        ] {
            assert_eq!(of(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn of_a_list_in_several_languages_one_is_read() {
        let of = |text: &str| {
            let all: Vec<&RawValue> = serde_json::from_str(text).unwrap();
            let all = of_one_language(all, None).into_iter();
            all.map(|one| one.get().chars().filter(char::is_ascii_digit).collect::<String>())
                .collect::<String>()
        };
        for (text, expected) in [
            (r#"[{"lang":"de","value":"a 1"},{"lang":"en","value":"b 2"}]"#, "2"),
            (r#"[{"language":"en-GB","text":"a 1"},{"language":"fr","text":"b 2"}]"#, "1"),
            (r#"[{"lang":"de","value":"a 1"},{"lang":"fr","value":"b 2"}]"#, "1"),
            (r##"[{"@xml:lang":"es","#text":"a 1"},{"@xml:lang":"en","#text":"b 2"}]"##, "2"),
            (r#"[{"lang":"en","value":"a 1"},{"lang":"en","value":"b 2"}]"#, "12"),
            (r#"[{"lang":"en","value":"a 1"},{"value":"b 2"}]"#, "12"),
            (r#"[{"lang":"de","value":"a 1"},{"lang":"en","value":""}]"#, "1"),
            (r#"[{"section":"Aim","text":"a 1"},{"section":"Method","text":"b 2"}]"#, "12"),
            (r#"["a 1", "b 2"]"#, "12"),
            ("[]", ""),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
