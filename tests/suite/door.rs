//! The library as other programs see it: its texts, and that they are those of the command.

use std::collections::BTreeMap;
use std::path::Path;

use abslint::{
    Cleaned, Cleaner, Config, Field, Library, Linter, MathStyle, Record, Safety, Severity,
};
use serde_json::Value;

use crate::common::{abslint, abslint_with_stdin, fixtures, root, status, stderr};

const DAMAGED: &str =
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

#[test]
fn the_default_is_the_recommended_preset() {
    let text = "We prove that the greedy order of the patches is within a factor of two of the best one, for every image.";
    let cleaned = cleaner()
        .clean([Record::new("Greedy Patches", text), Record::new("Greedy patches.", text)])
        .unwrap();
    assert_eq!(cleaned.counts.rejected, BTreeMap::from([("duplicate-exact".to_owned(), 1)]));
    assert_eq!((cleaned.rejected[0].kept, cleaned.rejected[0].similarity), (Some(0), Some(1.0)));
    assert_eq!(cleaned.kept[0].also_in, [1]);
    let copy = cleaned.findings.iter().find(|finding| finding.rule == "duplicate-exact").unwrap();
    assert_eq!((copy.record, copy.copy_of), (1, Some((0, 1.0))));
    let empty = cleaner().clean([]).unwrap();
    assert_eq!(empty, Cleaned::default());
}

#[test]
fn what_is_no_record_is_rejected_in_its_place() {
    let values = [
        serde_json::json!({ "title": "One", "abstract": DAMAGED }),
        serde_json::json!([1]),
        serde_json::json!({ "title": 7 }),
    ];
    let cleaned = cleaner().clean_json(values).unwrap();
    assert_eq!((cleaned.counts.read, cleaned.counts.kept), (3, 1));
    let places: Vec<(usize, &str)> =
        cleaned.rejected.iter().map(|rejected| (rejected.index, rejected.rule.as_str())).collect();
    assert_eq!(places, [(1, "unreadable"), (2, "unreadable")]);
    assert_eq!(cleaned.counts.rejected["unreadable"], 2);
}

#[test]
fn what_nothing_repairs_stays_as_it_came() {
    let mut record = Record::new("Samplers", DAMAGED);
    record.id = Some("x7".to_owned());
    record.others =
        vec![("year".to_owned(), 2024.into()), ("links".to_owned(), serde_json::json!(["mine"]))];
    let cleaned = cleaner().clean([record.clone()]).unwrap();
    let kept = &cleaned.kept[0].record;
    assert_eq!((&kept.id, &kept.others), (&record.id, &record.others));
    assert_eq!(kept.to_json()["year"], 2024);
    assert_eq!(kept.abstract_.as_deref(), Some(Linter::default().fix(DAMAGED).as_ref()));
    assert_eq!(
        cleaned.changes.iter().filter(|change| change.record == 0).count(),
        cleaned.changes.len()
    );
    // Without an id it gets one, which depends on its texts alone.
    let ids: Vec<_> = [&record.title, &None]
        .map(|title| {
            cleaner()
                .clean([Record { id: None, title: title.clone(), ..record.clone() }])
                .unwrap()
                .kept[0]
                .record
                .id
                .clone()
        })
        .into();
    assert!(ids.iter().all(Option::is_some) && ids[0] != ids[1], "{ids:?}");
}

#[test]
fn any_number_of_threads_gives_the_same_and_no_run_bars_the_next() {
    let dir = fixtures();
    let records =
        lines(&std::fs::read_to_string(dir.path().join("fixtures/papers.jsonl")).unwrap());
    // More than one batch.
    let many: Vec<Value> = records.iter().cycle().take(3000).cloned().collect();
    let on = |threads| cleaner().threads(threads).clean_json(many.clone()).unwrap();
    let one = on(1);
    assert_eq!(one, on(3));
    assert_eq!(one.counts.read, 3000);
    assert_eq!(one.kept.len() + one.rejected.len(), 3000);
    for _ in 0..2 {
        let args = ["abslint", "clean", "--check", "--quiet", "fixtures/papers.jsonl"];
        let args = args.map(|arg| {
            if arg.contains('/') {
                dir.path().join(arg).display().to_string()
            } else {
                arg.to_owned()
            }
        });
        assert_eq!(abslint::run_command(args, None), 1, "a second command runs in one process");
    }
}

