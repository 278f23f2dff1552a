//! Inputs, names and rules that mean harm, or are only broken: what happens is what
//! `docs/robustness.md` says.

use std::path::Path;

use abslint_core::edit::Safety;
use abslint_core::lint::Linter;
use abslint_core::record::{FieldName, Record};
use abslint_core::rule::{Library, Rule};

use crate::common::{abslint, status, stderr, stdout};

#[path = "../../benches/growth/signs.rs"]
mod signs;

const GOOD: &str = "{\"title\":\"On Images\",\"abstract\":\"We study how images of 256times256 pixels differ, and why. The reasons are many.\"}\n";

/// Exit status, findings as lines, and what was said beside them.
fn check(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let output = abslint(dir, &[&["check", "--output-format", "concise"], args].concat());
    (status(&output), stdout(&output), stderr(&output))
}

#[test]
fn a_bad_record_costs_itself_and_says_what_is_wrong() {
    let cases: [(&str, Vec<u8>, &str); 8] = [
        (
            "a lone surrogate",
            b"{\"title\":\"t\",\"abstract\":\"\\ud800 lone\"}\n".to_vec(),
            "not-a-record",
        ),
        ("a raw NUL", b"{\"title\":\"t\0\",\"abstract\":\"x\"}\n".to_vec(), "invalid-json"),
        (
            "bytes that are no text",
            b"{\"title\":\"t\",\"abstract\":\"\xff\xfe\"}\n".to_vec(),
            "invalid-utf8",
        ),
        ("NULs for a line", b"\0\0\0\n".to_vec(), "invalid-json"),
        ("a field that is no text", b"{\"title\":7}\n".to_vec(), "not-a-record"),
        ("a field twice", b"{\"title\":\"t\",\"title\":\"u\"}\n".to_vec(), "not-a-record"),
        (
            "nesting without end",
            ["{\"title\":\"t\",\"x\":".as_bytes(), &b"[".repeat(100_000), b"\n"].concat(),
            "invalid-json",
        ),
        (
            "a line of 17 MiB",
            format!("{{\"title\":\"t\",\"abstract\":\"{}\"}}\n", "word ".repeat(17 << 20 >> 2))
                .into_bytes(),
            "not-a-record",
        ),
    ];
    for (what, bytes, rule) in cases {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(
            dir.path().join("a.jsonl"),
            [GOOD.as_bytes(), &bytes, GOOD.replace("Images", "Lenses").as_bytes()].concat(),
        )
        .unwrap();
        let (status, found, said) = check(dir.path(), &["a.jsonl"]);
        let [bad, good] =
            [rule, "lost-times"].map(|rule| found.matches(&format!("[{rule}]")).count());
        assert_eq!(status, 2, "{what}: {found}{said}");
        assert_eq!(bad, 1, "{what}: {found}{said}");
        assert_eq!(good, 2, "{what}: {found}{said}");
        assert!(said.starts_with("3 records"), "{what}: {found}{said}");
        assert!(
            found.lines().any(|line| line.starts_with("a.jsonl:2:") && line.contains(rule)),
            "{what}: {found}"
        );
    }
}

