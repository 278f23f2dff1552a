//! Every text shape that is repaired in place changes where it is damaged and nowhere else: each
//! file is written with damage and without it, and the repaired one is the other, byte for byte.

use crate::common::{abslint, gzip, status, stderr, stdout};
use serde_json::Value;

/// A title and an abstract; each has a word that is damaged or not.
type Texts = [String; 2];

/// Texts of three records, those damaged whose bits `mask` has.
fn texts(mask: u8, damaged: &str, whole: &str) -> Vec<Texts> {
    let word = |bit: usize| if mask >> bit & 1 == 1 { damaged } else { whole };
    (0..3)
        .map(|n| {
            let (a, b) = (word(2 * n), word(2 * n + 1));
            [
                format!("Turning {a} lamps, café {n}"),
                format!("We turn {b} lamps, and \"large\" ships see each of them at 1/2 mile. Café {n} is open; it has {b} seats."),
            ]
        })
        .collect()
}

/// A way in which a file is written: its name, what is in front, one record, between, behind.
struct Layout {
    name: &'static str,
    head: &'static str,
    record: fn(usize, &Texts) -> String,
    between: &'static str,
    tail: &'static str,
}

const fn layout(
    name: &'static str,
    [head, between, tail]: [&'static str; 3],
    record: fn(usize, &Texts) -> String,
) -> Layout {
    Layout { name, head, record, between, tail }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// JSON as PHP and Python write it: ASCII alone, slashes escaped.
fn ascii(text: &str) -> String {
    let escaped = |c: char| match c {
        '/' => "\\/".to_owned(),
        c if c.is_ascii() => c.to_string(),
        c => format!("\\u{:04x}", u32::from(c)),
    };
    quoted(text).chars().map(escaped).collect()
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Words, some to a line, with `margin` in front of each further line.
fn folded(text: &str, margin: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let lines: Vec<String> = words.chunks(3).map(|words| words.join(" ")).collect();
    lines.join(&format!("\n{margin}"))
}

const LAYOUTS: [Layout; 22] = [
    layout("lines.jsonl", ["", "\r\n", "\r\n"], |n, [t, a]| {
        format!(
            "{{\"id\":{n}, \"title\": {},\"abstract\" :{}, \"x\":\"16times16\"}}",
            quoted(t),
            quoted(a)
        )
    }),
    layout("ascii.jsonl", ["", "\n", ""], |n, [t, a]| {
        format!("{{\"id\":{n},\"title\":{},\"abstract\":{}}}", ascii(t), ascii(a))
    }),
    layout("pretty.json", ["[\n  ", ",\n  ", "\n]\n"], |n, [t, a]| {
        format!(
            "{{\n    \"id\": {n},\n    \"title\": {},\n    \"abstract\": {}\n  }}",
            quoted(t),
            quoted(a)
        )
    }),
    layout("one-line.json", ["[", ", ", "]"], |n, [t, a]| {
        format!("{{\"abstract\":{},\"title\":{},\"n\":{n}.50}}", ascii(a), ascii(t))
    }),
    layout(
        "envelope.json",
        ["{\"total\": 3, \"data\": [", ",", "], \"next\": null}\n"],
        |n, [t, a]| {
            format!("{{\"id\": \"{n}\", \"title\": {}, \"abstract\": {}}}", quoted(t), quoted(a))
        },
    ),
    layout("keyed.json", ["{", ",\n", "}"], |n, [t, a]| {
        format!("\"k{n}\": {{\"title\": {}, \"abstract\": {}}}", ascii(t), ascii(a))
    }),
    layout("row.json", ["", "\n", "\n"], |_, [t, a]| {
        format!("{{\n\"title\": [{}],\n\"abstract\": {{\"value\": {}}}\n}}", quoted(t), quoted(a))
    }),
    layout("bom.json", ["\u{feff}[", ",", "]"], |n, [t, a]| {
        format!("{{\"id\":{n},\"title\":{},\"abstract\":{}}}", quoted(t), quoted(a))
    }),
    layout("quoted.csv", ["\"id\",\"title\",\"abstract\"\r\n", "\r\n", "\r\n"], |n, [t, a]| {
        format!("\"{n}\",{},{}", cell(t), cell(a))
    }),
    layout("mixed.csv", ["title,id,abstract\n", "\n", ""], |n, [t, a]| {
        format!("{},{n},{}", cell(t), cell(a))
    }),
    layout("bare.csv", ["id;title;abstract\n", "\n", "\n"], |n, [t, a]| {
        format!("{n};{t};{}", cell(a))
    }),
    layout("tabs.tsv", ["id\ttitle\tabstract\n", "\n", "\n"], |n, [t, a]| {
        format!("{n}\t{t}\t{}", cell(a))
    }),
    layout(
        "braces.bib",
        ["% 16times16\n@string{x = \"16times16\"}\n\n", "\n\n", "\n"],
        |n, [t, a]| {
            let a = a.replace("é", "{\\'e}").replace("lamps", "{LED} lamps");
            format!(
                "@article{{k{n},\n  Title = {{{{{t}}}}},\n  abstract = {{{a}}},\n  note = {{16times16 \\& more}},\n}}"
            )
        },
    ),
    layout("quotes.bib", ["", "\n", ""], |n, [t, a]| {
        let a = a.replace("\"large\"", "{\"}large{\"}").replace(", and", "\" # \", and");
        format!("@Misc(k{n}, title = \"{t}\", abstract = \"{a}\")")
    }),
    layout("wrapped.bib", ["", "\r\n\r\n", "\r\n"], |n, [t, a]| {
        format!(
            "@misc{{k{n},\r\n  title={{{t}}},\r\n  abstract={{{}}}\r\n}}",
            folded(a, "    ").replace('\n', "\r\n")
        )
    }),
    layout("plain.ris", ["", "\n\n", "\n"], |n, [t, a]| {
        format!("TY  - JOUR\nID  - k{n}\nTI  - {t}\nN1  - 16times16\nAB  - {a}\nER  - ")
    }),
    layout("folded.ris", ["", "\r\n", "\r\n"], |n, [t, a]| {
        let text = format!(
            "TY  - JOUR\nT1  - {t}\nN2  - {}\nUR  - https://example.org/{n}\nER  -",
            folded(a, "      ")
        );
        text.replace('\n', "\r\n")
    }),
    layout("unfolded.ris", ["", "\n", "\n"], |_, [t, a]| {
        format!("TY  - JOUR\nTI  - {t}\nAB  - {}\nER  - ", folded(a, ""))
    }),
    layout("pubmed.nbib", ["", "\n\n", "\n"], |n, [t, a]| {
        format!(
            "PMID- 1{n}\nTI  - {}\nAB  - {}\nAU  - Lee A",
            folded(t, "      "),
            folded(a, "      ")
        )
    }),
    layout("endnote.enw", ["", "\n\n", "\n"], |_, [t, a]| {
        format!("%0 Journal Article\n%T {t}\n%X {a}")
    }),
    layout(
        "wos.ciw",
        ["FN Clarivate Analytics Web of Science\nVR 1.0\n", "\n\n", "\n\nEF\n"],
        |n, [t, a]| {
            format!("PT J\nTI {}\nAB {}\nUT WOS:{n}\nER", folded(t, "   "), folded(a, "   "))
        },
    ),
    layout("keyless.bib", ["", "\n", "\n"], |n, [t, a]| {
        format!(
            "@misc{{Some key {n}, abstract = {{{}}}, title = {{{}}}}}",
            folded(a, "\t"),
            t.replace("café", "caf\\'e")
        )
    }),
];

fn written(layout: &Layout, mask: u8, damaged: &str, whole: &str) -> String {
    let records: Vec<String> = texts(mask, damaged, whole)
        .iter()
        .enumerate()
        .map(|(n, texts)| (layout.record)(n, texts))
        .collect();
    format!("{}{}{}", layout.head, records.join(layout.between), layout.tail)
}

#[test]
fn in_place_every_shape_changes_in_its_damaged_values_and_nowhere_else() {
    let masks = [0, 0b1, 0b10, 0b100100, 0b111111];
    for (damaged, repaired) in [("16times16", "16×16"), ("16 × 16  of the", "16 × 16 of the")] {
        let rule = if damaged.contains("times") { "lost-times" } else { "doubled-space" };
        let dir = tempfile::tempdir().unwrap();
        let path = |layout: &Layout, mask: u8| dir.path().join(format!("{mask}-{}", layout.name));
        for layout in &LAYOUTS {
            for mask in masks {
                std::fs::write(path(layout, mask), written(layout, mask, damaged, repaired))
                    .unwrap();
            }
        }
        let run = abslint(dir.path(), &["clean", ".", "--in-place", "--select", rule]);
        assert_eq!(status(&run), 0, "{}", stderr(&run));
        for layout in &LAYOUTS {
            // White space is one space where lines are wrapped: such a text has no such damage.
            let folds =
                [".bib", ".ris", ".nbib", ".enw", ".ciw"].iter().any(|e| layout.name.ends_with(e));
            for mask in masks {
                let after = std::fs::read_to_string(path(layout, mask)).unwrap();
                let kept = if folds && rule == "doubled-space" { damaged } else { repaired };
                assert_eq!(
                    after,
                    written(layout, mask, kept, repaired),
                    "{} {mask:b}",
                    layout.name
                );
            }
        }
    }
}

#[test]
fn in_place_a_field_that_had_no_quotes_gets_them_only_if_it_must() {
    let dir = tempfile::tempdir().unwrap();
    let file = |title: &str| {
        format!(
            "id,title,abstract\n1,{title},Ships are lost in fog and lamps find all of them again.\n"
        )
    };
    std::fs::write(dir.path().join("a.csv"), file("Lamps &quot;and&quot; fog")).unwrap();
    std::fs::write(dir.path().join("b.csv"), file("Lamps &amp; fog")).unwrap();
    abslint(dir.path(), &["clean", "a.csv", "b.csv", "--in-place"]);
    let read = |name: &str| std::fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(read("a.csv"), file("\"Lamps \"\"and\"\" fog\""));
    assert_eq!(read("b.csv"), file("Lamps & fog"));
}

#[test]
fn what_cannot_be_repaired_in_place_is_said_in_a_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let parts = r#"{"title":"On  lamps","abstract":["They turn  by night.","And rest by day."]}"#;
    std::fs::write(path("parts.jsonl"), parts).unwrap();
    let output = abslint(dir.path(), &["clean", "--in-place", "parts.jsonl"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let said = stderr(&output);
    assert!(said.contains("1 text left as before: what is put together"), "{said}");
    let written = std::fs::read_to_string(path("parts.jsonl")).unwrap();
    assert_eq!(written, parts.replace("On  lamps", "On lamps"));
    let utf16 = "\u{feff}title,abstract\nOn  lamps,They turn.\n".encode_utf16();
    let table: Vec<u8> = utf16.flat_map(u16::to_le_bytes).collect();
    let feed = "<entry><title>On  lamps</title><summary>They turn.</summary></entry>";
    for (name, bytes, kind) in [
        ("a.csv", table, "in another encoding than UTF-8"),
        ("a.jsonl", b"{'title': 'On  lamps', 'abstract': 'They turn.'}\n".to_vec(), "of Python"),
        ("a.xml", feed.as_bytes().to_vec(), "XML or HTML"),
    ] {
        std::fs::write(path(name), &bytes).unwrap();
        let output = abslint(dir.path(), &["clean", "--in-place", name]);
        assert_eq!(status(&output), 2);
        let said = stderr(&output);
        assert!(said.contains(kind) && said.lines().count() == 1, "{said}");
        assert_eq!(std::fs::read(path(name)).unwrap(), bytes);
        let output = abslint(dir.path(), &["clean", name, "-o", "out.jsonl"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert!(std::fs::read_to_string(path("out.jsonl")).unwrap().contains("On lamps"));
    }
}

#[test]
fn a_compressed_file_is_read_and_not_repaired_in_place() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = gzip(written(&LAYOUTS[12], 0b111111, "16times16", "16×16").as_bytes());
    std::fs::write(dir.path().join("a.bib.gz"), &bytes).unwrap();
    let run = abslint(dir.path(), &["clean", "a.bib.gz", "--in-place"]);
    assert_eq!(status(&run), 2);
    assert_eq!(std::fs::read(dir.path().join("a.bib.gz")).unwrap(), bytes);
    abslint(dir.path(), &["clean", "a.bib.gz", "-o", "out.ris.gz", "-q"]);
    let back = stdout(&abslint(dir.path(), &["clean", "out.ris.gz", "-o", "-", "-q"]));
    assert_eq!(back.matches("\"entry_type\":\"article\"").count(), 3, "{back}");
}

#[test]
fn in_place_only_repairs_that_were_made_are_counted() {
    const TIMES: &str = "We turn lamps on a grid of 16times16 posts, and say by whom it is done.";
    let cases = [
        ("one.jsonl", format!("{{\"title\":\"On lamps\",\"abstract\":\"{TIMES}\"}}\n"), (1, 0)),
        (
            "list.json",
            format!(
                "[{{\"title\":\"On lamps\",\"abstract\":[\"{TIMES}\",\"They rest by day.\"]}}]"
            ),
            (0, 1),
        ),
        (
            "both.jsonl",
            format!("{{\"title\":\"On 16times16 lamps\",\"abstract\":{{\"Aims\":\"{TIMES}\"}}}}\n"),
            (1, 1),
        ),
        (
            "text.csv",
            format!("title,abstract\nOn lamps,\"['{TIMES}', 'They rest by day.']\"\n"),
            (0, 1),
        ),
        (
            "python.jsonl",
            format!(
                "{{\"title\":\"Posts\",\"abstract\":\"They stand.\"}}\n{{'title':'On lamps','abstract':'{TIMES}'}}\n"
            ),
            (0, 1),
        ),
        (
            "string.bib",
            format!(
                "@string{{x = \"On 16times16 grids\"}}\n@article{{a, title = x, abstract = {{{TIMES}}}}}\n"
            ),
            (1, 1),
        ),
    ];
    for (name, text, (made, left)) in cases {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(name), &text).unwrap();
        let args = ["clean", "--in-place", "--select", "lost-times", name];
        let output = abslint(dir.path(), &args);
        let said = stderr(&output);
        let records = |n: usize| if n == 1 { "1 record" } else { "0 records" };
        let repairs = |n: usize| if n == 1 { "1 repair" } else { "0 repairs" };
        let counted = format!("repaired: {} in {}\n", repairs(made), records(made));
        assert!(said.contains(&counted), "{name}: {said}");
        assert_eq!(said.contains("1 text left as before"), left == 1, "{name}: {said}");
        let row = said.lines().find(|line| line.contains("lost-times")).unwrap_or_default();
        let numbers: Vec<&str> = row.split_whitespace().skip(2).collect();
        let expected = [made + left, 1, made, left].map(|n| n.to_string());
        assert_eq!(numbers, expected, "{name}: {said}");
        let written = std::fs::read_to_string(dir.path().join(name)).unwrap();
        assert_eq!(written.matches("16times16").count(), left, "{name}: {written}");
    }
}
