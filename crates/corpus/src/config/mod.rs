//! `abslint.yaml`: what it may say, and where it is found.
//!
//! The file is looked for in the working folder and then upwards. It is read
//! as it is [`written`], laid on top of what it extends (`layers`), and comes
//! out as one [`Config`].

pub mod gate;
pub mod ignore;
mod layers;
pub mod presets;
pub mod rule_files;
pub mod written;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use self::gate::Gate;
use self::ignore::Ignore;
use crate::source::FieldNames;
use crate::source::globs::Rooted;
use abslint_core::check::math::Style;
use abslint_core::lexicon::Lexicon;
use abslint_core::rule::Library;
use abslint_core::rule::library::{LoadError, LoadErrors};
use abslint_core::rule::written::Level;

/// The name of the configuration file.
pub const FILE_NAME: &str = "abslint.yaml";

/// The configuration, with everything that it extends.
#[derive(Clone, Debug)]
pub struct Config {
    /// Inputs when none are named: files, folders or globs.
    pub inputs: Vec<Rooted>,
    /// Globs of files that are left out, also when they are named.
    pub exclude: Vec<Rooted>,
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
    /// Settings by rule.
    pub rules: BTreeMap<String, RuleSettings>,
    /// How mathematics is written; each rule's own `style` if it is not said.
    pub math_style: Option<Style>,
    /// Settings of `clean`.
    pub clean: Clean,
    /// Settings of the search for copies.
    pub dedup: crate::dedup::Settings,
    /// Findings that are wanted as they are.
    pub ignore: Vec<Ignore>,
    /// What a change may do.
    pub gate: Gate,
    /// The file of known findings.
    pub baseline: Option<PathBuf>,
    /// From which file each setting comes, by its key; rules as `rules.<id>`.
    pub origins: BTreeMap<String, String>,
}

/// Settings of one rule: its severity, `{severity: …}`, or shorter the severity alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(with = "WrittenSettings")]
pub struct RuleSettings {
    /// Its severity, or `off`.
    pub severity: Level,
}

/// The two ways to write [`RuleSettings`], for the schema.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[allow(dead_code, reason = "it describes a shape and is never made")]
enum WrittenSettings {
    Short(Level),
    Long { severity: Level },
}

impl<'de> Deserialize<'de> for RuleSettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Long {
            severity: Level,
        }
        struct ShortOrLong;
        impl<'de> serde::de::Visitor<'de> for ShortOrLong {
            type Value = RuleSettings;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("`off`, `info`, `warning` or `error`")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<RuleSettings, E> {
                let severity =
                    Level::deserialize(serde::de::value::StrDeserializer::<E>::new(text))?;
                Ok(RuleSettings { severity })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                map: A,
            ) -> Result<RuleSettings, A::Error> {
                let Long { severity } =
                    Long::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                Ok(RuleSettings { severity })
            }
        }
        deserializer.deserialize_any(ShortOrLong)
    }
}

/// Settings of `clean`.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clean {
    /// The rules for which a record is dropped.
    pub drop: Vec<String>,
}

impl Default for Config {
    /// The preset `recommended`: what holds where nothing is said.
    fn default() -> Config {
        layers::of_none(Path::new(""))
            .and_then(layers::resolve)
            .expect("the presets in the binary are tested")
    }
}

impl Config {
    /// The configuration that `text` is, called `name` in errors; its paths are relative to the
    /// working folder.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn of_text(name: &str, text: &str) -> Result<Config, LoadError> {
        layers::resolve(layers::of_text(name, text)?)
    }

    /// The configuration in `path`.
    ///
    /// # Errors
    /// That it or a file that it extends cannot be read, or what is wrong with it, at its place.
    pub fn read(path: &Path) -> Result<Config, LoadError> {
        layers::resolve(layers::of_file(path)?)
    }

    /// The configuration of the working folder `from`: the nearest file upwards, or none.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn discover(from: &Path) -> Result<Config, LoadError> {
        match from.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file()) {
            Some(path) => Config::read(&path),
            None => layers::resolve(layers::of_none(from)?),
        }
    }

    /// The settings but for those of rules, each as one line of YAML that is JSON, too.
    ///
    /// # Errors
    /// None in practice: settings are plain data.
    pub fn settings(&self) -> serde_json::Result<Vec<(&'static str, String)>> {
        let rooted = |all: &[Rooted]| {
            serde_json::to_string(&all.iter().map(Rooted::path).collect::<Vec<_>>())
        };
        let ignore = self
            .ignore
            .iter()
            .map(|entry| format!("{}: {}", entry.name(), entry.reason))
            .collect::<Vec<_>>();
        Ok(vec![
            ("inputs", rooted(&self.inputs)?),
            ("exclude", rooted(&self.exclude)?),
            ("rules-dirs", serde_json::to_string(&self.rules_dirs)?),
            ("lexicon", serde_json::to_string(&self.lexicon)?),
            ("fields", serde_json::to_string(&self.fields)?),
            ("select", serde_json::to_string(&self.select)?),
            ("extend-select", serde_json::to_string(&self.extend_select)?),
            ("math-style", serde_json::to_string(&self.math_style)?),
            ("clean", serde_json::to_string(&self.clean)?),
            ("dedup", serde_json::to_string(&self.dedup)?),
            ("gate", serde_json::to_string(&self.gate)?),
            ("baseline", serde_json::to_string(&self.baseline)?),
            ("ignore", serde_json::to_string(&ignore)?),
        ])
    }

    /// All rules as this configuration sets them.
    ///
    /// # Errors
    /// Everything that is wrong with rule files, and the first name that is no rule.
    pub fn library(&self) -> Result<Library, LoadErrors> {
        let (mut sets, mut errors) = (Vec::new(), Vec::new());
        for dir in &self.rules_dirs {
            match rule_files::files_in(dir) {
                Ok(files) => sets.push(files),
                Err(error) => errors.push(error),
            }
        }
        let mut library = match Library::with(&sets) {
            Ok(library) if errors.is_empty() => library,
            Ok(_) => return Err(LoadErrors(errors)),
            Err(LoadErrors(others)) => {
                return Err(LoadErrors(others.into_iter().chain(errors).collect()));
            }
        };
        library.background.lexicon = self.words()?;
        for (id, settings) in &self.rules {
            library.rule(id)?;
            library
                .rules
                .iter_mut()
                .filter(|rule| rule.id == *id)
                .for_each(|rule| rule.severity = settings.severity.severity());
        }
        if let Some(style) = self.math_style {
            library.rules.iter_mut().for_each(|rule| rule.check = rule.check.with_style(style));
        }
        for id in &self.clean.drop {
            library.rule(id)?;
        }
        library.knows_all(
            self.ignore.iter().map(|entry| &entry.rule).chain(self.gate.new_findings.keys()),
        )?;
        Ok(library)
    }

    /// The words of the user's own.
    ///
    /// # Errors
    /// That a file of words cannot be read.
    pub fn words(&self) -> Result<Lexicon, LoadError> {
        let mut lexicon = Lexicon::default();
        for path in &self.lexicon {
            let failed = |e: std::io::Error| LoadError::Io {
                path: path.display().to_string(),
                error: e.to_string(),
            };
            lexicon.extend(Lexicon::with_words(&std::fs::read_to_string(path).map_err(failed)?));
        }
        Ok(lexicon)
    }

    /// The inputs that it names, as paths from the working folder `from`.
    pub fn inputs_from(&self, from: &Path) -> Vec<String> {
        self.inputs.iter().map(|input| input.seen_from(from)).collect()
    }
}
