//! Tables, and what is read of them.

use super::*;
use crate::source::FieldNames;
use abslint_core::sources::Sources;

const TABLE: &str = "doi,title,abstract,year\r\n10.1/x,\"On \"\"Copies\"\", and more\",\"First line.\nSecond line.\",2020\r\n\r\n10.1/y,Plain,,\r\n";

fn header(text: &str) -> Option<Header> {
    let (fields, sources) = (FieldNames::default(), Sources::default());
    Header::find(text.as_bytes(), None, &Names::new(&fields, &sources))
}

fn parsed(text: &str) -> Parsed<'_> {
    let header = header(text).unwrap();
    parse(text.as_bytes(), header.length, &header, Habits::default())
}

#[test]
fn rows_are_records_and_fields_know_their_places() {
    let parsed = parsed(TABLE);
    let [Item::Record(first), Item::Record(second)] = &parsed.items[..] else {
        panic!("{parsed:?}")
    };
    let title = first.title.as_ref().unwrap();
    assert_eq!((title.text.as_ref(), first.line, second.line), ("On \"Copies\", and more", 1, 4));
    for word in ["On", "Copies", "more"] {
        let at = title.to_source(TABLE.as_bytes(), title.text.find(word).unwrap());
        assert!(TABLE[at..].starts_with(word), "{word}: {}", &TABLE[at..]);
    }
    assert_eq!(first.abstract_.as_ref().unwrap().text, "First line.\nSecond line.");
    assert_eq!(
        (first.id.as_ref().unwrap().text.as_ref(), second.abstract_.is_none()),
        ("10.1/x", true)
    );
    let others: Vec<(&str, &str)> =
        first.others.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
    assert_eq!(others, [("doi", "\"10.1/x\""), ("year", "\"2020\"")]);
}

#[test]
fn a_row_that_does_not_fit_is_no_record_and_costs_no_other() {
    let parsed = parsed("id\ttitle\n1\tOne\n2\n3\tThree\tmore\n4\tFour");
    let kinds: Vec<bool> =
        parsed.items.iter().map(|item| matches!(item, Item::Record(_))).collect();
    assert_eq!(kinds, [true, false, false, true]);
    let Item::Record(last) = &parsed.items[3] else { panic!() };
    assert_eq!(last.title.as_ref().unwrap().text, "Four", "without a line end");
}

#[test]
fn a_quote_that_is_not_closed_is_said_where_it_stands_and_costs_no_other_row() {
    let text = "id,title\n1,\"open\n2,Two\n";
    let parsed = parsed(text);
    let [Item::Unreadable(unreadable), Item::Record(_)] = &parsed.items[..] else {
        panic!("{parsed:?}")
    };
    assert!(unreadable.detail.contains("not closed") && text[unreadable.at..].starts_with("open"));
}

#[test]
fn an_index_of_words_is_the_text_that_it_was_made_of() {
    let text = "title,abstract_inverted_index\nOn Lamps,\"{\"\"turn.\"\": [2], \"\"lämps\"\": [1], \"\"The\"\": [0]}\"\n";
    let (names, sources) = (FieldNames::default(), abslint_core::rule::Library::built_in().sources);
    let header = Header::find(text.as_bytes(), None, &Names::new(&names, &sources)).unwrap();
    let parsed = parse(text.as_bytes(), header.length, &header, Habits::default());
    let [Item::Record(record)] = &parsed.items[..] else { panic!("{parsed:?}") };
    let abstract_ = record.abstract_.as_ref().unwrap();
    assert_eq!(abstract_.text, "The lämps turn.");
    for (at, _) in abstract_.text.char_indices() {
        assert!(text.is_char_boundary(abstract_.to_source(text.as_bytes(), at)));
    }
}

#[test]
fn a_table_is_told_by_its_first_row() {
    assert!(header("A line of prose, with a comma\n").is_none());
    assert!(header("title\nOne column is no table\n").is_none());
    let delimiters = [
        "id;title, short;abstract\n",
        "# made today\n#\nid|title\n",
        "#id\ttitle\n1\tOne\n",
        "sep=;\nid;title\n1;One\n",
    ];
    assert_eq!(delimiters.map(|text| header(text).unwrap().delimiter), [b';', b'|', b'\t', b';']);
    let (fields, sources) = (FieldNames::default(), Sources::default());
    let behind = |text: &str| {
        Header::behind_lines(text.as_bytes(), Some(b','), &Names::new(&fields, &sources))
    };
    assert_eq!(behind("query,\"x\"\n---\n\nid,title,abstract\n1,A,B\n").unwrap().length, 33);
    assert!(behind("a,b\n1,the title of it\n").is_none());
}

