//! A rule file as it is written, and how it becomes a [`Rule`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scope::{LanguageCode, Scope, Spared};
use super::template::Template;
use super::{Case, Family, Role, Rule, RuleFix};
use crate::check::Check;
use crate::edit::Safety;
use crate::finding::Severity;
use crate::record::FieldName;
use crate::yaml::{self, YamlError};

/// A severity, or off: such a rule runs only when it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Does not run unless it is named.
    Off,
    /// See [`Severity::Info`].
    Info,
    /// See [`Severity::Warning`].
    Warning,
    /// See [`Severity::Error`].
    Error,
}

impl Level {
    /// The severity; `None` for off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// The `fix:` of a rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenFix {
    /// Whether it may be made unasked.
    safety: Safety,
    /// What stands in place of the damage; not for checks that know themselves.
    replace: Option<Template>,
    /// Why it is not safe.
    because: Option<String>,
}

/// A rule of abslint: what it finds, why that is damage, and how it is repaired.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "abslint rule")]
pub struct Written {
    /// The name of the defect, in kebab-case.
    id: String,
    /// What kind of damage it is.
    family: Family,
    /// How much it matters.
    severity: Level,
    /// What a record is that it reports, for those who count such records; most rules have none.
    role: Option<Role>,
    /// The fields that it looks at; both if it does not say.
    #[serde(default = "both_fields")]
    fields: Vec<FieldName>,
    /// The languages that it is for, by their codes in ISO 639-1; all if it does not say. A text
    /// whose language cannot be told is looked at.
    #[serde(default)]
    languages: Vec<LanguageCode>,
    /// What it changes nothing within.
    #[serde(default)]
    spares: Vec<Spared>,
    /// One line for a finding; `{match}` is the damage.
    message: Template,
    /// What to do about it.
    help: Option<Template>,
    /// Where the damage comes from.
    why: String,
    /// What it looks for.
    check: Check,
    /// How it is repaired.
    fix: Option<WrittenFix>,
    /// Texts that it must and must not report.
    tests: Vec<Case>,
}

fn both_fields() -> Vec<FieldName> {
    FieldName::ALL.to_vec()
}

/// Reads and compiles one rule file.
///
/// # Errors
/// Whatever is wrong with it, at its place.
pub fn compile(path: &str, text: &str) -> Result<Rule, Box<YamlError>> {
    let written: Written = yaml::read(path, text)?;
    let error = |key: &str, message: String, help: &str| {
        Err(YamlError::at_key(path, text, key, message, Some(help.to_owned())))
    };
    if !is_kebab_case(&written.id) {
        return error(
            "id",
            format!("`{}` is no rule id", written.id),
            "use lower-case words and digits, joined by hyphens, that name the defect",
        );
    }
    if written.fields.is_empty() {
        return error(
            "fields",
            "this rule looks at no field".to_owned(),
            "name `title`, `abstract` or both, or leave the key out for both",
        );
    }
    if let Some((key, hole)) = unknown_hole(&written) {
        let known = written.check.variables();
        let message = format!(
            "nothing is called `{hole}` here{}",
            crate::suggest::hint(&hole, known.iter().map(AsRef::as_ref))
        );
        return error(
            key,
            message,
            &format!(
                "this check knows {}",
                known.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
            ),
        );
    }
    if let Some(fix) = &written.fix {
        if fix.safety != Safety::Safe && fix.because.is_none() {
            return error(
                "fix",
                "this fix is not safe and does not say why".to_owned(),
                "add `because:`, or make it safe",
            );
        }
        if fix.replace.is_none() && !written.check.repairs_itself() {
            return error(
                "fix",
                "this fix does not say what it writes".to_owned(),
                "add `replace:`",
            );
        }
    }
    if let Some((message, help)) = fault_of(&written.tests, written.fix.is_some()) {
        return error("tests", message.to_owned(), help);
    }
    let fix = written.fix.map(|fix| RuleFix {
        safety: fix.safety,
        replace: fix.replace,
        because: fix.because,
    });
    Ok(Rule {
        id: written.id,
        family: written.family,
        severity: written.severity.severity(),
        role: written.role,
        fields: written.fields,
        scope: Scope { languages: written.languages, spares: written.spares },
        message: written.message,
        help: written.help,
        why: written.why,
        check: written.check,
        fix,
        cases: written.tests,
        path: path.to_owned(),
        source: text.to_owned(),
        is_built_in: false,
    })
}

fn is_kebab_case(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// A hole in one of the rule's texts that its check does not fill, with the key of the text.
fn unknown_hole(rule: &Written) -> Option<(&'static str, String)> {
    let known = rule.check.variables();
    let texts = [
        ("message", Some(&rule.message)),
        ("help", rule.help.as_ref()),
        ("replace", rule.fix.as_ref().and_then(|f| f.replace.as_ref())),
    ];
    texts.into_iter().find_map(|(key, text)| {
        let hole = text?.holes().find(|hole| !known.iter().any(|name| name == hole))?;
        Some((key, hole.to_owned()))
    })
}

/// What is wrong with the tests of a rule, and what to do about it.
fn fault_of(cases: &[Case], has_fix: bool) -> Option<(&'static str, &'static str)> {
    let bad = cases.iter().filter(|case| case.bad.is_some()).count();
    if cases.iter().any(|case| case.bad.is_some() == case.good.is_some()) {
        Some(("a test is either `bad` or `good`", "give each test one of the two"))
    } else if bad == 0 || bad == cases.len() {
        Some((
            "a rule needs at least one `bad` and one `good` test",
            "the good one is best a text that looks almost like damage",
        ))
    } else if has_fix != cases.iter().any(|case| case.fixed.is_some()) {
        Some(if has_fix {
            ("no test shows what the fix does", "add `fixed:` to a bad test")
        } else {
            ("a test has `fixed`, but the rule has no fix", "add a `fix:` or take `fixed:` out")
        })
    } else {
        None
    }
}
