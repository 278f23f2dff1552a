//! The library as other programs see it: its size, its texts, its options and errors.

use std::path::Path;

use abslint::{Cleaner, Config, Field, Library, Linter, MathStyle, Record, Safety, Severity};

use crate::cleaner::{cleaner, lines};
use crate::common::{fixtures, root};

pub(crate) const DAMAGED: &str =
    "At 256times256 the sampler costs O(sqrt{T}) steps, which is less than what we had before.";

#[test]
fn the_door_is_small() {
    let sources = std::fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file());
    let shown: Vec<String> =
        sources.flat_map(|path| public_items(&std::fs::read_to_string(path).unwrap())).collect();
    assert!(shown.len() <= 45, "{} public items: {shown:#?}", shown.len());
    assert!(shown.len() >= 30, "the items are not seen: {shown:#?}");
}

/// The functions, and the names that the crate shows; types are shown by name, hidden ones are left
/// out.
fn public_items(source: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut hidden = false;
    for line in source.lines().map(str::trim) {
        if let Some(names) = line.strip_prefix("pub use ").filter(|_| !hidden) {
            let names = names.trim_end_matches(';').rsplit("::").next().unwrap_or_default();
            items.extend(names.trim_matches(['{', '}']).split(", ").map(str::to_owned));
        } else if line.starts_with("pub fn ") || line.starts_with("pub mod ") {
            items.push(line.to_owned());
        }
        hidden = line == "#[doc(hidden)]";
    }
    items
}