#[test]
fn a_column_that_occurs_twice_is_a_list() {
    let text = "id,note,title,abstract,note,links,links\n1,x,A,B,y,c,d\n2,,A,B,\"[\"\"z\"\"]\",,\n";
    let header = header(text).unwrap();
    let parsed = parse(text.as_bytes(), header.length, &header, Habits::default());
    let others = |item: &Item<'_>| match item {
        Item::Record(record) => {
            let all: Vec<String> = record.others.iter().map(|(n, v)| format!("{n}={v}")).collect();
            all.join(" ")
        }
        Item::Unreadable(unreadable) => unreadable.detail.clone(),
    };
    let found: Vec<String> = parsed.items.iter().map(others).collect();
    let expected =
        [r#"note=["x","y"] input_links=["c","d"]"#, r#"note=["","[\"z\"]"] input_links=["",""]"#];
    assert_eq!(found, expected);
}

/// The titles of the records of a table; of what is none, what is wrong.
fn titles(text: &str) -> Vec<String> {
    let title = |item: &Item<'_>| match item {
        Item::Record(record) => record.title.as_ref().map_or("-", |field| &field.text).to_owned(),
        Item::Unreadable(unreadable) => unreadable.detail.clone(),
    };
    parsed(text).items.iter().map(title).collect()
}

#[test]
fn empty_fields_at_the_end_of_rows_and_headers_are_none() {
    let cases = [
        ("id\ttitle\tabstract\n1\tOne\tA\t\n2\tTwo\tB\t\t\n", ["One", "Two"]),
        ("id,title,abstract,\n1,One,A\n2,Two,B,\n", ["One", "Two"]),
        ("id,title,abstract,,\n1,One,A,x\n2,Two,,,,,\n", ["One", "Two"]),
        (
            "id,title,abstract\n1,One,A,,x\n2,Two,B\n",
            ["this row has 5 fields, and the first one 3", "Two"],
        ),
        (
            "id,title,abstract,\n1,One\n2,Two,B\n",
            ["this row has 2 fields, and the first one 4", "Two"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(titles(text), expected, "{text:?}");
    }
    let text = "id,title,abstract,\n1,One,A,\n2,Two,B,more\n";
    let others = |item: &Item<'_>| match item {
        Item::Record(record) => record.others.len(),
        Item::Unreadable(_) => panic!(),
    };
    assert_eq!(
        parsed(text).items.iter().map(others).collect::<Vec<_>>(),
        [0, 1],
        "nothing is lost"
    );
}

#[test]
fn quotes_are_read_as_they_are_meant_or_it_is_said_what_is_wrong_with_them() {
    let cases = [
        (
            "id\ttitle\n1\t\"Late\" lamps\n2\t\"Open\n3\tthe word \"late\"\n",
            &["\"Late\" lamps", "\"Open", "the word \"late\""][..],
        ),
        (
            "\"id\"\t\"title\"\n1\t\"Late\" lamps\n",
            &["a quote within the quotes of this field is not doubled"],
        ),
        ("id, title\n1, \"Lamps, late\"\n", &["Lamps, late"]),
        ("id,title\n1,\"The \\\"late\\\" lamp, a\"\n", &["The \"late\" lamp, a"]),
        (
            "id,title\n1,\"On H\\\"oher lamps\"\n2,Two\n",
            &[
                "the quotes within this field have backslashes in front and do not pair: write each of them twice (`\"\"`)",
                "Two",
            ],
        ),
        ("id,title\n1,\"open\n2,Two\n", &["a quote is opened and not closed", "Two"]),
    ];
    for (text, expected) in cases {
        assert_eq!(titles(text), expected, "{text:?}");
    }
    let text = "id,title\n1,\"The \\\"läte\\\" lamp\"\n";
    let parsed = parsed(text);
    let Item::Record(record) = &parsed.items[0] else { panic!("{parsed:?}") };
    let title = record.title.as_ref().unwrap();
    for word in ["The", "läte", " lamp"] {
        let at = title.to_source(text.as_bytes(), title.text.find(word).unwrap());
        assert!(text[at..].starts_with(word), "{word}: {}", &text[at..]);
    }
}

#[test]
fn a_header_among_the_rows_is_no_record() {
    let text = "id,title\n1,One\nid,title\n2,Two\n\u{feff}id,\"title\"\n3,title\n";
    let parsed = parsed(text);
    assert_eq!(
        (titles(text), parsed.chrome_lines),
        (vec!["One".into(), "Two".into(), "title".into()], 2)
    );
    assert!(parsed.fields.reading().unwrap().contains(REPEATED));
}