fn cleaner() -> Cleaner {
    Cleaner::new(Config::recommended()).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The records of all fixtures, as the command reads them, without their place: the corpus that
/// keeps all.
fn all_fixtures(dir: &Path) -> String {
    let keep_all = dir.join("keep.yaml");
    std::fs::write(&keep_all, "clean: { drop: [] }\nselect: [missing-abstract]\n").unwrap();
    let inputs =
        ["daily.txt", "search.txt", "formulas.jsonl", "papers.json", "papers.jsonl", "text.jsonl"];
    let inputs = inputs.map(|name| format!("fixtures/{name}"));
    let args = [
        &["clean", "--config", "keep.yaml", "-o", "-"],
        inputs.each_ref().map(String::as_str).as_slice(),
    ]
    .concat();
    let output = abslint(dir, &args);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let strip = |mut record: Value| {
        let object = record.as_object_mut().unwrap();
        ["source", "also_in", "links"].iter().for_each(|key| drop(object.remove(*key)));
        record.to_string() + "\n"
    };
    lines(&String::from_utf8(output.stdout).unwrap()).into_iter().map(strip).collect()
}

#[test]
fn what_a_program_gets_is_what_the_command_writes() {
    let dir = fixtures();
    let dir = dir.path();
    let mut input = all_fixtures(dir);
    // Records without an id, and one that is none.
    let without_id = lines(&input).into_iter().map(|mut record| {
        record.as_object_mut().unwrap().remove("id");
        record.to_string() + "\n"
    });
    input.extend(without_id.collect::<Vec<_>>());
    input.push_str(&a_cut_record_and_its_copy());
    input.push_str("[\"no record\"]\n");
    let values = lines(&input);
    for options in [&[][..], &["--unsafe-fixes", "--extend-select", "repair-from-copy"]] {
        let args = [
            &["clean", "-", "-o", "c.jsonl", "--rejects", "r.jsonl", "--changes", "h.jsonl"],
            options,
        ]
        .concat();
        abslint_with_stdin(dir, &args, input.as_bytes());
        let [corpus, rejects, changes] = ["c.jsonl", "r.jsonl", "h.jsonl"]
            .map(|name| lines(&std::fs::read_to_string(dir.join(name)).unwrap()));
        let also = options.iter().skip(2).copied();
        let config = Config::recommended().unsafe_fixes(!options.is_empty()).extend_select(also);
        let cleaned = Cleaner::new(config).unwrap().clean_json(values.clone()).unwrap();
        assert!(cleaned.kept.len() > 10 && cleaned.rejected.len() > 5, "{:?}", cleaned.counts);
        same_corpus(&cleaned, &corpus);
        same_rejects(&cleaned, &rejects);
        same_changes(&cleaned, &changes);
        let has_grafts = cleaned.changes.iter().any(|change| change.from.is_some());
        assert_eq!(
            has_grafts,
            !options.is_empty(),
            "words are taken from copies only when asked for"
        );
    }
}

/// The first stays, for it has more fields; what it has lost stands in the other one.
fn a_cut_record_and_its_copy() -> String {
    let sites = ["first", "second", "third", "fourth", "fifth"];
    let sentences =
        sites.map(|site| format!("The {site} library keeps its books in a different order."));
    let cut = format!("{} It turns out that most of the books", sentences.join(" "));
    let cut_line = serde_json::json!({ "title": "On Books", "abstract": cut, "year": 2020 });
    let whole = serde_json::json!({ "title": "On Books", "abstract": format!("{cut} are whole.") });
    format!("{cut_line}\n{whole}\n")
}

fn place(of: &Value) -> usize {
    of["record"].as_u64().unwrap() as usize
}

fn same_corpus(cleaned: &Cleaned, corpus: &[Value]) {
    assert_eq!(cleaned.kept.len(), corpus.len());
    for (kept, line) in cleaned.kept.iter().zip(corpus) {
        let also_in: Vec<usize> = line["also_in"].as_array().unwrap().iter().map(place).collect();
        assert_eq!((kept.index, &kept.also_in), (place(&line["source"]), &also_in), "{line}");
        let mut record = kept.record.to_json();
        let object = record.as_object_mut().unwrap();
        object.insert("links".to_owned(), kept.links.clone().into());
        for key in ["source", "also_in"] {
            object.insert(key.to_owned(), line[key].clone());
        }
        assert_eq!(&record, line);
    }
}

fn same_rejects(cleaned: &Cleaned, rejects: &[Value]) {
    assert_eq!(cleaned.rejected.len(), rejects.len());
    for (rejected, line) in cleaned.rejected.iter().zip(rejects) {
        assert_eq!(
            (rejected.index, rejected.rule.as_str()),
            (place(&line["source"]), line["rule"].as_str().unwrap()),
            "{line}"
        );
        assert_eq!(
            (Some(rejected.reason.as_str()), rejected.similarity),
            (line["reason"].as_str(), line["similarity"].as_f64())
        );
        assert_eq!(rejected.kept, line["kept"]["record"].as_u64().map(|kept| kept as usize));
    }
}

fn same_changes(cleaned: &Cleaned, changes: &[Value]) {
    assert_eq!(cleaned.changes.len(), changes.len());
    for (change, line) in cleaned.changes.iter().zip(changes) {
        let field = if change.field == Field::Title { "title" } else { "abstract" };
        let own = [field, &change.rule, &change.before, &change.after];
        assert_eq!(
            own.map(Some),
            ["field", "rule", "before", "after"].map(|key| line[key].as_str()),
            "{line}"
        );
        assert_eq!((change.record, change.from), (place(line), line.get("from").map(place)));
    }
}