#[test]
fn deep_nesting_that_is_whole_is_data() {
    let dir = tempfile::tempdir().unwrap();
    let nested =
        GOOD.replace("}\n", &format!(",\"x\":{}{}}}\n", "[".repeat(100_000), "]".repeat(100_000)));
    std::fs::write(dir.path().join("a.jsonl"), &nested).unwrap();
    let output = abslint(dir.path(), &["clean", "a.jsonl", "-o", "-"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains(&"[".repeat(100_000)), "{}", stderr(&output));
}

#[test]
fn a_broken_record_in_an_envelope_and_an_envelope_that_is_cut_cost_one_record() {
    let dir = tempfile::tempdir().unwrap();
    let good = |n: usize| GOOD.trim().replace("Images", &format!("Lenses of Kind {n}"));
    let broken = format!("{{\"total\":3,\"data\":[{},{{\"title\" 7}},{}]}}", good(1), good(2));
    let cut = format!("{{\"data\":[{},\n{},{{\"title\":\"On", good(1), good(2));
    for text in [broken, cut] {
        std::fs::write(dir.path().join("a.json"), &text).unwrap();
        let output = abslint(dir.path(), &["clean", "a.json", "-o", "-", "--ignore", "duplicate"]);
        let said = stderr(&output);
        assert_eq!(status(&output), 2, "{said}");
        assert!(said.contains("3 records read = 2 kept + 0 rejected + 1 unreadable"), "{said}");
    }
}

#[test]
fn envelopes_in_envelopes_without_end_are_one_error() {
    let dir = tempfile::tempdir().unwrap();
    let (open, close) = ("{\"data\":".repeat(20_000), "}".repeat(20_000));
    std::fs::write(dir.path().join("a.json"), format!("{open}{}{close}", GOOD.trim())).unwrap();
    let output = abslint(dir.path(), &["clean", "a.json", "-o", "out.jsonl"]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("is read as a title or an abstract"), "{}", stderr(&output));
}

#[test]
fn an_array_on_one_line_is_read_in_one_go_and_every_place_in_it_is_right() {
    let dir = tempfile::tempdir().unwrap();
    let records: Vec<String> = (0..20_000)
        .map(|n| format!("{{\"title\":\"é {n}\",\"abstract\":\"It is 3times3 in case {n}.\"}}"))
        .collect();
    let text = format!("[{}]", records.join(","));
    std::fs::write(dir.path().join("a.json"), &text).unwrap();
    let (_, found, _) = check(dir.path(), &["a.json", "--select", "lost-times"]);
    assert_eq!(found.lines().count(), 20_000);
    let characters: Vec<char> = text.chars().collect();
    for line in found.lines().step_by(997).chain(found.lines().last()) {
        let column: usize = line.split(':').nth(2).unwrap().parse().unwrap();
        assert_eq!(
            characters[column - 1..column + 6].iter().collect::<String>(),
            "3times3",
            "{line}"
        );
    }
}

#[test]
fn names_that_a_terminal_would_obey_are_shown() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a\u{1b}[31m\nb.jsonl"), GOOD).unwrap();
    for format in ["full", "concise", "github", "junit"] {
        let output = abslint(dir.path(), &["check", ".", "--output-format", format]);
        assert_eq!(status(&output), 1);
        assert!(!stdout(&output).contains('\u{1b}'), "{format}: {}", stdout(&output));
        assert!(stdout(&output).contains("a␛[31m"), "{format}: {}", stdout(&output));
    }
}

#[cfg(unix)]
#[test]
fn pipes_loops_and_folders_without_end() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("loop")).unwrap();
    symlink("../loop", dir.path().join("loop/loop")).unwrap();
    std::fs::write(dir.path().join("loop/a.jsonl"), GOOD).unwrap();
    let (status, found, said) = check(dir.path(), &["loop"]);
    assert_eq!(status, 2, "{said}");
    assert!(found.contains("lost-times"), "{said}");
    assert!(said.contains("loop found"), "{said}");
    let made = std::process::Command::new("mkfifo").arg(dir.path().join("f.jsonl")).status();
    if made.is_ok_and(|status| status.success()) {
        let path = dir.path().join("f.jsonl");
        let writer = std::thread::spawn(move || std::fs::write(path, GOOD));
        assert!(check(dir.path(), &["f.jsonl"]).1.contains("lost-times"));
        writer.join().unwrap().unwrap();
    }
}

#[test]
fn rules_from_strangers_end_in_an_error_at_their_place() {
    let rule = |regex: &str| {
        format!(
            "{{id: a-rule, family: math, severity: info, message: m, why: w, check: {{pattern: {{regex: '{regex}'}}}}, tests: [{{bad: a}}, {{good: x}}]}}"
        )
    };
    let alternatives: Vec<String> = (0..300_000).map(|n| format!("w{n}")).collect();
    let mut anchors = "a: &a [x, x, x, x, x, x, x, x]\n".to_owned();
    for (before, after) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        anchors += &format!("{after}: &{after} [{}]\n", vec![format!("*{before}"); 8].join(", "));
    }
    let cases = [
        (
            "a shape that grows with every round",
            rule("((a{1,100}){1,100}){1,100}"),
            "exceeds size limit",
        ),
        (
            "three hundred thousand alternatives",
            rule(&format!("({})", alternatives.join("|"))),
            "exceeds size limit",
        ),
        ("look-around", rule("(?=a)b"), "look-around"),
        ("anchors that explode", anchors, "unknown field"),
        ("brackets without end", "[".repeat(100_000), "×"),
    ];
    for (what, text, said) in cases {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("rules")).unwrap();
        std::fs::write(dir.path().join("rules/r.yaml"), text).unwrap();
        std::fs::write(dir.path().join("a.jsonl"), GOOD).unwrap();
        let (status, _, error) = check(dir.path(), &["a.jsonl", "--rules", "rules"]);
        assert_eq!(status, 2, "{what}: {error}");
        assert!(error.contains(said), "{what}: {error}");
        assert!(error.contains("r.yaml"), "{what}: {error}");
        assert!(error.len() < 4_000, "{what}: {} bytes are no message", error.len());
    }
}

