//! The settings of a linter or a cleaner.

use std::path::Path;

use abslint_core::check::math::Style;
use abslint_core::edit::Safety;
use abslint_core::rule::{Library, Selection};
use abslint_corpus::config::Config as Settings;

use crate::Error;

/// Which rules run, what they repair, and what a copy is: what `abslint.yaml` says.
///
/// ```
/// use abslint::{Config, Linter, MathStyle};
///
/// let config = Config::from_yaml("rules: { tex-dash: off }")?.math_style(MathStyle::Latex).ignore(["link"]);
/// assert_eq!(Linter::new(&config)?.fix("At 256times256 it is fast."), "At $256\\times256$ it is fast.");
/// # Ok::<(), abslint::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub(crate) settings: Settings,
    ignore: Vec<String>,
    unsafe_fixes: bool,
}

impl Config {
    /// What holds where nothing is said: the preset `recommended`. The default.
    pub fn recommended() -> Config {
        Config::default()
    }

    /// The configuration that a text says; paths in it are relative to the working folder.
    ///
    /// # Errors
    /// Returns what is wrong with it, at its line.
    pub fn from_yaml(text: &str) -> Result<Config, Error> {
        Ok(Settings::of_text("configuration", text)?.into())
    }

    /// The configuration in a file, with all that it extends.
    ///
    /// # Errors
    /// Returns why one of these files cannot be read, or what is wrong with it, at its line.
    pub fn read(path: impl AsRef<Path>) -> Result<Config, Error> {
        Ok(Settings::read(path.as_ref())?.into())
    }

    /// The configuration of a folder: `abslint.yaml` there or in the nearest folder above it, or
    /// else the preset `recommended`.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn discover(folder: impl AsRef<Path>) -> Result<Config, Error> {
        Ok(Settings::discover(folder.as_ref())?.into())
    }

    /// The same with only these rules or families.
    pub fn select<T: Into<String>>(mut self, rules: impl IntoIterator<Item = T>) -> Config {
        self.settings.select = rules.into_iter().map(Into::into).collect();
        self
    }

    /// The same with these rules or families too, also if they are off.
    pub fn extend_select<T: Into<String>>(mut self, rules: impl IntoIterator<Item = T>) -> Config {
        self.settings.extend_select.extend(rules.into_iter().map(Into::into));
        self
    }

    /// The same without these rules or families.
    pub fn ignore<T: Into<String>>(mut self, rules: impl IntoIterator<Item = T>) -> Config {
        self.ignore.extend(rules.into_iter().map(Into::into));
        self
    }

    /// The same with or without the repairs that may change what the author meant; without them if
    /// it is not said.
    pub fn unsafe_fixes(self, unsafe_fixes: bool) -> Config {
        Config { unsafe_fixes, ..self }
    }

    /// The same with mathematics written in this style.
    pub fn math_style(mut self, style: Style) -> Config {
        self.settings.math_style = Some(style);
        self
    }

    /// Which rules run.
    pub(crate) fn selection(&self) -> Selection {
        let Settings { select, extend_select, .. } = &self.settings;
        Selection {
            select: select.clone(),
            extend_select: extend_select.clone(),
            ignore: self.ignore.clone(),
        }
    }

    /// The least safety of the repairs that are made.
    pub(crate) fn threshold(&self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }

    /// All rules as it sets them. They are read on threads of their own: a pool of the whole
    /// process does not outlive a fork.
    pub(crate) fn library(&self) -> Result<Library, Error> {
        let pool = rayon::ThreadPoolBuilder::new().build()?;
        let library = pool.install(|| self.settings.library())?;
        library.select(&self.selection())?;
        Ok(library)
    }
}

impl From<Settings> for Config {
    fn from(settings: Settings) -> Self {
        Config { settings, ignore: Vec::new(), unsafe_fixes: false }
    }
}

impl TryFrom<serde_json::Value> for Config {
    type Error = Error;

    /// The configuration that a value says, with the keys of `abslint.yaml`.
    fn try_from(value: serde_json::Value) -> Result<Config, Error> {
        // JSON is YAML: the errors are those of a file.
        Config::from_yaml(&format!("{value:#}"))
    }
}
