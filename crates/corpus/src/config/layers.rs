//! From files that extend one another to one [`Config`].
//!
//! What a file says comes on top of what it extends, the last named of these
//! on top of the others, and all of it on top of the preset `recommended`:
//! `rules` is merged rule by rule, the limits of `gate` and the entries of
//! `ignore` add up, and every other key replaces the one below as a whole.
//! Paths and globs are relative to the file that they stand in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::gate::Gate;
use super::ignore::{Ignore, WrittenIgnore};
use super::written::Written;
use super::{Clean, Config, presets};
use crate::dedup::Settings;
use crate::source::FieldNames;
use crate::source::globs::{Globs, Rooted};
use abslint_core::rule::library::LoadError;
use abslint_core::{suggest, yaml};

/// One file of the configuration.
pub(super) struct Layer {
    /// What it is called where settings are traced to it.
    name: String,
    /// The folder that paths in it are relative to.
    base: PathBuf,
    written: Written,
}

/// The file at `path` and everything that it extends, the lowest first.
pub(super) fn of_file(path: &Path) -> Result<Vec<Layer>, LoadError> {
    let mut layers = vec![lowest()?];
    push(path, &mut Vec::new(), &mut layers)?;
    Ok(layers)
}

/// The layers where there is no file, seen from a folder.
pub(super) fn of_none(base: &Path) -> Result<Vec<Layer>, LoadError> {
    Ok(vec![Layer { base: base.to_owned(), ..lowest()? }])
}

/// A configuration that lies in no file, and everything that it extends; its paths are relative to
/// the working folder.
pub(super) fn of_text(name: &str, text: &str) -> Result<Vec<Layer>, LoadError> {
    let mut layers = vec![lowest()?];
    let named = Named { name: name.to_owned(), text, folder: Path::new(".") };
    push_written(named, read(name, text)?, &mut Vec::new(), &mut layers)?;
    Ok(layers)
}

/// What is below everything.
fn lowest() -> Result<Layer, LoadError> {
    let unknown =
        || LoadError::Unknown { name: presets::LOWEST.to_owned(), hint: hint(presets::LOWEST) };
    preset(presets::LOWEST).ok_or_else(unknown)?
}

/// Adds what the file at `path` extends, and then the file; `above` are the files that led to it.
fn push(path: &Path, above: &mut Vec<PathBuf>, layers: &mut Vec<Layer>) -> Result<(), LoadError> {
    let name = path.display().to_string();
    let failed = |error: String| LoadError::Io { path: name.clone(), error };
    let identity = path.canonicalize().map_err(|error| failed(error.to_string()))?;
    if above.contains(&identity) {
        return Err(failed("this file extends itself, directly or through others".to_owned()));
    }
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let written = read(&name, &text)?;
    above.push(identity);
    push_written(
        Named { name, text: &text, folder: crate::fs::atomic::folder_of(path) },
        written,
        above,
        layers,
    )?;
    above.pop();
    Ok(())
}

/// What a configuration is called, what it says, and the folder that its paths are relative to.
struct Named<'t> {
    name: String,
    text: &'t str,
    folder: &'t Path,
}

/// Adds what a configuration extends, and then itself.
fn push_written(
    Named { name, text, folder }: Named<'_>,
    written: Written,
    above: &mut Vec<PathBuf>,
    layers: &mut Vec<Layer>,
) -> Result<(), LoadError> {
    let failed =
        |error: std::io::Error| LoadError::Io { path: name.clone(), error: error.to_string() };
    let base = std::path::absolute(folder).map_err(failed)?;
    for extended in &written.extends.0 {
        match preset(extended) {
            Some(layer) => layers.push(Layer { base: base.clone(), ..layer? }),
            None if folder.join(extended).is_file() => push(&folder.join(extended), above, layers)?,
            None => {
                let names = presets::names().collect::<Vec<_>>().join(", ");
                let help = format!(
                    "presets are {names}; anything else is the path of a file{}",
                    hint(extended)
                );
                let message = format!("there is no preset and no file called `{extended}`");
                return Err(
                    yaml::YamlError::at_key(&name, text, "extends", message, Some(help)).into()
                );
            }
        }
    }
    layers.push(Layer { name, base, written });
    Ok(())
}

fn hint(name: &str) -> String {
    suggest::hint(name, presets::names())
}