#[test]
fn a_reader_that_closes_the_pipe_ends_it_without_a_word() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Command, Stdio};
    let dir = tempfile::tempdir().unwrap();
    let lines: String = (0..5_000)
        .map(|n| GOOD.replace("Images", &format!("Images {n}")).replace("why", &format!("why {n}")))
        .collect();
    std::fs::write(dir.path().join("a.jsonl"), lines).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_abslint"))
        .args([
            "check", "a.jsonl", "--output-format", "json-lines", "--fail-on", "never", "--quiet",
        ])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("lost-times"));
    let (status, mut said) = (child.wait().unwrap(), String::new());
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
}

#[test]
fn xml_means_what_it_says_and_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let laughs: String = (1..9)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let good = "<entry><title>A good one</title><summary>It is read, and it is kept as it stands here.</summary></entry>\n";
    let deep =
        format!("<entry><title>{}</title></entry>\n", "<i>".repeat(300) + &"</i>".repeat(300));
    let declared = format!(
        "<!DOCTYPE feed [<!ENTITY l0 \"lol\">{laughs}<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
    );
    let laughing = "<entry><title>Of laughs &l8; and &x;</title><summary>It is read, and it is said as it is written.</summary></entry>\n";
    let text =
        format!("{declared}<feed>\n{laughing}{deep}<entry><title>Open\n{good}<entry><title>cut");
    std::fs::write(dir.path().join("a.xml"), text).unwrap();
    let output = abslint(dir.path(), &["clean", "a.xml", "-o", "-"]);
    let said = stderr(&output);
    assert!(said.contains("5 records read = 2 kept + 0 rejected + 3 unreadable"), "{said}");
    assert!(stdout(&output).contains("Of laughs &l8; and &x;"), "{}", stdout(&output));
}

#[test]
fn an_element_that_does_not_end_is_an_error_and_not_read_whole() {
    let dir = tempfile::tempdir().unwrap();
    let text = "<feed><entry><title>".to_owned() + &"word ".repeat(40 << 20);
    std::fs::write(dir.path().join("a.xml"), text).unwrap();
    let output = abslint(dir.path(), &["check", "a.xml"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("more than 67108864 bytes stand here"), "{}", stderr(&output));
}

#[test]
fn a_page_that_is_broken_everywhere_is_read_as_far_as_it_goes() {
    let dir = tempfile::tempdir().unwrap();
    let head = "<meta name=citation_title content='A title'><meta name=citation_abstract content=\"It has a text, and that is read.\">";
    for tail in [
        "<div>".repeat(200_000),
        "<a b=\"".repeat(20_000),
        "<script><!--".repeat(20_000),
        "</p>".repeat(200_000),
        "<li><p>".repeat(100_000),
    ] {
        std::fs::write(dir.path().join("a.html"), format!("<html>{head}{tail}")).unwrap();
        let output = abslint(dir.path(), &["clean", "a.html", "-o", "-"]);
        assert!(stderr(&output).contains("1 record read = 1 kept"), "{}", stderr(&output));
    }
}

/// A look from each piece to the end of the text, and a call within a call for each, show at this
/// length; `cargo bench --bench growth` measures how the time grows.
#[test]
fn a_text_that_is_full_of_one_sign_is_read() {
    const LEN: usize = 40_000;
    let library = Library::built_in();
    let rules: Vec<&Rule> = library.rules.iter().collect();
    let linter = Linter::new(&rules, &library.background, Safety::Safe);
    for piece in signs::PIECES {
        let text = piece.repeat(LEN / piece.len());
        let mended = linter.canonical(&Record::of_texts(Some("On rain"), Some(&text)))
            [FieldName::Abstract as usize]
            .is_some();
        assert!(mended, "{piece:?}");
    }
}
