//! `abslint.yaml` as it is written: every key optional, nothing looked up yet.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gate::Gate;
use super::ignore::WrittenIgnore;
use super::{Clean, RuleSettings};
use crate::dedup::Settings;
use crate::source::FieldNames;
use abslint_core::check::math::Style;

/// The settings of a data set: what is read, which rules run, what a change may do to it.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(title = "abslint.yaml")]
pub struct Written {
    /// What this file builds on: presets (`recommended`, `strict`, `paper-listing`) or other files,
    /// relative to this one.
    pub extends: Extends,
    /// Inputs when none are named: files, folders or globs, relative to this file.
    pub inputs: Option<Vec<String>>,
    /// Globs of files that are left out, also when they are named; relative to this file.
    pub exclude: Option<Vec<String>>,
    /// Folders with rules of one's own, relative to this file.
    pub rules_dirs: Option<Vec<PathBuf>>,
    /// Files with words of one's own, one a line, relative to this file.
    pub lexicon: Option<Vec<PathBuf>>,
    /// What the fields are called in JSON.
    pub fields: Option<FieldNames>,
    /// Only these rules or families.
    pub select: Option<Vec<String>>,
    /// These rules or families too, also if they are off.
    pub extend_select: Option<Vec<String>>,
    /// Settings by rule.
    pub rules: BTreeMap<String, RuleSettings>,
    /// How mathematics is written; each rule's own `style` if it is not said.
    pub math_style: Option<Style>,
    /// What `clean` drops.
    pub clean: Option<Clean>,
    /// When two records are copies of one paper.
    pub dedup: Option<Settings>,
    /// Findings that are wanted as they are, each with its reason.
    pub ignore: Vec<WrittenIgnore>,
    /// What a change of the data set may do, for `compare`.
    pub gate: Option<Gate>,
    /// The file of known findings that `check` does not report, relative to this file.
    pub baseline: Option<PathBuf>,
}

/// One name, or a list of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(from = "OneOrMany")]
#[schemars(with = "OneOrMany")]
pub struct Extends(pub Vec<String>);

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Extends {
    fn from(written: OneOrMany) -> Self {
        match written {
            OneOrMany::One(name) => Extends(vec![name]),
            OneOrMany::Many(names) => Extends(names),
        }
    }
}
