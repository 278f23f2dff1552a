//! The cleaner as other programs see it, and that it writes what the command does.

use std::collections::BTreeMap;
use std::path::Path;

use abslint::{Cleaned, Cleaner, Config, Field, Linter, Record};
use serde_json::Value;

use crate::common::{abslint, abslint_with_stdin, fixtures, status, stderr};
use crate::door::DAMAGED;

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

/// A cleaner by the recommended configuration.
pub(crate) fn cleaner() -> Cleaner {
    Cleaner::new(Config::recommended()).unwrap()
}

/// The JSON values of a text, one a line.
pub(crate) fn lines(text: &str) -> Vec<Value> {
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
