//! The formats for other programs: each by its published schema or grammar, and none leaves
//! anything out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use crate::common::{abslint, fixtures, root, stdout};
use regex::Regex;
use serde_json::{Value, json};

/// All fixtures, and a file whose name and texts are as hostile as they come.
fn folder() -> tempfile::TempDir {
    let dir = fixtures();
    let hostile = "{\"id\":\"<&\\\"\",\"title\":\"::error::%0A \\u001b[31m ]]> <x>\",\"abstract\":\"\\\"At\\\" 256times256 \\u202e, 100%, and the\"}\n";
    std::fs::write(dir.path().join("fixtures/a, b:c%&'.jsonl"), hostile).unwrap();
    dir
}

fn report(dir: &Path, format: &str, path: &str) -> String {
    stdout(&abslint(dir, &["check", path, "--output-format", format]))
}

/// The findings, as the contract has them.
fn findings(dir: &Path) -> Vec<Value> {
    serde_json::from_str(&report(dir, "json", "fixtures")).unwrap()
}

/// How often each rule reports.
fn by_rule<'r>(rules: impl Iterator<Item = &'r str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    rules.for_each(|rule| *counts.entry(rule.to_owned()).or_default() += 1);
    counts
}

fn wanted(dir: &Path) -> BTreeMap<String, usize> {
    let findings = findings(dir);
    assert!(findings.len() > 100);
    by_rule(findings.iter().map(|finding| finding["rule"].as_str().unwrap()))
}

fn validate(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(value)
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// The schema of SARIF 2.1.0 as OASIS published it, which the package `serde-sarif` carries.
fn schema_of_sarif() -> Value {
    // Only the packages of this machine have been downloaded.
    let compiler =
        String::from_utf8(Command::new("rustc").arg("-vV").output().unwrap().stdout).unwrap();
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let args = ["metadata", "--format-version=1", "--offline", "--filter-platform", host];
    let metadata = Command::new(env!("CARGO")).args(args).current_dir(root()).output().unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let package = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|package| package["name"] == "serde-sarif")
        .unwrap();
    let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
    let mut schema: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("src/schema.json")).unwrap())
            .unwrap();
    // The pattern of languages is no regular expression as it was published; abslint names none.
    for holder in ["run", "toolComponent"] {
        schema["definitions"][holder]["properties"]["language"]
            .as_object_mut()
            .unwrap()
            .remove("pattern");
    }
    schema
}

#[test]
fn sarif_holds_by_its_schema_and_its_fixes_are_the_repairs() {
    let dir = folder();
    let log: Value = serde_json::from_str(&report(dir.path(), "sarif", "fixtures")).unwrap();
    validate(&schema_of_sarif(), &log);
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(
        by_rule(results.iter().map(|result| result["ruleId"].as_str().unwrap())),
        wanted(dir.path())
    );
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let mut fixed = 0;
    for result in results {
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        let uri =
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("fixtures/"), "{uri}");
        assert!(!uri.contains([' ', ':', '"']), "{uri}");
        for change in result["fixes"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|fix| fix["artifactChanges"].as_array().unwrap())
        {
            let replacement = &change["replacements"][0];
            let path = dir.path().join(
                uri.replace("%2C", ",")
                    .replace("%20", " ")
                    .replace("%3A", ":")
                    .replace("%25", "%")
                    .replace("%26", "&")
                    .replace("%27", "'"),
            );
            let after = applied(&std::fs::read_to_string(path).unwrap_or_default(), replacement);
            if uri.ends_with("papers.jsonl") {
                let changed = after
                    .lines()
                    .nth(replacement["deletedRegion"]["startLine"].as_u64().unwrap() as usize - 1)
                    .unwrap();
                assert!(serde_json::from_str::<Value>(changed).is_ok(), "{changed}");
            }
            fixed += 1;
        }
    }
    assert!(fixed > 50, "{fixed}");
}

/// A text after a replacement by lines and columns.
fn applied(text: &str, replacement: &Value) -> String {
    let region = &replacement["deletedRegion"];
    let offset = |line: &str, column: &str| {
        let (line, column) =
            (region[line].as_u64().unwrap() as usize, region[column].as_u64().unwrap() as usize);
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        start + text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    let (start, end) = (offset("startLine", "startColumn"), offset("endLine", "endColumn"));
    format!(
        "{}{}{}",
        &text[..start],
        replacement["insertedContent"]["text"].as_str().unwrap(),
        &text[end..]
    )
}

#[test]
fn fingerprints_stay_when_lines_move_and_no_two_are_the_same() {
    let dir = folder();
    let names = |format: &str, name: fn(&Value) -> &Value| -> BTreeSet<String> {
        let report: Value =
            serde_json::from_str(&report(dir.path(), format, "fixtures/papers.jsonl")).unwrap();
        let results = if format == "sarif" { report["runs"][0]["results"].clone() } else { report };
        let names: Vec<String> = results
            .as_array()
            .unwrap()
            .iter()
            .map(|result| name(result).as_str().unwrap().to_owned())
            .collect();
        let set: BTreeSet<String> = names.iter().cloned().collect();
        assert_eq!(set.len(), names.len(), "{format}");
        set
    };
    let both = || {
        (
            names("sarif", |result| &result["partialFingerprints"]["abslintSubject/v1"]),
            names("gitlab", |result| &result["fingerprint"]),
        )
    };
    let before = both();
    assert!(before.0.len() > 5);
    let path = dir.path().join("fixtures/papers.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("\n\n{text}")).unwrap();
    assert_eq!(both(), before);
}

#[test]
fn gitlab_holds_by_the_documented_fields() {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": false,
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string" },
                "fingerprint": { "type": "string", "minLength": 8 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "pattern": "^[^./]" },
                        "lines": { "type": "object", "required": ["begin"], "properties": { "begin": { "type": "integer", "minimum": 1 }, "end": { "type": "integer" } } },
                    },
                },
            },
        },
    });
    let dir = folder();
    let issues: Value = serde_json::from_str(&report(dir.path(), "gitlab", "fixtures")).unwrap();
    validate(&schema, &issues);
    assert_eq!(
        by_rule(
            issues.as_array().unwrap().iter().map(|issue| issue["check_name"].as_str().unwrap())
        ),
        wanted(dir.path())
    );
}

