//! Tests: what is said of files whose fields have other names.

use super::advice::MOST_SHOWN;
use super::*;

const LONG: &str = "We turn lamps by night, and say how it is done, by whom, and when it should not be done at all.";

fn of(objects: &[&[(&str, Option<&str>)]]) -> FieldUse {
    let mut fields = FieldUse::default();
    for object in objects {
        fields.see(&FieldNames::default(), true, object.iter().copied());
    }
    fields
}

fn said(fields: &FieldUse, names: &FieldNames) -> String {
    fields.verdict("a", names).map_or(String::new(), |error| error.to_string())
}

#[test]
fn a_field_that_is_there_and_empty_is_there() {
    let names = FieldNames::default();
    let is_fine = |objects: &[&[(&str, Option<&str>)]]| of(objects).verdict("a", &names).is_none();
    assert!(is_fine(&[]), "no record");
    assert!(is_fine(&[&[]]), "no field");
    assert!(is_fine(&[&[("title", None), ("summary", Some(""))]]), "null, and blank");
    let each_somewhere = is_fine(&[&[("title", Some("One"))], &[("summary", Some(LONG))]]);
    assert!(each_somewhere);
    assert_eq!(of(&[&[("title", Some("One"))]]).missing(), [FieldName::Abstract]);
    assert_eq!(of(&[&[("abstract", Some(LONG))]]).missing(), [FieldName::Title]);
    assert_eq!(of(&[&[("x", None)]]).missing(), FieldName::ALL);
    let mut unreadable = FieldUse::default();
    unreadable.see(&names, false, [("x", None)].into_iter());
    assert!(unreadable.verdict("a", &names).is_none(), "no record");
}

#[test]
fn the_setting_that_would_read_the_file_is_named() {
    let url = ("link", Some("https://lamps.example/1"));
    let authors = (
        "authors",
        Some(
            "Ann Smith, Bob Jones, and others of the same group, whose names we leave out here for want of room",
        ),
    );
    let both: &[(&str, Option<&str>)] =
        &[url, ("name", Some("On Lamps")), authors, ("body", Some(LONG)), ("year", None)];
    let default = FieldNames::default();
    let own = FieldNames { title: vec!["head".into()], ..FieldNames::default() };
    let cases: [(FieldUse, &FieldNames, &str); 6] = [
        (of(&[both]), &default, "`fields: { title: [name], abstract: [body] }`"),
        (of(&[&[&[("title", None)], both].concat()]), &default, "`fields: { abstract: [body] }`"),
        (
            of(&[&[("abstract", None), url, ("name", Some("On Lamps")), authors]]),
            &default,
            "`fields: { title: [name] }`",
        ),
        (
            of(&[&[("ABSTRACT", Some("Short")), ("TITLE", Some("T")), ("body", Some(LONG))]]),
            &default,
            "{ title: [TITLE], abstract: [ABSTRACT] }",
        ),
        (of(&[both]), &own, "`fields: { title: [head, name], abstract: [body] }`"),
        (
            of(&[&[("title", None), ("the text", Some(LONG))]]),
            &default,
            "`fields: { abstract: [\"the text\"] }`",
        ),
    ];
    for (fields, names, expected) in cases {
        assert!(said(&fields, names).contains(expected), "{expected}: {}", said(&fields, names));
    }
    assert!(
        said(&of(&[&[("title", None), url]]), &default).contains("name the field under `fields:`")
    );
}

#[test]
fn what_is_kept_of_a_file_is_bounded_and_the_same_in_any_parts() {
    let names: Vec<String> = (0..1000).map(|n| format!("field{n}")).collect();
    let long = "n".repeat(LONGEST_NAME + 1);
    let object =
        || names.iter().map(|name| (name.as_str(), Some(LONG))).chain([(long.as_str(), None)]);
    let (mut whole, mut parts) = (FieldUse::default(), FieldUse::default());
    for _ in 0..SAMPLED {
        let mut part = FieldUse::default();
        part.see(&FieldNames::default(), true, object());
        parts.add(part);
        whole.see(&FieldNames::default(), true, object());
    }
    assert_eq!((whole.fields.len(), &whole), (MOST_NAMES, &parts));
    assert!(
        whole.shown().ends_with(", …") && whole.shown().len() < 2 * MOST_SHOWN,
        "{}",
        whole.shown()
    );
}

#[test]
fn a_setting_that_would_read_something_else_is_not_named() {
    let names = FieldNames::default();
    let message = "Too many requests were made today; wait for a while, then please try again.";
    let same: &[(&str, Option<&str>)] = &[("note", Some(message)), ("name", Some("On Lamps"))];
    let never: [(&str, FieldUse); 6] = [
        ("one field of words", of(&[&[("message", Some(message)), ("code", Some("429"))]])),
        ("the same in all records", of(&[same, same])),
        ("a few words", of(&[&[("title", None), ("what", Some("Some words on lamps"))]])),
        ("one word", of(&[&[("abstract", None), ("@type", Some("WebPage"))]])),
        ("a title alone", of(&[&[("head", Some("On Lamps")), ("n", Some("3"))]])),
        ("an abstract alone", of(&[&[("body", Some(LONG)), ("n", Some("3"))]])),
    ];
    for (what, fields) in never {
        let said = said(&fields, &names);
        assert!(said.contains("name the field under `fields:`"), "{what}: {said}");
    }
    let mut tagged =
        of(&[&[("TI", Some("On lamps that turn in the dark of every street by night"))]]);
    tagged.has_tags([&["TI"], &["AB", "N2"]]);
    tagged.named[0] = 1;
    let said = said(&tagged, &names);
    assert!(said.contains("an abstract (known names: AB, N2, abstract, summary"), "{said}");
    assert!(said.contains("name the field under `fields:`"), "{said}");
}