#[test]
fn threads_may_share_what_is_set_up() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    let linter = Linter::default();
    is_shared(&linter);
    is_shared(&Cleaner::new(Config::recommended()).unwrap());
    is_shared(&linter.check("text"));
    let texts: Vec<String> = std::thread::scope(|scope| {
        let one = || linter.clone().fix(DAMAGED).into_owned();
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(
        texts.iter().all(|text| text.starts_with("At 256×256 the sampler costs O(√T) steps")),
        "{texts:?}"
    );
}

#[test]
fn places_are_bytes_and_characters() {
    let text = format!("Für 8×8 λ-Terme. {DAMAGED}");
    let findings = Linter::default().check(&text);
    let times = findings.iter().find(|finding| finding.text.contains("times")).unwrap();
    assert_eq!(&text[times.bytes.clone()], times.text);
    let characters: String =
        text.chars().skip(times.characters.start).take(times.characters.len()).collect();
    assert_eq!(characters, times.text);
    assert!(times.characters.start < times.bytes.start);
    assert_eq!((times.field, times.safety), (Some(Field::Abstract), Some(Safety::Safe)));
    assert_eq!(times.replacement.as_deref(), Some("256×256"));
    assert!(
        findings.iter().all(|finding| finding.field == Some(Field::Abstract)),
        "a lone abstract lacks no title"
    );
}

#[test]
fn a_record_is_checked_and_repaired_with_its_title() {
    let linter = Linter::default();
    let rules = |title: Option<&str>| {
        linter.check_record(title, Some(DAMAGED)).into_iter().map(|f| f.rule).collect::<Vec<_>>()
    };
    assert!(rules(None).contains(&"missing-title".to_owned()));
    assert!(!rules(Some("Samplers")).contains(&"missing-title".to_owned()));
    let repaired = linter.repair(Some("Samplers at 64times64"), Some(DAMAGED));
    assert_eq!(repaired.title.as_deref(), Some("Samplers at 64×64"));
    assert_eq!(repaired.abstract_.as_deref(), Some(linter.fix(DAMAGED).as_ref()));
    let fields: Vec<Field> = repaired.changes.iter().map(|change| change.field).collect();
    assert!(fields.contains(&Field::Title) && fields.contains(&Field::Abstract), "{fields:?}");
    assert_eq!(linter.repair(None, None).abstract_, None);
}

#[test]
fn a_text_that_is_right_stays_the_same() {
    let linter = Linter::default();
    let fine = "We show that a small model is enough, and give a proof of it.";
    for text in ["", " ", "\n", fine, "\0", "a\0b\u{feff}", "\u{10ffff}"] {
        let fixed = linter.fix(text);
        assert_eq!(linter.fix(&fixed), fixed, "{text:?}: once is enough");
        for finding in linter.check(text) {
            assert_eq!(&text[finding.bytes], finding.text, "{text:?}");
        }
    }
    assert!(
        matches!(linter.fix(fine), std::borrow::Cow::Borrowed(text) if std::ptr::eq(text, fine))
    );
}

#[test]
fn a_huge_text_is_none() {
    let linter = Linter::default();
    let huge = "256times256 ".repeat((16 << 20) / 12 + 1);
    assert_eq!(linter.fix(&huge), huge);
    assert!(linter.check(&huge).is_empty());
    let cleaned = cleaner().clean([Record::new("Huge", huge)]).unwrap();
    assert_eq!((cleaned.counts.read, cleaned.rejected[0].rule.as_str()), (1, "unreadable"));
    assert!(cleaned.rejected[0].reason.contains("16 MiB"), "{}", cleaned.rejected[0].reason);
}

#[test]
fn options_say_what_runs() {
    let linter = |config: Config| Linter::new(&config).unwrap();
    assert_eq!(
        linter(Config::default().math_style(MathStyle::Latex)).fix("of 10^{-3} and 4times4"),
        "of $10^{-3}$ and $4\\times4$"
    );
    let id = Linter::default().check(DAMAGED)[0].rule.clone();
    assert!(
        linter(Config::default().ignore([id.as_str()]))
            .check(DAMAGED)
            .iter()
            .all(|finding| finding.rule != id)
    );
    assert!(
        linter(Config::default().select([id.as_str()]))
            .check(DAMAGED)
            .iter()
            .all(|finding| finding.rule == id)
    );
    let by_value =
        Config::try_from(serde_json::json!({ "rules": { (id.as_str()): "off" } })).unwrap();
    assert!(linter(by_value).check(DAMAGED).iter().all(|finding| finding.rule != id));
    let off = Library::new(&Config::default())
        .unwrap()
        .rules()
        .iter()
        .find(|rule| !rule.runs)
        .unwrap()
        .id
        .clone();
    let library = Library::new(&Config::default().extend_select([off.as_str()])).unwrap();
    assert!(
        library.rules().iter().any(|rule| rule.id == off && rule.runs && rule.severity.is_none())
    );
    assert!(
        library
            .rules()
            .iter()
            .any(|rule| rule.severity == Some(Severity::Error) && !rule.why.is_empty())
    );
}

#[test]
fn unsafe_repairs_are_made_when_they_are_asked_for() {
    let library = Library::new(&Config::default()).unwrap();
    assert!(library.rules().iter().any(|rule| rule.runs && rule.safety == Some(Safety::Unsafe)));
    let dir = fixtures();
    let records =
        lines(&std::fs::read_to_string(dir.path().join("fixtures/papers.jsonl")).unwrap());
    let made = |config: Config| {
        Cleaner::new(config).unwrap().clean_json(records.clone()).unwrap().changes.len()
    };
    assert!(made(Config::default().unsafe_fixes(true)) >= made(Config::default()));
}

#[test]
fn errors_have_their_place() {
    let error = Config::from_yaml("select: [math]\nrules:\n  no-rule: [off]\n").unwrap_err();
    assert_eq!(
        (error.path(), error.line()),
        (Some(Path::new("configuration")), Some(3)),
        "{error}"
    );
    assert!(error.column().is_some_and(|column| column > 2), "{error}");
    let error = Linter::new(&Config::default().select(["no-rule"])).unwrap_err();
    assert_eq!((error.path(), error.line()), (None, None));
    assert!(error.to_string().contains("`no-rule`") && std::error::Error::source(&error).is_some());
    let error = Config::read("no/such/abslint.yaml").unwrap_err();
    assert_eq!(error.path(), Some(Path::new("no/such/abslint.yaml")));
    assert!(
        Config::try_from(serde_json::json!({ "selct": [] }))
            .unwrap_err()
            .to_string()
            .contains("did you mean `select`?")
    );
    assert!(Cleaner::new(Config::default().ignore(["no-rule"])).is_err());
}