fn preset(name: &str) -> Option<Result<Layer, LoadError>> {
    let text = presets::text(name)?;
    let name = format!("preset {name}");
    Some(
        read(&name, text)
            .map(|written| Layer { name, base: PathBuf::new(), written })
            .map_err(LoadError::from),
    )
}

fn read(name: &str, text: &str) -> Result<Written, Box<yaml::YamlError>> {
    let is_empty =
        text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
    if is_empty { Ok(Written::default()) } else { yaml::read(name, text) }
}

/// What says nothing, not even what the lowest preset does.
fn nothing() -> Config {
    Config {
        inputs: Vec::new(),
        exclude: Vec::new(),
        rules_dirs: Vec::new(),
        lexicon: Vec::new(),
        fields: FieldNames::default(),
        select: Vec::new(),
        extend_select: Vec::new(),
        rules: BTreeMap::new(),
        math_style: None,
        clean: Clean::default(),
        dedup: Settings::default(),
        ignore: Vec::new(),
        gate: Gate::default(),
        baseline: None,
        origins: BTreeMap::new(),
    }
}

/// Lays the files on top of each other.
pub(super) fn resolve(layers: Vec<Layer>) -> Result<Config, LoadError> {
    let mut config = nothing();
    for layer in layers {
        layer.lay_on(&mut config)?;
    }
    Ok(config)
}

impl Layer {
    fn lay_on(self, config: &mut Config) -> Result<(), LoadError> {
        let Layer { name, base, written } = self;
        let rooted = |patterns: Vec<String>| {
            patterns.iter().map(|pattern| Rooted::new(&base, pattern)).collect()
        };
        let joined = |paths: Vec<PathBuf>| paths.into_iter().map(|path| base.join(path)).collect();
        let Written {
            inputs,
            exclude,
            rules_dirs,
            lexicon,
            fields,
            select,
            extend_select,
            math_style,
            clean,
            dedup,
            baseline,
            ..
        } = written;
        let mut over = Over { name: &name, origins: &mut config.origins };
        over.put("inputs", inputs.map(rooted), &mut config.inputs);
        over.put("exclude", exclude.map(rooted), &mut config.exclude);
        over.put("rules-dirs", rules_dirs.map(joined), &mut config.rules_dirs);
        over.put("lexicon", lexicon.map(joined), &mut config.lexicon);
        over.put("fields", fields, &mut config.fields);
        over.put("select", select, &mut config.select);
        over.put("extend-select", extend_select, &mut config.extend_select);
        over.put("math-style", math_style.map(Some), &mut config.math_style);
        over.put("clean", clean, &mut config.clean);
        over.put("dedup", dedup.map(|settings| settings.seen_from(&base)), &mut config.dedup);
        over.put("baseline", baseline.map(|path| Some(base.join(path))), &mut config.baseline);
        for (id, settings) in written.rules {
            over.origins.insert(format!("rules.{id}"), name.clone());
            config.rules.insert(id, settings);
        }
        if let Some(gate) = written.gate {
            over.origins.insert("gate".to_owned(), name.clone());
            config.gate = gate.over(std::mem::take(&mut config.gate));
        }
        if !written.ignore.is_empty() {
            over.origins.insert("ignore".to_owned(), name.clone());
        }
        for entry in written.ignore {
            config.ignore.push(resolved(entry, &base, &name)?);
        }
        Ok(())
    }
}

/// Puts settings over others, and keeps which file they come from.
struct Over<'l> {
    name: &'l str,
    origins: &'l mut std::collections::BTreeMap<String, String>,
}

impl Over<'_> {
    fn put<T>(&mut self, key: &str, value: Option<T>, below: &mut T) {
        if let Some(value) = value {
            *below = value;
            self.origins.insert(key.to_owned(), self.name.to_owned());
        }
    }
}

fn resolved(entry: WrittenIgnore, base: &Path, origin: &str) -> Result<Ignore, LoadError> {
    let WrittenIgnore { id, path, rule, reason } = entry;
    let wrong = |error: String| LoadError::Io { path: origin.to_owned(), error };
    if id.is_none() && path.is_none() {
        return Err(wrong(format!(
            "`ignore` names neither an `id` nor a `path` for `{rule}`; `rules: {{ <id>: off }}` turns a rule off everywhere"
        )));
    }
    let globs = path.map(|pattern| Globs::new(&[Rooted::new(base, &pattern)]));
    let files = globs.transpose().map_err(|error| wrong(error.to_string()))?;
    Ok(Ignore { id, files, rule, reason, origin: origin.to_owned() })
}
