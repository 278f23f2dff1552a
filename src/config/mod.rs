//! `abslint.yaml`: what it may say, and where it is found.
//!
//! The file is looked for in the working folder and then upwards. Paths in it
//! are relative to the folder that it lies in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::check::math::Style;
use crate::lexicon::Lexicon;
use crate::rule::library::LoadError;
use crate::rule::written::Level;
use crate::rule::yaml::{self, YamlError};
use crate::source::FieldNames;

/// The name of the configuration file.
pub const FILE_NAME: &str = "abslint.yaml";

/// The configuration, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Config {
    /// Inputs when none are named: files, folders or globs.
    pub inputs: Vec<String>,
    /// Globs of files that are left out, also when they are named.
    pub exclude: Vec<String>,
    /// Folders with rules of one's own.
    pub rules_dirs: Vec<PathBuf>,
    /// Files with words of one's own, one a line.
    pub lexicon: Vec<PathBuf>,
    /// What the fields are called in JSON.
    pub fields: FieldNames,
    /// Only these rules or families.
    pub select: Vec<String>,
    /// These rules or families too.
    pub extend_select: Vec<String>,
    /// Not these rules or families.
    pub ignore: Vec<String>,
    /// Settings by rule.
    pub rules: BTreeMap<String, RuleSettings>,
    /// How mathematics is written; each rule's own `style` if it is not said.
    pub math_style: Option<Style>,
    /// Settings of `clean`.
    pub clean: Clean,
    /// Settings of the search for copies.
    pub dedup: crate::dedup::Settings,
    /// The folder that the file lies in.
    #[serde(skip)]
    pub base: PathBuf,
}

/// Settings of one rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSettings {
    /// Its severity, or `off`.
    pub severity: Level,
}

/// Settings of `clean`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Clean {
    /// The rules for which a record is dropped.
    pub drop: Vec<String>,
}

impl Default for Clean {
    fn default() -> Self {
        Clean {
            drop: ["duplicate-exact", "duplicate-near", "duplicate-cut", "missing-abstract", "placeholder-abstract"]
                .map(str::to_owned)
                .to_vec(),
        }
    }
}

impl Config {
    /// The configuration in `path`.
    ///
    /// # Errors
    /// That it cannot be read, or what is wrong with it, at its place.
    pub fn read(path: &Path) -> Result<Config, LoadError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|e| LoadError::Io { path: name.clone(), error: e.to_string() })?;
        let mut config: Config = if text.trim().is_empty() { Config::default() } else { parse(&name, &text)? };
        config.base = crate::corpus::atomic::folder_of(path).to_owned();
        for path in config.rules_dirs.iter_mut().chain(&mut config.lexicon) {
            *path = config.base.join(&path);
        }
        Ok(config)
    }

    /// The configuration of the working folder `from`: the nearest file upwards, or none.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn discover(from: &Path) -> Result<Config, LoadError> {
        match from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file()) {
            Some(path) => Config::read(&path),
            None => Ok(Config { base: from.to_owned(), ..Config::default() }),
        }
    }

    /// The words of the user's own.
    ///
    /// # Errors
    /// That a file of words cannot be read.
    pub fn words(&self) -> Result<Lexicon, LoadError> {
        let mut lexicon = Lexicon::default();
        for path in &self.lexicon {
            let failed = |e: std::io::Error| LoadError::Io { path: path.display().to_string(), error: e.to_string() };
            lexicon.extend(Lexicon::with_words(&std::fs::read_to_string(path).map_err(failed)?));
        }
        Ok(lexicon)
    }

    /// The inputs that it names, as paths from the working folder `from`.
    pub fn inputs_from(&self, from: &Path) -> Vec<String> {
        let join = |input: &String| {
            let path = self.base.join(input);
            path.strip_prefix(from).unwrap_or(&path).to_string_lossy().into_owned()
        };
        self.inputs.iter().map(join).collect()
    }
}

fn parse(name: &str, text: &str) -> Result<Config, Box<YamlError>> {
    yaml::read(name, text)
}
