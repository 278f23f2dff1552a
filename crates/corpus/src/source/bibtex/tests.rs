//! Tests of whole bibliographies.

use super::*;

const FILE: &str = "% Encoding: UTF-8\n@string{jmlr = \"Journal of Machine Learning Research\"}\n\n\
    @Article{one2020,\n  title = {On {CLIP}},\n  journal = jmlr # \", reprinted\",\n  month = jan, year = 2020,\n  \
    Abstract = {It is the first line,\n    and the second of it.},\n}\nA remark.\n\n@misc{broken, title = {No end\n\n@misc{two, title = \"Two\"}\n";

fn parsed(text: &str) -> Parsed<'_> {
    parse(text.as_bytes(), &FieldNames::default())
}

#[test]
fn entries_are_records_and_a_broken_one_costs_no_other() {
    let parsed = parsed(FILE);
    let [Item::Record(one), Item::Unreadable(broken), Item::Record(two)] = &parsed.items[..] else {
        panic!("{parsed:?}")
    };
    assert_eq!((one.line, one.id.as_ref().unwrap().text.as_ref()), (3, "one2020"));
    let others: Vec<(&str, &str)> =
        one.others.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
    let journal = ("journal", "\"Journal of Machine Learning Research, reprinted\"");
    assert_eq!(
        others,
        [("entry_type", "\"Article\""), journal, ("month", "\"jan\""), ("year", "\"2020\"")]
    );
    assert!(FILE[broken.bytes.clone()].starts_with("@misc{broken"));
    assert_eq!((two.title.as_ref().unwrap().text.as_ref(), two.line), ("Two", 14));
    assert_eq!(parsed.chrome_lines, 3, "the encoding, the abbreviation, the remark");
}

#[test]
fn a_text_over_several_lines_knows_the_place_of_each() {
    let parsed = parsed(FILE);
    let Item::Record(one) = &parsed.items[0] else { panic!() };
    let text = one.abstract_.as_ref().unwrap();
    assert_eq!(text.text, "It is the first line, and the second of it.");
    for word in ["It", "line,", "and", "of it."] {
        let at = text.to_source(FILE.as_bytes(), text.text.find(word).unwrap());
        assert!(FILE[at..].starts_with(word), "{word}: {}", &FILE[at..]);
    }
}

#[test]
fn a_field_that_occurs_twice_is_a_list_and_two_titles_are_no_record() {
    let parsed = parsed(
        "@misc{a, title = {One}, note = {x}, Note = {y}, note = {z}}\n@misc{b, title = {Two}, title = {Three}}",
    );
    let [Item::Record(one), Item::Unreadable(two)] = &parsed.items[..] else {
        panic!("{parsed:?}")
    };
    assert_eq!(one.others[1], ("note".into(), r#"["x","y","z"]"#.into()));
    assert_eq!(two.detail, "the field `title` occurs twice");
}

#[test]
fn what_is_no_entry_begins_none() {
    for line in ["  @InProceedings {key,", "@book_section{Bhat2020,"] {
        assert!(begins_entry(line.as_bytes()), "{line}");
    }
    for line in ["@ 30 frames", "@name said {so}", "a@b{", ""] {
        assert!(!begins_entry(line.as_bytes()), "{line}");
    }
}

/// The keys of the entries of a text, `-` for what cannot be read.
fn keys(text: &str) -> Vec<String> {
    let key = |item: &Item<'_>| match item {
        Item::Record(record) => record.id.as_ref().unwrap().text.to_string(),
        Item::Unreadable(_) => "-".to_owned(),
    };
    parsed(text).items.iter().map(key).collect()
}

#[test]
fn an_entry_is_read_wherever_it_begins() {
    let cases: [(&str, &[&str]); 11] = [
        ("1. @misc{a, title = {One}}\n2. @misc{b, title = {Two}}\n", &["a", "b"]),
        ("<pre>@misc{a, title = {One}}</pre>\n", &["a"]),
        ("@preamble{\"\\def\\x{y}\"} @misc{a, title = {One}}", &["a"]),
        ("@comment{of @misc{z,}} @misc{a, title = {One}}\n@misc{b, title = {Two}}", &["a", "b"]),
        ("\u{feff}@misc{a, title = {One}}", &["a"]),
        ("@misc{a, title = {One}}\n\u{feff}@misc{b, title = {Two}}", &["a", "b"]),
        ("\u{feff}@comment{x}\n\u{feff}@misc{b, title = {Two}}", &["b"]),
        ("@misc{a, title = {One}}, @misc{b, title = {Two}}", &["a", "b"]),
        ("@comment{@misc{a, title = {One}}}\n% @misc{b, title = {Two}}\n", &[]),
        ("% nothing yet\n\n", &[]),
        ("@string{a = {A}}\n", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(keys(text), expected, "{text:?}");
    }
    let last = parsed("@comment{é} 1. @misc{a, title = {One}}");
    let Item::Record(record) = &last.items[0] else { panic!() };
    assert_eq!((record.line, record.column), (0, 15));
}

#[test]
fn a_text_without_any_entry_is_no_bibliography() {
    for text in
        ["One line of prose, with me@example.org in it.", "{\"title\": \"@context\"}", "<p>"]
    {
        assert_eq!(keys(text), ["-"], "{text}");
        assert!(!holds_entry(text.as_bytes()));
    }
}

#[test]
fn what_is_wrong_with_an_entry_is_said() {
    let cases = [
        ("@misc{a,\n year = ,\n title = {One}\n}", "a value is missing here, in front of `,`"),
        ("@misc{a, title = {One", "the braces of this entry are never closed"),
        ("@misc{a, title {One}}", "expected equals"),
    ];
    for (text, why) in cases {
        let parsed = parsed(text);
        let [Item::Unreadable(one)] = &parsed.items[..] else { panic!("{text}: {parsed:?}") };
        assert_eq!(one.detail, why, "{text}");
    }
}

#[test]
fn thousands_of_entries_and_of_repeated_fields_are_read_from_one_line() {
    let many: String = (0..20_000).map(|n| format!("@misc{{k{n}, title = {{On é}}}} ")).collect();
    let notes: String = (0..20_000).map(|n| format!(", note = {{{n}}}")).collect();
    assert_eq!(keys(&many).len(), 20_000);
    assert_eq!(keys(&format!("@misc{{a, title = {{One}}{notes}}}")).len(), 1);
}