#[test]
fn github_holds_by_the_grammar_of_workflow_commands() {
    let dir = folder();
    let command = Regex::new(r"^::(error|warning|notice) file=([^,:\s][^,:]*),line=(\d+),endLine=\d+,col=\d+,endColumn=\d+,title=abslint ([a-z0-9-]+)::([^\r\n]+)$").unwrap();
    let text = report(dir.path(), "github", "fixtures");
    let parsed: Vec<regex::Captures<'_>> = text
        .lines()
        .map(|line| command.captures(line).unwrap_or_else(|| panic!("{line}")))
        .collect();
    assert_eq!(
        by_rule(parsed.iter().map(|captures| captures.get(4).unwrap().as_str())),
        wanted(dir.path())
    );
    let bare = Regex::new("%(?:25|0A|0D|3A|2C)").unwrap();
    for captures in &parsed {
        assert!(!bare.replace_all(&captures[2], "").contains('%'), "{}", &captures[0]);
        assert!(!bare.replace_all(&captures[5], "").contains('%'), "{}", &captures[0]);
    }
    assert!(parsed.iter().any(|captures| &captures[2] == "fixtures/a%2C b%3Ac%25&'.jsonl"));
    assert!(!text.contains('\u{1b}'));
}

/// The elements that CI servers know, after the schema of the Jenkins xUnit plugin: attributes
/// (required ones with `!`), and what may stand within. `skipped` on the outermost element is not
/// in that schema; its readers pass over it.
const JUNIT: [(&str, &str, &str); 6] = [
    ("testsuites", "name tests failures errors skipped", "testsuite"),
    ("testsuite", "name! tests! failures errors disabled skipped", "testcase"),
    ("testcase", "name! classname", "failure system-out"),
    ("system-out", "", "#text"),
    ("failure", "message type", "#text"),
    ("#text", "", ""),
];

#[test]
fn junit_holds_by_the_schema_of_its_readers() {
    use quick_xml::events::{BytesStart, Event};
    fn enter(element: &BytesStart<'_>, parent: &str) -> String {
        let name = element.name().as_ref().to_owned();
        let (_, attributes, _) =
            JUNIT.iter().find(|(known, ..)| *known == name).unwrap_or_else(|| panic!("<{name}>"));
        let within = JUNIT
            .iter()
            .find(|(known, ..)| *known == parent)
            .map_or("testsuites", |(.., within)| within);
        assert!(within.split(' ').any(|allowed| allowed == name), "<{name}> in <{parent}>");
        let there: Vec<String> =
            element.attributes().map(|a| a.unwrap().key.as_ref().to_owned()).collect();
        for attribute in attributes.split(' ').filter_map(|a| a.strip_suffix('!')) {
            assert!(there.iter().any(|a| a == attribute), "<{name}> without {attribute}");
        }
        for attribute in &there {
            assert!(
                attributes.split(' ').any(|a| a.trim_end_matches('!') == attribute),
                "<{name} {attribute}>"
            );
        }
        name
    }
    let dir = folder();
    let text = report(dir.path(), "junit", "fixtures");
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut open, mut rules) = (vec!["document".to_owned()], Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                if element.name().as_ref() == "testcase" {
                    let name = element.try_get_attribute("name").unwrap().unwrap();
                    rules.push(name.value.split(' ').next().unwrap().to_owned());
                }
                open.push(enter(&element, open.last().unwrap()));
            }
            Event::Empty(element) => drop(enter(&element, open.last().unwrap())),
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => (),
        }
    }
    assert_eq!(open, ["document"]);
    assert_eq!(by_rule(rules.iter().map(String::as_str)), wanted(dir.path()));
    let failures = |fail_on: &str| {
        let args = ["check", "fixtures", "--output-format", "junit", "--fail-on", fail_on];
        stdout(&abslint(dir.path(), &args)).matches("<failure").count()
    };
    let (errors, warnings, all) = (failures("error"), failures("warning"), failures("info"));
    assert!(0 < errors && errors < warnings && warnings < all);
    assert_eq!((all, failures("never")), (rules.len(), 0));
    std::fs::write(dir.path().join("empty.jsonl"), "").unwrap();
    assert!(
        report(dir.path(), "junit", "empty.jsonl").contains("<testcase name=\"nothing found\"")
    );
}
