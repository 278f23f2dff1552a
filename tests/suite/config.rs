//! `abslint.yaml`: what is laid on top of what, what is ignored and why, and what the commands
//! round it print.

use std::path::Path;

use crate::common::{abslint, root, status, stderr, stdout};
use serde_json::Value;

const RECORD: &str = "{\"id\":\"a\",\"title\":\"On Copies\",\"abstract\":\"On ImageNet 256times256 we study how the copies of a paper differ.\"}\n";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    dir
}

fn check(dir: &Path, args: &[&str]) -> std::process::Output {
    abslint(dir, &[&["check", "--output-format", "concise"], args].concat())
}

/// The line of `rules --resolved` that begins with `key`.
fn resolved(dir: &Path, key: &str) -> String {
    let output = abslint(dir, &["rules", "--resolved"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    stdout(&output)
        .lines()
        .find(|line| line.trim_start().starts_with(&format!("{key}:")))
        .unwrap()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn what_a_file_says_comes_on_top_of_what_it_extends() {
    let dir = folder(&[
        (
            "base/base.yaml",
            "extends: strict\ninputs: ['*.jsonl']\nrules: { lost-times: off, no-full-stop: info }\ngate: { new-errors: 3, truncated: 2 % }\n",
        ),
        ("base/papers.jsonl", RECORD),
        (
            "abslint.yaml",
            "extends: [base/base.yaml]\nrules: { lost-times: warning }\ngate: { new-errors: 1 }\n",
        ),
    ]);
    let of = |key: &str| resolved(dir.path(), key);
    let split = |line: String| {
        line.split_once(" # ")
            .map(|(value, origin)| (value.trim().to_owned(), origin.trim().to_owned()))
            .unwrap()
    };
    assert_eq!(split(of("lost-times")).0, "lost-times: warning", "the file itself wins");
    assert!(split(of("lost-times")).1.ends_with("abslint.yaml"));
    assert_eq!(split(of("no-full-stop")).0, "no-full-stop: info", "then what it extends");
    assert!(split(of("no-full-stop")).1.ends_with("base.yaml"));
    assert_eq!(
        split(of("promised-link")),
        ("promised-link: warning".to_owned(), "preset strict".to_owned()),
        "then what that extends"
    );
    assert_eq!(split(of("cut-off")).1, "rules/truncation/cut-off.yaml", "then the rule");
    assert!(split(of("clean")).1.ends_with("preset recommended"), "below all is `recommended`");
    let gate: Value =
        serde_json::from_str(split(of("gate")).0.strip_prefix("gate: ").unwrap()).unwrap();
    assert_eq!(
        (&gate["new-errors"], &gate["truncated"], &gate["new-warnings"]),
        (&1.into(), &"2 %".into(), &0.into()),
        "limits are merged"
    );
    let found = check(dir.path(), &[]);
    assert!(
        stdout(&found).starts_with("base/papers.jsonl:1:"),
        "globs are relative to the file that holds them: {}",
        stderr(&found)
    );
}

#[test]
fn an_extended_file_that_is_wrong_is_an_error_that_says_so() {
    let wrong = [
        ("extends: stric\n", "did you mean `strict`?"),
        ("extends: [abslint.yaml]\n", "extends itself"),
        ("extends: [base.yaml]\n", "did you mean `select`?"),
        ("ignore: [{ id: a, rule: lost-times }]\n", "missing field `reason`"),
        ("ignore: [{ id: a, rule: lost-times, reason: ' ' }]\n", "say why"),
        ("ignore: [{ rule: lost-times, reason: so }]\n", "turns a rule off everywhere"),
        ("ignore: [{ id: a, rule: lost-tiems, reason: so }]\n", "did you mean `lost-times`?"),
        ("gate: { new-errors: few }\n", "0.5 %"),
        ("rules: { lost-times: loud }\n", "expected one of"),
    ];
    for (text, said) in wrong {
        let dir = folder(&[
            ("abslint.yaml", text),
            ("base.yaml", "selct: [math]\n"),
            ("a.jsonl", RECORD),
        ]);
        let output = check(dir.path(), &["a.jsonl"]);
        let said_so =
            stderr(&output).split_whitespace().collect::<Vec<_>>().join(" ").contains(said);
        assert_eq!(status(&output), 2, "{text}{}", stderr(&output));
        assert!(said_so, "{text}{}", stderr(&output));
    }
}

#[test]
fn what_is_ignored_is_neither_reported_nor_repaired_and_what_is_of_no_use_is_reported() {
    let other =
        RECORD.replace("\"a\"", "\"b\"").replace("Copies", "Parts").replace("copies", "parts");
    let papers = format!("{RECORD}{other}");
    for (entry, silent) in [
        ("id: a", true),
        ("path: 'p*.jsonl', id: a", true),
        ("path: 'q*.jsonl', id: a", false),
        ("id: a, path: papers.jsonl", true),
    ] {
        let config =
            format!("ignore: [{{ {entry}, rule: math, reason: It reads so in the paper. }}]\n");
        let dir = folder(&[("abslint.yaml", &config), ("papers.jsonl", &papers)]);
        let found = stdout(&check(dir.path(), &["papers.jsonl"]));
        assert_eq!(
            found.matches("lost-times").count(),
            if silent { 1 } else { 2 },
            "{entry}: {found}"
        );
        abslint(dir.path(), &["clean", "papers.jsonl", "-o", "c.jsonl"]);
        let cleaned = std::fs::read_to_string(dir.path().join("c.jsonl")).unwrap();
        assert_eq!(
            cleaned.matches("256times256").count(),
            usize::from(silent),
            "{entry}: {cleaned}"
        );
    }
    let config = "ignore: [{ id: a, rule: cut-off, reason: so }, { id: gone, rule: math, reason: so }, { id: a, rule: lost-times, reason: so }]\n";
    let dir = folder(&[("abslint.yaml", config), ("papers.jsonl", &papers)]);
    let said = stderr(&check(dir.path(), &["papers.jsonl"]));
    assert!(said.contains("`cut-off` in record `a`"), "{said}");
    assert!(!said.contains("gone"), "{said}");
    assert!(!said.contains("lost-times"), "{said}");
    let said = stderr(&check(dir.path(), &["papers.jsonl", "--select", "lost-times"]));
    assert!(!said.contains("take it out"), "a rule that does not run needs no entry: {said}");
}

#[test]
fn a_pair_that_is_ignored_is_kept() {
    let text = "We study how the copies of a paper differ in a word or two, and what may be done.";
    let line = |id: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"On Copies\",\"abstract\":\"{text}\"}}\n")
    };
    let papers = format!("{}{}", line("a", text), line("b", text));
    let dir = folder(&[("papers.jsonl", &papers)]);
    let kept = |dir: &Path| {
        abslint(dir, &["clean", "papers.jsonl", "-o", "c.jsonl"]);
        std::fs::read_to_string(dir.join("c.jsonl")).unwrap().lines().count()
    };
    assert_eq!(kept(dir.path()), 1);
    std::fs::write(
        dir.path().join("abslint.yaml"),
        "ignore: [{ id: b, rule: duplicate, reason: Two papers of one text. }]\n",
    )
    .unwrap();
    assert_eq!(kept(dir.path()), 2);
    let output = check(dir.path(), &["papers.jsonl"]);
    assert!(!stdout(&output).contains("duplicate"), "{}", stderr(&output));
    assert!(!stderr(&output).contains("take it out"), "{}", stderr(&output));
}

#[test]
fn an_id_that_abslint_gave_can_be_named() {
    let record = RECORD.replace("\"id\":\"a\",", "");
    let dir = folder(&[("papers.jsonl", &record)]);
    let found =
        stdout(&abslint(dir.path(), &["check", "papers.jsonl", "--output-format", "json-lines"]));
    let finding: Value =
        serde_json::from_str(found.lines().find(|line| line.contains("lost-times")).unwrap())
            .unwrap();
    let config = format!("ignore: [{{ id: {}, rule: lost-times, reason: so }}]\n", finding["id"]);
    std::fs::write(dir.path().join("abslint.yaml"), config).unwrap();
    assert!(!stdout(&check(dir.path(), &["papers.jsonl"])).contains("lost-times"));
}

#[test]
fn init_writes_a_configuration_that_holds_and_never_overwrites_one() {
    let dir = folder(&[("data/papers.jsonl", RECORD)]);
    assert_eq!(status(&abslint(dir.path(), &["init"])), 0);
    let found = check(dir.path(), &[]);
    assert!(stdout(&found).contains("lost-times"), "{}", stderr(&found));
    let again = abslint(dir.path(), &["init"]);
    assert_eq!(status(&again), 2);
    assert!(stderr(&again).contains("left as it is"));
    // What is only shown holds, too.
    let shown = std::fs::read_to_string(dir.path().join("abslint.yaml")).unwrap();
    let is_key = |rest: &&str| {
        rest.starts_with("  ")
            || rest.split_once(':').is_some_and(|(key, _)| {
                key.chars().all(|c| c.is_ascii_lowercase() || c == '-') && key != "abslint"
            })
    };
    let uncommented: String = shown
        .lines()
        .map(|line| line.strip_prefix("# ").filter(is_key).unwrap_or(line).to_owned() + "\n")
        .collect();
    assert!(
        ["rules:", "ignore:", "gate:", "dedup:"]
            .iter()
            .all(|key| uncommented.contains(&format!("\n{key}"))),
        "{uncommented}"
    );
    std::fs::write(dir.path().join("abslint.yaml"), uncommented).unwrap();
    let output = abslint(dir.path(), &["rules", "--resolved"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("0.5 %"), "{}", stderr(&output));
}

#[test]
fn the_committed_schemas_are_those_of_the_program_and_hold_for_its_own_files() {
    for (of, file) in [("config", "schemas/abslint.json"), ("rule", "schemas/rule.json")] {
        let printed = stdout(&abslint(&root(), &["schema", of]));
        let committed = std::fs::read_to_string(root().join(file)).unwrap_or_default();
        assert_eq!(printed, committed, "run `cargo run -q -- schema {of} > {file}`");
    }
    let validator = |file: &str| {
        let schema: Value =
            serde_json::from_str(&std::fs::read_to_string(root().join(file)).unwrap()).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    let yaml = |path: &Path| {
        serde_yaml::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let (config, rule) = (validator("schemas/abslint.json"), validator("schemas/rule.json"));
    let mut seen = 0;
    for file in
        glob::glob(root().join("rules/*/*.yaml").to_str().unwrap()).unwrap().map(Result::unwrap)
    {
        let validator = match file.parent().unwrap().file_name().unwrap().to_str().unwrap() {
            "layouts" | "sources" => continue,
            "presets" => &config,
            _ => &rule,
        };
        let errors: Vec<String> =
            validator.iter_errors(&yaml(&file)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", file.display());
        seen += 1;
    }
    assert!(seen > 90, "{seen}");
    assert!(config.validate(&serde_json::json!({ "selct": [] })).is_err());
    assert!(rule.validate(&serde_json::json!({ "id": "x" })).is_err());
}

#[test]
fn explain_prints_a_rule_as_json() {
    let explained: Value = serde_json::from_str(&stdout(&abslint(
        &root(),
        &["explain", "lost-times", "--output-format", "json"],
    )))
    .unwrap();
    assert_eq!(
        (&explained["id"], &explained["fix"]["safety"]),
        (&"lost-times".into(), &"safe".into())
    );
    assert!(explained["tests"].as_array().unwrap().iter().any(|test| test["fixed"].is_string()));
}

#[test]
fn a_file_or_a_field_can_be_preferred() {
    let text = "We study how the copies of a paper differ in a word or two, and what may be done.";
    let line = |id: &str, more: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"On Copies\",\"abstract\":\"{text}\"{more}}}\n")
    };
    let files = [
        ("a.jsonl", line("a", ",\"year\":1,\"month\":2")),
        ("b.jsonl", line("b", ",\"doi\":1")),
        ("c.jsonl", line("c", "")),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    for (prefer, kept) in [
        ("[]", "a"),
        ("[{ field: doi }]", "b"),
        ("[{ path: c.jsonl }]", "c"),
        ("[{ path: c.jsonl }, { field: doi }]", "c"),
    ] {
        let dir = folder(&files);
        std::fs::write(dir.path().join("abslint.yaml"), format!("dedup: {{ prefer: {prefer} }}\n"))
            .unwrap();
        abslint(dir.path(), &["clean", "a.jsonl", "b.jsonl", "c.jsonl", "-o", "out.jsonl"]);
        let out: Value =
            serde_json::from_str(&std::fs::read_to_string(dir.path().join("out.jsonl")).unwrap())
                .unwrap();
        assert_eq!(out["id"], kept, "{prefer}");
    }
    let dir = folder(&[("abslint.yaml", "dedup: { prefer: [{ path: a, field: b }] }\n")]);
    assert!(stderr(&check(dir.path(), &["."])).contains("one of the two"));
}

#[test]
fn paths_hold_from_whatever_folder_they_are_seen() {
    let config = "exclude: ['./data/old.jsonl']\nignore: [{ path: data/b.jsonl, rule: lost-times, reason: so }]\n\
                  dedup: { prefer: [{ path: 'curated/**' }] }\n";
    let other = RECORD.replace("\"a\"", "\"b\"").replace("256", "128");
    let copy = RECORD.replace("\"a\"", "\"c\"");
    let dir = folder(&[
        ("abslint.yaml", config),
        ("data/a.jsonl", RECORD),
        ("data/old.jsonl", RECORD),
        ("data/b.jsonl", &other),
        ("curated/c.jsonl", &copy),
    ]);
    std::fs::create_dir(dir.path().join("sub")).unwrap();
    for (from, up) in [(".", ""), ("sub", "../"), ("data", "../")] {
        let args = ["data/a.jsonl", "data/b.jsonl", "data/old.jsonl", "curated/c.jsonl"]
            .map(|path| format!("{up}{path}"));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let output = abslint(
            &dir.path().join(from),
            &[&["check", "--output-format", "concise"], &args[..]].concat(),
        );
        assert!(stderr(&output).starts_with("3 records in 3 files"), "{from}: {}", stderr(&output));
        assert_eq!(stdout(&output).matches("lost-times").count(), 2, "{from}: {}", stdout(&output));
        let clean = abslint(&dir.path().join(from), &[&["clean", "-o", "-"], &args[..]].concat());
        assert!(stdout(&clean).contains("\"id\":\"c\""), "{from}: {}", stdout(&clean));
        assert!(!stdout(&clean).contains("\"id\":\"a\""), "{from}: {}", stdout(&clean));
    }
}

#[test]
fn an_entry_is_only_called_useless_if_it_is() {
    let config = "ignore: [{ path: broken.jsonl, rule: invalid-json, reason: so }, { id: b, rule: duplicate-exact, reason: so }]\n";
    let broken = format!("{RECORD}{{\"title\": broken\n");
    let dir = folder(&[
        ("abslint.yaml", config),
        ("broken.jsonl", &broken),
        ("b.jsonl", &RECORD.replace("\"a\"", "\"b\"")),
    ]);
    let output = check(dir.path(), &["broken.jsonl"]);
    assert!(!stdout(&output).contains("invalid-json"), "{}", stderr(&output));
    assert!(!stderr(&output).contains("take it out"), "{}", stderr(&output));
    assert!(
        !stderr(&check(dir.path(), &["b.jsonl"])).contains("take it out"),
        "its copy may be in a file that is not read now"
    );
}

#[test]
fn what_is_ignored_is_not_repaired_from_a_copy() {
    let sentences: Vec<String> = ["first", "second", "third", "fourth", "fifth"]
        .map(|site| format!("The {site} site writes each copy in an order of its own."))
        .into();
    let whole = format!("{} It turns out that most of the copies are whole.", sentences.join(" "));
    let line = |id: &str, text: &str| {
        format!("{{\"id\":\"{id}\",\"title\":\"On Copies\",\"abstract\":\"{text}\"}}\n")
    };
    let cut = whole.strip_suffix(" whole.").unwrap();
    for (entry, is_repaired) in [
        ("", true),
        ("{ id: a, rule: repair-from-copy, reason: so }", false),
        ("{ id: a, rule: cut-off, reason: so }", false),
    ] {
        let config = format!("dedup: {{ prefer: [{{ path: 1.jsonl }}] }}\nignore: [{entry}]\n");
        let dir = folder(&[
            ("abslint.yaml", &config),
            ("1.jsonl", &line("a", cut)),
            ("2.jsonl", &line("b", &whole)),
        ]);
        let args = [
            "clean", "1.jsonl", "2.jsonl", "-o", "-", "--extend-select", "repair-from-copy",
            "--unsafe-fixes",
        ];
        let out: Value = serde_json::from_str(&stdout(&abslint(dir.path(), &args))).unwrap();
        assert_eq!(out["abstract"] == whole.as_str(), is_repaired, "{entry}: {out}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nowhere_costs_no_other_file() {
    let dir = folder(&[("data/a.jsonl", RECORD)]);
    std::os::unix::fs::symlink("nowhere", dir.path().join("data/.#a.jsonl")).unwrap();
    let output = check(dir.path(), &["data", "--fail-on", "never"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("lost-times"), "{}", stderr(&output));
    std::os::unix::fs::symlink("nowhere", dir.path().join("data/b.jsonl")).unwrap();
    let output = check(dir.path(), &["data", "--fail-on", "never"]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert!(stdout(&output).contains("lost-times"), "{}", stderr(&output));
    assert!(stderr(&output).contains("b.jsonl"), "{}", stderr(&output));
}
