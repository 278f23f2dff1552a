//! A rule file as it is written, and how it becomes a [`Rule`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scope::{LanguageCode, Scope, Spared};
use super::template::Template;
use super::{COUNT, Case, Family, Role, Rule, RuleFix};
use crate::check::Check;
use crate::check::looks::Variables;
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
    /// Whether all that it finds in a field is one defect: told at its first place, with the number
    /// of places as `{count}`.
    #[serde(default)]
    once: bool,
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
    match written.fault() {
        Some(Fault { key, message, help }) => {
            Err(YamlError::at_key(path, text, key, message, Some(help)))
        }
        None => Ok(written.into_rule(path, text)),
    }
}

/// What is wrong with a rule, at one of its keys, and what to do about it.
struct Fault {
    key: &'static str,
    message: String,
    help: String,
}

impl Fault {
    fn new(key: &'static str, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { key, message: message.into(), help: help.into() }
    }
}

impl Written {
    /// The first thing that is wrong with it, beyond its form.
    fn fault(&self) -> Option<Fault> {
        self.fault_of_names()
            .or_else(|| self.fault_of_holes())
            .or_else(|| self.fault_of_fix())
            .or_else(|| {
                let (message, help) = fault_of_tests(&self.tests, self.fix.is_some())?;
                Some(Fault::new("tests", message, help))
            })
    }

    /// What is wrong with what it and its fields are called.
    fn fault_of_names(&self) -> Option<Fault> {
        if !is_kebab_case(&self.id) {
            return Some(Fault::new(
                "id",
                format!("`{}` is no rule id", self.id),
                "use lower-case words and digits, joined by hyphens, that name the defect",
            ));
        }
        self.fields.is_empty().then(|| {
            Fault::new(
                "fields",
                "this rule looks at no field",
                "name `title`, `abstract` or both, or leave the key out for both",
            )
        })
    }

    /// A hole in one of its texts that its check does not fill.
    fn fault_of_holes(&self) -> Option<Fault> {
        let (key, hole) = unknown_hole(self)?;
        let known = self.variables();
        let hint = crate::suggest::hint(&hole, known.iter().map(AsRef::as_ref));
        let names = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        Some(Fault::new(
            key,
            format!("nothing is called `{hole}` here{hint}"),
            format!("this check knows {names}"),
        ))
    }

    /// What its texts may speak of.
    fn variables(&self) -> Variables {
        let mut known = self.check.variables();
        known.extend(self.once.then_some(COUNT.into()));
        known
    }

    /// What its fix does not say.
    fn fault_of_fix(&self) -> Option<Fault> {
        let fix = self.fix.as_ref()?;
        if fix.safety != Safety::Safe && fix.because.is_none() {
            return Some(Fault::new(
                "fix",
                "this fix is not safe and does not say why",
                "add `because:`, or make it safe",
            ));
        }
        (fix.replace.is_none() && !self.check.repairs_itself())
            .then(|| Fault::new("fix", "this fix does not say what it writes", "add `replace:`"))
    }

    /// The rule, which was read from `text` at `path`.
    fn into_rule(self, path: &str, text: &str) -> Rule {
        let fix = self.fix.map(|fix| RuleFix {
            safety: fix.safety,
            replace: fix.replace,
            because: fix.because,
        });
        Rule {
            id: self.id,
            family: self.family,
            severity: self.severity.severity(),
            role: self.role,
            fields: self.fields,
            once: self.once,
            scope: Scope { languages: self.languages, spares: self.spares },
            message: self.message,
            help: self.help,
            why: self.why,
            check: self.check,
            fix,
            cases: self.tests,
            path: path.to_owned(),
            source: text.to_owned(),
            is_built_in: false,
        }
    }
}

fn is_kebab_case(id: &str) -> bool {
    !id.is_empty()
        && id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// A hole in one of the rule's texts that its check does not fill, with the key of the text.
fn unknown_hole(rule: &Written) -> Option<(&'static str, String)> {
    let known = rule.variables();
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
fn fault_of_tests(cases: &[Case], has_fix: bool) -> Option<(&'static str, &'static str)> {
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
