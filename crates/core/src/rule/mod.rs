//! Rules: one YAML file each, parsed into plain structs ([`written`]), then compiled into [`Rule`].
//!
//! Everything that can be wrong with a rule is an error of loading it
//! ([`crate::yaml::YamlError`], with the place in its file); a compiled rule cannot fail.

pub mod case;
pub mod library;
pub mod role;
pub mod scope;
pub mod template;
pub mod written;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::Check;
use crate::edit::Safety;
use crate::finding::Severity;
use crate::record::FieldName;
pub use case::Case;
pub use library::{Library, Selection};
pub use role::Role;
use scope::Scope;
use template::Template;

/// The families of rules, in the order in which they are listed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Text that is cut off.
    Truncation,
    /// The same paper more than once.
    Duplicate,
    /// Mathematics that lost its markup.
    Math,
    /// TeX markup that was never rendered.
    Latex,
    /// URLs that are malformed or missing.
    Link,
    /// Characters that came through wrong.
    Unicode,
    /// Missing and surplus spaces.
    Spacing,
    /// Text of the site, not of the paper.
    Chrome,
    /// Text round an abstract that is not part of it.
    Boilerplate,
    /// Records that are not whole.
    Structure,
}

impl Family {
    /// All of them.
    pub const ALL: [Family; 10] = [
        Family::Truncation,
        Family::Duplicate,
        Family::Math,
        Family::Latex,
        Family::Link,
        Family::Unicode,
        Family::Spacing,
        Family::Chrome,
        Family::Boilerplate,
        Family::Structure,
    ];

    /// Its name in rule files, options and reports.
    pub fn name(self) -> &'static str {
        match self {
            Family::Truncation => "truncation",
            Family::Duplicate => "duplicate",
            Family::Math => "math",
            Family::Latex => "latex",
            Family::Link => "link",
            Family::Unicode => "unicode",
            Family::Spacing => "spacing",
            Family::Chrome => "chrome",
            Family::Boilerplate => "boilerplate",
            Family::Structure => "structure",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The variable of a message that says how many places there are, of a rule that tells them as one.
pub const COUNT: &str = "count";

/// How a rule repairs what it finds.
#[derive(Clone, Debug)]
pub struct RuleFix {
    /// Whether it may be applied unasked.
    pub safety: Safety,
    /// What replaces the span of a hit; `None` if the check itself says.
    pub replace: Option<Template>,
    /// Why it is unsafe.
    pub because: Option<String>,
}

/// A rule, ready to run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Kebab-case name of the defect.
    pub id: String,
    /// Its family.
    pub family: Family,
    /// `None` for a rule that runs only when it is named.
    pub severity: Option<Severity>,
    /// What a record is that it reports, if somebody counts those.
    pub role: Option<Role>,
    /// The fields it looks at.
    pub fields: Vec<FieldName>,
    /// Whether what it finds in a field is one defect of it, told at its first place; all of it is
    /// repaired.
    pub once: bool,
    /// Where it holds: in which languages, and what it spares.
    pub scope: Scope,
    /// One line for a finding.
    pub message: Template,
    /// What to do about it.
    pub help: Option<Template>,
    /// Where the damage comes from.
    pub why: String,
    /// What it looks for.
    pub check: Check,
    /// How it repairs what it finds.
    pub fix: Option<RuleFix>,
    /// Its tests.
    pub cases: Vec<Case>,
    /// The file it was read from.
    pub path: String,
    /// What that file holds.
    pub source: String,
    /// Whether that file is in the binary.
    pub is_built_in: bool,
}

impl Rule {
    /// Its severity; that of a rule which runs only when it is named is a warning.
    pub fn reported_severity(&self) -> Severity {
        self.severity.unwrap_or(Severity::Warning)
    }

    /// A URL of its file. A rule in the binary has one if this build knows where the project is
    /// published.
    pub fn page(&self) -> Option<String> {
        const PUBLISHED: &str = env!("CARGO_PKG_REPOSITORY");
        if self.is_built_in {
            return (!PUBLISHED.is_empty()).then(|| format!("{PUBLISHED}/blob/main/{}", self.path));
        }
        let file = std::path::absolute(&self.path).ok()?;
        Some(format!("file://{}", file.to_string_lossy().replace('\\', "/")))
    }

    /// Whether its fix is applied when fixes of at least `threshold` are.
    pub fn repairs_at(&self, threshold: Safety) -> bool {
        self.fix.as_ref().is_some_and(|fix| fix.safety >= threshold)
    }
}
