//! Rules: the built-in ones pass their own tests, and wrong ones are told what is wrong.

use crate::common::{abslint, root, status, stderr, stdout};
use abslint_core::rule::{Family, Library};
use abslint_corpus::rule_tests as cases;

#[test]
fn every_built_in_rule_passes_its_tests() {
    let library = Library::built_in();
    for rule in &library.rules {
        for case in &rule.cases {
            let outcome = cases::run(rule, case, &library);
            assert!(outcome.passed(), "{}: {outcome}", rule.id);
        }
    }
}

#[test]
fn every_family_has_a_rule_that_is_on() {
    let library = Library::built_in();
    for family in Family::ALL {
        assert!(
            library.rules.iter().any(|rule| rule.family == family && rule.severity.is_some()),
            "{family}"
        );
    }
}

#[test]
fn every_rule_lies_in_the_folder_of_its_family_and_under_its_id() {
    for rule in Library::built_in().rules {
        assert_eq!(rule.path, format!("rules/{}/{}.yaml", rule.family, rule.id));
    }
}

/// Each outcome of `abslint test`, on a rule that is wrong on purpose.
#[test]
fn a_broken_rule_shows_each_outcome() {
    let output =
        abslint(&root(), &["test", "wrong", "--verbose", "--rules", "tests/rules-broken/outcomes"]);
    assert_eq!(status(&output), 1);
    insta::assert_snapshot!(format!("{}{}", stdout(&output), stderr(&output)));
}

/// Each way in which a rule file can be wrong, at its line.
#[test]
fn a_wrong_rule_file_is_an_error_at_its_line() {
    insta::glob!("../rules-broken/files", "*/*.yaml", |path| {
        let dir = path
            .parent()
            .expect("a file lies in a folder")
            .strip_prefix(root())
            .expect("the files lie in the repository")
            .to_string_lossy()
            .replace('\\', "/");
        let output = abslint(&root(), &["rules", "--rules", &dir]);
        assert_eq!(status(&output), 2);
        insta::assert_snapshot!(stderr(&output));
    });
}

#[test]
fn a_users_rule_replaces_the_built_in_one_and_settings_apply() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("mine")).unwrap();
    let rule = "{id: lost-times, family: math, severity: info, message: mine, why: mine, check: {pattern: {regex: times}}, tests: [{bad: times}, {good: x}]}";
    std::fs::write(dir.path().join("mine/r.yaml"), rule).unwrap();
    std::fs::write(
        dir.path().join("abslint.yaml"),
        "rules-dirs: [mine]\ninputs: ['*.jsonl']\nrules: {lost-product: {severity: 'off'}, cut-off: {severity: info}, short-abstract: {severity: 'off'}}\n",
    )
    .unwrap();
    std::fs::write(dir.path().join("a.jsonl"), r#"{"title":"T","abstract":"3times3"}"#).unwrap();
    let output = abslint(dir.path(), &["check", "--output-format", "concise", "-q"]);
    assert_eq!(
        stdout(&output),
        "a.jsonl:1:26: info[cut-off] the abstract is cut off behind `3times3`\na.jsonl:1:27: info[lost-times] mine\n"
    );
}

#[test]
fn names_of_rules_are_checked_wherever_they_stand() {
    let dir = tempfile::tempdir().unwrap();
    let unknown = abslint(dir.path(), &["rules", "--select", "lost-tims"]);
    assert_eq!(status(&unknown), 2);
    assert!(stderr(&unknown).contains("did you mean `lost-times`?"), "{}", stderr(&unknown));
    std::fs::write(dir.path().join("abslint.yaml"), "selct: [math]\n").unwrap();
    let key = abslint(dir.path(), &["rules"]);
    assert!(stderr(&key).contains("abslint.yaml:1:1"), "{}", stderr(&key));
    assert!(stderr(&key).contains("did you mean `select`?"), "{}", stderr(&key));
}

#[test]
fn excludes_hold_for_files_that_are_named() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("abslint.yaml"), "exclude: ['old/**']\n").unwrap();
    std::fs::create_dir(dir.path().join("old")).unwrap();
    for name in ["old/a.jsonl", "b.jsonl"] {
        std::fs::write(dir.path().join(name), r#"{"title":"T","abstract":""}"#).unwrap();
    }
    let output =
        abslint(dir.path(), &["check", "old/a.jsonl", "b.jsonl", "--output-format", "concise"]);
    assert!(stderr(&output).starts_with("1 record in 1 file"), "{}", stderr(&output));
}

#[test]
fn explain_shows_a_rule_with_its_examples() {
    let output = abslint(&root(), &["explain", "lost-times"]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).contains("fixed  a 16× speedup"), "{}", stdout(&output));
    assert!(stdout(&abslint(&root(), &["explain", "layouts"])).contains("id: daily-papers"));
}

#[test]
fn the_table_of_rules_in_the_readme_is_current() {
    let table = stdout(&abslint(&root(), &["rules", "--markdown"]));
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        readme.contains(&table),
        "the rules have changed; put this into README.md:\ncargo run -q -- rules --markdown\n\n{table}"
    );
}
